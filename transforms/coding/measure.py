"""How well the coder reads labelled sentences: what was found, what was missed, and how sure it was of either.

A mention meets a labelled act when their type and a word of their trigger are the same. Precision is the share of
mentions that meet one, recall the share of acts that are met; the fields are judged on what met.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from transforms.coding.labels import Act, Sentence, overlap
from transforms.records import Mention, Party, Span

NOTHING = "nothing"
FIELDS = ("mode", "actor", "recipient", "realis", "date", "place")
_BINS = 10


@dataclass(slots=True)
class Score:
    """Counts that precision and recall are made of."""

    hit: int = 0
    said: int = 0
    labelled: int = 0

    @property
    def precision(self) -> float:
        """The share of what was said that is right, 0..1."""
        return self.hit / self.said if self.said else 0.0

    @property
    def recall(self) -> float:
        """The share of what is labelled that was found, 0..1."""
        return self.hit / self.labelled if self.labelled else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.hit / (self.said + self.labelled) if self.said + self.labelled else 0.0


@dataclass(slots=True)
class Measured:
    """All figures over some sentences."""

    n_sentences: int = 0
    n_quiet: int = 0  # without an event
    n_disturbed: int = 0  # quiet, and an event was claimed
    all_types: Score = field(default_factory=Score)
    by_type: dict[str, Score] = field(default_factory=dict)
    # How sure a field is, None where it has no confidence of its own or nothing was said; and whether it is right.
    fields: dict[str, list[tuple[float | None, bool]]] = field(default_factory=lambda: {name: [] for name in FIELDS})
    beliefs: list[tuple[float, bool]] = field(default_factory=list)
    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)  # labelled, said


def measure(answers: Iterable[tuple[Sentence, Sequence[Mention]]]) -> Measured:
    """Hold mentions against labels."""
    total = Measured()
    for sentence, mentions in answers:
        total.n_sentences += 1
        total.n_quiet += not sentence.acts
        total.n_disturbed += bool(mentions) and not sentence.acts
        _count(total, sentence.acts, mentions)
    return total


def calibration_error(beliefs: Sequence[tuple[float | None, bool]]) -> float | None:
    """Give the expected calibration error: how far confidence lies from the share that is right, over ten bins.

    None where nothing was said with any confidence.
    """
    told = [(sure, right) for sure, right in beliefs if sure is not None]
    bins: dict[int, list[tuple[float, bool]]] = {}
    for sure, right in told:
        bins.setdefault(min(int(sure * _BINS), _BINS - 1), []).append((sure, right))
    gaps = (abs(sum(sure - right for sure, right in one)) for one in bins.values())
    return sum(gaps) / len(told) if told else None


def _count(total: Measured, acts: Sequence[Act], mentions: Sequence[Mention]) -> None:
    open_acts = list(acts)
    unmet = []
    for mention in mentions:
        act = next((a for a in open_acts if _meets(a, mention)), None)
        score = total.by_type.setdefault(mention.event_type, Score())
        for one in (score, total.all_types):
            one.said += 1
            one.hit += act is not None
        total.beliefs.append((mention.confidence, act is not None))
        if act is None:
            unmet.append(mention)
            continue
        open_acts.remove(act)
        total.confusion[act.event_type, mention.event_type] += 1
        _judge_fields(total, act, mention)
    for act in acts:
        for one in (total.by_type.setdefault(act.event_type, Score()), total.all_types):
            one.labelled += 1
    for mention in unmet:
        near = next((a for a in open_acts if overlap(a.trigger, mention.trigger)), None)
        total.confusion[near.event_type if near else NOTHING, mention.event_type] += 1
        if near is not None:
            open_acts.remove(near)
    for act in open_acts:
        total.confusion[act.event_type, NOTHING] += 1


def _meets(act: Act, mention: Mention) -> bool:
    return act.event_type == mention.event_type and overlap(act.trigger, mention.trigger)


def _judge_fields(total: Measured, act: Act, mention: Mention) -> None:
    total.fields["mode"].append((None, act.mode == mention.mode))
    total.fields["realis"].append((None, act.realis == mention.realis.value))
    for name, wanted, said in (("actor", act.sources, mention.actors), ("recipient", act.targets, mention.recipients)):
        sure = said[0].confidence if said else None
        total.fields[name].append((sure, is_same_side(wanted, said)))
    if act.setting is not None:
        time, place = mention.when, mention.where
        at = Span(time.text, time.text_start, time.text_end) if time else None
        there = Span(place.text, place.start, place.end) if place else None
        total.fields["date"].append((time.confidence if time else None, is_same_phrase(act.setting.time, at)))
        total.fields["place"].append((place.confidence if place else None, is_same_phrase(act.setting.place, there)))


def is_same_phrase(wanted: Span | None, said: Span | None) -> bool:
    """Tell whether two phrases share words, or both are left out."""
    return wanted is said if wanted is None or said is None else overlap(wanted, said)


def is_same_side(wanted: Sequence[Span], said: Sequence[Party]) -> bool:
    """Tell whether a side is right: somebody named is meant, or nobody is named on both."""
    if not wanted or not said:
        return not wanted and not said
    return any(overlap(span, Span(p.text, p.start, p.end)) for span in wanted for p in said)
