"""Names of bodies taken apart: what a group or organization is, and what it belongs to, is for, or is in.

«المكتب الإعلامي لكتائب الرماح» is an office of some brigades, «هيئة الإغاثة في كفر نور» one in a place.
"""

from dataclasses import dataclass

from isnad.arabic.segmenter import segment
from isnad.letters import fold
from isnad.reference.gazetteer import place_name
from isnad.reference.kinds import find_kind
from isnad.reference.names import find_name


@dataclass(frozen=True, slots=True)
class Body:
    """`head` and, after a link (`of`, `in`), the rest; empty where nothing follows."""

    head: str
    link: str = ""
    rest: str = ""


def split_body(name: str) -> Body:
    """The name cut at its first ل, في or ب that opens a complement; a ل before the whole name is the sentence's."""
    words = name.split()
    if len(words) > 1 and words[0].startswith("لل") and (whole := without_proclitic(words[0], "ل")):
        words[0] = whole if whole.startswith("ال") else f"ال{whole}"
    for at in range(1, len(words)):
        link, first = _opening(words, at)
        if link:
            return Body(" ".join(words[:at]), link, " ".join([*first, *words[at + 1 :]]))
    return Body(" ".join(words))


def _opening(words: list[str], at: int) -> tuple[str, list[str]]:
    """The link that the word at `at` is or begins with, and what is left of the word."""
    if fold(words[at]) == "في" and at + 1 < len(words):
        return "in", []
    owner = without_proclitic(words[at], "ل")
    if owner:
        return "of", [owner] if fold(owner) != "اجل" or at + 1 == len(words) else []
    place = without_proclitic(words[at], "ب")
    known = place_name(fold(place)) if place else None
    return ("in", [place]) if known is not None and not known.common else ("", [])


def said_alone(name: str) -> str:
    """A name written behind ل as it is said by itself: «للتحالف العربي» → «التحالف العربي»."""
    return f"ال{name[2:]}" if name.startswith("لل") and len(name) > 4 else name


def without_proclitic(word: str, clitic: str) -> str:
    """The word behind a و, ل or ب that is not its own letter, with the article that a ل swallowed; empty where none is."""
    folded = fold(word)
    if find_kind(folded) is not None or find_name(folded) is not None or place_name(folded) is not None:
        return ""
    pieces = segment(word)
    if len(pieces) < 2 or pieces[0].folded != clitic:
        return ""
    rest = word[pieces[1].start :]
    if clitic != "ل" or not word.startswith("لل") or find_kind(fold(rest)) is not None:
        return rest
    return f"ال{rest[1:]}"
