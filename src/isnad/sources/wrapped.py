"""Documents that are a wrapping around one report, opened for the reader: a PDF with a text layer, a saved page (MHTML).

The bytes received stay the document's identity and evidence; what is read of them is made anew from them at each reading.
"""

from dataclasses import replace

from isnad.model.capture import Beside, Capture
from isnad.model.errors import InputRefused
from isnad.model.note import Found, Note
from isnad.sources.apart import ask_apart
from isnad.sources.mhtml import is_mhtml

MOST_WRAPPED = 20_000_000


def open_wrapped(capture: Capture) -> Found[Capture]:
    """`capture` with its `inner` page or text, where it is a wrapping; told by content. Raises InputRefused."""
    if len(capture.body) <= MOST_WRAPPED:
        if capture.body[:1_024].lstrip()[:5] == b"%PDF-":
            capture = _open_pdf(capture)
        elif is_mhtml(capture.body):
            capture = _open_mhtml(capture)
    return Found(capture, capture.notes)


def _open_pdf(capture: Capture) -> Capture:
    pages: list[str] = ask_apart("pdf", capture.body)[0]
    if not any(pages):
        raise InputRefused("empty", "It is a PDF without a text layer, as scans are; run a text recognition over it first.")
    blank = [str(n) for n, page in enumerate(pages, 1) if not page]
    notes = (Note(code="page-without-text", message=f"PDF pages without a text layer: {', '.join(blank)}."),) if blank else ()
    text = "\n\n".join(filter(None, pages))
    return replace(capture, inner=text.encode("utf-8", "surrogatepass"), notes=(*capture.notes, *notes))


def _open_mhtml(capture: Capture) -> Capture:
    (charset, url), page = ask_apart("mhtml", capture.body)
    beside: Beside = replace(capture.beside, url=capture.beside.url or url)
    return replace(capture, inner=page, charset=charset or capture.charset, beside=beside)
