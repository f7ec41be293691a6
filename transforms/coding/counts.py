"""Numbers of people, bound to what happened to them: killed, injured, arrested, displaced, abducted, or in a crowd.

What the numbers mean: "12" is n 12 without bounds. "At least 12" and "more than 12" are n 12, lower 12; "up to 12"
and "nearly 12" are n 12, upper 12; "about 12" is n 12 without bounds; "between 10 and 15" is n 10, lower 10, upper
15. A vague word stands for the least it claims and has only a lower bound: "dozens" 24, "hundreds" 200, "thousands"
2,000, "several" 3 (the list is in data/numbers.toml).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from spacy.tokens import Doc, Span, Token

from transforms.coding.numberwords import load_number_data, read_number
from transforms.datafiles import read_data
from transforms.records import Count

Role = Literal["killed", "injured", "arrested", "displaced", "abducted", "crowd"]
_ROLES: tuple[Role, ...] = ("killed", "injured", "arrested", "displaced", "abducted", "crowd")
_NO_PEOPLE = frozenset({"DATE", "MONEY", "ORDINAL", "PERCENT", "QUANTITY", "TIME"})
_IN_NUMBER = frozenset({"advmod", "compound", "det", "nummod", "prep", "quantmod", "amod"})
_HIGHEST_CLIMB = 4  # "three soldiers, two police officers and a child": steps along a list


@dataclass(frozen=True, slots=True)
class FoundCount:
    """A number and its role; offsets into the doc's text, `governor` is the doc's token that gives the role."""

    role: Role
    n: int
    lower: int | None
    upper: int | None
    text: str
    start: int
    end: int
    governor: int


@dataclass(frozen=True, slots=True)
class _Words:
    verbs: dict[str, Role]
    adjectives: dict[str, Role]
    nouns: dict[str, Role]
    suffered: frozenset[str]
    things: frozenset[str]
    people: frozenset[str]
    number: re.Pattern[str]

    def role_of(self, token: Token) -> Role | None:
        """Give the role that a word has by itself."""
        lemma = token.lemma_.lower()
        if token.pos_ in ("VERB", "AUX"):
            return self.verbs.get(lemma)
        return self.adjectives.get(token.lower_) or self.adjectives.get(lemma) or self._participle(token, lemma)

    def _participle(self, token: Token, lemma: str) -> Role | None:
        return self.verbs.get(lemma) if token.tag_ in ("VBN", "VBD", "VBG", "JJ") else None


@dataclass(frozen=True, slots=True)
class _Number:
    n: int
    lower: int | None
    upper: int | None
    start: int  # in the doc's text
    end: int


def find_counts(sentence: Doc | Span) -> list[FoundCount]:
    """Find the numbers of people in a sentence, in their order; ages, dates, money and things are left out."""
    words = _load()
    lemmas = {token.lemma_.lower() for token in sentence}
    if lemmas.isdisjoint(words.verbs) and lemmas.isdisjoint(words.adjectives) and lemmas.isdisjoint(words.nouns):
        return []
    found = []
    doc = sentence if isinstance(sentence, Doc) else sentence.doc
    for number in _find_numbers(sentence, words):
        span = doc.char_span(number.start, number.end, alignment_mode="expand")
        if span is None:
            continue
        counted = _counted(span.root)
        if counted is None or (counted.lemma_.lower() in words.things):
            continue
        bound = _bind(counted, words) or _bind_next(span, words)
        if bound:
            text = doc.text[number.start : number.end]
            found.append(
                FoundCount(bound[0], number.n, number.lower, number.upper, text, number.start, number.end, bound[1].i)
            )
    found.extend(_find_single(sentence, words))
    return sorted(found, key=lambda one: one.start)


def make_count(found: FoundCount, offset: int = 0) -> Count:
    """Make the record; `offset` is where the doc starts in the article's text."""
    start, end = found.start + offset, found.end + offset
    return Count(found.role, found.n, found.text, start, end, found.lower, found.upper)


