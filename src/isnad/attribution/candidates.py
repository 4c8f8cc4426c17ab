"""Cue by cue: every reading with every possible speaker, and the choice among them."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from isnad.attribution.contents import find_opening
from isnad.attribution.cues import Cue, Place, find_cues
from isnad.attribution.scoring import Choice, build_choice, score
from isnad.attribution.speakers import Candidate, History, find_speakers
from isnad.attribution.view import View
from isnad.reference.saying import Shape, Strength

ACCEPTED = 0.5
"""The least score of a statement."""

Judge = Callable[[View, list[Choice]], Candidate | None]
"""Chooses among the readings of one cue, or none of them."""


def find_candidates(view: View, judge: Judge | None = None) -> list[Candidate]:
    """The accepted candidates in text order, contents not yet ended. `judge` replaces the packaged choice (training does)."""
    cues = find_cues(view)
    history = History()
    decide = judge or best_choice
    for k, cue in enumerate(cues):
        chosen = decide(view, list(find_choices(view, cue, next_start(cues, k, len(view.tokens)), history)))
        if chosen is not None:
            history.add(view, chosen)
    return history.accepted


def next_start(cues: list[Cue], k: int, end: int) -> int:
    """Where the next cue begins that could open a content of its own; participles and phrases do not."""
    for cue in cues[k + 1 : k + 6]:
        if cue.place is Place.VERB and cue.form.shape in (Shape.PAST, Shape.PRESENT) and cue.form.strength is not Strength.RARE:
            return cue.start
    return cues[k + 6].start if k + 6 < len(cues) else end


def find_choices(view: View, cue: Cue, limit: int, history: History) -> Iterator[Choice]:
    """Every reading of `cue` that has a speaker and a content, with what speaks for it."""
    for form in (cue.readings or (cue.form,))[:3]:
        reading = replace(cue, form=form)
        speakers = find_speakers(view, reading, history)
        for speaker in speakers:
            opening = find_opening(view, reading, speaker, max(limit, speaker.last))
            if opening is not None:
                yield build_choice(view, reading, speaker, opening, speakers, history)


def best_choice(view: View, choices: list[Choice]) -> Candidate | None:
    """The likeliest reading, if it is likely enough."""
    scored = [(score(c), -k, c) for k, c in enumerate(choices)]
    if not scored:
        return None
    best, _, choice = max(scored, key=lambda x: x[:2])
    return accept(choice, best) if best >= ACCEPTED else None


def accept(choice: Choice, best: float) -> Candidate:
    """The choice as a statement."""
    return Candidate(choice.cue, choice.speaker, choice.opening, best, choice.rule)
