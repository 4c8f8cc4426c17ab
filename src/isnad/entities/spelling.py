"""Arabic words in Latin letters by rule, for what no lexicon knows."""

import re
from functools import lru_cache

_LETTERS = {
    **{"ا": "a", "أ": "a", "إ": "i", "آ": "a", "ى": "a", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh"},
    **{"د": "d", "ذ": "dh", "ر": "r", "ز": "z", "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "'"},
    **{"غ": "gh", "ف": "f", "ق": "q", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "w", "ي": "y", "ة": "a"},
    **{"ء": "'", "ؤ": "'", "ئ": "'", "پ": "p", "چ": "ch", "ژ": "zh", "گ": "g", "ڤ": "v", "ک": "k", "ی": "y"},
}
_SMALL = frozenset(
    "al of bin bint and the countryside northern southern eastern western central outskirts "
    "northwestern northeastern southwestern southeastern".split()
)
"""What is not capitalized."""


@lru_cache(maxsize=4096)
def spell_word(word: str) -> str:
    """One word by rule; what holds no Arabic letter stays as it is."""
    if not any(c in _LETTERS for c in word):
        return word
    if word.startswith("ال") and len(word) > 3:
        return f"al-{capitalized(_derived(word[2:]) or _stem(word[2:]))}"
    return capitalized(_derived(word) or _stem(word))


def initial(letter: str) -> str:
    """A letter that stands for a name: ع → A."""
    return f"{(_LETTERS.get(letter, letter).strip(chr(39)) or 'A').capitalize()}."


_DERIVED = (
    (re.compile("[اإ]ت([^اوي])ا(.)(.*)"), "Itti{}a{}"),  # اتحاد
    (re.compile("[اإ]ست([^اوي])([^اوي])ا(.)(.*)"), "Isti{}{}a{}"),  # استقلال
    (re.compile("[اإ]ن([^اويت])([^اوي])ا(.)(.*)"), "In{}i{}a{}"),  # انقلاب
    (re.compile("[اإ]([^اوي])ت([^اوي])ا(.)(.*)"), "I{}ti{}a{}"),  # احتلال
)
"""Verbal nouns whose letters tell their vowels, without the ending."""
_ENDINGS = {
    "": "",
    "ه": "a",
    "ة": "a",
    "ي": "i",
    "ية": "iya",
    "يه": "iya",
    "ات": "at",
    "يات": "iyat",
    "يون": "iyun",
    "يين": "iyin",
}


def _derived(word: str) -> str:
    """A word of a verbal noun's pattern («اجتماعية» Ijtima'iya); empty for any other."""
    for pattern, latin in _DERIVED:
        found = pattern.fullmatch(word)
        if found is not None and found.groups()[-1] in _ENDINGS:
            *roots, ending = found.groups()
            return _tidy(latin.format(*(_LETTERS.get(c, c) for c in roots)) + _ENDINGS[ending])
    return ""


def _stem(word: str) -> str:
    """Consonants with the long vowels as written and short ones by template: `a`, but `i` in the active participle (ناصر)."""
    letters = [c for c in word if c in _LETTERS or c.isalnum()]
    out: list[str] = []
    for i in range(len(letters)):
        out.append(_sound(letters, i))
        if _needs_vowel(letters, i):
            out.append("i" if i and letters[i - 1] == "ا" and i == len(letters) - 2 else "a")
    return _tidy("".join(out)) or word


def _tidy(latin: str) -> str:
    return latin.replace("aa", "a").replace("''", "'").replace("iyy", "iy").strip("'")


def _sound(letters: list[str], i: int) -> str:
    c = letters[i]
    if c not in "وي" or not i:
        return _LETTERS.get(c, c)
    if letters[i - 1] in "وي" and i > 1 and (i == len(letters) - 1 or not _is_vowel(letters, i - 2)):
        return "u" if c == "و" else "i"  # of two after a consonant the first is one too: صفوي Safwi, إيزيوم Izyum
    after = letters[i + 1] if i + 1 < len(letters) else ""
    if _is_vowel(letters, i - 1) or (after and _is_vowel(letters, i + 1)):
        return _LETTERS[c]
    return "u" if c == "و" else "i"


def _is_vowel(letters: list[str], i: int) -> bool:
    """Whether the letter writes a long vowel; at the start of a word و and ي are consonants."""
    return letters[i] in "اأإآىة" or (i > 0 and letters[i] in "وي")


def _needs_vowel(letters: list[str], i: int) -> bool:
    """A short vowel stands after the first of two consonants, and before the last consonant of a word."""
    n = len(letters)
    if letters[i] not in _LETTERS or (i + 1 < n and letters[i + 1] not in _LETTERS):
        return False  # digits and Latin letters within a name that somebody chose for himself («عماد77»)
    if _is_vowel(letters, i) or i + 1 >= n or _is_vowel(letters, i + 1):
        return False
    run = 0
    while run <= i and not _is_vowel(letters, i - run):
        run += 1
    return (run % 2 == 1 and (i + 2 < n or run == 1)) or i + 2 == n


def capitalized(text: str) -> str:
    """Capital first letters, but for the article and the words between."""
    return " ".join(w if w.split("-")[0] in _SMALL else w[:1].upper() + w[1:] for w in text.split(" "))
