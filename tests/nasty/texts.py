"""Texts that try a reader: encodings that lie or mix, letters that hide, turn or pile up, lines without end."""

import codecs
import random
from collections.abc import Iterator

from tests.nasty.good import SENTENCE, report

Made = tuple[str, bytes]
"""A file's name and its bytes."""

_TEXT = report(1)
_WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_BOMS = {
    "utf-8": codecs.BOM_UTF8, "utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE, "utf-32-be": codecs.BOM_UTF32_BE,
}  # fmt: skip
CHARSETS_THAT_LIE = (
    "utf-7", "utf-16", "x-user-defined", "unicode-escape", "raw-unicode-escape", "idna", "punycode", "undefined", "base64", "zlib", "rot13",
    "hex", "bz2", "uu", "quopri", "mbcs", "nonesuch", "iso-2022-jp", "utf-32", "ascii",
)  # fmt: skip
"""Names a page may declare that no page is in; half of them Python knows as something else than a charset."""


def empty_texts() -> Iterator[Made]:
    """Nothing, in every way of writing it."""
    yield "nothing", b""
    yield "blanks", b" \t \n" * 50
    yield "lines", b"\n" * 5_000
    yield "nul", b"\0"
    yield "nuls", bytes(9_999)
    yield "zero-width", "\u200b\u200c\u200d\u2060".encode() * 400
    yield "no-break", "\u00a0\u202f\u3000".encode() * 400
    yield "feeds", b"\x0b\x0c\x85" * 400
    for name, bom in _BOMS.items():
        yield f"bom-{name}", bom
        yield f"bom-blank-{name}", bom + " \n ".encode(name)


def encoded_texts() -> Iterator[Made]:
    """A good text in encodings that are undeclared, contradicted, mixed, broken."""
    for name in _WIDE:
        yield f"{name}", _TEXT.encode(name)
        yield f"{name}-cut", (_BOMS[name] + _TEXT.encode(name))[:-1]
        yield f"{name}-wrong-bom", _BOMS["utf-16-be" if name.endswith("le") else "utf-16-le"] + _TEXT.encode(name)
    legacy = _TEXT.encode("windows-1256", "replace")
    for name in CHARSETS_THAT_LIE:
        yield f"says-{name}", f'<html><head><meta charset="{name}"></head><body><p>'.encode() + legacy + b"</p></body></html>"
    half = _TEXT.encode()
    yield "mixed", half[: len(half) // 2] + legacy[len(legacy) // 2 :]
    yield "mixed-lines", b"\n".join(x for n in range(40) for x in (SENTENCE.encode(), SENTENCE.encode("windows-1256")))
    yield "twice", _TEXT.encode().decode("latin-1").encode()
    yield "thrice", _TEXT.encode().decode("latin-1").encode().decode("latin-1").encode()
    yield "overlong", b"\xc0\xaf\xe0\x80\xaf\xf0\x80\x80\xaf" * 30 + half
    yield "surrogates", half + "\ud800\udfff\udbff".encode("utf-8", "surrogatepass") * 20
    yield "beyond-unicode", half + b"\xf4\x90\x80\x80\xf8\x88\x80\x80\x80" * 20
    yield "bom-inside", "\ufeff".join(_TEXT.split(" ")).encode()
    yield "cut-letter", half[:-1]


def odd_texts() -> Iterator[Made]:
    """A good text with letters in it that hide, turn, pile up or never end."""
    draw = random.Random(7)
    for name, char in _CHARS.items():
        words = _TEXT.split(" ")
        yield name, " ".join(w + char * draw.randrange(1, 4) for w in words).encode("utf-8", "surrogatepass")
    for name, text in _LENGTHS.items():
        yield name, text.encode()
    yield "colours", _TEXT.replace("قصفت", "\x1b[31m\x1b]0;x\x07قصفت\x1b[2J").encode()
    yield "returns", _TEXT.replace("\n", "\r").encode()
    yield "separators", _TEXT.replace("\n", "\u2028").replace(". ", "\u2029").encode()
    yield "backwards", f"\u202e{_TEXT[::-1]}".encode()
    yield "latin", b"Seven people were killed on Monday in the valley, activists said. " * 30
    yield "persian", ("این گزارش درباره جنگ است که در آن شهر برای مردم گفته شد و چند نفر کشته شدند. " * 20).encode()
    yield "menu", "\n".join(["الرئيسية", "أخبار", "اتصل بنا", "من نحن"] * 50).encode()


_CHARS = {
    "nul-in-words": "\0", "right-to-left": "\u202e", "isolates": "\u2066", "embeddings": "\u202b\u202a", "joiners": "\u200d\u200c", "tags": "\U000e0041",
    "private": "\ue000", "noncharacters": "\uffff\ufdd0", "replaced": "\ufffd", "harakat": "\u064e\u0651\u064b" * 5, "grapheme": "\u0300\u0301\u0302" * 9,
    "tatweel": "ـ" * 40, "emoji": "👩‍👩‍👧‍👦🏳️‍🌈", "soft-hyphen": "\u00ad", "controls": "\x01\x02\x1f", "c1": "\u0085\u009b", "interlinear": "\ufff9\ufffa\ufffb",
    "variation": "\ufe0f\U000e0100", "presentation": "ﷺﷲﻻ", "word-joiner": "\u2060\ufeff", "musical": "\U0001d173", "hangul-filler": "\u3164\uffa0",
}  # fmt: skip
_LENGTHS = {
    "one-line": SENTENCE + " و" * 100_000, "one-word": SENTENCE + " " + "ا" * 400_000, "many-lines": SENTENCE + "\n" * 200_000 + SENTENCE,
    "many-short": SENTENCE + "\n" + "و\n" * 20_000, "quotes": f"{SENTENCE} " + '"' * 20_000, "brackets": f"{SENTENCE} " + "(" * 20_000, "guillemets": f"{SENTENCE} " + "«" * 9_000,
    "digits": f"{SENTENCE} " + "9" * 50_000, "numbers": f"{SENTENCE} " + "12 ألف و" * 3_000, "stops": f"{SENTENCE}" + "." * 50_000, "pile": f"{SENTENCE} ا" + "\u0651" * 50_000,
    "more-than-a-report": (SENTENCE + "\n") * 11_000,
}  # fmt: skip
