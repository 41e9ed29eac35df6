"""Writes a trained network for onnxruntime, its weights in 16 bit: half the file, the same letters.

`python -m scripts.train_lines.export lines.pt lines.onnx VERSION`. Must not change what it computes: the
weights are widened to 32 bit when they are loaded.
"""

import sys
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from scripts.train_lines.alphabet import SIGNS
from scripts.train_lines.cut import ROWS
from scripts.train_lines.network import Lines

_OPSET = 17
_SMALL = 64
"""Weights of no more numbers than this stay as they are."""


def export(weights: Path, file: Path, version: str) -> None:
    """Write `file`: input `x`, outputs `y` and `written` as `Lines.forward` says, alphabet and version."""
    network = Lines(len(SIGNS))
    network.load_state_dict(torch.load(weights, map_location="cpu"))
    network.eval()
    torch.onnx.export(
        network,
        (torch.zeros(2, 1, ROWS, 640),),
        str(file),
        input_names=["x"],
        output_names=["y", "written"],
        dynamic_axes={
            "x": {0: "lines", 3: "columns"},
            "y": {0: "lines", 1: "steps"},
            "written": {0: "lines", 1: "pairs"},
        },
        dynamo=False,
        opset_version=_OPSET,
    )
    model = onnx.load(file)
    _halve(model.graph)
    helper.set_model_props(model, {"signs": SIGNS, "version": version})
    onnx.checker.check_model(model)
    onnx.save(model, file)


def _halve(graph: onnx.GraphProto) -> None:
    """Keep large weights in 16 bit, with a node that widens each."""
    casts = []
    for weight in list(graph.initializer):
        numbers = numpy_helper.to_array(weight)
        if numbers.dtype != np.float32 or numbers.size <= _SMALL:
            continue
        half = weight.name + "_half"
        casts.append(helper.make_node("Cast", [half], [weight.name], to=TensorProto.FLOAT))
        graph.initializer.remove(weight)
        graph.initializer.append(numpy_helper.from_array(numbers.astype(np.float16), half))
    nodes = list(graph.node)
    del graph.node[:]
    graph.node.extend(casts + nodes)


if __name__ == "__main__":
    export(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
