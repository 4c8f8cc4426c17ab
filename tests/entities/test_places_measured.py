"""Coordinates on pages that people coded, where ../shared is present: floors that only rise."""

import pytest
from bench.places import INCIDENTS, measure

pytestmark = pytest.mark.skipif(not INCIDENTS.exists(), reason="../shared/data/incidents IS NOT HERE: places are not measured")


@pytest.fixture(scope="module")
def tally():
    return measure()


def test_places_answered_are_within_25_km(tally):
    assert tally["within 25 km"] / tally["coordinates answered"] >= 0.97


def test_places_answered_are_in_the_right_governorate(tally):
    assert tally["governorate right"] / tally["governorate answered"] >= 0.93


def test_few_places_go_unanswered(tally):
    assert tally["answered"] / tally["cases"] >= 0.87
