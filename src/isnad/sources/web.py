"""A web address → Capture, fetched politely, guarded where it connects, bounded in what it takes, every step kept as evidence.

One host at a time with a pause between, robots.txt obeyed, at most five redirects, each checked like the first address. No
cookies, no referrer, nothing of the environment (proxies, netrc) unless the settings name it.
"""

import base64
import hashlib
import ssl
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit

import httpcore2

from isnad.model.capture import Beside, Capture
from isnad.model.errors import InputRefused, IsnadError
from isnad.sources.bounded import MOST_RECEIVED, open_body
from isnad.sources.exchange import parse_charset
from isnad.sources.guard import FetchRefused, GuardedBackend, Policy, check_online, encode_url, parse_url
from isnad.sources.proxies import SocksBackend, check_remote_host, is_socks, parse_proxy
from isnad.sources.robots import EVERYTHING_FORBIDDEN, Rules, parse_robots

MOST_REDIRECTS = 5
MOST_RETRIES = 2
LONGEST_PATIENCE_S = 120.0
"""A site that asks for a longer pause (Retry-After) is left for another run."""
AGENT = "Mozilla/5.0 (compatible; archive reader)"
"""Neutral on purpose: it names no organisation and no user (trust: P10)."""
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


class FetchFailed(IsnadError):
    """A fetch that got no report. Codes: `robots`, `redirects`, `status`, `busy`, `network`."""


class NotModified(IsnadError):
    """The page is as it was when last fetched (`not-modified`); `transport` tells how that was learnt."""

    def __init__(self, final_url: str, transport: dict[str, Any]) -> None:
        super().__init__("not-modified", "the page is as it was when last fetched")
        self.final_url = final_url
        self.transport = transport


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """How to fetch. `delay_s` between two requests to one host, `timeout_s` a step.

    `proxy` is `socks5://HOST:PORT` (names are resolved at its far end, as Tor wants it) or `http://HOST:PORT`, or None.
    """

    policy: Policy = field(default_factory=Policy)
    agent: str = AGENT
    delay_s: float = 2.0
    timeout_s: float = 20.0
    obey_robots: bool = True
    proxy: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """A capture and how it came: `transport` holds headers both ways, redirects, peer and times, for the custody record.

    Where the body's coding could not be undone, `refused` says why and the capture holds it as it came.
    """

    capture: Capture
    final_url: str
    transport: dict[str, Any]
    refused: InputRefused | None = None

    @property
    def body(self) -> bytes:
        """The body with its codings undone. Raises InputRefused where they could not be."""
        if self.refused is not None:
            raise self.refused
        return self.capture.body


@dataclass(frozen=True, slots=True)
class Known:
    """What an earlier fetch of the same address said, to ask only for changes; `url` is where it led in the end."""

    etag: str | None = None
    modified: str | None = None
    url: str | None = None


