"""Backup and restore, while running: a database copy that is a point in time, the blobs it names, sums of everything.

A backup is made aside and renamed when whole, so that nothing half-made looks complete.
"""

import hashlib
import os
import shutil
import sqlite3
from pathlib import Path

from sqlalchemy import create_engine, select

from isnad.archive import tables as t
from isnad.archive.crashes import crash_point
from isnad.archive.errors import ArchiveError
from isnad.archive.store import Archive

SUMS = "SHA256SUMS"
_BESIDE = ("checkpoints.jsonl", "signing.key", "signing.pub")


def backup(archive: Archive, target: Path) -> Path:
    """Copy the archive as it is now into `target`, a folder that must not exist. Raises ArchiveError `storage`."""
    if target.exists():
        raise ArchiveError("storage", f"{target} exists already; a backup is never written over another")
    aside = target.with_name(f".{target.name}.{os.getpid()}.part")
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True, mode=0o700)
    try:
        _copy_database(archive, aside / "archive.sqlite")
        _copy_blobs(archive, aside)
        for name in _BESIDE:
            if (archive.folder / name).exists():
                shutil.copy2(archive.folder / name, aside / name)
        crash_point("inside_backup")
        _write_sums(aside)
        aside.rename(target)
    except (OSError, sqlite3.Error) as fault:
        raise ArchiveError("storage", f"the backup could not be written: {fault}") from fault
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return target


def restore(source: Path, target: Path) -> None:
    """Make an archive in `target` (empty or absent) from a backup, whose sums must hold. Raises ArchiveError `damaged`."""
    if target.exists() and any(target.iterdir()):
        raise ArchiveError("storage", f"{target} is not empty; restore into a new place and compare")
    wrong = find_wrong_sums(source)
    if wrong:
        raise ArchiveError("damaged", f"this backup is not whole, {wrong[0]} does not match its sum ({len(wrong)} in all)")
    shutil.copytree(source, target, dirs_exist_ok=True, ignore=shutil.ignore_patterns(SUMS))


def find_wrong_sums(folder: Path) -> list[str]:
    """Files of a backup that are missing or changed; also the sums file itself where there is none."""
    sums = folder / SUMS
    if not sums.exists():
        return [SUMS]
    wanted = (line.split("  ", 1) for line in sums.read_text(encoding="utf-8").splitlines())
    return [name for digest, name in wanted if not (folder / name).exists() or _digest(folder / name) != digest]


def _copy_database(archive: Archive, to: Path) -> None:
    if archive.engine.dialect.name != "sqlite":
        raise ArchiveError("storage", "a team's PostgreSQL is backed up with pg_dump; see docs/how-to/archive.md")
    raw = archive.engine.raw_connection()
    try:
        copy = sqlite3.connect(to)
        with copy:
            raw.driver_connection.backup(copy)  # type: ignore[union-attr]
        copy.close()
    finally:
        raw.close()


def _copy_blobs(archive: Archive, aside: Path) -> None:
    """The blobs the copied database names: later ones are not part of this point in time."""
    copied = create_engine(f"sqlite:///{aside / 'archive.sqlite'}")
    with copied.connect() as connection:
        named = connection.execute(select(t.documents.c.sha256).where(t.documents.c.outcome != "erased")).scalars().all()
    copied.dispose()
    for digest in named:
        to = aside / "blobs" / digest[:2] / digest
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(archive.blobs.path(digest), to)


def _write_sums(folder: Path) -> None:
    files = sorted(p for p in folder.rglob("*") if p.is_file())
    lines = [f"{_digest(path)}  {path.relative_to(folder)}\n" for path in files]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
