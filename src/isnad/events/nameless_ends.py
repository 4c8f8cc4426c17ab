"""Where a nameless phrase begins and ends, its head known: «عدد من المدنيين», «عناصر من تنظيم كذا», «مواقع لقوات النظام»."""

from isnad.events.nameless_next import keeps_ending, opens_another
from isnad.events.view import View
from isnad.model.entity import EntityType
from isnad.reference.triggers import load_entries, load_words

LONGEST = 3
"""Words after its head that a phrase may run on."""
_VERBAL = frozenset(("past", "imperfect", "passive"))
_MEN = frozenset(("civilians", "fighters", "leaders"))
_OWNERS = (EntityType.GROUP, EntityType.ORGANIZATION, EntityType.PEOPLE, EntityType.PERSON)


def find_start(view: View, i: int, least: int) -> int:
    """Where the phrase with its head at `i` begins: with the number or quantity before it («عدد من …»)."""
    tokens, at = view.text.tokens, i
    for n in view.numbers_between(tokens[max(least, i - 6)].start, tokens[i].start):
        if n.counted == i and n.start < tokens[i].start:
            return _past_bound(view, max(least, view.text.tokens_in(n.start, n.end)[0].i), i)
    quantities = load_words("quantity")
    while at > least and (view.words[at - 1] in quantities or view.words[at - 1].isdecimal()):
        at -= 1
    if at - 1 > least and view.words[at - 1] == "من" and view.words[at - 2] in load_words("many"):
        at -= 2
    return at


def _past_bound(view: View, first: int, i: int) -> int:
    """The number itself where it is told by its bound: of «ما لا يقل عن 20 شخصا» those who take part are 20 persons."""
    if view.words[first] == "ما":
        return next((k + 1 for k in range(first, i) if view.words[k] in ("عن", "علي")), first)
    return first


def find_end(view: View, i: int, last: int, *, weapon: bool = False) -> int:
    """Where the phrase with its head at `i` ends: before a preposition, a verb, a sign or another clause.

    What follows a weapon is seldom its complement («القصف المدفعي قرية كذا»): of one only adjectives, what kind it is
    («طائرات استطلاع») and whose («مدفعية قوات الأسد») go on.
    """
    at = i + 1
    while at < last and at - i <= LONGEST and not stops(view, at) and not opens_another(view, i, at):
        if view.at[at] >= 0:
            if weapon and not _owns(view, at, i):
                break
            return _with_pronoun(view, min(last, view.mentions[view.at[at]].last), last)
        if weapon and not is_adjective(view, at) and view.words[at] not in load_words("weapon-kind"):
            break
        at += 1
    return _with_rest(view, i, _with_pronoun(view, at, last), last)


def _owns(view: View, at: int, i: int) -> bool:
    """Whose weapons they are, named right after the word for them."""
    return at == i + 1 and view.mentions[view.at[at]].type in _OWNERS


def _with_rest(view: View, i: int, at: int, last: int) -> int:
    """Past the preposition after which the phrase only tells who or whose its head is."""
    if at + 1 >= last:
        return at
    word, nxt = view.words[at], at + 1
    if view.words[nxt] in ('"', "'") and nxt + 1 < last:
        nxt += 1
    unmanned = _past_unmanned(view, at, last)
    if unmanned:
        return unmanned
    if word == "من" and (view.words[at - 1] in load_words("member") or view.words[i] in load_words("member")):
        return _past_noun(view, nxt, last, at)
    if word == "في" and view.words[i] in load_words("belonging") and view.at[nxt] >= 0 and _is_owner(view, nxt):
        return min(last, view.mentions[view.at[nxt]].last)
    if word == "ل" and (view.words[at - 1] in load_words("bound-to") or _is_owner(view, nxt)):
        return _past_noun(view, nxt, last, at)
    return at


def _past_unmanned(view: View, at: int, last: int) -> int:
    """«طائرة (من) دون طيار»: past it, 0 where it does not stand here."""
    k = at + (view.words[at] in ("من", "ب"))
    unmanned = k + 1 < last and view.words[k] in ("دون", "بدون") and view.words[k + 1] == "طيار"
    return k + 2 if unmanned else 0


def _past_noun(view: View, first: int, last: int, otherwise: int) -> int:
    """The end of the noun phrase at `first`; `otherwise` where there is none or it is a place."""
    if view.at[first] >= 0:
        placed = view.mentions[view.at[first]]
        return min(last, placed.last) if placed.type in _OWNERS else otherwise
    if stops(view, first) or view.words[first] in load_words("kind"):
        return otherwise
    at = first + 1
    while at < last and at - first <= LONGEST and not stops(view, at) and not opens_another(view, first, at):
        if view.at[at] >= 0:
            return min(last, view.mentions[view.at[at]].last)
        at += 1
    return _with_pronoun(view, at, last)


def past_owner(view: View, at: int, last: int) -> int:
    """The end of the noun phrase for people or fighters after the «من» at `at`; `at` where none follows."""
    first = at + 2 if at + 2 < last and view.words[at + 1] in ('"', "'") else at + 1
    if (
        first >= last
        or view.words[first] in load_words("pronoun")
        or not (_is_owner(view, first) or not _MEN.isdisjoint(view.classes[first]))
    ):
        return at
    return _past_noun(view, first, last, at)


def _is_owner(view: View, at: int) -> bool:
    """A group, a body, a people or fighters: what sites and men belong to."""
    if view.at[at] >= 0:
        return view.mentions[view.at[at]].type in _OWNERS
    return "fighters" in view.classes[at]


def _with_pronoun(view: View, at: int, last: int) -> int:
    """A pronoun attached to the last word belongs to the phrase («بلداتهم»)."""
    tokens = view.text.tokens
    return at + 1 if at < last and tokens[at].word == tokens[at - 1].word and view.words[at] in load_words("pronoun") else at


def is_adjective(view: View, at: int) -> bool:
    """Whether the word at `at` is one, or, of a sentence without a tree, looks like one."""
    token, word = view.text.tokens[at], view.words[at]
    return view.at[at] < 0 and (token.upos == "ADJ" or (token.upos == "X" and word.removesuffix("ه").endswith("ي")))


def stops(view: View, at: int) -> bool:
    """Whether no noun phrase runs on over the word at `at`."""
    token, word = view.text.tokens[at], view.words[at]
    if word in load_words("stop") and word not in load_words("adding"):
        return True
    if token.upos in ("VERB", "AUX", "ADP", "CCONJ", "SCONJ", "PUNCT", "PRON", "DET", "PART"):
        return not _is_echo(view, at)
    return not word[:1].isalpha() or _is_verb(word)


def _is_echo(view: View, at: int) -> bool:
    """«مسلحان ملثمان»: the ending of the dual or plural before it, whatever the word was taken for; «مسلحون يخطفون» is a verb."""
    word = view.words[at]
    if at < 1 or not word.endswith(("ان", "ون", "ين")) or word.startswith(("ي", "ت")):
        return False
    return keeps_ending(view, at - 1) and view.words[at - 1].endswith(word[-2:])


def _is_verb(word: str) -> bool:
    entry = load_entries().get(word)
    return entry is not None and entry.forms <= _VERBAL
