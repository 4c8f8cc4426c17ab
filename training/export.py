"""Write a trained network for onnxruntime: an ONNX graph built by hand, so that padding never reaches a word.

(torch's own export drops the lengths of packed sequences.) Weights are stored as float16 and cast as the graph loads.
"""

import json
import shutil
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from isnad.arabic.network import CLASSES, GRAPH, REST
from isnad.arabic.segmenter import MODELS
from training.auxiliary import load
from training.lexicon import FRESH
from training.network import Network
from training.reports import TAGGER

TEACHERS = frozenset({"wojood", "clean", "aner", "aqmar", "caraner"})
"""Heads that only taught the encoder: their tag sets are not ours, so they are left behind."""


class Graph:
    """Nodes and weights under construction."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []

    def weight(self, name: str, value: np.ndarray) -> str:
        if value.dtype == np.float32 and value.size > 64:
            self.weights.append(numpy_helper.from_array(value.astype(np.float16), f"{name}_16"))
            return self.node("Cast", [f"{name}_16"], name, to=TensorProto.FLOAT)
        self.weights.append(numpy_helper.from_array(value, name))
        return name

    def node(self, op: str, inputs: list[str], output: str, **attributes: object) -> str:
        self.nodes.append(helper.make_node(op, inputs, [output], **attributes))
        return output


def export(net: Network, labels: dict[str, list[str]], folder: Path = MODELS) -> None:
    """Write graph, pairing weights and labels into `folder`."""
    net = net.eval()
    g = Graph()
    _encoder(g, net)
    outputs = _outputs(g, net)
    shapes = {"vectors": net.shape.vector, "letters": 14, "flags": net.shape.flags}
    kinds = {"vectors": TensorProto.FLOAT, "letters": TensorProto.INT32, "flags": TensorProto.FLOAT}
    inputs = [helper.make_tensor_value_info(k, kinds[k], ["T", "B", n]) for k, n in shapes.items()]
    inputs.append(helper.make_tensor_value_info("lengths", TensorProto.INT32, ["B"]))
    outs = [helper.make_tensor_value_info(o, TensorProto.FLOAT, ["T", "B", n]) for o, n in outputs]
    graph = helper.make_graph(g.nodes, "tagger", inputs, outs, g.weights)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], producer_name="isnad")
    model.ir_version = 8
    onnx.checker.check_model(model)
    onnx.save(model, str(folder / GRAPH))
    _rest(net, folder)
    heads = [h for h in net.heads if h in labels and h not in TEACHERS]
    body = {"heads": heads, "labels": {h: labels[h] for h in [*heads, "deprel", "pairs"]}}
    (folder / CLASSES).write_text(json.dumps(body, ensure_ascii=False, indent=1), encoding="utf-8")


def _array(x: torch.Tensor) -> np.ndarray:
    return x.detach().numpy().astype(np.float32)


def _encoder(g: Graph, net: Network) -> None:
    table = _array(net.letters.weight)
    g.node("Gather", [g.weight("letter_table", table), "letters"], "spelt", axis=0)  # T B 14 e
    g.weight("flat", np.array([-1, 14, table.shape[1]], np.int64))
    g.node("Reshape", ["spelt", "flat"], "spelt_flat")
    g.node("Transpose", ["spelt_flat"], "spelt_turned", perm=[0, 2, 1])
    g.node(
        "Conv",
        ["spelt_turned", g.weight("grams_w", _array(net.grams.weight)), g.weight("grams_b", _array(net.grams.bias))],
        "grams",
        pads=[1, 1],
    )
    g.node("ReduceMax", ["grams"], "grams_max", axes=[2], keepdims=0)
    g.node("Relu", ["grams_max"], "grams_on")
    g.node("Shape", ["letters"], "letters_shape")
    g.node(
        "Slice",
        ["letters_shape", g.weight("zero", np.array([0], np.int64)), g.weight("two", np.array([2], np.int64))],
        "two_dims",
    )
    g.node("Concat", ["two_dims", g.weight("minus", np.array([-1], np.int64))], "grams_shape", axis=0)
    g.node("Reshape", ["grams_on", "grams_shape"], "grams_out")
    g.node("Concat", ["vectors", "grams_out", "flags"], "words", axis=2)
    _lstm(g, net.lower, "words", "lower", net.shape.hidden)
    _lstm(g, net.upper, "lower", "upper", net.shape.hidden)
    g.node("Add", ["upper", "lower"], "seen")
    g.node("Concat", ["seen", "words"], "near", axis=2)


def _lstm(g: Graph, lstm: torch.nn.LSTM, source: str, name: str, hidden: int) -> None:
    def turned(weight: torch.Tensor) -> np.ndarray:
        i, f, c, o = _array(weight).reshape(4, hidden, -1)
        return np.concatenate([i, o, f, c])  # torch: i f c o, ONNX: i o f c

    both = ["", "_reverse"]
    w = np.stack([turned(getattr(lstm, f"weight_ih_l0{d}")) for d in both])
    r = np.stack([turned(getattr(lstm, f"weight_hh_l0{d}")) for d in both])
    b = np.stack([np.concatenate([turned(getattr(lstm, f"bias_{k}h_l0{d}"))[:, 0] for k in "ih"]) for d in both])
    names = [g.weight(f"{name}_{k}", v) for k, v in (("w", w), ("r", r), ("b", b))]
    g.node("LSTM", [source, *names, "lengths"], f"{name}_raw", hidden_size=hidden, direction="bidirectional")  # T 2 B h
    g.node("Transpose", [f"{name}_raw"], f"{name}_turned", perm=[0, 2, 1, 3])
    g.weight(f"{name}_shape", np.array([0, 0, 2 * hidden], np.int64))
    g.node("Reshape", [f"{name}_turned", f"{name}_shape"], name)


def _outputs(g: Graph, net: Network) -> Iterable[tuple[str, int]]:
    weight, bias = net.all_heads(without=TEACHERS)
    yield _linear(g, "tags", "near", weight, bias, on=False), len(bias)
    for name in ("arc_dep", "arc_head", "rel_dep", "rel_head", "pair_dep", "pair_head"):
        layer = getattr(net, name)
        if name == "arc_dep":
            _linear(g, "arc_dep_on", "seen", layer.weight, layer.bias, on=True)
            g.node("MatMul", ["arc_dep_on", g.weight("arc", _array(net.arc[:-1]))], "arc_dep_m")
            g.node("Add", ["arc_dep_m", g.weight("arc_b", _array(net.arc[-1]))], "arc_dep")
        else:
            source = "near" if name.startswith("pair") and "pairs" in net.shape.near else "seen"
            _linear(g, name, source, layer.weight, layer.bias, on=True)
        yield name, layer.out_features


def _linear(g: Graph, name: str, source: str, weight: torch.Tensor, bias: torch.Tensor, *, on: bool) -> str:
    g.node("MatMul", [source, g.weight(f"{name}_w", _array(weight.T))], f"{name}_m")
    out = f"{name}_sum" if on else name
    g.node("Add", [f"{name}_m", g.weight(f"{name}_c", _array(bias))], out)
    return g.node("Relu", [out], name) if on else name


def _rest(net: Network, folder: Path) -> None:
    root = net.root[None]
    rest = {
        "arc_root": torch.relu(net.arc_head(root))[0],
        "rel_root": torch.relu(net.rel_head(root))[0],
        "rel": net.rel,
        **{name: getattr(net, name) for name in ("pair", "pair_one", "pair_two", "pair_up", "pair_near")},
    }
    np.savez_compressed(folder / REST, **{k: _array(v).astype(np.float16) for k, v in rest.items()})


def main() -> None:
    net, labels = load(TAGGER)
    export(net, labels.classes)
    shutil.copyfile(FRESH, MODELS / FRESH.name)


if __name__ == "__main__":
    main()
