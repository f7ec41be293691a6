"""Settings: file, environment, and one clear line for every mistake."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.errors import SettingsError
from flows.settings import Settings, find_sources, load_settings


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)

    def _write(text: str, name: str = "sources.toml") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return _write


def test_without_a_file_the_defaults_hold(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    settings = load_settings(None, {})
    assert settings == Settings()
    assert settings.data_dir == Path("data")
    assert 1 <= settings.workers <= 2


def test_the_file_in_the_working_directory_is_read(write):
    write('[settings]\ndata_dir = "elsewhere"\nbatch_characters = 50000\n')
    settings = load_settings(None, {})
    assert (settings.data_dir, settings.batch_characters) == (Path("elsewhere"), 50_000)


def test_the_environment_wins_over_the_file(write):
    write("[settings]\nworkers = 3\n")
    assert load_settings(None, {"WIREROOM_WORKERS": "5"}).workers == 5
    assert load_settings(None, {"OTHER_WORKERS": "5"}).workers == 3


def test_the_option_wins_over_the_variable(write):
    path = write("", "mine.toml")
    assert find_sources(path, {"WIREROOM_SOURCES": "theirs.toml"}) == (path, True)
    assert find_sources(None, {"WIREROOM_SOURCES": "theirs.toml"}) == (Path("theirs.toml"), True)
    assert find_sources(None, {}) == (Path("sources.toml"), False)


def test_settings_do_not_change_in_flight():
    with pytest.raises(ValueError, match="frozen"):
        Settings().workers = 4  # type: ignore[misc]


@pytest.mark.parametrize(
    ("text", "environ", "says"),
    [
        ("[settings]\npipline = 'x'\n", {}, 'sources.toml, table [settings]: unknown setting "pipline"; did you mean'),
        ("[settings]\nzzz = 1\n", {}, "known settings: data_dir, pipeline, workers"),
        ("", {"WIREROOM_DATADIR": "x"}, 'WIREROOM_DATADIR: unknown setting "datadir"; did you mean "data_dir"?'),
        ("", {"WIREROOM_WORKERS": "many"}, "WIREROOM_WORKERS"),
        ("[settings]\nworkers = 0\n", {}, '"workers" Input should be greater than or equal to 1 (got 0)'),
        ("[settings]\ncron = 'nightly'\n", {}, "five fields"),
        ("[settings]\ntimezone = 'Mars/Base'\n", {}, "no known time zone"),
        ("[settings\n", {}, "no valid TOML"),
        ("settings = 3\n", {}, "[settings] must be a table"),
    ],
)
def test_a_mistake_gets_one_line_that_says_where(write, text, environ, says):
    write(text)
    with pytest.raises(SettingsError) as caught:
        load_settings(None, environ)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value).strip()


def test_a_named_file_must_exist(tmp_path):
    with pytest.raises(SettingsError, match=r"absent\.toml: cannot be read"):
        load_settings(tmp_path / "absent.toml", {})
