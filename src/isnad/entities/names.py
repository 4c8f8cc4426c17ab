"""Which strings of a report are names, and of what: the sequence model, the tagger and the registers, weighed together."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from isnad.entities.naming import find_named
from isnad.letters import fold
from isnad.model.entity import EntityType
from isnad.model.text import Tagged, Text, Token
from isnad.reference.grammar import load_agreement
from isnad.reference.matching import KnownMatch, find_known, load_known
from isnad.reference.names import find_name
from isnad.reference.nominals import Kind, load_edges, load_kinds
from isnad.reference.ties import load_linking, load_nationalities, load_offices

_LEAST = 0.3
"""Least probability of a span that is taken for a name."""
_SURE = 0.5
_SURE_ALONE = 0.85
"""The same where only the shared tagger sees it."""
_HEADED = {
    "group": ("group", "organization"),
    "organization": ("organization",),
    "place": ("facility", "organization", "group"),
    "person": ("group", "organization"),
}
"""Type seen → types of the kind words that may open it."""
_TRUSTED = frozenset(("gazetteer", "actors", "outlets", "organizations", "people"))
"""Registers whose names, where they mean little else, were right nine times in ten in gold/train with no other word for them."""
_QUOTES = frozenset("\"'‹›")
_SIGNS = _QUOTES | frozenset("()[]،,.:؛;-–/!؟?…*")
_DIRECTIONS = frozenset(fold(w) + ya for w in ("شمال", "جنوب", "شرق", "غرب") for ya in ("", "ي")) | {"وسط", "ريف"}
_COMMON = frozenset(
    fold(w) for w in ("البلاد", "المدينة", "المنطقة", "المحافظة", "العاصمة", "القرية", "البلدة", "الدولة", "و", "ب", "ل", "في")
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of tokens that may be a name, with its search form."""

    first: int
    last: int
    folded: str
    type: str
    score: float
    by: str


def choose_names(text: Text) -> dict[str, EntityType]:
    """Search form of each name of the report → its type; what ends a person's name («العلي» of «سامر العلي») is a person,

    and what follows a group's kind word («فرسان النهر» of «لواء فرسان النهر») is the group.
    """
    votes: dict[str, dict[str, float]] = {}
    for c in find_candidates(text):
        of = votes.setdefault(c.folded, {})
        of[c.type] = of.get(c.type, 0.0) + c.score
    for name, of in votes.items():
        _hear_registers(name, of)
        _hear_kind(name, of)
    types = {name: EntityType(max(of, key=lambda t: of[t])) for name, of in votes.items()}
    for name in [n for n, t in types.items() if t is EntityType.GROUP and n.count(" ") > 1]:
        first, _, rest = name.partition(" ")
        if first in load_edges("force") and rest in types:
            types[rest] = EntityType.GROUP
    lasts = {n.rsplit(" ", 1)[-1] for n, t in types.items() if t is EntityType.PERSON and " " in n}
    return {n: EntityType.PERSON if n in lasts and not load_known().look_up(n) else t for n, t in types.items()}


def _hear_registers(name: str, of: dict[str, float]) -> None:
    """What a register says of a name it knows, and that means little else, weighs as much as two sightings."""
    for known in load_known().look_up(name):
        if known.type is not None and not known.common and known.register in ("actors", "organizations", "outlets"):
            of[str(known.type)] = of.get(str(known.type), 0.0) + 2.0


def _hear_kind(name: str, of: dict[str, float]) -> None:
    """«كتائب كذا» is a group, whatever it was taken for; of other kind words one sighting as their kind must agree."""
    first = name.split(" ", 1)[0]
    kind = load_kinds().get(first)
    if kind is not None and not kind.dropped and " " in name and (kind.type in of or first in load_edges("force")):
        of[kind.type] = of.get(kind.type, 0.0) + (2.0 if first in load_edges("force") else 0.5)


