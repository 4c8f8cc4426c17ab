"""The archive from the command line: in, found again, proved, and out of it for good."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parents[1] / "golden" / "reports"


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """An archive of three reports and one that is none."""
    folder = tmp_path_factory.mktemp("reports")
    for path in sorted(GOLDEN.glob("*.txt"))[:3]:
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "broken.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    return folder, tmp_path_factory.mktemp("world") / "archive"


def _isnad(world, *words, code=0):
    command = [sys.executable, "-m", "isnad.cli.main", *map(str, words), "--archive", str(world[1])]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "NO_COLOR": "1"}, check=False)
    assert done.returncode == code, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def added(world):
    return [json.loads(line) for line in _isnad(world, "add", world[0], "--json", code=1).splitlines()]


def test_every_input_is_accounted_for(added):
    assert added[-1] == {"new": 3, "seen": 0, "quarantined": 1}
    assert len(added) == 5


def test_a_second_run_has_nothing_left_to_do(world, added):
    last = _isnad(world, "add", world[0], "--json").splitlines()[-1]
    assert json.loads(last) == {"new": 0, "seen": 4, "quarantined": 0}


def test_a_word_of_a_title_finds_its_report(world, added):
    title = sorted(GOLDEN.glob("*.txt"))[0].read_text(encoding="utf-8").splitlines()[0]
    found = [json.loads(line) for line in _isnad(world, "search", max(title.split(), key=len), "--json").splitlines()]
    assert title in {hit.get("title") for hit in found}


def test_what_was_kept_verifies(world, added):
    assert json.loads(_isnad(world, "verify", "--json"))["holds"]


def test_a_changed_byte_is_told_with_its_own_exit_code(world, added, tmp_path):
    _isnad(world, "backup", tmp_path / "copy")
    blob = next(p for p in (tmp_path / "copy/blobs").rglob("*") if p.is_file())
    blob.write_bytes(blob.read_bytes() + b" ")
    _isnad((world[0], tmp_path / "copy"), "verify", code=3)


def test_the_doctor_names_the_journal(world, added):
    assert "journal_mode" in _isnad(world, "doctor")
