"""S2: a gibibyte in a small file costs neither time nor memory, whatever it is packed in, and is refused with a reason."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from isnad.model.errors import InputRefused
from isnad.sources.feeds import read_feed_apart
from tests.nasty.gibibytes import BOMBS, GIB
from tests.sources.served import fetcher, serve

MOST_S, MOST_MB = 2.0, 300
ENDS = {"zip": "unsupported-format", "zip in zip": "unsupported-format", "WACZ in WACZ": "unreadable"}
"""A zip is never opened, unless it is a web archive; then a package inside another is no WARC. All else is too large."""


@pytest.fixture(scope="module")
def looked(tmp_path_factory) -> dict[str, dict]:
    """What one process that read them all, one after another, says of each."""
    folder = tmp_path_factory.mktemp("bombs")
    for name, make in BOMBS.items():
        (folder / name).write_bytes(make())
    with (folder / "page").open("wb") as page:
        page.write(b"<!DOCTYPE html><html><body><p>")
        page.truncate(GIB)
    command = [sys.executable, "-m", "tests.nasty.alone", *(str(path) for path in sorted(folder.iterdir()))]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True)
    return {Path(name).name: said for name, said in json.loads(done.stdout).items()}


@pytest.mark.parametrize("name", [*BOMBS, "page"])
def test_a_gibibyte_is_refused_with_a_reason_in_no_time(looked, name):
    assert looked[name]["codes"] == [ENDS.get(name, "too-large")]
    assert looked[name]["seconds"] < MOST_S


def test_all_of_them_together_take_little_memory(looked):
    assert max(said["peak_mb"] for said in looked.values()) < MOST_MB


def test_a_gibibyte_from_a_site_is_refused_and_kept_as_it_came():
    with serve() as site:
        site.pages["/a"] = (200, {"Content-Encoding": "gzip"}, BOMBS["gzip"]())
        fetched = fetcher(obey_robots=False).fetch(f"{site.address}/a")
    assert (fetched.refused.code, fetched.capture.body) == ("too-large", BOMBS["gzip"]())


def test_a_gibibyte_of_sitemap_is_refused():
    with pytest.raises(InputRefused) as refused:
        read_feed_apart(BOMBS["gzip"]())
    assert refused.value.code == "too-large"
