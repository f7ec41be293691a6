from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.parse.decode import decode

FRENCH = "Les députés ont voté à l’Assemblée : « ça suffit ». "
RUSSIAN = "Президент подписал указ о новых выборах в регионе. "
CHINESE = "外交部长周一在北京会见了来访的代表团。"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_byte_order_marks_win(encoding: str) -> None:
    body = ('<?xml version="1.0" encoding="koi8-r"?>' + RUSSIAN).encode(encoding)
    text = decode(body, "text/xml; charset=iso-8859-1")
    assert text is not None
    assert text.endswith(RUSSIAN)
    assert not text.startswith("\ufeff")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_seen(encoding: str) -> None:
    assert decode("<rss>Plain words</rss>".encode(encoding)) == "<rss>Plain words</rss>"


@pytest.mark.parametrize(
    ("declared", "real", "words"),
    [
        ("iso-8859-1", "cp1252", FRENCH),
        ("koi8-r", "koi8-r", RUSSIAN),
        ("windows-1251", "cp1251", RUSSIAN),
        ("gb2312", "gb18030", CHINESE),
        ("big5", "big5hkscs", "總統週一會見代表團"),
        ("shift_jis", "cp932", "大統領は①日に会見した"),
        ("utf-8", "cp1252", FRENCH * 5),  # a lie
        ("iso-8859-1", "utf-8", FRENCH),  # another
        ("utf-16", "utf-8", FRENCH),
        ("rot13", "utf-8", FRENCH),
        ("no-such-thing", "utf-8", FRENCH),
    ],
)
def test_declarations_are_believed_only_when_the_bytes_agree(declared: str, real: str, words: str) -> None:
    body = words.encode(real)
    assert decode(f'<?xml version="1.0" encoding="{declared}"?>'.encode() + body, None) is not None
    assert (decode(f'<?xml version="1.0" encoding="{declared}"?>'.encode() + body) or "").endswith(words)
    assert (decode(b"<rss>" + body, f'text/xml; charset="{declared}"') or "").endswith(words)
    assert (decode(f'<html><meta charset="{declared}">'.encode() + body) or "").endswith(words)


def test_the_document_is_asked_before_the_server() -> None:
    body = b'<?xml version="1.0" encoding="koi8-r"?>' + RUSSIAN.encode("koi8-r")
    assert (decode(body, "text/xml; charset=windows-1251") or "").endswith(RUSSIAN)


@pytest.mark.parametrize(
    ("encoding", "words"), [("cp1252", FRENCH * 5), ("cp1251", RUSSIAN * 20), ("koi8-r", RUSSIAN * 20)]
)
def test_undeclared_text_is_guessed(encoding: str, words: str) -> None:
    assert decode(words.encode(encoding)) == words


def test_single_bad_bytes_do_not_spoil_a_text() -> None:
    body = (RUSSIAN * 3).encode()
    assert decode(body[:-3]) == (RUSSIAN * 3).encode()[:-3].decode("utf-8", "replace")
    assert (decode(body + b"\xff" + body) or "").count("\ufffd") == 1
    assert decode("café".encode("latin-1")) == "café"


def test_what_is_no_text_is_none() -> None:
    assert decode(b"\x89PNG\r\n\x1a\n....") is None
    assert decode(bytes(range(1, 32)) * 20) is None
    assert decode(b"ab\x00cd" * 20) is None


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_utf8_comes_back(text: str) -> None:
    assert decode(text.encode()) == text.removeprefix("\ufeff") or text.encode().startswith((b"PK", b"GIF8", b"%PDF"))
