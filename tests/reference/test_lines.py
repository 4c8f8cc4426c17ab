"""Tables looked up by halving say what a dictionary of the same rows would say."""

import random
from pathlib import Path

import pytest

import isnad.arabic
from isnad.reference.lines import Lines, load_lines, write_lines
from isnad.reference.tables import DATA

MODELS = Path(isnad.arabic.__file__).parent / "models"
PACKAGED = (
    *(MODELS / name for name in ("lexicon.txt.gz", "segments.txt.gz", "lemmas.txt.gz", "clusters.txt.gz")),
    DATA / "gazetteer" / "names.gz",
)
ROWS = {"دير": "1", "دير الزور": "2", "دير الزور الغربي": "3", "ديرك": "4", "حلب": "5"}


@pytest.fixture
def table(tmp_path):
    write_lines(ROWS, tmp_path / "table.gz")
    return load_lines(tmp_path / "table.gz")


def test_every_row_is_found_again(table):
    assert {key: table.get(key) for key in ROWS} == ROWS
    assert dict(table) == ROWS


@pytest.mark.parametrize("key", ["", "د", "الزور", "دير ", "دير الز", "يبرود"])
def test_what_is_no_key_is_not_found(table, key):
    assert table.get(key) is None


@pytest.mark.parametrize(("key", "goes_on"), [("دير", True), ("دير الزور", True), ("ديرك", False), ("حلب", False), ("ي", False)])
def test_it_tells_whether_a_longer_phrase_begins_so(table, key, goes_on):
    assert table.look(key).goes_on is goes_on


@pytest.mark.parametrize(("word", "words"), [("دير", 3), ("ديرك", 1), ("حلب", 1), ("الزور", 0)])
def test_it_tells_the_words_of_the_longest_name_that_begins_so(table, word, words):
    assert table.longest(word) == words


def test_an_empty_table_holds_nothing():
    assert Lines(()).look("حلب") == (None, False)


def test_the_same_rows_make_the_same_bytes(tmp_path):
    for name, keys in (("a", sorted(ROWS)), ("b", sorted(ROWS, reverse=True))):
        write_lines({key: ROWS[key] for key in keys}, tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


@pytest.mark.parametrize("path", PACKAGED, ids=lambda p: p.name)
def test_a_packaged_table_is_sorted(path):
    lines = [f"{key}\t{value}" for key, value in load_lines(path)]
    assert lines == sorted(lines)


@pytest.mark.parametrize("path", [p for p in PACKAGED if p.name != "lemmas.txt.gz"], ids=lambda p: p.name)
def test_a_packaged_table_answers_as_a_dictionary_would(path):
    table = load_lines(path)
    rows = dict(table)
    begun = {key[:at] for key in rows for at in range(len(key)) if key[at] == " "}
    for key in random.Random(7).sample(sorted(rows), 500):
        assert table.look(key) == (rows[key], key in begun)
