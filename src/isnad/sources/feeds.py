"""RSS, Atom and sitemaps: which reports a site says it has.

A document type is refused before any parser sees it (trust: S3): no feed needs one, and every XML bomb does. What then is
parsed is parsed in a process that can be killed (`read_feed_apart`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any

from lxml import etree

from isnad.model.errors import InputRefused
from isnad.sources.apart import ask_apart
from isnad.sources.bounded import open_body

_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)", re.IGNORECASE)
_WIDE = ("utf-16", "utf-32")
_PUBLISHED = ("pubDate", "published", "publication_date", "date", "updated")
_CHANGED = ("updated", "lastmod")
_TIMES = frozenset((*_PUBLISHED, *_CHANGED))
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?: ?(?:Z|[+-]\d\d:?\d\d))?)?", re.ASCII)
MOST_ITEMS = 50_000
"""The limit of the sitemap standard; feeds are far shorter."""


@dataclass(frozen=True, slots=True)
class Item:
    """A report a feed names, with what it says of its times: ISO days, or instants with the zone they were written in.

    `published` is when it was published (of Atom without that, last changed); `changed` is its last word on it, and where a
    sitemap says no more, all there is.
    """

    url: str
    title: str | None = None
    published: str | None = None
    changed: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed or sitemap says: reports, and further sitemaps where it is an index of them."""

    items: tuple[Item, ...] = ()
    sitemaps: tuple[str, ...] = ()


def read_feed_apart(body: bytes) -> Feed:
    """The feed in `body` (gzip too, as sitemaps come), parsed in a process of its own.

    Raises InputRefused `hostile-markup`, `unreadable` or `too-large`.
    """
    opened = open_body(body, "gzip") if body.startswith(b"\x1f\x8b") else body
    refuse_doctype(opened)
    found, _ = ask_apart("feed", opened)
    return Feed(tuple(Item(*item) for item in found["items"]), tuple(found["sitemaps"]))


def parse_feed_parts(body: bytes) -> dict[str, list[Any]]:
    """A feed as plain values, for the way back from the parsing process."""
    root = _parse_xml(body)
    return {"items": [[i.url, i.title, i.published, i.changed] for i in _find_items(root)], "sitemaps": _find_sitemaps(root)}


def read_feed(body: bytes) -> list[Item]:
    """The items of an RSS, Atom or sitemap document, in its order. Raises InputRefused `hostile-markup` or `unreadable`."""
    return _find_items(_parse_xml(body))


def _parse_xml(body: bytes) -> etree._Element:
    refuse_doctype(body)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False)
    try:
        return etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as why:
        raise InputRefused("unreadable", f"this is no well-formed feed: {why}") from None


def _find_items(root: etree._Element) -> list[Item]:
    items = [item for element in root.iter() if (item := _item(element)) is not None]
    return items[:MOST_ITEMS]


def _find_sitemaps(root: etree._Element) -> list[str]:
    """The addresses of the sitemaps an index of them names."""
    places = (dict(part for child in e for part in _parts(child)).get("loc") for e in root.iter() if _local(e) == "sitemap")
    return [place for place in places if place and place.startswith(("http://", "https://"))][:MOST_ITEMS]


def refuse_doctype(body: bytes) -> None:
    """Raises InputRefused `hostile-markup` where XML bytes declare a document type, in whatever encoding."""
    looks = [body]
    if body[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in body[:64]:
        looks += [body.decode(name, "ignore").encode("ascii", "ignore") for name in (*_WIDE, "utf-16-le", "utf-16-be")]
    if any(_DOCTYPE.search(look) for look in looks):
        raise InputRefused("hostile-markup", "a feed that declares a document type is not read")


def _item(element: etree._Element) -> Item | None:
    name = _local(element)
    if name not in ("item", "entry", "url"):
        return None
    parts = {key: value for child in element for key, value in _parts(child)}
    url = parts.get("link") or parts.get("loc") or parts.get("guid")
    if not url or not url.startswith(("http://", "https://")):
        return None
    said = {name: time for name, value in parts.items() if name in _TIMES and (time := _parse_time(value))}
    published = next((said[name] for name in _PUBLISHED if name in said), None)
    changed = next((said[name] for name in _CHANGED if name in said), None)
    return Item(url, parts.get("title") or None, published, changed or published)


def _parts(child: etree._Element) -> Iterator[tuple[str, str]]:
    name = _local(child)
    if name == "link" and child.get("href"):
        if child.get("rel", "alternate") == "alternate":
            yield "link", str(child.get("href")).strip()
    elif name == "news":
        # A news sitemap says of each report, a level deeper, what a feed says of it.
        yield from (part for inner in child for part in _parts(inner))
    elif child.text and child.text.strip():
        yield name, child.text.strip()


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _parse_time(written: str) -> str | None:
    """An ISO day, or an instant as it was written, zone and all; the feeds' own form (RFC 822) put into ISO's."""
    if _ISO.fullmatch(written):
        return written
    try:
        return parsedate_to_datetime(written).isoformat()
    except (ValueError, TypeError):
        return None
