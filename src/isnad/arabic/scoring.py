"""A trained scorer for choices between candidates: string features in, probabilities of labels out.

A linear model, so that a wrong answer can be explained by the features that spoke for it. Trained by
`training/linear.py`; stored as one gzipped JSON file beside the other models.
"""

import gzip
import json
import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import accumulate, chain, repeat
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from isnad.arabic.features import Numbered, Table, number_all

MODELS = Path(__file__).parent / "models"


@dataclass(frozen=True)
class Scorer:
    """`weights[feature][k]` speaks for `labels[k]`. With one label the model is binary (that label or not)."""

    labels: tuple[str, ...]
    bias: tuple[float, ...]
    weights: Mapping[str, Sequence[float]]

    @cached_property
    def _matrix(self) -> "_Matrix":
        return _Matrix(self.weights, len(self.bias))

    def logits(self, choices: Sequence[Collection[str]]) -> list[list[float]]:
        """For each choice (its features) one number a label, before squashing; unknown features are silent.

        All choices are summed in one step: a call of numpy costs as much as the weights of ten features.
        """
        if not choices:
            return []
        choices = [features or ("",) for features in choices]
        weights = self._matrix.of_features(chain.from_iterable(choices))
        begins = [0, *accumulate(map(len, choices[:-1]))]
        total: list[list[float]] = (np.add.reduceat(weights, begins, axis=0) + self.bias).tolist()
        return total

    def _numbered_logits(self, told: Numbered, choices: int) -> NDArray[np.float64]:
        """(choices, labels): the same for choices that were told by templates (isnad.arabic.features)."""
        weights, known = self._matrix.of_numbers(told.features)
        of = told.choices[known]
        total = [np.bincount(of, column, choices) + bias for column, bias in zip(weights.T, self.bias, strict=True)]
        return np.stack(total, axis=1)

    def probabilities(self, features: Collection[str]) -> dict[str, float]:
        """Label → probability: softmax over several labels, logistic for a single one."""
        return self.all_probabilities([features])[0]

    def all_probabilities(self, choices: Sequence[Collection[str]]) -> list[dict[str, float]]:
        """The probabilities of several choices, for the price of little more than one."""
        return [self._squashed(logits) for logits in self.logits(choices)]

    def numbered_probabilities(self, told: Numbered, choices: int) -> list[dict[str, float]]:
        """The probabilities of choices that were told by templates."""
        logits = self._numbered_logits(told, choices)
        if len(self.labels) == 1:
            return [{self.labels[0]: _logistic(x)} for x in logits[:, 0].tolist()]
        exps = np.exp(logits - logits.max(axis=1, keepdims=True))
        rows = (exps / exps.sum(axis=1, keepdims=True)).tolist()
        return [dict(zip(self.labels, row, strict=True)) for row in rows]

    def _squashed(self, logits: list[float]) -> dict[str, float]:
        if len(logits) == 1:
            return {self.labels[0]: _logistic(logits[0])}
        top = max(logits)
        exps = [math.exp(x - top) for x in logits]
        total = sum(exps)
        return {label: e / total for label, e in zip(self.labels, exps, strict=True)}

    def why(self, features: Iterable[str], label: str, most: int = 5) -> list[tuple[str, float]]:
        """The features that spoke loudest for or against `label`."""
        k = self.labels.index(label)
        spoken = [(f, self.weights[f][k]) for f in features if f in self.weights]
        return sorted(spoken, key=lambda fw: (-abs(fw[1]), fw[0]))[:most]


def _logistic(x: float) -> float:
    return 1 / (1 + math.exp(-x)) if x >= 0 else math.exp(x) / (1 + math.exp(x))


class _Matrix:
    """The weights as a matrix, a row a feature, each row read when it is first asked for; the last, of zeros, is that of
    all unknown features."""

    def __init__(self, weights: Mapping[str, Sequence[float]], width: int) -> None:
        self._weights = weights
        self._features = list(weights)
        self._rows = np.zeros((len(self._features) + 1, width))
        self._unread = np.ones(len(self._rows), bool)
        self._unread[-1] = False

    @cached_property
    def _by_name(self) -> dict[str, int]:
        return dict(zip(self._features, range(len(self._features)), strict=True))

    @cached_property
    def _by_number(self) -> Table:
        return Table(number_all(self._features))

    def of_features(self, features: Iterable[str]) -> NDArray[np.float64]:
        """(features, labels)"""
        at = np.fromiter(map(self._by_name.get, features, repeat(len(self._features))), np.intp)
        return self._of(at)

    def of_numbers(self, numbers: NDArray[np.uint64]) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
        """(known, labels), and which of `numbers` are known."""
        at = self._by_number.find(numbers)
        (known,) = np.nonzero(at != len(self._features))
        return self._of(at[known]), known

    def _of(self, at: NDArray[np.intp]) -> NDArray[np.float64]:
        new = at[self._unread[at]]
        for row in dict.fromkeys(new.tolist()):
            self._rows[row] = self._weights[self._features[row]]
            self._unread[row] = False
        return self._rows.take(at, axis=0)


class _Written(Mapping[str, Sequence[float]]):
    """Weights as they are written, each read when it is asked for: a report needs a tenth of them."""

    def __init__(self, rows: dict[str, str]) -> None:
        self._rows = rows

    def __getitem__(self, feature: str) -> Sequence[float]:
        return [float(w) for w in self._rows[feature].split(", ")]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


def _read_weights(body: str) -> Mapping[str, Sequence[float]]:
    """The weights of `feature": [1.0, 2.0], "feature": …`: taken apart at a go, the numbers not yet read."""
    if '\\": [' in body:  # a feature that itself looks like the end of one; JSON's own reading takes four times as long
        read: dict[str, list[float]] = json.loads(f'{{"{body}]}}')
        return read
    pieces = body.replace('], "', '": [').split('": [')
    rows = dict(zip(pieces[::2], pieces[1::2], strict=True))
    for escaped in [f for f in rows if "\\" in f]:
        rows[json.loads(f'"{escaped}"')] = rows.pop(escaped)
    return _Written(rows)


@cache
def load_scorer(name: str) -> Scorer:
    """The packaged scorer `name`, its weights as `training/linear.py` wrote them: last, a list a feature."""
    head, _, body = gzip.decompress((MODELS / f"{name}.json.gz").read_bytes()).decode().partition(', "weights": {"')
    labelled = json.loads(f"{head}}}")
    return Scorer(tuple(labelled["labels"]), tuple(labelled["bias"]), _read_weights(body.removesuffix("]}}")))
