"""The tone of words."""

from __future__ import annotations

import time
import tomllib
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.tone import WORDS, mean_valence


def tone(text: str) -> float | None:
    return mean_valence(text.split())


def test_no_words_have_no_tone() -> None:
    assert mean_valence([]) is None


def test_words_without_valence_are_neutral() -> None:
    assert tone("the minister sat on a chair") == 0.0


def test_the_mean_runs_from_minus_one_to_one() -> None:
    assert tone("they murdered the hostages") == pytest.approx((-3 - 2) / 2 / 3)
    assert tone("massacre massacre") == -1.0
    assert tone("very superb") == 1.0


def test_case_does_not_matter() -> None:
    assert tone("MASSACRE") == tone("massacre") == -1.0


def test_a_negator_turns_what_follows_round() -> None:
    assert tone("the talks were not a success") == pytest.approx(-0.5 / 3)
    assert tone("it was n't a disaster") == pytest.approx(1 / 3)
    assert tone("without any violence") == pytest.approx(1 / 3)
    assert tone("not on any of those days was peace near") == tone("peace")


def test_an_intensifier_counts_more_and_a_downtoner_less() -> None:
    assert tone("very deadly") == -1.0
    assert tone("slightly deadly") == pytest.approx(-1 / 3)
    assert tone("very long and deadly") == tone("deadly")


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("attacked", "attack"),
        ("attacks", "attack"),
        ("banned", "ban"),
        ("bombing", "bomb"),
        ("defied", "defy"),
        ("dies", "die"),
        ("kidnapped", "kidnap"),
        ("kidnapping", "kidnap"),
        ("atrocities", "atrocity"),
        ("tortured", "torture"),
        ("torturing", "torture"),
        ("gunmen", "gunman"),
    ],
)
def test_forms_share_their_value(form: str, base: str) -> None:
    assert WORDS.valence[form] == WORDS.valence[base]


def test_the_list_is_sorted_and_sound() -> None:
    raw = tomllib.loads(resources.files("transforms").joinpath("data/tone.toml").read_text("utf-8"))
    seen: set[str] = set()
    groups = [words for kind in ("verbs", "nouns", "words") for words in raw[kind].values()]
    for words in (*groups, raw["downtoners"], raw["intensifiers"], raw["negators"]):
        assert words == sorted(words)
        assert not seen & set(words)
        assert len(set(words)) == len(words)
        seen |= set(words)
    assert all(word == word.lower() and " " not in word and len(word) > 2 for words in groups for word in words)
    assert all(-3 <= value <= 3 and value for value in WORDS.valence.values())
    assert len(seen) > 1500


def test_words_that_mean_both_are_left_out() -> None:
    for word in ("party", "right", "united", "justice", "democratic", "kind", "charge", "declined"):
        assert word not in WORDS.valence


@given(st.lists(st.sampled_from([*sorted(WORDS.valence)[:200], "not", "very", "slightly", "the", "."])))
def test_the_tone_stays_in_bounds(words: list[str]) -> None:
    found = mean_valence(words)
    assert (found is None) == (not words)
    assert found is None or -1.0 <= found <= 1.0


def test_it_is_fast() -> None:
    words = ["The", "army", "did", "not", "attack", "the", "very", "peaceful", "village", "."] * 10_000
    begun = time.process_time()
    mean_valence(words)
    assert time.process_time() - begun < 1.5 * len(words) / 1_000_000 * 2  # twice the target, for a busy machine
