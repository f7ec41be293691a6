"""Where the lexicon's patterns fit a sentence: each fit is a candidate event.

Nothing is decided here but the frame: who the parties are, whether it happened, and whether it is believed come later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from transforms.coding.arguments import Frame, noun_frame, verb_frame
from transforms.coding.lexicon import Lexicon, LightVerb, Pattern
from transforms.coding.tree import Tree

_PLAIN = LightVerb()
# Acts in words are aimed at whoever stands behind their object: "rejected Putin's conditions".
_AIMED_AT_OWNER = frozenset({"ACCUSE", "REJECT", "REQUEST", "SUPPORT", "THREATEN", "CONCEDE", "AGREE", "SANCTION"})
# Acts in words need somebody who says them; only a passive may leave that open ("was accused of").
NEED_A_SPEAKER = frozenset({"ACCUSE", "AGREE", "CONCEDE", "CONSULT", "REJECT", "REQUEST", "SUPPORT", "THREATEN"})
VOWS = frozenset({"vow", "swear"})  # a promise, or a threat where harm is vowed
# "His rivals criticised": these do not act for the one whose they are.
_AGAINST_THEIR_OWNER = frozenset(
    {
        "accuser",
        "adversary",
        "captor",
        "challenger",
        "competitor",
        "critic",
        "detractor",
        "enemy",
        "foe",
        "opponent",
        "rival",
    }
)
_ANSWERED = frozenset({"REQUEST", "AGREE"})  # these acts have an answer, and it tells whom they were aimed at
_STRETCHES = frozenset({"day", "hour", "minute", "month", "round", "series", "session", "week"})
_PROMISES = frozenset({"AGREE", "THREATEN"})  # aimed at whoever the promised act is aimed at
_TOWARDS = ("with", "against", "for")
_PLACE_PREPS = frozenset({"in", "inside", "near", "outside"})  # what stands there is a party only by its name
_NEAR = 6  # tokens that an object or subject may stand from its verb to be one trigger with it
_NO_TARGETS = frozenset({"CARDINAL", "DATE", "TIME"})
_OWNER_PREPS = ("of", "by", "from", "between", "against")

IsParty = Callable[[int], bool]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One pattern that fits at one word. Actors and recipients are token indices of phrase heads."""

    pattern: Pattern
    frame: Frame
    trigger: tuple[int, ...]  # tokens, in text order
    actors: tuple[int, ...]
    recipients: tuple[int, ...]
    carrier: int  # the verb whose tense and mood count: the trigger itself, or its light verb
    light: LightVerb
    is_aimed_at_owner: bool  # the recipient stands behind the object, not in the slot itself
    outcomes: tuple[int, ...] = ()  # verbs of what it led to ("killing 12"), told with it


def find_candidates(tree: Tree, lexicon: Lexicon, is_party: IsParty) -> list[Candidate]:
    """List the best-fitting pattern at each word of the sentence, left to right.

    `is_party` tells whether a phrase, given by its head token, can be somebody who acts.
    """
    hidden = _not_events(tree, lexicon)
    found = []
    for i, lemma in enumerate(tree.lemmas):
        if i in hidden:
            continue
        if tree.pos[i] == "VERB" and lemma in lexicon.verbs:
            candidate = _match_verb(tree, i, lemma, lexicon, is_party)
        elif tree.pos[i] == "NOUN" and (verb := _hidden_verb(tree, i, lexicon)) is not None:
            candidate = _match_verb(tree, i, verb, lexicon, is_party)
        elif tree.pos[i] in ("NOUN", "PROPN") and lemma in lexicon.nouns and tree.deps[i] != "compound":
            candidate = _match_noun(tree, i, lexicon, is_party)
        else:
            continue
        if candidate is not None:
            found.append(candidate)
    return found


def _not_events(tree: Tree, lexicon: Lexicon) -> set[int]:
    """Find the words that stand in a fixed expression such as "price war"."""
    hidden: set[int] = set()
    for i, lemma in enumerate(tree.lemmas):
        for phrase in lexicon.not_events.get(lemma, ()):
            if tuple(tree.lemmas[i : i + len(phrase)]) == phrase:
                hidden.update(range(i, i + len(phrase)))
    return hidden


def _hidden_verb(tree: Tree, i: int, lexicon: Lexicon) -> str | None:
    """Find the verb in a participle that the tagger took for a noun: "bombing, encircling and capturing cities"."""
    word = tree.words[i].lower()
    if not word.endswith("ing") or tree.deps[i] in ("compound", "pobj", "nsubj", "dobj"):
        return None
    if not any(tree.tags[c] == "VBG" or tree.deps[c] == "dobj" for c in tree.children_by(i, "conj", "dobj")):
        return None
    stem = word[:-3]
    return next((verb for verb in (stem, f"{stem}e", stem[:-1]) if verb in lexicon.verbs), None)


