"""What each line of a report's text is: title, dateline, body, subhead, caption, related headline or furniture.

One pass over the lines with a region for a state; what a line is depends on its own words (phrases.tsv), its shape
(prose or headline), the region it stands in and whether prose still follows.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from isnad.letters import is_arabic_letter
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
    parse_inline,
)
from isnad.page.knowledge import Cue, NameKind, WordList, key, load_phrases, load_words
from isnad.page.lines import Line
from isnad.page.stamps import is_stamp, stamp_length

HEADLINE_WORDS = 4
"""Fewest words of a related headline: shorter lines beside reports are tags and menus."""
_LONGEST_TITLE = 260
"""Characters. Words are no measure: pages that hide from filters write a word in pieces ("قـ ـصـ ـف")."""
_SHORT_HEAD = 7
"""Longest subhead that needs no word in common with what follows it."""
_TAIL_INLINE = re.compile(
    r"(?<=[.؟!”»\"])\s*(?=(?:سمات|رابط الخبر|الوسوم\s?:|وسوم\s?:|كلمات مفتاحية|الكلمات المفتاحية|اقرأ أيضا|اقرأ أيضاً|"
    r"إقرأ أيضا|شاهد أيضا)\b)|\s(?=\.{3}\s?المزيد\s*$)"
)
_CREDIT = re.compile(r"\(([^()]{2,40})\)\s*$")
_TWEET = re.compile(r"^[—–-].{0,80}\(@\w+\)|pic\.twitter\.com/\w+$|^https?://\S+$")
"""The signature of an embedded post, or a bare address."""


class Region(Enum):
    """Where on the page we are."""

    HEAD = auto()
    BODY = auto()
    RELATED = auto()
    INSERT = auto()
    """After «اقرأ أيضا» on a line of its own: a headline or two, then the body goes on."""
    STEP = auto()
    """After «السابق» or «التالي»: one headline."""
    TAGS = auto()
    COMMENTS = auto()
    TAIL = auto()


@dataclass(frozen=True)
class Labelled:
    """A stretch of a line and what it is."""

    start: int
    end: int
    kind: BlockKind
    line: Line


@dataclass
class Layout:
    """Everything the labelling found, in the order of the text."""

    blocks: list[Labelled] = field(default_factory=list)
    title: Line | None = None
    bylines: list[tuple[Dateline, Line]] = field(default_factory=list)
    """Lines that are datelines, and inline ones, with where they stand."""
    outlet_lines: list[Line] = field(default_factory=list)
    """Lines that are nothing but an outlet's name."""
    authors: list[tuple[str, Line]] = field(default_factory=list)
    stamps: list[Line] = field(default_factory=list)
    """Lines that are nothing but a date, in the head of the page."""


_WALLS = frozenset({Cue.RELATED_BOX, Cue.STEP, Cue.TAGS_HEADER, Cue.COMMENTS})


