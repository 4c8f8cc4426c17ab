"""Text → who says so: candidates, their speakers and contents, the choice among them, chains and nesting."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from isnad.attribution.candidates import find_candidates
from isnad.attribution.chains import find_outer
from isnad.attribution.contents import Content, build_content, find_breaks
from isnad.attribution.cues import Cue as Spoken
from isnad.attribution.cues import Place
from isnad.attribution.source_phrases import past_determiner
from isnad.attribution.sources import Speaker
from isnad.attribution.speakers import Candidate, first_of, starts_anew
from isnad.attribution.stance import act_of, stance_of
from isnad.attribution.view import View, build_view
from isnad.model.attribution import Attribution, Cue, Source, SourceKind
from isnad.model.entity import Entity
from isnad.model.note import Found, Note
from isnad.model.page import Page
from isnad.model.span import Span
from isnad.model.text import Text


@dataclass(frozen=True, slots=True)
class Told:
    """An accepted candidate with its content."""

    candidate: Candidate
    content: Content


def find_attributions(text: Text, entities: tuple[Entity, ...], page: Page) -> Found[tuple[Attribution, ...]]:
    """Every place where the report hands a statement to somebody, in the order of its cues; nothing where the outlet speaks."""
    view = build_view(text, entities)
    found = find_candidates(view)
    notes = tuple(_unresolved(view, cue) for cue in found.unresolved)
    return Found(tuple(build_attributions(view, build_told(view, found.accepted))), notes)


def _unresolved(view: View, cue: Spoken) -> Note:
    start, end = view.tokens[cue.first].start, view.tokens[cue.last - 1].end
    return Note(code="unresolved-speaker", message="a statement whose speaker was not found", start=start, end=end)


def build_told(view: View, candidates: Sequence[Candidate]) -> list[Told]:
    """The candidates with their contents, ended where others begin."""
    candidates = [_begun_later(view, c, candidates) for c in candidates]
    cuts = find_cuts(view, candidates)
    both = [c for candidate in candidates for c in with_hander(view, candidate)]
    return [Told(c, content) for c in both if (content := build_content(view, c.cue, c.opening, cuts)) is not None]


def _begun_later(view: View, tail: Candidate, candidates: Sequence[Candidate]) -> Candidate:
    """What a trailing «وفقا ل…» attributes begins where a clause of its own does, after a statement that stands before it in the
    sentence («قال فلان إن كذا، وقتل ستة وفقا لوزارة الصحة»); a medium may hand on the statement too.
    """
    if tail.cue.place is not Place.TAIL or tail.speaker.kind is SourceKind.MEDIA:
        return tail
    told = [
        c.opening.first for c in candidates if c.cue.place is Place.VERB and tail.opening.first <= c.cue.start < tail.cue.start
    ]
    first = next((k for k in range(tail.cue.start - 1, max(told), -1) if _opens_clause(view, k)), -1) if told else -1
    return replace(tail, opening=replace(tail.opening, first=first)) if first >= 0 else tail


def _opens_clause(view: View, k: int) -> bool:
    joined = view.folded(k - 1) == "و" and view.tokens[k].word == view.tokens[k - 1].word
    return joined and view.tokens[k].upos == "VERB" and not view.folded(k).endswith("وا")


def with_hander(view: View, candidate: Candidate) -> list[Candidate]:
    """The statement, before it that of whoever hands it on («نقلت الوكالة عن مصدر»), unless that is the outlet's own reporter."""
    via = candidate.via
    if via is None or candidate.cue.place is Place.MIDDLE or candidate.cue.form.lemma == "علم" or is_own(view, via):
        return [candidate]
    return [replace(candidate, speaker=via, via=None, rule=candidate.rule + ":hander"), candidate]


def is_own(view: View, speaker: Speaker) -> bool:
    """The outlet's own («مراسلنا»)."""
    return any(view.folded(k) == "نا" for k in range(speaker.first + 1, speaker.last))


def find_cuts(view: View, candidates: Sequence[Candidate]) -> list[int]:
    """Where a statement ends because another begins or the outlet takes the word again, ascending."""
    return sorted([*(cut_before(view, c) for c in candidates if starts_anew(view, c)), *find_breaks(view)])


def cut_before(view: View, candidate: Candidate) -> int:
    """The first token of a statement: its speaker where that leads, else its cue, with «لكنه» and «إلا أنه» before it."""
    first = first_of(candidate)
    if view.folded(first - 1) in ("ه", "ها", "هم") and view.folded(first - 2) in ("لكن", "ان"):
        return first - 2
    return first


def build_attributions(view: View, told: Sequence[Told]) -> list[Attribution]:
    """Model types, A1… in text order, with what stands in what."""
    told = sorted(told, key=lambda t: (t.candidate.cue.start, t.content.first))
    outer = find_outer([(t.content.first, t.content.last) for t in told], [t.candidate.cue.first for t in told])
    return [_attribution(view, t, k, k - 1 if _handed_on(told, k) else outer[k]) for k, t in enumerate(told)]


def _handed_on(told: Sequence[Told], k: int) -> bool:
    """The statement before is that of whoever hands this one on."""
    if k == 0 or told[k].candidate.via is None:
        return False
    before, cue = told[k - 1].candidate, told[k].candidate.cue
    return before.cue == cue or (cue.place is Place.MIDDLE and before.speaker == told[k].candidate.via)


def _attribution(view: View, told: Told, k: int, outer: int) -> Attribution:
    c, content = told.candidate, told.content
    return Attribution(
        id=f"A{k + 1}",
        source=_source(view, c.speaker),
        via=(_source(view, c.via),) if c.via is not None else (),
        cue=_cue(view, c),
        content=(Span(start=view.tokens[content.first].start, end=view.tokens[content.last - 1].end),),
        quote=content.quote,
        stance=stance_of(view, c, content),
        act=act_of(view, c, content),
        in_=f"A{outer + 1}" if outer >= 0 else None,
        rule=c.rule,
        score=round(c.score, 3),
    )


def _source(view: View, speaker: Speaker) -> Source:
    start, end = source_span(view, speaker)
    entity = speaker.entity or view.nominal.get(past_determiner(view, speaker.first))
    return Source(
        start=start, end=end, text=view.text.text[start:end], kind=speaker.kind, entity=entity.id if entity is not None else None
    )


def source_span(view: View, speaker: Speaker) -> tuple[int, int]:
    """Where the source phrase stands; with the ل that swallowed its article (للمصادر), as that is how it is written."""
    first = view.tokens[view.text.quoted_from(speaker.first)]
    return first.start, view.tokens[speaker.last - 1].end


def _cue(view: View, candidate: Candidate) -> Cue:
    first, last = candidate.cue.first, candidate.cue.last
    start, end = view.tokens[first].start, view.tokens[last - 1].end
    return Cue(start=start, end=end, text=view.text.text[start:end], lemma=candidate.cue.form.lemma)
