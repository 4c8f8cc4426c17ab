"""Words of saying, and words that only look like them."""

import pytest

from isnad.attribution.cues import Place, find_cues
from isnad.attribution.view import build_view

from .texts import text_of


def _cues(text: str) -> list[tuple[str, Place]]:
    return [(c.form.lemma, c.place) for c in find_cues(build_view(text_of(text), ()))]


@pytest.mark.parametrize("text", ["قالت المصادر إن", "يقول السكان إن", "قالوا إن", "وسيقول الوزير إن", "لم يقل إن"])
def test_a_verb_is_known_in_its_forms(text: str) -> None:
    assert ("قال", Place.VERB) in _cues(text)


@pytest.mark.parametrize("text", ["اندلعت اشتباكات بين الفصائل.", "مرت القافلة عبر الحاجز.", "سيطروا على مدينة صغيرة."])
def test_prepositions_and_nouns_are_not_taken_for_verbs(text: str) -> None:
    assert _cues(text) == []


def test_the_outlets_own_formulas_are_no_cues() -> None:
    assert _cues("تجدر الإشارة إلى أن الطريق مغلق.") == []


def test_a_phrase_at_the_head_leads() -> None:
    assert _cues("بحسب مصادر محلية، الطريق مغلق.") == [("ب حسب", Place.LEAD)]


def test_a_phrase_at_the_end_trails() -> None:
    assert _cues("الطريق مغلق، بحسب مصادر محلية.") == [("ب حسب", Place.TAIL)]
