"""Search as an Arabic reader would look (U4): the same questions, the same answers, on either database."""

import hashlib
from pathlib import Path

import pytest

from isnad.arabic.words import find_written
from isnad.archive.search.finding import find_reports
from isnad.archive.search.query import Near, find_near, parse_words
from isnad.archive.search.shadow import build_shadow
from isnad.archive.search.skeleton import name_skeletons, skeletons, trace, trace_pattern
from isnad.archive.search.snippets import find_snippet
from isnad.archive.store import Origin, open_archive
from isnad.model.attribution import SourceKind
from isnad.model.capture import Capture
from isnad.model.entity import Coordinates, EntityType, Precision
from isnad.model.event import Argument, EventType, Role
from isnad.model.page import Report
from isnad.model.record import MadeBy, Record
from isnad.model.time import EventTime, TimeBasis
from tests import builders
from tests.archive.asking import asked

DATA = Path(__file__).parent / "data"
IN_TOP = 5
LEAST = 0.95


def _rows(name):
    header, *lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [dict(zip(header.split("\t"), line.split("\t"), strict=True)) for line in lines]


REPORTS, QUERIES = _rows("relevance_reports.tsv"), _rows("relevance_queries.tsv")


def _text(row):
    return f"{row['title']}\n\n{row['body']}"


def _sha(row):
    return hashlib.sha256(_text(row).encode()).hexdigest()


def _record(row, number):
    text = _text(row)
    place = builders.entity(text, 1, EntityType.PLACE, row["town"])
    place = place.model_copy(update={"place": Coordinates(lat=35.0 + number % 10, lon=36.0, precision=Precision.TOWN)})
    group = builders.entity(text, 2, EntityType.GROUP, row["group"])
    person = builders.entity(text, 3, EntityType.PERSON, row["person"]).model_copy(update={"name_latin": row["latin"]})
    day = row["published"]
    parts = [(row["town"], Role.PLACE, "E1"), (row["group"], Role.AGENT, "E2")]
    event = builders.event(
        text, 1, EventType(row["event"]), row["title"].split()[0],
        time=EventTime(edtf=day, earliest=day, latest=day, basis=TimeBasis.STATED, rule="test"),
        arguments=tuple(Argument(**builders.quoted(text, w).model_dump(), role=r, entity=e) for w, r, e in parts),
    )  # fmt: skip
    said = builders.claim(text, 1, row["person"], "قال", row["body"][:10])
    report = Report(id=_sha(row), source_sha256=_sha(row), title=row["title"], outlet=row["outlet"], published=day)
    made_by = MadeBy(isnad="0", reader="1", models={})
    return Record(
        made_by=made_by, text=text, report=report, entities=(place, group, person), events=(event,), attributions=(said,)
    )


def _fill(archive):
    with archive.writing() as connection:
        for number, row in enumerate(REPORTS):
            archive.add_read(connection, Capture(_text(row).encode()), Origin(), _record(row, number))


@pytest.fixture
def filled(archive):
    _fill(archive)
    return archive


def _find(archive, words="", **filters):
    with archive.engine.connect() as connection:
        return find_reports(connection, asked(connection, words, **filters))


def test_the_relevance_set_is_large_and_of_many_kinds():
    assert len(QUERIES) >= 150
    assert len({q["kind"] for q in QUERIES}) >= 8


def test_the_report_looked_for_stands_in_the_top_five(filled):
    by_id = {row["id"]: _sha(row) for row in REPORTS}
    missed = []
    for query in QUERIES:
        hits = [hit.sha256 for hit in _find(filled, query["query"], limit=IN_TOP).hits]
        if by_id[query["expected"]] not in hits:
            missed.append((query["kind"], query["query"]))
    assert len(missed) <= (1 - LEAST) * len(QUERIES), missed


def test_both_databases_answer_alike(archive, tmp_path):
    if archive.engine.dialect.name == "sqlite":
        pytest.skip("this one compares PostgreSQL with SQLite")
    other = open_archive(tmp_path / "sqlite")
    _fill(archive)
    _fill(other)
    for query in QUERIES:
        assert _find(archive, query["query"]) == _find(other, query["query"]), query
    for filters in FILTERS:
        assert _find(archive, "", **filters) == _find(other, "", **filters), filters
    other.engine.dispose()


FILTERS = [
    {"outlet": "راصد السهل"}, {"event_type": "shelling"}, {"event_type": "arrest", "status": "reported"}, {"source_kind": "anonymous"},
    {"published": ("2014-01-01", "2014-12-31")}, {"happened": ("2015-02-01", None)}, {"happened": (None, "2013-12-31")},
    {"actor": "فرسان السهل", "role": "agent"}, {"actor": "Sami Hallak"}, {"place": "كفر النور"}, {"source": "الحلاق"},
    {"near": Near(36.0, 36.0, 10)}, {"near": Near(36.0, 36.0, 150)}, {"place": "تل الزيتون", "event_type": "siege"}, {"limit": 7, "offset": 5},
]  # fmt: skip


