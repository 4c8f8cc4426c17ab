"""Standing ties between the names of a report: who holds what office, what belongs to, backs, lies in, sits in or holds what."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from isnad.arabic.scoring import load_scorer
from isnad.entities.leaders import find_leaders
from isnad.entities.pairs import Pair, find_features, find_pairs, is_country, is_list, place_class
from isnad.entities.roles import find_countries, find_roles
from isnad.entities.tie_bars import is_barred
from isnad.entities.tie_rules import Told, find_ruled
from isnad.entities.units import Role, Unit, find_units, place_mentions
from isnad.letters import fold
from isnad.model.entity import Entity, EntityType
from isnad.model.event import Status
from isnad.model.note import Found
from isnad.model.relation import Relation, RelationType
from isnad.model.span import Span
from isnad.model.text import Text
from isnad.reference.nominals import load_kinds
from isnad.reference.ties import load_linking, load_offices

LEAST = {"located_in": 0.3, "based_in": 0.22, "controls": 0.22, "supports": 0.22, "part_of": 0.22}
"""The least probability at which the scorer is believed, by type (training/relations.py prints the figures)."""
_NEAR = 8
"""Words between a pair beyond which the scorer must be surer."""
_LEAST_FAR = 0.5
_HEDGED = 4
"""Words before a tie in which a doubt still means it."""
_ANEW = frozenset(("في", "ب"))
"""Prepositions that begin another whereabouts within a list («وفي»)."""
_BEFORE = "أمام"
"""Is no office, though its search form is that of «إمام»."""
_QUOTES = (("«", "»"), ("“", "”"), ('"', '"'))
_JOINS = frozenset(("و", "،", ","))
_BODIES = (EntityType.GROUP, EntityType.ORGANIZATION)
_SPREADING = ("based_in", "controls", "supports")
"""Ties that run to every member of a list («مواقع X في A وB»)."""
_OF_ONE = frozenset(("supports", "part_of", "controls"))
"""Ties whose cue speaks of the name beside it alone."""
_CUE = "cue-between"


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie told by one sentence: entity indices, `to` -1 where none; score 1 where a rule made it."""

    type: str
    from_: int
    to: int
    title: str | None
    start: int
    end: int
    rule: str
    score: float
    status: Status = Status.REPORTED


def find_relations(text: Text, entities: tuple[Entity, ...]) -> Found[tuple[Relation, ...]]:
    """The ties of a report between its entities, each with the stretches that tell it."""
    placed, countries = place_mentions(text, entities), find_countries(entities)
    ties: list[Tie] = []
    for sentence in text.sentences:
        units = find_units(text, sentence, placed, entities)
        if any(u.entity >= 0 for u in units):
            ties += find_ties(text, units, countries)
    by_name = list(find_parts_by_name(entities))
    ties = [*_told_of_the_whole(ties, {t.from_: t.to for t in by_name}), *by_name]
    return Found(tuple(_relations(_merged(ties), entities, text)))


def _told_of_the_whole(ties: Iterable[Tie], whole: dict[int, int]) -> Iterator[Tie]:
    """«المكتب الإعلامي لكتائب كذا التابعة لحشد كذا»: what follows a part's name is said of the body that ends it."""
    for tie in ties:
        if tie.type != "part_of" or tie.from_ not in whole:
            yield tie
        elif whole[tie.from_] != tie.to:  # that it is a part of its whole, its name says already
            yield replace(tie, from_=whole[tie.from_])


def find_parts_by_name(entities: Sequence[Entity]) -> Iterator[Tie]:
    """«المكتب السياسي لحركة X» is by its name a part of «حركة X», where the report names both."""
    bodies = [(fold(n), k) for k, e in enumerate(entities) if e.type in _BODIES for n in e.names]
    whole: dict[str, list[tuple[str, int]]] = {}
    for name, k in bodies:
        whole.setdefault(name.rsplit(" ", 1)[-1], []).append((name, k))
    for name, k in bodies:
        words = name.split()
        if len(words) < 2 or words[0] not in load_linking("part"):
            continue
        for last in (words[-1], words[-1].removeprefix("ل"), words[-1].removeprefix("ب")):
            for other, j in whole.get(last, ()):
                if j != k and name.endswith((f" {other}", f" ل{other}", f" ب{other}")):
                    first = entities[k].mentions[0]
                    yield Tie("part_of", k, j, None, first.start, first.end, "part-in-name", 0.9)


