"""An archive of an earlier schema is brought up to date as it opens, after a copy, with nothing lost."""

import sqlite3

from sqlalchemy import inspect

from isnad.archive.custody import content_digest, verify
from isnad.archive.migrations import head
from isnad.archive.search.finding import find_reports
from isnad.archive.store import Origin, open_archive
from tests.archive.asking import asked
from tests.archive.deliveries import capture_of, record_of


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
    with sqlite3.connect(tmp_path / "archive" / f"archive.before-{head()}.sqlite") as copy:
        assert copy.execute("SELECT version_num FROM alembic_version").fetchall() == [("r0001",)]


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
