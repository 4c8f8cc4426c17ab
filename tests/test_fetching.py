"""Addresses brought into an archive: with their evidence, only once, and only for changes."""

import hashlib
import json
import sys

import pytest

from isnad.archive.custody import verify
from isnad.archive.store import Outcome, open_archive
from isnad.fetching import Fetching, FetchingMissing, Manners, open_fetcher
from isnad.reading import read_capture
from isnad.runs import Delivery, Tally, add_deliveries, deliver
from isnad.settings import Settings, read_settings
from isnad.sources.arrivals import Arrival
from isnad.sources.guard import FetchRefused
from tests.sources.made import TITLE, html
from tests.sources.served import fetcher, serve


@pytest.fixture
def site():
    with serve() as server:
        yield server


@pytest.fixture
def archive(tmp_path):
    opened = open_archive(tmp_path / "archive")
    yield opened
    opened.engine.dispose()


def _add(archive, urls, **manners):
    tally = Tally()
    fetching = Fetching(archive, fetcher(), Manners(delay_s=0.0, **manners))
    for added in add_deliveries(archive, fetching.fetch_all(urls), read_capture):
        tally.add(added)
    return tally.as_dict()


def _paths(site):
    return [path for path, _ in site.asked if path != "/robots.txt"]


def test_a_page_of_the_web_is_kept_with_all_that_passed(site, archive):
    site.pages["/a"] = (301, {"Location": "/b"}, b"")
    site.pages["/b"] = (200, {"ETag": '"7"', "Content-Type": "text/html; charset=utf-8"}, html())
    assert _add(archive, [f"{site.address}/a"]) == {"new": 1, "seen": 0, "quarantined": 0}
    with archive.engine.connect() as connection:
        (row,) = connection.exec_driver_sql("SELECT how, url, final_url, transport FROM captures").all()
    assert row[:3] == ("web", f"{site.address}/a", f"{site.address}/b")
    for said in (
        '"peer": "127.0.0.1"',
        '"redirects"',
        '"user-agent"'.replace("user-agent", "User-Agent"),
        '"etag"',
        '"started"',
        '"ended"',
    ):
        assert said in row[3]
    assert verify(archive).holds


def test_a_second_run_asks_for_nothing_it_had_lately(site, archive):
    site.pages |= {"/a": (200, {}, html()), "/b": (200, {}, html(number=2))}
    urls = [f"{site.address}/a", f"{site.address}/b"]
    _add(archive, urls)
    asked = len(site.asked)
    assert _add(archive, urls) == {"new": 0, "seen": 2, "quarantined": 0}
    assert len(site.asked) == asked


def test_a_later_run_asks_only_for_changes_and_keeps_that_there_were_none(site, archive):
    site.pages["/a"] = (200, {"ETag": '"7"'}, html())
    _add(archive, [f"{site.address}/a"])
    assert _add(archive, [f"{site.address}/a"], fresh_hours=0) == {"new": 0, "seen": 1, "quarantined": 0}
    assert site.asked[-1][1]["If-None-Match"] == '"7"'
    with archive.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT sha256, transport FROM captures ORDER BY id").all()
    assert len({sha256 for sha256, _ in rows}) == 1
    assert '"status": 304' in rows[1][1]
    assert _add(archive, [f"{site.address}/a"], fresh_hours=0)["seen"] == 1
    assert verify(archive).holds


def test_a_page_that_changed_is_a_new_document(site, archive):
    site.pages["/a"] = [(200, {"ETag": '"7"'}, html()), (200, {"ETag": '"8"'}, html(number=2))]
    _add(archive, [f"{site.address}/a"])
    assert _add(archive, [f"{site.address}/a"], fresh_hours=0) == {"new": 1, "seen": 0, "quarantined": 0}
    assert archive.fetch_last_met(f"{site.address}/a").etag == '"8"'


def test_every_address_is_accounted_for_whatever_becomes_of_it(site, archive):
    site.pages |= {
        "/robots.txt": (200, {}, b"User-agent: *\nDisallow: /private"), "/a": (200, {}, html()), "/gif": (200, {}, b"GIF89a" + bytes(300)),
        "/circle": (302, {"Location": "/circle"}, b""), "/packed": (200, {"Content-Encoding": "zstd"}, b"x"),
    }  # fmt: skip
    wrong = ["http://10.0.0.1/", "http://[::1", "https://u:p@raseed.example/", f"{site.address}/private", f"{site.address}/none"]
    urls = [f"{site.address}{path}" for path in ("/a", "/a", "/gif", "/circle", "/packed")] + wrong
    assert _add(archive, urls) == {"new": 1, "seen": 0, "quarantined": 8}
    with archive.engine.connect() as connection:
        codes = sorted(connection.exec_driver_sql("SELECT code FROM quarantine").scalars())
    assert codes == ["bad-url", "bad-url", "binary", "forbidden-address", "redirects", "robots", "status", "unsupported-coding"]


ZSTD = b"\x28\xb5\x2f\xfd" + bytes(range(200))


