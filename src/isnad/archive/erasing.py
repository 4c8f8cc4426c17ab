"""Erasure (P7): the text gone from every file of the archive, a tombstone left that says who, when and why."""

from sqlalchemy import Connection, delete, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from isnad.archive import tables as t
from isnad.archive.errors import ArchiveError
from isnad.archive.laying import forget, forget_lost_names
from isnad.archive.sealing import sweep_aside
from isnad.archive.seals import row_key
from isnad.archive.store import Archive


def erase(archive: Archive, digest: str, *, reason: str) -> tuple[str, ...]:
    """Erase a document for good; where it may still stand is returned, for the caller to say.

    The copies the archive itself made before a migration go with it. An erasure that was broken off is ended by a second one,
    whose reason is not kept. Raises ArchiveError `no-such-document`. The log keeps digests and the reason, never words of the
    document.
    """
    asked = select(t.documents.c.outcome).where(t.documents.c.sha256 == digest)
    with archive.writing() as connection:
        outcome = connection.execute(asked).scalar()
        if outcome is None:
            raise ArchiveError("no-such-document", f"the archive holds no document {digest}")
        if outcome != "erased":
            _erase_rows(archive, connection, digest, reason)
    sweep(archive)
    for copy in archive.folder.glob("archive.before-*"):
        copy.unlink()
    sweep_aside(archive.folder)
    return ("backups made before", *_purge(archive))


def sweep(archive: Archive) -> list[str]:
    """Remove what crashes have left: half-written files, and blobs that no document names any more; the digests removed."""
    asked = select(t.documents.c.sha256).where(t.documents.c.outcome != "erased")
    with archive.writing() as connection:
        return archive.blobs.sweep(set(connection.execute(asked).scalars()).__contains__)


def _erase_rows(archive: Archive, connection: Connection, digest: str, reason: str) -> None:
    gone: dict[str, None] = {}
    forget(connection, digest)
    forget_lost_names(connection)
    for table in (t.captures, t.quarantine, t.records, t.judgements):
        for row in connection.execute(select(table).where(table.c.sha256 == digest)):
            gone[row_key(table, row)] = None
        connection.execute(delete(table).where(table.c.sha256 == digest))
    connection.execute(update(t.documents).where(t.documents.c.sha256 == digest).values(outcome="erased", size=0))
    connection.execute(insert(t.erasures).values(sha256=digest, at=archive.now(), operator=archive.operator, reason=reason))
    archive.log(connection, "erase", digest, {"reason": reason}, gone=gone)


def _purge(archive: Archive) -> tuple[str, ...]:
    """Leave no copy in free pages, index segments or the write-ahead log; where one may be left."""
    if archive.engine.dialect.name != "sqlite":
        return _purge_server(archive)
    raw = archive.engine.raw_connection()
    try:
        for statement in ("INSERT INTO shadow (shadow) VALUES ('optimize')", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
            raw.cursor().execute(statement)
    finally:
        raw.close()
    return ()


def _purge_server(archive: Archive) -> tuple[str, ...]:
    """The same on PostgreSQL, whose log files are removed at the next checkpoint only where the server does not reuse them."""
    with archive.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM FULL"))
        reused = connection.execute(text("SHOW wal_recycle")).scalar() != "off"
        try:
            for statement in ("SELECT pg_switch_wal()", "CHECKPOINT"):
                connection.execute(text(statement))
        except DBAPIError:  # both are for those whom the server trusts with them
            reused = True
    return ("the server's write-ahead log, until its files are written over",) if reused else ()
