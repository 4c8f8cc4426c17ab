"""The nasty corpus: 300 inputs made anew, the same ones each time, each with how it may end (trust: R5).

Made, never stored: nothing in it is anyone's document, and no scanner finds a bomb in the repository.
"""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.nasty import packed, pages, places, rows, texts
from tests.nasty.good import good_files, report
from tests.sources import made

BLNS = Path(__file__).parents[3] / "shared" / "data" / "blns.json"
SIZE = 300
REFUSALS = frozenset(
    {
        "empty",
        "binary",
        "not-arabic",
        "not-a-report",
        "too-large",
        "hostile-markup",
        "unreadable",
        "unsupported-format",
        "unsupported-coding",
        "bad-sidecar",
    }
)
"""Codes a document may be refused with; `internal-error` is none of them."""
READ = frozenset({"new"})
_EITHER = REFUSALS | READ
_BOMBS = frozenset({"too-large", "unsupported-format", "unsupported-coding", "binary", "unreadable", "empty"})


@dataclass(frozen=True, slots=True)
class Nasty:
    """One input: its path, and the ends its reports may come to: `new`, `seen`, or the code of a refusal."""

    path: Path
    ends: frozenset[str]


def make_corpus(folder: Path) -> list[Nasty]:
    """Make the corpus below `folder`; its inputs, a file or place each."""
    folder.mkdir(parents=True)
    inputs = [each for family in _families() for each in _make_family(folder / family.name, family)]
    inputs += _make_named(folder / "names")
    inputs += _make_side_cars(folder / "side-cars")
    inputs += _make_places(folder / "places")
    return inputs


def make_good(folder: Path, count: int) -> list[Path]:
    """Make `count` good reports in `folder`."""
    folder.mkdir(parents=True)
    for name, body in good_files(count):
        (folder / name).write_bytes(body)
    return sorted(folder.iterdir())


@dataclass(frozen=True, slots=True)
class _Family:
    name: str
    suffix: str
    files: Iterable[tuple[str, bytes]]
    ends: frozenset[str]


def _naughty() -> Iterator[tuple[str, bytes]]:
    """The big list of naughty strings, a part of it in each of ten reports; where the list is not, our own stand in for it."""
    known = (
        json.loads(BLNS.read_text(encoding="utf-8"))
        if BLNS.exists()
        else ["<script>", "../../", "%s%n", "\u202e", "NULL", "=1+1"]
    )
    for n in range(10):
        words = " ".join(known[n::10]).encode("utf-8", "surrogatepass")
        yield f"{n}", report(5_000 + n).encode() + words


def _families() -> tuple[_Family, ...]:
    page = made.html(number=70)
    return (
        _Family("empty", ".txt", texts.empty_texts(), frozenset({"empty", "not-a-report", "not-arabic"})),
        _Family("encoded", ".html", texts.encoded_texts(), _EITHER),
        _Family("odd", ".txt", texts.odd_texts(), _EITHER),
        _Family("naughty", ".txt", _naughty(), _EITHER),
        _Family("pages", ".html", pages.hostile_pages(), _EITHER),
        _Family("cut-pages", ".html", pages.cut_pages(page), _EITHER),
        _Family(
            "kinds",
            ".html",
            packed.other_kinds(),
            frozenset({"binary", "unsupported-format", "unsupported-coding", "not-arabic", "not-a-report"}),
        ),
        # "seen": a packed body of a WARC that is not undone is kept as it came, and the same bytes are here as a file too.
        _Family("bombs", ".html", packed.bombs(), _BOMBS | {"seen"}),
        _Family("cut-files", ".bin", packed.cut_files(), _EITHER | {"seen"}),
        _Family("damaged", ".bin", packed.damaged_files(), _EITHER | {"seen"}),
        _Family("saved", ".mhtml", packed.saved_pages(), _EITHER),
        _Family("pdf", ".pdf", packed.broken_pdfs(), _EITHER),
        _Family("warc", ".warc", packed.odd_warcs(), _EITHER | {"seen"}),
        _Family("lines", ".jsonl", rows.json_lines(), _EITHER),
        _Family("tables", ".csv", rows.tables(), _EITHER | {"seen"}),
        _Family("exports", ".json", rows.exports(), _EITHER),
        _Family("feeds", ".xml", rows.feeds(), frozenset({"unsupported-format", "not-arabic", "hostile-markup"})),
    )


def _make_family(folder: Path, family: _Family) -> Iterator[Nasty]:
    folder.mkdir()
    for name, body in family.files:
        path = folder / f"{name}{family.suffix}"
        path.write_bytes(body)
        yield Nasty(path, family.ends)


def _make_named(folder: Path) -> Iterator[Nasty]:
    """Good reports under odd names: a name is no reason to refuse one."""
    folder.mkdir()
    for n, name in enumerate(places.NAMES):
        path = folder / os.fsdecode(name)
        path.write_bytes(report(6_000 + n).encode())
        yield Nasty(path, READ)


def _make_side_cars(folder: Path) -> Iterator[Nasty]:
    folder.mkdir()
    for n, (name, body) in enumerate(rows.side_cars()):
        path = folder / f"{name}.txt"
        path.write_bytes(report(7_000 + n).encode())
        (folder / f"{name}.meta.json").write_bytes(body)
        yield Nasty(path, READ | {"bad-sidecar"})


def _make_places(folder: Path) -> Iterator[Nasty]:
    folder.mkdir()
    good = folder.parent / "elsewhere.html"
    good.write_bytes(made.html(number=69))
    yield Nasty(good, READ | {"seen"})
    for path, ends in places.make_odd_places(folder, good, report(8_000).encode()):
        yield Nasty(path, ends)
