"""Is everything in place? Each finding says what to do if not."""

from __future__ import annotations

import importlib
import shutil
import sys
import tempfile
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from flows.errors import SettingsError
from flows.settings import Settings, find_sources, load_settings
from flows.sources import load_sources

LEAST_FREE_BYTES = 2 * 10**9
PACKAGES = ("prefect", "duckdb", "pyarrow", "spacy", "feedparser", "trafilatura", "lxml", "httpx")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    what: str
    is_ok: bool
    found: str
    remedy: str


def examine(option: Path | None, environ: Mapping[str, str]) -> list[Finding]:
    """Look at everything that a run needs; nothing is changed but a file that is written and removed again."""
    findings = [_python(), _packages()]
    try:
        settings = load_settings(option, environ)
    except SettingsError as error:
        return [*findings, Finding("settings", False, str(error), "mend that line")]
    findings.append(Finding("settings", True, f"data in {settings.data_dir}, {settings.workers} workers", ""))
    findings.append(_sources(find_sources(option, environ)[0]))
    findings += [_look(*one, settings) for one in LOOKS]
    return findings


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    return Finding("Python", sys.version_info >= (3, 11), version, "install Python 3.11 or 3.12, then make setup")


def _packages() -> Finding:
    missing = [name for name in PACKAGES if not _is_installed(name)]
    found = f"missing: {', '.join(missing)}" if missing else f"{len(PACKAGES)} of {len(PACKAGES)} found"
    return Finding("packages", not missing, found, "make setup")


def _is_installed(name: str) -> bool:
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def _sources(path: Path) -> Finding:
    try:
        sources = load_sources(path)
    except SettingsError as error:
        return Finding("feeds", False, str(error), "needed for `wireroom run` without arguments, and for `serve`")
    return Finding("feeds", bool(sources), f"{len(sources)} in {path}", "add a [[source]] table")


def _look(what: str, remedy: str, look: Callable[[Settings], str], settings: Settings) -> Finding:
    try:
        return Finding(what, True, look(settings), remedy)
    except Exception as error:  # whatever is wrong there is what was asked for
        return Finding(what, False, " ".join(str(error).split()) or type(error).__name__, remedy)


def _pipeline(settings: Settings) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pipeline = importlib.import_module("transforms.coding.pipeline").load_pipeline(settings.pipeline)
    return f"{settings.pipeline}: {pipeline.meta['name']} {pipeline.meta['version']}"


def _folder(settings: Settings) -> str:
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=settings.data_dir):
        return f"{settings.data_dir} can be written"


def _space(settings: Settings) -> str:
    existing = next(
        path for path in (settings.data_dir.resolve(), *settings.data_dir.resolve().parents) if path.exists()
    )
    free = shutil.disk_usage(existing).free
    if free < LEAST_FREE_BYTES:
        raise OSError(f"{free / 1e9:.1f} GB free")
    return f"{free / 1e9:.0f} GB free"


def _dataset(settings: Settings) -> str:
    if not settings.dataset_path.exists():
        return "none yet: wireroom run examples/inbox makes one"
    from flows.publish import query

    version = query(settings.dataset_path, "SELECT max(version) AS version FROM migration")["version"][0].as_py()
    return f"{settings.dataset_path}, version {version} of the schema"


LOOKS: list[tuple[str, str, Callable[[Settings], str]]] = [
    ("language model", "install it into this environment, or name another in the setting pipeline", _pipeline),
    ("data folder", "give it to this user, or name another in the setting data_dir", _folder),
    ("disk space", "free 2 GB at least, or name another disk in the setting data_dir", _space),
    ("dataset", "remove it, then wireroom publish", _dataset),
]
