"""HTML → the visible lines of a page in order, each with what its markup says of it. Runs in the worker process only.

trafilatura finds the article; the lines of the whole page are laid out around it, so that menus, comments and boxes of other
reports are labelled and not lost. Nothing here recurses: hostile pages nest deep.
"""

from typing import Any

from lxml import html as lxml_html

from isnad.page.markup.hints import find_article, give_hints
from isnad.page.markup.metadata import read_metadata
from isnad.page.markup.visible import MAX_LINES, find_visible_lines

_CUT_CODES = frozenset(
    {"ERR_EXCESSIVE_DEPTH", "ERR_RESOURCE_LIMIT", "ERR_DOCUMENT_END", "ERR_NAME_TOO_LONG", "ERR_COMMENT_NOT_FINISHED"}
)


def lay_out(text: str) -> dict[str, Any]:
    """What a page shows and says of itself: `{lines: [[text, hint, url]…], meta: {…}, cut: whether the parser lost some}`."""
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False)
    root = lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    cut = any(entry.type_name in _CUT_CODES for entry in parser.error_log)
    meta = read_metadata(root)
    lines = find_visible_lines(root)
    give_hints(lines, find_article(root, text), meta)
    return {"lines": [[line.text, line.hint, line.linked] for line in lines], "meta": meta, "cut": cut or len(lines) >= MAX_LINES}
