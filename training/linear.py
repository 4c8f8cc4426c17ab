"""Fit a linear scorer (isnad.arabic.scoring) from (features, label) examples; seeded, small, pruned.

Use `fit` for the packaged model and `cross_fit` for honest out-of-fold probabilities (folds are groups: outlets).
"""

import gzip
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from isnad.arabic.scoring import MODELS, Scorer

Example = tuple[Sequence[str], str]
"""Features (repeats are counted once) and the label; for a binary scorer the labels are the label and ''."""


LOUD = 0.05
"""Weights below it are left out of the large scorers: a third of their features, which cost every start their reading and no
figure a point."""


def fit(
    examples: Sequence[Example],
    *,
    c: float = 0.5,
    least: int = 2,
    balanced: bool = False,
    iterations: int = 2000,
    heard: float = LOUD,
) -> Scorer:
    """A scorer of the examples' labels; with labels {'', X} a binary one of X.

    `least`: examples a feature must stand in; `heard`: the least weight that is kept.
    """
    counts = Counter(f for features, _ in examples for f in set(features))
    kept = {f for f, n in counts.items() if n >= least}
    vectorizer = DictVectorizer()
    x = vectorizer.fit_transform([dict.fromkeys(sorted(kept.intersection(features)), 1.0) for features, _ in examples])
    y = [label for _, label in examples]
    model = LogisticRegression(C=c, max_iter=iterations, class_weight="balanced" if balanced else None, random_state=7)
    model.fit(x, y)
    return _scorer(model, vectorizer.get_feature_names_out(), heard)


def _scorer(model: LogisticRegression, names: Sequence[str], heard: float) -> Scorer:
    labels = [str(label) for label in model.classes_]
    coef, bias = model.coef_, model.intercept_
    if len(labels) == 2:
        positive = labels[1] if labels[1] else labels[0]
        sign = 1.0 if positive == labels[1] else -1.0
        if "" in labels:
            return Scorer((positive,), (round(float(sign * bias[0]), 3),), _rows(names, sign * coef, heard))
        return Scorer(
            tuple(labels), (0.0, round(float(bias[0]), 3)), {f: [0.0, *w] for f, w in _rows(names, coef, heard).items()}
        )
    return Scorer(tuple(labels), tuple(round(float(b), 3) for b in bias), _rows(names, coef, heard))


def _rows(names: Sequence[str], coef: NDArray[np.float64], heard: float) -> dict[str, list[float]]:
    rows = {str(f): [round(float(w), 3) for w in coef[:, j]] for j, f in enumerate(names)}
    return {f: row for f, row in sorted(rows.items()) if any(abs(w) >= heard for w in row)}


def cross_fit(groups: Sequence[Sequence[Example]], **options: float) -> list[list[dict[str, float]]]:
    """For each group, the probabilities of its examples by a scorer fitted on the other groups."""
    out = []
    for k, group in enumerate(groups):
        scorer = fit([e for j, g in enumerate(groups) if j != k for e in g], **options)
        out.append([scorer.probabilities(set(features)) for features, _ in group])
    return out


def write_scorer(scorer: Scorer, name: str, folder: Path = MODELS) -> Path:
    """Store `scorer` as `name`.json.gz, the same bytes for the same weights."""
    folder.mkdir(parents=True, exist_ok=True)
    body = json.dumps(
        {"labels": scorer.labels, "bias": scorer.bias, "weights": scorer.weights}, ensure_ascii=False, sort_keys=True
    )
    path = folder / f"{name}.json.gz"
    path.write_bytes(gzip.compress(body.encode(), compresslevel=9, mtime=0))
    return path
