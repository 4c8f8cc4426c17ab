"""The entrance of the page stage: one capture → the stored text laid out, with the head of its report."""

import hashlib
import re
from collections.abc import Sequence

from isnad.model.capture import Beside, Capture
from isnad.model.edtf import is_edtf
from isnad.model.errors import InputRefused
from isnad.model.note import Found, Note
from isnad.model.page import Block, BlockKind, Dateline, Page, PublishedBasis, RelatedHeadline, Report, Section
from isnad.page.datelines import PartKind, find_publisher
from isnad.page.decoding import read_text
from isnad.page.knowledge import NameKind, Publisher, key, load_publishers
from isnad.page.labelling import Labelled, Labeller, Layout
from isnad.page.lines import Line, split_lines
from isnad.page.refusing import refuse_unreadable
from isnad.page.stamps import parse_date, parse_stamp, parse_url_date

MAX_TEXT = 1_000_000
"""Characters of a stored text: a report of 150,000 words; what is longer is no report but a dump of many."""
_SUFFIX = re.compile(r"\s+(?:[-–—|•»:]{1,2}|::)\s+(?=[^-–—|•»]{2,60}$)|\s*[|]\s*(?=[^|]{2,60}$)")
_SOURCE_LINK = re.compile(r"رابط الخبر(?: الأصلي)?\s+(?:ب|في |من |على )([^:\n]{2,40}):")


def read_page(capture: Capture) -> Found[Page]:
    """Lay one capture out: decode it, label every stretch, read the head. Raises InputRefused for what is no Arabic report."""
    decoded = read_text(capture.body, capture.charset)
    if len(decoded.text) > MAX_TEXT:
        raise InputRefused(
            "too-large",
            f"{len(decoded.text):,} characters are more than the {MAX_TEXT:,} of one report; split it into its reports.",
        )
    lines = split_lines(decoded.text)
    layout = Labeller(lines, _known_names(capture.beside)).run()
    refuse_unreadable(decoded.text, layout)
    page = _build_page(decoded.text, layout, capture)
    return Found(page, (*decoded.notes, *_notes(capture.beside)))


def _known_names(beside: Beside) -> frozenset[str]:
    named = _named_by(beside)
    return frozenset({key(named)} if named else ())


def _named_by(beside: Beside) -> str | None:
    """The outlet that came beside the report, by its name; None where only an unknown domain or slug came."""
    publisher = _publisher_of(beside)
    if publisher:
        return publisher.name
    return beside.outlet if beside.outlet and not _is_slug(beside.outlet) else None


def _publisher_of(beside: Beside) -> Publisher | None:
    names = load_publishers()
    found = beside.outlet and (names.by_domain.get(beside.outlet.lower()) or names.by_name.get(key(beside.outlet)))
    if found:
        return found
    host = re.match(r"https?://(?:www\.)?([^/:?#]+)", beside.url or "")
    return names.by_domain.get(host.group(1).lower()) if host else None


def _is_slug(name: str) -> bool:
    """A domain or an id, which names no outlet to a reader ("shaam.org")."""
    return name.isascii() and " " not in name


def _build_page(text: str, layout: Layout, capture: Capture) -> Page:
    title, site = _title_and_site(layout, capture.beside)
    place = _dateline(layout)
    published, basis = _published(layout, capture.beside, text)
    report = Report(
        id=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        source_sha256=capture.sha256,
        url=capture.beside.url,
        title=title,
        site=site,
        outlet=_outlet(layout, capture.beside, site, text),
        author=capture.beside.author or _author(layout),
        dateline=place,
        published=published,
        published_basis=basis,
        sections=_sections(layout.blocks, text),
        related=_related(layout.blocks, text),
    )
    return Page(text, tuple(Block(b.start, b.end, b.kind) for b in layout.blocks), report)


def _title_and_site(layout: Layout, beside: Beside) -> tuple[str | None, str | None]:
    """The title without the site's name, and that name where the title or a line of its own gives it."""
    line = layout.title
    if line is None:
        return None, None
    site = _site_before(layout, line)
    m = _SUFFIX.search(line.text)
    suffix = line.text[m.end() :].strip() if m else ""
    if m and _names_site(suffix, layout, beside):
        return line.text[: m.start()].strip(), suffix
    return line.text, site


def _site_before(layout: Layout, title: Line) -> str | None:
    """The site's name above the title: alone on a line, or on one that repeats the title with it."""
    for b in layout.blocks:
        if b.kind is BlockKind.SITE and b.line.i < title.i:
            rest = b.line.text.replace(title.text, " ").strip(" -–—|•:»")
            return rest if len(rest.split()) <= 6 else None
    return None


