"""The visible lines of a page: one walk over its tree, in which inline elements join and blocks part."""

import re
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from isnad.page.knowledge import Cue, load_phrases
from isnad.page.markup.zones import find_zone

MAX_LINES = 60_000
BLANKS = re.compile(r"[ \t\r\n\f\v]+")
SKIPPED = frozenset(
    """
    script style noscript template svg head iframe object embed canvas video audio map select option textarea datalist
    input math
    """.split()
)
_INLINE = frozenset(
    """
    a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q rp rt ruby s samp small span
    strike strong sub sup time tt u var wbr nobr
    """.split()
)


@dataclass
class VisibleLine:
    """One line as the page shows it: its innermost block, the elements it lies in, the zone, and the link it is."""

    text: str
    path: tuple[int, ...]
    tag: str
    zone: str | None
    linked: str | None
    strong: bool
    hint: str | None = None


@dataclass
class _Frame:
    """What an open element passes down."""

    number: int
    zone: str | None
    block: str
    path: tuple[int, ...]


@dataclass
class _Walk:
    """The state of one walk over the tree."""

    lines: list[VisibleLine] = field(default_factory=list)
    frames: list[_Frame] = field(default_factory=lambda: [_Frame(0, None, "body", ())])
    pieces: list[str] = field(default_factory=list)
    links: list[str | None] = field(default_factory=list)
    """For each piece with letters, where it links to."""
    strong: list[bool] = field(default_factory=list)
    link: str | None = None
    bold: int = 0

    def add(self, text: str | None) -> None:
        """Take the text of a stretch between two tags."""
        if text:
            self.pieces.append(text)
            if text.strip():
                self.links.append(self.link)
                self.strong.append(self.bold > 0)

    def is_label(self) -> bool:
        """Whether what is open is a label such as «المقال السابق», which a style sheet sets apart from the headline after it."""
        text = "".join(self.pieces).strip()
        return 0 < len(text) < 40 and load_phrases().find(text) in (
            Cue.STEP,
            Cue.STEP_INSERT,
            Cue.RELATED_BOX,
            Cue.RELATED_INSERT,
        )

    def flush(self) -> None:
        """End the line that is open."""
        text = BLANKS.sub(" ", "".join(self.pieces)).strip()
        if text and len(self.lines) < MAX_LINES:
            frame = self.frames[-1]
            linked = self.links[0] if self.links and len(set(self.links)) == 1 else None
            self.lines.append(VisibleLine(text, frame.path, frame.block, frame.zone, linked, all(self.strong)))
        self.pieces, self.links, self.strong = [], [], []


def find_visible_lines(root: Any) -> list[VisibleLine]:
    """The visible lines of a page, in order, with nothing told of what they are yet."""
    walk = _Walk()
    walker = etree.iterwalk(root, events=("start", "end"))
    number = 0
    for event, element in walker:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            number += 1
            if not tag or tag in SKIPPED or is_hidden(element):
                walker.skip_subtree()
                continue
            _open(walk, element, tag, number)
        elif tag and not (tag in SKIPPED or is_hidden(element)):
            _close(walk, tag)
            walk.add(element.tail)
        else:
            walk.add(element.tail)
    walk.flush()
    return walk.lines


def _open(walk: _Walk, element: Any, tag: str, number: int) -> None:
    if tag == "br":
        walk.flush()
    elif tag in _INLINE:
        if tag == "a":
            if walk.is_label():
                walk.flush()
            walk.link = (element.get("href") or "").strip()[:2000] or None
        walk.bold += tag in ("b", "strong")
    else:
        walk.flush()
        above = walk.frames[-1]
        block = (
            tag if tag not in ("div", "section", "tbody", "tr") else above.block if above.block in ("figcaption", "li") else tag
        )
        walk.frames.append(_Frame(number, find_zone(element, tag, above.zone), block, (*above.path, number)[-200:]))
    walk.add(element.text)


def _close(walk: _Walk, tag: str) -> None:
    if tag == "br":
        return
    if tag in _INLINE:
        if tag == "a":
            walk.link = None
        walk.bold -= tag in ("b", "strong")
    else:
        walk.flush()
        if len(walk.frames) > 1:
            walk.frames.pop()


def is_hidden(element: Any) -> bool:
    """Whether an element is hidden by its own attributes; style sheets are not read."""
    style = (element.get("style") or "").replace(" ", "").lower()
    return element.get("hidden") is not None or "display:none" in style or "visibility:hidden" in style
