"""The page's data: Arrow tables as short columns of whole numbers, with each text written once.

200,000 mentions must travel in one page under 5 MB, and be filtered while somebody types. So every text stands once in
a list of its own, rows refer to it by its place there, and lists (the actors of an event) are a column of lengths and
one of members. gzip then finds next to nothing more to save, and base64 is safe within a page as it is.
"""

from __future__ import annotations

import base64
import datetime as dt
import gzip
import json
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from flows.worldmap import project
from transforms.headlines import tell_event

_SEPARATOR = "\x1f"


def pack(data: dict[str, Any]) -> str:
    """Write data as base64 of gzipped JSON; the same data gives the same text."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return base64.b64encode(gzip.compress(text.encode("utf-8", "replace"), 6, mtime=0)).decode("ascii")


def unpack(packed: str) -> Any:
    """Read what `pack` wrote."""
    return json.loads(gzip.decompress(base64.b64decode(packed)))


def encode_events(events: pa.Table, numbers: pa.Table, days: list[str]) -> dict[str, Any]:
    """Encode the events of `sql/report/events.sql`, in their order, and the numbers of people told with them."""
    kind_codes, kinds = _listed(events, "event_type", "mode", "quad_class", "intensity", "cameo_code", "realis")
    place_codes, places = _listed(events, "place", "place_country", "latitude", "longitude")
    when_codes, times = _listed(events, "start_on", "end_on")
    source_codes, sources = _dictionary(pc.list_flatten(events["sources"].combine_chunks()))
    (actors, recipients), parties = _parties(events)
    since = pa.scalar(dt.date.fromisoformat(days[0])).cast(pa.int32())
    row_of = {event_id: row for row, event_id in enumerate(events["event_id"].to_pylist())}
    return {
        "kinds": [_kind(*kind) for kind in kinds],
        "places": [_place(*place) for place in places],
        "times": times,
        "parties": [list(party) for party in parties],
        "sources": [source for (source,) in sources],
        "kind": kind_codes,
        "place": place_codes,
        "time": when_codes,
        "day": pc.subtract(events["day"].cast(pa.int32()), since).to_pylist(),
        "confidence": _thousandths(events["confidence"]),
        "independent": events["n_independent"].to_pylist(),
        "reports": events["n_reports"].to_pylist(),
        "actors": actors,
        "recipients": recipients,
        "source": {"n": pc.list_value_length(events["sources"]).to_pylist(), "of": source_codes},
        "numbers": [
            [row_of[row["event_id"]], row["role"], row["lowest"], row["highest"]] for row in numbers.to_pylist()
        ],
    }


def encode_evidence(evidence: pa.Table, events: pa.Table) -> dict[str, Any]:
    """Encode the rows of `sql/report/evidence.sql`; `event` is the place of the event among ``events``."""
    row_of = {event_id: row for row, event_id in enumerate(events["event_id"].to_pylist())}
    article_codes, articles = _listed(evidence, "source_id", "title", "address", "published", "also_in")
    return {
        "event": [row_of[event_id] for event_id in evidence["event_id"].to_pylist()],
        "mention": evidence["mention_id"].to_pylist(),
        "sentence": evidence["sentence"].to_pylist(),
        "marks": evidence["marks"].to_pylist(),
        "attributed": evidence["attributed_to"].to_pylist(),
        "confidence": _thousandths(evidence["confidence"]),
        "article": article_codes,
        "articles": articles,
    }


def _thousandths(column: Any) -> list[int]:
    whole: list[int] = pc.round(pc.multiply(column, 1000)).cast(pa.int32()).to_pylist()
    return whole


def _kind(event_type: str, mode: str, quad: str, intensity: str, cameo: str, realis: str) -> list[Any]:
    told = [tell_event(event_type, mode or None, realis, has_recipient=there) for there in (True, False)]
    return [event_type, mode, quad, float(intensity), cameo, realis, *told]


def _place(name: str, country: str, latitude: str, longitude: str) -> list[Any]:
    if not latitude:
        return [name, country, None, None]
    return [name, country, *project(float(longitude), float(latitude))]


def _parties(events: pa.Table) -> tuple[tuple[dict[str, Any], dict[str, Any]], list[tuple[str, ...]]]:
    """Give actors and recipients as lengths and members, which stand in one list of name, country and sector."""
    joined, lengths = [], []
    for side in ("actor", "recipient"):
        columns = (f"{side}s", f"{side}_countries", f"{side}_sectors")
        joined.append(_join([pc.list_flatten(events[column].combine_chunks()) for column in columns]))
        lengths.append(pc.list_value_length(events[columns[0]]).to_pylist())
    codes, parties = _dictionary(pa.concat_arrays(joined))
    first = len(joined[0])
    return ({"n": lengths[0], "of": codes[:first]}, {"n": lengths[1], "of": codes[first:]}), parties


def _listed(table: pa.Table, *columns: str) -> tuple[list[int], list[tuple[str, ...]]]:
    return _dictionary(_join([table[column].combine_chunks() for column in columns]))


def _join(columns: list[Any]) -> Any:
    texts = [pc.cast(column, pa.string()) for column in columns]
    # A separator inside a text would shift the parts; feeds are cleaned of control characters, yet do not rely on it.
    texts = [pc.replace_substring(text, _SEPARATOR, " ") for text in texts]
    return pc.binary_join_element_wise(*texts, _SEPARATOR, null_handling="replace", null_replacement="")


def _dictionary(column: Any) -> tuple[list[int], list[tuple[str, ...]]]:
    """Write each distinct value once: the place of each row's value, and the values, split into their parts."""
    encoded = column.dictionary_encode()
    return encoded.indices.to_pylist(), [tuple(value.split(_SEPARATOR)) for value in encoded.dictionary.to_pylist()]
