"""What is said as against who says it: attribution, demands in reported speech, and judgements.

"Putin says Ukraine must withdraw" is a REQUEST by Putin; "he called the demands a sham" is an ACCUSE.
"""

from __future__ import annotations

from dataclasses import dataclass

from transforms.coding.arguments import Frame, surface_subjects, verb_frame
from transforms.coding.candidates import Candidate, IsParty, owners
from transforms.coding.lexicon import LightVerb, plain_pattern
from transforms.coding.tree import Tree
from transforms.datafiles import read_word_lists
from transforms.speech_verbs import VERBS

_NO_FLAGS = LightVerb()


@dataclass(frozen=True, slots=True)
class SpeechWords:
    """The verbs of saying and judging, and the word lists of `data/speech.toml`."""

    saying: frozenset[str]
    judging: frozenset[str]
    condemning: frozenset[str]
    obliging: frozenset[str]
    yielding: frozenset[str]


def load_speech_words() -> SpeechWords:
    """Read the word lists."""
    return SpeechWords(VERBS.saying, VERBS.judging, **read_word_lists("coding/data/speech.toml"))


_DEMAND = plain_pattern("REQUEST", None, 0.7)
_DEMAND_TO_YIELD = plain_pattern("REQUEST", "yield", 0.8)
_JUDGEMENT = plain_pattern("ACCUSE", "disapprove", 0.85)


def find_saying(tree: Tree, i: int, words: SpeechWords) -> int | None:
    """Find the verb of saying whose clause token i belongs to."""
    below = i
    for above in tree.ancestors(i):
        if tree.pos[above] == "VERB" and tree.lemmas[above] in words.saying and tree.deps[below] in ("ccomp", "xcomp"):
            return above
        if tree.deps[below] == "parataxis" and tree.lemmas[below] in words.saying:
            return below
        below = above
    return None


def find_reporters(tree: Tree, i: int, words: SpeechWords) -> list[int]:
    """Find who only reports what stands at token i: the subject of a verb of saying that has a whole clause to it.

    "Guards were killed, the police chief said", but not "the army claims to have killed them" or "said it killed them".
    """
    saying = find_saying(tree, i, words)
    subject = tree.child(i, "nsubj")
    if saying is None or (subject is not None and tree.pos[subject] == "PRON"):
        return []
    chain = [i, *tree.ancestors(i)]
    is_control = saying in chain and tree.deps[chain[chain.index(saying) - 1]] == "xcomp"
    return [] if is_control else surface_subjects(tree, saying)


def find_source(tree: Tree, i: int, words: SpeechWords) -> list[int]:
    """Find who is said to report what stands at token i: the subject of the verb of saying, or "according to X"."""
    saying = find_saying(tree, i, words)
    if saying is not None:
        return surface_subjects(tree, saying)
    for above in (i, *tree.ancestors(i)):
        for c in tree.children_by(above, "prep"):
            if tree.lemmas[c] in ("accord", "according"):
                to = tree.child(c, "prep")
                return tree.children_by(to if to is not None else c, "pobj")
    return []


def find_speech_acts(tree: Tree, words: SpeechWords, is_party: IsParty) -> list[Candidate]:
    """List the demands and judgements that no verb of the lexicon names, left to right."""
    found = []
    for i in range(len(tree)):
        if tree.pos[i] not in ("VERB", "AUX"):
            continue
        act = (
            _judgement(tree, i, words, is_party)
            if tree.lemmas[i] in words.judging
            else _demand(tree, i, words, is_party)
        )
        if act is not None:
            found.append(act)
    return found


def _demand(tree: Tree, verb: int, words: SpeechWords, is_party: IsParty) -> Candidate | None:
    must = next((c for c in tree.children_by(verb, "aux") if tree.lemmas[c] == "must"), None)
    if must is None:
        head = tree.heads[verb]  # "has to withdraw", "needs to stop"
        if (
            tree.deps[verb] != "xcomp"
            or tree.lemmas[head] not in ("have", "need")
            or tree.lemmas[head] not in words.obliging
        ):
            return None
        if any(tree.lemmas[c] == "yet" for c in (*tree.children[head], *tree.children[verb])):
            return None  # "have yet to offer"
        must, asked = head, surface_subjects(tree, head)
    else:
        subject = tree.child(verb, "nsubj", "nsubjpass")
        asked = [] if subject is None else tree.conjuncts(subject)
    saying = find_saying(tree, verb if must > verb or tree.deps[verb] == "ccomp" else must, words)
    if saying is None:
        saying = find_saying(tree, verb, words)
    if saying is None:
        return None
    if tree.tags[must] == "VBG":
        return None  # "argued that they would bear the cost of having to issue licences"
    if tree.lemmas[must] == "need":  # "they need to", "you need to": advice
        asked = [a for a in asked if tree.pos[a] != "PRON"]
    speakers = [s for s in surface_subjects(tree, saying) if is_party(s)]
    addressees = [
        a
        for a in asked
        if is_party(a) and a not in speakers and tree.lemmas[a] not in ("we", "i", "he", "she", "it", "they", "you")
    ]
    if not speakers or not addressees:
        return None
    pattern = _DEMAND_TO_YIELD if tree.lemmas[verb] in words.yielding else _DEMAND
    trigger = tuple(sorted((must, verb)))
    return Candidate(
        pattern, verb_frame(tree, saying), trigger, tuple(speakers), tuple(addressees), saying, _NO_FLAGS, False
    )


def _judgement(tree: Tree, verb: int, words: SpeechWords, is_party: IsParty) -> Candidate | None:
    frame = verb_frame(tree, verb)
    verdict = _condemning_word(tree, frame, words)
    if verdict is None or (not frame.objects and not frame.clause_subjects):
        return None
    actors = tuple(s for s in frame.subjects if is_party(s))
    targets = frame.objects or frame.clause_subjects
    recipients = tuple(t for t in targets if is_party(t))
    aimed = False
    if not recipients:
        recipients = tuple(o for t in targets for o in owners(tree, t) if is_party(o) and o not in actors)
        aimed = bool(recipients)
    if not actors:
        return None
    return Candidate(_JUDGEMENT, frame, tuple(sorted((verb, verdict))), actors, recipients, verb, _NO_FLAGS, aimed)


def _condemning_word(tree: Tree, frame: Frame, words: SpeechWords) -> int | None:
    places = [] if frame.complement is None else [frame.complement]
    if frame.clause is not None and not places:
        places = [frame.clause, *tree.children_by(frame.clause, "attr", "acomp")]
    places += [c for o in frame.objects for c in tree.children_by(o, "appos")]  # "called it a sham", misread
    for c in tree.children_by(frame.predicate, "prep"):
        if tree.lemmas[c] == "as":
            places += tree.children_by(c, "pobj", "amod", "pcomp")
    for place in places:
        for token in (place, *tree.children_by(place, "amod", "acomp", "attr")):
            if tree.lemmas[token] in words.condemning:
                return token
    return None
