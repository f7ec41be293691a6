"""What the reader finds and what grammar proposes, joined: each act with its type, mode and parties.

The reader knows likely from unlikely; the grammar knows where a phrase begins and ends, who stands behind a pronoun,
and which words only a list can tell. Where both speak of the same words, both count.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from transforms.coding.arguments import noun_frame, verb_frame
from transforms.coding.belief import is_plain_by_grammar
from transforms.coding.candidates import Candidate
from transforms.coding.cast import Cast
from transforms.coding.identity import are_same_parties, are_within, is_among
from transforms.coding.lexicon import LightVerb, plain_pattern
from transforms.coding.nominals import PRONOUNS
from transforms.coding.ontology import Ontology
from transforms.coding.reader import Act
from transforms.coding.tree import Tree
from transforms.records import Party

LEAST_LIKELY = 0.12
_LEXICON_COUNTS = 2.0  # by how much a sure word of the lexicon raises the log-odds of its type
_PLAIN_COUNTS = 1.0  # by how much grammar wins where it sees plainly
_GRAMMAR_COUNTS = 1.2  # and a grammatical argument those of a party
_PRONOUN_COUNTS = 0.6  # what is added where it is a pronoun: the reader does not see whom it stands for
_PRONOUN_LEAST = 0.1  # and how likely it is at least, so that it acts where nobody else does
_MODE = 0.4
_UNSEEN = 0.03  # likelihood of words that the reader does not report
_NO_OPINION = 0.5
_PARTY = 0.5  # from which a word is taken for part of a party
_RATHER_THAN_NOBODY = 0.3  # the same, where else a side would be empty
_ANOTHER = 0.8  # from which somebody is a party beside another with whom he is not named together
_PART_OF_PARTY = 0.2  # from which the head of a phrase is, when a word before it is one
_NAMING = frozenset({"ADJ", "NOUN", "NUM", "PRON", "PROPN", "X"})
_PARTS = frozenset({"amod", "compound", "flat", "nmod"})
_EDGES = frozenset({"DET", "PART", "PUNCT", "SPACE"})
_SMALL_WORDS = frozenset({"ADP", "CCONJ", "DET", "PART", "PRON", "PUNCT", "SCONJ", "SPACE"})  # tell of nothing alone
_WHERE = frozenset({"at", "in", "near"})
_ABSTRACT = re.compile(r"\w{3}(acy|ance|ence|ism|ity|ment|ness|sion|tion)$")  # the lists know "delegation", "community"
_AFFILIATION = re.compile(r"[A-Z]$|[DIR]-[A-Z]")  # "Sen. Ted Cruz, R-Texas"
# Of 25,500 relations of these types in training/sentences 108 go both ways; of 21,500 others 5,400.
_ONE_WAY = frozenset(
    {"ACCUSE", "AID", "COERCE", "MOBILIZE", "PROTEST", "REJECT", "REQUEST", "SANCTION", "THREATEN"}
)  # fmt: skip
_RECIPROCAL = frozenset({"another", "both", "each", "exchange", "mutual", "mutually", "other", "swap", "trade"})
# Of 2,000 meetings of these modes in training/sentences 93 in 100 go both ways; a visit and a call have a direction.
_TOGETHER = (None, "multilateral")
_NOBODY = frozenset({"DATE", "MONEY", "PERCENT", "QUANTITY", "TIME"})  # kinds of entities that are no party: "7 p.m."
_NO_FLAGS = LightVerb()


@dataclass(frozen=True, slots=True)
class Found:
    """An act that a sentence may tell of, with who takes part, and what speaks for it."""

    candidate: Candidate
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    likelihood: float  # that its words tell of any act, by the reader
    type_share: float  # of its type among all types, 0..1
    lexicon: float  # prior of the lexicon's word for this type, 0 where it has none
    actor_likelihood: float
    recipient_likelihood: float
    is_read: bool  # by the reader; else grammar and lists alone propose it


@dataclass(frozen=True, slots=True)
class _Side:
    """Who stands on one side of an act."""

    parties: tuple[Party, ...]
    heads: tuple[int, ...]  # tokens
    likelihood: float
    by_head: Mapping[int, tuple[float, tuple[Party, ...]]]  # how likely each is, and whom it names


def join(
    tree: Tree, number: int, cast: Cast, acts: Sequence[Act], candidates: Sequence[Candidate], ontology: Ontology
) -> list[Found]:
    """Join the reader's acts with the grammar's candidates of one sentence."""
    found = []
    matched: set[int] = set()
    for act in acts:
        tokens = tokens_of(tree, act)
        if act.likelihood < LEAST_LIKELY or not any(tree.pos[i] not in _SMALL_WORDS for i in tokens):
            continue
        meant = [k for k, candidate in enumerate(candidates) if set(candidate.trigger) & set(tokens)]
        proposed = max((candidates[k] for k in meant), key=lambda c: c.pattern.weight, default=None)
        matched.update(meant)
        found.append(_join_one(tree, number, cast, act, tokens, proposed, ontology))
    missed = (candidate for k, candidate in enumerate(candidates) if k not in matched)
    return found + [_only_proposed(tree, number, cast, candidate, acts) for candidate in missed]


def _only_proposed(tree: Tree, number: int, cast: Cast, candidate: Candidate, acts: Sequence[Act]) -> Found:
    """Take what grammar and lists propose and the reader hardly sees."""
    seen = (act.likelihood for act in acts if set(tokens_of(tree, act)) & set(candidate.trigger))

    def named(i: int) -> tuple[Party, ...]:
        plain = _plain_party(tree, i, cast) if candidate.pattern.hits_things else ()
        return cast.parties(number, i) or plain

    actors, recipients = (
        tuple(dict.fromkeys(cast.at_home(p) for i in heads for p in named(i)))
        for heads in (candidate.actors, candidate.recipients)
    )
    return Found(
        candidate,
        actors,
        tuple(p for p in recipients if p not in actors),
        likelihood=max(seen, default=_UNSEEN),
        type_share=_NO_OPINION,
        lexicon=candidate.pattern.weight,
        actor_likelihood=_NO_OPINION,
        recipient_likelihood=_NO_OPINION,
        is_read=False,
    )


def _join_one(
    tree: Tree,
    number: int,
    cast: Cast,
    act: Act,
    tokens: tuple[int, ...],
    proposed: Candidate | None,
    ontology: Ontology,
) -> Found:
    odds = {kind: math.log(max(p, 1e-6)) for kind, p in act.types.items()}
    if proposed is not None:
        odds[proposed.pattern.event_type] += _LEXICON_COUNTS * proposed.pattern.weight
        if is_plain_by_grammar(tree, proposed):
            odds[proposed.pattern.event_type] = max(odds.values()) + _PLAIN_COUNTS
    total = sum(math.exp(o) for o in odds.values())
    kind = max(odds, key=lambda k: odds[k])
    share = math.exp(odds[kind]) / total
    base = proposed if proposed is not None else plain_candidate(tree, tokens)
    agrees = proposed is not None and proposed.pattern.event_type == kind
    pattern = base.pattern if agrees else plain_pattern(kind, None, share)
    mode = pattern.mode or best_mode(kind, act.modes, ontology)
    actors = _parties(tree, number, cast, act.sources, base.actors)
    recipients = _parties(tree, number, cast, act.targets, base.recipients)
    actors, recipients = _apart(actors, recipients, may_be_mutual=_may_be_mutual(tree, kind))
    if not are_same_parties(actors.parties, recipients.parties):  # else they act upon each other
        actors, recipients = _surest(tree, actors), _surest(tree, recipients)
        if kind == "CONSULT" and mode in _TOGETHER and actors.parties and recipients.parties:
            actors, recipients = _together(actors, recipients), _together(recipients, actors)
    candidate = replace(
        base,
        pattern=replace(pattern, mode=mode, weight=share),
        trigger=tuple(sorted({*base.trigger, *tokens})),
        actors=actors.heads,
        recipients=recipients.heads,
    )
    lexicon = base.pattern.weight if agrees else 0.0
    return Found(
        candidate,
        actors.parties,
        recipients.parties,
        act.likelihood,
        share,
        lexicon,
        actors.likelihood,
        recipients.likelihood,
        is_read=True,
    )


def best_mode(kind: str, modes: dict[str, float], ontology: Ontology) -> str | None:
    """Choose the likeliest mode of a type, if it is likely at all."""
    likely = {mode: modes.get(f"{kind}/{mode}", 0.0) for mode in ontology.roots[kind].modes}
    best = max(likely, key=lambda mode: likely[mode], default=None)
    return best if best is not None and likely[best] >= _MODE else None


def tokens_of(tree: Tree, act: Act) -> tuple[int, ...]:
    """List the tokens that an act's pieces touch, without articles and marks on the edges."""
    start, end = act.start + tree.start, act.end + tree.start
    found = [i for i in range(len(tree)) if tree.starts[i] < end and start < tree.ends[i]]
    while found and tree.pos[found[0]] in _EDGES:  # "’s warning"
        found.pop(0)
    while found and tree.pos[found[-1]] in _EDGES:
        found.pop()
    return tuple(found)