def _match_verb(tree: Tree, verb: int, lemma: str, lexicon: Lexicon, is_party: IsParty) -> Candidate | None:
    frame = verb_frame(tree, verb)
    if any(tree.lemmas[s] in lexicon.figurative_subjects for s in frame.subjects):
        return None
    for pattern in lexicon.verbs[lemma]:
        if not _fits(tree, frame, pattern):
            continue
        recipients, aimed = _recipients(tree, frame, pattern, is_party)
        actors = _actors(tree, frame, pattern, is_party, recipients)
        if actors is None:
            continue
        if not recipients and lacks_recipient(tree, frame, pattern, actors):
            continue
        trigger = _verb_trigger(tree, frame, pattern)
        pattern = _with_doer(tree, actors, _with_content(tree, frame, pattern, lexicon), lexicon)
        return Candidate(pattern, frame, trigger, actors, recipients, verb, _PLAIN, aimed)
    return None


def lacks_recipient(tree: Tree, frame: Frame, pattern: Pattern, actors: tuple[int, ...]) -> bool:
    """Tell "met a deadline", which is aimed at nobody, from "the two ministers met", who met each other."""
    several = len(actors) > 1 or any(tree.tags[i] in ("NNS", "NNPS") for i in actors)
    return pattern.party_recipient and not (pattern.mutual and several and not frame.objects)


def _match_noun(tree: Tree, noun: int, lexicon: Lexicon, is_party: IsParty) -> Candidate | None:
    light = _light_verb(tree, noun, lexicon)
    flags = lexicon.light_verbs[tree.lemmas[light]] if light is not None else _PLAIN
    if flags.ends:  # "halted its offensive" is what the verb says, not an offensive
        return None
    frame = noun_frame(tree, noun, light)
    for pattern in lexicon.nouns[tree.lemmas[noun]]:
        width = len(pattern.modifiers)
        if tuple(tree.lemmas[max(0, noun - width) : noun]) != pattern.modifiers or not _fits(tree, frame, pattern):
            continue
        recipients, aimed = _recipients(tree, frame, pattern, is_party)
        if pattern.mutual and light is None:  # "the Ukraine summit" is about Ukraine, not held by it
            frame = replace(frame, subjects=[s for s in frame.subjects if tree.deps[s] != "compound"])
        actors = _actors(tree, frame, pattern, is_party, recipients)
        if flags.passive and not recipients:
            recipients, actors = actors or (), ()
        if (not actors and not recipients) or (pattern.party_recipient and not recipients):
            continue
        if not actors and pattern.event_type not in ("ASSAULT", "COERCE"):
            continue
        if actors and not recipients and light is None and pattern.event_type in _ANSWERED:
            recipients = _answerer(tree, noun, lexicon, is_party)
        if not recipients and light is None and pattern.event_type in NEED_A_SPEAKER:
            continue  # "his demands", "the warning": known already, and aimed at nobody
        pattern = _with_content(tree, frame, pattern, lexicon)
        trigger = tuple(sorted({*range(noun - width, noun + 1), *([light] if light is not None else [])}))
        carrier = noun if light is None else light
        return Candidate(pattern, frame, trigger, actors or (), recipients, carrier, flags, aimed)
    return None


def _with_content(tree: Tree, frame: Frame, pattern: Pattern, lexicon: Lexicon) -> Pattern:
    """Read the mode of a demand, refusal or threat off what is demanded, refused or threatened."""
    heads = [*([] if frame.clause is None else [frame.clause]), *frame.objects, *frame.preps.get("for", [])]
    if pattern.event_type == "AGREE" and tree.lemmas[frame.predicate] in VOWS:
        harm = lexicon.content_modes["THREATEN"]
        threat = next((harm[tree.lemmas[i]] for i in _vowed(tree, frame.clause) if tree.lemmas[i] in harm), None)
        return pattern if threat is None else replace(pattern, event_type="THREATEN", mode=threat)
    modes = lexicon.content_modes.get(pattern.event_type)
    if modes is None or pattern.mode is not None:
        return pattern
    mode = next((modes[tree.lemmas[i]] for i in heads if tree.lemmas[i] in modes), None)
    return pattern if mode is None else replace(pattern, mode=mode)


def _vowed(tree: Tree, clause: int | None) -> list[int]:
    """List what is vowed, from the clause inwards: "vowed that he is ready to wage war"."""
    found: list[int] = []
    while clause is not None and clause not in found:
        found.append(clause)
        clause = tree.child(clause, "xcomp", "acomp")
    return found


def _with_doer(tree: Tree, actors: tuple[int, ...], pattern: Pattern, lexicon: Lexicon) -> Pattern:
    """Read the mode of an attack off who makes it: jets bomb from the air, and so do drones."""
    if pattern.event_type != "ASSAULT" or pattern.mode not in (None, "explosives"):
        return pattern
    doers = {tree.lemmas[i] for i in actors}
    if "drone" in doers:
        return replace(pattern, mode="drone")
    return replace(pattern, mode="aerial") if doers & lexicon.classes["warplanes"] else pattern


