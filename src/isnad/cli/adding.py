"""`isnad add` and `isnad watch`: reports brought in from wherever they live, each told of as it is safe."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from isnad.archive.errors import ArchiveError
from isnad.archive.store import Archive, Outcome
from isnad.cli.bidi import isolate
from isnad.cli.opening import EXIT_OF, EXIT_SOME, EXIT_USAGE, AsJson, Place, explain, open_place, write_line
from isnad.fetching import DELAY_S, FRESH_HOURS, Fetching, Manners, is_address, log_allowed, open_fetcher
from isnad.model.capture import Beside
from isnad.model.errors import IsnadError
from isnad.reference.outlets import find_outlet, load_outlets
from isnad.runs import Added, Delivery, Tally, add_deliveries, deliver_input
from isnad.settings import Settings, read_settings
from isnad.sources.files import Input, find_inputs
from isnad.sources.tables import parse_mapping
from isnad.watching import Plan, Polled, Watch

Delay = Annotated[float, typer.Option(min=0, metavar="SECONDS", help="Pause between two requests to one host.")]
Offline = Annotated[bool, typer.Option("--offline", help="Fetch nothing (ISNAD_OFFLINE).")]
Proxy = Annotated[str | None, typer.Option(metavar="URL", help="socks5://HOST:PORT or http://HOST:PORT (ISNAD_PROXY).")]
Tor = Annotated[bool, typer.Option("--tor", help="Through Tor on this machine: socks5://127.0.0.1:9050.")]


def add(
    given: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="WHAT…",
            help="Addresses, files or folders: pages, text, PDF, MHTML, WARC, WACZ, Telegram exports, JSON lines, CSV.",
        ),
    ] = None,
    archive: Place = None,
    listed: Annotated[
        Path | None, typer.Option("--list", metavar="FILE", help="Addresses and paths, one a line; # begins a comment.")
    ] = None,
    columns: Annotated[
        str,
        typer.Option("--map", metavar="FIELD=COLUMN,…", help="Columns of tables; fields: text title outlet url published author"),
    ] = "",
    outlet: Annotated[str | None, typer.Option(metavar="NAME", help="Who published what is added.")] = None,
    delay: Delay = DELAY_S,
    refetch_after: Annotated[
        float, typer.Option(min=0, metavar="HOURS", help="Ask again for an address only so long after it was last fetched.")
    ] = FRESH_HOURS,
    offline: Offline = False,
    proxy: Proxy = None,
    tor: Tor = False,
    as_json: AsJson = False,
) -> None:
    """Bring reports into the archive. Each ends as new, seen again or quarantined; a second run does what is left."""
    from isnad.reading import read_capture

    settings = _settings(offline, proxy, tor)
    wanted = [*(given or []), *(_read_list(listed) if listed else [])]
    if not wanted:
        raise typer.BadParameter("Give addresses, files or folders, or --list FILE.", param_hint="WHAT")
    options, mapping = Beside(outlet=outlet), _mapping(columns)
    inputs, urls = find_inputs([w for w in wanted if not is_address(w)]), [w for w in wanted if is_address(w)]
    opened = open_place(archive)
    fetching = _open_fetching(opened, settings, Manners(delay, refetch_after)) if urls else None
    told = _Telling(as_json, len(inputs) + len(set(urls)))
    with told.batch("Give the same command again to go on: what was told is kept."):
        from_files = _from_files(opened, inputs, options, mapping, told, debug=settings.debug)
        arriving = chain(from_files, _from_web(fetching, urls, told, len(inputs)))
        for added in add_deliveries(opened, arriving, read_capture, debug=settings.debug):
            told.tell(added)
    told.finish()


def watch(
    feeds: Annotated[list[str], typer.Argument(metavar="FEED…", help="Addresses of RSS or Atom feeds or sitemaps, or outlets.")],
    archive: Place = None,
    every: Annotated[float, typer.Option(min=1, metavar="MINUTES", help="Between two polls of one feed.")] = 30.0,
    most: Annotated[int, typer.Option(min=1, metavar="N", help="New reports a poll; the others come with the next.")] = 100,
    once: Annotated[bool, typer.Option("--once", help="Poll each feed once and leave.")] = False,
    delay: Delay = DELAY_S,
    offline: Offline = False,
    proxy: Proxy = None,
    tor: Tor = False,
    as_json: AsJson = False,
) -> None:
    """Watch feeds and sitemaps, and bring in every report they name that the archive does not hold."""
    from isnad.reading import read_capture

    settings = _settings(offline, proxy, tor)
    urls = [url for feed in feeds for url in _feeds_of(feed)]
    opened = open_place(archive)
    fetching = _open_fetching(opened, settings, Manners(delay, fresh_hours=0))
    told = _Telling(as_json, 0)
    with told.batch("Give the same command again to go on: each feed is asked when its time has come."):
        for seen in Watch(opened, fetching, read_capture, Plan(every * 60, most=most)).run(urls, once=once):
            if isinstance(seen, Added):
                told.tell(seen)
            else:
                told.tell_poll(seen)
    told.finish()


def _settings(offline: bool, proxy: str | None, tor: bool) -> Settings:
    settings = read_settings()
    through = proxy or ("socks5://127.0.0.1:9050" if tor else settings.proxy)
    return replace(settings, offline=offline or settings.offline, proxy=through)


def _open_fetching(archive: Archive, settings: Settings, manners: Manners) -> Fetching:
    try:
        fetching = Fetching(archive, open_fetcher(settings, manners), manners)
    except IsnadError as why:
        explain(why)
        raise typer.Exit(EXIT_USAGE) from None
    log_allowed(archive, settings)
    return fetching


def _feeds_of(given: str) -> list[str]:
    if is_address(given):
        return [given]
    outlet = next((o for o in load_outlets() if o.id == given), None) or find_outlet(given)
    if outlet is None or not outlet.feeds:
        raise typer.BadParameter(f"{given!r} is no web address, and no outlet whose feed is known.", param_hint="FEED")
    return list(outlet.feeds)


def _mapping(columns: str) -> dict[str, str]:
    try:
        return parse_mapping(columns) if columns else {}
    except ValueError as why:
        raise typer.BadParameter(str(why), param_hint="--map") from None


def _read_list(path: Path) -> list[str]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as why:
        raise typer.BadParameter(f"{path} cannot be read ({why}).", param_hint="--list") from None
    return [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]


def _from_files(
    archive: Archive, inputs: list[Input], options: Beside, columns: dict[str, str], told: "_Telling", *, debug: bool
) -> Iterator[Delivery]:
    for at, given in enumerate(inputs):
        told.before = at
        yield from deliver_input(archive, given, options, columns, debug=debug)


def _from_web(fetching: Fetching | None, urls: list[str], told: "_Telling", before: int) -> Iterator[Delivery]:
    for at, delivery in enumerate(fetching.fetch_all(urls) if fetching else ()):
        told.before = before + at
        yield delivery


@dataclass
class _Telling:
    """What the user is told: a line an input, counts, rate and time left, and at the end the sums."""

    as_json: bool
    total: int
    before: int = 0
    tally: Tally = field(default_factory=Tally)
    errors: Console = field(default_factory=lambda: Console(stderr=True, highlight=False))
    bar: Progress | None = None
    began: float = field(default_factory=time.monotonic)

    @contextmanager
    def batch(self, resume: str) -> Iterator[None]:
        """A batch under way: a bar on a terminal, and a word on how to go on for whoever stops it."""
        try:
            with self._progress():
                yield
        except KeyboardInterrupt:
            self.errors.print(f"Stopped. {resume}", soft_wrap=True)
            self._sums()
            raise typer.Exit(130) from None
        except ArchiveError as fault:
            self._sums()
            explain(fault)
            raise typer.Exit(EXIT_OF.get(fault.code, EXIT_SOME)) from None

    def tell(self, added: Added) -> None:
        self.tally.add(added)
        self._advance(added)
        if self.as_json:
            write_line({"name": added.name, "outcome": added.outcome.value, "code": added.code, "message": added.message})
        elif added.code:
            self.errors.print(f"{isolate(added.name)}: {added.code}: {isolate(added.message)}", markup=False, soft_wrap=True)

    def tell_poll(self, polled: Polled) -> None:
        if self.as_json:
            write_line({"feed": polled.feed, "named": polled.named, "left": polled.left, "code": polled.code})
        else:
            said = f"{polled.code}: {isolate(polled.message)}" if polled.code else f"{polled.named} named, {polled.left} left"
            self.errors.print(f"{isolate(polled.feed)}: {said}", markup=False, soft_wrap=True)

    def finish(self) -> None:
        """The sums, and the exit code they give."""
        self._sums()
        raise typer.Exit(EXIT_SOME if self.tally.counts[Outcome.QUARANTINED] else 0)

    def _sums(self) -> None:
        counts = self.tally.as_dict()
        if self.as_json:
            write_line(counts)
        else:
            self.errors.print(f"{counts['new']} new, {counts['seen']} seen before, {counts['quarantined']} quarantined.")

    @contextmanager
    def _progress(self) -> Iterator[None]:
        if not self.errors.is_terminal or self.as_json:
            yield
            return
        columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
        with Progress(*columns, console=self.errors, transient=True) as self.bar:
            self.bar.add_task("", total=self.total or None)
            yield

    def _advance(self, added: Added) -> None:
        if self.bar is None:
            return
        counts = self.tally.as_dict()
        rate = sum(counts.values()) / max(0.001, time.monotonic() - self.began)
        said = f"{counts['new']} new, {counts['seen']} seen, {counts['quarantined']} quarantined · {rate:.1f}/s"
        self.bar.update(self.bar.task_ids[0], completed=self.before + added.done, description=said)
