"""Cue by cue: every reading with every possible speaker, and the choice among them."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from isnad.attribution.contents import QUOTING, find_opening
from isnad.attribution.cues import Cue, Place, find_cues, is_silent
from isnad.attribution.scoring import Choice, build_choice, score
from isnad.attribution.source_phrases import past_count
from isnad.attribution.sources import source_after, speaker_at
from isnad.attribution.speakers import Candidate, History, find_chain, find_speakers
from isnad.attribution.view import COMMAS, STOPS, View
from isnad.model.attribution import Act, Stance
from isnad.reference.saying import Shape, Strength, load_words

ACCEPTED = 0.36
"""The least score of a statement; chosen held out by outlet."""
PRETEXT = 0.12
"""The same for a pretext or charge («بحجة»، «بتهمة»): annotators leave most of them out, a reader wants them doubted."""
PHRASED = 0.25
"""The same for a phrase of attribution with a speaker after it («على حد تعبير فلان»), which says nothing else."""
DOCUMENTED = 0.02
"""The same for «تم توثيق»: the guide names it, few reports have it, so that little was learnt of it."""

TOPIC = 0.03
"""The same for who is told of and goes on himself inside another's statement: rare, so that little was learnt of it."""

COUNTED = 0.2
"""The same for people by number («طالب نحو 500 متظاهر»), whom the scorer seldom saw speak."""
JUDGED = 0.15
"""The same for «وقال من الضروري كذا», whose speaker is meant: grammar is sure of it, and little was learnt of it."""

Judge = Callable[[View, list[Choice]], Candidate | None]
"""Chooses among the readings of one cue, or none of them."""


def find_candidates(view: View, judge: Judge | None = None) -> History:
    """The statements in text order, contents not yet ended, and the cues nobody was found for.

    `judge` replaces the packaged choice (training does).
    """
    cues = find_cues(view)
    history = History()
    decide = judge or best_choice
    for k, cue in enumerate(cues):
        if _is_passed(cue, history):
            continue
        cue = settle(view, cue, history)
        choices = list(find_choices(view, cue, next_start(cues, k, len(view.tokens)), history))
        chosen = decide(view, choices)
        if chosen is not None and is_silent(view, cue):
            history.speaking.append(chosen)
        elif chosen is not None:
            history.add(view, _quoting(view, chosen, history))
        elif not choices and _says_something(view, cue):
            history.unresolved.append(cue)
    return history


def _says_something(view: View, cue: Cue) -> bool:
    """A verb that always says, with أن after it: a statement whose speaker is missing."""
    return cue.place is Place.VERB and cue.form.strength is Strength.ALWAYS and view.folded(cue.last) == "ان"


def _quoting(view: View, candidate: Candidate, history: History) -> Candidate:
    """«نقلا عن» in mid-sentence: whoever spoke first hands on what the second said."""
    first = history.in_sentence(view, candidate.cue.first)
    if first is None or candidate.cue.form.lemma != QUOTING or candidate.cue.place is not Place.MIDDLE:
        return candidate
    return replace(candidate, via=first.speaker)


def _is_passed(cue: Cue, history: History) -> bool:
    """A noun or participle between the last cue and its content («… قولها إن») is part of the first saying."""
    last = history.accepted[-1] if history.accepted else None
    return (
        last is not None
        and cue.form.shape in (Shape.NOUN, Shape.PARTICIPLE)
        and last.cue.place is Place.VERB
        and last.cue.first < cue.first < last.opening.first
    )


def settle(view: View, cue: Cue, history: History) -> Cue:
    """Where a phrase within a sentence stands, now that its noun phrase is known: after its statement, or in the middle of it."""
    if cue.place is not Place.TAIL:
        return cue
    speaker = source_after(view, cue) if cue.opening >= 0 or cue.form.shape is not Shape.PHRASE else None
    found = speaker or speaker_at(view, cue.after, view.sentence(cue.first).last, "after")
    past = found.last if found is not None else cue.after
    ends = _ends(view, past)
    named = (found is not None and found.sure >= 2) or past == cue.after
    if view.folded(cue.start) in ("كما", "مثلما") and not (ends and named):
        return replace(cue, place=Place.VERB, opening=-1)
    return replace(cue, place=Place.MIDDLE) if _is_midway(view, cue, past, history) else cue


def _ends(view: View, at: int) -> bool:
    """The sentence, or a part of it, ends at `at`."""
    end = view.sentence(at - 1).last
    while at < end and (at in view.times or view.folded(at) in ('"', "'")):
        at = view.times.get(at, at + 1)
    return at >= end or view.folded(at) in COMMAS or view.folded(at) in STOPS or view.folded(at) in ("لكن", "و", "في", "-")


def _is_midway(view: View, cue: Cue, past: int, history: History) -> bool:
    """Hardly anything stands before the phrase, or a verb of saying whose content comes only after it."""
    sentence = view.sentence(cue.first)
    at = view.skip(past, sentence.last)
    while at < sentence.last and view.folded(at) in ('"', "'", ")"):
        at += 1
    if sentence.last - at < 3 or view.folded(at) in STOPS:
        return False
    last = history.in_sentence(view, cue.first)
    waiting = last is not None and last.cue.first < cue.start < last.opening.first
    return waiting or cue.start - sentence.first <= 4


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
    scored = [(p, -k, c) for k, (p, c) in enumerate(zip(score(choices), choices, strict=True))]
    if not scored:
        return None
    best, _, choice = max(scored, key=lambda x: x[:2])
    if _is_scene(view, choice):
        return None
    return accept(view, choice, best) if best >= _asked(view, choice) else None


def _is_scene(view: View, choice: Choice) -> bool:
    """«باكستان: مقتل خمسة بانفجار»: the headline tells where it happened, and nobody says it."""
    speaker, first = choice.speaker, choice.opening.first
    if choice.cue.form.shape is not Shape.COLON or view.folded(speaker.first) not in load_words("state"):
        return False
    return speaker.last == speaker.first + 1 and (view.tokens[first].upos == "NUM" or view.folded(first) in load_words("scene"))


def _asked(view: View, choice: Choice) -> float:
    """The least score that a reading must have."""
    if choice.speaker.rule == "topic" and choice.cue.form.strength is Strength.ALWAYS:
        return TOPIC
    if choice.speaker.rule == "after" and past_count(view, choice.speaker.first) > choice.speaker.first:
        return COUNTED
    if choice.opening.by == "bare" and choice.speaker.rule == "meant":
        return JUDGED
    if choice.speaker.rule == "itself" and choice.cue.form.stance is Stance.AFFIRM:
        return DOCUMENTED
    if choice.cue.form.shape is Shape.PHRASE and choice.speaker.rule == "after" and choice.speaker.sure >= 2:
        return PHRASED
    return PRETEXT if _is_pretext(choice.cue) else ACCEPTED


def _is_pretext(cue: Cue) -> bool:
    form = cue.form
    return form.shape is Shape.NOUN and (form.stance is Stance.DOUBT or form.act is Act.ACCUSE)


def accept(view: View, choice: Choice, best: float) -> Candidate:
    """The choice as a statement."""
    chain = find_chain(view, choice.cue) if choice.speaker.rule == "chain" else None
    return Candidate(choice.cue, choice.speaker, choice.opening, best, choice.rule, chain[1] if chain is not None else None)
