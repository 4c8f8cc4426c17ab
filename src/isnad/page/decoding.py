"""Bytes → text: encodings declared, undeclared, contradicted and mixed, with a note wherever letters were lost or guessed."""

import codecs
import re
import unicodedata
from dataclasses import dataclass

from isnad.letters import is_arabic_letter
from isnad.model.errors import InputRefused
from isnad.model.note import Note
from isnad.page.unpacking import unpack

MAX_RAW = 20_000_000
"""Bytes of an input, as received (trust.md S2)."""
_SAMPLE = 20_000

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", "unsupported-format", "a PDF"),
    (b"PK\x03\x04", "unsupported-format", "a zip archive or office document"),
    (b"{\\rtf", "unsupported-format", "an RTF document"),
    (b"\xd0\xcf\x11\xe0", "unsupported-format", "an old office document"),
    (b"WARC/", "unsupported-format", "a web archive (WARC)"),
    (b"\x89PNG", "binary", "a PNG image"),
    (b"\xff\xd8\xff", "binary", "a JPEG image"),
    (b"GIF8", "binary", "a GIF image"),
    (b"RIFF", "binary", "a media file"),
    (b"\x7fELF", "binary", "a program"),
    (b"MZ\x90", "binary", "a program"),
    (b"BZh", "binary", "a bzip2 archive"),
    (b"\xfd7zXZ", "binary", "an xz archive"),
    (b"7z\xbc\xaf", "binary", "a 7-zip archive"),
    (b"\x28\xb5\x2f\xfd", "unsupported-coding", "packed with zstd (unpack it first: zstd -d)"),
    (b"\x5d\x2a\x4d\x18", "unsupported-coding", "packed with zstd, as WARC files are (unpack it first: zstd -d)"),
    (b"SQLite format 3", "binary", "a database"),
)
_NO_CHARSETS = frozenset(
    (
        "base64", "bz2", "hex", "quopri", "rot-13", "uu", "zlib", "idna", "punycode", "undefined", "mbcs", "oem",
        "unicode-escape", "raw-unicode-escape", "unicode_escape", "raw_unicode_escape",
    )
)  # fmt: skip
"""What Python calls a codec and no page is written in: some of them raise, others run for minutes or undo escapes."""
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}["']?\s{0,5}([\w-]{2,40})""", re.IGNORECASE)
_XML = re.compile(rb"""<\?xml[^>]{0,100}?encoding\s{0,5}=\s{0,5}["']([\w-]{2,40})""", re.IGNORECASE)
_DECOMPOSED = re.compile("[^\\W\\d_][\u0653-\u0655\u0300-\u036f]+")
_ODD = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd]")
_SINGLE_BYTE = ("windows-1256", "iso8859-6", "mac-arabic", "cp720", "cp864")
_MOJIBAKE = re.compile("[ØÙÛÚ][\u0080-\u00bf\u0192\u02c6\u2013-\u2122]")
_ZERO_OR_ARABIC_ROW = frozenset((0x00, 0x06, 0x20, 0xFE, 0xFB))


@dataclass(frozen=True)
class Decoded:
    """Decoded text, NFC, LF line ends, no BOM, no NULs; the charset it was read in."""

    text: str
    charset: str
    notes: tuple[Note, ...] = ()


def read_text(body: bytes, declared: str | None = None) -> Decoded:
    """Decode `body`; `declared` is the charset a transport header gave.

    Raises InputRefused: empty, binary, unsupported-format, unsupported-coding, unreadable, too-large.
    """
    if len(body) > MAX_RAW:
        raise InputRefused(
            "too-large",
            f"{len(body):,} bytes are more than the {MAX_RAW:,} that are read; give the report alone, not a dump of many.",
        )
    body, on_unpacking = unpack(body)
    if not body.strip(b" \t\r\n\0"):
        raise InputRefused("empty", "There is nothing in it; save the page or the text again.")
    raw, charset, on_decoding = _decode(body, declared)
    notes = (*on_unpacking, *on_decoding)
    if "\0" in raw:
        notes = (*notes, Note(code="nul-removed", message=f"{raw.count(chr(0))} NUL characters were left out while decoding."))
        raw = raw.replace("\0", "")
    _refuse_binary(raw)
    text = _compose(raw.replace("\r\n", "\n").replace("\r", "\n")).removeprefix("\ufeff")
    if not text.strip():
        raise InputRefused("empty", "It holds only blanks; save the page or the text again.")
    return Decoded(text, charset, notes)


