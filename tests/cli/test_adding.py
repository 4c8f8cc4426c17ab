"""`isnad add` and `isnad watch` as a person or a program runs them."""

import json
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime

import pytest

from tests.sources.made import STORY, TITLE, html, mhtml, packed, pdf, response, telegram_chat, telegram_post, wacz
from tests.sources.served import serve


@pytest.fixture
def site():
    with serve() as server:
        yield server


def _start(tmp_path, *words, **env):
    command = [sys.executable, "-m", "isnad.cli.main", *map(str, words), "--archive", str(tmp_path / "archive")]
    env = {**os.environ, "NO_COLOR": "1", "ISNAD_ALLOW": "127.0.0.0/8", **env}
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env)


def _run(tmp_path, *words, code=0, **env):
    process = _start(tmp_path, *words, **env)
    out, err = process.communicate(timeout=120)
    assert process.returncode == code, err
    return out, err


def _lines(out):
    return [json.loads(line) for line in out.splitlines()]


def _sums_up(lines):
    outcomes = [line["outcome"] for line in lines[:-1]]
    assert lines[-1] == {name: outcomes.count(name) for name in ("new", "seen", "quarantined")}
    return lines[-1]


@pytest.fixture
def folder(tmp_path):
    """One of every form, and some that are none."""
    made = tmp_path / "in"
    made.mkdir()
    chat = telegram_chat(telegram_post(1, "\n".join((TITLE, *STORY, "وأضاف الناشطون أن القصف تجدد ليلا."))), telegram_post(2, ""))
    rows = [{"headline": TITLE, "body": f"{STORY[0]}\n{STORY[1]}\nسقطت {n} قذائف على البلدة."} for n in (3, 4)]
    files = {
        "page.html": html(), "saved.mhtml": mhtml(html(number=5)), "report.pdf": pdf((TITLE, *STORY)), "broken.pdf": b"%PDF-1.4 x",
        "crawl.warc.gz": packed(response(html(number=6), number=6), response(html(), number=7), response(b"x", number=8, status=404)),
        "crawl.wacz": wacz(packed(response(html(number=9), number=9))), "result.json": json.dumps(chat, ensure_ascii=False).encode(),
        "rows.jsonl": "\n".join(json.dumps(row, ensure_ascii=False) for row in [*rows, {"headline": "x"}]).encode(), "empty.txt": b"",
    }  # fmt: skip
    for name, body in files.items():
        (made / name).write_bytes(body)
    return made


def test_every_form_in_a_folder_is_accounted_for_and_a_second_run_has_nothing_left(tmp_path, folder):
    words = ("add", folder, "--map", "title=headline,text=body", "--json")
    lines = _lines(_run(tmp_path, *words, code=1)[0])
    assert _sums_up(lines) == {"new": 8, "seen": 1, "quarantined": 5}
    codes = {line["name"].rpartition("/")[2]: line["code"] for line in lines[:-1] if line["code"]}
    assert codes["broken.pdf"] == "unreadable"
    assert codes["empty.txt"] == "empty"
    assert codes["rows.jsonl:3"] == "empty"
    assert {line["name"].rpartition("/")[2].partition("@")[0] for line in lines[:-1] if line["outcome"] == "new"} >= {
        "crawl.warc.gz",
        "saved.mhtml",
    }
    again = _lines(_run(tmp_path, *words)[0])
    assert _sums_up(again) == {"new": 0, "seen": 14, "quarantined": 0}
    assert _lines(_run(tmp_path, "verify", "--json")[0])[0]["holds"]


def test_addresses_come_from_the_line_and_from_a_list(tmp_path, site):
    site.pages |= {"/a": (200, {}, html()), "/b": (200, {}, html(number=2))}
    (tmp_path / "list.txt").write_text(
        f"# what to read\n{site.address}/b\n\n{site.address}/none\n{tmp_path / 'gone.txt'}\n", encoding="utf-8"
    )
    out, _ = _run(tmp_path, "add", f"{site.address}/a", "--list", tmp_path / "list.txt", "--delay", "0", "--json", code=1)
    assert _sums_up(_lines(out)) == {"new": 2, "seen": 0, "quarantined": 2}
    asked = len(site.asked)
    out, _ = _run(tmp_path, "add", f"{site.address}/a", f"{site.address}/b", "--delay", "0", "--json")
    assert _lines(out)[-1] == {"new": 0, "seen": 2, "quarantined": 0}
    assert len(site.asked) == asked


def test_reading_from_an_intranet_is_written_into_the_log(tmp_path, site):
    _run(tmp_path, "add", f"{site.address}/none", "--delay", "0", code=1)
    import sqlite3

    with sqlite3.connect(tmp_path / "archive" / "archive.sqlite") as database:
        assert ("127.0.0.0/8",) in database.execute("SELECT subject FROM audit WHERE action = 'allow-networks'").fetchall()


