"""Which of a sentence's times, places and numbers belong to an event: the syntactically nearest ones.

Distance is counted in steps through the parse. A phrase inside another clause than the event's own belongs to that
clause: "said on Friday that rebels had attacked" dates the saying, not the attack.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from transforms.coding.tree import Tree

# Going up through one of these leaves a clause; what is said beyond it is about something else.
_CLAUSE_EDGES = frozenset({"relcl", "ccomp", "advcl", "csubj", "parataxis", "conj", "acl", "pcomp", "xcomp"})
_FAR = 99


def head_of_span(tree: Tree, start: int, end: int) -> int | None:
    """Find the token of a character span that hangs outside it: the head of its phrase."""
    inside = [i for i in range(len(tree)) if tree.starts[i] >= start and tree.ends[i] <= end]
    for i in inside:
        if tree.heads[i] == i or tree.heads[i] not in inside:
            return i
    return inside[0] if inside else None


def distance(tree: Tree, phrase: int, anchors: Sequence[int]) -> int:
    """Count the steps from a phrase to the event; each clause edge on the way costs four more, and 99 is unrelated.

    `anchors` are the tokens of the event: its trigger, its carrying verb, its parties.
    """
    near = dict.fromkeys(anchors, 0)
    ups: dict[int, int] = {}
    for anchor in anchors:
        cost, below = 0, anchor
        ups[anchor] = min(ups.get(anchor, _FAR), 0)
        for above in tree.ancestors(anchor):
            # What is said of the clause above is hardly said of this one, unless both are one ("began to withdraw").
            cost += 1 + (0 if _goes_on(tree, below, phrase) else 2 * _edge(tree, below))
            ups[above] = min(ups.get(above, _FAR), cost)
            below = above
    cost, below = 0, phrase
    if phrase in near:
        return 0
    best = ups.get(phrase, _FAR)
    for above in tree.ancestors(phrase):
        cost += 1 + (0 if _sets_scene(tree, below, phrase) else _edge(tree, below))
        if above in ups:
            best = min(best, cost + ups[above])
        below = above
    return best


def _goes_on(tree: Tree, verb: int, phrase: int) -> bool:
    """Tell whether a clause goes on with what the one above it began, so that what was said there holds here too.

    "On Friday they raided the house, arresting two men, and took them to Minsk."
    """
    dep = tree.deps[verb]
    if dep == "xcomp":
        return True
    if phrase > verb or tree.child(verb, "nsubj", "nsubjpass") is not None:
        return False
    if dep == "acl":  # "sent a letter on May 4 asking for"
        return tree.tags[verb] == "VBG" and tree.deps[tree.heads[verb]] == "dobj"
    begins = [c for c in tree.children[verb] if c < verb]
    if dep == "advcl":
        return any(tree.tags[c] == "TO" for c in begins) or _is_bare_participle(tree, verb)
    return dep == "conj" and tree.pos[verb] == "VERB"


def _is_bare_participle(tree: Tree, verb: int) -> bool:
    if tree.tags[verb] != "VBG" or tree.child(verb, "nsubj", "nsubjpass") is not None:
        return False
    return not any(c < verb and tree.deps[c] in ("mark", "prep", "advmod") for c in tree.children[verb])


def _sets_scene(tree: Tree, verb: int, phrase: int) -> bool:
    """Tell whether a clause says when and where the one it opens took place: "speaking on Monday, she blamed"."""
    is_first = tree.deps[verb] == "advcl" and verb < tree.heads[verb]
    between = tree.ancestors(phrase)
    is_direct = all(tree.pos[i] == "ADP" for i in takewhile(lambda i: i != verb, between))
    return is_first and is_direct and _is_bare_participle(tree, verb)


def _edge(tree: Tree, i: int) -> int:
    dep = tree.deps[i]
    if dep not in _CLAUSE_EDGES:
        return 0
    if dep == "conj" and tree.pos[i] not in ("VERB", "AUX"):
        return 0
    return 4


def nearest(tree: Tree, phrases: Sequence[int], anchors: Sequence[int], farthest: int) -> int | None:
    """Choose the nearest phrase, the earlier of two equal ones; returns its place in `phrases`, or None."""
    best: tuple[int, int] | None = None
    for place, phrase in enumerate(phrases):
        steps = distance(tree, phrase, anchors)
        if steps <= farthest and (best is None or steps < best[0]):
            best = (steps, place)
    return None if best is None else best[1]
