from __future__ import annotations

from pathlib import Path

import pytest

from flows.errors import InputError, SettingsError
from flows.sources import FileSource, Source, load_sources, parse_input

GOOD = """
[settings]
anything = "of somebody else"

[[source]]
id = "alpha"
url = "https://alpha.example/feed"
title = "Alpha"
country = "GBR"
language = "en"

[[source]]
id = "beta"
url = "http://beta.example:8080/rss?x=1"
title = "Beta"
allow_private = true
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "sources.toml"
    path.write_text(text, "utf-8")
    return path


def test_sources_come_in_order_and_settings_are_left_alone(tmp_path: Path) -> None:
    alpha, beta = load_sources(write(tmp_path, GOOD))
    assert isinstance(alpha, Source)
    assert isinstance(beta, Source)
    assert (alpha.id, alpha.country, alpha.language, alpha.allow_private) == ("alpha", "GBR", "en", False)
    assert (beta.id, beta.country, beta.language, beta.allow_private) == ("beta", None, None, True)


def test_files_and_folders_are_sources_too(tmp_path: Path) -> None:
    table = '[[source]]\nid = "desk"\npath = "in/box"\ncolumns = { title = "headline_txt" }\n'
    (desk,) = load_sources(write(tmp_path, table))
    assert desk == FileSource(id="desk", path=Path("in/box"), columns={"title": "headline_txt"})
    with pytest.raises(SettingsError, match="'b': path: 'in/box' is there twice"):
        load_sources(write(tmp_path, table + table.replace("desk", "b")))


def test_a_file_without_sources_has_none(tmp_path: Path) -> None:
    assert load_sources(write(tmp_path, "[settings]\n")) == ()


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('title = "Beta"', 'title = "Beta"\ncolour = "red"', ["'beta'", "colour", "unknown key"]),
        ('id = "beta"', 'id = "alpha"', ["'alpha'", "id", "twice"]),
        ("http://beta.example:8080/rss?x=1", "https://alpha.example/feed", ["'beta'", "url", "twice"]),
        ("http://beta.example", "ftp://beta.example", ["'beta'", "url", "http://"]),
        ("http://beta.example:8080/rss?x=1", "http://", ["'beta'", "url", "http://"]),
        ("beta.example:8080", "me:secret@beta.example", ["'beta'", "url", "password"]),
        ("beta.example:8080", "beta.example:99999", ["'beta'", "url", "address"]),
        ('country = "GBR"', 'country = "UKX"', ["'alpha'", "country", "alpha-3"]),
        ('language = "en"', 'language = "English"', ["'alpha'", "language"]),
        ('id = "beta"', 'id = "Beta!"', ["'Beta!'", "id"]),
        ('id = "beta"', "", ["number 2", "id", "missing"]),
        ("allow_private = true", 'allow_private = "yes"', ["'beta'", "allow_private"]),
        ('url = "https://alpha.example/feed"', 'path = "a"\nallow_private = true', ["'alpha'", "allow_private"]),
        ("allow_private = true", 'columns = { headline = "h" }', ["'beta'", "columns", "headline", "title"]),
        ("[[source]]", "[[source]", ["TOML"]),
    ],
)
def test_a_mistake_is_told_in_one_line(tmp_path: Path, old: str, new: str, words: list[str]) -> None:
    path = write(tmp_path, GOOD.replace(old, new))
    with pytest.raises(SettingsError) as caught:
        load_sources(path)
    message = str(caught.value)
    assert "\n" not in message
    for word in [str(path), *words]:
        assert word in message


def test_a_missing_file_and_a_wrong_table_are_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        load_sources(tmp_path / "absent.toml")
    with pytest.raises(SettingsError, match=r"\[\[source\]\]"):
        load_sources(write(tmp_path, '[source]\nid = "a"\n'))


def test_the_default_registry_is_good(root: Path) -> None:
    sources = load_sources(root / "sources.toml")
    assert len(sources) >= 18
    assert [source.id for source in sources] == sorted(source.id for source in sources)
    assert not any(source.allow_private for source in sources)


def test_an_argument_is_an_address_or_a_path() -> None:
    source = parse_input("https://news.example/world/rss.xml")
    assert isinstance(source, Source)
    assert (source.id, source.url) == ("news-example-world-rss-xml", "https://news.example/world/rss.xml")
    assert parse_input("examples/inbox") == Path("examples/inbox")
    assert parse_input("C:/news") == Path("C:/news")
    for wrong in ("ftp://news.example/x", "file:///etc/passwd", "https://"):
        with pytest.raises(InputError, match="http"):
            parse_input(wrong)