@pytest.mark.parametrize("how", [{"ISNAD_OFFLINE": "1"}, {}])
def test_offline_nothing_is_fetched_and_files_come_in_all_the_same(tmp_path, site, how):
    (tmp_path / "a.html").write_bytes(html())
    words = ["add", tmp_path / "a.html", f"{site.address}/a", "--json", *([] if how else ["--offline"])]
    lines = _lines(_run(tmp_path, *words, code=1, **how)[0])
    assert lines[-1] == {"new": 1, "seen": 0, "quarantined": 1}
    assert lines[1]["code"] == "offline"
    assert site.asked == []


def test_loopback_is_not_fetched_from_unless_it_was_allowed(tmp_path, site):
    port_free = site.address.rpartition(":")[0]
    lines = _lines(_run(tmp_path, "add", f"{port_free}/a", "--json", code=1, ISNAD_ALLOW="")[0])
    assert lines[0]["code"] == "forbidden-address"


def test_stopped_by_hand_it_says_how_to_go_on_and_the_next_run_does_the_rest(tmp_path, site):
    site.pages |= {f"/{n}": (200, {}, html(number=n)) for n in range(1, 4)}
    urls = [f"{site.address}/{n}" for n in range(1, 4)]
    process = _start(tmp_path, "add", *urls, "--delay", "3", "--json")
    first = json.loads(process.stdout.readline())
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "same command again" in err
    assert first["outcome"] == "new"
    assert _lines(out)[-1]["new"] >= 1
    out, _ = _run(tmp_path, "add", *urls, "--delay", "0", "--json")
    assert _lines(out)[-1]["new"] + _lines(out)[-1]["seen"] == 3
    assert _lines(out)[-1]["seen"] >= 1


def test_a_feed_is_watched_once(tmp_path, site):
    site.pages |= {"/feed": (200, {}, f"<rss><item><link>{site.address}/1</link></item></rss>".encode()), "/1": (200, {}, html())}
    lines = _lines(_run(tmp_path, "watch", f"{site.address}/feed", "--once", "--delay", "0", "--json")[0])
    assert [line.get("outcome") for line in lines] == ["new", None, None]
    due = lines[1].pop("due")
    assert datetime.fromisoformat(due) > datetime.now(UTC)
    counts = {"named": 1, "left": 0, "unchanged": False, "new": 1, "seen": 0, "quarantined": 0}
    assert lines[1] == {"feed": f"{site.address}/feed", **counts, "code": "", "message": ""}
    assert lines[2] == {"new": 1, "seen": 0, "quarantined": 0}


def test_a_watch_stopped_by_hand_says_how_to_go_on(tmp_path, site):
    site.pages["/feed"] = (200, {}, b"<rss/>")
    process = _start(tmp_path, "watch", f"{site.address}/feed", "--delay", "0", "--json")
    assert json.loads(process.stdout.readline())["feed"] == f"{site.address}/feed"
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "go on" in err


def test_a_watch_stopped_while_it_reads_is_gone_on_with_and_nothing_is_doubled(tmp_path, site):
    links = "".join(f"<item><link>{site.address}/{n}</link></item>" for n in (1, 2, 3))
    site.pages |= {
        "/feed": (200, {"ETag": '"1"'}, f"<rss>{links}</rss>".encode()),
        **{f"/{n}": (200, {}, html(number=n)) for n in (1, 2, 3)},
    }
    process = _start(tmp_path, "watch", f"{site.address}/feed", "--delay", "3", "--json")
    assert json.loads(process.stdout.readline())["outcome"] == "new"
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, "go on" in err) == (130, True)
    before = _lines(out)[-1]["new"]
    again = _lines(_run(tmp_path, "watch", f"{site.address}/feed", "--once", "--delay", "0", "--json")[0])
    assert before + again[-1]["new"] == 3
    assert again[-1] == {"new": 3 - before, "seen": 0, "quarantined": 0}
    asked = [path for path, _ in site.asked]
    assert {n: asked.count(f"/{n}") for n in (1, 2, 3)} == {1: 1, 2: 1, 3: 1}


@pytest.mark.parametrize(
    "words",
    [
        ("add",),
        ("add", "--list", "nowhere.txt"),
        ("add", "x", "--map", "nonsense"),
        ("watch", "no-such-outlet"),
        ("add", "http://x.example/", "--proxy", "tor"),
    ],
)
def test_wrong_usage_is_explained(tmp_path, words):
    _, err = _run(tmp_path, *words, code=2)
    assert err.strip()


def test_without_the_extra_an_address_says_what_to_install(tmp_path):
    (tmp_path / "httpcore2.py").write_text("raise ModuleNotFoundError('no httpcore2')")
    path = f"{tmp_path}:{os.environ.get('PYTHONPATH', '')}"
    _, err = _run(tmp_path, "add", "http://raseed.example/", code=2, PYTHONPATH=path)
    assert "not-installed" in err
    assert "isnad[fetch]" in err
