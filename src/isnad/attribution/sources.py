"""Who is said to speak: the noun phrase beside a cue, its extent and its kind."""

from dataclasses import dataclass

from isnad.attribution.cues import Cue, Place
from isnad.attribution.source_phrases import DEMONSTRATIVES, OPENERS, head_kind, past_count, past_determiner, phrase_end
from isnad.attribution.view import COMMAS, DASHES, View
from isnad.letters import fold
from isnad.model.attribution import Act, SourceKind
from isnad.model.entity import Entity, EntityType
from isnad.reference.grammar import load_agreement
from isnad.reference.saying import load_words

LONGEST = 30
"""Words of a source phrase; longer ones are cut."""


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
    bracketed = _in_brackets(view, cue.after, end)
    if bracketed is not None:
        return bracketed
    at = _past_insertions(view, cue.after, end)
    if view.folded(at) == "في" and (cue.place is not Place.VERB or "fi" in cue.form.takes):
        found = speaker_at(view, at + 1, end, "in")
        return found if found is not None and found.kind in (SourceKind.DOCUMENT, SourceKind.MEDIA) else None
    return speaker_at(view, at, end, "after", own=own_prepositions(cue), hears=cue.form.act in HEARD)


HEARD = frozenset([Act.CALL, Act.DEMAND, Act.ACCUSE, Act.WARN, Act.CONDEMN, Act.THREATEN])
"""Acts done to somebody, who may be named right after the speaker."""


def _in_brackets(view: View, at: int, end: int) -> Speaker | None:
    """«وأوضحت (يونامي) في بيان»: the short name in brackets, where no other speaker follows them."""
    close = view.brackets.get(at, 0)
    if not at < close < min(end, at + 5) or (close + 1 < end and _can_begin(view, close + 1)):
        return None
    words = [view.tokens[k] for k in range(at + 1, close)]
    if not words or any(not t.folded[:1].isalpha() or t.upos in ("ADP", "VERB", "NUM") or t.i in view.times for t in words):
        return None
    entity = _entity_of(view, at + 1, close)
    return Speaker(at + 1, close, source_kind(view, at + 1, close, entity), entity, "after", 3 if entity is not None else 1)


def own_prepositions(cue: Cue) -> frozenset[str]:
    """The prepositions that open the content of this cue, which end its subject."""
    return frozenset(word for p, word in PREPOSITION_OF.items() if p in cue.form.takes and p not in ("li", "fi"))


PREPOSITION_OF = {"an-": "عن", "ban": "ب", "ila": "الي", "ala": "علي", "min": "من", "li": "ل", "fi": "في"}


def _past_insertions(view: View, at: int, end: int) -> int:
    at = view.skip(at, end)
    for _ in range(3):
        if (
            view.folded(at) in ("في", "ب", "ل", "الي", "علي", "عن", "خلال", "اثناء")
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
            or word in DASHES
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
    view: View,
    at: int,
    end: int,
    rule: str,
    *,
    stop: int | None = None,
    own: frozenset[str] = frozenset(),
    hears: bool = False,
) -> Speaker | None:
    """The speaker whose noun phrase begins at `at`, None where no noun phrase does."""
    while at < end and view.folded(at) in ('"', "'") and at not in view.mention:
        at += 1
    if at >= end or not _can_begin(view, at):
        return None
    last = phrase_end(view, at, min(end, stop if stop is not None else end, at + LONGEST), own, hears)
    if last <= at:
        return None
    entity = _entity_of(view, at, last)
    kind = source_kind(view, at, last, entity)
    return Speaker(at, last, kind, entity, rule, _plausible(view, at, entity))


def _can_begin(view: View, at: int) -> bool:
    if at in view.mention or (view.folded(at) in DEMONSTRATIVES and view.folded(at + 1).startswith("ال")):
        return True
    if past_count(view, at) > at:
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
