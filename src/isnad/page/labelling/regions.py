"""Lines that say nothing of themselves: what they are by the region of the page they stand in."""

import re

from isnad.model.page import BlockKind
from isnad.page.datelines import PartKind, find_publisher, parse_inline
from isnad.page.knowledge import Cue, key, load_phrases
from isnad.page.labelling.shapes import HEADLINE_WORDS, count_common_words, goes_on, is_headline, leads_on, opens_with_and
from isnad.page.labelling.state import PageState, Region
from isnad.page.labelling.titles import repeats_title
from isnad.page.lines import Line
from isnad.page.stamps import stamp_length

_SHORT_HEAD = 7
"""Longest subhead that needs no word in common with what follows it."""
_LONGEST_BOX = 8
"""Headlines of a box that is set into a report; longer ones stand after it."""
_SHORT_PARAGRAPH = 10
"""Fewest words of a paragraph that goes on with the report."""
_TAIL_INLINE = re.compile(
    r"(?<=[.؟!”»\"])\s*(?=(?:سمات|رابط الخبر|الوسوم\s?:|وسوم\s?:|كلمات مفتاحية|الكلمات المفتاحية|اقرأ أيضا|اقرأ أيضاً|"
    r"إقرأ أيضا|شاهد أيضا)\b)|\s(?=\.{3}\s?المزيد\s*$)"
)
_CREDIT = re.compile(r"\(([^()]{2,40})\)\s*$")


def label_by_region(page: PageState, line: Line) -> None:
    """Label a line by its shape and the region it stands in."""
    {
        Region.HEAD: _in_head,
        Region.BODY: _in_body,
        Region.RELATED: _in_related,
        Region.INSERT: _in_insert,
        Region.STEP: _in_step,
        Region.TAGS: _in_tags,
        Region.COMMENTS: _in_comments,
        Region.TAIL: _in_tail,
    }[page.region](page, line)


def _in_head(page: PageState, line: Line) -> None:
    if stamp_length(line.text) and line.words >= 3 and not line.ends:
        _related(page, line)
    elif page.prose_ahead[line.i] and not line.ends and _is_caption(page, line):
        page.put(line, BlockKind.CAPTION)
    elif line.is_prose or line.words >= 14 or (line.hint is BlockKind.BODY and line.words >= 6):
        _body(page, line)
    elif line.i < page.title_again and not load_phrases().has_any(line.key, Cue.CREDIT):
        page.put(line, BlockKind.RELATED if is_headline(line) and not line.is_cut else BlockKind.FURNITURE)
    elif line.words < 3 or not page.prose_ahead[line.i]:
        _head_leftover(page, line)
    elif _in_run(page, line):
        page.put(line, BlockKind.FURNITURE if line.is_cut else BlockKind.RELATED)
    elif load_phrases().has_any(line.key, Cue.CREDIT) or not count_common_words(line, page.layout.title):
        page.put(line, BlockKind.CAPTION)
    else:
        page.put(line, BlockKind.HEADING)


def _in_run(page: PageState, line: Line) -> bool:
    """Whether the line stands in a row of three headlines or more: other reports above this one."""
    title = page.layout.title
    beside = page.lines[max(0 if title is None else title.i + 1, line.i - 2) : line.i + 3]
    row = [is_headline(other) and not (other.is_prose or other.cue or repeats_title(page, other)) for other in beside]
    return any(all(row[n : n + 3]) for n in range(len(row) - 2))


def _head_leftover(page: PageState, line: Line) -> None:
    """A short line before any prose: furniture, or the report itself where no prose comes at all."""
    if line.words >= 3 and not page.wall_seen and not any(page.prose_ahead[line.i :]):
        _body(page, line)
    else:
        page.put(line, BlockKind.FURNITURE)


def _body(page: PageState, line: Line) -> None:
    page.region = Region.BODY
    start = 0
    inline = (
        None
        if page.body_seen or (page.layout.bylines and not page.layout.bylines[0][0].first(PartKind.OUTLET))
        else parse_inline(line.text, page.known)
    )
    if inline:
        page.layout.bylines.append((inline, line))
        page.put(line, BlockKind.DATELINE, 0, inline.end)
        start = inline.end
    page.body_seen = True
    tail = _TAIL_INLINE.search(line.text, start + 20)
    page.put(line, BlockKind.BODY, start, tail.start() if tail else None)
    if tail:
        page.put(line, BlockKind.FURNITURE, tail.start())
    page.in_list = line.text.rstrip().endswith(":")


