"""A trained scorer for choices between candidates: string features in, probabilities of labels out.

A linear model, so that a wrong answer can be explained by the features that spoke for it. Trained by
`training/linear.py`; stored as one gzipped JSON file beside the other models.
"""

import gzip
import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import accumulate, chain, repeat
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic_core import from_json

MODELS = Path(__file__).parent / "models"


@dataclass(frozen=True)
class Scorer:
    """`weights[feature][k]` speaks for `labels[k]`. With one label the model is binary (that label or not)."""

    labels: tuple[str, ...]
    bias: tuple[float, ...]
    weights: dict[str, list[float]]

    @cached_property
    def _table(self) -> tuple[dict[str, int], NDArray[np.float64]]:
        """Feature → its row of the matrix of weights; the last row, of zeros, is that of all unknown features."""
        rows = dict(zip(self.weights, range(len(self.weights)), strict=True))
        weights = [*self.weights.values(), [0.0] * len(self.bias)]
        return rows, np.array(weights, np.float64)

    def logits(self, choices: Sequence[Collection[str]]) -> list[list[float]]:
        """For each choice (its features) one number a label, before squashing; unknown features are silent.

        All choices are summed in one step: a call of numpy costs as much as the weights of ten features.
        """
        if not choices:
            return []
        rows, matrix = self._table
        choices = [features or ("",) for features in choices]
        known = np.fromiter(map(rows.get, chain.from_iterable(choices), repeat(len(rows))), np.intp)
        begins = [0, *accumulate(map(len, choices[:-1]))]
        total: list[list[float]] = (np.add.reduceat(matrix.take(known, axis=0), begins, axis=0) + self.bias).tolist()
        return total

    def probabilities(self, features: Collection[str]) -> dict[str, float]:
        """Label → probability: softmax over several labels, logistic for a single one."""
        return self.all_probabilities([features])[0]

    def all_probabilities(self, choices: Sequence[Collection[str]]) -> list[dict[str, float]]:
        """The probabilities of several choices, for the price of little more than one."""
        return [self._squashed(logits) for logits in self.logits(choices)]

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


@cache
def load_scorer(name: str) -> Scorer:
    """The packaged scorer `name`."""
    raw = from_json(gzip.decompress((MODELS / f"{name}.json.gz").read_bytes()), cache_strings=False)
    return Scorer(labels=tuple(raw["labels"]), bias=tuple(raw["bias"]), weights=raw["weights"])
