"""The morning report: one HTML file that holds its data, its script and its style, and asks nothing of any network.

`sql/report` says what is counted, `flows/page` how it looks: templates for what stands still, a script for what answers
to the filter. The charts are drawn by that script rather than by a chart library: each cell and bar is then an element
that a keyboard reaches and a style sheet colours, and no script has to be made at run time, which the page forbids.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib import metadata
from importlib.resources import files
from pathlib import Path
from typing import Any

import duckdb
import jinja2
import pyarrow as pa

from flows.errors import InputError
from flows.report_columns import encode_events, encode_evidence, pack
from flows.schema import SQL, DatasetError, known_migrations, migrate
from flows.settings import Settings
from flows.warehouse import connect
from flows.worldmap import HEIGHT, WIDTH, outlines

DAYS = 30  # in a report for which nobody names the days
EVIDENCE_CHARACTERS = 4_000_000
QUOTES = 500
PAGE = files("flows").joinpath("page")
SCRIPTS = ("dom", "data", "filter", "queries", "cards", "days", "map", "pairs", "quotes", "main")
COUNTED = ("totals", "cards", "days", "places", "pairs")  # what the page counts itself, for any choice


@dataclass(frozen=True, slots=True)
class Scope:
    """What a report is about: days of reports, both included, and a country (ISO 3166 alpha-3) or all."""

    since: dt.date
    until: dt.date
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """What was written."""

    path: Path
    n_bytes: int
    n_events: int
    scope: Scope


def write_report(
    settings: Settings,
    target: Path,
    *,
    since: dt.date | None = None,
    until: dt.date | None = None,
    country: str | None = None,
) -> Written:
    """Write the report on the published dataset to ``target``, replacing it whole.

    The days end with the newest report and are `DAYS` unless given. A dataset that was never published is empty, and
    says so. DatasetError when there is no dataset at all, InputError for days or a country that cannot be.
    """
    with _open_content(settings) as content, _open_ledger(settings) as ledger:
        scope = _find_scope(content, since, until, country)
        html, n_events = _render(settings, content, ledger, scope)
    partial = target.with_name(f".{target.name}.partial")
    target.parent.mkdir(parents=True, exist_ok=True)
    with partial.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(html)
        stream.flush()
        os.fsync(stream.fileno())
    partial.replace(target)
    return Written(target, target.stat().st_size, n_events, scope)


@contextmanager
def report_afterwards(settings: Settings) -> Iterator[None]:
    """Write the report when the block ends, also where it fails: that is when people look first."""
    try:
        yield
    except Exception:
        with suppress(Exception):  # what went wrong first is what must be told
            write_report(settings, settings.report_path)
        raise
    write_report(settings, settings.report_path)


def read_query(name: str) -> str:
    """Read a query of `sql/report`."""
    return SQL.joinpath("report", f"{name}.sql").read_text("utf-8")


def fill_query(text: str, parameters: dict[str, Any]) -> str:
    """Write the values of the parameters into a query, so that anybody can run it as it is shown."""
    for name, value in parameters.items():
        match value:
            case None:
                literal = "NULL"
            case dt.date():
                literal = f"DATE '{value}'"
            case str():
                literal = "'" + value.replace("'", "''") + "'"
            case _:
                literal = str(value)
        text = text.replace(f"${name}", literal)
    return text


@contextmanager
def _open_content(settings: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the published dataset; where none was published yet, an empty one."""
    if settings.dataset_path.exists() or not settings.warehouse_path.exists():
        connection = connect(settings.dataset_path, read_only=True)
    else:
        connection = connect(Path(":memory:"))
        migrate(connection, known_migrations(), dt.datetime(1970, 1, 1))
    with connection:
        yield connection


