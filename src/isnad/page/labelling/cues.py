"""Lines that say by their own words what they are: headings of boxes, tags, comments, captions, «اقرأ أيضا»."""

import re

from isnad.model.page import BlockKind
from isnad.page.knowledge import Cue, key
from isnad.page.labelling.regions import label_by_region
from isnad.page.labelling.shapes import WALLS
from isnad.page.labelling.state import PageState, Region
from isnad.page.lines import Line

_SHORT_ONLY = frozenset({Cue.MENU, Cue.FOOTER, Cue.SHARE, Cue.CAPTION, Cue.TAGS_LINE, Cue.SOURCE_LINK, Cue.RELATED_INSERT})
"""Phrases that may also open a sentence of the body."""


def label_cued(page: PageState, line: Line, cue: Cue) -> None:
    """Label a line by the phrase it says, and move to the region that the phrase opens."""
    if cue is Cue.RELATED_INSERT:
        _insert(page, line)
    elif cue is Cue.STEP_INSERT:
        _after_colon(page, line)
    elif cue is Cue.CAPTION:
        _caption_or_region(page, line)
    else:
        page.put(line, BlockKind.FURNITURE)
        page.wall_seen = page.wall_seen or cue in WALLS
        page.boxed = 0
        page.region = _region_after(page, cue, line)


def opens_sentence(page: PageState, line: Line, cue: Cue) -> bool:
    """Whether the phrase is only how a sentence of the body begins."""
    long = line.is_prose and cue in _SHORT_ONLY and line.words > 12
    return long and (cue is not Cue.FOOTER or page.prose_ahead[line.i])


def _region_after(page: PageState, cue: Cue, line: Line) -> Region:
    if cue is Cue.RELATED_BOX:
        return Region.RELATED
    if cue is Cue.STEP:
        return Region.STEP
    if cue in (Cue.TAGS_HEADER, Cue.TAGS_LINE):
        return Region.TAGS if cue is Cue.TAGS_HEADER or line.words <= 2 else page.region
    if cue is Cue.COMMENTS:
        return Region.COMMENTS if line.key.startswith("التعليقات") and page.body_seen else _tail(page)
    return page.region if page.region is not Region.BODY or page.prose_ahead[line.i] else Region.TAIL


def _tail(page: PageState) -> Region:
    return Region.TAIL if page.body_seen or not any(page.prose_ahead) else Region.HEAD


def _insert(page: PageState, line: Line) -> None:
    if not _after_colon(page, line):
        page.region = Region.INSERT if page.prose_ahead[line.i] else Region.RELATED


def _after_colon(page: PageState, line: Line) -> bool:
    """Put a headline that follows its label on the same line; False where none does."""
    m = re.match(r"^[^:|…]{2,40}?[:|…]+\s*", line.text) or re.match(r"^\S+\s+\S+\s+(?=\S+\s+\S+\s+\S+)", line.text)
    rest = line.text[m.end() :] if m else ""
    if not m or len(key(rest).split()) < 3:
        page.put(line, BlockKind.FURNITURE)
        return False
    page.put(line, BlockKind.FURNITURE, 0, m.end())
    page.put(line, BlockKind.RELATED, m.end())
    return True


def _caption_or_region(page: PageState, line: Line) -> None:
    outside = page.region in (Region.HEAD, Region.BODY)
    if outside and not line.is_prose and line.words <= 25 and page.prose_ahead[line.i]:
        page.put(line, BlockKind.CAPTION)
    else:
        label_by_region(page, line)
