"""Bytes as received, kept by their SHA-256: `blobs/ab/abcd…`. Nothing here is ever rewritten.

A blob is on the disk, whole and durable, before any row names it: written aside, synced, renamed, its folder synced.
A crash leaves at most an orphan, which `sweep` removes.
"""

import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from isnad.archive.crashes import crash_point


class BlobDamaged(Exception):
    """The bytes under a digest are not those the digest names."""

    def __init__(self, digest: str) -> None:
        super().__init__(f"the bytes kept under {digest} have changed")
        self.digest = digest


@dataclass(frozen=True, slots=True)
class Blobs:
    """A folder of blobs. `fsync` is a parameter so that tests can make it fail."""

    root: Path
    fsync: Callable[[int], None] = os.fsync

    def path(self, digest: str) -> Path:
        return self.root / digest[:2] / digest

    def store(self, body: bytes) -> str:
        """Keep `body`; its digest. Bytes that are there already are not written again. Raises OSError when the disk refuses."""
        digest = hashlib.sha256(body).hexdigest()
        path = self.path(digest)
        if path.exists():
            return digest
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = self.root / f".{digest}.{os.getpid()}.tmp"
        try:
            self._write(aside, body)
            crash_point("before_blob_rename")
            aside.rename(path)
        finally:
            aside.unlink(missing_ok=True)
        self._sync_folder(path.parent)
        crash_point("after_blob_rename")
        return digest

    def fetch(self, digest: str) -> bytes:
        """The bytes under `digest`, checked. Raises KeyError where there are none, BlobDamaged where they have changed."""
        try:
            body = self._read(digest)
        except FileNotFoundError:
            raise KeyError(digest) from None
        if hashlib.sha256(body).hexdigest() != digest:
            raise BlobDamaged(digest)
        return body

    def digests(self) -> Iterator[str]:
        """Every digest kept, in order."""
        for folder in sorted(p for p in self.root.glob("??") if p.is_dir()):
            yield from sorted(p.name for p in folder.iterdir())

    def sweep(self, named: Callable[[str], bool]) -> list[str]:
        """Remove half-written files and blobs no row names, durably; the digests removed. For whoever is the only writer."""
        for aside in self.root.glob(".*.tmp"):
            aside.unlink(missing_ok=True)
        orphans = [digest for digest in self.digests() if not named(digest)]
        for digest in orphans:
            self.path(digest).unlink()
            self._sync_folder(self.path(digest).parent)
        return orphans

    def _read(self, digest: str) -> bytes:
        """Without paths as objects and without buffers: an archive is verified a hundred thousand small files at a time."""
        with open(f"{self.root}/{digest[:2]}/{digest}", "rb", buffering=0) as file:
            return file.readall()

    def _write(self, path: Path, body: bytes) -> None:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        try:
            view = memoryview(body)
            while view:
                view = view[os.write(handle, view) :]
            self.fsync(handle)
        finally:
            os.close(handle)

    def _sync_folder(self, folder: Path) -> None:
        if not folder.is_dir():
            return
        handle = os.open(folder, os.O_RDONLY)
        try:
            self.fsync(handle)
        finally:
            os.close(handle)
