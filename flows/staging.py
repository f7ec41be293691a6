"""Records as Parquet files in a staging folder: how batches travel between the stages.

The columns are derived from the record classes, in one place (`columns`):

- a nested record becomes columns with its field's name in front: ``when`` gives ``when_text``, ``when_start``, …; all
  of them NULL stand for "none";
- offsets into the text are always called ``text_start`` and ``text_end`` (``start`` and ``end`` alone would be dates
  in one table and offsets in another, and ``end`` is a word of SQL);
- tuples of texts and numbers are lists; tuples of records are tables of their own, keyed by their owner and their
  position; a mention has its parties and numbers beside it as well, joined to texts as marts show them.

Files are written whole or not at all, so that a stage can be tried again.
"""

from __future__ import annotations

import datetime as dt
import types
import typing
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from flows.archive import ArchiveRef
from transforms.records import Article, Capture, Coded, Count, Mention, Party, Quote, Reject, Signature

ROW_GROUP = 500  # rows; about 2 MB of text for articles
_SCALARS: dict[type, pa.DataType] = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    dt.datetime: pa.timestamp("us"),
    dt.date: pa.date32(),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a record's table: its name, where its value sits in the record, and its type."""

    name: str
    path: tuple[str, ...]
    type: type  # of the value, or of one element of the list
    is_list: bool
    is_nullable: bool

    def field(self) -> pa.Field:
        """Give the column as an Arrow field."""
        scalar = pa.string() if issubclass(self.type, StrEnum) else _SCALARS[self.type]
        return pa.field(self.name, pa.list_(scalar) if self.is_list else scalar, self.is_nullable)


@cache
def columns(record: Any) -> tuple[Column, ...]:
    """Derive the columns of a record class; bytes and tuples of records are left out."""
    found: list[Column] = []
    for name, inner, is_nullable in _fields(record):
        if typing.get_origin(inner) is tuple:
            if (element := typing.get_args(inner)[0]) in _SCALARS:
                found.append(Column(name, (name,), element, True, is_nullable))
        elif _is_record(inner):
            for column in columns(inner):
                path = (name, *column.path)
                may_miss = is_nullable or column.is_nullable
                found.append(Column(f"{name}_{column.name}", path, column.type, column.is_list, may_miss))
        elif inner is not bytes:
            found.append(Column(_column_name(name, inner), (name,), inner, False, is_nullable))
    return tuple(found)


@cache
def _fields(record: Any) -> tuple[tuple[str, Any, bool], ...]:
    """Give each field's name, its type without None, and whether it may be None."""
    found = []
    hints = typing.get_type_hints(record)
    for field in fields(record):
        hint = hints[field.name]
        is_nullable = isinstance(hint, types.UnionType)
        if is_nullable:
            (hint,) = (part for part in typing.get_args(hint) if part is not types.NoneType)
        found.append((field.name, hint, is_nullable))
    return tuple(found)


def _is_record(kind: Any) -> bool:
    return is_dataclass(kind)


def _column_name(field: str, kind: Any) -> str:
    return f"text_{field}" if kind is int and field in ("start", "end") else field


def _schema(record: type, keys: Mapping[str, type] | None = None, without: str | None = None) -> pa.Schema:
    key_fields = [pa.field(name, _SCALARS[kind], False) for name, kind in (keys or {}).items()]
    return pa.schema([*key_fields, *(c.field() for c in columns(record) if c.path[0] != without)])


def _archive_schema() -> pa.Schema:
    extra = [
        pa.field("headers", pa.list_(pa.string()), False),  # "Name: value"
        pa.field("archive_file", pa.string(), False),
        pa.field("archive_offset", pa.int64(), False),
        pa.field("archive_length", pa.int64(), False),
    ]
    return pa.schema([*_schema(Capture), *extra])


_PARTY_KEYS = {"mention_id": str, "role": str, "position": int}
_COUNTED_ROLES = ("killed", "injured", "arrested", "displaced", "abducted", "crowd")


def _mention_schema() -> pa.Schema:
    """Give the columns of mentions, and behind them, as marts want them, their parties and numbers at a glance."""
    sides = ("actors", "actor_countries", "actor_sectors", "recipients", "recipient_countries", "recipient_sectors")
    texts = [pa.field(name, pa.string()) for name in (*sides, "attributed_to")]
    numbers = [pa.field(f"n_{role}", pa.int64()) for role in _COUNTED_ROLES]
    return pa.schema([*_schema(Mention, without="attributed_to"), *texts, *numbers])