def find_candidates(text: Text) -> Iterator[Candidate]:
    """Everything any of the finders takes for a name, in order of finder and place."""
    all_known = find_known(text.tokens)
    known_names = [k for k in all_known if k.type is not None and _is_sure(text, k)]
    wider = {i: k for k in known_names for i in range(k.first, k.last)}
    seen: set[int] = set()
    called = list(_as_groups_are_called(text))
    larger = {i: s for s in called for i in range(s.first, s.last)}
    for by, span in _trained(text, all_known):
        if _is_only_part(span, larger.get(span.first)) or _is_plain(text, span):
            continue
        if not seen.intersection(range(span.first, span.last)):
            whole = _headed(text, _widened(span, wider), seen)
            seen.update(range(whole.first, whole.last))
            yield from _candidates(text, whole, by)
            if part := _part_of(text, whole):
                seen.update(range(part.first, part.last))
                yield from _candidates(text, part, "part")
    for by, span in (
        *(("group words", s) for s in called),
        *(("kind word", s) for s in _after_kind_words(text)),
        *(("said again", s) for s in _said_again(text)),
    ):
        if not seen.intersection(range(span.first, span.last)) and (by != "kind word" or span.first not in wider):
            seen.update(range(span.first, span.last))
            yield from _candidates(text, span, by)
            if part := _part_of(text, span):
                seen.update(range(part.first, part.last))
                yield from _candidates(text, part, "part")
    for known in known_names:
        if not seen.intersection(range(known.first, known.last)):
            yield from _candidates(text, Tagged(known.first, known.last, str(known.type), _SURE), "register")


def _trained(text: Text, known: Sequence[KnownMatch]) -> Iterator[tuple[str, Tagged]]:
    """What the sequence model sees, then what only the shared tagger sees, each from its own sureness on."""
    yield from (("sequence", span) for span in find_named(text, known) if span.score >= _LEAST)
    yield from (("tagger", span) for span in text.layers.get("names", ()) if span.score >= _SURE_ALONE)


def _after_kind_words(text: Text) -> Iterator[Tagged]:
    """«قرية كذا»، «قبيلة "كذا"»: the word after a kind word that hardly stands without a name."""
    for i, token in enumerate(text.tokens[:-2]):
        kind = load_kinds().get(token.folded)
        if kind is None or token.folded not in load_edges("names"):
            continue
        at = i + 2 if text.tokens[i + 1].folded in _QUOTES else i + 1
        if _may_name(text.tokens[at]):
            yield Tagged(at, at + 1, kind.type, _SURE)


def _is_plain(text: Text, span: Tagged) -> bool:
    """«قرية صغيرة»: a lone adjective that names nothing."""
    return span.last - span.first == 1 and text.tokens[span.first].folded in load_edges("plain")


def _may_end(token: Token) -> bool:
    return (
        token.folded not in load_agreement("relative")
        and token.folded not in load_offices()
        and token.upos in ("NOUN", "PROPN", "X", "ADJ")
    )


def _is_only_part(span: Tagged, whole: Tagged | None) -> bool:
    return (
        whole is not None
        and whole.first <= span.first
        and span.last <= whole.last
        and span.last - span.first < whole.last - whole.first
    )


def _as_groups_are_called(text: Text) -> Iterator[Tagged]:
    """«لواء صقور كذا»، «حركة أنصار كذا»: a group's kind word, a word that armed groups call themselves by, and the name's end."""
    for i, token in enumerate(text.tokens[:-2]):
        kind, head, end = load_kinds().get(token.folded), text.tokens[i + 1], text.tokens[i + 2]
        if kind is None or kind.type != "group" or kind.dropped or head.folded not in load_edges("valiant"):
            continue
        if end.word != head.word and end.folded.startswith("ال") and _may_end(end):
            nation = text.tokens[i + 3 : i + 4]
            whole = bool(nation) and nation[0].folded.startswith("ال") and nation[0].folded in load_nationalities()
            yield Tagged(i, i + 4 if whole else i + 3, "group", _SURE)


def _said_again(text: Text) -> Iterator[Tagged]:
    """«تجمع رايات الشرق» told twice alike: the kind word of a group with the same words after it, the last one definite."""
    runs: dict[tuple[str, ...], list[tuple[int, int]]] = {}
    for i, token in enumerate(text.tokens):
        kind = load_kinds().get(token.folded)
        if kind is not None and kind.type == "group" and not kind.dropped:
            for last in _run_ends(text, i):
                runs.setdefault(tuple(t.folded for t in text.tokens[i:last]), []).append((i, last))
    told = [span for spans in runs.values() if len(spans) > 1 for span in spans]
    longest: dict[int, int] = {}
    for first, last in told:
        longest[first] = max(last, longest.get(first, 0))
    return (Tagged(first, last, "group", _SURE) for first, last in sorted(longest.items()))


def _run_ends(text: Text, i: int) -> Iterator[int]:
    """Where a name of three or four words that opens at `i` may end."""
    for last in range(i + 2, min(i + 5, len(text.tokens) + 1)):
        token = text.tokens[last - 1]
        if not _may_name(token) or token.word == text.tokens[last - 2].word:
            return
        if last >= i + 3 and token.folded.startswith("ال"):
            yield last