@pytest.mark.parametrize(
    ("coding", "body", "code"),
    [("zstd", ZSTD, "unsupported-coding"), ("gzip, gzip, gzip", b"x", "unsupported-coding"), ("gzip", b"\x1f\x8bbroken", "unreadable"), (None, ZSTD, "unsupported-coding")],
)  # fmt: skip
def test_a_body_that_cannot_be_opened_is_kept_as_it_came_with_how_it_came(site, archive, coding, body, code):
    site.pages["/a"] = (200, {"Content-Encoding": coding} if coding else {}, body)
    assert _add(archive, [f"{site.address}/a"]) == {"new": 0, "seen": 0, "quarantined": 1}
    digest = hashlib.sha256(body).hexdigest()
    assert archive.blobs.fetch(digest) == body
    with archive.engine.connect() as connection:
        kept = connection.exec_driver_sql("SELECT sha256, code, has_bytes FROM quarantine").one()
        transport = json.loads(connection.exec_driver_sql("SELECT transport FROM captures").scalar())
        logged = connection.exec_driver_sql("SELECT subject FROM audit WHERE action = 'quarantine'").scalar()
    assert (kept.sha256, kept.code, bool(kept.has_bytes), logged) == (digest, code, True, digest)
    assert transport["received"] == {"sha256": digest, "bytes": len(body), "coding": coding or ""}
    assert verify(archive).holds
    assert _add(archive, [f"{site.address}/a"])["seen"] == 1


def test_zstd_is_not_asked_for(site, archive):
    site.pages["/a"] = (200, {}, html())
    _add(archive, [f"{site.address}/a"])
    assert {headers["Accept-Encoding"] for _, headers in site.asked} == {"gzip, deflate, br"}


def test_what_failed_is_tried_again_by_the_next_run(site, archive):
    site.pages["/a"] = [(500, {}, b""), (200, {}, html())]
    assert _add(archive, [f"{site.address}/a"])["quarantined"] == 1
    assert _add(archive, [f"{site.address}/a"])["new"] == 1


def test_a_page_reads_the_same_anew_with_the_charset_it_was_sent_in(site, archive):
    body = html().replace(b'<meta charset="utf-8">', b"").decode().encode("windows-1256")
    site.pages["/a"] = (200, {"Content-Type": "text/html; charset=windows-1256"}, body)
    _add(archive, [f"{site.address}/a"])
    digest = archive.fetch_last_met(f"{site.address}/a").sha256
    assert archive.fetch_record(digest).report.title == TITLE
    assert read_capture(archive.fetch_capture(digest)) == archive.fetch_record(digest)


def test_a_page_its_source_calls_unchanged_is_the_one_last_met_there(site, archive):
    site.pages["/a"] = (200, {}, html())
    _add(archive, [f"{site.address}/a"])
    same = deliver(archive, Arrival("warc", "x@9", url=f"{site.address}/a", again=True))
    unknown = deliver(archive, Arrival("warc", "x@10", url="https://raseed.example/never", again=True))
    outcomes = [added.outcome for added in add_deliveries(archive, [same, unknown], read_capture)]
    assert sorted(outcomes) == [Outcome.QUARANTINED, Outcome.SEEN]


def test_a_fault_of_the_reader_stops_no_batch(site, archive):
    site.pages |= {"/a": (200, {}, html()), "/b": (200, {}, html(number=2))}

    def faulty(capture):
        if capture.body == html():
            raise ZeroDivisionError("x")
        return read_capture(capture)

    deliveries = Fetching(archive, fetcher(), Manners(0.0)).fetch_all([f"{site.address}/a", f"{site.address}/b"])
    assert [(a.outcome.value, a.code) for a in add_deliveries(archive, deliveries, faulty)] == [
        ("quarantined", "internal-error"),
        ("new", ""),
    ]
    with pytest.raises(ZeroDivisionError):
        list(
            add_deliveries(archive, [Delivery(deliver(archive, Arrival("file", "y")).origin, _capture(b"y"))], _raise, debug=True)
        )


def _capture(body):
    from isnad.model.capture import Capture

    return Capture(body)


def _raise(capture):
    raise ZeroDivisionError


def test_without_the_extra_fetching_says_what_to_install(monkeypatch):
    for name in [
        n for n in sys.modules if n.startswith(("httpcore2", "isnad.sources.web", "isnad.sources.guard", "isnad.sources.proxies"))
    ]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "httpcore2", None)
    with pytest.raises(FetchingMissing) as missing:
        open_fetcher(Settings(), Manners())
    assert missing.value.code == "not-installed"
    assert "isnad[fetch]" in missing.value.message


def test_settings_that_make_no_sense_are_refused():
    with pytest.raises(FetchingMissing) as wrong:
        open_fetcher(Settings(allowed=("10.0.0.0/99",)), Manners())
    assert wrong.value.code == "bad-settings"
    with pytest.raises(FetchRefused):
        open_fetcher(Settings(proxy="tor"), Manners())


def test_the_environment_says_how_to_fetch():
    settings = read_settings(
        {
            "ISNAD_OFFLINE": "1",
            "ISNAD_PROXY": "socks5://127.0.0.1:9050",
            "ISNAD_AGENT": "x",
            "ISNAD_ALLOW": "10.0.0.0/8, 127.0.0.0/8",
        }
    )
    assert (settings.offline, settings.proxy, settings.agent) == (True, "socks5://127.0.0.1:9050", "x")
    assert settings.allowed == ("10.0.0.0/8", "127.0.0.0/8")
