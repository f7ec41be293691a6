"""Stand-ins for what costs seconds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from transforms.parse.result import make_reject
from transforms.records import Article, Coded, Reason, Reject, Stage

POISON = "the coder cannot read this"


class FakeCoder:
    """Finds no event in any article, and fails where it is told to."""

    def code(self, articles: Iterable[Article]) -> Iterator[Coded | Reject]:
        for article in articles:
            if POISON in article.text:
                yield make_reject(
                    Stage.CODE,
                    Reason.CODER_ERROR,
                    "poisoned",
                    source_id=article.source_id,
                    address=article.address,
                    capture_id=article.capture_id,
                    position=article.position,
                )
            else:
                yield Coded(article.article_id, article.revision_id, (), (), 0.0)
