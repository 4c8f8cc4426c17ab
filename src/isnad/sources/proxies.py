"""Fetching through a proxy: SOCKS5 with the name resolved at the far end (Tor), or an HTTP proxy.

What we cannot resolve we cannot check at connect, so through a proxy only hosts are asked for that are public by what they are:
no literal private address, no name of a local network, `.onion` through SOCKS alone (trust: S1, P10).
"""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import SplitResult, urlsplit

import httpcore2

from isnad.sources.guard import Dialler, FetchRefused, Policy, check_online, is_public, parse_address

TOR = "socks5://127.0.0.1:9050"
_LOCAL = (
    ".local", ".localhost", ".localdomain", ".internal", ".intranet", ".lan", ".home", ".home.arpa", ".corp", ".private", ".test",
    ".invalid", ".arpa",
)  # fmt: skip
_SCHEMES = ("socks5", "socks5h", "http")


def parse_proxy(written: str) -> SplitResult:
    """`socks5://HOST:PORT` or `http://HOST:PORT` in parts. Raises FetchRefused `bad-proxy`."""
    try:
        parts = urlsplit(written)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme not in _SCHEMES or not parts.hostname or port is None:
        raise FetchRefused("bad-proxy", "write the proxy as socks5://HOST:PORT or http://HOST:PORT")
    return parts


def is_socks(proxy: str) -> bool:
    return proxy.startswith("socks5")


def check_remote_host(host: str, policy: Policy, *, socks: bool) -> None:
    """Raises FetchRefused where `host` is not one to ask a proxy for: `forbidden-address`, or `offline`."""
    check_online(policy)
    name = host.strip("[]").rstrip(".").lower()
    address = parse_address(name)
    if address is not None:
        if not is_public(address, policy):
            raise FetchRefused("forbidden-address", "this address is not on the open internet")
        return
    if "." not in name or name.endswith(_LOCAL) or _is_number(name.rpartition(".")[2]) or not name.isascii():
        raise FetchRefused("forbidden-address", "this name is not one of the open internet")
    if name.endswith(".onion") and not socks:
        raise FetchRefused("forbidden-address", "an onion address is reached through Tor alone (--tor)")


def _is_number(label: str) -> bool:
    """A last label of digits ("127.1", "0x7f.1") makes the far end read the name as an address."""
    return label.isdecimal() or label.startswith("0x")


@dataclass
class SocksBackend(Dialler):
    """Dials every host through the SOCKS5 proxy `proxy` by its name; the proxy resolves it."""

    proxy: SplitResult
    policy: Policy
    dial: httpcore2.NetworkBackend = field(default_factory=httpcore2.SyncBackend)

    def reach(self, host: str, port: int, timeout: float | None, **how: Any) -> httpcore2.NetworkStream:
        check_remote_host(host, self.policy, socks=True)
        assert self.proxy.hostname is not None
        stream = self.dial.connect_tcp(self.proxy.hostname, self.proxy.port or 1080, timeout=timeout)
        try:
            _shake_hands(stream, host, port, timeout)
        except BaseException:
            stream.close()
            raise
        return stream


_TAIL = {1: 4, 4: 16}
"""Octets of the bound address in a reply, by its kind (RFC 1928, 6)."""


def _shake_hands(stream: httpcore2.NetworkStream, host: str, port: int, timeout: float | None) -> None:
    """SOCKS5 without a password, the host by name (RFC 1928)."""
    name = host.encode("idna") if not host.isascii() else host.encode()
    stream.write(b"\x05\x01\x00", timeout)
    if _read(stream, 2, timeout) != b"\x05\x00":
        raise httpcore2.ProxyError("the proxy asks for more than we give")
    stream.write(b"\x05\x01\x00\x03" + bytes([len(name)]) + name + port.to_bytes(2, "big"), timeout)
    version, reply, _, kind = _read(stream, 4, timeout)
    if version != 5 or reply != 0:
        raise httpcore2.ProxyError(f"the proxy could not reach the host (reply {reply})")
    _read(stream, (_TAIL.get(kind) or _read(stream, 1, timeout)[0]) + 2, timeout)


def _read(stream: httpcore2.NetworkStream, size: int, timeout: float | None) -> bytes:
    got = b""
    while len(got) < size:
        piece = stream.read(size - len(got), timeout)
        if not piece:
            raise httpcore2.ProxyError("the proxy hung up")
        got += piece
    return got