def plain_candidate(tree: Tree, tokens: tuple[int, ...]) -> Candidate:
    """Make a candidate of words that no list knows: their topmost word carries them."""
    top = min(tokens, key=lambda i: (sum(1 for _ in tree.ancestors(i)), i))
    frame = noun_frame(tree, top, None) if tree.pos[top] in ("NOUN", "PROPN") else verb_frame(tree, top)
    return Candidate(plain_pattern("CONSULT", None, 0.0), frame, tokens, (), (), top, _NO_FLAGS, False)


def _parties(
    tree: Tree, number: int, cast: Cast, pieces: Sequence[tuple[int, int, float]], grammatical: Sequence[int]
) -> _Side:
    likely = [0.0] * len(tree)
    i = 0
    for start, end, p in pieces:  # both run left to right
        while i < len(tree) and tree.ends[i] <= start + tree.start:
            i += 1
        for j in range(i, len(tree)):
            if tree.starts[j] >= end + tree.start:
                break
            likely[j] = max(likely[j], p)
    for i in grammatical:
        first, last = tree.name_span(i)
        stands_for_one = tree.pos[i] == "PRON" and tree.deps[i] != "poss" and cast.parties(number, i)
        counts = _GRAMMAR_COUNTS + (_PRONOUN_COUNTS if stands_for_one else 0)
        least = _PRONOUN_LEAST if stands_for_one else 0.02
        for j in range(first, last + 1):
            p = min(max(likely[j], least), 0.98)
            odds = math.log(p / (1 - p)) + counts
            likely[j] = 1 / (1 + math.exp(-odds))
    heads = _heads(tree, likely, _PARTY) or _heads(tree, likely, _RATHER_THAN_NOBODY)
    named = {
        head: tuple(
            p
            for p in map(cast.at_home, cast.parties(number, head) or _plain_party(tree, head, cast))
            if not _AFFILIATION.match(p.text)
        )
        for head in heads
    }
    kept = tuple(head for head in heads if named[head])
    sure = max((likely[h] for h in kept), default=1 - max(likely, default=0.0))
    by_head = {h: (max(likely[j] for j in range(tree.name_span(h)[0], h + 1)), named[h]) for h in kept}
    parties = tuple(dict.fromkeys(p for head in kept for p in named[head]))
    by_name = {p.name for p in parties if p.antecedent is None and p.name is not None}
    parties = tuple(
        p for p in parties if p.antecedent is None or p.text.lower() not in PRONOUNS or p.name not in by_name
    )
    return _Side(parties, kept, sure, by_head)


