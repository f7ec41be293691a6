"""Which candidates of one sentence stand, once they are seen together.

What is demanded, threatened, promised or alleged is not coded again as an event of its own, and two words for one act
("launched an assault", "talks … met") are one event.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from transforms.coding.candidates import Candidate
from transforms.coding.tree import Tree

# Acts in words whose content is only words: everything below their verb is what was said, not what was done.
_HOLDS_CONTENT = frozenset({"REQUEST", "THREATEN", "AGREE", "CONCEDE"})
# These are about a thing that did happen ("condemned the raid"), but a clause below them is only alleged or refused.
_HOLDS_CLAUSES = frozenset({"ACCUSE", "REJECT", "SUPPORT"})
_CLAUSES = frozenset({"xcomp", "ccomp", "pcomp", "acl", "advcl"})


def drop_content(tree: Tree, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Keep the candidates that are not the content of another one's words."""
    holders = {token: c for c in candidates for token in c.trigger}
    return [c for c in candidates if not _is_content(tree, c, holders)]


def _is_content(tree: Tree, candidate: Candidate, holders: dict[int, Candidate]) -> bool:
    if tree.deps[candidate.carrier] == "relcl":  # "the offensive that he launched": told on the side, as a fact
        return False
    below = min(candidate.trigger, key=lambda i: len(list(tree.ancestors(i))))
    clause_seen = False
    path_dep = tree.deps[below]
    for above in tree.ancestors(below):
        clause_seen = clause_seen or path_dep in _CLAUSES
        holder = holders.get(above)
        if holder is not None and holder is not candidate and path_dep not in ("conj", "nsubj", "nsubjpass"):
            kind = holder.pattern.event_type
            if kind in _HOLDS_CONTENT and path_dep not in ("advcl", "npadvmod"):
                return True
            if kind in _HOLDS_CLAUSES and clause_seen and path_dep != "advcl":
                return True
        if path_dep == "relcl":  # a relative clause tells of something else
            return False
        path_dep = tree.deps[above]
    return False


def merge_same(tree: Tree, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Of several candidates that share a trigger word, or type and actors and recipients, keep the fullest.

    What an act led to ("attacked the camp, killing 12") is told with the act.
    """
    kept: list[Candidate] = []
    for candidate in sorted(candidates, key=_fullness, reverse=True):
        if not any(_is_same(candidate, other) for other in kept):
            kept.append(candidate)
    outcomes = {o.carrier: c.carrier for o in kept for c in kept if _is_outcome(tree, o, c)}
    acts = [c for c in kept if c.carrier not in outcomes]
    led_to = {c.carrier: tuple(o for o, act in outcomes.items() if act == c.carrier) for c in acts}
    return sorted((replace(c, outcomes=led_to[c.carrier]) for c in acts), key=lambda c: c.trigger)


def _is_outcome(tree: Tree, outcome: Candidate, act: Candidate) -> bool:
    """Tell whether one candidate is the participle behind another of its type, done by the same."""
    verb = outcome.carrier
    return (
        outcome.pattern.event_type == act.pattern.event_type == "ASSAULT"
        and tree.tags[verb] == "VBG"
        and tree.deps[verb] == "advcl"
        and tree.heads[verb] == act.carrier < verb
        and set(outcome.actors) <= set(act.actors)
    )


def _fullness(candidate: Candidate) -> tuple[int, int, float, int]:
    parties = bool(candidate.actors) + bool(candidate.recipients)
    return (parties, candidate.pattern.specificity, candidate.pattern.weight, -candidate.trigger[0])


def _is_same(one: Candidate, other: Candidate) -> bool:
    if set(one.trigger) & set(other.trigger):
        return True
    if one.pattern.event_type != other.pattern.event_type:
        return False
    if one.actors and set(one.actors) == set(other.actors):
        return not one.recipients or set(one.recipients) == set(other.recipients)
    return False
