"""Resolve the mentions of a run to events: `sql/cluster` says what may belong together, `transforms.events` decides.

Only what the run touched is looked at: new mentions, and those that these may tie to an event or tear from it.
"""

from __future__ import annotations

import duckdb
import pyarrow as pa

from flows.schema import SQL, run_script
from transforms.events import Link, Trait, cluster


def cluster_mentions(connection: duckdb.DuckDBPyConnection, run_id: str) -> None:
    """Give every mention its event; leaves the events whose facts must be told anew in ``touched_event``.

    Within the transaction of a load, whose ``gone_mention`` (what revised articles said before) it uses up.
    """
    _run(connection, "1_touched")
    types = connection.execute("SELECT DISTINCT event_type FROM touched_mention ORDER BY ALL").fetchall()
    for (event_type,) in types:
        _run(connection, "2_nodes", event_type=event_type)
        _run(connection, "3_links")
        _run(connection, "4_scope")
        _cluster_scope(connection)
    _run(connection, "5_ids", run_id=run_id)


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


def _run(connection: duckdb.DuckDBPyConnection, name: str, **parameters: str) -> None:
    run_script(connection, SQL.joinpath("cluster", f"{name}.sql").read_text("utf-8"), parameters)
