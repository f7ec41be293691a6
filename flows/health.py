"""How each feed is doing: what a poll of it came to, and what the dataset remembers of it for the next.

`sql/load/6_health.sql` makes the one of the other, in the transaction that loads what the poll brought; so a run that
was killed has not polled anything.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any

import duckdb
import pyarrow as pa

from flows.errors import CollectError
from flows.fetch import NO_VALIDATORS, Validators
from flows.sources import Source

LONGEST_REST_SECONDS = 7 * 86_400.0  # a Retry-After beyond it is taken for a mistake


@dataclass(frozen=True, slots=True)
class Health:
    """What is remembered of a feed between two polls."""

    validators: Validators = NO_VALIDATORS
    next_poll_at: dt.datetime = dt.datetime.min  # UTC; by how often it has news
    not_before_at: dt.datetime = dt.datetime.min  # UTC; as its server asked
    is_silent: bool = False  # without news for longer than usual

    def ask_by(self) -> Validators:
        """Give what to ask by next: of a silent feed only the hash, for some servers answer 304 for ever."""
        return Validators(body_sha256=self.validators.body_sha256) if self.is_silent else self.validators

    def may_be_asked(self, now: dt.datetime, *, due_only: bool) -> bool:
        """Tell whether to poll at this moment: never before the time that its server named."""
        return now >= (max(self.not_before_at, self.next_poll_at) if due_only else self.not_before_at)


NEVER_POLLED = Health()


@dataclass(frozen=True, slots=True)
class Poll:
    """What one poll of a feed came to."""

    source_id: str
    address: str
    polled_at: dt.datetime  # UTC
    etag: str | None
    last_modified: str | None
    body_sha256: str | None
    failure: str | None = None  # a Failure; None when the feed answered, changed or not
    detail: str | None = None
    not_before_at: dt.datetime | None = None  # UTC


_SCHEMA = pa.schema(
    [(field.name, pa.timestamp("us") if field.name.endswith("_at") else pa.string()) for field in fields(Poll)]
)


def poll_of(source: Source, now: dt.datetime, validators: Validators, error: CollectError | None = None) -> Poll:
    """Tell what a poll came to: `validators` are those to ask by next time, `error` is what it failed of."""
    kept = (validators.etag, validators.last_modified, validators.body_sha256)
    done = Poll(source.id, source.url, now, *kept)
    if error is None:
        return done
    seconds = error.retry_after_seconds
    not_before = None if seconds is None else now + dt.timedelta(seconds=min(seconds, LONGEST_REST_SECONDS))
    return replace(done, failure=error.failure, detail=str(error), not_before_at=not_before)


def poll_table(polls: Iterable[Poll]) -> pa.Table:
    """Give polls as the table that the load reads."""
    rows = [{field.name: getattr(poll, field.name) for field in fields(Poll)} for poll in polls]
    return pa.Table.from_pylist(rows, schema=_SCHEMA)


def read_health(connection: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], Health]:
    """Read what is remembered of each feed, by its id and address."""
    rows = connection.execute("FROM source_health").to_arrow_table().to_pylist()
    return {(row["source_id"], row["address"]): _read_row(row) for row in rows}


def _read_row(row: dict[str, Any]) -> Health:
    return Health(
        Validators(row["etag"], row["last_modified"], row["body_sha256"]),
        row["next_poll_at"],
        row["not_before_at"] or dt.datetime.min,
        row["is_silent"],
    )
