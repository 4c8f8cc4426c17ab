"""A newer reader over old captures shows what changed, keeps what was, and never touches what a person decided."""

from sqlalchemy import select

from isnad.archive import tables as t
from isnad.archive.custody import verify
from isnad.archive.deciding import Change, set_sensitivity, store_judgement
from isnad.archive.search.finding import find_reports
from isnad.archive.store import Origin
from isnad.runs import reread
from tests.archive.asking import asked
from tests.archive.deliveries import capture_of, record_of

DIGEST = capture_of(1).sha256


def _newer(capture):
    record = record_of(1, reader="2")
    return record.model_copy(update={"entities": (*record.entities, record.entities[0].model_copy(update={"id": "E2"}))})


def _add(archive):
    with archive.writing() as connection:
        archive.add_read(connection, capture_of(1), Origin(name="1.txt"), record_of(1))


def test_what_a_newer_reader_sees_otherwise_is_told(archive):
    _add(archive)
    seen = list(reread(archive, [DIGEST], _newer))
    assert [(s.changed, s.before["entities"], s.after["entities"]) for s in seen] == [(True, 1, 2)]
    assert [s.changed for s in reread(archive, [DIGEST], _newer)] == [False]
    assert verify(archive).faults == ()


def test_the_earlier_reading_stays_beside_the_newer_one(archive):
    _add(archive)
    list(reread(archive, [DIGEST], _newer))
    with archive.engine.connect() as connection:
        kept = connection.execute(select(t.records.c.reader, t.records.c.current).order_by(t.records.c.id)).all()
    assert [(reader, bool(current)) for reader, current in kept] == [("0/1", False), ("0/2", True)]


def test_what_a_person_decided_is_as_it_was(archive):
    _add(archive)
    event = record_of(1).events[0]
    subject = f"event:shelling:{event.trigger.start}-{event.trigger.end}"
    store_judgement(archive, DIGEST, subject=subject, verdict="rejected", by="local")
    set_sensitivity(archive, DIGEST, Change(subject, "sealed"), by="local")
    with archive.engine.connect() as connection:
        before = connection.execute(select(t.judgements)).all()
    list(reread(archive, [DIGEST], _newer))
    with archive.engine.connect() as connection:
        assert connection.execute(select(t.judgements)).all() == before
        assert find_reports(connection, asked(connection, event_type="shelling")).total == 1
        low = asked(connection, event_type="shelling")
        sensitivity = connection.execute(select(t.documents.c.sensitivity)).scalar()
        assert sensitivity == "internal"
        assert find_reports(connection, low).total == 1
