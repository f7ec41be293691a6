"""Coded records as the JSON that `wireroom code` answers with: a fixed format that others rely on."""

from __future__ import annotations

import datetime as dt
from typing import Any

from transforms.records import Count, Mention, Party, Span, When, Where


def event_as_json(mention: Mention) -> dict[str, Any]:
    """Give a mention as a JSON object; offsets are into the text that was sent."""
    return {
        "event_type": mention.event_type,
        "mode": mention.mode,
        "contexts": list(mention.contexts),
        "quad_class": mention.quad_class,
        "intensity": mention.intensity,
        "cameo_code": mention.cameo_code,
        "realis": mention.realis.value,
        "confidence": mention.confidence,
        "trigger": _span(mention.trigger),
        "actors": [party_as_json(party) for party in mention.actors],
        "recipients": [party_as_json(party) for party in mention.recipients],
        "date": None if mention.when is None else _date(mention.when),
        "place": None if mention.where is None else _place(mention.where),
        "attributed_to": None if mention.attributed_to is None else party_as_json(mention.attributed_to),
        "counts": [_count(count) for count in mention.counts],
        "sentence": {"start": mention.sentence_start, "end": mention.sentence_end},
    }


def party_as_json(party: Party) -> dict[str, Any]:
    """Give an actor, recipient or speaker as a JSON object."""
    return {
        "text": party.text,
        "start": party.start,
        "end": party.end,
        "name": party.name,
        "country": party.country,
        "sector": party.sector,
        "antecedent": party.antecedent,
    }


def _span(span: Span) -> dict[str, Any]:
    return {"text": span.text, "start": span.start, "end": span.end}


def _date(when: When) -> dict[str, Any]:
    return {"start": _day(when.start), "end": _day(when.end), "precision": when.precision, "text": when.text}


def _day(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _place(where: Where) -> dict[str, Any]:
    return {
        "text": where.text,
        "name": where.name,
        "country": where.country,
        "latitude": where.latitude,
        "longitude": where.longitude,
        "geonames_id": where.geonames_id,
    }


def _count(count: Count) -> dict[str, Any]:
    return {"role": count.role, "n": count.n, "text": count.text}
