"""Where a fetch may go (trust: S1): decided on the address that is dialled, not on how a host is spelt.

A name is resolved once; if any of its addresses is not public the fetch is refused; then exactly the first address is
dialled, so that no second resolution can answer otherwise. Python's `is_global` calls several loopback spellings public
(64:ff9b::7f00:1, 2002:7f00:1::, ::127.0.0.1, fec0::1, multicast), hence our own list beside it.
"""

import ipaddress
import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import SplitResult, quote, urlsplit

import httpcore2

from isnad.model.errors import IsnadError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolver = Callable[[str, int], list[str]]

_NEVER = tuple(
    ipaddress.ip_network(block)
    for block in (
        "0.0.0.0/8", "192.0.0.0/24", "192.88.99.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "2001::/32", "2002::/16", "fec0::/10", "ff00::/8",
    )
)  # fmt: skip
_PORTS = {"http": 80, "https": 443}
LONGEST_URL = 4_096
_SAFE = "%/:=&?~#+!$,;'@()*[]"
"""What stands for itself in a path or query; the percent sign too, since addresses come encoded already."""


class FetchRefused(IsnadError):
    """An address that is not fetched. Codes: `bad-url`, `forbidden-address`, `offline`, `forbidden-port`, `unresolved`."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What the operator allows. `allowed` are networks of an intranet, none by default."""

    offline: bool = False
    any_port: bool = False
    allowed: tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...] = ()


def parse_url(url: str, policy: Policy) -> SplitResult:
    """`url` in parts, if it is one that may be fetched at all. Raises FetchRefused `bad-url` or `forbidden-port`."""
    if len(url) > LONGEST_URL or any(ord(c) <= 32 or ord(c) == 127 or c == "\\" for c in url):
        raise FetchRefused("bad-url", "an address holds no spaces, control characters or backslashes")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as why:
        raise FetchRefused("bad-url", f"this is no web address: {why}") from None
    if parts.scheme not in _PORTS or not parts.hostname:
        raise FetchRefused("bad-url", "only http and https addresses with a host are fetched")
    if parts.username is not None or parts.password is not None:
        raise FetchRefused("bad-url", "an address with a user name in it is not fetched")
    if port not in (None, _PORTS[parts.scheme]) and not policy.any_port:
        raise FetchRefused("forbidden-port", f"port {port} is not a web port; allow it in the settings if you trust it")
    return parts


def encode_url(parts: SplitResult) -> str:
    """The address as it goes over the wire: host in IDNA, Arabic letters of path and query in UTF-8 and percent signs.

    Raises FetchRefused `bad-url` for a host that no name can be.
    """
    host = parts.hostname or ""
    try:
        name = host if ":" in host else host.encode("idna").decode("ascii")
    except UnicodeError:
        raise FetchRefused("bad-url", "this host is no name of the web") from None
    where = f"[{name}]" if ":" in name else name
    port = "" if parts.port is None else f":{parts.port}"
    query = f"?{quote(parts.query, safe=_SAFE)}" if parts.query else ""
    return f"{parts.scheme}://{where}{port}{quote(parts.path or '/', safe=_SAFE)}{query}"


def is_public(address: Address, policy: Policy) -> bool:
    """Whether `address` lies on the open internet, or in a network the operator allows."""
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    if any(address in network for network in policy.allowed if network.version == address.version):
        return True
    if any(address in network for network in _NEVER if network.version == address.version):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def check_online(policy: Policy) -> None:
    """Raises FetchRefused `offline` where the operator has switched fetching off."""
    if policy.offline:
        raise FetchRefused("offline", "fetching is switched off")


def parse_address(written: str) -> Address | None:
    """A literal address, its zone left out; None for a name."""
    try:
        return ipaddress.ip_address(written.partition("%")[0])
    except ValueError:
        return None


def resolve(host: str, port: int) -> list[str]:
    """All addresses of `host`, as the system resolves it."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def choose_address(host: str, port: int, policy: Policy, resolver: Resolver = resolve) -> str:
    """The one address to dial for `host`. Raises FetchRefused where any of its addresses is not public."""
    check_online(policy)
    try:
        addresses = [parse_address(found) for found in resolver(host.strip("[]"), port)]
    except (OSError, ValueError, UnicodeError) as why:
        raise FetchRefused("unresolved", f"no address is known for this host: {type(why).__name__}") from None
    if not addresses or None in addresses:
        raise FetchRefused("unresolved", "no address is known for this host")
    if not all(address is not None and is_public(address, policy) for address in addresses):
        raise FetchRefused("forbidden-address", "this host leads to an address that is not on the open internet")
    return str(addresses[0])


class Dialler(httpcore2.NetworkBackend):
    """What the ways out have in common: a way says in `reach` how it comes to a host; sockets of this machine lead nowhere."""

    policy: Policy
    dial: httpcore2.NetworkBackend

    def reach(self, host: str, port: int, timeout: float | None, **how: Any) -> httpcore2.NetworkStream:
        """A connection to `host`, `timeout` in seconds a step. Raises FetchRefused for a host that is not to be reached."""
        raise NotImplementedError

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        return self.reach(host, port, timeout, local_address=local_address, socket_options=socket_options)

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore2.NetworkStream:
        raise FetchRefused("bad-url", "sockets of this machine are never fetched from")

    def sleep(self, seconds: float) -> None:
        self.dial.sleep(seconds)


@dataclass
class GuardedBackend(Dialler):
    """Dials only what `choose_address` allows. TLS and the Host header keep the name, so certificates are checked as ever."""

    policy: Policy
    resolver: Resolver = resolve
    dial: httpcore2.NetworkBackend = field(default_factory=httpcore2.SyncBackend)
    dialled: list[str] = field(default_factory=list)

    def reach(self, host: str, port: int, timeout: float | None, **how: Any) -> httpcore2.NetworkStream:
        address = choose_address(host, port, self.policy, self.resolver)
        self.dialled.append(address)
        return self.dial.connect_tcp(address, port, timeout=timeout, **how)
