"""A backup holds all that cannot be made again, and nothing damaged comes back."""

from __future__ import annotations

import io
import subprocess
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from dataset_factory import NOW, make_article, run

from flows.backup import back_up, restore
from flows.errors import RunError
from flows.exclusive import hold_exclusively
from flows.publish import query
from flows.schema import DatasetError
from flows.settings import Settings
from flows.warehouse import Warehouse

ARCHIVE = "archive/2024/06/run_20240615T040000000000.warc.gz"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of a folder with one article and one file of the raw archive."""
    settings = Settings(data_dir=tmp_path / "data")
    with Warehouse(settings.warehouse_path, NOW) as warehouse:
        run(warehouse, tmp_path / "one", [make_article("first")])
    path = settings.data_dir / ARCHIVE
    path.parent.mkdir(parents=True)
    path.write_bytes(b"raw")
    return settings


def titles(settings: Settings) -> list[str]:
    return [row["title"] for row in query(settings.dataset_path, "SELECT title FROM article ORDER BY 1").to_pylist()]


def test_what_was_backed_up_comes_back_elsewhere(settings: Settings, tmp_path: Path) -> None:
    assert back_up(settings, tmp_path / "backup.tar") == 2
    elsewhere = Settings(data_dir=tmp_path / "elsewhere")
    assert restore(elsewhere, tmp_path / "backup.tar", NOW) == 2
    assert titles(elsewhere) == ["Port bombed"]
    assert (elsewhere.data_dir / ARCHIVE).read_bytes() == b"raw"
    assert elsewhere.warehouse_path.exists()
    assert not list(elsewhere.data_dir.glob(".*"))


def test_other_tools_can_check_a_backup(settings: Settings, tmp_path: Path) -> None:
    back_up(settings, tmp_path / "backup.tar")
    with tarfile.open(tmp_path / "backup.tar") as tar:
        tar.extractall(tmp_path / "out", filter="data")
    subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=tmp_path / "out", check=True)


def test_a_dataset_is_replaced_only_when_asked_and_then_kept_aside(settings: Settings, tmp_path: Path) -> None:
    back_up(settings, tmp_path / "backup.tar")
    with Warehouse(settings.warehouse_path, NOW) as warehouse:
        warehouse.connection.execute("UPDATE article SET title = 'Later'")
    with pytest.raises(DatasetError, match="exists: say --replace"):
        restore(settings, tmp_path / "backup.tar", NOW)
    restore(settings, tmp_path / "backup.tar", NOW, replace=True)
    assert titles(settings) == ["Port bombed"]
    assert query(settings.data_dir / "before_restore.duckdb", "SELECT title FROM article").to_pylist() == [
        {"title": "Later"}
    ]


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def plant(name: str) -> Callable[[Path], None]:
    def add(path: Path) -> None:
        with tarfile.open(path, "a") as tar:
            info = tarfile.TarInfo(name)
            info.size = 4
            tar.addfile(info, io.BytesIO(b"evil"))

    return add


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (cut, "is damaged"),
        (flip, "is damaged: warehouse.duckdb is missing or has other bytes"),
        (plant("../evil"), "holds '../evil', which no backup does"),
        (plant("more"), "is damaged: more is missing"),
        (lambda path: path.write_bytes(b"no tar"), "is damaged, or no backup"),
    ],
)
def test_what_is_damaged_is_refused_and_nothing_is_touched(
    settings: Settings, tmp_path: Path, spoil: Callable[[Path], object], says: str
) -> None:
    back_up(settings, tmp_path / "backup.tar")
    before = settings.warehouse_path.read_bytes()
    spoil(tmp_path / "backup.tar")
    with pytest.raises(DatasetError, match=says):
        restore(settings, tmp_path / "backup.tar", NOW, replace=True)
    assert settings.warehouse_path.read_bytes() == before
    assert not settings.dataset_path.exists()
    assert not (tmp_path / "evil").exists()
    assert not list(settings.data_dir.glob(".*"))


def test_a_dataset_that_fails_its_checks_does_not_come_back(settings: Settings, tmp_path: Path) -> None:
    with Warehouse(settings.warehouse_path, NOW) as warehouse:
        warehouse.connection.execute("DELETE FROM source")
    back_up(settings, tmp_path / "backup.tar")
    elsewhere = Settings(data_dir=tmp_path / "elsewhere")
    with pytest.raises(RunError, match=r"check orphans failed .*take an older backup"):
        restore(elsewhere, tmp_path / "backup.tar", NOW)
    assert [path.name for path in elsewhere.data_dir.iterdir()] == ["run.lock"]


def test_nothing_is_backed_up_while_a_run_is_at_work_or_without_a_dataset(settings: Settings, tmp_path: Path) -> None:
    with hold_exclusively(settings.data_dir), pytest.raises(RunError, match="another run"):
        back_up(settings, tmp_path / "backup.tar")
    with pytest.raises(DatasetError, match="nothing to back up"):
        back_up(Settings(data_dir=tmp_path / "new"), tmp_path / "backup.tar")
    assert not (tmp_path / "backup.tar").exists()
