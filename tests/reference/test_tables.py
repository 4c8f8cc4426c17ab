"""A table that breaks its own rules is refused with its file and line."""

import pytest

from isnad.model.errors import BadReference
from isnad.reference import tables


@pytest.fixture
def table(tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "DATA", tmp_path)
    tables.load_table.cache_clear()
    yield lambda text: (tmp_path / "t.tsv").write_text(text, encoding="utf-8")
    tables.load_table.cache_clear()


def test_rows_come_in_order_with_empty_cells_filled(table):
    table("# a comment\nname\tlatin\nحلب\tAleppo\n\nالباب\n")
    assert tables.load_table("t.tsv", ("name", "latin")) == ({"name": "حلب", "latin": "Aleppo"}, {"name": "الباب", "latin": ""})


def test_an_unknown_column_is_refused(table):
    table("name\tlat\n")
    with pytest.raises(BadReference, match="columns must be"):
        tables.load_table("t.tsv", ("name", "latin"))


def test_a_row_with_too_many_cells_is_refused(table):
    table("name\nحلب\tAleppo\n")
    with pytest.raises(BadReference, match="2 cells for 1"):
        tables.load_table("t.tsv", ("name",))


def test_the_same_key_twice_is_refused(table):
    table("name\nحلب\nحلب\n")
    with pytest.raises(BadReference, match="line 2"):
        tables.load_table("t.tsv", ("name",), key=("name",))


def test_two_spellings_of_one_word_that_disagree_are_refused(table):
    table("name\tkind\nإدلب\ttown\nادلب\tvillage\n")
    with pytest.raises(BadReference, match="same letters"):
        tables.load_table("t.tsv", ("name", "kind"), folded="name")


def test_presentation_forms_are_refused_with_their_line(table):
    table("name\nحلب\nﺣﻠﺐ\n")
    with pytest.raises(BadReference, match=r"t\.tsv:3"):
        tables.load_table("t.tsv", ("name",))


def test_a_missing_table_is_refused(table):
    with pytest.raises(BadReference):
        tables.load_table("nowhere.tsv", ("name",))


@pytest.mark.parametrize(
    ("latin", "expected"),
    [("Hay'at Tahrir al-Sham", "hayat-tahrir-al-sham"), ("Médecins Sans Frontières", "medecins-sans-frontieres")],
)
def test_an_english_name_makes_a_stable_identifier(latin, expected):
    assert tables.slug(latin) == expected
