"""Who is said to speak: the noun phrase beside a cue, its extent and its kind."""

from dataclasses import dataclass

from isnad.attribution.cues import Cue, Place
from isnad.attribution.view import COMMAS, STOPS, View
from isnad.letters import fold
from isnad.model.attribution import SourceKind
from isnad.model.entity import Entity, EntityType
from isnad.reference.grammar import load_agreement
from isnad.reference.saying import Shape, Strength, load_cue_forms, load_source_nouns, load_words

LONGEST = 30
"""Words of a source phrase; longer ones are cut."""

OPENERS = frozenset(["ان", ":", *STOPS])
_DEMONSTRATIVES = frozenset(["هذا", "هذه", "تلك", "هولاء", "ذات", "نفس"])
_LONG_TAIL = frozenset(
    [SourceKind.ANONYMOUS, SourceKind.CROWD, SourceKind.WITNESS, SourceKind.OFFICIAL, SourceKind.MEDIA, SourceKind.DOCUMENT]
)
_TITLES = frozenset([SourceKind.OFFICIAL, SourceKind.PERSON])


@dataclass(frozen=True, slots=True)
class Speaker:
    """A source phrase: tokens `first..last`, its kind, its entity, and how it was found."""

    first: int
    last: int
    kind: SourceKind
    entity: Entity | None
    rule: str
    sure: int
    """0 to 3: how plausible a speaker the phrase is."""


def source_after(view: View, cue: Cue) -> Speaker | None:
    """The noun phrase that follows the cue (past adverbs, times and short insertions), if one does."""
    end = view.sentence(cue.first).last
    at = _past_insertions(view, cue.after, end)
    if view.folded(at) == "في" and (cue.place is not Place.VERB or "fi" in cue.form.takes):
        found = speaker_at(view, at + 1, end, "in")
        return found if found is not None and found.kind in (SourceKind.DOCUMENT, SourceKind.MEDIA) else None
    return speaker_at(view, at, end, "after", own=own_prepositions(cue))


def own_prepositions(cue: Cue) -> frozenset[str]:
    """The prepositions that open the content of this cue, which end its subject."""
    return frozenset(word for p, word in PREPOSITION_OF.items() if p in cue.form.takes and p not in ("li", "fi"))


PREPOSITION_OF = {"an-": "عن", "ban": "ب", "ila": "الي", "ala": "علي", "min": "من", "li": "ل", "fi": "في"}


def _past_insertions(view: View, at: int, end: int) -> int:
    at = view.skip(at, end)
    for _ in range(3):
        if (
            view.folded(at) in ("في", "ب", "ل", "الي", "علي", "عن")
            and view.folded(at + 1) in ("ه", "ها", "هم", "هما")
            and at + 2 < end
        ):
            at = view.skip(at + 2, end)
            continue
        if view.folded(at) == "من" and view.folded(at + 1).startswith("ج") and view.folded(at + 1) in ("جانب", "جهه", "جهت"):
            at = view.skip(at + 2 + (view.tokens[at + 1].word == view.tokens[min(at + 2, len(view.tokens) - 1)].word), end)
        elif view.folded(at) == "ب" and view.folded(at + 1) == "دور":
            at = view.skip(at + 3, end)
        elif view.folded(at) == "في" and view.folded(at + 1) == "بيان" and view.folded(at + 2) in COMMAS:
            at = view.skip(at + 2, end)
        else:
            return at
    return at


def source_before(view: View, cue: Cue) -> Speaker | None:
    """The noun phrase that stands before the cue (the report's «المصادر قالت»، the headline's «الوزير يدعو»)."""
    first = view.sentence(cue.first).first
    end = cue.start
    while end > first and (view.folded(end - 1) in ("قد", "كان", "كانت", "ما", "لم", "لن", "لا", "س") or end - 1 in view.times):
        end -= 1
    starts = _starts_before(view, end, first)
    for start in [*(s for s in starts[1:2] if view.folded(starts[0] - 1) == "و"), *starts]:
        found = speaker_at(view, start, view.sentence(cue.first).last, "before", stop=end)
        if found is not None and _reaches(view, found.last, end):
            return found
    return None


