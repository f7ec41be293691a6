"""A coded text for people: each sentence with its parts coloured, and a small table an event."""

from __future__ import annotations

from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from transforms.coding.coder import Considered
from transforms.coding.confidence import MIN_CONFIDENCE
from transforms.records import Mention, Party, When, Where

STYLES = {"actor": "bold cyan", "trigger": "bold red", "recipient": "bold green", "when": "yellow", "where": "magenta"}


def show_mentions(text: str, mentions: tuple[Mention, ...], console: Console) -> None:
    """Print what was read in a text."""
    if not mentions:
        console.print("No event found.")
    for mention in mentions:
        console.print(Group(_sentence(text, mention), _table(mention), Text()))


def explain_considered(considered: tuple[Considered, ...], console: Console) -> None:
    """Print every act that was weighed, the likeliest first, and what spoke for it and against it."""
    console.print(Text("What was weighed", style="bold"))
    if not considered:
        console.print("Nothing in the text looked like an act.")
        return
    table = Table("words", "as", "sure", "", "what spoke for it (+) and against it (-)", box=None)
    for one in sorted(considered, key=lambda c: -c.mention.confidence):
        shares = sorted(one.weighed.items(), key=lambda item: -abs(item[1]))
        told = ", ".join(f"{name.replace('_', ' ')} {share:+.1f}" for name, share in shares if abs(share) >= 0.05)
        verdict = Text("coded", style="green") if one.is_believed else Text("not coded", style="red")
        mention = one.mention
        table.add_row(Text(mention.trigger.text), mention.event_type, f"{mention.confidence:.0%}", verdict, Text(told))
    console.print(table)
    console.print(f"An act is coded from {MIN_CONFIDENCE:.0%} on.", highlight=False)


def _sentence(text: str, mention: Mention) -> Text:
    shown = Text(text[mention.sentence_start : mention.sentence_end])

    def colour(part: str, start: int, end: int) -> None:
        shown.stylize(STYLES[part], max(start - mention.sentence_start, 0), max(end - mention.sentence_start, 0))

    if mention.when is not None:
        colour("when", mention.when.text_start, mention.when.text_end)
    if mention.where is not None:
        colour("where", mention.where.start, mention.where.end)
    for party in mention.actors:
        colour("actor", party.start, party.end)
    for party in mention.recipients:
        colour("recipient", party.start, party.end)
    colour("trigger", mention.trigger.start, mention.trigger.end)
    return shown


def _table(mention: Mention) -> Table:
    table = Table(show_header=False, box=None, padding=(0, 1))
    kind = mention.event_type if mention.mode is None else f"{mention.event_type} ({mention.mode})"
    rows = [
        ("event", f"{kind}, {mention.realis}, {mention.quad_class.replace('_', ' ')}", ""),
        ("trigger", mention.trigger.text, "trigger"),
        *(("actor", _party(party), "actor") for party in mention.actors),
        *(("recipient", _party(party), "recipient") for party in mention.recipients),
        ("when", "" if mention.when is None else _when(mention.when), "when"),
        ("where", "" if mention.where is None else _where(mention.where), "where"),
        ("says", "" if mention.attributed_to is None else _party(mention.attributed_to), ""),
        ("counts", ", ".join(f"{count.role}: {count.n}" for count in mention.counts), ""),
        ("scores", f"intensity {mention.intensity:+}, CAMEO {mention.cameo_code}, {mention.confidence:.0%} sure", ""),
    ]
    for label, value, part in rows:
        if value:
            table.add_row(Text(label, style="dim"), Text(value, style=STYLES.get(part, "")))
    return table


def _party(party: Party) -> str:
    who = ", ".join(part for part in (party.name, party.country, party.sector) if part)
    words = f"{party.text} ({party.antecedent})" if party.antecedent else party.text
    return f"{words} → {who}" if who else words


def _when(when: When) -> str:
    if when.start is None:
        return f"{when.text} → not resolved: the text has no date"
    days = f"{when.start}" if when.start == when.end else f"{when.start} to {when.end}"
    return f"{when.text} → {days}"


def _where(where: Where) -> str:
    place = ", ".join(part for part in (where.name, where.country) if part)
    return f"{where.text} → {place}" if place else where.text
