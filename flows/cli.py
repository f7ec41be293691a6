"""The `wireroom` command: its parts put together, and what they raise turned into one line and an exit code."""

from __future__ import annotations

import logging
import os
import sys
import traceback
from pathlib import Path

import typer

from flows import cli_ask, cli_backfill, cli_keep, cli_report, cli_run, cli_sources
from flows.cli_options import LOG, Exit
from flows.errors import InputError, RunError, SettingsError

OURS = Path(__file__).parent

app = typer.Typer(
    help="Your own GDELT, from the feeds you choose: news in, events out, each beside the sentence it was read from.",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
for command in (
    cli_run.run,
    cli_run.serve,
    cli_backfill.backfill,
    cli_ask.sql,
    cli_ask.schema,
    cli_run.publish,
    cli_keep.export,
    cli_keep.backup,
    cli_keep.restore,
    cli_report.report,
    cli_ask.status,
    cli_report.explain,
    cli_ask.doctor,
    cli_ask.code,
    cli_ask.actor,
    cli_ask.evaluate,
):
    app.command()(command)
app.command("import")(cli_sources.import_)


def main() -> None:
    """Run the command as the shell gave it."""
    sys.exit(run_command(sys.argv[1:]))


def run_command(arguments: list[str]) -> int:
    """Run the command with these arguments; return its exit code. What went wrong is one line on standard error."""
    try:
        return int(app(arguments or ["--help"], prog_name="wireroom", standalone_mode=False) or Exit.DONE)
    except (SettingsError, InputError) as error:
        return _fail(error, str(error), Exit.WRONG_USAGE)
    except (typer.Abort, KeyboardInterrupt) as error:
        return _fail(error, "stopped; nothing half-written is visible, run it again", Exit.FAILED)
    except BrokenPipeError:
        # Whoever read our output has seen enough. The interpreter must not try to flush the rest when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.FAILED
    except Exception as error:
        return _explain(error)


def _explain(error: Exception) -> int:
    from flows.schema import DatasetError  # brings DuckDB along, which `code` and `actor` do without

    if isinstance(error, (RunError, DatasetError)):
        return _fail(error, str(error), Exit.FAILED)
    if isinstance(error, typer.exceptions.TyperException):
        return _fail(error, f"{error.format_message()} (see wireroom --help)", Exit.WRONG_USAGE)
    if isinstance(error, OSError) and error.filename is not None:
        return _fail(error, f"{error.filename}: {error.strerror}", Exit.FAILED)
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(OURS)]
    last = (ours or frames)[-1]
    where = f"{type(error).__name__} in {Path(last.filename).name}, line {last.lineno}: {error}"
    return _fail(error, f"this is a mistake of Wireroom: {where} (--verbose shows how it came about)", Exit.FAILED)


def _fail(error: BaseException, message: str, code: Exit) -> int:
    if LOG.isEnabledFor(logging.DEBUG):
        traceback.print_exception(error)
    print(f"wireroom: {' '.join(message.split())}", file=sys.stderr)  # noqa: T201
    return code


if __name__ == "__main__":
    main()