def find_ties(text: Text, units: Sequence[Unit], countries: dict[str, int]) -> Iterator[Tie]:
    """What one sentence ties. `countries`: adjective of nationality → entity index."""
    for role in (*find_roles(units, countries), *find_leaders(units)):
        if office := _as_written(text, units, role):
            yield _role_tie(text, units, office)
    yield from _of_nationality(units, countries)
    pairs = list(find_pairs(units))
    told: dict[Pair, Told] = {pair: tie for pair in pairs if (tie := find_ruled(units, pair))}
    told.update(_scored(units, [pair for pair in pairs if pair not in told]))
    for pair in pairs:
        tie = told.get(pair) or _by_list(units, pair, told)
        if tie and not _is_nearers(units, pair, tie, told):
            yield _pair_tie(units, pair, *tie)


def _of_nationality(units: Sequence[Unit], countries: dict[str, int]) -> Iterator[Tie]:
    """«مدينة كذا الحدودية التركية»، «العاصمة السورية كذا»: the adjective says in which country of the report a place lies."""
    for i, unit in enumerate(units):
        if unit.entity < 0 or unit.type is not EntityType.PLACE or is_country(unit.folded):
            continue
        beside = [*_adjectives(units, i + 1), *([i - 1] if i > 1 and units[i - 2].folded in load_linking("capital") else [])]
        for k in beside:
            country = countries.get(units[k].folded, unit.entity) if units[k].entity < 0 else unit.entity
            if country != unit.entity:
                first, last = sorted((i, k))
                yield Tie("located_in", unit.entity, country, None, units[first].start, units[last].end, "nationality", 0.9)


def _adjectives(units: Sequence[Unit], first: int) -> Iterator[int]:
    """The adjectives that follow a name, at most two."""
    for i in range(first, min(len(units), first + 2)):
        office = units[i].folded in load_offices()  # «في موسكو الرئيس العراقي»
        if units[i].entity >= 0 or office or not units[i].folded.startswith("ال") or units[i].upos not in ("ADJ", "X", "NOUN"):
            return
        yield i


def _is_nearers(units: Sequence[Unit], pair: Pair, tie: Told, told: dict[Pair, Told]) -> bool:
    """«… كذا المدعومة من A مع كذا المدعوم من B»: what a cue says of the nearer name it does not say of the one before."""
    label, rule, _ = tie
    if rule != "scorer" or label[:-1] not in _OF_ONE:
        return False
    for m in range(pair.a + 1, pair.b):
        if units[m].entity < 0 or units[m].entity in (units[pair.a].entity, units[pair.b].entity):
            continue
        right, left = told.get(Pair(m, pair.b)), told.get(Pair(pair.a, m))
        around = left is not None and left[0] == "located_in>"  # «أريحا الواقعة بمحافظة إدلب والتي تسيطر عليها …»
        if right and right[:2] == (label, _CUE) and not around and not is_list(units, pair.a, m):
            return True
        if left and left[:2] == (label, _CUE) and not is_list(units, m, pair.b):
            return True
    return False


def _by_list(units: Sequence[Unit], pair: Pair, told: dict[Pair, Told]) -> Told | None:
    """«قرى A وB بريف C»: what is told of one of a list is told of the others, left or right of the tie."""
    for at in range(pair.a + 1, pair.b):
        if units[at].entity < 0:
            if units[at].folded in _ANEW and units[at - 1].entity < 0 and units[at - 1].folded in _JOINS:
                return None  # «في كذا وفي كذا بمحافظة كذا»: each in a place of its own
            continue
        if is_list(units, pair.a, at) and units[at].type is units[pair.a].type:
            tie = told.get(Pair(at, pair.b))
            if tie and tie[0].endswith(">") and _fits(units, pair, tie[0]) and not _is_placed(units, pair.a, at, tie[0]):
                return tie[0], "list", tie[2] * 0.99
        if is_list(units, at, pair.b) and units[at].type is units[pair.b].type:
            tie = told.get(Pair(pair.a, at))
            if tie and tie[0][:-1] in _SPREADING and _fits(units, pair, tie[0]):
                return tie[0], "list", tie[2] * 0.99
    return None


