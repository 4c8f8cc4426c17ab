"""Which words name an event: the corpus of phrasings, and the lexicon behind it."""

import pytest

from isnad.events.triggers import find_triggers
from isnad.model.errors import BadReference
from isnad.model.event import EventType
from isnad.reference import triggers as reference
from isnad.reference.triggers import (
    imperfect_forms,
    load_entries,
    load_phrases,
    noun_forms,
    participle_forms,
    passive_forms,
    past_forms,
)
from tests.corpus.loading import marked, rows
from tests.events.seeing import seen

EXAMPLES = [(row["type"], row["sentence"]) for row in rows("events")]


@pytest.mark.parametrize(("type_", "sentence"), [e for e in EXAMPLES if e[0] != "none"])
def test_a_phrasing_names_its_event(type_: str, sentence: str) -> None:
    text, start, end = marked(sentence)
    view = seen(text)
    found = {t.type for t in find_triggers(view) if start < view.text.tokens[t.i].end and view.text.tokens[t.i].start < end}
    assert type_ in found


@pytest.mark.parametrize("sentence", [s for t, s in EXAMPLES if t == "none"])
def test_what_only_looks_like_an_event_is_none(sentence: str) -> None:
    assert [t.type for t in find_triggers(seen(sentence))] == []


def test_every_type_has_phrasings() -> None:
    assert {t for t, _ in EXAMPLES} == {t.value for t in EventType} | {"none"}


def test_every_type_stands_in_the_lexicon() -> None:
    assert {t for e in load_entries().values() for t in e.types} >= {t.value for t in EventType}


@pytest.mark.parametrize(
    ("verb", "form"),
    [("قتل", "قتلوا"), ("ألقى", "القت"), ("ألقى", "القوا"), ("لقي", "لقوا"), ("انكفأ", "انكفات"), ("استعاد", "استعادت")],
)
def test_a_past_is_conjugated(verb: str, form: str) -> None:
    assert form in past_forms(verb)


@pytest.mark.parametrize(("verb", "form"), [("أصاب", "اصيبت"), ("حاصر", "حوصر"), ("اقتاد", "اقتيد"), ("ألقى", "القي")])
def test_a_passive_is_conjugated(verb: str, form: str) -> None:
    assert form in passive_forms(verb)


@pytest.mark.parametrize(
    ("verb", "form"),
    [("يقصف", "تقصف"), ("يغزو", "يغزون"), ("يلقي", "يلقون"), ("يصيب", "يصب"), ("يستعيد", "يستعاد"), ("يلجأ", "يلجاون")],
)
def test_an_imperfect_is_conjugated(verb: str, form: str) -> None:
    assert form in imperfect_forms(verb)


@pytest.mark.parametrize(("noun", "form"), [("غارة", "غارتين"), ("غارة", "الغارات"), ("هجوم", "هجوما"), ("قصف", "القصف")])
def test_a_noun_takes_its_endings(noun: str, form: str) -> None:
    assert form in noun_forms(noun)


def test_a_participle_takes_its_endings() -> None:
    assert {"معتقله", "المعتقلين", "معتقلون", "معتقلي"} <= set(participle_forms("معتقل"))


def test_a_phrase_opens_with_any_form_of_its_verb() -> None:
    assert {p.words for p in load_phrases()["لقوا"]} & {p.words for p in load_phrases()["يلقي"]}


def test_a_phrase_of_an_unknown_verb_is_refused() -> None:
    with pytest.raises(BadReference, match="no verb"):
        reference._phrase({"phrase": "~طنطن* شيئا", "types": "clash"})


def test_a_phrase_of_an_unknown_type_is_refused() -> None:
    with pytest.raises(BadReference, match="unknown earthquake"):
        reference._phrase({"phrase": "زلزال*", "types": "earthquake"})


def test_a_trigger_names_what_made_it() -> None:
    found = find_triggers(seen("شن الطيران الحربي غارات على بلدة احسم في ريف إدلب."))
    assert [(t.type, t.rule.partition(":")[0]) for t in found] == [("airstrike", "phrase")]