SCHEMAS: dict[str, pa.Schema] = {
    "capture": _archive_schema(),
    "article": _schema(Article),
    "signature": _schema(Signature),
    "reject": _schema(Reject),
    "coded": _schema(Coded),  # one row an article, with its tone
    "mention": _mention_schema(),
    "mention_party": _schema(Party, _PARTY_KEYS),
    "mention_count": _schema(Count, {"mention_id": str, "position": int}),
    "quote": _schema(Quote),
}
"""The Arrow schema of each kind of staging file."""


def write_captures(path: Path, captures: Iterable[tuple[Capture, ArchiveRef]]) -> int:
    """Write captures without their bodies, which are in the archive; return their number."""
    return _write(path, SCHEMAS["capture"], (_capture_row(*pair) for pair in captures))


def write_articles(path: Path, articles: Iterable[Article]) -> int:
    """Write articles in the given order; return their number."""
    return _write(path, SCHEMAS["article"], map(_row, articles))


def write_signatures(path: Path, signatures: Iterable[Signature]) -> int:
    """Write signatures; return their number."""
    return _write(path, SCHEMAS["signature"], map(_row, signatures))


def write_rejects(path: Path, rejects: Iterable[Reject]) -> int:
    """Write rejects; return their number."""
    return _write(path, SCHEMAS["reject"], map(_row, rejects))


def write_coded(folder: Path, shard: str, coded: Iterable[Coded], rejects: Iterable[Reject]) -> None:
    """Write what a coder read in a batch: ``folder/KIND/SHARD.parquet`` for coded, its children, and reject."""
    batch = list(coded)
    mentions = [mention for one in batch for mention in one.mentions]
    rows: dict[str, Iterable[dict[str, Any]]] = {
        "coded": map(_row, batch),
        "mention": map(_mention_row, mentions),
        "mention_party": (row for mention in mentions for row in _party_rows(mention)),
        "mention_count": (
            {"mention_id": mention.mention_id, "position": position, **_row(count)}
            for mention in mentions
            for position, count in enumerate(mention.counts)
        ),
        "quote": (_row(quote) for one in batch for quote in one.quotes),
        "reject": map(_row, rejects),
    }
    for kind, kind_rows in rows.items():
        _write(folder / kind / f"{shard}.parquet", SCHEMAS[kind], kind_rows)


def read_articles(path: Path, revisions: Iterable[tuple[str, str]] | None = None) -> Iterator[Article]:
    """Read articles in file order, a row group at a time; only the (article_id, revision_id) of ``revisions`` if given.

    A reading that stands twice in the file is then given once: its first.
    """
    wanted = None if revisions is None else set(revisions)
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(ROW_GROUP):
            for row in batch.to_pylist():
                if wanted is not None:
                    if (row["article_id"], row["revision_id"]) not in wanted:
                        continue
                    wanted.remove((row["article_id"], row["revision_id"]))
                yield build(Article, row)


def read_coded(folder: Path, shard: str) -> list[Coded]:
    """Read back what `write_coded` wrote, without the rejects; articles, mentions and quotes keep their order."""
    rows = {
        kind: pq.read_table(folder / kind / f"{shard}.parquet").to_pylist()
        for kind in ("coded", "mention", "mention_party", "mention_count", "quote")
    }
    parties, counts = _by_mention(rows["mention_party"]), _by_mention(rows["mention_count"])
    mentions: dict[str, list[Mention]] = {}
    for row in rows["mention"]:
        mention_id = row["mention_id"]
        mention = assemble_mention(row, parties.get(mention_id, ()), counts.get(mention_id, ()))
        mentions.setdefault(row["article_id"], []).append(mention)
    quotes: dict[str, list[Quote]] = {}
    for row in rows["quote"]:
        quotes.setdefault(row["article_id"], []).append(build(Quote, row))
    return [
        build(
            Coded,
            row,
            mentions=tuple(mentions.get(row["article_id"], ())),
            quotes=tuple(quotes.get(row["article_id"], ())),
        )
        for row in rows["coded"]
    ]


