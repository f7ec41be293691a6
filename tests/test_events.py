from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from transforms.events import Link, Trait, cluster

DAY, NEXT_DAY, MONTH = "2024-06-14/2024-06-14", "2024-06-15/2024-06-15", "2024-06-01/2024-06-30"


def test_what_nothing_links_stands_alone() -> None:
    assert cluster([Trait(0, DAY)] * 3, []) == [0, 1, 2]


def test_links_of_one_day_chain() -> None:
    assert cluster([Trait(0, DAY)] * 4, [Link(3.5, 0, 1), Link(4, 1, 3)]) == [0, 0, 2, 0]


def test_a_report_without_a_place_does_not_tie_two_towns_together() -> None:
    north, nowhere, south = Trait(0, DAY, (50.0, 36.2)), Trait(0, DAY), Trait(0, DAY, (46.5, 30.7))
    assert cluster([north, nowhere, south], [Link(4, 0, 1), Link(3.5, 1, 2)]) == [0, 0, 2]
    assert cluster([north, nowhere, south], [Link(3.5, 0, 1), Link(4, 1, 2)]) == [0, 1, 1]


def test_manner_and_countries_keep_clusters_apart() -> None:
    shot, plain, beaten = Trait(0, DAY, manner="firearms"), Trait(0, DAY), Trait(0, DAY, manner="beat")
    assert cluster([shot, plain, beaten], [Link(4, 0, 1), Link(3.5, 1, 2)]) == [0, 0, 2]
    ours = Trait(0, DAY, actor_countries=frozenset({"AAA"}))
    theirs = Trait(0, DAY, actor_countries=frozenset({"BBB"}))
    assert cluster([ours, plain, theirs], [Link(4, 0, 1), Link(3.5, 1, 2)]) == [0, 0, 2]


def test_the_vague_follow_their_best_day_and_tie_no_days_together() -> None:
    traits = [Trait(0, DAY), Trait(0, NEXT_DAY), Trait(1, MONTH), Trait(2, "published 2024-06-15")]
    links = [Link(3.5, 0, 2), Link(4, 1, 2), Link(4, 0, 3), Link(3.5, 1, 3), Link(5, 2, 3)]
    assert cluster(traits, links) == [0, 1, 1, 1]
    # Without the month, the undated one follows its better day.
    assert cluster(traits, links[:-1]) == [0, 1, 1, 0]


def test_the_vague_chain_only_at_the_same_time() -> None:
    traits = [Trait(2, "published 2024-06-14"), Trait(2, "published 2024-06-14"), Trait(2, "published 2024-06-15")]
    assert cluster(traits, [Link(4, 0, 1), Link(4, 1, 2)]) == [0, 0, 2]


TRAITS = st.lists(
    st.builds(
        Trait,
        st.integers(0, 2),
        st.sampled_from([DAY, NEXT_DAY, MONTH]),
        st.sampled_from([None, (50.0, 36.2), (46.5, 30.7)]),
        st.sampled_from([None, "beat", "firearms"]),
    ),
    min_size=1,
    max_size=8,
)


@given(TRAITS, st.data(), st.randoms(use_true_random=False))
def test_the_order_of_links_is_nothing(traits: list[Trait], data: st.DataObject, chance: random.Random) -> None:
    pairs = [(a, b) for b in range(len(traits)) for a in range(b)]
    links = [
        Link(data.draw(st.sampled_from([3.25, 3.5, 4.0])), a, b)
        for a, b in data.draw(st.lists(st.sampled_from(pairs), unique=True) if pairs else st.just([]))
    ]
    found = cluster(traits, links)
    assert cluster(traits, chance.sample(links, len(links))) == found
    assert all(found[first] == first <= place for place, first in enumerate(found))
