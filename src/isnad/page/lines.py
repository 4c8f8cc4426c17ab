"""The lines of a stored text, with what can be told of each by itself."""

import re
from dataclasses import dataclass
from functools import cached_property

from isnad.model.page import BlockKind
from isnad.page.knowledge import Cue, key, load_phrases

_LINE = re.compile(r"(?:[^\n \t\u00a0]|[ \t\u00a0]{1,3}(?![ \t\u00a0]))+")
"""Runs of blanks part lines too: pages flattened to text have them where title, stamp, caption and lead met."""
_EDGE = (
    " \t\u00a0\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\u061c\ufeff\u00ad\f\v"
)
_FINAL = re.compile(r"[.!؟?…؛]+[\s\"'”“»«)\]’]*$|[.!؟?][\s\"'”“»«)\]’]{0,3}$")
_CUT = re.compile(r"(?:\.{3,}|…)\s*[\"”»\]]*$|\s[^\W\d]$")
_SAYING = re.compile(
    r"^[وف]?(?:قال|قالت|أضاف|اضاف|أضافت|اضافت|أوضح|اوضح|أوضحت|اوضحت|أكد|اكد|أكدت|اكدت|أشار|اشار|أشارت|اشارت|ذكر|ذكرت|أفاد|افاد|أفادت|افادت|لفت|"
    r"لفتت|نقل|نقلت|أعلن|اعلن|أعلنت|اعلنت|تابع|تابعت|كشف|كشفت|بين|بينت|بحسب|وفق|وفقا|يذكر|يشار|تجدر|كان|كانت)\b"
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One line that is not blank: `text[start:end]` of the stored text without blanks and invisible marks at its ends."""

    i: int
    start: int
    end: int
    text: str
    hint: BlockKind | None = None
    """What the page's markup says it is, where it says anything."""
    url: str | None = None
    """Where the whole line links to."""

    @cached_property
    def key(self) -> str:
        return key(self.text)

    @cached_property
    def words(self) -> int:
        """Its words of two letters or more: pages that hide from filters write a word in pieces ("قـ ـصـ ـف")."""
        return sum(len(word) > 1 for word in self.key.split())

    @cached_property
    def cue(self) -> Cue | None:
        """What the line says it is by its own words. Long lines are never furniture by their first words."""
        return load_phrases().find(self.text) if len(self.text) < 160 or ":" in self.text[:30] else None

    @property
    def ends(self) -> bool:
        """Whether it ends as a sentence does."""
        kicker = self.text.endswith("..") and self.words <= 12
        return bool(_FINAL.search(self.text[-8:])) and not self.is_cut and not kicker

    @property
    def is_cut(self) -> bool:
        """Whether it is a headline cut short ("…", or in the middle of a word)."""
        return self.words <= 30 and bool(_CUT.search(self.text[-8:]))

    @cached_property
    def is_prose(self) -> bool:
        """Whether it reads as a paragraph and not as a headline."""
        question = self.words < 15 and self.text.rstrip('"”»').endswith(("؟", "?"))
        if self.words < 5 or self.is_cut or question:
            return False
        if self.ends:
            return True
        if self.words >= 8 and self.text.endswith(":"):
            return True
        return self.words >= 26 or (self.words >= 8 and bool(_SAYING.match(self.key)))


def split_lines(text: str) -> list[Line]:
    """The lines of `text` that are not blank, in order."""
    found: list[Line] = []
    for m in _LINE.finditer(text):
        inner = m.group().strip(_EDGE)
        if inner:
            start = m.start() + len(m.group()) - len(m.group().lstrip(_EDGE))
            found.append(Line(len(found), start, start + len(inner), inner))
    return found
