"""Labelled sentences of our own: inline marks read into spans.

One paragraph (1 to 6 sentences) a line; blank lines and lines starting with `#` are left out. A mark is `{words|tags}`, tags
apart by spaces, marks may nest; the text comes out by taking the marks away. Tags:

    p g o l f n          a name: person group organization place(l) facility people(n)
    killing1             the trigger word of event 1, of a type of the annotation guide; status after `!`:
                         `killing1!p` planned, `!d` denied, `!m` possible; without it reported
    +1                   a further mention of event 1 (gold `also`), one word too
    a1 t1 w1 l1 o1 d1 i1 an argument of event 1: agent target partner(w) place(l) origin destination instrument;
                         several events by several digits: `l12` is place of events 1 and 2. On a name: that entity;
                         on other words: the nameless phrase. Events are numbered 1 to 9 within the paragraph.
    c1                   the cue of statement 1 (`:` can be one)
    s1p                  its source phrase; the letter is the kind: p person, o organization, f official, a anonymous,
                         d document, m media, w witness, c crowd. One phrase may be the source of several statements.
    q1 q1:accuse/doubt   its content, with act (default say) and stance (default neutral)

    {أفادت|c1} {مصادر محلية|s1a} {بأن {طائرات حربية|a1} شنت {غارة|airstrike1} على {سراقب|l t1 l1}|q1}.

`load_sentences()` gives every paragraph of every file, `parse_line(line)` one; `training.sentences.grammar.build_sentences(n)`
gives as many more of the frequent constructions as wanted. Spans are (start, end) of `text`, end exclusive.
Names are cut as in the guide: no clitics, no kind word of a place. Content spans begin and end at whole words.
A broken mark raises `BadSentence` with file and line.
"""

import itertools
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from isnad.model.attribution import Act, SourceKind, Stance
from isnad.model.entity import EntityType
from isnad.model.event import EventType, Role, Status

HERE = Path(__file__).resolve().parent
Span = tuple[int, int]

NAMES = dict(zip("pgolfn", ("person", "group", "organization", "place", "facility", "people"), strict=True))
ROLES = dict(zip("atwlodi", ("agent", "target", "partner", "place", "origin", "destination", "instrument"), strict=True))
STATUSES = {"": "reported", "p": "planned", "d": "denied", "m": "possible"}
KINDS = dict(
    zip("pofadmwc", ("person", "organization", "official", "anonymous", "document", "media", "witness", "crowd"), strict=True)
)
_TAG = re.compile(
    r"(?P<name>[pgolfn])|(?P<role>[atwlodi])(?P<ids>[1-9]+)|c(?P<cue>[1-9]+)|s(?P<source>[1-9]+)(?P<kind>[pofadmwc])"
    r"|q(?P<said>[1-9])(?::(?P<act>[a-z]+)?(?:/(?P<stance>[a-z]+))?)?|\+(?P<also>[1-9])"
    r"|(?P<event>[a-z]{3,})(?P<id>[1-9])(?:!(?P<status>[pdm]))?"
)
_EVENTS = {e.value for e in EventType}
_CLITICS = re.compile(r"[وفبكلس]{0,3}ـ?|[وف]?(?:ال|لل?|بال|كال)")


class BadSentence(ValueError):
    """A line whose marks cannot be read: `FILE:LINE: reason`."""


@dataclass(frozen=True)
class Trigger:
    start: int
    end: int
    type: EventType
    status: Status
    event: str
    further: bool
    """A further mention (gold `also`) of an event whose first trigger stands elsewhere in the paragraph."""


@dataclass(frozen=True)
class Argument:
    event: str
    role: Role
    start: int
    end: int


@dataclass(frozen=True)
class Says:
    cue: Span
    source: Span | None
    content: Span
    kind: SourceKind
    act: Act
    stance: Stance
    quote: bool
    """Direct speech: the content stands in quotation marks."""


