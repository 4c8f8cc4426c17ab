"""Gold records and our own of like form, resolved to offsets and model types (the guide beside the gold tells what each is)."""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from isnad.model.entity import Entity, EntityType, Mention
from isnad.model.event import EventType, Role, Status
from training.annotated import load_annotated

GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold"
_CLITICS = re.compile(r"[وفبكلس]{1,2}|ال|[وفبك]?ال|لل?")


@dataclass(frozen=True)
class GoldArgument:
    """`entity` is a gold id; `text` the words of a nameless one. `spans` are its occurrences, best first (may be empty)."""

    role: Role
    entity: str | None
    text: str | None
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class GoldEvent:
    id: str
    type: EventType
    triggers: tuple[tuple[int, int], ...]
    """The trigger first, then the stretches of `also` (longer than the word)."""
    arguments: tuple[GoldArgument, ...]
    status: Status
    says: tuple[str, ...]
    raw: dict[str, Any] = field(repr=False)


@dataclass(frozen=True)
class GoldSay:
    id: str
    source: tuple[int, int]
    cue: tuple[int, int]
    content: tuple[int, int]
    raw: dict[str, Any] = field(repr=False)


@dataclass(frozen=True)
class GoldReport:
    name: str
    outlet: str
    """The part of the name before the last dash: the unit of held-out folds."""
    text: str
    published: str | None
    entities: tuple[Entity, ...]
    events: tuple[GoldEvent, ...]
    says: tuple[GoldSay, ...]
    raw: dict[str, Any] = field(repr=False)

    @property
    def body(self) -> bytes:
        """The bytes it is read from."""
        return self.text.encode()


def load_gold(part: str) -> list[GoldReport]:
    """All reports of `part` (`train` or `dev`), by name; to `train` belong our own records. Empty where ../shared is absent."""
    told = [_read(p) for p in sorted((GOLD / part).glob("*.json")) if not p.name.endswith(".meta.json")]
    return told + [_build(name, text, raw, None) for name, text, raw in load_annotated()] if part == "train" else told


def outlet_folds(reports: list[GoldReport], folds: int = 5) -> list[list[GoldReport]]:
    """Reports in `folds` parts of like size, every outlet wholly in one part, the same on every call."""
    by_outlet: dict[str, list[GoldReport]] = {}
    for r in reports:
        by_outlet.setdefault(r.outlet, []).append(r)
    parts: list[list[GoldReport]] = [[] for _ in range(folds)]
    for _, group in sorted(by_outlet.items(), key=lambda kv: (-len(kv[1]), kv[0])):
        min(parts, key=len).extend(group)
    return parts


def _read(path: Path) -> GoldReport:
    text = path.with_suffix(".txt").read_text(encoding="utf-8")
    raw = json.loads(path.read_text(encoding="utf-8"))
    meta_path = path.with_suffix(".meta.json")
    meta = json.loads(meta_path.read_text(encoding="utf-8")) if meta_path.exists() else {}
    return _build(path.stem, text, raw, meta.get("published"))


def _build(name: str, text: str, raw: dict[str, Any], published: str | None) -> GoldReport:
    names = {e["id"]: e["names"] for e in raw["entities"]}
    spans = name_spans(text, raw["entities"])
    by_id: dict[str, list[tuple[int, int]]] = {}
    for s, t, _, i in spans:
        by_id.setdefault(i, []).append((s, t))
    return GoldReport(
        name=name,
        outlet=name.rpartition("-")[0] or name,
        text=text,
        published=published,
        entities=tuple(_entity(e, text, by_id.get(e["id"], [])) for e in raw["entities"]),
        events=tuple(_event(e, text, by_id, names) for e in raw["events"]),
        says=tuple(_say(s, text) for s in raw["says"]),
        raw=raw,
    )


def name_spans(text: str, entities: list[dict[str, Any]]) -> list[tuple[int, int, str, str]]:
    """Every occurrence of every name as (start, end, type, id), longest first, at word bounds; as score.py finds them."""
    taken, found = bytearray(len(text)), []
    names = sorted(((n, e) for e in entities for n in e["names"]), key=lambda x: -len(x[0]))
    for name, e in names:
        barred = [m.span() for q in e.get("not_at", []) for m in re.finditer(re.escape(q), text)]
        for m in re.finditer(re.escape(name), text):
            s, t = m.span()
            if any(taken[s:t]) or any(b <= s and t <= c for b, c in barred):
                continue
            before = re.search(r"\w*$", text[max(0, s - 30) : s]).group()  # type: ignore[union-attr]
            if (t < len(text) and re.match(r"\w", text[t])) or (before and not _CLITICS.fullmatch(before)):
                continue
            taken[s:t] = b"\1" * (t - s)
            found.append((s, t, e["type"], e["id"]))
    return sorted(found)


def _entity(e: dict[str, Any], text: str, spans: list[tuple[int, int]]) -> Entity:
    mentions = tuple(Mention(start=s, end=t, text=text[s:t]) for s, t in spans)
    return Entity(
        id=e["id"], type=EntityType(e["type"]), name=e["names"][0], name_latin="", names=tuple(e["names"]), mentions=mentions
    )


def _event(e: dict[str, Any], text: str, by_id: dict[str, list[tuple[int, int]]], names: dict[str, list[str]]) -> GoldEvent:
    at = text.find(e["at"])
    start = at + e["at"].find(e["trigger"])
    triggers = [(start, start + len(e["trigger"]))]
    for q in e.get("also", []):
        a = text.find(q)
        triggers.append((a, a + len(q)))
    arguments = tuple(_argument(role, value, text, triggers[0], by_id) for role in Role for value in e.get(role.value, []))
    return GoldEvent(e["id"], EventType(e["type"]), tuple(triggers), arguments, Status(e["status"]), tuple(e.get("says", [])), e)


def _argument(
    role: Role, value: str, text: str, trigger: tuple[int, int], by_id: dict[str, list[tuple[int, int]]]
) -> GoldArgument:
    def near(span: tuple[int, int]) -> int:
        return min(abs(span[0] - trigger[0]), abs(span[1] - trigger[1]))

    if value.startswith("="):
        words = value[1:]
        spans = sorted((m.span() for m in re.finditer(re.escape(words), text)), key=near)
        return GoldArgument(role, None, words, tuple(spans))
    return GoldArgument(role, value, None, tuple(sorted(by_id.get(value, []), key=near)))


def _say(s: dict[str, Any], text: str) -> GoldSay:
    first, last = s["content"]
    a = text.find(first)
    b = text.find(last, max(a, 0))
    b = text.find(last) if b < 0 else b
    content = (a, b + len(last))
    cue = _nearest(text, s["cue"], content)
    return GoldSay(s["id"], _nearest(text, s["source"], cue if cue[0] >= 0 else content), cue, content, s)


def _nearest(text: str, words: str, to: tuple[int, int]) -> tuple[int, int]:
    spans = [m.span() for m in re.finditer(re.escape(words), text)]
    outside = [x for x in spans if x[1] <= to[0] or x[0] >= to[1]] or spans
    return min(outside, key=lambda x: min(abs(x[1] - to[0]), abs(x[0] - to[1])), default=(-1, -1))
