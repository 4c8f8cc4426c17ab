"""Words of saying in a text: every place that may hand a statement to somebody, before it is known whether it does."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from isnad.attribution.view import COMMAS, DASHES, View
from isnad.model.attribution import Act, Stance
from isnad.reference.saying import AttributionPhrase, CueForm, Shape, Strength, load_cue_forms, load_phrases, load_words

CONJUNCTIONS = frozenset("و ف كما فيما بينما لكن حيث ثم اذ حين وقت".split())
_CLITICS = frozenset("و ف ل س ب ك".split())
_OUTLET_ITSELF = frozenset("تجدر يجدر جدير الجدير الجديره ب بالذكر الاشاره يذكر يشار بد".split())
"""Presents that, without a subject, are the outlet's own «it is said»."""


class Place(StrEnum):
    """Where a phrase of attribution stands to what it attributes."""

    VERB = "verb"
    LEAD = "lead"
    MIDDLE = "middle"
    TAIL = "tail"


@dataclass(frozen=True, slots=True)
class Cue:
    """A candidate: tokens `first..last` hold the cue, from `after` on its source or content may follow."""

    first: int
    last: int
    after: int
    form: CueForm
    place: Place = Place.VERB
    opening: int = -1
    """First token of the whole phrase where the cue is its verb (حسب ما أفاد)."""
    readings: tuple[CueForm, ...] = ()
    """What else the written form may be."""

    @property
    def start(self) -> int:
        """First token of everything that belongs to the cue."""
        return self.opening if self.opening >= 0 else self.first

    @property
    def needs_clause(self) -> bool:
        return self.form.strength is Strength.CLAUSE


def find_cues(view: View) -> list[Cue]:
    """All candidates in the order of the text; no two share a token."""
    found: list[Cue] = []
    past = 0
    for t in view.tokens:
        if t.i < past or _keeps_back(view, t.i):
            continue
        cue = _phrase_at(view, t.i) or _word_at(view, t.i) or _colon_at(view, t.i)
        if cue is not None and not _speaks_itself(view, cue, found):
            found.append(cue)
            past = cue.last
    return found


def _keeps_back(view: View, i: int) -> bool:
    """«رفض الكشف عن هويته»، «طلب عدم ذكر اسمه»: of a source that will not be named, and no statement of its."""
    return view.folded(i) in load_words("relative-verb") and view.folded(i + 1) in load_words("kept-back")


def is_silent(view: View, cue: Cue) -> bool:
    """«رفض الوزير التعليق على كذا»: who will not speak says nothing, though «لكنه أضاف» may mean him."""
    if cue.form.lemma not in _REFUSING:
        return False
    for k in range(cue.after, min(cue.after + _NEAR, view.sentence(cue.first).last)):
        if view.folded(k) in load_words("silence"):
            return True
        if view.folded(k) in COMMAS or view.folded(k) in ("ان", "و"):
            return False
    return False


_REFUSING = frozenset(["رفض", "امتنع", "اعتذر"])
_NEAR = 9
"""Words after a refusal within which it is told what was refused."""


def _speaks_itself(view: View, cue: Cue, found: list[Cue]) -> bool:
    """Between a verb of saying and its «إن» stands who says it, be it a word of saying itself («قال نوه إن»)."""
    if not found or found[-1].last != cue.first or found[-1].place is not Place.VERB or view.folded(cue.last) != "ان":
        return False
    return found[-1].form.shape is cue.form.shape is Shape.PAST


def _phrase_at(view: View, i: int) -> Cue | None:
    for phrase in load_phrases().get(view.folded(i), ()):
        if i in view.named or not all(view.folded(i + k) == w for k, w in enumerate(phrase.words)):
            continue
        after = i + len(phrase.words)
        verb = _verb_of(view, after) if phrase.next != "np" else None
        if verb is not None and (verb.form.strength is not Strength.RARE or phrase.words[0] not in ("كما", "مثلما")):
            return _placed(view, replace(verb, opening=i, form=_toned(verb.form, phrase)))
        if phrase.next != "verb" and _is_free(view, i, phrase):
            return _placed(view, Cue(i, after, after, _phrase_form(phrase)))
    return None


def _is_free(view: View, i: int, phrase: AttributionPhrase) -> bool:
    """Not «فحسب», not «على حسب القدرة»."""
    return view.folded(i - 1) not in ("علي", "ف") or len(phrase.words) > 1


def _verb_of(view: View, i: int) -> Cue | None:
    """The verb of saying at `i` or, past ما or قد, next to it."""
    for at in range(i, i + 3):
        cue = _word_at(view, at)
        if cue is not None and cue.form.shape in (Shape.PAST, Shape.PRESENT):
            return cue
        if view.folded(at) not in ("ما", "قد", "كان", "كانت"):
            return None
    return None


def _toned(form: CueForm, phrase: AttributionPhrase) -> CueForm:
    return replace(form, stance=phrase.stance) if phrase.stance is not Stance.NEUTRAL else form


def _phrase_form(phrase: AttributionPhrase) -> CueForm:
    return CueForm(
        lemma=" ".join(phrase.words),
        shape=Shape.PHRASE,
        takes=frozenset(),
        act=phrase.act,
        stance=phrase.stance,
        strength=Strength.ALWAYS,
    )


def _placed(view: View, cue: Cue) -> Cue | None:
    """A phrase leads its statement where it opens its sentence or is joined by و, and trails it otherwise.

    كما leads no statement: «كما أكد أن…» is a verb of its own, which is left to `_word_at`.
    """
    lead = view.folded(cue.start) not in ("هو", "هي", "الامر", "خلافا", "عكس") and _opens_clause(view, cue.start)
    if view.folded(cue.start) in ("كما", "مثلما") and lead:
        return None
    return replace(cue, place=Place.LEAD if lead else Place.TAIL)


