"""A web address → Capture, fetched politely, guarded where it connects, bounded in what it takes, every step kept as evidence.

One host at a time with a pause between, robots.txt obeyed, at most five redirects, each checked like the first address. No
cookies, no referrer, nothing of the environment (proxies, netrc) unless the settings name it.
"""

import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import SplitResult, urljoin
from urllib.robotparser import RobotFileParser

import httpcore2

from isnad.model.capture import Beside, Capture
from isnad.model.errors import InputRefused, IsnadError
from isnad.sources.bounded import MOST_RECEIVED, open_body
from isnad.sources.guard import GuardedBackend, Policy, parse_url

MOST_REDIRECTS = 5
MOST_ROBOTS = 500_000
AGENT = "Mozilla/5.0 (compatible; archive reader)"
"""Neutral on purpose: it names no organisation and no user (trust: P10)."""
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


class FetchFailed(IsnadError):
    """A fetch that got no report. Codes: `robots`, `redirects`, `status`, `network`, `not-modified`."""


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """How to fetch. `delay_s` between two requests to one host, `timeout_s` a step; `proxy` is `http://…`, or None."""

    policy: Policy = field(default_factory=Policy)
    agent: str = AGENT
    delay_s: float = 2.0
    timeout_s: float = 20.0
    obey_robots: bool = True
    proxy: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """A capture and how it came: `transport` holds headers both ways, redirects, peer and times, for the custody record."""

    capture: Capture
    final_url: str
    transport: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Known:
    """What an earlier fetch of the same address said, to ask only for changes."""

    etag: str | None = None
    modified: str | None = None


@dataclass
class Fetcher:
    """Fetches one address after another. `backend`, `clock` and `sleep` are parameters so that tests need no network."""

    settings: FetchSettings = field(default_factory=FetchSettings)
    backend: GuardedBackend | None = None
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _last: dict[str, float] = field(default_factory=dict)
    _robots: dict[str, RobotFileParser] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.backend = self.backend or GuardedBackend(self.settings.policy)

    def fetch(self, url: str, known: Known | None = None) -> Fetched:
        """The report at `url`. Raises FetchRefused, FetchFailed, or InputRefused for a body out of bounds."""
        at = url
        redirects: list[dict[str, Any]] = []
        for _ in range(MOST_REDIRECTS + 1):
            parts = parse_url(at, self.settings.policy)
            if self.settings.obey_robots and not self._may_fetch(parts, at):
                raise FetchFailed("robots", "the site asks not to be read by programs (robots.txt)")
            response = self._get(parts, at, known if at == url else None)
            if response.status not in _REDIRECTS or "location" not in response.headers:
                return self._fetched(url, at, response, redirects)
            redirects.append({"from": at, "status": response.status})
            at = urljoin(at, response.headers["location"])
        raise FetchFailed("redirects", f"the address leads on more than {MOST_REDIRECTS} times")

    def _fetched(self, url: str, at: str, response: "_Response", redirects: list[dict[str, Any]]) -> Fetched:
        if response.status == 304:
            raise FetchFailed("not-modified", "the page is as it was when last fetched")
        if response.status != 200:
            raise FetchFailed("status", f"the site answered {response.status}")
        body = open_body(response.body, response.headers.get("content-encoding", ""))
        transport = {
            "status": response.status,
            "request": response.request,
            "response": response.headers,
            "redirects": redirects,
            "peer": response.peer,
            "tls": response.tls,
            "started": response.started,
            "ended": response.ended,
        }
        charset = _charset(response.headers.get("content-type", ""))
        return Fetched(Capture(body, name=at, beside=Beside(url=url), charset=charset), at, transport)

    def _may_fetch(self, parts: SplitResult, url: str) -> bool:
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._robots:
            self._robots[origin] = self._read_robots(origin)
        return self._robots[origin].can_fetch(self.settings.agent, url)

    def _read_robots(self, origin: str) -> RobotFileParser:
        """No robots.txt, or one that cannot be had, forbids nothing; a server error forbids all for now (RFC 9309)."""
        rules = RobotFileParser()
        try:
            response = self._get(parse_url(f"{origin}/robots.txt", self.settings.policy), f"{origin}/robots.txt", None)
            body = open_body(response.body, response.headers.get("content-encoding", "")) if response.status == 200 else b""
        except (FetchFailed, InputRefused):
            response, body = None, b""
        rules.parse(body[:MOST_ROBOTS].decode("utf-8", "replace").splitlines())
        if response is not None and response.status >= 500:
            rules.disallow_all = True  # type: ignore[attr-defined]
        return rules

    def _get(self, parts: SplitResult, url: str, known: Known | None) -> "_Response":
        self._wait(parts.netloc)
        request = self._headers(known)
        started = datetime.now(UTC).isoformat()
        try:
            with (
                self._pool() as pool,
                pool.stream("GET", url, headers=list(request.items()), extensions=self._timeouts()) as answer,
            ):
                body = _bounded(answer.iter_stream())
                headers = {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in answer.headers}
                peer, tls = _seen(answer.extensions.get("network_stream"))
        except (
            httpcore2.NetworkError,
            httpcore2.TimeoutException,
            httpcore2.ProtocolError,
            httpcore2.ProxyError,
            ssl.SSLError,
        ) as why:
            raise FetchFailed("network", f"the site could not be reached: {type(why).__name__}") from None
        ended = datetime.now(UTC).isoformat()
        return _Response(answer.status, headers, body, request, peer, tls, started, ended)

    def _wait(self, host: str) -> None:
        """Keep the pause between two requests to one host."""
        pause = self._last.get(host, float("-inf")) + self.settings.delay_s - self.clock()
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
        if self.settings.proxy is None:
            pool = httpcore2.ConnectionPool(network_backend=self.backend, http1=True)
        else:
            pool = httpcore2.HTTPProxy(proxy_url=self.settings.proxy)
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
    tls = {"version": secured.version(), "cipher": (secured.cipher() or ("",))[0]} if secured is not None else None
    return (str(peer[0]) if peer else None), tls


def _charset(content_type: str) -> str | None:
    for part in content_type.split(";")[1:]:
        name, _, value = part.strip().partition("=")
        if name.lower() == "charset":
            return value.strip("\"' ") or None
    return None
