"""Whether an event is told as a fact: negated, future, hypothetical, habitual or asserted, read off the grammar."""

from __future__ import annotations

from dataclasses import dataclass

from transforms.coding.arguments import is_headline_infinitive
from transforms.coding.tree import Tree
from transforms.datafiles import read_word_lists
from transforms.records import Realis

_NEGATIONS = frozenset({"not", "n't", "never", "no", "neither", "nor", "hardly", "nobody", "none", "nothing"})
_UNREAL_MODALS = frozenset({"would", "could", "may", "might", "can", "should", "must", "ought", "'d"})
_FUTURE_MODALS = frozenset({"will", "shall", "'ll", "wo"})
_WILL = frozenset({"will", "would", "wo", "'d", "'ll"})
# Whose it is, has made it: a demand that is refused was made.
_TAKEN_FOR_GRANTED = frozenset({"ACCUSE", "REJECT", "REQUEST", "THREATEN"})
# The moods of the words in which each of these acts is made.
_CONTENT_MODALS = {
    "AGREE": _WILL,
    "CONCEDE": _WILL,
    "REJECT": _WILL,
    "REQUEST": frozenset({"must", "ought", "should"}),
    "THREATEN": _WILL,
}
_COMPLEMENTS = frozenset({"xcomp", "ccomp", "pcomp", "acl", "advcl", "oprd", "acomp", "prep", "dobj", "pobj", "attr"})


@dataclass(frozen=True, slots=True)
class RealisWords:
    """The word lists of `data/realis.toml`."""

    negating: frozenset[str]
    planning: frozenset[str]
    imagining: frozenset[str]
    conditional_marks: frozenset[str]
    habitual_adverbs: frozenset[str]
    habitual_nouns: frozenset[str]
    planning_nouns: frozenset[str]
    imagining_nouns: frozenset[str]


def load_realis_words() -> RealisWords:
    """Read the word lists."""
    return RealisWords(**read_word_lists("coding/data/realis.toml"))


def read_realis(tree: Tree, carrier: int, words: RealisWords) -> Realis:
    """Judge the predicate `carrier`, a verb or a noun, by itself and by what it hangs on.

    The nearest sign wins; among signs at one place negation goes before mood, mood before time.
    """
    own = _own_signs(tree, carrier, words)
    if own is not None:
        return own
    if any(_is_conditional_clause(tree, above, words) for above in tree.ancestors(carrier)):
        return Realis.HYPOTHETICAL  # "if Kyiv surrenders by pulling out"
    below = carrier
    for step, above in enumerate(tree.ancestors(carrier)):
        if step > 5 or (tree.deps[below] not in _COMPLEMENTS and tree.deps[below] != "conj"):
            break
        sign = _governor_sign(tree, above, below, words)
        if sign is not None:
            return sign
        if tree.pos[above] == "NOUN":
            break  # "contain the fallout from the investigation": what a noun holds is taken for granted
        below = above
    return Realis.ASSERTED


def read_spoken_realis(tree: Tree, carrier: int, kind: str, realis: Realis, words: RealisWords) -> Realis:
    """Judge a verbal act told by its content: "would cut ties" is a threat made, "must go" a demand made.

    A conditional offer stays hypothetical; a threat is one with its condition.
    """
    is_owned = tree.pos[carrier] == "NOUN" and tree.child(carrier, "poss") is not None
    is_object = tree.deps[carrier] == "pobj" and tree.lemmas[tree.heads[carrier]] != "without"
    if kind in _TAKEN_FOR_GRANTED and is_owned and is_object:
        return Realis.ASSERTED  # "will not agree to Trump's demand"
    modals = _CONTENT_MODALS.get(kind, frozenset())
    if not modals & {tree.words[c].lower() for c in tree.children_by(carrier, "aux")}:
        return realis
    if kind != "THREATEN" and _has_condition(tree, carrier, words):
        return realis
    return Realis.ASSERTED


def _is_nobody(tree: Tree, i: int) -> bool:
    """Tell "nobody", "no rioter", "neither man", "not a single rioter", "not one"."""
    if tree.lemmas[i] in _NEGATIONS or any(tree.lemmas[d] in ("no", "neither") for d in tree.children_by(i, "det")):
        return True
    begins = [tree.words[j].lower() for j in tree.subtree(i)[:2]]
    return begins in (["not", "a"], ["not", "an"], ["not", "one"])


