"""HTML → the visible lines of a page in order, each with what its markup says of it. Runs in the worker process only.

trafilatura finds the article; the lines of the whole page are laid out around it, so that menus, comments and boxes of other
reports are labelled and not lost. Nothing here recurses: hostile pages nest deep.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from isnad.page.knowledge import Cue, key, load_phrases

MAX_LINES = 60_000
MAX_JSON_LD = 300_000
_BLANKS = re.compile(r"[ \t\r\n\f\v]+")
_SKIPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "head",
        "iframe",
        "object",
        "embed",
        "canvas",
        "video",
        "audio",
        "map",
        "select",
        "option",
        "textarea",
        "datalist",
        "input",
        "math",
    ]
)
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "nobr",
    ]
)
_FURNITURE_TAGS = frozenset(["nav", "footer", "aside", "button", "menu", "dialog"])
_FURNITURE_WORDS = frozenset(
    [
        "nav",
        "navbar",
        "navigation",
        "menu",
        "menubar",
        "submenu",
        "footer",
        "sidebar",
        "breadcrumb",
        "breadcrumbs",
        "cookie",
        "cookies",
        "gdpr",
        "newsletter",
        "subscribe",
        "subscription",
        "login",
        "signin",
        "register",
        "search",
        "advert",
        "advertisement",
        "advertising",
        "ads",
        "ad",
        "adv",
        "banner",
        "popup",
        "modal",
        "toolbar",
        "pagination",
        "pager",
        "copyright",
        "share",
        "sharing",
        "shares",
        "social",
        "socials",
        "sharethis",
        "addthis",
        "comments",
        "comment",
        "commentlist",
        "respond",
        "disqus",
        "tags",
        "tag",
        "tagcloud",
        "meta-tags",
        "hashtags",
        "print",
        "ticker",
        "breaking",
        "weather",
        "prayer",
        "poll",
        "vote",
        "rating",
        "follow",
        "download",
        "app",
        "apps",
        "skip",
        "offscreen",
        "visually",
        "hidden",
        "sr",
        "screenreader",
        "topbar",
    ]
)
_RELATED_WORDS = frozenset(
    [
        "related",
        "recommended",
        "recommend",
        "recommendations",
        "similar",
        "readmore",
        "relatedposts",
        "prevnext",
        "nextprev",
        "adjacent",
        "read-more",
        "also",
        "seealso",
        "more",
        "morenews",
        "suggested",
        "suggestions",
    ]
)
_LATEST_WORDS = frozenset(["latest", "mostread", "most", "popular", "trending", "recent", "widget", "widgets"])
_CAPTION_WORDS = frozenset(["caption", "figcaption", "credit", "imgcaption", "imagecaption"])
_CONTAINER_WORDS = frozenset(["wrap", "wrapper", "container", "layout", "has", "no", "with", "col", "row", "column"])
_NEVER_CONTAINER = frozenset(
    [
        "comments",
        "comment",
        "commentlist",
        "related",
        "footer",
        "nav",
        "navbar",
        "menu",
        "share",
        "social",
        "tags",
        "breadcrumb",
        "breadcrumbs",
        "ads",
    ]
)
_AUTHOR_WORDS = frozenset(["author", "byline", "writer", "authors", "editor", "reporter", "journalist"])
_TOKEN = re.compile(r"[A-Za-z][a-z]+|[A-Z]+(?![a-z])|[a-z]+")
_CUT_CODES = frozenset(
    {"ERR_EXCESSIVE_DEPTH", "ERR_RESOURCE_LIMIT", "ERR_DOCUMENT_END", "ERR_NAME_TOO_LONG", "ERR_COMMENT_NOT_FINISHED"}
)


@dataclass
class _Line:
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

    lines: list[_Line] = field(default_factory=list)
    frames: list[_Frame] = field(default_factory=lambda: [_Frame(0, None, "body", ())])
    pieces: list[str] = field(default_factory=list)
    links: list[str | None] = field(default_factory=list)
    """For each piece with letters, where it links to."""
    strong: list[bool] = field(default_factory=list)
    link: str | None = None
    bold: int = 0

    def add(self, text: str | None) -> None:
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
        text = _BLANKS.sub(" ", "".join(self.pieces)).strip()
        if text and len(self.lines) < MAX_LINES:
            frame = self.frames[-1]
            linked = self.links[0] if self.links and len(set(self.links)) == 1 else None
            self.lines.append(_Line(text, frame.path, frame.block, frame.zone, linked, all(self.strong)))
        self.pieces, self.links, self.strong = [], [], []


def lay_out(text: str) -> dict[str, Any]:
    """What a page shows and says of itself: `{lines: [[text, hint, url]…], meta: {…}, cut: whether the parser lost some}`."""
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False)
    root = lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    cut = any(entry.type_name in _CUT_CODES for entry in parser.error_log)
    meta = _read_meta(root)
    lines = _walk(root)
    _hint(lines, _article_keys(root, text), meta)
    return {"lines": [[line.text, line.hint, line.linked] for line in lines], "meta": meta, "cut": cut or len(lines) >= MAX_LINES}


# The walk


def _walk(root: Any) -> list[_Line]:
    walk = _Walk()
    walker = etree.iterwalk(root, events=("start", "end"))
    number = 0
    for event, element in walker:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            number += 1
            if not tag or tag in _SKIPPED or _is_hidden(element):
                walker.skip_subtree()
                continue
            _open(walk, element, tag, number)
        elif tag and not (tag in _SKIPPED or _is_hidden(element)):
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
        walk.frames.append(_Frame(number, _zone(element, tag, above.zone), block, (*above.path, number)[-200:]))
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


def _is_hidden(element: Any) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return element.get("hidden") is not None or "display:none" in style or "visibility:hidden" in style


def _zone(element: Any, tag: str, above: str | None) -> str | None:
    """What part of a page an element opens, by its tag, class and id; the outermost part that is named wins."""
    words = _words(element)
    if above == "furniture" and (words & _RELATED_WORDS or {"prev", "next"} <= words):
        return "related"
    if above or tag in ("html", "body", "main", "article"):
        return above
    if tag == "figcaption" or words & _CAPTION_WORDS:
        return "caption"
    if words & _CONTAINER_WORDS and not words & _NEVER_CONTAINER:
        return None
    if words & _RELATED_WORDS or {"prev", "next"} <= words or {"post", "navigation"} <= words:
        return "related"
    if (
        tag in _FURNITURE_TAGS
        or words & _FURNITURE_WORDS
        or (element.get("role") or "") in ("navigation", "banner", "contentinfo", "search")
    ):
        return "furniture"
    return "latest" if words & _LATEST_WORDS else None


def _words(element: Any) -> frozenset[str]:
    named = f"{element.get('class') or ''} {element.get('id') or ''}"[:400]
    return frozenset(w.lower() for w in _TOKEN.findall(named))


# What the lines are


def _article_keys(root: Any, text: str) -> frozenset[str]:
    """Keys of the paragraphs that trafilatura takes for the article; empty where it finds none or fails on a strange page."""
    import trafilatura

    try:
        found = trafilatura.extract(text, favor_recall=True, include_comments=False, include_tables=True, with_metadata=False)
    except (ValueError, TypeError, AttributeError, RecursionError, etree.LxmlError, AssertionError):
        return frozenset()
    return frozenset(k for line in (found or "").split("\n") if len((k := key(line)).split()) >= 3)


def _hint(lines: list[_Line], article: frozenset[str], meta: dict[str, Any]) -> None:
    """Give every line its hint: title, body, heading, caption, related or furniture; None where the labelling must tell."""
    _trust_article(lines, article)
    title = _title_line(lines, meta)
    body = [
        n for n, line in enumerate(lines) if _in_article(line, article) and line.zone not in ("furniture", "related", "caption")
    ]
    inside = _container([lines[n] for n in body])
    head = range(title + 1 if title is not None else 0, body[0] if body else 0)
    open_box: tuple[int, ...] | None = None
    for n, line in enumerate(lines):
        if n == title:
            line.hint = "title"
        elif line.zone == "caption":
            line.hint = "caption"
        elif _is_box_heading(line):
            line.hint, open_box = "furniture", line.path[:-1] if len(line.path) > 1 else None
        elif open_box and line.path[: len(open_box)] == open_box and line.linked and line.zone != "furniture":
            line.hint = "related" if len(line.text.split()) >= 4 else "furniture"
        else:
            line.hint = _plain_hint(line, inside, article, in_head=n in head)


def _trust_article(lines: list[_Line], article: frozenset[str]) -> None:
    """Where most of the article stands in what its classes call furniture, the classes are wrong there."""
    found = [line for line in lines if _in_article(line, article)]
    misnamed = [line for line in found if line.zone in ("furniture", "latest", "related")]
    if sum(len(line.text) for line in misnamed) > 0.5 * sum(len(line.text) for line in found):
        for line in misnamed:
            line.zone = None


def _plain_hint(line: _Line, inside: int | None, article: frozenset[str], *, in_head: bool) -> str | None:
    if line.zone == "related":
        return "related" if line.linked and len(line.text.split()) >= 4 else "furniture"
    if line.zone in ("furniture", "latest"):
        return "furniture"
    contained = inside is None or inside in line.path
    if contained and line.linked and 4 <= len(line.text.split()) <= 25:
        return "caption" if in_head else "related"
    if _in_article(line, article) and len(line.text.split()) >= 12:
        return "body"
    if line.tag in ("h2", "h3", "h4", "h5", "h6") and contained and not line.linked:
        return "heading"
    if _in_article(line, article) and contained:
        return "heading" if line.strong and len(line.text.split()) <= 12 and line.text[-1:] not in '.؟!:»"”' else "body"
    return None if contained or (in_head and len(line.text) < 200 and not line.linked) else "furniture"


def _in_article(line: _Line, article: frozenset[str]) -> bool:
    return key(line.text) in article


def _is_box_heading(line: _Line) -> bool:
    return (
        len(line.text) < 60
        and load_phrases().find(line.text) in (Cue.RELATED_BOX, Cue.RELATED_INSERT)
        and ":" not in line.text[:-2]
    )


def _container(body: list[_Line]) -> int | None:
    """The element that holds at least three quarters of the article's letters, the innermost such."""
    weight: dict[int, int] = {}
    for line in body:
        for number in line.path:
            weight[number] = weight.get(number, 0) + len(line.text)
    whole = sum(len(line.text) for line in body)
    return max((n for n, w in weight.items() if w >= 0.75 * whole), default=None)


def _title_line(lines: list[_Line], meta: dict[str, Any]) -> int | None:
    """Index of the line that prints the page's title, an h1 rather than another."""
    wanted = [k for t in meta["titles"] if (k := key(t))]
    long = [n for n, line in enumerate(lines) if len(line.text.split()) >= 3 and line.zone not in ("latest", "related")]
    keys = {n: key(lines[n].text) for n in long if len(lines[n].text) < 400}
    matching = [n for n, k in keys.items() if k and any(w == k or w.startswith(f"{k} ") for w in wanted)]
    heads = [n for n in long if lines[n].tag == "h1"]
    ranked = (
        [n for n in matching if lines[n].tag == "h1"]
        or [n for n in matching if lines[n].tag in ("h2", "h3")]
        or matching
        or heads
    )
    return max(ranked, key=lambda n: (len(lines[n].text), -n)) if ranked else None


# What the page says of itself


def _read_meta(root: Any) -> dict[str, Any]:
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
    return _BLANKS.sub(" ", text or "").strip()[:1000]


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
        named = element.get("rel") == "author" or element.get("itemprop") == "author" or _words(element) & _AUTHOR_WORDS
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
