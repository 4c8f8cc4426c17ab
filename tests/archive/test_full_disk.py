"""R2: a full disk or a broken one ends in a clean error, an archive as it was, and work that goes on when there is room again."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from isnad.archive.custody import verify
from isnad.archive.errors import ArchiveError
from isnad.archive.store import Origin, open_archive
from tests.archive.deliveries import capture_of, record_of

CALLS = ("write", "fsync", "rename", "pwrite")


def _add(archive, n):
    with archive.writing() as connection:
        return archive.add_read(connection, capture_of(n), Origin(name=f"{n}.txt"), record_of(n))


def _fail_at(monkeypatch, call: str, nth: int, code: int) -> list[int]:
    """Make the nth call fail once, as a full or broken disk does; the calls seen."""
    real, seen = getattr(os, call), [0]

    def failing(*given, **named):
        seen[0] += 1
        if seen[0] == nth:
            raise OSError(code, os.strerror(code))
        return real(*given, **named)

    monkeypatch.setattr(os, call, failing)
    return seen


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
@pytest.mark.parametrize("call", CALLS)
def test_whichever_call_fails_the_archive_is_whole_and_goes_on(tmp_path, call, code):
    nth = 0
    while True:
        nth += 1
        folder = tmp_path / f"{call}{nth}"
        archive = open_archive(folder)
        _add(archive, 1)
        with pytest.MonkeyPatch.context() as patch:
            if call == "fsync":
                # the default was bound when the class was made
                seen = _fail_at(patch, call, nth, code)
                object.__setattr__(archive.blobs, "fsync", os.fsync)
            else:
                seen = _fail_at(patch, call, nth, code)
            failed = _refused(archive)
        object.__setattr__(archive.blobs, "fsync", os.fsync)
        assert verify(archive).faults == ()
        assert _add(archive, 2).value in ("new", "seen")
        assert verify(archive).faults == ()
        archive.engine.dispose()
        if seen[0] < nth:
            assert not failed
            return
        assert failed


def _refused(archive) -> bool:
    """Whether adding one more report ended in the error of a full disk."""
    try:
        _add(archive, 2)
    except ArchiveError as fault:
        return fault.code == "storage"
    return False


def _fill_up(archive) -> None:
    for n in range(100_000):
        _add(archive, n)


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 3 MB, which only root can make."""
    place = tmp_path / "small"
    place.mkdir()
    if os.getuid() or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "none", place], check=False).returncode:
        pytest.skip("LOUD: no right to make a small disk here; the error loop alone has run")
    yield place
    subprocess.run(["umount", place], check=True)


def test_a_full_disk_leaves_a_whole_archive_that_goes_on_with_room(small_disk):
    archive = open_archive(small_disk / "a")
    with pytest.raises(ArchiveError) as refused:
        _fill_up(archive)
    assert refused.value.code == "storage"
    subprocess.run(["mount", "-o", "remount,size=30m", small_disk], check=True)
    kept = verify(archive)
    assert kept.faults == ()
    assert kept.blobs > 5
    assert _add(archive, kept.blobs).value == "new"
    assert verify(archive).faults == ()
    archive.engine.dispose()


def test_the_command_leaves_with_four_where_nothing_can_be_written(tmp_path):
    (tmp_path / "a.txt").write_text("قصف على بلدة")
    (tmp_path / "no-folder").write_text("a file stands where the archive should")
    command = [sys.executable, "-m", "isnad.cli.main", "add", str(tmp_path / "a.txt"), "--archive", str(tmp_path / "no-folder")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2])
    assert done.returncode == 4, done.stderr
    assert "Traceback" not in done.stderr
