"""The report as people see it: driven in headless Chromium, opened from disk, its numbers held against SQL."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from browser import console_errors, missing_programs, open_browser, requests_of, show
from conftest import Demo
from dataset_factory import make_article
from report_factory import IMAGE, SCRIPT, hostile_dataset, make_settings, publish_runs
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from flows.report import write_report
from flows.settings import Settings

pytestmark = pytest.mark.skipif(
    bool(missing_programs()),
    reason=f"needs {' and '.join(missing_programs())}: run .ci/install-chromium",
)
CHOICES = [
    "",
    "type=ASSAULT",
    "country=KEN",
    "who=police",
    "words=troops+border",
    "words=caf%C3%A9",
    "realis=future",
    "confidence=0.8",
    "quad=verbal_cooperation",
    "day=2026-11-12",
    "since=2026-11-10",
    "pair=THA%3EKHM",
    "source=inbox&type=PROTEST&country=KEN",
    "words=%27%3B+DROP+TABLE",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    with open_browser() as started:
        yield started


@pytest.fixture(scope="module")
def page(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report on the examples, from the first day of which they tell."""
    path = tmp_path_factory.mktemp("report") / "report.html"
    done = demo.command("report", "--since", "2026-10-15", "--out", str(path))
    assert done.returncode == 0, done.stderr
    return path


@pytest.fixture(scope="module")
def dataset(demo: Demo) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(demo.folder / "data" / "wireroom.duckdb"), read_only=True) as connection:
        yield connection


def query_of(browser, name: str) -> str:  # type: ignore[no-untyped-def]
    """Unfold "How was this counted?" and read the query."""
    details = browser.find_element(By.CSS_SELECTOR, f"details[data-query={name}]")
    browser.execute_script("arguments[0].open = false; arguments[0].open = true", details)
    pre = details.find_element(By.TAG_NAME, "pre")
    for _ in range(50):
        if text := pre.get_property("textContent"):
            return str(text)
        browser.execute_async_script("requestAnimationFrame(arguments[0])")
    raise AssertionError(f"no query for {name}")


def total_of(browser) -> tuple[int, ...]:  # type: ignore[no-untyped-def]
    return tuple(int(n.replace(",", "")) for n in re.findall(r"[\d,]+", browser.find_element(By.ID, "total").text))


def table_of(browser, name: str) -> list[list[str]]:  # type: ignore[no-untyped-def]
    script = """
        const details = document.querySelector(`details[data-table=${arguments[0]}]`);
        const tell = () => arguments[1](Array.from(details.querySelectorAll("tbody tr"),
            (row) => Array.from(row.cells, (cell) => cell.textContent)));
        details.open = true;
        setTimeout(tell, 100);
    """
    rows: list[list[str]] = browser.execute_async_script(script, name)
    return rows


@pytest.mark.parametrize("choice", CHOICES)
def test_every_choice_gives_the_counts_that_its_query_gives(browser, page, dataset, choice: str) -> None:  # type: ignore[no-untyped-def]
    show(browser, page, choice)
    (events, reports) = dataset.execute(query_of(browser, "totals")).fetchall()[0]
    assert total_of(browser) == (events, reports)
    by_day = {}
    for day, _type, quad, n in dataset.execute(query_of(browser, "days")).fetchall():
        by_day[(day, quad)] = by_day.get((day, quad), 0) + n
    rows = table_of(browser, "days")
    assert sum(int(row[-1].replace(",", "")) for row in rows) == events == sum(by_day.values())
    for column, quad in enumerate(
        ["material_cooperation", "verbal_cooperation", "verbal_conflict", "material_conflict"], 1
    ):
        assert sum(int(row[column]) for row in rows) == sum(n for (_, one), n in by_day.items() if one == quad)
    pairs = dataset.execute(query_of(browser, "pairs")).fetchall()
    assert sum(int(row[2]) for row in table_of(browser, "pairs")) == sum(n for _, _, n, _ in pairs)
    places = dataset.execute(query_of(browser, "places")).fetchall()
    assert sum(int(row[2]) for row in table_of(browser, "places")) == sum(row[-1] for row in places)
    assert console_errors(browser) == []


@pytest.mark.parametrize("width", [1440, 390])
def test_every_part_of_the_page_offers_its_query(browser, page: Path, width: int) -> None:  # type: ignore[no-untyped-def]
    show(browser, page, width=width)
    offered = browser.find_elements(By.CSS_SELECTOR, "details.query > summary")
    assert len(offered) == 9
    assert all(one.text.startswith("How w") for one in offered)


