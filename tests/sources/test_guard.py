"""S1: whatever the spelling, no fetch reaches this machine or its neighbours."""

import ipaddress

import httpcore2
import pytest

from isnad.model.errors import IsnadError
from isnad.sources.guard import FetchRefused, GuardedBackend, Policy, choose_address, encode_url, is_public, parse_url, resolve
from isnad.sources.proxies import check_remote_host, parse_proxy
from isnad.sources.web import Fetcher, FetchSettings

POLICY = Policy()
# Ways to write this machine collected from what is used against fetchers: shortened, octal, hexadecimal, mixed, padded, mapped,
# enclosed and full-width digits, full stops of other scripts, with a zone, in capitals.
SPELLINGS = [
    "127.0.0.2", "127.255.255.254", "127.0.1.3", "127.000.000.001", "00.0.0.0", "0x7f.0.0.1", "0X7F000001", "0x0000007f000001",
    "017700000001", "0177.1", "0x7f.0.1", "2130706433", "0.0.0.1", "0x0", "00000000", "127.0.0.1.", "LOCALHOST", "localhost.",
    "[::1]", "0000::1", "0:0:0:0:0:0:0:1", "::0001", "0::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:0:127.0.0.1", "::ffff:7f00:1", "0:0:0:0:0:ffff:127.0.0.1",
    "[::ffff:127.0.0.1]", "[::]", "::1%lo", "64:ff9b::127.0.0.1", "2002:7f00:0001::", "①②⑦.⓪.⓪.①", "１２７.０.０.１", "127。0。0。1", "127．0．0．1", "127｡0｡0｡1",
    "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ", "ｌｏｃａｌｈｏｓｔ", "0⑰700000001", "𝟏𝟐𝟕.𝟎.𝟎.𝟏", "²130706433", "127.0.0.1\u200b", "::ffff:169.254.169.254", "169.254.169.254", "0xA9FEA9FE", "2852039166",
    "0251.0376.0251.0376", "0xa9.0xfe.0xa9.0xfe", "169.254.43518", "fd00:ec2::254", "100.100.100.200", "192.0.0.192", "metadata", "instance-data",
    "127.0.0.1", "127.1", "127.0.1", "0", "0.0.0.0", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "017700000001", "0x7f.0x0.0x0.0x1",
    "localhost", "::1", "::", "::ffff:127.0.0.1", "::ffff:7f00:1", "0:0:0:0:0:0:0:1", "127.127.127.127", "127.0.0.0",
]  # fmt: skip
PRIVATE = [
    "10.0.0.1", "172.16.0.9", "192.168.1.1", "169.254.169.254", "100.64.0.1", "198.18.0.1", "192.0.0.8", "192.88.99.1", "224.0.0.1", "240.0.0.1",
    "255.255.255.255", "fd00::1", "fe80::1", "fec0::1", "ff02::1", "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::", "2001::1", "::127.0.0.1",
    "::ffff:10.0.0.1", "2001:db8::1",
]  # fmt: skip


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_no_spelling_of_this_machine_is_dialled(spelling):
    with pytest.raises(FetchRefused):
        choose_address(spelling, 80, POLICY, resolve)


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_no_spelling_of_this_machine_is_fetched_from_whatever_the_url_around_it(spelling):
    """The whole way: address parsed, robots and page asked for, nothing dialled."""
    dialled = []

    class Dial(httpcore2.NetworkBackend):
        def connect_tcp(self, host, port, **_):
            dialled.append(host)
            raise httpcore2.ConnectError("no")

    host = f"[{spelling}]" if ":" in spelling and not spelling.startswith("[") else spelling
    fetcher = Fetcher(FetchSettings(), backend=GuardedBackend(POLICY, resolve, Dial()), sleep=lambda seconds: None)
    for url in (f"http://{host}/", f"https://{host}/a?b#c", f"http://{host}:80/"):
        with pytest.raises(IsnadError):
            fetcher.fetch(url)
    assert dialled == []


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_through_a_proxy_no_spelling_of_this_machine_is_asked_for(spelling):
    with pytest.raises(FetchRefused):
        check_remote_host(spelling, POLICY, socks=True)


