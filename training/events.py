"""Train the scorers of events (triggers, merging, status, roles, places) on gold reports and labelled sentences.

python -m training.events              figures by held-out outlets, then the packaged models
"""

import json
import sys
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from isnad.arabic.analysis import analyse
from isnad.arabic.scoring import MODELS, Scorer
from isnad.entities.nominals import add_nominals
from isnad.entities.places import resolve_places
from isnad.entities.pronouns import add_pronouns
from isnad.events import arguments, merging, status, triggers
from isnad.events.finding import clearest_first
from isnad.events.role_features import all_features
from isnad.events.scene import Candidate as Taker
from isnad.events.scene import Happening, Scene, build_scene
from isnad.events.scene import find_candidates as find_takers
from isnad.events.triggers import Candidate, Trigger, find_candidates, find_features
from isnad.events.view import View, build_view
from isnad.model.capture import Beside, Capture
from isnad.model.entity import Entity, Mention
from isnad.model.errors import InputRefused
from isnad.model.page import Block, BlockKind, Page, Report
from isnad.model.text import Tagged, Text
from isnad.page.layout import read_page
from training.gold import GoldArgument, GoldEvent, GoldReport, load_gold, outlet_folds
from training.linear import Example, fit, write_scorer
from training.sentences.loader import Sentence, load_sentences

FOLDS = 5
OOF = Path(__file__).resolve().parents[1] / ".work" / "oof"


@dataclass(frozen=True)
class Lesson:
    """A text with its entities and the events that people marked in it."""

    name: str
    page: Page
    view: View
    events: tuple[GoldEvent, ...]
    own: bool = False
    """One of our own labelled sentences."""


def read_lessons(part: str) -> list[Lesson]:
    """The gold reports of `part`, laid out and analysed; reports the page stage refuses are left out."""
    return [lesson for r in load_gold(part) if (lesson := _of_report(r)) is not None]


def _of_report(report: GoldReport) -> Lesson | None:
    try:
        page = read_page(Capture(body=report.body, beside=Beside(published=report.published))).value
    except InputRefused:
        return None
    return _lesson(report.name, page, report.entities, report.events)


def _lesson(name: str, page: Page, entities: tuple[Entity, ...], events: tuple[GoldEvent, ...], *, own: bool = False) -> Lesson:
    text = analyse(page).value
    told = add_pronouns(text, add_nominals(text, entities))
    placed = resolve_places(told, text, page).value
    return Lesson(name, page, build_view(honest(text, name), placed), events, own)


def honest(text: Text, name: str) -> Text:
    """`text` with what a tagger saw that was not trained on its outlet (training/reports.py cv); no layers where none is kept."""
    path = OOF / f"{name}.json"
    if not path.exists():
        return replace(text, layers={})
    seen = json.loads(path.read_text(encoding="utf-8"))
    starts = [t.start for t in text.tokens]
    layers: dict[str, tuple[Tagged, ...]] = {
        layer: tuple(Tagged(bisect_left(starts, s), bisect_left(starts, e), label, p) for s, e, label, p in seen[layer])
        for layer in ("triggers", "status")
    }
    layers["roles"] = tuple(
        Tagged(bisect_left(starts, s), bisect_left(starts, e), f"{label}:{bisect_left(starts, head)}", p)
        for s, e, label, p, head in seen["roles"]
    )
    return replace(text, layers=layers)


def sentence_lessons() -> list[Lesson]:
    """Our own labelled sentences, each as a report of one paragraph."""
    return [_of_sentence(s) for s in load_sentences()]


def _of_sentence(s: Sentence) -> Lesson:
    page = Page(text=s.text, blocks=(Block(0, len(s.text), BlockKind.BODY),), report=Report(id="0", source_sha256="0"))
    entities = tuple(
        Entity(
            id=f"{a}:{b}",
            type=t,
            name=s.text[a:b],
            name_latin="",
            names=(s.text[a:b],),
            mentions=(Mention(start=a, end=b, text=s.text[a:b]),),
        )
        for a, b, t in s.names
    )
    return _lesson(s.where, page, entities, tuple(_event_of(s, e) for e in _event_ids(s)), own=True)


def _event_ids(s: Sentence) -> list[str]:
    return [t.event for t in s.triggers if not t.further]


def _event_of(s: Sentence, event: str) -> GoldEvent:
    triggers = sorted((t for t in s.triggers if t.event == event), key=lambda t: t.further)
    named = {(a, b) for a, b, _ in s.names}
    arguments = tuple(
        GoldArgument(
            a.role, f"{a.start}:{a.end}" if (a.start, a.end) in named else None, s.text[a.start : a.end], ((a.start, a.end),)
        )
        for a in s.arguments
        if a.event == event
    )
    return GoldEvent(event, triggers[0].type, tuple((t.start, t.end) for t in triggers), arguments, triggers[0].status, (), {})


