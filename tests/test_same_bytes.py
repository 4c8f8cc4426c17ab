"""R13: the same report read twice gives the same bytes, whatever the hash seed, the locale and the time zone."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SAMPLE = Path(__file__).parents[1] / "src/isnad/reference/data/sample/report.txt"
WORLDS = [
    {"PYTHONHASHSEED": "1", "TZ": "Asia/Damascus", "LC_ALL": "C.UTF-8"},
    {"PYTHONHASHSEED": "2", "TZ": "UTC", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "77", "TZ": "America/Los_Angeles", "LC_ALL": "POSIX"},
]


def _read_in(world: dict[str, str]) -> bytes:
    command = [sys.executable, "-m", "isnad.cli.main", "read", "--format", "json", str(SAMPLE)]
    return subprocess.run(command, env={**os.environ, **world}, capture_output=True, check=True).stdout


@pytest.fixture(scope="module")
def first() -> bytes:
    return _read_in(WORLDS[0])


@pytest.mark.parametrize("world", WORLDS[1:], ids=lambda w: w["TZ"])
def test_a_record_is_byte_identical_under_other_seeds_locales_and_time_zones(first, world):
    assert len(first) > 1000
    assert _read_in(world) == first
