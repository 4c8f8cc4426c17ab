"""What a person sees at a terminal while reports come in, in both languages; what a log and a program get instead."""

import io
import json
import os
import pty
import re
import select
import sys
import time
from datetime import UTC, datetime, timedelta

import pytest
import typer
from rich.console import Console

from isnad.archive.store import Outcome
from isnad.cli.bidi import FSI, PDI, escape_hidden
from isnad.cli.telling import Telling, format_time_left
from isnad.runs import Added
from isnad.settings import Language
from isnad.watching import Awaited, Begun, Polled
from tests.sources.made import html
from tests.sources.served import serve

SOON = (datetime.now(UTC) + timedelta(days=2)).isoformat()
FEED = "https://raseed.example/north/feed"


def _telling(*, terminal=False, total=0, language="en", as_json=False, width=80):
    out = io.StringIO()
    console = Console(file=out, force_terminal=terminal, width=width, highlight=False, no_color=True)
    return Telling(as_json, total, Language(language), errors=console), out


def _plain(out) -> str:
    return re.sub("\x1b\\[[0-9;?]*[A-Za-z]", "", out.getvalue()).replace(FSI, "").replace(PDI, "")


def _added(outcome, code="", done=1.0):
    return Added("https://raseed.example/1", Outcome(outcome), code, "the site answered 404" if code else "", done)


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("en", ["north/feed  3 named · 1 new · 1 quarantined · 1 left for the next time", "unchanged", "5 named · nothing new", "status: the site answered 500 · again at 20"]),
        ("ar", ["north/feed  ذكرت 3 · جديد: 1 · في الحجر: 1 · بقي 1 للمرة القادمة", "بلا تغيير", "ذكرت 5 · لا جديد", "status: لم يعطه الموقع. · ثانية في 20"]),
    ],
)  # fmt: skip
def test_a_poll_is_one_line_with_its_hour_its_feed_and_what_came_of_it(language, lines):
    told, out = _telling(language=language)
    for seen in (
        Begun(FEED, 2), _added("new"), _added("quarantined", "status"), Polled(FEED, 3, 1, due=SOON), Polled(FEED, unchanged=True, due=SOON), Polled(FEED, 5, due=SOON),
        Polled(FEED, code="status", message="the site answered 500", due=SOON),
    ):  # fmt: skip
        told.tell(seen)
    shown = _plain(out).splitlines()[1:]
    assert all(re.match(r"\d\d:\d\d  raseed\.example/", line) for line in shown)
    assert [part in line for part, line in zip(lines, shown, strict=True)] == [True] * 4


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("2 new, 1 seen before, 0 quarantined · 3 of 9", "a second", "0:20 to go")),
        ("ar", ("جديد: 2، سبقت رؤيته: 1، في الحجر: 0 · 3 من 9", "في الثانية", "بقي 0:20")),
    ],
)
def test_the_line_that_moves_tells_counts_rate_and_time_left(language, said, monkeypatch):
    told, out = _telling(terminal=True, total=9, language=language, width=120)
    with told.batch("tell.resume.add"):
        told._began -= 10.0
        for n, outcome in enumerate(("new", "new", "seen")):
            told.before = n
            told.tell(_added(outcome))
    assert all(part in _plain(out) for part in said)


def test_of_a_watch_it_tells_which_feed_is_read_and_what_is_next_without_a_bar():
    told, out = _telling(terminal=True)
    with told.batch("tell.resume.watch"):
        told.tell(Begun(FEED, 2))
        told.tell(_added("new"))
        assert "raseed.example/north/feed · 1 of 2" in told.bar.tasks[0].description.replace(FSI, "").replace(PDI, "")
        told.tell(Awaited(f"https://raseed.example/{'x' * 90}/feed", SOON))
        told.bar.refresh()
    last = _plain(out).splitlines()[-1]
    assert re.search(r"Next raseed\.example/xx…x+/feed at 20\d\d-\d\d-\d\d \d\d:\d\d · Ctrl-C stops", _plain(out))
    assert "━" not in last


def test_before_it_has_settled_no_rate_is_told():
    told, out = _telling(terminal=True, total=9)
    with told.batch("tell.resume.add"):
        told.tell(_added("new"))
    assert "a second" not in _plain(out)