class Labeller:
    """Labels the lines of one page; `known` are keys of names known to be this page's outlet or site."""

    def __init__(self, lines: Sequence[Line], known: frozenset[str] = frozenset()) -> None:
        self.lines = lines
        self.known = known
        self.layout = Layout()
        self.region = Region.HEAD
        self.body_seen = False
        self.wall_seen = False
        self.boxed = 0
        """Lines since the heading of the box we are in."""
        self.in_list = False
        self.title_again = 0
        self.prose_ahead = _prose_ahead(lines)

    def run(self) -> Layout:
        """Label all lines."""
        at = find_title(self.lines, self.known)
        for line in self.lines[: at or 0]:
            self._before_title(line)
        if at is not None:
            self.layout.title = self.lines[at]
            self._put(self.lines[at], BlockKind.TITLE)
            self.title_again = max((b.i for b in self.lines[at + 1 : at + 16] if self._repeats_title(b)), default=0)
        for line in self.lines[0 if at is None else at + 1 :]:
            self._label(line)
        return self.layout

    def _put(self, line: Line, kind: BlockKind, start: int = 0, end: int | None = None) -> None:
        stop = len(line.text) if end is None else end
        text = line.text[start:stop]
        first = line.start + start + len(text) - len(text.lstrip())
        last = line.start + start + len(text.rstrip())
        if last > first:
            self.layout.blocks.append(Labelled(first, last, kind, line))

    def _before_title(self, line: Line) -> None:
        named = line.hint is None and self._outlet_alone(line)
        self._put(
            line, BlockKind.SITE if named or (line.hint is None and _holds_title(line, self.lines)) else BlockKind.FURNITURE
        )
        if named:
            self.layout.outlet_lines.append(line)
        if is_stamp(line.text):
            self.layout.stamps.append(line)

    def _label(self, line: Line) -> None:
        if line.hint in (BlockKind.FURNITURE, BlockKind.CAPTION, BlockKind.RELATED):
            self._hinted(line, line.hint)
        elif _is_debris(line):
            self._put(line, BlockKind.FURNITURE)
        elif self._repeats_title(line) and line.cue not in (Cue.SOURCE_LINK, Cue.COMMENTS):
            self._put(line, BlockKind.TITLE)
        elif is_stamp(line.text):
            self._stamp(line)
        elif line.cue and not self._opens_sentence(line, line.cue):
            self._cued(line, line.cue)
        elif not self._byline(line):
            self._by_region(line)

    def _opens_sentence(self, line: Line, cue: Cue) -> bool:
        """Whether the phrase is only how a sentence of the body begins."""
        long = line.is_prose and cue in _SHORT_ONLY and line.words > 12
        return long and (cue is not Cue.FOOTER or self.prose_ahead[line.i])

    def _hinted(self, line: Line, hint: BlockKind) -> None:
        self._put(line, BlockKind.FURNITURE if hint is BlockKind.RELATED and line.is_cut else hint)
        if hint is BlockKind.FURNITURE and not self.body_seen and is_stamp(line.text):
            self.layout.stamps.append(line)

    def _repeats_title(self, line: Line) -> bool:
        title = self.layout.title
        return title is not None and line.words >= 3 and (line.key == title.key or _wraps(line.key, title.key))

    def _stamp(self, line: Line) -> None:
        if self.region is Region.HEAD:
            self.layout.stamps.append(line)
        self._put(line, BlockKind.FURNITURE)

    # Lines that say what they are

    def _cued(self, line: Line, cue: Cue) -> None:
        if cue is Cue.RELATED_INSERT:
            self._insert(line)
        elif cue is Cue.STEP_INSERT:
            self._after_colon(line)
        elif cue is Cue.CAPTION:
            self._caption_or_region(line)
        else:
            self._put(line, BlockKind.FURNITURE)
            self.wall_seen = self.wall_seen or cue in _WALLS
            self.boxed = 0
            self.region = self._region_after(cue, line)

    def _region_after(self, cue: Cue, line: Line) -> Region:
        if cue is Cue.RELATED_BOX:
            return Region.RELATED
        if cue is Cue.STEP:
            return Region.STEP
        if cue in (Cue.TAGS_HEADER, Cue.TAGS_LINE):
            return Region.TAGS if cue is Cue.TAGS_HEADER or line.words <= 2 else self.region
        if cue is Cue.COMMENTS:
            return Region.COMMENTS if line.key.startswith("التعليقات") and self.body_seen else self._tail()
        return self.region if self.region is not Region.BODY or self.prose_ahead[line.i] else Region.TAIL

    def _tail(self) -> Region:
        return Region.TAIL if self.body_seen or not any(self.prose_ahead) else Region.HEAD

    def _insert(self, line: Line) -> None:
        if not self._after_colon(line):
            self.region = Region.INSERT if self.prose_ahead[line.i] else Region.RELATED

    def _after_colon(self, line: Line) -> bool:
        """Put a headline that follows its label on the same line; False where none does."""
        m = re.match(r"^[^:|…]{2,40}?[:|…]+\s*", line.text) or re.match(r"^\S+\s+\S+\s+(?=\S+\s+\S+\s+\S+)", line.text)
        rest = line.text[m.end() :] if m else ""
        if not m or len(key(rest).split()) < 3:
            self._put(line, BlockKind.FURNITURE)
            return False
        self._put(line, BlockKind.FURNITURE, 0, m.end())
        self._put(line, BlockKind.RELATED, m.end())
        return True

    def _caption_or_region(self, line: Line) -> None:
        outside = self.region in (Region.HEAD, Region.BODY)
        if outside and not line.is_prose and line.words <= 25 and self.prose_ahead[line.i]:
            self._put(line, BlockKind.CAPTION)
        else:
            self._by_region(line)

    # Bylines

    def _outlet_alone(self, line: Line) -> bool:
        publisher = find_publisher(line.text)
        if line.key in self.known:
            return True
        common_word = line.words == 1 and line.key.startswith("ال") and self.region is not Region.HEAD
        return publisher is not None and publisher.kind is NameKind.OUTLET and not common_word

    def _byline(self, line: Line) -> bool:
        if self._outlet_alone(line) and self.region is not Region.TAGS:
            self._put(line, BlockKind.DATELINE if self.region is Region.HEAD else BlockKind.SITE)
            self.layout.outlet_lines.append(line)
            return True
        named = parse_author(line.text)
        if named and (self.region is Region.HEAD or not self.prose_ahead[line.i]):
            self._put(line, BlockKind.DATELINE)
            self.layout.authors.append((named[0], line))
            return True
        if self._name_below_dateline(line):
            self._put(line, BlockKind.DATELINE)
            self.layout.authors.append((line.text, line))
            return True
        found = self._find_dateline(line)
        if not found:
            return False
        self._put(line, BlockKind.DATELINE)
        self.layout.bylines.append((found, line))
        self.region = Region.HEAD if not self.body_seen else self.region
        return True

    def _find_dateline(self, line: Line) -> Dateline | None:
        if not self._dateline_may_stand(line):
            return None
        found = parse_dateline(line.text, self.known)
        if self.body_seen:
            return found if found and (found.first(PartKind.OUTLET) or found.first(PartKind.AGENCY)) else None
        following = self._next(line)
        return found or (parse_head_line(line.text, self.known) if following and following.is_prose and line.words <= 8 else None)

    def _next(self, line: Line) -> Line | None:
        return self.lines[line.i + 1] if line.i + 1 < len(self.lines) else None

    def _name_below_dateline(self, line: Line) -> bool:
        """A person alone on a line: below the dateline, before the first paragraph, or in a box after the share bar."""
        if not 2 <= line.words <= 4 or not looks_like_person(line.text) or not self.layout.blocks:
            return False
        last = self.layout.blocks[-1]
        if self.region is Region.HEAD:
            below = last.kind is BlockKind.DATELINE and last.line.text.rstrip().endswith(":")
            following = self._next(line)
            byline = line.words <= 3 and has_given_name(line.text) and following is not None and following.is_prose
            return (below or byline) and not self.layout.authors
        return self.region is Region.TAIL and last.line.cue is Cue.SHARE and has_given_name(line.text) and line.words <= 3

    def _dateline_may_stand(self, line: Line) -> bool:
        if line.words > 14 or self.region in (Region.TAGS, Region.COMMENTS):
            return False
        return not self.body_seen or (
            not self.prose_ahead[line.i] and line.words > 1 and self.region in (Region.BODY, Region.TAIL)
        )

    # Lines that say nothing of themselves

    def _by_region(self, line: Line) -> None:
        {
            Region.HEAD: self._in_head,
            Region.BODY: self._in_body,
            Region.RELATED: self._in_related,
            Region.INSERT: self._in_insert,
            Region.STEP: self._in_step,
            Region.TAGS: self._in_tags,
            Region.COMMENTS: self._in_comments,
            Region.TAIL: self._in_tail,
        }[self.region](line)

    def _in_head(self, line: Line) -> None:
        if stamp_length(line.text) and line.words >= 3 and not line.ends:
            self._related(line)
        elif self.prose_ahead[line.i] and not line.ends and self._is_caption(line):
            self._put(line, BlockKind.CAPTION)
        elif line.is_prose or line.words >= 14 or (line.hint is BlockKind.BODY and line.words >= 6):
            self._body(line)
        elif line.i < self.title_again and not load_phrases().has_any(line.key, Cue.CREDIT):
            self._put(line, BlockKind.RELATED if _is_headline(line) and not line.is_cut else BlockKind.FURNITURE)
        elif line.words < 3 or not self.prose_ahead[line.i]:
            self._head_leftover(line)
        elif self._in_run(line):
            self._put(line, BlockKind.FURNITURE if line.is_cut else BlockKind.RELATED)
        elif load_phrases().has_any(line.key, Cue.CREDIT) or not _overlap(line, self.layout.title):
            self._put(line, BlockKind.CAPTION)
        else:
            self._put(line, BlockKind.HEADING)

    def _in_run(self, line: Line) -> bool:
        """Whether the line stands in a row of three headlines or more: other reports above this one."""
        title = self.layout.title
        beside = self.lines[max(0 if title is None else title.i + 1, line.i - 2) : line.i + 3]
        row = [_is_headline(other) and not (other.is_prose or other.cue or self._repeats_title(other)) for other in beside]
        return any(all(row[n : n + 3]) for n in range(len(row) - 2))

    def _head_leftover(self, line: Line) -> None:
        """A short line before any prose: furniture, or the report itself where no prose comes at all."""
        if line.words >= 3 and not self.wall_seen and not any(self.prose_ahead[line.i :]):
            self._body(line)
        else:
            self._put(line, BlockKind.FURNITURE)

    def _body(self, line: Line) -> None:
        self.region = Region.BODY
        start = 0
        inline = (
            None
            if self.body_seen or (self.layout.bylines and not self.layout.bylines[0][0].first(PartKind.OUTLET))
            else parse_inline(line.text, self.known)
        )
        if inline:
            self.layout.bylines.append((inline, line))
            self._put(line, BlockKind.DATELINE, 0, inline.end)
            start = inline.end
        self.body_seen = True
        tail = _TAIL_INLINE.search(line.text, start + 20)
        self._put(line, BlockKind.BODY, start, tail.start() if tail else None)
        if tail:
            self._put(line, BlockKind.FURNITURE, tail.start())
        self.in_list = line.text.rstrip().endswith(":")

    def _in_body(self, line: Line) -> None:
        if line.is_prose:
            self._body(line)
        elif self.in_list and line.words <= 14 and not line.is_cut:
            self._put(line, BlockKind.BODY)
        elif self.prose_ahead[line.i]:
            self._between_paragraphs(line)
        elif self._closes_body(line):
            self._body(line)
        else:
            self.region = Region.TAIL
            self._in_tail(line)

    def _between_paragraphs(self, line: Line) -> None:
        following = self._next_prose(line)
        if line.hint is BlockKind.HEADING:
            self._put(line, BlockKind.HEADING)
        elif line.is_cut or line.words < 2:
            self._put(line, BlockKind.FURNITURE)
        elif self._is_caption(line):
            self._put(line, BlockKind.CAPTION)
        elif line.hint is BlockKind.BODY or line.words > 18 or _opens_with_and(line):
            self._body(line)
        elif following is not None and following.i > line.i + 1 and not self.lines[line.i + 1].is_prose:
            self._put(line, BlockKind.RELATED if line.words > _SHORT_HEAD else BlockKind.FURNITURE)
        elif line.words <= _SHORT_HEAD or (_overlap(line, following) >= 3 and following and not _goes_on(following)):
            self._put(line, BlockKind.HEADING)
        else:
            self._put(line, BlockKind.RELATED)

    def _is_caption(self, line: Line) -> bool:
        """A line that is printed twice in a row (alternative text and caption), or that ends with a credit in brackets."""
        beside = self.lines[max(0, line.i - 1) : line.i + 2]
        doubled = any(other.key == line.key and other.i != line.i for other in beside)
        credit = _CREDIT.search(line.text)
        return doubled or bool(
            credit and (find_publisher(credit.group(1)) or load_phrases().has_any(key(credit.group(1)), Cue.CREDIT))
        )

    def _next_prose(self, line: Line) -> Line | None:
        return next((after for after in self.lines[line.i + 1 :] if after.is_prose), None)

    def _closes_body(self, line: Line) -> bool:
        """A last sentence without its full stop: it goes on from the body, as no headline does."""
        if line.hint is BlockKind.BODY:
            return True
        return line.words >= HEADLINE_WORDS and (
            _opens_with_and(line) or (line.words >= 14 and line.i == len(self.lines) - 1 and not line.is_cut)
        )

    def _in_related(self, line: Line) -> None:
        self.boxed += 1
        if self._body_comes_back(line):
            self._body(line)
        elif line.is_cut or not _is_headline(line):
            self._put(line, BlockKind.FURNITURE)
        else:
            self._related(line)

    def _body_comes_back(self, line: Line) -> bool:
        if not self.body_seen:
            return line.is_prose and line.words >= 18
        following = next((after for after in self.lines[line.i + 1 : line.i + 3] if after.is_prose), None)
        return self.boxed <= 4 and line.is_prose and line.words >= 30 and following is not None and following.words >= 20

    def _related(self, line: Line) -> None:
        self._put(line, BlockKind.RELATED, stamp_length(line.text))

    def _in_insert(self, line: Line) -> None:
        if line.is_prose and (line.words >= 15 or not self.prose_ahead[line.i]):
            self._body(line)
        else:
            self._in_related(line)

    def _in_step(self, line: Line) -> None:
        self._in_related(line)
        self.region = Region.RELATED if self.region is Region.STEP else self.region

    def _in_tags(self, line: Line) -> None:
        if line.words <= HEADLINE_WORDS or line.text.startswith("#"):
            self._put(line, BlockKind.FURNITURE)
        else:
            self.region = Region.RELATED if self.body_seen else Region.HEAD
            self._by_region(line)

    def _in_comments(self, line: Line) -> None:
        self._put(line, BlockKind.FURNITURE)

    def _in_tail(self, line: Line) -> None:
        if line.is_prose and line.words >= 18 and self.prose_ahead[line.i]:
            self._body(line)
        elif line.is_cut or not _is_headline(line):
            self._put(line, BlockKind.FURNITURE)
        else:
            self._related(line)