def _compose(text: str) -> str:
    """NFC of letters written in parts (ا + madda). Harakat keep the order they were typed in, which NFC would only shuffle."""
    return _DECOMPOSED.sub(lambda m: unicodedata.normalize("NFC", m.group()), text)


def _decode(body: bytes, declared: str | None) -> tuple[str, str, tuple[Note, ...]]:
    for bom, charset in _BOMS:
        if body.startswith(bom):
            return _strictly_or_mended(body[len(bom) :], charset)
    _refuse_magic(body)
    wide = _wide_charset(body)
    if wide:
        return _strictly_or_mended(body, wide)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_not_utf8(body, declared)
    return _without_mojibake(text)


def _strictly_or_mended(body: bytes, charset: str) -> tuple[str, str, tuple[Note, ...]]:
    text = body.decode(charset, "replace")
    return text, charset, _lost(text)


def _lost(text: str) -> tuple[Note, ...]:
    n = text.count("\ufffd")
    if not n:
        return ()
    at = text.index("\ufffd")
    return (
        Note(
            code="undecodable-bytes",
            message=f"{n} stretches of bytes could not be decoded; each stands as U+FFFD.",
            start=at,
            end=at + 1,
        ),
    )


def _refuse_magic(body: bytes) -> None:
    for magic, code, what in _MAGIC:
        if body.startswith(magic):
            raise InputRefused(code, f"It is {what}, not a page or a text; give the report as HTML or plain text.")


def _wide_charset(body: bytes) -> str | None:
    """utf-16 without a BOM: every second byte is that of the Arabic block, of ASCII or of General Punctuation."""
    sample = body[:_SAMPLE]
    for offset, charset in ((1, "utf-16-le"), (0, "utf-16-be")):
        row = sample[offset::2]
        if len(row) >= 8 and 0x06 in row and sum(b in _ZERO_OR_ARABIC_ROW for b in row) > 0.95 * len(row):
            return charset
    return None


def _decode_not_utf8(body: bytes, declared: str | None) -> tuple[str, str, tuple[Note, ...]]:
    mostly_utf8 = _valid_utf8_share(body) > 0.5
    if mostly_utf8:
        return _mixed(body)
    named = declared or _declared_inside(body)
    guesses = [c for c in (_known(named), *_SINGLE_BYTE) if c and c not in ("utf-8", "ascii")]
    charset = max(dict.fromkeys(guesses), key=lambda c: _arabic_score(body[:_SAMPLE], c))
    text = body.decode(charset, "replace")
    return text, charset, (*_lost(text), *_guess_note(named, charset))


def _guess_note(named: str | None, charset: str) -> tuple[Note, ...]:
    if named and _known(named) == codecs.lookup(charset).name:
        return ()
    said = f"it declares {named}" if named else "it declares none"
    return (Note(code="charset-guessed", message=f"The bytes were decoded as {charset} because that gives Arabic; {said}."),)


def _known(name: str | None) -> str | None:
    """The charset of that name; None for one Python does not know, or knows as something else (base64, idna, rot13)."""
    try:
        found = codecs.lookup(name).name if name else None
        return None if found in _NO_CHARSETS else found
    except LookupError:
        return None


def _declared_inside(body: bytes) -> str | None:
    found = _META.search(body[:4096]) or _XML.search(body[:200])
    return found.group(1).decode("ascii") if found else None


