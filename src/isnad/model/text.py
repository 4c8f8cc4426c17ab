"""An analysed text: sentences, words with their clitics, numbers, dates, and what the trained tagger saw.

A token is a syntactic word (UD Arabic PADT): proclitics (و ف ب ل ك س) and pronoun suffixes are tokens of
their own, the article stays with its noun. Indices are document-wide.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from isnad.model.page import BlockKind
from isnad.model.time import Time


@dataclass(frozen=True, slots=True)
class Token:
    """One syntactic word of the text. `text[start:end]` are its letters as written."""

    i: int
    start: int
    end: int
    form: str
    """The letters as written."""
    folded: str
    """Search form (letters.fold), with the article restored where a ل swallowed it (للجيش: ل + الجيش)."""
    word: int
    """Index of the orthographic word (between spaces and punctuation) it belongs to."""
    upos: str = "X"
    """Universal part of speech, X where untagged."""
    feats: str = ""
    """`Voice=Pass|Aspect=Perf…`, the subset the tagger predicts, sorted."""
    lemma: str = ""
    """Folded, undiacritised lemma; equals `folded` where unknown."""
    head: int = -1
    """Index of the syntactic head, -1 for the root of a sentence."""
    deprel: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens `first..last` (exclusive) of one sentence, and the kind of block it stands in."""

    start: int
    end: int
    first: int
    last: int
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class Number:
    """A number phrase ("نحو 27 ألف", "عشرات", "قتيلان"): an interval, without the noun it counts."""

    start: int
    end: int
    min: int | None
    max: int | None
    approx: bool
    rule: str
    counted: int | None = None
    """Index of the token it counts, where told by grammar; for a dual, the token itself."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """A stretch of tokens `first..last` (exclusive) that the tagger labels, with its probability."""

    first: int
    last: int
    label: str
    score: float


@dataclass(frozen=True)
class Text:
    """The stored text with everything the `arabic` stage knows about its words.

    `layers` holds what the trained tagger saw, by layer name: `names` (person, group, …), `triggers`
    (event types; several labels may share a token), `status`, `cues`, `sources`, `contents`.
    """

    text: str
    sentences: tuple[Sentence, ...]
    tokens: tuple[Token, ...]
    numbers: tuple[Number, ...] = ()
    times: tuple[Time, ...] = ()
    layers: dict[str, tuple[Tagged, ...]] = field(default_factory=dict)

    @cached_property
    def _starts(self) -> list[int]:
        return [t.start for t in self.tokens]

    @cached_property
    def _sentence_firsts(self) -> list[int]:
        return [s.first for s in self.sentences]

    def tokens_in(self, start: int, end: int) -> Sequence[Token]:
        """The tokens that begin inside `text[start:end]`."""
        return self.tokens[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def quoted_from(self, token: int) -> int:
        """The token from which the words at `token` are quoted: the ل that swallowed their article («للجيش»), else themselves."""
        t, before = self.tokens[token], self.tokens[token - 1] if token else None
        article_gone = t.folded.startswith("ال") and t.form.startswith("ل")
        return token - 1 if article_gone and before is not None and before.word == t.word and before.form == "ل" else token

    def sentence_of(self, token: int) -> Sentence:
        """The sentence that holds the token with index `token`."""
        return self.sentences[bisect_right(self._sentence_firsts, token) - 1]

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """For each token, the indices of its syntactic dependents in order."""
        out: list[list[int]] = [[] for _ in self.tokens]
        for t in self.tokens:
            if t.head >= 0:
                out[t.head].append(t.i)
        return tuple(map(tuple, out))