def _own_signs(tree: Tree, i: int, words: RealisWords) -> Realis | None:
    children = tree.children[i]
    negators = tree.children_by(i, "det", "advmod", "preconj")
    if tree.child(i, "neg") is not None or any(tree.lemmas[c] in _NEGATIONS for c in negators):
        return Realis.NEGATED
    for c in tree.children_by(i, "nsubj", "nsubjpass", "dobj", "attr"):  # "no talks were held", "nobody was hurt"
        if _is_nobody(tree, c):
            return Realis.NEGATED
    auxiliaries = [tree.lemmas[c] for c in children if tree.deps[c] == "aux"] + [
        tree.words[c].lower() for c in children if tree.deps[c] == "aux"
    ]
    if tree.deps[i] == "conj" and not auxiliaries and not tree.children_by(i, "nsubj", "nsubjpass"):
        head = tree.heads[i]  # "will meet and sign": the modal stands once
        if tree.pos[head] in ("VERB", "AUX") and tree.tags[i] == "VB":
            auxiliaries = [tree.words[c].lower() for c in tree.children[head] if tree.deps[c] == "aux"]
    is_beside_negated = tree.deps[i] == "conj" and tree.child(tree.heads[i], "neg") is not None
    if is_beside_negated and any(tree.lemmas[c] in ("nor", "or") for c in tree.children_by(tree.heads[i], "cc")):
        return Realis.NEGATED  # "has not armed rebels or sent troops"
    if _is_conditional_clause(tree, i, words):
        return Realis.HYPOTHETICAL
    if any(a in _UNREAL_MODALS for a in auxiliaries):
        return Realis.HYPOTHETICAL
    if any(a in _FUTURE_MODALS for a in auxiliaries):
        return Realis.HYPOTHETICAL if _has_condition(tree, i, words) else Realis.FUTURE
    is_headline = tree.deps[i] in ("ROOT", "ccomp", "conj") and tree.children_by(i, "nsubj", "nsubjpass")
    if "to" in auxiliaries and (is_headline or is_headline_infinitive(tree, i)):
        return Realis.FUTURE  # "Putin to visit Hanoi"
    if "to" in auxiliaries and tree.deps[i] in ("advcl", "relcl") and tree.lemmas[tree.heads[i]] not in words.planning:
        return Realis.HYPOTHETICAL  # a purpose, not a deed
    if any(tree.lemmas[c] in words.habitual_adverbs for c in children):
        return Realis.HABITUAL
    for c in tree.children_by(i, "npadvmod"):
        is_repeated = any(tree.lemmas[d] in ("every", "each") for d in tree.children[c])
        if is_repeated and tree.lemmas[c] in words.habitual_nouns:
            return Realis.HABITUAL
    return None


def _is_conditional_clause(tree: Tree, i: int, words: RealisWords) -> bool:
    if tree.deps[i] not in ("advcl", "conj", "ccomp"):
        return False
    if tree.deps[i] == "advcl" and tree.lemmas[tree.heads[i]] in ("soon", "long"):  # "as soon as", "as long as"
        return tree.tags[i] not in ("VBD", "VBN")
    for c in tree.children[i]:
        if tree.deps[c] in ("mark", "advmod") and tree.lemmas[c] in words.conditional_marks and c < i:
            # "when" and "until" beside a past tense tell of facts
            past = tree.tags[i] in ("VBD", "VBN") or any(tree.tags[d] == "VBD" for d in tree.children[i])
            return tree.lemmas[c] not in ("when", "until", "once", "whenever") or not past
    return False


def _has_condition(tree: Tree, i: int, words: RealisWords) -> bool:
    """A condition beside the predicate: "if Kyiv pulls out, we will stop"."""
    return any(tree.deps[c] == "advcl" and _is_conditional_clause(tree, c, words) for c in tree.children[i])


def _governor_sign(tree: Tree, above: int, below: int, words: RealisWords) -> Realis | None:
    lemma = tree.lemmas[above]
    dep = tree.deps[below]
    if tree.pos[above] == "ADP":
        return Realis.NEGATED if lemma in ("without", "despite") and dep == "pcomp" and lemma == "without" else None
    if dep == "ccomp" and _is_finite(tree, below):
        return None  # a finite clause stands by itself: "said that it had attacked"
    if tree.pos[above] in ("NOUN", "PROPN"):
        if lemma in words.planning_nouns or (lemma in words.planning and dep == "acl"):
            return Realis.FUTURE
        if lemma in words.imagining_nouns or (lemma in words.imagining and dep == "acl"):
            return Realis.HYPOTHETICAL
        return None
    negated = any(tree.deps[c] == "neg" for c in tree.children[above])
    if dep in ("xcomp", "ccomp", "acl", "pcomp", "prep", "oprd", "acomp", "advcl", "dobj", "conj"):
        if dep == "advcl" and not (tree.tags[below] == "VB" and lemma in words.planning | words.imagining):
            return None
        if dep == "conj":
            return None
        if lemma in words.negating:
            return Realis.NEGATED
        if lemma in ("have", "need") and dep == "xcomp" and tree.tags[above] != "VBD":
            return Realis.HYPOTHETICAL  # "has to withdraw"; "had to" did
        if lemma == "be" and dep == "xcomp" and tree.tags[below] == "VB":
            return Realis.NEGATED if negated else Realis.FUTURE  # "was to meet"
        if lemma == "go" and dep == "xcomp" and tree.tags[above] == "VBG" and tree.tags[below] == "VB":
            return Realis.NEGATED if negated else Realis.FUTURE
        if lemma in words.planning and tree.tags[below] != "VBN":
            return Realis.NEGATED if negated else Realis.FUTURE
        if lemma in words.imagining:
            return Realis.HYPOTHETICAL
        if negated and dep in ("xcomp", "acomp", "oprd"):
            return Realis.NEGATED
        if dep in ("xcomp", "dobj", "pcomp"):
            return _own_signs_of_governor(tree, above)
    return None


def _is_finite(tree: Tree, i: int) -> bool:
    auxiliaries = tree.children_by(i, "aux", "auxpass")
    return tree.tags[i] not in ("VB", "VBG") or any(tree.tags[c] in ("VBZ", "VBP", "VBD") for c in auxiliaries)


def _own_signs_of_governor(tree: Tree, above: int) -> Realis | None:
    """The mood of the verb above a complement or object counts for it: "would begin talks", "will keep fighting"."""
    auxiliaries = [tree.words[c].lower() for c in tree.children[above] if tree.deps[c] == "aux"]
    if any(tree.deps[c] == "neg" for c in tree.children[above]):
        return Realis.NEGATED
    if any(a in _UNREAL_MODALS for a in auxiliaries):
        return Realis.HYPOTHETICAL
    if any(a in _FUTURE_MODALS for a in auxiliaries):
        return Realis.FUTURE
    return None