def _surest(tree: Tree, side: _Side) -> _Side:
    """Keep the likeliest of several phrases and those named together with it; another by itself only if it is sure."""
    heads = [head for head in side.heads if set(side.by_head[head][1]) & set(side.parties)]
    if len(heads) < 2:
        return side
    best = max(heads, key=lambda head: side.by_head[head][0])
    together = {best, *tree.conjuncts(best), *_members(tree, best)}
    together |= {head for head in heads if best in tree.conjuncts(head)}
    kept = tuple(head for head in heads if head in together or side.by_head[head][0] >= _ANOTHER)
    named = {p for head in kept for p in side.by_head[head][1]}
    return replace(side, parties=tuple(p for p in side.parties if p in named), heads=kept)


def _may_be_mutual(tree: Tree, kind: str) -> bool:
    """Tell what two may do to each other: meet, or, where the sentence says so, also sue ("each suing the other")."""
    return kind not in _ONE_WAY or not _RECIPROCAL.isdisjoint(tree.lemmas)


def _apart(actors: _Side, recipients: _Side, *, may_be_mutual: bool) -> tuple[_Side, _Side]:
    """Leave who stands on both sides on one, unless all do so to each other ("Ankara and Tehran met").

    A side that would be left empty keeps them, if it is at all likely; else the side on which they are likelier.
    """
    if not any(is_among(p, recipients.parties) for p in actors.parties):
        return actors, recipients
    are_all_ours = are_within(actors.parties, recipients.parties)
    are_all_theirs = are_within(recipients.parties, actors.parties)
    if may_be_mutual and are_all_ours and are_all_theirs and not are_within(actors.parties, actors.parties[:1]):
        return actors, recipients
    if are_all_theirs and not are_all_ours and recipients.likelihood >= _PARTY:
        return _without(actors, recipients), recipients
    if (are_all_ours and not are_all_theirs) or actors.likelihood >= recipients.likelihood:
        return actors, _without(recipients, actors)
    return _without(actors, recipients), recipients


