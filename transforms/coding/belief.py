"""How far grammar believes a candidate: the wording's prior, weighed by how the sentence tells it and who takes part.

Ordinary news is full of words of action that report no event: states of opinion in the present tense, things that
somebody might do, acts of nobody in particular. None of these signs decides alone. Each one costs a share of the
belief, which is one of the signals that `confidence` weighs.
"""

from __future__ import annotations

from dataclasses import dataclass

from transforms.coding.candidates import VOWS, Candidate
from transforms.coding.tree import Tree
from transforms.datafiles import read_word_lists
from transforms.records import Party, Realis

_VERBAL = frozenset({"ACCUSE", "AGREE", "CONCEDE", "REJECT", "REQUEST", "SUPPORT", "THREATEN"})
_GIVES = frozenset({"AGREE", "AID", "CONCEDE", "COOPERATE", "RETREAT"})
_SPEAKERS = frozenset({"i", "we"})
# Who arrests, charges or sentences, or laid the bomb, need not be said; who kills or criticises must be.
_AGENT_IS_PLAIN = frozenset({"arrest", "convict", "curfew", "deport", "expel", "explosives", "release"})
_DEED_PREPS = frozenset({"after", "before", "by", "in", "since", "while"})  # "by bombing", and not "for backing"
_LOOSE_DEPS = frozenset({"acl", "advcl", "ccomp", "conj", "pcomp", "relcl"})
_MOOD = {
    Realis.ASSERTED: 1.0,
    Realis.FUTURE: 0.75,
    Realis.NEGATED: 0.65,
    Realis.HYPOTHETICAL: 0.5,
    Realis.HABITUAL: 0.45,
}
_CONDITIONAL_OFFER = 0.75  # "would halt its offensive if"
_NO_ACTOR = 0.6
_PLAIN_AGENT_LEFT_OUT = 0.8
_UNKNOWN = 0.6  # a name that nothing is known of
_VAGUE = 0.6  # "people", "individuals", "members"
_NO_SECTOR = 0.8
_BETWEEN_COUNTRIES = 1.2  # what one country does to another is news
_PLAIN_WORDS = 0.7  # the prior from which an accusation or demand is one whoever it is aimed at
_AIMED_AT_NOBODY = 0.65
_MEETS_NOBODY = 0.7
_REPORTERS_ASK = 0.5  # their questions are no events
_PRIVATE = 0.6  # a journey or a meeting of private people
_PRESENT = 0.5
_BARE_NOUN = 0.5
_BARE_NOUN_WITH_BOTH = 0.75
_BARE_WORDS_WITH_BOTH = 0.65  # "his criticism of Beijing": known already
_PURPOSE_OF_VISIT = 0.6  # "flew to Cairo to meet"
_COMING_VISIT = 0.85
_IDLE_WARNING = 0.75  # a warning of nothing to come
_LOOSE_FORM = 0.6
_TOLD_ON_THE_SIDE = 0.75
_IN_QUOTES = 0.6
_FIRST_PERSON = 0.5


@dataclass(frozen=True, slots=True)
class BeliefWords:
    """The word lists of `data/belief.toml`."""

    vague: frozenset[str]


def load_belief_words() -> BeliefWords:
    """Read the word lists."""
    return BeliefWords(**read_word_lists("coding/data/belief.toml"))


@dataclass(frozen=True, slots=True)
class Telling:
    """How a sentence tells of the act."""

    realis: Realis
    is_quoted: bool  # stands in somebody's direct speech


def believe(
    tree: Tree,
    candidate: Candidate,
    actors: tuple[Party, ...],
    recipients: tuple[Party, ...],
    telling: Telling,
    words: BeliefWords,
) -> float:
    """Give the belief (0..1) that a candidate is an event, as a product of shares."""
    believed = candidate.pattern.weight
    believed *= _who(tree, candidate, actors, recipients, words)
    if is_performed(tree, candidate):
        return min(believed, 1.0)
    mood = _mood(tree, candidate, telling.realis)
    # An offer stands in a clause of its own: "said that it would halt its offensive if".
    is_offer = mood == _CONDITIONAL_OFFER
    believed *= mood if is_offer else min(mood, _form(tree, candidate, telling.realis, bool(recipients)))
    if telling.realis is Realis.ASSERTED and _crosses_border(actors, recipients):
        believed *= _BETWEEN_COUNTRIES
    if telling.is_quoted:
        believed *= _IN_QUOTES
    if _says_speaker(tree, candidate):
        believed *= _FIRST_PERSON
    return min(believed, 1.0)


