"""The commands of the archive: add and watch (adding.py), search, verify, doctor, backup, restore, erase, reread, digest."""

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from isnad.archive.access import LOCAL_HANDLE, find_access
from isnad.archive.custody import content_digest, verify
from isnad.archive.derived import VERSION
from isnad.archive.engine import is_sqlite, journal_mode, pragmas, server_version
from isnad.archive.erasing import erase
from isnad.archive.keeping import backup, restore
from isnad.archive.migrations import head
from isnad.archive.sealing import make_key, restore_sealed, seal_backup
from isnad.archive.search.finding import Answer, find_reports
from isnad.archive.search.packs import parse_day
from isnad.archive.search.query import Near, Query, find_near, parse_words
from isnad.archive.search.snippets import find_snippet
from isnad.archive.store import Archive
from isnad.cli.adding import add, watch
from isnad.cli.bidi import isolate
from isnad.cli.opening import EXIT_DAMAGED, AsJson, Place, guarded, open_place, write_line
from isnad.runs import reread
from isnad.versions import made_by


def register(app: typer.Typer) -> None:
    """Give `app` the archive's commands."""
    for command in _COMMANDS:
        app.command(_NAMES.get(command.__name__, command.__name__))(command)


_NAMES = {
    "verify_archive": "verify",
    "backup_archive": "backup",
    "restore_archive": "restore",
    "new_key": "new-key",
    "erase_document": "erase",
    "reread_archive": "reread",
}


def search(
    words: Annotated[str, typer.Argument(help='Words, "phrases" in quotation marks, names in Arabic or Latin letters.')] = "",
    archive: Place = None,
    outlet: Annotated[str | None, typer.Option()] = None,
    event: Annotated[str | None, typer.Option(help="An event type: shelling, arrest, …")] = None,
    status: Annotated[str | None, typer.Option(help="reported, planned, denied, possible")] = None,
    actor: Annotated[str | None, typer.Option(help="Who takes part; with --role, how.")] = None,
    role: Annotated[str | None, typer.Option(help="agent, target, partner, place, origin, destination, instrument")] = None,
    source: Annotated[str | None, typer.Option(help="Who says so.")] = None,
    happened: Annotated[str | None, typer.Option(metavar="DAY..DAY", help="May have happened between these days.")] = None,
    published: Annotated[str | None, typer.Option(metavar="DAY..DAY")] = None,
    place: Annotated[str | None, typer.Option(help="Where it happened, by name.")] = None,
    near: Annotated[
        str | None, typer.Option(metavar="PLACE,KM", help="Within so many kilometres of a place, or of LAT,LON.")
    ] = None,
    source_kind: Annotated[str | None, typer.Option(help="official, witness, anonymous, media, …")] = None,
    limit: Annotated[int, typer.Option(min=1, max=200)] = 20,
    skip: Annotated[int, typer.Option(min=0, help="Leave out the first so many.")] = 0,
    handle: Annotated[str, typer.Option("--as", metavar="HANDLE", help="Who asks; each sees what was granted.")] = LOCAL_HANDLE,
    as_json: AsJson = False,
) -> None:
    """Find reports as an Arabic reader would look: hamza, clitics, digits and Latin spellings of names do not matter."""
    terms, cut = parse_words(words)
    opened = open_place(archive)
    with opened.engine.connect() as connection:
        query = Query(
            find_access(connection, handle), terms, outlet=outlet, event_type=event, status=status, actor=actor, role=role,
            place=place, near=_near(near), source=source, source_kind=source_kind, happened=_days(happened, "--happened"),
            published=_days(published, "--published"), limit=limit, offset=skip, cut=cut,
        )  # fmt: skip
        answer = find_reports(connection, query)
    _show(opened, query, answer, as_json)


def _show(opened: Archive, query: Query, answer: Answer, as_json: bool) -> None:
    texts = opened.fetch_texts([hit.sha256 for hit in answer.hits])
    for hit in answer.hits:
        snippet = find_snippet(texts.get(hit.sha256, ""), query)
        if as_json:
            marks = [[m.start, m.end] for m in snippet.marks] if snippet else []
            write_line(
                {"sha256": hit.sha256, "title": hit.title, "outlet": hit.outlet, "published": hit.published, "marks": marks}
            )
            continue
        console = Console(highlight=False)
        console.print(
            f"{isolate(hit.title or '—')} · {isolate(hit.outlet or '—')} · {hit.published or '—'}", markup=False, style="bold"
        )
        if snippet:
            console.print(f"  {isolate(' '.join(snippet.text.split()))}", markup=False)
        console.print(f"  {hit.sha256}", style="dim")
    if as_json:
        write_line({"total": answer.total, "facets": answer.facets, "loosened": answer.loosened, "cut": query.cut})
        return
    errors = Console(stderr=True, highlight=False)
    for name, counts in answer.facets.items():
        if counts:
            errors.print(f"{name:12} {', '.join(f'{isolate(v)} {n}' for v, n in counts[:8])}", markup=False, style="dim")
    errors.print(f"{answer.total} found{', with most of the words' if answer.loosened else ''}.")


