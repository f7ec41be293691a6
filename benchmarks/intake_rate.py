"""How many articles of one JSON-lines file a core takes in each second, and in how much memory.

    python benchmarks/intake_rate.py [300000]

Collects, archives, parses, normalizes, signs and stages, as a run does before it codes. Articles are made up of a few
dozen words and come as one file; what is counted is processor time, so other work on the machine does not matter.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import resource
import sys
import tempfile
import time
from pathlib import Path

from flows.archive import Archive
from flows.files import read_path
from flows.intake import Intake

WORDS = """
    the a port ferry storm minister said on Friday officials police army talks border village town crossed closed
    signed refused accused soldiers killed injured people in near over after before two three hundred leaders of
    region government opposition protest march court ruled ordered aid ships grain deal prices rose fell
""".split()  # noqa: SIM905  # a list of 50 words is no better to read
NOW = dt.datetime(2024, 7, 1)


def write_articles(path: Path, n_articles: int) -> None:
    """Write articles of about 350 words, each different, the same ones in every run."""
    chance = random.Random(7)
    with path.open("w", encoding="utf-8") as stream:
        for number in range(n_articles):
            paragraphs = [
                " ".join(" ".join(chance.choices(WORDS, k=17)).capitalize() + "." for _ in range(3)) for _ in range(7)
            ]
            day = dt.datetime(2024, 1, 1) + dt.timedelta(minutes=number % 250_000)
            article = {
                "id": str(number),
                "url": f"https://wire.example/{day:%Y/%m/%d}/{number}",
                "title": " ".join(chance.choices(WORDS, k=8)).capitalize(),
                "published": day.strftime("%a, %d %b %Y %H:%M:%S GMT"),
                "text": f"HALDEN, {day:%B} {day.day} (Reuters) - " + "\n\n".join(paragraphs),
            }
            stream.write(json.dumps(article) + "\n")


def main() -> None:
    """Take the file in and tell what it cost."""
    n_articles = int(sys.argv[1]) if len(sys.argv) > 1 else 300_000
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        write_articles(folder / "articles.jsonl", n_articles)
        start = time.process_time()
        with Intake(Archive(folder, "run_benchmark", NOW), folder / "staging") as intake:
            for item in read_path(folder / "articles.jsonl", NOW):
                intake.take(item)
        seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{intake.n_collected:,} articles: {intake.n_collected / seconds:,.0f} a core-second, peak {peak:,.0f} MB")


if __name__ == "__main__":
    main()
