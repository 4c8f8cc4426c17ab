"""Whether an event is told as having happened, is planned, denied or possible."""

from collections.abc import Sequence

from isnad.arabic.scoring import load_scorer
from isnad.events.triggers import Trigger
from isnad.events.undone import find_undone
from isnad.events.view import View
from isnad.model.event import Status
from isnad.reference.triggers import load_words

SCORER = "event_status"
_BACK = 12
_NEAR = 4
CUES = ("negation", "denial", "intent", "future", "purpose", "demand", "possible", "past")
_DENIED_WITHIN = 10
STRONG = ("denial", "intent", "demand", "future", "possible", "purpose")


def find_features(view: View, trigger: Trigger) -> list[str]:
    """What speaks for each status of the event that `trigger` names."""
    i, s = trigger.i, view.text.sentences[view.sentence[trigger.i]]
    words = [view.word(k, s.first, s.last) for k in (i - 3, i - 2, i - 1, i + 1, i + 2)]
    tense = _tense(view, trigger)
    t = trigger.type
    out = [
        f"tense={tense}",
        f"tense={tense}|{t}",
        f"type={t}",
        f"word={view.words[i]}",
        f"kind={s.kind}|{tense}",
        f"before={words[2]}|{tense}",
        f"before={words[2]}",
    ]
    out += [f"object={_is_object(view, i)}|{words[2]}", f"object={_is_object(view, i)}|{tense}"]
    out += [
        f"before2={words[1]} {words[2]}",
        f"before3={words[0]} {words[1]} {words[2]}",
        f"after={words[3]}",
        f"after={words[3]}|{tense}",
        f"after2={words[3]} {words[4]}",
    ]
    seen = _seen(view, i, s.first)
    out += [f"cue={k}|{d}" for k, d in seen] + [f"cue={k}|{d}|{tense}" for k, d in seen]
    before = (k for j in range(i - 1, max(s.first, i - _BACK) - 1, -1) for k in view.classes[j])
    out.append(f"closest={next((k for k in before if k in STRONG), '')}|{tense}")
    out += [f"any={k}" for k in STRONG if any(k in view.classes[j] for j in range(max(s.first, i - 2 * _BACK), i))]
    out += [f"next={k}" for k in dict.fromkeys(k for j in range(max(s.first, i - 2), i) for k in view.classes[j]) if k in CUES]
    clause = _clause_start(view, i, s.first)
    out += [f"said={w}" for w in sorted({view.words[k] for k in range(max(clause, i - _BACK), i) if view.at[k] < 0})]
    out += [
        f"lead={view.word(clause, s.first, s.last)}|{tense}",
        f"cues={'+'.join(sorted({k for k, d in seen if d == 'near'}))}|{tense}",
    ]
    out += [f"later={k}" for k in sorted({k for j in range(i + 1, min(s.last, i + 5)) for k in view.classes[j] if k in CUES})]
    tagged = [g for g in view.tags("status") if g.first <= i < g.last]
    out += [f"tag={g.label}{int(g.score * 5)}" for g in tagged] + [f"tag={g.label}{int(g.score * 5)}|{tense}" for g in tagged]
    out += [f"feats={view.text.tokens[i].feats}", f"tree={_governor(view, i)}"]
    return out


def _is_object(view: View, i: int) -> bool:
    """«عقد اجتماعا» tells of a meeting, «عقد اجتماع» may be a plan: the indefinite accusative is a verb's object."""
    word = view.words[i]
    return len(word) > 3 and word.endswith("ا") and not word.startswith("ال")


def _tense(view: View, trigger: Trigger) -> str:
    forms = trigger.forms
    if "noun" in forms and len(forms) == 1:
        return "noun"
    if "imperfect" in forms:
        return "imperfect"
    return "+".join(f[:4] for f in forms) or "-"


def _seen(view: View, i: int, first: int) -> list[tuple[str, str]]:
    """The classes of cues before the trigger, near or far."""
    found = [
        (k, "near" if i - j <= _NEAR else "far") for j in range(max(first, i - _BACK), i) for k in view.classes[j] if k in CUES
    ]
    return list(dict.fromkeys(found))


def _clause_start(view: View, i: int, first: int) -> int:
    return next((k + 1 for k in range(i - 1, max(first, i - 30) - 1, -1) if view.words[k] in load_words("clause")), first)


def _governor(view: View, i: int) -> str:
    """The word that the trigger hangs on, by the tree, with its relation."""
    token = view.text.tokens[i]
    return f"{view.words[token.head]}|{token.deprel}" if token.head >= 0 else token.deprel


def find_status(view: View, triggers: Sequence[Trigger]) -> tuple[Status, float]:
    """The status of the event that `triggers` tell, by its clearest mention, with its probability."""
    if is_denied(view, triggers[0].i):
        return Status.DENIED, 1.0
    if is_purposed(view, triggers[0].i):
        return Status.PLANNED, 1.0
    p = load_scorer(SCORER).probabilities(find_features(view, triggers[0]))
    best = max(p, key=lambda k: (p[k], k))
    if best == Status.REPORTED and (undone := find_undone(view, triggers[0])) is not None:
        return undone, p[undone]
    return Status(best), p[best]


def is_purposed(view: View, i: int) -> bool:
    """«بغية زجهم»، «تمهيدا لاقتحامها»: what is only aimed at (17 of 17 in the annotated reports)."""
    first = view.text.sentences[view.sentence[i]].first
    at = i - 1 if i > first and view.words[i - 1] == "ل" else i
    before = view.words[max(first, at - 2) : at]
    return bool(before) and not load_words("aim").isdisjoint((before[-1], "".join(before)))


def _is_without(view: View, i: int, first: int) -> bool:
    """«دون تدخل أو مشاركة»: a noun, or one joined to it, right after a word for without."""
    at = i - 1
    while at - 1 > first and view.words[at] in load_words("joins") and i - at < 4:
        at -= 2
    return at >= first and view.words[at] in load_words("without")


def is_denied(view: View, i: int) -> bool:
    """Whether the nearest cue of its clause denies it («نفى … قصف»: 37 of 41 in the training texts), or «لم» stands before."""
    first = view.text.sentences[view.sentence[i]].first
    if i > first and view.words[i - 1] in load_words("never"):
        return True
    if _is_without(view, i, first):
        return True
    for j in range(i - 1, max(first, i - _DENIED_WITHIN) - 1, -1):
        if view.words[j] in load_words("clause") or view.words[j] in load_words("part_in"):
            return False
        strong = [k for k in view.classes[j] if k in STRONG]
        if strong:
            return "denial" in strong
    return False
