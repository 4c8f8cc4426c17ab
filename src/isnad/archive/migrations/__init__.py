"""The schema's history (Alembic). An archive is brought up to date as it opens, after a copy; a newer one is refused."""

import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path

from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect

from isnad.archive.crashes import crash_point
from isnad.archive.derived import VERSION
from isnad.archive.engine import lock_database
from isnad.archive.errors import ArchiveError
from isnad.archive.laying import lay_out_anew, layout_version

SCRIPTS = Path(__file__).parent


@cache
def _scripts() -> ScriptDirectory:
    return ScriptDirectory(str(SCRIPTS), version_locations=[str(SCRIPTS / "versions")])


def head() -> str:
    """The revision this isnad writes."""
    found = _scripts().get_current_head()
    assert found is not None
    return found


def is_up_to_date(engine: Engine) -> bool:
    """Whether this isnad can work with the database as it is. Raises ArchiveError `newer-schema` where a later one wrote it."""
    with engine.connect() as connection:
        current = _current(connection)
        return not _missing(current) and layout_version(connection) == VERSION


def bring_up_to_date(engine: Engine, folder: Path | None, *, at: str) -> None:
    """Run what migrations are missing and lay the derived tables out anew where needed, all in one transaction.

    `folder` holds the SQLite file, which is copied before a migration touches it.
    """
    with engine.connect() as connection:
        current = _current(connection)
        strange = current is None and bool(inspect(connection).get_table_names())
    if strange:
        raise ArchiveError("not-an-archive", "this database has tables that are not isnad's; choose another place")
    missing = _missing(current)
    if current is not None and folder is not None and missing:
        _copy_before(folder)
    with engine.begin() as connection:
        lock_database(connection)
        if missing and _current(connection) == current:
            _run(connection, missing, at)
        if layout_version(connection) != VERSION:
            lay_out_anew(connection)
            crash_point("inside_migration")


def _copy_before(folder: Path) -> None:
    """A copy of the database as it was, whole or not there at all."""
    whole = folder / f"archive.before-{head()}.sqlite"
    aside = whole.with_suffix(".part")
    source, copy = sqlite3.connect(folder / "archive.sqlite"), sqlite3.connect(aside)
    with closing(source), closing(copy):
        source.backup(copy)
    aside.rename(whole)


def _current(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


@cache
def _history() -> list[str]:
    return [script.revision for script in _scripts().walk_revisions()][::-1]


def _missing(current: str | None) -> list[str]:
    history = _history()
    if current is not None and current not in history:
        raise ArchiveError("newer-schema", f"a newer isnad wrote this archive (schema {current}); use that one, or a later one")
    return history[history.index(current) + 1 :] if current is not None else history


def _run(connection: Connection, revisions: list[str], at: str) -> None:
    context = MigrationContext.configure(connection)
    context._ensure_version_table()
    for revision in revisions:
        module = _scripts().get_revision(revision).module
        with Operations.context(context):
            module.upgrade(at)
        crash_point("inside_migration")
    context.stamp(_scripts(), revisions[-1])
