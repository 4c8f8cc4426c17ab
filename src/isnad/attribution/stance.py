"""What kind of saying it is, and how the outlet and the speaker stand to it."""

from itertools import pairwise

from isnad.attribution.contents import Content, find_disowned
from isnad.attribution.speakers import Candidate
from isnad.attribution.view import View
from isnad.model.attribution import Act, Stance
from isnad.reference.saying import Shape, load_words

_NEGATIONS = frozenset(["لم", "لا", "لن", "ما", "دون", "بدون", "عدم"])


def stance_of(view: View, candidate: Candidate, content: Content) -> Stance:
    """The cue's own stance, turned by a negation before it: «لم ينف» denies nothing, «لم يؤكد» affirms nothing.

    Words of doubt near the cue («في معلومات لا يمكن التأكد منها») are the outlet's doubt.
    """
    stance = candidate.cue.form.stance
    if stance in (Stance.DENY, Stance.AFFIRM) and is_negated(view, candidate):
        return Stance.NEUTRAL
    if stance is Stance.NEUTRAL and (_is_doubted(view, candidate, content) or _denies(view, candidate, content)):
        return Stance.DENY if _denies(view, candidate, content) else Stance.DOUBT
    return stance


def act_of(view: View, candidate: Candidate, content: Content) -> Act:
    """The cue's own act; a statement that nothing is true («لا صحة») denies, whatever its cue."""
    act = candidate.cue.form.act
    if act is Act.DENY and is_negated(view, candidate):
        return Act.SAY
    return Act.DENY if act is Act.SAY and _denies(view, candidate, content) else act


def is_negated(view: View, candidate: Candidate) -> bool:
    """A negation stands right before the verb."""
    cue = candidate.cue
    return cue.form.shape in (Shape.PAST, Shape.PRESENT) and view.folded(cue.first - 1) in _NEGATIONS


def _is_doubted(view: View, candidate: Candidate, content: Content) -> bool:
    """Between cue and content stand words of doubt («لم يتسن التحقق»، «لا يمكن التأكد»), or after it («بحسب زعمها»)."""
    beyond = min(content.last + 7, view.sentence(content.first).last)
    if find_disowned(view, content.last - 1, beyond) < beyond:
        return True
    between = range(candidate.cue.last, min(content.first, candidate.cue.last + 20))
    return any(view.folded(k) in load_words("unverified") for k in between)


def _denies(view: View, candidate: Candidate, content: Content) -> bool:
    """The content opens by denying: «أن لا صحة»، «عدم صحة»، «كذب الأنباء»."""
    opening = [view.folded(k) for k in range(content.first, min(content.last, content.first + 4))]
    return any(a in ("لا", "عدم") and b in ("صحه", "اساس", "وجود") for a, b in pairwise(opening))
