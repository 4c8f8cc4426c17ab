"""What is said: where the words handed to somebody begin and end."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from isnad.attribution.cues import CONJUNCTIONS, Cue, Place
from isnad.attribution.sources import PREPOSITION_OF, Speaker
from isnad.attribution.view import COMMAS, DASHES, STOPS, View
from isnad.model.attribution import QuoteKind
from isnad.reference.grammar import load_agreement
from isnad.reference.saying import Shape, Strength, load_breaks, load_cue_forms, load_words

WINDOW = 28
"""Words after the cue within which its content must open."""
QUOTING = "نقلا عن"
"""The phrase of attribution that makes a chain of two."""
SHORT_QUOTE = 4
"""A quotation of fewer words is a name or a word held at a distance, not a statement."""

_LOOSE = (
    frozenset("و ف كما فيما بينما حين ذلك لكن حيث اذ ثم لا في وقت الذي جانب من جهت ه ها هم".split()) | COMMAS | DASHES | STOPS
)
_MARKS = COMMAS | DASHES | STOPS | {"و", ":", "ف"}


@dataclass(frozen=True, slots=True)
class Opening:
    """Where a content begins, and by what: `clause` (أن), `colon`, `quote`, `preposition`, `object`, `lead`, `tail`."""

    first: int
    by: str
    quoted: int = -1
    """The closing mark of the quotation the content stands in."""


@dataclass(frozen=True, slots=True)
class Content:
    """Tokens `first..last`, and whether they are the speaker's own words."""

    first: int
    last: int
    quote: QuoteKind
    by: str


def find_opening(view: View, cue: Cue, speaker: Speaker | None, limit: int) -> Opening | None:
    """Where the content of `cue` begins before token `limit` (the next cue or the end of its sentence)."""
    end = view.sentence(cue.first).last
    after = max(cue.after, speaker.last if speaker is not None and speaker.rule in ("after", "in", "chain") else 0)
    if cue.place is Place.TAIL:
        return Opening(_clause_start(view, cue), "tail")
    if cue.place is Place.MIDDLE and cue.form.lemma != QUOTING:
        return Opening(_clause_start(view, cue), "middle")
    if cue.place is Place.LEAD:
        return _lead(view, after, end)
    at = view.skip(_past_mark(view, after), min(end, after + WINDOW))
    if view.folded(at) in load_words("pronoun") and view.tokens[at].word == view.tokens[at - 1].word:
        at += 1
    if speaker is not None and speaker.rule == "chain":
        at = _past_saying(view, at)
    return _forward(view, cue, speaker, at, limit) if at < end else None


def _forward(view: View, cue: Cue, speaker: Speaker | None, at: int, limit: int) -> Opening | None:
    """The content that follows a verb, noun or colon, from `at` on, inside the sentence."""
    end = view.sentence(cue.first).last
    if cue.form.shape is Shape.COLON:
        return _quoted(view, at) or Opening(at, "colon")
    opening = _opening_at(view, at, end) or _own_opening(view, cue, at)
    if opening is None and _is_judged(view, cue, at):
        opening = Opening(at, "bare")
    if opening is None and _speaks_freely(cue, speaker):
        opening = _free_opening(view, at, end)
    if opening is not None:
        return opening
    if _is_adjunct(view, at) or "obj" not in cue.form.takes:
        found = _later(view, cue, at, min(limit, at + WINDOW), end)
        return found or (Opening(at, "bare") if _speaks_freely(cue, speaker) else None)
    return Opening(at, "object") if at < limit and view.folded(at) not in STOPS else None


def _own_opening(view: View, cue: Cue, at: int) -> Opening | None:
    """The cue's own preposition («عن مقتل…»), not that of a frame («في بيان»)."""
    own = any(p in cue.form.takes and view.folded(at) == word for p, word in PREPOSITION_OF.items())
    return Opening(at, "preposition") if own and not (_is_occasion(view, at) or _is_owned(view, at)) else None


def _is_owned(view: View, at: int) -> bool:
    """«عنه»، «بها»: points back, and opens nothing."""
    return view.folded(at + 1) in load_words("pronoun") and view.tokens[at].word == view.tokens[at + 1].word


def _is_judged(view: View, cue: Cue, at: int) -> bool:
    """«وقال من الضروري كذا»: a judgement follows with nothing between."""
    free = cue.form.strength is Strength.ALWAYS and "quote" in cue.form.takes and at == cue.after
    return free and view.folded(at) == "من" and view.folded(at + 1) in load_words("judgement")


def _free_opening(view: View, at: int, end: int) -> Opening | None:
    """A verb with nothing between, or what follows a full stop set in error after the speaker."""
    if view.tokens[at].upos == "VERB":
        return Opening(at, "bare")
    return Opening(at + 1, "bare") if view.folded(at) in STOPS and at + 1 < end else None


def _past_saying(view: View, at: int) -> int:
    """Past «قوله» and «قولها» after whom a chain names."""
    owned = view.folded(at + 1) in ("ه", "ها", "هم") and view.folded(at) in ("قول", "تاكيد", "القول", "تصريح", "وصف")
    return at + 2 if owned else at


