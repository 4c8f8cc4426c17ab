"""Feeds watched: every report once, politely, and going on where an earlier run stopped."""

import gzip
import json
from datetime import UTC, datetime, timedelta

import pytest

from isnad.archive.store import open_archive
from isnad.fetching import Fetching, Manners
from isnad.reading import read_capture
from isnad.runs import Added
from isnad.watching import Awaited, Begun, Plan, Polled, Watch
from tests.sources.made import html
from tests.sources.served import fetcher, serve


@pytest.fixture
def site():
    with serve() as server:
        server.pages |= {f"/{n}": (200, {}, html(number=n)) for n in range(1, 6)}
        yield server


@pytest.fixture
def archive(tmp_path):
    opened = open_archive(tmp_path / "archive")
    yield opened
    opened.engine.dispose()


class _Clock:
    def __init__(self):
        self.now = datetime(2016, 3, 10, tzinfo=UTC)
        self.slept = []

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += timedelta(seconds=seconds)


def _watch(archive, clock=None, **plan):
    clock = clock or _Clock()
    fetching = Fetching(archive, fetcher(), Manners(0.0, fresh_hours=0))
    return Watch(archive, fetching, read_capture, Plan(**{"jitter": 0.0, **plan}), lambda: clock.now, clock.sleep)


def _rss(site, *numbers, date=""):
    items = "".join(f"<item><title>{n}</title><link>{site.address}/{n}</link>{date}</item>" for n in numbers)
    return f"<rss><channel>{items}</channel></rss>".encode()


def _asked(site):
    return [path for path, _ in site.asked if path not in ("/robots.txt", "/feed")]


def _run(watch, *feeds):
    seen = list(watch.run(feeds, once=True))
    return [s.outcome.value for s in seen if isinstance(s, Added)], [s for s in seen if isinstance(s, Polled)]


def test_every_report_a_feed_names_is_brought_in_once(site, archive):
    site.pages["/feed"] = (200, {}, _rss(site, 1, 2))
    feed = f"{site.address}/feed"
    assert _run(_watch(archive), feed) == (["new", "new"], [Polled(feed, named=2)])
    site.pages["/feed"] = (200, {}, _rss(site, 3, 2, 1))
    assert _run(_watch(archive), feed) == (["new"], [Polled(feed, named=3)])
    assert _asked(site) == ["/1", "/2", "/3"]


def test_a_report_keeps_which_feed_named_it(site, archive):
    site.pages["/feed"] = (200, {}, _rss(site, 1))
    _run(_watch(archive), f"{site.address}/feed")
    with archive.engine.connect() as connection:
        said = json.loads(connection.exec_driver_sql("SELECT transport FROM captures").scalar())
    assert said["feed"] == {"url": f"{site.address}/feed", "title": "1", "published": None}


def test_a_page_without_a_date_has_its_feeds_and_keeps_it_when_read_anew(site, archive):
    site.pages |= {
        "/feed": (200, {}, _rss(site, 1, date="<pubDate>Thu, 10 Mar 2016 23:30:00 +0300</pubDate>")),
        "/1": (200, {}, html().replace("في 10 آذار 2016 ".encode(), b"")),
    }
    _run(_watch(archive), f"{site.address}/feed")
    with archive.engine.connect() as connection:
        digest = connection.exec_driver_sql("SELECT sha256 FROM documents").scalar()
    for report in (archive.fetch_record(digest).report, read_capture(archive.fetch_capture(digest)).report):
        assert (report.published, report.published_basis.value) == ("2016-03-10", "feed")


def test_a_feed_is_asked_only_for_changes(site, archive):
    site.pages["/feed"] = (200, {"ETag": '"1"'}, _rss(site, 1))
    feed = f"{site.address}/feed"
    _run(_watch(archive), feed)
    assert _run(_watch(archive), feed) == ([], [Polled(feed, unchanged=True)])
    assert site.asked[-1][1]["If-None-Match"] == '"1"'


def test_what_is_over_the_most_of_a_poll_comes_with_the_next(site, archive):
    site.pages["/feed"] = (200, {"ETag": '"1"'}, _rss(site, 1, 2, 3, 4, 5))
    feed = f"{site.address}/feed"
    counts = [(len(added), polled[0].left) for added, polled in (_run(_watch(archive, most=2), feed) for _ in range(3))]
    assert counts == [(2, 3), (2, 1), (1, 0)]


def test_a_poll_that_was_stopped_is_done_again(site, archive):
    site.pages["/feed"] = (200, {"ETag": '"1"'}, _rss(site, 1, 2, 3))
    stopped = _watch(archive).run([f"{site.address}/feed"], once=True)
    assert next(stopped) == Begun(f"{site.address}/feed", 3)
    next(stopped)
    stopped.close()
    assert _run(_watch(archive), f"{site.address}/feed")[0] == ["new", "new"]


