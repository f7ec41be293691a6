"""`wireroom code` and `wireroom actor` over JSON lines: one answer a line, in order, and a bad line gets its error."""

from __future__ import annotations

import datetime as dt
import json
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import chain, islice
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

from flows.worker import load_coder, watch_parent
from transforms.coding.actors import ActorLexicon
from transforms.coding.as_json import event_as_json
from transforms.coding.pairs import Pair
from transforms.records import Coded, Reject

if TYPE_CHECKING:
    from transforms.coding.coder import Coder

LINES_AT_ONCE = 32  # read, coded and answered together
MANY_LINES = 500  # from here on, starting more processes pays


@dataclass(frozen=True, slots=True)
class Question:
    """A line of `wireroom code`, read."""

    id: Any
    text: str
    title: str | None
    published: dt.datetime | None
    pair: Pair | None


@dataclass(frozen=True, slots=True)
class Mistake:
    """A line that cannot be answered."""

    id: Any
    error: str


def code_lines(lines: Iterable[str], pipeline: str, n_workers: int) -> Iterator[str]:
    """Answer lines of JSON; memory stays flat however many there are. More than one worker only pays for many lines."""
    waiting = (line for line in lines if line.strip())
    first = list(islice(waiting, MANY_LINES)) if n_workers > 1 else []
    chunks = _chunks(chain(first, waiting))
    if len(first) < MANY_LINES:
        for chunk in chunks:
            yield from answer_chunk(pipeline, chunk)
        return
    with ProcessPoolExecutor(n_workers, mp_context=get_context("spawn"), initializer=watch_parent) as pool:
        pending: deque[Future[list[str]]] = deque()
        for chunk in chunks:
            pending.append(pool.submit(answer_chunk, pipeline, chunk))
            if len(pending) > 2 * n_workers:
                yield from pending.popleft().result()
        while pending:
            yield from pending.popleft().result()


def answer_chunk(pipeline: str, lines: Sequence[str]) -> list[str]:
    """Answer some lines of `wireroom code`, in order."""
    questions = [read_question(line) for line in lines]
    coder = load_coder(pipeline)
    plain = [question for question in questions if isinstance(question, Question) and question.pair is None]
    together = iter(_code_together(coder, plain))
    answers = []
    for question in questions:
        if isinstance(question, Mistake):
            answers.append({"id": question.id, "error": question.error})
        elif question.pair is None:
            answers.append(_answer(question, next(together)))
        else:
            answers.append(_answer(question, _code_pair(coder, question)))
    return [json.dumps(answer, ensure_ascii=False) for answer in answers]


def read_question(line: str) -> Question | Mistake:
    """Read a line of `wireroom code`."""
    row = _read_object(line)
    if isinstance(row, Mistake):
        return row
    try:
        text = _read_text(row, "text")
        title = row.get("title")
        if title is not None and not isinstance(title, str):
            raise ValueError('"title" must be a string')
        return Question(row.get("id"), text, title, _read_time(row, "published"), _read_pair(row.get("pair")))
    except ValueError as error:
        return Mistake(row.get("id"), str(error))


def actor_line(line: str, actors: ActorLexicon) -> str:
    """Answer a line of `wireroom actor`."""
    row = _read_object(line)
    if isinstance(row, Mistake):
        return json.dumps({"id": row.id, "error": row.error}, ensure_ascii=False)
    try:
        phrase = _read_text(row, "actor")
        as_of = _read_time(row, "as_of")
    except ValueError as error:
        return json.dumps({"id": row.get("id"), "error": str(error)}, ensure_ascii=False)
    answer = {"id": row.get("id"), **resolve_phrase(phrase, as_of.date() if as_of else None, actors)}
    return json.dumps(answer, ensure_ascii=False)


def resolve_phrase(phrase: str, as_of: dt.date | None, actors: ActorLexicon) -> dict[str, Any]:
    """Say who a phrase stands for: name, country, sector (None where unknown) and confidence, 0 to 1."""
    found = actors.identify(phrase, as_of)
    if found is None:
        return {"name": None, "country": None, "sector": None, "confidence": 0.0}
    return {"name": found.name, "country": found.country, "sector": found.sector, "confidence": found.confidence}


def _chunks(lines: Iterable[str]) -> Iterator[list[str]]:
    waiting = iter(lines)
    while chunk := list(islice(waiting, LINES_AT_ONCE)):
        yield chunk


def _code_together(coder: Coder, questions: Sequence[Question]) -> Iterator[Coded | Reject]:
    # Here and not above: `wireroom actor` needs no language model, and spaCy takes seconds to import.
    from transforms.coding.coder import bare_article

    return coder.code([bare_article(one.text, one.title, one.published) for one in questions])


def _code_pair(coder: Coder, question: Question) -> Coded | Reject:
    return coder.code_text(question.text, question.title, question.published, question.pair)


def _answer(question: Question, result: Coded | Reject) -> dict[str, Any]:
    if isinstance(result, Reject):
        return {"id": question.id, "error": result.detail}
    return {"id": question.id, "events": [event_as_json(mention) for mention in result.mentions]}


def _read_object(line: str) -> dict[str, Any] | Mistake:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Mistake(None, f"no JSON: {error}")
    return row if isinstance(row, dict) else Mistake(None, "no JSON object")


def _read_text(row: dict[str, Any], key: str) -> str:
    text = row.get(key)
    if not isinstance(text, str) or not text.strip():
        raise ValueError(f'"{key}" must be a string that is not empty')
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ValueError(f'"{key}" holds half of a surrogate pair') from None
    return text


def _read_time(row: dict[str, Any], key: str) -> dt.datetime | None:
    value = row.get(key)
    if value is None:
        return None
    try:
        moment = dt.datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise ValueError(f'"{key}" must be a date such as "2024-06-14"') from None
    return moment if moment.tzinfo is None else moment.astimezone(dt.UTC).replace(tzinfo=None)


def _read_pair(value: Any) -> Pair | None:
    if value is None:
        return None
    if not isinstance(value, dict) or not all(
        isinstance(value.get(key), str) and value[key].strip() for key in ("source", "target")
    ):
        raise ValueError('"pair" must be {"source": "…", "target": "…"}, two phrases of the text')
    return Pair(value["source"], value["target"])
