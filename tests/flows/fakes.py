"""Stand-ins for what costs seconds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from transforms.records import Article, Coded, Reason, Reject
from transforms.rejects import reject_article

POISON = "the coder cannot read this"


class FakeCoder:
    """Finds no event in any article, and fails where it is told to."""

    def code(self, articles: Iterable[Article]) -> Iterator[Coded | Reject]:
        for article in articles:
            if POISON in article.text:
                yield reject_article(article, Reason.CODER_ERROR, "poisoned")
            else:
                yield Coded(article.article_id, article.revision_id, (), (), 0.0)
