"""What is no news at all: nothing breaks the coder, nothing is lost, and nothing is made of it."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from spacy.language import Language

from transforms.coding.coder import Coder, bare_article
from transforms.coding.reader import Reader
from transforms.coding.resources import load_resources
from transforms.records import Article, Coded

N = 2000
LANGUAGES = (
    "Der Minister sagte am Montag, das Wachstum habe sich verlangsamt, und die Opposition griff ihn an.",
    "Le président a rencontré mardi son homologue à Genève avant de s'envoler pour Alger.",
    "El juez ordenó la detención de tres guerrilleros tras el ataque contra el puente.",
    "Президент заявил в понедельник, что войска покинут город.",
    "大統領は月曜日、軍が町を離れると述べた。",
    "قال الرئيس يوم الاثنين إن القوات ستنسحب من المدينة",
    "राष्ट्रपति ने सोमवार को कहा कि सेना शहर छोड़ देगी।",
    "ประธานาธิบดีกล่าวเมื่อวันจันทร์ว่าทหารจะออกจากเมือง",
)
CODE = (
    "for (int i = 0; i < n; ++i) { attack[i] = strike(target[i], &force); } // kill -9",
    "SELECT actor, recipient FROM mart_event WHERE event_type = 'ASSAULT' LIMIT 10;",
    "def sanction(self, *args, **kwargs) -> None: raise ValueError('rejected')",
    '{"error": {"code": 500, "message": "request was rejected by the server"}}',
    "<div class='strike'><a href='/protest?id=3&x=%20'>&nbsp;</a></div>",
)
WORDS = (
    "attack", "troops", "said", "the", "of", "minister", "12", "police", "and", "arrested", "Russia", "by", "in",
    "talks", "with", "was", "killed",
)  # fmt: skip
EMOJI = "😀🔥🇺🇦👩‍👩‍👧‍👦🏴‍☠️✊🏿💥🚀⚔️🕊️"
MARKS = "\"'“”‘’«»()[]{}—–…!?.,;:/\\|@#$%^&*_+=~`<>\t\u200b\u00ad\ufeff\x00\x07"


def noise(n: int, rng: random.Random) -> Iterator[str]:
    """Yield lines of nonsense: other languages, code, tables, emoji, quotation marks, endless sentences."""
    endless = " ".join(rng.choice(WORDS) for _ in range(5000))
    yield from ("", " ", "\n\n\n", ".", "“", "''''", endless, endless.title(), endless.upper(), "a" * 5000, "(" * 3000)
    for number in range(n):
        match number % 8:
            case 0:
                yield rng.choice(LANGUAGES)
            case 1:
                yield rng.choice(CODE)
            case 2:
                yield "\t".join(str(rng.randrange(10_000)) for _ in range(rng.randrange(1, 30)))
            case 3:
                yield "".join(rng.choice(EMOJI) for _ in range(rng.randrange(1, 40)))
            case 4:
                yield "".join(rng.choice(MARKS) for _ in range(rng.randrange(1, 60)))
            case 5:
                yield (
                    "“" + " ".join(rng.choice(WORDS) for _ in range(rng.randrange(1, 20))) + rng.choice(("”", "", "“"))
                )
            case 6:
                yield "".join(
                    chr(rng.choice((rng.randrange(32, 0x2FF), rng.randrange(0x400, 0xD7FF)))) for _ in range(25)
                )
            case _:
                yield " ".join(rng.choice(WORDS).upper() for _ in range(rng.randrange(1, 25))) + "!"


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    return [bare_article(line) for line in noise(N, random.Random(11))]


def test_nothing_of_the_noise_is_lost_or_breaks(nlp: Language, articles: list[Article]) -> None:
    coder = Coder(nlp, load_resources(), Reader())
    results = list(coder.code(articles))
    assert [result.article_id for result in results if isinstance(result, Coded)] == [a.article_id for a in articles]
    for article, result in zip(articles, results, strict=True):
        assert isinstance(result, Coded)
        for mention in result.mentions:
            assert article.text[mention.trigger.start : mention.trigger.end] == mention.trigger.text
            assert 0 <= mention.confidence <= 1
