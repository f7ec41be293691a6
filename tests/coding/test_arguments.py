from __future__ import annotations

import pytest
from spacy.language import Language

from transforms.coding.arguments import noun_frame, prep_objects, verb_frame
from transforms.coding.tree import Tree, read_tree


def parse(nlp: Language, text: str) -> Tree:
    return read_tree(next(iter(nlp(text).sents)), {})


def words(tree: Tree, tokens: list[int]) -> list[str]:
    return [tree.words[i] for i in tokens]


@pytest.mark.parametrize(
    ("text", "verb", "subjects", "objects"),
    [
        ("Kenya accused Somalia of the raid.", "accused", ["Kenya"], ["Somalia"]),
        ("Somalia was accused by Kenya on Monday.", "accused", ["Kenya"], ["Somalia"]),
        ("The minister was arrested on Monday.", "arrested", [], ["minister"]),
        (
            "Police and soldiers arrested the mayor and his deputy.",
            "arrested",
            ["Police", "soldiers"],
            ["mayor", "deputy"],
        ),
        ("The rebels, who attacked the town, fled.", "attacked", ["rebels"], ["town"]),
        ("The sanctions that Russia imposed in May hurt farmers.", "imposed", ["Russia"], ["sanctions"]),
        ("Troops advancing on the capital seized the airport.", "advancing", ["Troops"], []),
        ("The general promised to release the prisoners.", "release", ["general"], ["prisoners"]),
        ("The United Nations urged Israel to release the prisoners.", "release", ["Israel"], ["prisoners"]),
        ("Vietnam's premier to visit Hanoi", "visit", ["premier"], ["Hanoi"]),
        ("The army crossed the river and attacked the rebels.", "attacked", ["army"], ["rebels"]),
        ("The man detained by police denied the charge.", "detained", ["police"], ["man"]),
    ],
)
def test_verb_frame(nlp: Language, text: str, verb: str, subjects: list[str], objects: list[str]) -> None:
    tree = parse(nlp, text)
    frame = verb_frame(tree, tree.words.index(verb))
    assert (words(tree, frame.subjects), words(tree, frame.objects)) == (subjects, objects)


def test_prepositions_of_the_object_serve_the_verb_too(nlp: Language) -> None:
    tree = parse(nlp, "Rebels launched an attack on the town.")
    frame = verb_frame(tree, tree.words.index("launched"))
    assert words(tree, frame.preps["on"]) == ["town"]


def test_nested_prepositions_are_named_by_both(nlp: Language) -> None:
    tree = parse(nlp, "The army pulled its troops out of the province.")
    assert words(tree, prep_objects(tree, tree.words.index("pulled"))["out of"]) == ["province"]


@pytest.mark.parametrize(
    ("text", "noun", "light", "doers"),
    [
        ("The world condemned Russia's invasion of Ukraine.", "invasion", None, ["Russia"]),
        ("An attack by rebels on the town failed.", "attack", None, ["rebels"]),
        ("Rebels launched an attack on the town.", "attack", "launched", ["Rebels"]),
        ("Israeli strikes on the port went on.", "strikes", None, ["Israeli"]),
    ],
)
def test_noun_frame(nlp: Language, text: str, noun: str, light: str | None, doers: list[str]) -> None:
    tree = parse(nlp, text)
    frame = noun_frame(tree, tree.words.index(noun), tree.words.index(light) if light else None)
    assert words(tree, frame.subjects) == doers
