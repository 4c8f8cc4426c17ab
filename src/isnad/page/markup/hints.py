"""What the visible lines are, as far as markup, links and the article that trafilatura finds can tell."""

from typing import Any

from lxml import etree

from isnad.page.knowledge import Cue, key, load_phrases
from isnad.page.markup.visible import VisibleLine


def find_article(root: Any, text: str) -> frozenset[str]:
    """Keys of the paragraphs that trafilatura takes for the article; empty where it finds none or fails on a strange page."""
    import trafilatura

    try:
        found = trafilatura.extract(text, favor_recall=True, include_comments=False, include_tables=True, with_metadata=False)
    except (ValueError, TypeError, AttributeError, RecursionError, etree.LxmlError, AssertionError):
        return frozenset()
    return frozenset(k for line in (found or "").split("\n") if len((k := key(line)).split()) >= 3)


def give_hints(lines: list[VisibleLine], article: frozenset[str], meta: dict[str, Any]) -> None:
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


def _trust_article(lines: list[VisibleLine], article: frozenset[str]) -> None:
    """Where most of the article stands in what its classes call furniture, the classes are wrong there."""
    found = [line for line in lines if _in_article(line, article)]
    misnamed = [line for line in found if line.zone in ("furniture", "latest", "related")]
    if sum(len(line.text) for line in misnamed) > 0.5 * sum(len(line.text) for line in found):
        for line in misnamed:
            line.zone = None


def _plain_hint(line: VisibleLine, inside: int | None, article: frozenset[str], *, in_head: bool) -> str | None:
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


def _in_article(line: VisibleLine, article: frozenset[str]) -> bool:
    return key(line.text) in article


def _is_box_heading(line: VisibleLine) -> bool:
    return (
        len(line.text) < 60
        and load_phrases().find(line.text) in (Cue.RELATED_BOX, Cue.RELATED_INSERT)
        and ":" not in line.text[:-2]
    )


def _container(body: list[VisibleLine]) -> int | None:
    """The element that holds at least three quarters of the article's letters, the innermost such."""
    weight: dict[int, int] = {}
    for line in body:
        for number in line.path:
            weight[number] = weight.get(number, 0) + len(line.text)
    whole = sum(len(line.text) for line in body)
    return max((n for n, w in weight.items() if w >= 0.75 * whole), default=None)


def _title_line(lines: list[VisibleLine], meta: dict[str, Any]) -> int | None:
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
