"""What the words around a noun say of whom it names."""

from __future__ import annotations

from itertools import pairwise

from transforms.coding.nominals import DEPARTURES
from transforms.coding.tree import Tree


def is_where(tree: Tree, i: int) -> bool:
    """Tell the place where something happens, whom no pronoun means: "police in Nairobi arrested dozens of them"."""
    is_place = tree.entities[i] in ("GPE", "LOC", "FAC") and tree.deps[i] == "pobj"
    return is_place and tree.lemmas[tree.heads[i]] in ("in", "at", "near")


def native_from(tree: Tree, i: int) -> list[int]:
    """Find the "from" of "dissidents from Myanmar", who are of there, but not of "withdrew troops from Myanmar"."""
    is_from = i + 1 < len(tree) and tree.lemmas[i + 1] == "from"
    return [i + 1] if is_from and not any(tree.lemmas[a] in DEPARTURES for a in tree.ancestors(i)) else []


def behind_of(tree: Tree, i: int) -> int | None:
    """Find whom a noun counts or gathers: "protesters" in "dozens of protesters"."""
    of = tree.child(i, "prep")
    return tree.child(of, "pobj") if of is not None and tree.lemmas[of] in ("of", "from", "among") else None


def means_two(tree: Tree, i: int) -> bool:
    """Tell "the two countries" and "both sides"."""
    return any(tree.lemmas[c] in ("two", "both") for c in tree.children_by(i, "nummod", "det", "predet"))


def listed(tree: Tree, start: int, end: int) -> list[tuple[int, int]]:
    """Cut a phrase at its commas and "and": first and last token of each part."""
    marks = [j for j in range(start, end) if tree.words[j] in (",", "and", "&")]
    return [(one + 1, other - 1) for one, other in pairwise([start - 1, *marks, end + 1]) if other > one + 1]