@dataclass
class Fetcher:
    """Fetches one address after another. `backend`, `clock` and `sleep` are parameters so that tests need no network."""

    settings: FetchSettings = field(default_factory=FetchSettings)
    backend: httpcore2.NetworkBackend | None = None
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _last: dict[str, float] = field(default_factory=dict)
    _robots: dict[str, Rules] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.backend = self.backend or self._default_backend()

    def _default_backend(self) -> httpcore2.NetworkBackend:
        settings = self.settings
        if settings.proxy is None:
            return GuardedBackend(settings.policy)
        proxy = parse_proxy(settings.proxy)
        return SocksBackend(proxy, settings.policy) if is_socks(settings.proxy) else httpcore2.SyncBackend()

    def fetch(self, url: str, known: Known | None = None) -> Fetched:
        """The report at `url`. Raises NotModified, FetchRefused, FetchFailed, or InputRefused for a body too large."""
        check_online(self.settings.policy)
        at, redirects = url, list[dict[str, Any]]()
        for _ in range(MOST_REDIRECTS + 1):
            parts = parse_url(at, self.settings.policy)
            if self.settings.obey_robots and not self._rules(parts).allows(at):
                raise FetchFailed("robots", "the site asks not to be read by programs (robots.txt)")
            response = self._get_patiently(parts, at, known if known and at in (known.url or url, url) else None)
            if response.status not in _REDIRECTS or "location" not in response.headers:
                return _fetched(url, at, response, redirects)
            redirects.append({"from": at, "status": response.status})
            at = urljoin(at, response.headers["location"])
        raise FetchFailed("redirects", f"the address leads on more than {MOST_REDIRECTS} times")

    def _get_patiently(self, parts: SplitResult, url: str, known: Known | None) -> "_Response":
        """Ask again where a site is busy (429, 503) and the pause it wants is one we have."""
        for tries in range(MOST_RETRIES + 1):
            response = self._get(parts, url, known)
            if response.status not in (429, 503):
                return response
            pause = _parse_retry_after(response.headers.get("retry-after", "")) or self.settings.delay_s * 4**tries
            if tries == MOST_RETRIES or pause > LONGEST_PATIENCE_S:
                break
            self.sleep(pause)
        raise FetchFailed("busy", "the site is busy and asks to come back later")

    def _rules(self, parts: SplitResult) -> Rules:
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._robots:
            self._robots[origin] = self._read_robots(origin)
        return self._robots[origin]

    def _read_robots(self, origin: str) -> Rules:
        """No robots.txt, or one that cannot be had, forbids nothing; a server error forbids all for now (RFC 9309, 2.3.1)."""
        at = f"{origin}/robots.txt"
        try:
            for _ in range(MOST_REDIRECTS + 1):
                response = self._get(parse_url(at, self.settings.policy), at, None)
                if response.status not in _REDIRECTS or "location" not in response.headers:
                    break
                at = urljoin(at, response.headers["location"])
            if response.status >= 500:
                return EVERYTHING_FORBIDDEN
            coding = response.headers.get("content-encoding", "")
            return parse_robots(open_body(response.body, coding)) if response.status == 200 else Rules()
        except (FetchFailed, FetchRefused, InputRefused):
            return Rules()

    def _get(self, parts: SplitResult, url: str, known: Known | None) -> "_Response":
        if self.settings.proxy is not None:
            check_remote_host(parts.hostname or "", self.settings.policy, socks=is_socks(self.settings.proxy))
        self._wait(parts)
        request = self._headers(known)
        started = datetime.now(UTC).isoformat()
        try:
            with (
                self._pool() as pool,
                pool.stream("GET", encode_url(parts), headers=list(request.items()), extensions=self._timeouts()) as answer,
            ):
                body = _bounded(answer.iter_stream())
                headers = {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in answer.headers}
                peer, tls = _seen(answer.extensions.get("network_stream"))
                peer = None if self.settings.proxy else peer
        except (
            httpcore2.NetworkError,
            httpcore2.TimeoutException,
            httpcore2.ProtocolError,
            httpcore2.ProxyError,
            ssl.SSLError,
            UnicodeError,
        ) as why:
            raise FetchFailed("network", f"the site could not be reached: {type(why).__name__}") from None
        ended = datetime.now(UTC).isoformat()
        return _Response(answer.status, headers, body, request, peer, tls, started, ended)

    def _wait(self, parts: SplitResult) -> None:
        """Keep the pause between two requests to one host: ours, or the longer one its robots.txt asks for."""
        host, rules = parts.netloc, self._robots.get(f"{parts.scheme}://{parts.netloc}", Rules())
        wanted = max(self.settings.delay_s, rules.delay_s if self.settings.obey_robots else 0.0)
        pause = self._last.get(host, float("-inf")) + wanted - self.clock()
        if pause > 0:
            self.sleep(pause)
        self._last[host] = self.clock()

    def _headers(self, known: Known | None) -> dict[str, str]:
        headers = {
            "User-Agent": self.settings.agent,
            "Accept": "text/html,application/xhtml+xml,*/*;q=0.5",
            "Accept-Encoding": "gzip, deflate, br",
        }
        headers["Accept-Language"] = "ar,en;q=0.5"
        if known and known.etag:
            headers["If-None-Match"] = known.etag
        if known and known.modified:
            headers["If-Modified-Since"] = known.modified
        return headers

    def _timeouts(self) -> dict[str, Any]:
        step = self.settings.timeout_s
        return {"timeout": {"connect": step, "read": step, "write": step, "pool": step}}

    @contextmanager
    def _pool(self) -> Iterator[httpcore2.ConnectionPool]:
        if self.settings.proxy is None or is_socks(self.settings.proxy):
            pool = httpcore2.ConnectionPool(network_backend=self.backend, http1=True)
        else:
            pool = httpcore2.HTTPProxy(proxy_url=self.settings.proxy, network_backend=self.backend)
        with pool:
            yield pool


