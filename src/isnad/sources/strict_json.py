"""JSON as RFC 8259 has it and no more: no NaN, no depth that breaks the reader (trust.md S18).

Of a key that stands twice the last value counts, as most readers of JSON have it: the standard says keys SHOULD be unique and
leaves it to the reader, and its test suite counts such a text as valid. Who needs to know asks `find_doubled_keys`.

What the standard leaves open otherwise: a number too large for a double is refused, since no number would stand for it; half a
surrogate pair (`\\ud800`) is no letter of any text and is read as U+FFFD.
"""

import json
import math
import re
from collections import Counter
from typing import NoReturn

from isnad.model.strings import mend_string

MAX_DEPTH = 64
_STRINGS = re.compile(r'"(?:[^"\\]|\\.)*+"')
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_HALF = re.compile("[\ud800-\udfff]")
_OPENING, _CLOSING = frozenset("[{"), frozenset("]}")


def read_strict_json(body: bytes) -> object:
    """Parse `body` (UTF-8). Raises ValueError with a sentence that says what breaks the standard."""
    return parse_strict_json(body.decode("utf-8"))


def parse_strict_json(text: str, *, deepest: int = MAX_DEPTH) -> object:
    """The value `text` is. Raises ValueError with a sentence that says what breaks the standard."""
    _check_depth(text, deepest)
    parsed: object = _DECODER.decode(text)
    return _mended(parsed) if _SURROGATE.search(text) else parsed


def find_doubled_keys(body: bytes) -> list[str]:
    """Keys that stand twice in one object of `body`, sorted. Raises ValueError as `read_strict_json` does."""
    doubled: set[str] = set()

    def watch(pairs: list[tuple[str, object]]) -> dict[str, object]:
        once = dict(pairs)
        if len(once) < len(pairs):
            doubled.update(name for name, times in Counter(name for name, _ in pairs).items() if times > 1)
        return once

    text = body.decode("utf-8")
    _check_depth(text, MAX_DEPTH)
    json.loads(text, parse_constant=_refuse_constant, parse_float=_parse_float, object_pairs_hook=watch)
    return sorted(map(mend_string, doubled))


def _check_depth(text: str, deepest: int) -> None:
    """Counting all brackets is quick; only where there are many is it looked at how they nest."""
    if text.count("[") + text.count("{") > deepest and _depth(text) > deepest:
        raise ValueError(f"it nests deeper than {MAX_DEPTH} levels")


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")


def _parse_float(written: str) -> float:
    if not math.isfinite(number := float(written)):
        raise ValueError(f"{written[:40]} is more than a number can hold")
    return number


def _mended(value: object) -> object:
    """`value` without half surrogate pairs; its depth is bounded by then."""
    if isinstance(value, str):
        return _HALF.sub("\ufffd", value)
    if isinstance(value, list):
        return [_mended(each) for each in value]
    if isinstance(value, dict):
        return {_HALF.sub("\ufffd", key): _mended(each) for key, each in value.items()}
    return value


def _depth(text: str) -> int:
    depth = most = 0
    for char in _STRINGS.sub("", text):
        depth += (char in _OPENING) - (char in _CLOSING)
        most = max(most, depth)
    return most


_DECODER = json.JSONDecoder(parse_constant=_refuse_constant, parse_float=_parse_float)
"""Made once: making one costs more than a small value takes to read."""
