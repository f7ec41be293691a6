from __future__ import annotations

import datetime as dt
import hashlib
import threading
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from flows.archive import Archive, mend_archives, read_about, read_archive, read_capture, read_records
from flows.capture import make_capture
from transforms.records import Capture, Reason, Stage
from transforms.rejects import make_reject

NOW = dt.datetime(2024, 5, 6, 7, 8, 9, 123456)

CAPTURES = [
    make_capture("inbox", "a folder/ä€.txt", "Grüße\n".encode(), NOW),
    make_capture("inbox", "empty.txt", b"", NOW),
    make_capture("inbox", "zeros#bytes=0-3", b"\x00\r\n\r\nWARC/1.0\r\n", NOW, media_type='text/x; a="b"'),
    make_capture(
        "wire",
        "http://news.example/ü?q=1",
        b"<rss/>",
        NOW,
        media_type="application/rss+xml",
        status=200,
        headers=(
            ("Content-Type", "application/rss+xml"),
            ("Content-Encoding", "gzip"),
            ("Content-Length", "999"),
            ("Set-Cookie", "a=1"),
            ("Set-Cookie", "b=ü\r\nX: injected"),
            ("X-Long", "y" * 50_000),
        ),
    ),
    make_capture("wire", "http://news.example/odd", b"x" * 200_000, NOW, status=799),
]


def test_captures_come_back_as_they_were(tmp_path: Path) -> None:
    with Archive(tmp_path, "run1", NOW) as archive:
        refs = [archive.write(capture) for capture in CAPTURES]
    assert archive.path == tmp_path / "archive/2024/05/run1.warc.gz"
    assert {ref.file for ref in refs} == {"archive/2024/05/run1.warc.gz"}
    assert list(read_archive(archive.path)) == CAPTURES
    assert [read_capture(tmp_path, ref) for ref in reversed(refs)] == CAPTURES[::-1]


def test_the_checksum_stands_beside_the_file(tmp_path: Path) -> None:
    with Archive(tmp_path, "run1", NOW) as archive:
        archive.write(CAPTURES[0])
    digest, name = (archive.path.parent / "run1.warc.gz.sha256").read_text().split()
    assert digest == hashlib.sha256(archive.path.read_bytes()).hexdigest()
    assert name == "run1.warc.gz"


def test_any_tool_reads_the_bodies(tmp_path: Path) -> None:
    with Archive(tmp_path, "run1", NOW) as archive:
        for capture in CAPTURES:
            archive.write(capture)
    with archive.path.open("rb") as stream:
        found = [(record.rec_type, record.content_stream().read()) for record in ArchiveIterator(stream)]
    kinds = ["warcinfo", *("response" if capture.status else "resource" for capture in CAPTURES)]
    assert [kind for kind, _ in found] == kinds
    assert [body for _, body in found[1:]] == [capture.body for capture in CAPTURES]


def test_what_could_not_be_had_and_what_the_run_was_about_are_kept(tmp_path: Path) -> None:
    lost = make_reject(Stage.COLLECT, Reason.UNREACHABLE, "no ánswer\nat all", source_id="wire", address="http://x/é")
    with Archive(tmp_path, "run1", NOW, {"sources": [{"source_id": "wire"}]}) as archive:
        ref = archive.write(CAPTURES[0])
        archive.note(lost)
    (first, first_ref), (second, _) = read_records(tmp_path, archive.path)
    assert (first, first_ref, second) == (CAPTURES[0], ref, lost)
    assert read_about(archive.path) == {"sources": [{"source_id": "wire"}]}


def test_what_a_killed_run_left_is_mended(tmp_path: Path) -> None:
    with Archive(tmp_path, "run1", NOW) as archive:
        refs = [archive.write(capture) for capture in CAPTURES]
    checksum = archive.path.with_name("run1.warc.gz.sha256")
    mend_archives(tmp_path)  # a whole one stays as it is
    whole = archive.path.read_bytes()
    checksum.unlink()
    archive.path.write_bytes(whole[: refs[3].offset + 40])
    mend_archives(tmp_path)
    assert archive.path.read_bytes() == whole[: refs[3].offset]
    assert checksum.read_text().split()[0] == hashlib.sha256(whole[: refs[3].offset]).hexdigest()
    with archive.path.open("rb") as stream:
        assert len(list(ArchiveIterator(stream))) == 4
    checksum.unlink()
    archive.path.write_bytes(whole[:50])  # not even what the run was about
    mend_archives(tmp_path)
    assert not archive.path.exists()


def test_a_killed_run_leaves_its_whole_records(tmp_path: Path) -> None:
    with Archive(tmp_path, "run1", NOW) as archive:
        refs = [archive.write(capture) for capture in CAPTURES]
    whole = archive.path.read_bytes()
    torn = tmp_path / "torn.warc.gz"
    for cut in [0, 7, *(ref.offset + extra for ref in refs[1:] for extra in (0, 5, ref.length // 2))]:
        torn.write_bytes(whole[:cut])
        survivors = sum(ref.offset + ref.length <= cut for ref in refs)
        assert list(read_archive(torn)) == CAPTURES[:survivors]


def test_records_are_on_disk_before_the_archive_is_closed(tmp_path: Path) -> None:
    archive = Archive(tmp_path, "run1", NOW)
    archive.write(CAPTURES[0])
    assert list(read_archive(archive.path)) == CAPTURES[:1]
    archive.close()


def test_a_damaged_record_is_not_returned(tmp_path: Path) -> None:
    with Archive(tmp_path, "run1", NOW) as archive:
        ref = archive.write(CAPTURES[4])
    data = bytearray(archive.path.read_bytes())
    data[ref.length // 2] ^= 0xFF
    archive.path.write_bytes(data)
    with pytest.raises(ValueError, match="damaged"):
        read_capture(tmp_path, ref)


def test_a_run_without_captures_leaves_no_file(tmp_path: Path) -> None:
    with Archive(tmp_path, "run1", NOW):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_second_archive_of_a_run_is_refused(tmp_path: Path) -> None:
    with Archive(tmp_path, "run1", NOW) as archive:
        archive.write(CAPTURES[0])
    with Archive(tmp_path, "run1", NOW) as again, pytest.raises(FileExistsError):
        again.write(CAPTURES[0])
    assert list(read_archive(archive.path)) == CAPTURES[:1]


def test_threads_do_not_tear_each_others_records(tmp_path: Path) -> None:
    captures = [make_capture("s", f"{number}.txt", bytes([number]) * 5000, NOW) for number in range(40)]
    found: dict[str, Capture] = {}

    def work(share: list[Capture]) -> None:
        for capture in share:
            ref = archive.write(capture)
            found[capture.capture_id] = read_capture(tmp_path, ref)

    with Archive(tmp_path, "run1", NOW) as archive:
        threads = [threading.Thread(target=work, args=(captures[start::4],)) for start in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert found == {capture.capture_id: capture for capture in captures}
    assert len(list(read_archive(archive.path))) == 40
