"""Phrases known beforehand, seen by the tagger as flags: this word begins, or goes on, a known place, group, person…

The list is the tagger's own copy, frozen when it was trained (`training/lexicon.py`): weights and list belong together.
"""

import gzip
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from isnad.model.event import EventType

LEXICON = Path(__file__).parent / "models" / "lexicon.txt.gz"
KINDS = (
    "ocha", "wof", "airwars", "country", "group", "organization", "facility", "forename", "surname", "title", "kind",
    "trigger", "cue", "weak", "rarely", "source", "people", "nationality", "person", "region", *(t.value for t in EventType),
)  # fmt: skip
"""What a phrase can be. Two flags each: begins, goes on."""
FLAGS = 2 * len(KINDS)
_LONGEST = 7


@cache
def load_lexicon() -> tuple[dict[str, int], frozenset[str]]:
    """Phrase (search forms of its words, spaced) → bits of its kinds; and all beginnings of longer phrases."""
    known: dict[str, int] = {}
    for line in gzip.decompress(LEXICON.read_bytes()).decode().splitlines():
        kinds, phrase = line.split("\t")
        known[phrase] = int(kinds)
    starts = {" ".join(words[:n]) for words in (p.split(" ") for p in known) for n in range(1, len(words))}
    return known, frozenset(starts)


def find_known(words: Sequence[str]) -> list[int]:
    """For each word, bit 2k where a phrase of `KINDS[k]` begins, bit 2k+1 where the longest one that began goes on."""
    known, starts = load_lexicon()
    flags = [0] * len(words)
    reach = [0] * len(KINDS)
    for i in range(len(words)):
        longest = _longest_from(words, i, known, starts)
        for k, end in longest.items():
            if i >= reach[k]:
                flags[i] |= 1 << 2 * k
                for j in range(i + 1, end):
                    flags[j] |= 2 << 2 * k
                reach[k] = end
    return flags


def _longest_from(words: Sequence[str], i: int, known: dict[str, int], starts: frozenset[str]) -> dict[int, int]:
    """Kind → end of the longest phrase of that kind that begins at `i`."""
    phrase, ends = "", dict[int, int]()
    for j in range(i, min(len(words), i + _LONGEST)):
        phrase = f"{phrase} {words[j]}" if phrase else words[j]
        bits = known.get(phrase, 0)
        if bits:
            ends |= {k: j + 1 for k in range(len(KINDS)) if bits >> k & 1}
        if phrase not in starts:
            break
    return ends
