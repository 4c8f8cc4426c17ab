"""From the network's scores to a syntactic tree: every word one head, no circles, one root."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from isnad.arabic.network import Model, Seen
from isnad.arabic.tables import Floats


def find_tree(model: Model, seen: Seen) -> tuple[NDArray[np.int64], list[str]]:
    """Head (0 is the root, else 1 + the word's place) and relation of each word."""
    heads = choose_heads(arc_scores(model, seen))
    return heads, [model.classes["deprel"][k] for k in rel_scores(model, seen, heads).argmax(1)]


def arc_scores(model: Model, seen: Seen) -> Floats:
    """(T, T + 1): how well each word (column 0 is the root) heads each word."""
    out: Floats = seen.arc_dep @ np.concatenate([model.arc_root[None], seen.arc_head]).T
    return out


def rel_scores(model: Model, seen: Seen, heads: NDArray[np.int64]) -> Floats:
    """(T, relations) of each word to its head."""
    chosen = np.concatenate([model.rel_root[None], seen.rel_head])[heads]
    ones = np.ones((len(heads), 1), np.float32)
    by_label = np.concatenate([seen.rel_dep, ones], axis=1) @ model.rel.transpose(1, 0, 2).reshape(model.rel.shape[1], -1)
    fits: Floats = by_label.reshape(len(heads), *model.rel.shape[::2]) @ np.concatenate([chosen, ones], axis=1)[:, :, None]
    return fits[:, :, 0]


def choose_heads(scores: Floats) -> NDArray[np.int64]:
    """The best head of each word (column 0 is the root), with circles broken where it costs least."""
    scores = scores.copy()
    words = np.arange(len(scores))
    scores[words, words + 1] = -1e9
    root = int(scores[:, 0].argmax())
    scores[:, 0] = -1e9
    scores[root] = -1e9
    scores[root, 0] = 0
    heads: NDArray[np.int64] = scores.argmax(1)
    while circle := _circle(heads):
        _break(circle, heads, scores)
    return heads


def _circle(heads: NDArray[np.int64]) -> list[int]:
    """The words of a circle (0-based), or none."""
    state = [0] * len(heads)
    for start in range(len(heads)):
        path, i = [], start
        while i >= 0 and state[i] == 0:
            state[i] = 1
            path.append(i)
            i = int(heads[i]) - 1
        if i >= 0 and state[i] == 1:
            return path[path.index(i) :]
        for j in path:
            state[j] = 2
    return []


def _break(circle: Sequence[int], heads: NDArray[np.int64], scores: Floats) -> None:
    """Give the word of the circle that loses least a head outside it; what is under the circle is no way out."""
    under = _under(circle, heads)
    best = (-np.inf, circle[0], 0)
    for i in circle:
        row = scores[i].copy()
        row[[j + 1 for j in under]] = -1e9
        head = int(row.argmax())
        best = max(best, (float(row[head] - scores[i, heads[i]]), i, head))
    _, word, head = best
    heads[word] = head


def _under(circle: Sequence[int], heads: NDArray[np.int64]) -> set[int]:
    found = set(circle)
    grows = True
    while grows:
        new = {i for i, h in enumerate(heads) if i not in found and int(h) - 1 in found}
        found |= new
        grows = bool(new)
    return found
