"""Counting what was found: how many documents in all, and by outlet, event type, status, kind of source, month.

The counts are made here, from small cards of the documents found, so that both databases count alike and a broad question
over 100,000 documents stays within its time (`bench/archive.py`). They are exact, however much was found.
"""

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from isnad.archive import derived as d
from isnad.archive.access import Access
from isnad.archive.flat import FACET_BITS
from isnad.archive.search.numbers import among
from isnad.archive.search.packs import Packed, fetch_packed

FACETS = ("outlet", "event_type", "status", "source_kind", "month")
MOST = 50
"""Values of one facet that are told."""
Counts = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Deck:
    """One card a document, as columns, documents in ascending order."""

    docs: NDArray[np.int64]
    outlets: NDArray[np.int64]
    """Keys of `outlets`, 0 for none."""
    firsts: NDArray[np.int64]
    lasts: NDArray[np.int64]
    """Days it may have been published on; 0 as the last where that is not known."""
    masks: NDArray[np.int64]

    def only(self, kept: NDArray[np.bool_]) -> "Deck":
        """The cards that are `kept`."""
        return Deck(self.docs[kept], self.outlets[kept], self.firsts[kept], self.lasts[kept], self.masks[kept])


def fetch_deck(connection: Connection, access: Access) -> Deck:
    """A card of every document this access may see: what its cards of several levels say is taken together."""
    packed = fetch_packed(connection, access, "card")
    docs = packed.docs
    order = np.argsort(docs, kind="stable")
    docs, masks = docs[order], packed.column("mask")[order]
    at = np.flatnonzero(np.diff(docs, prepend=0))
    outlet, first, last = (packed.column(name)[order[at]] for name in ("outlet", "first", "last"))
    return Deck(docs[at], outlet, first, last, np.bitwise_or.reduceat(masks, at) if len(at) else masks)


def count_facets(connection: Connection, access: Access, deck: Deck) -> dict[str, Counts]:
    """How many documents each value of each facet counts, most first, at most MOST of each."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    if len(deck.docs):
        counts["outlet"] = _count_outlets(connection, deck)
        counts["month"] = _count_months(fetch_packed(connection, access, "month"), deck)
    for bit, (facet, value) in enumerate(FACET_BITS):
        counts[facet][value] = int(np.count_nonzero(deck.masks & (1 << bit)))
    return {name: _most(found) for name, found in counts.items()}


def _count_outlets(connection: Connection, deck: Deck) -> Counter[str]:
    counts = np.bincount(deck.outlets)
    names = {row.id: row.name for row in connection.execute(select(d.outlets.c.id, d.outlets.c.name))}
    return Counter({names[key]: int(counts[key]) for key in np.flatnonzero(counts).tolist() if key})


def _count_months(months: Packed, deck: Deck) -> Counter[str]:
    docs = months.docs
    kept = among(docs, deck.docs)
    told = np.sort(docs[kept] << 16 | months.column("month")[kept])
    counts = np.bincount(told[np.diff(told, prepend=-1) != 0] & 0xFFFF)
    return Counter({f"{v // 12:04d}-{v % 12 + 1:02d}": int(counts[v]) for v in np.flatnonzero(counts).tolist()})


def _most(counts: Counter[str]) -> Counts:
    ranked = sorted(((value, count) for value, count in counts.items() if count), key=lambda vc: (-vc[1], vc[0]))
    return tuple(ranked[:MOST])
