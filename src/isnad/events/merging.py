"""One happening, one event: which triggers tell the same thing (headline and lead, «الهجوم» after «هجوم»)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from isnad.arabic.scoring import load_scorer
from isnad.events.apart import Marks, find_marks, keep_apart
from isnad.events.triggers import Trigger
from isnad.events.view import View, stem
from isnad.model.entity import EntityType
from isnad.model.page import BlockKind
from isnad.reference.triggers import load_words

SCORER = "event_merging"
LEAST = 0.45
_BACK = 12
"""Earlier triggers of the same type that a trigger is compared with: bounds the work on long texts."""
_AROUND = 14
_SAME = 6


_SURE = 0.3
"""From which who takes part counts, as the tagger sees it."""
_TAKING_PART = ("agent", "target", "place", "partner")
_DAYS = 20
"""Words about a trigger in which a date is likely its."""


@dataclass(frozen=True, slots=True)
class Near:
    """What stands around a trigger: named things and numbers, by search form."""

    places: frozenset[int]
    others: frozenset[int]
    numbers: frozenset[tuple[int | None, int | None]]
    words: frozenset[str]
    days: frozenset[str]
    parts: dict[str, frozenset[str]]
    """Role → who has it as the tagger sees it: the number of an entity, the stem of a word."""


def find_near(view: View, i: int) -> Near:
    """What stands within a few words of token `i`, in its sentence."""
    s = view.text.sentences[view.sentence[i]]
    lo, hi = max(s.first, i - _AROUND), min(s.last, i + _AROUND + 1)
    mentions = view.mentions_between(lo, hi)
    places = frozenset(m.entity for m in mentions if m.type in (EntityType.PLACE, EntityType.FACILITY))
    others = frozenset(m.entity for m in mentions) - places
    a, b = view.text.tokens[max(lo, i - 3)].start, view.text.tokens[min(hi, i + 6) - 1].end
    numbers = frozenset((n.min, n.max) for n in view.numbers_between(a, b))
    words = frozenset(w for w in view.words[lo:hi] if len(w) > 3)
    return Near(places, others, numbers, words, _find_days(view, i), _find_parts(view, i))


def _find_days(view: View, i: int) -> frozenset[str]:
    s, tokens = view.text.sentences[view.sentence[i]], view.text.tokens
    start, end = tokens[max(s.first, i - _DAYS)].start, tokens[min(s.last, i + _DAYS) - 1].end
    return frozenset(t.edtf for t in view.times_between(start, end) if t.edtf)


def _find_parts(view: View, i: int) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for k, roles in view.roles.get(i, {}).items():
        who = str(view.mentions[view.at[k]].entity) if view.at[k] >= 0 else stem(view.words[k])
        for role in (r for r, p in roles if p >= _SURE):
            found.setdefault(role, set()).add(who)
    return {role: frozenset(who) for role, who in found.items()}


def find_features(view: View, a: Trigger, b: Trigger, near: Sequence[Near], between: int) -> list[str]:
    """What speaks for or against the earlier trigger `a` and the later `b` telling one happening.

    `between` triggers of the type stand between.
    """
    x, y = near
    sa, sb = view.sentence[a.i], view.sentence[b.i]
    ka, kb = view.kind(a.i), view.kind(b.i)
    apart = _bucket(sb - sa)
    kinds = f"{_plain(ka)}-{_plain(kb)}"
    definite = f"{view.words[a.i].startswith('ال')}{view.words[b.i].startswith('ال')}"
    word_b = view.words[b.i - 1] if b.i else "-"
    t = b.type
    shared = len(x.places & y.places)
    place = f"{min(shared, 2)}{bool(x.places - y.places)}{bool(y.places - x.places)}"
    other = f"{min(len(x.others & y.others), 2)}{bool(x.others - y.others)}{bool(y.others - x.others)}"
    number = _compare(x.numbers, y.numbers)
    words = len(x.words & y.words)
    lemma = a.lemma == b.lemma
    forms = f"{'noun' in a.forms}{'noun' in b.forms}"
    out = [
        f"kinds={kinds}",
        f"kinds={kinds}|{apart}",
        f"kinds={kinds}|{t}",
        f"apart={apart}",
        f"apart={apart}|{t}",
        f"between={min(between, 3)}",
        f"between={min(between, 3)}|{kinds}",
        f"lemma={lemma}|{t}",
        f"lemma={lemma}|{apart}",
        f"definite={definite}",
        f"definite={definite}|{t}",
        f"definite={definite}|{apart}",
        f"definite={definite}|{lemma}",
        f"definite={definite}|{kinds}",
        f"this={word_b in load_words('this')}",
        f"place={place}",
        f"place={place}|{kinds}",
        f"place={place}|{t}",
        f"place={place}|{definite}",
        f"other={other}",
        f"other={other}|{kinds}",
        f"other={other}|{t}",
        f"number={number}",
        f"number={number}|{kinds}",
        f"number={number}|{t}",
        f"words={min(words, 8)}",
        f"words={min(words, 8)}|{kinds}",
        f"forms={forms}|{definite}",
        f"place={place}|{other}|{number}",
        f"place={place}|{kinds}|{apart}",
        f"first={sb == _first_body(view)}|{kinds}",
        f"type={t}",
        f"same={view.words[a.i] == view.words[b.i]}|{apart}|{definite}",
        f"pair={a.lemma}-{b.lemma}",
    ]
    lo = max(view.text.sentences[sb].first, b.i - _AROUND)
    said = set(view.words[lo : b.i + 4])
    out += [f"another={w}" for w in sorted(said & load_words("another"))] + [
        f"another={bool(said & load_words('another'))}|{apart}|{kinds}"
    ]
    out += [f"sum={bool(said & load_words('sum'))}|{number}|{t}"]
    out += [*_of_parts(x, y, t, kinds), *_of_places(view, x, y, t, kinds), *_of_words(view, a, b, kinds)]
    if sa == sb:
        out += [
            f"gap={_bucket((b.i - a.i) // 4)}",
            f"gap={_bucket((b.i - a.i) // 4)}|{lemma}",
            f"and={'و' in view.words[a.i : b.i]}|{b.i - a.i < 6}",
        ]
    return out


def _compare(x: frozenset[Any], y: frozenset[Any]) -> str:
    if not (x and y):
        return "one" if x or y else "none"
    return "same" if x & y else "differ"


def _of_parts(x: Near, y: Near, t: str, kinds: str) -> Iterator[str]:
    """Whether the same take part in the same roles, on the same days."""
    days = _compare(x.days, y.days)
    yield from (f"days={days}", f"days={days}|{kinds}", f"days={days}|{t}")
    nobody: frozenset[str] = frozenset()
    told = {role: _compare(x.parts.get(role, nobody), y.parts.get(role, nobody)) for role in _TAKING_PART}
    for role, same in told.items():
        yield from (f"{role}={same}", f"{role}={same}|{t}", f"{role}={same}|{kinds}")
    yield "parts=" + "|".join(told[role] for role in _TAKING_PART[:3])


def _of_places(view: View, x: Near, y: Near, t: str, kinds: str) -> Iterator[str]:
    """How narrow the places are that both name, and whether one lies in another."""
    both = x.places & y.places
    yield f"narrow={_narrowest(view, x.places)}{_narrowest(view, y.places)}|{bool(both)}"
    yield from (f"shared={_narrowest(view, both)}|{t}", f"shared={_narrowest(view, both)}|{kinds}")
    if x.places and y.places and not both:
        mine, theirs = ([view.extents[p] for p in places] for places in (x.places, y.places))
        nested = any(p.holds(q) or q.holds(p) for p in mine for q in theirs)
        yield from (f"nested={nested}", f"nested={nested}|{kinds}", f"nested={nested}|{t}")


def _narrowest(view: View, places: frozenset[int]) -> int:
    return min((view.extents[p].width for p in places), default=9)


def _of_words(view: View, a: Trigger, b: Trigger, kinds: str) -> Iterator[str]:
    word, before, end = view.words[b.i], view.words[a.i], len(view.words)
    after, definite = view.word(b.i + 1, 0, end), word.startswith("ال")
    yield from (f"word={word}", f"word={word}|{kinds}", f"word={word}|{word == before}")
    yield from (f"several={word.endswith('ات')}{before.endswith('ات')}|{b.type}", f"after={after}|{definite}")
    yield from (f"before={view.word(b.i - 1, 0, end)}", f"afters={view.word(a.i + 1, 0, end)}|{after}")


def _plain(kind: BlockKind) -> str:
    return "body" if kind in (BlockKind.BODY, BlockKind.DATELINE) else str(kind)


def _first_body(view: View) -> int:
    return next((n for n, s in enumerate(view.text.sentences) if s.kind is BlockKind.BODY), -1)


def _bucket(n: int) -> str:
    return str(n) if n < 4 else "4-6" if n < 7 else "7+"


def candidate_pairs(triggers: Sequence[Trigger]) -> list[list[int]]:
    """For each trigger, the indices of the earlier triggers of its type that it may tell again, nearest first."""
    earlier: dict[str, list[int]] = {}
    out = []
    for n, t in enumerate(triggers):
        same = earlier.setdefault(t.type, [])
        out.append([*same[: -_BACK - 1 : -1], *same[:2]] if len(same) > _BACK else same[::-1])
        same.append(n)
    return out


def _wording(view: View, i: int) -> tuple[str, ...]:
    """The words about a trigger: a headline that a page repeats letter for letter tells nothing new."""
    s = view.text.sentences[view.sentence[i]]
    return tuple(view.words[max(s.first, i - _SAME) : min(s.last, i + _SAME + 1)])


def _is_part(view: View, t: Trigger) -> bool:
    """«مشاركة قوات كذا»: somebody's part in a fight is not the fight."""
    return view.words[t.i].removeprefix("ال") in load_words("part")


