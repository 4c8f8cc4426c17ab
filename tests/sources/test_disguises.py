"""S1 and S9, by lists as others keep them: spellings of forbidden addresses and of paths that climb, made by code."""

import ipaddress
import json
import os
import re
import socket
import zipfile
from pathlib import Path

import httpcore2
import pytest

from isnad.model.capture import Beside
from isnad.model.errors import IsnadError
from isnad.sources.arriving import read_arrivals
from isnad.sources.files import Input
from isnad.sources.guard import FetchRefused, GuardedBackend, Policy, choose_address, is_public
from isnad.sources.proxies import check_remote_host
from isnad.sources.web import Fetcher, FetchSettings
from tests.nasty.addresses import FORBIDDEN, NAMES, disguises, hosts, numbers, padded, urls_around, wrapped
from tests.nasty.paths import climbing_names
from tests.sources.made import html, response, telegram_chat, telegram_post, wacz
from tests.sources.served import serve

HOSTS = sorted(set(hosts()))
HONEST = "93.184.216.34"


def enemy_resolver(host: str, port: int) -> list[str]:
    """Numbers as the C library reads them; every name is the enemy's, who answers with this machine, but for the honest one's."""
    if host == "news.example":
        return [HONEST]
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
        return [entry[4][0] for entry in found]
    except OSError:
        return ["127.0.0.1"]


class Dial(httpcore2.NetworkBackend):
    """Notes where it is sent, and goes nowhere."""

    def __init__(self):
        self.dialled = []

    def connect_tcp(self, host, port, **_):
        self.dialled.append(host)
        raise httpcore2.ConnectError("no")


def test_there_are_more_spellings_than_anyone_keeps_in_a_list():
    assert len(HOSTS) > 700


def test_no_spelling_is_chosen_to_be_dialled():
    for host in HOSTS:
        with pytest.raises(FetchRefused):
            choose_address(host, 80, Policy(), enemy_resolver)


def test_of_a_number_two_parsers_read_otherwise_only_what_was_looked_at_is_dialled():
    for host in (h for a in FORBIDDEN for h in padded(a)):
        try:
            chosen = choose_address(host, 80, Policy(), enemy_resolver)
        except FetchRefused:
            continue
        assert is_public(ipaddress.ip_address(chosen), Policy())


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "169.254.169.254", "0x7f.1", "::ffff:7f00:1", "①②⑦.⓪.⓪.①", "127。0。0。1", "wild.example", "[::1]"]
)
def test_no_address_leads_two_parsers_to_two_hosts(host):
    """Whatever stands around it: nothing but the honest host is ever dialled."""
    for url in urls_around(host):
        dial = Dial()
        fetch = Fetcher(
            FetchSettings(obey_robots=False), backend=GuardedBackend(Policy(), enemy_resolver, dial), sleep=lambda seconds: None
        )
        with pytest.raises(IsnadError):
            fetch.fetch(url)
        assert set(dial.dialled) <= {HONEST}, url


def test_every_spelling_in_a_plain_address_is_refused_before_a_socket_is_opened():
    dial = Dial()
    fetch = Fetcher(
        FetchSettings(obey_robots=False), backend=GuardedBackend(Policy(), enemy_resolver, dial), sleep=lambda seconds: None
    )
    for host in HOSTS:
        with pytest.raises(IsnadError):
            fetch.fetch(f"http://[{host}]/" if ":" in host else f"http://{host}/")
    assert dial.dialled == []


@pytest.mark.parametrize("address", FORBIDDEN)
def test_through_a_proxy_no_number_and_no_wrapping_of_it_is_asked_for(address):
    for host in [*numbers(address), *padded(address), *wrapped(address), *disguises(address)]:
        with pytest.raises(FetchRefused):
            check_remote_host(host, Policy(), socks=True)


def test_through_a_proxy_no_name_of_this_machine_is_asked_for():
    for host in (name for name in NAMES if not name.endswith(".example")):
        with pytest.raises(FetchRefused):
            check_remote_host(host, Policy(), socks=True)


def test_no_redirect_leads_to_any_spelling():
    """The site stands in the one network allowed; every spelling but its own is out of bounds."""
    site_network = Policy(any_port=True, allowed=(ipaddress.ip_network("127.0.0.1/32"),))
    others = [h for a in FORBIDDEN[3:7] for h in (*numbers(a), *wrapped(a), *disguises(a))][::4]
    with serve() as site:
        for host in others:
            to = f"http://[{host}]/" if ":" in host else f"http://{host}/"
            site.pages["/a"] = (302, {"Location": re.sub(r"[^\x21-\x7e]", lambda m: m.group().encode().hex("%"), to)}, b"")
            dial = GuardedBackend(site_network, enemy_resolver_of_others)
            fetch = Fetcher(FetchSettings(policy=site_network, obey_robots=False), backend=dial, sleep=lambda seconds: None)
            with pytest.raises(IsnadError):
                fetch.fetch(f"{site.address}/a")
            assert set(dial.dialled) == {"127.0.0.1"}


def enemy_resolver_of_others(host: str, port: int) -> list[str]:
    """As the enemy's, but names lead to a neighbour, since this machine is allowed."""
    found = enemy_resolver(host, port)
    return found if host == "127.0.0.1" or found != ["127.0.0.1"] else ["10.0.0.1"]


def _tree(folder: Path) -> list[str]:
    return sorted(os.path.join(at, name) for at, folders, names in os.walk(folder) for name in (*folders, *names))


CLIMBING = sorted(set(climbing_names()))


def test_no_name_in_an_archive_climbs_out_of_it(tmp_path):
    """Two thousand names in one package: every one is read or refused, and nothing is written."""
    assert len(CLIMBING) > 2_000
    inside = tmp_path / "deep" / "er"
    inside.mkdir(parents=True)
    page = response(html(), number=1)
    names = {zipfile.ZipInfo(f"archive/{name}.warc").filename for name in CLIMBING}
    (inside / "a.wacz").write_bytes(wacz(more=dict.fromkeys(sorted(names), page)))
    before = _tree(tmp_path)
    arrivals = list(read_arrivals(Input(inside / "a.wacz", "a"), Beside(), {}))
    assert len(arrivals) >= len(CLIMBING) * 0.9
    assert {a.capture.body for a in arrivals if a.capture} == {html()}
    assert _tree(tmp_path) == before


def test_no_path_of_an_export_is_opened(tmp_path):
    (tmp_path / "secret").write_text("سر")
    posts = [telegram_post(n, f"قصف {n}", file=name, photo=name, thumbnail=name) for n, name in enumerate(CLIMBING)]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "result.json").write_bytes(json.dumps(telegram_chat(*posts)).encode())
    before = _tree(tmp_path)
    arrivals = list(read_arrivals(Input(tmp_path / "in" / "result.json", "x"), Beside(), {}))
    assert len(arrivals) == len(posts)
    assert not any("سر".encode() in a.capture.body for a in arrivals if a.capture)
    assert _tree(tmp_path) == before