def is_performed(tree: Tree, candidate: Candidate) -> bool:
    """Tell whether the words are the act: "we condemn", "I call on"."""
    carrier = candidate.carrier
    if candidate.pattern.event_type not in _VERBAL or not _says_speaker(tree, candidate):
        return False
    auxiliaries = [c for c in tree.children_by(carrier, "aux") if tree.tags[c] == "VBP"]
    is_now = tree.tags[carrier] == "VBP" or (tree.tags[carrier] == "VBG" and bool(auxiliaries))
    return is_now and tree.deps[carrier] in ("ROOT", "ccomp", "conj")


def is_plain_by_grammar(tree: Tree, candidate: Candidate) -> bool:
    """Tell the acts whose type hangs on what is offered, vowed or warned of, which grammar sees best.

    "Would halt its offensive if Kyiv withdrew" is an offer, "vowed to attack" a threat, "warned them to go" a request.
    """
    kind, verb = candidate.pattern.event_type, tree.lemmas[candidate.carrier]
    if kind in _GIVES and _has_condition(tree, candidate.carrier):
        return True
    return (kind == "THREATEN" and verb in VOWS) or (kind == "REQUEST" and verb == "warn")


def _has_condition(tree: Tree, carrier: int) -> bool:
    clauses = tree.children_by(carrier, "advcl")
    return any(tree.lemmas[m] in ("if", "unless") for c in clauses for m in tree.children_by(c, "mark"))


def _says_speaker(tree: Tree, candidate: Candidate) -> bool:
    return any(tree.words[i].lower() in _SPEAKERS for i in candidate.actors)


def _mood(tree: Tree, candidate: Candidate, realis: Realis) -> float:
    event_type, carrier = candidate.pattern.event_type, candidate.carrier
    if realis is Realis.HYPOTHETICAL and event_type in _GIVES and _has_condition(tree, carrier):
        return _CONDITIONAL_OFFER
    if realis is Realis.HYPOTHETICAL and event_type == "CONSULT" and tree.deps[carrier] == "advcl":
        return _PURPOSE_OF_VISIT
    if realis is Realis.FUTURE and event_type == "CONSULT":
        return _COMING_VISIT
    return _MOOD[realis]


def _who(
    tree: Tree, candidate: Candidate, actors: tuple[Party, ...], recipients: tuple[Party, ...], words: BeliefWords
) -> float:
    if actors:
        share = _known(tree, actors, candidate.actors, words)
        if candidate.pattern.event_type == "CONSULT" and all(p.sector == "CVL" for p in actors):
            share *= _PRIVATE
        if candidate.pattern.event_type == "REQUEST" and all(p.sector == "JRN" for p in actors):
            share *= _REPORTERS_ASK
    else:
        share = _PLAIN_AGENT_LEFT_OUT if may_leave_agent_out(candidate) else _NO_ACTOR
    if recipients:
        share *= _known(tree, recipients, candidate.recipients, words) ** 0.5
        share *= 0.95 if candidate.is_aimed_at_owner else 1.0
    elif candidate.pattern.weight < _PLAIN_WORDS and candidate.pattern.event_type in ("ACCUSE", "REQUEST"):
        share *= _AIMED_AT_NOBODY  # "expressed concern", "pushed for a law"
    elif candidate.pattern.mutual and len(actors) == 1 and tree.tags[candidate.actors[0]] in ("NN", "NNP", "PRP"):
        share *= _MEETS_NOBODY
    return share


def may_leave_agent_out(candidate: Candidate) -> bool:
    """Tell the acts that are news whoever did them."""
    return candidate.pattern.mode in _AGENT_IS_PLAIN or "legal" in candidate.pattern.contexts


def _crosses_border(actors: tuple[Party, ...], recipients: tuple[Party, ...]) -> bool:
    ours, theirs = {p.country for p in actors} - {None}, {p.country for p in recipients} - {None}
    return bool(ours and theirs and not ours & theirs)


