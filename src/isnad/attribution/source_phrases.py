"""How far the noun phrase of a source goes: its adjectives, appositions and what it speaks for, up to what is no longer it."""

from isnad.attribution.view import COMMAS, DASHES, STOPS, View
from isnad.model.attribution import SourceKind
from isnad.model.entity import EntityType
from isnad.reference.grammar import load_agreement
from isnad.reference.saying import Shape, Strength, load_cue_forms, load_source_nouns, load_words

OPENERS = frozenset(["ان", ":", *STOPS])
DEMONSTRATIVES = frozenset(["هذا", "هذه", "تلك", "هولاء", "ذات", "نفس"])
_LONG_TAIL = frozenset(
    [SourceKind.ANONYMOUS, SourceKind.CROWD, SourceKind.WITNESS, SourceKind.OFFICIAL, SourceKind.MEDIA, SourceKind.DOCUMENT]
)
_TITLES = frozenset([SourceKind.OFFICIAL, SourceKind.PERSON])
_COMMANDERS = frozenset(["آمر", "الآمر"])
"""In search form the same as «أمر», which speaks of nobody."""
_COUNTED = frozenset([SourceKind.CROWD, SourceKind.WITNESS, SourceKind.OFFICIAL, SourceKind.ORGANIZATION, SourceKind.ANONYMOUS])


def phrase_end(view: View, at: int, end: int, own: frozenset[str] = frozenset(), hears: bool = False) -> int:
    """The end of the noun phrase that begins at `at`; `own` prepositions end it, and, where somebody is spoken to (`hears`), who
    that is («دعا الوزير الفصائل إلى…»).
    """
    head = head_kind(view, past_determiner(view, at))
    k = last = at
    while k < end:
        if k > at and (_turns_indefinite(view, k) or (view.folded(k) in own and k not in view.named)):
            break
        if hears and k > at and _is_hearer(view, k, at):
            break
        step = _step(view, k, at, end, head)
        if step <= k:
            break
        k = last = step
    while last > at and (view.folded(last - 1) in COMMAS or view.folded(last - 1) in ("و", "-", "ف", "ل", "ب")):
        last -= 1
    return last


def _is_hearer(view: View, k: int, at: int) -> bool:
    """A definite noun or a name right after a definite noun phrase is its object, unless the first is the title of the second."""
    before, word = view.folded(k - 1), view.folded(k)
    if _is_body(view, k - 1, at) and head_kind(view, k) in _TITLES:
        return True
    if not (before.startswith("ال") or k - 1 in view.named) or before in load_agreement("relative") or word == "ل":
        return False
    titled = head_kind(view, at) in _TITLES
    if k in view.mention and (k - 1 not in view.named or (at in view.mention and not titled)):
        return view.mention[k][1].type is not EntityType.PERSON or not titled
    named = any(i in view.named and view.named[i].type is EntityType.PERSON for i in range(at, k))
    titled = titled or head_kind(view, at) is None
    if titled and not named and head_kind(view, k) in _TITLES and (head_kind(view, k + 1) in _TITLES or _is_person(view, k + 1)):
        return False
    noun = view.tokens[k].upos == "NOUN" and word.startswith("ال") and k not in view.named
    return noun and not word.endswith("ون") and word not in load_words("rank")


def _is_body(view: View, k: int, at: int) -> bool:
    """A name that is no person's is all that the phrase holds («نبهت الإمارات مسؤولة …»)."""
    return at in view.mention and view.mention[at][0] == k + 1 and view.mention[at][1].type is not EntityType.PERSON


def _is_person(view: View, k: int) -> bool:
    return k in view.mention and view.mention[k][1].type is EntityType.PERSON


