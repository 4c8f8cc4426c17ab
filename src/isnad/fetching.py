"""Addresses → deliveries, politely and one at a time: what was had lately is not asked for, what is known only for changes.

Fetching needs the extra `isnad[fetch]`; everything else works without it.
"""

import ipaddress
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from isnad.archive.store import Archive, Met, Origin
from isnad.model.errors import IsnadError
from isnad.runs import Delivery
from isnad.settings import Settings

if TYPE_CHECKING:
    from isnad.sources.web import Fetcher

DELAY_S = 2.0
FRESH_HOURS = 24.0
"""An address met less than this ago is not asked again: what lets a second run do only what is left."""


class FetchingMissing(IsnadError):
    """Fetching was asked for and is not installed (`not-installed`), or its settings make no sense (`bad-settings`)."""


@dataclass(frozen=True, slots=True)
class Manners:
    """How this run fetches: `delay_s` between two requests to one host, `fresh_hours` a fetched address is left alone."""

    delay_s: float = DELAY_S
    fresh_hours: float = FRESH_HOURS
    obey_robots: bool = True


def is_address(given: str) -> bool:
    """Whether an input is a web address and not a path."""
    return given.lower().startswith(("http://", "https://"))


def open_fetcher(settings: Settings, manners: Manners) -> "Fetcher":
    """A fetcher as the settings want it. Raises FetchingMissing, or FetchRefused `bad-proxy`."""
    try:
        from isnad.sources.guard import Policy
        from isnad.sources.web import AGENT, Fetcher, FetchSettings
    except ModuleNotFoundError:
        raise FetchingMissing("not-installed", "Fetching is an extra: pip install 'isnad[fetch]'.") from None
    try:
        networks = tuple(ipaddress.ip_network(network) for network in settings.allowed)
    except ValueError as why:
        raise FetchingMissing("bad-settings", f"ISNAD_ALLOW holds no networks like 10.1.0.0/16: {why}") from None
    policy = Policy(offline=settings.offline, any_port=bool(networks), allowed=networks)
    agent = settings.agent or AGENT
    return Fetcher(FetchSettings(policy, agent, manners.delay_s, obey_robots=manners.obey_robots, proxy=settings.proxy))


def log_allowed(archive: Archive, settings: Settings) -> None:
    """Write into the audit log that this run may fetch from an intranet: such a thing is never done in silence (trust: S1)."""
    if settings.allowed:
        with archive.writing() as connection:
            archive.log(connection, "allow-networks", ",".join(settings.allowed), {})


@dataclass(slots=True)
class Fetching:
    """One run's fetching for one archive. `now` is a parameter so that tests can hold it still."""

    archive: Archive
    fetcher: "Fetcher"
    manners: Manners = field(default_factory=Manners)
    now: Callable[[], str] | None = None

    def fetch_all(self, urls: Iterable[str]) -> Iterator[Delivery]:
        """A delivery for each of `urls`, each once, hosts taking turns; none ever raises."""
        from isnad.sources.web import interleave

        for url in interleave(urls):
            yield self.fetch(url)

    def fetch(self, url: str, **said: object) -> Delivery:
        """What `url` gives now; `said` joins the transport's evidence."""
        from isnad.sources.web import Known, NotModified

        met = self.archive.fetch_last_met(url)
        if met is not None and self._is_fresh(met):
            return Delivery(Origin("web", url, url), told=False)
        known = Known(met.etag, met.modified, met.final_url) if met else None
        try:
            fetched = self.fetcher.fetch(url, known)
        except NotModified as same:
            origin = Origin("web", url, url, same.final_url, same.transport | said)
            return Delivery(origin, unchanged=met.sha256 if met else None, refused=same)
        except IsnadError as refused:
            return Delivery(Origin("web", url, url, transport=dict(said)), refused=refused)
        return Delivery(Origin("web", url, url, fetched.final_url, fetched.transport | said), fetched.capture, fetched.refused)

    def _is_fresh(self, met: Met) -> bool:
        if met.fetched is None:
            return False
        now = (self.now or self.archive.now)()
        return datetime.fromisoformat(now) - datetime.fromisoformat(met.fetched) < timedelta(hours=self.manners.fresh_hours)
