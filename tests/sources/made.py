"""Saved pages, PDFs, web archives and exports made anew for the tests, the same bytes each time. All in them is invented."""

import base64
import gzip
import hashlib
import io
import json
import re
import zipfile

TITLE = "قصف مدفعي على بلدة كفر النور بريف إدلب"
STORY = (
    "قصفت مدفعية لواء الوادي بلدة كفر النور في 10 آذار 2016 ما أدى إلى مقتل 12 مدنياً وإصابة آخرين، بحسب ناشطين محليين.",
    "وقال المجلس المحلي إن الأهالي لا يزالون عالقين (منذ يومين) تحت الأنقاض.",
)


def html(title: str = TITLE, *, number: int = 0) -> bytes:
    """A page with a title and a story; `number` makes it another page."""
    story = "".join(f"<p>{line}</p>" for line in STORY)
    more = f"<p>وسقطت {number} قذائف على أطراف البلدة مساء اليوم نفسه.</p>" if number else ""
    head = f'<head><meta charset="utf-8"><title>{title}</title></head>'
    return f"<!DOCTYPE html><html dir='rtl'>{head}<body><h1>{title}</h1>{story}{more}</body></html>".encode()


# MHTML


def mhtml(page: bytes | None = None, *, url: str = "https://raseed.example/2016/1", encoding: str = "base64") -> bytes:
    """What a browser saves: the page, a picture, and where it was."""
    body = html() if page is None else page
    packed = base64.encodebytes(body) if encoding == "base64" else body
    return b"\r\n".join(
        [
            b"From: <Saved by Blink>", f"Snapshot-Content-Location: {url}".encode(), b"Subject: =?utf-8?Q?=D9=82?=",
            b"Date: Thu, 10 Mar 2016 09:00:00 -0000", b"MIME-Version: 1.0",
            b'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----Boundary--x----"', b"", b"",
            b"------Boundary--x----", b"Content-Type: image/png", b"Content-Transfer-Encoding: base64",
            b"Content-Location: https://raseed.example/a.png", b"", base64.b64encode(b"\x89PNG" * 9),
            b"------Boundary--x----", b"Content-Type: text/html; charset=utf-8", f"Content-Transfer-Encoding: {encoding}".encode(),
            f"Content-Location: {url}".encode(), b"", packed,
            b"------Boundary--x------", b"",
        ]
    )  # fmt: skip


# PDF


def pdf(*pages: tuple[str, ...]) -> bytes:
    """A PDF whose pages hold `pages`' lines as an Arabic typesetter draws them: glyphs in visual order, "لا" one glyph of two letters."""
    glyphs = sorted({glyph for page in pages for line in page for glyph in _glyphs(line)})
    codes = {glyph: n for n, glyph in enumerate(glyphs, 1)}
    kids = [f"{6 + 2 * n} 0 R" for n in range(len(pages))]
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /Made /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Made /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 500 >>",
        _stream(_to_unicode(codes)),
    ]
    for n, page in enumerate(pages):
        fonts = "<< /Font << /F 3 0 R >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 900 800] /Resources {fonts} /Contents {7 + 2 * n} 0 R >>")
        objects.append(_stream("\n".join(_drawn(line, codes, 750 - 20 * at) for at, line in enumerate(page))))
    return _numbered(objects)


def _glyphs(line: str) -> list[str]:
    """The glyphs of a line in the order they are drawn, left to right: Arabic reversed and its brackets mirrored, digits as they are."""
    pieces = re.findall(r"\d+|لا|لأ|.", line)
    mirrored = str.maketrans("()", ")(")
    return [glyph for piece in reversed(pieces) for glyph in (piece if piece.isdigit() else [piece.translate(mirrored)])]


def _to_unicode(codes: dict[str, int]) -> str:
    lines = "\n".join(f"<{code:04x}> <{glyph.encode('utf-16-be').hex()}>" for glyph, code in codes.items())
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Made def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{len(codes)} beginbfchar\n{lines}\nendbfchar\nendcmap end end"
    )


