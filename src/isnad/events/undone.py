"""What is certainly not done though the words round it may tell it as a fact: attempts, plans, what is awaited or looms.

Asked only where the scorer takes an event for reported. A raid or infiltration that was tried took place («محاولة تسلل»: 24 of 27
in the annotated reports told as having happened); a killing, an abduction, a capture that was tried did not (none of 42).
"""

from isnad.events.triggers import Trigger
from isnad.events.view import View
from isnad.model.event import Status
from isnad.reference.triggers import load_words

_RESULTS = frozenset(("killing", "abduction", "capture", "arrest", "release", "agreement"))
"""Types that only success makes."""
_TRIED_WITHIN = 5
_AWAITED_WITHIN = 5
_SURVIVED_WITHIN = 8


def find_undone(view: View, t: Trigger) -> Status | None:
    """The status of what was only tried, planned or awaited; None where nothing says so."""
    s = view.text.sentences[view.sentence[t.i]]
    first, last = s.first, s.last
    tried = _tried_at(view, t.i, first) if t.type in _RESULTS else -1
    if tried >= 0:
        return Status.DENIED if _came_to_nothing(view, tried, t.i, first, last) else Status.PLANNED
    if _is_planned(view, t.i, first) or _is_awaited(view, t.i, first, last):
        return Status.PLANNED
    return Status.POSSIBLE if _looms(view, t.i, first, last) else None


def _tried_at(view: View, i: int, first: int) -> int:
    """The word for trying that governs the trigger («حاول رجال اعتقاله», «محاولة اغتيال», «الشروع في قتل»), -1 where none."""
    for k in range(i - 1, max(first, i - _TRIED_WITHIN) - 1, -1):
        word = view.words[k]
        if word in load_words("trying") or (word in load_words("setting-about") and view.words[k + 1] == "في"):
            return k
        if word in load_words("clause") or word in load_words("joins") or view.text.tokens[k].upos == "VERB":
            return -1
    return -1


def _came_to_nothing(view: View, tried: int, i: int, first: int, last: int) -> bool:
    """«نجا من محاولة اغتيال», «محاولة اغتيال فاشلة»."""
    escaped = not load_words("escaped").isdisjoint(view.words[max(first, tried - _SURVIVED_WITHIN) : tried])
    return escaped or not load_words("failed").isdisjoint(view.words[i + 1 : min(last, i + 3)])


def _is_planned(view: View, i: int, first: int) -> bool:
    """«خطة لاقتحام», «مخطط إرهابي لتفجير»."""
    if i - 2 < first or view.words[i - 1] != "ل":
        return False
    plan = next((k for k in range(i - 2, max(first, i - 4) - 1, -1) if view.words[k] in load_words("plan")), -1)
    return plan >= 0 and all(view.text.tokens[k].upos in ("ADJ", "X") for k in range(plan + 1, i - 1))


def _is_awaited(view: View, i: int, first: int, last: int) -> bool:
    """«الهجوم المرتقب», «المقرر عقده», «يتوقع أن تشهد … مواجهات»."""
    if not load_words("awaited").isdisjoint(view.words[i + 1 : min(last, i + 3)]):
        return True
    if i > first and view.words[i - 1] in load_words("awaited"):
        return True
    for k in range(i - 1, max(first, i - _AWAITED_WITHIN) - 1, -1):
        if view.words[k] in load_words("clause"):
            return False
        if view.words[k] == "ان":
            return not load_words("expecting").isdisjoint(view.words[max(first, k - 3) : k])
    return False


def _looms(view: View, i: int, first: int, last: int) -> bool:
    """«هجوم وشيك», «عرضة للقصف», «التلويح بشن هجوم»."""
    if not load_words("looming").isdisjoint(view.words[i + 1 : min(last, i + 3)]):
        return True
    before = view.words[max(first, i - 3) : i]
    return not load_words("threatened").isdisjoint(before) and not {"ل", "ب"}.isdisjoint(before)
