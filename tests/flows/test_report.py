"""The report as a file: what it holds, for any state of the dataset. The page is tried in test_report_page.py."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import duckdb
import pytest
from dataset_factory import NOW, TEXT, make_article, run
from report_factory import data_of, hostile_dataset, make_settings, publish_runs

from flows.errors import InputError
from flows.report import PAGE, SCRIPTS, fill_query, read_query, write_report
from flows.report_columns import pack, unpack
from flows.schema import DatasetError, sql_files
from flows.settings import Settings
from flows.warehouse import Warehouse
from flows.worldmap import HEIGHT, WIDTH, outlines, project


def html_of(settings: Settings, **scope: Any) -> str:
    return write_report(settings, settings.report_path, **scope).path.read_text("utf-8")


def test_without_a_dataset_it_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="run `wireroom run` first"):
        write_report(make_settings(tmp_path), tmp_path / "report.html")
    assert not (tmp_path / "report.html").exists()


def test_an_empty_dataset_is_said_to_be_empty(tmp_path: Path) -> None:
    settings = make_settings(tmp_path)
    publish_runs(settings)
    html = html_of(settings)
    assert "There has been no night yet." in html
    assert "Nothing to show" in html
    assert "<script" not in html


def test_a_night_that_failed_is_said_to_have_failed_over_what_was_there_before(tmp_path: Path) -> None:
    settings = make_settings(tmp_path)
    publish_runs(settings, [make_article("a")])
    with Warehouse(settings.warehouse_path, NOW) as warehouse:
        warehouse.begin_run("run_2", NOW + dt.timedelta(days=1), "0.1.0", "test-1")
        warehouse.finish_run("run_2", NOW + dt.timedelta(days=1, minutes=3), "failed", "RunError: <b>disk</b> is full")
    html = html_of(settings)
    assert "The night failed.</b> RunError: &lt;b&gt;disk&lt;/b&gt; is full" in html
    assert "What follows is the dataset as it was published before." in html
    assert "1 event reported from" in html


def test_a_first_night_that_failed_has_a_report_as_well(tmp_path: Path) -> None:
    settings = make_settings(tmp_path)
    with Warehouse(settings.warehouse_path, NOW) as warehouse:
        warehouse.begin_run("run_1", NOW, "0.1.0", "test-1")
        warehouse.finish_run("run_1", NOW, "failed", "RunError: no")
    html = html_of(settings)
    assert "The night failed." in html
    assert "Nothing to show" in html


def test_a_killed_night_is_told_once_the_next_run_knows_of_it(tmp_path: Path) -> None:
    settings = make_settings(tmp_path)
    with Warehouse(settings.warehouse_path, NOW) as warehouse:
        warehouse.begin_run("run_1", NOW, "0.1.0", "test-1")
    assert "A run is still at work." in html_of(settings)
    with Warehouse(settings.warehouse_path, NOW) as warehouse:
        warehouse.connection.execute("UPDATE run SET state = 'interrupted'")
    assert "The night was interrupted" in html_of(settings)


def test_the_night_is_told_with_its_counts_and_what_is_usual(tmp_path: Path) -> None:
    settings = make_settings(tmp_path)
    nights = [[make_article(f"{night}{n}", f"{TEXT} {night} {n}") for n in range(night + 1)] for night in range(5)]
    publish_runs(settings, *nights)
    html = html_of(settings)
    assert "The night went well." in html
    tiles = dict(re.findall(r"<dt>(\w+)</dt><dd>([^<]*?)\s*<", html))
    assert tiles["collected"] == tiles["loaded"] == "5"
    assert tiles["rejected"] == "0"
    assert "usual 2" in html  # the median of 1, 2, 3 and 4, rounded to even
    assert "the median of the 4 completed nights before" in html


def test_one_event_is_one_event(tmp_path: Path) -> None:
    settings = make_settings(tmp_path)
    publish_runs(settings, [make_article("a")])
    html = html_of(settings)
    events = data_of(html)["events"]
    assert events["kinds"] == [
        ["ASSAULT", "aerial", "material_conflict", -9.5, "195", "asserted"] + ["struck from the air"] * 2
    ]
    assert events["parties"] == [["Ruritania", "RUR", "MIL"], ["Borduria", "BOR", ""]]
    assert events["actors"] == {"n": [1], "of": [0]}
    assert events["recipients"] == {"n": [1], "of": [1]}
    assert events["times"] == [["2024-06-14", "2024-06-14"]]
    assert events["numbers"] == [[0, "killed", 12, 12]]
    assert events["confidence"] == [800]
    evidence = data_of(html)["evidence"]
    sentence, marks = evidence["sentence"][0], evidence["marks"][0].split()
    parts = {mark[0]: sentence[slice(*map(int, mark[1:].split(":")))] for mark in marks}
    assert parts == {"t": "bombed", "a": "Ruritanian jets", "r": "port of Strelsau", "d": "on Friday", "p": "Strelsau"}


def test_days_and_country_choose_what_is_told(tmp_path: Path) -> None:
    settings = make_settings(tmp_path)
    late = make_article("b", f"{TEXT} Later.", published_at=dt.datetime(2024, 7, 1, 9, 0))
    publish_runs(settings, [make_article("a"), late])
    assert write_report(settings, settings.report_path).scope.until == dt.date(2024, 7, 1)
    june = write_report(settings, settings.report_path, until=dt.date(2024, 6, 20))
    assert june.n_events == 1
    assert june.scope.since == dt.date(2024, 5, 22)
    assert (
        write_report(settings, settings.report_path, since=dt.date(2024, 7, 2), until=dt.date(2024, 7, 3)).n_events == 0
    )
    assert write_report(settings, settings.report_path, country="BOR").n_events >= 1
    assert write_report(settings, settings.report_path, country="IGO").n_events == 0
    with pytest.raises(InputError, match="before it begins"):
        write_report(settings, settings.report_path, since=dt.date(2024, 7, 2), until=dt.date(2024, 7, 1))
    with pytest.raises(InputError, match="no code of dim_country"):
        write_report(settings, settings.report_path, country="Borduria")


def test_the_same_dataset_gives_the_same_file(tmp_path: Path) -> None:
    settings = make_settings(tmp_path)
    publish_runs(settings, [make_article("a"), make_article("b", f"{TEXT} More.")])
    assert html_of(settings) == html_of(settings)


def test_text_from_feeds_stays_text_wherever_it_stands(tmp_path: Path) -> None:
    html = html_of(hostile_dataset(tmp_path))
    markup = re.sub(r'(?s)<script type="application/gzip".*', "", html)
    assert "onerror" not in markup
    assert "alert(" not in markup
    assert html.count("<script") == 2  # the data and the page's own
    packed = re.search(r'id="data">([^<]*)<', html)
    assert packed is not None
    assert re.fullmatch(r"[A-Za-z0-9+/=]+", packed[1])  # nothing in it can end the element, whatever the text was
    assert any("</script>" in str(article) for article in data_of(html)["evidence"]["articles"])


def test_data_travels_whole() -> None:
    data = {"text": "</script><!-- \u2028\u2029 \0 “Zoe\u0301” 👍🏽 & <b>", "none": None, "list": [1, 2.5, [True]]}
    assert unpack(pack(data)) == data
    assert pack(data) == pack(data)


def test_a_query_is_shown_as_it_can_be_run() -> None:
    filled = fill_query(
        "SELECT $since, $country, $quotes, $name", {"since": NOW.date(), "country": None, "quotes": 3, "name": "o'x"}
    )
    assert filled == "SELECT DATE '2024-06-15', NULL, 3, 'o''x'"


def test_every_query_of_the_report_begins_with_what_it_counts() -> None:
    files = sql_files("report")
    assert len(files) >= 14
    for file in files:
        assert read_query(file.name.removesuffix(".sql")).startswith("-- "), file.name


@pytest.mark.parametrize("name", SCRIPTS)
def test_the_page_never_reads_text_as_markup_or_script(name: str) -> None:
    script = PAGE.joinpath(f"{name}.js").read_text("utf-8")
    forbidden = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|</script|<!--|fetch\("
    assert not re.search(forbidden, script)


def test_every_script_is_in_the_page() -> None:
    assert {f"{name}.js" for name in SCRIPTS} == {file.name for file in PAGE.iterdir() if file.name.endswith(".js")}


@pytest.mark.parametrize(
    ("longitude", "latitude", "x", "y"),
    [(0, 0, WIDTH / 2, 243.4), (180, 0, WIDTH, 243.4), (-180, 0, 0, 243.4), (0, 90, WIDTH / 2, 0)],
)
def test_points_lie_where_the_projection_puts_them(longitude: float, latitude: float, x: float, y: float) -> None:
    assert project(longitude, latitude) == pytest.approx((x, y), abs=0.3)


def test_outlines_lie_on_the_map_and_belong_to_known_countries() -> None:
    codes = [code for code, _ in outlines()]
    assert len(codes) == len(set(codes)) > 230
    assert {"UKR", "SGP", "KIR", "USA"} <= set(codes)
    assert all(re.fullmatch(r"[A-Z]{3}|", code) for code in codes)
    for _, path in outlines():
        numbers = [tuple(map(float, point.split(","))) for point in re.findall(r"-?[\d.]+,-?[\d.]+", path)]
        assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in numbers)


def test_unusual_days_are_found_by_their_distance_from_the_median() -> None:
    first = dt.date(2024, 6, 1)
    often = {"ASSAULT": [1] * 13 + [9], "CONSULT": [4, 5, 6] * 4 + [5, 6], "PROTEST": [0] * 13 + [2]}
    rows = [
        (first + dt.timedelta(days=day), event_type, ["RUR"] if event_type == "ASSAULT" else [])
        for event_type, days in often.items()
        for day, n in enumerate(days)
        for _ in range(n)
    ]
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE report_event (day DATE, event_type VARCHAR, countries VARCHAR[])")
        connection.executemany("INSERT INTO report_event VALUES (?, ?, ?)", rows)
        connection.execute("CREATE TABLE dim_country AS SELECT 'RUR' AS country, 'Ruritania' AS name")
        found = connection.execute(read_query("unusual"), {"until": dt.date(2024, 6, 14)}).fetchall()
    assert found == [
        ("country", "RUR", "Ruritania", 9, 1.0, 13, 8.0),
        ("event_type", "ASSAULT", "ASSAULT", 9, 1.0, 13, 8.0),
    ]


def test_the_report_is_kept_whole_when_it_is_made_again(tmp_path: Path) -> None:
    settings = make_settings(tmp_path)
    with Warehouse(settings.warehouse_path, NOW) as warehouse:
        run(warehouse, tmp_path / "r1", [make_article("a")])
    write_report(settings, tmp_path / "out" / "r.html")
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["r.html"]
