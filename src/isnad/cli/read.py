"""`isnad read`: reports in, records out."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from isnad.cli.work import Outcome, read_all
from isnad.model.capture import Beside
from isnad.settings import Language, Settings
from isnad.sources.files import Input

if TYPE_CHECKING:  # rich costs 50 ms, which a report that is read without a word to people should not wait for
    from rich.console import Console
    from rich.progress import Progress

REFUSED = 1
"""Exit code where some input was refused."""
INTERRUPTED = 130


class Format(StrEnum):
    """How records leave the command."""

    TEXT = "text"
    JSON = "json"


def run_read(inputs: Sequence[Input], options: Beside, settings: Settings, *, form: Format, out: Path | None) -> int:
    """Read `inputs`, write each record as it is done, name each refusal on standard error; the exit code."""
    refused = done = 0
    try:
        with _progress(len(inputs)) as advance:
            for outcome in read_all(inputs, options, jobs=settings.jobs, debug=settings.debug):
                done += 1
                advance(outcome)
                if outcome.json is None:
                    refused += 1
                    _name_refusal(outcome)
                else:
                    _write(outcome, form, out, settings.language)
    except KeyboardInterrupt:
        return _interrupted(inputs, done)
    if len(inputs) > 1:
        _errors().print(f"{done} read: {done - refused} records, {refused} refused.", highlight=False)
    return REFUSED if refused else 0


def _write(outcome: Outcome, form: Format, out: Path | None, language: Language) -> None:
    if out is not None:
        _store(out / f"{outcome.given.name}.json", f"{outcome.json}\n")
    elif form is Format.JSON:
        sys.stdout.write(f"{outcome.json}\n")
        sys.stdout.flush()
    else:
        _show(outcome, language)


def _store(path: Path, text: str) -> None:
    """Write a file that is whole or not there: to a name beside it first, then moved."""
    half = path.with_name(f".{path.name}.part")
    half.write_text(text, encoding="utf-8")
    half.replace(path)


def _show(outcome: Outcome, language: Language) -> None:
    from rich.console import Console

    from isnad.cli.labels import Labels
    from isnad.cli.view import print_record

    print_record(Console(file=sys.stdout, highlight=False), outcome.record, Labels(language))


@cache
def _errors() -> "Console":
    from rich.console import Console

    return Console(stderr=True)


def _name_refusal(outcome: Outcome) -> None:
    from isnad.cli.bidi import isolate

    _errors().print(
        f"{isolate(outcome.given.shown)}: {outcome.code}: {isolate(outcome.reason)}",
        markup=False,
        highlight=False,
        soft_wrap=True,
    )


def _interrupted(inputs: Sequence[Input], done: int) -> int:
    _errors().print(f"Stopped after {done} of {len(inputs)}; nothing half-written was left.", highlight=False)
    if done < len(inputs):
        _errors().print(
            f"To go on from there, give the same command again with --skip {done} added to the --skip it had.", highlight=False
        )
    return INTERRUPTED


@contextmanager
def _progress(total: int) -> Iterator["Advance"]:
    """A bar on a terminal where several inputs are read; nothing elsewhere."""
    if total < 2 or not _errors().is_terminal:
        yield Advance()
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=_errors(), transient=True) as bar:
        yield Advance(bar, bar.add_task("", total=total))


class Advance:
    """Moves the bar by one, with the name of the input that was read."""

    def __init__(self, bar: "Progress | None" = None, task: object = None) -> None:
        self.bar, self.task = bar, task

    def __call__(self, outcome: Outcome) -> None:
        if self.bar is not None:
            from isnad.cli.bidi import isolate

            self.bar.update(self.task, advance=1, description=isolate(outcome.given.name[:30]))  # type: ignore[arg-type]
