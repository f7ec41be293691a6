"""The words of a headline: what stands between actor and recipient when an event is told from its fields."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from transforms.datafiles import read_data
from transforms.records import Realis

_FORMS = {
    Realis.ASSERTED: "{done}",
    Realis.NEGATED: "did not {do}",
    Realis.FUTURE: "to {do}",
    Realis.HYPOTHETICAL: "may {do}",
    Realis.HABITUAL: "again and again {done}",
}
_LINKS = {"against", "at", "before", "for", "from", "of", "on", "to", "towards", "with"}


@cache
def load_verbs() -> Mapping[str, Mapping[str, tuple[str, str]]]:
    """Read the verbs: event type, then mode (``type`` where there is none), to what is done and what is to be done."""
    table: dict[str, Any] = read_data("data/headlines.toml")
    return {root: {mode: (forms[0], forms[1]) for mode, forms in modes.items()} for root, modes in table.items()}


def tell_event(event_type: str, mode: str | None, realis: str, *, has_recipient: bool) -> str:
    """Say what happens, as between the parties of a headline: "did not abduct". KeyError for an unknown type.

    Where nobody follows, a preposition that would hang in the air is left out: "protested".
    """
    verbs = load_verbs()[event_type]
    done, do = verbs.get(mode or "type", verbs["type"])
    told = _FORMS[Realis(realis)].format(done=done, do=do)
    words = told.split(" ")
    return told if has_recipient or words[-1] not in _LINKS else " ".join(words[:-1])
