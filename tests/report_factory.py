"""Datasets for the tests of the report, and a look into its data."""

from __future__ import annotations

import datetime as dt
import re
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from dataset_factory import NOW, TEXT, make_article, make_coded, run, span

from flows.publish import publish
from flows.report_columns import unpack
from flows.settings import Settings
from flows.warehouse import Warehouse
from transforms.records import Article, Coded, Party

IMAGE = "<img src=x onerror=alert(1)>"
SCRIPT = "</script><script>alert(2)</script><!--"


def make_settings(folder: Path) -> Settings:
    return Settings(data_dir=folder / "data")


@cache
def empty_warehouse() -> bytes:
    """Make an empty dataset once: its schema and calendar take longer than all that a test puts into it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "warehouse.duckdb"
        Warehouse(path, NOW).close()
        return path.read_bytes()


def publish_runs(settings: Settings, *nights: Iterable[Article], code: Callable[[Article], Coded] = make_coded) -> None:
    """Load each list of articles as a night of its own, a day apart, and publish."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    settings.warehouse_path.write_bytes(empty_warehouse())
    with Warehouse(settings.warehouse_path, NOW) as warehouse:
        for number, articles in enumerate(nights):
            staging = settings.staging_dir / f"night{number}"
            run(warehouse, staging, articles, now=NOW + dt.timedelta(days=number), code=code)
    publish(settings.warehouse_path, settings.dataset_path)


def hostile_dataset(folder: Path) -> Settings:
    """Publish articles whose title, text, address, names and source try to become markup or script."""
    settings = make_settings(folder)
    image = make_article("image", title=IMAGE, address='javascript:alert(3)//"onmouseover="alert(4)')
    script = make_article(
        "script",
        f"{TEXT} {SCRIPT}",
        title=SCRIPT,
        address="https://news.example/a?b=<i>&c=\u2028",
        source_id=f"'\"{IMAGE}",
    )

    def code(article: Article) -> Coded:
        coded = make_coded(article)
        actor = Party(*span("Ruritanian jets"), name=f"Jets {SCRIPT}", country="RUR", confidence=0.9)
        return replace(coded, mentions=tuple(replace(one, actors=(actor,)) for one in coded.mentions))

    publish_runs(settings, [image, script], code=code)
    return settings


def data_of(html: str) -> Any:
    """Unpack the data within a page."""
    packed = re.search(r'<script type="application/gzip" id="data">([^<]*)</script>', html)
    assert packed is not None
    return unpack(packed[1])