def _find_numbers(sentence: Doc | Span, words: _Words) -> Iterator[_Number]:
    """Read the numbers in the text, with what bounds them."""
    data = load_number_data()
    bounds, vague = data["bounds"], data["vague"]
    base = sentence[0].idx if len(sentence) else 0
    for match in words.number.finditer(sentence.text):
        lead = re.sub(r"\s+", " ", (match["lead"] or "").lower().strip())
        lower: int | None = None
        upper: int | None = None
        core = " ".join(match["core"].lower().split())
        if match["to"]:
            first, last = read_number(match["core"]), read_number(match["to"])
            if first is None or last is None or first >= last:
                continue
            n, lower, upper = first, first, last
        elif core in vague and core not in ("a dozen", "a hundred", "a thousand", "half a dozen", "a half-dozen"):
            n = lower = vague[core]
        else:
            value = vague.get(core, read_number(core))
            if value is None or value == 0:
                continue
            n = value
            if lead in bounds["at_least"]:
                lower = n
            elif lead in bounds["at_most"]:
                upper = n
        yield _Number(n, lower, upper, base + match.start(), base + match.end())


def _counted(number: Token) -> Token | None:
    """Give the word that a number counts: its noun, or itself where it stands alone; None where it is no number."""
    if number.ent_type_ in _NO_PEOPLE:
        return None
    while number.dep_ in _IN_NUMBER and number.head is not number:
        if number.head.i < number.i and number.head.pos_ != "NUM":
            break
        number = number.head
        if number.pos_ not in ("NUM", "ADV", "ADP"):
            break
    return number


def _bind(counted: Token, words: _Words) -> tuple[Role, Token] | None:
    """Find the word that says what happened to those counted."""
    for child in counted.children:
        if child.dep_ in ("acl", "relcl", "amod", "acomp", "oprd") and (role := words.role_of(child)):
            if child.dep_ == "relcl" and not _suffers(child, counted, words):
                continue
            if child.tag_ != "VBG":
                return role, child
    of = [pobj for child in counted.children if child.lower_ == "of" for pobj in child.children if pobj.dep_ == "pobj"]
    if any(one.lemma_.lower() in words.things for one in of):
        return None
    if role := words.adjectives.get(counted.lower_):  # "12 dead", "30 wounded"
        return role, counted
    if counted.tag_ in ("VBN", "VBD") and (role := words.role_of(counted)):
        return role, counted
    token = counted
    for _ in range(_HIGHEST_CLIMB):
        if token.dep_ not in ("conj", "appos"):
            break
        if token.dep_ == "conj" and words.adjectives.get(token.head.lower_):
            break
        token = token.head
    by_verb = _bind_verb(token, words)
    if by_verb:
        return by_verb
    for noun in (counted, *of):
        if role := words.nouns.get(noun.lemma_.lower()):
            return role, noun
    return _bind_toll(counted, words)


def _bind_next(number: Span, words: _Words) -> tuple[Role, Token] | None:
    """Bind "30 wounded" where the parse has torn the two apart."""
    after = number.end
    if after >= len(number.doc):
        return None
    token = number.doc[after]
    role = words.role_of(token)
    return (role, token) if role and (token.lower_ in words.adjectives or token.tag_ == "VBN") else None


def _bind_verb(token: Token, words: _Words) -> tuple[Role, Token] | None:
    verb = token.head
    if token.dep_ not in ("nsubj", "nsubjpass", "dobj", "attr", "pobj", "oprd") or any(
        child.dep_ == "neg" for child in verb.children
    ):
        return None
    if token.dep_ == "pobj":
        is_crowd = verb.lower_ == "of" and verb.head.lemma_.lower() == "crowd"
        return ("crowd", verb.head) if is_crowd else None
    role = words.role_of(verb)
    if role and verb.pos_ in ("VERB", "AUX", "ADJ") and _suffers_as(token.dep_, verb, role, words):
        return role, verb
    for child in verb.children:  # "left 12 people dead", "were found dead", "were reported killed"
        if child.dep_ in ("oprd", "acomp", "xcomp", "ccomp", "advcl", "amod") and child.i > token.i:
            role = words.role_of(child)
            if role and child.tag_ in ("VBN", "JJ", "VBD") and token.dep_ in ("nsubjpass", "dobj", "nsubj"):
                if child.dep_ in ("advcl", "ccomp", "xcomp") and any(
                    one.dep_.startswith("nsubj") for one in child.children
                ):
                    continue
                return role, child
    return None


