"""What people decide: judgements on what a reading found, and the sensitivity of things. Kept beside readings, never overwritten.

Raising a sensitivity takes one person; lowering one takes a reason and a second person (P1). Every change is in the log.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select, update

from isnad.archive import tables as t
from isnad.archive.access import Access, find_access
from isnad.archive.errors import ArchiveError
from isnad.archive.laying import fetch_decided, lay_out
from isnad.archive.store import Archive
from isnad.model.record import Record

DOCUMENT = "document"
VERDICTS = ("accepted", "rejected", "corrected", "unsure")


@dataclass(frozen=True, slots=True)
class Change:
    """A new sensitivity for `subject` (`document`, or as `levels.py` names things inside one), why, and who agrees."""

    subject: str
    level: str
    reason: str = ""
    second: str | None = None


def store_judgement(
    archive: Archive, digest: str, *, subject: str, verdict: str, by: str, value: dict[str, Any] | None = None
) -> None:
    """Keep a person's judgement. Raises ArchiveError `not-allowed` or `no-such-document`."""
    if verdict not in VERDICTS:
        raise ArchiveError("bad-verdict", f"{verdict!r} is none of {', '.join(VERDICTS)}")
    with archive.writing() as connection:
        _ask(connection, find_access(connection, by), "judge", digest)
        _keep(archive, connection, digest, subject=subject, verdict=verdict, by=by, value=value)
        archive.log(connection, "judge", digest, {"subject": subject, "verdict": verdict, "by": by})


def set_sensitivity(archive: Archive, digest: str, change: Change, *, by: str) -> None:
    """Set how sensitive a document, or something in it, is. Raises ArchiveError."""
    if change.level not in t.SENSITIVITIES:
        raise ArchiveError("bad-level", f"{change.level!r} is none of {', '.join(t.SENSITIVITIES)}")
    with archive.writing() as connection:
        before = _level_now(connection, digest, change.subject)
        lower = t.SENSITIVITIES.index(change.level) < t.SENSITIVITIES.index(before)
        _ask(connection, find_access(connection, by), "lower" if lower else "raise", digest)
        if lower:
            _ask_second(connection, digest, change, by)
        if change.subject == DOCUMENT:
            mine = t.documents.c.sha256 == digest
            connection.execute(update(t.documents).where(mine).values(sensitivity=change.level))
        _keep(
            archive, connection, digest, subject=change.subject, verdict="corrected", by=by, value={"sensitivity": change.level}
        )
        told = {"subject": change.subject, "from": before, "to": change.level, "by": by, "second": change.second}
        archive.log(connection, "sensitivity", digest, {**told, "reason": change.reason})
        _lay_out_current(connection, digest)


def _level_now(connection: Connection, digest: str, subject: str) -> str:
    """What stands now; for something inside a document that nobody has decided on, the default that protects."""
    document = connection.execute(select(t.documents.c.sensitivity).where(t.documents.c.sha256 == digest)).scalar()
    if document is None:
        raise ArchiveError("no-such-document", f"the archive holds no document {digest}")
    return document if subject == DOCUMENT else fetch_decided(connection, digest).get(subject, "restricted")


def _ask(connection: Connection, access: Access, action: str, digest: str) -> None:
    asked = select(t.documents.c.project, t.documents.c.sensitivity).where(t.documents.c.sha256 == digest)
    document = connection.execute(asked).first()
    if document is None or not access.may("read", document.project, document.sensitivity):
        raise ArchiveError("no-such-document", f"the archive holds no document {digest}")
    if not access.may(action, document.project, document.sensitivity):
        raise ArchiveError("not-allowed", f"{access.handle} may not {action} here")


def _ask_second(connection: Connection, digest: str, change: Change, by: str) -> None:
    if not change.reason or change.second in (None, by):
        raise ArchiveError("not-allowed", "lowering a sensitivity needs a reason and a second person")
    _ask(connection, find_access(connection, change.second or ""), "lower", digest)


def _keep(archive: Archive, connection: Connection, digest: str, **judgement: Any) -> None:
    connection.execute(insert(t.judgements).values(sha256=digest, at=archive.now(), version=1, **judgement))


def _lay_out_current(connection: Connection, digest: str) -> None:
    body = connection.execute(select(t.records.c.body).where(t.records.c.sha256 == digest, t.records.c.current)).scalar()
    if body is not None:
        lay_out(connection, digest, Record.model_validate_json(body))
