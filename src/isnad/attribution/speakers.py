"""Everyone who might be the speaker at a cue: named beside it, or meant from before."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from isnad.attribution.agreement import agrees, gender_of
from isnad.attribution.contents import Opening
from isnad.attribution.cues import Cue, Place
from isnad.attribution.source_phrases import head_kind
from isnad.attribution.sources import HEARD, Speaker, source_after, source_before, source_kind, speaker_at
from isnad.attribution.view import COMMAS, View
from isnad.model.attribution import SourceKind
from isnad.model.entity import EntityType
from isnad.reference.saying import Shape, load_words

REACH = 5
"""Sentences back within which the speaker of «وأضاف» is looked for."""
_SPEAKING = frozenset([EntityType.PERSON, EntityType.GROUP, EntityType.ORGANIZATION])
_JOINTS = frozenset("و كما فيما بينما حين لكن ف ، , ثم".split())


@dataclass(frozen=True, slots=True)
class Candidate:
    """A cue with a speaker and an opening, and how likely it is a statement."""

    cue: Cue
    speaker: Speaker
    opening: Opening
    score: float
    rule: str
    via: Speaker | None = None
    """Through whom the statement came («نقلت الوكالة عن مصدر»)."""


@dataclass
class History:
    """The statements accepted so far, the last one last."""

    accepted: list[Candidate] = field(default_factory=list)
    speaking: list[Candidate] = field(default_factory=list)
    """Those of the first level, whose speakers may be meant again."""

    unresolved: list[Cue] = field(default_factory=list)
    """Cues that say something with nobody to have said it."""

    def add(self, view: View, candidate: Candidate) -> None:
        self.accepted.append(candidate)
        last = self.speaking[-1] if self.speaking else None
        if candidate.speaker.rule == "itself" or candidate.cue.form.shape is Shape.NOUN:
            return
        if last is None or not is_inside(view, last, candidate):
            self.speaking.append(candidate)

    def in_sentence(self, view: View, token: int) -> Candidate | None:
        """The last first-level statement of the sentence of `token`."""
        last = self.speaking[-1] if self.speaking else None
        return last if last is not None and view.sentence_at[last.cue.first] == view.sentence_at[token] else None

    def recent(self, view: View, token: int) -> list[Candidate]:
        """Those within reach of `token`, nearest first."""
        here = view.sentence_at[token]
        return [c for c in reversed(self.speaking[-8:]) if here - view.sentence_at[c.cue.first] <= REACH]


def is_inside(view: View, outer: Candidate, inner: Candidate) -> bool:
    """`inner` is told within the content of `outer`: later in its sentence, and not joined to it."""
    if view.sentence_at[outer.cue.first] != view.sentence_at[inner.cue.first] or outer.cue.place is Place.TAIL:
        return False
    if outer.opening.quoted >= 0:
        return outer.opening.first <= inner.cue.first < outer.opening.quoted
    return outer.opening.first <= inner.cue.start and not starts_anew(view, inner)


def starts_anew(view: View, candidate: Candidate) -> bool:
    """The statement does not stand inside the one before it, but follows on."""
    cue = candidate.cue
    if cue.form.shape is Shape.PARTICIPLE:
        return cue.form.person == "ms" or view.folded(cue.start - 1) in ("،", ",", "و")
    if cue.place is not Place.VERB:
        return True
    if cue.form.shape in (Shape.NOUN, Shape.COLON) or candidate.speaker.rule == "topic":
        return False
    first = first_of(candidate)
    but = view.folded(first - 1) in ("ه", "ها", "هم") and view.folded(first - 2) in ("لكن", "ان")
    return but or view.folded(first - 1) in _JOINTS or view.sentence(first).first == first


def first_of(candidate: Candidate) -> int:
    """The first token of a statement: its speaker's where that stands before the cue."""
    before = candidate.speaker.rule == "before" and candidate.speaker.first < candidate.cue.start
    return candidate.speaker.first if before else candidate.cue.start


