"""Sentences with their names marked, {type|name} or {type=id|name}: texts and entities for tests of what is built on names."""

import re

from isnad.arabic.analysis import find_words
from isnad.model.entity import Entity, EntityType, Mention
from isnad.model.page import Block, BlockKind, Page, Report
from isnad.model.text import Text

_MARK = re.compile(r"\{(\w+)(?:=(\w+))?\|([^}]+)\}")


def as_page(text: str) -> Page:
    """A page that is all body."""
    return Page(text=text, blocks=(Block(0, len(text), BlockKind.BODY),), report=Report(id="0", source_sha256="0"))


def as_text(text: str) -> Text:
    """The words of `text`, untagged."""
    words, sentences = find_words(as_page(text))
    return Text(text=text, sentences=tuple(sentences), tokens=tuple(words))


def read_marked(marked: str) -> tuple[Text, tuple[Entity, ...]]:
    """The text without its marks, and the entities marked: one a name, or one an id where given."""
    plain, spans = "", []
    at = 0
    for m in _MARK.finditer(marked):
        plain += marked[at : m.start()]
        spans.append((m[1], m[2] or m[3], len(plain), len(plain) + len(m[3])))
        plain += m[3]
        at = m.end()
    plain += marked[at:]
    return as_text(plain), tuple(_entities(plain, spans))


def _entities(plain: str, spans: list[tuple[str, str, int, int]]) -> list[Entity]:
    grouped: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for type_, id_, start, end in spans:
        grouped.setdefault((type_, id_), []).append((start, end))
    out = []
    for (type_, id_), found in grouped.items():
        mentions = tuple(Mention(start=s, end=e, text=plain[s:e]) for s, e in found)
        names = tuple(dict.fromkeys(m.text for m in mentions))
        out.append(Entity(id=id_, type=EntityType(type_), name=names[0], name_latin="", names=names, mentions=mentions))
    return out
