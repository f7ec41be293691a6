"""How sure a mention is: what speaks for it, weighed as held-out sentences taught.

The weights are fitted by `training/calibrate.py` and stand in `data/confidence.toml`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from transforms.coding.acts import Found
from transforms.coding.belief import Telling
from transforms.datafiles import read_data
from transforms.records import Party

MIN_CONFIDENCE = 0.4  # an act below it is not believed; on running news more than half of those just above are right
_EDGE = 1e-4


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic model: by how much each signal moves the log-odds, for each question."""

    event: dict[str, float]  # that such an act is told, of this type
    actor: dict[str, float]  # that these are the ones who act
    recipient: dict[str, float]
    date: dict[str, float]
    place: dict[str, float]


def load_weights() -> Weights:
    """Read the fitted weights."""
    return Weights(**read_data("coding/data/confidence.toml"))


def log_odds(p: float) -> float:
    """Turn a probability into log-odds, its edges cut off."""
    p = min(max(p, _EDGE), 1 - _EDGE)
    return math.log(p / (1 - p))


def signals(found: Found, telling: Telling, belief: float) -> dict[str, float]:
    """List what speaks for an act, and against it."""
    prior = max(found.candidate.pattern.weight, _EDGE)
    return {
        "bias": 1.0,
        "act": log_odds(found.likelihood),
        "type": log_odds(found.type_share),
        "lexicon": found.lexicon,
        "telling": math.log(max(belief / prior, 0.02)),
        "no_actor": float(not found.actors),
        "no_recipient": float(not found.recipients),
        "actor": found.actor_likelihood if found.actors else 0.0,
        "recipient": found.recipient_likelihood if found.recipients else 0.0,
        "quoted": float(telling.is_quoted),
        "known": float(any(p.country or p.sector for p in found.actors + found.recipients)),
    }


def party_signals(party: Party, likelihood: float, event: float) -> dict[str, float]:
    """List what speaks for a party; `event` is how sure the act itself is."""
    return {
        "bias": 1.0,
        "words": log_odds(likelihood),
        "event": log_odds(event),
        "is_known": party.confidence,
        "stands_for": float(party.antecedent is not None),
    }


def setting_signals(resolved: float, event: float) -> dict[str, float]:
    """List what speaks for a date or a place; `resolved` is how sure its words are understood."""
    return {"bias": 1.0, "event": log_odds(event), "is_known": resolved}


def weigh(values: dict[str, float], weights: dict[str, float]) -> float:
    """Give the probability that the signals make."""
    return 1 / (1 + math.exp(-sum(weights[name] * value for name, value in values.items())))
