"""Fetching against a server of our own on loopback: polite, guarded, bounded, with its evidence."""

import gzip
import hashlib
import ipaddress
import socket

import pytest

from isnad.model.errors import InputRefused
from isnad.sources.guard import FetchRefused, GuardedBackend, Policy
from isnad.sources.web import Fetcher, FetchFailed, FetchSettings, Known, NotModified, interleave
from tests.sources.served import LOOPBACK, fetcher, serve, serve_socks

PAGE = "<html><body><p>قصف على بلدة كفر النور بريف إدلب</p></body></html>".encode()


@pytest.fixture
def site():
    with serve() as server:
        yield server


@pytest.fixture
def address(site):
    return site.address


def test_a_page_comes_with_its_evidence(site, address):
    site.pages["/a"] = (200, {"Content-Type": "text/html; charset=windows-1256"}, PAGE)
    fetched = fetcher().fetch(f"{address}/a")
    assert fetched.capture.body == PAGE
    assert fetched.capture.charset == "windows-1256"
    assert fetched.transport["peer"] == "127.0.0.1"
    assert fetched.transport["response"]["content-type"].startswith("text/html")


def test_a_packed_body_is_opened(site, address):
    site.pages["/a"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(PAGE))
    assert fetcher().fetch(f"{address}/a").capture.body == PAGE


def test_a_bomb_is_refused(site, address):
    site.pages["/a"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(bytes(1 << 27), compresslevel=9))
    fetched = fetcher().fetch(f"{address}/a")
    assert fetched.refused.code == "too-large"
    assert len(fetched.capture.body) < 1_000_000
    with pytest.raises(InputRefused):
        _ = fetched.body


def test_a_redirect_is_followed_and_kept(site, address):
    site.pages["/a"] = (302, {"Location": "/b"}, b"")
    site.pages["/b"] = (200, {}, PAGE)
    fetched = fetcher().fetch(f"{address}/a")
    assert fetched.final_url.endswith("/b")
    assert [step["status"] for step in fetched.transport["redirects"]] == [302]


def test_a_redirect_to_a_private_address_is_refused(site, address):
    site.pages["/a"] = (302, {"Location": "http://10.0.0.1/"}, b"")
    with pytest.raises(FetchRefused):
        fetcher().fetch(f"{address}/a")


def test_a_redirect_to_a_file_is_refused(site, address):
    site.pages["/a"] = (302, {"Location": "file:///etc/passwd"}, b"")
    with pytest.raises(FetchRefused):
        fetcher().fetch(f"{address}/a")


def test_a_circle_of_redirects_ends(site, address):
    site.pages["/a"] = (302, {"Location": "/a"}, b"")
    with pytest.raises(FetchFailed) as failed:
        fetcher().fetch(f"{address}/a")
    assert failed.value.code == "redirects"


def test_robots_are_obeyed(site, address):
    site.pages["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /private")
    site.pages["/private/a"] = (200, {}, PAGE)
    with pytest.raises(FetchFailed) as failed:
        fetcher().fetch(f"{address}/private/a")
    assert failed.value.code == "robots"
    assert "/private/a" not in [path for path, _ in site.asked]


def test_only_changes_are_asked_for(site, address):
    site.pages["/a"] = (200, {"ETag": '"7"'}, PAGE)
    with pytest.raises(NotModified) as same:
        fetcher().fetch(f"{address}/a", Known(etag='"7"'))
    assert same.value.code == "not-modified"
    assert same.value.transport["status"] == 304


def test_a_host_is_given_a_pause(site, address):
    site.pages["/a"] = (200, {}, PAGE)
    slow, pauses = fetcher(delay_s=3.0, obey_robots=False), []
    slow.sleep = pauses.append
    slow.fetch(f"{address}/a")
    slow.fetch(f"{address}/a")
    assert len(pauses) == 1
    assert 2.5 < pauses[0] <= 3.0


def test_no_cookie_and_no_referrer_is_sent(site, address):
    site.pages["/a"] = (200, {}, PAGE)
    fetcher().fetch(f"{address}/a")
    sent = {name.lower() for _, headers in site.asked for name in headers}
    assert not sent & {"cookie", "referer", "dnt", "x-forwarded-for"}


def test_without_permission_loopback_is_never_reached(site, address):
    guarded = Fetcher(FetchSettings(policy=Policy(any_port=True)), backend=GuardedBackend(Policy(any_port=True)))
    with pytest.raises(FetchRefused):
        guarded.fetch(f"{address}/a")
    assert not site.asked


@pytest.mark.parametrize(
    "place",
    [
        "http://127.0.0.2:1/", "http://10.0.0.1/", "http://169.254.169.254/latest/meta-data/", "http://[::1]/", "http://[::ffff:10.0.0.1]/", "http://0/",
        "http://x@10.0.0.1/", "ftp://10.0.0.1/", "gopher://10.0.0.1/", "//10.0.0.1/", "data:text/html,x", "javascript:1", "http://0xa000001/", "http://①⓪.0.0.1/",
    ],
)  # fmt: skip
def test_no_redirect_leads_into_a_network_that_was_not_allowed(site, address, place):
    site.pages["/a"] = (302, {"Location": place.encode().decode("latin-1")}, b"")
    only_here = fetcher(Policy(any_port=True, allowed=(ipaddress.ip_network("127.0.0.1/32"),)))
    with pytest.raises(FetchRefused):
        only_here.fetch(f"{address}/a")
    assert [path for path, _ in site.asked] == ["/robots.txt", "/a"]


