"""What stands in the raw archive, as WARC records: captures, rejects of what could not be had, and the run itself.

HTTP captures are `response` records and files `resource` records, so that any WARC tool can read them; the capture's
own fields stand in the WARC header ``Wireroom-Capture`` as JSON, so that the very same capture comes back. Rejects are
`metadata` records, and what the run is about is the `warcinfo` record at the start.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
from dataclasses import asdict
from http.client import responses
from typing import Any
from urllib.parse import quote

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from flows.capture import make_capture
from transforms.records import Capture, Reason, Reject, Stage

_CAPTURE = "Wireroom-Capture"
_REJECT = "Wireroom-Reject"
_RUN = "Wireroom-Run"
# These describe the bytes on the wire; the body here is already decoded, and other tools must not decode it again.
_WIRE_HEADERS = frozenset({"content-encoding", "content-length", "transfer-encoding"})


class CutError(Exception):
    """A record whose body is not whole."""


def make_capture_record(writer: WARCWriter, capture: Capture) -> ArcWarcRecord:
    """Write a capture: a `response` as HTTP gave it, or a `resource` for a file."""
    fields = {
        "source_id": capture.source_id,
        "address": capture.address,
        "captured_at": capture.captured_at.isoformat(),
        "sha256": capture.sha256,
        "media_type": capture.media_type,
        "status": capture.status,
        "headers": capture.headers,
        "page_of": capture.page_of,
    }
    warc_headers = {
        _CAPTURE: json.dumps(fields),
        "WARC-Date": capture.captured_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "WARC-Record-ID": f"<urn:wireroom:{capture.capture_id}>",
    }
    payload = io.BytesIO(capture.body)
    if capture.status is None:
        return writer.create_warc_record(
            "file:" + quote(capture.address),
            "resource",
            payload=payload,
            length=len(capture.body),
            warc_content_type=_ascii(capture.media_type or "application/octet-stream"),
            warc_headers_dict=warc_headers,
        )
    status = f"{capture.status} {responses.get(capture.status, '')}"
    headers = [
        ("X-Wire-" + name if name.lower() in _WIRE_HEADERS else _ascii(name), _ascii(value))
        for name, value in capture.headers
    ]
    return writer.create_warc_record(
        _ascii(capture.address),
        "response",
        payload=payload,
        length=len(capture.body),
        http_headers=StatusAndHeaders(status, headers, protocol="HTTP/1.1"),
        warc_headers_dict=warc_headers,
    )


def make_reject_record(writer: WARCWriter, reject: Reject) -> ArcWarcRecord:
    """Write a reject of something that was never received; its body is what people read."""
    told = reject.detail.encode("utf-8", "replace")
    return writer.create_warc_record(
        f"urn:wireroom:{reject.reject_id}",
        "metadata",
        payload=io.BytesIO(told),
        length=len(told),
        warc_content_type="text/plain; charset=utf-8",
        warc_headers_dict={_REJECT: json.dumps(asdict(reject))},
    )


def make_run_record(writer: WARCWriter, name: str, about: dict[str, Any]) -> ArcWarcRecord:
    """Write what a run is about, as the first record of its file."""
    record = writer.create_warcinfo_record(name, {"software": "Wireroom", "format": "WARC File Format 1.0"})
    record.rec_headers.add_header(_RUN, json.dumps(about))
    return record


def read_record(record: ArcWarcRecord) -> Capture | Reject | dict[str, Any] | None:
    """Read a record back; None for one that another tool added.

    Raises CutError when the body is not whole, ValueError and KeyError for a header that is damaged.
    """
    headers = record.rec_headers
    body = record.raw_stream.read()
    if (packed := headers.get_header(_CAPTURE)) is not None:
        return _read_capture(json.loads(packed), body)
    if (packed := headers.get_header(_REJECT)) is not None:
        fields = json.loads(packed)
        return Reject(**fields | {"stage": Stage(fields["stage"]), "reason": Reason(fields["reason"])})
    if (packed := headers.get_header(_RUN)) is not None:
        about: dict[str, Any] = json.loads(packed)
        return about
    return None


def _read_capture(fields: dict[str, Any], body: bytes) -> Capture:
    if hashlib.sha256(body).hexdigest() != fields["sha256"]:
        raise CutError
    return make_capture(
        fields["source_id"],
        fields["address"],
        body,
        dt.datetime.fromisoformat(fields["captured_at"]),
        media_type=fields["media_type"],
        status=fields["status"],
        headers=tuple((name, value) for name, value in fields["headers"]),
        page_of=fields.get("page_of"),
    )


def _ascii(value: str) -> str:
    """Keep a header on its line: whatever is no printable ASCII is percent-encoded."""
    return quote(value, safe="".join(map(chr, range(0x20, 0x7F))))
