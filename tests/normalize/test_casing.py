from __future__ import annotations

import pytest

from transforms.normalize.casing import has_lost_case, restore_case


@pytest.mark.parametrize(
    ("lost", "restored"),
    [
        (
            "THE PRESIDENT OF COLOMBIA SAID ON MONDAY THAT THE U.S. AMBASSADOR HAD MET FMLN LEADERS IN BOGOTA.",
            "The president of Colombia said on Monday that the U.S. ambassador had met FMLN leaders in Bogota.",
        ),
        (
            "police in lucknow arrested twelve workers on tuesday. they were taken to the court of judge ajay verma.",
            "Police in Lucknow arrested twelve workers on Tuesday. They were taken to the court of judge Ajay Verma.",
        ),
        (
            "ON THE 6TH OF JUNE THE SOLDIERS' COMMANDER SAID IT WASN'T TRUE.",
            "On the 6th of June the soldiers' commander said it wasn't true.",
        ),
    ],
)
def test_lost_case_comes_back(lost: str, restored: str) -> None:
    assert restore_case(lost) == restored


@pytest.mark.parametrize(
    "text",
    [
        "Police in Lucknow arrested twelve workers on Tuesday, and they were taken to the court of Ajay Verma.",
        "NATO and the EU met in Brussels. The UN and the IMF did not, said a spokesman for the WHO on Tuesday.",
        "OIL",
        "",
        "Ärzte streiken in Österreich und in der Schweiz, sagte der Minister am Montag in Wien vor Journalisten.",
        "12 345 67 890 - 22 33 44 55 66",
    ],
)
def test_a_text_with_its_case_stays_as_it_is(text: str) -> None:
    assert restore_case(text) == text


def test_offsets_stay() -> None:
    text = 'THE MINISTER SAID:  İSTANBUL\'S STRAßE 6TH-FLOOR OFFICE -- "CLOSED".\n\nU.S. TROOPS [2ND BRIGADE] LEFT.'
    assert has_lost_case(text)
    restored = restore_case(text)
    assert len(restored) == len(text)
    assert restored.casefold() == text.casefold()
