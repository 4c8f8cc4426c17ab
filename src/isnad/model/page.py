"""A report laid out: the stored text and what each stretch of it is."""

from dataclasses import dataclass
from enum import StrEnum

from isnad.model.span import Frozen, Span


class BlockKind(StrEnum):
    """What a stretch of the stored text is. Furniture is labelled, never deleted, and never read."""

    TITLE = "title"
    SITE = "site"
    DATELINE = "dateline"
    HEADING = "heading"
    BODY = "body"
    CAPTION = "caption"
    RELATED = "related"
    FURNITURE = "furniture"


READ_KINDS = frozenset(
    {BlockKind.TITLE, BlockKind.HEADING, BlockKind.BODY, BlockKind.CAPTION, BlockKind.RELATED, BlockKind.DATELINE}
)
"""The kinds whose sentences are read for names, events and claims."""


@dataclass(frozen=True, slots=True)
class Block:
    start: int
    end: int
    kind: BlockKind


class Dateline(Span):
    """The place a report is datelined from, as written."""

    place: str


class Section(Span):
    """A stretch of the body under its subhead (null for the lead)."""

    heading: str | None = None


class RelatedHeadline(Span):
    title: str
    url: str | None = None


class Relay(Frozen):
    """One through whom the report came to its outlet, by word of how it came; never of its text.

    `name` is null where it is said that there was one and not who; `id` is the way's own for it; `published` (EDTF) is when it
    stood there.
    """

    name: str | None
    id: str | None = None
    published: str | None = None
    rule: str


class PublishedBasis(StrEnum):
    METADATA = "metadata"
    PAGE = "page"
    OPTION = "option"
    INFERRED = "inferred"
    FEED = "feed"
    UNKNOWN = "unknown"


class Report(Frozen):
    """The `report` of a record: what the page says of itself."""

    id: str
    source_sha256: str
    url: str | None = None
    language: str = "ar"
    title: str | None = None
    site: str | None = None
    outlet: str | None = None
    author: str | None = None
    via: tuple[Relay, ...] = ()
    """The chain before the outlet, nearest to it first: whom the outlet forwarded the report from."""
    dateline: Dateline | None = None
    published: str | None = None
    """EDTF, or null."""
    published_basis: PublishedBasis = PublishedBasis.UNKNOWN
    sections: tuple[Section, ...] = ()
    related: tuple[RelatedHeadline, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """The stored text (decoded, NFC, LF line ends, no BOM), its blocks in order (they do not overlap), its report head."""

    text: str
    blocks: tuple[Block, ...]
    report: Report
