"""Which names of a report are names of one entity: spellings, short forms, known other names, names in brackets after a name."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from isnad.entities.bodies import said_alone
from isnad.entities.links import find_sole
from isnad.letters import fold
from isnad.model.entity import EntityType
from isnad.reference.gazetteer import find_places
from isnad.reference.nominals import load_edges, load_kinds, load_same
from isnad.reference.ties import load_nationalities

_IN_PLACES = frozenset(("مدينه", "محافظه", "العاصمه", "بلده", "المحتله", "منطقه"))
_ARMY = frozenset(fold(w) for w in ("الجيش", "القوات", "جيش", "قوات", "المسلحة", "الاحتلال", "العسكرية"))
"""With a nationality these words name its army."""
_BY_NAMES = {"ابا": "ابو", "ابي": "ابو"}
_PEOPLES = frozenset(fold(w) for w in ("الشعب", "للشعب", "شعب", "الأشقاء", "للأشقاء", "المواطنين", "اللاجئين"))
_DIRECTIONS = {"ريفي": "ريف", "ارياف": "ريف", "شمالي": "شمال", "جنوبي": "جنوب", "شرقي": "شرق", "غربي": "غرب"}


_MOST_ALIKE = 200
"""Names of one first word that a short form is held against; a report of thousands stays linear."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name of the report: its search form, its type and where it first stands."""

    folded: str
    type: EntityType
    first: int


def group_names(names: Sequence[Name], beside: Iterable[tuple[int, int]] = ()) -> list[list[int]]:
    """Indices of `names` by entity, in order of first standing. `beside`: index pairs, the second in brackets after the first."""
    union = _Union(len(names))
    _join_equal(names, union, lambda n: (n.type, _key(n.folded, n.type)))
    _join_known(names, union)
    _join_registered(names, union)
    for a, b in beside:
        if names[a].type == names[b].type:
            union.join(a, b)
    _join_short(names, union)
    groups: dict[int, list[int]] = {}
    for i in sorted(range(len(names)), key=lambda i: names[i].first):
        groups.setdefault(union.root(i), []).append(i)
    return list(groups.values())


class _Union:
    def __init__(self, size: int) -> None:
        self._up = list(range(size))

    def root(self, i: int) -> int:
        while self._up[i] != i:
            self._up[i] = self._up[self._up[i]]
            i = self._up[i]
        return i

    def join(self, a: int, b: int) -> None:
        ra, rb = self.root(a), self.root(b)
        self._up[max(ra, rb)] = min(ra, rb)


def _join_equal(names: Sequence[Name], union: _Union, key: Callable[[Name], object]) -> None:
    first: dict[object, int] = {}
    for i, name in enumerate(names):
        k = key(name)
        union.join(first.setdefault(k, i), i)


@cache
def _known() -> dict[tuple[str, str], tuple[int, ...]]:
    out: dict[tuple[str, str], list[int]] = {}
    for n, (type_, forms) in enumerate(load_same()):
        for form in forms:
            known = out.setdefault((type_, _key(form, EntityType(type_))), [])
            if n not in known:
                known.append(n)
    return {k: tuple(v) for k, v in out.items()}


def _join_known(names: Sequence[Name], union: _Union) -> None:
    """Joins names of one set; a name of two sets («قوات التحالف») follows the set that another name of the report decides."""
    sets = [_known().get((str(n.type), _key(n.folded, n.type)), ()) for n in names]
    first: dict[int, int] = {}
    for i, of in enumerate(sets):
        if len(of) == 1:
            union.join(first.setdefault(of[0], i), i)
    for i, of in enumerate(sets):
        if len(of) > 1:
            decided = [k for k in of if k in first]
            union.join(first.setdefault(decided[0] if decided else of[0], i), i)


def _join_registered(names: Sequence[Name], union: _Union) -> None:
    """Joins names that a register has for one person or body alone, but no branch of it to the whole («سلاح الجو الأمريكي»)."""
    first: dict[tuple[str, EntityType, frozenset[str]], int] = {}
    for i, name in enumerate(names):
        id_ = find_sole(name.folded, name.type) or _own_facility(name)
        if id_:
            branch = load_edges("branch").intersection(name.folded.split())
            union.join(first.setdefault((id_, name.type, branch), i), i)


def _own_facility(name: Name) -> str:
    """The id of the one facility of our own list that is called so («رأس جدير», «معبر رأس جدير»)."""
    places = find_places(name.folded) if name.type is EntityType.FACILITY else ()
    return places[0].id if places and places[0].id.startswith("own") and places[0].type is EntityType.FACILITY else ""


@lru_cache(maxsize=8192)
def _key(folded: str, type_: EntityType) -> str:
    words = _words(folded, type_)
    if type_ is EntityType.PLACE:
        return "".join((_bare(words[0]), *words[1:]))
    if (
        type_ is EntityType.GROUP
        and len(nation := [w for w in words if w in load_nationalities()]) == 1
        and _ARMY.issuperset({*words} - {*nation})
    ):
        return f"army:{_nation(nation[0])}"
    if type_ is EntityType.PERSON:
        words = (_BY_NAMES.get(words[0], words[0]), *words[1:])
        return "".join(map(_bare, words))
    return "".join(_nation(w) for w in words)


