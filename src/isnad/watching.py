"""Feeds and sitemaps watched: each asked at its interval, only for changes, and every report it names brought in once.

What was learnt of each feed stands in `feeds.json` in the archive's folder, so that a later run goes on where this one stopped.
"""

import json
import random
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from isnad.archive.store import Archive
from isnad.fetching import Fetching
from isnad.model.errors import IsnadError
from isnad.reference.outlets import is_report_address
from isnad.runs import Added, Delivery, Reader, add_deliveries
from isnad.sources.feeds import Feed, Item, read_feed_apart

MOST_SITEMAPS = 20
LONGEST_BACKOFF_S = 24 * 3600.0
RETRY_HOURS = 24.0


@dataclass(frozen=True, slots=True)
class Plan:
    """How politely: `interval_s` between two polls of a feed, give or take the share `jitter`; `most` new reports a poll."""

    interval_s: float = 1800.0
    jitter: float = 0.2
    most: int = 100


@dataclass(frozen=True, slots=True)
class State:
    """What is known of one feed between polls; times are UTC, RFC 3339. `tried` are addresses that gave no report, and when."""

    due: str = ""
    failures: int = 0
    etag: str | None = None
    modified: str | None = None
    tried: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Polled:
    """One poll: how many reports the feed named, how many wait for the next poll, or the code of why it could not be read.

    `unchanged` where it says that it is as it was; `due` is when it is asked again (UTC, RFC 3339).
    """

    feed: str
    named: int = 0
    left: int = 0
    code: str = ""
    message: str = ""
    unchanged: bool = False
    due: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Begun:
    """A feed has been read, and `wanted` reports of it are about to be fetched."""

    feed: str
    wanted: int


@dataclass(frozen=True, slots=True)
class Awaited:
    """Nothing is to be done until `due` (UTC, RFC 3339), when `feed` is asked."""

    feed: str
    due: str


Seen = Added | Polled | Begun | Awaited


