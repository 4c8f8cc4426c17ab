"""Who did it, to whom, where, with what: which named things and nameless phrases take part in an event, and in which role."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from isnad.arabic.features import number_parts
from isnad.arabic.scoring import load_scorer
from isnad.events.barred import is_barred, is_demonym, is_object, kin_before, named_by, subject_and_object
from isnad.events.role_features import all_parts
from isnad.events.scene import Candidate, Happening, Scene, find_candidates
from isnad.events.view import View, stem
from isnad.model.entity import EntityType
from isnad.model.event import EventType
from isnad.reference.triggers import load_words

ROLES = "event_roles"
PLACES = "event_places"
LEAST_ROLE = 0.33
LEAST_PLACE = 0.4
"""Probability of taking part, times that of the event itself to the power of SURENESS, from which an argument is kept;
the score is flat about them on the measuring reports."""
SURENESS = 0.7
SURE_AGENT = 0.65
"""From which somebody is the agent though named in the words for those who were struck."""
_AT_ONCE = 1000
"""Candidates that are weighed together."""


@dataclass(frozen=True, slots=True)
class Chosen:
    candidate: Candidate
    role: str
    score: float


def find_arguments(scene: Scene) -> list[list[Chosen]]:
    """Who and what takes part in each of the happenings, by role."""
    out: list[list[Chosen]] = []
    for some in _some_at_once(scene):
        parts = [p for h, candidates in some for p in all_parts(scene, h, candidates)]
        told = number_parts(parts)
        roles = iter(load_scorer(ROLES).numbered_probabilities(told, len(parts)))
        places = iter(load_scorer(PLACES).numbered_probabilities(told, len(parts)))
        for h, candidates in some:
            weighed = list(_choose(candidates, roles, places, max(t.score for t in h.triggers) ** SURENESS))
            chosen = list(_certain(scene, h, candidates, _by_case(scene.view, h, candidates, weighed)))
            out.append(list(_once(scene.view, [*chosen, *_met(h, candidates, chosen)])))
    struck = _struck(c for chosen in out for c in chosen)
    return [list(_not_struck(chosen, struck)) for chosen in out]


def _certain(scene: Scene, h: Happening, candidates: Sequence[Candidate], chosen: Sequence[Chosen]) -> Iterator[Chosen]:
    """What was chosen without what grammar forbids; whose kin was struck makes way for them."""
    view, said = scene.view, {(c.candidate.first, c.role) for c in chosen}
    struck = [c.candidate for c in chosen if c.role == "target"] if h.type in ("killing", "injury") else []
    for c in map(partial(_left, view), chosen):
        own = c.role == "agent" and any(is_demonym(view, t, c.candidate) for t in struck)
        by = c.role == "target" and _may_act(c.candidate) and named_by(view, c.candidate)
        if not own and not by and not is_barred(scene, h, c.candidate, c.role):
            yield c
        elif c.role == "target" and (k := kin_before(view, c.candidate)) >= 0:
            head = next(
                (x for x in candidates if x.entity < 0 and x.first <= k < x.last and (x.first, "target") not in said), None
            )
            if head is not None:
                said.add((head.first, "target"))
                yield Chosen(head, "target", c.score)
    if not any(role == "agent" for _, role in said):
        yield from (Chosen(x, "agent", LEAST_ROLE) for x in candidates if _may_act(x) and named_by(view, x))


def _by_case(view: View, h: Happening, candidates: Sequence[Candidate], chosen: Sequence[Chosen]) -> list[Chosen]:
    """Who did it and to whom where their cases tell, whatever the scorer took them for."""
    told = subject_and_object(view, candidates) if h.type in _DONE_TO_PEOPLE else None
    if told is None:
        return list(chosen)
    rest = [c for c in chosen if c.candidate not in told]
    return [*rest, *(Chosen(c, role, SURE_AGENT) for c, role in zip(told, ("agent", "target"), strict=True))]


_DONE_TO_PEOPLE = frozenset(("killing", "injury", "arrest", "abduction", "torture"))


def _left(view: View, c: Chosen) -> Chosen:
    """«غادر الوفد المدينة»: what is left is where one sets out from."""
    left = c.role == "destination" and c.candidate.trigger.lemma in load_words("leaving") and is_object(view, c.candidate)
    return replace(c, role="origin") if left else c


def _not_struck(chosen: Sequence[Chosen], struck: set[int]) -> Iterator[Chosen]:
    """«مقتل سبعة من قادة التنظيم بقصف»: whose people were struck is named for that, and is not who struck.

    `struck`: the tokens of the phrases for those who were, without their first.
    """
    for c in chosen:
        inside = c.candidate.first in struck and c.candidate.last - 1 in struck
        if not (c.role == "agent" and c.candidate.entity >= 0 and inside and c.score < SURE_AGENT):
            yield c


def _struck(chosen: Iterable[Chosen]) -> set[int]:
    nameless = [c.candidate for c in chosen if c.role == "target" and c.candidate.entity < 0]
    return {i for c in nameless for i in range(c.first + 1, c.last)}


def _met(h: Happening, candidates: Sequence[Candidate], chosen: Sequence[Chosen]) -> Iterator[Chosen]:
    """«وصل فلان … والتقى القائد»: where who meets stands before the verb, who follows it is whom he met."""
    if h.type != EventType.MEETING or any(c.role == "partner" for c in chosen):
        return
    verbs = {t.i for t in h.triggers if "noun" not in t.forms}
    if not any(c.role == "agent" and c.candidate.last <= c.candidate.trigger.i in verbs for c in chosen):
        return
    taken = {(c.candidate.first, c.candidate.last) for c in chosen}
    for c in candidates:
        if c.trigger.i in verbs and c.first == c.trigger.i + 1 and c.kind in _MEETING and (c.first, c.last) not in taken:
            yield Chosen(c, "partner", LEAST_ROLE)
            return


def _may_act(c: Candidate) -> bool:
    return c.kind in _MEETING or c.kind in (EntityType.PEOPLE, "civilians")


_MEETING = frozenset((EntityType.PERSON, EntityType.GROUP, EntityType.ORGANIZATION, "leaders", "fighters"))


def _some_at_once(scene: Scene) -> Iterator[list[tuple[Happening, list[Candidate]]]]:
    """Happenings with their candidates, as many as are weighed together."""
    some, many = [], 0
    for h in scene.happenings:
        some.append((h, find_candidates(scene, h)))
        many += len(some[-1][1])
        if many >= _AT_ONCE:
            yield some
            some, many = [], 0
    if some:
        yield some


def _choose(
    candidates: Sequence[Candidate], roles: Iterator[dict[str, float]], places: Iterator[dict[str, float]], sure: float
) -> Iterator[Chosen]:
    for c, p, q in zip(candidates, roles, places, strict=False):
        role = max((r for r in p if r), key=p.__getitem__)
        if p[role] * sure >= LEAST_ROLE:
            yield Chosen(c, role, p[role])
        if may_be_place(c) and q["place"] * sure >= LEAST_PLACE:
            yield Chosen(c, "place", q["place"])


def _once(view: View, chosen: Sequence[Chosen]) -> Iterator[Chosen]:
    """Without the nameless phrases that say what a likelier one says in the same role («3 مدنيين», «المدنيين الثلاثة»)."""
    said: dict[str, list[frozenset[str]]] = {}
    for c in sorted(chosen, key=lambda c: -c.score):
        if c.candidate.entity < 0:
            words = _content(view, c.candidate)
            if any(words <= other or other <= words for other in said.setdefault(c.role, [])):
                continue
            said[c.role].append(words)
        yield c


def _content(view: View, c: Candidate) -> frozenset[str]:
    """The bare stems of a phrase's words, without case and plural endings, numbers left out where other words stand."""
    words = [view.words[i].removeprefix("ال") for i in range(c.first, c.last) if len(view.words[i]) > 2]
    stems = frozenset(stem(w) for w in words if not w[0].isdecimal())
    return stems or frozenset(view.words[c.first : c.last])


def may_be_place(c: Candidate) -> bool:
    return c.kind in (EntityType.PLACE, EntityType.FACILITY, "buildings")