@pytest.mark.parametrize("filters", FILTERS, ids=str)
def test_a_filter_finds_the_reports_it_names_and_no_others(filled, filters):
    answer = _find(filled, "", **{**filters, "limit": filters.get("limit", 200)})
    wanted = {_sha(row) for number, row in enumerate(REPORTS) if _meets(row, number, filters)}
    assert answer.total == len(wanted)
    assert {hit.sha256 for hit in answer.hits} <= wanted


def _meets(row, number, filters):
    asked_for = {
        "outlet": lambda v: row["outlet"] == v,
        "event_type": lambda v: row["event"] == v,
        "status": lambda v: v == "reported",
        "source_kind": lambda v: v == SourceKind.ANONYMOUS,
        "published": lambda v: (v[0] or "") <= row["published"] <= (v[1] or "9"),
        "happened": lambda v: (v[0] or "") <= row["published"] <= (v[1] or "9"),
        "actor": lambda v: v in row["group"] or (v == "Sami Hallak" and row["person"] == "سامي الحلاق"),
        "place": lambda v: row["town"] == v,
        "source": lambda v: v in row["person"],
        "near": lambda v: abs(35.0 + number % 10 - v.lat) * 111.32 <= v.km,
    }
    return all(asked_for[name](value) for name, value in filters.items() if name in asked_for)


def test_facets_count_what_was_found(filled):
    answer = _find(filled, "", event_type="shelling", limit=200)
    found = [row for row in REPORTS if row["event"] == "shelling"]
    assert dict(answer.facets["event_type"]) == {"shelling": len(found)}
    assert dict(answer.facets["outlet"]) == {o: sum(r["outlet"] == o for r in found) for o in {r["outlet"] for r in found}}
    assert sum(count for _, count in answer.facets["month"]) == len(found)


def test_where_nothing_holds_all_words_most_of_them_will_do(filled):
    answer = _find(filled, "قصف مدفعي زرافة")
    assert answer.loosened
    assert answer.total
    assert not _find(filled, '"قصف زرافة"').total


def test_pages_of_an_answer_neither_overlap_nor_leave_gaps(filled):
    whole = [hit.sha256 for hit in _find(filled, "بلدة", limit=200).hits]
    pages = [hit.sha256 for at in range(0, 80, 9) for hit in _find(filled, "بلدة", limit=9, offset=at).hits]
    assert pages == whole


@pytest.mark.parametrize(
    "nasty",
    ['"', "'; DROP TABLE reports; --", "NEAR(a b)", "a* OR b", "names:x", "(", "\\", "\0", "🙂", "ـ", "ة", "-", "a" * 5_000],
)
def test_no_question_breaks_the_search(filled, nasty):
    assert _find(filled, nasty).total >= 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("وبالمدارس", "مدارس"), ("لمدارسهم", "المدارس"), ("المدنيين", "مدنيون"), ("مدنيّون", "مدني"), ("غارات", "غارة"),
        ("إدلب", "ادلب"), ("قرية", "قريه"), ("مستشفى", "مستشفي"), ("١٢٠", "120"), ("قـــصف", "قصف"), ("بيتهم", "بيت"), ("لجنتها", "لجنة"),
        ("للأمم", "الأمم"), ("12,000", "١٢٬٠٠٠"),
    ],
)  # fmt: skip
def test_forms_of_one_word_meet(one, other):
    assert build_shadow(one) == build_shadow(other)


@pytest.mark.parametrize(
    ("latin", "arabic"),
    [
        ("Golani", "الجولاني"), ("Jolani", "الجولاني"), ("Gaddafi", "القذافي"), ("Qaddafi", "القذافي"), ("Kadhafi", "القذافي"),
        ("Hezbollah", "حزب الله"), ("Burhan", "البرهان"), ("Houthi", "الحوثي"), ("Abdulrahman", "عبد الرحمن"), ("Haftar", "حفتر"),
        ("Ghouta", "الغوطة"), ("Youssef", "يوسف"), ("Hussain", "حسين"), ("Saraqeb", "سراقب"),
    ],
)  # fmt: skip
def test_latin_spellings_meet_the_arabic_name(latin, arabic):
    assert set(skeletons(latin)) & set(name_skeletons(arabic))


@pytest.mark.parametrize(
    ("latin", "written"),
    [
        ("Golani", "وللجولاني"), ("Hezbollah", "بحزب الله"), ("Abdulrahman", "لعبد . الرحمن"), ("Ghouta", "والغوطة"), ("Iraq", "العـ.ـراق"),
        ("Sarah", "Sarah"), ("Youssef", "قال يوسف"),
    ],
)  # fmt: skip
def test_a_name_leaves_its_trace_in_the_words_as_written(latin, written):
    words = [written[first:last] for first, last, _ in find_written(written, 0, len(written))]
    assert trace_pattern(skeletons(latin)).search(" ".join(trace(word) for word in words))


