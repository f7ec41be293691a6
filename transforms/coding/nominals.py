"""The pronouns and nouns that stand for somebody whom the article has named."""

from __future__ import annotations

import re

from transforms.records import Party

FEMALE_PRONOUNS = frozenset({"she", "her", "hers", "herself"})
PERSON_PRONOUNS = frozenset({"he", "him", "his", "himself"}) | FEMALE_PRONOUNS
THING_PRONOUNS = frozenset({"it", "its", "itself"})
PLURAL_PRONOUNS = frozenset({"they", "them", "their", "theirs", "themselves"})
SPEAKER_PRONOUNS = frozenset({"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"})
PRONOUNS = PERSON_PRONOUNS | THING_PRONOUNS | PLURAL_PRONOUNS | SPEAKER_PRONOUNS
# "dozens of protesters", "members of parliament", "one of the gunmen": the party stands behind "of".
QUANTITIES = frozenset(
    {
        "all",
        "any",
        "band",
        "both",
        "bulk",
        "couple",
        "crowd",
        "dozen",
        "each",
        "group",
        "half",
        "handful",
        "hundred",
        "lot",
        "majority",
        "many",
        "million",
        "more",
        "most",
        "number",
        "one",
        "part",
        "pair",
        "portion",
        "rest",
        "score",
        "some",
        "thousand",
        "three",
        "two",
        "wave",
    }
)
# The same, but with nobody behind "of" they are a party themselves.
COLLECTIVES = frozenset({"coalition", "column", "gang", "mob", "squad", "team"})
PAIR_NOUNS = frozenset(
    {
        "country",
        "nation",
        "side",
        "neighbour",
        "neighbor",
        "ally",
        "rival",
        "leader",
        "capital",
        "government",
        "state",
    }
)
# "Foley's captors": whose they are is whom they act against, and says nothing of who they are.
ADVERSARIES = frozenset(
    {
        "abductor",
        "assailant",
        "assassin",
        "attacker",
        "captor",
        "enemy",
        "foe",
        "hijacker",
        "jailer",
        "kidnapper",
        "killer",
        "murderer",
        "persecutor",
        "rapist",
        "tormentor",
    }
)
COUNTRY_NOUNS = frozenset({"country", "nation", "kingdom", "republic"})
GROUP_NOUNS = frozenset(
    {
        "group",
        "organisation",
        "organization",
        "movement",
        "militia",
        "party",
        "company",
        "agency",
        "alliance",
        "bloc",
        "body",
    }
)
# "the king" is whom the article calls King Abdullah, and no other ruler that it names.
TITLES = frozenset(
    {
        "emir",
        "emperor",
        "empress",
        "king",
        "monarch",
        "pontiff",
        "pope",
        "prince",
        "princess",
        "queen",
        "sheikh",
        "sultan",
    }
)
# What armies have: they act, and nobody means them by "he".
THINGS = frozenset(
    {
        "aircraft",
        "airstrike",
        "artillery",
        "base",
        "battalion",
        "boat",
        "bomber",
        "brigade",
        "carrier",
        "column",
        "convoy",
        "destroyer",
        "drone",
        "fleet",
        "frigate",
        "garrison",
        "gunboat",
        "gunship",
        "helicopter",
        "infantry",
        "jet",
        "missile",
        "personnel",
        "plane",
        "platoon",
        "position",
        "regiment",
        "ship",
        "squad",
        "squadron",
        "submarine",
        "tank",
        "unit",
        "vehicle",
        "vessel",
        "warplane",
        "warship",
    }
)
# "dissidents from Myanmar" are of there; whom somebody takes "from Myanmar" need not be.
DEPARTURES = frozenset(
    {
        "airlift",
        "arrive",
        "ban",
        "bring",
        "deport",
        "evacuate",
        "evacuation",
        "expel",
        "expulsion",
        "extradite",
        "extradition",
        "flee",
        "free",
        "move",
        "oust",
        "pull",
        "recall",
        "release",
        "remove",
        "removal",
        "repatriate",
        "rescue",
        "return",
        "send",
        "take",
        "transfer",
        "travel",
        "withdraw",
        "withdrawal",
    }
)
# Those whom news of a country means without saying so.
HOME_SECTORS = frozenset(
    {
        "AGR",
        "BUS",
        "COP",
        "CVL",
        "EDU",
        "ELI",
        "GOV",
        "JRN",
        "JUD",
        "LAB",
        "LEG",
        "MED",
        "MIL",
        "OPP",
        "PTY",
        "SOC",
        "SPY",
    }
)
_FROM_ELSEWHERE = re.compile(r"\b(foreign|heads of state|international|visiting|world)\b", re.IGNORECASE)


def is_of_home(party: Party) -> bool:
    """Tell whether news means those of its own country by such words: "lawmakers", and not "foreign lawmakers"."""
    return party.sector in HOME_SECTORS and not _FROM_ELSEWHERE.search(party.text)
