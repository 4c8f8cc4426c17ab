"""Where the next noun phrase opens though no sign stands between: «خطف مسلحون طبيبا», «أطلقت قوات الأمن الغاز».

Grammar tells: a plural or dual that keeps its ن is nobody's possessor, an accusative is no adjective of what stands in
another case, a noun with the article is none of a noun that has it.
"""

from isnad.events.view import View
from isnad.model.entity import EntityType
from isnad.reference.ties import load_nationalities
from isnad.reference.triggers import load_context, load_entries, load_words

_PEOPLE = frozenset(("civilians", "fighters", "leaders"))
_ANOTHER = frozenset(("obj", "nsubj", "nsubj:pass", "iobj", "obl", "obl:arg"))
"""How a noun hangs in the tree that is no part of the phrase before it."""


def opens_another(view: View, head: int, at: int) -> bool:
    """Whether the word at `at`, right behind a phrase with its head at `head`, begins another."""
    before, word = view.words[at - 1], view.words[at]
    if keeps_ending(view, at - 1):
        return not _agrees_with_kept(view, at)
    if view.at[at] >= 0:
        return False
    fired = word in load_words("fired") and _is_doer(view, head)
    if _is_definite(before):
        return fired or not _is_definite(word) or _is_second(view, at)
    if fired and head < at - 1:
        return True
    return _is_accusative_behind(view, at) or _begins_number(view, head, at) or _is_deed(view, head, at)


def _is_definite(word: str) -> bool:
    return word.startswith("ال") and len(word) > 4


def keeps_ending(view: View, i: int) -> bool:
    """«مسلحون», «شرطيان»: a plural or dual with its ن has its phrase for itself; «سكان», «شبان» have it from their root."""
    word = view.words[i]
    if word.endswith("ون"):
        return len(word) > 4 and view.text.tokens[i].upos != "VERB"
    bare = word.removeprefix("ال")
    return word.endswith("ان") and len(bare) > 4 and bare not in load_words("rooted-an") and _is_noun(bare[:-2])


def _is_noun(stem: str) -> bool:
    return any(form in load_context() or form in load_entries() for form in (stem, stem.removesuffix("ت") + "ه"))


def _agrees_with_kept(view: View, at: int) -> bool:
    """«مسلحون مجهولون», «مسلحون حوثيون», «عنصران تابعان», «مسلحون أكراد», «المهاجمون الأربعة»."""
    before, word, upos = view.words[at - 1], view.words[at], view.text.tokens[at].upos
    people = view.at[at] >= 0 and view.mentions[view.at[at]].type is EntityType.PEOPLE
    if people or word in load_nationalities() or word.removeprefix("ال") in load_words("nations"):
        return True
    if _is_definite(before) != _is_definite(word):
        return False
    if upos == "NUM":
        return _is_definite(word)
    return word.endswith(before[-2:]) or (view.at[at] < 0 and upos == "ADJ" and not word.endswith("ا"))


def _is_second(view: View, at: int) -> bool:
    """A noun with the article behind one that has it, which the tree hangs on the verb («أطلقت قوات الأمن الغاز»)."""
    token, word = view.text.tokens[at], view.words[at]
    relative = word.endswith(("ي", "يه", "ين", "ون", "يات"))
    return token.upos == "NOUN" and token.deprel in _ANOTHER and not relative


def _is_accusative_behind(view: View, at: int) -> bool:
    """«قتل مسلح شرطيا»: an indefinite accusative behind what is none."""
    return is_accusative(view, at) and not view.words[at - 1].endswith("ا") and not view.words[at - 1][:1].isdecimal()


def is_accusative(view: View, at: int) -> bool:
    """Whether the word at `at` is an indefinite accusative by its letters («ضحايا», «سوريا» are none)."""
    tokens, word = view.text.tokens, view.words[at]
    if len(word) < 4 or not word.endswith("ا") or word.startswith("ال") or view.at[at] >= 0:
        return False
    token = tokens[at]
    if at + 1 < len(tokens) and tokens[at + 1].word == token.word:  # «قتلاهم»
        return False
    return token.form.endswith(("اً", "ًا")) or _is_noun(word[:-1])


def _begins_number(view: View, head: int, at: int) -> bool:
    """«جماعة مسلحة ثلاثة صحفيين»: a number that counts what follows it; «جثث عشرات القتلى», «مواقع عدة» go on."""
    if view.words[at] == "عده" or (head == at - 1 and not _is_doer(view, head)):
        return False
    start, end = view.text.tokens[at].start, view.text.tokens[at].end
    return any(n.counted is not None and n.counted > at for n in view.numbers_between(start, end))


def _is_deed(view: View, head: int, at: int) -> bool:
    """«طفلا قتل», «شرطيان مصرعهما»: what is told of somebody; «ضحايا قصف» are whom it struck."""
    word = view.words[at]
    if word in load_words("own-end"):
        return True
    entry = load_entries().get(word)
    if entry is None or "past" not in entry.forms:
        return False
    return ("civilians" in view.classes[head] and _is_doer(view, head)) or is_accusative(view, at - 1)


def _is_doer(view: View, head: int) -> bool:
    """A person or fighters, other than those who are named for what befell them («ضحايا», «جثث»)."""
    return not _PEOPLE.isdisjoint(view.classes[head]) and view.words[head] not in load_words("struck-by")