def _opens_clause(view: View, i: int) -> bool:
    """Nothing but conjunctions and marks between here and the beginning of the sentence or the last و after a comma."""
    first, back = view.sentence(i).first, i - 1
    if back >= first and view.folded(back) == "و" and view.tokens[back].word == view.tokens[i].word:
        return True
    while back >= first and (view.folded(back) in CONJUNCTIONS or view.folded(back) in ('"', "'", ".")):
        back -= 1
    return back < first or view.folded(back) in (".", "..", "...") or (back < i - 1 and view.folded(back) in COMMAS)


def _word_at(view: View, i: int) -> Cue | None:
    if i >= len(view.tokens) or i in view.named:
        return None
    readings = tuple(f for f in load_cue_forms().get(view.folded(i), ()) if _fits(view, i, f))
    if not readings or not _begins_word(view, i) or _is_outlet_itself(view, i) or _points_back(view, i, readings[0]):
        return None
    last = i + 1
    while last < len(view.tokens) and view.tokens[last].word == view.tokens[i].word and last <= i + 2:
        last += 1
    return Cue(i, i + 1, last, readings[0], readings=readings)


def _fits(view: View, i: int, form: CueForm) -> bool:
    """Whether the word can be this form where it stands."""
    before = view.folded(i - 1)
    same_word = view.tokens[i - 1].word == view.tokens[i].word if i else False
    if form.shape is Shape.NOUN:
        return True
    if form.person == "3d" and view.tokens[i].upos not in ("VERB", "X"):
        return False
    if view.folded(i) in load_words("seldom-verb"):
        return form.shape is not Shape.PARTICIPLE and _opens_at_once(view, i, form)
    if form.shape is Shape.PARTICIPLE:
        return before not in ("ال",) and not (same_word and before in ("ب", "ل", "ك"))
    if same_word and before in ("ب", "ك"):
        return False
    return before not in ("في", "من", "علي", "عن", "الي", "بعد", "قبل", "ب")


"""Written words that are seldom the verb they could be: between, across, without, since…"""


def _opens_at_once(view: View, i: int, form: CueForm) -> bool:
    """أن follows directly, or, for a verb with عن, the preposition within a few words («عبر الوزير عن»)."""
    if view.folded(i + 1) == "ان" and (i == 0 or view.tokens[i + 1].word != view.tokens[i].word):
        return True
    if view.folded(i) == "عبر":
        return any(view.folded(k) == "عن" for k in range(i + 1, i + 9))
    return view.folded(i) == "حث" and view.folded(i + 1) != "القت"


def _points_back(view: View, i: int, form: CueForm) -> bool:
    """«في تسجيل كشفت عنه الجماعة»: a relative clause about what was named before, with nothing said in it; «ما دعا القوات إلى»
    is what made them do it.
    """
    cause = view.folded(i - 1) == "مما" or (view.folded(i - 1) == "ما" and view.folded(i - 2) in COMMAS)
    if form.lemma == "دعا" and cause:
        return True
    if form.lemma not in _UNVEILING or form.shape not in (Shape.PAST, Shape.PRESENT):
        return False
    back = view.folded(i + 1) == "عن" and view.folded(i + 2) in load_words("pronoun")
    return back and view.folded(i - 1) not in ("ما", "مما")


_UNVEILING = frozenset(["كشف", "اعلن", "تحدث", "افصح"])


def _begins_word(view: View, i: int) -> bool:
    """The token begins its written word, proclitics aside."""
    k = i
    while k > 0 and view.tokens[k - 1].word == view.tokens[i].word:
        k -= 1
        if view.folded(k) not in _CLITICS:
            return False
    return True


def _is_outlet_itself(view: View, i: int) -> bool:
    """The outlet's own formulas: يذكر أن، يشار إلى أن، الجدير بالذكر، تجدر الإشارة."""
    word, before, nxt = view.folded(i), view.folded(i - 1), view.folded(i + 1)
    if before in ("تجدر", "يجدر", "جدير", "الجدير", "تجب", "بد", "يمكن", "يصح", "لابد"):
        return True
    if word in ("الاشاره", "اشاره") and before in ("في", "من"):
        return True
    return word in load_words("outlet-passive") and (nxt == "ان" or (nxt in ("الي", "ب") and view.folded(i + 2) == "ان"))


_COLON = CueForm(
    lemma=":", shape=Shape.COLON, takes=frozenset({"quote"}), act=Act.SAY, stance=Stance.NEUTRAL, strength=Strength.LIKELY
)


def _colon_at(view: View, i: int) -> Cue | None:
    """A colon after the few words that open a headline («الوزير: لن نتراجع»)."""
    if view.folded(i) != ":" or not view.is_headline(i):
        return None
    first = view.sentence(i).first
    return Cue(i, i + 1, i + 1, _COLON) if 0 < i - first <= 9 else None


def is_joined(view: View, cue: Cue) -> bool:
    """The cue goes on from the statement before it: «وأضاف»، «، مشيرا»، «كما أكد»."""
    before = view.folded(cue.start - 1)
    if cue.form.shape is Shape.PARTICIPLE:
        return True
    return before in CONJUNCTIONS or before in COMMAS or before in DASHES


def words_before(view: View, cue: Cue) -> Iterator[int]:
    """Token indices before the cue, backwards, within its sentence."""
    return iter(range(cue.start - 1, view.sentence(cue.first).first - 1, -1))
