"""Datelines, bylines and outlets' names on lines of their own."""

from isnad.model.page import BlockKind
from isnad.page.datelines import (
    Dateline,
    PartKind,
    find_publisher,
    has_given_name,
    looks_like_person,
    parse_author,
    parse_dateline,
    parse_head_line,
)
from isnad.page.knowledge import Cue, NameKind
from isnad.page.labelling.state import PageState, Region
from isnad.page.lines import Line


def label_byline(page: PageState, line: Line) -> bool:
    """Label a line that is a dateline, an author or an outlet; False where it is none."""
    if is_outlet_alone(page, line) and page.region is not Region.TAGS:
        page.put(line, BlockKind.DATELINE if page.region is Region.HEAD else BlockKind.SITE)
        page.layout.outlet_lines.append(line)
        return True
    named = parse_author(line.text)
    if named and (page.region is Region.HEAD or not page.prose_ahead[line.i]):
        page.put(line, BlockKind.DATELINE)
        page.layout.authors.append((named[0], line))
        return True
    if _name_below_dateline(page, line):
        page.put(line, BlockKind.DATELINE)
        page.layout.authors.append((line.text, line))
        return True
    found = _find_dateline(page, line)
    if not found:
        return False
    page.put(line, BlockKind.DATELINE)
    page.layout.bylines.append((found, line))
    page.region = Region.HEAD if not page.body_seen else page.region
    return True


def is_outlet_alone(page: PageState, line: Line) -> bool:
    """Whether the line is nothing but the name of an outlet."""
    publisher = find_publisher(line.text)
    if line.key in page.known:
        return True
    common_word = line.words == 1 and line.key.startswith("ال") and page.region is not Region.HEAD
    return publisher is not None and publisher.kind is NameKind.OUTLET and not common_word


def _find_dateline(page: PageState, line: Line) -> Dateline | None:
    if not _dateline_may_stand(page, line):
        return None
    found = parse_dateline(line.text, page.known)
    if page.body_seen:
        return found if found and (found.first(PartKind.OUTLET) or found.first(PartKind.AGENCY)) else None
    following = page.next_line(line)
    return found or (parse_head_line(line.text, page.known) if following and following.is_prose and line.words <= 8 else None)


def _name_below_dateline(page: PageState, line: Line) -> bool:
    """A person alone on a line: below the dateline, before the first paragraph, or in a box after the share bar."""
    if not 2 <= line.words <= 4 or not looks_like_person(line.text) or not page.layout.blocks:
        return False
    last = page.layout.blocks[-1]
    if page.region is Region.HEAD:
        below = last.kind is BlockKind.DATELINE and last.line.text.rstrip().endswith(":")
        following = page.next_line(line)
        byline = line.words <= 3 and has_given_name(line.text) and following is not None and following.is_prose
        return (below or byline) and not page.layout.authors
    return page.region is Region.TAIL and last.line.cue is Cue.SHARE and has_given_name(line.text) and line.words <= 3


def _dateline_may_stand(page: PageState, line: Line) -> bool:
    if line.words > 14 or page.region in (Region.TAGS, Region.COMMENTS):
        return False
    return not page.body_seen or (not page.prose_ahead[line.i] and line.words > 1 and page.region in (Region.BODY, Region.TAIL))
