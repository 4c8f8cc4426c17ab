"""Who holds what office: titles before a person («قائد الفرقة العقيد X») and after («X، قائد لواء Y»)."""

from collections.abc import Iterator, Sequence

from isnad.entities.title_words import (
    BODIES,
    JOINTS,
    SO_CALLED,
    is_loose,
    is_no_office,
    may_stand_in_title,
    office_kind,
    qualifies,
)
from isnad.entities.units import Role, Unit
from isnad.letters import fold
from isnad.model.entity import Entity, EntityType
from isnad.reference.grammar import load_agreement
from isnad.reference.nominals import load_kinds
from isnad.reference.ties import load_adjectives, load_linking, load_nationalities

_WIDEST = 12
"""Units a title may span."""
_LOOSE = 2
"""Words of a title that are neither definite nor known."""
_FAR = 40
"""Units back to which a title without a body looks for one."""
_SPEAKER = 5
"""Words back from «باسم» to «الناطق»."""
_COMMAS = frozenset(("،", ",", "(", ")"))


def find_roles(units: Sequence[Unit], countries: dict[str, int]) -> Iterator[Role]:
    """The roles that `units` (one sentence) tell of, in order. `countries`: adjective of nationality → entity index."""
    taken: set[int] = set()
    people = [i for i, u in enumerate(units) if u.entity >= 0 and u.type is EntityType.PERSON and u.named]
    shared: tuple[int, int, int] | None = None
    for p in people:
        start, called = _before(units, p), _before_calling(units, p)
        if (said := _spoken_for(units, p)) >= 0:
            if p + 1 in people:
                taken.update(range(start, p + 1))
                yield from _roles(units, p + 1, start, said, "title-before", countries)
            continue
        taken.update(range(start, p))
        owner, inner = _owner(units, start), _inner_office(units, start, p)
        if owner >= 0 and inner >= 0:
            yield from _role(units, owner, start, p, "title-after", countries)
        if inner >= 0 and (owner >= 0 or _is_somebodys(units[start].folded) or _is_leaders(units, inner)):
            start = inner
        segments = list(_segments(units, start, max(start, called)))
        if shared and not segments and (title := _shared_title(units, shared, p, countries)):
            shared = (shared[0], shared[1], p)
            yield title
            continue
        for first, last in segments:
            yield from _role(units, p, first, last, "title-before", countries)
        shared = (*segments[-1], p) if segments and _is_plural(units[segments[-1][0]].folded) else None
    for p in people:
        if found := _after(units, p, taken):
            yield from _roles(units, p, *found, "title-after", countries)


def _roles(units: Sequence[Unit], p: int, first: int, end: int, rule: str, countries: dict[str, int]) -> Iterator[Role]:
    for head, last in _segments(units, first, end):
        yield from _role(units, p, head, last, rule, countries)


def _spoken_for(units: Sequence[Unit], p: int) -> int:
    """«الناطق باسم فلان»: where his spokesman's title ends before person `p`; -1 where none stands there."""
    end = p - 1
    if end > 0 and units[end].folded in ("اسم", "لسان") and units[end - 1].folded == "ب":
        end -= 1
    elif end < 0 or units[end].folded != "باسم":
        return -1
    heads = (u.folded.removeprefix("ال") for u in units[max(0, end - _SPEAKER) : end] if u.entity < 0)
    return end if any(h.startswith(("متحدث", "ناطق")) for h in heads) else -1


def _owner(units: Sequence[Unit], start: int) -> int:
    """The person right before the title that begins at `start`, but for a comma; -1 where none stands there."""
    at = start - 1
    if at > 0 and units[at].entity < 0 and units[at].folded in ("،", ","):
        at -= 1
    return at if at >= 0 and units[at].type is EntityType.PERSON and units[at].named else -1


def _is_somebodys(word: str) -> bool:
    """«متحدث باسم الرئيس فلان»: one of those who speak for him, told without a name."""
    return word.startswith(("متحدث", "ناطق")) or word in load_linking("several") or word in ("الناطقين", "المتحدثين")


def _is_leaders(units: Sequence[Unit], inner: int) -> bool:
    """«المتحدث باسم الرئيس فلان»: who is named behind a head of state or movement is he, not who speaks for him."""
    return units[inner - 1].folded in ("باسم", "اسم") and units[inner].folded in load_linking("leader")


def _inner_office(units: Sequence[Unit], start: int, p: int) -> int:
    """«، المستشار العسكري لمرشد إيران فلان»: where the office begins that alone is the second one's; -1 where none does."""
    for i in range(start + 1, p):
        before = units[i - 1]
        led = before.entity < 0 and (before.folded in ("ل", "باسم", "اسم") or before.folded in load_linking("office of"))
        if led and office_kind(units[i]) == "office":
            return i
    return -1