def test_a_report_its_feed_says_has_changed_is_asked_for_again(site, archive):
    feed, tomorrow = f"{site.address}/feed", (datetime.now(UTC) + timedelta(days=1)).strftime("%a, %d %b %Y %H:%M:%S +0000")
    site.pages["/feed"] = (200, {}, _rss(site, 1))
    _run(_watch(archive), feed)
    site.pages |= {"/feed": (200, {}, _rss(site, 1, date=f"<pubDate>{tomorrow}</pubDate>")), "/1": (200, {}, html(number=9))}
    assert _run(_watch(archive), feed)[0] == ["new"]


def test_a_report_that_cannot_be_had_is_left_alone_for_a_day(site, archive):
    site.pages["/feed"] = (200, {}, _rss(site, 99))
    clock, feed = _Clock(), f"{site.address}/feed"
    assert _run(_watch(archive, clock), feed)[0] == ["quarantined"]
    assert _run(_watch(archive, clock), feed)[0] == []
    clock.now += timedelta(hours=25)
    _run(_watch(archive, clock), feed)
    assert _asked(site) == ["/99", "/99"]


def test_a_feed_that_fails_is_left_alone_longer_each_time_and_a_day_at_most(site, archive):
    clock, feed = _Clock(), f"{site.address}/feed"
    watch = _watch(archive, clock, interval_s=600.0)
    pauses = []
    for _ in range(12):
        (polled,) = watch.poll(feed)
        assert polled.code == "status"
        due = datetime.fromisoformat(json.loads((archive.folder / "feeds.json").read_text())[feed]["due"])
        pauses.append((due - clock.now).total_seconds())
        clock.now = due
    assert pauses[:4] == [600.0, 1200.0, 2400.0, 4800.0]
    assert pauses[-1] == 24 * 3600
    clock.now -= timedelta(seconds=1)
    assert _run(watch, feed) == ([], [])


def test_feeds_are_polled_as_their_time_comes(site, archive):
    site.pages |= {"/feed": (200, {}, _rss(site, 1)), "/other": (200, {}, _rss(site, 2))}
    clock = _Clock()
    seen = _watch(archive, clock, interval_s=600.0).run([f"{site.address}/feed", f"{site.address}/other"], once=False)
    polled, awaited, due = [], [], {}
    while len(polled) < 4:
        found = next(seen)
        if isinstance(found, Polled):
            polled.append(found.feed.rpartition("/")[2])
            due.setdefault(found.feed, found.due)
        awaited += [found] if isinstance(found, Awaited) else []
    assert polled == ["feed", "other", "feed", "other"]
    assert awaited == [Awaited(f"{site.address}/feed", due[f"{site.address}/feed"])]
    assert clock.slept == [600.0]


def test_a_sitemap_index_leads_to_its_sitemaps_packed_too(site, archive):
    def sitemap(*numbers):
        return f"<urlset>{''.join(f'<url><loc>{site.address}/{n}</loc></url>' for n in numbers)}</urlset>".encode()

    places = "".join(f"<sitemap><loc>{site.address}/{name}</loc></sitemap>" for name in ("s1.xml", "s2.xml.gz"))
    site.pages |= {
        "/index.xml": (200, {"ETag": '"1"'}, f"<sitemapindex>{places}</sitemapindex>".encode()),
        "/s1.xml": (200, {}, sitemap(1, 2)), "/s2.xml.gz": (200, {}, gzip.compress(sitemap(2, 3))),
    }  # fmt: skip
    assert _run(_watch(archive), f"{site.address}/index.xml") == (["new"] * 3, [Polled(f"{site.address}/index.xml", named=3)])


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss>&x;</rss>', "hostile-markup"), (b"<html><p>x</html>", "unreadable"),
        (gzip.compress(bytes(1 << 26)), "too-large"), (b"<rss " + b" ".join(b'a%d="1"' % n for n in range(300_000)) + b"/>", ""),
    ],
)  # fmt: skip
def test_a_hostile_feed_is_refused_and_harms_nothing(site, archive, body, code):
    site.pages |= {"/feed": (200, {}, body), "/good": (200, {}, _rss(site, 1))}
    added, polled = _run(_watch(archive), f"{site.address}/feed", f"{site.address}/good")
    assert ([p.code for p in polled], added) == ([code, ""], ["new"])


def test_what_earlier_runs_learnt_may_be_lost(site, archive):
    (archive.folder / "feeds.json").write_text("{broken")
    site.pages["/feed"] = (200, {}, _rss(site, 1))
    assert _run(_watch(archive), f"{site.address}/feed")[0] == ["new"]


def test_what_looks_like_a_report_of_its_outlet_comes_first(site, archive, monkeypatch):
    monkeypatch.setattr("isnad.watching.is_report_address", lambda url: url.endswith(("/3", "/4")))
    site.pages["/feed"] = (200, {}, _rss(site, 1, 2, 3, 4))
    _run(_watch(archive, most=2), f"{site.address}/feed")
    assert _asked(site) == ["/3", "/4"]


def test_an_outlet_is_watched_by_its_name():
    from isnad.cli.adding import _feeds_of

    assert _feeds_of("enab-baladi") == _feeds_of("عنب بلدي") == ["https://www.enabbaladi.net/feed"]
