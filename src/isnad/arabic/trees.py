"""From the network's scores to a syntactic tree: every word one head, no circles, one root."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from isnad.arabic.network import Model, Seen
from isnad.arabic.tables import Floats


class Syntax:
    """What the network says of the tree over T words, worked out once for all who ask."""

    def __init__(self, model: Model, seen: Seen) -> None:
        self._model, self._seen = model, seen

    @cached_property
    def arcs(self) -> Floats:
        """(T, T + 1): how well each word (column 0 is the root) heads each word."""
        out: Floats = self._seen.arc_dep @ np.concatenate([self._model.arc_root[None], self._seen.arc_head]).T
        return out

    @cached_property
    def _by_label(self) -> Floats:
        rel = self._model.rel
        out: Floats = with_ones(self._seen.rel_dep) @ self._model.rel_flat
        return out.reshape(len(out), *rel.shape[::2])

    @cached_property
    def best_heads(self) -> NDArray[np.int64]:
        """(T,): the best head of each word alone, whether or not that makes a tree."""
        heads: NDArray[np.int64] = self.arcs.argmax(1)
        return heads

    @cached_property
    def best_rels(self) -> Floats:
        """(T, relations) of each word to its best head."""
        return self.rels(self.best_heads, slice(None))

    def rels(self, heads: NDArray[np.int64], of: NDArray[np.int64] | slice) -> Floats:
        """(words, relations) of the words `of` to their heads."""
        chosen = np.concatenate([self._model.rel_root[None], self._seen.rel_head])[heads[of]]
        fits: Floats = self._by_label[of] @ with_ones(chosen)[:, :, None]
        return fits[:, :, 0]

    def find_tree(self) -> tuple[NDArray[np.int64], list[str]]:
        """Head (0 is the root, else 1 + the word's place) and relation of each word."""
        heads = choose_heads(self.arcs)
        best = self.best_rels
        (moved,) = np.nonzero(heads != self.best_heads)
        if len(moved):
            best = best.copy()
            best[moved] = self.rels(heads, moved)
        labels = self._model.classes["deprel"]
        return heads, [labels[k] for k in best.argmax(1).tolist()]


def with_ones(x: Floats) -> Floats:
    """`x` with a column of ones, to which a bias belongs."""
    out = np.ones((len(x), x.shape[1] + 1), np.float32)
    out[:, :-1] = x
    return out


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