def find_speakers(view: View, cue: Cue, history: History) -> list[Speaker]:
    """The possible speakers of `cue`, explicit ones first, each phrase once."""
    seen: set[tuple[int, int]] = set()
    found = []
    for speaker in _all(view, cue, history):
        if speaker is not None and (speaker.first, speaker.last) not in seen:
            seen.add((speaker.first, speaker.last))
            found.append(speaker)
    return found


def _all(view: View, cue: Cue, history: History) -> Iterator[Speaker | None]:
    match cue.form.shape:
        case Shape.COLON:
            yield source_before(view, cue)
        case Shape.PARTICIPLE:
            yield from _goes_on(view, cue, history)
        case Shape.NOUN:
            yield from _holders(view, cue, history)
        case Shape.PHRASE:
            yield speaker_at(view, cue.after, view.sentence(cue.first).last, "after")
            yield from _meant(view, cue, history)
        case _ if cue.form.person == "pass":
            yield itself(cue)
        case _:
            if cue.form.lemma in _HANDING_ON:
                chain = find_chain(view, cue)
                if chain is not None:
                    yield chain[0]
                    return
            after = source_after(view, cue)
            if after is not None and not _is_addressed(view, cue, after):
                yield after
            if cue.place is Place.VERB:
                yield source_before(view, cue)
            yield from _meant(view, cue, history)


def _is_addressed(view: View, cue: Cue, speaker: Speaker) -> bool:
    """Who stands right after «ودعا» or «وطالب» in the accusative («المتظاهرين»), in another gender («الشركات»), or is never but
    spoken to («المجتمع الدولي»)."""
    if cue.form.act not in HEARD or speaker.first != cue.after:
        return False
    word, following = view.folded(speaker.first), view.folded(speaker.first + 1)
    people = word.startswith("ال") and word.endswith("ين") and speaker.kind is SourceKind.CROWD
    clashes = cue.form.person == "3ms" and word.startswith("ال") and gender_of(view, speaker) == "f"
    return people or clashes or f"{word} {following}" in _ADDRESSED


_ADDRESSED = frozenset(["المجتمع الدولي", "جميع الاطراف", "كافه الاطراف", "كل الاطراف", "الاطراف كافه", "دول العالم"])
_HANDING_ON = {"نقل": "عن", "علم": "من", "تناقل": "عن", "اقتبس": "عن"}


def find_chain(view: View, cue: Cue) -> tuple[Speaker, Speaker | None] | None:
    """Who said it and who hands it on, in «نقلت الوكالة عن مصدر» and «علمت الصحيفة من مصدر»."""
    end = view.sentence(cue.first).last
    word = _HANDING_ON[cue.form.lemma]
    via = source_after(view, cue) or source_before(view, cue)
    at = via.last if via is not None and via.rule == "after" else cue.after
    at = next((k for k in range(at, min(end, at + 8)) if view.folded(k) == word), -1)
    if at < 0 or view.folded(at + 1) == "ان":
        return None
    speaker = speaker_at(view, at + 1, end, "chain")
    return (speaker, via) if speaker is not None else None


def itself(cue: Cue) -> Speaker:
    """Nobody is named: the word of saying stands for its source («قيل»، «أنباء»)."""
    return Speaker(cue.first, cue.first + 1, SourceKind.ANONYMOUS, None, "itself", 2)


def _goes_on(view: View, cue: Cue, history: History) -> Iterator[Speaker | None]:
    """Whose statement a participle goes on from («مشيرا»), else who acts in its sentence."""
    same = history.in_sentence(view, cue.first)
    if same is not None:
        yield replace(same.speaker, rule="same-sentence")
    else:
        yield _subject(view, cue)
        yield from _meant(view, cue, history)


