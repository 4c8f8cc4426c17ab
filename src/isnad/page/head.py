"""The head of a report: its title without the site's name, outlet, author, city and date, from all that tells of them.

What came with the command beats the side-car (merged before), both beat the page: its markup, then its lines, then its address,
and last what the feed that named it says.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from isnad.model.capture import Beside
from isnad.model.edtf import is_edtf
from isnad.model.note import Note
from isnad.model.page import BlockKind, Dateline, PublishedBasis
from isnad.page.datelines import PartKind, find_publisher, looks_like_person, parse_dateline
from isnad.page.formats import PageMeta
from isnad.page.knowledge import NameKind, Publisher, key, load_publishers
from isnad.page.labelling.state import Layout
from isnad.page.lines import Line
from isnad.page.stamps import parse_date, parse_stamp, parse_url_date

_SUFFIX = re.compile(r"(?<!\s)(?:\s+(?:[-–—|•»:]{1,2}|::)\s+(?=[^-–—|•»]{2,60}$)|\s*[|]\s*(?=[^|]{2,60}$))")
_SOURCE_LINK = re.compile(r"رابط الخبر(?: الأصلي)?\s+(?:ب|في |من |على )([^:\n]{2,40}):")
_HOST = re.compile(r"https?://(?:www\.|m\.|amp\.)?([^/:?#\s]+)")


def publisher_beside(beside: Beside) -> Publisher | None:
    """The outlet that came beside the report, where it is one we know by its name, its domain or its address."""
    names = load_publishers()
    found = beside.outlet and (
        names.by_domain.get(beside.outlet.lower().replace("-", ""))
        or names.by_domain.get(beside.outlet.lower())
        or names.by_name.get(key(beside.outlet))
    )
    return found or _publisher_at(beside.url)


def names_beside(beside: Beside) -> frozenset[str]:
    """Keys of the outlet's name that came beside the report; none where only an unknown domain or slug came."""
    publisher = publisher_beside(beside)
    named = publisher.name if publisher else beside.outlet if beside.outlet and not _is_slug(beside.outlet) else None
    return frozenset({key(named)} if named else ())


def _publisher_at(url: str | None) -> Publisher | None:
    host = _HOST.match(url or "")
    labels = host.group(1).lower().split(".") if host else []
    tails = (".".join(labels[n:]) for n in range(len(labels) - 1))
    return next((found for tail in tails if (found := load_publishers().by_domain.get(tail))), None)


def _is_slug(name: str) -> bool:
    """A domain or an id, which names no outlet to a reader ("shaam.org")."""
    return name.isascii() and " " not in name


