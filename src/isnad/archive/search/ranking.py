"""Which of the documents found stand first: the same few rules on either database, every one with its weight in view.

A window of candidates is picked by where the words stand (title, side by side, anywhere; newest first inside each) and then
weighed. Neither database's own ranking is asked, so both answer in the same order.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from isnad.archive.search.facets import Deck
from isnad.archive.search.numbers import among
from isnad.archive.search.query import Term
from isnad.letters import fold

WINDOW = 200
"""Candidates that are weighed; what stands behind them keeps the order it was picked in."""
IN_TITLE, IN_NAMES, IN_LEAD, SIDE_BY_SIDE, EXACT, FOUND = 2.0, 0.7, 0.5, 1.0, 0.3, 3.0
"""What speaks for a document, a term each: SIDE_BY_SIDE two of them together, EXACT with its ending, FOUND at all."""
LEAD = 60
"""Words at the beginning of a body that tell what it is about."""
_FULL, _BY_LENGTH, _COMMON_LENGTH = 1.2, 0.75, 300


class Shadow(NamedTuple):
    """What the index holds of a document, and its title as written."""

    title: str
    body: str
    names: str
    written: str

    def continued(self, body: str) -> "Shadow":
        """This one with the body's next piece."""
        return self._replace(body=f"{self.body} {body}")


def pick_order(
    deck: Deck, in_title: NDArray[np.int64], together: NDArray[np.int64], *, at_least: int = WINDOW
) -> NDArray[np.int64]:
    """Places in the deck of the first `at_least` and the window, best first.

    Words in the title come first, then side by side, then the rest, the newest first in each. The three stand in one number,
    days in 22 bits and documents in 32, so that the first can be taken out before anything is sorted.
    """
    tier = 2 - among(deck.docs, together) - 2 * among(deck.docs, in_title)
    rank, most = (tier << 56) - (deck.lasts << 32) - deck.docs, max(at_least, WINDOW)
    first = np.argpartition(rank, most)[:most] if most < len(rank) else np.arange(len(rank))
    return first[np.argsort(rank[first])]


def weigh(terms: Sequence[Term], shadow: Shadow) -> float:
    """How well a document answers the terms."""
    title, names = f" {shadow.title} ", f" {shadow.names} "
    length, first = shadow.body.count(" ") + 1, shadow.body.split(" ", LEAD)[:LEAD]
    body, lead, written = f" {shadow.body} ", f" {' '.join(first)} ", fold(shadow.written)
    full = _FULL * (1 - _BY_LENGTH + _BY_LENGTH * length / _COMMON_LENGTH)
    total = 0.0
    for term in terms:
        phrase = f" {' '.join(term.words)} "
        often, named = body.count(phrase), any(f" {bones} " in names for bones in term.bones)
        in_title = phrase in title
        total += often / (often + full) + FOUND * bool(often or named or in_title)
        total += IN_TITLE * in_title + IN_NAMES * (named or phrase in names) + IN_LEAD * (phrase in lead)
        total += EXACT * (bool(term.exact) and all(word in written for word in term.exact))
    for one, two in pairwise(terms):
        pair = f" {' '.join((*one.words, *two.words))} "
        total += SIDE_BY_SIDE * ((pair in body) + (pair in title))
    return round(total, 6)


def reorder(
    terms: Sequence[Term], deck: Deck, order: NDArray[np.int64], shadows: Mapping[int, Shadow]
) -> tuple[list[int], dict[int, float]]:
    """Documents in their final order, and the weights of those that were weighed."""
    docs = deck.docs[order].tolist()
    days = dict(zip(docs[:WINDOW], deck.lasts[order[:WINDOW]].tolist(), strict=True))
    weights = {doc: weigh(terms, shadows[doc]) for doc in docs[:WINDOW] if doc in shadows}
    head = sorted(docs[:WINDOW], key=lambda doc: (-weights.get(doc, 0.0), -days[doc], -doc))
    return [*head, *docs[WINDOW:]], weights
