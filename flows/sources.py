"""The registry of feeds, files and folders: the [[source]] tables of sources.toml."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

import pycountry
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, Strict, ValidationError

from flows.errors import InputError, SettingsError
from transforms.parse.objects import FIELDS
from transforms.parse.slug import slugify


def _check_url(url: str) -> str:
    """Let pass an http or https address with a host and without a password."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise ValueError(f"is no address: {error}") from None
    if parts.scheme not in {"http", "https"} or not parts.hostname or re.search(r"[\s\x00-\x1f]", url):
        raise ValueError("must be an address that starts with http:// or https://")
    if parts.username or parts.password:
        raise ValueError("must not hold a user name or password")
    return url


def _check_country(code: str) -> str:
    """Let pass an ISO 3166 alpha-3 code."""
    if pycountry.countries.get(alpha_3=code) is None:
        raise ValueError("must be an ISO 3166 alpha-3 code, such as GBR")
    return code


def _check_columns(columns: dict[str, str]) -> dict[str, str]:
    """Let pass a mapping from the fields of an article to columns."""
    unknown = sorted(set(columns) - set(FIELDS))
    if unknown:
        raise ValueError(f"{unknown[0]!r} is no field of an article; fields are {', '.join(FIELDS)}")
    return columns


Columns = Annotated[dict[str, str], AfterValidator(_check_columns)]


class Source(BaseModel):
    """One feed to collect."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")]
    url: Annotated[str, AfterValidator(_check_url)]
    title: Annotated[str, Field(min_length=1)]
    country: Annotated[str, AfterValidator(_check_country)] | None = None  # the publisher's, ISO 3166 alpha-3
    language: Annotated[str, Field(pattern=r"^[a-z]{2}$")] | None = None  # ISO 639-1
    allow_private: bool = False  # whether its address may lie in a private network
    columns: Columns = {}  # of a table: field of an article → name of its column
    full_text: bool = False  # whether the text of its items is read from their pages


class FileSource(BaseModel):
    """One file or folder to collect."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")]
    path: Annotated[Path, Strict(False)]
    title: Annotated[str, Field(min_length=1)] | None = None
    country: Annotated[str, AfterValidator(_check_country)] | None = None  # the publisher's, ISO 3166 alpha-3
    language: Annotated[str, Field(pattern=r"^[a-z]{2}$")] | None = None  # ISO 639-1
    columns: Columns = {}


def load_sources(path: Path) -> tuple[Source | FileSource, ...]:
    """Read the [[source]] tables of a TOML file, in its order.

    Raises SettingsError with one line that names file, source and key.
    """
    try:
        document = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read: {error.strerror or error}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: is no valid TOML: {error}") from None
    tables = document.get("source", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise SettingsError(f"{path}: source: write each source as a [[source]] table")
    sources = tuple(_read_source(path, number, table) for number, table in enumerate(tables, start=1))
    for key in ("id", "url", "path"):
        seen: set[object] = set()
        for source in sources:
            value = getattr(source, key, None)
            if value is not None and value in seen:
                raise SettingsError(f"{path}: source {source.id!r}: {key}: '{value}' is there twice; keep one of them")
            seen.add(value)
    return sources


def _read_source(path: Path, number: int, table: dict[str, Any]) -> Source | FileSource:
    name = repr(table["id"]) if isinstance(table.get("id"), str) else f"number {number}"
    model = FileSource if "path" in table else Source
    try:
        return model.model_validate(table)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        key = ".".join(str(part) for part in first["loc"][:1])
        message = {
            "extra_forbidden": f"unknown key; known are {', '.join(model.model_fields)}",
            "missing": "is missing",
        }.get(first["type"], first["msg"].removeprefix("Value error, "))
        raise SettingsError(f"{path}: source {name}: {key}: {message}") from None


def parse_input(argument: str) -> Source | Path:
    """Read an argument of the command line: an address becomes a source of its own, anything else is a path.

    Raises InputError for an address that is neither http nor https.
    """
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]+):/", argument)
    if not scheme:
        return Path(argument)
    try:
        url = _check_url(argument)
    except ValueError as error:
        raise InputError(f"{argument}: {error}; for a file or folder give its path") from None
    parts = urlsplit(url)
    return Source(id=slugify(f"{parts.netloc}{parts.path}"), url=url, title=parts.netloc)
