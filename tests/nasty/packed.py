"""Containers that swell, break off or are damaged: gzip, zip, WACZ, WARC, PDF, MHTML, and files of other kinds."""

import base64
import gzip
import io
import random
import zipfile
from collections.abc import Iterator

import brotli

from tests.nasty.good import report
from tests.sources import made

Made = tuple[str, bytes]
SWELLS_TO = 1 << 24
"""Bytes a bomb of the corpus opens to: enough to be refused by its ratio, little enough to make in no time."""

_MAGIC = {
    "png": b"\x89PNG\r\n\x1a\n", "jpeg": b"\xff\xd8\xff\xe0", "gif": b"GIF89a", "riff": b"RIFF\0\0\0\0WEBP", "elf": b"\x7fELF\x02", "mz": b"MZ\x90\0", "bz": b"BZh9",
    "xz": b"\xfd7zXZ\0", "7z": b"7z\xbc\xaf\x27\x1c", "zstd": b"\x28\xb5\x2f\xfd", "sqlite": b"SQLite format 3\0", "rtf": b"{\\rtf1", "ole": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "class": b"\xca\xfe\xba\xbe", "wasm": b"\0asm\x01", "pickle": b"\x80\x04\x95", "mp4": b"\0\0\0\x20ftypisom", "ogg": b"OggS", "lz4": b"\x04\x22\x4d\x18",
}  # fmt: skip


def other_kinds() -> Iterator[Made]:
    """Files that are no reports at all."""
    draw = random.Random(1)
    for name, magic in _MAGIC.items():
        yield name, magic + draw.randbytes(600)
    for size in (1, 7, 255, 4_096, 100_000):
        yield f"noise-{size}", draw.randbytes(size)
    yield "every-byte", bytes(range(256)) * 20


