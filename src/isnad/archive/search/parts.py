"""Who takes part in what, written beside each actor's name and spot: one number a part, those of one actor in one string.

So a question for those of a name, or around a spot, is answered with all they take part in, by the database and at once; a
table of parts would be read row by row, and there are forty a report.
"""

from collections.abc import Collection, Iterable

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Select, func, select

from isnad.archive.search.numbers import among

_ROLES, _LEVELS = 3, 2
"""Bits of a part that hold its role, a number of `flat.ROLE_OF`, and its event's place in SENSITIVITIES; the event's number
stands above them."""
_CODES = (1 << _ROLES + _LEVELS) - 1
_NUMBERS = 24
"""Bits of an event's key that hold its number inside its document; the document stands above them."""
_LAST = (1 << _NUMBERS) - 1
_MOST_MARKS = 1 << 26
"""A byte each; with more, events are sorted in place of marked."""


def pack_parts(doc: int, parts: Iterable[tuple[int, int, int]]) -> str:
    """Parts of one actor, each an event's number, its level and the role, as they are stored; the document first, as below 0."""
    return ",".join([f"-{doc}", *(str((number << _LEVELS | level) << _ROLES | role) for number, level, role in parts)])


def _meant(levels: int, roles: Collection[int]) -> NDArray[np.bool_]:
    """Which of all pairs of level and role are asked for."""
    return np.array([code >> _ROLES < levels and code & (1 << _ROLES) - 1 in roles for code in range(_CODES + 1)])


def event_keys(docs: NDArray[np.int64], numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """One number for each event, from its document and its number there."""
    return docs << _NUMBERS | numbers


def among_events(keys: NDArray[np.int64], wanted: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which of some events are `wanted`: marked, as `numbers.among` does, wherever no document has too many of them for that."""
    last = max((keys & _LAST).max(initial=0), (wanted & _LAST).max(initial=0))
    width = int(last).bit_length()
    close, met = (some >> _NUMBERS << width | some & _LAST for some in (keys, wanted))
    few = max(close.max(initial=0), met.max(initial=0)) < _MOST_MARKS
    return among(close, met) if few else np.isin(keys, wanted)


def documents_of_events(keys: NDArray[np.int64]) -> NDArray[np.int64]:
    """The documents events stand in."""
    return keys >> _NUMBERS


def fetch_events(connection: Connection, asked: Select[tuple[str]], *, levels: int, roles: Collection[int]) -> NDArray[np.int64]:
    """Keys of the events, of the lowest `levels`, in which the actors whose parts are asked for have one of `roles`.

    All parts come in one string, as in `numbers.py`.
    """
    told = connection.execute(select(func.aggregate_strings(asked.subquery().c[0], ","))).scalar()
    numbers = np.fromstring(told or "", np.int64, sep=",")
    begins = numbers < 0
    docs = -numbers[begins][np.cumsum(begins) - 1]
    kept = ~begins & _meant(levels, roles)[numbers & _CODES]
    return event_keys(docs[kept], numbers[kept] >> (_ROLES + _LEVELS))
