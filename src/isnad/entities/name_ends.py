"""Where a name begins and ends, as the annotation guide cuts it."""

from isnad.letters import fold
from isnad.model.text import Text
from isnad.reference.gazetteer import place_name
from isnad.reference.names import find_name
from isnad.reference.nominals import load_edges, load_kinds
from isnad.reference.ties import load_nationalities, load_offices

QUOTES = frozenset("\"'‹›")
SIGNS = QUOTES | frozenset("()[]،,.:؛;-–/!؟?…*")
DIRECTIONS = frozenset(fold(w) + ya for w in ("شمال", "جنوب", "شرق", "غرب") for ya in ("", "ي")) | {"وسط", "ريف"}
_FATHERS = frozenset(("ابو", "ابي", "ابا", "ام"))
_OPEN = frozenset(("ابو", "ابن", "عبد", "ال"))
"""No person's name ends in one of these."""
_COMMON = frozenset(
    fold(w) for w in ("البلاد", "المدينة", "المنطقة", "المحافظة", "العاصمة", "القرية", "البلدة", "الدولة", "و", "ب", "ل", "في")
)


def repaired(text: Text, first: int, last: int, label: str) -> tuple[int, int]:
    """The span of a name as the annotation guide cuts it: no quotation marks, titles or kind words of places at its ends."""
    first, last = _without_signs(text, first, last)
    if label == "place" and _opens_with_lam(text, first):
        first -= text.tokens[first].folded != "ل"
        last = max(last, first + 2)
    elif last - first > 1 and text.tokens[first].folded == "ل" and _is_clitic(text, first):
        first += 1  # a ل that swallowed an article is put back below
    if label in ("group", "organization", "place", "facility"):
        first, last = _inside_quotes(text, first, last)
    last = _cut(text, first, last, label)
    if label == "person":
        last = _with_child(text, first, last)
    while last - first > 1 and _is_left_out(text, first, label):
        first += 1
    while label == "person" and first > 0 and _opens_name(text, first - 1) and not _calls(text, first - 1):
        first -= 1
    return (text.quoted_from(first), last) if first < last else (first, last)


def _opens_with_lam(text: Text, first: int) -> bool:
    """«قرية لاندي»: behind a kind word that governs the name a ل is its first letter and no preposition."""
    at = first if text.tokens[first].folded == "ل" and _is_clitic(text, first) else first - 1
    if at < 1 or text.tokens[at].folded != "ل" or not _is_clitic(text, at) or text.tokens[at + 1].folded.startswith("ال"):
        return False
    kind = load_kinds().get(text.tokens[at - 1].folded)
    return kind is not None and kind.dropped and place_name(text.tokens[at + 1].folded) is None


def _without_signs(text: Text, first: int, last: int) -> tuple[int, int]:
    while first < last and text.tokens[first].folded in SIGNS:
        first += 1
    while first < last and text.tokens[last - 1].folded in SIGNS:
        last -= 1
    return first, last


def _inside_quotes(text: Text, first: int, last: int) -> tuple[int, int]:
    """«تنظيم "X"», «تنظيم (X)»: only X, in the marks, is the name."""
    marks = [i for i in range(first, last) if text.tokens[i].folded in QUOTES]
    if not marks and last - first > 2 and text.tokens[first + 1].folded == "(" and _is_group(text, first):
        marks = [first + 1]
    if len(marks) == 1:
        return _without_signs(text, marks[0] + 1, last)
    return first, last


def _with_child(text: Text, first: int, last: int) -> int:
    """The end behind the name that أبو or بن asks for: no name ends in them."""
    while last - first > 1 and text.tokens[last - 1].folded in _OPEN:
        after = text.tokens[last : last + 1]
        if after and after[0].upos in ("PROPN", "X", "NOUN") and after[0].folded.isalpha():
            return last + 1
        last -= 1
    return last


def _is_group(text: Text, i: int) -> bool:
    kind = load_kinds().get(text.tokens[i].folded)
    return kind is not None and kind.type == "group"


def _cut(text: Text, first: int, last: int, label: str) -> int:
    """The end before a word that no name holds («وزارة الدفاع الخميس»), or before a clitic («سامر لرويترز»)."""
    for i in range(first + 1, last):
        token = text.tokens[i]
        begins = text.tokens[i - 1].word != token.word
        if (begins and token.folded in load_edges("cut") and not _is_his_name(text, first, i, label)) or (
            label == "person" and token.folded == "ل" and _is_clitic(text, i)
        ):
            return i
        if (label in ("group", "organization") and (_ranks_somebody(text, i) or _meets_people(text, i))) or _parts(text, i):
            return i
        if (
            label == "place"
            and token.folded == "و"
            and _is_clitic(text, i)
            and text.tokens[min(i + 1, last - 1)].folded not in DIRECTIONS
        ):
            return i
    return last