def _is_adjunct(view: View, at: int) -> bool:
    if view.folded(at) == "و" and view.folded(at + 1) in ("هو", "هي", "هم", "هما"):
        return True  # «فلان، وهو قائد ميداني في كذا، إن»
    return view.folded(at) in (load_words("frame") | load_words("belonging") | load_agreement("relative")) or (
        view.folded(at) == "ب" and view.folded(at + 1) in ("بيان", "حسب", "تصريح")
    )


def _speaks_freely(cue: Cue, speaker: Speaker | None) -> bool:
    """«وقال ناشطون قصفت الطائرات…»: the words follow with nothing between."""
    return cue.form.strength is Strength.ALWAYS and "quote" in cue.form.takes and speaker is not None and speaker.rule == "after"


def _past_mark(view: View, at: int) -> int:
    while view.folded(at) in ('"', "'", ")") and at not in view.quotes:
        at += 1
    return at


def _opening_at(view: View, k: int, end: int) -> Opening | None:
    """A clause, colon or quotation that opens at `k`."""
    word = view.folded(k)
    if k >= end or k in view.named:
        return None
    if word == "ان" or (word in ("ب", "الي", "علي") and view.folded(k + 1) == "ان"):
        at = k if word == "ان" else k + 1
        return _quoted(view, at + 1) or Opening(k, "clause")
    if word in (":", "."):
        return (_quoted(view, k + 1) or Opening(k + 1, "colon")) if k + 1 < end and word == ":" else None
    return _quoted(view, k)


def _quoted(view: View, k: int) -> Opening | None:
    """A quotation long enough to be a statement, at `k` or past a pronoun and a mark."""
    for at in (k, k + 1, k + 2):
        if at in view.quotes and view.quotes[at] - at > SHORT_QUOTE:
            return Opening(at + 1, "quote", view.quotes[at])
        if not (view.folded(at) in _MARKS or view.folded(at) in ("ه", "ها", "هم")):
            return None
    return None


def _is_occasion(view: View, at: int) -> bool:
    """«في بيان»، «من جانبه»: a frame of the saying, not its content."""
    return view.folded(at) in ("في", "من") and view.folded(at + 1) in (
        "بيان", "تصريح", "تصريحات", "مؤتمر", "موتمر", "جانب", "جهت", "خلال", "حديث", "كلمه", "مقابله", "تغريده", "وقت", "اتصال",
    )  # fmt: skip


def _later(view: View, cue: Cue, at: int, limit: int, end: int) -> Opening | None:
    """Past an adjunct («في بيان»، «لوكالة…»): the nearest clause, colon or quotation, else the cue's own preposition."""
    own = {word for p, word in PREPOSITION_OF.items() if p in cue.form.takes}
    fallback = None
    k = at
    while k < min(limit, end):
        opening = _opening_at(view, k, end)
        if opening is not None:
            return opening
        if k > at and is_participle(view, k) and (view.folded(k - 1) in COMMAS or (fallback and _goes_on(view, k))):
            break
        frame = _is_occasion(view, k) or _is_owned(view, k) or view.folded(k - 1) in load_words("belonging")
        if fallback is None and view.folded(k) in own and k > at and not frame:
            fallback = Opening(k, "preposition")
        k = max(k + 1, view.brackets.get(k, 0), view.times.get(k, 0))
    framed = _past_frame(view, at, min(limit, end)) if fallback is None and "obj" in cue.form.takes else at
    if framed > at and view.tokens[framed].upos == "NOUN":
        return Opening(framed, "object")
    loose = fallback is None and "obj" in cue.form.takes and at < min(limit, end)
    if loose and view.folded(at) not in load_agreement("relative"):
        after = _after_comma(view, at, min(limit, end))
        return Opening(view.skip(after, end), "object") if after is not None else None
    return fallback


def _past_frame(view: View, at: int, end: int) -> int:
    """Past «في بيان صادر عنه» and «في بيان لها»; `at` itself where no such frame stands there."""
    if view.folded(at) != "في" or view.folded(at + 1) not in load_words("statement"):
        return at
    k = at + 2
    while k < end - 1:
        owned = view.tokens[k].upos == "ADP" and _is_owned(view, k)
        if not (owned or view.tokens[k].upos == "ADJ" or view.folded(k) == "صادر"):
            break
        k += 2 if owned else 1
    k = view.skip(k, end)
    return k if k < end else at


def _goes_on(view: View, k: int) -> bool:
    """A participle with no comma before it is told from a verbal noun («مواصلة») by its ending or by what follows it."""
    return view.folded(k).endswith("ا") or view.folded(k + 1) in ("ان", "الي", "علي")


def _after_comma(view: View, at: int, end: int) -> int | None:
    return next((k + 1 for k in range(at, end - 1) if view.folded(k) in COMMAS), None)


