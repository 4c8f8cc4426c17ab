"""Features as templates: a stage tells values, training spells them out, and a scorer meets them as numbers.

`Templates("type kind", "kind={kind}", "base={type}|{kind}")` told `("clash", "group")` stands for the features
`kind=group` and `base=clash|group`. A report has twenty thousand features; to write each one out and look it up was a third of
reading. The number of a feature is worked out from those of its pieces, for all choices of a text at once: that of a string
is the polynomial of its letters' numbers in `_BASE`, modulo 2^64, so that number(ab) = number(a) * power(b) + number(b).
"""

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import accumulate, chain, repeat
from string import Formatter
from threading import Lock
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.uint64]
_BASE = 0x9E3779B97F4A7C15 | 1
_MOST_VALUES = 100_000
"""Values whose numbers are kept before all are let go: bounds memory on endless input."""


class Templates:
    """Features over the same values, which are named once, in the order in which they are told."""

    def __init__(self, names: str, *templates: str) -> None:
        self.names = names.split()
        self.templates = templates
        self.pieces = [[(text, self.names.index(name)) for text, name, _, _ in Formatter().parse(t) if name] for t in templates]
        self._numbered: list[list[tuple[NDArray[np.uint64], NDArray[np.uint64], int]]] = []

    def spell(self, values: Sequence[str]) -> list[str]:
        """The features, written out."""
        return [t.format_map(dict(zip(self.names, values, strict=True))) for t in self.templates]

    def number(self, numbers: Numbers, powers: Numbers) -> Numbers:
        """(templates, n): the numbers of the features of n choices from those of their values, (values, n) each."""
        if not self._numbered:
            self._numbered = [[(*(x[0] for x in _number([text])), at) for text, at in pieces] for pieces in self.pieces]
        out = np.zeros((len(self.templates), numbers.shape[1]), np.uint64)
        for row, pieces in zip(out, self._numbered, strict=True):
            for number, power, at in pieces:
                row *= power
                row += number
                row *= powers[at]
                row += numbers[at]
        return out


Part = tuple[Any, ...]
"""Templates, then their values, strings all."""


def spell(parts: Iterable[Part]) -> list[str]:
    """The features of one choice, written out: what training counts."""
    return [feature for templates, *values in parts for feature in templates.spell(values)]


class Numbered(NamedTuple):
    """The features of some choices: the number of each, and the choice it tells of."""

    features: Numbers
    choices: NDArray[np.intp]


def number_parts(choices: Sequence[Iterable[Part]]) -> Numbered:
    """The features of all choices as numbers."""
    told: dict[Templates, list[Part]] = {}
    of: dict[Templates, list[int]] = {}
    for n, parts in enumerate(choices):
        for part in parts:
            templates = part[0]
            if templates not in told:
                told[templates], of[templates] = [], []
            told[templates].append(part)
            of[templates].append(n)
    features = [t.number(*_values().look_up(parts)) for t, parts in told.items()]
    owners = [np.tile(np.array(of[t], np.intp), len(t.templates)) for t in told]
    if not told:
        return Numbered(np.zeros(0, np.uint64), np.zeros(0, np.intp))
    return Numbered(np.concatenate([f.ravel() for f in features]), np.concatenate(owners))