def trigger_labels(lesson: Lesson, candidates: Sequence[Candidate]) -> dict[tuple[int, str], int | None]:
    """(token, type) → the index of the event it names; None where a further mention leaves open which word it is."""
    out: dict[tuple[int, str], int | None] = {}
    at = [lesson.view.text.tokens[c.i] for c in candidates]
    for n, event in enumerate(lesson.events):
        for k, (start, end) in enumerate(event.triggers):
            here = [
                c
                for c, t in zip(candidates, at, strict=True)
                if t.start < end and start < t.end and (k == 0 or event.type in c.types)
            ]
            chosen = _best(here, event.type.value) if k else next(iter(here), None)
            for c in here:
                key = (c.i, event.type.value)
                if c is chosen:
                    out[key] = n
                elif k:
                    out.setdefault(key, None)
    return out


def _best(here: Sequence[Candidate], type_: str) -> Candidate | None:
    return min(here, key=lambda c: (c.types.index(type_), ("phrase", "sure", "weak", "tagger").index(c.level), c.i), default=None)


def trigger_examples(lesson: Lesson) -> list[tuple[Example, Candidate, str]]:
    candidates = find_candidates(lesson.view)
    labels = trigger_labels(lesson, candidates)
    out = []
    for c in candidates:
        for t in c.types:
            label = labels.get((c.i, t), -1)
            if label is not None:
                out.append(((find_features(lesson.view, c, t), "event" if label >= 0 else ""), c, t))
    return out


def gold_triggers(lesson: Lesson) -> list[tuple[Trigger, int]]:
    """The triggers people marked, as the program would have found them, with the index of their event."""
    candidates = find_candidates(lesson.view)
    labels = trigger_labels(lesson, candidates)
    return [
        (Trigger(c.i, t, 1.0, c.lemma, "", c.forms), n)
        for c in candidates
        for t in c.types
        if (n := labels.get((c.i, t), -1)) is not None and n >= 0
    ]


def merging_examples(lesson: Lesson) -> list[Example]:
    """One example a pair of triggers of one type: the same happening or not."""
    found = gold_triggers(lesson)
    triggers = [t for t, _ in found]
    near = [merging.find_near(lesson.view, t.i) for t in triggers]
    return [
        (
            merging.find_features(lesson.view, triggers[m], triggers[n], (near[m], near[n]), between),
            "same" if found[m][1] == found[n][1] else "",
        )
        for n, back in enumerate(merging.candidate_pairs(triggers))
        for between, m in enumerate(back)
    ]


@dataclass(frozen=True)
class Staged:
    """The marked events of a lesson as a scene, each with its candidates, their features and their roles."""

    scene: Scene
    events: list[int]
    found: list[list[tuple[Taker, list[str], set[str]]]]


def stage(lesson: Lesson) -> Staged:
    """The marked events of `lesson`, ready to be learnt from, in the order in which the program would tell them."""
    groups: dict[int, list[Trigger]] = {}
    for t, n in gold_triggers(lesson):
        groups.setdefault(n, []).append(t)
    ordered = {n: clearest_first(lesson.view, ts) for n, ts in groups.items()}
    events = sorted(ordered, key=lambda n: ordered[n][0].i)
    scene = build_scene(lesson.view, [Happening(lesson.events[n].type.value, tuple(ordered[n])) for n in events])
    found = []
    for n, h in zip(events, scene.happenings, strict=True):
        candidates = find_takers(scene, h)
        told = _roles_of(lesson, lesson.events[n], candidates)
        features = all_features(scene, h, candidates)
        found.append([(c, f, told.get(k, set())) for k, (c, f) in enumerate(zip(candidates, features, strict=True))])
    return Staged(scene, events, found)


def _roles_of(lesson: Lesson, event: GoldEvent, candidates: Sequence[Taker]) -> dict[int, set[str]]:
    """Index of a candidate → the roles that people gave it."""
    out: dict[int, set[str]] = {}
    for a in event.arguments:
        best = max(((fit_of(lesson, a, c), -k) for k, c in enumerate(candidates)), default=(0.0, 0))
        if best[0] >= 0.5:
            out.setdefault(-best[1], set()).add(a.role.value)
    return out


