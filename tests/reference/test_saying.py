"""The lexicon of saying and the forms made from it."""

import pytest

from isnad.letters import fold
from isnad.model.attribution import Act, Stance
from isnad.model.errors import BadReference
from isnad.reference.saying import (
    load_breaks,
    load_cue_forms,
    load_loaded,
    load_phrases,
    load_source_nouns,
    load_words,
    past_forms,
    present_forms,
)


def test_there_are_six_hundred_cues_and_more() -> None:
    cues = {(f.lemma, f.shape) for forms in load_cue_forms().values() for f in forms}
    assert len(cues) + sum(map(len, load_phrases().values())) >= 600


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("قال", {"قالت", "قالوا", "قالا"}),
        ("نفى", {"نفت", "نفوا", "نفا"}),
        ("دعا", {"دعت", "دعوا"}),
        ("أفاد", {"أفادت", "أفادوا"}),
    ],
)
def test_the_past_of_sound_and_weak_verbs(verb: str, forms: set[str]) -> None:
    assert forms <= {form for form, _ in past_forms(verb)}


@pytest.mark.parametrize(("verb", "forms"), [("يقول", {"تقول", "يقولون", "يقل"}), ("ينفي", {"تنفي", "ينفون", "ينف"})])
def test_the_present_of_sound_and_weak_verbs(verb: str, forms: set[str]) -> None:
    assert forms <= {form for form, _ in present_forms(verb)}


def test_participles_stand_in_their_faces() -> None:
    assert all(fold(word) in load_cue_forms() for word in ("مشيرا", "مشيرة", "مؤكدين", "داعيا", "داعية", "نافيا"))


def test_act_and_stance_come_with_the_cue() -> None:
    assert load_cue_forms()[fold("نفى")][0].stance is Stance.DENY
    assert load_cue_forms()[fold("هدد")][0].act is Act.THREATEN
    assert load_cue_forms()[fold("زعم")][0].stance is Stance.DOUBT


def test_heads_of_sources_are_known_with_their_article() -> None:
    assert load_source_nouns()[fold("المصادر")] == load_source_nouns()[fold("مصادر")]


def test_every_table_loads() -> None:
    assert load_breaks()
    assert load_loaded()
    assert load_words("hearer")


def test_a_set_of_words_that_is_not_there_is_a_mistake() -> None:
    with pytest.raises(BadReference):
        load_words("no such set")
