"""JSON as RFC 8259 has it and no more: no NaN, no doubled keys, no depth that breaks the reader (trust.md S18)."""

import json
import re
from typing import NoReturn

MAX_DEPTH = 64
_STRINGS = re.compile(r'"(?:[^"\\]|\\.)*+"')
_OPENING, _CLOSING = frozenset("[{"), frozenset("]}")


def read_strict_json(body: bytes) -> object:
    """Parse `body` (UTF-8). Raises ValueError with a sentence that says what breaks the standard."""
    text = body.decode("utf-8")
    if _depth(text) > MAX_DEPTH:
        raise ValueError(f"it nests deeper than {MAX_DEPTH} levels")
    parsed: object = json.loads(text, parse_constant=_refuse_constant, object_pairs_hook=_refuse_doubled)
    return parsed


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")


def _refuse_doubled(pairs: list[tuple[str, object]]) -> dict[str, object]:
    doubled = sorted({k for i, (k, _) in enumerate(pairs) if any(k == other for other, _ in pairs[:i])})
    if doubled:
        raise ValueError(f"the key {doubled[0]!r} stands twice")
    return dict(pairs)


def _depth(text: str) -> int:
    depth = most = 0
    for char in _STRINGS.sub("", text):
        depth += (char in _OPENING) - (char in _CLOSING)
        most = max(most, depth)
    return most
