"""Cue by cue, a possible attribution: its speaker, explicit or meant, where its content opens, and what speaks for it."""

from dataclasses import dataclass, field, replace

from isnad.attribution.agreement import agrees
from isnad.attribution.contents import Opening, find_opening
from isnad.attribution.cues import Cue, Place, find_cues
from isnad.attribution.scoring import Choice, choose
from isnad.attribution.sources import RELATIVES, Speaker, source_after, source_before, source_kind, speaker_at
from isnad.attribution.view import View
from isnad.model.attribution import SourceKind
from isnad.model.entity import EntityType
from isnad.reference.saying import Shape, Strength

REACH = 5
"""Sentences back within which the speaker of «وأضاف» is looked for."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A cue with a speaker and an opening, and how likely it is a statement."""

    cue: Cue
    speaker: Speaker
    opening: Opening
    score: float
    rule: str


@dataclass
class History:
    """The statements accepted so far, the last one last."""

    accepted: list[Candidate] = field(default_factory=list)
    speaking: list[Candidate] = field(default_factory=list)
    """Those of the first level, who may be meant again."""

    def add(self, view: View, candidate: Candidate) -> None:
        self.accepted.append(candidate)
        last = self.speaking[-1] if self.speaking else None
        if candidate.speaker.rule == "itself" or candidate.cue.form.shape is Shape.NOUN:
            return
        if last is not None and is_inside(view, last, candidate):
            return
        self.speaking.append(candidate)

    def in_sentence(self, view: View, token: int) -> Candidate | None:
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
    if cue.place is not Place.VERB or cue.form.shape is Shape.PARTICIPLE:
        return True
    if cue.form.shape in (Shape.NOUN, Shape.COLON):
        return False
    before = candidate.speaker.rule == "before" and candidate.speaker.first < cue.start
    first = candidate.speaker.first if before else cue.start
    return view.folded(first - 1) in _JOINTS or view.sentence(first).first == first


_JOINTS = frozenset("و كما فيما بينما حين لكن ف ، , ثم".split())


def find_candidates(view: View) -> list[Candidate]:
    """The accepted candidates in text order, contents not yet ended."""
    cues = find_cues(view)
    history = History()
    for k, cue in enumerate(cues):
        limit = next_start(cues, k, len(view.tokens))
        choice = consider(view, cue, limit, history)
        if choice is not None and choice.score >= 0.5:
            history.add(view, Candidate(choice.cue, choice.speaker, choice.opening, choice.score, choice.rule))
    return history.accepted


def next_start(cues: list[Cue], k: int, end: int) -> int:
    """Where the next cue begins that could open a content of its own; participles and phrases do not."""
    for cue in cues[k + 1 : k + 6]:
        if cue.place is Place.VERB and cue.form.shape in (Shape.PAST, Shape.PRESENT) and cue.form.strength is not Strength.RARE:
            return cue.start
    return cues[k + 6].start if k + 6 < len(cues) else end


def consider(view: View, cue: Cue, limit: int, history: History) -> Choice | None:
    """The best reading of `cue`, None where it has no speaker or no content."""
    found = [choice for form in (cue.readings or (cue.form,)) if (choice := _reading(view, replace(cue, form=form), limit, history))]
    return max(found, key=lambda c: c.score, default=None)


def _reading(view: View, cue: Cue, limit: int, history: History) -> Choice | None:
    speaker = find_speaker(view, cue, history)
    if speaker is None:
        return None
    opening = find_opening(view, cue, speaker, max(limit, speaker.last))
    if opening is None:
        return None
    return choose(view, cue, speaker, opening)


def find_speaker(view: View, cue: Cue, history: History) -> Speaker | None:
    """Who speaks at `cue`: named beside it, or meant from before."""
    match cue.form.shape:
        case Shape.COLON:
            return _headline_speaker(view, cue)
        case Shape.PARTICIPLE:
            return _same_speaker(view, cue, history) or (_subject(view, cue) if view.folded(cue.first - 1) in ("،", ",") else None)
        case Shape.NOUN:
            return _holder(view, cue, history)
        case Shape.PHRASE:
            return _phrase_speaker(view, cue, history)
        case _:
            return _subject_of_verb(view, cue, history)


