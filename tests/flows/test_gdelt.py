"""GDELT's shape: what our events become in it, and that the validator sees each kind of fault."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from dataset_factory import NOW, make_article, run

from flows.dimensions import dimension_rows
from flows.export import export
from flows.export_format import ExportFormat
from flows.gdelt import FILES, check_gdelt, gdelt_columns
from flows.publish import publish
from flows.warehouse import Warehouse
from transforms.coding.ontology import load_ontology

# As GDELT publishes them, in its codebook for Events 2.0 and Mentions. ACTOR and GEO stand for what repeats.
ACTOR = "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code"
GEO = "Type FullName CountryCode ADM1Code ADM2Code Lat Long FeatureID"
EVENTS_TEXT = """
GLOBALEVENTID SQLDATE MonthYear Year FractionDate Actor1:ACTOR Actor2:ACTOR
IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale NumMentions NumSources NumArticles AvgTone
Actor1Geo_:GEO Actor2Geo_:GEO ActionGeo_:GEO DATEADDED SOURCEURL
"""
MENTIONS_TEXT = """
GLOBALEVENTID EventTimeDate MentionTimeDate MentionType MentionSourceName MentionIdentifier SentenceID
Actor1CharOffset Actor2CharOffset ActionCharOffset InRawText Confidence MentionDocLen MentionDocTone
MentionDocTranslationInfo Extras
"""


def expand(text: str) -> list[str]:
    """Write out the names of a list of columns."""
    parts = {"ACTOR": ACTOR, "GEO": GEO}
    names = []
    for word in text.split():
        prefix, _, part = word.partition(":")
        names += [prefix + name for name in parts[part].split()] if part else [word]
    return names


EVENTS, MENTIONS = expand(EVENTS_TEXT), expand(MENTIONS_TEXT)

PLANT = """
UPDATE mention_party SET name = 'France', country = 'FRA', sector = 'MIL' WHERE role = 'actor';
UPDATE mention_party SET name = 'United Nations', country = 'UNO', sector = 'JRN' WHERE role = 'recipient';
UPDATE mention SET where_country = 'USA', where_geonames_id = 5128581, place_id = 'gn_5128581';
UPDATE dim_place SET place_id = 'gn_5128581', geonames_id = 5128581, country = 'USA', name = 'New York City';
UPDATE event SET place_id = 'gn_5128581';
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two files made of one raid that two articles tell of, and that France flew on the United Nations in New York."""
    folder = tmp_path_factory.mktemp("gdelt")
    with Warehouse(folder / "w.duckdb", NOW) as warehouse:
        articles = [make_article("first"), make_article("second", text="Rain. " + make_article("x").text, address=None)]
        run(warehouse, folder / "one", articles)
        warehouse.load_dimensions(dimension_rows(load_ontology()))
        warehouse.connection.execute(PLANT)
    publish(folder / "w.duckdb", folder / "wireroom.duckdb")
    export(folder / "wireroom.duckdb", ExportFormat.GDELT, folder / "gdelt")
    return folder / "gdelt"


@pytest.fixture
def spoil(files: Path, tmp_path: Path) -> Callable[..., list[str]]:
    """Change one value of the first row of a copy of the files, and check that."""

    def change(table: str, column: str, value: str) -> list[str]:
        for name in FILES.values():
            (tmp_path / name).write_bytes((files / name).read_bytes())
        path = tmp_path / FILES[table]
        first, *rest = path.read_text("utf-8").splitlines()
        cells = first.split("\t")
        cells[[one.name for one in gdelt_columns(table)].index(column)] = value
        path.write_text("".join(f"{line}\n" for line in ["\t".join(cells), *rest]), "utf-8")
        return check_gdelt(tmp_path)

    return change


def open_file(files: Path, table: str, names: list[str]) -> duckdb.DuckDBPyRelation:
    return duckdb.read_csv(str(files / FILES[table]), sep="\t", header=False, quotechar="", names=names)


def test_columns_are_those_that_gdelt_publishes() -> None:
    assert [column.name for column in gdelt_columns("export")] == EVENTS
    assert [column.name for column in gdelt_columns("mentions")] == MENTIONS
    assert (len(EVENTS), len(MENTIONS)) == (61, 16)


def test_duckdb_opens_the_files_with_gdelts_names(files: Path) -> None:
    (row,) = open_file(files, "export", EVENTS).to_arrow_table().to_pylist()
    filled = {name: value for name, value in row.items() if value is not None}
    assert filled.pop("GLOBALEVENTID") > 0
    assert filled == {
        "SQLDATE": 20240614,
        "MonthYear": 202406,
        "Year": 2024,
        "FractionDate": 2024.4493,
        "Actor1Code": "FRAMIL",
        "Actor1Name": "FRANCE",
        "Actor1CountryCode": "FRA",
        "Actor1Type1Code": "MIL",
        "Actor2Code": "UNOMED",
        "Actor2Name": "UNITED NATIONS",
        "Actor2KnownGroupCode": "UNO",
        "Actor2Type1Code": "MED",
        "IsRootEvent": 1,
        "EventCode": 195,
        "EventBaseCode": 195,
        "EventRootCode": 19,
        "QuadClass": 4,
        "GoldsteinScale": -10.0,
        "NumMentions": 2,
        "NumSources": 2,
        "NumArticles": 2,
        "ActionGeo_Type": 3,
        "ActionGeo_FullName": "New York City, United States",
        "ActionGeo_CountryCode": "US",
        "ActionGeo_Lat": 49.5,
        "ActionGeo_Long": 15.25,
        "DATEADDED": 20240615040000,
        "SOURCEURL": "https://news.example/first",
    }
    mentions = open_file(files, "mentions", MENTIONS).order("MentionType").to_arrow_table().to_pylist()
    assert [one["MentionType"] for one in mentions] == [1, 2]
    web, cited = mentions
    assert (web["MentionSourceName"], web["MentionIdentifier"]) == ("news.example", "https://news.example/first")
    assert cited["MentionIdentifier"].startswith("a_")
    assert {one["GLOBALEVENTID"] for one in mentions} == {row["GLOBALEVENTID"]}
    assert (web["ActionCharOffset"], web["Confidence"], web["InRawText"]) == (16, 80, 1)
    assert web["SentenceID"] is None, "we do not know it"


def test_the_validator_is_silent_on_what_we_export(files: Path) -> None:
    assert check_gdelt(files) == []


@pytest.mark.parametrize(
    ("table", "column", "value", "says"),
    [
        ("export", "GLOBALEVENTID", "ev_1", "GLOBALEVENTID must not be 'ev_1' (1 rows)"),
        ("export", "SQLDATE", "20241301", "SQLDATE must not be"),
        ("export", "Actor1CountryCode", "ROU", "Actor1CountryCode must not be 'ROU'"),
        ("export", "Actor1Type1Code", "PTY", "Actor1Type1Code must not be"),
        ("export", "EventCode", "211", "EventCode must not be '211'"),
        ("export", "EventCode", "", "EventCode must not be ''"),
        ("export", "QuadClass", "5", "QuadClass must not be"),
        ("export", "QuadClass", "1", "QuadClass is not that of EventRootCode"),
        ("export", "EventBaseCode", "190", "EventBaseCode or EventRootCode is not the start"),
        ("export", "ActionGeo_CountryCode", "RS1", "ActionGeo_CountryCode must not be"),
        ("export", "AvgTone", "1.5", "AvgTone must not be '1.5'"),
        ("export", "DATEADDED", "20240615", "DATEADDED must not be"),
        ("export", "DATEADDED", "20240615040001", "EventTimeDate is not DATEADDED"),
        ("export", "MonthYear", "202405", "MonthYear or Year is not that of SQLDATE"),
        ("export", "NumMentions", "3", "NumMentions is not the number of mentions"),
        ("export", "ActionGeo_Lat", "", "one of latitude and longitude is missing"),
        ("export", "SOURCEURL", "a\tb", "wireroom.export.CSV: "),
        ("mentions", "GLOBALEVENTID", "1", "a mention has no event"),
        ("mentions", "MentionTimeDate", "20200101000000", "a mention is older than its event"),
        ("mentions", "MentionType", "7", "MentionType must not be"),
        ("mentions", "Confidence", "101", "Confidence must not be"),
        ("mentions", "Extras", "x\ty", "wireroom.mentions.CSV: "),
    ],
)
def test_the_validator_sees_a_planted_fault(
    spoil: Callable[..., list[str]], table: str, column: str, value: str, says: str
) -> None:
    faults = spoil(table, column, value)
    assert any(says in fault for fault in faults), faults


def test_parties_on_both_sides_become_pairs_and_doubtful_events_stay_at_home(tmp_path: Path) -> None:
    with Warehouse(tmp_path / "w.duckdb", NOW) as warehouse:
        run(warehouse, tmp_path / "one", [make_article("first")])
        warehouse.load_dimensions(dimension_rows(load_ontology()))
        connection = warehouse.connection
        connection.execute(
            "UPDATE mention_party SET country = NULL, sector = NULL; UPDATE dim_place SET country = NULL"
        )
        for role, name in (("actor", "Borduria"), ("recipient", "Ruritania")):
            connection.execute(
                "INSERT INTO mention_party SELECT * REPLACE (1 AS position, $name AS name) FROM mention_party "
                "WHERE role = $role",
                {"role": role, "name": name},
            )
    publish(tmp_path / "w.duckdb", tmp_path / "p.duckdb")
    export(tmp_path / "p.duckdb", ExportFormat.GDELT, tmp_path / "gdelt")
    rows = open_file(tmp_path / "gdelt", "export", EVENTS).project("Actor1Name, Actor2Name").order("ALL").fetchall()
    assert rows == [("BORDURIA", "RURITANIA"), ("RURITANIA", "BORDURIA")]
    with duckdb.connect(str(tmp_path / "w.duckdb")) as connection:
        connection.execute("UPDATE event SET realis = 'future'; UPDATE mention SET realis = 'future'")
    publish(tmp_path / "w.duckdb", tmp_path / "p.duckdb")
    for file in export(tmp_path / "p.duckdb", ExportFormat.GDELT, tmp_path / "gdelt"):
        assert file.read_bytes() == b""
