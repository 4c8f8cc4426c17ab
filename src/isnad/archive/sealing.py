"""A backup as one file that only whoever holds the key can open: a tar inside age (age-encryption.org), by the rage library.

Whoever backs up needs the public key alone, so that a laptop that is taken cannot open its own backups. Needs the extra
`isnad[seal]`. Nothing unencrypted is written where the backup goes, which may be another's disk.
"""

import os
import shutil
import tarfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from isnad.archive.errors import ArchiveError
from isnad.archive.keeping import backup, restore
from isnad.archive.store import Archive

_CHUNK = 1 << 20
ASIDE = ".sealing"
"""Beginning of the name of a folder inside the archive where a sealed backup is gathered; what a crash left is swept."""


def make_key(path: Path) -> str:
    """Write a new secret key to `path`, as age-keygen does; the public key, to which backups are sealed."""
    identity = _age().x25519.Identity.generate()
    public = str(identity.to_public())
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as fault:
        raise ArchiveError("storage", f"the key could not be written: {fault}") from fault
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(f"# public key: {public}\n{identity}\n")
    return public


def seal_backup(archive: Archive, target: Path, recipients: Sequence[str]) -> Path:
    """Back up as it is now into the file `target`, for the holders of `recipients` (age1… or ssh-ed25519 …) alone.

    Raises ArchiveError `storage`, `bad-key`, `not-installed`.
    """
    keys = [_recipient(written) for written in recipients]
    if target.exists():
        raise ArchiveError("storage", f"{target} exists already; a backup is never written over another")
    sweep_aside(archive.folder)
    gathered = archive.folder / f"{ASIDE}.{os.getpid()}"
    written = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        backup(archive, gathered)
        with written.open("wb") as out:
            _age().encrypt_io(_Reader(_tarred(gathered)), out, keys)
            out.flush()
            os.fsync(out.fileno())
        written.rename(target)
    except OSError as fault:
        raise ArchiveError("storage", f"the backup could not be written: {fault}") from fault
    finally:
        written.unlink(missing_ok=True)
        shutil.rmtree(gathered, ignore_errors=True)
    return target


def restore_sealed(source: Path, target: Path, key: Path | None) -> None:
    """Make an archive in `target` from a sealed backup. Raises ArchiveError `bad-key`, `damaged`, `storage`, `not-installed`."""
    if key is None:
        raise ArchiveError("bad-key", f"{source} is one file, so a sealed backup: give the secret key with --key")
    identities = _identities(key)
    aside = target.with_name(f".{target.name}.{os.getpid()}.part")
    aside.mkdir(parents=True, mode=0o700)
    try:
        with source.open("rb") as sealed, (aside / "tar").open("wb") as out:
            _open(sealed, out, identities)
        _unpack(aside / "tar", aside / "whole")
        restore(aside / "whole", target)
    except tarfile.TarError as fault:
        raise ArchiveError("damaged", f"this backup is not whole: {fault}") from fault
    except OSError as fault:
        raise ArchiveError("storage", f"the backup could not be restored: {fault}") from fault
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def sweep_aside(folder: Path) -> None:
    """Remove what a crash left of a sealed backup that was being gathered."""
    for left in folder.glob(f"*{ASIDE}.*"):
        shutil.rmtree(left, ignore_errors=True)


def _age() -> Any:
    try:
        import pyrage  # type: ignore[import-untyped]
    except ImportError:
        raise ArchiveError("not-installed", "A backup is sealed only with the extra: pip install 'isnad[seal]'.") from None
    return pyrage


def _recipient(written: str) -> Any:
    age = _age()
    kind = age.ssh.Recipient if written.startswith("ssh-") else age.x25519.Recipient
    try:
        return kind.from_str(written.strip())
    except age.RecipientError:
        raise ArchiveError("bad-key", f"{written[:24]}… is no public key of age; isnad new-key makes one") from None


def _identities(key: Path) -> list[Any]:
    age = _age()
    try:
        lines = key.read_text(encoding="utf-8").splitlines()
        found = [age.x25519.Identity.from_str(line) for line in lines if line.startswith("AGE-SECRET-KEY-")]
        if not found:
            found = [age.ssh.Identity.from_buffer(key.read_bytes())]
    except (OSError, ValueError, age.IdentityError) as fault:
        raise ArchiveError("bad-key", f"{key} holds no secret key: {fault}") from None
    return found


def _open(sealed: Any, out: Any, identities: Sequence[Any]) -> None:
    age = _age()
    try:
        age.decrypt_io(sealed, out, identities)
    except age.DecryptError as fault:
        raise ArchiveError("bad-key", f"this key does not open the backup: {fault}") from None
    except OSError as fault:
        if fault.errno is not None:
            raise  # the disk's, not the library's
        raise ArchiveError("damaged", f"this backup was changed or cut short: {fault}") from None


def _unpack(tar: Path, into: Path) -> None:
    """Plain files alone, under `into`: what `filter="data"` is for, which Debian's Python 3.11.2 does not have."""
    with tarfile.open(tar) as packed:
        for told in packed:
            path, body = (into / told.name).resolve(), packed.extractfile(told) if told.isfile() else None
            if body is None or not path.is_relative_to(into.resolve()):
                raise ArchiveError("damaged", f"this backup holds what no backup of ours does: {told.name[:80]}")
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as file:
                shutil.copyfileobj(body, file)


def _tarred(folder: Path) -> Iterator[bytes]:
    """The folder as a tar, a piece at a time: no copy of an archive is made in memory or on the disk."""
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        told = tarfile.TarInfo(str(path.relative_to(folder)))
        told.size, told.mode = path.stat().st_size, 0o600
        yield told.tobuf(tarfile.PAX_FORMAT)
        with path.open("rb") as file:
            while piece := file.read(_CHUNK):
                yield piece
        yield b"\0" * (-told.size % tarfile.BLOCKSIZE)
    yield b"\0" * (2 * tarfile.BLOCKSIZE)


class _Reader:
    """Pieces, read as a file is."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._left = pieces, b""

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes, all that are left where it is negative; none at the end."""
        if size < 0:
            whole, self._left = self._left + b"".join(self._pieces), b""
            return whole
        while not self._left:
            piece = next(self._pieces, None)
            if piece is None:
                return b""
            self._left = piece
        out, self._left = self._left[:size], self._left[size:]
        return out