def assemble_mention(
    row: Mapping[str, Any], parties: Iterable[Mapping[str, Any]], counts: Iterable[Mapping[str, Any]]
) -> Mention:
    """Make a mention of its row and those of its parties and numbers, which are in the order of their position."""
    by_role: dict[str, list[Party]] = {"actor": [], "recipient": [], "attributed_to": []}
    for party in parties:
        by_role[party["role"]].append(build(Party, party))
    mention: Mention = build(
        Mention,
        row,
        actors=tuple(by_role["actor"]),
        recipients=tuple(by_role["recipient"]),
        attributed_to=next(iter(by_role["attributed_to"]), None),
        counts=tuple(build(Count, count) for count in counts),
    )
    return mention


def _by_mention(rows: Iterable[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    grouped: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        grouped.setdefault(row["mention_id"], []).append(row)
    return grouped


def build(record: Any, row: Mapping[str, Any], prefix: str = "", **given: Any) -> Any:
    """Make a record of a row; ``given`` holds the fields that have tables of their own."""
    values: dict[str, Any] = dict(given)
    for name, kind, is_nullable in _fields(record):
        if name in given:
            continue
        if _is_record(kind):
            nested = f"{prefix}{name}_"
            is_absent = is_nullable and row[f"{nested}text"] is None  # every nested record has a text
            values[name] = None if is_absent else build(kind, row, nested)
            continue
        value = row[prefix + _column_name(name, kind)]
        if typing.get_origin(kind) is tuple:
            value = tuple(value)
        elif isinstance(kind, type) and issubclass(kind, StrEnum):
            value = kind(value)
        values[name] = value
    return record(**values)


def _row(record: Any) -> dict[str, Any]:
    kind: Any = type(record)
    return {column.name: _value(record, column.path) for column in columns(kind)}


def _value(record: Any, path: Sequence[str]) -> Any:
    for name in path:
        if record is None:
            return None
        record = getattr(record, name)
    return record


def _capture_row(capture: Capture, ref: ArchiveRef) -> dict[str, Any]:
    return {
        **_row(capture),
        "headers": [f"{name}: {value}" for name, value in capture.headers],
        "archive_file": ref.file,
        "archive_offset": ref.offset,
        "archive_length": ref.length,
    }


def _mention_row(mention: Mention) -> dict[str, Any]:
    said_by = () if mention.attributed_to is None else (mention.attributed_to,)
    return {
        **_row(mention),
        **{f"n_{role}": max((c.n for c in mention.counts if c.role == role), default=None) for role in _COUNTED_ROLES},
        "actors": _join(_called(party) for party in mention.actors),
        "actor_countries": _join(party.country for party in mention.actors),
        "actor_sectors": _join(party.sector for party in mention.actors),
        "recipients": _join(_called(party) for party in mention.recipients),
        "recipient_countries": _join(party.country for party in mention.recipients),
        "recipient_sectors": _join(party.sector for party in mention.recipients),
        "attributed_to": _join(map(_called, said_by)),
    }


def _called(party: Party) -> str:
    return next(name for name in (party.name, party.antecedent, party.text) if name is not None)


def _join(values: Iterable[str | None]) -> str | None:
    return "; ".join(value for value in values if value is not None) or None


def _party_rows(mention: Mention) -> Iterator[dict[str, Any]]:
    said_by = () if mention.attributed_to is None else (mention.attributed_to,)
    for role, parties in (("actor", mention.actors), ("recipient", mention.recipients), ("attributed_to", said_by)):
        for position, party in enumerate(parties):
            yield {"mention_id": mention.mention_id, "role": role, "position": position, **_row(party)}


def _write(path: Path, schema: pa.Schema, rows: Iterable[dict[str, Any]]) -> int:
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(path.name + ".partial")
    n_rows = 0
    with pq.ParquetWriter(partial, schema, compression="zstd") as writer:
        pending: list[dict[str, Any]] = []
        for row in rows:
            pending.append(row)
            if len(pending) == ROW_GROUP:
                writer.write_batch(pa.RecordBatch.from_pylist(pending, schema=schema))
                n_rows, pending = n_rows + len(pending), []
        if pending:
            writer.write_batch(pa.RecordBatch.from_pylist(pending, schema=schema))
            n_rows += len(pending)
    partial.replace(path)
    return n_rows
