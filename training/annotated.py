"""Our own records of reports of ../shared/data, kept as offsets: no word of a report stands here.

`training/records/*.jsonl`, one line a report: where its text stands (`source`, `key`), the digest of the text, and what was
marked in it by the annotation guide of ../shared/gold, every quotation as [start, end] in code points. Reports whose text
is not as it was when it was read are refused.

python -m training.annotated FOLDER…    write the records of NAME.json (gold form) and NAME.src.json beside NAME.txt
"""

import hashlib
import json
import lzma
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from isnad.model.event import Role

ROOT = Path(__file__).resolve().parent
RECORDS = ROOT / "records"
DATA = ROOT.parents[1] / "shared" / "data"
_LEAST_QUOTE = 12
"""Code points that a quotation begins with before it is lengthened until it stands once in its text."""

Span = list[int]
Json = dict[str, Any]


class TextChanged(ValueError):
    """The text of a record is not the text that was read."""


def load_annotated() -> Iterator[tuple[str, str, Json]]:
    """(name, text, record in gold form) of every report; nothing where ../shared is absent."""
    if not DATA.is_dir():
        return
    for path in sorted(RECORDS.glob("*.jsonl")):
        for n, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            row = json.loads(line)
            text = _text_of(row["source"], row["key"])
            if _digest(text) != row["sha256"]:
                raise TextChanged(f"{path.name}, line {n + 1}: the text of {row['source']} {row['key']} is another one")
            yield f"{row['part']}-{n:03d}", text, as_gold(row, text)


def _text_of(source: str, key: str | int) -> str:
    return _news()[int(key)] if source == "raw" else _pages()[str(key)]


@cache
def _news() -> list[str]:
    with lzma.open(DATA / "raw" / "arabic-news.txt.xz", "rt", encoding="utf-8") as f:
        return f.read().split("\n\n")


@cache
def _pages() -> dict[str, str]:
    with lzma.open(DATA / "incidents" / "pages.jsonl.xz", "rt", encoding="utf-8") as f:
        return {p["id"]: p["text"] for p in map(json.loads, f)}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def as_gold(row: Json, text: str) -> Json:
    """A stored record in the form of a gold record, its spans as words of `text`."""

    def words(span: Span) -> str:
        return text[span[0] : span[1]]

    def taker(value: str | Span) -> str:
        return value if isinstance(value, str) else "=" + words(value)

    return {
        "entities": [
            {"id": e["id"], "type": e["type"], "names": [words(s) for s in e["names"]], "not_at": [words(s) for s in e["not_at"]]}
            for e in row["entities"]
        ],
        "relations": [
            {**r, "title": words(r["title"]) if r["title"] else None, "at": words(r["at"]) if r["at"] else ""}
            for r in row["relations"]
        ],
        "events": [
            {
                **{k: e[k] for k in ("id", "type", "status", "says")},
                "trigger": words(e["trigger"]),
                "at": _once(text, e["trigger"]),
                "also": [_once(text, s) for s in e["also"]],
                **{role: [taker(a) for a in e[role]] for role in _ROLES},
            }
            for e in row["events"]
        ],
        "says": [
            {
                **{k: s[k] for k in ("id", "kind", "stance", "act", "quote", "in")},
                "source": words(s["source"]),
                "cue": words(s["cue"]),
                "content": [_opening(text, *s["content"]), _closing(text, *s["content"])],
            }
            for s in row["says"]
        ],
        "figures": [],
        "dates": [],
        "page": {},
    }


_ROLES = tuple(r.value for r in Role)


def _once(text: str, span: Span) -> str:
    """The stretch about `span`, as long as it takes to stand once."""
    start, end = span
    while text.find(text[start:end]) != start and (start > 0 or end < len(text)):
        start, end = max(0, start - 1), min(len(text), end + 1)
    return text[start:end]


def _opening(text: str, start: int, end: int) -> str:
    n = min(_LEAST_QUOTE, end - start)
    while text.find(text[start : start + n]) != start and start + n < end:
        n += 1
    return text[start : start + n]


def _closing(text: str, start: int, end: int) -> str:
    n = min(_LEAST_QUOTE, end - start)
    while text.find(text[end - n : end], start) + n != end and end - n > start:
        n += 1
    return text[end - n : end]