def _shared_title(units: Sequence[Unit], shared: tuple[int, int, int], p: int, countries: dict[str, int]) -> Role | None:
    """The title that person `p` has together with the one before: «نائبا الرئيس A وB»، «الرئيسين التركي A والإيراني B»."""
    first, last, before = shared
    if any(u.entity >= 0 for u in units[before + 1 : p]):
        return None
    plain = [u.folded for u in units[before + 1 : p] if u.folded not in ("و", "،", ",")]
    if not plain:
        return next(_role(units, p, first, last, "title-of-several", countries), None)
    if len(plain) == 1 and plain[0] in load_nationalities() and units[last - 1].folded in load_nationalities():
        return Role(p, first, first + 1, countries.get(plain[0], -1), "title-of-several")
    return None


def _is_plural(word: str) -> bool:
    return word in load_linking("several")


def _before(units: Sequence[Unit], p: int) -> int:
    """Index of the unit where the titles that end at `p` begin; `p` where there are none."""
    first, loose, commas = p, 0, 0
    called = _before_calling(units, p)
    for i in range(called - 1, max(-1, called - 1 - _WIDEST), -1):
        unit = units[i]
        if unit.folded in _COMMAS and unit.entity < 0:
            commas += 1
            if commas > 1 or not (i == called - 1 or first == i + 1) or unit.folded == ")":
                break
            continue
        if not may_stand_in_title(units, i) or _opens_next(units, i, p):
            break
        loose += is_loose(unit)
        if office_kind(unit) and not qualifies(units, i):
            first = i
        if loose > _LOOSE:
            break
    return first


def _before_calling(units: Sequence[Unit], p: int) -> int:
    """Past «يدعى»، «الملقب ب»، «المعروف باسم» between a title and whose it is."""
    at = p
    while at > 0 and units[at - 1].entity < 0 and units[at - 1].folded in load_linking("called"):
        at -= 1
    return at if at == p or units[at].folded not in JOINTS else p


def _opens_next(units: Sequence[Unit], i: int, p: int) -> bool:
    """«… لولاية الخير وعامر»: an «و» that opens a new thing rather than joins two titles."""
    if units[i].folded != "و" or units[i].entity >= 0:
        return False
    return i == p - 1 or i == 0 or units[i - 1].entity >= 0 or not units[i - 1].folded.startswith("ال")


def _segments(units: Sequence[Unit], first: int, end: int) -> Iterator[tuple[int, int]]:
    """The single titles of «قائد الفرقة العقيد المنشق»: each from its head to the next."""
    heads = [i for i in range(first, end) if _opens_title(units, i, first)]
    for at, head in enumerate(heads):
        last = heads[at + 1] if at + 1 < len(heads) else end
        last = next((k for k in range(head + 1, last - 1) if _adds_what_is_said(units, k)), last)
        while last > head and units[last - 1].entity < 0 and units[last - 1].folded in ("و", *_COMMAS):
            last -= 1
        while last > head and units[last - 1].entity < 0 and units[last - 1].folded in ("من", "كل"):
            last -= 1
        if last > head and _is_title(units[head:last]):
            yield head, last


def _adds_what_is_said(units: Sequence[Unit], k: int) -> bool:
    """«نائب الرئيس السابق وأبرز المطلوبين …»: behind «و» comes no further office."""
    return units[k].entity < 0 and units[k].folded == "و" and units[k + 1].folded in load_linking("elative")


def _is_title(segment: Sequence[Unit]) -> bool:
    kind, ends = office_kind(segment[0]), segment[-1]
    if is_no_office([u.folded for u in segment[:3]]):
        return False
    if kind == "honorific" or (ends.entity < 0 and len(segment) > 1 and ends.folded in load_linking("to")):
        return False
    return kind != "part" or any(office_kind(u) == "office" for u in segment[1:])


def _opens_title(units: Sequence[Unit], i: int, first: int) -> bool:
    kind = office_kind(units[i])
    if not kind:
        return False
    if i == first:
        return True
    before = units[i - 1]
    if units[i].folded in load_linking("of a body") and before.entity < 0 and before.folded.startswith("ال"):
        return False  # «رئيس المكتب السياسي»: the bureau is political, nobody is a politician
    if before.entity < 0 and before.folded in load_agreement("pronoun") and units[i].folded in load_linking("of a body"):
        return False  # «لجنته الإعلامية»
    if (
        before.entity < 0
        and (office_kind(before) or before.folded in load_linking("to"))
        and not units[i].folded.startswith("ال")
    ):
        return False
    if before.entity < 0 and before.folded in ("ل", "باسم", "اسم") and kind == "office":
        return False  # «الناطق باسم الأمين العام»
    if before.entity < 0 and office_kind(before) in ("part", "office") and units[i].folded.startswith("ال"):
        return kind in ("rank", "honorific")
    return units[i].folded.startswith("ال") or before.folded in ("و", *_COMMAS) or kind == "honorific"


