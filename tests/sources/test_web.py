"""Fetching against a server of our own on loopback: polite, guarded, bounded, with its evidence."""

import gzip
import ipaddress
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from isnad.model.errors import InputRefused
from isnad.sources.guard import FetchRefused, GuardedBackend, Policy
from isnad.sources.web import Fetcher, FetchFailed, FetchSettings, Known, NotModified

PAGE = "<html><body><p>قصف على بلدة كفر النور بريف إدلب</p></body></html>".encode()


class _Site(BaseHTTPRequestHandler):
    asked: list[tuple[str, dict[str, str]]]

    def do_GET(self):
        self.server.asked.append((self.path, dict(self.headers)))
        status, headers, body = self.server.pages.get(self.path, (404, {}, b""))
        if headers.get("ETag") and self.headers.get("If-None-Match") == headers["ETag"]:
            status, body = 304, b""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    server.asked, server.pages = [], {}
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def address(site):
    return f"http://127.0.0.1:{site.server_port}"


def _fetcher(**settings) -> Fetcher:
    """A fetcher that may reach loopback, and waits for nobody."""
    policy = Policy(any_port=True, allowed=(ipaddress.ip_network("127.0.0.0/8"),))
    return Fetcher(FetchSettings(policy=policy, **settings), sleep=lambda seconds: None)


def test_a_page_comes_with_its_evidence(site, address):
    site.pages["/a"] = (200, {"Content-Type": "text/html; charset=windows-1256"}, PAGE)
    fetched = _fetcher().fetch(f"{address}/a")
    assert fetched.capture.body == PAGE
    assert fetched.capture.charset == "windows-1256"
    assert fetched.transport["peer"] == "127.0.0.1"
    assert fetched.transport["response"]["content-type"].startswith("text/html")


def test_a_packed_body_is_opened(site, address):
    site.pages["/a"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(PAGE))
    assert _fetcher().fetch(f"{address}/a").capture.body == PAGE


def test_a_bomb_is_refused(site, address):
    site.pages["/a"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(bytes(1 << 27), compresslevel=9))
    with pytest.raises(InputRefused):
        _fetcher().fetch(f"{address}/a")


def test_a_redirect_is_followed_and_kept(site, address):
    site.pages["/a"] = (302, {"Location": "/b"}, b"")
    site.pages["/b"] = (200, {}, PAGE)
    fetched = _fetcher().fetch(f"{address}/a")
    assert fetched.final_url.endswith("/b")
    assert [step["status"] for step in fetched.transport["redirects"]] == [302]


def test_a_redirect_to_a_private_address_is_refused(site, address):
    site.pages["/a"] = (302, {"Location": "http://10.0.0.1/"}, b"")
    with pytest.raises(FetchRefused):
        _fetcher().fetch(f"{address}/a")


def test_a_redirect_to_a_file_is_refused(site, address):
    site.pages["/a"] = (302, {"Location": "file:///etc/passwd"}, b"")
    with pytest.raises(FetchRefused):
        _fetcher().fetch(f"{address}/a")


def test_a_circle_of_redirects_ends(site, address):
    site.pages["/a"] = (302, {"Location": "/a"}, b"")
    with pytest.raises(FetchFailed) as failed:
        _fetcher().fetch(f"{address}/a")
    assert failed.value.code == "redirects"


def test_robots_are_obeyed(site, address):
    site.pages["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /private")
    site.pages["/private/a"] = (200, {}, PAGE)
    with pytest.raises(FetchFailed) as failed:
        _fetcher().fetch(f"{address}/private/a")
    assert failed.value.code == "robots"
    assert "/private/a" not in [path for path, _ in site.asked]


def test_only_changes_are_asked_for(site, address):
    site.pages["/a"] = (200, {"ETag": '"7"'}, PAGE)
    with pytest.raises(NotModified) as same:
        _fetcher().fetch(f"{address}/a", Known(etag='"7"'))
    assert same.value.code == "not-modified"
    assert same.value.transport["status"] == 304


def test_a_host_is_given_a_pause(site, address):
    site.pages["/a"] = (200, {}, PAGE)
    fetcher, pauses = _fetcher(delay_s=3.0, obey_robots=False), []
    fetcher.sleep = pauses.append
    fetcher.fetch(f"{address}/a")
    fetcher.fetch(f"{address}/a")
    assert len(pauses) == 1
    assert 2.5 < pauses[0] <= 3.0


def test_no_cookie_and_no_referrer_is_sent(site, address):
    site.pages["/a"] = (200, {}, PAGE)
    _fetcher().fetch(f"{address}/a")
    sent = {name.lower() for _, headers in site.asked for name in headers}
    assert not sent & {"cookie", "referer", "dnt", "x-forwarded-for"}


def test_without_permission_loopback_is_never_reached(site, address):
    fetcher = Fetcher(FetchSettings(policy=Policy(any_port=True)), backend=GuardedBackend(Policy(any_port=True)))
    with pytest.raises(FetchRefused):
        fetcher.fetch(f"{address}/a")
    assert not site.asked
