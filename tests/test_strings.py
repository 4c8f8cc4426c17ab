"""Strings that anything can hold, from strings that not everything can."""

from hypothesis import given
from hypothesis import strategies as st

from isnad.model.capture import Beside
from isnad.model.strings import escape_string, mend_string

ANY = st.text(st.characters(codec=None), max_size=40)


def test_what_cannot_be_held_is_mended_in_words_and_written_out_in_names():
    assert mend_string("a\ud800b\0") == "a\ufffdb\ufffd"
    assert escape_string("a\udcffb\0") == "a\\udcffb\\x00"


@given(ANY)
def test_whatever_comes_in_what_goes_out_is_utf8_without_nul(text):
    for held in (mend_string(text), escape_string(text)):
        assert "\0" not in held
        assert held.encode("utf-8").decode("utf-8") == held


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=40))
def test_what_can_be_held_is_left_as_it_is(text):
    assert mend_string(text) == escape_string(text) == text


def test_what_comes_beside_a_report_can_always_be_held():
    assert Beside(outlet="\ud800", author="أ\0") == Beside(outlet="\ufffd", author="أ\ufffd")
