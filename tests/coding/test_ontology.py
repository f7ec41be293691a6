from __future__ import annotations

from transforms.coding.ontology import QUAD_CLASSES, load_ontology


def test_holds_plover_as_published() -> None:
    ontology = load_ontology()
    assert len(ontology.roots) == 16
    assert sum(len(root.modes) for root in ontology.roots.values()) == 67
    assert len(ontology.contexts) == 37
    assert {root.quad_class for root in ontology.roots.values()} == set(QUAD_CLASSES)
    assert [name for name, root in ontology.roots.items() if root.needs_recipient] == ["COOPERATE", "AID", "SANCTION"]
    for root in ontology.roots.values():
        assert -10 <= root.intensity <= 10
        assert (root.intensity >= 0) == (root.quad_class.endswith("cooperation") or root.name == "REQUEST")


def test_intensity_is_that_of_the_mode_where_there_is_one() -> None:
    ontology = load_ontology()
    assert ontology.intensity("ASSAULT", None) == -9.0
    assert ontology.intensity("ASSAULT", "aerial") == -9.5


def test_crosswalk_takes_the_most_specific_code() -> None:
    ontology = load_ontology()
    assert ontology.cameo("AID", None, []) == "070"
    assert ontology.cameo("AID", None, ["health", "military"]) == "072"  # the order of the table decides
    assert ontology.cameo("ASSAULT", "suicide-attack", ["military"]) == "1831"
    assert ontology.cameo("REQUEST", "assist", ["military"]) == "1032"
    assert ontology.goldstein("1831") == -9.0
    assert ontology.goldstein("036") == 4.0
