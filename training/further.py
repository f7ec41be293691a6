"""Take the shipped model further, by what has been written since: a seventh of the time that `training.train` takes.

The weights come out of the 8-bit file, so the model goes on from just what was shipped; then it reads once what
`training.train` reads last.

    python -m training.further
"""

from __future__ import annotations

from pathlib import Path

import onnx
import torch
from onnx import numpy_helper

from training.train import LAST, OUT, fit, last_of, load_data, new_model, write

_STORED, _SCALE, _ZERO = "_quantized", "_scale", "_zero_point"


def read_weights(path: Path) -> dict[str, torch.Tensor]:
    """Read the weights out of an 8-bit ONNX file, by the names that they have in `RelationModel`."""
    graph = onnx.load(str(path)).graph
    stored = {one.name: torch.tensor(numpy_helper.to_array(one)) for one in graph.initializer}
    weights = {name: value for name, value in stored.items() if name.endswith(".bias") or "LayerNorm" in name}
    full = {}
    for name in (name.removesuffix(_STORED) for name in stored if name.endswith(_STORED)):
        full[name] = (stored[name + _STORED].float() - stored[name + _ZERO].float()) * stored[name + _SCALE]
    weights |= {name: value for name, value in full.items() if "embeddings" in name}
    # Matrices lose their names in export; the sum with the layer's bias, a few nodes on, tells whose each is.
    users: dict[str, list[onnx.NodeProto]] = {}
    for node in graph.node:
        for name in node.input:
            users.setdefault(name, []).append(node)
    for node in graph.node:
        matrix = node.input[1].removesuffix(_STORED) if node.op_type == "MatMulInteger" else ""
        if matrix not in full:
            continue
        after = list(node.output)
        while after:
            users_of_it = [user for name in after for user in users.get(name, ())]
            layers = [name for user in users_of_it for name in user.input if name.endswith(".bias")]
            if layers:
                weights[layers[0].removesuffix("bias") + "weight"] = full[matrix].T.contiguous()
                break
            after = [name for user in users_of_it for name in user.output]
    # The one parameter that the graph holds as two numbers: what is added to the scores of sources and of targets.
    weights["role_bias"] = torch.stack([v for name, v in stored.items() if name.startswith("onnx::Add") and not v.ndim])
    return weights


def main() -> None:
    """Read the shipped model, then the last course, and write it again."""
    data = load_data()
    model = new_model(data)
    missing, strange = model.load_state_dict(read_weights(OUT / "relations.onnx"), strict=False)
    if strange or any("pooler" not in name for name in missing):  # the pooler of the base model is not used
        raise ValueError(f"{OUT / 'relations.onnx'} is not a model of this shape: it lacks {missing}, holds {strange}")
    fit(model, last_of(data), data, LAST)
    write(model, data)


if __name__ == "__main__":
    main()