@pytest.mark.parametrize(("language", "said"), [("en", "Stopped. Give the same command again"), ("ar", "توقّف. أعد الأمر نفسه")])
def test_whoever_stops_it_is_told_how_to_go_on(language, said):
    told, out = _telling(language=language)
    with pytest.raises(typer.Exit) as left, told.batch("tell.resume.add"):
        raise KeyboardInterrupt
    assert left.value.exit_code == 130
    assert said in _plain(out)


@pytest.mark.parametrize(
    ("seconds", "written"), [(0.4, "0:00"), (7, "0:07"), (750, "12:30"), (3599.6, "1:00:00"), (11_100, "3:05:00")]
)
def test_time_left_is_written_as_far_as_it_is_needed(seconds, written):
    assert format_time_left(seconds) == written


@pytest.mark.parametrize("text", ["تقرير", "تقرير\u202egnp.txt", "a\u009b2J", "\u2066x\u2069", "\U000e0041", "می\u200cخواهم"])
def test_a_line_for_programs_keeps_its_value_and_reorders_nothing(text):
    line = escape_hidden(json.dumps({"name": text}, ensure_ascii=False))
    assert json.loads(line) == {"name": text}
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u0080-\u009f\U000e0000-\U000e007f]", line)
    assert ("تقرير" in line) == ("تقرير" in text)


# In a real terminal


def _at_terminal(tmp_path, *words, stop_at=None, **env):
    """The command in a terminal of its own: all that was written to it, and the exit code. Ctrl-C is pressed once `stop_at` is seen."""
    pid, terminal = pty.fork()
    if pid == 0:
        given = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100", "ISNAD_ALLOW": "127.0.0.0/8", **env}
        command = [sys.executable, "-m", "isnad.cli.main", *map(str, words), "--archive", str(tmp_path / "archive")]
        os.execvpe(sys.executable, command, given)
    shown, began, pressed = b"", time.monotonic(), False
    while time.monotonic() - began < 90:
        if select.select([terminal], [], [], 0.2)[0]:
            try:
                piece = os.read(terminal, 65_536)
            except OSError:
                break
            shown += piece
            if not piece:
                break
        if stop_at and not pressed and stop_at in shown:
            pressed = bool(os.write(terminal, b"\x03"))
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    os.close(terminal)
    plain = re.sub("\x1b\\[[0-9;?]*[A-Za-z]", "", shown.decode("utf-8", "replace"))
    return plain.replace(FSI, "").replace(PDI, "").replace("\r", "\n"), code


@pytest.fixture
def site():
    with serve() as server:
        server.pages |= {f"/{n}": (200, {}, html(number=n)) for n in range(1, 6)}
        yield server


@pytest.mark.parametrize(
    ("language", "moving", "sums"),
    [("en", "of 5", "5 new, 0 seen before, 0 quarantined."), ("ar", "من 5", "جديد: 5، سبقت رؤيته: 0، في الحجر: 0.")],
)
def test_adding_many_at_a_terminal(tmp_path, site, language, moving, sums):
    shown, code = _at_terminal(
        tmp_path, "add", *(f"{site.address}/{n}" for n in range(1, 6)), "--delay", "0.2", ISNAD_LANG=language
    )
    assert code == 0
    assert moving in shown
    assert shown.rstrip().endswith(sums)


def test_a_watch_at_a_terminal_waits_in_words_and_goes_on_where_it_was_stopped(tmp_path, site):
    def rss(*numbers):
        return (200, {}, f"<rss>{''.join(f'<item><link>{site.address}/{n}</link></item>' for n in numbers)}</rss>".encode())

    site.pages |= {"/north": rss(1, 2), "/south": rss(3), "/east": (500, {}, b"")}
    feeds = [f"{site.address}/{name}" for name in ("north", "south", "east")]
    shown, code = _at_terminal(tmp_path, "watch", *feeds, "--delay", "0", stop_at=b"Next ")
    assert code == 130
    assert [len(re.findall(rf"\d\d:\d\d  \S+/{name}  ", shown)) for name in ("north", "south", "east")] == [1, 1, 1]
    assert "Ctrl-C stops" in shown
    assert "Give the same command again to go on" in shown
    asked = len(site.asked)
    shown, code = _at_terminal(tmp_path, "watch", *feeds, "--delay", "0", "--lang", "ar", stop_at="التالي".encode())
    assert (code, len(site.asked)) == (130, asked)
    assert "أعد الأمر نفسه" in shown