@dataclass(frozen=True)
class Clues:
    """All that tells of a report's head."""

    layout: Layout
    beside: Beside
    meta: PageMeta
    text: str

    # Title and site

    @cached_property
    def title_and_site(self) -> tuple[str | None, str | None]:
        """The title without the site's name, and that name where the title, a line of its own or the markup gives it."""
        line = self.layout.title
        title, site = self._without_site(line.text) if line else (None, None)
        for written in self.meta.titles:
            plain, named = self._without_site(written)
            title, site = title or plain, site or named
        return title, site or (self._site_before(line) if line else None) or self._site_of_markup()

    def _without_site(self, title: str) -> tuple[str, str | None]:
        m = _SUFFIX.search(title)
        suffix = title[m.end() :].strip() if m else ""
        if m and self._names_site(suffix, title[: m.start()]):
            return title[: m.start()].strip(), suffix
        return title.strip(), None

    def _names_site(self, suffix: str, rest: str) -> bool:
        publisher = find_publisher(suffix)
        if publisher and publisher.kind is NameKind.OUTLET:
            return True
        wanted = key(suffix)
        sites = {key(s) for s in self.meta.sites} | {line.key for line in self.layout.outlet_lines} | names_beside(self.beside)
        if wanted in sites:
            return True
        printed = self.layout.title
        return bool(self.meta.titles) and printed is not None and key(rest) == printed.key

    def _site_before(self, title: Line) -> str | None:
        """The site's name above the title: alone on a line, or on one that repeats the title with it."""
        for b in self.layout.blocks:
            if b.kind is BlockKind.SITE and b.line.i < title.i:
                rest = b.line.text.replace(title.text, " ").strip(" -–—|•:»")
                return rest if len(rest.split()) <= 6 else None
        return None

    def _site_of_markup(self) -> str | None:
        return next((s for s in self.meta.sites if not s.startswith(("http", "@"))), None)

    # Who

    @cached_property
    def outlet(self) -> str | None:
        """Who published it: as the page prints the outlet that came beside it, else as that came, else as the page alone says."""
        publisher = publisher_beside(self.beside) or next((p for u in self.meta.urls if (p := _publisher_at(u))), None)
        printed = self._printed_outlets()
        if publisher and (not self.beside.outlet or publisher == publisher_beside(self.beside)):
            same = [name for name in printed if find_publisher(name) == publisher]
            return same[0] if same else publisher.name
        if self.beside.outlet and not _is_slug(self.beside.outlet):
            return self.beside.outlet
        return printed[0] if printed else self.beside.outlet

    def _printed_outlets(self) -> list[str]:
        """Names that stand where an outlet's name stands, the surest first."""
        bylines = [found for found, _ in self.layout.bylines]
        printed = [part.text for found in bylines if (part := found.first(PartKind.OUTLET))]
        site = self.title_and_site[1]
        alone = [line.text.strip("\u200f\u200e ") for line in self.layout.outlet_lines]
        linked = [m.group(1).strip() for m in _SOURCE_LINK.finditer(self.text)]
        agencies = [part.text for found in bylines if (part := found.first(PartKind.AGENCY))]
        return [*printed, *([site] if site else []), *alone, *linked, *agencies]

    @property
    def author(self) -> str | None:
        """Who wrote it."""
        if self.beside.author:
            return self.beside.author
        on_lines = [named for found, line in self.layout.bylines if (named := found.author(line.text))]
        told = [*on_lines, *(name for name, _ in self.layout.authors), *self._authors_of_markup()]
        return told[0] if told else None

    def _authors_of_markup(self) -> list[str]:
        """Authors of the markup, but no addresses, no accounts of editors and not the site itself."""
        site = {key(s) for s in self.meta.sites} | names_beside(self.beside)
        plain = [a for a in self.meta.authors if not a.startswith(("http", "@")) and key(a) not in site and not a.isascii()]
        return [name for a in plain if (name := _person_of(a))]

    # Where and when

    @property
    def dateline(self) -> Dateline | None:
        """The city it is datelined from: of a line that names who reports, else of a place alone that is no section's name."""
        sure = (PartKind.OUTLET, PartKind.AGENCY, PartKind.PERSON)
        named = [(found, line) for found, line in self.layout.bylines if any(map(found.first, sure))]
        for found, line in [*named, *self.layout.bylines]:
            span = found.place(line.text)
            if span and ((found, line) in named or not self.layout.stamps):
                return Dateline(start=line.start + span[0], end=line.start + span[1], place=line.text[span[0] : span[1]])
        return None

    @property
    def published(self) -> tuple[str | None, PublishedBasis]:
        """When it was published (EDTF), and how that is known."""
        given = _date_beside(self.beside)
        if given:
            return given, PublishedBasis.OPTION if self.beside.published_by_option else PublishedBasis.METADATA
        for basis, found in (
            (PublishedBasis.METADATA, map(parse_stamp, self.meta.dates)),
            (PublishedBasis.PAGE, (parse_date(line.text) for line in self.layout.stamps)),
            (PublishedBasis.PAGE, map(parse_stamp, self.meta.times[:1])),
        ):
            date = next(filter(None, found), None)
            if date:
                return date, basis
        return self._published_elsewhere()

    def _published_elsewhere(self) -> tuple[str | None, PublishedBasis]:
        """The date in the address, else the feed's; the feed's too where it is the same or lies within the address's month."""
        inferred = parse_url_date(self.url) if self.url else None
        fed = parse_stamp(self.beside.fed) if self.beside.fed else None
        if fed and fed.startswith(inferred or ""):
            return fed, PublishedBasis.FEED
        return inferred, PublishedBasis.INFERRED if inferred else PublishedBasis.UNKNOWN

    @property
    def url(self) -> str | None:
        """Where it was published."""
        return self.beside.url or next((u for u in self.meta.urls if u.startswith("http")), None)


def _person_of(written: str) -> str | None:
    """The person in "الاسم - المدينة"; the whole where it is no byline; None for an agency or a desk."""
    found = parse_dateline(written)
    if found:
        return found.author(written)
    plain = re.sub(r"^(?:كتب|كتبت|بقلم|إعداد|تحرير)\s*[:/]?\s+", "", written)
    return plain if looks_like_person(plain) and not find_publisher(plain) else None


def _date_beside(beside: Beside) -> str | None:
    """The date that came beside the report as EDTF; of a machine's timestamp, the day in its own zone."""
    if not beside.published:
        return None
    return beside.published if is_edtf(beside.published) else parse_stamp(beside.published)


def find_head_notes(beside: Beside) -> tuple[Note, ...]:
    """What came beside a report and could not be used."""
    if not beside.published or _date_beside(beside):
        return ()
    message = f"The publication date {beside.published!r} that came with the report is no date; it was left out."
    return (Note(code="unreadable-published", message=message),)
