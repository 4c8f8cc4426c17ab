"""Finds everything we know beforehand in the words of a text: one look a word, longest name first.

Names are compared in search form, written word by written word, so that how a name was cut into clitics does not
matter; a name may begin after proclitics (ب + دمشق) and ends with a written word. Linear in the length of the text.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from isnad.letters import fold
from isnad.model.entity import EntityType
from isnad.model.text import Token
from isnad.reference.actors import load_actors
from isnad.reference.gazetteer import raw_names, read_flags
from isnad.reference.lines import Lines
from isnad.reference.organizations import load_organizations
from isnad.reference.outlets import load_outlets
from isnad.reference.people import load_people
from isnad.reference.peoples import People, load_peoples
from isnad.reference.titles import load_titles

_LONGEST = 10
"""Words of the longest name that is looked for."""


@dataclass(frozen=True, slots=True)
class KnownMatch:
    """Tokens `first..last` (exclusive) that a register knows.

    `register` is `actors`, `organizations`, `people`, `peoples`, `outlets`, `gazetteer` or `titles` (whose `type` is None).
    `common`: the words stand for something else so often that this alone is no evidence.
    """

    first: int
    last: int
    type: EntityType | None
    register: str
    id: str
    common: bool


class Known(NamedTuple):
    """One thing that a name may stand for."""

    type: EntityType | None
    register: str
    id: str
    common: bool


class Lexicon:
    """Search-form names to what they stand for."""

    def __init__(self, names: dict[str, tuple[Known, ...]], places: Lines) -> None:
        self.names = names
        self.places = places
        self._firsts: dict[str, int] = {}
        for name in names:
            first, _, rest = name.partition(" ")
            self._firsts[first] = max(self._firsts.get(first, 0), rest.count(" ") + 2 if rest else 1)
        self.longest = lru_cache(maxsize=50_000)(self._longest)
        self.look_up = lru_cache(maxsize=50_000)(self._look_up)

    def _longest(self, first: str) -> int:
        """Words of the longest name that begins with the word `first`; 0 where none does."""
        return max(self._firsts.get(first, 0), self.places.longest(first))

    def _look_up(self, name: str) -> tuple[Known, ...]:
        """All that the name may stand for: registers first, then the gazetteer."""
        known = self.names.get(name, ())
        place = self.places.get(name)
        return (*known, _place(place)) if place is not None else known


def _place(value: str) -> Known:
    flags = read_flags(value)
    return Known(flags.type, "gazetteer", value.lstrip("!*").partition(",")[0], flags.common)


@cache
def load_known() -> Lexicon:
    """All registers of named things and the gazetteer."""
    names: dict[str, tuple[Known, ...]] = {}
    for known, name in _register_names():
        key = " ".join(fold(name).split())
        if known not in names.get(key, ()):
            names[key] = (*names.get(key, ()), known)
    return Lexicon(names, raw_names())


def _register_names() -> Iterator[tuple[Known, str]]:
    """What every register calls its things; people first, for a full name is the surest."""
    for person in load_people():
        yield from ((Known(EntityType.PERSON, "people", person.id, " " not in n), n) for n in person.names)
    for actor in load_actors():
        yield from ((Known(actor.type, "actors", actor.id, n in actor.weak), n) for n in actor.all_names)
    for body in load_organizations():
        yield from ((Known(EntityType.ORGANIZATION, "organizations", body.id, n in body.weak), n) for n in body.names)
    for people in load_peoples():
        yield from ((Known(EntityType.PEOPLE, "peoples", people.id, _is_common(people, n)), n) for n in people.forms)
    for outlet in load_outlets():
        yield from ((Known(EntityType.ORGANIZATION, "outlets", outlet.id, n in outlet.weak), n) for n in outlet.names)


def _is_common(people: People, form: str) -> bool:
    """Without the article a people's name is mostly an adjective ("مدنيين سوريين")."""
    return people.common or not form.startswith("ال")


@cache
def _load_titles() -> Lexicon:
    names: dict[str, tuple[Known, ...]] = {}
    for t in load_titles():
        names[" ".join(fold(t.name).split())] = (Known(None, "titles", t.id, t.common),)
    return Lexicon(names, Lines(()))