class _Values:
    """The numbers of values met before."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._clear()

    def _clear(self) -> None:
        self._at: dict[object, int] = {}
        self._numbers = np.zeros((2, 1024), np.uint64)

    def look_up(self, parts: Sequence[Part]) -> tuple[Numbers, Numbers]:
        """Numbers and powers of the values of `parts`, a row a value, a column a part."""
        with self._lock:
            if len(self._at) > _MOST_VALUES:
                self._clear()
            shape = (len(parts), len(parts[0]))
            at = self._find(parts, shape)
            if at.min() < 0:
                self._add([v for v in dict.fromkeys(chain.from_iterable(parts)) if v not in self._at])
                at = self._find(parts, shape)
            numbers, powers = self._numbers.take(at.T[1:], axis=1)
            return numbers, powers

    def _find(self, parts: Sequence[Part], shape: tuple[int, int]) -> NDArray[np.intp]:
        found = map(self._at.get, chain.from_iterable(parts), repeat(-1))
        return np.fromiter(found, np.intp, shape[0] * shape[1]).reshape(shape)

    def _add(self, new: Sequence[object]) -> None:
        first, end = len(self._at), len(self._at) + len(new)
        while end > self._numbers.shape[1]:
            self._numbers = np.concatenate([self._numbers, np.zeros_like(self._numbers)], axis=1)
        if new:
            self._numbers[:, first:end] = _number(
                [v if isinstance(v, str) else "" for v in new]
            )  # the templates themselves stand first
            self._at.update(zip(new, range(first, end), strict=True))


@cache
def _values() -> _Values:
    return _Values()


def number_all(features: Sequence[str]) -> Numbers:
    """The number of each feature; a few thousand at a time, so that memory does not grow with them."""
    some = [_number(features[a : a + 8192])[0] for a in range(0, len(features), 8192)]
    return np.concatenate(some) if some else np.zeros(0, np.uint64)


def _number(texts: Sequence[str]) -> tuple[Numbers, Numbers]:
    """The number of each text, and the power by which what stands before it grows."""
    lengths = np.fromiter(map(len, texts), np.intp, len(texts))
    ends = np.cumsum(lengths)
    letters = np.frombuffer(f"{''.join(texts)}\0".encode("utf-32-le", "surrogatepass"), np.uint32)
    powers = _powers(int(lengths.max(initial=0)))
    after = np.repeat(ends, lengths) - np.arange(len(letters) - 1) - 1
    terms = np.append(_letters()[letters[:-1] & 0xFFFF] * powers[after], np.uint64(0))
    numbers = np.add.reduceat(terms, ends - lengths)
    numbers[lengths == 0] = 0
    return numbers, powers[lengths]


@cache
def _letters() -> Numbers:
    """A number for every letter, far from those of its neighbours (splitmix64)."""
    x = (np.arange(0x10000, dtype=np.uint64) + np.uint64(1)) * np.uint64(_BASE)
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))


_POWERS: list[Numbers] = [np.ones(1, np.uint64)]


def _powers(most: int) -> Numbers:
    """_BASE to the 0, 1, … `most`."""
    if len(_POWERS[0]) <= most:
        room = max(256, 2 * most)
        _POWERS[0] = np.array(list(accumulate(range(room), lambda p, _: p * _BASE % 2**64, initial=1)), np.uint64)
    return _POWERS[0]


class Table:
    """Where each of many numbers stands, found for thousands at once."""

    def __init__(self, numbers: Numbers) -> None:
        self.missing = len(numbers)
        self._order = np.append(np.argsort(numbers, kind="stable"), self.missing)
        self._sorted = np.append(numbers[self._order[:-1]], np.uint64(0))
        bits = max(4, len(numbers).bit_length() + 1)
        self._shift = np.uint64(64 - bits)
        buckets = (self._sorted[:-1] >> self._shift).astype(np.intp)
        many = np.bincount(buckets, minlength=1 << bits)
        self._begin = np.cumsum(many) - many
        """Where the numbers that begin with the same bits begin; there, how many of them come after each."""
        self._more = np.append(self._begin[buckets] + many[buckets] - 1 - np.arange(self.missing), 0)
        self._deepest = int(many.max(initial=0))

    def find(self, numbers: Numbers) -> NDArray[np.intp]:
        """The place of each number, `missing` where it is none of ours."""
        at = self._begin[(numbers >> self._shift).astype(np.intp)]
        found = np.where(self._sorted[at] == numbers, at, self.missing)
        left = np.flatnonzero((found == self.missing) & (self._more[at] > 0))
        at = at[left]
        for _ in range(1, self._deepest):
            at += 1
            hit = self._sorted[at] == numbers[left]
            found[left[hit]] = at[hit]
            keep = ~hit & (self._more[at] > 0)
            left, at = left[keep], at[keep]
        return self._order[found]
