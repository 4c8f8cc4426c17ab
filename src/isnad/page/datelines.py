"""Datelines and bylines: "outlet – city (author)" on a line of its own or before the first sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from isnad.page.knowledge import NameKind, Publisher, WordList, key, load_datelines, load_publishers, load_words

_SEPARATOR = re.compile(r"\s*(?:(?<![-–—ـ])[-–—ـ]+(?=\s|\w)|[/|\\:()\[\]،,*•●»«\"“”]|\s{2,}|\bو(?=\s))\s*")
_LETTERS = re.compile(r"[\w.]+(?:[ '’]+[\w.]+)*")
_PLACE_KIND = re.compile(r"^(?:محافظة|مدينة|بلدة|ريف محافظة|منطقة)\s+")
_OPENING = re.compile(
    r"^(?:خاص|خاصّ|متابعة|متابعات|تقرير|إعداد|اعداد|تحرير|ترجمة|كتب|كتبت|كتبه|بقلم|مراسل|مراسلة|مراسلنا|أخبار|"
    r"المصدر|إعداد وتحرير|رصد|من|خاص لـ|تصوير|Next Previous|Previous Next|Next|Previous)\s*[:/]?\s+"
)
_ROLE = re.compile(
    r"^(?:إعداد|اعداد|تحرير|ترجمة|كتب|كتبت|كتبه|كتبها|بقلم|تقرير|متابعة|إعداد وتحرير|مراسل|المراسل|المحرر|"
    r"الكاتب|By|by)\s*[:/\-–]?\s+(?=\S)"
)
MAX_INLINE = 70
"""Characters of a dateline before the first sentence."""


class PartKind(StrEnum):
    PLACE = "place"
    OUTLET = "outlet"
    AGENCY = "agency"
    DESK = "desk"
    PERSON = "person"
    OTHER = "other"


_KINDS = {NameKind.OUTLET: PartKind.OUTLET, NameKind.AGENCY: PartKind.AGENCY, NameKind.DESK: PartKind.DESK}


@dataclass(frozen=True)
class Part:
    """`text[start:end]` of a line between separators."""

    start: int
    end: int
    text: str
    kind: PartKind
    publisher: Publisher | None = None


@dataclass(frozen=True)
class Dateline:
    """What a dateline names; offsets count within the line it was parsed from."""

    parts: tuple[Part, ...]
    end: int
    """Where the dateline ends and, in an inline one, the sentence begins."""

    def first(self, kind: PartKind) -> Part | None:
        return next((p for p in self.parts if p.kind is kind), None)

    def place(self, line: str) -> tuple[int, int] | None:
        """The place or the run of places ("عدن/صنعاء"), as written."""
        places = [i for i, p in enumerate(self.parts) if p.kind is PartKind.PLACE]
        if not places:
            return None
        first = last = places[0]
        while last + 1 in places and not set("(،,") & set(line[self.parts[last].end : self.parts[last + 1].start]):
            last += 1
        return self.parts[first].start, self.parts[last].end

    def author(self, line: str) -> str | None:
        people = [p.text for p in self.parts if p.kind is PartKind.PERSON]
        return "، ".join(people) or None


def parse_dateline(line: str, known: frozenset[str] = frozenset()) -> Dateline | None:
    """A whole line that is a dateline or byline; `known` are keys of names that are outlets on this page."""
    if len(line) > 110:
        return None
    parts = tuple(_parts(line, known))
    return Dateline(parts, len(line)) if parts and _holds(parts) else None


def parse_head_line(line: str, known: frozenset[str] = frozenset()) -> Dateline | None:
    """A line between title and first paragraph that names a place beside one thing we do not know: its outlet ("اسم – دمشق")."""
    parts = tuple(_parts(line, known))
    unknown = [p for p in parts if p.kind in (PartKind.OTHER, PartKind.PERSON)]
    places = [p for p in parts if p.kind is PartKind.PLACE]
    if (
        not places
        or len(unknown) != 1
        or len(parts) > 3
        or len(unknown[0].text.split()) > 3
        or not re.search(r"\s[-–—/|]|[-–—/|]\s", line)
    ):
        return None
    if key(unknown[0].text).split()[0] in load_words(WordList.PARTICLE):
        return None
    named = tuple(Part(p.start, p.end, p.text, PartKind.OUTLET) if p is unknown[0] else p for p in parts)
    return Dateline(named, len(line))


def parse_inline(line: str, known: frozenset[str] = frozenset()) -> Dateline | None:
    """A dateline before the first sentence of `line` ("دمشق – سانا: قال …"): every part of it a place, an outlet or its like."""
    best: Dateline | None = None
    for m in re.finditer(r"[-–—:/)]\s*", line[:MAX_INLINE]):
        head = line[: m.end()]
        parts = tuple(_parts(head, known))
        certain = parts and all(p.kind in (PartKind.PLACE, PartKind.OUTLET, PartKind.AGENCY, PartKind.DESK) for p in parts)
        if certain and _opens(parts, m.group().strip()):
            best = Dateline(parts, m.end())
    return best if best and len(line) - best.end > 15 else None


def parse_author(line: str) -> tuple[str, int] | None:
    """A person after "كتب", "إعداد", "تقرير:" and their like on a line of its own, and where the name starts."""
    m = _ROLE.match(line)
    name = re.split(r"\s*[-–—/|]\s*", line[m.end() :])[0].strip(" :.") if m else ""
    return (name, line.index(name)) if name and looks_like_person(name) else None


def find_publisher(name: str) -> Publisher | None:
    """The outlet, agency or desk with this name, spelt any way."""
    return load_publishers().by_name.get(key(name))


def _opens(parts: tuple[Part, ...], separator: str) -> bool:
    """Whether the parts are enough to be a dateline and not a sentence's first words ("دمشق: …" needs its colon)."""
    if separator in (")", ":") or len(parts) > 1:
        return any(p.kind is not PartKind.DESK for p in parts)
    return parts[0].kind in (PartKind.PLACE, PartKind.AGENCY) and separator in ("-", "–", "—", "/")


