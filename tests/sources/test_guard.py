"""S1: whatever the spelling, no fetch reaches this machine or its neighbours."""

import ipaddress

import pytest

from isnad.sources.guard import FetchRefused, GuardedBackend, Policy, choose_address, is_public, parse_url, resolve

POLICY = Policy()
SPELLINGS = [
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