def _is_his_name(text: Text, first: int, i: int, label: str) -> bool:
    """«أبو محمد الحاكم»: what a fighter calls himself, where «حزب كذا الحاكم» has an adjective."""
    return label == "person" and text.tokens[first].folded in _FATHERS and i - first == 2 and text.tokens[i].folded == "الحاكم"


def _parts(text: Text, i: int) -> bool:
    """A dash between blanks («نافذة السهل - تل الورد»): what stands on its two sides are two things."""
    token, after = text.tokens[i], text.tokens[i + 1 : i + 2]
    return token.folded in ("-", "–", "—") and text.tokens[i - 1].end < token.start and bool(after) and token.end < after[0].start


def _ranks_somebody(text: Text, i: int) -> bool:
    """«الداخلية اليمني اللواء الركن فلان»، «مكتب الأمن الحاج فلان»: the rank belongs to whoever is named after it."""
    after = text.tokens[i + 1 : i + 2]
    if text.tokens[i].folded not in load_edges("rank") or not after:
        return False
    return after[0].folded in load_edges("rank") or load_offices().get(after[0].folded) == "rank" or _opens_name(text, i + 1)


def _meets_people(text: Text, i: int) -> bool:
    """«الحكومة المتظاهرين»: behind a definite word they are whom the body deals with; «كتائب الثوار» is called after them."""
    before = text.tokens[i - 1].folded
    return text.tokens[i].folded in load_edges("people") and before.startswith("ال") and not before.endswith(("ين", "ون"))


def _opens_name(text: Text, i: int) -> bool:
    """A given name that means little else, right before what was seen of a person's name."""
    name = find_name(text.tokens[i].folded)
    return name is not None and not name.common and name.kind != "family" and not text.tokens[i].folded.startswith("ال")


def _calls(text: Text, i: int) -> bool:
    """«المعروف باسم فلان»: the word is no given name but says what he is called."""
    return text.tokens[i].folded == "باسم" and i > 0 and text.tokens[i - 1].folded in load_edges("called")


def _is_clitic(text: Text, i: int) -> bool:
    return i + 1 < len(text.tokens) and text.tokens[i + 1].word == text.tokens[i].word


def _is_left_out(text: Text, first: int, label: str) -> bool:
    word = text.tokens[first].folded
    if label == "person":
        return (
            _calls(text, first)
            or word in load_edges("lead")
            or _owns_kin(text, first)
            or (word in load_offices() and text.tokens[first + 1].folded not in SIGNS and not _opens_person(word))
        )
    kind = load_kinds().get(word)
    if label in ("place", "people"):
        return (kind is not None and kind.dropped) or word in load_edges("towards") or (word == "العاصمه" and label == "place")
    if label in ("group", "organization") and word in load_edges("members"):
        return True
    return label == "organization" and word in load_edges("site")


def _owns_kin(text: Text, i: int) -> bool:
    """The pronoun of «أخاه فلان»."""
    before = text.tokens[i - 1] if i else text.tokens[i]
    return (
        text.tokens[i].folded in ("ه", "ها", "هم") and before.word == text.tokens[i].word and before.folded in load_edges("lead")
    )


def _opens_person(word: str) -> bool:
    name = find_name(word)
    return name is not None and not word.startswith("ال")


def says_nothing(text: Text, first: int, last: int, label: str) -> bool:
    """A kind word, a direction or a country's common noun alone: «شمال البلاد»; a lone word that names nothing: «قرية صغيرة»;

    a weapon: «مدافع "هاون-7"».
    """
    words = [t.folded for t in text.tokens[first:last]]
    if first and text.tokens[first - 1].folded in load_edges("weapon") and label in ("facility", "group", "organization"):
        return True
    if label == "person" and len(words) == 1 and text.tokens[first].form.endswith("ئ"):
        return True  # «هادئ» folds to the name «هادي»
    if len(words) == 1 and (words[0] in load_edges("plain") or (label == "place" and _is_of_a_nation(words[0]))):
        return True
    return all(w in load_kinds() or w in DIRECTIONS or w in _COMMON for w in words)


def _is_of_a_nation(word: str) -> bool:
    """«14 بلدة آشورية»: an adjective, and no place is called so."""
    return word in load_nationalities() and not word.startswith("ال") and place_name(word) is None