@pytest.mark.parametrize(
    "name",
    ["router", "nas.local", "db.internal", "printer.lan", "a.home.arpa", "localhost.localdomain.localhost", "127.1", "news.0x7f"],
)
def test_through_a_proxy_no_name_of_a_local_network_is_asked_for(name):
    with pytest.raises(FetchRefused) as refused:
        check_remote_host(name, POLICY, socks=True)
    assert refused.value.code == "forbidden-address"


def test_an_onion_is_reached_through_socks_alone():
    check_remote_host("abcdefabcdef.onion", POLICY, socks=True)
    with pytest.raises(FetchRefused):
        check_remote_host("abcdefabcdef.onion", POLICY, socks=False)


@pytest.mark.parametrize(
    "proxy", ["", "socks4://127.0.0.1:9", "socks5://127.0.0.1", "127.0.0.1:9050", "http://", "socks5://x:y", "ftp://a:1"]
)
def test_a_proxy_is_written_in_full(proxy):
    with pytest.raises(FetchRefused) as refused:
        parse_proxy(proxy)
    assert refused.value.code == "bad-proxy"


@pytest.mark.parametrize("address", PRIVATE)
def test_no_private_address_is_public(address):
    assert not is_public(ipaddress.ip_address(address), POLICY)


@pytest.mark.parametrize("address", ["1.1.1.1", "93.184.216.34", "2606:4700:4700::1111"])
def test_an_address_on_the_open_internet_is_public(address):
    assert is_public(ipaddress.ip_address(address), POLICY)


def test_one_private_answer_among_public_ones_is_enough_to_refuse():
    with pytest.raises(FetchRefused) as refused:
        choose_address("news.example", 80, POLICY, lambda host, port: ["93.184.216.34", "127.0.0.1"])
    assert refused.value.code == "forbidden-address"


def test_a_name_that_answers_otherwise_the_second_time_is_asked_once():
    answers = iter([["93.184.216.34"], ["127.0.0.1"]])

    class Dial:
        def connect_tcp(self, address, port, **_):
            return address

    backend = GuardedBackend(POLICY, lambda host, port: next(answers), Dial())
    assert backend.connect_tcp("news.example", 80) == "93.184.216.34"


@pytest.mark.parametrize(
    "url",
    [
        "ftp://news.example/", "file:///etc/passwd", "http://", "http:///x", "http://user@news.example/", "http://a:b@news.example/", "gopher://news.example/",
        "http://news.example:99999/", "http://news.example\\@127.0.0.1/", "http://news.example/ x", "http://news.example/\r\nX: y", "javascript:alert(1)", "//news.example",
        "http://[::1", "http://" + "a" * 5000,
    ],
)  # fmt: skip
def test_what_is_no_plain_web_address_is_refused(url):
    with pytest.raises(FetchRefused):
        parse_url(url, POLICY)


def test_other_ports_need_permission():
    with pytest.raises(FetchRefused) as refused:
        parse_url("http://news.example:8080/", POLICY)
    assert refused.value.code == "forbidden-port"
    assert parse_url("http://news.example:8080/", Policy(any_port=True)).port == 8080


def test_offline_nothing_is_dialled():
    with pytest.raises(FetchRefused) as refused:
        choose_address("news.example", 80, Policy(offline=True), lambda host, port: ["93.184.216.34"])
    assert refused.value.code == "offline"


@pytest.mark.parametrize("host", ["0⑰700000001", "①②⑦.⓪.⓪.①", "127。0。0。1"])
def test_digits_in_other_scripts_lead_nowhere_private(host):
    with pytest.raises(FetchRefused):
        choose_address(host, 80, POLICY, resolve)


@pytest.mark.parametrize(
    ("url", "wire"),
    [
        (
            "https://news.example/خبر/قصف?ص=1&b=%D9%82",
            "https://news.example/%D8%AE%D8%A8%D8%B1/%D9%82%D8%B5%D9%81?%D8%B5=1&b=%D9%82",
        ),
        ("http://موقع.example", "http://xn--4gbrim.example/"),
        ("http://news.example:80/a%20b#part", "http://news.example:80/a%20b"),
        ("http://[2606:4700::1111]/", "http://[2606:4700::1111]/"),
    ],
)
def test_an_address_with_arabic_in_it_goes_out_encoded(url, wire):
    assert encode_url(parse_url(url, POLICY)) == wire


def test_digits_of_other_scripts_reach_the_resolver_as_what_they_are():
    assert encode_url(parse_url("http://①②⑦.⓪.⓪.①/", POLICY)) == "http://127.0.0.1/"