def _together(side: _Side, other: _Side) -> _Side:
    """Put everybody on a side: whoever meets is there."""
    others = tuple(p for p in other.parties if not is_among(p, side.parties))
    return replace(side, parties=(*side.parties, *others), heads=tuple(sorted({*side.heads, *other.heads})))


def _without(side: _Side, other: _Side) -> _Side:
    return replace(side, parties=tuple(p for p in side.parties if not is_among(p, other.parties)))


def _heads(tree: Tree, likely: Sequence[float], least: float) -> list[int]:
    """Find the heads of the phrases whose words are likely enough, left to right."""
    heads: list[int] = []
    first = None
    for i in range(len(tree) + 1):
        if i < len(tree) and likely[i] >= least:
            first = i if first is None else first
        elif first is not None:
            run = range(first, i)
            tops = [j for j in run if tree.heads[j] not in run or tree.heads[j] == j]
            nouns = [j for j in tops if tree.pos[j] in _NAMING] or tops
            head = _whole(tree, nouns[0], likely)
            heads += [head, *(member for member in _members(tree, head) if member in run)]
            first = None
    spans = {head: tree.name_span(head) for head in heads}
    return [head for head in spans if tree.entities[head] not in _NOBODY and not _belongs_to_another(tree, head, spans)]


def _whole(tree: Tree, i: int, likely: Sequence[float]) -> int:
    """Climb from a part of a name to its head: from "Robert" to "Menendez", from "Turkish" to "troops"."""
    while tree.deps[i] in _PARTS and tree.heads[i] > i:
        head = tree.heads[i]
        is_one_name = tree.entities[i] != "" and tree.entities[i] == tree.entities[head] and tree.pos[i] == "PROPN"
        if not is_one_name and likely[head] < _PART_OF_PARTY:
            break
        i = head
    return i


def _belongs_to_another(tree: Tree, head: int, spans: Mapping[int, tuple[int, int]]) -> bool:
    """Tell whether a phrase only describes another one that is named already, or stands inside it."""
    if _stands_for_members(tree, head, spans):
        return True
    for other in spans:
        if head in _members(tree, other) and not _stands_for_members(tree, other, spans):
            return True  # "the president of Egypt"
    if _places_another(tree, head, spans):
        return True
    if tree.deps[head] == "appos" and tree.heads[head] in spans:
        return not _names(tree, tree.heads[head], head)
    if any(_names(tree, head, c) for c in tree.children_by(head, "appos") if c in spans):
        return True
    return any(first <= head <= last for other, (first, last) in spans.items() if other != head)


def _places_another(tree: Tree, head: int, spans: Mapping[int, tuple[int, int]]) -> bool:
    """Tell "Chad" in "doctors in Chad": where the other party is, and no party."""
    prep = tree.heads[head]
    return tree.deps[head] == "pobj" and tree.lemmas[prep] in _WHERE and tree.heads[prep] in spans


def _members(tree: Tree, head: int) -> list[int]:
    """List what stands behind the "of" of a phrase."""
    ofs = [c for c in tree.children_by(head, "prep") if tree.lemmas[c] == "of"]
    return [member for of in ofs for o in tree.children_by(of, "pobj") for member in tree.conjuncts(o)]


def _stands_for_members(tree: Tree, head: int, spans: Mapping[int, tuple[int, int]]) -> bool:
    """Tell "the foreign ministers of Egypt and Turkey", who are two parties, from "the president of Egypt"."""
    return tree.tags[head] == "NNS" and sum(member in spans for member in _members(tree, head)) > 1


def _names(tree: Tree, described: int, name: int) -> bool:
    """Tell "the firm Dan-Bunkering", which the apposition names, from "Abadi, the premier"."""
    return tree.pos[described] == "NOUN" and tree.pos[name] == "PROPN"


def _plain_party(tree: Tree, head: int, cast: Cast) -> tuple[Party, ...]:
    """Take a noun that no list knows as a party by its words alone, unless they say that it is nobody."""
    if tree.pos[head] not in ("NOUN", "PROPN") or (tree.pos[head] == "NOUN" and _ABSTRACT.search(tree.lemmas[head])):
        return ()
    first, last = tree.name_span(head)
    return (Party(cast.text[tree.starts[first] : tree.ends[last]], tree.starts[first], tree.ends[last]),)
