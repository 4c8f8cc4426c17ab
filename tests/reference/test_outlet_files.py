"""One outlet, one small file: facts that are checked as they load."""

import subprocess
import sys
import zlib

import pytest

from isnad.model.errors import BadReference
from isnad.reference import outlets, tables
from isnad.reference.layouts import parse_day, parse_layout
from isnad.reference.outlets import find_outlet, is_report_address, load_outlets

GOOD = "what\tvalue\tsince\tuntil\nname\tالمنارة\nlatin\tManara\ndomain\tmanara.example\nlanguage\tar\nregion\tlevant\nside\topposition\nkind\tsite\n"
KNOWN = [outlet for outlet in load_outlets() if outlet.languages]


def test_at_least_twenty_five_outlets_of_all_sides_have_a_file_of_their_own():
    assert len(KNOWN) >= 25
    assert {"SY", "IQ", "YE", "LY", "SD", "PS", "LB"} <= {outlet.country for outlet in KNOWN}
    assert {"opposition", "government", "kurdish", "houthi", "independent", "hamas", "hezbollah", "east"} <= {
        outlet.side for outlet in KNOWN
    }
    assert all(outlet.domains and outlet.languages[0] == "ar" and outlet.layouts for outlet in KNOWN)


def test_no_outlet_stands_twice():
    ids = [outlet.id for outlet in load_outlets()]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("outlet", KNOWN, ids=lambda outlet: outlet.id)
def test_an_outlet_is_found_by_its_names_and_its_domains(outlet):
    assert all(find_outlet(name) is outlet for name in (outlet.name, *outlet.domains))
    assert all(find_outlet(feed) is outlet for feed in outlet.feeds)
    assert all(layout.until is None or layout.since is None or layout.since <= layout.until for layout in outlet.layouts)


@pytest.mark.parametrize(
    ("url", "is_one"),
    [
        ("https://www.enabbaladi.net/archives/521234", True), ("https://www.enabbaladi.net/archives/category/x", False), ("https://sana.sy/?p=1234567", True),
        ("https://www.sana.sy/?cat=3", False), ("https://almarsad.co/2020/03/10/%D9%82%D8%B5%D9%81/", True), ("https://raseed.example/1", None), ("https://reuters.com/x", None),
    ],
)  # fmt: skip
def test_a_report_is_told_by_its_address_where_we_know_the_outlets(url, is_one):
    assert is_report_address(url) is is_one


def test_an_address_may_hold_its_day():
    layout = parse_layout("/{year}/{month}/{day}/{slug}", "2016~")
    assert parse_day(layout.fits("https://x.example/2020/3/9/abc")) == "2020-03-09"
    assert parse_day(layout.fits("https://x.example/2020/13/9/abc")) is None
    assert (layout.since, layout.until) == (2016, None)


@pytest.mark.parametrize("written", [("a",), ("/{x}",), ("/a", "lately"), ("/a", "2013", "13")])
def test_a_layout_that_makes_no_sense_is_refused(written):
    with pytest.raises(ValueError, match=r"."):
        parse_layout(*written)


@pytest.mark.parametrize(
    ("more", "less", "why"),
    [
        ("colour\tred\n", "", "no field"), ("name\tالأخرى\n", "", "more than once"), ("", "domain\tmanara.example\n", "missing"), ("", "language\tar\n", "missing"),
        ("layout\tx\n", "", "a layout is"), ("layout\t/{id}\tlately\n", "", "a year is"), ("domain\tmanara.example\n", "", "stands already"),
    ],
)  # fmt: skip
def test_a_file_that_breaks_its_rules_is_named(tmp_path, monkeypatch, more, less, why):
    number = zlib.crc32(f"{more}|{less}".encode())
    path = tmp_path / "outlets" / f"manara-{number}.tsv"
    path.parent.mkdir()
    told = GOOD.replace("Manara", f"Manara {number}")
    path.write_text(told.replace(less, "") + more if less else told + more, encoding="utf-8")
    monkeypatch.setattr(tables, "DATA", tmp_path)
    with pytest.raises(BadReference, match=why) as bad:
        outlets._read_outlet(path)
    assert path.name in bad.value.message


def test_the_register_loads_in_no_time():
    code = "import time; from isnad.reference.outlets import load_outlets; t = time.perf_counter(); load_outlets(); print(time.perf_counter() - t)"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert float(shown.stdout) < 0.3
