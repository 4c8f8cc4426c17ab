"""What is asked: words and phrases, and filters. Parsed once, put to either database."""

import re
from dataclasses import dataclass, field

from isnad.archive.search.shadow import find_shadow_words
from isnad.archive.search.skeleton import skeleton

_PHRASE = re.compile(r"[\"«“]([^\"»”]*)[\"»”]")
LONGEST_QUERY = 1_000
"""Letters; a longer question is cut, which `Query.cut` tells."""


@dataclass(frozen=True, slots=True)
class Near:
    """A circle on the ground: degrees and kilometres."""

    lat: float
    lon: float
    km: float


@dataclass(frozen=True, slots=True)
class Query:
    """One question. Empty filters ask nothing. Dates are ISO days; an event matches where its bounds *may* meet them."""

    phrases: tuple[tuple[str, ...], ...] = ()
    """Shadow words that must stand side by side; a single word is a phrase of one."""
    names: tuple[str, ...] = ()
    """Skeletons of Latin-script words, looked for among names."""
    outlet: str | None = None
    published: tuple[str | None, str | None] = (None, None)
    happened: tuple[str | None, str | None] = (None, None)
    event_type: str | None = None
    status: str | None = None
    actor: str | None = None
    role: str | None = None
    source: str | None = None
    near: Near | None = None
    clearances: tuple[str, ...] = ("public", "internal")
    cut: bool = False
    limit: int = 20
    offset: int = 0
    extra: dict[str, str] = field(default_factory=dict)


def parse_words(asked: str) -> tuple[tuple[tuple[str, ...], ...], tuple[str, ...], bool]:
    """Phrases and Latin name skeletons of a typed question, and whether it was cut."""
    text = asked[:LONGEST_QUERY]
    phrases = [_shadow(quoted) for quoted in _PHRASE.findall(text)]
    names = []
    for word in find_shadow_words(_PHRASE.sub(" ", text)):
        bones = skeleton(word.word) if word.word.isascii() and word.word.isalpha() else None
        if bones:
            names.append(bones)
        else:
            phrases.append((word.word,))
    return tuple(p for p in phrases if p), tuple(dict.fromkeys(names)), len(asked) > LONGEST_QUERY


def _shadow(text: str) -> tuple[str, ...]:
    return tuple(word.word for word in find_shadow_words(text))
