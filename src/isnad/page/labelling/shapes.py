"""What the shape of a line tells: headline or debris, going on from the line before, with words in common."""

import re
from collections.abc import Sequence

from isnad.letters import is_arabic_letter
from isnad.model.page import BlockKind
from isnad.page.knowledge import Cue, WordList, load_words
from isnad.page.lines import Line
from isnad.page.stamps import is_stamp, stamp_length

HEADLINE_WORDS = 4
"""Fewest words of a related headline: shorter lines beside reports are tags and menus."""
_TWEET = re.compile(r"^[—–-].{0,80}\(@\w+\)|pic\.twitter\.com/\w+$|^https?://\S+$")
"""The signature of an embedded post, or a bare address."""
WALLS = frozenset({Cue.RELATED_BOX, Cue.STEP, Cue.TAGS_HEADER, Cue.COMMENTS})


def find_prose_ahead(lines: Sequence[Line]) -> list[bool]:
    """For each line, whether a paragraph of the body follows it before a box of related reports, tags or comments does."""
    ahead, out = False, [False] * len(lines)
    for line in reversed(lines):
        out[line.i] = ahead
        if line.hint is BlockKind.FURNITURE:
            continue
        if line.cue in WALLS:
            ahead = False
        elif line.is_prose and not line.cue:
            ahead = True
    return out


def is_debris(line: Line) -> bool:
    """An embedded post's signature, a bare address, a row of sections, a line of signs or in foreign letters."""
    if _TWEET.search(line.text) or not line.key or line.text.count(" | ") >= 3:
        return True
    return line.words >= 3 and not any(map(is_arabic_letter, line.text)) and not is_stamp(line.text)


def is_headline(line: Line) -> bool:
    """Whether a line may be the headline of a report: words enough, in Arabic, and no row of names."""
    names = [p for p in re.split(r"\s*[-,،]\s*", line.text) if p]
    if len(names) >= 3 and all(len(p.split()) <= 3 for p in names):
        return False  # a row of names or sections
    if 2 * sum(map(is_arabic_letter, line.text)) < sum(c.isalpha() for c in line.text):
        return False
    return line.words >= HEADLINE_WORDS or (stamp_length(line.text) > 0 and line.words >= 3)


def opens_with_and(line: Line) -> bool:
    """Whether the first word is joined to what went before by و."""
    first = line.key.split(" ", 1)[0]
    return first.startswith("و") and len(first) > 3 and first not in load_words(WordList.WAW)


def goes_on(line: Line) -> bool:
    """Whether a paragraph goes on from the one before it, as none does after a subhead of its own."""
    return line.key.startswith(("و", "كما ", "يذكر ", "يشار ", "تجدر "))


def leads_on(line: Line) -> bool:
    """Whether a paragraph turns from the one before it («من جهته»، «إلى ذلك»), which no headline does."""
    return any(line.key.startswith(turn + " ") for turn in load_words(WordList.TURN))


def count_common_words(line: Line, other: Line | None) -> int:
    """Words of four letters or more that both lines hold, the article and clitics aside."""
    if other is None:
        return 0
    return len({_stem(w) for w in line.key.split() if len(w) > 3} & {_stem(w) for w in other.key.split() if len(w) > 3})


def _stem(word: str) -> str:
    return re.sub(r"^(?:[وفبلك]?ال|لل|[وفبلك](?=\w{4}))", "", word)
