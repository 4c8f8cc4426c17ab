"""S14 and P1: denied unless granted, sealed things leak through nothing, and who needs protection gets it by default."""

import dataclasses
import random
from pathlib import Path

import pytest
from sqlalchemy import select

from isnad.archive import tables as t
from isnad.archive.access import DEFAULT_PROJECT, RIGHTS, find_access, store_member
from isnad.archive.deciding import DOCUMENT, Change, set_sensitivity, store_judgement
from isnad.archive.errors import ArchiveError
from isnad.archive.levels import entity_level, entity_subject, event_level
from isnad.archive.search.finding import find_reports
from isnad.archive.search.query import Near
from isnad.archive.store import Origin, open_archive
from isnad.entities.links import link_entity
from isnad.model.entity import Entity, EntityType, Mention
from isnad.model.event import EventType
from isnad.model.page import Page, Report
from tests import builders
from tests.archive.asking import asked
from tests.archive.deliveries import TOWNS, capture_of, record_of

DATA = Path(__file__).parent / "data"
CASES = [line.split("\t") for line in (DATA / "sensitivity.tsv").read_text(encoding="utf-8").splitlines() if "\t" in line]
QUESTIONS = [
    {"words": "قصف"}, {"words": "مدفعية بلدة"}, {"words": '"قصفت مدفعية"'}, {"words": ""}, {"words": "", "event_type": "shelling"},
    {"words": "", "status": "reported"}, {"words": "", "happened": ("2016-03-01", "2016-03-09")}, {"words": "", "outlet": "راصد 1"},
    {"words": "", "published": ("2016-01-01", None)}, *({"words": town} for town in TOWNS), *({"words": "", "place": town} for town in TOWNS),
    {"words": "", "actor": TOWNS[0]}, {"words": "", "actor": TOWNS[1], "role": "place"}, {"words": "Town"}, {"words": "كلمة نادرة هنا"},
]  # fmt: skip


def _add(archive, numbers):
    for n in numbers:
        with archive.writing() as connection:
            archive.add_read(connection, capture_of(n), Origin(name=f"{n}.txt"), record_of(n))


def _member(archive, handle, role, clearance):
    with archive.writing() as connection:
        store_member(connection, handle, role=role, clearance=clearance, at=archive.now())


def _answers(archive, handle):
    with archive.engine.connect() as connection:
        answers = [find_reports(connection, asked(connection, handle=handle, **question)) for question in QUESTIONS]
    return [dataclasses.asdict(answer) for answer in answers]


def test_an_unknown_or_disabled_person_is_shown_nothing(archive):
    _add(archive, range(4))
    _member(archive, "gone", "owner", "sealed")
    with archive.writing() as connection:
        connection.execute(t.users.update().where(t.users.c.handle == "gone").values(disabled=True))
    for handle in ("nobody", "gone", "", "' OR 1=1 --"):
        assert all(answer["total"] == 0 and not any(answer["facets"].values()) for answer in _answers(archive, handle))


@pytest.mark.parametrize("clearance", ["public", "internal", "restricted"])
def test_an_archive_with_sealed_reports_answers_a_low_role_as_one_without_them(archive, tmp_path, clearance):
    draw = random.Random(clearance)
    hidden = set(draw.sample(range(30), 12))
    other = open_archive(tmp_path / "other")
    _add(archive, range(30))
    _add(other, [n for n in range(30) if n not in hidden])
    for n in hidden:
        set_sensitivity(archive, capture_of(n).sha256, Change(DOCUMENT, "sealed"), by="local")
    for each in (archive, other):
        _member(each, "low", "reader", clearance)
    assert _answers(archive, "low") == _answers(other, "low")
    assert (clearance == "public") == all(a["total"] == 0 for a in _answers(archive, "low"))
    assert _answers(archive, "local") != _answers(other, "local")
    other.engine.dispose()


def test_a_sealed_event_neither_matches_nor_counts_for_a_low_role(archive):
    _add(archive, range(6))
    _member(archive, "low", "reader", "internal")
    event = record_of(2).events[0]
    subject = f"event:shelling:{event.trigger.start}-{event.trigger.end}"
    set_sensitivity(archive, capture_of(2).sha256, Change(subject, "sealed"), by="local")
    with archive.engine.connect() as connection:
        low = find_reports(connection, asked(connection, handle="low", event_type="shelling"))
        high = find_reports(connection, asked(connection, event_type="shelling"))
        everything = find_reports(connection, asked(connection, handle="low"))
    assert (low.total, high.total, everything.total) == (5, 6, 6)
    assert dict(everything.facets["event_type"]) == {"shelling": 5}
    assert capture_of(2).sha256 not in {hit.sha256 for hit in low.hits}


def test_a_sealed_actor_is_not_found_by_name_by_a_low_role(archive):
    _add(archive, range(6))
    _member(archive, "low", "reader", "internal")
    name = record_of(1).entities[0].name
    with archive.engine.connect() as connection:
        before = find_reports(connection, asked(connection, handle="low", actor=name)).total
    set_sensitivity(archive, capture_of(1).sha256, Change(entity_subject(record_of(1).entities[0]), "sealed"), by="local")
    with archive.engine.connect() as connection:
        assert find_reports(connection, asked(connection, handle="low", actor=name)).total == before - 1
        assert find_reports(connection, asked(connection, actor=name)).total == before


BY_EVENT = [
    {"actor": TOWNS[2], "role": "place"}, {"place": TOWNS[2]}, {"near": Near(37.0, 36.0, 10)},
    {"place": TOWNS[2], "event_type": "shelling"}, {"near": Near(37.0, 36.0, 10), "happened": ("2016-01-01", None)},
]  # fmt: skip