def _is_placed(units: Sequence[Unit], a: int, at: int, label: str) -> bool:
    """Whether a place says of another where it lies («جبل كذا بمديرية A ومنطقة B في C»: C says nothing of A)."""
    if label[:-1] != "located_in":
        return False
    before = [u for u in units[max(0, a - 3) : a] if u.entity >= 0 or u.folded not in load_kinds()]
    kinds = [k > 0 and units[k - 1].entity < 0 and units[k - 1].folded in load_kinds() for k in (a, at)]
    inside = len(before) > 1 and before[-1].folded in ("ب", "في") and before[-1].entity < 0 and before[-2].entity >= 0
    return place_class(units[a]) == "direction" or inside or kinds == [False, True]


def _as_written(text: Text, units: Sequence[Unit], role: Role) -> Role | None:
    """The role without an «أمام» that reads like «إمام» in search form; nothing where no office is left («أمام منزلها»)."""
    if text.tokens[units[role.first].first].form != _BEFORE:
        return role
    first = next((i for i in range(role.first + 1, role.last) if units[i].folded in load_offices()), -1)
    return replace(role, first=first) if first >= 0 else None


def _role_tie(text: Text, units: Sequence[Unit], role: Role) -> Tie:
    first, last, person = units[role.first], units[role.last - 1], units[role.person]
    start, end = min(first.start, person.start), max(last.end, person.end)
    return Tie("role", person.entity, role.body, _title(text, first, last), start, end, role.rule, 1.0)


def _title(text: Text, first: Unit, last: Unit) -> str:
    """The words of a title as written, without marks at its ends; a quotation that opens in it closes in it («رئيس «الوفد»»)."""
    start = min(first.start, text.tokens[text.quoted_from(first.first)].start)
    end = last.end
    for opening, closing in _QUOTES:
        closed = text.text.count(closing, start, end) if closing != opening else text.text.count(closing, start, end) // 2 * 2
        if text.text.count(opening, start, end) > closed and text.text[end : end + 1] == closing:
            return text.text[start : end + 1].strip(" ،,")
    return text.text[start:end].strip(" \"'،,«»“”")


def _scored(units: Sequence[Unit], pairs: Sequence[Pair]) -> Iterator[tuple[Pair, Told]]:
    """What the trained scorer says of each of the pairs, where it says enough."""
    weighed = load_scorer("ties").all_probabilities([find_features(units, pair) for pair in pairs])
    for pair, probabilities in zip(pairs, weighed, strict=True):
        if tie := _likely(units, pair, probabilities):
            yield pair, tie


def _likely(units: Sequence[Unit], pair: Pair, probabilities: dict[str, float]) -> Told | None:
    label = max((k for k in probabilities if k), key=lambda k: probabilities[k])
    near = units[pair.b].first - units[pair.a].last <= _NEAR
    if not near and label[:-1] == "part_of":
        return None
    least = LEAST[label[:-1]] if near else _LEAST_FAR
    if probabilities[label] < least:
        return None
    tie = f"located_in{label[-1]}" if label[:-1] == "part_of" and _between_places(units, pair) else label
    if not _fits(units, pair, tie) or is_barred(units, pair, tie):
        return None
    return tie, "scorer", probabilities[label]


def _between_places(units: Sequence[Unit], pair: Pair) -> bool:
    """«نقطة كذا التابعة لمركز كذا»: what belongs to a place lies in it."""
    types = {units[pair.a].type, units[pair.b].type}
    return EntityType.PLACE in types and types <= {EntityType.PLACE, EntityType.FACILITY}


