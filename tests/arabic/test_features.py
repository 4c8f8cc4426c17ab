"""Features met as numbers are those that training spells out; weights read one by one are those of the file."""

import gzip
import json

import pytest

from isnad.arabic.features import Table, Templates, number_all, number_parts, spell
from isnad.arabic.scoring import MODELS, Scorer, load_scorer

WORDS = Templates("type word", "word={word}", "both={word}|{type}", "{type}{word}")
PLACES = Templates("place", "place={place}")
CHOICES = [[(WORDS, "clash", "قصف"), (PLACES, "حلب")], [(WORDS, "", "😀 ")], []]


def test_a_feature_has_the_same_number_told_and_spelt():
    told = number_parts(CHOICES)
    for n, parts in enumerate(CHOICES):
        assert sorted(told.features[told.choices == n]) == sorted(number_all(spell(parts)))


def test_a_choice_told_is_as_likely_as_one_spelt():
    scorer = Scorer(("", "yes"), (0.1, 0.2), {"word=قصف": [1.0, -2.0], "clashقصف": [0.5, 0.25], "place=حلب": [0.0, 3.0]})
    told = scorer.numbered_probabilities(number_parts(CHOICES), len(CHOICES))
    assert told == [pytest.approx(p) for p in scorer.all_probabilities([spell(parts) for parts in CHOICES])]


def test_every_number_is_found_and_no_other():
    table = Table(number_all([f"word={n}" for n in range(5000)]))
    assert table.find(number_all(["word=4999", "word=5000", "word=0"])).tolist() == [4999, table.missing, 0]


@pytest.mark.parametrize("name", [p.name.removesuffix(".json.gz") for p in sorted(MODELS.glob("*.json.gz"))])
def test_weights_are_those_of_the_file(name):
    assert dict(load_scorer(name).weights) == json.loads(gzip.decompress((MODELS / f"{name}.json.gz").read_bytes()))["weights"]
