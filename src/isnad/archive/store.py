"""The archive: a folder (or a team's PostgreSQL) in which every input ends as new, seen again, or quarantined.

Order of writing: bytes to their blob, durable; then one transaction with document, sighting, record, rows and audit
entry; then, after the commit, and only then, success is told.
"""

import hashlib
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Connection, Engine, cast, func, insert, select, update
from sqlalchemy.exc import DBAPIError, OperationalError

from isnad.archive import audit as log
from isnad.archive import tables as t
from isnad.archive.access import DEFAULT_PROJECT
from isnad.archive.blobs import Blobs
from isnad.archive.crashes import crash_point
from isnad.archive.engine import is_sqlite, lock_database, open_engine, writer_lock
from isnad.archive.errors import ArchiveError
from isnad.archive.laying import lay_out
from isnad.archive.migrations import bring_up_to_date, is_up_to_date
from isnad.archive.seals import seal_document
from isnad.model.capture import Capture, lay_beside, read_beside
from isnad.model.errors import IsnadError
from isnad.model.note import Note
from isnad.model.record import Record
from isnad.model.strings import escape_string, mend_string

MOST_SIGHTINGS = 50


class Outcome(StrEnum):
    """What became of an input."""

    NEW = "new"
    SEEN = "seen"
    QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True)
class Origin:
    """How a capture reached us: `how` (file, web, warc, feed, telegram, table), its addresses and what the transport said.

    What no database can hold of a name or an address is written out.
    """

    how: str = "file"
    name: str = "-"
    url: str | None = None
    final_url: str | None = None
    transport: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in ("name", "url", "final_url"):
            if (value := getattr(self, name)) is not None:
                object.__setattr__(self, name, escape_string(value))


@dataclass(frozen=True, slots=True)
class Met:
    """A document as an address last gave it: `fetched` is when that was last asked over the web, changed or not."""

    sha256: str
    fetched: str | None
    final_url: str | None
    etag: str | None
    modified: str | None


