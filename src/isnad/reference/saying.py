"""The words of saying: cues with their generated forms, phrases of attribution, heads of sources, loaded words.

Everything is keyed by search form (letters.fold). Forms are generated from the citation forms of `data/attribution/*.tsv`;
undiacritised Arabic writes active and passive alike, so a form says nothing about voice.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from isnad.letters import fold
from isnad.model.attribution import Act, LoadedKind, SourceKind, Stance
from isnad.model.errors import BadReference
from isnad.reference.tables import load_table

ALLOWED = frozenset(["an", "ban", "an-", "ila", "ala", "min", "li", "fi", "obj", "quote"])
"""What may open a content (see verbs.tsv)."""


class Shape(StrEnum):
    """What kind of word a cue is."""

    PAST = "past"
    PRESENT = "present"
    PARTICIPLE = "participle"
    NOUN = "noun"
    PHRASE = "phrase"
    COLON = "colon"


class Strength(StrEnum):
    """How surely a cue hands a statement on, given a source: always, mostly, only with أن or a quotation, seldom."""

    ALWAYS = "always"
    LIKELY = "likely"
    CLAUSE = "clause"
    RARE = "rare"


RANK = {Strength.ALWAYS: 0, Strength.LIKELY: 1, Strength.CLAUSE: 2, Strength.RARE: 3}


@dataclass(frozen=True, slots=True)
class CueForm:
    """One written form of a cue. `person` is like `3ms`, `3fs`, `3p`, `1p`; of a participle `ms`, `fs`, `p`; else empty."""

    lemma: str
    shape: Shape
    takes: frozenset[str]
    act: Act
    stance: Stance
    strength: Strength
    person: str = ""
    bare: bool = False
    """The noun itself is the source where nobody is named ("أنباء عن")."""


@dataclass(frozen=True, slots=True)
class AttributionPhrase:
    """A prepositional phrase of attribution, as syntactic words in search form."""

    words: tuple[str, ...]
    next: str
    """`np`, `verb` or `both`."""
    act: Act
    stance: Stance


@cache
def load_cue_forms() -> dict[str, tuple[CueForm, ...]]:
    """Written form → the cues it may be, the surest first."""
    forms: dict[str, list[CueForm]] = {}
    for form, cue in (*_verb_forms(), *_noun_forms(), *_passive_forms()):
        same = forms.setdefault(fold(form), [])
        if cue not in same:
            same.append(cue)
    return {form: tuple(sorted(cues, key=lambda c: RANK[c.strength])) for form, cues in sorted(forms.items())}


_VERBS = ("perfect", "imperfect", "participle", "masdar", "takes", "act", "stance", "strength")
_NOUNS = ("noun", "takes", "act", "stance", "strength", "bare")


def _verb_forms() -> Iterator[tuple[str, CueForm]]:
    for row in load_table("attribution/verbs.tsv", _VERBS, key=("perfect", "imperfect", "participle")):
        lemma = fold(row["perfect"])
        made = [(f, p, Shape.PAST) for f, p in past_forms(row["perfect"])]
        made += [(f, p, Shape.PRESENT) for f, p in present_forms(row["imperfect"])]
        made += [(f, p, Shape.PARTICIPLE) for f, p in participle_forms(row["participle"])]
        cue = _cues(row, lemma)
        for form, person, shape in made:
            yield form, cue(shape, person)


def _noun_forms() -> Iterator[tuple[str, CueForm]]:
    for row in load_table("attribution/nouns.tsv", _NOUNS, key=("noun",)):
        cue = _cues(row, fold(row["noun"]))(Shape.NOUN, "")
        yield from ((form, cue) for form in noun_forms(row["noun"]))


def _passive_forms() -> Iterator[tuple[str, CueForm]]:
    for row in load_table("attribution/passives.tsv", ("form", "act", "stance"), key=("form",)):
        cue = _cues({**row, "takes": "an", "strength": "clause", "bare": "yes"}, fold(row["form"]))
        yield row["form"], cue(Shape.PAST, "pass")


def _cues(row: dict[str, str], lemma: str) -> Callable[[Shape, str], CueForm]:
    """Makes the cues of one row by their shape and person; the row itself is read once."""
    takes = frozenset(row["takes"].split())
    if not takes or not takes <= ALLOWED:
        raise BadReference(
            "bad-reference", f"attribution: {lemma}: takes must be of {' '.join(sorted(ALLOWED))}, not {row['takes']!r}"
        )
    act, stance, strength = Act(row["act"]), Stance(row["stance"]), Strength(row["strength"])
    bare = row.get("bare") == "yes"
    return cache(lambda shape, person: CueForm(lemma, shape, takes, act, stance, strength, person, bare))


def past_forms(verb: str) -> Iterator[tuple[str, str]]:
    """The past of a verb given as third person masculine: written form and person."""
    weak = verb[-1] in "ىا"
    stem = verb[:-1] if weak else verb
    glide = stem + ("ي" if verb[-1] == "ى" else "و") if weak else _hollow_stem(verb)
    yield verb, "3ms"
    if verb.endswith("ى"):
        yield stem + "ا", "3ms"  # before a pronoun: نفاه
    yield stem + "ت", "3fs"
    yield stem + "وا", "3p"
    yield stem + "و", "3p"  # before a pronoun (وصفوه), and a common slip
    yield (glide if weak else verb) + "ا", "3d"
    yield stem + "تا", "3d"
    yield glide + "ن", "3fp"


def _hollow_stem(verb: str) -> str:
    """The stem before consonant endings: قال → قل, أفاد → أفد."""
    return verb[:-2] + verb[-1] if len(verb) >= 3 and verb[-2] == "ا" else verb


def present_forms(verb: str) -> Iterator[tuple[str, str]]:
    """The present of a verb given as third person masculine (يقول)."""
    if not verb.startswith("ي"):
        return
    rest = verb[1:]
    bare = rest[:-1] if rest[-1] in "ىيو" and len(rest) > 2 else rest
    yield verb, "3ms"
    yield "ت" + rest, "3fs"
    yield "ي" + bare + "ون", "3p"
    yield "ي" + bare + "وا", "3p"
    yield "ت" + bare + "ون", "3p"
    yield "ي" + rest.replace("ى", "ي") + "ان", "3d"
    yield "ت" + rest.replace("ى", "ي") + "ان", "3d"
    short = _jussive(rest)
    if short != rest:
        yield "ي" + short, "3ms"
        yield "ت" + short, "3fs"


def _jussive(rest: str) -> str:
    """The short form after لم: قول → قل, نفي → نف."""
    if rest[-1] in "ىيو" and len(rest) >= 3:
        return rest[:-1]
    return rest[:-2] + rest[-1] if len(rest) >= 3 and rest[-2] in "وي" else rest


def participle_forms(word: str) -> Iterator[tuple[str, str]]:
    """The active participle in the faces it has as an adverb of state (مؤكدا, مؤكدة, مؤكدين)."""
    if not word:
        return
    stem = word
    weak = len(word) > 2 and word[-1] in "دعنفصلجبكضرق" and _is_defective(word)
    yield stem + ("يا" if weak else "ا"), "ms"
    yield stem + ("ية" if weak else "ة"), "fs"
    yield stem + "ين", "p"
    yield stem + ("يتين" if weak else "تين"), "d"
    yield stem + ("يات" if weak else "ات"), "fp"


_DEFECTIVE = frozenset(
    [
        "داع",
        "شاك",
        "راو",
        "حاك",
        "راض",
        "متمن",
        "مدع",
        "مستدع",
        "ناع",
        "معز",
        "مواس",
        "متحد",
        "متباه",
        "مبد",
        "مفت",
        "متبن",
        "مفتر",
        "مشتك",
        "خاش",
        "ناف",
        "مدل",
        "مسم",
        "موص",
        "عاز",
        "معط",
        "ماض",
        "تال",
        "ملق",
        "محي",
        "موح",
        "مستفت",
        "مثن",
        "مناد",
        "محص",
    ]
)


def _is_defective(word: str) -> bool:
    return word in _DEFECTIVE


def noun_forms(word: str) -> Iterator[str]:
    """A noun with and without the article; before a pronoun its ة opens (حجته)."""
    yield word
    yield "ال" + word
    if word.endswith("ة"):
        yield word[:-1] + "ت"
    elif not word.endswith(("ا", "ات", "ء")):
        yield word + "ا"


@cache
def load_phrases() -> dict[str, tuple[AttributionPhrase, ...]]:
    """First syntactic word → the phrases that begin with it, longest first."""
    by_first: dict[str, list[AttributionPhrase]] = {}
    for row in load_table("attribution/phrases.tsv", ("phrase", "next", "act", "stance"), key=("phrase",)):
        words = tuple(map(fold, row["phrase"].split()))
        if row["next"] not in ("np", "verb", "both"):
            raise BadReference("bad-reference", f"attribution/phrases.tsv: {row['phrase']}: next must be np, verb or both")
        by_first.setdefault(words[0], []).append(AttributionPhrase(words, row["next"], Act(row["act"]), Stance(row["stance"])))
    return {first: tuple(sorted(ps, key=lambda p: -len(p.words))) for first, ps in by_first.items()}


@cache
def load_source_nouns() -> dict[str, SourceKind]:
    """Written form (with and without article) of a noun that heads sources → its kind."""
    out: dict[str, SourceKind] = {}
    for row in load_table("attribution/sources.tsv", ("noun", "kind"), key=("noun",)):
        for form in noun_forms(row["noun"]):
            out.setdefault(fold(form), SourceKind(row["kind"]))
    return out


@cache
def load_loaded() -> dict[str, tuple[tuple[tuple[str, ...], LoadedKind], ...]]:
    """First word → loaded phrases (written words in search form) that begin with it, longest first, with their kind."""
    by_first: dict[str, list[tuple[tuple[str, ...], LoadedKind]]] = {}
    for row in load_table("attribution/loaded.tsv", ("phrase", "kind"), key=("phrase",)):
        words = tuple(map(fold, row["phrase"].split()))
        by_first.setdefault(words[0], []).append((words, LoadedKind(row["kind"])))
    return {first: tuple(sorted(ps, key=lambda p: -len(p[0]))) for first, ps in by_first.items()}


@cache
def load_adverbs() -> dict[str, tuple[tuple[str, ...], ...]]:
    """First word → adverbs (syntactic words in search form) that begin with it, longest first."""
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for row in load_table("attribution/adverbs.tsv", ("phrase",), key=("phrase",)):
        words = tuple(map(fold, row["phrase"].split()))
        by_first.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(ps, key=lambda p: -len(p))) for first, ps in by_first.items()}


@cache
def load_breaks() -> dict[str, tuple[tuple[tuple[str, ...], bool], ...]]:
    """First word → phrases with which the outlet takes the word again, and whether only after a comma."""
    by_first: dict[str, list[tuple[tuple[str, ...], bool]]] = {}
    for row in load_table("attribution/breaks.tsv", ("phrase", "after"), key=("phrase",)):
        if row["after"] not in ("comma", "any"):
            raise BadReference("bad-reference", f"attribution/breaks.tsv: {row['phrase']}: after must be comma or any")
        words = tuple(map(fold, row["phrase"].split()))
        by_first.setdefault(words[0], []).append((words, row["after"] == "comma"))
    return {first: tuple(ps) for first, ps in by_first.items()}


@cache
def load_words(name: str) -> frozenset[str]:
    """The closed set `name` of words, in search form; a set that is not there is a mistake of the caller."""
    found = frozenset(
        fold(row["word"])
        for row in load_table("attribution/words.tsv", ("set", "word"), key=("set", "word"))
        if row["set"] == name
    )
    if not found:
        raise BadReference("bad-reference", f"attribution/words.tsv: no set {name!r}")
    return found
