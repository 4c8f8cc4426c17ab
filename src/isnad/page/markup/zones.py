"""What part of a page an element opens, by its tag, its class and its id."""

import re
from typing import Any

_FURNITURE_TAGS = frozenset(["nav", "footer", "aside", "button", "menu", "dialog"])
_FURNITURE_WORDS = frozenset(
    """
    nav navbar navigation menu menubar submenu footer sidebar breadcrumb breadcrumbs cookie cookies gdpr newsletter
    subscribe subscription login signin register search advert advertisement advertising ads ad adv banner popup modal
    toolbar pagination pager copyright share sharing shares social socials sharethis addthis comments comment
    commentlist respond disqus tags tag tagcloud meta-tags hashtags print ticker breaking weather prayer poll vote
    rating follow download app apps skip offscreen visually hidden sr screenreader topbar
    """.split()
)
_RELATED_WORDS = frozenset(
    """
    related recommended recommend recommendations similar readmore relatedposts prevnext nextprev adjacent read-more
    also seealso more morenews suggested suggestions
    """.split()
)
_LATEST_WORDS = frozenset(["latest", "mostread", "most", "popular", "trending", "recent", "widget", "widgets"])
_CAPTION_WORDS = frozenset(["caption", "figcaption", "credit", "imgcaption", "imagecaption"])
_CONTAINER_WORDS = frozenset(["wrap", "wrapper", "container", "layout", "has", "no", "with", "col", "row", "column"])
_NEVER_CONTAINER = frozenset(
    """
    comments comment commentlist related footer nav navbar menu share social tags breadcrumb breadcrumbs ads
    """.split()
)
_TOKEN = re.compile(r"[A-Za-z][a-z]+|[A-Z]+(?![a-z])|[a-z]+")


def find_zone(element: Any, tag: str, above: str | None) -> str | None:
    """What part of a page an element opens, by its tag, class and id; the outermost part that is named wins."""
    words = class_words(element)
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


def class_words(element: Any) -> frozenset[str]:
    """The words of an element's class and id, in small letters ("postMeta" → post, meta)."""
    named = f"{element.get('class') or ''} {element.get('id') or ''}"[:400]
    return frozenset(w.lower() for w in _TOKEN.findall(named))