@pytest.mark.parametrize(
    ("latin", "body", "marked"),
    [
        ("Golani", "وقيل: والجولاني عاد.", ["الجولاني"]), ("Hezbollah", "خرج حزب الله من البلدة.", ["حزب الله"]),
        ("Iraq", "أعلن العـ.ـراق موقفه.", ["العـ.ـراق", "راق"]), ("Haftar", "لا أحد منهم هنا.", None),
    ],
)  # fmt: skip
def test_a_latin_name_is_marked_as_it_is_written_in_arabic(latin, body, marked):
    snippet = find_snippet(body, asked_terms(parse_words(latin)[0]))
    assert (snippet and [body[m.start : m.end] for m in snippet.marks]) == marked


def test_a_snippet_marks_the_original_letters():
    body = "وصلت القافلةُ أمس. وقصفت المدفعيّةُ مدرسةَ البلدة، وقال Sami."
    terms, _ = parse_words("مدارس مدفعيه")
    with_marks = find_snippet(body, asked_terms(parse_words("المدفعية مدرسة")[0]))
    assert [body[m.start : m.end] for m in with_marks.marks] == ["المدفعيّةُ", "مدرسةَ"]
    assert terms


def asked_terms(terms):
    from isnad.archive.access import Access
    from isnad.archive.search.query import Query

    return Query(Access("local"), terms)


def test_a_latin_question_marks_the_arabic_name():
    body = "قال ضرغام السويعدي إن القصف مستمر."
    snippet = find_snippet(body, asked_terms(parse_words("Dargham")[0]))
    assert [body[m.start : m.end] for m in snippet.marks] == ["ضرغام"]


def test_a_place_of_the_gazetteer_is_a_circle():
    near = find_near("سراقب", 10)
    assert near is not None
    assert abs(near.lat - 35.86) < 0.1
    assert find_near("لا مكان كهذا", 10) is None


def test_a_phrase_is_marked_over_the_signs_inside_it():
    body = "قالت الوكالة: «قصف» - مدفعي. ثم قصف آخر."
    snippet = find_snippet(body, asked_terms(parse_words('"قصف مدفعي"')[0]))
    assert [body[m.start : m.end] for m in snippet.marks] == ["قصف» - مدفعي"]


@pytest.mark.parametrize("days", [("gestern", None), (None, "2016-02-31"), ("2016-13-01", "2016-14-01")])
def test_a_day_that_is_none_finds_nothing(filled, days):
    assert _find(filled, "", happened=days).total == 0
    assert _find(filled, "", published=days).total == 0


@pytest.mark.parametrize(
    ("bounds", "asked_for", "meets"),
    [
        (("2016-03-01", "2016-03-31"), ("2016-03-31", None), True), (("2016-03-01", "2016-03-31"), ("2016-04-01", None), False),
        (("2016-03-01", None), ("2020-01-01", None), True), ((None, "2016-03-31"), (None, "2010-01-01"), True),
        ((None, None), ("0001-01-01", None), False), ((None, None), (None, "9999-12-31"), False),
    ],
)  # fmt: skip
def test_an_event_meets_the_days_it_may_have_happened_on(archive, bounds, asked_for, meets):
    row = REPORTS[0]
    record = _record(row, 0)
    when = EventTime(edtf="..", earliest=bounds[0], latest=bounds[1], basis=TimeBasis.STATED, rule="test")
    event = record.events[0].model_copy(update={"time": when})
    with archive.writing() as connection:
        archive.add_read(connection, Capture(_text(row).encode()), Origin(), record.model_copy(update={"events": (event,)}))
    assert _find(archive, "", happened=asked_for).total == meets


def test_event_filters_speak_of_one_event(filled):
    row = REPORTS[0]
    together = {"event_type": row["event"], "place": row["town"], "actor": row["group"], "role": "agent"}
    assert _sha(row) in {hit.sha256 for hit in _find(filled, "", **together, limit=200).hits}
    assert _find(filled, "", **{**together, "role": "target"}).total == 0


@pytest.mark.parametrize("filters", [filters for filters in FILTERS if {"actor", "place", "near"} & set(filters)], ids=str)
def test_a_filter_of_the_same_event_that_all_meet_changes_nothing(filled, filters):
    """Alone, a role or a spot is answered from what stands beside the name; together, from the events themselves."""
    alone = _find(filled, "", **filters)
    assert _find(filled, "", **{"status": "reported", **filters}) == alone
    assert _find(filled, "", **{"happened": ("0001-01-01", None), **filters}) == alone
    assert _find(filled, "", **{"near": Near(36.0, 36.0, 20_000), **filters}) == alone
