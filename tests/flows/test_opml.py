"""Lists of feeds: collected in one run, or added to sources.toml for good."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.cli import run_command
from flows.inputs import plan_inputs
from flows.opml import find_feeds
from flows.sources import FileSource, Source, load_sources
from transforms.parse.opml import list_feeds

LIST = """<?xml version="1.0"?><opml version="2.0"><body>
<outline text="World"><outline text="Harbour &quot;Press&quot;" xmlUrl="https://harbour.example/feed" language="en-GB"/>
<outline title="Harbour &quot;Press&quot;" XMLURL="feed://coast.example/rss?a=1&amp;b=2"/></outline>
<outline text="Twice" xmlUrl="https://harbour.example/feed"/><outline xmlUrl="feed:https://bare.example/x"/>
<outline text="Local" xmlUrl="file:///etc/passwd"/><outline text="A folder"/></body></opml>"""


def write(folder: Path, text: str = LIST) -> Path:
    path = folder / "feeds.xml"
    path.write_text(text, "utf-8")
    return path


def test_an_opml_file_stands_for_its_feeds(tmp_path: Path) -> None:
    sources = plan_inputs([str(write(tmp_path))], tmp_path / "sources.toml")
    assert [(source.id, source.url, source.title) for source in sources if isinstance(source, Source)] == [
        ("harbour-press", "https://harbour.example/feed", 'Harbour "Press"'),
        ("harbour-press-2", "http://coast.example/rss?a=1&b=2", 'Harbour "Press"'),
        ("bare-example-x", "https://bare.example/x", "https://bare.example/x"),
    ]


def test_any_other_file_is_a_source_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "My News.txt"
    path.write_text("words", "utf-8")
    assert plan_inputs([str(path), str(path)], tmp_path / "x") == [FileSource(id="my-news", path=path)]
    assert find_feeds(tmp_path) is None


def test_import_adds_what_is_new(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    registry = tmp_path / "sources.toml"
    registry.write_text('[[source]]\nid = "x"\nurl = "https://harbour.example/feed"\ntitle = "X"', "utf-8")
    assert run_command(["import", str(write(tmp_path)), "--sources", str(registry)]) == 0
    assert "2 feeds added" in capsys.readouterr().out
    assert [source.id for source in load_sources(registry)] == ["x", "harbour-press-2", "bare-example-x"]
    assert run_command(["import", str(write(tmp_path)), "--sources", str(registry)]) == 0
    assert "0 feeds added" in capsys.readouterr().out
    assert len(load_sources(registry)) == 3


@pytest.mark.parametrize(
    ("text", "words"),
    [("words", "no list of feeds"), ("<opml><body/></opml>", "without a feed"), ("<opml", "without a feed")],
)
def test_what_is_no_list_is_told(tmp_path: Path, text: str, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    run_command(["import", str(write(tmp_path, text)), "--sources", str(tmp_path / "sources.toml")])
    captured = capsys.readouterr()
    assert words in captured.out + captured.err


def test_a_name_that_is_taken_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    registry = tmp_path / "sources.toml"
    registry.write_text('[[source]]\nid = "bare-example-x"\nurl = "https://other.example"\ntitle = "X"\n', "utf-8")
    assert run_command(["import", str(write(tmp_path)), "--sources", str(registry)]) == 2
    assert "bare-example-x" in capsys.readouterr().err
    assert len(load_sources(registry)) == 1


def test_the_real_list_is_read_whole(shared: Path) -> None:
    feeds = list_feeds((shared / "feeds" / "subs.opml").read_text("utf-8"))
    sources = find_feeds(shared / "feeds" / "subs.opml")
    assert feeds is not None
    assert sources is not None
    assert len(sources) == len({feed.address for feed in feeds}) > 100
