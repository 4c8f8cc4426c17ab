"""The command `isnad`: what is asked for is checked here, done elsewhere, and every mistake explained once."""

import gc
import sys
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from isnad.cli.read import Format, run_read
from isnad.model.capture import Beside
from isnad.model.edtf import is_edtf
from isnad.settings import Language, read_settings
from isnad.sources.files import find_inputs

app = typer.Typer(
    help="Read Arabic news reports of conflict into records: who did what to whom, where, when, how many, and who says so.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _show_version(asked: bool) -> None:
    if asked:
        sys.stdout.write(f"isnad {version('isnad')}\n")
        raise typer.Exit


@app.callback()
def main(
    _version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and leave.")
    ] = False,
) -> None:
    """Read Arabic news reports of conflict into records: who did what to whom, where, when, how many, and who says so."""


@app.command()
def read(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH…", help="Files (HTML or plain text, told by content), folders, or - for standard input."),
    ],
    published: Annotated[
        str | None,
        typer.Option(metavar="EDTF", help="When it was published: 2015-11-13, 2015-11, 2015~. Relative dates count from it."),
    ] = None,
    outlet: Annotated[str | None, typer.Option(metavar="NAME", help="Who published it.")] = None,
    url: Annotated[str | None, typer.Option(metavar="URL", help="Where it was published. Nothing is fetched.")] = None,
    author: Annotated[str | None, typer.Option(metavar="NAME", help="Who wrote it.")] = None,
    form: Annotated[
        Format | None,
        typer.Option(
            "--format", help="text for people, json for programs (one record a line). Default: text on a terminal, else json."
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write DIR/NAME.json, one record a report, instead of printing.")
    ] = None,
    jobs: Annotated[int | None, typer.Option(min=1, max=256, metavar="N", help="How many processes read at once.")] = None,
    skip: Annotated[
        int, typer.Option(min=0, metavar="N", help="Leave out the first N reports: where an earlier run stopped.")
    ] = 0,
    lang: Annotated[Language | None, typer.Option(help="Language of the labels.")] = None,
) -> None:
    """Read reports into records.

    Beside NAME.txt or NAME.html, NAME.meta.json (outlet, url, published, author) is read where it stands; options beat it.
    Leaves with 0 where all was read, 1 where some input was refused (each named on standard error), 2 on wrong usage.
    """
    if published is not None and not is_edtf(published):
        raise typer.BadParameter(
            f"{published!r} is no EDTF date; write 2015-11-13, 2015-11, 2015 or 2015~.", param_hint="--published"
        )
    settings = read_settings()
    settings = replace(settings, jobs=jobs or settings.jobs, language=lang or settings.language)
    _make_folder(out)
    inputs = find_inputs(paths)[skip:]
    if not inputs:
        raise typer.BadParameter("No report was found there: the folders are empty or hold only side-cars.", param_hint="PATH")
    options = Beside(outlet=outlet, url=url, published=published, author=author, published_by_option=published is not None)
    shown = form or (Format.TEXT if sys.stdout.isatty() else Format.JSON)
    raise typer.Exit(run_read(inputs, options, settings, form=shown, out=out))


@app.command()
def schema() -> None:
    """Print the JSON Schema of a record."""
    import json

    from isnad.model.record import Record

    sys.stdout.write(json.dumps(Record.model_json_schema(by_alias=True), ensure_ascii=False, indent=1) + "\n")


def _make_folder(out: Path | None) -> None:
    try:
        if out is not None:
            out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise typer.BadParameter(
            f"{out} cannot be made ({error.strerror}); give a folder that can be written.", param_hint="--out"
        ) from error


_SELDOM = (50_000, 20, 100)
"""How seldom the command looks for circles of dead objects: the tables it loads make half a million that stay, and to look
through them while loading, and once more on leaving (which `gc.freeze` spares), was a sixth of the time to a first record."""


def run() -> None:
    """The entrance of the installed command. Output is UTF-8 whatever the locale: the same bytes everywhere."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    if not {"read", "schema"} & set(sys.argv[1:2]):
        # The archive's libraries cost a third of a second, which reading one report should not wait for.
        from isnad.cli.archive import register

        register(app)
    gc.set_threshold(*_SELDOM)
    try:
        app()
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    finally:
        gc.freeze()


if __name__ == "__main__":
    run()
