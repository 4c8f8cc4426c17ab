"""The markup of our own labelled sentences: what it gives, and what it refuses."""

from collections import Counter

import pytest
from training.sentences.grammar import build_sentences
from training.sentences.loader import BadSentence, load_sentences, parse_line

from isnad.model.event import EventType

STRIKE = "{أفادت|c1} {مصادر محلية|s1a} {بأن {طائرات حربية|a1} شنت {غارة|airstrike1!p} على {سراقب|l t1 l1}|q1:say/doubt}."


def test_the_text_comes_out_without_marks() -> None:
    assert parse_line(STRIKE).text == "أفادت مصادر محلية بأن طائرات حربية شنت غارة على سراقب."


def test_every_span_is_of_the_text() -> None:
    s = parse_line(STRIKE)
    assert [s.text[a:b] for a, b, _ in s.names] == ["سراقب"]
    assert [(s.text[t.start : t.end], t.type.value, t.status.value) for t in s.triggers] == [("غارة", "airstrike", "planned")]
    assert {(a.role.value, s.text[a.start : a.end]) for a in s.arguments} == {
        ("agent", "طائرات حربية"),
        ("target", "سراقب"),
        ("place", "سراقب"),
    }


def test_a_statement_has_cue_source_and_content() -> None:
    s = parse_line(STRIKE)
    (said,) = s.says
    assert s.text[slice(*said.cue)] == "أفادت"
    assert said.source is not None
    assert s.text[slice(*said.source)] == "مصادر محلية"
    assert (said.kind.value, said.act.value, said.stance.value) == ("anonymous", "say", "doubt")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{حلب|l", "not opened or not closed"),
        ("{حلب|z}", "unknown tag"),
        ("{قصف|bombing1}", "unknown tag"),
        ("{حلب|l1}", "no trigger"),
        ("{قتل|killing1} و{مقتل|killing1}", "two triggers"),
        ("{قتل مدني|killing1}", "more than one word"),
        ("{بدمشق|l}{ية|l}", "inside a word"),
        ("{ريف {حلب|l}|l}", "overlap"),
        ("{قال|c1} {مصدر|s1a}", "lack cue or content"),
    ],
)
def test_a_broken_mark_is_refused_with_its_place(line: str, reason: str) -> None:
    with pytest.raises(BadSentence, match=f"here:7: .*{reason}"):
        parse_line(line, "here:7")


def test_every_type_of_event_is_written_forty_times() -> None:
    written = Counter(t.type for s in load_sentences() for t in s.triggers if not t.further)
    assert [t for t in EventType if written[t] < 40] == []


def test_the_grammar_gives_the_same_every_time() -> None:
    assert [s.text for s in build_sentences(90)] == [s.text for s in build_sentences(90)]
