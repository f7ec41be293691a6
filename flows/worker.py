"""What happens inside a coding process: it loads the language model once and codes batches that come as paths.

Such a process imports `transforms` and the staging files only, never Prefect.
"""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass
from functools import cache
from multiprocessing import parent_process
from pathlib import Path
from typing import TYPE_CHECKING

from flows.staging import read_articles, write_coded
from transforms.records import Coded, Reason, Reject
from transforms.rejects import reject_article

if TYPE_CHECKING:
    from transforms.coding.coder import Coder


@dataclass(frozen=True, slots=True)
class Batch:
    """Articles to code, as a staging file, and where the answer goes (see `write_coded`)."""

    path: Path
    folder: Path
    shard: str
    n_articles: int


_DIED = "the coding process died twice on the batch that held it; run again, with fewer workers or more memory"


def code_batch(pipeline: str, batch: Batch) -> int:
    """Code a batch with a spaCy pipeline, and return how many of its articles the coder rejected."""
    coded: list[Coded] = []
    rejects: list[Reject] = []
    for result in load_coder(pipeline).code(read_articles(batch.path)):
        if isinstance(result, Reject):
            rejects.append(result)
        else:
            coded.append(result)
    write_coded(batch.folder, batch.shard, coded, rejects)
    return len(rejects)


def reject_batch(batch: Batch) -> int:
    """Answer a batch that no process survives: every article of it becomes a reject; return their number."""
    rejects = [reject_article(article, Reason.CODER_ERROR, _DIED) for article in read_articles(batch.path)]
    write_coded(batch.folder, batch.shard, (), rejects)
    return len(rejects)


@cache
def load_coder(pipeline: str) -> Coder:
    """Load the language model and the word lists, once a process."""
    # Here and not above: the run itself imports this module to send work, and must not hold a language model.
    from transforms.coding.gazetteer import load_gazetteer

    load_gazetteer()  # first: the language model then fills the memory that reading the places leaves behind (70 MB)
    from transforms.coding.coder import Coder

    return Coder.load(pipeline)


def watch_parent() -> None:
    """End this process when its run was killed; else it would wait for work, and hold its memory, for ever."""
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