@dataclass(frozen=True, slots=True)
class _Response:
    status: int
    headers: dict[str, str]
    body: bytes
    request: dict[str, str]
    peer: str | None
    tls: dict[str, Any] | None
    started: str
    ended: str


def _fetched(url: str, at: str, response: _Response, redirects: list[dict[str, Any]]) -> Fetched:
    coding = response.headers.get("content-encoding", "")
    charset = parse_charset(response.headers.get("content-type", ""))
    transport = {
        "status": response.status,
        "request": response.request,
        "response": response.headers,
        "redirects": redirects,
        "peer": response.peer,
        "tls": response.tls,
        "started": response.started,
        "ended": response.ended,
        "charset": charset,
        "received": {"sha256": hashlib.sha256(response.body).hexdigest(), "bytes": len(response.body), "coding": coding},
    }
    if response.status == 304:
        raise NotModified(at, transport)
    if response.status != 200:
        raise FetchFailed("status", f"the site answered {response.status}")
    body, refused = _opened(response.body, coding)
    return Fetched(Capture(body, name=at, beside=Beside(url=url), charset=charset), at, transport, refused)


def _opened(body: bytes, coding: str) -> tuple[bytes, InputRefused | None]:
    try:
        return open_body(body, coding), None
    except InputRefused as refused:
        return body, refused


def _bounded(pieces: Iterator[bytes]) -> bytes:
    body = bytearray()
    for piece in pieces:
        body += piece
        if len(body) > MOST_RECEIVED:
            raise InputRefused("too-large", f"the body is over {MOST_RECEIVED // 1_000_000} MB")
    return bytes(body)


def _seen(stream: Any) -> tuple[str | None, dict[str, Any] | None]:
    """Whom we spoke to, and over which TLS, as far as the connection tells."""
    if stream is None:
        return None, None
    peer = stream.get_extra_info("server_addr")
    secured = stream.get_extra_info("ssl_object")
    return (str(peer[0]) if peer else None), _tls(secured) if secured is not None else None


def _tls(secured: ssl.SSLObject) -> dict[str, Any]:
    """The site's certificate whole, so that others can check later who answered."""
    certificate = secured.getpeercert(binary_form=True) or b""
    return {
        "version": secured.version(),
        "cipher": (secured.cipher() or ("",))[0],
        "certificate": base64.b64encode(certificate).decode(),
        "certificate_sha256": hashlib.sha256(certificate).hexdigest(),
    }


def _parse_retry_after(value: str) -> float | None:
    """Seconds a site asks to wait, as a number or until a time."""
    if value.strip().isdecimal():
        return float(value)
    try:
        return max(0.0, (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None


def interleave(urls: Iterable[str]) -> list[str]:
    """`urls` each once, in turns by host: while one host rests another is asked, still one at a time."""
    hosts: dict[str, deque[str]] = {}
    for url in dict.fromkeys(urls):
        hosts.setdefault(_host(url), deque()).append(url)
    out: list[str] = []
    while hosts:
        for host in list(hosts):
            out.append(hosts[host].popleft())
            if not hosts[host]:
                del hosts[host]
    return out


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:
        return ""
