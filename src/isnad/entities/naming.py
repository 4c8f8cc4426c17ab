"""Names word by word: a small sequence model over spelling, neighbours, kind words, offices and registers.

It sees what the shared tagger does not (the lexicons), the tagger sees what it does not (meaning); entities/names.py weighs both.
"""

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pycrfsuite

from isnad.arabic.scoring import MODELS
from isnad.letters import fold
from isnad.model.text import Sentence, Tagged, Text, Token
from isnad.reference.lines import Lines, load_lines
from isnad.reference.matching import KnownMatch, find_titles
from isnad.reference.names import find_name
from isnad.reference.nominals import load_kinds
from isnad.reference.ties import load_nationalities, load_offices

_DIRECTIONS = frozenset(fold(w) + ya for w in ("شمال", "جنوب", "شرق", "غرب") for ya in ("", "ي"))
_NEAR = ("w=", "few=", "many=", "kind=", "office=", "sign=", "s3=", "reg=", "tag=", "title=", "person=", "upos=")
_FAR = ("w=", "few=", "kind=", "reg=")
"""Features of a neighbour that tell on a word: next to it, and one further."""
_QUOTES = frozenset("\"'‹›()")


@cache
def _tagger(path: Path) -> pycrfsuite.Tagger:
    tagger = pycrfsuite.Tagger()
    tagger.open(str(path))
    return tagger


@cache
def _load_clusters() -> Lines:
    """Search form → the groups of like words it belongs to (training/clusters.py)."""
    return load_lines(MODELS / "clusters.txt.gz")


@lru_cache(maxsize=100_000)
def _clusters(word: str) -> tuple[str, ...]:
    """The groups a word belongs to, as features."""
    few, _, many = (_load_clusters().get(word) or "").partition("\t")
    return (f"few={few}", f"many={many}") if few else ()


def find_named(text: Text, known: Sequence[KnownMatch], model: Path = MODELS / "names.crfsuite") -> tuple[Tagged, ...]:
    """The names the model sees, in order, with the least certain of their words' probabilities; `known`: what registers know."""
    out: list[Tagged] = []
    for sentence, rows in find_rows(text, known):
        out += _in_sentence(sentence, rows, _tagger(model))
    return tuple(out)


def _in_sentence(sentence: Sentence, rows: list[list[str]], tagger: pycrfsuite.Tagger) -> list[Tagged]:
    labels = tagger.tag(rows)
    out, first = [], -1
    for i, label in enumerate([*labels, "O"]):
        if first >= 0 and not label.startswith("I-"):
            score = min(tagger.marginal(labels[k], k) for k in range(first, i))
            out.append(Tagged(sentence.first + first, sentence.first + i, labels[first][2:], round(score, 4)))
            first = -1
        if label.startswith("B-") or (label.startswith("I-") and first < 0):
            first = i
    return out


def find_rows(text: Text, known: Sequence[KnownMatch]) -> Iterator[tuple[Sentence, list[list[str]]]]:
    """Each sentence with the features of its words, neighbours only within it; never those of a whole text at once."""
    words = [_of_word(t.folded, t.upos, _shape(t)) for t in text.tokens]
    more = [_of_text(tuple(seen)) for seen in _seen(text, known)]
    for s in text.sentences:
        yield s, [_row(text.tokens, i, s, words, more) for i in range(s.first, s.last)]


class _Features(NamedTuple):
    """What tells on a word, and the same as its neighbours say it: one before or after, two before or after."""

    own: list[str]
    before: list[str]
    after: list[str]
    far_before: list[str]
    far_after: list[str]


def _features(own: list[str]) -> _Features:
    near = [f for f in own if f.startswith(_NEAR)]
    far = [f for f in near if f.startswith(_FAR)]
    return _Features(own, *([way + f for f in some] for some, way in ((near, "-1"), (near, "+1"), (far, "-2"), (far, "+2"))))


@lru_cache(maxsize=50_000)
def _of_text(seen: tuple[str, ...]) -> _Features:
    return _features(list(seen))