def test_an_address_with_arabic_in_it_is_asked_for_encoded(site, address):
    site.pages["/%D8%AE%D8%A8%D8%B1"] = (200, {}, PAGE)
    fetched = fetcher().fetch(f"{address}/خبر")
    assert fetched.capture.body == PAGE
    assert fetched.capture.beside.url == f"{address}/خبر"


def test_offline_not_even_the_rules_of_a_site_are_asked_for(site, address):
    with pytest.raises(FetchRefused) as refused:
        fetcher(Policy(offline=True, any_port=True, allowed=LOOPBACK.allowed)).fetch(f"{address}/a")
    assert refused.value.code == "offline"
    assert site.asked == []


def test_a_busy_site_is_asked_again_after_the_pause_it_wants(site, address):
    site.pages["/a"] = [(429, {"Retry-After": "7"}, b""), (503, {}, b""), (200, {}, PAGE)]
    slow, pauses = fetcher(delay_s=0.0), []
    slow.sleep = pauses.append
    assert slow.fetch(f"{address}/a").capture.body == PAGE
    assert pauses[0] == 7.0


@pytest.mark.parametrize("wanted", ["3600", "Fri, 31 Dec 2099 23:59:59 GMT"])
def test_a_site_that_wants_to_be_left_alone_for_long_is(site, address, wanted):
    site.pages["/a"] = (503, {"Retry-After": wanted}, b"")
    with pytest.raises(FetchFailed) as failed:
        fetcher().fetch(f"{address}/a")
    assert failed.value.code == "busy"
    assert [path for path, _ in site.asked] == ["/robots.txt", "/a"]


def test_the_pause_a_site_asks_for_is_kept(site, address):
    site.pages |= {"/robots.txt": (200, {}, b"User-agent: *\nCrawl-delay: 9"), "/a": (200, {}, PAGE)}
    slow, pauses = fetcher(delay_s=0.0), []
    slow.sleep = pauses.append
    slow.fetch(f"{address}/a")
    assert 8 < max(pauses) <= 9


def test_rules_are_followed_where_they_lead_and_a_broken_site_is_left_alone(site, address):
    site.pages |= {
        "/robots.txt": (301, {"Location": "/r"}, b""),
        "/r": (200, {}, b"User-agent: *\nDisallow: /a"),
        "/a": (200, {}, PAGE),
    }
    with pytest.raises(FetchFailed, match="robots"):
        fetcher().fetch(f"{address}/a")
    site.pages["/robots.txt"] = (500, {}, b"")
    with pytest.raises(FetchFailed, match="robots"):
        fetcher().fetch(f"{address}/b")


def test_only_changes_are_asked_for_where_an_address_leads_too(site, address):
    site.pages |= {"/a": (301, {"Location": "/b"}, b""), "/b": (200, {"ETag": '"7"'}, PAGE)}
    with pytest.raises(NotModified):
        fetcher().fetch(f"{address}/a", Known(etag='"7"', url=f"{address}/b"))


def test_what_was_received_is_told_by_its_digest_before_it_was_opened(site, address):
    body = gzip.compress(PAGE)
    site.pages["/a"] = (200, {"Content-Encoding": "gzip"}, body)
    received = fetcher().fetch(f"{address}/a").transport["received"]
    assert received == {"sha256": hashlib.sha256(body).hexdigest(), "bytes": len(body), "coding": "gzip"}


def test_a_site_that_hangs_up_is_a_failure_with_a_code():
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        with pytest.raises(FetchFailed) as failed:
            fetcher().fetch(f"http://127.0.0.1:{closed.getsockname()[1]}/a")
    assert failed.value.code == "network"


def test_through_socks_the_name_is_resolved_at_the_far_end(site):
    site.pages["/a"] = (200, {"Connection": "close"}, PAGE + b"END")
    site.pages["/robots.txt"] = (404, {"Connection": "close"}, b"END")
    with serve_socks(site.server_port) as socks:
        through = fetcher(Policy(), proxy=f"socks5://127.0.0.1:{socks.server_address[1]}")
        fetched = through.fetch("http://news.example/a")
    assert fetched.capture.body == PAGE + b"END"
    assert socks.asked == [(3, b"news.example")] * 2
    assert fetched.transport["peer"] is None


@pytest.mark.parametrize("reply", [b"\x05\x04\0\x01\0\0\0\0\0\0", b"\x04\0\0\0", b"\x05\x00"])
def test_a_proxy_that_refuses_or_breaks_off_is_a_failure_with_a_code(site, reply):
    with serve_socks(site.server_port, reply) as socks:
        through = fetcher(Policy(), proxy=f"socks5://127.0.0.1:{socks.server_address[1]}", obey_robots=False, timeout_s=1.0)
        with pytest.raises(FetchFailed) as failed:
            through.fetch("http://news.example/a")
    assert failed.value.code == "network"


def test_through_an_http_proxy_private_hosts_are_not_asked_for(site):
    through = fetcher(Policy(), proxy=site.address)
    with pytest.raises(FetchRefused):
        through.fetch("http://10.0.0.1/")
    with pytest.raises(FetchRefused):
        through.fetch("http://abc.onion/")
    assert site.asked == []


def test_an_http_proxy_is_asked_for_the_whole_address(site):
    site.pages["http://news.example/a"] = (200, {}, PAGE)
    assert fetcher(Policy(), proxy=site.address).fetch("http://news.example/a").capture.body == PAGE


def test_hosts_take_turns():
    urls = ["http://a.example/1", "http://a.example/2", "http://b.example/1", "http://a.example/2", "http://[::1"]
    assert interleave(urls) == ["http://a.example/1", "http://b.example/1", "http://[::1", "http://a.example/2"]
