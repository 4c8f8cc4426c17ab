"""Names word by word: a small sequence model over spelling, neighbours, kind words, offices and registers.

It sees what the shared tagger does not (the lexicons), the tagger sees what it does not (meaning); entities/names.py weighs both.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pycrfsuite

from isnad.arabic.scoring import MODELS
from isnad.letters import fold
from isnad.model.text import Sentence, Tagged, Text, Token
from isnad.reference.nominals import load_kinds
from isnad.reference.ties import load_nationalities, load_offices

_DIRECTIONS = frozenset(fold(w) + ya for w in ("شمال", "جنوب", "شرق", "غرب") for ya in ("", "ي"))
_QUOTES = frozenset('"\'‹›()')


@cache
def _tagger(path: Path) -> pycrfsuite.Tagger:
    tagger = pycrfsuite.Tagger()
    tagger.open(str(path))
    return tagger


def find_named(text: Text, model: Path = MODELS / "names.crfsuite") -> tuple[Tagged, ...]:
    """The names the model sees, in order, with the least certain of their words' probabilities."""
    out: list[Tagged] = []
    for sentence in text.sentences:
        out += _in_sentence(text, sentence, _tagger(model))
    return tuple(out)


def _in_sentence(text: Text, sentence: Sentence, tagger: pycrfsuite.Tagger) -> list[Tagged]:
    rows = find_rows(text, sentence)
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


def find_rows(text: Text, sentence: Sentence) -> list[list[str]]:
    """The features of each word of a sentence."""
    tokens = text.tokens[sentence.first : sentence.last]
    own = [_own(t, tokens, i) for i, t in enumerate(tokens)]
    rows = []
    for i in range(len(tokens)):
        row = [f"0{f}" for f in own[i]]
        for step in (-2, -1, 1, 2):
            j = i + step
            row += [f"{step}{f}" for f in own[j][: 8 if abs(step) == 1 else 4]] if 0 <= j < len(tokens) else [f"{step}edge"]
        if i + 1 < len(tokens):
            row.append(f"w+1|{tokens[i].folded}|{tokens[i + 1].folded}")
        if i > 0:
            row.append(f"w-1|{tokens[i - 1].folded}|{tokens[i].folded}")
        rows.append(row)
    return rows


def _own(token: Token, tokens: Sequence[Token], i: int) -> list[str]:
    word = token.folded
    bare = word.removeprefix("ال")
    kind = load_kinds().get(word)
    out = [
        f"w={word}",
        f"kind={kind.type}{kind.dropped}" if kind else f"kind={'ال' if bare in load_kinds() else '-'}",
        f"office={load_offices().get(word, '-')}",
        f"nation={word in load_nationalities()}",
        f"dir={word in _DIRECTIONS}",
        f"quote={word in _QUOTES}",
        f"shape={_shape(token)}",
        f"al={word.startswith('ال')}",
        f"p2={word[:2]}",
        f"p3={word[:3]}",
        f"p4={word[:4]}",
        f"s2={word[-2:]}",
        f"s3={word[-3:]}",
        f"s4={word[-4:]}",
        f"bare={bare}",
        f"n={min(len(word), 9)}",
    ]
    if i and tokens[i - 1].word == token.word:
        out.append(f"glued={tokens[i - 1].folded}")
    return out


def _shape(token: Token) -> str:
    first = token.form[0]
    return "digit" if first.isdigit() else "arabic" if "\u0600" <= first <= "\u06ff" and first.isalpha() else "latin" if first.isalpha() else "sign"
