"""Our own reports and their records by hand agree with each other, letter for letter."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from isnad.model.attribution import Act, SourceKind, Stance
from isnad.model.entity import EntityType
from isnad.model.event import EventType, Role, Status

HERE = Path(__file__).resolve().parent
SAMPLE = HERE.parents[1] / "src" / "isnad" / "reference" / "data" / "sample"
GOLDENS = [HERE / "sample.json", *sorted(p for p in (HERE / "reports").glob("*.json") if ".meta" not in p.name)]


def load(path: Path) -> tuple[str, dict[str, Any]]:
    return path.with_suffix(".txt").read_text(encoding="utf-8"), json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", GOLDENS, ids=lambda p: p.stem)
def test_every_name_stands_in_the_report(path: Path) -> None:
    text, gold = load(path)
    assert [n for e in gold["entities"] for n in e["names"] if n not in text] == []
    assert {e["type"] for e in gold["entities"]} <= {t.value for t in EntityType}


@pytest.mark.parametrize("path", GOLDENS, ids=lambda p: p.stem)
def test_every_event_is_anchored_once(path: Path) -> None:
    text, gold = load(path)
    assert [e["at"] for e in gold["events"] if text.count(e["at"]) != 1 or e["trigger"] not in e["at"]] == []
    assert {e["type"] for e in gold["events"]} <= {t.value for t in EventType}
    assert {e["status"] for e in gold["events"]} <= {s.value for s in Status}


@pytest.mark.parametrize("path", GOLDENS, ids=lambda p: p.stem)
def test_every_argument_is_known_or_quoted(path: Path) -> None:
    text, gold = load(path)
    ids = {e["id"] for e in gold["entities"]}
    values = [a for e in gold["events"] for r in Role for a in e[r.value]]
    assert [a for a in values if a not in ids and not (a.startswith("=") and a[1:] in text)] == []


@pytest.mark.parametrize("path", GOLDENS, ids=lambda p: p.stem)
def test_every_statement_is_quoted_from_the_report(path: Path) -> None:
    text, gold = load(path)
    assert [q for s in gold["says"] for q in (s["source"], s["cue"], *s["content"]) if q not in text] == []
    assert {(s["kind"] in set(SourceKind), s["act"] in set(Act), s["stance"] in set(Stance)) for s in gold["says"]} <= {
        (True,) * 3
    }


def test_the_sample_is_the_bundled_report() -> None:
    assert (HERE / "sample.txt").read_bytes() == (SAMPLE / "report.txt").read_bytes()


def test_the_bundled_page_says_what_the_bundled_text_says() -> None:
    page = re.sub(r"<[^>]+>", "\n", (SAMPLE / "report.html").read_text(encoding="utf-8")).replace("&quot;", '"')
    lines = [x for x in (SAMPLE / "report.txt").read_text(encoding="utf-8").splitlines() if x]
    assert [x for x in lines if x not in page] == []