def _turns_indefinite(view: View, k: int) -> bool:
    """After a name or a definite noun, a bare indefinite word begins something else («قيادة التحالف بدء هدنة»)."""
    last = k - 2 if view.folded(k - 1) in ('"', "'") else k - 1
    before = view.folded(last)
    if _is_self(view, k):
        return False
    if _new_noun(view, k) or (last in view.named and _definite_noun(view, k)):
        return True
    if view.folded(k) in load_words("attached") and view.folded(k + 1) in ("ل", "من", "عن", "علي"):
        return False
    definite = last in view.named or (before.startswith("ال") and before not in load_agreement("relative"))
    if not definite or k in view.named or (head_kind(view, k) in _TITLES and not _owned(view, k)):
        return False
    if last in view.named and view.named[last].type is EntityType.PERSON and _names_office(view, k):
        return False
    word = view.folded(k)
    return (
        word[:1].isalpha()
        and not word.startswith("ال")
        and word not in load_words("preposition")
        and word not in ("و", "اسم", "لسان", "شوون", "باسم", "بلسان")
    )


def _is_self(view: View, k: int) -> bool:
    """«المصادر ذاتها»، «المصدر نفسه»."""
    return view.folded(k) in ("ذات", "نفس", "عين") and view.folded(k + 1) in load_words("pronoun")


def _owned(view: View, k: int) -> bool:
    """A pronoun is written to the noun («قائده»): it is somebody's, not a title before a name."""
    following = k + 1 < len(view.tokens) and view.tokens[k + 1].word == view.tokens[k].word
    return following and view.folded(k + 1) in ("ه", "ها", "هم", "هما", "نا")


def _definite_noun(view: View, k: int) -> bool:
    """A definite noun right after a name is no longer the source («تبنى اللواء … الهجوم»); an adjective may be."""
    token = view.tokens[k]
    return token.upos == "NOUN" and token.folded.startswith("ال") and k not in view.named and head_kind(view, k) is None


def _new_noun(view: View, k: int) -> bool:
    """An indefinite noun after an adjective is no longer the source («مصدر أمني وصول الوفد»)."""
    word = view.folded(k)
    ends = view.tokens[k].upos == "NOUN" and view.tokens[k - 1].upos == "ADJ" and k not in view.named
    ends = ends and word not in load_words("attached")
    return ends and not word.startswith("ال") and not word.endswith(("ي", "ه", "ين", "ون")) and head_kind(view, k) is None


def _step(view: View, k: int, at: int, end: int, head: SourceKind | None) -> int:
    """The token after what may follow in the phrase at `k`; `k` itself where the phrase ends."""
    word = view.folded(k)
    whole = _past_whole(view, k, at, end)
    if whole is not None:
        return whole
    if (k == at and word in DEMONSTRATIVES) or word in ("باسم", "بلسان"):
        return k + 1
    if k == at and past_count(view, at) > at:
        return past_count(view, at) + 1
    if k > at and _is_self(view, k):
        return k + 2
    if _is_boundary(view, k, at):
        return k
    if word in DASHES and view.tokens[min(k + 1, end - 1)].upos == "ADJ" and k - 1 not in view.named:
        return k + 1
    if word in COMMAS or (word in DASHES and word != "_" and k > at):
        return k + 1 if _is_apposition(view, k + 1, at, end) else k
    if word == "و":
        return k + 1 if _is_coordinate(view, k + 1) else k
    if word in load_words("preposition") and k > at:
        return _past_preposition(view, k, head)
    return k if k > at and is_verb(view, k) else k + 1


def _past_whole(view: View, k: int, at: int, end: int) -> int | None:
    """Past a name, short quotation or bracket that begins at `k`, `k` where the phrase ends before it; None for plain words."""
    if k in view.mention:
        return min(view.mention[k][0], end) if k == at or _goes_with(view, k) else k
    if k in view.quotes:
        return min(view.quotes[k] + 1, end) if view.quotes[k] - k <= 6 else k
    if k in view.brackets and k > at:
        return min(view.brackets[k] + 1, end)
    if view.folded(k) in ('"', "'"):
        return k + 1 if k > at and _goes_on_past_quote(view, k + 1, end) else k
    return None