def verify_archive(archive: Place = None, as_json: AsJson = False) -> None:
    """Look at every byte, every row and the log; leave with 3 where anything was changed."""
    verdict = verify(open_place(archive))
    if as_json:
        write_line(
            {
                "holds": verdict.holds,
                "blobs": verdict.blobs,
                "rows": verdict.rows,
                "faults": [[f.subject, f.why] for f in verdict.faults],
            }
        )
    else:
        console = Console(highlight=False)
        for fault in verdict.faults:
            console.print(f"{fault.subject}: {fault.why}", markup=False, style="red")
        seen = f"{verdict.blobs} documents, {verdict.rows} rows, {verdict.entries} log entries"
        console.print(f"{seen}: {'all as written' if verdict.holds else 'CHANGED'}.")
    raise typer.Exit(0 if verdict.holds else EXIT_DAMAGED)


def doctor(archive: Place = None) -> None:
    """Say what this archive runs on, and what to mind."""
    import platform
    import sqlite3

    opened, console = open_place(archive), Console(highlight=False)
    versions = made_by()
    console.print(f"isnad     {versions.isnad}, reader {versions.reader}, models {' '.join(versions.models.values())}")
    console.print(f"archive   {opened.folder}")
    console.print(f"database  {opened.engine.dialect.name} {server_version(opened.engine)}; SQLite {sqlite3.sqlite_version} here")
    console.print(f"schema    {head()}, laid out by version {VERSION}")
    console.print(f"python    {platform.python_version()} on {platform.system()} {platform.machine()}")
    if is_sqlite(str(opened.engine.url)):
        if journal_mode() != "WAL":
            console.print(
                "journal   TRUNCATE: this SQLite's WAL mode can corrupt a database (fixed in 3.51.3), so it is not used"
            )
        for name, value in pragmas(opened.engine).items():
            console.print(f"          {name} = {value}")


def backup_archive(
    target: Annotated[Path, typer.Argument()],
    archive: Place = None,
    to: Annotated[list[str] | None, typer.Option(help="A public key (age1…): only its holder can open it.")] = None,
) -> None:
    """Copy the archive as it is now into TARGET, with sums of everything; with --to, into one encrypted file."""

    def write() -> Path:
        opened = open_place(archive)
        return seal_backup(opened, target, to) if to else backup(opened, target)

    Console(stderr=True).print(f"{guarded(write)} is whole.")


def restore_archive(
    source: Annotated[Path, typer.Argument()],
    target: Annotated[Path, typer.Argument()],
    key: Annotated[Path | None, typer.Option(help="The secret key of an encrypted backup.")] = None,
) -> None:
    """Make an archive in TARGET from the backup SOURCE, after its sums have been checked."""
    guarded(lambda: restore_sealed(source, target, key) if key or source.is_file() else restore(source, target))


def new_key(path: Annotated[Path, typer.Argument()]) -> None:
    """Write a secret key for encrypted backups to PATH, and print its public key. Keep PATH away from the archive."""
    sys.stdout.write(f"{guarded(lambda: make_key(path))}\n")


def erase_document(
    sha256: Annotated[str, typer.Argument()], reason: Annotated[str, typer.Option()], archive: Place = None
) -> None:
    """Erase a document for good; a tombstone says when, by whom and why. Backups made before still hold it."""
    left = guarded(lambda: erase(open_place(archive), sha256, reason=reason))
    Console(stderr=True).print(f"Erased. It may still stand in {' and in '.join(left)}: rotate them.")


def reread_archive(archive: Place = None, as_json: AsJson = False) -> None:
    """Read every document anew with this reader, and show what changed. What a person decided is not touched."""
    from sqlalchemy import select

    from isnad.archive.tables import documents
    from isnad.reading import read_capture

    opened = open_place(archive)
    with opened.engine.connect() as connection:
        digests = list(
            connection.execute(
                select(documents.c.sha256).where(documents.c.outcome == "read").order_by(documents.c.sha256)
            ).scalars()
        )
    for seen in reread(opened, digests, read_capture):
        if as_json:
            write_line({"sha256": seen.sha256, "changed": seen.changed, "before": seen.before, "after": seen.after})
        elif seen.changed:
            parts = [f"{k} {v} → {seen.after[k]}" for k, v in seen.before.items() if v != seen.after[k]]
            Console(highlight=False).print(f"{seen.sha256}  {', '.join(parts)}")


def digest(archive: Place = None) -> None:
    """Print one digest of all the archive holds: equal archives, equal digests."""
    sys.stdout.write(content_digest(open_place(archive)) + "\n")


def _days(written: str | None, option: str) -> tuple[str | None, str | None]:
    if written is None:
        return None, None
    first, dots, last = written.partition("..")
    if not all(not day or parse_day(day) for day in (first, last)) or not (first or last):
        raise typer.BadParameter("write DAY..DAY, DAY.. or ..DAY with days like 2016-03-10", param_hint=option)
    return first or None, (last if dots else first) or None


def _near(written: str | None) -> Near | None:
    if written is None:
        return None
    place, _, km = written.rpartition(",")
    try:
        radius = float(km)
        numbers = [float(part) for part in place.split(",")] if place[-1:].isascii() and place[-1:].isdigit() else []
    except ValueError:
        raise typer.BadParameter("write PLACE,KM or LAT,LON,KM, like سراقب,10 or 35.86,36.80,10", param_hint="--near") from None
    found = Near(numbers[0], numbers[1], radius) if len(numbers) == 2 else find_near(place, radius)
    if found is None:
        raise typer.BadParameter(f"no place is known by the name {place!r}", param_hint="--near")
    return found


_COMMANDS = (
    add, watch, search, verify_archive, doctor, backup_archive, restore_archive, new_key, erase_document, reread_archive, digest,
)  # fmt: skip
