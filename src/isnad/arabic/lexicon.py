"""Phrases known beforehand, seen by the tagger as flags: this word begins, or goes on, a known place, group, person…

The list is the tagger's own copy, frozen when it was trained (`training/lexicon.py`): weights and list belong together.
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

from isnad.model.event import EventType
from isnad.reference.lines import Lines, load_lines

LEXICON = Path(__file__).parent / "models" / "lexicon.txt.gz"
KINDS = (
    "ocha", "wof", "airwars", "country", "group", "organization", "facility", "forename", "surname", "title", "kind",
    "trigger", "cue", "weak", "rarely", "source", "people", "nationality", "person", "region", *(t.value for t in EventType),
)  # fmt: skip
"""What a phrase can be. Two flags each: begins, goes on."""
FLAGS = 2 * len(KINDS)
_LONGEST = 7


@cache
def load_lexicon() -> Lines:
    """Phrase (search forms of its words, spaced) → bits of its kinds."""
    return load_lines(LEXICON)


@lru_cache(maxsize=100_000)
def _look_up(phrase: str) -> tuple[tuple[int, ...], bool]:
    """The kinds of a phrase, and whether longer ones begin with it."""
    bits, goes_on = load_lexicon().look(phrase)
    return _kinds(int(bits or 0)), goes_on


@lru_cache(maxsize=10_000)
def _kinds(bits: int) -> tuple[int, ...]:
    return tuple(k for k in range(len(KINDS)) if bits >> k & 1)


def find_known(words: Sequence[str]) -> list[int]:
    """For each word, bit 2k where a phrase of `KINDS[k]` begins, bit 2k+1 where the longest one that began goes on."""
    flags = [0] * len(words)
    reach = [0] * len(KINDS)
    for i in range(len(words)):
        longest = _longest_from(words, i)
        for k, end in longest.items():
            if i >= reach[k]:
                flags[i] |= 1 << 2 * k
                for j in range(i + 1, end):
                    flags[j] |= 2 << 2 * k
                reach[k] = end
    return flags


def _longest_from(words: Sequence[str], i: int) -> dict[int, int]:
    """Kind → end of the longest phrase of that kind that begins at `i`."""
    phrase, ends = "", dict[int, int]()
    for j in range(i, min(len(words), i + _LONGEST)):
        phrase = f"{phrase} {words[j]}" if phrase else words[j]
        kinds, goes_on = _look_up(phrase)
        for k in kinds:
            ends[k] = j + 1
        if not goes_on:
            break
    return ends
