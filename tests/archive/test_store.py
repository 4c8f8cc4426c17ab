"""Each input ends as new, seen again or quarantined, and nothing else changes."""

import os

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from isnad.archive import tables as t
from isnad.archive.custody import content_digest, verify
from isnad.archive.erasing import erase
from isnad.archive.errors import ArchiveError
from isnad.archive.store import Origin, Outcome, open_archive
from isnad.model.errors import InputRefused
from tests.archive.deliveries import capture_of, record_of, text_of


def _add(archive, *numbers):
    with archive.writing() as connection:
        return [archive.add_read(connection, capture_of(n), Origin(name=f"{n}.txt"), record_of(n)) for n in numbers]


def _add_and_fail(archive):
    with archive.writing() as connection:
        archive.add_read(connection, capture_of(1), Origin(), record_of(1))
        raise ZeroDivisionError


def test_a_first_delivery_is_new_and_a_second_is_seen(archive):
    assert _add(archive, 1, 2, 1) == [Outcome.NEW, Outcome.NEW, Outcome.SEEN]
    with archive.engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(t.documents)).scalar() == 2
        assert connection.execute(select(func.count()).select_from(t.captures)).scalar() == 3


def test_what_cannot_be_read_is_kept_with_its_reason(archive):
    with archive.writing() as connection:
        outcome = archive.add_refused(connection, capture_of(9), Origin(), InputRefused("not-arabic", "no Arabic in it"))
    assert outcome == Outcome.QUARANTINED
    with archive.engine.connect() as connection:
        assert connection.execute(select(t.quarantine.c.code)).scalars().all() == ["not-arabic"]


def test_a_record_comes_back_as_it_went_in(archive):
    _add(archive, 4)
    assert archive.fetch_record(capture_of(4).sha256) == record_of(4)


def test_the_order_of_deliveries_does_not_matter(archive, tmp_path):
    other = open_archive(tmp_path / "other")
    _add(archive, 1, 2, 3)
    _add(other, 3)
    _add(other, 2, 1)
    assert content_digest(other) == content_digest(archive)
    other.engine.dispose()


def test_a_failed_transaction_leaves_nothing(archive):
    before = content_digest(archive)
    with pytest.raises(ZeroDivisionError):
        _add_and_fail(archive)
    assert content_digest(archive) == before
    assert verify(archive).holds


def test_a_newer_reading_stands_beside_the_older_one(archive):
    _add(archive, 5)
    with archive.writing() as connection:
        archive.store_record(connection, capture_of(5).sha256, record_of(5, reader="2"))
        archive.log(connection, "reread", capture_of(5).sha256, {})
    assert archive.fetch_record(capture_of(5).sha256).made_by.reader == "2"
    assert verify(archive).holds


def test_the_log_refuses_to_be_changed(archive):
    _add(archive, 1)
    for statement in ("UPDATE audit SET operator = 'x'", "DELETE FROM audit"):
        with pytest.raises(DBAPIError), archive.engine.begin() as connection:
            connection.execute(text(statement))


def test_an_erased_document_leaves_a_tombstone_and_a_whole_log(archive):
    _add(archive, 1, 2)
    erase(archive, capture_of(1).sha256, reason="asked by the family")
    assert verify(archive).holds
    with pytest.raises(ArchiveError):
        archive.fetch_record(capture_of(1).sha256)


def test_an_erased_text_stands_in_no_file(tmp_path):
    archive = open_archive(tmp_path / "archive")
    _add(archive, 1, 2)
    erase(archive, capture_of(1).sha256, reason="asked")
    archive.engine.dispose()
    left = [p for p in (tmp_path / "archive").rglob("*") if p.is_file() and text_of(1)[:20].encode() in p.read_bytes()]
    assert not left


def test_a_second_writer_is_refused_and_told_who_writes(tmp_path):
    archive, other = open_archive(tmp_path / "archive"), open_archive(tmp_path / "archive")
    other.patience_s = 0.0
    with archive.writing(), pytest.raises(ArchiveError, match=f"process {os.getpid()} is writing") as refused:
        _add(other, 1)
    assert refused.value.code == "locked"
    archive.engine.dispose()


def test_an_erased_document_may_not_be_unknown(archive):
    with pytest.raises(ArchiveError) as refused:
        erase(archive, "0" * 64, reason="none")
    assert refused.value.code == "no-such-document"
