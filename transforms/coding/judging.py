"""Which acts one sentence tells of: proposed by grammar, lists and reader, judged by what speaks for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from transforms.coding.acts import Found, join
from transforms.coding.belief import BeliefWords, Telling, are_vague, believe, is_plain_by_grammar, may_leave_agent_out
from transforms.coding.candidates import NEED_A_SPEAKER, Candidate, find_candidates
from transforms.coding.cast import Cast
from transforms.coding.confidence import party_signals, signals, weigh
from transforms.coding.identity import are_same_parties, are_within
from transforms.coding.ontology import SPOKEN
from transforms.coding.reader import Act
from transforms.coding.realis import read_realis, read_spoken_realis
from transforms.coding.resources import Resources
from transforms.coding.scope import drop_content, merge_same
from transforms.coding.speech import find_reporters, find_source, find_speech_acts
from transforms.coding.tree import Tree
from transforms.records import Party, Realis

_PLAIN_PROPOSAL = 0.85  # prior of a wording from which it is weighed where the reader sees nothing
_WORTH_A_LOOK = 0.25  # likelihood of an act from which grammar is asked about the sentence
# What hangs on a word and is no clause of its own.
_PIECES = frozenset({"acomp", "advcl", "amod", "attr", "ccomp", "dobj", "oprd", "pobj", "xcomp"})
# What the belief of grammar is worth where the reader sees something, in words that the lexicon holds for plain. Where
# it sees nothing, grammar alone is not believed: of what it would have, one in nine was right.
_GRAMMAR_AGREES = 0.9


@dataclass(frozen=True, slots=True)
class Judged:
    """An act with who takes part, whether it happened, who says so, and how sure all this is (0..1)."""

    candidate: Candidate
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    realis: Realis
    source: Party | None
    signals: dict[str, dict[str, float]]  # what spoke for the event, its first actor, its first recipient
    confidence: float


def judge(
    tree: Tree,
    number: int,
    cast: Cast,
    proposed: Sequence[Candidate],
    acts: Sequence[Act],
    quoted: Sequence[tuple[int, int]],
    know: Resources,
) -> list[Judged]:
    """Judge every act that a sentence may tell of: what `propose` gave, and what the reader saw.

    `number` is its place in the cast; `quoted` are spans of direct speech, in characters of the article.
    """
    is_plain = any(c.pattern.weight >= _PLAIN_PROPOSAL for c in proposed)
    if not (is_plain or any(act.likelihood >= _WORTH_A_LOOK for act in acts)):
        return []
    judged = []
    for joined in join(tree, number, cast, acts, proposed, know.ontology):
        found = _without_reporters(tree, joined, quoted, know)
        if _has_nobody(tree, found, know.belief) or _has_no_speaker(tree, found):
            continue  # an act of nobody on nobody cannot be checked against anything
        realis = _realis(tree, found, know)
        carrier = tree.starts[found.candidate.carrier]
        telling = Telling(realis, any(start <= carrier < end for start, end in quoted))
        belief = believe(tree, found.candidate, found.actors, found.recipients, telling, know.belief)
        values = signals(found, telling, belief)
        sure = weigh(values, know.weights.event)
        if found.is_read and found.lexicon >= _PLAIN_PROPOSAL:
            # What is offered or vowed grammar sees better than the reader, so the wording's own prior counts.
            prior = found.candidate.pattern.weight
            rise = max(1.0, found.lexicon / prior) if is_plain_by_grammar(tree, found.candidate) else 1.0
            sure = max(sure, _GRAMMAR_AGREES * min(1.0, rise * belief))
        sides = {}
        named = {}
        for side, parties, likelihood, weights in (
            ("actor", found.actors, found.actor_likelihood, know.weights.actor),
            ("recipient", found.recipients, found.recipient_likelihood, know.weights.recipient),
        ):
            told = [party_signals(p, likelihood, sure) for p in parties]
            sides[side] = told[0] if told else {}
            named[side] = tuple(
                replace(p, confidence=round(weigh(values_of, weights), 3))
                for p, values_of in zip(parties, told, strict=True)
            )
        source = _source(tree, number, cast, found, know)
        judged.append(
            Judged(
                found.candidate, named["actor"], named["recipient"], realis, source, {"event": values, **sides}, sure
            )
        )
    return _distinct(tree, judged)


def _without_reporters(tree: Tree, found: Found, quoted: Sequence[tuple[int, int]], know: Resources) -> Found:
    """Leave who only tells of a deed out of those who did it: whose words they are, and who stands outside of them."""
    candidate = found.candidate
    if candidate.pattern.event_type in SPOKEN:
        return found
    reporters = [r for r in find_reporters(tree, candidate.carrier, know.speech) if r not in candidate.trigger]
    spans = [tree.subtree(r) for r in reporters]
    told = [(tree.starts[below[0]], tree.ends[below[-1]]) for below in spans]
    place = tree.starts[candidate.carrier]
    words = next(((start, end) for start, end in quoted if start <= place < end), (tree.start, tree.end))
    actors = tuple(
        p
        for p in found.actors
        if words[0] <= p.start < words[1] and not any(start <= p.start < end for start, end in told)
    )
    return found if len(actors) == len(found.actors) else replace(found, actors=actors)


def _distinct(tree: Tree, judged: Sequence[Judged]) -> list[Judged]:
    """Of several readings of the same words, or of one act told twice, keep the surest, in text order.

    Where the words of one act are read in pieces ("called it", "a sham"), each piece speaks for it.
    """
    kept: list[Judged] = []
    for one in sorted(judged, key=lambda j: (-j.confidence, j.candidate.trigger)):
        whole = next((k for k, other in enumerate(kept) if _is_piece(tree, one, other)), None)
        if whole is not None:
            kept[whole] = _together(kept[whole], one)
        elif not any(_is_same(one, other) for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda j: j.candidate.trigger)


def _together(whole: Judged, piece: Judged) -> Judged:
    """Add a piece to the act that it belongs to: what it says of whom it struck, and how sure it makes the act."""
    recipients, struck, spoke = whole.recipients, whole.candidate.recipients, whole.signals
    if not recipients:
        recipients, struck = piece.recipients, piece.candidate.recipients
        spoke = spoke | {"recipient": piece.signals["recipient"]}
    outcomes = tuple(sorted({*whole.candidate.outcomes, *piece.candidate.trigger}))
    return replace(
        whole,
        candidate=replace(whole.candidate, recipients=struck, outcomes=outcomes),
        recipients=recipients,
        signals=spoke,
        confidence=1 - (1 - whole.confidence) * (1 - piece.confidence),
    )


def _is_piece(tree: Tree, one: Judged, other: Judged) -> bool:
    """Tell whether two readings are of one act: of one type and by the same, in words that hang on each other."""
    is_one_type = one.candidate.pattern.event_type == other.candidate.pattern.event_type
    if not (is_one_type and one.actors and are_same_parties(one.actors, other.actors)):
        return False
    if set(one.candidate.trigger) & set(other.candidate.trigger):
        return False
    a, b = one.candidate.carrier, other.candidate.carrier
    return any(
        below in (tree.heads[above], tree.heads[tree.heads[above]]) and tree.deps[above] in _PIECES
        for above, below in ((a, b), (b, a))
    )


def _is_same(one: Judged, other: Judged) -> bool:
    if set(one.candidate.trigger) & set(other.candidate.trigger):
        return True
    is_one_type = one.candidate.pattern.event_type == other.candidate.pattern.event_type
    if not (is_one_type and one.actors and are_same_parties(one.actors, other.actors)):
        return False
    if not (one.recipients and other.recipients):
        return not one.recipients and not other.recipients
    return are_within(one.recipients, other.recipients) or are_within(other.recipients, one.recipients)


def _has_nobody(tree: Tree, found: Found, words: BeliefWords) -> bool:
    """Tell an act of nobody on nobody in particular: "individuals were attacked"."""
    if found.actors or not found.recipients:
        return not found.actors
    candidate = found.candidate
    return not may_leave_agent_out(candidate) and are_vague(tree, found.recipients, candidate.recipients, words)


def _has_no_speaker(tree: Tree, found: Found) -> bool:
    """Tell "his demands", which are known already and made by nobody in this sentence, from a demand."""
    candidate = found.candidate
    is_noun = tree.pos[candidate.carrier] in ("NOUN", "PROPN")
    return is_noun and not found.actors and candidate.pattern.event_type in NEED_A_SPEAKER


def propose(tree: Tree, number: int, cast: Cast, know: Resources) -> list[Candidate]:
    """List what grammar and word lists take for events."""

    def is_party(i: int) -> bool:
        return bool(cast.parties(number, i))

    found = find_candidates(tree, know.lexicon, is_party) + find_speech_acts(tree, know.speech, is_party)
    return merge_same(tree, drop_content(tree, found))


def _realis(tree: Tree, found: Found, know: Resources) -> Realis:
    candidate = found.candidate
    realis = read_realis(tree, candidate.carrier, know.realis)
    realis = read_spoken_realis(tree, candidate.carrier, candidate.pattern.event_type, realis, know.realis)
    if candidate.light.announces and realis is Realis.ASSERTED:
        return Realis.FUTURE
    if candidate.light.ends and realis is Realis.ASSERTED:
        return Realis.NEGATED
    return realis


def _source(tree: Tree, number: int, cast: Cast, found: Found, know: Resources) -> Party | None:
    for i in find_source(tree, found.candidate.carrier, know.speech):
        for party in cast.parties(number, i):
            if party not in found.actors:
                return party
    return None
