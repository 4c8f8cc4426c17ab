"""Where a page's labelling stands: the region it is in, and what it has found so far."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from isnad.model.page import BlockKind
from isnad.page.datelines import Dateline
from isnad.page.lines import Line


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


@dataclass
class PageState:
    """One page on its way through the labelling; `known` are keys of names known to be this page's outlet or site."""

    lines: Sequence[Line]
    known: frozenset[str] = frozenset()
    layout: Layout = field(default_factory=Layout)
    region: Region = Region.HEAD
    body_seen: bool = False
    wall_seen: bool = False
    boxed: int = 0
    """Lines since the heading of the box we are in."""
    in_list: bool = False
    title_again: int = 0
    """Index of the last line near the title that repeats it."""
    prose_ahead: Sequence[bool] = ()
    """For each line, whether prose follows it."""

    def put(self, line: Line, kind: BlockKind, start: int = 0, end: int | None = None) -> None:
        """Label a stretch of a line, the whole of it where no ends are given; blanks at its ends are left out."""
        stop = len(line.text) if end is None else end
        text = line.text[start:stop]
        first = line.start + start + len(text) - len(text.lstrip())
        last = line.start + start + len(text.rstrip())
        if last > first:
            self.layout.blocks.append(Labelled(first, last, kind, line))

    def next_line(self, line: Line) -> Line | None:
        """The line after it."""
        return self.lines[line.i + 1] if line.i + 1 < len(self.lines) else None

    def next_prose(self, line: Line) -> Line | None:
        """The next line after it that reads as a paragraph."""
        return next((after for after in self.lines[line.i + 1 :] if after.is_prose), None)