def _holds(parts: tuple[Part, ...]) -> bool:
    """A line is a dateline where each part is of a known kind and one names a place, an outlet or an agency.

    Beside a place alone, a person must bear a known given name: "إيران: عبور هرمز" is a headline.
    """
    kinds = [p.kind for p in parts]
    if PartKind.OTHER in kinds or kinds.count(PartKind.PERSON) > 3 or len(parts) > 8:
        return False
    if PartKind.OUTLET in kinds or PartKind.AGENCY in kinds:
        return True
    return PartKind.PLACE in kinds and all(has_given_name(p.text) for p in parts if p.kind is PartKind.PERSON)


def has_given_name(name: str) -> bool:
    """Whether the first word is a given name of the region."""
    return key(name).split(" ", 1)[0] in load_words(WordList.GIVEN)


def _parts(line: str, known: frozenset[str]) -> Iterator[Part]:
    at = 0
    alone = line.strip(" *-–—:/|()،,")
    whole = _classify_known(alone, known)
    if whole:
        start = line.index(alone)
        yield Part(start, start + len(alone), alone, *whole)
        return
    for m in [*_SEPARATOR.finditer(line), None]:
        stop = m.start() if m else len(line)
        piece = line[at:stop]
        if piece.strip(" .*"):
            yield from _part(line, at, stop, known)
        at = m.end() if m else len(line)


def _part(line: str, start: int, end: int, known: frozenset[str]) -> Iterator[Part]:
    piece = line[start:end]
    start += len(piece) - len(piece.lstrip(" .*"))
    piece = piece.strip(" *").removesuffix(".").rstrip() if not piece.strip(" *").count(".") > 1 else piece.strip(" *")
    kind, publisher = _classify(piece, known)
    opening = _OPENING.match(piece) if kind in (PartKind.OTHER, PartKind.PERSON) else None
    kind_word = _PLACE_KIND.match(piece)
    for m in filter(None, (opening, kind_word)):
        inner, who = _classify(piece[m.end() :], known)
        if inner is not PartKind.OTHER:
            yield Part(start + m.end(), start + len(piece), piece[m.end() :], inner, who)
            return
    yield Part(start, start + len(piece), piece, kind, publisher)


def _classify(piece: str, known: frozenset[str]) -> tuple[PartKind, Publisher | None]:
    found = _classify_known(piece, known)
    if found:
        return found
    words = set(key(piece).split())
    if 2 <= len(words) <= 5 and words & load_words(WordList.MEDIA) and not words & load_words(WordList.PARTICLE):
        return PartKind.OUTLET, None
    return (PartKind.PERSON if looks_like_person(piece) else PartKind.OTHER), None


def _classify_known(piece: str, known: frozenset[str]) -> tuple[PartKind, Publisher | None] | None:
    """What a piece is by the names we know; None for any other."""
    k = key(piece)
    if k in known:
        return PartKind.OUTLET, load_publishers().by_name.get(k)
    if k in load_datelines():
        return PartKind.PLACE, None  # "الرياض" on a dateline is the city, not the newspaper
    publisher = load_publishers().by_name.get(k)
    return (_KINDS[publisher.kind], publisher) if publisher else None


def looks_like_person(piece: str) -> bool:
    """Two to five Arabic words, none of them a particle or a verb of saying, no digits."""
    words = key(piece).split()
    return (
        2 <= len(words) <= 5
        and not any(w in load_words(WordList.PARTICLE) or w.isdecimal() or len(w) < 2 for w in words)
        and all("\u0600" < w[0] < "\u0700" for w in words)
    )