def _starts_before(view: View, end: int, first: int) -> list[int]:
    """Where a noun phrase that ends at `end` may begin: after the nearest boundary, and the ones before it."""
    starts, k = [], end - 1
    low = max(first, end - LONGEST)
    while k >= low:
        word = view.folded(k)
        if (
            word in COMMAS
            or word in OPENERS
            or (word in load_words("no-noun") and word != "بعض")
            or word in ("و", "..", "|", "…", "ll", "عاجل", "||")
        ):
            starts.append(k + 1)
        k -= 1
    if low == first:
        starts.append(first)
    nouns = (k for k in range(max(low, end - 3), end) if head_kind(view, k) is not None)
    return [*[s for s in starts if s < end][:4], *nouns]


def _reaches(view: View, last: int, end: int) -> bool:
    """Between the phrase and the cue stands nothing but marks, times or a relative clause."""
    at = view.skip(last, end)
    while at < end and view.folded(at) in ('"', "'"):
        at += 1
    return at >= end or view.folded(at) in load_agreement("relative")


def speaker_at(
    view: View, at: int, end: int, rule: str, stop: int | None = None, own: frozenset[str] = frozenset()
) -> Speaker | None:
    """The speaker whose noun phrase begins at `at`, None where no noun phrase does."""
    while at < end and view.folded(at) in ('"', "'") and at not in view.mention:
        at += 1
    if at >= end or not _can_begin(view, at):
        return None
    last = phrase_end(view, at, min(end, stop if stop is not None else end, at + LONGEST), own)
    if last <= at:
        return None
    entity = _entity_of(view, at, last)
    kind = source_kind(view, at, last, entity)
    return Speaker(at, last, kind, entity, rule, _plausible(view, at, entity))


def _can_begin(view: View, at: int) -> bool:
    if at in view.mention or (view.folded(at) in _DEMONSTRATIVES and view.folded(at + 1).startswith("ال")):
        return True
    word = view.folded(at)
    if (
        word in OPENERS
        or word in load_agreement("relative")
        or word in COMMAS
        or word in load_words("preposition")
        or (word in load_words("no-noun") and word != "بعض")
    ):
        return False
    token = view.tokens[at]
    if token.upos in ("VERB", "ADP", "PRON", "PART", "CCONJ", "SCONJ", "PUNCT", "NUM", "ADV", "AUX"):
        return False
    return word[:1].isalpha() and not word[0].isdecimal() and len(word) > 1 and word not in ("انه", "انها")


def phrase_end(view: View, at: int, end: int, own: frozenset[str] = frozenset()) -> int:
    """The end of the noun phrase that begins at `at`."""
    head = head_kind(view, past_determiner(view, at))
    k = last = at
    while k < end:
        if k > at and (_turns_indefinite(view, k) or (view.folded(k) in own and k not in view.named)):
            break
        step = _step(view, k, at, end, head)
        if step <= k:
            break
        k = last = step
    while last > at and (view.folded(last - 1) in COMMAS or view.folded(last - 1) in ("و", "-", "ف", "ل", "ب")):
        last -= 1
    return last


def _turns_indefinite(view: View, k: int) -> bool:
    """After a name or a definite noun, a bare indefinite word begins something else («قيادة التحالف بدء هدنة»)."""
    last = k - 2 if view.folded(k - 1) in ('"', "'") else k - 1
    before = view.folded(last)
    if _new_noun(view, k) or (last in view.named and _definite_noun(view, k)):
        return True
    definite = last in view.named or (before.startswith("ال") and before not in load_agreement("relative"))
    if not definite or k in view.named or (head_kind(view, k) in _TITLES and not _owned(view, k)):
        return False
    if last in view.named and view.named[last].type is EntityType.PERSON and _names_office(view, k):
        return False
    word = view.folded(k)
    return (
        word[:1].isalpha()
        and not word.startswith("ال")
        and word not in load_words("preposition")
        and word not in ("و", "اسم", "لسان", "شوون", "باسم", "بلسان")
    )


def _owned(view: View, k: int) -> bool:
    """A pronoun is written to the noun («قائده»): it is somebody's, not a title before a name."""
    following = k + 1 < len(view.tokens) and view.tokens[k + 1].word == view.tokens[k].word
    return following and view.folded(k + 1) in ("ه", "ها", "هم", "هما", "نا")


def _definite_noun(view: View, k: int) -> bool:
    """A definite noun right after a name is no longer the source («تبنى اللواء … الهجوم»); an adjective may be."""
    token = view.tokens[k]
    return token.upos == "NOUN" and token.folded.startswith("ال") and k not in view.named and head_kind(view, k) is None