def _known(tree: Tree, parties: tuple[Party, ...], heads: tuple[int, ...], words: BeliefWords) -> float:
    best = max(_known_one(p) for p in parties)
    return min(best, _VAGUE) if are_vague(tree, parties, heads, words) else best


def are_vague(tree: Tree, parties: tuple[Party, ...], heads: tuple[int, ...], words: BeliefWords) -> bool:
    """Tell whether parties are nobody in particular: "people", with no country, name or number beside them."""
    return all(p.country is None and p.name is None for p in parties) and all(
        tree.lemmas[i] in words.vague and not tree.children_by(i, "nummod") for i in heads
    )


def _known_one(party: Party) -> float:
    if party.country is not None:
        return 1.0
    if party.sector == "UNK":
        return _UNKNOWN
    if party.sector is None:
        return _UNKNOWN if party.name is not None else _NO_SECTOR
    return 1.0


def _form(tree: Tree, candidate: Candidate, realis: Realis, has_recipient: bool) -> float:
    """Weigh the form of the predicate: a finite past tense tells of an event, a present one of a state."""
    carrier = candidate.carrier
    if candidate.pattern.is_noun and carrier == candidate.frame.predicate:
        if not (has_recipient and candidate.actors):
            return _BARE_NOUN
        return _BARE_WORDS_WITH_BOTH if candidate.pattern.event_type in _VERBAL else _BARE_NOUN_WITH_BOTH
    tag = tree.tags[carrier]
    if tree.deps[carrier] == "amod":
        return _LOOSE_FORM * _TOLD_ON_THE_SIDE  # "the promised tariffs"
    auxiliaries = [c for c in tree.children[carrier] if tree.deps[c] in ("aux", "auxpass")]
    governor = tree.heads[carrier]
    is_under_present = tree.deps[carrier] == "xcomp" and tree.tags[governor] in ("VBZ", "VBP")  # "keeps promising"
    if is_under_present or _is_present(tree, carrier, auxiliaries):
        return 1.0 if _is_headline(tree) or not candidate.pattern.head else _PRESENT
    if tag == "VBG" and not auxiliaries and tree.deps[carrier] in ("ccomp", "csubj", "nsubj", "pobj", "conj", "ROOT"):
        return _LOOSE_FORM  # "banning the group is wrong"
    if tag == "VB" and realis is not Realis.FUTURE and tree.deps[carrier] in _LOOSE_DEPS:
        return _LOOSE_FORM
    if tag == "VBG" and tree.deps[carrier] in ("acl", "relcl"):
        return _LOOSE_FORM  # "the panel investigating him": who they are, not what they did
    if tree.deps[carrier] == "pcomp" and tree.lemmas[tree.heads[carrier]] not in _DEED_PREPS:
        return _LOOSE_FORM
    if tag == "VBN" and tree.deps[carrier] == "acl":
        return _TOLD_ON_THE_SIDE  # "deals struck by the ministry"
    clause = candidate.frame.clause
    if candidate.pattern.event_type == "THREATEN" and candidate.pattern.mode is None and clause is not None:
        is_finite = tree.tags[clause] not in ("VB", "VBG")  # "warned them that he had no power to"
        return _IDLE_WARNING if is_finite else 1.0
    return 1.0


def _is_present(tree: Tree, carrier: int, auxiliaries: list[int]) -> bool:
    tag = tree.tags[carrier]
    if tag in ("VBZ", "VBP"):
        return True
    if tag == "VB" and not auxiliaries and tree.child(carrier, "nsubj") is not None:
        return True  # "farmers support": the tagger took it for an infinitive
    finite = [c for c in auxiliaries if tree.tags[c] in ("VBZ", "VBP")]
    if tag == "VB":
        return any(tree.lemmas[c] == "do" for c in finite)
    # "is supported by", "are banned": a state, unless it is under way or over
    return tag == "VBN" and any(tree.deps[c] == "auxpass" for c in finite)


def _is_headline(tree: Tree) -> bool:
    """Headlines tell of the past in the present tense, and end without a stop."""
    return tree.words[-1] not in (".", "!", "?", '"', "”", "''", ":", ";", "’", "'")
