"""`isnad add` and `isnad watch`: reports brought in from wherever they live, each told of as it is safe."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Annotated

import typer

from isnad.archive.store import Archive
from isnad.cli.opening import EXIT_USAGE, AsJson, Place, explain, open_place
from isnad.cli.telling import Telling
from isnad.fetching import DELAY_S, FRESH_HOURS, Fetching, Manners, is_address, log_allowed, open_fetcher
from isnad.model.capture import Beside
from isnad.model.errors import IsnadError
from isnad.reference.outlets import find_outlet, load_outlets
from isnad.runs import Delivery, add_deliveries, deliver_input
from isnad.settings import Language, Settings, read_settings
from isnad.sources.files import Input, find_inputs
from isnad.sources.tables import parse_mapping
from isnad.watching import Plan, Watch

Delay = Annotated[float, typer.Option(min=0, metavar="SECONDS", help="Pause between two requests to one host.")]
Offline = Annotated[bool, typer.Option("--offline", help="Fetch nothing (ISNAD_OFFLINE).")]
Proxy = Annotated[str | None, typer.Option(metavar="URL", help="socks5://HOST:PORT or http://HOST:PORT (ISNAD_PROXY).")]
Lang = Annotated[Language | None, typer.Option(help="Language of what is told (ISNAD_LANG).")]
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
    lang: Lang = None,
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
    told = Telling(as_json, len(inputs) + len(set(urls)), lang or settings.language)
    with told.batch("tell.resume.add"):
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
    lang: Lang = None,
) -> None:
    """Watch feeds and sitemaps, and bring in every report they name that the archive does not hold."""
    from isnad.reading import read_capture

    settings = _settings(offline, proxy, tor)
    urls = [url for feed in feeds for url in _feeds_of(feed)]
    opened = open_place(archive)
    fetching = _open_fetching(opened, settings, Manners(delay, fresh_hours=0))
    told = Telling(as_json, 0, lang or settings.language)
    with told.batch("tell.resume.watch"):
        for seen in Watch(opened, fetching, read_capture, Plan(every * 60, most=most)).run(urls, once=once):
            told.tell(seen)
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
    archive: Archive, inputs: list[Input], options: Beside, columns: dict[str, str], told: Telling, *, debug: bool
) -> Iterator[Delivery]:
    for at, given in enumerate(inputs):
        told.before = at
        yield from deliver_input(archive, given, options, columns, debug=debug)


def _from_web(fetching: Fetching | None, urls: list[str], told: Telling, before: int) -> Iterator[Delivery]:
    for at, delivery in enumerate(fetching.fetch_all(urls) if fetching else ()):
        told.before = before + at
        yield delivery