def _valid_utf8_share(body: bytes) -> float:
    """Of the non-ASCII bytes of a sample, the share that stands in well-formed UTF-8 sequences."""
    sample = body[:_SAMPLE]
    high = sum(b >= 0x80 for b in sample)
    kept = sample.decode("utf-8", "ignore")
    return (len(kept.encode("utf-8")) - (len(sample) - high)) / high if high else 1.0


def _arabic_score(sample: bytes, charset: str) -> float:
    """How Arabic a decoding looks: its share of Arabic letters, more for articles and prepositions as words."""
    text = sample.decode(charset, "replace")
    high = sum(c > "\x7f" for c in text) or 1
    words = text.split()
    common = sum(w.startswith("ال") or w in ("في", "من", "على", "أن", "إلى", "عن") for w in words)
    return sum(map(is_arabic_letter, text)) / high + common / (len(words) or 1)


def _mixed(body: bytes) -> tuple[str, str, tuple[Note, ...]]:
    """UTF-8 with stretches that are not: those that read as windows-1256 Arabic are read so, the rest become U+FFFD."""
    foreign: list[str] = []

    def mend(error: UnicodeError) -> tuple[str, int]:
        assert isinstance(error, UnicodeDecodeError)
        end = _foreign_end(error.object, error.start)
        piece = error.object[error.start : end].decode("windows-1256")
        if end - error.start >= 3 and sum(map(is_arabic_letter, piece)) > 0.6 * len(piece.replace(" ", "")):
            foreign.append(piece)
            return piece, end
        return "\ufffd", error.end

    codecs.register_error("isnad.mixed", mend)
    text = body.decode("utf-8", "isnad.mixed")
    noted = Note(code="mixed-encoding", message=f"{len(foreign)} stretches amid UTF-8 were decoded as windows-1256.")
    return text, "utf-8", (*_lost(text), *((noted,) if foreign else ()))


def _foreign_end(body: bytes, start: int) -> int:
    """Where a stretch of high bytes and the blanks between them ends, at the latest where UTF-8 Arabic begins again."""
    end = start
    while end < len(body) and end - start < 4096 and (body[end] >= 0x80 or body[end] == 0x20):
        if body[end] in (0xD8, 0xD9) and body[end + 1 : end + 2] and 0x80 <= body[end + 1] <= 0xBF and _is_utf8_run(body, end):
            break
        end += 1
    return max(end, start + 1)


def _is_utf8_run(body: bytes, at: int) -> bool:
    """Whether three Arabic letters in UTF-8 stand at `at`."""
    return (
        all(body[at + i] in (0xD8, 0xD9) and 0x80 <= body[at + i + 1] <= 0xBF for i in (0, 2, 4)) if at + 5 < len(body) else False
    )


def _without_mojibake(text: str) -> tuple[str, str, tuple[Note, ...]]:
    """UTF-8 read once as windows-1252 and written again ("Ø§Ù„") is turned back, where all of it can be."""
    found = _MOJIBAKE.findall(text[:_SAMPLE])
    if len(found) < 20 or sum(map(is_arabic_letter, text[:_SAMPLE])) > len(found):
        return text, "utf-8", ()
    back = bytes(b for c in text for b in _as_cp1252(c))
    mended = back.decode("utf-8", "replace")
    note = Note(code="encoding-mended", message="UTF-8 that had been decoded as windows-1252 was turned back.")
    return mended, "utf-8", (*_lost(mended), note)


def _as_cp1252(char: str) -> bytes:
    try:
        return char.encode("cp1252")
    except UnicodeEncodeError:
        return bytes([ord(char)]) if ord(char) < 0x100 else char.encode("utf-8")


def _refuse_binary(text: str) -> None:
    sample = text[:_SAMPLE]
    if len(_ODD.findall(sample)) > 0.1 * len(sample):
        raise InputRefused("binary", "It is not text; give the report as HTML or plain text.")
