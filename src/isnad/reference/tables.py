"""Tab-separated tables of what we know beforehand, checked as they load.

A table is UTF-8: a header line, one fact a line, `#` opens a comment line, blank lines are skipped, missing
trailing cells are empty. A table that breaks its own rules raises `BadReference` with its file and line.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from isnad.letters import fold
from isnad.model.errors import BadReference

DATA = Path(__file__).parent / "data"

Row = dict[str, str]
_SLUG_WORD = re.compile(r"[a-z0-9]+")
_PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")


@cache
def load_table(name: str, columns: tuple[str, ...], *, key: tuple[str, ...] = (), folded: str = "") -> tuple[Row, ...]:
    """The rows of `data/NAME` (`numbers/words.tsv`), in order.

    `columns` must be exactly those of the header. No two rows may share the values of the columns `key`, nor, where `folded`
    names a column, may two rows that differ elsewhere fold to the same search form in it.
    """
    path = DATA / name
    rows = list(_rows(path, columns))
    _no_twins(path, rows, key)
    if folded:
        _no_folded_clash(path, rows, folded)
    return tuple(row for _, row in rows)


@cache
def load_roles(name: str) -> dict[str, frozenset[str]]:
    """A table of `word` and `role` → the folded words of each role."""
    roles: dict[str, set[str]] = {}
    for row in load_table(name, ("word", "role"), key=("word", "role")):
        roles.setdefault(row["role"], set()).add(fold(row["word"]))
    return {role: frozenset(words) for role, words in roles.items()}


def _rows(path: Path, columns: Sequence[str]) -> Iterator[tuple[int, Row]]:
    lines = _lines(path)
    _, header = next(lines, (0, ""))
    if tuple(header.split("\t")) != tuple(columns):
        raise bad(path, 1, f"the columns must be {' '.join(columns)}, not {header!r}")
    for at, line in lines:
        cells = line.split("\t")
        if len(cells) > len(columns):
            raise bad(path, at, f"{len(cells)} cells for {len(columns)} columns")
        cells += [""] * (len(columns) - len(cells))
        yield at, dict(zip(columns, map(str.strip, cells), strict=True))


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise bad(path, 0, str(error)) from error
    wrong = _PRESENTATION.search(text)
    if wrong:
        raise bad(path, text.count("\n", 0, wrong.start()) + 1, "presentation-form letters; write the plain letters")
    for at, line in enumerate(text.split("\n"), 1):
        if line.strip() and not line.startswith("#"):
            yield at, line.rstrip("\r")


def _no_twins(path: Path, rows: list[tuple[int, Row]], key: tuple[str, ...]) -> None:
    seen: dict[tuple[str, ...], int] = {}
    for at, row in rows if key else []:
        values = tuple(row[k] for k in key)
        if values in seen:
            raise bad(path, at, f"{' '.join(values)} stands already on line {seen[values]}")
        seen[values] = at


def _no_folded_clash(path: Path, rows: list[tuple[int, Row]], column: str) -> None:
    seen: dict[str, tuple[int, Row]] = {}
    for at, row in rows:
        before = seen.setdefault(fold(row[column]), (at, row))
        if {**before[1], column: ""} != {**row, column: ""}:
            raise bad(path, at, f"{row[column]} folds to the same letters as line {before[0]} and says otherwise")


def bad(path: Path, line: int, why: str) -> BadReference:
    """The error of a table that breaks its rules."""
    return BadReference("bad-reference", f"{path.parent.name}/{path.name}:{line}: {why}")


def split_cell(cell: str) -> tuple[str, ...]:
    """The values of a cell that holds several, parted by `|`."""
    return tuple(filter(None, map(str.strip, cell.split("|")))) if cell else ()


def slug(latin: str) -> str:
    """A stable identifier made from an English name: "Hay'at Tahrir al-Sham" → "hayat-tahrir-al-sham"."""
    plain = latin if latin.isascii() else unicodedata.normalize("NFKD", latin).encode("ascii", "ignore").decode()
    return "-".join(_SLUG_WORD.findall(plain.lower().replace("'", "")))