def _may_name(token: Token) -> bool:
    word = token.folded
    known = (
        word in load_kinds()
        or word in load_nationalities()
        or word in load_edges("cut")
        or word in load_edges("plain")
        or word in _DIRECTIONS
        or word in load_offices()
    )
    return len(word) > 2 and word.isalpha() and not known and token.upos in ("NOUN", "PROPN", "X")


def _widened(span: Tagged, wider: Mapping[int, KnownMatch]) -> Tagged:
    """The whole of a name that a register knows and of which only a part was seen («غزة» of «قطاع غزة»)."""
    known = wider.get(span.first)
    if (
        known is None
        or not (known.first <= span.first and span.last <= known.last)
        or known.last - known.first == span.last - span.first
    ):
        return span
    return Tagged(known.first, known.last, str(known.type), span.score)


def _headed(text: Text, span: Tagged, seen: Container[int]) -> Tagged:
    """With the kind word that opens a name of which only the rest was seen («مجلس قيادة كذا»); after «قبيلة» a people."""
    at = span.first - 1
    kind = _kind_at(text, at - 1 if at > 0 and text.tokens[at].folded in _QUOTES else at)
    if kind is not None and kind.type == "people":
        return Tagged(span.first, span.last, kind.type, span.score)
    kind = _kind_at(text, at)
    if kind is not None and kind.dropped and span.label == "place" and at and text.tokens[at - 1].folded in load_edges("of_town"):
        at -= 1
        kind = _kind_at(text, at)
    if kind is None or kind.dropped or kind.type not in _HEADED.get(span.label, ()) or at in seen:
        return span
    return Tagged(at, span.last, kind.type, span.score)


def _part_of(text: Text, body: Tagged) -> Tagged | None:
    """«المكتب السياسي لحركة كذا»، «الإعلام الحربي الخاص بكتائب كذا»: the office that is named after the body it belongs to."""
    if body.label not in ("group", "organization"):
        return None
    at = body.first - 1
    if at > 1 and text.tokens[at].folded == "ب" and text.tokens[at - 1].folded in load_linking("own"):
        at -= 1
    elif at < 2 or text.tokens[at].folded != "ل":
        return None
    head, quality = text.tokens[at - 2], text.tokens[at - 1]
    told = head.folded.startswith("ال") and head.folded in load_linking("part") and quality.folded.startswith("ال")
    return Tagged(at - 2, body.last, "organization", body.score) if told and quality.upos in ("ADJ", "X", "NOUN") else None


def _kind_at(text: Text, i: int) -> Kind | None:
    return load_kinds().get(text.tokens[i].folded) if i >= 0 else None


def _is_sure(text: Text, known: KnownMatch) -> bool:
    """Whether a register's word alone is evidence: it means little else, and is no adjective («سورية»، «تركية»)."""
    words = text.tokens[known.first : known.last]
    word = words[0].folded if len(words) == 1 else ""
    adjective = word in load_nationalities() or word.removeprefix("ال") in load_kinds() or 0 < len(word) < 3
    bare = len(words) == 1 and known.register not in ("gazetteer", "actors") and not _is_foreign(words[0].folded)
    return not known.common and known.register in _TRUSTED and not adjective and not bare


def _is_foreign(word: str) -> bool:
    """«CNN»، «رويترز»: a word that can hardly be an Arabic common noun."""
    return not word.startswith("ال") and (word.isascii() or len(word) > 4)


def _candidates(text: Text, span: Tagged, by: str) -> Iterator[Candidate]:
    first, last = repaired(text, span.first, span.last, span.label)
    if span.label == "place" and last < span.last - 1 and text.tokens[last].folded == "و" and first < last:
        yield from _candidates(text, replace(span, first=last + 1), by)
    if first < last and not _says_nothing(text, first, last, span.label):
        start, end = text.tokens[first].start, text.tokens[last - 1].end
        yield Candidate(first, last, fold(text.text[start:end]), span.label, span.score, by)


def repaired(text: Text, first: int, last: int, label: str) -> tuple[int, int]:
    """The span of a name as the annotation guide cuts it: no quotation marks, titles or kind words of places at its ends."""
    first, last = _without_signs(text, first, last)
    if last - first > 1 and text.tokens[first].folded == "ل" and _is_clitic(text, first):
        first += 1  # a ل that swallowed an article is put back below
    if label in ("group", "organization", "place", "facility"):
        first, last = _inside_quotes(text, first, last)
    last = _cut(text, first, last, label)
    while last - first > 1 and _is_left_out(text, first, label):
        first += 1
    while label == "person" and first > 0 and _opens_name(text, first - 1) and not _calls(text, first - 1):
        first -= 1
    return _with_swallowed(text, first, last) if first < last else (first, last)


