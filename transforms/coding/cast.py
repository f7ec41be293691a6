"""The cast of one article: who each phrase names, as the article itself introduces them.

A name that no list knows becomes somebody through its title or apposition, and keeps that for the rest of the article.
Pronouns and nominals ("he", "the group", "the two countries") stand for whom the article named last. The cast is the
one thing that remembers while an article is read from top to bottom; it lives as long as that article.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from transforms.coding import nominals
from transforms.coding.actor_phrases import is_mixed_case
from transforms.coding.actors import ActorLexicon
from transforms.coding.arguments import surface_subjects
from transforms.coding.gazetteer import Gazetteer
from transforms.coding.gender import Gender, GivenNames, gender_of_pronoun
from transforms.coding.noun_phrases import behind_of, is_where, listed, means_two, native_from
from transforms.coding.officeholders import Resolved
from transforms.coding.tree import Tree
from transforms.records import Party
from transforms.speech_verbs import VERBS

_NO_NAMES = frozenset({"'s", "’s", "II", "III", "IV", "V", "VI", "Jr", "Jr."})  # "King Abdullah II" is Abdullah
_NOUN_DEPS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "poss", "appos", "attr", "conj", "dative", "ROOT"})
_LEAST_NAMED = 4  # times that a country and its people must be named to be where the article plays
_HOME_SHARE = 0.55  # of all that are named
_HOME_SHARE_OF_NAMES = 0.75  # before somebody of whom only the name is known is taken for one of its people
_HOME_CONFIDENCE = 0.7
_KIN_CONFIDENCE = 0.6
_MEMORY = 4  # sentences that a pronoun may look back
_TITLE_MEMORY = 12  # that "the king" may


def _is_name_alone(party: Party) -> bool:
    return party.name is not None and party.sector is None and party.name[:1].isupper()


@dataclass(frozen=True, slots=True)
class _Seen:
    party: Party
    is_person: bool
    is_plural: bool
    is_subject: bool
    token: int
    lemma: str
    entity: str
    gender: Gender | None


class Cast:
    """Who is who in one article. Feed the sentences in order with `enter`, then ask for parties by head token."""

    def __init__(
        self,
        actors: ActorLexicon,
        gazetteer: Gazetteer,
        given_names: GivenNames,
        as_of: dt.date | None,
        text: str,
        countries: Mapping[str, int],
    ) -> None:
        """`countries` are those that the article names, with how often: they tell whose "Congress" is meant."""
        self._actors = actors
        self._is_cased = is_mixed_case(text)
        self._countries = countries
        self._gazetteer = gazetteer
        self._given_names = given_names
        self._as_of = as_of
        self.text = text
        self._trees: list[Tree] = []
        self._learnt: dict[str, Resolved] = {}  # last name, lower case -> who that is
        self._genders: dict[str, Gender] = {}  # the same
        self._cache: dict[tuple[int, int], tuple[Party, ...]] = {}  # (sentence, token) -> parties
        self._pending: set[tuple[int, int]] = set()
        self.speaker: tuple[Party, ...] = ()  # whose words are being read, for "we" and "I"

    def enter(self, tree: Tree) -> int:
        """Take in the next sentence and learn the names it introduces; returns its number."""
        self._trees.append(tree)
        number = len(self._trees) - 1
        for i, entity in enumerate(tree.entities):
            if entity == "PERSON" and (i + 1 == len(tree) or tree.entities[i + 1] != entity):
                self._learn(tree, i)
        return number

    def at_home(self, party: Party) -> Party:
        """Give a party without a country that of the article, where one stands out: "lawmakers", "Baucus".

        Else a bare surname tells, where nearly all of that name that the lists know are of one country: "Clinton".
        """
        if party.country is not None or not (nominals.is_of_home(party) or _is_name_alone(party)):
            return party
        named = Counter(self._countries) + Counter(who.country for who in self._learnt.values() if who.country)
        home, count = max(named.items(), key=lambda item: (item[1], item[0]), default=("", 0))
        share = _HOME_SHARE if party.sector is not None else _HOME_SHARE_OF_NAMES
        confidence = _HOME_CONFIDENCE
        if count < _LEAST_NAMED or count < share * named.total():
            kin = self._actors.country_of_surname(party.name) if _is_name_alone(party) and party.name else None
            if kin is None:
                return party
            home, confidence = kin, _KIN_CONFIDENCE
        return replace(party, country=home, confidence=round(confidence * party.confidence, 3))

    def parties(self, number: int, i: int) -> tuple[Party, ...]:
        """Name the parties that the phrase headed by token i of a sentence stands for; () for a thing."""
        key = (number, i)
        if key not in self._cache:
            if key in self._pending:  # a pronoun that stands for itself
                return ()
            self._pending.add(key)
            self._cache[key] = self._find(number, i)
            self._pending.discard(key)
        return self._cache[key]

    def _resolve(self, phrase: str) -> Resolved | None:
        who = self._actors.resolve(phrase, self._as_of, self._is_cased)
        if who is None or not who.is_shared or who.country in self._countries:
            return who
        if any(known.country == who.country for known in self._learnt.values()):
            return who  # Obama and Congress
        # "Congress", "a federal judge": in an article that never names the usual country, that of its own country
        home = max(self._countries, key=lambda country: self._countries[country], default=None)
        name = None if who.kind == "organization" else who.name
        return replace(who, name=name, country=home) if home is not None else who

    def _learn(self, tree: Tree, last: int) -> None:
        """Remember who a person is: by the list, by the title before the name, or by the apposition behind it."""
        first = last
        while first and tree.entities[first - 1] == "PERSON":
            first -= 1
        words = [w for w in tree.words[first : last + 1] if w not in _NO_NAMES]
        if not words:
            return
        surname = words[-1].lower()
        gender = self._given_names.gender_of(" ".join(words[:-1]))
        if gender is not None:
            self._genders[surname] = gender
        head = last if words[-1] == tree.words[last] else last - 1
        start, end = tree.name_span(head)
        who = self._resolve(tree.span_text(self.text, start, end))
        if who is None or who.country is None:
            for c in tree.children_by(head, "appos"):
                described = self._describe(tree, c)
                if described is not None and (described.country or described.sector):
                    who = described
                    break
            else:
                if tree.deps[head] == "appos":
                    who = self._describe(tree, tree.heads[head]) or who
        if who is None or (who.country is None and who.sector is None):
            return
        if who.kind != "person":
            who = replace(who, name=" ".join(words), kind="person")
        if len(words) > 1 or surname not in self._learnt:
            self._learnt[surname] = who
        for middle in words[1:-1]:  # "Enrique Pena Nieto", then "Pena"
            if middle[:1].isupper() and len(middle) > 2:
                self._learnt.setdefault(middle.lower(), who)

    def _describe(self, tree: Tree, i: int) -> Resolved | None:
        """Resolve a description with what its "of" and "at" add: "a spokesman for the Turkish foreign ministry"."""
        start, end = tree.name_span(i)
        preps = [c for c in tree.children_by(i, "prep") if tree.lemmas[c] in ("of", "for", "at", "to")]
        for c in (*preps, *native_from(tree, i)):  # "militants in Yemen" need not be Yemenis
            if c == end + 1:
                end = tree.subtree(c)[-1]
                break
        return self._resolve(tree.span_text(self.text, start, min(end, start + 14)))

    def _find(self, number: int, i: int) -> tuple[Party, ...]:
        tree = self._trees[number]
        word = tree.words[i].lower()
        if word in nominals.PRONOUNS and tree.pos[i] in ("PRON", "DET", "ADJ"):
            return self._pronoun(number, i, word)
        if tree.pos[i] not in ("NOUN", "PROPN", "ADJ", "NUM", "PRON", "X", "DET"):
            return ()
        if tree.lemmas[i] in nominals.QUANTITIES or tree.entities[i] == "CARDINAL":
            inner = behind_of(tree, i)
            return self.parties(number, inner) if inner is not None else ()
        if (
            tree.lemmas[i] in nominals.COLLECTIVES
        ):  # "a coalition of rebel groups", but "the Saudi-led coalition" is one itself
            inner = behind_of(tree, i)
            if inner is not None and tree.tags[inner] in ("NNS", "NNPS") and (members := self.parties(number, inner)):
                return members
        if tree.pos[i] in ("PRON", "DET", "NUM") or (tree.pos[i] == "ADJ" and not tree.entities[i]):
            return ()
        start, end = tree.name_span(i)
        if tree.lemmas[i + 1 : i + 3] == ["of", "state"]:  # "heads of state"
            end = i + 2
        if tree.lemmas[i] in nominals.PAIR_NOUNS and means_two(tree, i):
            return self._last_two(number, i, start, end)
        end = self._whole_name(tree, i, start, end)
        return self._of_several_countries(tree, start, end) or self._named(number, i, start, end)

    def _of_several_countries(self, tree: Tree, start: int, end: int) -> tuple[Party, ...]:
        """Tell "US and British activists" apart, who are two parties; () for others."""
        parts = listed(tree, start, end)
        if len(parts) < 2:
            return ()
        *nations, whole = (self._resolve(tree.span_text(self.text, first, last)) for first, last in parts)
        if whole is None or whole.country is None or whole.sector is None:
            return ()
        others = [replace(whole, name=None, country=one.country) for one in nations if one and one.kind == "country"]
        if not 0 < len(others) == len(nations):
            return ()
        named = zip(parts, (*others, whole), strict=True)
        return tuple(self._party(tree, first, last, who, None) for (first, last), who in named)

    def _whole_name(self, tree: Tree, i: int, start: int, end: int) -> int:
        """Find the last token of a name that goes on behind "of": "Department of Justice"."""
        of = tree.child(i, "prep")
        if of is None or of != end + 1 or tree.lemmas[of] not in ("of", "for"):
            return end
        inner = tree.child(of, "pobj")
        if inner is None or tree.pos[i] != "PROPN" or tree.pos[inner] != "PROPN":
            return end
        while inner + 1 < len(tree) and tree.entities[inner + 1] == "ORG" == tree.entities[inner]:
            inner += 1
        short = self._resolve(tree.span_text(self.text, start, end))
        whole = self._resolve(tree.span_text(self.text, start, inner))
        is_one_name = all(tree.entities[j] == "ORG" for j in range(i, inner + 1))
        is_name = whole is not None and (whole.name is not None or is_one_name)
        return inner if is_name and (short is None or short.name is None) else end

    def _named(self, number: int, i: int, start: int, end: int) -> tuple[Party, ...]:
        tree = self._trees[number]
        phrase = tree.span_text(self.text, start, end)
        entity = tree.entities[i]
        who = self._resolve(phrase)
        if who is not None and who.name == phrase.upper() and phrase.islower():
            who = None  # "the fact" is not FACT, a band of rebels
        if entity == "PERSON":
            learnt = self._learnt.get(tree.words[i].lower())
            is_surname = i == 0 or tree.entities[i - 1] != "PERSON"  # the article said before which Khan
            if learnt is not None and (is_surname or who is None or who.country is None):
                who = learnt
        if (
            who is not None
            and who.country is None
            and tree.pos[i] == "NOUN"
            and tree.lemmas[i] not in nominals.ADVERSARIES
        ):
            named = [p for c in tree.children_by(i, "appos") for p in self.parties(number, c) if p.country]
            if named and tree.entities[tree.child(i, "appos") or i] == "PERSON":  # "his wife, Senator Clinton"
                who = replace(who, name=named[0].name, country=named[0].country, sector=named[0].sector)
                return (self._party(tree, start, end, who, named[0].text),)
            owners = [p for c in tree.children_by(i, "poss") for p in self.parties(number, c)]
            if owners:  # "its troops", "Podolyak's office"
                who = replace(who, name=who.name or owners[0].name, country=owners[0].country)
                return (self._party(tree, start, end, who, owners[0].antecedent),)
            described = self._describe(tree, i)
            if described is not None and described.country is not None:
                who = replace(who, country=described.country, name=described.name or who.name)
            else:
                return self._nominal(number, i, start, end, who)
        if who is None and entity in ("GPE", "LOC"):
            places = self._gazetteer.candidates(phrase)
            if places and places[0].country:
                who = Resolved(phrase, places[0].country, None, 0.6, "place")
        if who is None:
            if entity not in ("PERSON", "ORG", "NORP", "GPE") or tree.pos[i] != "PROPN":
                return ()
            who = Resolved(phrase, None, None, 0.4, "person" if entity == "PERSON" else "unknown")
        return (self._party(tree, start, end, who, None),)

    def _party(self, tree: Tree, start: int, end: int, who: Resolved, antecedent: str | None) -> Party:
        return Party(
            text=tree.span_text(self.text, start, end),
            start=tree.starts[start],
            end=tree.ends[end],
            name=who.name,
            country=who.country,
            sector=who.sector,
            antecedent=antecedent,
            confidence=who.confidence,
        )

    def _nominal(self, number: int, i: int, start: int, end: int, who: Resolved) -> tuple[Party, ...]:
        """ "the group", "the country", "the minister": the definite noun stands for whom the article named."""
        tree = self._trees[number]
        plain = self._party(tree, start, end, who, None)
        det, lemma = tree.child(i, "det"), tree.lemmas[i]
        if det is None or tree.lemmas[det] not in ("the", "this", "that") or start != i:
            return (plain,)
        if lemma in nominals.COUNTRY_NOUNS:
            match = self._last(number, i, lambda s: s.party.country is not None and not s.is_person)
        elif lemma in nominals.GROUP_NOUNS:
            match = self._last(number, i, lambda s: s.entity == "ORG" and s.party.name is not None)
        elif lemma in nominals.TITLES:  # "the king": nobody but whom the article calls so
            match = self._last(
                number, i, lambda s: s.is_person and lemma in s.party.text.lower().split(), _TITLE_MEMORY
            )
        elif who.kind == "office" and lemma not in VERBS.institutions:
            match = self._last(number, i, lambda s: s.is_person and s.party.sector in (who.sector, None))
        else:  # "the army", of which the article said before that it is Turkey's
            match = self._last(number, i, lambda s: s.lemma == lemma and s.party.country is not None)
        if match is None:
            return (plain,)
        antecedent, confidence = match.antecedent or match.text, 0.8 * match.confidence
        stands_for = replace(match, text=plain.text, start=plain.start, end=plain.end, antecedent=antecedent)
        return (replace(stands_for, sector=who.sector or match.sector, confidence=confidence),)

    def _last_two(self, number: int, i: int, start: int, end: int) -> tuple[Party, ...]:
        tree = self._trees[number]
        found: dict[str, Party] = {}
        for seen in self._looking_back(number, i):
            if seen.party.country and seen.party.country not in found:
                found[seen.party.country] = seen.party
            if len(found) == 2:
                return tuple(
                    replace(
                        p,
                        text=tree.span_text(self.text, start, end),
                        start=tree.starts[start],
                        end=tree.ends[end],
                        antecedent=p.antecedent or p.text,
                        confidence=0.7 * p.confidence,
                    )
                    for p in reversed(found.values())
                )
        return ()

    def _pronoun(self, number: int, i: int, word: str) -> tuple[Party, ...]:
        tree = self._trees[number]
        if word in nominals.SPEAKER_PRONOUNS:
            matches = self.speaker
        elif word in nominals.PERSON_PRONOUNS:
            gender = gender_of_pronoun(word)
            one = self._last(number, i, lambda s: s.is_person and not s.is_plural and s.gender in (gender, None))
            matches = (one,) if one else ()
        elif word in nominals.THING_PRONOUNS:
            # "The Times reports that it had threatened": a medium tells of others.
            one = self._last(
                number, i, lambda s: not s.is_person and not s.is_plural and s.party.sector != "JRN"
            ) or self._last(number, i, lambda s: not s.is_person and not s.is_plural)
            matches = (one,) if one else ()
        else:
            one = self._last(number, i, lambda s: s.is_plural or not s.is_person)
            matches = (one,) if one else ()
        return tuple(
            replace(
                m,
                text=tree.words[i],
                start=tree.starts[i],
                end=tree.ends[i],
                antecedent=m.antecedent or m.text,
                confidence=0.8 * m.confidence,
            )
            for m in matches
        )

    def _last(self, number: int, i: int, fits: Callable[[_Seen], bool], memory: int = _MEMORY) -> Party | None:
        """Find the last fitting party before token i: subjects of the same and the previous sentence come first."""
        return next((seen.party for seen in self._looking_back(number, i, memory) if fits(seen)), None)

    def _looking_back(self, number: int, i: int, memory: int = _MEMORY) -> Iterator[_Seen]:
        """Yield who was named before token i, sentence by sentence backwards; in each the subjects first."""
        for back in range(number, max(-1, number - memory), -1):
            tree = self._trees[back]
            limit = i if back == number else len(tree)
            seen = self._named_in(back, limit)
            if back == number:  # the nearest subject, then the nearest of all; nobody acts upon the subject itself
                own = surface_subjects(tree, tree.clause_of(i)) if tree.deps[i] not in ("poss", "nsubj") else []
                seen = [s for s in reversed(seen) if s.token not in own]
            yield from (s for s in seen if s.is_subject)
            yield from (s for s in (seen if back == number else reversed(seen)) if not s.is_subject)

    def _gender_of(self, tree: Tree, i: int, party: Party) -> Gender | None:
        """Tell whether "he" or "she" means a party: by its given name here, in the lists, or earlier in the article."""
        told = gender_of_pronoun(tree.words[i].lower()) or self._given_names.gender_of(party.text)
        listed = self._given_names.gender_of(party.name) if party.name is not None else None
        return told or self._genders.get(tree.words[i].lower()) or listed

    def _named_in(self, number: int, limit: int) -> list[_Seen]:
        tree = self._trees[number]
        found = []
        for j in range(limit):
            if tree.deps[j] not in _NOUN_DEPS or tree.pos[j] not in ("NOUN", "PROPN", "PRON"):
                continue
            is_speaker = tree.pos[j] == "PRON" and tree.words[j].lower() in nominals.SPEAKER_PRONOUNS  # not the US
            # "The government's attitude" only has to do with somebody: nobody means it by "they".
            is_thing = tree.pos[j] == "NOUN" and self._resolve(tree.words[j]) is None
            if is_speaker or is_where(tree, j) or is_thing:
                continue
            for party in self.parties(number, j)[:1]:
                lemma = tree.lemmas[j]
                is_name = tree.entities[j] == "PERSON" or tree.words[j].lower() in nominals.PERSON_PRONOUNS
                is_one = tree.pos[j] == "NOUN" and tree.tags[j] == "NN"
                is_person = is_name or (is_one and lemma not in VERBS.institutions | nominals.THINGS)
                is_plural = tree.tags[j] in ("NNS", "NNPS") or tree.words[j].lower() in nominals.PLURAL_PRONOUNS
                is_plural = is_plural or any(tree.deps[c] == "conj" for c in tree.children[j])
                is_subject = tree.deps[j] in ("nsubj", "nsubjpass")
                gender = self._gender_of(tree, j, party) if is_person else None
                found.append(_Seen(party, is_person, is_plural, is_subject, j, lemma, tree.entities[j], gender))
        return found