def as_row(gold: Json, text: str, beside: Json, part: str) -> Json:
    """A record in gold form as it is stored: spans for words, numbers for ids, which may be people's names in Latin letters."""
    return _numbered(_in_spans(gold, text, beside, part))


def _numbered(row: Json) -> Json:
    new = {e["id"]: f"E{n}" for n, e in enumerate(row["entities"], 1)}

    def taker(value: str | Span) -> str | Span:
        return new[value] if isinstance(value, str) else value

    return {
        **row,
        "entities": [{**e, "id": new[e["id"]]} for e in row["entities"]],
        "relations": [{**r, "from": new[r["from"]], "to": new[r["to"]] if r["to"] else None} for r in row["relations"]],
        "events": [{**v, **{role: [taker(a) for a in v[role]] for role in _ROLES}} for v in row["events"]],
    }


def _in_spans(gold: Json, text: str, beside: Json, part: str) -> Json:

    def span(words: str | None, near: int = 0) -> Span | None:
        if not words:
            return None
        found = [i for i in range(len(text)) if text.startswith(words, i)] if near else [text.find(words)]
        at = min(found, key=lambda i: abs(i - near), default=-1)
        return [at, at + len(words)] if at >= 0 else None

    def trigger_of(e: Json) -> Span:
        at = text.find(e["at"]) + e["at"].find(e["trigger"])
        return [at, at + len(e["trigger"])]

    def content_of(s: Json) -> Span:
        first, last = s["content"]
        a = text.find(first)
        b = text.find(last, max(a, 0))
        return [a, (b if b >= 0 else text.find(last)) + len(last)]

    return {
        "source": beside["src"],
        "key": beside["key"],
        "sha256": _digest(text),
        "part": part,
        "entities": [
            {
                "id": e["id"],
                "type": e["type"],
                "names": [span(n) for n in e["names"]],
                "not_at": [span(n) for n in e.get("not_at", [])],
            }
            for e in gold["entities"]
        ],
        "relations": [
            {"type": r["type"], "from": r["from"], "to": r.get("to"), "title": span(r.get("title")), "at": span(r["at"])}
            for r in gold["relations"]
        ],
        "events": [
            {
                **{k: e[k] for k in ("id", "type", "status", "says")},
                "trigger": trigger_of(e),
                "also": [span(q) for q in e.get("also", [])],
                **{
                    role: [span(a[1:], trigger_of(e)[0] or 1) if a.startswith("=") else a for a in e.get(role, [])]
                    for role in _ROLES
                },
            }
            for e in gold["events"]
        ],
        "says": [
            {
                **{k: s[k] for k in ("id", "kind", "stance", "act", "quote")},
                "in": s.get("in"),
                "source": span(s["source"], content_of(s)[0]),
                "cue": span(s["cue"], content_of(s)[0]),
                "content": content_of(s),
            }
            for s in gold["says"]
        ],
    }  # fmt: skip


def _spans_of(row: Json) -> Iterator[Span | str | None]:
    """Every span that a row must have."""
    for e in row["entities"]:
        yield from (*e["names"], *e["not_at"])
    for v in row["events"]:
        yield from (v["trigger"], *v["also"], *(a for role in _ROLES for a in v[role]))
    for s in row["says"]:
        yield from (s["source"], s["cue"], s["content"])


def main(folders: Sequence[str]) -> int:
    RECORDS.mkdir(exist_ok=True)
    for folder in map(Path, folders):
        rows = []
        for path in sorted(folder.glob("*.src.json")):
            name = path.name.removesuffix(".src.json")
            marked = folder / f"{name}.json"
            if marked.exists():
                text = (folder / f"{name}.txt").read_text(encoding="utf-8")
                row = as_row(json.loads(marked.read_text(encoding="utf-8")), text, json.loads(path.read_text()), folder.name)
                if None in _spans_of(row):
                    print(f"{folder.name}/{name}: left out, it quotes what its text does not say")
                    continue
                rows.append(row)
        lines = (json.dumps(r, ensure_ascii=False, separators=(",", ":"), sort_keys=True) for r in rows)
        (RECORDS / f"{folder.name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(folder.name, len(rows), "reports")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