@pytest.mark.parametrize("choice", ["", "type=ASSAULT", "words=troops+border"])
def test_the_numbers_on_the_cards_are_those_of_their_query(browser, page, dataset, choice: str) -> None:  # type: ignore[no-untyped-def]
    show(browser, page, choice)
    found = dataset.execute(query_of(browser, "cards"))
    columns = [one[0] for one in found.description]
    rows = [dict(zip(columns, row, strict=True)) for row in found.fetchall()]
    cards = browser.find_elements(By.CSS_SELECTOR, ".card summary")
    assert len(cards) == min(12, len(rows)) > 0
    for card, row in zip(cards, rows, strict=False):
        facts = card.find_element(By.CLASS_NAME, "facts").text
        assert facts.startswith(row["event_type"])
        assert f"confidence {row['confidence']:.2f}" in facts
        for told in (row["numbers"] or "").split(", "):
            assert told.replace("-", "\u2013").replace(" crowd", " in the crowd") in facts.replace(",", "")
        weight = [int(n) for n in re.findall(r"\d+", card.find_element(By.CLASS_NAME, "weight").text)]
        assert weight == [row["n_independent"], row["n_reports"]]


@pytest.mark.parametrize(
    ("choice", "condition"),
    [
        ("", "true"),
        ("type=ASSAULT", "e.event_type = 'ASSAULT'"),
        ("realis=future", "e.realis = 'future'"),
        ("country=KEN", "p.country = 'KEN' OR EXISTS (FROM mention_party AS t WHERE t.mention_id = e.best_mention_id "
         "AND t.role <> 'attributed_to' AND t.country = 'KEN')"),
    ],
)  # fmt: skip
def test_the_counts_are_those_of_the_tables_themselves(browser, page, dataset, choice: str, condition: str) -> None:  # type: ignore[no-untyped-def]
    show(browser, page, choice)
    tables = "event AS e LEFT JOIN dim_place AS p USING (place_id)"
    query = f"SELECT count(*), sum(n_articles)::BIGINT FROM {tables} WHERE {condition}"
    assert total_of(browser) == dataset.execute(query).fetchall()[0]
    assert total_of(browser)[0] > 0


