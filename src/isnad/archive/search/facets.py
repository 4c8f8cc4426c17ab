"""Counting what was found: how many documents in all, and by outlet, event type, status, kind of source, month.

The counts are made here, from small cards of the documents found, so that both databases count alike and a broad question
over 100,000 documents stays within its time (`bench/archive.py`).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from isnad.archive.flat import FACET_BITS

FACETS = ("outlet", "event_type", "status", "source_kind", "month")
MOST = 50
"""Values of one facet that are told."""
Counts = tuple[tuple[str, int], ...]
Card = tuple[int, str | None, int, int, bytes]
"""doc, outlet, day, mask, months: a row of `cards`."""


@dataclass(frozen=True, slots=True)
class Deck:
    """The cards of the documents found, one a document: what several rows of one document say is taken together."""

    docs: NDArray[np.int64]
    days: NDArray[np.int64]
    masks: NDArray[np.int64]
    outlets: Sequence[str | None]
    months: Sequence[bytes]
    """One a card, `month_docs` long."""
    month_docs: NDArray[np.int64]


def gather(cards: Sequence[Card]) -> Deck:
    """The deck of `cards`, documents in ascending order."""
    if not cards:
        nothing = np.empty(0, np.int64)
        return Deck(nothing, nothing, nothing, (), (), nothing)
    doc, outlet, day, mask, months = zip(*cards, strict=True)
    numbers = np.array([doc, day, mask], np.int64)
    order = np.argsort(numbers[0], kind="stable")
    docs, first = np.unique(numbers[0][order], return_index=True)
    masks = np.bitwise_or.reduceat(numbers[2][order], first)
    return Deck(docs, numbers[1][order][first], masks, [outlet[i] for i in order[first]], months, numbers[0])


def count_facets(deck: Deck) -> dict[str, Counts]:
    """How many documents each value of each facet counts, most first, at most MOST of each."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    counts["outlet"].update(outlet for outlet in deck.outlets if outlet)
    for bit, (facet, value) in enumerate(FACET_BITS):
        counts[facet][value] = int(np.count_nonzero(deck.masks & (1 << bit)))
    counts["month"] = _count_months(deck)
    return {name: _most(found) for name, found in counts.items()}


def _count_months(deck: Deck) -> Counter[str]:
    sizes = np.fromiter((len(months) // 2 for months in deck.months), np.int64, len(deck.months))
    months = np.frombuffer(b"".join(deck.months), ">u2").astype(np.int64)
    once = np.unique(np.repeat(deck.month_docs, sizes) << 16 | months)
    values, counts = np.unique(once & 0xFFFF, return_counts=True)
    return Counter({f"{v // 12:04d}-{v % 12 + 1:02d}": int(n) for v, n in zip(values.tolist(), counts, strict=True)})


def _most(counts: Counter[str]) -> Counts:
    ranked = sorted(((value, count) for value, count in counts.items() if count), key=lambda vc: (-vc[1], vc[0]))
    return tuple(ranked[:MOST])
