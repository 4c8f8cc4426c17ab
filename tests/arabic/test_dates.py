"""Date expressions: every phrasing of the corpus, and the rules that hold for all of them."""

import time
from datetime import date

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from isnad.arabic.dates import find_times
from isnad.arabic.dates.edtf import parse_published
from isnad.arabic.dates.resolving import gregorian
from isnad.arabic.words import find_tokens
from isnad.model.time import Time, TimeBasis
from tests.corpus.loading import marked, rows

CORPUS = rows("dates")


def times(text: str, published: str | None = "2023-08-10") -> tuple[Time, ...]:
    return find_times(text, find_tokens(text, 0, len(text)), published or None)


@pytest.mark.parametrize("row", CORPUS, ids=lambda r: f"{r['published']} {r['text']}")
def test_the_corpus(row):
    text, start, end = marked(row["text"])
    found = times(text, row["published"])
    if row["edtf"] == "-":
        assert found == ()
    else:
        assert [(t.edtf or "", t.text) for t in found] == [(row["edtf"], text[start:end])]


def test_every_value_is_edtf():
    for value in {row["edtf"] for row in CORPUS} - {"", "-"}:
        assert str(parse_edtf(value)) == value


def test_bounds_hold_the_value():
    for row in CORPUS:
        for found in times(marked(row["text"])[0], row["published"]):
            assert found.earliest is None or found.latest is None or found.earliest <= found.latest
            assert found.edtf is None or "X" in found.edtf or found.earliest or found.latest


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("منتصف تموز", "2023-07-10", "2023-07-20"), ("أواخر تموز", "2023-07-21", "2023-07-31"), ("مطلع تموز", "2023-07-01", "2023-07-10"),
        ("الأسبوع الماضي", "2023-07-31", "2023-08-06"), ("عام 2014", "2014-01-01", "2014-12-31"), ("منذ 2011", "2011-01-01", None),
        ("شباط 2024", "2024-02-01", "2024-02-29"), ("السبعينيات", "1970-01-01", "1979-12-31"), ("صيف 2014", "2014-06-01", "2014-09-30"),
        ("حتى اليوم", None, "2023-08-10"),
    ],
)  # fmt: skip
def test_first_and_last_day(text, earliest, latest):
    found = times(text)[0]
    assert (found.earliest, found.latest) == (earliest, latest)


def test_what_cannot_be_computed_keeps_its_words_and_is_bounded_by_publication():
    found = times("وصل قبل أيام")[0]
    assert (found.edtf, found.latest, found.basis) == (None, "2023-08-10", TimeBasis.PUBLICATION_BOUND)


def test_what_looks_ahead_is_not_bounded_by_publication():
    assert times("ينتظر خلال الساعات المقبلة وصولهم")[0].latest is None


def test_a_month_of_publication_bounds_by_its_last_day():
    assert times("وصل أمس", "2015-12")[0].latest == "2015-12-31"


def test_stated_and_relative_dates_say_which_they_are():
    assert times("في 31 تموز 2023")[0].basis is TimeBasis.STATED
    assert times("قصفت أمس")[0].basis is TimeBasis.RELATIVE


def test_the_page_s_own_date_line_is_today():
    found = times("عنوان\n11/08/2023\nقصفت البلدة أمس وسقط جرحى")
    assert found[1].edtf == "2023-08-10"


def test_without_a_publication_date_the_report_s_own_today_counts():
    found = times("أعلن اليوم الخميس 10 آب 2023 أن قصفا وقع أمس", None)
    assert found[1].edtf == "2023-08-09"


def test_a_year_that_its_weekday_denies_is_a_slip():
    assert times("أعلن اليوم الأربعاء (8 كانون الثاني 2024) ذلك", "2025-01-08")[0].edtf == "2025-01-08"


def test_dates_outside_the_words_that_are_read_are_seen_where_they_are_full_and_near():
    text = "2023-08-10 | القائمة\nقصفت البلدة أمس\nالأرشيف 2019-01-01"
    start = text.index("قصفت")
    found = find_times(text, find_tokens(text, start, start + 15), "2023-08-10")
    assert [t.text for t in found] == ["2023-08-10", "أمس"]


def test_no_date_goes_on_past_a_blank_line():
    text = "قصفت البلدة الأربعاء\n\n5 آذار ساحة في المدينة"
    assert [t.text for t in times(text)] == ["الأربعاء", "5 آذار"]