def zipped(entries: dict[str, bytes], *, kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of `entries`, the same bytes each time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", kind) as package:
        for name, body in entries.items():
            package.writestr(zipfile.ZipInfo(name, (2016, 3, 10, 9, 0, 0)), body, kind)
    return out.getvalue()


def bombs(size: int = SWELLS_TO) -> Iterator[Made]:
    """Small files that open to `size` bytes or more, in every wrapping we open."""
    zeros = bytes(size)
    packed = gzip.compress(zeros, 9, mtime=0)
    yield "gzip", packed
    yield "gzip-page", gzip.compress(b"<html><body><p>" + b"x" * size, 9, mtime=0)
    yield "gzip-gzip", gzip.compress(packed, 9, mtime=0)
    yield "gzip-members", packed * 20
    yield "zip", zipped({"a.txt": zeros})
    yield "zip-zip", zipped({f"{n}.zip": zipped({"a.txt": zeros}) for n in range(4)})
    yield "wacz", made.wacz(made.response(zeros), kind=zipfile.ZIP_DEFLATED)
    yield "wacz-gzip", made.wacz(gzip.compress(made.response(zeros), 9, mtime=0))
    yield "wacz-wacz", made.wacz(more={"archive/inner.warc": made.wacz(made.response(zeros), kind=zipfile.ZIP_DEFLATED)})
    yield "warc-member", gzip.compress(made.response(zeros), 9, mtime=0)
    yield "warc-body", made.packed(made.response(packed, Content_Encoding="gzip"))
    yield "warc-double", made.packed(made.response(gzip.compress(packed, mtime=0), Content_Encoding="gzip, gzip"))
    yield "warc-brotli", made.packed(made.response(brotli.compress(zeros, quality=5), Content_Encoding="br"))
    yield "warc-three-codings", made.packed(made.response(packed, Content_Encoding="gzip, gzip, gzip"))


def wholes() -> dict[str, bytes]:
    """One good file of every packed form."""
    page, other = made.html(number=71), made.html(number=72)
    records = [made.response(page, number=1), made.response(other, number=2)]
    return {
        "pdf": made.pdf((report(3).partition("\n")[0], *made.STORY)),
        "mhtml": made.mhtml(made.html(number=73)),
        "warc": b"".join(records),
        "warc-gz": made.packed(*records),
        "wacz": made.wacz(made.packed(*records)),
        "wacz-deflated": made.wacz(b"".join(records), kind=zipfile.ZIP_DEFLATED),
        "wacz-bzip2": made.wacz(b"".join(records), kind=zipfile.ZIP_BZIP2),
        "wacz-lzma": made.wacz(b"".join(records), kind=zipfile.ZIP_LZMA),
        "html-gz": gzip.compress(made.html(number=74), mtime=0),
    }


def cut_files() -> Iterator[Made]:
    """Every packed form broken off at three places."""
    for form, body in wholes().items():
        for eighth in (1, 4, 7):
            yield f"{form}-cut-{eighth}", body[: len(body) * eighth // 8]


def damaged_files() -> Iterator[Made]:
    """Every packed form with bytes changed, twice, and with its end repeated."""
    for form, body in wholes().items():
        for seed in (1, 2):
            draw, changed = random.Random(f"{form}{seed}"), bytearray(body)
            for _ in range(20):
                changed[draw.randrange(4, len(changed))] = draw.randrange(256)
            yield f"{form}-changed-{seed}", bytes(changed)
        yield f"{form}-tail", body + body[-200:]


def saved_pages() -> Iterator[Made]:
    """MHTML that lies about its parts."""
    nested = b"".join(b'Content-Type: multipart/related; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n) for n in range(3_000))
    whole = made.mhtml(made.html(number=75))
    yield "mhtml-nested", b"MIME-Version: 1.0\r\nFrom: <Saved by Blink>\r\n" + nested
    yield "mhtml-parts", whole.replace(b"------Boundary--x------", b"------Boundary--x----\r\nX: y\r\n\r\n" * 6_000)
    yield "mhtml-no-boundary", whole.replace(b'boundary="----Boundary--x----"', b"boundary=")
    yield "mhtml-unknown-coding", whole.replace(b"Transfer-Encoding: base64", b"Transfer-Encoding: x-none")
    yield "mhtml-unknown-charset", whole.replace(b"charset=utf-8", b"charset=base64")
    yield "mhtml-bad-base64", made.mhtml(b"\xff" * 2_000, encoding="base64").replace(b"/", b"%")
    yield "mhtml-long-header", b"MIME-Version: 1.0\r\nFrom: <Saved by Blink>\r\nX: " + b"a" * 500_000 + b"\r\n\r\n"
    yield "mhtml-empty", made.mhtml(b"")


def broken_pdfs() -> Iterator[Made]:
    """PDFs whose numbers lie."""
    whole = made.pdf(made.STORY)
    yield "pdf-head", b"%PDF-1.7\n"
    yield "pdf-no-pages", made.pdf()
    yield "pdf-scan", made.pdf(())
    yield "pdf-count", whole.replace(b"/Count 1", b"/Count 99999999")
    yield "pdf-loop", whole.replace(b"/Kids [6 0 R]", b"/Kids [2 0 R]")
    yield "pdf-length", whole.replace(b"/Length ", b"/Length 99999")
    yield "pdf-xref", whole.replace(b"0000000", b"9999999")
    yield "pdf-size", whole.replace(b"/MediaBox [0 0 900 800]", b"/MediaBox [0 0 1e38 -1e38]")
    yield "pdf-script", whole.replace(b"/Type /Catalog", b"/Type /Catalog /OpenAction << /S /JavaScript /JS (app.alert(1)) >>")


def odd_warcs() -> Iterator[Made]:
    """Web archives whose records say what cannot be."""
    good = made.response(made.html(number=76), number=9)
    yield "warc-length-none", good.replace(b"Content-Length: ", b"Content-Lenght: ", 1) + good
    yield "warc-length-huge", good.replace(b"Content-Length: ", b"Content-Length: 99999999", 1) + good
    yield "warc-length-words", good.replace(b"Content-Length: ", b"Content-Length: x", 1) + good
    yield "warc-length-arabic", good.replace(b"Content-Length: ", "Content-Length: ٩".encode(), 1) + good
    yield "warc-endless-head", b"WARC/1.0\r\n" + b"X: y\r\n" * 40_000 + good
    yield "warc-no-http", made.warc_record("response", b"no http here", url="https://raseed.example/x")
    yield "warc-digest", good.replace("قصف".encode(), "قصد".encode())
    yield "warc-digest-words", good.replace(b"WARC-Block-Digest: sha1:", b"WARC-Block-Digest: sha1:??")
    yield "warc-chunks", made.response(b"ffffffff\r\n" + made.html(number=77), Transfer_Encoding="chunked")
    yield "warc-coding", made.response(made.html(number=78), Content_Encoding="zstd, sdch")
    yield "warc-charset", made.response(made.html(number=79), Content_Type="text/html; charset=base64")
    yield (
        "warc-charset-legacy",
        made.response(report(79).encode("windows-1256", "replace"), Content_Type="text/html; charset=zlib"),
    )
    yield "warc-url", made.response(made.html(number=80), url="javascript:alert(1)")
    yield (
        "warc-url-nul",
        made.response(made.html(number=81), url="https://raseed.example/\0x\udcff".encode("utf-8", "replace").decode()),
    )
    yield "warc-picture", made.response(base64.b64decode("iVBORw0KGgo="), Content_Type="image/png")
    yield "warc-gone", made.response(b"gone", status=404)