def test_nothing_is_asked_of_any_network_and_the_console_is_silent(browser, page: Path) -> None:  # type: ignore[no-untyped-def]
    requests_of(browser)
    show(browser, page)
    browser.execute_script("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    browser.execute_async_script("setTimeout(arguments[0], 200)")
    assert requests_of(browser) == {page.resolve().as_uri()}
    assert console_errors(browser) == []


def test_a_cell_of_the_matrix_shows_the_events_behind_it(browser, page, dataset) -> None:  # type: ignore[no-untyped-def]
    show(browser, page)
    pairs = {f"{a}>{r}": (n, mean) for a, r, n, mean in dataset.execute(query_of(browser, "pairs")).fetchall()}
    cells = browser.find_elements(By.CSS_SELECTOR, ".matrix button")
    assert len(cells) > 10
    for cell in cells:
        n, mean = pairs[cell.get_attribute("data-pair")]
        shown_mean, shown_n = cell.get_property("textContent").replace("\u2212", "-"), str(n)
        assert shown_mean.endswith(shown_n)
        assert float(shown_mean.removesuffix(shown_n)) == pytest.approx(mean, abs=0.051)
    chosen = cells[0].get_attribute("data-pair")
    browser.execute_script("arguments[0].click()", cells[0])
    assert total_of(browser)[0] == pairs[chosen][0]
    assert f"pair={chosen.replace('>', '%3E')}" in browser.current_url
    pressed = browser.find_element(By.CSS_SELECTOR, f".matrix button[data-pair='{chosen}']")
    assert pressed.get_attribute("aria-pressed") == "true"


def test_a_country_of_the_map_filters_the_page(browser, page: Path) -> None:  # type: ignore[no-untyped-def]
    show(browser, page)
    click = "document.querySelector('[data-country=KEN]').dispatchEvent(new MouseEvent('click', {bubbles: true}))"
    browser.execute_script(click)
    assert "country=KEN" in browser.current_url
    kenya = total_of(browser)
    show(browser, page, "country=KEN")
    assert total_of(browser) == kenya
    browser.find_element(By.ID, "clear").click()
    assert total_of(browser)[0] > kenya[0]


def test_the_keyboard_reaches_filter_cards_and_cells(browser, page: Path) -> None:  # type: ignore[no-untyped-def]
    show(browser, page)
    before = total_of(browser)
    browser.find_element(By.NAME, "words").send_keys("border")
    assert "words=border" in browser.current_url
    assert 0 < total_of(browser)[0] < before[0]
    summary = browser.find_element(By.CSS_SELECTOR, ".card summary")
    summary.send_keys(Keys.ENTER)
    sentence = WebDriverWait(browser, 30).until(lambda one: one.find_element(By.CSS_SELECTOR, ".card[open] blockquote"))
    assert "border" in browser.find_element(By.CSS_SELECTOR, ".card[open]").text.lower()
    assert sentence.find_elements(By.CSS_SELECTOR, "mark.trigger")
    assert "wireroom explain m_" in browser.find_element(By.CSS_SELECTOR, ".card[open] .command").text
    show(browser, page)
    first = browser.find_element(By.CSS_SELECTOR, ".matrix button")
    browser.execute_script("arguments[0].focus()", first)
    first.send_keys(Keys.ARROW_DOWN)
    first.send_keys(Keys.ARROW_RIGHT)
    assert browser.switch_to.active_element.get_attribute("data-pair") is not None


def test_charts_have_a_name_and_a_table(browser, page: Path) -> None:  # type: ignore[no-untyped-def]
    show(browser, page)
    for chart in browser.find_elements(By.CSS_SELECTOR, "[role=img]"):
        assert len(chart.get_attribute("aria-label")) > 40
    for name in ("days", "places", "pairs"):
        assert table_of(browser, name)
    unnamed = "return [...document.querySelectorAll('input, select')].filter((field) => !field.labels.length).length"
    assert browser.execute_script(unnamed) == 0


@pytest.mark.parametrize("is_dark", [False, True])
@pytest.mark.parametrize("width", [320, 390, 768, 1440])
def test_no_width_overflows(browser, page: Path, width: int, is_dark: bool) -> None:  # type: ignore[no-untyped-def]
    show(browser, page, width=width, is_dark=is_dark)
    browser.execute_script("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    wide = browser.execute_script("return [document.documentElement.scrollWidth, window.innerWidth]")
    assert wide[0] <= wide[1]
    paper = browser.execute_script("return getComputedStyle(document.body).backgroundColor")
    assert (sum(map(int, re.findall(r"\d+", paper)[:3])) < 200) == is_dark


def test_hostile_text_stays_text(browser, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    settings = hostile_dataset(tmp_path)
    path = write_report(settings, settings.report_path).path
    show(browser, path)
    browser.execute_script("document.querySelectorAll('.card').forEach((one) => (one.open = true))")
    browser.execute_async_script("setTimeout(arguments[0], 200)")
    text = browser.find_element(By.TAG_NAME, "body").get_property("textContent")
    assert IMAGE in text
    assert SCRIPT in text
    assert browser.find_elements(By.CSS_SELECTOR, "img, iframe, object, [onerror], [onmouseover]") == []
    links = [one.get_attribute("href") for one in browser.find_elements(By.CSS_SELECTOR, "main a[target]")]
    assert links
    assert all(link.startswith("https://news.example/") for link in links)
    assert console_errors(browser) == []
    assert requests_of(browser) >= {path.resolve().as_uri()}


def test_the_page_runs_no_script_that_is_not_its_own(browser, page: Path) -> None:  # type: ignore[no-untyped-def]
    show(browser, page)
    browser.execute_script(
        "const one = document.createElement('script'); one.textContent = 'window.ran = 1'; document.body.append(one);"
        "document.body.setAttribute('onclick', 'window.ran = 1'); document.body.click()"
    )
    assert browser.execute_script("return window.ran") is None
    assert any("Content Security Policy" in message for message in console_errors(browser))


def test_one_event_and_none_look_right(browser, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    one = make_settings(tmp_path / "one")
    publish_runs(one, [make_article("a")])
    show(browser, write_report(one, one.report_path).path)
    assert total_of(browser) == (1, 1)
    headline: WebElement = browser.find_element(By.CSS_SELECTOR, ".card h3")
    assert headline.text.replace("\n", " ") == "Ruritania RUR·MIL struck from the air Borduria BOR in Strelsau"
    none: Settings = make_settings(tmp_path / "none")
    publish_runs(none)
    show(browser, write_report(none, none.report_path).path)
    assert "Nothing to show" in browser.find_element(By.ID, "what").text
    assert console_errors(browser) == []