def _suffers_as(dep: str, verb: Token, role: Role, words: _Words) -> bool:
    """Tell whether the argument is the one it happens to."""
    if role == "crowd" or verb.lemma_.lower() in words.suffered:
        return dep == "nsubj" or (dep == "nsubjpass" and verb.lemma_.lower() in words.suffered)
    if dep == "nsubj":  # a headline drops its "were": "12 killed in blast"
        has_object = any(child.dep_ == "dobj" for child in verb.children)
        return verb.tag_ == "VBN" and not has_object
    return dep in ("nsubjpass", "dobj")


def _suffers(clause: Token, counted: Token, words: _Words) -> bool:
    """Tell whether those counted suffer in their relative clause: "who were killed", never "who killed"."""
    role = words.role_of(clause)
    for child in clause.children:
        if child.dep_ in ("nsubj", "nsubjpass", "dobj") and child.tag_ in ("WP", "WDT"):
            return role is not None and _suffers_as(child.dep_, clause, role, words)
    return False


def _bind_toll(counted: Token, words: _Words) -> tuple[Role, Token] | None:
    """Bind "the death toll rose to 45" and "the number of injured is 30"."""
    token = counted
    if token.dep_ == "pobj":
        token = token.head
    verb = token.head
    if token.dep_ not in ("prep", "dobj", "attr", "nummod"):
        return None
    tolls = [child for child in (verb, *verb.children) if child.lemma_.lower() == "toll"]
    for toll in tolls:
        if any(child.lower_ == "death" for child in toll.children) or token.head is toll:
            return "killed", toll
    return None


def _find_single(sentence: Doc | Span, words: _Words) -> Iterator[FoundCount]:
    """Count "a soldier was killed" as one."""
    for token in sentence:
        if token.lower_ not in ("a", "an") or token.dep_ != "det" or token.head.lemma_.lower() not in words.people:
            continue
        person = token.head
        if person.tag_ not in ("NN", "NNP"):
            continue
        bound = _bind(person, words)
        if bound and bound[1] is not person:
            start, end = token.idx, person.idx + len(person)
            yield FoundCount(bound[0], 1, None, None, token.doc.text[start:end], start, end, bound[1].i)


@cache
def _load() -> _Words:
    """Read data/counts.toml and build the pattern of numbers, once a process."""
    data = read_data("coding/data/counts.toml")
    numbers = load_number_data()

    def one_of(names: list[str]) -> str:
        return "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in sorted(names, key=len, reverse=True))

    small = [word for word in numbers["words"] if word not in ("a", "an", "zero")]
    scale = "hundred|thousand|million"
    link = r"(?:[-\s]|(?<=hundred)\s+and\s+|(?<=thousand)\s+and\s+)"
    words = rf"(?:{one_of(small)})(?:{link}(?:{one_of([*small, *numbers['scales']])}))*"
    start = r"(?<![\d.,$€£#/:-])"
    figures = rf"{start}(?:\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+(?=\s+million))?)(?:\s+(?:{scale}))?"
    plain = rf"(?:{figures}|{words})"
    lead = one_of([word for kind in numbers["bounds"].values() for word in kind])
    to = rf"(?:\s*[-–]\s*|\s+to\s+|(?(between)\s+and\s+|(?!)))(?P<to>{plain})"
    number = (
        rf"(?<![\w$€£])(?:(?P<lead>{lead})\s+)?(?P<between>between\s+)?"
        rf"(?P<core>{one_of(list(numbers['vague']))}|{plain})(?:{to})?(?![\w%]|[.,:]\d|-\w)"
    )

    def table(kind: str) -> dict[str, Role]:
        return {word: role for role in _ROLES for word in data[role][kind]}

    lists = data["words"]
    return _Words(
        verbs=table("verbs"),
        adjectives=table("adjectives"),
        nouns=table("nouns"),
        suffered=frozenset(lists["suffered"]),
        things=frozenset(lists["things"]),
        people=frozenset(lists["people"]),
        number=re.compile(number, re.IGNORECASE),
    )