def _lead(view: View, at: int, end: int) -> Opening | None:
    """After «بحسب فلان»: past the comma and ف or فإن."""
    at = view.skip(_past_mark(view, at), end)
    while at < end and (view.folded(at) in _MARKS or at in view.times):
        at += 1
    if at >= end:
        return None
    return _quoted(view, at) or Opening(at, "lead")


def _clause_start(view: View, cue: Cue) -> int:
    """Where the clause begins that a trailing phrase attributes: at its sentence, no further back than 150 words."""
    first = max(view.sentence(cue.first).first, cue.start - 150)
    while first < cue.start and (view.folded(first) in _MARKS or view.folded(first) in ("كما", "فيما", "بينما")):
        first += 1
    return first


def find_end(view: View, cue: Cue, opening: Opening, cuts: Sequence[int]) -> int:
    """The token after the content that begins at `opening`; `cuts` are where other statements begin, ascending."""
    if opening.by == "tail":
        return _trimmed(view, opening.first, cue.start)
    if opening.quoted >= 0:
        return opening.quoted
    end = view.sentence(min(opening.first, len(view.tokens) - 1)).last
    if opening.by == "preposition":
        end = _before_meanwhile(view, opening.first, end)
    k = bisect_right(cuts, cue.last if opening.by == "middle" else opening.first)
    if k < len(cuts):
        end = min(end, cuts[k])
    return _trimmed(view, opening.first, end)


def _before_meanwhile(view: View, first: int, end: int) -> int:
    """The comma before «في حين» and a verb, with which the outlet goes on after a noun that was said («عن وصول …، فيما حشدت …»).

    After «إلى» and «على» it is the speaker who goes on with «فيما», as often as not.
    """
    joints = ("فيما", "بينما") if view.folded(first) not in ("الي", "علي") else ()
    for k in range(first + 1, end - 2):
        if view.folded(k) in COMMAS and _is_meanwhile(view, k + 1, joints):
            return k
    return end


def _is_meanwhile(view: View, k: int, joints: Sequence[str]) -> bool:
    past = k + 2 if view.folded(k) == "في" and view.folded(k + 1) == "حين" else k + 1
    if past == k + 1 and view.folded(k) not in joints:
        return False
    return view.tokens[past].upos in ("VERB", "AUX") and not view.folded(past).endswith("وا")


def find_disowned(view: View, first: int, end: int) -> int:
    """Where «بحسب زعمها» opens that ends tokens `first..end`: the outlet's own doubt of its speaker; `end` where none does."""
    for k in range(max(first + 1, end - 5), end - 1):
        if view.folded(k) in load_words("pretence") and view.folded(k + 1) in load_words("pronoun"):
            at = k
            while at > first + 1 and view.folded(at - 1) in load_words("manner"):
                at -= 1
            return at if at < k else end
    return end


def _trimmed(view: View, first: int, end: int) -> int:
    """`end` without trailing marks, the outlet's doubt, and the conjunctions that lead on to the next statement."""
    k = find_disowned(view, first, end)
    while k > first and (
        view.folded(k - 1) in (COMMAS | DASHES | STOPS | CONJUNCTIONS | {"ذلك", ":", "|"}) or _closes_outside(view, first, k - 1)
    ):
        k -= 1
    return k


def _closes_outside(view: View, first: int, k: int) -> bool:
    """A closing mark whose quotation opened before the content."""
    if view.folded(k) not in ('"', "»", "”"):
        return False
    return any(close == k and opening < first for opening, close in view.quotes.items())


def build_content(view: View, cue: Cue, opening: Opening, cuts: Sequence[int]) -> Content | None:
    """The content, None where nothing is left of it."""
    last = find_end(view, cue, opening, cuts)
    if last <= opening.first:
        return None
    return Content(opening.first, last, _quote_kind(view, opening, last), opening.by)


def _quote_kind(view: View, opening: Opening, last: int) -> QuoteKind:
    if opening.quoted >= 0 or opening.by == "quote":
        return QuoteKind.DIRECT
    inner = (view.quotes[k] - k for k in range(opening.first, last) if k in view.quotes)
    return QuoteKind.MIXED if any(n > SHORT_QUOTE for n in inner) else QuoteKind.INDIRECT


def find_breaks(view: View) -> Iterator[int]:
    """Where, inside a sentence, the outlet takes the word again («في إشارة إلى») or a participle goes on («، مشيرا»)."""
    for t in view.tokens:
        comma = view.folded(t.i - 1) in COMMAS
        if (comma and is_participle(view, t.i)) or any(
            _stands(view, t.i, words) and (comma or not only) for words, only in load_breaks().get(t.folded, ())
        ):
            yield t.i


def is_participle(view: View, k: int) -> bool:
    """A participle of saying («مشيرا»)."""
    return any(f.shape is Shape.PARTICIPLE and f.strength in _GOING_ON for f in load_cue_forms().get(view.folded(k), ()))


_GOING_ON = frozenset([Strength.ALWAYS, Strength.LIKELY, Strength.CLAUSE])


def _stands(view: View, at: int, words: Sequence[str]) -> bool:
    return all(view.folded(at + k) == w for k, w in enumerate(words))