def _row(tokens: Sequence[Token], i: int, s: Sentence, words: list[_Features], more: list[_Features]) -> list[str]:
    row, word = words[i].own.copy(), tokens[i].folded
    if i and tokens[i - 1].word == tokens[i].word:
        row.append(f"glued={tokens[i - 1].folded}")
    row += more[i].own
    if i > s.first:
        row += words[i - 1].before
        row += more[i - 1].before
        row.append(f"w-1|{tokens[i - 1].folded}|{word}")
        row += (*words[i - 2].far_before, *more[i - 2].far_before) if i - 1 > s.first else ("-2edge",)
    else:
        row.append("-1edge")
    if i + 1 < s.last:
        row += words[i + 1].after
        row += more[i + 1].after
        row.append(f"w+1|{word}|{tokens[i + 1].folded}")
        row += (*words[i + 2].far_after, *more[i + 2].far_after) if i + 2 < s.last else ("+2edge",)
    else:
        row.append("+1edge")
    return row


def _seen(text: Text, known: Sequence[KnownMatch]) -> list[list[str]]:
    """For each word, what the registers and the rest of the report tell of it."""
    out: list[list[str]] = [[] for _ in text.tokens]
    for k in known:
        for i in range(k.first, k.last):
            out[i].append(f"reg={'B' if i == k.first else 'I'}{k.register}{k.type}{k.common}")
    for k in find_titles(text.tokens):
        for i in range(k.first, k.last):
            out[i].append("title=B" if i == k.first else "title=I")
    for t in text.tokens:
        name = find_name(t.folded)
        if name is not None:
            out[t.i].append(f"person={name.kind}{name.common}")
    for span in text.layers.get("names", ()):
        for i in range(span.first, span.last):
            out[i].append(f"tag={'B' if i == span.first else 'I'}{span.label}")
            out[i].append(f"tag={'B' if i == span.first else 'I'}{span.label}{int(span.score * 5)}")
        out[span.last - 1].append(f"tag=E{span.label}")
    _after_kinds(text, out)
    return out


def _after_kinds(text: Text, out: list[list[str]]) -> None:
    """A word that follows «مدينة» or «الشيخ» anywhere in the report is likelier a name where it stands alone."""
    after: dict[str, set[str]] = {}
    for a, b in pairwise(text.tokens):
        kind = load_kinds().get(a.folded)
        if kind is not None and kind.dropped:
            after.setdefault(b.folded, set()).add(kind.type)
        elif a.folded in load_offices():
            after.setdefault(b.folded, set()).add("person")
    for t in text.tokens:
        out[t.i] += [f"doc={kind}" for kind in sorted(after.get(t.folded, ()))]


@lru_cache(maxsize=50_000)
def _of_word(word: str, upos: str, shape: str) -> _Features:
    """What a word tells wherever it stands."""
    out = [
        f"w={word}",
        f"p2={word[:2]}",
        f"p3={word[:3]}",
        f"p4={word[:4]}",
        f"s2={word[-2:]}",
        f"s3={word[-3:]}",
        f"s4={word[-4:]}",
        f"shape={shape}",
        f"n={min(len(word), 9)}",
        f"upos={upos}",
    ]
    out += _clusters(word)
    kind = load_kinds().get(word)
    if kind is not None:
        out.append(f"kind={kind.type}{kind.dropped}")
    office = load_offices().get(word)
    if office is not None:
        out.append(f"office={office}")
    if word in _QUOTES:
        out.append("sign=quote")
    elif word in load_nationalities():
        out.append("nation")
    elif word in _DIRECTIONS:
        out.append("kind=direction")
    if word.startswith("ال"):
        out += ("al", f"bare={word[2:]}")
        if word[2:] in load_kinds():
            out.append("kind=definite")
    return _features(out)


def _shape(token: Token) -> str:
    first = token.form[0]
    return (
        "digit"
        if first.isdecimal()
        else "arabic"
        if "\u0600" <= first <= "\u06ff" and first.isalpha()
        else "latin"
        if first.isalpha()
        else "sign"
    )
