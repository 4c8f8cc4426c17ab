"""Folding: same letters for same words, and the exact way back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isnad.letters import fold, fold_with_origins, is_arabic_letter

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئةىٱپچڤگکیہھۀ"
MARKS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0653\u0654\u0655\u0670\u06d6\u0640"
INVISIBLE = "\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u2066\u2069\ufeff\u00ad"
PRESENTATION = "ﻻﻼﻵﻷﻹﺍﺎﺏﺐﺑﺒﺓﺔﻩﻪﻫﻬﻱﻲﻳﻴﻯﻰﷲﷺﹰﹱﱞﱠ"
OTHERS = ' \n.,،؛؟!«»"()-–/٪٫٬0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹abcXYZéİßＡ１'

arabic = st.text(alphabet=LETTERS + MARKS + INVISIBLE + PRESENTATION + OTHERS, max_size=60)
anything = st.text(max_size=60)


@settings(deadline=None)
@given(arabic | anything)
def test_origins_run_forward_and_lie_inside_the_text(text):
    folded = fold_with_origins(text)
    assert len(folded.origins) == len(folded.text)
    assert list(folded.origins) == sorted(folded.origins)
    assert all(0 <= at < len(text) for at in folded.origins)


@settings(deadline=None)
@given(arabic | anything)
def test_folding_with_and_without_origins_is_the_same(text):
    assert fold_with_origins(text).text == fold(text)


@settings(deadline=None)
@given(arabic | anything)
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@settings(deadline=None)
@given(arabic, st.data())
def test_the_way_back_gives_letters_that_fold_to_what_was_found(text, data):
    folded = fold_with_origins(text)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    a, b = folded.to_source(start, end)
    assert 0 <= a <= b <= len(text)
    assert folded.text[start:end] in fold(text[a:b])
    if start == end or (_opens(folded, start) and _closes(folded, end)):
        assert fold(text[a:b]) == folded.text[start:end]


def _opens(folded, start):
    return start == 0 or folded.origins[start - 1] != folded.origins[start]


def _closes(folded, end):
    return end == len(folded.text) or folded.origins[end] != folded.origins[end - 1]


@settings(deadline=None)
@given(arabic, st.data())
def test_there_and_back_covers_the_same_letters(text, data):
    folded = fold_with_origins(text)
    a = data.draw(st.integers(0, len(text)))
    b = data.draw(st.integers(a, len(text)))
    start, end = folded.from_source(a, b)
    assert folded.text[start:end] == fold(text[a:b])


@settings(deadline=None)
@given(arabic)
def test_parts_fold_to_the_parts_of_the_whole(text):
    middle = len(text) // 2
    assert fold(text[:middle]) + fold(text[middle:]) == fold(text)


@settings(deadline=None)
@given(st.text(alphabet=LETTERS, min_size=1), st.lists(st.sampled_from(MARKS + INVISIBLE), max_size=20))
def test_marks_and_invisible_controls_change_no_word(word, extras):
    dressed = "".join(c + (extras[i % len(extras)] if extras else "") for i, c in enumerate(word))
    assert fold(dressed) == fold(word)


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("مُدَرَّسَة", "مدرسه"), ("أحمد", "احمد"), ("إدلب", "ادلب"), ("آذار", "اذار"), ("مستشفى", "مستشفي"), ("لاجئ", "لاجي"),
        ("مسؤول", "مسوول"), ("الـــقوات", "القوات"), ("ﻻﺟﺌﻮﻥ", "لاجيون"), ("ﷲ", "الله"), ("٢٠٢٣", "2023"), ("۲۰۲۳", "2023"),
        ("١٢٬٥٠٠٫٥", "12,500.5"), ("٪", "%"), ("«نص»", '"نص"'), ("Ｆ‑16", "f-16"), ("کردی", "كردي"), ("قوا\u200cت", "قوات"),
        ("ا\u0654حمد", "احمد"), ("ﹰ", ""), ("علي\u200f", "علي"), ("ٱلله", "الله"), ("فتاة", "فتاه"),
    ],
)  # fmt: skip
def test_words_that_are_the_same_word(written, same):
    assert fold(written) == same


@pytest.mark.parametrize(("one", "other"), [("حلب", "جلب"), ("سعيد", "صعيد"), ("ضل", "ظل"), ("قتل", "قبل"), ("مدني", "مدنيه")])
def test_words_that_are_not(one, other):
    assert fold(one) != fold(other)


def test_marks_after_a_letter_go_with_it():
    text = "قالَ محمَّدٌ اليومَ"
    folded = fold_with_origins(text)
    at = folded.text.index("محمد")
    assert text[slice(*folded.to_source(at, at + 4))].rstrip() == "محمَّدٌ"


def test_half_a_ligature_is_the_whole_ligature():
    folded = fold_with_origins("سﻻم")
    assert folded.to_source(1, 2) == (1, 2) == folded.to_source(2, 3)


def test_what_an_arabic_letter_is():
    assert all(map(is_arabic_letter, "اءيةپکﻻﷲ"))
    assert not any(map(is_arabic_letter, "aé1٣،؟ـ «\u064e\u200f"))
