"""Small records and whole runs for the tests of the dataset."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from flows.archive import ArchiveRef
from flows.staging import read_articles, write_articles, write_captures, write_coded, write_rejects
from flows.warehouse import RunCounts, Shards, SourceRow, Warehouse
from transforms.records import (
    Article,
    Capture,
    Coded,
    Count,
    Mention,
    Party,
    Quote,
    Realis,
    Reason,
    Reject,
    Span,
    Stage,
    When,
    Where,
    make_id,
)

NOW = dt.datetime(2024, 6, 15, 4, 0)
CODER = "test-1"
TEXT = (
    "Ruritanian jets bombed the port of Strelsau on Friday, killing 12 people 👍🏽. "
    "“We condemn it,” said Zoe\u0301 Bordurian, a minister.\n\n"
    "Nothing else was known about the raid when this was written, and nobody in the town could say any more about it."
)

DIMENSIONS: dict[str, list[tuple[object, ...]]] = {
    "dim_event_type": [("ASSAULT", "material_conflict", -9.0, False, "harms")],
    "dim_mode": [("ASSAULT", "aerial", -9.5)],
    "dim_context": [("military",), ("territory",)],
    "dim_sector": [("GOV", "government"), ("MIL", "military")],
    "dim_cameo": [("19", "fight", -10.0)],
    "dim_country": [
        ("RUR", "Ruritania", "RU", True, 1, "RR"),
        ("BOR", "Borduria", "BO", True, 2, "BR"),
        ("IGO", "bodies", None, False, None, None),
    ],
}


def span(words: str, text: str = TEXT) -> tuple[str, int, int]:
    """Find words in a text."""
    start = text.index(words)
    return words, start, start + len(words)


def make_article(name: str, text: str = TEXT, **changes: object) -> Article:
    """Make an article that is known by its name; equal texts have equal fingerprints."""
    title = str(changes.get("title", "Port bombed"))
    article = Article(
        article_id=make_id("a", name),
        revision_id=make_id("r", title, text),
        source_id="wire",
        capture_id=make_id("cap", name),
        position=0,
        external_id=name,
        address=f"https://news.example/{name}",
        title=title,
        text=text,
        fingerprint=hashlib.sha256(text.encode()).hexdigest()[:16],
        language="en",
        published_at=dt.datetime(2024, 6, 14, 18, 30),
        published_precision="minute",
        published_ground="feed",
        published_raw="Fri, 14 Jun 2024 18:30 GMT",
        byline=None,
        agency=None,
        dateline_cities=("STRELSAU",),
        keywords=("war", "port"),
    )
    return replace(article, **changes)  # type: ignore[arg-type]


def make_mention(article: Article, **changes: object) -> Mention:
    """Read the raid out of an article whose text holds TEXT."""
    text = article.text
    mention = Mention(
        mention_id=make_id("m", article.article_id, article.revision_id),
        article_id=article.article_id,
        revision_id=article.revision_id,
        sentence_start=text.index("Ruritanian"),
        sentence_end=text.index("👍🏽. ") + 3,
        event_type="ASSAULT",
        mode="aerial",
        contexts=("military",),
        quad_class="material_conflict",
        intensity=-9.5,
        cameo_code="195",
        goldstein=-10.0,
        trigger=Span(*span("bombed", text)),
        actors=(Party(*span("Ruritanian jets", text), name="Ruritania", country="RUR", sector="MIL", confidence=0.9),),
        recipients=(Party(*span("port of Strelsau", text), name="Borduria", country="BOR", confidence=0.5),),
        realis=Realis.ASSERTED,
        when=When(*span("on Friday", text), dt.date(2024, 6, 14), dt.date(2024, 6, 14), "day", 0.9),
        where=Where(*span("Strelsau", text), "Strelsau", "BOR", 49.5, 15.25, 42, 0.8),
        attributed_to=None,
        counts=(Count("killed", 12, *span("12", text)),),
        confidence=0.8,
        type_confidence=0.9,
        coder_version=CODER,
    )
    return replace(mention, **changes)  # type: ignore[arg-type]


def make_quote(article: Article) -> Quote:
    """Read the condemnation out of an article whose text holds TEXT; the speaker's name holds a combining accent."""
    speaker = Party(*span("Zoe\u0301 Bordurian", article.text), country="BOR", sector="GOV", confidence=0.7)
    quote_id = make_id("q", article.article_id, article.revision_id)
    words = span("We condemn it,", article.text)
    verb = Span(*span("said", article.text))
    return Quote(quote_id, article.article_id, article.revision_id, *words, speaker, verb)


def make_coded(article: Article) -> Coded:
    """Code an article: one mention and one quote where it holds TEXT, else nothing."""
    if TEXT not in article.text:
        return Coded(article.article_id, article.revision_id, (), (), None)
    return Coded(article.article_id, article.revision_id, (make_mention(article),), (make_quote(article),), -0.25)


def make_reject(name: str, stage: Stage = Stage.PARSE, **changes: object) -> Reject:
    """Make a reject of a capture as a whole."""
    reject = Reject(make_id("rej", name), "wire", name, stage, Reason.MALFORMED, f"{name} is broken: send it again")
    return replace(reject, **changes)  # type: ignore[arg-type]


def run(
    warehouse: Warehouse,
    folder: Path,
    articles: Iterable[Article],
    rejects: Iterable[Reject] = (),
    *,
    coder_fails_on: Iterable[Article] = (),
    coder_version: str = CODER,
    now: dt.datetime = NOW,
    code: Callable[[Article], Coded] = make_coded,
) -> RunCounts:
    """Do what the flow does: stage, sift, code what needs it, and load."""
    run_id = f"run_{folder.name}"
    given, refused = list(articles), list(rejects)
    captures = [
        Capture(article.capture_id, article.source_id, article.external_id or "", now, "0" * 64, b"")
        for article in given
    ]
    candidates = folder / "article" / "0.parquet"
    write_captures(folder / "capture" / "0.parquet", [(one, ArchiveRef("a.warc.gz", 0, 9)) for one in captures])
    write_articles(candidates, given)
    write_rejects(folder / "reject" / "0.parquet", refused)
    warehouse.load_dimensions(DIMENSIONS)
    warehouse.begin_run(run_id, now, "0.1.0", coder_version)
    sifted = warehouse.sift([candidates], coder_version).to_pylist()
    wanted = [(row["article_id"], row["revision_id"]) for row in sifted if row["needs_coding"]]
    bad = {article.revision_id: article for article in coder_fails_on}
    to_code = list(read_articles(candidates, wanted))
    coded = [code(article) for article in to_code if article.revision_id not in bad]
    coded = [
        replace(one, mentions=tuple(replace(m, coder_version=coder_version) for m in one.mentions)) for one in coded
    ]
    failures = [
        make_reject(
            f"coder {one.article_id}",
            Stage.CODE,
            reason=Reason.CODER_ERROR,
            capture_id=one.capture_id,
            position=one.position,
        )
        for one in to_code
        if one.revision_id in bad
    ]
    write_coded(folder, "coded", coded, failures)
    sources = [SourceRow("wire", "The Wire", "feed", "https://news.example/feed")]
    counts = warehouse.load(run_id, Shards.of(folder), sources, len(given) + len(refused), coder_version)
    warehouse.finish_run(run_id, now, "completed")
    return counts
