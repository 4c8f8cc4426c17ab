"""What reading our own reports finds of what their records by hand hold: floors that only rise."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from isnad.model.capture import Beside, Capture
from isnad.reading import read_capture

HERE = Path(__file__).resolve().parent
NAMES, EVENTS, SAYS, FIGURES, DATES = 0.7, 0.8, 0.6, 0.9, 0.9


@cache
def read_all() -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Every golden record beside the record that is read."""
    goldens = [HERE / "sample.json", *sorted(p for p in (HERE / "reports").glob("*.json") if ".meta" not in p.name)]
    return [(json.loads(p.read_text(encoding="utf-8")), _read(p.with_suffix(".txt"))) for p in goldens]


def _read(path: Path) -> dict[str, Any]:
    meta = path.with_suffix(".meta.json")
    known = json.loads(meta.read_text(encoding="utf-8")) if meta.exists() else {"published": "2016-10-11"}
    beside = Beside(**{k: known.get(k) for k in ("outlet", "url", "published", "author")})
    found: dict[str, Any] = json.loads(read_capture(Capture(body=path.read_bytes(), name=path.name, beside=beside)).to_json())
    return found


def share(wanted: list[bool]) -> float:
    return sum(wanted) / len(wanted)


def test_most_names_are_found() -> None:
    found = [
        n in {x for e in r["entities"] for x in e["names"]} for g, r in read_all() for e in g["entities"] for n in e["names"]
    ]
    assert share(found) >= NAMES


def test_most_events_are_found_in_their_words() -> None:
    found = [_event_found(e, r) for g, r in read_all() for e in g["events"]]
    assert share(found) >= EVENTS


def _event_found(event: dict[str, Any], record: dict[str, Any]) -> bool:
    words = " ".join([event["at"], *event.get("also", [])])
    same = [e for e in record["events"] if e["type"] == event["type"]]
    return any(m["text"] in words for e in same for m in (e["trigger"], *e["also"]))


def test_most_statements_are_found_by_cue_and_source() -> None:
    found = [
        any(a["cue"]["text"] in s["cue"] and a["source"]["text"][:6] == s["source"][:6] for a in r["attributions"])
        for g, r in read_all()
        for s in g["says"]
    ]
    assert share(found) >= SAYS


def test_figures_and_dates_are_found_with_their_values() -> None:
    figures = [(f["min"], f["max"]) in {(x["min"], x["max"]) for x in r["figures"]} for g, r in read_all() for f in g["figures"]]
    dates = [d["edtf"] in {t["edtf"] for t in r["times"]} for g, r in read_all() for d in g["dates"] if "edtf" in d]
    assert share(figures) >= FIGURES
    assert share(dates) >= DATES
