from __future__ import annotations

import datetime as dt
import json
import os
import tracemalloc
from pathlib import Path

import pytest

from flows import unpack
from flows.errors import InputError
from flows.files import read_path
from transforms.records import Capture, Reason, Reject, Stage

NOW = dt.datetime(2024, 5, 6, 7, 8, 9)


def outline(items: list[Capture | Reject]) -> list[tuple[str | None, str]]:
    return [(item.address, item.reason.value if isinstance(item, Reject) else "capture") for item in items]


def test_a_single_file_is_one_capture(tmp_path: Path) -> None:
    (tmp_path / "My Story.txt").write_text("words", "utf-8")
    (capture,) = read_path(tmp_path / "My Story.txt", NOW)
    assert isinstance(capture, Capture)
    assert (capture.source_id, capture.address, capture.body) == ("my-story", "My Story.txt", b"words")
    assert (capture.captured_at, capture.status, capture.headers) == (NOW, None, ())


def test_a_folder_is_read_in_order_without_hidden_files(tmp_path: Path) -> None:
    inbox = tmp_path / "In Box"
    for name in ("b.txt", "a/z.txt", "a/.hidden", ".DS_Store", ".git/config", "a/b/c.txt"):
        (inbox / name).parent.mkdir(parents=True, exist_ok=True)
        (inbox / name).write_text(name, "utf-8")
    (inbox / "empty.txt").touch()
    items = list(read_path(inbox, NOW))
    assert outline(items) == [
        ("a/b/c.txt", "capture"),
        ("a/z.txt", "capture"),
        ("b.txt", "capture"),
        ("empty.txt", "empty"),
    ]
    assert {item.source_id for item in items} == {"in-box"}


def test_a_second_reading_has_the_same_ids(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("words", "utf-8")
    (tmp_path / "b.txt").touch()
    later = NOW + dt.timedelta(days=1)

    def ids(when: dt.datetime) -> list[str]:
        return [item.capture_id if isinstance(item, Capture) else item.reject_id for item in read_path(tmp_path, when)]

    assert ids(NOW) == ids(later)


def test_a_missing_path_is_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file") as caught:
        read_path(tmp_path / "absent", NOW)
    assert "\n" not in str(caught.value)


def test_what_cannot_be_read_is_rejected_and_the_rest_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "locked").mkdir()
    (tmp_path / "up").symlink_to(tmp_path)
    (tmp_path / "z.txt").write_text("words", "utf-8")
    iterdir = Path.iterdir

    def refuse(path: Path) -> object:
        if path.name == "locked":  # not by its mode: the tests may run as root
            raise PermissionError(13, "Permission denied")
        return iterdir(path)

    monkeypatch.setattr(Path, "iterdir", refuse)
    items = list(read_path(tmp_path, NOW))
    assert outline(items) == [
        ("dangling", "unreadable"),
        ("locked", "unreadable"),
        ("pipe", "unreadable"),
        ("up", "unreadable"),
        ("z.txt", "capture"),
    ]
    assert all(item.stage == Stage.COLLECT for item in items if isinstance(item, Reject))
    assert isinstance(items[1], Reject)
    assert "Permission denied" in items[1].detail


def test_json_lines_are_cut_at_line_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpack, "MAX_PIECE_BYTES", 1000)
    lines = [json.dumps({"id": number, "text": "x" * (number * 7 % 90)}) + "\n" for number in range(100)]
    for name in ("bulk.jsonl", "bulk.txt"):  # known by its name, and by its content
        path = tmp_path / name
        path.write_text("".join(lines), "utf-8")
        pieces = [item for item in read_path(path, NOW) if isinstance(item, Capture)]
        assert len(pieces) > 3
        assert all(len(piece.body) <= 1000 and piece.body.endswith(b"\n") for piece in pieces)
        assert b"".join(piece.body for piece in pieces) == path.read_bytes()
        for piece in pieces:
            start, end = piece.address.removeprefix(f"{name}#bytes=").split("-")
            assert path.read_bytes()[int(start) : int(end)] == piece.body


def test_a_line_over_the_limit_is_rejected_and_the_rest_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpack, "MAX_PIECE_BYTES", 100)
    first, long, last = b'{"id": 1}\n', b'{"text": "' + b"x" * 5000 + b'"}\n', b'{"id": 2}'
    (tmp_path / "bulk.jsonl").write_bytes(first + long + last)
    items = list(read_path(tmp_path / "bulk.jsonl", NOW))
    assert [item.body for item in items if isinstance(item, Capture)] == [first, last]
    (reject,) = (item for item in items if isinstance(item, Reject))
    assert reject.reason == Reason.TOO_LARGE
    assert reject.address == f"bulk.jsonl#bytes={len(first)}-{len(first) + len(long)}"


def test_a_small_file_of_json_lines_is_one_capture(tmp_path: Path) -> None:
    (tmp_path / "small.jsonl").write_text('{"id": 1}\n{"id": 2}\n', "utf-8")
    assert outline(list(read_path(tmp_path / "small.jsonl", NOW))) == [("small.jsonl", "capture")]


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "huge.txt").open("wb") as stream:
        stream.truncate(unpack.MAX_FILE_BYTES + 1)
    tracemalloc.start()
    items = list(read_path(tmp_path, NOW))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert outline(items) == [("huge.txt", "too_large")]
    assert peak < unpack.MAX_FILE_BYTES / 2
