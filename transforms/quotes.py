"""Quotes: words given verbatim as somebody's own, and whose they are.

Marks come first (`quotemarks`), so that a text without any costs next to nothing. Then the words around a marked
passage tell whether it is a quote and who speaks: a verb of saying in the same sentence, "according to X", a colon, or
the speaker of the quote before. A passage of more than one paragraph becomes one quote a paragraph, all with the same
speaker.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from transforms.quotemarks import Marked, scan_marks
from transforms.records import Party
from transforms.records import Span as TextSpan
from transforms.speakers import (
    Antecedents,
    find_neighbour,
    find_subject,
    is_speech_verb,
    name_phrase,
)
from transforms.speech_verbs import VERBS

_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
_MIN_WORDS = 3  # of a statement
_MIN_WORDS_WITHOUT_VERB = 5  # shorter ones without a verb are labels: "land bridge", "special operation"
_LONGEST_SUBJECT = 14  # tokens between a quote and the verb that follows it
_LONGEST_LEAD = 6  # tokens of a bare name before a colon
_PREDICATES = frozenset({"acomp", "attr", "oprd"})
_COPULAS = frozenset({"appear", "be", "become", "look", "remain", "seem", "sound"})
_SMALL_WORDS = frozenset(
    {"a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"}
)
_ENDS = frozenset(".!?…")

Resolve = Callable[[Span], Party]


@dataclass(frozen=True, slots=True)
class FoundQuote:
    """One quote. Offsets are code points into the text; the words are those between the marks."""

    text: str
    start: int
    end: int
    speaker: Party | None  # None: the text does not say
    verb: TextSpan | None  # the words that give the quote; None for quotes that carry on, or stand behind a colon


@dataclass(frozen=True, slots=True)
class _Region:
    """A marked passage in tokens."""

    mark: Marked
    first: int  # with the marks
    last: int  # behind the marks
    inner: tuple[Token, ...]  # the words, without the marks


@dataclass(frozen=True, slots=True)
class _Claim:
    """Who speaks, and the words that say so."""

    speaker: Token | None
    verb: TextSpan | None


def find_quotes(doc: Doc, text: str, resolve: Resolve) -> list[FoundQuote]:
    """List the quotes of a text in order.

    `doc` is the parse of the whole `text`, paragraphs separated by a blank line. `resolve` turns the phrase that names
    a speaker into a party; for a pronoun it is asked about the phrase that the pronoun stands for. Never raises for
    odd marks: what cannot be read as a quote is left out.
    """
    marks = scan_marks(text)
    return _Reader(doc, text, marks, resolve).read() if marks else []


class _Reader:
    """Reads the quotes of one document from top to bottom, because a quote may carry on the one before."""

    def __init__(self, doc: Doc, text: str, marks: list[Marked], resolve: Resolve) -> None:
        self._doc = doc
        self._text = text
        self._resolve = resolve
        self._starts = [token.idx for token in doc]
        self._is_quoted = bytearray(len(doc))
        self._regions = [self._region(mark) for mark in marks]
        self._antecedents: Antecedents | None = None

    def read(self) -> list[FoundQuote]:
        found: list[FoundQuote] = []
        before: _Region | None = None  # the region of the last quote found
        for number, region in enumerate(self._regions):
            if not region.inner:
                continue
            left, right = self._left(number), self._right(number)
            is_statement = self._is_statement(region)
            if not is_statement and self._is_title(region) and any(token.is_alpha for token in left):
                continue
            claim = self._claim(region, left, right, is_statement)
            if claim is None and not is_statement:
                continue
            if claim is not None:
                speaker, verb = self._party(claim.speaker), claim.verb
            else:
                speaker, verb = self._carried_on(region, left, right, before, found), None
            mark = region.mark
            found.append(FoundQuote(self._text[mark.start : mark.end], mark.start, mark.end, speaker, verb))
            before = region
        return found

    def _region(self, mark: Marked) -> _Region:
        first = bisect_left(self._starts, mark.outer_start)
        last = bisect_left(self._starts, mark.outer_end)
        for i in range(first, last):
            self._is_quoted[i] = 1
        inner = tuple(t for t in self._doc[first:last] if mark.start <= t.idx < mark.end and not t.is_space)
        return _Region(mark, first, last, inner)

    def _outside(self, token: Token) -> bool:
        return not self._is_quoted[token.i]

    # What stands beside a quote in its sentence.

    def _left(self, number: int) -> list[Token]:
        """List the words of the sentence before a quote, other quotes left out, in text order."""
        region = self._regions[number]
        low = bisect_left(self._starts, region.mark.paragraph_start)
        found: list[Token] = []
        i = region.first - 1
        while i >= low:
            token = self._doc[i]
            if self._is_quoted[i]:
                if self._text[self._doc[i - 1].idx] in _ENDS and (not found or found[-1].is_title):
                    break
                while i >= low and self._is_quoted[i]:
                    i -= 1
                continue
            if token.lower_ in _ENDS:
                break
            if not token.is_space:
                found.append(token)
            if token.is_sent_start and not (i and self._is_quoted[i - 1]):
                break
            i -= 1
        return found[::-1]

    def _right(self, number: int) -> list[Token]:
        """List the words behind a quote up to the end of the sentence or the next quote."""
        region = self._regions[number]
        high = bisect_left(self._starts, region.mark.paragraph_end)
        found: list[Token] = []
        for i in range(region.last, high):
            token = self._doc[i]
            if self._is_quoted[i] or token.lower_ in _ENDS or (found and token.is_sent_start and found[-1].is_alpha):
                break
            if not token.is_space:
                found.append(token)
        if found and found[0].is_title and self._text[region.mark.end - 1] == ".":
            return []  # the sentence ended within the marks
        return found

    def _is_statement(self, region: _Region) -> bool:
        """Tell whether the words say something by themselves, as against a label or a title."""
        words = len(_WORD.findall(self._text, region.mark.start, region.mark.end))
        if words < _MIN_WORDS or self._is_title(region):
            return False
        return words >= _MIN_WORDS_WITHOUT_VERB or any(t.pos_ in ("VERB", "AUX") for t in region.inner)

    def _is_title(self, region: _Region) -> bool:
        """Tell whether the words look like The Name of a Book."""
        words = [w for w in _WORD.findall(self._text, region.mark.start, region.mark.end) if w not in _SMALL_WORDS]
        return len(words) > 1 and all(word[0].isupper() for word in words)

    # Who speaks.

    def _claim(self, region: _Region, left: list[Token], right: list[Token], is_statement: bool) -> _Claim | None:
        opens_sentence = not any(token.is_alpha for token in left)
        beside = self._beside(region, right) if opens_sentence or is_statement else None
        if beside is not None and (opens_sentence or self._text[region.mark.end - 1] in ",?!"):
            return beside
        if left and left[-1].lower_ == ":":
            return self._before_colon(left)
        governor = self._governor(region, left, right, is_statement)
        if governor is None and is_statement:
            verbs = [t for t in left if is_speech_verb(t)]
            verbs = verbs[-1:] or [t for t in right if is_speech_verb(t)][:1]
            governor = verbs[0] if verbs else None
        if governor is not None:
            claim = self._spoken(governor)
            return beside if claim.speaker is None and beside is not None else claim
        return (beside or self._according(left + right)) if is_statement else None

    def _beside(self, region: _Region, right: list[Token]) -> _Claim | None:
        """Read '…," X said' and '…," said X': a verb of saying right behind the quote."""
        words = [t for t in right[:_LONGEST_SUBJECT] if not t.is_punct]
        according = self._according(right[:2])
        if according is not None:
            return according
        for token in words:
            if is_speech_verb(token):
                claim = self._spoken(token)
                return claim if claim.speaker is not None else None
            if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "relcl", "acl"):
                return None
        return None

    def _before_colon(self, left: list[Token]) -> _Claim | None:
        verbs = [t for t in left if is_speech_verb(t)]
        if verbs:
            return self._spoken(verbs[-1])
        words = [t for t in left[:-1] if not t.is_punct]
        for verb in (t for t in words if t.pos_ in ("VERB", "AUX")):
            subject = find_subject(verb, self._outside)
            if subject is not None:
                return _Claim(subject, None)
        if words and len(words) <= _LONGEST_LEAD and words[-1].pos_ == "PROPN":
            return _Claim(words[-1], None)
        return None

    def _governor(self, region: _Region, left: list[Token], right: list[Token], is_statement: bool) -> Token | None:
        """Find the verb of saying that the words hang on; for a label only where they are what is said."""
        tops = [t for t in region.inner if self._outside(t.head) and not t.is_punct]
        if not is_statement:
            tops = [t for t in tops if self._is_said(t, t.head)]
        # Only verbs of the same sentence count: the parser joins sentences across marks and paragraphs.
        for reach in ({t.i for t in left}, {t.i for t in right}):
            for top in tops:
                verbs = [t for t in top.ancestors if t.i in reach and is_speech_verb(t)]
                if verbs:
                    return self._outermost_report(verbs)
        return None

    @staticmethod
    def _outermost_report(verbs: list[Token]) -> Token:
        """Skip what is only said to be said: "warned them that they should respond …" gives "warned"."""
        for number, verb in enumerate(verbs[:-1]):
            is_modal = any(c.dep_ == "aux" and c.tag_ in ("MD", "TO") for c in verb.children)
            if not (is_modal and verb.dep_ in ("ccomp", "xcomp")):
                return verbs[number]
        return verbs[-1]

    def _is_said(self, below: Token, above: Token) -> bool:
        """Tell whether a label stands where said words stand: called it "…", was "…", accused of "…", said "…"."""
        lemma = above.lemma_.lower()
        if below.dep_ in _PREDICATES and (lemma in _COPULAS or lemma in VERBS.object):
            return True
        if is_speech_verb(above):
            if lemma in VERBS.object:
                return below.dep_ in ("dobj", "ccomp", "xcomp", "advcl", "pobj", "nsubj")
            return lemma in VERBS.say and below.dep_ in ("dobj", "ccomp", "intj")
        if above.dep_ == "prep" and below.dep_ in ("pobj", "amod", "pcomp") and is_speech_verb(above.head):
            verb = above.head.lemma_.lower()
            return verb in (VERBS.described if above.lower_ == "as" else VERBS.preposition)
        return False

    def _spoken(self, verb: Token) -> _Claim:
        subject = find_subject(verb, self._outside)
        is_passive = any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children)
        if subject is None and not is_passive:
            subject = find_neighbour(verb, self._outside)
        return _Claim(subject, TextSpan(verb.text, verb.idx, verb.idx + len(verb)))

    def _according(self, tokens: list[Token]) -> _Claim | None:
        for token in tokens:
            following = self._doc[token.i + 1] if token.i + 1 < len(self._doc) else token
            if token.lower_ == "according" and following.lower_ == "to":
                source = next((c for c in following.children if c.dep_ == "pobj" and self._outside(c)), None)
                end = following.idx + len(following)
                return _Claim(source, TextSpan(self._text[token.idx : end], token.idx, end))
        return None

    def _carried_on(
        self, region: _Region, left: list[Token], right: list[Token], before: _Region | None, found: list[FoundQuote]
    ) -> Party | None:
        """Name the speaker of a quote that has no verb of its own: who spoke last in the paragraph, or before it."""
        if left or any(t.is_alpha for t in right):
            return None
        mark = region.mark
        lead = self._lead(region, before)
        if lead is not None:
            return self._party(lead)
        if before is None or not found:
            return None
        if before.mark.paragraph == mark.paragraph:
            return found[-1].speaker
        opens_paragraph = mark.outer_start == mark.paragraph_start
        return found[-1].speaker if opens_paragraph and before.mark.paragraph == mark.paragraph - 1 else None

    def _lead(self, region: _Region, before: _Region | None) -> Token | None:
        """Find who speaks, or acts as a person, in the sentence that leads up to a quote in its paragraph."""
        low = region.mark.paragraph_start
        if before is not None and before.mark.paragraph == region.mark.paragraph:
            low = before.mark.outer_end
        i = region.first - 1
        while i >= 0 and (self._doc[i].is_punct or self._doc[i].is_space) and self._starts[i] >= low:
            i -= 1
        if i < 0 or self._starts[i] < low or self._is_quoted[i]:
            return None
        root = self._doc[i].sent.root
        if root.idx < low or not self._outside(root):
            return None
        speech = [t for t in (root, *root.conjuncts) if is_speech_verb(t)]
        subject = find_subject((speech or [root])[-1], self._outside)
        if subject is None or subject.idx < low:
            return None
        return subject if speech or subject.ent_type_ == "PERSON" else None

    def _party(self, head: Token | None) -> Party | None:
        if head is None:
            return None
        if head.pos_ != "PRON":
            return self._resolve(name_phrase(head, self._outside))
        if self._antecedents is None:
            self._antecedents = Antecedents(self._doc, self._outside)
        phrase = self._antecedents.find(head)
        words = Party(head.text, head.idx, head.idx + len(head))
        if phrase is None:
            return words
        return replace(self._resolve(phrase), text=words.text, start=words.start, end=words.end, antecedent=phrase.text)
