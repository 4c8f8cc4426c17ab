"""Files, folders and standard input → captures."""

import os
import stat
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from isnad.model.capture import Beside, Capture
from isnad.model.errors import InputRefused
from isnad.model.strings import escape_string
from isnad.sources.sidecar import find_sidecar_notes, read_sidecar

MAX_RAW = 20_000_000
"""Bytes that are read of an input (trust.md S2); the page stage refuses what is larger."""

_LONGEST_NAME = 200
"""Bytes; disks take 255, and an output's name is longer than its input's."""


@dataclass(frozen=True, slots=True)
class Input:
    """One report to be read: `path` is None for standard input; `name` is unique among the inputs of one run."""

    path: Path | None
    name: str

    @property
    def shown(self) -> str:
        return "-" if self.path is None else show_path(self.path)


def show_path(path: Path) -> str:
    """`path` as a name that can be stored and shown; bytes of it that are no UTF-8 are written out."""
    return escape_string(str(path))


def find_inputs(paths: Sequence[str]) -> list[Input]:
    """The reports at `paths`: a file is one, a folder all files below it, "-" standard input.

    Files of a folder come sorted; side-cars and hidden files are passed over.
    """
    found = [path for given in paths for path in _expand(given)]
    taken: set[str] = set()
    return [Input(path, _unique_name(path, taken)) for path in found]


def read_input(given: Input, options: Beside | None = None) -> Capture:
    """The capture of one input; `options` beat its side-car. Raises InputRefused (unreadable, too-large, bad-sidecar)."""
    if given.path is None:
        return Capture(body=sys.stdin.buffer.read(MAX_RAW + 1), name="-", beside=options or Beside())
    body = _read_bytes(given.path)
    beside = merge_beside(options or Beside(), read_sidecar(given.path))
    return Capture(body=body, name=escape_string(given.path.name), beside=beside, notes=find_sidecar_notes(given.path))


def merge_beside(first: Beside, second: Beside) -> Beside:
    """`first` where it says something, `second` elsewhere."""
    return replace(
        first,
        outlet=first.outlet or second.outlet,
        url=first.url or second.url,
        published=first.published or second.published,
        author=first.author or second.author,
        fed=first.fed or second.fed,
        via=first.via or second.via,
        published_by_option=first.published_by_option or (not first.published and second.published_by_option),
    )


def _expand(given: str) -> Iterator[Path | None]:
    if given == "-":
        yield None
    elif _is_folder(Path(given)):
        yield from _below(Path(given))
    else:
        yield Path(given)


def _below(folder: Path) -> Iterator[Path]:
    """The files under a folder in sorted order. Links to folders are not followed, so that no walk goes in circles."""
    try:
        inside = sorted(folder.iterdir())
    except OSError:
        yield folder
        return
    for path in inside:
        if path.name.startswith(".") or path.name.endswith(".meta.json"):
            continue
        if _is_folder(path):
            yield from () if path.is_symlink() else _below(path)
        else:
            yield path


def _is_folder(path: Path) -> bool:
    """Whether it is one; what cannot even be looked at is an input, and reading it will say why it is none."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _unique_name(path: Path | None, taken: set[str]) -> str:
    """NAME for DIR/NAME.json: the stem, then the full name, then numbered."""
    stem, full = ("stdin", "stdin") if path is None else (_shortened(path.stem), _shortened(path.name))
    candidates = [stem, full, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))]
    name = next(c for c in candidates if c.lower() not in taken)
    taken.add(name.lower())
    return name


def _shortened(name: str) -> str:
    """The beginning of a name, such that what is added to it still is one a disk takes."""
    while len(os.fsencode(name)) > _LONGEST_NAME:
        name = name[:-1]
    return name


def _read_bytes(path: Path) -> bytes:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise InputRefused(
                "unreadable",
                "It is no regular file (a closed folder, a device or a pipe); give a file, or - for standard input.",
            )
        with path.open("rb") as file:
            return file.read(MAX_RAW + 1)
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise InputRefused("unreadable", f"It cannot be opened ({why}); check the path and the rights to it.") from error
