"""A decoded input told by its content: HTML through the worker process, plain text as it is; both as lines of a stored text."""

import re
from dataclasses import dataclass, field

from isnad.model.errors import InputRefused
from isnad.model.note import Note
from isnad.model.page import BlockKind
from isnad.model.strings import mend_string
from isnad.page.lines import Line, split_lines

_SNIFFED = 6_000
_OPENS_HTML = re.compile(
    r"(?:<\?xml[^>]{0,200}>\s{0,20})?(?>(?:<!--.{0,400}?-->\s{0,20}){0,3})<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_HTML_TAG = re.compile(
    r"</?(?:html|head|body|div|p|span|a|br|table|tr|td|script|meta|title|article|section|h[1-6]|ul|li|img|strong|b|i|em)\b[^<>]{0,500}>",
    re.IGNORECASE,
)
_FEED = re.compile(r"(?:<\?xml[^>]{0,200}>\s{0,20})?<(?:rss|feed|rdf:RDF|urlset|sitemapindex)\b")
_MHTML = re.compile(r"(?:From: <?Saved by|MIME-Version: 1\.0|Snapshot-Content-Location:)", re.IGNORECASE)
_JSON = re.compile(r"[\[{]\s{0,20}[\"\[{]")


@dataclass(frozen=True)
class PageMeta:
    """What an HTML page says of itself in its markup, best first; all empty for plain text."""

    titles: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    """Publication dates of JSON-LD and meta elements, as written."""
    times: tuple[str, ...] = ()
    """`time` elements."""
    urls: tuple[str, ...] = ()


@dataclass(frozen=True)
class Draft:
    """The stored text and its lines, before they are labelled."""

    text: str
    lines: list[Line]
    meta: PageMeta = field(default_factory=PageMeta)
    notes: tuple[Note, ...] = ()


def read_lines(decoded: str, *, most: int) -> Draft:
    """The lines of a decoded input, of `most` characters of text at the most.

    Raises InputRefused for a longer one, for other formats and for HTML that does not let itself be parsed.
    """
    if is_html(decoded):
        draft = _read_html(decoded)
        _refuse_long(draft.text, most)
        return draft
    _refuse_other_formats(decoded)
    _refuse_long(decoded, most)
    return Draft(decoded, split_lines(decoded))


def _refuse_long(text: str, most: int) -> None:
    if len(text) > most:
        raise InputRefused("too-large", f"{len(text):,} characters are more than the {most:,} of one report; split it.")


def is_html(text: str) -> bool:
    """Whether the text is an HTML page or a piece of one."""
    return bool(_OPENS_HTML.match(text[:_SNIFFED].lstrip())) or len(_HTML_TAG.findall(text[:_SNIFFED])) >= 3


def _refuse_other_formats(text: str) -> None:
    for pattern, what in ((_FEED, "a feed or a sitemap"), (_MHTML, "a saved page archive (MHTML) or an e-mail"), (_JSON, "JSON")):
        if pattern.match(text[:_SNIFFED].lstrip()):
            raise InputRefused(
                "unsupported-format", f"It is {what}, not a page or a text; give the report as HTML or plain text."
            )


def _read_html(decoded: str) -> Draft:
    from isnad.page.parsing import parse_html

    answer = parse_html(decoded)
    lines: list[Line] = []
    pieces: list[str] = []
    at = 0
    for text, hint, url in answer["lines"]:
        lines.append(Line(len(lines), at, at + len(text), text, BlockKind(hint) if hint else None, url))
        pieces.append(text)
        at += len(text) + 1
    if not lines:
        raise InputRefused(
            "empty", "The page shows no text; its report may be drawn by a program. Save it from the browser and read that."
        )
    names = ("titles", "sites", "authors", "dates", "times", "urls")
    meta = PageMeta(**{name: tuple(map(mend_string, answer["meta"].get(name, ()))) for name in names})
    cut = Note(
        code="partial-parse",
        message="The HTML nests too deep or breaks off: the parser left some of it out, and what stood there is not in the text.",
    )
    return Draft("\n".join(pieces), lines, meta, (cut,) if answer["cut"] else ())