def _nation(word: str) -> str:
    """«الإيرانية» and «إيران» meet: «القنصلية الإيرانية» is «قنصلية إيران»."""
    names = load_nationalities().get(word)
    if names is not None:
        return names[0]
    return _countries().get(word) or _bare(word)


@cache
def _countries() -> dict[str, str]:
    return {name: names[0] for names in load_nationalities().values() for name in names if " " not in name}


@lru_cache(maxsize=8192)
def _words(folded: str, type_: EntityType) -> tuple[str, ...]:
    text = folded.replace(".", "").replace("_", " ").replace("-", " ")
    words = [said_alone(w) for w in text.replace('"', " ").split()]
    if type_ is EntityType.PEOPLE:
        words = [w[:-2] + "ين" if w.endswith("ون") else w for w in words if w not in _PEOPLES] or words
        return tuple(words)
    if type_ is EntityType.PLACE and len(words) == 2 and words[0] == "الاراضي" and words[1] in load_nationalities():
        return (load_nationalities()[words[1]][0],)
    if type_ is EntityType.PLACE:
        return tuple(_DIRECTIONS.get(w, w) for w in words if w not in _IN_PLACES or len(words) == 1) or tuple(words)
    while len(words) > 1 and words[0] in load_edges("generic") and not _is_no_core(words[1:]):
        words = words[1:]
    return tuple(words)


def _is_no_core(words: Sequence[str]) -> bool:
    return words[0] in load_edges("no_core") and all(w in load_edges("no_core") or w in load_nationalities() for w in words)


def _bare(word: str) -> str:
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


def _join_short(names: Sequence[Name], union: _Union) -> None:
    """Joins a short form to the one longer name it can be short for; of several, the one said before it."""
    by_word: dict[tuple[EntityType, str], list[int]] = {}
    for i, name in enumerate(names):
        for word in dict.fromkeys((*_ends(name), *_inner(name))):
            by_word.setdefault((name.type, word), []).append(i)
    for i, short in enumerate(names):
        near = sorted({j for word in _ends(short) for j in by_word[short.type, word][:_MOST_ALIKE]})
        longer = [j for j in near if union.root(j) != union.root(i) and _is_short_for(short, names[j])]
        roots = sorted({union.root(j) for j in longer})
        if len(roots) == 1:
            union.join(i, longer[0])
        elif longer:
            before = [j for j in longer if names[j].first < short.first] or longer
            union.join(i, max(before, key=lambda j: names[j].first if names[j].first < short.first else -names[j].first))


def _ends(name: Name) -> tuple[str, ...]:
    """The words by which a short form is looked for: the first and, of people, the last."""
    words = _words(name.folded, name.type)
    ends = (words[0], words[-1]) if name.type is EntityType.PERSON else (words[0],)
    return tuple(dict.fromkeys(map(_bare, ends)))


def _inner(name: Name) -> tuple[str, ...]:
    """The further words by which a group's short form may begin («حركة الرايات» of «حركة أنصار الله الرايات»)."""
    return tuple(map(_bare, _words(name.folded, name.type)[1:])) if name.type is EntityType.GROUP else ()


def _skips_words(short: Name, name: Name, a: list[str], b: list[str]) -> bool:
    """A group's name with words left out of its middle: the same kind word, the others in the same order, two of them or more."""
    same_kind = short.folded.split()[0] == name.folded.split()[0]
    if short.type is not EntityType.GROUP or len(a) < 2 or not same_kind or b[: len(a)] == a:
        return False
    rest = iter(b)
    return all(word in rest for word in a)


def _is_short_for(short: Name, name: Name) -> bool:
    a, b = ([_bare(w) for w in _words(n.folded, n.type)] for n in (short, name))
    if not 0 < len(a) < len(b):
        return False
    if short.type is EntityType.PERSON:
        return _is_short_person(a, b)
    if short.type in (EntityType.PLACE, EntityType.PEOPLE):
        return False
    if _skips_words(short, name, a, b):
        return True
    rest = b[len(a) :]
    if b[: len(a)] != a:
        return False
    if len(a) == 1 and a[0] in load_kinds():
        return False
    return (
        all(_is_rest(w) for w in rest)
        or rest[0].startswith(("ل", "و"))
        or short.type is EntityType.FACILITY
        or (len(a) > 1 and len(rest) > 2)
    )


def _is_rest(word: str) -> bool:
    return word in load_nationalities() or "ال" + word in load_edges("rest") or word in load_edges("rest")


def _is_short_person(a: list[str], b: list[str]) -> bool:
    """Last name(s), first name, or first and last name of a longer name."""
    if b[-len(a) :] == a or (len(a) == 1 and a[0] == b[0]):
        return True
    return len(a) > 1 and a[0] == b[0] and a[-1] == b[-1] and set(a) <= set(b)
