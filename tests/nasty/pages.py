"""HTML that tries a parser: too many, too deep, too long, cut off, or saying what cannot be."""

from collections.abc import Iterator

from tests.nasty.good import SENTENCE

_P = f"<p>{SENTENCE}.</p>"


def hostile_pages() -> Iterator[tuple[str, bytes]]:
    """Pages an enemy would make, a report in each."""
    for name, (before, after) in _AROUND.items():
        yield (
            name,
            f'<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>{before}{_P * 3}{after}</body></html>'.encode(),
        )


def cut_pages(whole: bytes) -> Iterator[tuple[str, bytes]]:
    """A good page broken off at sixteen places."""
    for n in range(16):
        yield f"cut-{n}", whole[: len(whole) * n // 16 + 3]


def _many(piece: str, times: int) -> str:
    return piece * times


_AROUND = {
    "attributes-80000": ("<p " + " ".join(f"a{n}=x" for n in range(80_000)) + ">", "</p>"),
    "attributes-2001": ("<p " + " ".join(f"a{n}" for n in range(2_001)) + ">", "</p>"),
    "attributes-quoted": ("<p " + " ".join(f"a{n}='>'" for n in range(9_000)) + ">", "</p>"),
    "attribute-long": (f'<p title="{_many("قصف ", 200_000)}">', "</p>"),
    "attribute-open": ("", '<p title="' + _many("x", 50_000)),
    "div-deep": (_many("<div>", 50_000), ""),
    "p-open": (_many("<p>", 30_000), ""),
    "b-open": (_many("<b>", 5_000), ""),
    "font-nested": (_many("<font color=red>", 2_000), _many("</font>", 2_000)),
    "table-deep": (_many("<table><tr><td>", 2_000), ""),
    "list-deep": (_many("<ul><li>", 5_000), ""),
    "misnested": (_many("<b><p><i></b></p></i>", 3_000), ""),
    "close-only": (_many("</div></p></b>", 20_000), ""),
    "comment-open": ("", "<!--" + _many("-", 50_000)),
    "comment-huge": ("<!--" + _many("قصف ", 100_000) + "-->", ""),
    "comments": (_many("<!---->", 30_000), ""),
    "less-than": (_many("<", 100_000), ""),
    "entities": (_many("&amp;", 100_000), ""),
    "entities-unknown": (_many("&qasf;", 50_000), ""),
    "references-wrong": ("&#0;&#x110000;&#xD800;&#xDFFF;&#99999999999999999999;&#x80;&#-1;", ""),
    "script-open": ("", "<script>" + _many("var x='<p>';", 5_000)),
    "style-open": ("<style>", ""),
    "plaintext": ("", "<plaintext>" + _many("<p>", 5_000)),
    "textarea-open": ("<textarea>", ""),
    "xmp": ("<xmp>", "</xmp>"),
    "svg": ("<svg><foreignObject><math><mi>", "</mi></math></foreignObject></svg>"),
    "template": ("<template>", "</template>"),
    "noscript": ("<noscript>", "</noscript>"),
    "frames": (_many("<iframe src='/x'></iframe>", 2_000), ""),
    "html-again": (_many("<html><body>", 2_000), ""),
    "cdata": ("<![CDATA[", "]]>"),
    "processing": ("<?php " + _many("x", 20_000), "?>"),
    "data-uri": (f'<img src="data:image/png;base64,{_many("A", 500_000)}">', ""),
    "json-ld-deep": ('<script type="application/ld+json">' + "[" * 100_000 + "</script>", ""),
    "json-ld-nan": ('<script type="application/ld+json">{"@type":"NewsArticle","headline":NaN,"datePublished":1e999}</script>', ""),
    "json-ld-surrogate": (r'<script type="application/ld+json">{"@type":"NewsArticle","headline":"\ud800 خبر","datePublished":"\udfff"}</script>', ""),
    "json-ld-types": ('<script type="application/ld+json">{"@type":5,"headline":{"a":[]},"author":[[[1]]],"publisher":null}</script>', ""),
    "meta-refresh": ('<meta http-equiv="refresh" content="0;url=http://127.0.0.1/">', ""),
    "base": ('<base href="javascript:alert(1)//">', '<a href="x">x</a>'),
    "links": (_many('<a href="http://[::1">خبر</a>', 5_000), ""),
    "times": (_many('<time datetime="99999-99-99T99:99">الآن</time>', 2_000), ""),
    "titles": ("</body><head>" + _many("<title>قصف</title>", 2_000) + "</head><body>", ""),
    "nul-between": (_many("<\0p\0>", 2_000), ""),
    "doctype-inside": (_many('<!DOCTYPE x [<!ENTITY a "b">]>', 500), ""),
    "tables-wide": ("<table><tr>" + _many("<td>و", 5_000) + "</table>", ""),
    "names-long": ("<" + _many("x", 100_000) + ">", ""),
    "hidden": ('<div style="display:none" hidden>', "</div>"),
}  # fmt: skip
