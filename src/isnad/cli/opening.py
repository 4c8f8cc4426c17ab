"""What the commands of the archive share: where it stands, its exit codes, its lines of JSON and its errors."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from rich.console import Console

from isnad.archive.errors import ArchiveError
from isnad.archive.store import Archive, open_archive
from isnad.cli.bidi import escape_hidden
from isnad.model.errors import IsnadError
from isnad.settings import read_settings

Place = Annotated[
    Path | None, typer.Option("--archive", metavar="DIR", help="The archive's folder (ISNAD_ARCHIVE, else your data folder).")
]
AsJson = Annotated[bool, typer.Option("--json", help="One line of JSON an answer, for programs.")]
EXIT_SOME, EXIT_USAGE, EXIT_DAMAGED, EXIT_STORAGE = 1, 2, 3, 4
EXIT_OF = {"storage": EXIT_STORAGE, "damaged": EXIT_DAMAGED}
T = TypeVar("T")


def open_place(folder: Path | None) -> Archive:
    """The archive the command works on; what is wrong with it is explained, and the command left."""
    settings = read_settings()
    return guarded(lambda: open_archive(folder or settings.archive, url=settings.database))


def guarded(work: Callable[[], T]) -> T:
    """`work` done, or its error explained and the command left with its exit code."""
    try:
        return work()
    except ArchiveError as fault:
        explain(fault)
        raise typer.Exit(EXIT_OF.get(fault.code, EXIT_SOME)) from None


def explain(fault: IsnadError) -> None:
    """Name an error to the user: its code, and its sentence."""
    Console(stderr=True, highlight=False).print(f"{fault.code}: {fault.message}", markup=False, soft_wrap=True)


def write_line(value: object) -> None:
    """One line of JSON, out at once, so that what was told is out even if the next input kills us.

    Arabic stays legible; characters that reorder or hide text or command a terminal are escaped, which to a program is the same.
    """
    sys.stdout.write(escape_hidden(json.dumps(value, ensure_ascii=False)) + "\n")
    sys.stdout.flush()
