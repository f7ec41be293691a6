"""Two phrases of one name: when they are one party."""

from __future__ import annotations

import pytest

from transforms.coding.identity import are_same_parties, are_within, is_same_party
from transforms.records import Party


def party(text: str, name: str | None, sector: str | None = None, antecedent: str | None = None) -> Party:
    return Party(text, 0, len(text), name, "KEN", sector, antecedent)


KENYA, NAIROBI = party("Kenya", "Kenya"), party("Nairobi", "Kenya", "GOV")
POLICE, STUDENTS = party("Kenyan police", "Kenya", "COP"), party("Kenyan students", "Kenya", "EDU")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (KENYA, NAIROBI, True),
        (POLICE, STUDENTS, False),
        (KENYA, POLICE, False),
        (POLICE, party("they", "Kenya", "COP", "Kenyan police"), True),
        (KENYA, party("its troops", "Kenya", "MIL", "Kenya"), True),
        (party("gunmen", None, "UAF"), party("policemen", None, "COP"), False),
        (party("gunmen", None, "UAF"), party("gunmen", None, "UAF"), True),
    ],
)
def test_who_is_one_party(one: Party, other: Party, same: bool) -> None:
    assert is_same_party(one, other) is is_same_party(other, one) is same


def test_sides_are_compared_whole() -> None:
    assert are_same_parties((KENYA, STUDENTS), (STUDENTS, NAIROBI))
    assert are_within((POLICE,), (POLICE, STUDENTS))
    assert not are_same_parties((POLICE,), (POLICE, STUDENTS))
