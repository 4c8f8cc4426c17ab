"""Who may see what: projects, their people with role and clearance, and a sensitivity on every object. Denied unless granted.

A document's own sensitivity decides who may open it, words and all; that of an event, actor or source inside it decides
who may find or count the document by it.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, update

from isnad.archive import tables as t
from isnad.archive.errors import ArchiveError

LOCAL_HANDLE, DEFAULT_PROJECT = "local", "default"
RIGHTS = {
    "owner": frozenset({"read", "add", "judge", "raise", "lower", "erase", "members"}),
    "editor": frozenset({"read", "add", "judge", "raise", "lower"}),
    "reviewer": frozenset({"read", "judge", "raise"}),
    "reader": frozenset({"read"}),
    "data_reader": frozenset({"read"}),
}
"""What each role may do inside its project and up to its clearance."""


@dataclass(frozen=True, slots=True)
class Grant:
    """One project a person belongs to."""

    project: str
    role: str
    clearance: str

    @property
    def levels(self) -> tuple[str, ...]:
        """The sensitivities this person may see, lowest first."""
        return t.SENSITIVITIES[: t.SENSITIVITIES.index(self.clearance) + 1]


@dataclass(frozen=True, slots=True)
class Access:
    """Who asks and what has been granted; an unknown handle has been granted nothing."""

    handle: str
    grants: tuple[Grant, ...] = ()

    def may(self, action: str, project: str, sensitivity: str) -> bool:
        """Whether `action` on an object of that project and sensitivity is granted."""
        return any(
            g.project == project and sensitivity in g.levels and action in RIGHTS.get(g.role, frozenset()) for g in self.grants
        )


def find_access(connection: Connection, handle: str) -> Access:
    """What has been granted to `handle`; nothing for one that is unknown or disabled."""
    asked = (
        select(t.memberships.c.project, t.memberships.c.role, t.memberships.c.clearance)
        .join(t.users, t.users.c.handle == t.memberships.c.handle)
        .where(t.memberships.c.handle == handle, t.users.c.disabled.is_(False))
        .order_by(t.memberships.c.project)
    )
    return Access(handle, tuple(Grant(*row) for row in connection.execute(asked)))


def store_member(
    connection: Connection, handle: str, *, role: str, clearance: str, at: str, project: str = DEFAULT_PROJECT
) -> None:
    """Give `handle` a role and a clearance in a project, in place of what it had there. Raises ArchiveError `bad-role`."""
    if role not in RIGHTS or clearance not in t.SENSITIVITIES:
        raise ArchiveError("bad-role", f"there is no role {role!r} with clearance {clearance!r}")
    if connection.execute(select(t.users.c.handle).where(t.users.c.handle == handle)).scalar() is None:
        connection.execute(insert(t.users).values(handle=handle, created=at, disabled=False))
    mine = (t.memberships.c.project == project, t.memberships.c.handle == handle)
    if connection.execute(select(t.memberships.c.role).where(*mine)).scalar() is None:
        connection.execute(insert(t.memberships).values(project=project, handle=handle, role=role, clearance=clearance))
    else:
        connection.execute(update(t.memberships).where(*mine).values(role=role, clearance=clearance))