@dataclass(frozen=True)
class Sentence:
    text: str
    names: tuple[tuple[int, int, EntityType], ...]
    triggers: tuple[Trigger, ...]
    arguments: tuple[Argument, ...]
    says: tuple[Says, ...]
    where: str


@dataclass(frozen=True)
class _Mark:
    start: int
    end: int
    match: re.Match[str]


@cache
def load_sentences(folder: Path = HERE) -> tuple[Sentence, ...]:
    """All paragraphs of `folder`/*.txt, by file name and line."""
    return tuple(s for path in sorted(folder.glob("*.txt")) for s in read_file(path))


def read_file(path: Path) -> Iterator[Sentence]:
    for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield parse_line(line.strip(), f"{path.name}:{n}")


def parse_line(line: str, where: str = "") -> Sentence:
    """One marked paragraph. Raises `BadSentence` where a mark, a type or the nesting is wrong."""
    text, marks = _strip(line, where)
    names = tuple(sorted((m.start, m.end, EntityType(NAMES[m.match["name"]])) for m in marks if m.match["name"]))
    triggers = _triggers(text, marks, where)
    known = {t.event for t in triggers}
    arguments = tuple(sorted(_arguments(marks, known, where), key=lambda a: (a.start, a.end, a.event, a.role)))
    _check_names(text, names, where)
    return Sentence(text, names, triggers, arguments, _says(text, marks, where), where)


def _strip(line: str, where: str) -> tuple[str, list[_Mark]]:
    """The text without marks, and every tag with its span."""
    out: list[str] = []
    size, opened, marks, i = 0, list[int](), list[_Mark](), 0
    while i < len(line):
        c = line[i]
        if c == "{":
            opened.append(size)
        elif c == "|":
            close = line.find("}", i)
            if not opened or close < 0:
                raise BadSentence(f"{where}: mark not opened or not closed at …{line[max(0, i - 20) : i + 20]}…")
            marks += _tags(line[i + 1 : close], opened.pop(), size, where)
            i = close
        elif c == "}":
            raise BadSentence(f"{where}: mark without tags at …{line[max(0, i - 20) : i + 5]}…")
        else:
            out.append(c)
            size += 1
        i += 1
    if opened:
        raise BadSentence(f"{where}: {len(opened)} marks not closed")
    return "".join(out), marks


def _tags(tags: str, start: int, end: int, where: str) -> Iterator[_Mark]:
    if start == end or not tags.split():
        raise BadSentence(f"{where}: empty mark {tags!r}")
    for tag in tags.split():
        match = _TAG.fullmatch(tag)
        if match is None or (match["event"] and match["event"] not in _EVENTS):
            raise BadSentence(f"{where}: unknown tag {tag!r}")
        yield _Mark(start, end, match)


def _triggers(text: str, marks: list[_Mark], where: str) -> tuple[Trigger, ...]:
    first: dict[str, Trigger] = {}
    for m in marks:
        if m.match["event"]:
            id_, status = m.match["id"], Status(STATUSES[m.match["status"] or ""])
            if id_ in first:
                raise BadSentence(f"{where}: event {id_} has two triggers (use +{id_})")
            first[id_] = Trigger(m.start, m.end, EventType(m.match["event"]), status, id_, False)
    found = list(first.values())
    for m in marks:
        if id_ := m.match["also"]:
            if id_ not in first:
                raise BadSentence(f"{where}: +{id_} but no event {id_}")
            found.append(Trigger(m.start, m.end, first[id_].type, first[id_].status, id_, True))
    for t in found:
        _check_word(text, t.start, t.end, "trigger", where)
    return tuple(sorted(found, key=lambda t: (t.start, t.end, t.event)))


def _arguments(marks: list[_Mark], known: set[str], where: str) -> Iterator[Argument]:
    for m in marks:
        for id_ in m.match["ids"] or "":
            if id_ not in known:
                raise BadSentence(f"{where}: argument of event {id_}, which has no trigger")
            yield Argument(id_, Role(ROLES[m.match["role"]]), m.start, m.end)


