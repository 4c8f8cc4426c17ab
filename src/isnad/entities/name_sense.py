"""What a name's letters mean in this report: al-Qaeda or the air base, a front or a place, a country or an adjective.

The same letters may be a name in one report and a common noun in another, and a name here and none two lines on.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping

from isnad.letters import fold
from isnad.model.entity import EntityType
from isnad.model.text import Text, Token
from isnad.reference.gazetteer import place_name
from isnad.reference.matching import load_known
from isnad.reference.nominals import load_edges, load_kinds
from isnad.reference.peoples import find_people_group
from isnad.reference.ties import load_nationalities, load_offices

Types = Mapping[str, EntityType]

_BASE = "القاعده"
_FRONT = "جبهه"


def settle_names(text: Text, types: Types) -> dict[str, EntityType]:
    """The names of a report without what is none here, with the type that their words have here, and last names of people."""
    out = {n: _front_or(n, t) for n, t in types.items() if not _needs_its_kind(text, n)}
    if _BASE in out and _is_a_base(text):
        del out[_BASE]
    for last in _last_names(text, out):
        out.setdefault(last, EntityType.PERSON)
    return out


def _front_or(name: str, type_: EntityType) -> EntityType:
    """«جبهة صرواح» is a place, where the gazetteer knows صرواح and no register a front of that name."""
    first, _, rest = name.partition(" ")
    if first != _FRONT or type_ not in (EntityType.GROUP, EntityType.ORGANIZATION) or load_known().look_up(name):
        return type_
    place = place_name(rest)
    known = place is not None and place.type is EntityType.PLACE and not place.common
    return EntityType.PLACE if known and find_people_group(rest) is None else type_


def _needs_its_kind(text: Text, name: str) -> bool:
    """«حسم» alone is a common noun; with «حركة» before it somewhere in the report, or in quotation marks, it is a name."""
    if name not in load_edges("needs_kind"):
        return False
    before = (text.tokens[t.i - 1].folded for t in text.tokens if t.folded == name and t.i)
    return not any(w in load_kinds() or w == '"' for w in before)


def _is_a_base(text: Text) -> bool:
    """Whether «القاعدة» is a military base: one is told of, and no member, branch or «تنظيم» of al-Qaeda."""
    base = any(t.folded == "قاعده" and text.tokens[t.i - 1].folded != "علي" for t in text.tokens[1:])
    for token in text.tokens:
        if token.folded != _BASE:
            continue
        before = text.tokens[text.quoted_from(token.i) - 1] if token.i else token
        kind = load_kinds().get(before.folded)
        of_people = before.folded in load_edges("members") or (kind is not None and kind.type == "group")
        if of_people or before.folded in load_edges("of_qaeda"):
            return False
        after = text.tokens[token.i + 1 : token.i + 2]
        base = base or (bool(after) and after[0].folded in load_edges("of_base"))
    return base


def _last_names(text: Text, types: Types) -> Iterator[str]:
    """«الدبيق» after «مروان الدبيق»: the last word of a person's full name, where it stands alone and is no common word."""
    for name in [n for n, t in types.items() if t is EntityType.PERSON and " " in n]:
        last = name.rsplit(" ", 1)[-1]
        if len(last) > 4 and last.startswith("ال") and last not in types and not _means_else(last):
            alone = [t for t in text.tokens if t.folded == last and not _ends_name(text, t, name)]
            if alone and all(t.upos in ("PROPN", "NOUN", "X") for t in alone):
                yield last


def _means_else(word: str) -> bool:
    bare = word.removeprefix("ال")
    known = any(k.register != "gazetteer" or not k.common for k in load_known().look_up(word))
    common = word in load_nationalities() or bare in load_kinds() or bare in load_offices() or word in load_offices()
    return (
        known or common or place_name(bare) is not None or any(word in load_edges(u) for u in ("plain", "cut", "rest", "people"))
    )


def _ends_name(text: Text, token: Token, name: str) -> bool:
    words = name.split()
    return token.i > 0 and text.tokens[token.i - 1].folded == words[-2]


def find_misread(text: Text, spots: Iterable[tuple[int, int, str, EntityType]]) -> Iterator[int]:
    """Which of `spots` (start, end, search form, type), by their order, only look like the name: «22 مدنيا سوريا»."""
    starts = [t.start for t in text.tokens]
    for k, (start, end, name, type_) in enumerate(spots):
        if name in load_edges("bank") and _OF_RIVER.match(fold(text.text[end : end + 12])):
            yield k
            continue
        at = bisect_left(starts, start)
        if type_ is EntityType.PLACE and 0 < at < len(starts) and starts[at] == start:
            before = text.tokens[at - 1]
            if f"{before.folded} {name}" in load_edges("idiom") or (
                name in load_edges("as_adjective") and _is_counted(text, before)
            ):
                yield k


_OF_RIVER = re.compile(r"\s*(?:ل|من |لل)نهر")
"""«الضفة الغربية لنهر كذا» is a river's bank, not the West Bank."""


def _is_counted(text: Text, noun: Token) -> bool:
    """«22 مدنيا»: a noun in the accusative of number; what follows it is its adjective."""
    number = text.tokens[noun.i - 1] if noun.i else noun
    indefinite = noun.folded.endswith("ا") and not noun.folded.startswith("ال") and len(noun.folded) > 3
    return indefinite and noun.upos in ("NOUN", "X") and (number.upos == "NUM" or number.form.isdecimal())