def _may_join(view: View, a: Trigger, b: Trigger, members: Sequence[Marks], newcomer: Marks) -> bool:
    return _is_part(view, a) == _is_part(view, b) and not keep_apart(members, newcomer)


def merge_triggers(view: View, triggers: Sequence[Trigger]) -> list[list[Trigger]]:
    """The triggers in groups, a group a happening, each in the order of the text."""
    scorer = load_scorer(SCORER)
    near = [find_near(view, t.i) for t in triggers]
    marks = [find_marks(view, t) for t in triggers]
    group: list[int] = []
    members: dict[int, list[Marks]] = {}
    told: dict[tuple[str, tuple[str, ...]], int] = {}
    for n, back in enumerate(candidate_pairs(triggers)):
        again = told.setdefault((triggers[n].type, _wording(view, triggers[n].i)), n)
        if again != n:
            group.append(group[again])
            members[group[again]].append(marks[n])
            continue
        best, at = LEAST, n
        features = [find_features(view, triggers[m], triggers[n], (near[m], near[n]), k) for k, m in enumerate(back)]
        for m, p in zip(back, scorer.all_probabilities(features), strict=True):
            if p["same"] > best and _may_join(view, triggers[m], triggers[n], members[group[m]], marks[n]):
                best, at = p["same"], group[m]
        group.append(at)
        members.setdefault(at, []).append(marks[n])
    out: dict[int, list[Trigger]] = {}
    for n, t in enumerate(triggers):
        out.setdefault(group[n], []).append(t)
    return list(out.values())
