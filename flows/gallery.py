"""Queries that come with Wireroom: `sql/queries`, each with a comment that says in plain words what it answers."""

from __future__ import annotations

import pyarrow as pa

from flows.errors import InputError
from flows.schema import sql_files


def list_queries() -> pa.Table:
    """List the queries: their names, and what they answer."""
    queries = _queries()
    return pa.table(
        {"name": [f"@{name}" for name in queries], "answers": [_meaning(text) for text in queries.values()]}
    )


def read_named_query(name: str) -> str:
    """Give the text of a query by its name, with or without the @; InputError when there is none of that name."""
    queries = _queries()
    try:
        return queries[name.removeprefix("@")]
    except KeyError:
        raise InputError(f"there is no query {name}: wireroom sql --list shows them") from None


def _queries() -> dict[str, str]:
    return {file.name.removesuffix(".sql"): file.read_text("utf-8") for file in sql_files("queries")}


def _meaning(text: str) -> str:
    return text.split("\n", 1)[0].removeprefix("-- ")