def _answerer(tree: Tree, noun: int, lexicon: Lexicon, is_party: IsParty) -> tuple[int, ...]:
    """Find whom a demand or offer was made to by who answers it: "Kyiv rejected a request from Budapest"."""
    verb = tree.heads[noun]
    if tree.deps[noun] != "dobj" or tree.lemmas[verb] not in lexicon.classes["answering"]:
        return ()
    return tuple(s for s in verb_frame(tree, verb).subjects if is_party(s))


def _light_verb(tree: Tree, noun: int, lexicon: Lexicon) -> int | None:
    """Find the verb that carries a noun: its governor, or the relative clause behind it ("the raid they made")."""
    for c in tree.children_by(noun, "relcl"):
        if tree.lemmas[c] in lexicon.light_verbs and tree.children_by(c, "dobj", "nsubjpass", "nsubj"):
            return c
    head = tree.heads[noun]
    if tree.deps[noun] in ("dobj", "nsubjpass", "obj") and tree.lemmas[head] in lexicon.light_verbs:
        return head
    if tree.deps[noun] == "pobj" and tree.lemmas[head] == "of" and tree.lemmas[tree.heads[head]] in _STRETCHES:
        stretch = tree.heads[head]  # "held three hours of talks"
        if tree.deps[stretch] in ("dobj", "nsubjpass") and tree.lemmas[tree.heads[stretch]] in lexicon.light_verbs:
            return tree.heads[stretch]
    if tree.deps[noun] == "conj":
        first = tree.heads[noun]
        if tree.deps[first] in ("dobj", "nsubjpass") and tree.lemmas[tree.heads[first]] in lexicon.light_verbs:
            return tree.heads[first]
    return None


def _fits(tree: Tree, frame: Frame, pattern: Pattern) -> bool:
    if pattern.particles and not _has_particles(tree, frame.predicate, pattern.particles):
        return False
    if pattern.needs_clause and not _has_clause(tree, frame, pattern):
        return False
    if pattern.subjects and not _heads(tree, frame.subjects) & pattern.subjects:
        return False
    if pattern.objects or pattern.objects_not:
        heads = _heads(tree, [*frame.objects, *([] if frame.complement is None else [frame.complement])])
        if pattern.objects and not heads & pattern.objects:
            return False
        if heads & pattern.objects_not:
            return False
    if pattern.preps:
        return any(
            name in frame.preps and ("*" in words or _heads(tree, frame.preps[name]) & words)
            for name, words in pattern.preps.items()
        )
    return True


def _has_clause(tree: Tree, frame: Frame, pattern: Pattern) -> bool:
    """Ask for a clause; a request needs one that is still to be done: "told them to leave", not "told them that"."""
    if frame.clause is None:
        return False
    if pattern.event_type != "REQUEST":
        return True
    modals = [c for c in tree.children_by(frame.clause, "aux") if tree.tags[c] == "MD"]
    if modals:
        return any(tree.lemmas[c] in ("must", "should") for c in modals)
    return tree.tags[frame.clause] == "VB"


def _has_particles(tree: Tree, verb: int, particles: frozenset[str]) -> bool:
    near = {
        tree.lemmas[c]
        for c in tree.children[verb]
        if c > verb
        and (c == verb + 1 or tree.child(c, "pobj") is None)  # "gave in", not "gave a speech in Athens"
        and (tree.pos[c] in ("ADP", "ADV", "PART", "ADJ", "SCONJ") or tree.deps[c] in ("ccomp", "xcomp"))
    }
    if verb + 1 < len(tree):
        near.add(tree.lemmas[verb + 1])
    return particles <= near


def _heads(tree: Tree, tokens: Iterable[int]) -> set[str]:
    """Collect head lemmas, and head with the word before it ("martial law")."""
    found: set[str] = set()
    for i in tokens:
        found.add(tree.lemmas[i])
        if i:
            found.add(f"{tree.lemmas[i - 1]} {tree.lemmas[i]}")
    return found


def slot(tree: Tree, frame: Frame, name: str) -> list[int]:
    """Look up what stands in a frame's slot: object, dative, subject, poss, clause-subject, prep:on, object-poss …"""
    kind, _, word = name.partition(":")
    if kind == "object":
        return frame.objects
    if kind == "subject":
        return frame.subjects
    if kind == "dative":
        return frame.datives or frame.preps.get("to", [])
    if kind == "clause-subject":
        return frame.clause_subjects
    if kind == "prep":
        found = frame.preps.get(word, [])
        return [i for i in found if tree.entities[i]] if word in _PLACE_PREPS else found
    if kind == "poss":
        poss = tree.child(frame.predicate, "poss")
        return [] if poss is None else tree.conjuncts(poss)
    if kind == "object-poss":
        return [i for o in frame.objects for i in tree.children_by(o, "poss")]
    if kind == "object-prep":
        return [
            i
            for o in frame.objects
            for c in tree.children_by(o, "prep")
            if tree.lemmas[c] == word
            for i in tree.children_by(c, "pobj")
        ]
    raise ValueError(f"the lexicon asks for the unknown slot {name!r}")