def _names_site(suffix: str, layout: Layout, beside: Beside) -> bool:
    publisher = find_publisher(suffix)
    if publisher and publisher.kind is NameKind.OUTLET:
        return True
    return key(suffix) in _known_names(beside) or key(suffix) in {line.key for line in layout.outlet_lines}


def _dateline(layout: Layout) -> Dateline | None:
    named = [(found, line) for found, line in layout.bylines if found.first(PartKind.OUTLET) or found.first(PartKind.AGENCY)]
    for found, line in [*named, *layout.bylines]:
        span = found.place(line.text)
        if span and ((found, line) in named or not layout.stamps):
            start, end = line.start + span[0], line.start + span[1]
            return Dateline(start=start, end=end, place=line.text[span[0] : span[1]])
    return None


def _author(layout: Layout) -> str | None:
    for found, line in layout.bylines:
        named = found.author(line.text)
        if named:
            return named
    return layout.authors[0][0] if layout.authors else None


def _outlet(layout: Layout, beside: Beside, site: str | None, text: str) -> str | None:
    """Who published it: as the page prints the outlet that came beside it, else as that came, else as the page alone says."""
    printed = _printed_outlets(layout, site, text)
    publisher = _publisher_of(beside)
    if publisher:
        same = [name for name in printed if find_publisher(name) == publisher]
        return same[0] if same else publisher.name
    if beside.outlet and not _is_slug(beside.outlet):
        return beside.outlet
    return printed[0] if printed else beside.outlet


def _printed_outlets(layout: Layout, site: str | None, text: str) -> list[str]:
    on_bylines = [part.text for found, _ in layout.bylines if (part := found.first(PartKind.OUTLET))]
    alone = [line.text.strip("\u200f\u200e ") for line in layout.outlet_lines]
    linked = [m.group(1).strip() for m in _SOURCE_LINK.finditer(text)]
    agency = [part.text for found, _ in layout.bylines if (part := found.first(PartKind.AGENCY))]
    return [*on_bylines, *([site] if site else []), *alone, *linked, *agency]


def _published(layout: Layout, beside: Beside, text: str) -> tuple[str | None, PublishedBasis]:
    beside_date = _published_beside(beside)
    if beside_date:
        return beside_date, PublishedBasis.OPTION if beside.published_by_option else PublishedBasis.METADATA
    for line in layout.stamps:
        found = parse_date(line.text)
        if found:
            return found, PublishedBasis.PAGE
    from_url = parse_url_date(beside.url) if beside.url else None
    return (from_url, PublishedBasis.INFERRED) if from_url else (None, PublishedBasis.UNKNOWN)


def _published_beside(beside: Beside) -> str | None:
    """The date that came beside the report as EDTF; of a machine's timestamp, the day in its own zone."""
    if not beside.published:
        return None
    return beside.published if is_edtf(beside.published) else parse_stamp(beside.published)


def _notes(beside: Beside) -> tuple[Note, ...]:
    if not beside.published or _published_beside(beside):
        return ()
    return (
        Note(
            code="unreadable-published",
            message=f"The publication date {beside.published!r} that came with the report is no date; it was left out.",
        ),
    )


def _sections(blocks: Sequence[Labelled], text: str) -> tuple[Section, ...]:
    """Stretches of the body under their subheads; the lead has none."""
    out: list[Section] = []
    heading: Labelled | None = None
    first: Labelled | None = None
    last: Labelled | None = None
    for b in [*blocks, None]:
        if b is not None and b.kind is BlockKind.BODY:
            first, last = first or b, b
        if b is None or b.kind is BlockKind.HEADING:
            if first and last:
                out.append(
                    Section(
                        heading=text[heading.start : heading.end].strip(" :") if heading else None,
                        start=first.start,
                        end=last.end,
                    )
                )
            heading, first, last = b, None, None
    return tuple(out)


def _related(blocks: Sequence[Labelled], text: str) -> tuple[RelatedHeadline, ...]:
    """Full headlines of other reports, each once."""
    out: dict[str, RelatedHeadline] = {}
    for b in blocks:
        if b.kind is BlockKind.RELATED:
            title = text[b.start : b.end]
            out.setdefault(key(title), RelatedHeadline(start=b.start, end=b.end, title=title, url=b.line.url))
    return tuple(out.values())