def _meant(view: View, cue: Cue, history: History) -> Iterator[Speaker | None]:
    """The last speakers that agree with a verb whose subject is not said; failing them whoever was named before."""
    outer = history.in_sentence(view, cue.first)
    if outer is not None and _stands_inside(cue, outer):
        yield _topic(view, cue, outer)
        if view.folded(cue.start - 1) in COMMAS:  # a verb joined by nothing goes on with what is told, not with the telling
            return
    recent = history.recent(view, cue.first)
    agreeing = [c for c in recent if agrees(view, cue, c.speaker)]
    for n, c in enumerate(agreeing[:2], 1):
        yield replace(c.speaker, rule="meant" if n == 1 else "meant-before")
    if recent and recent[0].via is not None and agrees(view, cue, recent[0].via):
        yield replace(recent[0].via, rule="hander")
    if recent and recent[0] not in agreeing:
        yield replace(recent[0].speaker, rule="meant-anyway")
    yield _subject(view, cue)
    yield _last_person(view, cue)


def _stands_inside(cue: Cue, outer: Candidate) -> bool:
    """The verb of saying comes within a clause that another says («أكد المصدر أن فلانا خطب، حث أنصاره على …»)."""
    verb = cue.place is Place.VERB and cue.form.shape in (Shape.PAST, Shape.PRESENT)
    return verb and outer.opening.by == "clause" and outer.opening.first < cue.start


def _topic(view: View, cue: Cue, outer: Candidate) -> Speaker | None:
    """Of whom the statement of `outer` tells: who is named right after its «أن»."""
    end = view.sentence(cue.first).last
    at = next((k + 1 for k in range(outer.opening.first, outer.opening.first + 2) if view.folded(k) == "ان"), end)
    while at < end and view.folded(at) in ('"', "'"):
        at += 1
    found = _actor_at(view, at, "topic") if at < cue.start else None
    return found if found is not None and agrees(view, cue, found) else None


def _subject(view: View, cue: Cue) -> Speaker | None:
    """The leading name of the sentence that can speak."""
    s = view.sentence(cue.first)
    for i in range(s.first, min(cue.start, s.first + 40)):
        found = _actor_at(view, i, "subject")
        if found is not None and agrees(view, cue, found):
            return found
    return None


def _actor_at(view: View, i: int, rule: str) -> Speaker | None:
    """Someone who can act, at `i`: a name, or a noun of people or a body that no preposition rules."""
    if i in view.mention and view.mention[i][1].type in _SPEAKING:
        last, entity = view.mention[i]
        return Speaker(i, last, source_kind(view, i, last, entity), entity, rule, 1)
    if i in view.named or head_kind(view, i) not in _ACTING or view.folded(i - 1) in load_words("ruling"):
        return None
    found = speaker_at(view, i, view.sentence(i).last, rule)
    return replace(found, sure=1) if found is not None else None


_ACTING = frozenset([SourceKind.CROWD, SourceKind.ORGANIZATION, SourceKind.OFFICIAL])


def _last_person(view: View, cue: Cue) -> Speaker | None:
    here = view.sentence_at[cue.first]
    low = view.sentences[max(0, here - 1)].first
    for i in range(cue.start - 1, max(low, cue.start - 80) - 1, -1):
        if i in view.mention and view.mention[i][1].type is EntityType.PERSON:
            last, entity = view.mention[i]
            return Speaker(i, last, SourceKind.PERSON, entity, "last-person", 1)
    return None


def _holders(view: View, cue: Cue, history: History) -> Iterator[Speaker | None]:
    """Who holds the claim a noun names: after it («تهديدات فلان»), nobody («أنباء عن»), who acts before it («… بحجة»)."""
    owned = cue.last > cue.first + 1
    if view.folded(cue.start - 1) in load_words("done"):
        yield itself(cue)
    if not owned:
        yield speaker_at(view, cue.after, view.sentence(cue.first).last, "after")
    if cue.form.bare and not owned:
        yield itself(cue)
    yield _last_actor(view, cue)
    yield _subject(view, cue)
    if owned:
        yield from _meant(view, cue, history)


def _last_actor(view: View, cue: Cue) -> Speaker | None:
    """The nearest name before the noun, in its sentence, that can act."""
    first = view.sentence(cue.first).first
    for i in range(cue.start - 1, max(first, cue.start - 40) - 1, -1):
        found = _actor_at(view, i, "actor")
        if found is not None:
            return found
    return None
