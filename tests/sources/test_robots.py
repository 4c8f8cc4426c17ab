"""robots.txt is obeyed as its standard has it."""

import time

import pytest

from isnad.sources.robots import EVERYTHING_FORBIDDEN, Rules, parse_robots

SITE = "https://raseed.example"


def _allows(robots: str, path: str) -> bool:
    return parse_robots(robots.encode()).allows(SITE + path)


@pytest.mark.parametrize(
    ("robots", "path", "allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /news\nAllow: /news/public", "/news/public/1", True),
        ("User-agent: *\nAllow: /news/public\nDisallow: /news", "/news/1", False),
        ("User-agent: *\nDisallow: /a\nAllow: /a", "/a", True),
        ("User-agent: other\nDisallow: /", "/a", True),
        ("User-agent: other\nUser-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow: /x\nUser-agent: other\nDisallow: /", "/a", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf?x", True),
        ("User-agent: *\nDisallow: /*?print=", "/a?print=1", False),
        ("User-agent: *\nDisallow: /خبر", "/%D8%AE%D8%A8%D8%B1/1", False),
        ("User-agent: *\nDisallow: /%D8%AE", "/خبر", False),
        ("\ufeffuser-agent : *\r\n disallow : /a # why", "/a", False),
        ("User-agent: *\nDisallow: /a$", "/ab", True),
        ("User-agent: *\nDisallow: /$", "/", False),
    ],
)
def test_the_longest_rule_that_fits_decides(robots, path, allowed):
    assert _allows(robots, path) is allowed


def test_a_pause_it_asks_for_is_read_and_bounded():
    assert parse_robots(b"User-agent: *\nCrawl-delay: 7.5").delay_s == 7.5
    assert parse_robots(b"User-agent: *\nCrawl-delay: 86400").delay_s == 60.0
    assert parse_robots(b"User-agent: *\nCrawl-delay: soon").delay_s == 0.0
    assert parse_robots(b"User-agent: x\nCrawl-delay: 9").delay_s == 0.0


def test_no_rules_allow_everything_and_a_broken_site_nothing():
    assert Rules().allows(f"{SITE}/a")
    assert not EVERYTHING_FORBIDDEN.allows(f"{SITE}/a")


def test_many_stars_cost_no_time():
    robots = "User-agent: *\n" + "Disallow: /" + "a*" * 2000 + "b\n"
    began = time.monotonic()
    assert _allows(robots, "/" + "a" * 4000)
    assert time.monotonic() - began < 0.5
