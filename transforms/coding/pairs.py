"""The relation between two parties that are given: exactly one event, however little the text says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from transforms.coding.acts import best_mode, plain_candidate, tokens_of
from transforms.coding.candidates import Candidate, find_candidates
from transforms.coding.encoding import NONE
from transforms.coding.lexicon import plain_pattern
from transforms.coding.ontology import Root
from transforms.coding.reader import Act, Reader, Relation
from transforms.coding.realis import read_realis
from transforms.coding.resources import Resources
from transforms.coding.speech import find_speech_acts
from transforms.coding.tree import Tree
from transforms.records import Realis, Span

_WORD = re.compile(r"\w+")
_HARDLY = 0.02  # how likely a relation is that nothing in the text tells of
_STOPS = frozenset(
    {
        "a",
        "an",
        "and",
        "at",
        "by",
        "for",
        "from",
        "her",
        "his",
        "in",
        "its",
        "of",
        "on",
        "or",
        "our",
        "s",
        "the",
        "their",
        "to",
        "with",
    }
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two phrases of the text."""

    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is reported of a pair, where it stands, and how likely that is (0..1)."""

    number: int  # of the sentence
    candidate: Candidate
    likelihood: float


def plover_type(kind: str, realis: Realis, roots: Mapping[str, Root]) -> str | None:
    """Name what stands between two parties as PLOVER has it, where what is to come is a type of its own.

    Cooperation still to come is AGREE, conflict still to come THREATEN, and cooperation that does not come REJECT.
    None where PLOVER does not say.
    """
    cooperates = roots[kind].quad_class.endswith("cooperation")
    if realis is Realis.FUTURE:
        return "AGREE" if cooperates else "THREATEN"
    if realis is Realis.NEGATED:
        return "REJECT" if cooperates else None
    return kind


def locate(text: str, phrase: str) -> Span | None:
    """Find a phrase in the text: as it is, or by its words in order, whatever the case."""
    start = text.find(phrase)
    if start >= 0:
        return Span(phrase, start, start + len(phrase))
    pattern = r"\W+".join(map(re.escape, _WORD.findall(phrase)))
    match = re.search(pattern, text, re.IGNORECASE) if pattern else None
    return Span(match[0], match.start(), match.end()) if match else None


def tokens_within(tree: Tree, span: Span | None) -> frozenset[int]:
    """List the tokens of a sentence that a span covers, function words left out."""
    if span is None:
        return frozenset()
    return frozenset(
        i
        for i in range(len(tree))
        if tree.starts[i] >= span.start and tree.ends[i] <= span.end and tree.lemmas[i] not in _STOPS
    )


def choose(
    trees: Sequence[Tree], source: Span | None, target: Span | None, text: str, reader: Reader, know: Resources
) -> Chosen:
    """Choose the type that the reader finds between the parties, and the words that say so."""
    number = _sentence_of(trees, source, target)
    tree = trees[number]
    relation = _relate(tree, source, target, text, reader)
    ours, theirs = tokens_within(tree, source), tokens_within(tree, target)

    def is_party(i: int) -> bool:
        return i in ours | theirs or tree.pos[i] in ("NOUN", "PROPN", "PRON")

    proposed = find_candidates(tree, know.lexicon, is_party) + find_speech_acts(tree, know.speech, is_party)
    fits = [(_fit(tree, candidate, ours, theirs), candidate) for candidate in proposed]
    acts = reader.read(text[tree.start : tree.end])
    kind, share = _decide(relation, acts)
    candidate = plain_candidate(tree, _words(tree, kind, acts, fits))
    if know.ontology.roots[kind].quad_class.endswith("cooperation"):  # the reader knows threats better than grammar
        kind = plover_type(kind, read_realis(tree, candidate.carrier, know.realis), know.ontology.roots) or kind
    mode = best_mode(kind, relation.modes if relation else {}, know.ontology)
    return Chosen(number, replace(candidate, pattern=plain_pattern(kind, mode, share)), share)


def _sentence_of(trees: Sequence[Tree], source: Span | None, target: Span | None) -> int:
    """Find the sentence that holds most of the two parties, the first of equals."""
    spans = [span for span in (source, target) if span is not None]
    holds = [sum(tree.start <= span.start < tree.end for span in spans) for tree in trees]
    return holds.index(max(holds))


def _relate(tree: Tree, source: Span | None, target: Span | None, text: str, reader: Reader) -> Relation | None:
    if source is None or target is None:
        return None
    if all(tree.start <= span.start and span.end <= tree.end for span in (source, target)):
        inside = [Span(s.text, s.start - tree.start, s.end - tree.start) for s in (source, target)]
        return reader.relate(text[tree.start : tree.end], *inside)
    return reader.relate(text, source, target)


def _decide(relation: Relation | None, acts: Sequence[Act]) -> tuple[str, float]:
    """Choose the type: by the pair, or, where it could not be asked about, by the likeliest act of the sentence."""
    if relation is not None:
        types = {kind: p for kind, p in relation.types.items() if kind != NONE}
    else:
        types = max(acts, key=lambda act: act.likelihood).types if acts else {"CONSULT": _HARDLY}
    kind = max(types, key=lambda k: types[k])
    return kind, types[kind] if relation is not None else min(types[kind], _HARDLY)


def _words(tree: Tree, kind: str, acts: Sequence[Act], fits: Sequence[tuple[float, Candidate]]) -> tuple[int, ...]:
    """Find the words that report the relation: the reader's, else the grammar's, else the head of the sentence."""
    best = max(acts, key=lambda act: act.likelihood * act.types[kind], default=None)
    tokens = tokens_of(tree, best) if best is not None else ()
    if tokens:
        return tokens
    fitting = max(fits, key=lambda fit: fit[0], default=None)
    if fitting is not None:
        return fitting[1].trigger
    return (next(i for i, head in enumerate(tree.heads) if head == i),)


def _fit(tree: Tree, candidate: Candidate, ours: frozenset[int], theirs: frozenset[int]) -> float:
    """Score by who acts, who receives, and whether the trigger stands between the two."""
    actors = {j for i in candidate.actors for j in (i, *tree.children[i])}
    recipients = {j for i in candidate.recipients for j in (i, *tree.children[i])}
    below = set(tree.subtree(candidate.trigger[0]))
    fit = 0.35 * bool(actors & ours) + 0.3 * bool(recipients & theirs)
    fit += 0.1 * bool(below & ours) + 0.1 * bool(below & theirs)
    fit -= 0.2 * bool(actors & theirs) * (not candidate.pattern.mutual) + 0.1 * bool(recipients & ours)
    if ours and theirs and candidate.trigger[0] not in ours | theirs:
        first, last = sorted((min(ours), min(theirs)))
        fit += 0.05 * (first <= candidate.trigger[0] <= last)
    return max(0.0, fit + 0.1 * candidate.pattern.weight)
