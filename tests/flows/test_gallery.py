from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from dataset_factory import NOW, TEXT, make_article, make_mention, make_reject, run

from flows.dictionary import data_dictionary
from flows.errors import InputError
from flows.gallery import list_queries, read_named_query
from flows.publish import query
from flows.schema import sql_files
from flows.warehouse import Warehouse
from transforms.records import Article, Coded, Realis

NAMES = [file.name.removesuffix(".sql") for file in sql_files("queries")]
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("gallery")
    with Warehouse(folder / "wireroom.duckdb", NOW) as warehouse:
        articles = [make_article("first"), make_article("copy", source_id="post"), make_article("own", "Own. " + TEXT)]
        run(warehouse, folder / "one", articles, [make_reject("feed.xml")])
    return folder / "wireroom.duckdb"


def test_there_are_twenty_and_each_says_what_it_answers() -> None:
    listed = list_queries().to_pylist()
    assert [row["name"] for row in listed] == [f"@{name}" for name in NAMES]
    assert len(listed) == 20
    assert all(len(row["answers"]) > 30 and row["answers"].endswith(".") for row in listed)


# These ask for what the small dataset does not hold.
EMPTY = {
    *("announced_events", "disputed_numbers", "protests_by_week", "silent_sources", "threats_last_month"),
    *("threats_sentences", "who_met_whom"),
}


@pytest.mark.parametrize("name", NAMES)
def test_query_runs(dataset: Path, name: str) -> None:
    result = query(dataset, read_named_query(f"@{name}"))
    assert result.num_columns >= 3
    assert (result.num_rows == 0) == (name in EMPTY)


def test_threats_are_counted_by_publication_and_protests_that_were_told_as_facts(tmp_path: Path) -> None:
    def code(article: Article) -> Coded:
        threat = make_mention(article, event_type="THREATEN", mode=None, quad_class="verbal_conflict", when=None)
        marched = make_mention(article, mention_id="m_1", event_type="PROTEST", mode=None, quad_class="verbal_conflict")
        denied = replace(marched, mention_id="m_2", realis=Realis.NEGATED, where=None)
        return Coded(article.article_id, article.revision_id, (threat, marched, denied), (), None)

    with Warehouse(tmp_path / "wireroom.duckdb", NOW) as warehouse:
        run(warehouse, tmp_path / "one", [make_article("first")], code=code)
    assert query(tmp_path / "wireroom.duckdb", read_named_query("@threats_last_month")).to_pylist() == [
        {"actor_country": "RUR", "recipient_country": "BOR", "mentions": 1, "events": 1}
    ]
    protests = query(tmp_path / "wireroom.duckdb", read_named_query("@protests_by_week")).to_pylist()
    assert [row["events"] for row in protests] == [1]


def test_an_unknown_name_is_told() -> None:
    with pytest.raises(InputError, match="no query @nothing: wireroom sql --list"):
        read_named_query("@nothing")


def test_the_documentation_is_the_schema() -> None:
    assert (ROOT / "docs" / "schema.md").read_text("utf-8") == data_dictionary(), (
        "the schema changed: wireroom schema > docs/schema.md"
    )
