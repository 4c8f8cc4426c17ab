"""What a page says of itself: JSON-LD, OpenGraph and other meta elements, `time` and bylines."""

import json
from collections.abc import Iterator
from typing import Any

from isnad.page.markup.visible import BLANKS
from isnad.page.markup.zones import class_words

MAX_JSON_LD = 300_000
_AUTHOR_WORDS = frozenset(["author", "byline", "writer", "authors", "editor", "reporter", "journalist"])


def read_metadata(root: Any) -> dict[str, Any]:
    """Titles, site, author, publication date and address from JSON-LD, OpenGraph and other meta elements, `time` and bylines."""
    metas = _meta_elements(root)
    linked = list(_json_ld(root))
    articles = [node for node in linked if "datePublished" in node or "headline" in node]
    titles = [
        *_texts(articles, "headline"),
        *_content(metas, "og:title", "twitter:title", "title"),
        *_element_texts(root, "title"),
    ]
    return {
        "titles": titles[:6],
        "sites": [*_content(metas, "og:site_name", "application-name", "twitter:site"), *_texts(articles, "publisher")][:4],
        "authors": [
            *_texts(articles, "author"),
            *_content(metas, "article:author", "author", "dc.creator", "parsely-author"),
            *_bylines(root),
        ][:6],
        "dates": [*_texts(articles, "datePublished"), *_content(metas, *_DATE_KEYS)][:6],
        "times": _times(root)[:6],
        "urls": [*_canonical(root), *_content(metas, "og:url", "twitter:url")][:3],
        "language": (root.get("lang") or "")[:20],
    }


_DATE_KEYS = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "dcterms.date",
    "dcterms.created", "pubdate", "publishdate", "publish-date", "publish_date", "published", "parsely-pub-date",
    "sailthru.date", "cxenseparse:recs:publishtime", "article.published",
)  # fmt: skip


def _meta_elements(root: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        content = _clean(element.get("content"))
        for name in (element.get("property"), element.get("name"), element.get("itemprop")):
            if name and content:
                found.setdefault(name.lower().strip(), []).append(content)
    return found


def _content(metas: dict[str, list[str]], *names: str) -> list[str]:
    return [value for name in names for value in metas.get(name, [])]


def _clean(text: str | None) -> str:
    return BLANKS.sub(" ", text or "").strip()[:1000]


def _element_texts(root: Any, tag: str) -> list[str]:
    return [t for element in list(root.iter(tag))[:2] if (t := _clean(element.text))]


def _canonical(root: Any) -> list[str]:
    return [
        e.get("href").strip()[:2000] for e in root.iter("link") if (e.get("rel") or "").lower() == "canonical" and e.get("href")
    ][:1]


def _times(root: Any) -> list[str]:
    return [value for e in root.iter("time") if (value := _clean(e.get("datetime") or e.text))]


def _bylines(root: Any) -> Iterator[str]:
    for element in root.iter("a", "span", "div", "p", "li", "strong"):
        named = element.get("rel") == "author" or element.get("itemprop") == "author" or class_words(element) & _AUTHOR_WORDS
        if named and len(element) <= 6:
            text = _clean("".join(element.itertext()))
            if 3 < len(text) < 60:
                yield text


def _json_ld(root: Any) -> Iterator[dict[str, Any]]:
    """Every object of the page's JSON-LD; broken blocks are passed over, as browsers do."""
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "") or not script.text or len(script.text) > MAX_JSON_LD:
            continue
        try:
            waiting: list[Any] = [json.loads(script.text, strict=False)]
        except (ValueError, RecursionError):
            continue
        while waiting:
            node = waiting.pop()
            if isinstance(node, list):
                waiting.extend(node[:50])
            elif isinstance(node, dict):
                yield node
                waiting.extend(
                    v
                    for k, v in node.items()
                    if k in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement") and not isinstance(v, str)
                )


def _texts(nodes: list[dict[str, Any]], name: str) -> list[str]:
    return [text for node in nodes for text in _names(node.get(name)) if text]


def _names(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield _clean(value)
    elif isinstance(value, dict):
        yield from _names(value.get("name"))
    elif isinstance(value, list):
        for item in value[:5]:
            yield from _names(item) if not isinstance(item, list) else ()