def _new_noun(view: View, k: int) -> bool:
    """An indefinite noun after an adjective is no longer the source («مصدر أمني وصول الوفد»)."""
    word = view.folded(k)
    ends = view.tokens[k].upos == "NOUN" and view.tokens[k - 1].upos == "ADJ" and k not in view.named
    return ends and not word.startswith("ال") and not word.endswith(("ي", "ه", "ين", "ون")) and head_kind(view, k) is None


def _step(view: View, k: int, at: int, end: int, head: SourceKind | None) -> int:
    """The token after what may follow in the phrase at `k`; `k` itself where the phrase ends."""
    word = view.folded(k)
    whole = _past_whole(view, k, at, end)
    if whole is not None:
        return whole
    if (k == at and word in _DEMONSTRATIVES) or word in ("باسم", "بلسان"):
        return k + 1
    if _is_boundary(view, k, at):
        return k
    if word in COMMAS:
        return k + 1 if _is_apposition(view, k + 1, at, end) else k
    if word == "و":
        return k + 1 if _is_coordinate(view, k + 1) else k
    if word in load_words("preposition") and k > at:
        return _past_preposition(view, k, head)
    return k if k > at and _is_verb(view, k) else k + 1


def _past_whole(view: View, k: int, at: int, end: int) -> int | None:
    """Past a name, short quotation or bracket that begins at `k`, `k` where the phrase ends before it; None for plain words."""
    if k in view.mention:
        return min(view.mention[k][0], end) if k == at or _goes_with(view, k) else k
    if k in view.quotes:
        return min(view.quotes[k] + 1, end) if view.quotes[k] - k <= 6 else k
    if k in view.brackets and k > at:
        return min(view.brackets[k] + 1, end)
    if view.folded(k) in ('"', "'"):
        return k + 1 if k > at and _goes_on_past_quote(view, k + 1, end) else k
    return None


def _is_boundary(view: View, k: int, at: int) -> bool:
    """Words with which no source phrase goes on: أن, a relative, a time, a particle, a definite word after a person's name,
    what a named body belongs to («التابعة ل…»)."""
    word = view.folded(k)
    if word in OPENERS or word in load_agreement("relative"):
        return True
    before = view.named.get(k - 1) if k > at else None
    person = before is not None and before.type is EntityType.PERSON
    if before is not None and word in load_words("belonging"):
        return True
    if person and _names_office(view, k):
        return False
    return k > at and (k in view.times or word in load_words("no-noun") or (person and word.startswith("ال")))


def _names_office(view: View, k: int) -> bool:
    """«فلان المتحدث باسم كذا إن»، «فلان أحد القادة في كذا إن»: who he is, told right after his name and before what he says."""
    titled = head_kind(view, k) in _TITLES or view.folded(k) in ("احد", "احدي")
    return titled and _next_mark(view, k + 1, len(view.tokens))


def _goes_on_past_quote(view: View, k: int, end: int) -> bool:
    """After a closing mark the phrase goes on only with what qualifies it («"أبعاد" للدراسات»)."""
    return k < end and (view.folded(k) in ("ل", "و") or view.folded(k).startswith("ال")) and k not in view.mention


def _goes_with(view: View, k: int) -> bool:
    """A name right after another belongs to the phrase only where a person is named after what they speak for."""
    last = k - 2 if view.folded(k - 1) in ('"', "'") else k - 1
    if last not in view.named:
        person = view.mention[k][1].type is EntityType.PERSON
        return person or not view.folded(last).endswith(("ون", "وا"))
    return view.mention[k][1].type is EntityType.PERSON and view.named[last].type is not EntityType.PERSON


def _is_apposition(view: View, k: int, at: int, end: int) -> bool:
    """After a comma: the person named after the title, or the title after the person named."""
    if k >= end:
        return False
    named = k in view.mention and view.mention[k][1].type is EntityType.PERSON
    already = any(i in view.named and view.named[i].type is EntityType.PERSON for i in range(at, k))
    if named:
        return not already and head_kind(view, at) in (SourceKind.OFFICIAL, SourceKind.PERSON)
    titled = head_kind(view, k) in (SourceKind.OFFICIAL, SourceKind.PERSON)
    return titled and (already or head_kind(view, at) is SourceKind.OFFICIAL) and _next_mark(view, k, end)


def _next_mark(view: View, k: int, end: int) -> bool:
    return any(view.folded(i) in COMMAS or view.folded(i) in OPENERS for i in range(k, min(end, k + 12)))


def _is_coordinate(view: View, k: int) -> bool:
    if k in view.mention:
        return view.mention[k][1].type is not EntityType.FACILITY
    return head_kind(view, k) is not None and not _is_verb(view, k)


