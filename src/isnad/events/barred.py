"""Who certainly has no part in a happening though named beside it: grammar gives him another.

«أحبطت الشرطة هجوما» is no attack by the police, «نعت الحركة قياديا قتل» no killing by the movement, «أدانت الوزارة قصف …» no
shelling by or of the ministry, «قتل نجل فلان» no death of the father, «تنكروا بزي الجيش» no army at all.
"""

from collections.abc import Sequence

from isnad.events.nameless_next import is_accusative, keeps_ending
from isnad.events.scene import Candidate, Happening, Scene
from isnad.events.view import View, stem
from isnad.model.entity import EntityType
from isnad.reference.ties import load_nationalities
from isnad.reference.triggers import load_entries, load_words

_BACK = 14
"""Words between a verb and the deed it governs."""
_HARM = frozenset(("killing", "injury"))
_STRIKES = frozenset(("airstrike", "shelling", "explosion"))
_PEOPLE = frozenset(("civilians", "fighters", "leaders"))
_NEAR = 6
_BY_WITHIN = 10
"""Words behind a trigger within which «من قبل» or «على يد» names who did it."""


def is_barred(scene: Scene, h: Happening, c: Candidate, role: str) -> bool:
    """Whether `c` certainly does not play `role` in `h`."""
    view = scene.view
    if is_disguise(view, c):
        return True
    if role == "agent":
        return (
            _is_subject_of(view, c, "foiled")
            or (h.type in _HARM and (_is_subject_of(view, c, "mourned") or _is_silent(view, c)))
            or _is_subject_of(view, c, "condemned")
            or (h.type in _HARM and _is_party(scene, c))
            or _is_not_by(view, c)
            or _is_holder(view, c)
            or _is_behind_aim(view, c)
        )
    if role == "target":
        return _is_subject_of(view, c, "condemned") or kin_before(view, c) >= 0
    return False


def is_disguise(view: View, c: Candidate) -> bool:
    """«تنكروا بزي الشرطة», «يرتدون ملابس الجيش»."""
    return c.first > 0 and view.words[c.first - 1] in load_words("costume")


def _is_subject_of(view: View, c: Candidate, verbs: str) -> bool:
    """Whether `c` is the subject of a word of the set `verbs` that governs the trigger it is nearest to."""
    i = c.trigger.i
    first = view.text.sentences[view.sentence[i]].first
    if view.sentence[c.first] != view.sentence[i] or c.last > i:
        return False
    at = _governor(view, i, max(first, i - _BACK), verbs)
    if at < 0:
        return False
    if c.last <= at:
        return at - c.last <= 1 and not _is_mark(view, c.last, at)
    return not any(_ends_subject(view, k) for k in range(at + 1, c.first))


def _is_silent(view: View, c: Candidate) -> bool:
    """«لم تعلن الوزارة عن سقوط ضحايا»."""
    return c.first > 1 and view.words[c.first - 2] == "لم" and _is_subject_of(view, c, "unheard")


def _governor(view: View, i: int, first: int, verbs: str) -> int:
    """The word of the set `verbs` before `i` with no other clause or finite verb between, -1 where none."""
    if view.words[i - 1] == "و" or (view.words[i - 1] == "فقد" and view.text.tokens[i].upos == "VERB"):
        return -1
    for k in range(i - 1, first - 1, -1):
        if view.words[k] in load_words(verbs):
            return k
        if view.words[k] in load_words("clause") or view.text.tokens[k].upos in ("VERB", "SCONJ"):
            return -1
    return -1


def _ends_subject(view: View, k: int) -> bool:
    return view.text.tokens[k].upos in ("ADP", "PUNCT", "CCONJ") or view.words[k] in load_words("attempt")


def _is_mark(view: View, first: int, last: int) -> bool:
    return any(not view.words[k][:1].isalpha() for k in range(first, last))


def _is_party(scene: Scene, c: Candidate) -> bool:
    """«قتلوا في اشتباكات بين الجيش ومسلحين»: whose fight it was, not who killed whom."""
    view = scene.view
    first = view.text.sentences[view.sentence[c.first]].first
    for k in range(c.first - 1, max(first, c.first - _BACK) - 1, -1):
        if view.words[k] == "بين":
            fight = any(scene.others.get(j) == "clash" for j in range(max(first, k - 4), k))
            return fight and not any(scene.others.get(j) in _STRIKES for j in range(c.last, c.trigger.i))
        if view.words[k] in load_words("clause") or view.text.tokens[k].upos == "VERB" or k in scene.others:
            return False
    return False


