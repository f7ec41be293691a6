from __future__ import annotations

import pytest

from transforms.coding.ontology import load_ontology
from transforms.headlines import load_verbs, tell_event
from transforms.records import Realis

ROOTS = load_ontology().roots


@pytest.mark.parametrize(
    ("event_type", "mode", "realis", "has_recipient", "told"),
    [
        ("COERCE", "arrest", "asserted", True, "arrested"),
        ("COERCE", "arrest", "negated", True, "did not arrest"),
        ("COERCE", "arrest", "future", True, "to arrest"),
        ("COERCE", "arrest", "hypothetical", True, "may arrest"),
        ("COERCE", "arrest", "habitual", True, "again and again arrested"),
        ("CONSULT", None, "asserted", True, "consulted with"),
        ("CONSULT", None, "asserted", False, "consulted"),
        ("ASSAULT", "suicide-attack", "asserted", False, "made a suicide attack"),
        ("CONSULT", "multilateral", "future", False, "to consult"),
    ],
)
def test_an_event_is_told(event_type: str, mode: str | None, realis: str, has_recipient: bool, told: str) -> None:
    assert tell_event(event_type, mode, realis, has_recipient=has_recipient) == told


@pytest.mark.parametrize("root", sorted(ROOTS))
def test_every_type_and_mode_is_told_in_every_way(root: str) -> None:
    for mode in (None, *ROOTS[root].modes):
        for realis in Realis:
            for has_recipient in (True, False):
                told = tell_event(root, mode, realis, has_recipient=has_recipient)
                assert told == told.strip()
                assert "{" not in told


def test_the_verbs_name_only_types_and_modes_that_there_are() -> None:
    assert set(load_verbs()) == set(ROOTS)
    for root, modes in load_verbs().items():
        assert set(modes) <= {"type", *ROOTS[root].modes}
        assert list(modes)[1:] == sorted(list(modes)[1:])


def test_an_unknown_type_is_an_error() -> None:
    with pytest.raises(KeyError):
        tell_event("DANCE", None, "asserted", has_recipient=True)