def _past_preposition(view: View, k: int, head: SourceKind | None) -> int:
    word, nxt = view.folded(k), view.folded(k + 1)
    if word == "ب" and nxt in ("اسم", "لسان", "شان", "شؤون"):
        return k + 2
    if word == "ل":
        return k if nxt in load_words("hearer") or k + 1 in view.quotes else k + 1
    if word == "لدي" or (word == "عن" and view.folded(k - 1).startswith(("مسوول", "المسوول"))):
        return k + 1
    if (
        word in ("في", "من", "ب")
        and head in _LONG_TAIL
        and nxt not in load_words("occasion")
        and nxt not in ("جانب", "جهه", "جهت", "خلال", "ان")
    ):
        return k + 1
    if word in ("من", "علي", "ضد", "بين", "حول") and head is SourceKind.DOCUMENT:
        return k
    return k


"""Verbs that follow an indefinite source as its relative clause («مصدر فضل عدم الكشف عن اسمه»)."""


def _is_verb(view: View, k: int) -> bool:
    if view.folded(k) in load_words("relative-verb"):
        return True
    upos = view.tokens[k].upos
    if upos != "X":
        return upos in ("VERB", "AUX")
    forms = load_cue_forms().get(view.folded(k), ())
    return any(
        f.shape in (Shape.PAST, Shape.PRESENT) and f.strength in (Strength.ALWAYS, Strength.LIKELY) for f in forms
    ) and not any(f.shape is Shape.NOUN for f in forms)


def past_determiner(view: View, at: int) -> int:
    """The noun after هذه، أحد، بعض; `at` itself where none stands there."""
    return at + 1 if view.folded(at) in _DEMONSTRATIVES or view.folded(at) in ("احد", "احدي", "بعض") else at


def head_kind(view: View, at: int) -> SourceKind | None:
    """The kind of source the noun at `at` heads, past an opening quotation mark."""
    nouns = load_source_nouns()
    word = view.folded(at)
    return nouns.get(word) or (nouns.get(word[2:]) if word.startswith("ال") else None)


_BY_TYPE = {
    EntityType.PERSON: SourceKind.PERSON,
    EntityType.GROUP: SourceKind.ORGANIZATION,
    EntityType.ORGANIZATION: SourceKind.ORGANIZATION,
    EntityType.PLACE: SourceKind.ORGANIZATION,
    EntityType.FACILITY: SourceKind.ORGANIZATION,
    EntityType.PEOPLE: SourceKind.CROWD,
}


def source_kind(view: View, first: int, last: int, entity: Entity | None) -> SourceKind:
    """The kind of the source phrase `first..last`."""
    head = head_kind(view, past_determiner(view, first))
    named = any(i in view.named and view.named[i].type is EntityType.PERSON for i in range(first, last))
    if named and head not in (SourceKind.DOCUMENT, SourceKind.ANONYMOUS):
        return SourceKind.PERSON
    if head is SourceKind.ANONYMOUS and _is_official(view, first, last):
        return SourceKind.OFFICIAL
    if head is not None:
        return head
    return _BY_TYPE[entity.type] if entity is not None else SourceKind.ORGANIZATION


_OFFICIAL = frozenset(map(fold, "رسمي رسمية رسميين حكومي حكومية وزارة وزاري قضائي قضائية دبلوماسي مسؤول مسؤولة".split()))


def _is_official(view: View, first: int, last: int) -> bool:
    return any(view.folded(i) in _OFFICIAL for i in range(first + 1, last))


def _entity_of(view: View, first: int, last: int) -> Entity | None:
    """The record's entity the phrase names: a person in it, else what its head names."""
    inside = [view.mention[i][1] for i in range(first, last) if i in view.mention]
    person = next((e for e in inside if e.type is EntityType.PERSON), None)
    at_head = view.mention.get(first) or view.mention.get(first + 1)
    if person is not None:
        return person
    if at_head is not None and view.folded(first) not in ("مصدر", "مصادر"):
        return at_head[1]
    return None


def _plausible(view: View, at: int, entity: Entity | None) -> int:
    if at in view.mention:
        return 2 if view.mention[at][1].type in (EntityType.PLACE, EntityType.FACILITY) else 3
    if head_kind(view, at) is not None or head_kind(view, past_determiner(view, at)) is not None:
        return 3
    word = view.folded(at)
    if entity is not None and entity.type is EntityType.PERSON:
        return 2
    return 1 if word.startswith("ال") or word.endswith("ون") else 0
