from __future__ import annotations

import pytest
from spacy.language import Language

from transforms.coding.coder import Coder
from transforms.coding.reader import Reader
from transforms.coding.resources import load_resources


@pytest.fixture(scope="session")
def coder(nlp: Language) -> Coder:
    return Coder(nlp, load_resources(), Reader())
