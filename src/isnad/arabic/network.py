"""The tagger's network at run time: sentences in, numbers out. onnxruntime, one thread, loaded at first use."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from isnad.arabic.inputs import flags, load_store, seen
from isnad.arabic.tables import MODELS, Floats
from isnad.model.text import Token

GRAPH = "tagger.onnx"
REST = "tagger.npz"
CLASSES = "tagger.json"
BATCH = 24
LIKE = 1.25
"""Sentences read at once: how many, and how much longer the last may be than the first."""


class Seen(NamedTuple):
    """What the network sees in T words; `tags` are the logits of all heads side by side."""

    tags: Floats
    arc_dep: Floats
    arc_head: Floats
    rel_dep: Floats
    rel_head: Floats
    pair_dep: Floats
    pair_head: Floats


@dataclass(frozen=True)
class Model:
    """The labels of every head and where its logits stand, and the weights of what pairs words."""

    classes: dict[str, list[str]]
    columns: dict[str, slice]
    arc_root: Floats
    rel_root: Floats
    rel: Floats
    pair: Floats
    pair_one: Floats
    pair_two: Floats
    pair_up: Floats
    pair_near: Floats

    @cached_property
    def rel_flat(self) -> Floats:
        """`rel` as one matrix, from what is said of a dependent to relations by what is said of a head."""
        return self.rel.transpose(1, 0, 2).reshape(self.rel.shape[1], -1)

    @cached_property
    def pair_flat(self) -> Floats:
        """`pair` as one matrix, from what is said of a trigger or cue to roles by what is said of another word."""
        return self.pair.transpose(1, 0, 2).reshape(self.pair.shape[1], -1)

    def logits(self, seen: Seen, head: str) -> Floats:
        """(T, classes) of `head`."""
        return seen.tags[:, self.columns[head]]


DISTANCES = 19
_STEPS = np.array([1, 2, 3, 4, 5, 7, 10, 15, 25])


@lru_cache(maxsize=200)
def distances(size: int) -> NDArray[np.int64]:
    """(size, size): the class of the way from the first word to the second; 0 for itself, then steps before and after."""
    way = np.arange(size)[None, :] - np.arange(size)[:, None]
    step = np.searchsorted(_STEPS, np.abs(way), side="right")
    classes: NDArray[np.int64] = np.where(way < 0, step + len(_STEPS), step)
    return classes


@cache
def load_model() -> Model:
    """The packaged tagger's labels and pairing weights."""
    classes = json.loads((MODELS / CLASSES).read_text(encoding="utf-8"))
    rest = {k: v.astype(np.float32) for k, v in np.load(MODELS / REST).items()}
    columns, at = {}, 0
    for head in classes["heads"]:
        columns[head] = slice(at, at + len(classes["labels"][head]))
        at += len(classes["labels"][head])
    return Model(classes["labels"], columns, **rest)


@cache
def _session() -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(MODELS / GRAPH), options, providers=["CPUExecutionProvider"])


def see(sentences: Sequence[Sequence[Token]]) -> list[Seen]:
    """What the network sees in each sentence (not empty, at most a few hundred words), in their order."""
    found: dict[int, Seen] = {}
    for chosen in _groups([len(s) for s in sentences]):
        found.update(zip(chosen, _see_batch([sentences[n] for n in chosen]), strict=True))
    return [found[n] for n in range(len(sentences))]


def _groups(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Sentences of like length together: padding costs as much as words."""
    group: list[int] = []
    for n in sorted(range(len(lengths)), key=lengths.__getitem__):
        if group and (len(group) == BATCH or lengths[n] > LIKE * lengths[group[0]] + 1):
            yield group
            group = []
        group.append(n)
    if group:
        yield group


def _see_batch(sentences: Sequence[Sequence[Token]]) -> Iterator[Seen]:
    lengths = np.array([len(s) for s in sentences], np.int32)
    size = (int(lengths.max()), len(sentences))
    tokens = [t for s in sentences for t in s]
    where = (np.concatenate([np.arange(n) for n in lengths]), np.repeat(np.arange(len(sentences)), lengths))
    vectors, letters = load_store().look_up(seen(tokens))
    known = flags(tokens)
    feed = {
        "vectors": _spread(vectors, where, size),
        "letters": _spread(letters.astype(np.int32), where, size),
        "flags": _spread(known, where, size),
        "lengths": lengths,
    }
    out = _session().run(None, feed)
    for n, length in enumerate(lengths):
        yield Seen(*(o[:length, n] for o in out))


def _spread(values: Any, where: Any, size: tuple[int, int]) -> Any:
    out = np.zeros((*size, values.shape[1]), values.dtype)
    out[where] = values
    return out