def _role(units: Sequence[Unit], p: int, first: int, last: int, rule: str, countries: dict[str, int]) -> Iterator[Role]:
    stop, body = _body(units, first, last)
    if stop == first:
        return
    if body < 0 and units[first].folded in load_linking("member"):
        body = _last_body(units, first)
    if body < 0 and first > 1 and units[first - 2].folded in load_linking("leads") and units[first - 1].type in BODIES:
        body = units[first - 1].entity
    if body < 0:
        body = next((countries[u.folded] for u in units[first:stop] if u.entity < 0 and u.folded in countries), -1)
    if body != units[p].entity:
        yield Role(p, first, stop, body, rule)


def _body(units: Sequence[Unit], first: int, last: int) -> tuple[int, int]:
    """Where the words of the title end, and the entity index of the body it belongs to."""
    for i in range(first + 1, last):
        if _opens_aside(units, i, last):
            return i, -1
        if units[i].entity >= 0 and not _says_where(units, i, last):
            stop = i
            while stop > first + 1 and _leads_to_body(units[stop - 1]):
                stop -= 1
            return stop, units[i].entity if units[i].type in BODIES else -1
    return last, -1


def _says_where(units: Sequence[Unit], i: int, last: int) -> bool:
    """«المتحدث في كذا باسم حركة كذا»: a place after «في» is no body where one comes later in the title."""
    if units[i].type is not EntityType.PLACE or units[i - 1].folded != "في":
        return False
    return any(u.type in (EntityType.GROUP, EntityType.ORGANIZATION) for u in units[i + 1 : last])


def _opens_aside(units: Sequence[Unit], i: int, last: int) -> bool:
    """«الرئيس اليمني المعترف به دوليا»: a participle with its preposition says more of the person, not of the office."""
    unit = units[i]
    return unit.folded.startswith("الم") and not office_kind(unit) and i + 1 < last and units[i + 1].folded in ("ب", "من")


def _last_body(units: Sequence[Unit], first: int) -> int:
    """«عناصر من لواء X بينهم القيادي Y»: the group or organization named last before a title that needs one."""
    bodies = (
        u.entity
        for u in reversed(units[max(0, first - _FAR) : first])
        if u.entity >= 0 and u.type in (EntityType.GROUP, EntityType.ORGANIZATION)
    )
    return next(bodies, -1)


def _leads_to_body(unit: Unit) -> bool:
    kind = load_kinds().get(unit.folded)
    return (
        unit.folded in load_linking("to")
        or unit.folded in SO_CALLED
        or (kind is not None and (kind.dropped or kind.type in ("people", "group")))
    )


def _after(units: Sequence[Unit], p: int, taken: set[int]) -> tuple[int, int] | None:
    """The title that follows a person, as a range of units."""
    i, links = p + 1, 0
    while i < len(units) and links < 4 and _links(units, i):
        links += 1
        i += 1
    if i >= len(units) or i in taken or office_kind(units[i]) not in ("office", "part") or (not links and _receives(units, p)):
        return None
    end, loose = i + 1, 0
    while end < len(units) and end - i < _WIDEST:
        unit = units[end]
        if unit.entity >= 0:
            said = _spoken_for(units, end)
            return (i, end + 1) if unit.type in BODIES else (i, said) if said > i else None
        if unit.folded in _COMMAS or not may_stand_in_title(units, end):
            break
        if unit.folded in ("ه", "ها") and units[end - 1].folded not in JOINTS:
            return None  # «الرئيس فلان ورئيس وزرائه»: of another than him
        loose += is_loose(unit)
        if loose > _LOOSE:
            break
        end += 1
    return (i, end)


def _receives(units: Sequence[Unit], p: int) -> bool:
    """«استقبل الرئيس فلان وزير الدفاع»: behind a verb of meeting and its subject stands who is met."""
    at = p - 1
    while at >= 0 and (office_kind(units[at]) or units[at].folded in load_nationalities()):
        at -= 1
    return 0 <= at < p - 1 and units[at].entity < 0 and units[at].folded in load_linking("receives")


def _links(units: Sequence[Unit], i: int) -> bool:
    """Whether a word may stand between a person and what the person is."""
    if units[i].entity >= 0:
        return False
    if units[i].folded == "ان":
        return i + 1 < len(units) and units[i + 1].folded in ("ه", "ها")
    return units[i].folded in ("،", ",", "(") or units[i].folded in load_linking("be")


def find_countries(entities: Sequence[Entity]) -> dict[str, int]:
    """Adjective of nationality → index of its country among `entities`."""
    named = {fold(n).removeprefix("لل"): k for k, e in enumerate(entities) if e.type is EntityType.PLACE for n in e.names}
    return {adjective: named[name] for name in reversed(named) for adjective in load_adjectives().get(name, ())}
