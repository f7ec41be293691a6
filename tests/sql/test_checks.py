from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from dataset_factory import NOW, TEXT, make_article, make_reject, run

from flows.schema import SQL, sql_files
from flows.warehouse import Warehouse


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sound dataset: an article, a copy of it, a revised one, one without events, and a reject."""
    folder = tmp_path_factory.mktemp("sound")
    with Warehouse(folder / "wireroom.duckdb", NOW) as warehouse:
        articles = [
            make_article("first"),
            make_article("copy"),
            make_article("other", text="Rain again. " + TEXT),
            make_article("plain", text="The market was quiet. " * 12),
        ]
        run(warehouse, folder / "one", articles, [make_reject("feed.xml")])
        run(warehouse, folder / "two", [make_article("other", text="Rain no more. " + TEXT)])
    return folder / "wireroom.duckdb"


@pytest.fixture
def warehouse(sound: Path, tmp_path: Path) -> Iterator[Warehouse]:
    """A copy of the sound dataset, to spoil."""
    shutil.copy(sound, tmp_path / "wireroom.duckdb")
    with Warehouse(tmp_path / "wireroom.duckdb", NOW) as opened:
        yield opened


def test_checks_are_silent_on_sound_data(warehouse: Warehouse) -> None:
    assert warehouse.connection.execute("SELECT count(*) FROM mention").fetchall() == [(2,)]
    assert {result.name: result.sample for result in warehouse.run_checks() if result.n_rows} == {}


ONE = "mention_id = (SELECT max(mention_id) FROM mention)"
SHIFT = "text_start = text_start + 1, text_end = text_end + 1"
# check, what its first column must say, the fault
FAULTS = [
    ("counts_add_up", "run_one", "UPDATE run SET n_collected = n_collected + 1 WHERE run_id = 'run_one'"),
    ("counts_add_up", "run_one", "DELETE FROM run_item WHERE state = 'rejected'"),
    ("counts_add_up", "run_one", "UPDATE run_item SET state = 'revised' WHERE state = 'loaded'"),
    ("orphans", "mention without its article", "UPDATE mention SET revision_id = 'r_other'"),
    ("orphans", "quote without its article", "UPDATE quote SET article_id = 'a_other'"),
    ("orphans", "mention without event", "UPDATE mention SET event_id = 'ev_other'"),
    ("orphans", "mention without event", "UPDATE mention SET event_id = NULL"),
    ("orphans", "mention without its place", "DELETE FROM dim_place"),
    ("orphans", "party without mention", f"DELETE FROM mention WHERE {ONE}"),
    ("orphans", "number without mention", f"DELETE FROM mention WHERE {ONE}"),
    ("orphans", "event without its best mention", "UPDATE event SET best_mention_id = 'm_other'"),
    ("orphans", "party without its actor", "DELETE FROM dim_actor"),
    ("events_add_up", "mentions", "UPDATE event SET n_mentions = n_mentions + 1"),
    ("events_add_up", "reports", "DELETE FROM event_report"),
    ("events_add_up", "summaries", "DELETE FROM mart_event_summary"),
    ("orphans", "report without event", "UPDATE event_report SET event_id = 'ev_other' || event_id"),
    ("orphans", "report without its article", "UPDATE event_report SET article_id = 'a_other' || article_id"),
    ("orphans", "event without report", "DELETE FROM event_report"),
    ("orphans", "range without event", "UPDATE event_count SET event_id = 'ev_other' || event_id"),
    ("orphans", "event without summary", "DELETE FROM mart_event_summary"),
    ("orphans", "summary without event", "UPDATE mart_event_summary SET event_id = 'ev_other'"),
    ("orphans", "alias without event", "INSERT INTO event_alias VALUES ('ev_alias', 'ev_other')"),
    ("orphans", "alias of an id in use", "INSERT INTO event_alias SELECT event_id, 'ev_other' FROM event"),
    ("orphans", "earlier reading without article", "UPDATE article_revision SET article_id = 'a_other'"),
    ("orphans", "article without source", "DELETE FROM source"),
    ("orphans", "article without capture", "DELETE FROM capture"),
    ("orphans", "article without story", "UPDATE article SET story_id = NULL"),
    ("orphans", "story without its lead", "UPDATE story SET lead_article_id = 'a_other'"),
    ("orphans", "copy without original", "UPDATE article SET duplicate_of = 'a_x' WHERE duplicate_of IS NOT NULL"),
    (
        "orphans",
        "copy without original",
        "UPDATE article SET coder_version = NULL, duplicate_of = "
        "(SELECT article_id FROM article WHERE duplicate_of IS NOT NULL) WHERE external_id = 'plain'",
    ),
    ("orphans", "reject without its capture", "UPDATE reject SET capture_id = 'cap_other'"),
    ("orphans", "reject without item", "DELETE FROM run_item"),
    ("orphans", "item without run", "DELETE FROM run"),
    ("orphans", "item without its article", "DELETE FROM article"),
    ("orphans", "item without its reject", "DELETE FROM reject"),
    *(
        ("ids_twice", what, f"INSERT INTO {table} FROM {table}")
        for what, table in [
            ("article", "article"),
            ("capture", "capture"),
            ("change", "event_change"),
            ("earlier reading", "article_revision"),
            ("event", "event"),
            ("item", "run_item"),
            ("mention", "mention"),
            ("number", "mention_count"),
            ("party", "mention_party"),
            ("quote", "quote"),
            ("range", "event_count"),
            ("report", "event_report"),
            ("story", "story"),
        ]
    ),
    (
        "ids_twice",
        "signature",
        "INSERT INTO signature SELECT article_id, revision_id, 'title', 0, [], [] FROM article, range(2)",
    ),
    ("sentences", "m_", "UPDATE mention SET sentence_end = 100000"),
    ("sentences", "m_", "UPDATE mention SET sentence_start = 0, sentence_end = 1"),
    ("sentences", "m_", "UPDATE mention SET sentence_start = trigger_text_end"),
    ("sentences", "m_", "UPDATE article SET text = repeat(' ', 1000)"),
    ("spans", "trigger", "UPDATE mention SET trigger_text_start = trigger_text_start + 1"),
    ("spans", "date", "UPDATE mention SET when_text_end = NULL"),
    ("spans", "place", "UPDATE mention SET where_text = 'Zenda'"),
    ("spans", "actor", f"UPDATE mention_party SET {SHIFT}"),
    ("spans", "recipient", "UPDATE mention_party SET text = 'Nobody' WHERE role = 'recipient'"),
    ("spans", "number", "UPDATE mention_count SET text = '13'"),
    ("spans", "words", f"UPDATE quote SET {SHIFT}"),
    ("spans", "speaker", "UPDATE quote SET speaker_text_end = speaker_text_end - 1"),
    ("spans", "verb", "UPDATE quote SET verb_text_start = 0"),
    ("codes", "event type", "UPDATE mention SET event_type = 'FIGHT'"),
    ("codes", "event type", "UPDATE mention SET quad_class = 'verbal_conflict'"),
    ("codes", "mode", "UPDATE mention SET mode = 'phone'"),
    ("codes", "context", "UPDATE mention SET contexts = ['military', 'weather']"),
    ("codes", "CAMEO code", "UPDATE mention SET cameo_code = '211'"),
    ("codes", "country of the place", "UPDATE mention SET where_country = 'IGO'"),
    ("codes", "country of a party", "UPDATE mention_party SET country = 'XXX'"),
    ("codes", "sector of a party", "UPDATE mention_party SET sector = 'XXX'"),
    ("codes", "country of a speaker", "UPDATE quote SET speaker_country = 'XXX'"),
    ("codes", "sector of a speaker", "UPDATE quote SET speaker_sector = 'XXX'"),
    ("dates", "published after", "UPDATE article SET published_at = TIMESTAMP '2024-06-17 05:00'"),
    ("dates", "published before", "UPDATE article SET published_on = DATE '1949-12-31'"),
    ("dates", "event outside", "UPDATE mention SET when_start = DATE '1899-12-31'"),
    ("events_ahead", "m_", "UPDATE mention SET when_start = DATE '2024-06-16', when_end = DATE '2024-06-16'"),
    (
        "copies_coded",
        "a_",
        "UPDATE article SET duplicate_of = 'a_x', coder_version = NULL "
        "WHERE article_id IN (SELECT article_id FROM mention)",
    ),
    ("coder_versions", "a_", "UPDATE article SET coder_version = NULL"),
    ("coder_versions", "a_", "UPDATE mention SET coder_version = 'test-0'"),
    ("nobody", "m_", "DELETE FROM mention_party WHERE role <> 'attributed_to'"),
    (
        "repeated_mentions",
        "a_",
        "INSERT INTO mention SELECT * REPLACE ('m2' || mention_id AS mention_id) FROM mention; "
        "INSERT INTO mention_party SELECT * REPLACE ('m2' || mention_id AS mention_id) FROM mention_party",
    ),
    (
        "empty_runs",
        "run_two",
        "DELETE FROM run_item WHERE run_id = 'run_two'; INSERT INTO source_health BY NAME SELECT name AS source_id, "
        "name AS address, started_at AS first_polled_at, started_at AS last_polled_at, 1 AS n_failures, "
        "'passing' AS last_failure, 'no answer' AS failure_detail, started_at AS next_poll_at, false AS is_silent "
        "FROM (SELECT *, unnest(['one', 'two']) AS name FROM run WHERE run_id = 'run_two')",
    ),
    (
        "sudden_drops",
        "wire",
        "INSERT INTO run BY NAME "
        "SELECT r.* REPLACE ('early' || n AS run_id, r.started_at - INTERVAL (n) DAY AS started_at) "
        "FROM run AS r, range(1, 7) AS days (n) WHERE run_id = 'run_one'; "
        "INSERT INTO run_source SELECT 'early' || n, 'wire', 1 FROM range(1, 7) AS days (n); "
        "INSERT INTO run_item BY NAME SELECT i.* REPLACE ('early' || n AS run_id, m AS item) "
        "FROM run_item AS i, range(1, 7) AS days (n), range(1, 21) AS items (m) WHERE i.run_id = 'run_two'",
    ),
    ("quotes_twice", "a_", "INSERT INTO quote SELECT * REPLACE ('q2' || quote_id AS quote_id) FROM quote"),
]


def test_every_check_has_a_planted_fault() -> None:
    assert {name for name, _, _ in FAULTS} == {file.name.removesuffix(".sql") for file in sql_files("checks")}


@pytest.mark.parametrize(("name", "words", "fault"), FAULTS)
def test_check_fires_on_a_planted_fault(warehouse: Warehouse, name: str, words: str, fault: str) -> None:
    warehouse.connection.execute(fault)
    rows = warehouse.connection.execute(SQL.joinpath(f"checks/{name}.sql").read_text("utf-8")).fetchall()
    assert any(row[0].startswith(words) for row in rows), rows
    result = next(result for result in warehouse.run_checks() if result.name == name)
    assert result.n_rows == len(rows)
    assert len(result.sample) == min(len(rows), 5)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE mention SET confidence = 1.01",
        "UPDATE mention_party SET confidence = -0.1",
        "UPDATE mention SET realis = 'maybe'",
        "UPDATE mention SET intensity = 11",
        "UPDATE mention SET where_latitude = 91",
        "UPDATE run_item SET reject_id = NULL",
        "UPDATE run_item SET state = 'lost'",
        "UPDATE article SET published_precision = NULL",
        "UPDATE article SET duplicate_of = article_id",
        "UPDATE reject SET reason = 'other'",
        "INSERT INTO reject FROM reject",
    ],
)
def test_constraints_refuse_what_no_check_needs_to_look_for(warehouse: Warehouse, statement: str) -> None:
    with pytest.raises(duckdb.ConstraintException):
        warehouse.connection.execute(statement)
