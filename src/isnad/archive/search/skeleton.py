"""Names across scripts: the consonants both spellings keep, so that Golani, Jolani and الجولاني meet.

Vowels, glides, hamza, ع and the article are what spellings disagree on; they fall away. What is left is compared
only against names, never against running text, where it would meet too much.
"""

import re
from functools import lru_cache
from itertools import pairwise

from isnad.letters import fold

_ARABIC = str.maketrans(
    {
        **dict.fromkeys("اويءع", ""),
        "ه": "h",
        **{
            "ب": "b",
            "پ": "b",
            "ت": "t",
            "ط": "t",
            "ث": "t",
            "ج": "j",
            "گ": "j",
            "ح": "h",
            "خ": "x",
            "د": "d",
            "ض": "d",
            "ذ": "d",
        },
        **{
            "ر": "r",
            "ز": "z",
            "ظ": "z",
            "س": "s",
            "ص": "s",
            "ش": "S",
            "غ": "G",
            "ف": "f",
            "ڤ": "f",
            "ق": "k",
            "ك": "k",
            "ل": "l",
        },
        **{"م": "m", "ن": "n", "چ": "S"},
    }
)
_DIGRAPHS = (("kh", "x"), ("gh", "G"), ("sh", "S"), ("ch", "S"), ("th", "t"), ("dh", "d"), ("ph", "f"))
_LATIN = str.maketrans({**dict.fromkeys("aeiouyw'`’ʿʾ3", ""), "q": "k", "c": "k", "g": "j", "p": "b", "v": "f"})
_ARTICLE = re.compile(r"^(al|el|ar|as|ash|at|an|ad|az)-")
_UNSURE = ((re.compile("g(?!h)"), ("q", "gh")), (re.compile("dh"), ("z",)), (re.compile("th"), ("s",)))
_BEFORE, _AFTER, _BETWEEN = "[fblks]{0,5}", "[hkmn]{0,3}", "(?:[fblkshmn]{0,6} ){0,3}"
"""The consonants of clitics and the article before a word, of suffixes after it, of words of clitics alone between two."""
MARK = "zq"
"""Begins every skeleton word in the index: no folded Arabic word begins so."""


@lru_cache(maxsize=65_536)
def skeleton(word: str) -> str | None:
    """The consonants of a name word with their mark; None where too few are left to tell names apart."""
    folded = fold(word)
    return _marked(_of_latin(folded) if folded[:1].isascii() else _of_arabic(folded))


def skeletons(latin: str) -> tuple[str, ...]:
    """Every skeleton a Latin spelling may mean: its g is ج, ق or غ, its dh ذ, ض or ظ."""
    spellings = [fold(latin)]
    for letters, others in _UNSURE:
        spellings += [letters.sub(other, s) for s in spellings for other in others if letters.search(s)]
    return tuple(dict.fromkeys(bones for s in spellings if (bones := _marked(_of_latin(s)))))


@lru_cache(maxsize=16_384)
def name_skeletons(name: str) -> tuple[str, ...]:
    """The skeletons of a name's words and of each two that stand together: `حزب الله` is also Hezbollah."""
    words = fold(name).replace("-", " ").split()
    alone = [skeleton(word) for word in words]
    pairs = [skeleton(a + b) for a, b in pairwise(words)]
    return tuple(dict.fromkeys(bones for bones in (*alone, *pairs) if bones))


def _marked(bones: str) -> str | None:
    return MARK + bones.lower() if len(bones) >= 2 else None


def _of_arabic(folded: str) -> str:
    bare = folded[2:] if folded.startswith("ال") and len(folded) > 4 else folded
    final_h = bare[:-1] if bare.endswith("ه") else bare
    return _single(final_h.translate(_ARABIC))


def _of_latin(folded: str) -> str:
    bare = _ARTICLE.sub("", folded)
    plain = _plain_latin(bare)
    return _single(plain[:-1] if bare.endswith("h") and plain.endswith("h") else plain)


def _plain_latin(bare: str) -> str:
    for pair, letter in _DIGRAPHS:
        bare = bare.replace(pair, letter)
    return "".join(c for c in bare.translate(_LATIN) if c.isalpha())


def _single(bones: str) -> str:
    """Doubled consonants are written once in one script and twice in the other."""
    return re.sub(r"(.)\1+", r"\1", bones)


@lru_cache(maxsize=65_536)
def trace(written: str) -> str:
    """The consonants of a written word before clitics are cut off: the skeleton of whatever is cut out of it stands in them."""
    folded = fold(written)
    plain = _plain_latin(folded) if folded[:1].isascii() else "".join(c for c in folded.translate(_ARABIC) if c.isalpha())
    return _single(plain).lower()


@lru_cache(maxsize=1_024)
def trace_pattern(bones: tuple[str, ...]) -> re.Pattern[str]:
    """What a row of traces holds, in its first group, wherever one word or two may have one of these skeletons.

    Signs, which have no consonants, and words of clitics alone may stand between the two.
    """
    cores = [each.removeprefix(MARK) for each in bones]
    halves = [(core[:at], core[at:]) for core in cores for at in range(1, len(core))]
    pairs = [f"{one}{_AFTER} {_BETWEEN}{_BEFORE}{two}" for one, two in halves]
    return re.compile(rf"(?=(?<!\S)({_BEFORE}(?:{'|'.join([*cores, *pairs])}){_AFTER})(?!\S))")