def _is_boundary(view: View, k: int, at: int) -> bool:
    """Words with which no source phrase goes on: أن, a relative, a time, a particle, a definite word after a person's name,
    what a named body belongs to («التابعة ل…»)."""
    word = view.folded(k)
    if word in OPENERS or word in load_agreement("relative"):
        return True
    before = view.named.get(k - 1) if k > at else None
    person = before is not None and before.type is EntityType.PERSON
    if before is not None and word in load_words("belonging"):
        return head_kind(view, at) not in _TITLES or not _leads_to_person(view, k)
    if person and _names_office(view, k):
        return False
    return k > at and (k in view.times or word in load_words("no-noun") or (person and word.startswith("ال")))


def _leads_to_person(view: View, k: int) -> bool:
    """After what an office belongs to, a comma and who holds it («آمر الغرفة التابعة للقيادة، اللواء فلان، إن»)."""
    for i in range(k + 1, min(k + 11, len(view.tokens))):
        if view.folded(i) in OPENERS or is_verb(view, i):
            return False
        if view.folded(i) in COMMAS:
            titles = next((n for n in range(3) if head_kind(view, i + 1 + n) not in _TITLES), 3)
            named = view.mention.get(i + 1) or view.mention.get(i + 1 + titles)
            return named is not None and named[1].type is EntityType.PERSON
    return False


def _names_office(view: View, k: int) -> bool:
    """«فلان المتحدث باسم كذا إن»، «فلان أحد القادة في كذا إن»: who he is, told right after his name and before what he says."""
    titled = head_kind(view, k) in _TITLES or view.folded(k) in ("احد", "احدي")
    return titled and (_next_mark(view, k + 1, len(view.tokens)) or _next_thing(view, k + 1))


def _next_thing(view: View, k: int) -> bool:
    """What is ruled out or confirmed opens soon («فلان مساعد الرئيس إمكانية وقف القتال»)."""
    return any(view.folded(i) in load_words("thing") for i in range(k + 1, min(k + 12, len(view.tokens))))


def _goes_on_past_quote(view: View, k: int, end: int) -> bool:
    """After a closing mark the phrase goes on only with what qualifies it («"أبعاد" للدراسات»)."""
    return k < end and (view.folded(k) in ("ل", "و") or view.folded(k).startswith("ال")) and k not in view.mention


def _goes_with(view: View, k: int) -> bool:
    """A name right after another belongs to the phrase only where a person is named after what they speak for."""
    last = k - 2 if view.folded(k - 1) in ('"', "'") else k - 1
    if last not in view.named:
        person = view.mention[k][1].type is EntityType.PERSON
        return person or not view.folded(last).endswith(("ون", "وا"))
    if view.named[last].type is EntityType.PERSON:
        return False
    return view.mention[k][1].type is EntityType.PERSON or view.folded(k) == "ل"


def _is_apposition(view: View, k: int, at: int, end: int) -> bool:
    """After a comma: the person named after the title, or the title after the person named."""
    if k >= end:
        return False
    named = k in view.mention and view.mention[k][1].type is EntityType.PERSON
    already = any(i in view.named and view.named[i].type is EntityType.PERSON for i in range(at, k))
    if named:
        return not already and head_kind(view, at) in (SourceKind.OFFICIAL, SourceKind.PERSON)
    titled = head_kind(view, k) in (SourceKind.OFFICIAL, SourceKind.PERSON)
    return titled and (already or head_kind(view, at) is SourceKind.OFFICIAL) and _next_mark(view, k, end)


def _next_mark(view: View, k: int, end: int) -> bool:
    return any(view.folded(i) in COMMAS or view.folded(i) in OPENERS for i in range(k, min(end, k + 12)))


def _is_coordinate(view: View, k: int) -> bool:
    """What stands after «و» goes with what stands before it."""
    if k in view.mention:
        return view.mention[k][1].type is not EntityType.FACILITY
    if _is_second_adjective(view, k) or _is_second_charge(view, k) or _is_first_among(view, k):
        return True
    return head_kind(view, k) is not None and not is_verb(view, k)


