"""What a user is told while reports come in: a line an input that was not taken, counts, rate, time left, at the end the sums."""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

import typer
from rich.console import Console, RenderableType
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TaskID, TextColumn

from isnad.archive.errors import ArchiveError
from isnad.archive.store import Outcome
from isnad.cli.bidi import isolate
from isnad.cli.labels import Labels
from isnad.cli.opening import EXIT_OF, EXIT_SOME, explain, write_line
from isnad.runs import Added, Tally
from isnad.settings import Language
from isnad.watching import Awaited, Begun, Polled, Seen

_BAR = 16
_LONGEST = 34
_SETTLED_S = 3.0
"""Before so many seconds a rate tells more of the start than of the work, and no time left is told."""


def format_time_left(seconds: float) -> str:
    """Hours, minutes and seconds, as far as they are needed: 0:07, 12:30, 3:05:00."""
    whole = int(seconds + 0.5)
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours}:{minutes:02}:{whole % 60:02}" if hours else f"{minutes}:{whole % 60:02}"


@dataclass
class Telling:
    """Tells of one run. `total` inputs are known of beforehand, 0 where nobody can know; `before` of them lie behind.

    On a terminal one line moves below what was told; elsewhere only whole lines are written, and with `as_json` JSON.
    """

    as_json: bool
    total: int
    language: Language = Language.ENGLISH
    before: int = 0
    tally: Tally = field(default_factory=Tally)
    errors: Console = field(default_factory=lambda: Console(stderr=True, highlight=False))
    bar: Progress | None = None

    def __post_init__(self) -> None:
        self.say = Labels(self.language)
        self._since_poll: Counter[Outcome] = Counter()
        self._task = TaskID(0)
        self._feed = ""
        self._begin()

    def _begin(self) -> None:
        """Count and time from here on."""
        self._began, self._came = time.monotonic(), 0

    @contextmanager
    def batch(self, resume: str) -> Iterator[None]:
        """A run under way; a word (the label `resume`) on how to go on for whoever stops it."""
        try:
            with self._moving():
                yield
        except KeyboardInterrupt:
            self._print(f"{self.say('tell.stopped')} {self.say(resume)}")
            self._tell_sums()
            raise typer.Exit(130) from None
        except ArchiveError as fault:
            self._tell_sums()
            explain(fault)
            raise typer.Exit(EXIT_OF.get(fault.code, EXIT_SOME)) from None

    def tell(self, seen: Seen) -> None:
        """Tell of one thing that happened."""
        if isinstance(seen, Added):
            self._tell_added(seen)
        elif isinstance(seen, Polled):
            self._tell_polled(seen)
        elif isinstance(seen, Begun):
            self._tell_begun(seen)
        else:
            self._tell_awaited(seen)

    def finish(self) -> None:
        """The sums, and the exit code they give."""
        self._tell_sums()
        raise typer.Exit(EXIT_SOME if self.tally.counts[Outcome.QUARANTINED] else 0)

    def _tell_added(self, added: Added) -> None:
        self.tally.add(added)
        self._since_poll[added.outcome] += 1
        if self.as_json:
            write_line({"name": added.name, "outcome": added.outcome.value, "code": added.code, "message": added.message})
        elif added.code:
            self._print(f"{isolate(added.name)}: {added.code}: {self._why(added.code, added.message)}")
        self._move_on(added)

    def _tell_begun(self, begun: Begun) -> None:
        self.total, self.before, self._feed = begun.wanted, 0, begun.feed
        self._begin()
        self._move(self.say("tell.reading").format(feed=isolate(_cut(begun.feed))), 0.0, begun.wanted)

    def _tell_polled(self, polled: Polled) -> None:
        since = {outcome.value: self._since_poll[outcome] for outcome in Outcome}
        self._since_poll.clear()
        if self.as_json:
            said = {"feed": polled.feed, "named": polled.named, "left": polled.left, "unchanged": polled.unchanged, **since}
            write_line(said | {"code": polled.code, "message": polled.message, "due": polled.due})
            return
        self._print(f"{_clock()}  {isolate(_short(polled.feed))}  {' · '.join(self._parts_of(polled, since))}")

    def _parts_of(self, polled: Polled, since: dict[str, int]) -> list[str]:
        if polled.code:
            again = self.say("tell.again").format(time=_clock(polled.due))
            return [f"{polled.code}: {self._why(polled.code, polled.message)}", again]
        if polled.unchanged:
            return [self.say("tell.unchanged")]
        left = [self.say("tell.left").format(left=polled.left)] if polled.left else []
        came = [self.say(f"tell.{outcome}").format(n=n) for outcome, n in since.items() if n]
        return [self.say("tell.named").format(named=polled.named), *(came or [self.say("tell.nothing")]), *left]

    def _tell_awaited(self, awaited: Awaited) -> None:
        next_one = self.say("tell.waiting").format(feed=isolate(_cut(awaited.feed)), time=_clock(awaited.due))
        self._move(f"{next_one} · {self.say('tell.stop')}", 0.0, None)

    def _why(self, code: str, message: str) -> str:
        """In Arabic what the code means, for messages are English; in English the message, which says more."""
        known = f"refused.{code}"
        return isolate(self.say(known) if self.language is Language.ARABIC and self.say.has(known) else message)

    def _sums(self) -> str:
        return self.say("tell.sums").format(**self.tally.as_dict())

    def _tell_sums(self) -> None:
        if self.as_json:
            write_line(self.tally.as_dict())
        else:
            self._print(f"{self._sums()}.")

    def _print(self, line: str) -> None:
        self.errors.print(line, markup=False, soft_wrap=True)

    # The line that moves

    @contextmanager
    def _moving(self) -> Iterator[None]:
        if not self.errors.is_terminal or self.as_json:
            yield
            return
        columns = (TextColumn("{task.description}", markup=False), _Bar())
        with Progress(*columns, console=self.errors, transient=True, refresh_per_second=4) as self.bar:
            self._task = self.bar.add_task("", total=self.total or None)
            yield

    def _move(self, said: str, done: float, total: float | None) -> None:
        if self.bar is not None:
            self.bar.tasks[0].total = total
            self.bar.update(self._task, description=said, completed=done)

    def _move_on(self, added: Added) -> None:
        """What was counted (or which feed is read), how many of how many, rate and time left."""
        done, spent = self.before + added.done, time.monotonic() - self._began
        self._came += 1
        said = [isolate(_cut(self._feed)) if self._feed else self._sums()]
        if self.total:
            said.append(self.say("tell.of").format(done=int(done), total=self.total))
        if spent >= _SETTLED_S:
            said.append(self.say("tell.rate").format(rate=f"{self._came / spent:.1f}"))
            if 0 < done < self.total:
                said.append(self.say("tell.time.left").format(time=format_time_left(spent * (self.total - done) / done)))
        self._move(" · ".join(said), done, self.total or None)
        self.before += bool(self._feed)


class _Bar(ProgressColumn):
    """A bar where it is known how much there is, and nothing where it is not: a bar that only pulses says nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._drawn = BarColumn(bar_width=_BAR)

    def render(self, task: Task) -> RenderableType:
        return self._drawn.render(task) if task.total else ""


def _short(feed: str) -> str:
    """An address without what all of them begin with."""
    return feed.removeprefix("https://").removeprefix("http://")


def _cut(feed: str) -> str:
    """An address by its two ends, so that the line that moves fits a terminal and goes away whole."""
    short = _short(feed)
    half = _LONGEST // 2
    return short if len(short) <= _LONGEST else f"{short[:half]}…{short[-half:]}"


def _clock(then: str = "") -> str:
    """The hour here, of now or of `then`; with its day where that is another than today."""
    now = datetime.now(UTC).astimezone()
    at = datetime.fromisoformat(then).astimezone() if then else now
    return f"{at:%H:%M}" if at.date() == now.date() else f"{at:%Y-%m-%d %H:%M}"
