"""Which articles are copies of which: signatures of texts, and the choice of the originals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from operator import mul
from typing import Any

from transforms.normalize.identity import fold_key, title_key
from transforms.records import Article, Signature

N_MINIMA = 126  # 42 bands of 3: texts that share a third of their shingles meet in a band nine times of ten
_BAND = 3  # minima
_BAND_FACTORS = (381_178_423, 484_126_651, 203_980_339)  # below 2**29: three products of 32 bits stay below 2**63
_BAND_MODULUS = 4_294_967_291  # the greatest prime below 2**32
_SHINGLE_WORDS = 3
_FEWEST_WORDS = 30  # fewer say too little to be compared
_FEWEST_TITLE_WORDS = 4  # "Weather" and "Morning briefing" come every day


@dataclass(frozen=True, slots=True)
class Likeness:
    """An article that may be a copy of another."""

    article_id: str
    original_id: str
    degree: float | None  # share of the article's shingles that are the other's too, 0..1; None when too short to tell
    ground: str  # near: the texts are alike; title: the titles are equal
    rank: int  # of the article: who comes first is the original; 0 when it was one before
    original_rank: int


def sign(article: Article) -> Signature:
    """Sign a text, so that its copies are found: those with another lead, those cut at the end, in any later run.

    The minima are those of MinHash over runs of three words, and estimate how many of them two texts share; only those
    with a band in common need be compared. A text of a few words has none, and a title of a few words no key.
    """
    words = fold_key(article.text).split()
    shingles = {
        " ".join(words[at : at + _SHINGLE_WORDS]).encode("utf-8", "surrogatepass")
        for at in range(len(words) - _SHINGLE_WORDS + 1)
    }
    is_long = len(words) >= _FEWEST_WORDS
    key = title_key(article.title) if article.title else ""
    minima = _minima(shingles) if is_long else ()
    return Signature(
        article_id=article.article_id,
        revision_id=article.revision_id,
        title_key=key if len(key.split()) >= _FEWEST_TITLE_WORDS else None,
        n_shingles=len(shingles) if is_long else 0,
        minima=minima,
        bands=_bands(minima),
    )


def _minima(shingles: Iterable[bytes]) -> tuple[int, ...]:
    minhash = _new_minhash().copy()
    minhash.update_batch(shingles)
    return tuple(minhash.hashvalues.tolist())


def _bands(minima: tuple[int, ...]) -> tuple[int, ...]:
    """Give one number for each band and what is in it; the migration that brought them computes them in SQL, alike."""
    return tuple(
        (at // _BAND + sum(map(mul, minima[at : at + _BAND], _BAND_FACTORS))) % _BAND_MODULUS
        for at in range(0, len(minima), _BAND)
    )


@cache
def _new_minhash() -> Any:
    from datasketch import MinHash  # brings SciPy, which costs a second

    return MinHash(num_perm=N_MINIMA, seed=1)


def choose_originals(pairs: Iterable[Likeness]) -> dict[str, Likeness]:
    """Choose for each article the original that it is most like; it must not be a copy itself.

    Articles are taken in the order of their ranks, so that what is decided once stays: an article leans only on those
    that come before it.
    """
    by_article: dict[tuple[int, str], list[Likeness]] = {}
    for pair in pairs:
        by_article.setdefault((pair.rank, pair.article_id), []).append(pair)
    chosen: dict[str, Likeness] = {}
    for (_, article_id), likenesses in sorted(by_article.items()):
        originals = [pair for pair in likenesses if pair.original_id not in chosen]
        if originals:
            chosen[article_id] = min(
                originals, key=lambda pair: (-(pair.degree or 0), pair.original_rank, pair.original_id)
            )
    return chosen
