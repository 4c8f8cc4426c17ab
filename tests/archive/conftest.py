"""A real SQLite in a folder and a real PostgreSQL on loopback: the storage tests run on both."""

import getpass
import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from isnad.archive.store import Archive, open_archive

_DEBIAN = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
_WHY = "LOUD: no PostgreSQL here (apt-get install postgresql), the storage tests ran on SQLite alone"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _as_other(command: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root."""
    if getpass.getuser() != "root":
        return command
    return [shutil.which("runuser") or "/usr/sbin/runuser", "-u", "nobody", "--", *command]


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory) -> Iterator[str]:
    if not _DEBIAN and not shutil.which("pg_ctl"):
        pytest.skip(_WHY)
    tools = _DEBIAN[-1] if _DEBIAN else Path(shutil.which("pg_ctl")).parent
    home = Path(f"/tmp/isnad-postgresql-{os.getpid()}")
    home.mkdir(mode=0o700)
    if getpass.getuser() == "root":
        os.chown(home, pwd.getpwnam("nobody").pw_uid, pwd.getpwnam("nobody").pw_gid)
    port = _free_port()
    run = lambda *words: subprocess.run(_as_other([str(w) for w in words]), check=True, capture_output=True, cwd="/")  # noqa: E731
    try:
        run(tools / "initdb", "-D", home / "data", "-U", "isnad", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={home} -c fsync=off -c wal_recycle=off"
        run(tools / "pg_ctl", "-D", home / "data", "-w", "-l", home / "log", "-o", options, "start")
        yield f"postgresql+psycopg://isnad@127.0.0.1:{port}"
        run(tools / "pg_ctl", "-D", home / "data", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def archive(request, tmp_path) -> Iterator[Archive]:
    """An empty archive on each kind of database."""
    if request.param == "sqlite":
        opened = open_archive(tmp_path / "archive")
        yield opened
        opened.engine.dispose()
        return
    server = request.getfixturevalue("postgresql")
    name = f"t{abs(hash(request.node.name)) % 10**9}_{os.getpid()}"
    admin = create_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{name}"'))
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    opened = open_archive(tmp_path / "archive", url=f"{server}/{name}")
    yield opened
    opened.engine.dispose()
    admin.dispose()