_SHORT_ONLY = frozenset({Cue.MENU, Cue.FOOTER, Cue.SHARE, Cue.CAPTION, Cue.TAGS_LINE, Cue.SOURCE_LINK, Cue.RELATED_INSERT})
"""Phrases that may also open a sentence of the body."""


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


def _holds_title(line: Line, lines: Sequence[Line]) -> bool:
    return any(other.words >= 3 and _holds(line.key, other.key) for other in lines[1:8])


def _holds(outer: str, inner: str) -> bool:
    return outer != inner and f" {inner} " in f" {outer} "


def _wraps(outer: str, inner: str) -> bool:
    """Whether `outer` is `inner` with a site's few words before or after it."""
    return len(outer) < len(inner) + 60 and _holds(outer, inner)


def _prose_ahead(lines: Sequence[Line]) -> list[bool]:
    """For each line, whether a paragraph of the body follows it before a box of related reports, tags or comments does."""
    ahead, out = False, [False] * len(lines)
    for line in reversed(lines):
        out[line.i] = ahead
        if line.hint is BlockKind.FURNITURE:
            continue
        if line.cue in _WALLS:
            ahead = False
        elif line.is_prose and not line.cue:
            ahead = True
    return out


def _is_debris(line: Line) -> bool:
    """An embedded post's signature, a bare address, a row of sections, a line of signs or in foreign letters."""
    if _TWEET.search(line.text) or not line.key or line.text.count(" | ") >= 3:
        return True
    return line.words >= 3 and not any(map(is_arabic_letter, line.text)) and not is_stamp(line.text)