def _is_second_adjective(view: View, k: int) -> bool:
    """«مصادر أمنية وطبية»: both adjectives of the one noun."""
    first, second = view.folded(k - 2), view.folded(k)
    alike = first[-1:] == second[-1:] and first.startswith("ال") == second.startswith("ال")
    before = "ADJ" in (view.tokens[k - 2].upos, view.tokens[k - 3].upos)  # of two in a row the tagger takes one for a noun
    return alike and before and view.tokens[k].upos == "ADJ"


def _is_second_charge(view: View, k: int) -> bool:
    """«وزير التربية والتعليم»: one office for both."""
    office = view.folded(k - 3).removeprefix("ال") in load_words("charge")
    return office and view.folded(k - 2).startswith("ال") and view.folded(k).startswith("ال") and view.tokens[k].upos == "NOUN"


def _is_first_among(view: View, k: int) -> bool:
    """«نائب الرئيس السابق وأبرز المطلوبين، فلان»."""
    return view.folded(k) in ("ابرز", "احد", "احدي", "اكبر", "كبير", "اقدم") and view.folded(k + 1).startswith("ال")


def _past_preposition(view: View, k: int, head: SourceKind | None) -> int:
    word, nxt = view.folded(k), view.folded(k + 1)
    if word == "ب" and nxt in ("اسم", "لسان", "شان", "شؤون"):
        return k + 2
    if word == "ل":
        return k if nxt in load_words("hearer") or k + 1 in view.quotes else k + 1
    if view.folded(k - 1) in load_words("attached") and word in ("ل", "من", "عن", "علي"):
        return k + 1
    if word == "لدي" or (word == "عن" and view.folded(k - 1).startswith(("مسوول", "المسوول"))):
        return k + 1
    if (
        word in ("في", "من", "ب")
        and head in _LONG_TAIL
        and nxt not in load_words("occasion")
        and nxt not in ("جانب", "جهه", "جهت", "خلال", "ان")
    ):
        return k + 1
    if word in ("من", "علي", "ضد", "بين", "حول") and head is SourceKind.DOCUMENT:
        return k
    return k


def is_verb(view: View, k: int) -> bool:
    if view.folded(k) in load_words("relative-verb"):
        return True
    upos = view.tokens[k].upos
    if upos != "X":
        return upos in ("VERB", "AUX")
    forms = load_cue_forms().get(view.folded(k), ())
    return any(
        f.shape in (Shape.PAST, Shape.PRESENT) and f.strength in (Strength.ALWAYS, Strength.LIKELY) for f in forms
    ) and not any(f.shape is Shape.NOUN for f in forms)


def past_determiner(view: View, at: int) -> int:
    """The noun after هذه، أحد، بعض; `at` itself where none stands there."""
    if view.folded(at) in DEMONSTRATIVES or view.folded(at) in ("احد", "احدي", "بعض"):
        return at + 1
    return past_count(view, at)


def past_count(view: View, at: int) -> int:
    """The people counted after «نحو 500» or «عشرات»; `at` itself where no number of people stands there."""
    k = at
    while view.folded(k) in load_words("bound") and k < at + 3:
        k += 1
    if not (k < len(view.tokens) and (view.tokens[k].upos == "NUM" or view.folded(k) in load_words("crowd-number"))):
        return at
    while k < len(view.tokens) and (view.tokens[k].upos == "NUM" or view.folded(k) in load_words("crowd-number")):
        k += 1
    k += view.folded(k) == "من"
    return k if head_kind(view, k) in _COUNTED else at


def head_kind(view: View, at: int) -> SourceKind | None:
    """The kind of source the noun at `at` heads, past an opening quotation mark."""
    nouns = load_source_nouns()
    word = view.folded(at)
    if 0 <= at < len(view.tokens) and view.tokens[at].form in _COMMANDERS:
        return SourceKind.OFFICIAL
    return nouns.get(word) or (nouns.get(word[2:]) if word.startswith("ال") else None)
