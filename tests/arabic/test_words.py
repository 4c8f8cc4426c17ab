from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isnad.arabic.words import find_tokens


def pieces(text):
    return [t.form for t in find_tokens(text, 0, len(text))]


@pytest.mark.parametrize(
    ("written", "cut"),
    [
        ("وقال", ["و", "قال"]),
        ("بدمشق", ["ب", "دمشق"]),
        ("سيعقد", ["س", "يعقد"]),
        ("فقتلوه", ["ف", "قتلو", "ه"]),
        ("وبحسب", ["و", "ب", "حسب"]),
        ("مقاتليها", ["مقاتلي", "ها"]),
        ("كقائد", ["ك", "قائد"]),
    ],
)
def test_clitics_are_words_of_their_own(written, cut):
    assert pieces(written) == cut


@pytest.mark.parametrize("word", "وادي لواء بلدة كتائب فصائل بنش كفريا بانياس سراقب لبنان باب ولاية وليد كاظم سيارة وزير".split())
def test_words_that_only_look_as_if_they_had_clitics_stay_whole(word):
    assert pieces(word) == [word]


def test_the_article_a_lam_swallowed_comes_back_in_the_search_form():
    tokens = find_tokens("للجيش", 0, 5)
    assert [(t.start, t.end, t.folded) for t in tokens] == [(0, 1, "ل"), (1, 5, "الجيش")]


def test_a_lam_before_a_name_in_lam_swallows_nothing():
    assert [t.folded for t in find_tokens("للبنان", 0, 6)] == ["ل", "لبنان"]


def test_a_ta_marbuta_before_a_pronoun_comes_back_in_the_search_form():
    assert [t.folded for t in find_tokens("حكومته", 0, 6)] == ["حكومه", "ه"]


def test_marks_and_tatweel_stay_inside_the_words_letters():
    text = "وَقُتِلَ بـدمشق"
    assert pieces(text) == ["وَ", "قُتِلَ", "بـ", "دمشق"]


@pytest.mark.parametrize("text", ["قُتل 27 ألفًا، (بحسب) «المصدر»…", "x\u200fوقال\u200e الـ27", "ﷺ ﻻ ٣٫٥ a_b ـ"])
def test_forms_are_the_letters_of_the_text_in_order(text):
    tokens = find_tokens(text, 0, len(text))
    assert all(text[t.start : t.end] == t.form for t in tokens)
    assert all(a.end <= b.start for a, b in pairwise(tokens))


def test_pieces_of_one_written_word_share_its_number():
    assert [t.word for t in find_tokens("قال بدمشق", 0, 9, word=5)] == [5, 6, 6]


@given(st.text(alphabet="ابتةىأإولكسفنهيمقرد ًُّـ\u200c\u200f.،«»12٣abﷺﻻ\n", max_size=60))
def test_any_text_is_cut_in_order_and_nothing_but_space_and_marks_is_left_out(text):
    tokens = find_tokens(text, 0, len(text))
    covered = {i for t in tokens for i in range(t.start, t.end)}
    assert sum(t.end - t.start for t in tokens) == len(covered)
    assert not any(c.isalnum() for i, c in enumerate(text) if i not in covered)


@pytest.mark.parametrize("word", ["ﻷ", "ﻻ", "ﻷن", "وﻷ"])
def test_no_piece_of_a_ligature_is_empty(word):
    assert all(t.form for t in find_tokens(word, 0, len(word)))
