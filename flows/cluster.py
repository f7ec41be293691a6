"""Resolve the mentions of a run to events: `sql/cluster` says what may belong together, `transforms.events` decides.

Only what the run touched is looked at: new mentions, and those that these may tie to an event or tear from it.
"""

from __future__ import annotations

import duckdb
import pyarrow as pa

from flows.schema import SQL, run_script
from transforms.events import Link, Trait, cluster

_PORTION = 200_000  # mentions looked at together


def cluster_mentions(connection: duckdb.DuckDBPyConnection) -> None:
    """Give every mention its event; leaves the events whose facts must be told anew in ``touched_event``.

    Within the transaction of a load, whose ``gone_mention`` (what revised articles said before) it uses up.
    """
    _run(connection, "1_touched")
    for event_types in _portions(connection):
        _run(connection, "2_nodes", event_types=event_types)
        _run(connection, "3_links")
        _run(connection, "4_scope")
        _cluster_scope(connection)
    _run(connection, "5_ids")


def _portions(connection: duckdb.DuckDBPyConnection) -> list[list[str]]:
    """Divide the event types, which never share an event, so that a great load does not need all memory at once."""
    counted = connection.execute(
        "SELECT event_type, count(*) FROM touched_mention GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    portions: list[list[str]] = []
    n_mentions = _PORTION
    for event_type, n in counted:
        if n_mentions + n > _PORTION:
            portions.append([])
            n_mentions = 0
        portions[-1].append(event_type)
        n_mentions += n
    return portions


def _cluster_scope(connection: duckdb.DuckDBPyConnection) -> None:
    nodes = connection.execute("FROM scope_node ORDER BY place").to_arrow_table().to_pydict()
    links = connection.execute("SELECT score, a, b FROM scope_link").fetchall()
    traits = [
        Trait(
            vagueness,
            clock,
            None if latitude is None else (latitude, longitude),
            manner,
            frozenset(actors),
            frozenset(recipients),
        )
        for vagueness, clock, latitude, longitude, manner, actors, recipients in zip(
            nodes["vagueness"],
            nodes["clock"],
            nodes["latitude"],
            nodes["longitude"],
            nodes["manner"],
            nodes["actor_countries"],
            nodes["recipient_countries"],
            strict=True,
        )
    ]
    names = nodes["mention_id"]
    firsts = [names[first] for first in cluster(traits, map(Link._make, links))]
    connection.register("found", pa.table({"mention_id": names, "cluster": firsts}))
    connection.execute("INSERT INTO clustered FROM found")
    connection.unregister("found")
    connection.execute("DROP TABLE scope_node; DROP TABLE scope_link")


def _run(connection: duckdb.DuckDBPyConnection, name: str, **parameters: str | list[str]) -> None:
    run_script(connection, SQL.joinpath("cluster", f"{name}.sql").read_text("utf-8"), parameters)
