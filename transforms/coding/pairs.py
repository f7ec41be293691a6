"""The relation between two parties that are given: exactly one event, however little the text says.

Candidates that the coder believes come first; then those it would not have believed; then none at all, which is told
by a confidence near zero.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from transforms.coding.arguments import Frame
from transforms.coding.candidates import Candidate, find_candidates
from transforms.coding.lexicon import LightVerb, plain_pattern
from transforms.coding.resources import Resources
from transforms.coding.speech import find_speech_acts
from transforms.coding.tree import Tree
from transforms.records import Span

_WORD = re.compile(r"\w+")
_CONTACT = plain_pattern("CONSULT", None, 0.02)  # the least that two parties in one sentence may have in common
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
    """The candidate that fits a pair best, where it stands, and how well it fits (0..1)."""

    number: int
    candidate: Candidate
    fit: float


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


def choose(trees: Sequence[Tree], source: Span | None, target: Span | None, know: Resources) -> Chosen:
    """Choose the candidate whose parties and place in the sentence fit the pair best.

    Where no word of the lexicon stands at all, the first sentence counts as a contact, with a fit of nothing.
    """
    root = next(i for i, head in enumerate(trees[0].heads) if head == i)
    best = Chosen(0, Candidate(_CONTACT, Frame(root, [], []), (root,), (), (), root, LightVerb(), False), 0.0)
    for number, tree in enumerate(trees):
        ours, theirs = tokens_within(tree, source), tokens_within(tree, target)
        given = ours | theirs

        def is_party(i: int, tree: Tree = tree, given: frozenset[int] = given) -> bool:
            return i in given or tree.pos[i] in ("NOUN", "PROPN", "PRON")

        found = find_candidates(tree, know.lexicon, is_party) + find_speech_acts(tree, know.speech, is_party)
        for candidate in found:
            fit = _fit(tree, candidate, ours, theirs)
            if fit > best.fit:
                best = Chosen(number, candidate, fit)
    return best


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
