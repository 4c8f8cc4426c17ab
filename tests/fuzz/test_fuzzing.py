"""A short look by the fuzzer in every run of the tests, a long one in `make soak`."""

import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("atheris", reason="LOUD: atheris is not installed here, nothing was fuzzed")
ROOT = Path(__file__).parents[2]
TARGETS = ["read_bytes", "read_words", "lay_out_markup", "fold_letters", "analyse_words", "bring_in", "open_bodies"]


def _fuzz(target: str, seconds: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.fuzz.reading", target, str(seconds)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=seconds + 120, check=False)


@pytest.mark.parametrize("target", TARGETS)
def test_nothing_breaks_in_seconds(target):
    done = _fuzz(target, 8)
    assert done.returncode == 0, done.stderr[-3000:]


@pytest.mark.soak
@pytest.mark.parametrize("target", TARGETS)
def test_nothing_breaks_in_half_an_hour(target):
    done = _fuzz(target, 1800)
    assert done.returncode == 0, done.stderr[-3000:]
