"""Gather which words are written small, and which in capitals, for `transforms/normalize/casing.py`.

python -m training.casing
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from textwrap import fill

from transforms.coding.labels import read_sentences

_ROOT = Path(__file__).parents[1]
_OUT = _ROOT / "transforms/normalize/data/casing.toml"
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def gather(texts: Iterable[str]) -> tuple[list[str], list[str]]:
    """Find the words that are mostly small, and those mostly in capitals, where they do not open a sentence."""
    small: Counter[str] = Counter()
    large: Counter[str] = Counter()
    capitals: Counter[str] = Counter()
    for text in texts:
        if text in (text.upper(), text.lower()):
            continue
        for match in _WORD.finditer(text):
            before = text[: match.start()].rstrip()
            if not before or before[-1] in ".!?:\"“‘'":
                continue
            word = re.sub(r"['’]s$", "", match[0]).replace("’", "'")
            if word.islower():
                small[word] += 1
            elif len(word) > 1 and word.isupper():
                capitals[word.lower()] += 1
            else:
                large[word.lower()] += 1
    plain = sorted(word for word in small if small[word] >= large[word] + capitals[word])
    return plain, sorted(word for word in capitals if capitals[word] > large[word] + small[word])


def main() -> None:
    """Write the word lists."""
    plain, capitals = gather(sentence.text for sentence in read_sentences(_ROOT / "training/sentences"))
    lists = [
        f"{name} = [\n"
        + fill(", ".join(f'"{word}"' for word in words), 118, initial_indent="  ", subsequent_indent="  ")
        + "\n]\n"
        for name, words in (("plain", plain), ("capitals", capitals))
    ]
    _OUT.write_text("# Gathered by training/casing.py from training/sentences.\n" + "\n".join(lists), "utf-8")
    print(f"{len(plain)} plain words, {len(capitals)} in capitals")


if __name__ == "__main__":
    main()
