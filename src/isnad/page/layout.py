"""The entrance of the page stage: one capture → the stored text laid out, with the head of its report."""

import hashlib
from collections.abc import Sequence

from isnad.model.capture import Capture
from isnad.model.note import Found
from isnad.model.page import Block, BlockKind, Page, RelatedHeadline, Report, Section
from isnad.page.decoding import read_text
from isnad.page.formats import read_lines
from isnad.page.head import Clues, find_head_notes, names_beside
from isnad.page.knowledge import key
from isnad.page.labelling import label_lines
from isnad.page.labelling.state import Labelled
from isnad.page.refusing import refuse_unreadable

MAX_TEXT = 1_000_000
"""Characters of a stored text: a report of 150,000 words; what is longer is no report but a dump of many."""


def read_page(capture: Capture) -> Found[Page]:
    """Lay one capture out: decode it, label every stretch, read the head. Raises InputRefused for what is no Arabic report."""
    decoded = read_text(capture.content, capture.charset)
    draft = read_lines(decoded.text, most=MAX_TEXT)
    layout = label_lines(draft.lines, names_beside(capture.beside))
    refuse_unreadable(draft.text, layout)
    clues = Clues(layout, capture.beside, draft.meta, draft.text)
    blocks = tuple(Block(b.start, b.end, b.kind) for b in layout.blocks)
    page = Page(draft.text, blocks, _build_report(clues, capture.sha256))
    return Found(page, (*decoded.notes, *draft.notes, *find_head_notes(capture.beside)))


def _build_report(clues: Clues, source_sha256: str) -> Report:
    title, site = clues.title_and_site
    published, basis = clues.published
    return Report(
        id=hashlib.sha256(clues.text.encode("utf-8", "surrogatepass")).hexdigest(),
        source_sha256=source_sha256,
        url=clues.url,
        title=title,
        site=site,
        outlet=clues.outlet,
        author=clues.author,
        via=clues.beside.via,
        dateline=clues.dateline,
        published=published,
        published_basis=basis,
        sections=_sections(clues.layout.blocks, clues.text),
        related=_related(clues.layout.blocks, clues.text),
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
