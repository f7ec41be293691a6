"""All data that the coder reads, loaded once a process and passed down."""

from __future__ import annotations

from dataclasses import dataclass

from transforms.coding.actors import ActorLexicon, load_actors
from transforms.coding.belief import BeliefWords, load_belief_words
from transforms.coding.confidence import Weights, load_weights
from transforms.coding.contexts import load_context_words
from transforms.coding.gate import Gate, load_gate
from transforms.coding.gazetteer import Gazetteer, load_gazetteer
from transforms.coding.gender import GivenNames, load_given_names
from transforms.coding.lexicon import Lexicon, load_lexicon
from transforms.coding.ontology import Ontology, load_ontology
from transforms.coding.realis import RealisWords, load_realis_words
from transforms.coding.speech import SpeechWords, load_speech_words


@dataclass(frozen=True, slots=True)
class Resources:
    """Word lists, ontology and gazetteer."""

    ontology: Ontology
    lexicon: Lexicon
    actors: ActorLexicon
    given_names: GivenNames
    gate: Gate
    gazetteer: Gazetteer
    realis: RealisWords
    speech: SpeechWords
    contexts: dict[str, tuple[str, ...]]
    belief: BeliefWords
    weights: Weights


def load_resources() -> Resources:
    """Read every data file; ValueError names the file and row that breaks a rule."""
    return Resources(
        ontology=load_ontology(),
        lexicon=load_lexicon(),
        actors=load_actors(),
        given_names=load_given_names(),
        gate=load_gate(),
        gazetteer=load_gazetteer(),
        realis=load_realis_words(),
        speech=load_speech_words(),
        contexts=load_context_words(),
        belief=load_belief_words(),
        weights=load_weights(),
    )