@pytest.mark.parametrize(
    ("text", "day", "rule"),
    [
        ("قصفت الطائرات البلدة الاثنين. وعند الثالثة عصرا عاد القصف.", "2023-08-07", "clock+weekday"),
        ("قصفت الطائرات البلدة الاثنين.\nوعند الساعة الثالثة عصرا عاد القصف.", "2023-08-07", "clock+weekday"),
        ("قصفت البلدة أمس. وعند الثالثة عصرا عاد القصف، وعند الخامسة عصرا توقف.", "2023-08-09", "clock+yesterday"),
        ("عند الساعة العاشرة صباحا انفجرت عبوة في السوق يوم الثلاثاء.", "2023-08-08", "clock+weekday"),
    ],
)
def test_an_hour_alone_is_of_the_day_told_around_it(text, day, rule):
    hour = [t for t in times(text) if "clock" in t.rule][-1]
    assert (hour.edtf, hour.basis, hour.rule) == (day, TimeBasis.INHERITED, rule)


@pytest.mark.parametrize("same", ["في نفس اليوم", "في ذات اليوم", "في اليوم نفسه", "في اليوم ذاته"])
def test_the_same_day_is_the_day_told_before(same):
    found = times(f"قصفت الطائرات البلدة الاثنين، وقتل جندي {same} على الحاجز.")[-1]
    assert (found.edtf, found.basis, found.rule) == ("2023-08-07", TimeBasis.INHERITED, "same+weekday")


def test_the_same_year_is_the_year_told_before():
    found = times("اعتقل في آذار عام 2007. وقتل شقيقه في تموز من العام نفسه.")[-1]
    assert (found.edtf, found.text) == ("2007-07", "تموز من العام نفسه")


def test_the_same_year_without_one_told_before_stays_open():
    assert times("قتل شقيقه في تموز من العام ذاته.")[0].edtf == "XXXX-07"


def test_an_hour_with_no_day_around_it_is_of_the_day_of_publication():
    for text in ("قصفوا البلدة عند الثالثة فجرا", "اعتقل في 2 آذار 2019.\nفقرة أخرى.\nقصفوا البلدة عند الثالثة فجرا"):
        hour = times(text)[-1]
        assert (hour.edtf, hour.basis, hour.rule) == ("2023-08-10", TimeBasis.RELATIVE, "clock-of-publication")


def test_an_hour_with_its_day_says_so_in_its_rule():
    assert times("انفجرت عبوة أمس عند الساعة العاشرة")[0].rule == "yesterday+clock"


def test_a_publication_date_in_words_is_read():
    assert times("قصفت أمس", "10 آب 2023")[0].edtf == "2023-08-09"


@pytest.mark.parametrize("published", ["", "x", "2023-13", "2023-02-30", "0000", "20x3"])
def test_a_publication_date_that_is_none_computes_nothing(published):
    assert parse_published(published) is None
    assert times("قصفت أمس", published)[0].edtf is None


@pytest.mark.parametrize(
    ("hijri", "expected"),
    [
        ((1436, 9, 1), date(2015, 6, 18)),
        ((1445, 1, 1), date(2023, 7, 19)),
        ((1300, 1, 1), date(1882, 11, 12)),
        ((1, 1, 1), date(622, 7, 19)),
    ],
)
def test_hijri_days_by_table_and_by_arithmetic(hijri, expected):
    assert abs((gregorian(*hijri) - expected).days) <= 1


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from([w for r in CORPUS for w in marked(r["text"])[0].split()]), max_size=25),
    st.sampled_from(["2023-08-10", "2015-12", "2015", ""]),
)
def test_any_jumble_of_words_gives_valid_values(words, published):
    text = " ".join(words)
    for found in times(text, published):
        assert text[found.start : found.end] == found.text
        assert found.edtf is None or parse_edtf(found.edtf)


@settings(deadline=None)
@given(st.text(alphabet="0123456789٠١٢٣/-.: آبمنذقبلاليومعام()", max_size=60))
def test_any_letters_and_digits_give_valid_values(text):
    for found in times(text):
        assert found.edtf is None or parse_edtf(found.edtf)


@pytest.mark.parametrize(
    "unit",
    [
        "من ",
        "بين ",
        "منذ ",
        "قبل ",
        "اليوم ",
        "2021/",
        "12 و",
        "الأحد - ",
        "تشرين ",
        "أكثر من ",
        "حتى ",
        "الساعة ",
        "الساعة 10 ",
        "عند الثالثة فجرا ",
    ],
)
def test_time_grows_with_the_text_and_no_faster(unit):
    tokens = find_tokens(unit * 8000, 0, len(unit) * 8000)
    began = time.process_time()
    find_times(unit * 8000, tokens, "2023-08-10")
    assert time.process_time() - began < 2