def _recipients(tree: Tree, frame: Frame, pattern: Pattern, is_party: IsParty) -> tuple[tuple[int, ...], bool]:
    if pattern.hits_things:
        return _struck(tree, frame, pattern), False
    for name in pattern.recipient:
        heads = slot(tree, frame, name)
        if heads and is_party(
            heads[0]
        ):  # in a list of things the last may be people: "promised raises and more police"
            return tuple(dict.fromkeys(i for i in heads if is_party(i))), False
    if pattern.event_type in _AIMED_AT_OWNER or pattern.event_type == "ASSAULT":
        for name in (*pattern.recipient, "object", *(f"prep:{prep}" for prep in pattern.preps)):
            for i in slot(tree, frame, name):
                behind = next((o for o in owners(tree, i) if is_party(o) and o not in frame.subjects), None)
                if behind is not None:
                    return tuple(o for o in tree.conjuncts(behind) if is_party(o)), True
    if pattern.event_type in _PROMISES and frame.clause is not None:
        inner = verb_frame(tree, frame.clause)  # "promised to send troops to Mali": promised to Mali
        towards = (inner.preps.get(word, []) for word in _TOWARDS)
        for aimed in (inner.preps.get("to", []), inner.objects, inner.datives, *towards):
            parties = tuple(i for i in aimed if is_party(i) and i not in frame.subjects)
            if parties:
                return parties, True
    return (), False


def _struck(tree: Tree, frame: Frame, pattern: Pattern) -> tuple[int, ...]:
    """Find what a blast strikes, party or not: "a bomb exploded in a restaurant"."""
    for name in pattern.recipient:
        kind, _, word = name.partition(":")
        heads = frame.preps.get(word, []) if kind == "prep" else slot(tree, frame, name)
        struck = tuple(i for i in heads if tree.pos[i] in ("NOUN", "PROPN") and tree.entities[i] not in _NO_TARGETS)
        if struck:
            return struck
    return ()


def owners(tree: Tree, i: int) -> list[int]:
    """List who stands behind a thing: its possessor, its nationality, or the party in its "of", "by" or "from"."""
    found = list(tree.children_by(i, "poss"))
    found += [c for c in tree.children_by(i, "amod", "compound", "nmod") if tree.entities[c] in ("NORP", "GPE", "ORG")]
    for c in tree.children_by(i, "prep", "agent"):
        if tree.lemmas[c] in _OWNER_PREPS:
            for o in tree.children_by(c, "pobj"):
                found += [o, *owners(tree, o)]
    return found


def _actors(
    tree: Tree, frame: Frame, pattern: Pattern, is_party: IsParty, recipients: tuple[int, ...]
) -> tuple[int, ...] | None:
    """Find who acts; () where the agent is left out, None where somebody acts who cannot be a party."""
    heads = frame.subjects if pattern.actor == "subject" else slot(tree, frame, pattern.actor)
    if pattern.actor != "subject" and not heads:
        heads = [s for s in frame.subjects if s not in recipients]
    parties = tuple(dict.fromkeys(i for i in heads if is_party(i) and i not in recipients))
    if parties:
        return parties
    if heads and pattern.actor == "subject":
        # "the army's guns fired", "the bill bans": a thing acts for its owner only where it is said whose it is
        things = [h for h in heads if tree.lemmas[h] not in _AGAINST_THEIR_OWNER]
        behind = tuple(o for h in things for o in tree.children_by(h, "poss") if is_party(o) and o not in recipients)
        if behind:
            return behind
    if pattern.is_noun or frame.is_passive or (not pattern.party_actor and pattern.event_type not in NEED_A_SPEAKER):
        return () if recipients else None
    return None


def _verb_trigger(tree: Tree, frame: Frame, pattern: Pattern) -> tuple[int, ...]:
    tokens = {frame.predicate}
    for c in tree.children[frame.predicate]:
        if tree.lemmas[c] in pattern.particles:
            tokens.add(c)
    if pattern.subjects:
        tokens.update(s for s in frame.subjects if abs(s - frame.predicate) <= _NEAR)
    if pattern.objects:
        tokens.update(
            o for o in frame.objects if tree.lemmas[o] in pattern.objects and abs(o - frame.predicate) <= _NEAR
        )
    return tuple(sorted(tokens))
