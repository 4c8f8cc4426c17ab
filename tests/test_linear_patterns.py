"""Every compiled pattern of the package answers in time on texts made to hurt patterns (catastrophic backtracking)."""

import importlib
import pkgutil
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import isnad

SIZE = 100_000
LIMIT_S = 0.1
GRACE_S = 0.01
"""What a busy machine may add."""
PER_MATCH_S = 2e-6
"""What handing a match to Python costs, whatever the pattern."""
BOUNDED = {
    "isnad.archive.search.query._PHRASE": 1000,  # LONGEST_QUERY
    "isnad.entities.occurrences._BEFORE": 30,  # _LONGEST_CLITIC letters before a name
    "isnad.entities.places.candidates._LINKING": 140,  # what stands between two places, _WINDOW letters before folding
    "isnad.page.lines._CUT": 8,  # the last letters of a line
}
"""Patterns that only ever see a short text: how long at most, and by which rule of their module."""
HOSTILE = (
    "a", "ا", "1", " ", "\n", ".", "-", "(", "<", '"', "«", "ـ", "\u064e", "ا ", "1.", "1/1/", "a@a.", "<a ", "<!--", "http://a", "ا، ", "\t \n", "=\"'", "و",
)  # fmt: skip
SOURCES = "\n".join(p.read_text(encoding="utf-8") for p in sorted(Path(isnad.__file__).parent.rglob("*.py")))
SEARCHING = ("search", "finditer", "findall", "sub", "subn", "split")


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every pattern kept in a module, a class or a container of one, with its name."""
    for module in pkgutil.walk_packages(isnad.__path__, "isnad."):
        try:
            loaded = importlib.import_module(module.name)
        except ImportError:
            continue
        for name, value in vars(loaded).items():
            for at, found in enumerate(_inside(value)):
                yield f"{module.name}.{name}.{at}", found


def _inside(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _inside(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _inside(part)


FOUND = dict(patterns())


def test_there_are_patterns_to_try():
    assert len(FOUND) > 5


@pytest.mark.parametrize("name", FOUND)
def test_no_pattern_is_slow(name):
    kept = name.rpartition(".")[0]
    largest = BOUNDED.get(kept, SIZE)
    spend = _spent_searching if _is_searched_for(kept.rpartition(".")[2]) else _spent_matching
    assert [unit for unit in HOSTILE if _is_slow(FOUND[name], unit, largest, spend)] == []


def test_every_bounded_pattern_is_still_there():
    assert set(BOUNDED) <= {name.rpartition(".")[0] for name in FOUND}


def _is_searched_for(name: str) -> bool:
    """Whether the package looks for the pattern all over a text, or only at the start of one."""
    used = set(re.findall(rf"\b{name}\.(\w+)\(", SOURCES))
    return not used or bool(used.intersection(SEARCHING))


def _is_slow(pattern: re.Pattern[str], unit: str, largest: int, spend: Callable[[re.Pattern[str], str], float]) -> bool:
    """Tried on a quarter first: a sixteenth of the limit there is within it here, even of a quadratic pattern; far over it is hopeless."""
    quarter = _least(pattern, unit, largest // 4, spend)
    if quarter <= LIMIT_S / 16 or quarter > LIMIT_S:
        return quarter > LIMIT_S
    return _least(pattern, unit, largest, spend) > LIMIT_S + GRACE_S


def _least(pattern: re.Pattern[str], unit: str, size: int, spend: Callable[[re.Pattern[str], str], float]) -> float:
    text = unit * max(1, size // len(unit)) + "!"
    first = spend(pattern, text)
    return first if first <= LIMIT_S / 16 else min(first, spend(pattern, text))


def _spent_matching(pattern: re.Pattern[str], text: str) -> float:
    began = time.process_time()
    pattern.match(text)
    pattern.fullmatch(text)
    return time.process_time() - began


def _spent_searching(pattern: re.Pattern[str], text: str) -> float:
    """Seconds of processor time to find every match, less the cost of the matches themselves; given up on after a second."""
    began, matches = time.process_time(), 0
    for _ in pattern.finditer(text):
        matches += 1
        if time.process_time() - began > 1:
            break
    return time.process_time() - began - matches * PER_MATCH_S
