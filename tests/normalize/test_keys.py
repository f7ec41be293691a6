"""Addresses, languages and keys: one spelling for the same thing."""

from __future__ import annotations

import pytest

from transforms.normalize.addresses import canonical_url
from transforms.normalize.identity import bare_title, fingerprint, fold_key, title_key
from transforms.normalize.language import identify_language


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("HTTPS://News.Example.ORG/A/b", "https://news.example.org/A/b"),
        ("http://a.example:80/x", "http://a.example/x"),
        ("http://a.example:8080/x", "http://a.example:8080/x"),
        ("https://a.example", "https://a.example/"),
        ("https://a.example/x?b=2&a=1#part", "https://a.example/x?b=2&a=1"),
        ("https://a.example/x?utm_source=rss&UTM_medium=y&fbclid=1&gclid=2&at_medium=RSS", "https://a.example/x"),
        ("https://a.example/x?partner=rss&id=3&emc=rss", "https://a.example/x?id=3"),
        ("https://a.example/x?partner=blue", "https://a.example/x?partner=blue"),
        (" https://a.example/x\n", "https://a.example/x"),
        ("https://[2001:db8::1]:443/x", "https://[2001:db8::1]/x"),
        ("urn:uuid:1", None),
        ("/x", None),
        ("https://[bad/x", None),
        ("https://a.example:port/x", None),
        ("", None),
    ],
)
def test_canonical_url(address: str, canonical: str | None) -> None:
    assert canonical_url(address) == canonical
    if canonical:
        assert canonical_url(canonical) == canonical


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        ("The army said on Monday that its soldiers had reached the harbour of the island.", None, "en"),
        ("Die Armee teilte am Montag mit, dass ihre Soldaten den Hafen der Insel erreicht haben.", None, "de"),
        ("L'armée a annoncé lundi que ses soldats avaient atteint le port de l'île.", None, "fr"),
        ("Армия сообщила в понедельник, что её солдаты достигли гавани острова.", None, "ru"),
        ("أعلن الجيش يوم الاثنين أن جنوده وصلوا إلى ميناء الجزيرة.", None, "ar"),
        ("THE ARMY SAID ON MONDAY THAT ITS SOLDIERS HAD REACHED THE HARBOUR OF THE ISLAND.", "fr", "en"),
        ("foo", None, None),
        ("Reds 3", "en", None),
        ("12 345 ---", "en", None),
        ("", None, None),
    ],
)
def test_language(text: str, declared: str | None, language: str | None) -> None:
    assert identify_language(text, declared) == language


def test_equal_words_have_equal_fingerprints() -> None:
    assert fingerprint("The “harbour”, it's EMPTY…") == fingerprint("the harbour  it’s\n\nempty")
    assert fingerprint("Straße Ｕ") == fingerprint("STRASSE u")
    assert fingerprint("harbour empty") != fingerprint("harbourempty")
    assert fingerprint("3 dead") != fingerprint("4 dead")
    assert len(fingerprint("")) == 16


def test_fold_key_of_other_scripts_keeps_their_letters() -> None:
    assert fold_key("Москва — «Порт»") == "москва порт"
    assert fold_key("МОСКВА") == fold_key("москва")


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("Harbour is found empty - The Island Post", "Harbour is found empty"),
        ("Harbour is found empty | World News", "Harbour is found empty"),
        ("Analysis | Harbour is found empty", "Harbour is found empty"),
        ("Harbour - the last days of a port", "Harbour - the last days of a port"),
        ("Ukraine - Talks fail", "Ukraine - Talks fail"),
    ],
)
def test_bare_title(title: str, bare: str) -> None:
    assert bare_title(title) == bare
    assert title_key(title) == fold_key(bare)
