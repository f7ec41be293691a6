"""A parsed sentence as plain lists: what spaCy found, cheap to walk.

Token indices count from 0 within the sentence; character offsets are those of the whole text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Span as SpacySpan

# Dependents that belong to the name of a thing; determiners, numbers, clauses and prepositional phrases do not.
_NAME_DEPS = frozenset({"compound", "amod", "nmod", "poss", "case", "punct", "flat", "npadvmod", "advmod"})
_BRACKETS = frozenset("()[]")
_QUOTES = frozenset("\"'“”‘’«»`") | {"``", "''"}


@dataclass(frozen=True, slots=True)
class Tree:
    """One sentence: parallel lists, an element a token, and its children by index."""

    start: int  # character offset of the sentence
    end: int
    words: list[str]
    lemmas: list[str]  # lower case
    pos: list[str]  # universal part of speech
    tags: list[str]  # Penn Treebank tags
    deps: list[str]  # ClearNLP dependency labels
    heads: list[int]  # the root is its own head
    children: list[list[int]]
    starts: list[int]  # character offset of each token
    ends: list[int]
    entities: list[str]  # OntoNotes entity label of each token, "" outside

    def __len__(self) -> int:
        return len(self.words)

    def child(self, i: int, *deps: str) -> int | None:
        """Find the first child of token i with one of the labels."""
        for c in self.children[i]:
            if self.deps[c] in deps:
                return c
        return None

    def children_by(self, i: int, *deps: str) -> list[int]:
        """List the children of token i with one of the labels, left to right."""
        return [c for c in self.children[i] if self.deps[c] in deps]

    def conjuncts(self, i: int) -> list[int]:
        """List token i and everything coordinated with it ("A, B and C"), left to right."""
        found = [i]
        for c in self.children[i]:
            if self.deps[c] == "conj":
                found += self.conjuncts(c)
        return found

    def ancestors(self, i: int) -> Iterator[int]:
        """Walk up from token i's head to the root."""
        seen = 0
        while self.heads[i] != i and seen < len(self.words):
            i = self.heads[i]
            seen += 1
            yield i

    def clause_of(self, i: int) -> int:
        """Find the verb whose argument token i is, or i itself where it hangs on none."""
        return next((above for above in self.ancestors(i) if self.pos[above] in ("VERB", "AUX")), i)

    def subtree(self, i: int) -> list[int]:
        """List token i and all below it, in text order."""
        found, todo = [], [i]
        while todo:
            node = todo.pop()
            found.append(node)
            todo += self.children[node]
        return sorted(found)

    def name_span(self, i: int) -> tuple[int, int]:
        """Find the first and last token of the shortest phrase headed by i that names a thing.

        Modifiers before the head belong to it as long as they are contiguous; leading determiners, quotation marks
        and adverbs do not, nor does what stands before a bracket.
        """
        first = i
        for c in reversed(self.children[i]):
            if c > i or self.deps[c] not in _NAME_DEPS:
                continue
            below = self.subtree(c)
            if below[-1] == first - 1 and below == list(range(below[0], below[-1] + 1)):
                first = below[0]
            else:
                break
        first = max([first, *(j + 1 for j in range(first, i) if self.words[j] in _BRACKETS)])  # "(CNN) President Trump"
        while first < i and (self.deps[first] in ("det", "punct", "advmod", "predet") or self.words[first] in _QUOTES):
            first += 1
        return first, i

    def span_text(self, text: str, first: int, last: int) -> str:
        """Cut the words from token first to token last, both included, out of the whole text."""
        return text[self.starts[first] : self.ends[last]]


def read_tree(sentence: SpacySpan, verb_lemmas: Mapping[str, str]) -> Tree:
    """Copy one parsed sentence out of spaCy; `verb_lemmas` mends the verbs whose lemma it gets wrong."""
    base = sentence.start
    tokens = list(sentence)
    heads = [token.head.i - base for token in tokens]
    children: list[list[int]] = [[] for _ in tokens]
    for i, head in enumerate(heads):
        if head != i:
            children[head].append(i)
    return Tree(
        start=sentence.start_char,
        end=sentence.end_char,
        words=[token.text for token in tokens],
        lemmas=[
            verb_lemmas.get(token.lower_, token.lemma_.lower()) if token.pos_ == "VERB" else token.lemma_.lower()
            for token in tokens
        ],
        pos=[token.pos_ for token in tokens],
        tags=[token.tag_ for token in tokens],
        deps=[token.dep_ for token in tokens],
        heads=heads,
        children=children,
        starts=[token.idx for token in tokens],
        ends=[token.idx + len(token) for token in tokens],
        entities=[token.ent_type_ for token in tokens],
    )
