"""An archive of an earlier schema is brought up to date as it opens, on both databases, with nothing lost.

`schemas/` holds archives as the isnad of their day wrote them: five reports of `deliveries.py`, one of them erased, a sighting, a
refusal, a reviewer and a judgement. Those on PostgreSQL are a dump (`pg_dump --inserts`) beside the folder of blobs and keys.
Whoever adds a migration packs one of each before it.
"""

import os
import sqlite3
import tarfile
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.exc import DBAPIError

from isnad.archive import migrations
from isnad.archive.custody import content_digest, verify
from isnad.archive.search.finding import find_reports
from isnad.archive.store import Archive, Origin, open_archive
from tests.archive.asking import asked
from tests.archive.deliveries import capture_of, record_of

SCHEMAS = Path(__file__).parent / "schemas"
EARLIER = sorted(migrations._history())[:-1]
HELD = "cf7057e9daf373f6c48a6583e2816fa7096ab35c6d9a30ab44b0f3cef16f540e"
"""The digest of what each of the dumps holds, told by the isnad that wrote it."""


def _first_schema(folder) -> str:
    """An archive as the first schema had it, one report in it; its digest."""
    archive = open_archive(folder)
    with archive.writing() as connection:
        archive.add_read(
            connection, capture_of(1), Origin("web", "x", "https://raseed.example/1", transport={"status": 200}), record_of(1)
        )
    digest = content_digest(archive)
    archive.engine.dispose()
    with sqlite3.connect(folder / "archive.sqlite") as database:
        database.execute("DROP INDEX ix_captures_url")
        database.execute("UPDATE alembic_version SET version_num = 'r0001'")
    return digest


def test_the_first_schema_comes_up_to_date_with_all_it_holds(tmp_path):
    digest = _first_schema(tmp_path / "archive")
    archive = open_archive(tmp_path / "archive")
    assert "ix_captures_url" in {index["name"] for index in inspect(archive.engine).get_indexes("captures")}
    assert content_digest(archive) == digest
    assert verify(archive).holds
    assert archive.fetch_last_met("https://raseed.example/1").sha256 == capture_of(1).sha256
    archive.engine.dispose()


def test_a_copy_is_made_before(tmp_path):
    _first_schema(tmp_path / "archive")
    open_archive(tmp_path / "archive").engine.dispose()
    with sqlite3.connect(tmp_path / "archive" / f"archive.before-{migrations.head()}.sqlite") as copy:
        assert copy.execute("SELECT version_num FROM alembic_version").fetchall() == [("r0001",)]


@pytest.mark.parametrize("schema", EARLIER)
def test_an_archive_of_every_earlier_schema_is_kept_for_the_tests(schema):
    assert (SCHEMAS / f"{schema}.tar.gz").exists()
    assert (SCHEMAS / f"{schema}.postgresql.tar.gz").exists()


@pytest.fixture
def team(postgresql, tmp_path, request) -> tuple[Path, str]:
    """A team's archive of the schema asked for, as it was left: its folder and the address of its database."""
    schema = request.param
    with tarfile.open(SCHEMAS / f"{schema}.postgresql.tar.gz") as packed:
        packed.extractall(tmp_path / "a")
    name = f"{schema}_{os.getpid()}_{abs(hash(request.node.name)) % 10**6}"
    admin = create_engine(f"{postgresql}/postgres", isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{name}"'))
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    admin.dispose()
    url = f"{postgresql}/{name}"
    _restore(tmp_path / "a" / "database.sql", url)
    return tmp_path / "a", url


def _restore(dump: Path, url: str) -> None:
    """Run a dump's statements; what begins with a backslash is for psql alone."""
    lines = dump.read_text(encoding="utf-8").splitlines(keepends=True)
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("".join(line for line in lines if not line.startswith("\\")))  # type: ignore[arg-type]


def _version(url: str) -> str:
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        (version,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return version


def _check(archive: Archive) -> None:
    """All that was held is held, found and guarded."""
    assert content_digest(archive) == HELD
    assert verify(archive).faults == ()
    assert archive.fetch_last_met("https://raseed.example/1").sha256 == capture_of(1).sha256
    with archive.engine.connect() as connection:
        assert find_reports(connection, asked(connection, "قصف")).total == 4
        assert connection.execute(text("SELECT count(*) FROM judgements")).scalar() == 1
    with pytest.raises(DBAPIError, match="append-only"), archive.engine.begin() as connection:
        connection.execute(text("UPDATE audit SET operator = 'other'"))


@pytest.mark.parametrize("team", EARLIER, indirect=True)
def test_a_team_s_archive_of_every_earlier_schema_is_brought_up_to_date_whole(team):
    folder, url = team
    assert _version(url) != migrations.head()
    archive = open_archive(folder, url=url)
    assert _version(url) == migrations.head()
    _check(archive)
    with archive.writing() as connection:
        assert archive.add_read(connection, capture_of(7), Origin(name="7.txt"), record_of(7)).value == "new"
    assert verify(archive).faults == ()
    archive.engine.dispose()


@pytest.mark.parametrize("team", EARLIER, indirect=True)
def test_a_team_s_migration_that_was_killed_leaves_the_old_schema_and_the_next_one_ends_it(team):
    folder, url = team
    before = _version(url)
    child = os.fork()
    if child == 0:
        os.environ["ISNAD_CRASH_AT"] = "inside_migration"
        try:
            open_archive(folder, url=url)
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)
    assert _version(url) == before
    archive = open_archive(folder, url=url)
    _check(archive)
    archive.engine.dispose()


@pytest.mark.parametrize("team", EARLIER, indirect=True)
@pytest.mark.parametrize("archive", ["postgresql"], indirect=True)
def test_a_team_s_old_schema_brought_up_to_date_has_the_shape_of_a_new_one(team, archive):
    folder, url = team
    old = open_archive(folder, url=url)
    assert _shape(old) == _shape(archive)
    old.engine.dispose()


@pytest.mark.parametrize("schema", EARLIER)
@pytest.mark.parametrize("archive", ["sqlite"], indirect=True)
def test_an_old_schema_brought_up_to_date_has_the_shape_of_a_new_one(tmp_path, schema, archive):
    with tarfile.open(SCHEMAS / f"{schema}.tar.gz") as packed:
        packed.extractall(tmp_path / "old")
    old = open_archive(tmp_path / "old")
    assert _shape(old) == _shape(archive)
    old.engine.dispose()


def _shape(archive: Archive) -> dict[str, object]:
    """Tables with their columns, indexes and keys."""
    look = inspect(archive.engine)
    return {
        name: (
            [(c["name"], str(c["type"]), c["nullable"]) for c in look.get_columns(name)],
            sorted(i["name"] for i in look.get_indexes(name)),
            look.get_pk_constraint(name)["constrained_columns"],
        )
        for name in look.get_table_names()
    }


def test_derived_tables_of_an_earlier_version_are_laid_out_anew(tmp_path):
    archive = open_archive(tmp_path / "archive")
    with archive.writing() as connection:
        archive.add_read(connection, capture_of(1), Origin(), record_of(1))
    archive.engine.dispose()
    with sqlite3.connect(tmp_path / "archive" / "archive.sqlite") as database:
        database.execute("DROP TABLE packs")
        database.execute("CREATE TABLE cards (doc INTEGER)")
        database.execute("UPDATE layout SET version = 1")
    archive = open_archive(tmp_path / "archive")
    assert "cards" not in inspect(archive.engine).get_table_names()
    with archive.engine.connect() as connection:
        assert find_reports(connection, asked(connection, event_type="shelling", happened=("2016-03-02", None))).total == 1
    archive.engine.dispose()
