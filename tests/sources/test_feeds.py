"""Feeds name reports; no feed may name a document type (S3)."""

import time

import pytest

from isnad.model.errors import InputRefused
from isnad.sources.feeds import Item, read_feed

RSS = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>x</title><item><title>A</title><link>https://raseed.example/1</link>
<pubDate>Thu, 10 Mar 2016 09:00:00 +0300</pubDate></item><item><title>B</title><guid>https://raseed.example/2</guid></item></channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>A</title><link rel="self" href="https://raseed.example/x"/>
<link href="https://raseed.example/1"/><updated>2016-03-10T09:00:00Z</updated></entry></feed>"""
SITEMAP = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://raseed.example/1</loc><lastmod>2016-03-10</lastmod></url></urlset>"""
NEWS = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url>
<loc>https://raseed.example/1</loc><lastmod>2016-03-12</lastmod><news:news><news:publication_date>2016-03-10T09:00+03:00</news:publication_date>
<news:title>A</news:title></news:news></url></urlset>"""
URL = "https://raseed.example/1"
SAID = [
    (RSS, Item(URL, "A", "2016-03-10T09:00:00+03:00", "2016-03-10T09:00:00+03:00")),
    (RSS.replace(b"+0300", b"GMT"), Item(URL, "A", "2016-03-10T09:00:00+00:00", "2016-03-10T09:00:00+00:00")),
    (ATOM, Item(URL, "A", "2016-03-10T09:00:00Z", "2016-03-10T09:00:00Z")),
    (ATOM.replace(b"<updated>", b"<published>2016-03-09</published><updated>"), Item(URL, "A", "2016-03-09", "2016-03-10T09:00:00Z")),
    (SITEMAP, Item(URL, None, None, "2016-03-10")),
    (NEWS, Item(URL, "A", "2016-03-10T09:00+03:00", "2016-03-12")),
    (SITEMAP.replace(b"2016-03-10", b"2016-03-10x"), Item(URL)),
    (RSS.replace(b"Thu, 10 Mar 2016", b"Thu, 40 Mar 2016"), Item(URL, "A")),
]  # fmt: skip
LAUGHS = (
    b'<!DOCTYPE l [<!ENTITY a "ha">' + b"".join(b'<!ENTITY b%d "%s">' % (n, b"&a;" * 10) for n in range(9)) + b"]><rss>&b8;</rss>"
)


@pytest.mark.parametrize(("feed", "first"), SAID)
def test_each_kind_of_feed_names_its_reports_and_their_times_with_the_zone(feed, first):
    assert read_feed(feed)[0] == first


def test_an_item_may_have_only_a_permanent_name():
    assert read_feed(RSS)[1].url == "https://raseed.example/2"


@pytest.mark.parametrize(
    "feed",
    [
        LAUGHS,
        b'<!DOCTYPE r SYSTEM "http://10.0.0.1/x.dtd"><rss/>',
        b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss>&x;</rss>',
        '<!DOCTYPE r [<!ENTITY x "y">]><rss/>'.encode("utf-16"),
        '<!DOCTYPE r [<!ENTITY x "y">]><rss/>'.encode("utf-16-le"),
        b"<!doctype r><rss/>",
    ],
)
def test_a_document_type_is_refused_before_any_parser(feed):
    began = time.monotonic()
    with pytest.raises(InputRefused) as refused:
        read_feed(feed)
    assert refused.value.code == "hostile-markup"
    assert time.monotonic() - began < 0.2


@pytest.mark.parametrize("feed", [b"", b"<rss>", b"not a feed", b"\0\0\0"])
def test_a_broken_feed_is_refused_with_its_code(feed):
    with pytest.raises(InputRefused) as refused:
        read_feed(feed)
    assert refused.value.code == "unreadable"


def test_a_link_that_is_no_web_address_is_no_item():
    assert read_feed(b"<rss><item><link>javascript:alert(1)</link></item></rss>") == []
