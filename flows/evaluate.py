"""`wireroom evaluate`: the coder against labelled sentences, as tables for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import track
from rich.table import Table
from rich.text import Text

from flows.errors import InputError
from flows.worker import load_coder
from transforms.coding.labels import Sentence, read_sentences, split_of
from transforms.coding.measure import NOTHING, Measured, Score, calibration_error, measure
from transforms.records import Coded, Mention

if TYPE_CHECKING:
    from transforms.coding.coder import Coder

OWN = Path(__file__).resolve().parent.parent / "training" / "sentences"


def read_test_set(path: Path | None) -> list[Sentence]:
    """Read the sentences to measure on: those of a file, or the tenth of our own that nothing was learnt from.

    InputError when there is no such file, or it holds no labelled sentences.
    """
    if path is None and not OWN.is_dir():
        raise InputError("the labelled sentences stand beside the source only: give a file of labelled sentences")
    try:
        sentences = read_sentences(path or OWN)
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from None
    except ValueError as error:
        raise InputError(str(error)) from None
    chosen = sentences if path else [s for s in sentences if split_of(s.sentence_id) == "test"]
    if not chosen:
        raise InputError(f"{path}: holds no labelled sentences")
    return chosen


def evaluate(sentences: Sequence[Sentence], pipeline: str) -> Measured:
    """Code the sentences, each by itself, and hold what was read against their labels."""
    coder = load_coder(pipeline)
    console = Console(stderr=True)
    shown = track(sentences, "coding", console=console, transient=True, disable=not console.is_terminal)
    return measure((sentence, _mentions(coder, sentence)) for sentence in shown)


def _mentions(coder: Coder, sentence: Sentence) -> tuple[Mention, ...]:
    result = coder.code_text(sentence.text)
    return result.mentions if isinstance(result, Coded) else ()


def show_measured(measured: Measured, console: Console) -> None:
    """Print precision, recall and F1 by type, what the fields of right events are worth, and what was mistaken."""
    quiet = (
        f"; an event claimed on {measured.n_disturbed} of {measured.n_quiet} without one" if measured.n_quiet else ""
    )
    console.print(f"{measured.n_sentences} sentences{quiet}", highlight=False)
    for table in (_types(measured), _fields(measured), _confusion(measured)):
        console.print(table)


def _types(measured: Measured) -> Table:
    table = Table(title="Events by type, %", title_justify="left", box=None)
    for name in ("type", "precision", "recall", "F1", "labelled", "said"):
        table.add_column(name, justify="left" if name == "type" else "right")
    for kind, score in [*sorted(measured.by_type.items()), ("all", measured.all_types)]:
        table.add_row(kind, *_figures(score), str(score.labelled), str(score.said), end_section=kind != "all")
    return table


def _figures(score: Score) -> Iterator[str]:
    return (f"{100 * value:.1f}" for value in (score.precision, score.recall, score.f1))


def _fields(measured: Measured) -> Table:
    table = Table(title="Fields of the events that were found, %", title_justify="left", box=None)
    for name in ("field", "right", "of", "calibration error"):
        table.add_column(name, justify="left" if name == "field" else "right")
    beliefs: dict[str, list[tuple[float | None, bool]]] = {"event and type": [*measured.beliefs]}
    beliefs |= measured.fields
    for name, rows in beliefs.items():
        if rows:
            right = 100 * sum(ok for _, ok in rows) / len(rows)
            error = calibration_error(rows)
            table.add_row(name, f"{right:.1f}", str(len(rows)), "" if error is None else f"{100 * error:.1f}")
    return table


def _confusion(measured: Measured) -> Table:
    table = Table(title="What was read as what", title_justify="left", box=None)
    for name in ("labelled", "right", "read as"):
        table.add_column(name, justify="right" if name == "right" else "left")
    for kind in sorted({labelled for labelled, _ in measured.confusion}, key=lambda k: (k == NOTHING, k)):
        said = {other: n for (labelled, other), n in measured.confusion.items() if labelled == kind}
        wrong = sorted(((n, other) for other, n in said.items() if other != kind), key=lambda one: (-one[0], one[1]))
        table.add_row(kind, str(said.get(kind, 0)), Text(", ".join(f"{other} {n}" for n, other in wrong)))
    return table
