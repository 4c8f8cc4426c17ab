"""JSON lines and CSV with a column mapping → captures, a row each, read row by row so that memory stays flat."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from isnad.model.capture import Beside, Capture
from isnad.model.errors import InputRefused
from isnad.model.note import Note
from isnad.sources.strict_json import find_doubled_keys, read_strict_json

FIELDS = ("text", "title", "outlet", "url", "published", "author")
MOST_CELL = 5_000_000
_SNIFFED = 64_000
_MOST_KEPT = 500
"""Characters of a column that is not ours, kept as evidence beside the report."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: a capture, or why there is none; `others` are the columns that are not mapped."""

    number: int
    capture: Capture | None
    refused: InputRefused | None = None
    others: Mapping[str, str] = field(default_factory=dict)


def parse_mapping(written: str) -> dict[str, str]:
    """`title=headline,text=body` → our field → the table's column. Raises ValueError naming what is wrong."""
    pairs = [part.partition("=") for part in written.split(",") if part.strip()]
    found = {ours.strip(): theirs.strip() for ours, _, theirs in pairs}
    wrong = [ours for ours, theirs in found.items() if ours not in FIELDS or not theirs]
    if wrong or not found:
        raise ValueError(f"write FIELD=COLUMN,… with fields of {', '.join(FIELDS)}, not {wrong[0] if wrong else written!r}")
    return found


def is_json_lines(head: bytes, columns: Mapping[str, str]) -> bool:
    """Whether a file that begins with `head` holds JSON objects, a line each, with the column that is the text."""
    if not head.lstrip().startswith(b"{"):
        return False
    line = head.lstrip().partition(b"\n")[0].strip()
    try:
        first = read_strict_json(line)
    except ValueError:
        key = f'"{columns.get("text", "text")}"'.encode()
        return len(line) == len(head.strip()) and key in head
    return isinstance(first, dict) and columns.get("text", "text") in first


def is_csv(head: bytes, columns: Mapping[str, str]) -> bool:
    """Whether a file that begins with `head` has a header line that names the column that is the text."""
    line = head.decode(find_charset(head), "replace").partition("\n")[0].strip().removeprefix("\ufeff")
    delimiter = max(",;\t", key=line.count)
    cells = [cell.strip().strip('"') for cell in line.split(delimiter)]
    return len(cells) > 1 and columns.get("text", "text") in cells


def find_charset(head: bytes) -> str:
    """UTF-8, UTF-16 by its mark, else windows-1256, which spreadsheets of the region write."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        head[: max(0, len(head) - 4)].decode("utf-8")
    except UnicodeDecodeError as why:
        return "windows-1256" if why.end < len(head) - 8 else "utf-8-sig"
    return "utf-8-sig"


def read_json_lines(body: bytes | BinaryIO, columns: Mapping[str, str], *, name: str = "-") -> Iterator[Row]:
    """The rows of JSON lines; `columns` maps our fields (text, title, outlet, url, published, author) to keys."""
    for number, line in enumerate(_lines(io.BytesIO(body) if isinstance(body, bytes) else body), 1):
        if not line.strip():
            continue
        if len(line) > MOST_CELL:
            yield Row(number, None, InputRefused("too-large", f"line {number} is longer than {MOST_CELL:,} bytes"))
            continue
        try:
            values = read_strict_json(line.removeprefix(b"\xef\xbb\xbf"))
        except ValueError as why:
            yield Row(number, None, InputRefused("unreadable", f"line {number} is no JSON: {why}"))
            continue
        if isinstance(values, dict):
            known = {k: str(v) for k, v in values.items() if v is not None}
            yield _row(number, known, columns, name, _doubled(line))
        else:
            yield Row(number, None, InputRefused("unreadable", f"line {number} is no JSON object"))


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """Lines, of endless ones only so much as tells that they are."""
    while line := file.readline(MOST_CELL + 1):
        yield line
        while len(line) > MOST_CELL and not line.endswith(b"\n"):
            line = file.readline(MOST_CELL + 1)
            if not line:
                return


def _doubled(line: bytes) -> tuple[Note, ...]:
    doubled = find_doubled_keys(line.removeprefix(b"\xef\xbb\xbf"))
    said = f"In this row the key {', '.join(doubled)} stands twice; its last value counts."
    return (Note(code="doubled-key", message=said),) if doubled else ()


def read_csv(body: bytes | BinaryIO, columns: Mapping[str, str], *, name: str = "-") -> Iterator[Row]:
    """The rows of a CSV with a header line; comma, semicolon or tab, whichever the header has most of."""
    file: BinaryIO = io.BytesIO(body) if isinstance(body, bytes) else body
    charset = find_charset(file.read(_SNIFFED))
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=charset, errors="replace", newline="")
    try:
        yield from _read_rows(text, columns, name)
    except csv.Error as why:
        yield Row(0, None, InputRefused("unreadable", f"this table is broken: {why}"))
    finally:
        text.detach()


def _read_rows(text: io.TextIOWrapper, columns: Mapping[str, str], name: str) -> Iterator[Row]:
    header = text.readline(_SNIFFED)
    delimiter = max(",;\t", key=header.count)
    csv.field_size_limit(MOST_CELL)
    names = next(csv.reader([header], delimiter=delimiter), [])
    rows: Iterable[list[str]] = csv.reader(text, delimiter=delimiter, strict=True)
    for number, cells in enumerate(rows, 2):
        if cells:
            yield _row(number, dict(zip(names, cells, strict=False)), columns, name)


def _row(number: int, values: dict[str, str], columns: Mapping[str, str], name: str, notes: tuple[Note, ...] = ()) -> Row:
    ours = {field: values.get(columns.get(field, field), "").strip() for field in FIELDS}
    mapped = {columns.get(field, field) for field in FIELDS}
    others = {key: value[:_MOST_KEPT] for key, value in values.items() if key not in mapped}
    if not ours["text"]:
        why = InputRefused("empty", f"row {number} has no text in column {columns.get('text', 'text')!r}")
        return Row(number, None, why, others)
    beside = Beside(
        outlet=ours["outlet"] or None, url=ours["url"] or None, published=ours["published"] or None, author=ours["author"] or None
    )
    body = _titled(ours["title"], ours["text"]).encode("utf-8", "replace")
    return Row(number, Capture(body, name=f"{name}:{number}", beside=beside, notes=notes), None, others)


def _titled(title: str, text: str) -> str:
    """The text under its title, unless it begins with it or is a page of its own."""
    first = text.partition("\n")[0].strip()
    return text if not title or first == title or first.startswith("<") else f"{title}\n\n{text}"