@dataclass(slots=True)
class Watch:
    """Feeds watched for one archive. `now`, `sleep` and `chance` are parameters so that tests need not wait."""

    archive: Archive
    fetching: Fetching
    read: Reader
    plan: Plan = field(default_factory=Plan)
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    sleep: Callable[[float], None] = time.sleep
    chance: random.Random = field(default_factory=random.Random)

    @property
    def path(self) -> Path:
        return self.archive.folder / "feeds.json"

    def run(self, feeds: Iterable[str], *, once: bool) -> Iterator[Seen]:
        """Poll `feeds`, again and again unless `once`; a feed that failed is left alone until its time has come."""
        urls = list(dict.fromkeys(feeds))
        if once:
            states = self._load()
            for url in urls:
                if not states.get(url, State()).failures or self._is_due(states[url]):
                    yield from self.poll(url)
            return
        while True:
            states = self._load()
            nearest = min(urls, key=lambda url: states.get(url, State()).due)
            due = states.get(nearest, State()).due
            if due and self._since(due) < timedelta(0):
                yield Awaited(nearest, due)
            self._sleep_until(due)
            yield from self.poll(nearest)

    def poll(self, url: str) -> Iterator[Seen]:
        """Ask one feed, bring in what it names that we do not have, and say how it went. Its state is kept when all is done."""
        state = self._load().get(url, State())
        feed: Feed | None
        try:
            feed, etag, modified = self._fetch_feed(url, state)
        except IsnadError as why:
            if why.code != "not-modified":
                later = self._backed_off(state)
                self._keep(url, later)
                yield Polled(url, code=why.code, message=why.message, due=later.due)
                return
            feed, etag, modified = None, state.etag, state.modified
        yield from self._bring_in(url, state, feed, etag, modified)

    def _bring_in(self, url: str, state: State, read: Feed | None, etag: str | None, modified: str | None) -> Iterator[Seen]:
        """What a feed names, None where it says that it is as it was."""
        feed = read or Feed()
        # Sitemaps name sections and tags beside reports: what looks like a report of its outlet comes first.
        wanted = sorted((i for i in feed.items if self._is_wanted(i, state)), key=lambda i: is_report_address(i.url) is False)
        tried = {i.url: state.tried[i.url] for i in feed.items if i.url in state.tried}
        yield Begun(url, min(len(wanted), self.plan.most))
        deliveries = (self._noted(self._fetch_item(item, url), tried) for item in wanted[: self.plan.most])
        yield from add_deliveries(self.archive, deliveries, self.read)
        left = max(0, len(wanted) - self.plan.most)
        if left:
            etag = modified = None
        later = State(self._next_due(self.plan.interval_s), 0, etag, modified, tried)
        self._keep(url, later)
        yield Polled(url, named=len(feed.items), left=left, unchanged=read is None, due=later.due)

    def _fetch_feed(self, url: str, state: State) -> tuple[Feed, str | None, str | None]:
        """The feed with the sitemaps it leads to, and what to ask for changes with. Raises IsnadError."""
        from isnad.sources.web import Known

        fetched = self.fetching.fetcher.fetch(url, Known(state.etag, state.modified))
        feed = read_feed_apart(fetched.body)
        items = list(feed.items)
        for place in feed.sitemaps[:MOST_SITEMAPS]:
            items += read_feed_apart(self.fetching.fetcher.fetch(place).body).items
        headers = fetched.transport["response"]
        once = tuple({item.url: item for item in items}.values())
        # An index says nothing of changes in the sitemaps below it.
        return Feed(once), *((None, None) if feed.sitemaps else (headers.get("etag"), headers.get("last-modified")))

    def _is_wanted(self, item: Item, state: State) -> bool:
        """Whether it is not held, or has been changed since by its feed's word; what failed lately is left alone."""
        if item.url in state.tried and self._since(state.tried[item.url]) < timedelta(hours=RETRY_HOURS):
            return False
        met = self.archive.fetch_last_met(item.url)
        return met is None or bool(item.changed and met.fetched and item.changed[:10] > met.fetched[:10])

    def _fetch_item(self, item: Item, feed: str) -> Delivery:
        """The report, with what its feed says of it: as evidence, and as the date a page falls back on that has none."""
        delivery = self.fetching.fetch(item.url, feed={"url": feed, "title": item.title, "published": item.published})
        if delivery.capture is None:
            return delivery
        beside = replace(delivery.capture.beside, fed=item.published)
        return replace(delivery, capture=replace(delivery.capture, beside=beside))

    def _noted(self, delivery: Delivery, tried: dict[str, str]) -> Delivery:
        if delivery.capture is None and delivery.unchanged is None and delivery.told:
            tried[delivery.origin.name] = self.now().isoformat()
        return delivery

    def _backed_off(self, state: State) -> State:
        """Twice the pause after each failure in a row, a day at most."""
        pause = min(LONGEST_BACKOFF_S, self.plan.interval_s * 2**state.failures)
        return replace(state, failures=state.failures + 1, due=self._next_due(pause))

    def _next_due(self, pause: float) -> str:
        spread = 1 + self.plan.jitter * (2 * self.chance.random() - 1)
        return (self.now() + timedelta(seconds=pause * spread)).isoformat()

    def _is_due(self, state: State) -> bool:
        return not state.due or self._since(state.due) >= timedelta(0)

    def _since(self, then: str) -> timedelta:
        return self.now() - datetime.fromisoformat(then)

    def _sleep_until(self, due: str) -> None:
        pause = -self._since(due).total_seconds() if due else 0.0
        if pause > 0:
            self.sleep(pause)

    def _load(self) -> dict[str, State]:
        """What earlier runs learnt; a file that cannot be read is forgotten: it only costs asking once more."""
        try:
            found = json.loads(self.path.read_bytes())
            return {url: State(**state) for url, state in found.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            return {}

    def _keep(self, url: str, state: State) -> None:
        half = self.path.with_suffix(".part")
        states = {name: asdict(known) for name, known in self._load().items()} | {url: asdict(state)}
        half.write_text(json.dumps(states, ensure_ascii=False, indent=1), encoding="utf-8")
        half.replace(self.path)
