"""P7: an erased text stands in no file, whatever was copied before, broken off in the middle, or delivered again."""

import os
import tarfile
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from isnad.archive import tables as t
from isnad.archive.custody import verify
from isnad.archive.erasing import erase, sweep
from isnad.archive.store import Archive, Origin, Outcome, open_archive
from isnad.model.capture import Capture
from isnad.model.errors import InputRefused
from tests.archive.deliveries import capture_of, record_of, text_of

SCHEMAS = Path(__file__).parent / "schemas"


def _add(archive: Archive, *numbers: int) -> list[Outcome]:
    out = []
    for n in numbers:
        with archive.writing() as connection:
            out.append(archive.add_read(connection, capture_of(n), Origin(name=f"{n}.txt"), record_of(n)))
    return out


def _files_that_hold(folder: Path, number: int) -> list[str]:
    words = text_of(number).split("\n\n")[1][:40].encode()
    return [path.name for path in folder.rglob("*") if path.is_file() and words in path.read_bytes()]


def test_the_copy_made_before_a_migration_does_not_keep_what_was_erased(tmp_path):
    with tarfile.open(SCHEMAS / "r0002.tar.gz") as packed:
        packed.extractall(tmp_path / "a")
    archive = open_archive(tmp_path / "a")
    assert len(_files_that_hold(tmp_path / "a", 1)) == 3
    erase(archive, capture_of(1).sha256, reason="asked")
    archive.engine.dispose()
    assert _files_that_hold(tmp_path / "a", 1) == []


@pytest.mark.parametrize("point", ["before_commit", "after_commit", "before_checkpoint", "after_checkpoint"])
def test_an_erasure_that_was_killed_is_ended_by_the_next(tmp_path, point):
    archive = open_archive(tmp_path / "a")
    _add(archive, 1, 2)
    child = os.fork()
    if child == 0:
        os.environ["ISNAD_CRASH_AT"] = point
        try:
            erase(open_archive(tmp_path / "a"), capture_of(1).sha256, reason="asked")
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)
    assert verify(archive).faults == ()
    erase(archive, capture_of(1).sha256, reason="asked again")
    assert verify(archive).faults == ()
    with archive.engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(t.erasures)).scalar() == 1
    archive.engine.dispose()
    assert _files_that_hold(tmp_path / "a", 1) == []


def test_a_text_that_was_erased_and_comes_again_is_not_kept(archive):
    _add(archive, 1, 2)
    erase(archive, capture_of(1).sha256, reason="asked")
    assert _add(archive, 1, 2) == [Outcome.SEEN, Outcome.SEEN]
    with archive.writing() as connection:
        refused = archive.add_refused(connection, capture_of(1), Origin(name="1.txt"), InputRefused("binary", "now so"))
    assert refused is Outcome.SEEN
    assert not archive.blobs.path(capture_of(1).sha256).exists()
    with archive.engine.connect() as connection:
        said = select(t.captures.c.name, t.captures.c.beside).where(t.captures.c.sha256 == capture_of(1).sha256)
        assert {(row.name, row.beside["outlet"]) for row in connection.execute(said)} == {("-", None)}
    assert verify(archive).faults == ()


def test_what_crashes_left_is_swept_and_nothing_else(archive):
    _add(archive, 1, 2)
    orphan = archive.blobs.store(Capture(b"never committed").body)
    (archive.blobs.root / f".{orphan}.1.tmp").write_bytes(b"half")
    assert sweep(archive) == [orphan]
    assert sorted(archive.blobs.digests()) == sorted(capture_of(n).sha256 for n in (1, 2))
    assert not list(archive.blobs.root.glob(".*"))


def test_what_was_erased_from_a_server_stands_in_none_of_its_files_where_it_does_not_reuse_its_log(archive):
    if archive.engine.dialect.name == "sqlite":
        return
    with archive.writing() as connection:
        archive.add_read(connection, capture_of(1), Origin(name="the-canary-of-this-test.txt"), record_of(1))
    with archive.engine.connect() as connection:
        folder = Path(connection.execute(text("SHOW data_directory")).scalar())
    assert _server_files_with(folder, b"the-canary-of-this-test")
    assert erase(archive, capture_of(1).sha256, reason="asked") == ("backups made before",)
    assert not _server_files_with(folder, b"the-canary-of-this-test")


def _server_files_with(folder: Path, words: bytes) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and words in path.read_bytes()]
