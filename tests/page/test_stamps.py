"""Dates pages print around reports."""

import pytest

from isnad.page.stamps import is_stamp, parse_date, parse_stamp, parse_url_date
from tests.corpus.pages import AGO, NO_STAMPS, STAMPS


@pytest.mark.parametrize(("line", "date"), STAMPS.items())
def test_a_line_that_is_a_date_is_told_and_read(line, date):
    assert is_stamp(line)
    assert parse_date(line) == date


@pytest.mark.parametrize("line", AGO)
def test_how_long_ago_is_a_stamp_without_a_date(line):
    assert is_stamp(line)
    assert parse_date(line) is None


@pytest.mark.parametrize("line", NO_STAMPS)
def test_a_sentence_with_a_number_or_a_date_in_it_is_no_stamp(line):
    assert not is_stamp(line)


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2021-09-08T10:00:00+03:00", "2021-09-08"),
        ("2020-12-01 02:00:00", "2020-12-01"),
        ("20200317T17:27", "2020-03-17"),
        ("الأربعاء، 07 أكتوبر 2020 - 12:09 م", "2020-10-07"),
        ("2020-13-45", None),
        ("soon", None),
    ],
)
def test_a_machines_date_is_its_day(written, date):
    assert parse_stamp(written) == date


@pytest.mark.parametrize(
    ("url", "date"),
    [
        ("https://news.example/2021/9/18/title", "2021-09-18"),
        ("https://news.example/2021/09/title", "2021-09"),
        ("https://news.example/archives/573182", None),
        ("https://news.example/2021/45/99/x", None),
    ],
)
def test_an_address_gives_the_date_in_its_path(url, date):
    assert parse_url_date(url) == date
