"""What each line of a report's text is: title, dateline, body, subhead, caption, related headline or furniture.

One pass over the lines with a region for a state; what a line is depends on its own words (phrases.tsv), its shape
(prose or headline), the region it stands in and whether prose still follows.
"""

from collections.abc import Sequence

from isnad.model.page import BlockKind
from isnad.page.knowledge import Cue
from isnad.page.labelling.bylines import is_outlet_alone, label_byline
from isnad.page.labelling.cues import label_cued, opens_sentence
from isnad.page.labelling.regions import label_by_region
from isnad.page.labelling.shapes import find_prose_ahead, is_debris
from isnad.page.labelling.state import Layout, PageState, Region
from isnad.page.labelling.titles import find_title, holds_title, repeats_title
from isnad.page.lines import Line
from isnad.page.stamps import is_stamp


def label_lines(lines: Sequence[Line], known: frozenset[str] = frozenset()) -> Layout:
    """Label all lines of one page; `known` are keys of names known to be this page's outlet or site."""
    page = PageState(lines, known, prose_ahead=find_prose_ahead(lines))
    at = find_title(page.lines, page.known)
    for line in page.lines[: at or 0]:
        _before_title(page, line)
    if at is not None:
        page.layout.title = page.lines[at]
        page.put(page.lines[at], BlockKind.TITLE)
        page.title_again = max((b.i for b in page.lines[at + 1 : at + 16] if repeats_title(page, b)), default=0)
    for line in page.lines[0 if at is None else at + 1 :]:
        _label(page, line)
    return page.layout


def _before_title(page: PageState, line: Line) -> None:
    named = line.hint is None and is_outlet_alone(page, line)
    page.put(line, BlockKind.SITE if named or (line.hint is None and holds_title(line, page.lines)) else BlockKind.FURNITURE)
    if named:
        page.layout.outlet_lines.append(line)
    if is_stamp(line.text):
        page.layout.stamps.append(line)


def _label(page: PageState, line: Line) -> None:
    if line.hint in (BlockKind.FURNITURE, BlockKind.CAPTION, BlockKind.RELATED):
        _hinted(page, line, line.hint)
    elif is_debris(line):
        page.put(line, BlockKind.FURNITURE)
    elif repeats_title(page, line) and line.cue not in (Cue.SOURCE_LINK, Cue.COMMENTS):
        page.put(line, BlockKind.TITLE)
    elif is_stamp(line.text):
        _stamp(page, line)
    elif line.cue and not opens_sentence(page, line, line.cue):
        label_cued(page, line, line.cue)
    elif not label_byline(page, line):
        label_by_region(page, line)


def _hinted(page: PageState, line: Line, hint: BlockKind) -> None:
    page.put(line, BlockKind.FURNITURE if hint is BlockKind.RELATED and line.is_cut else hint)
    if hint is BlockKind.FURNITURE and not page.body_seen and is_stamp(line.text):
        page.layout.stamps.append(line)


def _stamp(page: PageState, line: Line) -> None:
    if page.region is Region.HEAD:
        page.layout.stamps.append(line)
    page.put(line, BlockKind.FURNITURE)
