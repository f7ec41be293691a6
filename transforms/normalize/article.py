"""Entry to Article: the visible composition of everything in this package."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from transforms.normalize.addresses import canonical_url
from transforms.normalize.casing import restore_case
from transforms.normalize.dates import ReadDate, day_of, find_order, read_address_date, read_address_year, read_date
from transforms.normalize.identity import article_identity, fingerprint, fold_key, has_mixed_script
from transforms.normalize.language import identify_language
from transforms.normalize.layout import CleanText, lay_out
from transforms.normalize.lines import read_agency_line
from transforms.normalize.markup import Markup, read_markup
from transforms.normalize.repair import repair_text
from transforms.normalize.titles import read_flags
from transforms.normalize.withdrawal import says_withdrawn
from transforms.records import Article, Entry, Reason, Reject, Stage, make_id
from transforms.rejects import make_reject


def clean_text(raw: str, title: str | None, is_html: bool) -> CleanText:
    """Clean a text and its title, and keep what is not text in fields of its own.

    Markup is read once, and only where the publisher may have sent it (`is_html`); so cleaning what was cleaned, as
    plain text, changes nothing. Where `title` is None the first line is taken for it if it looks like one.
    """
    body = read_markup(raw) if is_html else Markup(raw)
    flags = read_flags(clean_line(title, is_html)) if title is not None else None
    start = CleanText(
        text=repair_text(body.text),
        title=(flags.title or None) if flags else None,
        subheads=tuple(clean_line(heading, False) for heading in body.headings),
        captions=tuple(clean_line(caption, False) for caption in body.captions),
        update_number=flags.update_number if flags else None,
        is_correction=flags.is_correction if flags else False,
    )
    found = lay_out(start)
    title_words = fold_key(found.title or "")
    return replace(
        found,
        text=restore_case(found.text),
        subheads=tuple(subhead for subhead in found.subheads if fold_key(subhead) != title_words),
        has_mixed_script=has_mixed_script(found.text) or has_mixed_script(found.title or ""),
    )


def clean_line(raw: str, is_html: bool) -> str:
    """Clean a text of one line: a title, a name, a keyword."""
    return " ".join(repair_text(read_markup(raw).text if is_html else raw).split())


def normalize_entries(entries: Sequence[Entry], capture_day: dt.datetime | None) -> Iterator[Article | Reject]:
    """Make articles of the entries of a capture: what one of them tells of its publisher's habits helps the others."""
    order = find_order((entry.published_raw for entry in entries), next((entry.language for entry in entries), None))
    return (normalize_entry(entry, capture_day, order) for entry in entries)


def normalize_entry(entry: Entry, capture_day: dt.datetime | None, order: str | None = None) -> Article | Reject:
    """Make an article of an entry, or a reject of one that holds neither text nor title.

    `order` tells whether its publisher writes days or months first (see `find_order`).
    `capture_day` (UTC) only bounds dates from above: one more than a day later is disbelieved. It is never a source of
    dates; None bounds nothing.
    """
    found = clean_text(entry.body, entry.title, entry.is_html)
    if not found.text and not found.title:
        return _reject(entry)
    address = canonical_url(entry.address) if entry.address else None
    published, ground, raw = _find_date(entry, found, address, capture_day, order)
    byline = (clean_line(entry.byline, entry.is_html) if entry.byline else None) or found.byline
    article_id = article_identity(entry, address, found.title, found.text)
    return Article(
        article_id=article_id,
        revision_id=make_id("r", article_id, found.title, found.text),
        source_id=entry.source_id,
        capture_id=entry.capture_id,
        position=entry.position,
        external_id=entry.external_id,
        address=address,
        title=found.title,
        text=found.text,
        fingerprint=fingerprint(found.text or found.title or ""),
        language=identify_language("\n".join(filter(None, (found.title, found.text))), entry.language),
        published_at=published.value if published else None,
        published_precision=published.precision if published else None,
        published_ground=ground,
        published_raw=raw,
        byline=byline,
        agency=found.agency or (read_agency_line(byline) if byline else None),
        dateline_cities=found.dateline_cities,
        dateline_date=found.dateline_date,
        subheads=found.subheads,
        keywords=_join_keywords(entry, found),
        captions=found.captions,
        segment_times=found.segment_times,
        update_number=found.update_number,
        is_correction=found.is_correction,
        is_truncated=found.is_truncated,
        has_mixed_script=found.has_mixed_script,
        is_withdrawn=says_withdrawn(entry.title and clean_line(entry.title, entry.is_html), found.text),
    )


def _reject(entry: Entry) -> Reject:
    return make_reject(
        Stage.NORMALIZE,
        Reason.NO_TEXT,
        "The entry holds neither a title nor a text once markup and boilerplate are taken out.",
        source_id=entry.source_id,
        address=entry.address,
        capture_id=entry.capture_id,
        position=entry.position,
    )


def _join_keywords(entry: Entry, found: CleanText) -> tuple[str, ...]:
    """Return the publisher's keywords and those of the text's tail, each once, in their order."""
    given = (clean_line(keyword, entry.is_html) for keyword in entry.keywords)
    return tuple(dict.fromkeys(filter(None, (*given, *found.keywords))))


def _find_date(
    entry: Entry, found: CleanText, address: str | None, capture_day: dt.datetime | None, order: str | None
) -> tuple[ReadDate | None, str | None, str | None]:
    """Return when the entry was published, on what ground, and the words; the first believable date of the ladder.

    The publisher's own, a date line above the text, the address, the dateline. A dateline's month and day need a year
    from the dateline or the address.
    """
    raw = entry.published_raw or found.date_line
    ladder = (
        (read_date(entry.published_raw, order) if entry.published_raw else None, entry.published_ground or "field"),
        (read_date(found.date_line, order) if found.date_line else None, "page"),
        (read_address_date(address) if address else None, "address"),
        (_read_dateline_day(found, address), "dateline"),
    )
    for date, ground in ladder:
        if date is not None and (capture_day is None or date.value <= _naive(capture_day) + dt.timedelta(days=1)):
            return date, ground, raw
    return None, None, raw


def _read_dateline_day(found: CleanText, address: str | None) -> ReadDate | None:
    if found.dateline_date is None:
        return None
    if found.dateline_year is not None:
        return day_of(found.dateline_year, found.dateline_date)
    year_month = read_address_year(address) if address else None
    if year_month is None or year_month[1] not in (None, int(found.dateline_date[:2])):
        return None
    return day_of(year_month[0], found.dateline_date)


def _naive(moment: dt.datetime) -> dt.datetime:
    """Return a moment in UTC without its zone, as all times are kept."""
    return moment.astimezone(dt.UTC).replace(tzinfo=None) if moment.tzinfo else moment
