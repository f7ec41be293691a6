"""The commands that change nothing: sql, status, doctor, code, actor, evaluate."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, TextIO

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.cli_options import Exit, Sources, Verbose
from flows.errors import InputError
from flows.output import Format, format_text, print_table, write_parquet
from flows.settings import check_pipeline, load_settings

LineFile = Annotated[Path | None, typer.Option("--input", metavar="FILE", help="JSON lines; standard input if none")]


def sql(
    query: Annotated[
        str | None,
        typer.Argument(
            metavar="[QUERY|FILE|@NAME]", help="SQL, a file of it, or a query of --list; standard input if none"
        ),
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="show the queries that come with Wireroom")] = False,
    form: Annotated[Format, typer.Option("--format", help="how the result is written")] = Format.TABLE,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="where to write; standard output if none")
    ] = None,
    sources: Sources = None,
    verbose: Verbose = False,
) -> int:
    """Ask the published dataset in SQL."""
    from flows.gallery import list_queries
    from flows.publish import query as run_query

    settings = load_settings(sources, os.environ)
    if form is Format.PARQUET and out is None and sys.stdout.isatty():
        raise InputError("a Parquet file is nothing for a terminal: name a file with --out")
    result = list_queries() if listed else run_query(settings.dataset_path, _read_query(query))
    if form is Format.PARQUET:
        write_parquet(result, out or sys.stdout.buffer)
    elif form is Format.TABLE:
        with _open_text(out) as stream:
            print_table(result, Console(file=stream))
    else:
        with _open_text(out) as stream:
            stream.write(format_text(result, form))
    return Exit.DONE


def schema(verbose: Verbose = False) -> int:
    """Print the data dictionary: every table and column, and what it means. No dataset is needed."""
    from flows.dictionary import data_dictionary

    sys.stdout.write(data_dictionary())
    return Exit.DONE


def status(sources: Sources = None, verbose: Verbose = False) -> int:
    """Show how the last runs went. Then each source, and what was rejected and why."""
    from flows.status import read_status

    console = Console()
    report = read_status(load_settings(sources, os.environ))
    if report.note:
        console.print(report.note, highlight=False, markup=False)
    for title, table in report.tables:
        console.print(Text(f"\n{title}", style="bold"))
        print_table(table, console) if table.num_rows else console.print("none")
    return Exit.DONE


def doctor(sources: Sources = None, verbose: Verbose = False) -> int:
    """Look whether all is in place. Each finding says what to do if not."""
    from flows.doctor import examine

    table = Table("", "what", "found", "what to do", box=None)
    findings = examine(sources, os.environ)
    for one in findings:
        mark = Text("ok", style="green") if one.is_ok else Text("not ok", style="bold red")
        table.add_row(mark, Text(one.what), Text(one.found), Text("" if one.is_ok else one.remedy))
    Console().print(table)
    return Exit.DONE if all(one.is_ok for one in findings) else Exit.FAILED


def code(
    text: Annotated[str | None, typer.Argument(metavar="[TEXT]", help="a text to read, shown for people")] = None,
    lines: LineFile = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="show what spoke for each act, also those not coded")
    ] = False,
    sources: Sources = None,
    verbose: Verbose = False,
) -> int:
    """Read the events in a text. No dataset is needed.

    One text is shown for people. JSON lines give JSON lines, in order: a line holds "text", and may hold "id", "title",
    "published" (a date) and "pair" ({"source": "…", "target": "…"}, two phrases of the text).
    """
    settings = load_settings(sources, os.environ)
    check_pipeline(settings.pipeline)
    if text is not None and lines is not None:
        raise InputError("give a text or --input FILE, not both")
    if text is not None:
        return _show(text, settings.pipeline, explain)
    if explain:
        raise InputError("--explain is for one text: wireroom code --explain TEXT")
    from flows.answers import code_lines

    with _open_lines(lines) as stream:
        # Standard input may be somebody who waits for each answer, so it is never held back to see whether it is long.
        for answer in code_lines(stream, settings.pipeline, settings.workers if lines else 1):
            sys.stdout.write(f"{answer}\n")
            sys.stdout.flush()
    return Exit.DONE


def actor(
    phrases: Annotated[list[str] | None, typer.Argument(metavar="[PHRASE]...", help="shown for people")] = None,
    lines: LineFile = None,
    sources: Sources = None,
    verbose: Verbose = False,
) -> int:
    """Tell who a phrase stands for.

    Phrases are shown for people. JSON lines give JSON lines, in order: a line holds "actor", and may hold "id" and
    "as_of" (a date).
    """
    from flows.answers import actor_line, resolve_phrase
    from transforms.coding.actors import load_actors
    from transforms.coding.gazetteer import load_gazetteer

    actors = load_actors(load_gazetteer().country_of)
    if phrases and lines is not None:
        raise InputError("give phrases or --input FILE, not both")
    if phrases:
        table = Table("phrase", "name", "country", "sector", "confidence")
        for phrase in phrases:
            found = resolve_phrase(phrase, None, actors)
            shown = [Text("" if value is None else str(value)) for value in found.values()]
            table.add_row(Text(phrase), *shown)
        Console().print(table)
        return Exit.DONE
    with _open_lines(lines) as stream:
        for line in stream:
            if line.strip():
                sys.stdout.write(f"{actor_line(line, actors)}\n")
    return Exit.DONE


def _show(text: str, pipeline: str, explain: bool) -> int:
    from flows.show import explain_considered, show_mentions
    from flows.worker import load_coder
    from transforms.records import Reject

    if not text.strip():
        raise InputError("the text is empty")
    coder = load_coder(pipeline)
    result = coder.code_text(text)
    if isinstance(result, Reject):
        raise InputError(result.detail)
    show_mentions(text, result.mentions, Console())
    if explain:
        explain_considered(coder.consider(text), Console())
    return Exit.DONE


def evaluate(
    labelled: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="labelled sentences; our own test set if none")
    ] = None,
    sources: Sources = None,
    verbose: Verbose = False,
) -> int:
    """Measure the coder on labelled sentences: precision, recall and F1 by type, its fields, its mistakes.

    FILE is JSON lines (or a folder of them) as in training/sentences; see training/README.md.
    """
    from flows.evaluate import evaluate as run_evaluation
    from flows.evaluate import read_test_set, show_measured

    settings = load_settings(sources, os.environ)
    check_pipeline(settings.pipeline)
    show_measured(run_evaluation(read_test_set(labelled), settings.pipeline), Console())
    return Exit.DONE


def _read_query(argument: str | None) -> str:
    if argument is None:
        if sys.stdin.isatty():
            raise InputError('give a query: wireroom sql "SELECT …", a file of SQL, or a query on standard input')
        return sys.stdin.read()
    if argument.startswith("@"):
        from flows.gallery import read_named_query

        return read_named_query(argument)
    if argument.endswith(".sql") or (len(argument) < 255 and Path(argument).is_file()):
        try:
            return Path(argument).read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"{argument}: cannot be read: {getattr(error, 'strerror', None) or error}") from None
    return argument


@contextmanager
def _open_lines(path: Path | None) -> Iterator[Iterator[str]]:
    """Open JSON lines; bytes that are no UTF-8 come as U+FFFD, and make a bad line at most."""
    if path is None:
        if sys.stdin.isatty():
            raise InputError("give a text, --input FILE, or JSON lines on standard input")
        yield (line.decode("utf-8-sig", "replace") for line in sys.stdin.buffer)
        return
    try:
        stream = path.open(encoding="utf-8-sig", errors="replace", newline="\n")
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from None
    with stream:
        yield stream


@contextmanager
def _open_text(path: Path | None) -> Iterator[TextIO]:
    if path is None:
        yield sys.stdout
        return
    try:
        stream = path.open("w", encoding="utf-8", newline="")
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror}") from None
    with stream:
        yield stream
