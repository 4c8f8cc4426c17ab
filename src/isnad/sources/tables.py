"""JSON lines and CSV with a column mapping → captures, a row each."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from isnad.model.capture import Beside, Capture
from isnad.model.errors import InputRefused
from isnad.sources.strict_json import read_strict_json

FIELDS = ("text", "title", "outlet", "url", "published", "author")
MOST_CELL = 5_000_000


@dataclass(frozen=True, slots=True)
class Row:
    """One row: a capture, or why there is none."""

    number: int
    capture: Capture | None
    refused: InputRefused | None = None


def read_json_lines(body: bytes, columns: Mapping[str, str], *, name: str = "-") -> Iterator[Row]:
    """The rows of a JSON-lines body; `columns` maps our fields (text, title, outlet, url, published, author) to keys."""
    for number, line in enumerate(body.splitlines(), 1):
        if not line.strip():
            continue
        try:
            values = read_strict_json(line)
        except (ValueError, UnicodeDecodeError) as why:
            yield Row(number, None, InputRefused("unreadable", f"line {number} is no JSON: {why}"))
            continue
        if isinstance(values, dict):
            yield _row(number, {k: str(v) for k, v in values.items() if v is not None}, columns, name)
        else:
            yield Row(number, None, InputRefused("unreadable", f"line {number} is no JSON object"))


def read_csv(body: bytes, columns: Mapping[str, str], *, name: str = "-") -> Iterator[Row]:
    """The rows of a CSV body with a header line; comma, semicolon or tab, whichever the header has most of."""
    text = body.decode("utf-8-sig", "replace")
    header = text.partition("\n")[0]
    delimiter = max(",;\t", key=header.count)
    csv.field_size_limit(MOST_CELL)
    try:
        for number, values in enumerate(csv.DictReader(io.StringIO(text), delimiter=delimiter, strict=True), 2):
            known = {k: v for k, v in values.items() if isinstance(k, str) and isinstance(v, str)}
            yield _row(number, known, columns, name)
    except csv.Error as why:
        yield Row(0, None, InputRefused("unreadable", f"this table is broken: {why}"))


def _row(number: int, values: dict[str, str], columns: Mapping[str, str], name: str) -> Row:
    ours = {field: values.get(columns.get(field, field), "").strip() for field in FIELDS}
    if not ours["text"]:
        return Row(number, None, InputRefused("empty", f"row {number} has no text in column {columns.get('text', 'text')!r}"))
    titled = ours["title"] and ours["text"].partition("\n")[0].strip() != ours["title"]
    text = f"{ours['title']}\n\n{ours['text']}" if titled else ours["text"]
    beside = Beside(
        outlet=ours["outlet"] or None, url=ours["url"] or None, published=ours["published"] or None, author=ours["author"] or None
    )
    return Row(number, Capture(text.encode(), name=f"{name}:{number}", beside=beside))
