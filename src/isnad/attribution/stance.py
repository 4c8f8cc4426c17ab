"""What kind of saying it is, and how the outlet and the speaker stand to it."""

from isnad.attribution.contents import Content
from isnad.attribution.speakers import Candidate
from isnad.attribution.view import View
from isnad.model.attribution import Act, Stance

_DOUBTED = frozenset(("زعم", "مزاعم", "ادعاء", "ادعاءات"))
_BY = frozenset(("حسب", "بحسب", "وفق", "وفقا", "حد"))
_PRONOUNS = frozenset(("ه", "ها", "هم", "هما", "هن"))
_AFTER = 5
"""Tokens after a content in which its tail («، على حد زعمها») may still stand."""


def stance_of(view: View, candidate: Candidate, content: Content) -> Stance:
    """The cue's own stance; a neutral one turns to doubt where the outlet adds «بحسب زعمها» to what is said."""
    stance = candidate.cue.form.stance
    return Stance.DOUBT if stance is Stance.NEUTRAL and _is_doubted(view, content) else stance


def _is_doubted(view: View, content: Content) -> bool:
    last = min(content.last + _AFTER, view.text.sentence_of(content.last - 1).last)
    return any(_is_tail(view, k) for k in range(max(content.first, content.last - 2 * _AFTER), last))


def _is_tail(view: View, k: int) -> bool:
    return view.folded(k) in _DOUBTED and view.folded(k - 1) in _BY and view.folded(k + 1) in _PRONOUNS


def act_of(view: View, candidate: Candidate, content: Content) -> Act:
    return candidate.cue.form.act
