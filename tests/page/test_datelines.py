"""Datelines and bylines, and lines that only look like them."""

import pytest

from isnad.page.datelines import parse_author, parse_dateline
from tests.corpus.pages import NO_DATELINES


@pytest.mark.parametrize("line", NO_DATELINES)
def test_a_headline_with_a_place_in_it_is_no_dateline(line):
    assert parse_dateline(line) is None


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("إعداد: سامر الحلواني", "سامر الحلواني"),
        ("كتبت ليلى الكردي", "ليلى الكردي"),
        ("بقلم: خالد الشامي – تحرير: رنا", "خالد الشامي"),
    ],
)
def test_a_line_that_names_its_writer_gives_the_name(line, name):
    found = parse_author(line)
    assert found is not None
    assert found[0] == name


@pytest.mark.parametrize(
    "line", ["كتب التاريخ الحديث في المكتبة العامة تحترق", "تقرير: ارتفاع أسعار الخبز في الأسواق إلى الضعف منذ شهر"]
)
def test_a_headline_that_begins_like_a_byline_names_nobody(line):
    assert parse_author(line) is None
