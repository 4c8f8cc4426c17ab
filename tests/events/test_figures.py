"""Figures: every phrasing of the corpus, their intervals, units, spans and events."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isnad.events.figures import find_figures, with_figures
from isnad.model.event import Event, EventType
from isnad.model.figure import Figure
from isnad.reference.numerals import load_causes
from tests.corpus.loading import rows
from tests.events.texts import analysed, event

CORPUS = rows("figures")
MARKED = re.compile(r"\[(.*?)\]")


def figures(text: str, *events: Event) -> tuple[Figure, ...]:
    return find_figures(analysed(text), events).value


@pytest.mark.parametrize("row", CORPUS, ids=lambda r: r["text"])
def test_the_corpus(row):
    plain = row["text"].replace("⏎", "\n").replace("[", "").replace("]", "")
    expected = [] if row["of"] == "-" else list(zip(MARKED.findall(row["text"]), row["of"].split("|"), strict=True))
    assert [(f.text, f.of.value) for f in figures(plain)] == expected


@pytest.mark.parametrize(
    ("text", "least", "most", "approx"),
    [
        ("مقتل نحو 27 ألف مدني", 27000, 27000, True), ("مقتل أكثر من 100 شخص", 101, None, False), ("مقتل 5 على الأقل", 5, None, False),
        ("نزوح آلاف المدنيين", 2000, None, True), ("سقط قتيلان", 2, 2, False), ("أصيب بين 10 و15 شخصا", 10, 15, False),
        ("اعتقال عشرات الشبان", 20, None, True), ("شن غارة جوية واحدة", 1, 1, False),
    ],
)  # fmt: skip
def test_intervals(text, least, most, approx):
    found = figures(text)[0]
    assert (found.min, found.max, found.approx) == (least, most, approx)


@pytest.mark.parametrize(
    ("text", "unit"),
    [("مقتل 12 مدنيا", "مدني"), ("إصابة لاجئين اثنين", "لاجئ"), ("شن ثلاث غارات", "غارة"), ("دمر 80%", None), ("قتل 5", None)],
)
def test_the_unit_is_the_counted_noun_in_the_singular(text, unit):
    assert figures(text)[0].unit == unit


def test_a_figure_belongs_to_the_event_of_its_kind_in_its_sentence():
    text = "شن الطيران غارة أدت إلى مقتل 5 مدنيين وإصابة 10 آخرين."
    strike, death, wound = (
        event(text, "غارة", EventType.AIRSTRIKE, number=1),
        event(text, "مقتل", EventType.KILLING, number=2),
        event(text, "إصابة", EventType.INJURY, number=3),
    )
    assert [f.event for f in figures(text, strike, death, wound)] == ["V2", "V3"]


@pytest.mark.parametrize(
    ("text", "trigger", "kind"),
    [
        ("صوت 578 نائبا بعد الهجوم على الجامعة.", "الهجوم", EventType.CLASH),
        ("الحرب التي دمرت 80% من البلاد.", "الحرب", EventType.CLASH),
        ("مقتل حارس المصرف وسرقة 3 ملايين دولار.", "مقتل", EventType.KILLING),
        ("اعتقال مقاول بنى 85 وحدة في المستوطنة.", "اعتقال", EventType.ARREST),
        ("فرار 40 ألف لاجئ من المواجهات.", "المواجهات", EventType.CLASH),
        ("فرار 40 ألف لاجئ بعد زيارة الوزير.", "زيارة", EventType.TRAVEL),
    ],
)
def test_what_is_counted_says_which_events_may_have_it(text, trigger, kind):
    assert [f.event for f in figures(text, event(text, trigger, kind))] == [None]


def test_the_counted_event_has_its_own_number():
    text = "شن المسلحون ثلاث هجمات على البلدة."
    assert figures(text, event(text, "هجمات", EventType.CLASH))[0].event == "V1"


def test_freed_hostages_belong_to_their_release():
    text = "خطفت الجماعة معلمات، وأطلق الجيش سراح 160 رهينة."
    taken, freed = event(text, "خطفت", EventType.ABDUCTION), event(text, "أطلق", EventType.RELEASE, number=2)
    assert figures(text, taken, freed)[0].event == "V2"


def test_attackers_are_not_among_the_killed():
    text = "قتل حارس عندما اقتحم مسلحان المنزل."
    assert figures(text, event(text, "قتل", EventType.KILLING))[0].of.value == "fighters"


def test_the_day_is_no_part_of_what_is_counted():
    text = "أصيب سبعة مدنيين أمس في القصف."
    assert figures(text)[0].text == "سبعة مدنيين"


def test_an_event_knows_its_figures():
    text = "مقتل 5 مدنيين بينهم 3 أطفال."
    death = event(text, "مقتل", EventType.KILLING)
    assert with_figures((death,), figures(text, death))[0].figures == ("F1", "F2")


def test_a_figure_goes_to_the_only_event_of_its_kind_where_its_sentence_has_none():
    text = "قتل مدنيون في القصف. وبلغ عدد القتلى 12."
    assert figures(text, event(text, "قتل", EventType.KILLING))[0].event == "V1"


def test_a_headline_repeated_is_one_figure():
    assert len(figures("إصابة شخصين بقصف على البلدة\nإصابة شخصين بقصف على البلدة")) == 1


def test_two_headlines_of_two_happenings_are_two_figures():
    assert len(figures("قصف البلدة يؤدي إلى إصابة شخصين\nانفجار في السوق يسفر عن إصابة شخصين")) == 2


def test_ages_and_distances_belong_to_no_event():
    text = "قتل شاب عمره 15 عاما على بعد 3 كيلومترات."
    assert [f.event for f in figures(text, event(text, "قتل", EventType.KILLING))] == [None, None]


def test_a_figure_without_an_event_near_stands_alone():
    text = "اعتقل شاب أمس. نزحت 20 عائلة."
    assert [f.event for f in figures(text, event(text, "اعتقل", EventType.ARREST))] == [None]


def test_an_event_the_lexicon_does_not_know_still_tells_what_is_counted():
    text = "جندلت القوات 12 شخصا"
    assert "جندلت" not in load_causes()
    assert figures(text, event(text, "جندلت", EventType.KILLING))[0].of == "killed"


def test_dates_are_no_figures():
    assert figures("قتل في 13 تشرين الثاني 2015 قبل يومين") == ()


def test_spans_are_the_letters_of_the_text():
    text = "وأصيب 54عنصراً بجروحٍ، وشخصان آخران"
    for f in figures(text):
        assert text[f.start : f.end] == f.text


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([w for r in CORPUS for w in r["text"].replace("[", "").replace("]", "").split()]), max_size=25))
def test_any_jumble_of_words_gives_figures_in_their_place(words):
    text = " ".join(words)
    for f in figures(text):
        assert text[f.start : f.end] == f.text
        assert f.min is None or f.max is None or f.min <= f.max


@pytest.mark.parametrize("unit", ["مقتل 5 و", "5 ", "بينهم 3 أطفال ", "عدد القتلى 7 ", "قتلى وجرحى ", "عشرات ", "من 5 "])
def test_time_grows_with_the_text_and_no_faster(unit):
    text = analysed(unit * 4000)
    began = time.process_time()
    find_figures(text, ())
    assert time.process_time() - began < 2