def _without_signs(text: Text, first: int, last: int) -> tuple[int, int]:
    while first < last and text.tokens[first].folded in _SIGNS:
        first += 1
    while first < last and text.tokens[last - 1].folded in _SIGNS:
        last -= 1
    return first, last


def _inside_quotes(text: Text, first: int, last: int) -> tuple[int, int]:
    """«تنظيم "X"»: only X, in the marks, is the name."""
    marks = [i for i in range(first, last) if text.tokens[i].folded in _QUOTES]
    if len(marks) == 1:
        return _without_signs(text, marks[0] + 1, last)
    return first, last


def _cut(text: Text, first: int, last: int, label: str) -> int:
    """The end before a word that no name holds («وزارة الدفاع الخميس»), or before a clitic («سامر لرويترز»)."""
    for i in range(first + 1, last):
        token = text.tokens[i]
        if token.folded in load_edges("cut") or (label == "person" and token.folded == "ل" and _is_clitic(text, i)):
            return i
        if (label in ("group", "organization") and _ranks_somebody(text, i)) or _parts(text, i):
            return i
        if (
            label == "place"
            and token.folded == "و"
            and _is_clitic(text, i)
            and text.tokens[min(i + 1, last - 1)].folded not in _DIRECTIONS
        ):
            return i
    return last


def _parts(text: Text, i: int) -> bool:
    """A dash between blanks («نافذة السهل - تل الورد»): what stands on its two sides are two things."""
    token, after = text.tokens[i], text.tokens[i + 1 : i + 2]
    return token.folded in ("-", "–", "—") and text.tokens[i - 1].end < token.start and bool(after) and token.end < after[0].start


def _ranks_somebody(text: Text, i: int) -> bool:
    """«الداخلية اليمني اللواء الركن فلان»، «مكتب الأمن الحاج فلان»: the rank belongs to whoever is named after it."""
    after = text.tokens[i + 1 : i + 2]
    if text.tokens[i].folded not in load_edges("rank") or not after:
        return False
    return after[0].folded in load_edges("rank") or load_offices().get(after[0].folded) == "rank" or _opens_name(text, i + 1)


def _opens_name(text: Text, i: int) -> bool:
    """A given name that means little else, right before what was seen of a person's name."""
    name = find_name(text.tokens[i].folded)
    return name is not None and not name.common and name.kind != "family" and not text.tokens[i].folded.startswith("ال")


def _calls(text: Text, i: int) -> bool:
    """«المعروف باسم فلان»: the word is no given name but says what he is called."""
    return text.tokens[i].folded == "باسم" and i > 0 and text.tokens[i - 1].folded in load_edges("called")


def _is_clitic(text: Text, i: int) -> bool:
    return i + 1 < len(text.tokens) and text.tokens[i + 1].word == text.tokens[i].word


def _is_left_out(text: Text, first: int, label: str) -> bool:
    word = text.tokens[first].folded
    if label == "person":
        return (
            _calls(text, first)
            or word in load_edges("lead")
            or (word in load_offices() and text.tokens[first + 1].folded not in _SIGNS and not _opens_person(word))
        )
    kind = load_kinds().get(word)
    if label in ("place", "people"):
        return (kind is not None and kind.dropped) or (word == "العاصمه" and label == "place")
    if label in ("group", "organization") and word in load_edges("members"):
        return True
    return label == "organization" and word in load_edges("site")


def _opens_person(word: str) -> bool:
    name = find_name(word)
    return name is not None and not word.startswith("ال")


def _says_nothing(text: Text, first: int, last: int, label: str) -> bool:
    """A kind word, a direction or a country's common noun alone: «شمال البلاد»."""
    words = [t.folded for t in text.tokens[first:last]]
    return all(w in load_kinds() or w in _DIRECTIONS or w in _COMMON for w in words)


def _with_swallowed(text: Text, first: int, last: int) -> tuple[int, int]:
    """«لجيش» of «للجيش» is quoted with the ل that swallowed its article, as the annotation guide has it."""
    token = text.tokens[first]
    swallowed = token.folded.startswith("ال") and not fold(token.form).startswith("ال")
    if swallowed and first > 0 and text.tokens[first - 1].word == token.word and text.tokens[first - 1].folded == "ل":
        return first - 1, last
    return first, last