@dataclass(slots=True)
class Archive:
    """An open archive. `now` and `fsync` are parameters so that tests can hold them still or make them fail."""

    folder: Path
    engine: Engine
    blobs: Blobs
    operator: str = "local"
    now: Callable[[], str] = lambda: datetime.now(UTC).isoformat(timespec="microseconds")
    patience_s: float = 10.0
    """How long to wait for another process that is writing, before it is named and this one refused."""
    _writing: threading.RLock = field(default_factory=threading.RLock)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction as the only writer; the log's head is signed after it. Raises ArchiveError `storage` or `locked`."""
        try:
            with self._writing, writer_lock(self.folder, patience_s=self.patience_s):
                with self.engine.begin() as connection:
                    lock_database(connection)
                    yield connection
                    crash_point("before_commit")
                crash_point("after_commit")
                with self.engine.connect() as connection:
                    log.sign_checkpoint(connection, self.folder, at=self.now())
        except (OperationalError, OSError) as fault:
            raise _storage(fault) from fault

    def add_read(self, connection: Connection, capture: Capture, origin: Origin, record: Record) -> Outcome:
        """Keep a capture and its record. The caller's transaction decides when it counts."""
        if self._sighted(connection, capture.sha256, capture, origin):
            return Outcome.SEEN
        digest = self._keep(capture)
        self._insert_document(connection, digest, capture, outcome="read", kind="report")
        self._insert_sighting(connection, digest, capture, origin)
        self.store_record(connection, digest, record)
        self.log(connection, "add", digest, {"how": origin.how, "outcome": "read", "text": record.report.id})
        return Outcome.NEW

    def add_refused(self, connection: Connection, capture: Capture, origin: Origin, refused: IsnadError) -> Outcome:
        """Keep an input that cannot be read, with the reason; its bytes too, unless they were too large to take."""
        if self._sighted(connection, capture.sha256, capture, origin):
            return Outcome.SEEN
        digest = self._keep(capture)
        self._insert_document(connection, digest, capture, outcome="quarantined", kind="unread")
        self._insert_sighting(connection, digest, capture, origin)
        row = {
            "sha256": digest,
            "name": escape_string(capture.name),
            "code": refused.code,
            "message": mend_string(refused.message),
            "has_bytes": True,
            "at": self.now(),
        }
        connection.execute(insert(t.quarantine).values(**row))
        self.log(connection, "quarantine", digest, {"how": origin.how, "code": refused.code})
        return Outcome.QUARANTINED

    def add_unfetched(self, connection: Connection, origin: Origin, refused: IsnadError) -> Outcome:
        """Keep the reason why an input brought no bytes at all; it is known by its name."""
        digest = hashlib.sha256(f"{origin.how}:{origin.name}".encode()).hexdigest()
        if connection.execute(select(t.quarantine.c.id).where(t.quarantine.c.sha256 == digest)).scalar() is not None:
            return Outcome.SEEN
        row = {
            "sha256": digest,
            "name": origin.name,
            "code": refused.code,
            "message": mend_string(refused.message),
            "has_bytes": False,
            "at": self.now(),
        }
        connection.execute(insert(t.quarantine).values(**row))
        self.log(connection, "quarantine", digest, {"how": origin.how, "code": refused.code})
        return Outcome.QUARANTINED

    def add_sighting(self, connection: Connection, capture: Capture, origin: Origin) -> None:
        """Note that a known document was met again; of an erased one nothing that was said of it is kept anew."""
        if self._is_erased(connection, capture.sha256):
            self._insert_sighting(connection, capture.sha256, Capture(b""), Origin(origin.how))
        else:
            self._insert_sighting(connection, capture.sha256, capture, origin)
        self.log(connection, "sight", capture.sha256, {"how": origin.how})

    def add_unchanged(self, connection: Connection, digest: str, origin: Origin) -> None:
        """Note that a known document was met again by word of its source alone ("not modified"), which sent no bytes."""
        self._insert_sighting(connection, digest, Capture(b"", name=origin.name), origin)
        self.log(connection, "sight", digest, {"how": origin.how})

    def fetch_last_met(self, url: str) -> Met | None:
        """What was last had, with its bytes, from `url`; None where nothing was, or it was erased."""
        c = t.captures.c
        query = (
            select(c.sha256, c.at, c.how, c.final_url, c.transport)
            .join(t.documents)
            .where(c.url == escape_string(url), t.documents.c.outcome != "erased")
            .order_by(c.id.desc())
            .limit(MOST_SIGHTINGS)
        )
        with self.engine.connect() as connection:
            rows = connection.execute(query).all()
        whole = [row for row in rows if row.transport.get("status") == 200]
        if not whole:
            return None
        headers = whole[0].transport.get("response", {})
        fetched = next((row.at for row in rows if row.how == "web"), None)
        return Met(whole[0].sha256, fetched, whole[0].final_url, headers.get("etag"), headers.get("last-modified"))

    def fetch_capture(self, digest: str) -> Capture:
        """The bytes of a document and what came beside them when it was first seen."""
        c = t.captures.c
        query = select(c.name, c.beside, c.transport).where(c.sha256 == digest).order_by(c.id)
        with self.engine.connect() as connection:
            first = connection.execute(query).first()
        if first is None:
            raise ArchiveError("no-such-document", f"the archive holds no document {digest}")
        notes = tuple(map(Note.model_validate, first.transport.get("notes", ())))
        charset = first.transport.get("charset")
        beside = read_beside(first.beside)
        return Capture(self.blobs.fetch(digest), name=first.name, beside=beside, charset=charset, notes=notes)

    def store_record(self, connection: Connection, digest: str, record: Record) -> None:
        """Keep `record` as the document's current reading; earlier readings stay beside it."""
        reader = "/".join([record.made_by.isnad, record.made_by.reader, *sorted(record.made_by.models.values())])[:120]
        connection.execute(update(t.records).where(t.records.c.sha256 == digest).values(current=False))
        known = select(t.records.c.id).where(t.records.c.sha256 == digest, t.records.c.reader == reader)
        row = {"text_id": record.report.id, "current": True, "made_at": self.now(), "body": record.to_json()}
        if (existing := connection.execute(known).scalar()) is not None:
            connection.execute(update(t.records).where(t.records.c.id == existing).values(**row))
        else:
            connection.execute(insert(t.records).values(sha256=digest, reader=reader, **row))
        lay_out(connection, digest, record)

    def fetch_record(self, digest: str) -> Record:
        """The current reading of a document. Raises ArchiveError `no-such-document`."""
        query = select(t.records.c.body).where(t.records.c.sha256 == digest, t.records.c.current)
        with self.engine.connect() as connection:
            body = connection.execute(query).scalar()
        if body is None:
            raise ArchiveError("no-such-document", f"the archive holds no record of {digest}")
        return Record.model_validate_json(body)

    def fetch_texts(self, digests: Sequence[str]) -> dict[str, str]:
        """The stored texts of documents as they are read today, without the rest of their records."""
        body = t.records.c.body
        sqlite = self.engine.dialect.name == "sqlite"
        words = func.json_extract(body, "$.text") if sqlite else cast(body, JSON).op("->>")("text")
        query = select(t.records.c.sha256, words).where(t.records.c.sha256.in_(digests), t.records.c.current)
        with self.engine.connect() as connection:
            return {row[0]: row[1] for row in connection.execute(query)}

    def knows(self, connection: Connection, digest: str) -> bool:
        return connection.execute(select(t.documents.c.sha256).where(t.documents.c.sha256 == digest)).scalar() is not None

    def _is_erased(self, connection: Connection, digest: str) -> bool:
        outcome = select(t.documents.c.outcome).where(t.documents.c.sha256 == digest)
        return connection.execute(outcome).scalar() == "erased"

    def _keep(self, capture: Capture) -> str:
        try:
            return self.blobs.store(capture.body)
        except OSError as fault:
            raise _storage(fault) from fault

    def _sighted(self, connection: Connection, digest: str, capture: Capture, origin: Origin) -> bool:
        """Whether the document is known, and is now met again. Asked before any byte is kept: an erased one stays erased."""
        if not self.knows(connection, digest):
            return False
        self.add_sighting(connection, capture, origin)
        return True

    def _insert_document(self, connection: Connection, digest: str, capture: Capture, *, outcome: str, kind: str) -> None:
        row = {
            "sha256": digest,
            "size": len(capture.body),
            "format": kind,
            "outcome": outcome,
            "project": DEFAULT_PROJECT,
            "first_seen": self.now(),
        }
        connection.execute(insert(t.documents).values(**row))

    def _insert_sighting(self, connection: Connection, digest: str, capture: Capture, origin: Origin) -> None:
        row = {
            "sha256": digest,
            "at": self.now(),
            "monotonic_ns": time.monotonic_ns(),
            "how": origin.how,
            "name": origin.name,
            "url": origin.url,
            "final_url": origin.final_url,
            "transport": _transport(capture, origin),
            "beside": lay_beside(capture.beside),
            "operator": self.operator,
            "made_by": {},
        }
        connection.execute(insert(t.captures).values(**row))

    def log(
        self, connection: Connection, action: str, subject: str, detail: dict[str, Any], *, gone: dict[str, None] | None = None
    ) -> None:
        """Write a change of document `subject` into the audit log, with the seals of its rows; `gone` rows lose theirs."""
        sealed = {**detail, "seals": {**(gone or {}), **seal_document(connection, subject)}}
        log.append(connection, at=self.now(), operator=self.operator, action=action, subject=subject, detail=sealed)


