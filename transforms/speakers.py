"""Who speaks: the subject of a verb of saying as a phrase, and whom a pronoun in its place stands for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from transforms.speech_verbs import VERBS

_ANY_VERB = VERBS.any
_NAME_DEPS = frozenset({"amod", "case", "compound", "flat", "nmod", "npadvmod", "nummod", "poss", "punct"})
_PERSONAL = frozenset({"he", "she"})
_PLURAL_TAGS = frozenset({"NNS", "NNPS"})
_DASHES = frozenset({"-", "--", "—", "–"})
_LOOK_BACK = 6  # sentences
_LONGEST_TAIL = 10  # tokens of "for the foreign ministry of …" behind a noun

Outside = Callable[[Token], bool]  # whether a token stands outside all quotation marks


def is_speech_verb(token: Token) -> bool:
    """Tell whether a token is a verb whose subject speaks."""
    return token.tag_[:1] == "V" and token.lemma_.lower() in _ANY_VERB


def find_subject(verb: Token, outside: Outside, depth: int = 4) -> Token | None:
    """Find the head of the logical subject of a verb; None where the text hides it.

    Passives give their agent ("was called a sham by Kyiv"). A verb without a subject of its own takes that of the
    verb it hangs on ("he left, saying …").
    """
    passive = [c for c in verb.children if c.dep_ in ("nsubjpass", "auxpass")]
    if passive:
        if verb.lemma_ in VERBS.report:
            return next((c for c in passive if c.dep_ == "nsubjpass" and outside(c)), None)
        agent = next((c for c in verb.children if c.dep_ == "agent"), None)
        return None if agent is None else next((c for c in agent.children if c.dep_ == "pobj" and outside(c)), None)
    for child in verb.children:
        if child.dep_ == "nsubj" and outside(child):
            is_relative = child.tag_ in ("WP", "WDT") or child.lower_ == "that"
            if not (is_relative and verb.dep_ == "relcl" and outside(verb.head)):
                return _maker(child, outside)
            return _described_by(verb.head, outside, depth)
    head = verb.head
    if depth and verb.dep_ == "acl" and outside(head):
        return _described_by(head, outside, depth)
    if depth and verb.dep_ == "advcl" and is_speech_verb(verb):
        # "said that …, adding …" hangs on the inner clause as often as on the outer one.
        outer = next((t for t in verb.ancestors if is_speech_verb(t) and outside(t)), None)
        if outer is not None:
            return find_subject(outer, outside, depth - 1)
    if depth and verb.dep_ in ("advcl", "conj", "pcomp", "xcomp"):
        if head.dep_ == "prep":
            head = head.head
        if head.pos_ in ("VERB", "AUX"):
            return find_subject(head, outside, depth - 1)
    return None


def _described_by(noun: Token, outside: Outside, depth: int) -> Token | None:
    """Find who speaks in "the minister who said", and in "she sent a letter saying": a letter is nobody."""
    if not depth or noun.lemma_.lower() not in VERBS.carriers:
        return noun
    head = noun
    while head.pos_ not in ("VERB", "AUX") and head.head.i != head.i:
        head = head.head
    return find_subject(head, outside, depth - 1)


def _maker(subject: Token, outside: Outside) -> Token:
    """Go from "the party's statement" and "a statement by the party" to the party; other subjects stay."""
    if subject.lemma_.lower() not in VERBS.carriers:
        return subject
    for child in subject.children:
        if child.dep_ == "poss" and outside(child):
            return child
        if child.dep_ in ("agent", "prep") and child.lower_ in ("by", "from"):
            return next((c for c in child.children if c.dep_ == "pobj" and outside(c)), subject)
    return subject


def find_neighbour(verb: Token, outside: Outside) -> Token | None:
    """Find the speaker beside a verb when the parse gives none: "said Minister X", then "Minister X said"."""
    doc = verb.doc
    for step, limit in ((1, 8), (-1, -5)):
        for i in range(verb.i + step, verb.i + limit, step):
            if not 0 <= i < len(doc) or not outside(doc[i]) or doc[i].is_punct or doc[i].is_space:
                break
            token = doc[i]
            # A month's name or a verb's form may be a surname: "May said".
            is_name = token.ent_type_ == "PERSON" or (token.is_title and abs(i - verb.i) == 1)
            if is_name or token.tag_ == "PRP":
                while step > 0 and i + 1 < len(doc) and doc[i + 1].ent_iob_ == "I":
                    i += 1
                if i + 1 < len(doc) and doc[i + 1].tag_ == "POS":
                    continue  # "said X's chief of staff Y"
                return doc[i]
            if step > 0 and token.pos_ in ("ADP", "VERB", "AUX"):
                break
    return None


def name_phrase(head: Token, outside: Outside) -> Span:
    """Cut the shortest phrase that names the speaker.

    A name keeps what stands before it; a noun also keeps "of …" and "for …" and the name behind a comma ("the chief
    of police, X").
    """
    doc = head.doc
    first, last = head.i, head.i
    for child in reversed(list(head.lefts)):
        if child.dep_ not in _NAME_DEPS or child.lower_ == "," or child.right_edge.i != first - 1 or not outside(child):
            break
        first = child.left_edge.i
    if head.ent_type_ and head.pos_ == "PROPN":
        while doc[first].ent_iob_ == "I" and outside(doc[first - 1]):
            first -= 1
        while last + 1 < len(doc) and doc[last + 1].ent_iob_ == "I" and doc[last + 1].tag_ != "POS":
            last += 1
    for i in range(head.i - 1, first - 1, -1):
        if doc[i].is_space:  # the parser joins paragraphs
            first = i + 1
            break
    while first < head.i and (doc[first].is_punct or doc[first].dep_ in ("det", "predet")):
        first += 1
    if head.pos_ == "NOUN" or not head.ent_type_:  # "Director of National Intelligence X" is no entity of its own
        for child in head.rights:
            is_tail = child.dep_ == "prep" and child.lower_ in ("of", "for") and child.i == last + 1
            is_name = child.dep_ == "appos" and child.ent_type_ == "PERSON"
            edge = child.i if is_name else child.right_edge.i
            if (
                (is_tail or is_name)
                and edge - last <= _LONGEST_TAIL
                and all(outside(doc[i]) for i in range(last, edge + 1))
            ):
                last = edge
    return doc[first : last + 1]


@dataclass(frozen=True, slots=True)
class _Candidate:
    phrase: Span
    sentence: int
    rank: int  # 0 who spoke, 1 other subject, 2 other, 3 owner
    gender: str  # "f", "m" or "" where the words do not tell


class Antecedents:
    """Whom pronouns may stand for, in one document. Names within quotation marks do not count."""

    def __init__(self, doc: Doc, outside: Outside) -> None:
        self._outside = outside
        self._sentence: list[int] = []
        number = 0
        for token in doc:
            # The parser also begins sentences behind a dash; those go with what stands before.
            number += token.i > 0 and bool(token.is_sent_start) and doc[token.i - 1].text not in _DASHES
            self._sentence.append(number)
        self._people = sorted(self._find_people(doc), key=lambda one: one.phrase.start)

    def find(self, pronoun: Token) -> Span | None:
        """Find the last phrase before a pronoun that fits it in number and gender; None when there is none."""
        word = pronoun.lower_
        if word in _PERSONAL:
            return self._find_person(pronoun, "f" if word == "she" else "m")
        if word in ("it", "they"):
            return self._find_thing(pronoun, is_plural=word == "they")
        return None

    def _find_people(self, doc: Doc) -> list[_Candidate]:
        found = []
        for entity in doc.ents:
            if entity.label_ == "PERSON" and self._outside(entity.root):
                found.append(self._candidate(entity.root))
        for token in doc:
            is_role = token.dep_ == "nsubj" and token.tag_ == "NN" and token.lemma_.lower() not in VERBS.institutions
            if is_role and is_speech_verb(token.head) and self._outside(token):
                found.append(self._candidate(token))
        return found

    def _candidate(self, head: Token) -> _Candidate:
        if head.dep_ in ("nsubj", "nsubjpass"):
            rank = 0 if head.dep_ == "nsubj" and is_speech_verb(head.head) else 1
        else:
            rank = 3 if head.dep_ == "poss" else 2
        phrase = name_phrase(head, self._outside)
        words = {token.lower_.rstrip(".") for token in phrase}
        gender = "f" if words & VERBS.female else "m" if words & VERBS.male else ""
        return _Candidate(phrase, self._sentence[head.i], rank, gender)

    def _find_person(self, pronoun: Token, gender: str) -> Span | None:
        here = self._sentence[pronoun.i]
        fitting = [
            one
            for one in self._people
            if one.phrase.end <= pronoun.i and one.gender in ("", gender) and here - one.sentence <= _LOOK_BACK
        ]
        if not fitting:
            return None
        # The latest sentence that names somebody; in it who spoke, then other subjects; the last before the first.
        return min(fitting, key=lambda one: (here - one.sentence, one.rank, -one.phrase.start)).phrase

    def _find_thing(self, pronoun: Token, *, is_plural: bool) -> Span | None:
        here = self._sentence[pronoun.i]
        for i in range(pronoun.i - 1, -1, -1):
            if here - self._sentence[i] > _LOOK_BACK:
                return None
            token = pronoun.doc[i]
            if (
                token.dep_ not in ("nsubj", "nsubjpass")
                or token.pos_ not in ("NOUN", "PROPN")
                or not self._outside(token)
            ):
                continue
            several = token.tag_ in _PLURAL_TAGS or any(c.dep_ == "conj" for c in token.children)
            is_body = token.ent_type_ in ("ORG", "GPE", "NORP") or token.lemma_.lower() in VERBS.institutions
            if several if is_plural else is_body and not several:
                return name_phrase(token, self._outside)
        return None
