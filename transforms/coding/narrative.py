"""The day that a report tells of: what goes undated in it happened when the sentences before it did.

"Ms Rice praised him on Thursday. … She called the inquiry fair." The words that date such an act stand in another
sentence of the article, so it is less sure. What somebody says may take the day from far before; a deed, only from the
sentence just before it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from transforms.coding.judging import Judged
from transforms.coding.mentions import Time
from transforms.coding.ontology import SPOKEN
from transforms.coding.speech import SpeechWords, find_saying
from transforms.coding.tree import Tree
from transforms.records import Mention, Realis, When

_NEWS = dt.timedelta(days=7)  # before publication; what lies farther back is background
_AHEAD = 3  # sentences on, in which the article may yet name the day ("… he vowed. Speaking on Friday, he …")
_LENT = 0.6  # how sure a day is that stands in another sentence
# "had vowed", "has long accused", "repeatedly urged": said on some other day than the rest.
_OTHER_DAYS = frozenset(
    {"already", "always", "before", "consistently", "earlier", "frequently", "long", "often", "once", "previously"}
    | {"repeatedly", "routinely", "then", "usually"}
)


@dataclass(frozen=True, slots=True)
class Day:
    """A day on which a main clause of the article plays."""

    number: int  # of the sentence
    when: When


def find_days(tree: Tree, number: int, times: Sequence[Time], published: dt.date | None) -> list[Day]:
    """List the days, of the week before publication, that date what a sentence mainly tells."""
    if published is None:
        return []
    found = []
    for time in times:
        when = time.past
        if when.start is None or when.precision != "day" or not published - _NEWS <= when.start <= published:
            continue
        verb = tree.clause_of(time.head)
        while tree.deps[verb] == "conj":
            verb = tree.heads[verb]
        if tree.heads[verb] == verb and tree.tags[verb] in ("VBD", "VBN"):
            found.append(Day(number, when))
    return found


def is_told_here(tree: Tree, judged: Judged, words: SpeechWords) -> bool:
    """Tell whether an act is part of what the article reports, and not of what was before."""
    carrier = judged.candidate.carrier
    if judged.realis is not Realis.ASSERTED or tree.pos[carrier] in ("NOUN", "PROPN") or _is_background(tree, carrier):
        return False
    saying = find_saying(tree, carrier, words)
    for verb in (carrier, saying if saying is not None else carrier):
        hints = tree.children_by(verb, "aux", "advmod")
        if any(tree.lemmas[c] == "have" or tree.words[c].lower() in _OTHER_DAYS for c in hints):
            return False
    return True


def _is_background(tree: Tree, verb: int) -> bool:
    """Tell what is told in passing ("who accused them", "after he refused") from what a sentence reports."""
    chain = [verb, *tree.ancestors(verb)]
    return any(
        tree.deps[i] in ("acl", "relcl") or (tree.deps[i] == "advcl" and tree.child(i, "mark", "advmod") is not None)
        for i in chain
    )


def lend_day(mention: Mention, number: int, days: Sequence[Day]) -> Mention:
    """Date an undated mention of a sentence by the last day named before it.

    What is said may take the first one soon behind it too; a deed takes only that of the sentence just before.
    """
    if mention.when is not None:
        return mention
    is_said = mention.event_type in SPOKEN
    day = next((d for d in reversed(days) if d.number <= number), None)
    if day is None and is_said:
        day = next((d for d in days if d.number <= number + _AHEAD), None)
    if day is None or not (is_said or day.number == number - 1):
        return mention
    return replace(mention, when=replace(day.when, confidence=_LENT))
