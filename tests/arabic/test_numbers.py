"""Number phrases: every phrasing of the corpus, and the rules that hold for all of them."""

import re
import time
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isnad.arabic.numbers import find_numbers
from isnad.arabic.numbers.cardinals import parse_digits
from isnad.arabic.words import find_tokens
from isnad.model.text import Number
from isnad.reference.numerals import load_modifiers, load_nouns
from tests.corpus.loading import rows

CORPUS = rows("numbers")
MARKED = re.compile(r"\[(.*?)\]")


def numbers(text: str) -> list[Number]:
    return [n for n in find_numbers(find_tokens(text, 0, len(text))) if not n.rule.startswith("several")]


def bound(value: str) -> int | None:
    return int(value) if value else None


@pytest.mark.parametrize("row", CORPUS, ids=lambda r: r["text"])
def test_the_corpus(row):
    plain = row["text"].replace("[", "").replace("]", "")
    found = [(plain[n.start : n.end], n.min, n.max, n.approx) for n in numbers(plain)]
    if row["min"] == "-":
        assert found == []
        return
    least, most = ([bound(x) for x in row[key].split("|")] for key in ("min", "max"))
    expected = zip(MARKED.findall(row["text"]), least, most, strict=True)
    assert found == [(*one, row["approx"] == "yes") for one in expected]


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("قتل 5 مدنيين", "مدنيين"), ("قتل خمسة من المدنيين", "المدنيين"), ("أكثر من (2700) لاجئ", "لاجئ"), ("اعتقل المعتقلين الثلاثة", "المعتقلين"),
        ("أصيب جريحان", "جريحان"), ("شن غارة جوية واحدة", "غارة"), ("قتل 5 في القصف", None), ("قتل 5.", None), ("نزح مئات المدنيين", "المدنيين"),
    ],
)  # fmt: skip
def test_what_a_number_counts(text, counted):
    tokens = find_tokens(text, 0, len(text))
    number = find_numbers(tokens)[0]
    assert (tokens[number.counted].form if number.counted is not None else None) == counted


def test_what_is_two_elsewhere_is_two_in_the_headline():
    text = "إصابة مدنيين بقصف\nأصيب مدنيان اثنان بقصف على السوق"
    assert [text[n.start : n.end] for n in numbers(text)] == ["مدنيين", "مدنيان اثنان"]


def test_a_plural_alone_is_no_number():
    assert numbers("إصابة مدنيين بقصف على السوق") == []


@pytest.mark.parametrize(
    ("digits", "value"),
    [
        ("12", 12),
        ("1,200", 1200),
        ("1.200", 1200),
        ("1.5", Fraction(3, 2)),
        ("3,5", Fraction(7, 2)),
        ("1,234,567", 1234567),
        ("0", 0),
        ("0.5", Fraction(1, 2)),
    ],
)
def test_digits_with_separators(digits, value):
    assert parse_digits(digits) == value


@pytest.mark.parametrize("digits", ["0933445566", "2022.10.28", "1.2.3", "9" * 30, "00"])
def test_digits_that_are_no_number(digits):
    assert parse_digits(digits) is None


def test_a_point_before_thousands_is_a_decimal_point():
    assert parse_digits("1.500", scaled=True) == Fraction(3, 2)


UNITS = "واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة".split()
TENS = "عشرين ثلاثين أربعين خمسين ستين سبعين ثمانين تسعين".split()


@settings(deadline=None)
@given(st.integers(0, 8), st.integers(0, 7))
def test_units_and_tens_in_words_add_up(unit, tens):
    assert numbers(f"بلغ {UNITS[unit]} و{TENS[tens]}")[0].min == 1 + unit + 10 * (tens + 2)


@settings(deadline=None)
@given(st.integers(1, 10**12))
def test_digits_are_read_as_they_are(value):
    assert numbers(f"بلغ {value:,} شخصا")[0].min == value


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([w for r in CORPUS for w in r["text"].replace("[", "").replace("]", "").split()]), max_size=25))
def test_any_jumble_of_words_gives_intervals_in_order(words):
    text = " ".join(words)
    found = find_numbers(find_tokens(text, 0, len(text)))
    assert all(n.min is None or n.max is None or n.min <= n.max for n in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    "unit",
    ["و", "مئة و", "ألف ", "ألف و", "بين 5 و", "عشرات ", "نصف ", "5-", "ثلاثة ", "(", "أكثر من ", "مدنيين اثنين ", "قتيلان و"],
)
def test_time_grows_with_the_text_and_no_faster(unit):
    tokens = find_tokens(unit * 8000, 0, len(unit) * 8000)
    began = time.process_time()
    find_numbers(tokens)
    assert time.process_time() - began < 2


def test_the_tables_load_and_hold_what_they_say():
    assert len(load_nouns()) > 2000
    assert load_nouns()["قتيلان"].counted == "two"
    assert load_nouns()["مدنيين"].counted == "two_or_many"
    assert load_modifiers("before")["عن"][0].effect in {"least", "more", "most", "less"}
