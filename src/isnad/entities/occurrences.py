"""Every occurrence of a report's names in its whole text, furniture too: at word bounds or after a proclitic, longest first."""

import re
from collections.abc import Iterable, Sequence

from ahocorasick_rs import AhoCorasick, MatchKind

from isnad.letters import fold_with_origins

_CLITICS = re.compile(r"[وفبكل]{1,2}")
_WORD = re.compile(r"\w")
_BEFORE = re.compile(r"\w*$")
_LONGEST_CLITIC = 3


def find_occurrences(text: str, names: Iterable[str]) -> list[tuple[int, int, str]]:
    """(start, end, name) in `text` of every name (search forms), in order, none overlapping."""
    wanted = sorted(set(names))
    if not wanted:
        return []
    folded = fold_with_origins(text)
    found = AhoCorasick(wanted, matchkind=MatchKind.Standard).find_matches_as_indexes(folded.text, overlapping=True)
    kept = _longest_first(folded.text, [(s, e, wanted[k]) for k, s, e in found])
    return [(*folded.to_source(s, e), name) for s, e, name in kept]


def _longest_first(text: str, found: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    taken, out = bytearray(len(text)), []
    for start, end, name in sorted(found, key=lambda f: (f[0] - f[1], f[0])):
        if not _stands_alone(text, start, end) or taken[start] or taken[end - 1] or any(taken[start:end]):
            continue
        taken[start:end] = b"\1" * (end - start)
        out.append((start, end, name))
    return sorted(out)


def _stands_alone(text: str, start: int, end: int) -> bool:
    if end < len(text) and _WORD.match(text[end]):
        return False
    before = text[max(0, start - _LONGEST_CLITIC - 1) : start]
    glued = _BEFORE.search(before)
    return glued is None or not glued.group() or _CLITICS.fullmatch(glued.group()) is not None