def _is_not_by(view: View, c: Candidate) -> bool:
    """«وليس من قبل فلان»."""
    return view.words[max(0, c.first - 3) : c.first] in (["ليس", "من", "قبل"], ["لا", "من", "قبل"], ["ليست", "من", "قبل"])


def _is_holder(view: View, c: Candidate) -> bool:
    """«هاجموا مواقع يسيطر عليها فلان», «حرروا المدينة من قبضة فلان»."""
    i = c.trigger.i
    if c.first < 3 or i >= c.first - 3 or "مصدر" in view.words[i : c.first]:
        return False
    before = view.words[c.first - 3 : c.first]
    held = before[0] in load_words("holding") and before[1] in ("علي", "في", "ب") and before[2] in load_words("pronoun")
    return held or (before[1] in ("من", "ل") and before[2] in load_words("grip"))


def _is_behind_aim(view: View, c: Candidate) -> bool:
    """«هاجموا المدينة بهدف طرد فلان»: behind an aim nobody does what stands before it."""
    i = c.trigger.i
    if c.first < i or view.sentence[c.first] != view.sentence[i]:
        return False
    for k in range(c.first - 1, max(i, c.first - _NEAR) - 1, -1):
        if view.words[k] in load_words("clause") or view.text.tokens[k].upos == "VERB":
            return False
        if view.words[k] in load_words("aim") or (view.words[k] in load_words("purpose") and view.words[k - 1] == "ب"):
            return k > i
    return False


def kin_before(view: View, c: Candidate) -> int:
    """The word before `c` that says whose kin or man was struck («قتل نجل الشيخ فلان»); -1 where none."""
    if c.kind not in (EntityType.PERSON, "leaders"):
        return -1
    least = view.text.sentences[view.sentence[c.first]].first - 1
    for k in range(c.first - 1, max(c.trigger.i if c.trigger.i < c.first else least, c.first - _NEAR), -1):
        token, word = view.text.tokens[k], view.words[k]
        if word in load_words("kin"):
            return k
        named = view.at[k] >= 0 and view.mentions[view.at[k]].type is EntityType.PERSON
        if named or token.upos not in ("NOUN", "ADJ", "X", "PROPN"):
            return -1
    return -1


def is_demonym(view: View, target: Candidate, agent: Candidate) -> bool:
    """«مقتل 23 حوثيا»: those of whom some were killed did not kill them."""
    if target.entity >= 0 or agent.entity < 0:
        return False
    word = view.words[target.head]
    if word in load_nationalities() or len(word) < 4:
        return False
    return _root(word) in map(_root, view.words[agent.first : agent.last])


def _root(word: str) -> str:
    return stem(word).removesuffix("ي")


def named_by(view: View, c: Candidate) -> bool:
    """«اعتقاله من قبل فلان», «قتل على أيدي مسلحين»."""
    i = c.trigger.i
    if not 2 < c.first - i <= _BY_WITHIN or not _is_by(view, c.first) or _is_not_by(view, c):
        return False
    before = view.words[c.first - 3]
    deed = (
        c.first - 3 > i and before in load_entries() and "participle" in load_entries()[before].forms
    )  # «المختطفين من قبل فلان»
    return view.sentence[c.first] == view.sentence[i] and not deed and not _is_mark(view, i, c.first)


def _is_by(view: View, at: int) -> bool:
    """Whether «من قبل» or «على يد» stands right before the word at `at`."""
    one, two = view.words[at - 2 : at]
    return (one == "من" and two == "قبل") or (one == "علي" and two in ("يد", "ايدي", "يدي", "ايادي"))


def is_object(view: View, c: Candidate) -> bool:
    """Whether `c` follows its trigger with no preposition between."""
    i = c.trigger.i
    return 0 < c.first - i <= _NEAR and all(view.text.tokens[k].upos not in ("ADP", "PUNCT") for k in range(i + 1, c.first))


def subject_and_object(view: View, candidates: Sequence[Candidate]) -> tuple[Candidate, Candidate] | None:
    """«قتل مسلح شرطيا», «خطف مسلحون ثلاثة حراس»: who stands first did it to who follows, as their cases tell."""
    for a in candidates:
        i = a.trigger.i
        if a.entity >= 0 or a.first != i + 1 or is_accusative(view, a.head):
            continue
        b = next((x for x in candidates if x.entity < 0 and x.trigger.i == i and x.first == a.last), None)
        if b is None or _PEOPLE.isdisjoint(view.classes[b.head]) or _PEOPLE.isdisjoint(view.classes[a.head]):
            continue
        if is_accusative(view, b.head) if b.first == b.head else keeps_ending(view, a.last - 1):
            return a, b
    return None
