"""Our own records are offsets and nothing else, and give back what was marked."""

import json
import re

from training.annotated import RECORDS, as_gold, as_row

TEXT = "قصفت قوات السهل بلدة الوديان أمس، وقال مصدر محلي إن القصف أوقع جرحى. قصفت قوات السهل البلدة."
MARKED = {
    "entities": [
        {"id": "force", "type": "group", "names": ["قوات السهل"]},
        {"id": "town", "type": "place", "names": ["الوديان"], "not_at": []},
    ],
    "relations": [{"type": "based_in", "from": "force", "to": "town", "title": None, "at": "قوات السهل بلدة الوديان"}],
    "events": [
        {
            **{"id": "e1", "type": "shelling", "status": "reported", "trigger": "قصفت", "at": "قصفت قوات السهل بلدة"},
            **{"also": ["إن القصف أوقع"], "says": ["s1"]},
            **{"agent": ["force"], "target": ["=بلدة الوديان"], "place": ["town"]},
        }
    ],
    "says": [
        {
            **{"id": "s1", "source": "مصدر محلي", "kind": "anonymous", "cue": "قال", "quote": False, "stance": "neutral"},
            **{"act": "say", "content": ["إن القصف", "أوقع جرحى"]},
        }
    ],
}


def test_what_was_marked_comes_back() -> None:
    back = as_gold(as_row(MARKED, TEXT, {"src": "raw", "key": 1}, "x"), TEXT)
    (event,), (said,) = back["events"], back["says"]
    assert [e["names"] for e in back["entities"]] == [["قوات السهل"], ["الوديان"]]
    assert TEXT.index(event["at"]) == 0
    assert (event["trigger"], event["agent"], event["target"]) == ("قصفت", ["E1"], ["=بلدة الوديان"])
    assert (said["source"], said["cue"]) == ("مصدر محلي", "قال")
    assert TEXT.index(said["content"][0]) == TEXT.index("إن القصف")


def test_no_word_of_a_report_is_kept() -> None:
    files = sorted(RECORDS.glob("*.jsonl"))
    assert files
    rows = [json.loads(line) for p in files for line in p.read_text(encoding="utf-8").splitlines()]
    assert {e["id"].rstrip("0123456789") for row in rows for e in row["entities"]} == {"E"}
    assert [p.name for p in files if re.search("[\u0600-\u06ff]", p.read_text(encoding="utf-8"))] == []