def find_known(tokens: Sequence[Token]) -> list[KnownMatch]:
    """The longest known names in `tokens`, left to right; one match for each thing a name may stand for.

    A place takes the countryside and direction words around it ("ريف حلب الجنوبي", "شمال غرب الموصل"), which make a place
    of their own under its id. Matches do not overlap, but that a name which is only `common` does not hide another that
    begins inside it. Give the tokens of one sentence at a time where a name must not run over its end.
    """
    words, begins = _words(tokens)
    found = []
    for i, last, known in _find(tokens, load_known(), words, begins):
        first, end = _with_ways(tokens, i, last, words, begins) if known[-1].register == "gazetteer" else (i, last)
        wider = (first, end) != (i, last)
        kinds = [k for k in known if k.register == "gazetteer" and k.type is EntityType.PLACE] if wider else known
        bounds = (first, end) if wider and kinds else (i, last)
        found += [KnownMatch(tokens[bounds[0]].i, tokens[bounds[1] - 1].i + 1, *k) for k in kinds or known]
    return found


def find_titles(tokens: Sequence[Token]) -> list[KnownMatch]:
    """The longest known titles, offices and ranks in `tokens`, left to right, not overlapping."""
    words, begins = _words(tokens)
    return [
        KnownMatch(tokens[i].i, tokens[last - 1].i + 1, *k)
        for i, last, known in _find(tokens, _load_titles(), words, begins)
        for k in known
    ]


_BEFORE = frozenset(("شمال", "جنوب", "شرق", "غرب", "شمالي", "جنوبي", "شرقي", "غربي", "ريف", "وشمال", "وجنوب", "وشرق", "وغرب"))
"""What makes a place of its own of the place it stands before (the annotation guide's rulings)."""
_BETWEEN = frozenset(("مدينه", "محافظه", "بلده", "قريه", "منطقه"))
"""Kind words that may stand between a direction and the name."""
_AFTER = frozenset(("الشمالي", "الجنوبي", "الشرقي", "الغربي", "الاوسط"))


def _with_ways(tokens: Sequence[Token], i: int, last: int, words: list[str], begins: list[int]) -> tuple[int, int]:
    """The bounds of a place with its words of direction and countryside."""
    first, at, rural = i, i, tokens[i].folded == "ريف"
    while at > 0 and begins[at - 1] != begins[at]:
        word = tokens[at - 1].folded
        if word in _BEFORE:
            first, rural = at - 1, rural or word == "ريف"
        elif word not in _BETWEEN or first != i or at != i:
            break
        at -= 1
    while rural and last < len(tokens) and words[begins[last]] in _AFTER:
        last += 1
    return first, last


def _find(
    tokens: Sequence[Token], lexicon: Lexicon, words: list[str], begins: list[int]
) -> Iterator[tuple[int, int, tuple[Known, ...]]]:
    i, n = 0, len(tokens)
    while i < n:
        first = _rest_of_word(tokens, i, begins, words)
        many = lexicon.longest(first)
        if not many:
            i += 1
            continue
        found = _longest(first, i, many, begins, words, lexicon)
        if found is None:
            i += 1
            continue
        known, last = found
        yield i, last, known
        i = i + 1 if all(k.common for k in known) else last


def _longest(
    first: str, i: int, many: int, begins: list[int], words: list[str], lexicon: Lexicon
) -> tuple[tuple[Known, ...], int] | None:
    w = begins[i]
    spans = min(many, _LONGEST, len(words) - w)
    ends = _ends(begins, i, spans)
    for count in range(spans, 0, -1):
        known = lexicon.look_up(" ".join((first, *words[w + 1 : w + count])))
        if known:
            return known, ends[count - 1]
    return None


def _ends(begins: list[int], i: int, spans: int) -> list[int]:
    """Where (token index, exclusive) each of the `spans` written words from that of token `i` ends."""
    out: list[int] = []
    at, w = i, begins[i]
    while at < len(begins) and len(out) < spans:
        at += 1
        if at == len(begins) or begins[at] != w:
            out.append(at)
            w += 1
    return out


def _words(tokens: Sequence[Token]) -> tuple[list[str], list[int]]:
    """The written words in search form, and for each token the place of its word among them."""
    words: list[str] = []
    begins: list[int] = []
    before = -1
    for t in tokens:
        if t.word != before:
            words.append(t.folded)
            before = t.word
            alone = True
        else:
            words[-1] = (fold(tokens[len(begins) - 1].form) if alone else words[-1]) + fold(t.form)
            alone = False
        begins.append(len(words) - 1)
    return words, begins


def _rest_of_word(tokens: Sequence[Token], i: int, begins: list[int], words: list[str]) -> str:
    """The written word of token `i` from that token on, with the article a ل swallowed."""
    if (i == 0 or begins[i - 1] != begins[i]) and (i + 1 == len(begins) or begins[i + 1] != begins[i]):
        return words[begins[i]]
    out, at = tokens[i].folded, i + 1
    while at < len(begins) and begins[at] == begins[i]:
        out += fold(tokens[at].form)
        at += 1
    return out
