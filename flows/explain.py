"""Where a row comes from: a mention or event of the published dataset, with its articles and sentences."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

from flows.errors import InputError
from flows.output import clean
from flows.publish import open_published
from flows.report import read_query
from flows.show import show_mentions
from flows.staging import assemble_mention
from transforms.records import Mention

_MOST = 5  # mentions of an event that are shown


def explain_row(dataset: Path, row_id: str, console: Console) -> None:
    """Print the evidence of a mention, or of an event. InputError when the dataset has nothing of this id."""
    if not row_id.startswith("ev_"):
        explain_mention(dataset, row_id, console)
        return
    event, mention_ids = _read_event(dataset, row_id)
    days = "no date" if event["start_on"] is None else f"{event['start_on']} to {event['end_on']}"
    console.print(
        f"{event['event_type']}, {days}: {event['n_mentions']} mentions. The date is that of the mention that tells it "
        "most closely.",
        highlight=False,
        markup=False,
    )
    for mention_id in mention_ids[:_MOST]:
        console.print()
        explain_mention(dataset, mention_id, console)
    if len(mention_ids) > _MOST:
        console.print(f"\nand {len(mention_ids) - _MOST} more: mart_event has them all", highlight=False)


def explain_mention(dataset: Path, mention_id: str, console: Console) -> None:
    """Print the evidence of a mention. InputError when the dataset has none of this id."""
    mention, about = _read_mention(dataset, mention_id)
    console.print(Text(clean(about["title"] or "(no title)"), style="bold"))
    published = "no date" if about["published_at"] is None else _say_time(about)
    console.print(Text(f"{clean(about['source'])}, {published}"))
    if about["address"]:
        console.print(Text(clean(about["address"])), soft_wrap=True)
    console.print()
    show_mentions(clean(about["text"]), (mention,), console)
    console.print(
        f"Event {about['event_id']}; reports of it: {about['n_articles']}, independent sources: "
        f"{about['n_independent_sources']}. Coder {about['coder_version']}; raw bytes in {about['capture_id']}.",
        highlight=False,
        markup=False,
    )


def _read_event(dataset: Path, event_id: str) -> tuple[dict[str, Any], list[str]]:
    with open_published(dataset) as connection:
        found = connection.execute(read_query("explain_event"), {"event_id": event_id}).to_arrow_table().to_pylist()
    if not found:
        raise InputError(
            f"{event_id}: no such event in {dataset}; the ids are in mart_event.event_id and in the report"
        )
    return found[0], [row["mention_id"] for row in found]


def _read_mention(dataset: Path, mention_id: str) -> tuple[Mention, dict[str, Any]]:
    with open_published(dataset) as connection:

        def ask(query: str) -> list[dict[str, Any]]:
            found = connection.execute(query, {"mention_id": mention_id}).to_arrow_table()
            return list(found.to_pylist())

        about = ask(read_query("explain"))
        if not about:
            raise InputError(
                f"{mention_id}: no such mention in {dataset}; the ids are in mart_event.mention_id and in the report"
            )
        (row,) = ask("SELECT * FROM mention WHERE mention_id = $mention_id")
        parties = ask("SELECT * FROM mention_party WHERE mention_id = $mention_id ORDER BY position")
        counts = ask("SELECT * FROM mention_count WHERE mention_id = $mention_id ORDER BY position")
    return assemble_mention(row, parties, counts), about[0]


def _say_time(about: dict[str, Any]) -> str:
    form = "%Y-%m-%d" if about["published_precision"] == "day" else "%Y-%m-%d %H:%M UTC"
    return f"{about['published_at']:{form}} (from the {about['published_ground']})"
