from __future__ import annotations

import pytest

from transforms.normalize.withdrawal import says_withdrawn


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("WITHDRAWN-Minister resigns over fraud", "The earlier story is wrong."),
        ("KILL: Port bombed", ""),
        ("Retraction: Port bombed", "We no longer stand by it."),
        ("Port bombed", "This story has been withdrawn because it could not be confirmed."),
        (None, "Our earlier report on the port was retracted on Monday."),
        ("Port bombed", "This article, first published on Friday, has been taken down."),
    ],
)
def test_what_takes_an_article_back(title: str | None, text: str) -> None:
    assert says_withdrawn(title, text)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Withdrawn troops return home", "Troops that were withdrawn from the border are home."),
        ("KILLED IN ACTION", "Two soldiers died."),
        ("Bank retracts forecast", "The report was withdrawn, its author said."),
        ("Port bombed", "This story has been withdrawn from the market of ideas. " * 20),
        (None, "The item was sold."),
    ],
)
def test_news_of_withdrawals_is_news(title: str | None, text: str) -> None:
    assert not says_withdrawn(title, text)
