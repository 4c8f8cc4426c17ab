"""Known names in running words: longest first, with clitics before them, and with their words of direction."""

import pytest

from isnad.arabic.words import find_tokens
from isnad.model.entity import EntityType
from isnad.reference.matching import find_known, find_titles


def known(text, find=find_known):
    tokens = find_tokens(text, 0, len(text))
    return [(text[tokens[m.first].start : tokens[m.last - 1].end], m) for m in find(tokens)]


def names(text):
    return [name for name, m in known(text) if not m.common]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("انسحبت قوات سوريا الديمقراطية", "قوات سوريا الديمقراطية"),
        ("سافر بدمشق", "دمشق"),
        ("وصل لحلب", "حلب"),
        ("اجتمع بوزارة الدفاع الروسية", "وزارة الدفاع الروسية"),
        ("عاد وسوريا بعيدة", "سوريا"),
    ],
)
def test_the_longest_name_is_found_after_clitics(text, name):
    assert name in names(text)


@pytest.mark.parametrize(
    "name", ["ريف حلب الجنوبي", "شمال غربي حلب", "ريف إدلب", "شرقي دير الزور", "ريف محافظة إدلب", "شمال سوريا"]
)
def test_direction_and_countryside_make_a_place_of_their_own(name):
    found = [(n, m.type) for n, m in known(f"قصف استهدف {name} أمس") if not m.common]
    assert (name, EntityType.PLACE) in found


def test_an_article_swallowed_by_a_clitic_is_restored():
    assert any(m.id == "global-coalition-against-daesh" for _, m in known("قصف للتحالف الدولي"))


def test_a_name_inside_a_longer_word_is_not_found():
    assert names("وحلبيات") == []


def test_everyday_words_are_marked_common():
    assert all(m.common for _, m in known("السلام والحرية والعدالة"))


def test_titles_are_found_apart_from_names():
    assert [(n, m.type) for n, m in known("قال المتحدث باسم الجيش", find_titles)] == [("المتحدث باسم الجيش", None)]


def test_nothing_is_found_in_nothing():
    assert find_known([]) == []


def test_a_very_long_text_stays_linear():
    text = "شمال غربي ريف " * 20_000
    assert len(known(text)) >= 0
