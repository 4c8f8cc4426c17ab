"""Words and phrases that name events: verbs conjugated by table, nouns with their endings, phrases of several words.

All surface forms are search forms (letters.fold) of syntactic words, as `isnad.arabic` cuts them: no clitics, the article kept.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from isnad.letters import fold
from isnad.model.errors import BadReference
from isnad.model.event import EventType
from isnad.reference.tables import Row, load_table

TYPES = frozenset(t.value for t in EventType)
LEVELS = ("sure", "weak", "light")
NONE = "none"
"""The type of phrases that name no event of ours."""
GAP = ".."
MOST_BETWEEN = 5
"""Words that a gap of a phrase may span."""
_MARKS = dict.fromkeys(range(0x064B, 0x0653))


@dataclass(frozen=True, slots=True)
class Entry:
    """What one surface form may name: types, the likeliest first, how sure the word alone is, its lemma and grammatical forms."""

    types: tuple[str, ...]
    level: str
    lemma: str
    forms: frozenset[str]
    """Of past, imperfect, passive, noun, active, object (participles)."""


Reading = tuple[str, tuple[str, ...], str, str]
"""What one row of the tables says of a form: lemma, types, level, kind of form."""


@dataclass(frozen=True, slots=True)
class Part:
    """One word of a phrase: its search forms, whether it is the trigger, and how many words may stand before it."""

    forms: frozenset[str]
    trigger: bool
    gap: int


@dataclass(frozen=True, slots=True)
class Phrase:
    words: str
    parts: tuple[Part, ...]
    types: tuple[str, ...]
    sure: bool = False
    """Names its event wherever it stands, however seldom training saw it (`!` before it in the table)."""


@cache
def load_entries() -> dict[str, Entry]:
    """Search form → what it may name; light verbs, which name nothing alone, left out."""
    found: dict[str, list[Reading]] = {}
    for row in _verb_rows():
        if row["level"] != "light":
            _add(found, row, row["verb"], _verb_surfaces(row))
    for row in _noun_rows():
        if row["level"] != "light":
            forms = [(f, "noun") for n in row["nouns"].split("/") for f in noun_forms(n)]
            _add(found, row, row["nouns"].split("/")[0], forms)
    return {form: _merged(tuple(readings)) for form, readings in found.items()}


def _add(found: dict[str, list[Reading]], row: Row, lemma: str, forms: Iterable[tuple[str, str]]) -> None:
    types, base = tuple(row["types"].split(",")), fold(lemma)
    for form, kind in forms:
        found.setdefault(form, []).append((base, types, row["level"], kind))


@cache
def _merged(readings: tuple[Reading, ...]) -> Entry:
    """One entry of all readings of a form; the forms of one verb mostly share theirs."""
    ordered = sorted(readings, key=lambda r: LEVELS.index(r[2]))
    types = tuple(dict.fromkeys(t for r in ordered for t in r[1]))
    return Entry(types, ordered[0][2], ordered[0][0], frozenset(r[3] for r in readings))


@cache
def _verb_rows() -> tuple[Row, ...]:
    rows = load_table(
        "events/verbs.tsv", ("verb", "imperfect", "nouns", "participles", "types", "level"), key=("verb", "imperfect")
    )
    _check(rows, "verb")
    return rows


@cache
def _verbs() -> dict[str, list[Row]]:
    """Search form of a verb → its rows."""
    out: dict[str, list[Row]] = {}
    for row in _verb_rows():
        out.setdefault(fold(row["verb"]), []).append(row)
    return out


@cache
def _noun_rows() -> tuple[Row, ...]:
    rows = load_table("events/nouns.tsv", ("nouns", "types", "level"), key=("nouns", "types"))
    _check(rows, "nouns")
    return rows


def _check(rows: Iterable[Row], name: str) -> None:
    for row in rows:
        wrong = [t for t in row["types"].split(",") if t not in TYPES]
        if wrong or row["level"] not in LEVELS:
            raise BadReference("bad-reference", f"events: {row[name]}: unknown {' '.join(wrong) or row['level']}")


def _verb_surfaces(row: Row) -> Iterator[tuple[str, str]]:
    yield from ((f, "past") for f in past_forms(row["verb"]))
    yield from ((f, "passive") for f in passive_forms(row["verb"]))
    yield from ((f, "imperfect") for f in imperfect_forms(row["imperfect"]))
    yield from ((f, "noun") for n in row["nouns"].split("/") if n for f in noun_forms(n))
    active, _, object_ = row["participles"].partition("/")
    for kind, words in (("participle", active), ("participle", object_)):
        yield from ((f, kind) for f in participle_forms(words) if words)


def _bare(word: str) -> str:
    return word.translate(_MARKS)


def past_forms(verb: str) -> list[str]:
    """Third persons (and first plural) of the past of `verb`, given in the third person masculine singular."""
    raw, folded = _bare(verb), fold(verb)
    if raw[-1] in "ىا":
        stem = folded[:-1]
        return [folded, stem + "ا", stem + "ت", stem + "تا", stem + "وا", stem + "يا", stem + "ينا"]
    if raw[-1] == "ي":
        return [folded, folded + "ت", folded[:-1] + "وا", folded + "ا", folded + "تا", folded + "نا"]
    if raw[-1] == "أ":
        return [folded, folded + "ت", folded[:-1] + "ووا", folded + "وا", folded + "نا"]
    return [folded, *(folded + e for e in ("ت", "ا", "تا", "وا", "ن", "نا"))]


def passive_forms(verb: str) -> list[str]:
    """Forms of the past passive that are written otherwise than the active."""
    raw, folded = _bare(verb), fold(verb)
    if raw[-1] in "ىا":
        stem = folded[:-1]
        return [stem + "ي", stem + "يت", stem + "يا"]
    if len(raw) == 4 and raw[1] == "ا":
        base = folded[0] + "و" + folded[2:]
    elif len(raw) > 2 and raw[-2] == "ا":
        base = folded[:-2] + "ي" + folded[-1]
    else:
        return []
    return [base, *(base + e for e in ("ت", "ا", "تا", "وا"))]


def imperfect_forms(verb: str) -> list[str]:
    """Third persons (and first plural) of the imperfect, all moods and the passive."""
    raw, folded = _bare(verb), fold(verb)
    stem = folded[1:]
    if raw[-1] in "يىو":
        ends = [stem, stem[:-1], stem[:-1] + "ون", stem[:-1] + "وا", stem[:-1] + "ا", stem[:-1] + "ي", stem + "ان", stem + "ن"]
    elif raw[-1] in "ئأ":
        ends = [stem, stem + "ون", stem[:-1] + "وون", stem[:-1] + "يون", stem[:-1] + "ا"]
    else:
        ends = [stem + e for e in ("", "ون", "وا", "ان", "ن", "ا")]
        if len(raw) > 3 and raw[-2] in "يوا":
            passive = stem[:-2] + "ا" + stem[-1]
            ends += [stem[:-2] + stem[-1], passive, passive + "ون", passive + "وا"]
    return [p + e for p in "يتن" for e in dict.fromkeys(ends)]


def noun_forms(noun: str) -> list[str]:
    """A noun with case, dual and sound plural endings, without and with the article."""
    raw, folded = _bare(noun), fold(noun)
    if raw.endswith("ة"):
        stem = folded[:-1]
        forms = [folded, *(stem + e for e in ("ات", "تين", "تان", "تي", "ت"))]
    elif raw[-1] in "ىا":
        forms = [folded, folded[:-1] + "ا"]
    else:
        forms = [folded, *(folded + e for e in ("ا", "ات", "ين", "ان"))]
    return [*forms, *("ال" + f for f in forms)]


def participle_forms(word: str) -> list[str]:
    """A participle in all genders, numbers, cases and construct forms, without and with the article."""
    if not word:
        return []
    folded = fold(word)
    stem = folded[:-1] if _bare(word)[-1] in "ىي" else folded
    forms = [folded, *(stem + e for e in ("ه", "ا", "ين", "ون", "ات", "ان", "تين", "تان", "ي", "و"))]
    return [*forms, *("ال" + f for f in forms)]


@cache
def load_phrases() -> dict[str, tuple[Phrase, ...]]:
    """Search form of a first word → the phrases that may open with it, in the order of the table."""
    out: dict[str, list[Phrase]] = {}
    for row in load_table("events/phrases.tsv", ("phrase", "types"), key=("phrase",)):
        phrase = _phrase(row)
        for form in sorted(phrase.parts[0].forms):
            out.setdefault(form, []).append(phrase)
    return {form: tuple(phrases) for form, phrases in out.items()}


@cache
def load_sure_phrases() -> dict[str, tuple[str, ...]]:
    """The phrases that name their event wherever they stand → its types."""
    return {p.words: p.types for phrases in load_phrases().values() for p in phrases if p.sure}


def _phrase(row: Row) -> Phrase:
    types, parts, gap = tuple(row["types"].split(",")), [], 0
    if wrong := [t for t in types if t not in TYPES and t != NONE]:
        raise BadReference("bad-reference", f"events/phrases.tsv: {row['phrase']}: unknown {' '.join(wrong)}")
    words = row["phrase"].removeprefix("!")
    for word in words.split():
        if word == GAP:
            gap = MOST_BETWEEN
            continue
        parts.append(Part(_part_forms(word), "*" in word, gap))
        gap = 0
    return Phrase(words, tuple(parts), types, sure=words != row["phrase"])


def _part_forms(word: str) -> frozenset[str]:
    if word == "+":
        return load_words("pronoun") | {"ك", "كم"}
    bare = word.replace("*", "")
    if bare.startswith("~"):
        return _verb_forms(fold(bare[1:]))
    return frozenset(fold(w) for w in bare.split("/"))


@cache
def _verb_forms(verb: str) -> frozenset[str]:
    rows = _verbs().get(verb)
    if not rows:
        raise BadReference("bad-reference", f"events/phrases.tsv: no verb {verb} in verbs.tsv")
    return frozenset(
        f for r in rows for fs in (past_forms(r["verb"]), passive_forms(r["verb"]), imperfect_forms(r["imperfect"])) for f in fs
    )


@cache
def load_words(name: str) -> frozenset[str]:
    """The closed set of search words `name` (events/words.tsv)."""
    rows = [row for row in load_table("events/words.tsv", ("set", "words")) if row["set"] == name]
    if not rows:
        raise BadReference("bad-reference", f"events/words.tsv: no set {name}")
    return frozenset(w for row in rows for w in row["words"].split())


_PEOPLE = ("civilians", "fighters", "leaders")


def _construct_forms(word: str) -> list[str]:
    """The sound plural of who does or suffers, also before what it belongs to: مقاتلون، مقاتلو التنظيم، ناشطي المعارضة.

    Only of participles: the same ending makes an adjective of another noun (شعب، شعبي).
    """
    folded = fold(word)
    participle = len(folded) in (4, 5) and (folded[0] == "م" or folded[1] == "ا") and folded[-1] not in "هيا"
    return [folded + e for e in ("ون", "ي", "و")] + [f"ال{folded}ون"] if participle else []


@cache
def load_context() -> dict[str, tuple[str, ...]]:
    """Search form → the classes of context words it belongs to (air, artillery, fighters, civilians, negation …)."""
    out: dict[str, dict[str, None]] = {}
    for row in load_table("events/context.tsv", ("class", "words", "form")):
        for word in row["words"].split("/"):
            for form in _context_forms(word, row["form"], person=row["class"] in _PEOPLE):
                out.setdefault(form, {})[row["class"]] = None
    return {form: tuple(classes) for form, classes in out.items()}


def _context_forms(word: str, form: str, *, person: bool) -> list[str]:
    if form == "noun":
        return [*noun_forms(word), *(_construct_forms(word) if person else ())]
    return participle_forms(word) if form == "adjective" else [fold(word)]
