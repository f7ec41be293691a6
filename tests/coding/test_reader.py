from __future__ import annotations

import pytest

from transforms.coding.reader import Act, Reader
from transforms.records import Span

TEXT = "Turkish police arrested four Kurdish mayors in Diyarbakir on Monday."


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def likeliest(acts: tuple[Act, ...]) -> Act:
    return max(acts, key=lambda act: act.likelihood)


def test_an_act_is_found_at_its_words_with_its_parties(reader: Reader) -> None:
    act = likeliest(reader.read(TEXT))
    assert TEXT[act.start : act.end] == "arrested"
    assert max(act.types, key=lambda kind: act.types[kind]) == "COERCE"
    assert max(act.modes, key=lambda mode: act.modes[mode]) == "COERCE/arrest"
    assert {TEXT[start:end] for start, end, p in act.sources if p > 0.5} >= {"police"}
    assert {TEXT[start:end] for start, end, p in act.targets if p > 0.5} >= {"mayors"}


def test_a_quiet_sentence_is_read_as_quiet(reader: Reader) -> None:
    assert all(act.likelihood < 0.3 for act in reader.read("The museum is open on Sundays, and its garden too."))
    assert reader.read("") == ()


def test_what_lies_behind_the_cut_is_not_read(reader: Reader) -> None:
    assert not [act for act in reader.read("The harvest was good. " * 100 + TEXT) if act.start > 1000]


def test_what_stands_between_two_parties_has_a_direction(reader: Reader) -> None:
    police, mayors = Span("Turkish police", 0, 14), Span("Kurdish mayors", 29, 43)
    there, back = reader.relate(TEXT, police, mayors), reader.relate(TEXT, mayors, police)
    assert there is not None
    assert back is not None
    assert max(there.types, key=lambda kind: there.types[kind]) == "COERCE"
    assert back.types["COERCE"] < there.types["COERCE"]
    assert sum(there.types.values()) == pytest.approx(1, abs=1e-3)
    assert reader.relate(TEXT, police, Span("police", 8, 14)) is None
