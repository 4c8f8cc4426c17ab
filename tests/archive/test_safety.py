"""R9, R10, R11: backups while running, schemas of old and of the future, and what the database runs with."""

import os
import signal
import sqlite3
import tarfile
from pathlib import Path

import pytest
from sqlalchemy import text

from isnad.archive import migrations
from isnad.archive.custody import content_digest, verify
from isnad.archive.engine import journal_mode, pragmas
from isnad.archive.errors import ArchiveError
from isnad.archive.keeping import backup, find_wrong_sums, restore
from isnad.archive.search.finding import find_reports
from isnad.archive.store import Origin, open_archive
from tests.archive.asking import asked
from tests.archive.deliveries import capture_of, filled, record_of

SCHEMAS = Path(__file__).parent / "schemas"
DIGESTS = {
    "r0001": "8ed3d442bb567ca8cfa722128f85aed41485c0eec92bf560d56e2aa19e0efeb8",
    "r0002": "cf7057e9daf373f6c48a6583e2816fa7096ab35c6d9a30ab44b0f3cef16f540e",
}
"""What an archive of each released schema held when it was made, by its own isnad."""


def _child(work):
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    return child


def test_a_backup_made_while_reports_come_in_is_a_point_in_time(tmp_path):
    archive = filled(tmp_path / "a", 3)
    child = _child(lambda: [_filled_one(tmp_path / "a", n) for n in range(3, 200)])
    backup(archive, tmp_path / "copy")
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    restore(tmp_path / "copy", tmp_path / "b")
    restored = open_archive(tmp_path / "b")
    assert verify(restored).faults == ()
    held = verify(restored).blobs
    whole = filled(tmp_path / "whole", held)
    assert content_digest(restored) == content_digest(whole)
    for each in (archive, restored, whole):
        each.engine.dispose()


def _filled_one(folder, n):
    archive = open_archive(folder)
    with archive.writing() as connection:
        archive.add_read(connection, capture_of(n), Origin(name=f"{n}.txt"), record_of(n))
    archive.engine.dispose()


def test_a_backup_that_was_killed_leaves_nothing_that_looks_whole(tmp_path):
    archive = filled(tmp_path / "a", 3)

    def killed():
        os.environ["ISNAD_CRASH_AT"] = "inside_backup"
        backup(open_archive(tmp_path / "a"), tmp_path / "copy")

    _, status = os.waitpid(_child(killed), 0)
    assert os.WIFSIGNALED(status)
    assert not (tmp_path / "copy").exists()
    left = [p for p in tmp_path.iterdir() if p.name.startswith(".copy")]
    assert all(find_wrong_sums(p) for p in left)
    backup(archive, tmp_path / "copy")
    assert find_wrong_sums(tmp_path / "copy") == []
    archive.engine.dispose()


def test_a_changed_backup_is_not_restored(tmp_path):
    archive = filled(tmp_path / "a", 2)
    backup(archive, tmp_path / "copy")
    blob = next(p for p in (tmp_path / "copy/blobs").rglob("*") if p.is_file())
    blob.write_bytes(b"other")
    with pytest.raises(ArchiveError) as refused:
        restore(tmp_path / "copy", tmp_path / "b")
    assert refused.value.code == "damaged"
    archive.engine.dispose()


def _released(name, to):
    with tarfile.open(SCHEMAS / f"{name}.tar.gz") as packed:
        packed.extractall(to)
    return to


@pytest.mark.parametrize("schema", sorted(DIGESTS))
def test_an_archive_of_each_released_schema_is_brought_up_to_date_whole(tmp_path, schema):
    archive = open_archive(_released(schema, tmp_path / "a"))
    assert content_digest(archive) == DIGESTS[schema]
    assert verify(archive).faults == ()
    assert (tmp_path / f"a/archive.before-{migrations.head()}.sqlite").exists()
    with archive.engine.connect() as connection:
        assert find_reports(connection, asked(connection, "قصف")).total == 4
    archive.engine.dispose()


@pytest.mark.parametrize("schema", sorted(DIGESTS))
def test_a_migration_that_was_killed_leaves_the_old_schema_or_the_new(tmp_path, schema):
    folder = _released(schema, tmp_path / "a")

    def killed():
        os.environ["ISNAD_CRASH_AT"] = "inside_migration"
        open_archive(folder)

    _, status = os.waitpid(_child(killed), 0)
    assert os.WIFSIGNALED(status)
    with sqlite3.connect(folder / "archive.sqlite") as raw:
        assert raw.execute("SELECT version_num FROM alembic_version").fetchall() == [(schema,)]
        assert raw.execute("SELECT count(*) FROM reports").fetchall() == [(4,)]
    raw.close()
    archive = open_archive(folder)
    assert content_digest(archive) == DIGESTS[schema]
    archive.engine.dispose()


def test_an_archive_of_a_later_isnad_is_refused(archive):
    with archive.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'r9999'"))
    url = archive.engine.url.render_as_string(hide_password=False)
    with pytest.raises(ArchiveError) as refused:
        open_archive(archive.folder, url=url)
    assert refused.value.code == "newer-schema"


def test_a_database_of_others_is_refused(tmp_path):
    (tmp_path / "a").mkdir()
    with sqlite3.connect(tmp_path / "a/archive.sqlite") as raw:
        raw.execute("CREATE TABLE other (x)")
    raw.close()
    with pytest.raises(ArchiveError) as refused:
        open_archive(tmp_path / "a")
    assert refused.value.code == "not-an-archive"


@pytest.mark.parametrize(
    ("version", "mode"),
    [
        ((3, 40, 1), "TRUNCATE"), ((3, 44, 5), "TRUNCATE"), ((3, 44, 6), "WAL"), ((3, 45, 0), "TRUNCATE"),
        ((3, 50, 6), "TRUNCATE"), ((3, 50, 7), "WAL"), ((3, 51, 2), "TRUNCATE"), ((3, 51, 3), "WAL"), ((3, 54, 1), "WAL"),
    ],
)  # fmt: skip
def test_the_write_ahead_log_is_used_only_where_it_is_safe(version, mode):
    assert journal_mode(version) == mode


def test_the_database_runs_with_the_safety_floor(tmp_path):
    archive = open_archive(tmp_path / "a")
    read_back = {**pragmas(archive.engine), "journal_mode": pragmas(archive.engine)["journal_mode"].upper()}
    assert read_back == {
        "journal_mode": journal_mode(), "synchronous": "2", "foreign_keys": "1", "trusted_schema": "0", "secure_delete": "1",
    }  # fmt: skip
    archive.engine.dispose()