def open_archive(folder: Path, *, url: str | None = None, operator: str = "local") -> Archive:
    """Open the archive in `folder`, making it where there is none; `url` puts the rows into a team's PostgreSQL.

    Raises ArchiveError `newer-schema` for an archive a later isnad has written, `not-an-archive` for another's folder.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as fault:
        raise _storage(fault) from fault
    address = url or f"sqlite:///{folder / 'archive.sqlite'}"
    engine = open_engine(address)
    archive = Archive(folder, engine, Blobs(folder / "blobs"), operator)
    try:
        archive.blobs.root.mkdir(exist_ok=True, mode=0o700)
        if not is_up_to_date(engine):
            with writer_lock(folder, patience_s=archive.patience_s):
                bring_up_to_date(engine, folder if is_sqlite(address) else None, at=archive.now())
    except (OperationalError, OSError) as fault:
        engine.dispose()
        raise _storage(fault) from fault
    except ArchiveError:
        engine.dispose()
        raise
    return archive


def _transport(capture: Capture, origin: Origin) -> dict[str, Any]:
    """What the transport said, with what a new reading needs to read the same: the charset and the notes of the way in."""
    notes = [note.model_dump() for note in capture.notes]
    return {
        **origin.transport,
        **({"charset": capture.charset} if capture.charset else {}),
        **({"notes": notes} if notes else {}),
    }


def _storage(fault: DBAPIError | OSError) -> ArchiveError:
    return ArchiveError("storage", f"the archive could not be written and is as it was before: {fault.__cause__ or fault}")
