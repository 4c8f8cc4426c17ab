"""How likely a candidate is a statement, by rule and by the trained scorer."""

from dataclasses import dataclass

from isnad.attribution.contents import Opening
from isnad.attribution.cues import Cue, Place
from isnad.attribution.sources import Speaker
from isnad.attribution.view import View
from isnad.reference.saying import Shape, Strength


@dataclass(frozen=True, slots=True)
class Choice:
    """A reading of a cue with what was found for it."""

    cue: Cue
    speaker: Speaker
    opening: Opening
    score: float
    rule: str


def choose(view: View, cue: Cue, speaker: Speaker, opening: Opening) -> Choice:
    """Score one reading."""
    rule = f"{cue.form.shape}:{cue.place}:{speaker.rule}:{opening.by}"
    return Choice(cue, speaker, opening, _by_rule(view, cue, speaker, opening), rule)


def _by_rule(view: View, cue: Cue, speaker: Speaker, opening: Opening) -> float:
    clause = opening.by in ("clause", "colon", "quote")
    after = max(cue.after, speaker.last) if speaker.rule == "after" else cue.after
    direct = opening.first - after <= 3
    explicit = speaker.sure >= 2 and speaker.rule in ("after", "before")
    if cue.place is not Place.VERB:
        return 0.9 if speaker.sure or speaker.rule == "meant" else 0.6
    match cue.form.strength:
        case Strength.ALWAYS:
            return 0.9 if clause else 0.7 if direct else 0.5
        case Strength.LIKELY:
            return (0.8 if clause else 0.6) if explicit or (clause and direct) else 0.4
        case Strength.CLAUSE:
            return 0.7 if clause and (direct or explicit) else 0.2
        case _:
            return 0.5 if clause and direct and explicit else 0.1