def _fits(units: Sequence[Unit], pair: Pair, label: str) -> bool:
    """Whether the types of both ends allow the tie (the annotation guide says which do)."""
    a, b = units[pair.a].type, units[pair.b].type
    from_, to = (a, b) if label.endswith(">") else (b, a)
    place = (EntityType.PLACE, EntityType.FACILITY)
    inner = units[pair.a if label.endswith(">") else pair.b]
    if label[:-1] == "located_in":
        return from_ in place and to in place and not is_country(inner.folded)
    if label[:-1] in ("based_in", "controls"):
        return to in place and from_ is not EntityType.PLACE
    return True


def _pair_tie(units: Sequence[Unit], pair: Pair, label: str, rule: str, score: float) -> Tie:
    a, b = units[pair.a], units[pair.b]
    from_, to = (a.entity, b.entity) if label.endswith(">") else (b.entity, a.entity)
    return Tie(label[:-1], from_, to, None, a.start, b.end, rule, score, _status(units, pair.a, pair.b))


def _status(units: Sequence[Unit], first: int, last: int) -> Status:
    """Denied or possible where the words of a tie, or those right before it, say so («غير الخاضعة ل»، «يعتقد أنها تابعة ل»)."""
    words = [u.folded for u in units[max(0, first - _HEDGED) : last] if u.entity < 0]
    for word, after in pairwise([*words, ""]):
        if word in load_linking("deny") and after not in load_linking("still"):
            return Status.DENIED
    return Status.POSSIBLE if any(w in load_linking("hedge") for w in words) else Status.REPORTED


def _merged(ties: Iterable[Tie]) -> list[list[Tie]]:
    """Ties that say the same together, in order of their first telling; of opposite or rival ones the likelier stays."""
    by_ends: dict[tuple[object, ...], list[Tie]] = {}
    for tie in ties:
        key = ("role", tie.from_, tie.to, fold(tie.title or "")) if tie.type == "role" else ("tie", *sorted((tie.from_, tie.to)))
        by_ends.setdefault(key, []).append(tie)
    out = []
    for same in by_ends.values():
        best = max(same, key=lambda t: t.score)
        out.append([t for t in same if (t.type, t.from_) == (best.type, best.from_)])
    return _without_weaker_roles(out)


def _without_weaker_roles(groups: list[list[Tie]]) -> list[list[Tie]]:
    """Drops a role that another of the same person says more fully («الرئيس» beside «الرئيس السوري»)."""
    roles: dict[int, list[tuple[set[str], int]]] = {}
    for tie, *_ in groups:
        if tie.type == "role":
            roles.setdefault(tie.from_, []).append((_words(tie), tie.to))
    return [g for g in groups if g[0].type != "role" or not _is_weaker(g[0], roles[g[0].from_])]


def _words(tie: Tie) -> set[str]:
    return set(fold(tie.title or "").split())


def _is_weaker(tie: Tie, roles: Sequence[tuple[set[str], int]]) -> bool:
    words = _words(tie)
    if words <= load_linking("member") and any(to == tie.to and w != words for w, to in roles):
        return True
    return any((words < w and tie.to in (-1, to)) or (words == w and tie.to == -1 and to != -1) for w, to in roles)


def _relations(groups: Sequence[Sequence[Tie]], entities: Sequence[Entity], text: Text) -> Iterator[Relation]:
    ordered = sorted(groups, key=lambda g: (g[0].start, g[0].end, g[0].type, g[0].from_, g[0].to))
    for n, same in enumerate(ordered, 1):
        tie = same[0]
        spans = sorted({(t.start, t.end) for t in same})
        yield Relation(
            id=f"R{n}",
            type=RelationType(tie.type),
            from_=entities[tie.from_].id,
            to=entities[tie.to].id if tie.to >= 0 else None,
            title=tie.title,
            evidence=tuple(Span(start=s, end=e) for s, e in spans),
            status=tie.status,
            rule=tie.rule,
        )
