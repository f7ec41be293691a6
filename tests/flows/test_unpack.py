"""What is packed, and what is packed to do harm."""

from __future__ import annotations

import bz2
import datetime as dt
import gzip
import io
import json
import lzma
import os
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

from flows import packed, unpack
from flows.capture import make_capture
from flows.files import read_path
from flows.unpack import unpack_capture
from transforms.records import Capture, Reason, Reject

NOW = dt.datetime(2024, 5, 6, 7, 8, 9)
FEED = b'<rss version="2.0"><channel><item><title>Storm closes port</title></item></channel></rss>'
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress, "zst": zstandard.ZstdCompressor().compress,
}  # fmt: skip


def read(path: Path) -> list[tuple[str | None, bytes | Reason]]:
    return [(item.address, item.reason if isinstance(item, Reject) else item.body) for item in read_path(path, NOW)]


def make_zip(*members: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members:
            archive.writestr(name, body)
    return stream.getvalue()


def make_tar(*members: tuple[str | tarfile.TarInfo, bytes]) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name, body in members:
            member = name if isinstance(name, tarfile.TarInfo) else tarfile.TarInfo(name)
            member.size = len(body)
            archive.addfile(member, io.BytesIO(body))
    return stream.getvalue()


@pytest.mark.parametrize("suffix", PACKERS)
@pytest.mark.parametrize("name", ["feed.xml.{}", "feed.xml"])
def test_compressed_files_are_read_whatever_they_are_called(tmp_path: Path, suffix: str, name: str) -> None:
    path = tmp_path / name.format(suffix)
    path.write_bytes(PACKERS[suffix](FEED))
    assert read(path) == [(path.name, FEED)]
    path.write_bytes(PACKERS[suffix](FEED[:20]) + PACKERS[suffix](FEED[20:]))  # packed files may be joined
    assert read(path) == [(path.name, FEED)]


@pytest.mark.parametrize("suffix", PACKERS)
def test_a_compressed_file_that_was_cut_is_told(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"feed.{suffix}"
    body = os.urandom(2_000_000)  # bzip2 packs a megabyte at once
    path.write_bytes(PACKERS[suffix](body)[:-9])
    (_, start), (_, rest) = read(path)
    assert isinstance(start, bytes)
    assert body.startswith(start)
    assert rest == Reason.MALFORMED
    path.write_bytes(PACKERS[suffix](body)[:30])
    assert read(path)[-1][1] == Reason.MALFORMED


def test_long_compressed_lines_come_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpack, "MAX_PIECE_BYTES", 1000)
    body = b"".join(json.dumps({"id": number, "text": "words"}).encode() + b"\n" for number in range(200))
    (tmp_path / "news.jsonl.gz").write_bytes(gzip.compress(body))
    pieces = read(tmp_path / "news.jsonl.gz")
    assert len(pieces) > 3
    assert b"".join(piece for _, piece in pieces if isinstance(piece, bytes)) == body
    assert pieces[0][0] == f"news.jsonl.gz#bytes=0-{len(pieces[0][1])}"


@pytest.mark.parametrize("make", [make_zip, make_tar])
def test_members_of_archives_are_captures(tmp_path: Path, make: Callable[..., bytes]) -> None:
    body = make(("a/one.xml", FEED), ("a/.hidden", b"x"), ("b.txt.gz", gzip.compress(b"words")), ("empty", b""))
    (tmp_path / "pack").write_bytes(body)
    assert read(tmp_path / "pack") == [
        ("pack!/a/one.xml", FEED),
        ("pack!/b.txt.gz", b"words"),
        ("pack!/empty", Reason.EMPTY),
    ]
    (tmp_path / "outer").write_bytes(make_zip(("inner.zip", make(("one.xml", FEED)))))
    assert read(tmp_path / "outer") == [("outer!/inner.zip!/one.xml", FEED)]


def test_a_compressed_tar_file_is_read_as_a_stream(tmp_path: Path) -> None:
    (tmp_path / "pack.tar.xz").write_bytes(lzma.compress(make_tar(("one.xml", FEED), ("two.txt", b"words"))))
    assert read(tmp_path / "pack.tar.xz") == [("pack.tar.xz!/one.xml", FEED), ("pack.tar.xz!/two.txt", b"words")]


def test_names_that_mean_harm_are_only_labels(tmp_path: Path) -> None:
    folder = tmp_path / "inbox"
    folder.mkdir()
    names = ["../../escape.txt", "/etc/passwd", "C:\\escape.txt", "a\nb.txt", "n" * 5000]
    (folder / "z.zip").write_bytes(make_zip(*((name, b"words") for name in names)))
    (folder / "t.tar").write_bytes(make_tar(*((name, b"words") for name in (*names[:4], "n" * 5000))))
    items = read(folder)
    assert [body for _, body in items] == [b"words"] * 10
    assert all(len(address or "") < 400 and "\n" not in (address or "") for address, _ in items)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["inbox", "t.tar", "z.zip"]
    nul = make_zip(("a_b.txt", b"words")).replace(b"a_b.txt", b"a\0b.txt")
    (folder / "z.zip").write_bytes(nul)
    assert all("\0" not in (address or "") for address, _ in read(folder))


def test_links_out_of_an_archive_are_not_followed(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link")
    link.external_attr = 0o120777 << 16
    (tmp_path / "z.zip").write_bytes(make_zip((link, b"/etc/passwd"), ("b.txt", b"words")))
    assert read(tmp_path / "z.zip") == [("z.zip!/link", Reason.UNREADABLE), ("z.zip!/b.txt", b"words")]
    members = []
    for kind, name in ((tarfile.SYMTYPE, "soft"), (tarfile.LNKTYPE, "hard"), (tarfile.CHRTYPE, "device")):
        member = tarfile.TarInfo(name)
        member.type, member.linkname = kind, "/etc/passwd"
        members.append((member, b""))
    (tmp_path / "t.tar").write_bytes(make_tar(*members, ("b.txt", b"words")))
    assert [found for _, found in read(tmp_path / "t.tar")] == [Reason.UNREADABLE] * 3 + [b"words"]


def test_one_bad_member_does_not_cost_the_others(tmp_path: Path) -> None:
    body = bytearray(make_zip(("a.txt", b"first words, first words"), ("b.txt", b"words")))
    at = body.index(b"a.txt") + 5
    body[at : at + 4] = b"\xff\xff\xff\xff"
    (tmp_path / "z.zip").write_bytes(bytes(body))
    assert read(tmp_path / "z.zip") == [("z.zip!/a.txt", Reason.MALFORMED), ("z.zip!/b.txt", b"words")]
    locked = bytearray(make_zip(("a.txt", b"words")))
    locked[6] |= 1
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "z.zip").write_bytes(bytes(locked))
    assert read(tmp_path / "z.zip") == [("z.zip!/a.txt", Reason.UNREADABLE)]


def test_office_documents_are_no_archives_of_news(tmp_path: Path) -> None:
    (tmp_path / "note.docx").write_bytes(make_zip(("[Content_Types].xml", b"<a/>"), ("word/document.xml", b"<b/>")))
    assert read(tmp_path / "note.docx") == [("note.docx", Reason.BINARY)]


def test_packing_in_packing_ends(tmp_path: Path) -> None:
    body = b"words"
    for _ in range(9):
        body = gzip.compress(body)
    (tmp_path / "deep.gz").write_bytes(body)
    assert read(tmp_path / "deep.gz") == [("deep.gz", Reason.TOO_LARGE)]
    quine_like = make_zip(("a", b"words"))
    for _ in range(9):
        quine_like = make_zip(("a.zip", quine_like), ("b.zip", quine_like))
    (tmp_path / "deep.zip").write_bytes(quine_like)
    assert {found for _, found in read(tmp_path / "deep.zip")} == {Reason.TOO_LARGE}


_BOMBS = """
import resource, sys
from pathlib import Path
import datetime as dt
from flows.files import read_path
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
NOW = dt.datetime(2024, 1, 1)
found = [getattr(item, "reason", None) for path in sys.argv[1:] for item in read_path(Path(path), NOW)]
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, before // 1024, *found)
"""


def test_bombs_stay_small(tmp_path: Path) -> None:
    """2 GB of zeros in every packing, alone, as lines, and nested; less than 200 MB of memory for all that."""
    member = gzip.compress(bytes(16 * 1024 * 1024), 1)
    (tmp_path / "b.gz").write_bytes(member * 128)
    (tmp_path / "lines.jsonl.gz").write_bytes(member * 128)
    twice = gzip.compress(member * 128)
    (tmp_path / "twice.gz").write_bytes(twice)
    (tmp_path / "b.zst").write_bytes(zstandard.ZstdCompressor(1).compress(bytes(128 * 1024 * 1024)) * 16)
    (tmp_path / "b.zip").write_bytes(
        make_zip(("zeros.jsonl", bytes(300 * 1024 * 1024)), *((f"{number}.gz", twice) for number in range(5)))
    )
    names = ["b.gz", "twice.gz", "lines.jsonl.gz", "b.zst", "b.zip"]
    done = subprocess.run(
        [sys.executable, "-c", _BOMBS, *(str(tmp_path / name) for name in names)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    peak, before, *found = done.stdout.split()
    assert set(found) <= {"too_large"}
    assert len(found) >= 5
    assert int(peak) - int(before) < 200


def test_a_budget_holds_for_all_that_is_nested(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "FREE_BYTES", 5000)
    (tmp_path / "z.zip").write_bytes(make_zip(*((f"{number}.txt", b"w" * 40_000) for number in range(9))))
    found = [found for _, found in read(tmp_path / "z.zip")]
    assert found[-1] == Reason.TOO_LARGE
    assert len(found) < 9


def test_an_answer_of_a_server_is_unpacked_too() -> None:
    plain = make_capture("s", "https://n.example/feed.xml.gz", FEED, NOW, status=200, headers=(("ETag", "1"),))
    (same,) = unpack_capture(plain, {})
    assert same is plain
    zipped = make_capture(
        "s", plain.address, gzip.compress(FEED), NOW, media_type="text/xml", status=200, headers=plain.headers
    )
    (capture,) = unpack_capture(zipped, {})
    assert isinstance(capture, Capture)
    assert (capture.body, capture.address, capture.status, capture.headers) == (FEED, plain.address, 200, plain.headers)
    table = make_capture("s", "https://n.example/x", b"title,text\nA,b\n", NOW, media_type="text/csv", status=200)
    (capture,) = unpack_capture(table, {})
    assert isinstance(capture, Capture)
    assert json.loads(capture.body) == {"title": "A", "text": "b"}
