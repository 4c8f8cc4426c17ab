"""The audit log: append-only, each entry holding the hash of the one before, its head signed from time to time.

A bare chain is not enough: whoever has the file can restamp or cut it. Signed checkpoints (Ed25519: head, count, time),
kept outside the database, show both. `find_tampering` names the first entry that does not hold.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from sqlalchemy import Connection, func, insert, select

from isnad.archive.crashes import crash_point
from isnad.archive.tables import audit

GENESIS = "0" * 64
_TAIL = 4_096
"""Bytes at the end of the checkpoints that surely hold a whole line, which has about 300."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log."""

    seq: int
    at: str
    operator: str
    action: str
    subject: str
    detail: str
    previous: str
    hash: str

    def computed(self) -> str:
        """The hash its other fields demand."""
        fields = [self.seq, self.at, self.operator, self.action, self.subject, self.detail, self.previous]
        return hashlib.sha256(_canonical(fields).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A signed statement: at `at` the log had `count` entries and this `head`."""

    count: int
    head: str
    at: str
    signature: str

    def message(self) -> bytes:
        return _canonical(["isnad-checkpoint-1", self.count, self.head, self.at]).encode()


@dataclass(frozen=True, slots=True)
class Tampering:
    """The first place where the log does not hold, and why."""

    seq: int
    why: str


def append(connection: Connection, *, at: str, operator: str, action: str, subject: str, detail: dict[str, Any]) -> Entry:
    """Add one entry inside the caller's transaction, so that a change and its trace stand or fall together."""
    last = connection.execute(select(audit.c.seq, audit.c.hash).order_by(audit.c.seq.desc()).limit(1)).first()
    seq, previous = (last.seq + 1, last.hash) if last else (1, GENESIS)
    bare = Entry(seq, at, operator, action, subject, _canonical(detail), previous, "")
    entry = Entry(seq, at, operator, action, subject, bare.detail, previous, bare.computed())
    connection.execute(insert(audit).values(**{name: getattr(entry, name) for name in Entry.__slots__}))
    return entry


def read_entries(connection: Connection, *, batch: int = 5_000) -> Iterator[Entry]:
    """The log in order, in batches, so that a long one needs no memory."""
    after = 0
    while True:
        rows = connection.execute(select(audit).where(audit.c.seq > after).order_by(audit.c.seq).limit(batch)).all()
        for row in rows:
            yield Entry(*row)
        if len(rows) < batch:
            return
        after = rows[-1].seq


def find_tampering(entries: Iterable[Entry], checkpoints: Iterable[Checkpoint], key: Ed25519PublicKey) -> Tampering | None:
    """The first entry that breaks the chain or a signed checkpoint; None where all holds."""
    heads = {0: GENESIS}
    previous, seq = GENESIS, 0
    for entry in entries:
        seq += 1
        broken = _broken(entry, seq, previous)
        if broken:
            return Tampering(seq, broken)
        previous = heads[seq] = entry.hash
    held = 0
    for point in sorted(checkpoints, key=lambda p: p.count):
        if not _signed(point, key):
            return Tampering(point.count, "a checkpoint's signature is not ours")
        if point.count > seq:
            return Tampering(seq + 1, f"the log ends at {seq}, a signed checkpoint counted {point.count}")
        if heads[point.count] != point.head:
            return Tampering(held + 1, f"rewritten somewhere from here to {point.count}: a signed checkpoint has another head")
        held = point.count
    return None


def _broken(entry: Entry, seq: int, previous: str) -> str | None:
    if entry.seq != seq:
        return "an entry is missing or out of order"
    if entry.previous != previous:
        return "an entry does not follow the one before it"
    if entry.hash != entry.computed():
        return "an entry was changed"
    return None


def _signed(point: Checkpoint, key: Ed25519PublicKey) -> bool:
    try:
        key.verify(bytes.fromhex(point.signature), point.message())
    except (InvalidSignature, ValueError):
        return False
    return True


def sign_checkpoint(connection: Connection, folder: Path, *, at: str) -> Checkpoint | None:
    """Sign the log's head into `folder/checkpoints.jsonl`; None where the log is empty or the head is signed already."""
    count = connection.execute(select(func.max(audit.c.seq))).scalar_one()
    signed = _last_checkpoint(folder)
    if not count or (signed and signed.count == count):
        return None
    head = connection.execute(select(audit.c.hash).where(audit.c.seq == count)).scalar_one()
    bare = Checkpoint(count, head, at, "")
    point = Checkpoint(count, head, at, load_key(folder).sign(bare.message()).hex())
    crash_point("before_checkpoint")
    _append_line(folder / "checkpoints.jsonl", _canonical({name: getattr(point, name) for name in Checkpoint.__slots__}))
    crash_point("after_checkpoint")
    return point


def _append_line(path: Path, line: str) -> None:
    """Add a line, durably, where the last whole one ends: what a full disk or a crash has cut short is written over."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        size = os.fstat(handle).st_size
        tail = max(0, size - _TAIL)
        end = tail + os.pread(handle, _TAIL, tail).rfind(b"\n") + 1
        os.ftruncate(handle, end)
        os.pwrite(handle, f"{line}\n".encode(), end)
        os.fsync(handle)
    finally:
        os.close(handle)


def read_checkpoints(folder: Path) -> list[Checkpoint]:
    """The signed checkpoints in order; a last line cut short by a crash is left out."""
    path = folder / "checkpoints.jsonl"
    if not path.exists():
        return []
    whole = [line for line in path.read_text(encoding="utf-8").splitlines(keepends=True) if line.endswith("\n")]
    return [Checkpoint(**json.loads(line)) for line in whole]


def _last_checkpoint(folder: Path) -> Checkpoint | None:
    path = folder / "checkpoints.jsonl"
    if not path.exists():
        return None
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _TAIL))
        whole = [line for line in file.read().splitlines(keepends=True) if line.endswith(b"\n")]
    return Checkpoint(**json.loads(whole[-1])) if whole else None


def load_key(folder: Path) -> Ed25519PrivateKey:
    """The archive's signing key, made on first use; kept 0600 beside the database."""
    path = folder / "signing.key"
    if path.exists():
        return Ed25519PrivateKey.from_private_bytes(path.read_bytes())
    key = Ed25519PrivateKey.generate()
    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()
    _write_whole(folder / "signing.pub", f"{public}\n".encode())
    _write_whole(path, key.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption()))
    return key


def _write_whole(path: Path, body: bytes) -> None:
    """Write a file aside and rename it, so that it is whole or not there."""
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        os.write(handle, body)
        os.fsync(handle)
    finally:
        os.close(handle)
    aside.rename(path)


def load_public_key(folder: Path) -> Ed25519PublicKey:
    """The key a verifier needs: `signing.pub`, 32 bytes in hex."""
    return Ed25519PublicKey.from_public_bytes(bytes.fromhex((folder / "signing.pub").read_text(encoding="ascii").strip()))


_canonical = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
