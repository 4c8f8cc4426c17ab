"""The schema's history (Alembic). An archive is brought up to date as it opens, after a copy; a newer one is refused."""

import shutil
from pathlib import Path

from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect

from isnad.archive.crashes import crash_point
from isnad.archive.errors import ArchiveError

SCRIPTS = Path(__file__).parent


def _scripts() -> ScriptDirectory:
    return ScriptDirectory(str(SCRIPTS), version_locations=[str(SCRIPTS / "versions")])


def head() -> str:
    """The revision this isnad writes."""
    found = _scripts().get_current_head()
    assert found is not None
    return found


def bring_up_to_date(engine: Engine, folder: Path | None, *, at: str) -> None:
    """Run what migrations are missing, each in one transaction; `folder` holds the SQLite file to copy first."""
    with engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
        strange = current is None and bool(inspect(connection).get_table_names())
    if strange:
        raise ArchiveError("not-an-archive", "this database has tables that are not isnad's; choose another place")
    if current == head():
        return
    missing = _missing(current)
    if current is not None and folder is not None:
        shutil.copy2(folder / "archive.sqlite", folder / f"archive.before-{head()}.sqlite")
    with engine.begin() as connection:
        _run(connection, missing, at)


def _missing(current: str | None) -> list[str]:
    history = [script.revision for script in _scripts().walk_revisions()][::-1]
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