def _drawn(line: str, codes: dict[str, int], y: int) -> str:
    glyphs = _glyphs(line)
    text = "".join(f"{codes[glyph]:04x}" for glyph in glyphs)
    return f"BT /F 12 Tf {880 - 6 * len(glyphs)} {y} Td <{text}> Tj ET"


def _stream(text: str) -> str:
    return f"<< /Length {len(text)} >>\nstream\n{text}\nendstream"


def _numbered(objects: list[str]) -> bytes:
    out, places = b"%PDF-1.4\n", []
    for n, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{n} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF"
    return out + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode()


# WARC and WACZ


def warc_record(kind: str, block: bytes, *, url: str = "", number: int = 0, **headers: str) -> bytes:
    """One record, not packed. `headers` with _ for -."""
    said = {
        "WARC-Type": kind, "WARC-Record-ID": f"<urn:uuid:00000000-0000-0000-0000-{number:012d}>", "WARC-Date": "2016-03-10T09:00:00Z",
        **({"WARC-Target-URI": url} if url else {}), **{name.replace("_", "-"): value for name, value in headers.items()},
        "Content-Length": str(len(block)),
    }  # fmt: skip
    head = "".join(f"{name}: {value}\r\n" for name, value in said.items())
    return f"WARC/1.0\r\n{head}\r\n".encode() + block + b"\r\n\r\n"


def http(body: bytes, *, status: int = 200, **headers: str) -> bytes:
    """An HTTP response; `headers` with _ for -."""
    said = {"Content-Type": "text/html; charset=utf-8"} | {name.replace("_", "-"): value for name, value in headers.items()}
    return f"HTTP/1.1 {status} X\r\n".encode() + "".join(f"{n}: {v}\r\n" for n, v in said.items()).encode() + b"\r\n" + body


def response(body: bytes, *, number: int = 0, url: str = "", status: int = 200, **headers: str) -> bytes:
    """A response record of `body`, with its digest and the address that sent it."""
    block = http(body, status=status, **headers)
    digest = base64.b32encode(hashlib.sha1(block).digest()).decode()
    return warc_record(
        "response", block, url=url or f"https://raseed.example/{number}", number=number, WARC_Block_Digest=f"sha1:{digest}",
        WARC_IP_Address="203.0.113.7", Content_Type="application/http; msgtype=response",
    )  # fmt: skip


def packed(*records: bytes) -> bytes:
    """A .warc.gz: a gzip member a record."""
    return b"".join(gzip.compress(record, mtime=0) for record in records)


def wacz(*warcs: bytes, tell: str | None = None, more: dict[str, bytes] | None = None, kind: int = zipfile.ZIP_STORED) -> bytes:
    """A WACZ of `warcs`; `tell` stands for the digest the package gives, where it is to be wrong."""
    names = {f"archive/data-{n}.warc{'.gz' if body[:2] == bytes((31, 139)) else ''}": body for n, body in enumerate(warcs)}
    resources = [
        {"name": name, "path": name, "hash": f"sha256:{tell or hashlib.sha256(body).hexdigest()}", "bytes": len(body)}
        for name, body in names.items()
    ]
    package = json.dumps({"profile": "data-package", "wacz_version": "1.1.1", "resources": resources}).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", kind) as made:
        for name, body in {**names, "datapackage.json": package, **(more or {})}.items():
            made.writestr(zipfile.ZipInfo(name, (2016, 3, 10, 9, 0, 0)), body, kind)
    return out.getvalue()


# Telegram


def telegram_post(number: int, text: str, **said: object) -> dict[str, object]:
    """One message as Telegram Desktop exports it."""
    post = {"id": number, "type": "message", "date": "2016-03-10T03:00:00", "date_unixtime": "1457566200", "from": "راصد الشمال"}
    return {**post, "text": text, "text_entities": [{"type": "plain", "text": text}], **said}


def telegram_chat(*posts: dict[str, object], name: str = "راصد الشمال") -> dict[str, object]:
    return {"name": name, "type": "public_channel", "id": 1, "messages": list(posts)}