def _headline_speaker(view: View, cue: Cue) -> Speaker | None:
    found = source_before(view, cue)
    return found if found is not None and found.sure >= 2 else None


def _subject_of_verb(view: View, cue: Cue, history: History) -> Speaker | None:
    if cue.form.person == "pass":
        return _itself(view, cue)
    after = source_after(view, cue) if cue.form.person[:1] == "3" else None
    if cue.place is not Place.VERB:
        return after if after is not None and after.sure else meant(view, cue, history)
    before = source_before(view, cue)
    relative = view.folded(cue.start - 1) in RELATIVES
    if after is not None and not (after.sure >= 2 and agrees(view, cue, after)):
        after = after if after.sure >= 1 and agrees(view, cue, after) and "obj" not in cue.form.takes else None
    if before is not None and (before.sure < 1 or not agrees(view, cue, before)):
        before = None
    if before is not None and (after is None or (not relative and before.sure >= 2)):
        return before
    return after or meant(view, cue, history)


def _itself(view: View, cue: Cue) -> Speaker:
    return Speaker(cue.first, cue.first + 1, SourceKind.ANONYMOUS, None, "itself", 2)


def _same_speaker(view: View, cue: Cue, history: History) -> Speaker | None:
    """The speaker of the statement the participle goes on from."""
    found = history.in_sentence(view, cue.first)
    if found is not None:
        return replace(found.speaker, rule="same-sentence")
    return None


def meant(view: View, cue: Cue, history: History) -> Speaker | None:
    """The last speaker that agrees with a verb whose subject is not said."""
    recent = history.recent(view, cue.first)
    for c in recent:
        if agrees(view, cue, c.speaker):
            return replace(c.speaker, rule="meant")
    return _subject(view, cue) or _last_person(view, cue)


def _subject(view: View, cue: Cue) -> Speaker | None:
    """The leading name of the sentence that can speak."""
    s = view.sentence(cue.first)
    for i in range(s.first, min(cue.start, s.first + 40)):
        if i in view.mention and view.mention[i][1].type in (EntityType.PERSON, EntityType.GROUP, EntityType.ORGANIZATION):
            last, entity = view.mention[i]
            found = Speaker(i, last, source_kind(view, i, last, entity), entity, "subject", 1)
            if agrees(view, cue, found):
                return found
    return None


def _last_person(view: View, cue: Cue) -> Speaker | None:
    here = view.sentence_at[cue.first]
    low = view.sentences[max(0, here - 1)].first
    for i in range(cue.start - 1, max(low, cue.start - 80) - 1, -1):
        if i in view.mention and view.mention[i][1].type is EntityType.PERSON:
            last, entity = view.mention[i]
            return Speaker(i, last, SourceKind.PERSON, entity, "last-person", 1)
    return None


def _holder(view: View, cue: Cue, history: History) -> Speaker | None:
    """Who holds the claim a noun names: after it («تهديدات فلان»), before it («… بحجة»), or nobody («أنباء عن»)."""
    owned = cue.last > cue.first + 1
    end = view.sentence(cue.first).last
    after = None if owned else speaker_at(view, cue.after, end, "after")
    if after is not None and after.sure >= 2:
        return after
    if cue.form.bare and not owned:
        return Speaker(cue.first, cue.first + 1, SourceKind.ANONYMOUS, None, "itself", 2)
    found = _subject(view, cue)
    return found or (meant(view, cue, history) if owned else None)


def _phrase_speaker(view: View, cue: Cue, history: History) -> Speaker | None:
    after = speaker_at(view, cue.after, view.sentence(cue.first).last, "after")
    if after is not None:
        return after
    return meant(view, cue, history)