def _says(text: str, marks: list[_Mark], where: str) -> tuple[Says, ...]:
    cues, sources, contents = (_by_id(marks, group, where) for group in ("cue", "source", "said"))
    if stray := sorted((cues.keys() | sources.keys()) - contents.keys()) + sorted(contents.keys() - cues.keys()):
        raise BadSentence(f"{where}: statements {stray} lack cue or content")
    return tuple(_statement(text, cues[i], sources.get(i), contents[i], where) for i in sorted(contents))


def _by_id(marks: list[_Mark], group: str, where: str) -> dict[str, _Mark]:
    found: dict[str, _Mark] = {}
    for m in marks:
        for id_ in m.match[group] or "":
            if id_ in found:
                raise BadSentence(f"{where}: statement {id_} has two of {group}")
            found[id_] = m
    return found


def _statement(text: str, cue: _Mark, source: _Mark | None, content: _Mark, where: str) -> Says:
    try:
        act, stance = Act(content.match["act"] or "say"), Stance(content.match["stance"] or "neutral")
    except ValueError as e:
        raise BadSentence(f"{where}: {e}") from None
    kind = SourceKind(KINDS[source.match["kind"]]) if source else SourceKind.ANONYMOUS
    before = text[: content.start].rstrip()[-1:]
    quote = (bool(before) and before in '"«“„‹') or text[content.start] in '"«“„‹'
    place = (source.start, source.end) if source else None
    return Says((cue.start, cue.end), place, (content.start, content.end), kind, act, stance, quote)


def _check_names(text: str, names: tuple[tuple[int, int, EntityType], ...], where: str) -> None:
    for (_, end, _), (start, to, _) in itertools.pairwise(names):
        if start < end:
            raise BadSentence(f"{where}: names overlap at {text[start:to]!r}")
    for start, end, _ in names:
        _check_bounds(text, start, end, "name", where)


def _check_word(text: str, start: int, end: int, what: str, where: str) -> None:
    if " " in text[start:end]:
        raise BadSentence(f"{where}: {what} of more than one word: {text[start:end]!r}")
    _check_bounds(text, start, end, what, where)


def _check_bounds(text: str, start: int, end: int, what: str, where: str) -> None:
    """Nothing but clitics may stand attached before, nothing after."""
    before = re.search(r"\w*$", text[max(0, start - 12) : start])
    if text[start:end] != text[start:end].strip() or re.match(r"\w", text[end : end + 1]):
        raise BadSentence(f"{where}: {what} ends inside a word: {text[start:end]!r}")
    if before and not _CLITICS.fullmatch(before.group()):
        raise BadSentence(f"{where}: {what} begins inside a word: {text[start:end]!r}")


def main() -> None:
    """Check all files and print what stands in them."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    sentences, bad = [], 0
    for path in sorted(folder.glob("*.txt")):
        for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            try:
                sentences.append(parse_line(line.strip(), f"{path.name}:{n}"))
            except BadSentence as e:
                bad += 1
                print(e)
    _report(sentences)
    sys.exit(bool(bad))


def _report(sentences: list[Sentence]) -> None:
    for title, values in (
        ("names", [n[2] for s in sentences for n in s.names]),
        ("events", [t.type for s in sentences for t in s.triggers if not t.further]),
        ("status", [t.status for s in sentences for t in s.triggers if not t.further]),
        ("roles", [a.role for s in sentences for a in s.arguments]),
        ("kinds", [a.kind for s in sentences for a in s.says]),
        ("acts", [a.act for s in sentences for a in s.says]),
        ("stances", [a.stance for s in sentences for a in s.says]),
    ):
        counts = sorted(((values.count(v), v.value) for v in set(values)), reverse=True)
        print(f"{title:8} {len(values):6}  " + " ".join(f"{v}={n}" for n, v in counts))
    print(f"paragraphs {len(sentences)}")


if __name__ == "__main__":
    main()
