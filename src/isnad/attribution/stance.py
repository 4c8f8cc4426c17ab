"""What kind of saying it is, and how the outlet and the speaker stand to it."""

from isnad.attribution.speakers import Candidate
from isnad.attribution.contents import Content
from isnad.attribution.view import View
from isnad.model.attribution import Act, Stance


def stance_of(view: View, candidate: Candidate, content: Content) -> Stance:
    """The cue's own stance; a negated doubt or denial is neutral again."""
    return candidate.cue.form.stance


def act_of(view: View, candidate: Candidate, content: Content) -> Act:
    return candidate.cue.form.act
