"""The spaCy pipeline: loaded by name, with one rule of ours in front."""

from __future__ import annotations

import importlib
import warnings

import spacy
from spacy.language import Language
from spacy.tokens import Doc


def load_pipeline(name: str) -> Language:
    """Load a spaCy pipeline, by package or path, that ends sentences where paragraphs end.

    OSError says which pipeline is missing.
    """
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"\[W095\]")  # trained on an older minor version: measured, and fine
        try:
            nlp: Language = importlib.import_module(name).load()
        except (ImportError, AttributeError):
            nlp = spacy.load(name)
    nlp.add_pipe("paragraph_starts", first=True)
    return nlp


@Language.component("paragraph_starts")
def paragraph_starts(doc: Doc) -> Doc:
    """Start a sentence behind every line break, so that no sentence runs from one paragraph into the next."""
    for token in doc[:-1]:
        if token.is_space and "\n" in token.text:
            doc[token.i + 1].is_sent_start = True
    return doc