@pytest.mark.parametrize("filters", BY_EVENT, ids=str)
def test_who_takes_part_in_a_sealed_event_is_not_found_by_it(archive, filters):
    _add(archive, range(6))
    _member(archive, "low", "reader", "internal")
    trigger = record_of(2).events[0].trigger
    set_sensitivity(archive, capture_of(2).sha256, Change(f"event:shelling:{trigger.start}-{trigger.end}", "sealed"), by="local")
    with archive.engine.connect() as connection:
        totals = [find_reports(connection, asked(connection, handle=handle, **filters)).total for handle in ("low", "local")]
    assert totals == [0, 1]


@pytest.mark.parametrize("filters", BY_EVENT, ids=str)
def test_a_clearance_opens_its_own_project_alone(archive, filters):
    """One of two reports of a town is in another project, where less may be seen; in each its town is restricted."""
    _add(archive, (2, 7))
    with archive.writing() as connection:
        connection.execute(t.projects.insert().values(id="other", title="other", created=archive.now()))
        connection.execute(t.documents.update().where(t.documents.c.sha256 == capture_of(7).sha256).values(project="other"))
        given = {"local": ("other", "sealed"), "both": (DEFAULT_PROJECT, "restricted")}
        for handle, (project, clearance) in (*given.items(), ("both", ("other", "internal"))):
            store_member(connection, handle, role="owner", clearance=clearance, at=archive.now(), project=project)
    for n in (2, 7):
        set_sensitivity(archive, capture_of(n).sha256, Change(entity_subject(record_of(n).entities[0]), "restricted"), by="local")
    with archive.engine.connect() as connection:
        found = find_reports(connection, asked(connection, handle="both", **filters))
        everything = find_reports(connection, asked(connection, handle="both"))
    assert [hit.sha256 for hit in found.hits] == [capture_of(2).sha256]
    assert everything.total == 2


@pytest.mark.parametrize("role", sorted(RIGHTS))
@pytest.mark.parametrize("action", ["read", "add", "judge", "raise", "lower", "erase", "members"])
@pytest.mark.parametrize("sensitivity", t.SENSITIVITIES)
def test_a_role_may_do_what_stands_in_the_table_up_to_its_clearance(tmp_path_factory, role, action, sensitivity, one_archive):
    with one_archive.engine.connect() as connection:
        access = find_access(connection, role)
    allowed = action in RIGHTS[role] and sensitivity in ("public", "internal")
    assert access.may(action, "default", sensitivity) == allowed
    assert not access.may(action, "other", sensitivity)


@pytest.fixture(scope="module")
def one_archive(tmp_path_factory):
    archive = open_archive(tmp_path_factory.mktemp("roles") / "a")
    for role in RIGHTS:
        _member(archive, role, role, "internal")
    yield archive
    archive.engine.dispose()


def test_lowering_needs_a_reason_and_a_second_person(archive):
    _add(archive, [1])
    digest = capture_of(1).sha256
    _member(archive, "second", "editor", "sealed")
    set_sensitivity(archive, digest, Change(DOCUMENT, "sealed"), by="local")
    for change in (
        Change(DOCUMENT, "internal"),
        Change(DOCUMENT, "internal", "a mistake"),
        Change(DOCUMENT, "internal", "x", "local"),
    ):
        with pytest.raises(ArchiveError, match="second person"):
            set_sensitivity(archive, digest, change, by="local")
    set_sensitivity(archive, digest, Change(DOCUMENT, "internal", "a mistake", "second"), by="local")
    with archive.engine.connect() as connection:
        actions = connection.execute(select(t.audit.c.action).where(t.audit.c.subject == digest)).scalars().all()
    assert actions == ["add", "sensitivity", "sensitivity"]


def test_who_may_not_see_a_document_is_told_there_is_none(archive):
    _add(archive, [1])
    _member(archive, "low", "reviewer", "public")
    with pytest.raises(ArchiveError) as refused:
        store_judgement(archive, capture_of(1).sha256, subject="event:V1", verdict="accepted", by="low")
    assert refused.value.code == "no-such-document"


def test_who_may_only_read_may_not_judge(archive):
    _add(archive, [1])
    _member(archive, "low", "reader", "internal")
    with pytest.raises(ArchiveError) as refused:
        store_judgement(archive, capture_of(1).sha256, subject="event:V1", verdict="accepted", by="low")
    assert refused.value.code == "not-allowed"


def _entity(text, kind):
    start, end = text.index("["), text.index("]") - 1
    plain = text.replace("[", "").replace("]", "")
    name = plain[start:end]
    mention = Mention(start=start, end=end, text=name)
    entity = Entity(id="E1", type=EntityType(kind), name=name, name_latin="", names=(name,), mentions=(mention,))
    return link_entity(entity, Page(plain, (), Report(id="-", source_sha256="-"))), plain


@pytest.mark.parametrize(("kind", "level", "text"), CASES)
def test_who_needs_protection_has_it_by_default(kind, level, text):
    if kind == "event":
        words = text[text.index("[") + 1 : text.index("]")]
        plain = text.replace("[", "").replace("]", "")
        assert event_level(builders.event(plain, 1, EventType.TORTURE, words), plain, {}) == level
    else:
        entity, plain = _entity(text, kind)
        assert entity_level(entity, plain, {}) == level


def test_there_are_sixty_cases_of_default_sensitivity():
    assert len(CASES) >= 60
