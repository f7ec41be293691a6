"""Which language a text is in."""

from __future__ import annotations

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from transforms.normalize.words import read_table

SAMPLE = 600  # characters; more changes no answer and costs time
ENOUGH = 40  # letters; below this only a sure answer counts
SURE = 0.95  # probability
LIKELY = 0.6


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    known = set(identifier.nb_classes)
    identifier.set_languages([code for code in read_table("languages")["codes"] if code in known])
    return identifier


def identify_language(text: str, declared: str | None = None) -> str | None:
    """Return the ISO 639-1 code of the text's language; None when the text is too short to tell.

    `declared` is what the publisher says. It is often wrong (software sets it), so it only confirms: a guess that is
    not sure by itself counts when the declaration says the same.
    """
    sample = text[:SAMPLE]
    letters = sum(map(str.isalpha, sample))
    if letters == 0:
        return None
    code, probability = _identifier().classify(sample)
    code = read_table("languages")["same"].get(code, code)
    if probability >= (LIKELY if letters >= ENOUGH else SURE) and letters >= ENOUGH // 2:
        return str(code)
    said = (declared or "").strip().lower().replace("_", "-").partition("-")[0]
    return str(code) if said == code else None


def forget_model() -> None:
    """Let go of the language model (90 MB) until the next text needs it."""
    _identifier.cache_clear()
