"""Opening the database: one engine for SQLite and PostgreSQL, with the safety floor of each (trust: R11).

SQLite before 3.51.3 (3.50.7, 3.44.6 on their lines) can corrupt a database in WAL mode when two connections write and
checkpoint at once ("WAL-reset", fixed March 2026); there the rollback journal is used. One process writes at a time.
"""

import fcntl
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url

from isnad.archive.errors import ArchiveError

_WAL_IS_SAFE_FROM = ((3, 44, 6), (3, 50, 7), (3, 51, 3))
BUSY_MS = 5_000
CACHE_KB = 32_768
"""Pages of the database one connection keeps: the cards of 100,000 reports and the words asked for often. SQLite's 2 MB do not
hold them, and every question then reads them anew."""
_TEAM_LOCK = 0x15AD


def journal_mode(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> str:
    """`WAL` where this SQLite is known to keep it safe, else `TRUNCATE`."""
    on_line = any(version[:2] == safe[:2] and version >= safe for safe in _WAL_IS_SAFE_FROM)
    return "WAL" if on_line or version >= _WAL_IS_SAFE_FROM[-1] else "TRUNCATE"


def open_engine(url: str) -> Engine:
    """An engine on `sqlite:///PATH` or `postgresql+psycopg://…`, every connection set to the safety floor."""
    engine = create_engine(url, future=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    """Python's driver leaves DDL outside transactions; a migration must be inside one, so we begin them ourselves."""
    connection.exec_driver_sql("BEGIN")


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        f"journal_mode={journal_mode()}",
        "synchronous=FULL",
        "foreign_keys=ON",
        "trusted_schema=OFF",
        "secure_delete=ON",
        f"busy_timeout={BUSY_MS}",
        "cell_size_check=ON",
        f"cache_size=-{CACHE_KB}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def pragmas(engine: Engine) -> dict[str, str]:
    """What the open database really runs with, read back."""
    names = ("journal_mode", "synchronous", "foreign_keys", "trusted_schema", "secure_delete")
    with engine.connect() as connection:
        return {name: str(connection.exec_driver_sql(f"PRAGMA {name}").scalar()) for name in names}


def server_version(engine: Engine) -> str:
    """The version of the database itself."""
    asked = "SELECT sqlite_version()" if engine.dialect.name == "sqlite" else "SHOW server_version"
    with engine.connect() as connection:
        return str(connection.exec_driver_sql(asked).scalar())


@contextmanager
def writer_lock(folder: Path, *, patience_s: float = 0.0) -> Iterator[None]:
    """Hold the archive's one writing place. Raises ArchiveError `locked`, naming the holder, where another keeps it too long."""
    handle = os.open(folder / "writer.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if not _taken(handle, time.monotonic() + patience_s):
            holder = os.pread(handle, 40, 0).decode() or "another process"
            raise ArchiveError("locked", f"process {holder} is writing to this archive; wait for it to end, or stop it")
        os.ftruncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(handle)


def _taken(handle: int, until: float) -> bool:
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                return False
            time.sleep(0.02)
        else:
            return True


def lock_database(connection: Connection) -> None:
    """A team's writers are on several machines, where a file's lock does not reach: PostgreSQL itself lets one in at a time."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_TEAM_LOCK})")


def is_sqlite(url: str) -> bool:
    return make_url(url).get_backend_name() == "sqlite"
