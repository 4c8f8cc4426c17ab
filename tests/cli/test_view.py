"""The terminal view: what it shows, that it shows no more, and that no text of a report can do harm to a terminal."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from isnad.cli.bidi import FSI, PDI, Line, Piece, datum, show_hidden
from isnad.cli.labels import Labels, load_labels
from isnad.cli.view import print_record
from isnad.model.capture import Beside, Capture
from isnad.model.page import Relay
from isnad.reading import read_capture
from isnad.reference.tables import DATA
from isnad.settings import Language
from tests.builders import SAMPLE_TEXT, record, sample_record


def shown(given_record, width: int = 80, language: Language = Language.ENGLISH) -> str:
    console = Console(width=width, force_terminal=False, highlight=False)
    with console.capture() as captured:
        print_record(console, given_record, Labels(language))
    return captured.get()


@pytest.fixture(scope="module")
def view() -> str:
    return shown(sample_record()).replace(FSI, "").replace(PDI, "")


def test_the_header_names_title_outlet_author_and_date_with_its_basis(view):
    assert re.search(r"Outlet +وكالة المنارة", view)
    assert "2015-11-11 (from metadata)" in view


def test_who_commands_stands_below_what_they_command(view):
    assert re.search(r"لواء الوادي \(group\)\n└── القائد العسكري · رائد الصمادي \(person\)", view)


def test_every_event_shows_its_chain_of_sources(view):
    assert "وكالة المنارة ← مصادر محلية" in view


def test_every_event_shows_the_words_it_rests_on_with_their_place(view):
    start = SAMPLE_TEXT.index("قتلوا")
    assert f"«قتلوا» [{start}–{start + 5}]" in view


def test_doubt_and_denial_are_visible_without_colour(view):
    assert "?! وكالة المنارة ← المتحدث باسم كتائب الرابية" in view
    assert "[?! doubted by the outlet]" in view
    assert "[denied]" in view


def test_when_and_how_many_stand_with_their_words(view):
    assert "2015-11-10 «أمس الثلاثاء»" in view
    assert "3 (killed) «ثلاثة»" in view


def test_dates_and_arabic_labels_turn_nothing_round():
    seen = shown(sample_record(), language=Language.ARABIC)
    assert f"{FSI}2015-11-10{PDI}" in seen
    assert f"{FSI}متى{PDI}" in seen


def test_a_word_that_only_points_stands_behind_what_it_points_to():
    sample = (DATA / "sample" / "report.txt").read_bytes()
    assert "الميادين «المدينة»" in shown(read_capture(Capture(body=sample, name="x.txt"))).replace(FSI, "").replace(PDI, "")


def test_an_empty_record_says_so():
    text = shown(record("نص"))
    assert "No event was found." in text
    assert "Nobody is named." in text


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("language", list(Language))
def test_no_line_is_wider_than_the_terminal(width, language):
    assert max(cell_len(line) for line in shown(sample_record(), width, language).splitlines()) <= width


def test_every_label_is_in_both_languages():
    english, arabic = (load_labels()[language] for language in (Language.ENGLISH, Language.ARABIC))
    assert list(english) == list(arabic)


@pytest.mark.parametrize("language", list(Language))
def test_every_line_closes_the_isolates_it_opens(language):
    assert all(line.count(FSI) == line.count(PDI) for line in shown(sample_record(), 44, language).splitlines())


def test_a_control_that_reorders_text_is_shown_as_a_badge():
    assert show_hidden("قتل \u202eحمص") == "قتل ⟦RLO⟧حمص"


def test_a_control_that_commands_the_terminal_is_never_sent():
    assert show_hidden("\x1b[2J\x07") == "⟦ESC⟧[2J⟦U+0007⟧"


def test_marks_that_belong_to_the_spelling_are_kept():
    assert show_hidden("می\u200cخواهم\u200f") == "می\u200cخواهم\u200f"


@given(st.text(), st.integers(min_value=4, max_value=60))
def test_any_text_of_a_report_stays_inside_its_isolate(text, width):
    console = Console(width=width, force_terminal=False, highlight=False)
    with console.capture() as captured:
        console.print(Line([datum(text), Piece("←"), datum(text)]))
    out = captured.get()
    assert not set(out) & {"\u202e", "\u202d", "\u2066", "\u2067", "\x1b", "\x07", "\x00"}
    assert all(line.count(FSI) == line.count(PDI) for line in out.split("\n"))


@pytest.mark.parametrize(
    ("language", "label", "unnamed"), [("en", "Forwarded", "someone unnamed"), ("ar", "محوّل عن", "جهة غير مسماة")]
)
def test_whom_the_outlet_forwarded_a_report_from_stands_in_its_head_and_in_every_chain(language, label, unnamed):
    via = (Relay(name=None, rule="x"), Relay(name="مرصد السهل", published="2016-03-06", rule="x"))
    text = "قصفت مدفعية لواء الوادي بلدة كفر النور ما أدى إلى مقتل 12 مدنياً، بحسب ناشطين محليين."
    out = shown(read_capture(Capture(text.encode(), beside=Beside(outlet="راصد الشمال", via=via))), 120, Language(language))
    plain = out.replace(FSI, "").replace(PDI, "")
    assert re.search(rf"{label} +{unnamed} ← مرصد السهل \(2016-03-06\)", plain)
    assert f"راصد الشمال ← {unnamed} ← مرصد السهل ← ناشطين محليين" in plain
