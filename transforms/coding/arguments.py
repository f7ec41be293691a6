"""Who stands where around a predicate: logical subject, object and prepositional objects from the dependency parse.

Passives, relative and participial clauses, control and coordination are undone here, so that a pattern need only ask
for "the subject" or "the object". All numbers are token indices within the sentence.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from transforms.coding.tree import Tree

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_OBJECTS = ("dobj", "obj")
_RELATIVES = frozenset({"who", "which", "that", "whom"})
# Verbs whose object does what the infinitive says ("urged Kyiv to withdraw"); with all others the subject does it.
OBJECT_CONTROL = frozenset(
    {
        "advise",
        "allow",
        "ask",
        "authorise",
        "authorize",
        "beg",
        "call",
        "cause",
        "compel",
        "convince",
        "direct",
        "empower",
        "enable",
        "encourage",
        "exhort",
        "expect",
        "force",
        "forbid",
        "get",
        "help",
        "implore",
        "instruct",
        "invite",
        "lead",
        "let",
        "make",
        "order",
        "permit",
        "persuade",
        "press",
        "prompt",
        "push",
        "request",
        "require",
        "tell",
        "tempt",
        "urge",
        "want",
        "warn",
    }
)


@dataclass(frozen=True, slots=True)
class Frame:
    """The arguments of one predicate, passive voice undone."""

    predicate: int
    subjects: list[int]  # who does it
    objects: list[int]  # to whom it is done
    datives: list[int] = field(default_factory=list)
    preps: dict[str, list[int]] = field(default_factory=dict)  # preposition -> its objects
    clause: int | None = None  # head of the clausal complement
    clause_subjects: list[int] = field(default_factory=list)
    complement: int | None = None  # predicate noun or adjective ("called it a sham")
    particles: frozenset[str] = frozenset()
    is_passive: bool = False


def _with_conjuncts(tree: Tree, heads: list[int]) -> list[int]:
    found: list[int] = []
    for head in heads:
        found += [i for i in tree.conjuncts(head) if i not in found and tree.pos[i] not in ("VERB", "AUX")]
    return found


def is_passive(tree: Tree, verb: int) -> bool:
    """Tell whether a verb stands in the passive, as a clause or as a participle behind its noun."""
    if any(tree.deps[c] in ("auxpass", "nsubjpass") for c in tree.children[verb]):
        return True
    dep = tree.deps[verb]
    if tree.tags[verb] != "VBN" and not (tree.tags[verb] == "VBD" and dep == "conj"):  # taggers mix the two up
        return False
    if dep == "conj":
        head = tree.heads[verb]
        own = any(tree.deps[c] in ("aux", "nsubj", "xcomp", "ccomp", *_OBJECTS) for c in tree.children[verb])
        return not own and tree.pos[head] == "VERB" and is_passive(tree, head)
    if any(tree.deps[c] == "aux" and tree.lemmas[c] == "have" for c in tree.children[verb]):
        return False  # "though the White House has threatened": perfect, not passive
    # "the man arrested on Monday", "accused of spying, he fled", and headlines: "Two held over killing"
    return dep in ("acl", "advcl", "amod") or (dep == "ROOT" and not tree.children_by(verb, "aux", "ccomp", *_OBJECTS))


def surface_subjects(tree: Tree, verb: int, depth: int = 0) -> list[int]:
    """Find the grammatical subject of a verb, its own or the one it shares with the clause above."""
    if depth > 8:  # a broken parse may send us in circles
        return []
    own = tree.children_by(verb, *_SUBJECTS)
    if own:
        subject = own[0]
        if tree.lemmas[subject] in _RELATIVES and tree.deps[verb] in ("relcl", "acl") and tree.heads[verb] < verb:
            return _with_conjuncts(tree, [tree.heads[verb]])
        return _with_conjuncts(tree, [subject])
    dep, head = tree.deps[verb], tree.heads[verb]
    if head == verb:
        return []
    if dep != "conj" and tree.tags[verb] in ("VBD", "VBZ", "VBP"):
        return _lost_subject(tree, verb)
    if dep == "conj":
        return surface_subjects(tree, head, depth + 1) if tree.pos[head] in ("VERB", "AUX") else []
    if dep in ("acl", "relcl"):
        # "troops advancing on", "the man arrested"; an infinitive ("plan to attack") is done by whoever owns the noun
        if is_headline_infinitive(tree, verb):
            return _with_conjuncts(tree, [head])
        if tree.tags[verb] == "VB":
            return owner(tree, head) or light_subjects(tree, head, depth + 1)
        return _with_conjuncts(tree, [head])
    if dep in ("xcomp", "advcl", "ccomp", "dep") and tree.pos[head] in ("VERB", "AUX"):
        if dep == "xcomp" and tree.lemmas[head] in OBJECT_CONTROL:
            objects = tree.children_by(head, *_OBJECTS, "dative")
            if objects:
                return _with_conjuncts(tree, [objects[0]])
            if is_passive(tree, head):  # "was forced to resign"
                return surface_subjects(tree, head, depth + 1)
        if dep == "ccomp" and tree.tags[verb] not in ("VB", "VBG"):
            return []
        return surface_subjects(tree, head, depth + 1)
    if dep == "pcomp":
        governor = tree.heads[head]  # "by bombing": done by the subject of the verb that the preposition hangs on
        if tree.pos[governor] in ("VERB", "AUX"):
            if tree.lemmas[head] in ("of", "for", "from") and tree.children_by(governor, *_OBJECTS):
                return _with_conjuncts(tree, tree.children_by(governor, *_OBJECTS)[:1])
            return surface_subjects(tree, governor, depth + 1)
        return owner(tree, governor)
    if dep in ("prep", "oprd", "acomp", "attr") and tree.pos[head] in ("VERB", "AUX"):
        return surface_subjects(tree, head, depth + 1)
    return []


def _lost_subject(tree: Tree, verb: int) -> list[int]:
    """A finite verb without a subject: the parser took "and Putin on Friday dismissed …" for a list of nouns."""
    for i in range(verb - 1, max(-1, verb - 7), -1):
        is_listed = tree.deps[i] == "conj" and tree.pos[i] in ("PROPN", "NOUN")
        if is_listed and tree.deps[i - 1] in ("cc", "amod", "compound", "det"):
            return [i]
        if tree.deps[i] in ("nsubj", "nsubjpass") or tree.pos[i] in ("VERB", "AUX"):
            return []
    return []


def is_headline_infinitive(tree: Tree, verb: int) -> bool:
    """Tell "Premier to visit Hanoi", which has no finite verb, from "a plan to visit Hanoi"."""
    head = tree.heads[verb]
    return tree.deps[verb] in ("acl", "relcl") and tree.tags[verb] == "VB" and tree.heads[head] == head


def owner(tree: Tree, noun: int) -> list[int]:
    """Find the possessor of a noun: "Russia's plan", "the plan of Russia"."""
    poss = tree.child(noun, "poss")
    return _with_conjuncts(tree, [poss]) if poss is not None else []


def light_subjects(tree: Tree, noun: int, depth: int = 0) -> list[int]:
    """Find the subject of the verb whose object a noun is ("Russia made a threat to …")."""
    head = tree.heads[noun]
    if tree.deps[noun] in _OBJECTS and tree.pos[head] == "VERB":
        return surface_subjects(tree, head, depth + 1)
    return []


def prep_objects(tree: Tree, i: int) -> dict[str, list[int]]:
    """Map each preposition below token i to its objects; nested ones count too ("out of the east")."""
    found: dict[str, list[int]] = {}
    for c in tree.children[i]:
        if tree.deps[c] in ("prep", "agent", "dative") and tree.pos[c] != "NOUN":
            name = tree.lemmas[c]
            objects = tree.children_by(c, "pobj")
            if objects:
                found.setdefault(name, []).extend(_with_conjuncts(tree, objects))
            for inner in tree.children_by(c, "prep"):
                nested = tree.children_by(inner, "pobj")
                if nested:
                    found.setdefault(f"{name} {tree.lemmas[inner]}", []).extend(_with_conjuncts(tree, nested))
    return found


def _relative_object(tree: Tree, verb: int) -> list[int]:
    """ "the offensive that he launched", "the man they arrested": the noun is the object of its relative clause."""
    head = tree.heads[verb]
    if tree.deps[verb] != "relcl" or head >= verb:
        return []
    objects = tree.children_by(verb, *_OBJECTS)
    if any(tree.lemmas[o] in _RELATIVES for o in objects):
        return _with_conjuncts(tree, [head])
    subjects = tree.children_by(verb, "nsubj")
    if not objects and subjects and tree.lemmas[subjects[0]] not in _RELATIVES:
        return _with_conjuncts(tree, [head])
    return []


def verb_frame(tree: Tree, verb: int) -> Frame:
    """Collect the arguments of a verb."""
    passive = is_passive(tree, verb)
    preps = prep_objects(tree, verb)
    surface = surface_subjects(tree, verb)
    objects = _with_conjuncts(tree, tree.children_by(verb, *_OBJECTS))
    objects = [o for o in objects if tree.lemmas[o] not in _RELATIVES] or _relative_object(tree, verb)
    agents = [o for c in tree.children_by(verb, "agent") for o in _with_conjuncts(tree, tree.children_by(c, "pobj"))]
    for o in objects:  # "launched an attack on X": what hangs on the object serves the verb too
        for name, nested in prep_objects(tree, o).items():
            preps.setdefault(name, nested)
    if not objects and not passive:
        objects = _shared_object(tree, verb)
    clause = tree.child(verb, "ccomp", "xcomp")
    return Frame(
        predicate=verb,
        subjects=agents if passive else surface,
        objects=surface if passive else objects,
        datives=_with_conjuncts(tree, [c for c in tree.children_by(verb, "dative") if tree.pos[c] != "ADP"]),
        preps=preps,
        clause=clause,
        clause_subjects=_clause_subjects(tree, verb, clause),
        complement=tree.child(verb, "oprd", "attr", "acomp"),
        particles=frozenset(
            tree.lemmas[c] for c in tree.children[verb] if tree.deps[c] in ("prt", "advmod", "prep") and c > verb
        ),
        is_passive=passive,
    )


def _shared_object(tree: Tree, verb: int) -> list[int]:
    """ "bombed and captured the town": the first verb shares the object of the next one beside it."""
    for c in tree.children_by(verb, "conj"):
        if c - verb <= 2 and tree.pos[c] == "VERB":
            return _with_conjuncts(tree, tree.children_by(c, *_OBJECTS)) or _shared_object(tree, c)
    return []


def _clause_subjects(tree: Tree, verb: int, clause: int | None) -> list[int]:
    if clause is None:
        return []
    own = tree.children_by(clause, "nsubj", "nsubjpass")
    if own:
        return _with_conjuncts(tree, own[:1])
    objects = tree.children_by(verb, *_OBJECTS)
    return _with_conjuncts(tree, objects[:1])


def noun_frame(tree: Tree, noun: int, light: int | None) -> Frame:
    """Collect the arguments of a noun that names an act, and of the light verb that carries it, if any."""
    preps = prep_objects(tree, noun)
    doers = owner(tree, noun) + preps.get("by", [])
    objects: list[int] = []
    for c in tree.children_by(noun, "acl"):  # "an attack carried out by rebels", "an offensive launched by Russia"
        if tree.tags[c] == "VBN":
            doers += prep_objects(tree, c).get("by", [])
    if light is not None:
        frame = verb_frame(tree, light)
        doers = doers or [s for s in frame.subjects if s != noun]
        for name, nested in frame.preps.items():
            if nested != [noun]:
                preps.setdefault(name, nested)
        objects = frame.datives
        return Frame(noun, doers, objects, frame.datives, preps, is_passive=frame.is_passive)
    if not doers:
        doers = [c for c in tree.children_by(noun, "amod", "compound", "nmod") if tree.entities[c] in ("NORP", "GPE")]
    return Frame(noun, doers, objects, [], preps)