def _is_headline(line: Line) -> bool:
    names = [p for p in re.split(r"\s*[-,،]\s*", line.text) if p]
    if len(names) >= 3 and all(len(p.split()) <= 3 for p in names):
        return False  # a row of names or sections
    if 2 * sum(map(is_arabic_letter, line.text)) < sum(c.isalpha() for c in line.text):
        return False
    return line.words >= HEADLINE_WORDS or (stamp_length(line.text) > 0 and line.words >= 3)


def _opens_with_and(line: Line) -> bool:
    first = line.key.split(" ", 1)[0]
    return first.startswith("و") and len(first) > 3 and first not in load_words(WordList.WAW)


def _goes_on(line: Line) -> bool:
    """Whether a paragraph goes on from the one before it, as none does after a subhead of its own."""
    return line.key.startswith(("و", "كما ", "يذكر ", "يشار ", "تجدر "))


def _overlap(line: Line, other: Line | None) -> int:
    """Words of four letters or more that both lines hold, the article and clitics aside."""
    if other is None:
        return 0
    return len({_stem(w) for w in line.key.split() if len(w) > 3} & {_stem(w) for w in other.key.split() if len(w) > 3})


def _stem(word: str) -> str:
    return re.sub(r"^(?:[وفبلك]?ال|لل|[وفبلك](?=\w{4}))", "", word)