def fit_of(lesson: Lesson, a: GoldArgument, c: Taker) -> float:
    """How well candidate `c` stands for argument `a`: 1 for the entity itself, the share of common words for phrases."""
    if a.entity is not None:
        return float(c.entity >= 0 and lesson.view.entities[c.entity].id == a.entity)
    if not a.spans:
        return 0.0
    tokens = lesson.view.text.tokens
    mine, theirs = (
        set(words) for words in (_content(lesson, (tokens[c.first].start, tokens[c.last - 1].end)), _content(lesson, a.spans[0]))
    )
    if not mine & theirs:
        return 0.0
    if c.entity >= 0 and mine != theirs:
        return 0.0  # «الجيش»: a name's further mention may stand for it, but no name is a part of a phrase
    near = any(s < tokens[c.last - 1].end and tokens[c.first].start < t for s, t in a.spans[:1])
    return len(mine & theirs) / max(len(mine), len(theirs)) - (0 if near else 0.1)


def _content(lesson: Lesson, span: tuple[int, int]) -> list[str]:
    return [t.folded.removeprefix("ال") for t in lesson.view.text.tokens_in(*span) if len(t.folded) > 1 or t.folded.isdigit()]


def status_examples(lesson: Lesson) -> list[Example]:
    """One example a marked trigger: its event's status."""
    return [(status.find_features(lesson.view, t), lesson.events[n].status.value) for t, n in gold_triggers(lesson)]


def role_examples(staged: Sequence[Staged]) -> tuple[list[Example], list[Example]]:
    """Examples of who takes part how, and of where, each candidate alone."""
    all_ = [x for s in staged for found in s.found for x in found]
    return [(f, role_of(told)) for _, f, told in all_], [
        (f, "place" if "place" in told else "") for c, f, told in all_ if arguments.may_be_place(c)
    ]


def role_of(told: set[str]) -> str:
    """The one role that is learnt where people gave several besides the place."""
    return next((r for r in ORDER if r in told), "")


ORDER = ("target", "agent", "partner", "destination", "origin", "instrument")
OPTIONS = {
    triggers.SCORER: {"c": 0.15, "least": 2, "iterations": 150},
    merging.SCORER: {"c": 0.1, "iterations": 150},
    status.SCORER: {"c": 0.5, "iterations": 150},
    arguments.ROLES: {"c": 0.1, "least": 3, "iterations": 100},
    arguments.PLACES: {"c": 0.05, "least": 3, "iterations": 100},
}


def examples_of(lessons: Sequence[Lesson]) -> dict[str, list[Example]]:
    """The examples of every scorer by its name."""
    out: dict[str, list[Example]] = {name: [] for name in OPTIONS}
    for lesson in lessons:
        out[triggers.SCORER] += [e for e, _, _ in trigger_examples(lesson)]
        out[merging.SCORER] += merging_examples(lesson)
        out[status.SCORER] += status_examples(lesson)
        roles, places = role_examples([stage(lesson)])
        out[arguments.ROLES] += roles
        out[arguments.PLACES] += places
    return out


def fit_all(lessons: Sequence[Lesson], folder: Path = MODELS) -> None:
    """Fit every scorer of events on `lessons` and write it."""
    for name, examples in examples_of(lessons).items():
        print(write_scorer(fit(examples, **OPTIONS[name]), name, folder))  # type: ignore[arg-type]


def measure(lessons: Sequence[Lesson], own: Sequence[Lesson]) -> None:
    """Print what scorers find that were fitted on the other outlets: triggers (a word, an event), then roles and places."""
    by_name = {lesson.name: lesson for lesson in lessons}
    folds = [[by_name[r.name] for r in f if r.name in by_name] for f in outlet_folds(load_gold("train"), FOLDS)]
    tallies = {"triggers": [0, 0, 0], "roles": [0, 0, 0], "places": [0, 0, 0]}
    for k, fold in enumerate(folds):
        seen = examples_of([*(lesson for j, f in enumerate(folds) if j != k for lesson in f), *own])
        for name, least in ((triggers.SCORER, 0.5), (arguments.ROLES, 0.3), (arguments.PLACES, 0.4)):
            scorer = fit(seen[name], **OPTIONS[name])  # type: ignore[arg-type]
            _tally(tallies[name.removeprefix("event_")], scorer, examples_of(fold)[name], least)
    for name, (right, told, marked) in tallies.items():
        print(f"{name} P {right / told:.3f} R {right / marked:.3f} F {2 * right / (told + marked):.3f}")


def _tally(tally: list[int], scorer: Scorer, examples: Sequence[Example], least: float) -> None:
    for features, label in examples:
        p = scorer.probabilities(set(features))
        best = max((r for r in p if r), key=lambda r: p[r])
        told = best if p[best] >= least else ""
        tally[0] += bool(told) and told == label
        tally[1] += bool(told)
        tally[2] += bool(label)


def main() -> int:
    lessons, own = read_lessons("train"), sentence_lessons()
    if sys.argv[1:] == ["measure"]:
        measure(lessons, own)
    else:
        fit_all([*lessons, *own])
    return 0


if __name__ == "__main__":
    sys.exit(main())