@contextmanager
def _open_ledger(settings: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the warehouse, which knows of failed runs as well; while a run holds it, the published dataset."""
    try:
        connection = connect(settings.warehouse_path, read_only=True)
    except DatasetError:
        connection = connect(settings.dataset_path, read_only=True)
    with connection:
        yield connection


def _find_scope(
    content: duckdb.DuckDBPyConnection, since: dt.date | None, until: dt.date | None, country: str | None
) -> Scope:
    if until is None:
        (newest,) = content.execute(read_query("newest")).fetchall()[0]
        until = newest or since or dt.datetime.now(dt.UTC).date()
    if since is None:
        since = until - dt.timedelta(days=DAYS - 1)
    known = "SELECT count(*) FROM dim_country WHERE country = ?"
    if country is not None and content.execute(known, [country]).fetchall() == [(0,)]:
        raise InputError(f'--country {country}: is no code of dim_country; write it as in "UKR"')
    if since > until:
        raise InputError(f"the report would end on {until}, before it begins on {since}: turn the days round")
    return Scope(since, until, country)


def _render(
    settings: Settings, content: duckdb.DuckDBPyConnection, ledger: duckdb.DuckDBPyConnection, scope: Scope
) -> tuple[str, int]:
    parameters: dict[str, Any] = {
        "since": scope.since,
        "until": scope.until,
        "country": scope.country,
        "characters": EVIDENCE_CHARACTERS,
        "quotes": QUOTES,
    }

    def ask(connection: duckdb.DuckDBPyConnection, name: str, before: str = "") -> pa.Table:
        statement = connection.extract_statements(before + read_query(name))[0]
        given = {one: parameters[one] for one in statement.named_parameters}
        return connection.execute(statement, given).to_arrow_table()

    ask(content, "events", "CREATE OR REPLACE TEMP TABLE report_event AS ")
    events = content.execute("FROM report_event").to_arrow_table()
    days = [str(scope.since + dt.timedelta(days=n)) for n in range((scope.until - scope.since).days + 1)]
    quotes = ask(content, "quotes")
    shown = ("events", "evidence", "numbers", "quotes", *COUNTED)
    data = {
        "days": days,
        "events": encode_events(events, ask(content, "numbers"), days),
        "evidence": encode_evidence(ask(content, "evidence"), events),
        "quotes": [list(map(_plain, row.values())) for row in quotes.to_pylist()],
        "countries": dict(content.execute("SELECT country, name FROM dim_country ORDER BY country").fetchall()),
        "sources": dict(content.execute("SELECT source_id, coalesce(title, source_id) FROM source").fetchall()),
        "sql": {name: fill_query(read_query(name), parameters).strip().removesuffix(";") for name in shown},
    }
    nights = {name: ask(ledger, name).to_pylist() for name in ("night", "night_sources", "night_rejects", "night_runs")}
    html = _page(
        scope=scope,
        data=pack(data),
        n_events=events.num_rows,
        night=nights["night"][0] if nights["night"] else None,
        nights=nights,
        account=_read_account(settings.last_run_path, nights["night"]),
        unusual=ask(content, "unusual").to_pylist(),
        queries={name: fill_query(read_query(name), parameters).strip() for name in (*nights, "unusual", "events")},
    )
    return html, events.num_rows


def _read_account(path: Path, night: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Read what the last run told of its stages and checks; None where that was another run, or is not there."""
    try:
        account: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return account if night and account.get("run_id") == night[0]["run_id"] else None


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, dt.date) else value


def _page(**known: Any) -> str:
    loader = jinja2.FunctionLoader(lambda name: PAGE.joinpath(name).read_text("utf-8"))
    engine = jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    engine.filters |= {"day": _say_day, "duration": _say_duration}
    scripts = [PAGE.joinpath(f"{name}.js").read_text("utf-8") for name in SCRIPTS]
    script = '"use strict";\n(() => {\n' + "\n".join(scripts) + "})();\n"
    style = PAGE.joinpath("style.css").read_text("utf-8")
    return engine.get_template("report.html").render(
        script=script,
        style=style,
        script_hash=_hash(script),
        style_hash=_hash(style),
        outlines=outlines(),
        map_size=(WIDTH, HEIGHT),
        version=metadata.version("wireroom"),
        **known,
    )


def _hash(text: str) -> str:
    """Name a text as a content security policy does."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}"


def _say_day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


def _say_duration(seconds: float) -> str:
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    return f"{whole // 60} min {whole % 60} s" if whole < 3600 else f"{whole // 3600} h {whole % 3600 // 60} min"
