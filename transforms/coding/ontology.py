"""The event ontology as data: PLOVER 2.0 roots, modes, contexts, sectors, and the crosswalk to CAMEO.

Source: `data/ontology.toml`. Intensities are PLOVER conflict-cooperation scores (-10..+10); Goldstein values are those
of the two-digit CAMEO root.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from transforms.datafiles import read_data

QUAD_CLASSES = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")

SPOKEN = frozenset({"ACCUSE", "AGREE", "CONCEDE", "REJECT", "REQUEST", "SUPPORT", "THREATEN"})
"""The types that are done by saying something."""


@dataclass(frozen=True, slots=True)
class Mode:
    """A manner of a root, with its own intensity and CAMEO code."""

    intensity: float
    cameo: str


@dataclass(frozen=True, slots=True)
class Root:
    """One of PLOVER's sixteen event types."""

    name: str
    quad_class: str
    intensity: float
    needs_recipient: bool
    cameo: str
    gloss: str
    modes: dict[str, Mode]


@dataclass(frozen=True, slots=True)
class Ontology:
    """Everything that `data/ontology.toml` says, validated."""

    roots: dict[str, Root]
    crosswalk: dict[tuple[str, str], tuple[tuple[str, str], ...]]  # (root, mode) -> (context, CAMEO code), in order
    cameo_names: dict[str, str]
    goldstein_by_root: dict[str, float]
    contexts: tuple[str, ...]
    sectors: dict[str, str]
    nonstate: dict[str, str]

    def intensity(self, event_type: str, mode: str | None) -> float:
        """Score an event on the PLOVER scale (-10..+10): its mode's value, or its root's."""
        root = self.roots[event_type]
        return root.modes[mode].intensity if mode else root.intensity

    def cameo(self, event_type: str, mode: str | None, contexts: Collection[str]) -> str:
        """Find the most specific CAMEO code that type, mode and contexts allow."""
        for context, code in self.crosswalk.get((event_type, mode or ""), ()):
            if context in contexts:
                return code
        root = self.roots[event_type]
        return root.modes[mode].cameo if mode else root.cameo

    def goldstein(self, cameo_code: str) -> float:
        """Look up the Goldstein value of a CAMEO code's two-digit root (-10..+10)."""
        return self.goldstein_by_root[cameo_code[:2]]


def load_ontology() -> Ontology:
    """Read and validate the ontology; ValueError names the row that breaks a rule."""
    raw = read_data("coding/data/ontology.toml")
    roots = {
        name: Root(
            name=name,
            quad_class=row["quad_class"],
            intensity=row["intensity"],
            needs_recipient=row["needs_recipient"],
            cameo=row["cameo"],
            gloss=row["gloss"],
            modes={mode: Mode(**values) for mode, values in row.get("modes", {}).items()},
        )
        for name, row in raw["roots"].items()
    }
    crosswalk: dict[tuple[str, str], tuple[tuple[str, str], ...]] = {}
    for row in raw["crosswalk"]:
        key = (row["event_type"], row["mode"])
        crosswalk[key] = (*crosswalk.get(key, ()), (row["context"], row["cameo"]))
    ontology = Ontology(
        roots=roots,
        crosswalk=crosswalk,
        cameo_names={code: row["name"] for code, row in raw["cameo"].items()},
        goldstein_by_root={code: row["goldstein"] for code, row in raw["cameo"].items()},
        contexts=tuple(raw["contexts"]["names"]),
        sectors=raw["sectors"],
        nonstate=raw["nonstate"],
    )
    _validate(ontology)
    return ontology


def _validate(ontology: Ontology) -> None:
    for root in ontology.roots.values():
        if root.quad_class not in QUAD_CLASSES:
            raise ValueError(f"ontology.toml: {root.name} has the unknown quad class {root.quad_class!r}")
        codes = [("", root.cameo), *((name, mode.cameo) for name, mode in root.modes.items())]
        for mode_name, code in codes:
            _check_cameo(ontology, f"{root.name}/{mode_name}", code)
    for (event_type, mode), rows in ontology.crosswalk.items():
        if event_type not in ontology.roots or (mode and mode not in ontology.roots[event_type].modes):
            raise ValueError(f"ontology.toml: the crosswalk names the unknown type {event_type}/{mode}")
        for context, code in rows:
            if context not in ontology.contexts:
                raise ValueError(f"ontology.toml: the crosswalk of {event_type} names the unknown context {context!r}")
            _check_cameo(ontology, f"{event_type}/{mode}/{context}", code)


def _check_cameo(ontology: Ontology, where: str, code: str) -> None:
    if not (code.isdigit() and 3 <= len(code) <= 4 and code[:2] in ontology.goldstein_by_root):
        raise ValueError(f"ontology.toml: {where} has the CAMEO code {code!r}, which is none")
