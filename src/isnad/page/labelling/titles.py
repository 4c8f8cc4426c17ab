"""Which line is the title, and which repeat it."""

from collections.abc import Sequence

from isnad.model.page import BlockKind
from isnad.page.datelines import find_publisher
from isnad.page.knowledge import Cue
from isnad.page.labelling.state import PageState
from isnad.page.lines import Line
from isnad.page.stamps import is_stamp

_LONGEST_TITLE = 260
"""Characters. Words are no measure: pages that hide from filters write a word in pieces ("قـ ـصـ ـف")."""


def find_title(lines: Sequence[Line], known: frozenset[str]) -> int | None:
    """Index of the title's line: the first line, or a later one that it holds or that is no menu, date or site name."""
    if not lines:
        return None
    hinted = next((line.i for line in lines if line.hint is BlockKind.TITLE), None)
    if hinted is not None:
        return hinted
    first = lines[0]
    inside = next((b.i for b in lines[1:8] if b.words >= 3 and _holds(first.key, b.key)), None)
    if inside is not None and len(first.text) < 600:
        return inside
    for line in lines[:12]:
        if line.is_prose and line.words > 30 and len(line.text) > _LONGEST_TITLE:
            return None
        if not _is_no_title(line, known, more=line.i + 1 < len(lines)):
            return line.i
    return None


def _is_no_title(line: Line, known: frozenset[str], *, more: bool) -> bool:
    if line.hint is BlockKind.TITLE:
        return False
    publisher = find_publisher(line.text)
    if line.key in known or publisher or line.cue in (Cue.MENU, Cue.SHARE, Cue.FOOTER) or is_stamp(line.text):
        return True
    return line.words < 2 and more


def holds_title(line: Line, lines: Sequence[Line]) -> bool:
    """Whether a first line holds the one of the next few that prints the title alone."""
    return any(other.words >= 3 and _holds(line.key, other.key) for other in lines[1:8])


def _holds(outer: str, inner: str) -> bool:
    return outer != inner and f" {inner} " in f" {outer} "


def _wraps(outer: str, inner: str) -> bool:
    """Whether `outer` is `inner` with a site's few words before or after it."""
    return len(outer) < len(inner) + 60 and _holds(outer, inner)


def repeats_title(page: PageState, line: Line) -> bool:
    """Whether a line prints the page's title once more, with no more than a site's few words beside it."""
    title = page.layout.title
    return title is not None and line.words >= 3 and (line.key == title.key or _wraps(line.key, title.key))
