"""R9, the encrypted option: a backup that a stolen laptop, which made it, cannot open."""

import io
import os
import signal
import tarfile
from collections.abc import Iterator

import pytest

from isnad.archive.custody import content_digest, verify
from isnad.archive.erasing import erase
from isnad.archive.errors import ArchiveError
from isnad.archive.sealing import ASIDE, make_key, restore_sealed, seal_backup
from isnad.archive.store import Archive, open_archive
from tests.archive.deliveries import capture_of, filled

pyrage = pytest.importorskip("pyrage", reason="LOUD: pyrage is not installed here, no backup was sealed")
CANARY = "the-canary-of-sealing"


@pytest.fixture(name="filled")
def _filled(tmp_path) -> Iterator[Archive]:
    archive = filled(tmp_path / "a", 4, called=f"{CANARY}-{{}}.txt")
    yield archive
    archive.engine.dispose()


def test_a_sealed_backup_is_restored_whole_by_whoever_holds_the_key(filled, tmp_path):
    public = make_key(tmp_path / "key")
    seal_backup(filled, tmp_path / "copy.age", [public])
    restore_sealed(tmp_path / "copy.age", tmp_path / "b", tmp_path / "key")
    restored = open_archive(tmp_path / "b")
    assert verify(restored).faults == ()
    assert content_digest(restored) == content_digest(filled)
    restored.engine.dispose()
    assert {p.name for p in tmp_path.iterdir()} == {"a", "b", "copy.age", "key"}


def test_nothing_of_the_archive_can_be_read_in_it(filled, tmp_path):
    seal_backup(filled, tmp_path / "copy.age", [make_key(tmp_path / "key")])
    sealed = (tmp_path / "copy.age").read_bytes()
    assert sealed.startswith(b"age-encryption.org/v1\n")
    assert CANARY.encode() not in sealed
    assert capture_of(1).body[:40] not in sealed


def test_each_of_several_holders_can_open_it(filled, tmp_path):
    keys = [make_key(tmp_path / name) for name in ("one", "two")]
    seal_backup(filled, tmp_path / "copy.age", keys)
    for name in ("one", "two"):
        restore_sealed(tmp_path / "copy.age", tmp_path / f"by-{name}", tmp_path / name)


@pytest.mark.parametrize("change", ["another key", "a flipped bit", "cut short", "no key", "no key at all"])
def test_what_cannot_be_opened_is_refused_and_leaves_nothing(filled, tmp_path, change):
    seal_backup(filled, tmp_path / "copy.age", [make_key(tmp_path / "key")])
    sealed, key = tmp_path / "copy.age", tmp_path / "key"
    body = bytearray(sealed.read_bytes())
    if change == "another key":
        key = tmp_path / "other"
        make_key(key)
    elif change == "no key":
        key = sealed
    elif change == "no key at all":
        key = None
    else:
        body[-3000] ^= 1
        sealed.write_bytes(body if change == "a flipped bit" else body[:-3000])
    before = {p.name for p in tmp_path.iterdir()}
    with pytest.raises(ArchiveError) as refused:
        restore_sealed(sealed, tmp_path / "b", key)
    assert refused.value.code == ("damaged" if change in ("a flipped bit", "cut short") else "bad-key")
    assert {p.name for p in tmp_path.iterdir()} == before


def test_what_is_no_public_key_is_refused_before_anything_is_written(filled, tmp_path):
    with pytest.raises(ArchiveError) as refused:
        seal_backup(filled, tmp_path / "copy.age", ["age1nonsense"])
    assert refused.value.code == "bad-key"
    assert not (tmp_path / "copy.age").exists()


def test_neither_a_key_nor_a_backup_is_written_over(filled, tmp_path):
    public = make_key(tmp_path / "key")
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600
    seal_backup(filled, tmp_path / "copy.age", [public])
    with pytest.raises(ArchiveError):
        make_key(tmp_path / "key")
    with pytest.raises(ArchiveError):
        seal_backup(filled, tmp_path / "copy.age", [public])


def test_a_sealing_that_was_killed_leaves_nothing_that_looks_whole_and_nothing_after_the_next_erasure(filled, tmp_path):
    public = make_key(tmp_path / "key")
    child = os.fork()
    if child == 0:
        os.environ["ISNAD_CRASH_AT"] = "inside_backup"
        try:
            seal_backup(open_archive(tmp_path / "a"), tmp_path / "copy.age", [public])
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL
    assert not (tmp_path / "copy.age").exists()
    assert list((tmp_path / "a").glob(f"*{ASIDE}*"))
    erase(filled, capture_of(1).sha256, reason="asked")
    assert not list((tmp_path / "a").glob(f"*{ASIDE}*"))


@pytest.mark.parametrize("name", ["../out.txt", "/tmp/isnad-out.txt", "blobs/../../out.txt"])
def test_a_sealed_file_that_is_no_backup_of_ours_writes_nothing_outside(tmp_path, name):
    public = make_key(tmp_path / "key")
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as tar:
        told = tarfile.TarInfo(name)
        told.size = 3
        tar.addfile(told, io.BytesIO(b"out"))
    (tmp_path / "evil.age").write_bytes(pyrage.encrypt(packed.getvalue(), [pyrage.x25519.Recipient.from_str(public)]))
    with pytest.raises(ArchiveError) as refused:
        restore_sealed(tmp_path / "evil.age", tmp_path / "b", tmp_path / "key")
    assert refused.value.code == "damaged"
    assert {p.name for p in tmp_path.iterdir()} == {"key", "evil.age"}
