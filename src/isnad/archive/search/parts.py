"""Who takes part in what, written beside each actor's name and spot: one number a part, those of one actor in one string.

So a question for those of a name, or around a spot, is answered with all they take part in, by the database and at once; a
table of parts would be read row by row, and there are forty a report.
"""

from collections.abc import Collection, Iterable

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Connection, Select, String, cast, func, literal, select

_ROLES, _LEVELS = 3, 2
"""Bits of a part that hold its role, a number of `flat.ROLE_OF`, and its event's place in SENSITIVITIES; the event's number
stands above them."""
_NUMBERS = 24
"""Bits of an event's key that hold its number inside its document; the document stands above them."""


def pack_parts(parts: Iterable[tuple[int, int, int]]) -> str:
    """Parts of one actor, each an event's number, its level and the role, as they are stored; empty for none."""
    return ",".join(str((number << _LEVELS | level) << _ROLES | role) for number, level, role in parts)


def event_keys(docs: NDArray[np.int64], numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """One number for each event, from its document and its number there."""
    return docs << _NUMBERS | numbers


def documents_of_events(keys: NDArray[np.int64]) -> NDArray[np.int64]:
    """The documents events stand in."""
    return keys >> _NUMBERS


def fetch_events(
    connection: Connection, asked: Select[tuple[int, str]], *, levels: int, roles: Collection[int]
) -> NDArray[np.int64]:
    """Keys of the events, of the lowest `levels`, in which the actors asked for, by document and parts, have one of `roles`.

    Documents come as negative numbers before the parts of each actor, all in one string as in `numbers.py`.
    """
    doc, parts = asked.subquery().c
    told: ColumnElement[str] = literal("-") + cast(doc, String) + "," + parts
    numbers = np.fromstring(connection.execute(select(func.aggregate_strings(told, ","))).scalar() or "", np.int64, sep=",")
    begins = numbers < 0
    docs = -numbers[begins][np.cumsum(begins) - 1]
    open_to = (numbers >> _ROLES) & ((1 << _LEVELS) - 1) < levels
    kept = ~begins & open_to & np.isin(numbers & ((1 << _ROLES) - 1), list(roles))
    return event_keys(docs[kept], numbers[kept] >> (_ROLES + _LEVELS))
