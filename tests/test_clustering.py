from __future__ import annotations

import random
from pathlib import Path

import pytest
from event_set import b_cubed, event_of_articles, load_night, open_warehouse, partition, read_event_set

TOLD = read_event_set()
NIGHTS = 3


@pytest.fixture(scope="module")
def at_once(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The event of each article of the set, when all come in one night."""
    folder = tmp_path_factory.mktemp("at_once")
    with open_warehouse(folder / "wireroom.duckdb") as warehouse:
        load_night(warehouse, folder / "all", TOLD)
        assert {one.name: one.sample for one in warehouse.run_checks() if one.name == "orphans" and one.n_rows} == {}
        return event_of_articles(warehouse)


def test_the_set_is_what_it_says() -> None:
    assert len(TOLD) == 600
    assert len({one.event for one in TOLD}) == 200
    assert len({one.article.article_id for one in TOLD}) == 600
    assert len({one.article.text for one in TOLD}) > 550  # the others are copies


@pytest.mark.parametrize(("rest", "least"), [(0, 0.9), (1, 0.9)], ids=["weights", "unseen"])
def test_clusters_are_events(at_once: dict[str, str], rest: int, least: float) -> None:
    chosen = [one for one in TOLD if one.event % 2 == rest]
    _, _, f1 = b_cubed([one.event for one in chosen], [at_once[one.article.article_id] for one in chosen])
    assert f1 >= least


def articles_on(event: int) -> list[str]:
    return [one.article.article_id for one in TOLD if one.event == event]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1, 2),  # a bombing and a shooting in Peshawar on one day
        (11, 12),  # a march, and the arrests at it
        (27, 76),  # two strikes on Rafah, two months apart
        (4, 5),  # the same parties in the same town, a day apart
        (29, 77),
        (121, 122),  # two strikes of a day, 25 km apart
        (123, 124),  # the same clashes in two cities
        (135, 176),
        (173, 174),  # a barrage and a shooting in Tel Aviv on one day
        (175, 176),  # the attack of 2023, and rockets on its anniversary
    ],
)
def test_look_alikes_stay_apart(at_once: dict[str, str], one: int, other: int) -> None:
    assert not {at_once[article] for article in articles_on(one)} & {at_once[article] for article in articles_on(other)}


@pytest.mark.parametrize("event", [31, 113, 163, 169])
def test_other_numbers_are_the_same_event(at_once: dict[str, str], event: int) -> None:
    found = [at_once[article] for article in articles_on(event)]
    assert max(map(found.count, found)) >= len(found) - 1


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_arrival_is_nothing(at_once: dict[str, str], tmp_path: Path, seed: int) -> None:
    told = random.Random(seed).sample(TOLD, len(TOLD))
    size = len(told) // NIGHTS
    with open_warehouse(tmp_path / "wireroom.duckdb") as warehouse:
        for night in range(NIGHTS):
            load_night(warehouse, tmp_path / str(night), told[night * size : (night + 1) * size])
        assert partition(event_of_articles(warehouse).items()) == partition(at_once.items())
        assert {one.name: one.sample for one in warehouse.run_checks() if one.name == "orphans" and one.n_rows} == {}