def _in_body(page: PageState, line: Line) -> None:
    if line.is_prose:
        _body(page, line)
    elif page.in_list and line.words <= 14 and not line.is_cut:
        page.put(line, BlockKind.BODY)
    elif page.prose_ahead[line.i]:
        _between_paragraphs(page, line)
    elif _closes_body(page, line):
        _body(page, line)
    else:
        page.region = Region.TAIL
        _in_tail(page, line)


def _between_paragraphs(page: PageState, line: Line) -> None:
    following = page.next_prose(line)
    if line.hint is BlockKind.HEADING:
        page.put(line, BlockKind.HEADING)
    elif line.is_cut or line.words < 2:
        page.put(line, BlockKind.FURNITURE)
    elif _is_caption(page, line):
        page.put(line, BlockKind.CAPTION)
    elif line.hint is BlockKind.BODY or line.words > 18 or opens_with_and(line):
        _body(page, line)
    elif following is not None and following.i > line.i + 1 and not page.lines[line.i + 1].is_prose:
        page.put(line, BlockKind.RELATED if line.words > _SHORT_HEAD else BlockKind.FURNITURE)
    elif line.words <= _SHORT_HEAD or (count_common_words(line, following) >= 3 and following and not goes_on(following)):
        page.put(line, BlockKind.HEADING)
    else:
        page.put(line, BlockKind.RELATED)


def _is_caption(page: PageState, line: Line) -> bool:
    """A line that is printed twice in a row (alternative text and caption), or that ends with a credit in brackets."""
    beside = page.lines[max(0, line.i - 1) : line.i + 2]
    doubled = any(other.key == line.key and other.i != line.i for other in beside)
    credit = _CREDIT.search(line.text)
    return doubled or bool(
        credit and (find_publisher(credit.group(1)) or load_phrases().has_any(key(credit.group(1)), Cue.CREDIT))
    )


def _closes_body(page: PageState, line: Line) -> bool:
    """A last sentence without its full stop: it goes on from the body, as no headline does."""
    if line.hint is BlockKind.BODY:
        return True
    return line.words >= HEADLINE_WORDS and (
        opens_with_and(line) or (line.words >= 14 and line.i == len(page.lines) - 1 and not line.is_cut)
    )


def _in_related(page: PageState, line: Line) -> None:
    page.boxed += 1
    if _body_comes_back(page, line):
        _body(page, line)
    elif line.is_cut or not is_headline(line):
        page.put(line, BlockKind.FURNITURE)
    else:
        _related(page, line)


def _body_comes_back(page: PageState, line: Line) -> bool:
    """Whether the report goes on after a box set into it: a headline has no full stop and is not joined to what went before."""
    if not page.body_seen:
        return line.is_prose and line.words >= 18
    if page.boxed <= _LONGEST_BOX and line.ends and line.words >= _SHORT_PARAGRAPH and _goes_on_with_report(page, line):
        return True
    following = next((after for after in page.lines[line.i + 1 : line.i + 3] if after.is_prose), None)
    return page.boxed <= 4 and line.is_prose and line.words >= 30 and following is not None and following.words >= 20


def _goes_on_with_report(page: PageState, line: Line) -> bool:
    after = page.lines[line.i + 1 : line.i + 3]
    return opens_with_and(line) or leads_on(line) or (len(after) == 2 and all(other.is_prose and other.ends for other in after))


def _related(page: PageState, line: Line) -> None:
    page.put(line, BlockKind.RELATED, stamp_length(line.text))


def _in_insert(page: PageState, line: Line) -> None:
    if line.is_prose and (line.words >= 15 or not page.prose_ahead[line.i]):
        _body(page, line)
    else:
        _in_related(page, line)


def _in_step(page: PageState, line: Line) -> None:
    _in_related(page, line)
    page.region = Region.RELATED if page.region is Region.STEP else page.region


def _in_tags(page: PageState, line: Line) -> None:
    if line.words <= HEADLINE_WORDS or line.text.startswith("#"):
        page.put(line, BlockKind.FURNITURE)
    else:
        page.region = Region.RELATED if page.body_seen else Region.HEAD
        label_by_region(page, line)


def _in_comments(page: PageState, line: Line) -> None:
    page.put(line, BlockKind.FURNITURE)


def _in_tail(page: PageState, line: Line) -> None:
    if line.is_prose and line.words >= 18 and page.prose_ahead[line.i]:
        _body(page, line)
    elif line.is_cut or not is_headline(line):
        page.put(line, BlockKind.FURNITURE)
    else:
        _related(page, line)
