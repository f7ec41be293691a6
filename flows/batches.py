"""Which articles are coded, and in which batches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from flows.staging import read_articles, write_articles
from flows.worker import Batch
from transforms.records import Article


def write_batches(
    article_files: Sequence[Path], revisions: Iterable[tuple[str, str]], folder: Path, most_characters: int
) -> list[Batch]:
    """Write the articles of these (article_id, revision_id) as batches, and name them.

    A batch holds about ``most_characters`` of text, and at least one article. Batches lie in ``folder/batch``, and
    their answers shall lie in ``folder/KIND``.
    """
    return [
        _write_batch(folder, f"{number:05}", articles)
        for number, articles in enumerate(_cut(_wanted(article_files, set(revisions)), most_characters))
    ]


def _wanted(article_files: Sequence[Path], revisions: set[tuple[str, str]]) -> Iterator[Article]:
    for path in article_files:
        if not revisions:
            return
        for article in read_articles(path, revisions):
            revisions.discard((article.article_id, article.revision_id))  # the same reading may stand in two files
            yield article


def _cut(articles: Iterable[Article], most_characters: int) -> Iterator[list[Article]]:
    batch: list[Article] = []
    n_characters = 0
    for article in articles:
        if batch and n_characters + len(article.text) > most_characters:
            yield batch
            batch, n_characters = [], 0
        batch.append(article)
        n_characters += len(article.text)
    if batch:
        yield batch


def _write_batch(folder: Path, shard: str, articles: list[Article]) -> Batch:
    path = folder / "batch" / f"{shard}.parquet"
    write_articles(path, articles)
    return Batch(path, folder, f"coded-{shard}", len(articles))
