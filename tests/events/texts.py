"""Analysed texts without the trained tagger: sentences, words, numbers and dates as the reader finds them."""

from isnad.arabic.dates import find_times
from isnad.arabic.numbers import find_numbers
from isnad.arabic.sentences import find_sentences
from isnad.arabic.words import find_tokens
from isnad.model.event import Event, EventType, Status
from isnad.model.page import Block, BlockKind
from isnad.model.span import quote
from isnad.model.text import Sentence, Text, Token

PUBLISHED = "2023-08-10"


def analysed(text: str, published: str | None = PUBLISHED, title: str = "") -> Text:
    """`title` is the first line of `text`, where it has one."""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    blocks = [Block(0, len(title), BlockKind.TITLE), Block(len(title), len(text), BlockKind.BODY)]
    for block in blocks:
        for start, end in find_sentences(text, block):
            first = len(tokens)
            tokens += find_tokens(text, start, end, first, tokens[-1].word + 1 if tokens else 0)
            if len(tokens) > first:
                sentences.append(Sentence(start, end, first, len(tokens), block.kind))
    return Text(text, tuple(sentences), tuple(tokens), find_numbers(tokens), find_times(text, tokens, published))


def event(text: str, trigger: str, kind: EventType, *, number: int = 1, status: Status = Status.REPORTED) -> Event:
    """An event at the first occurrence of `trigger`."""
    at = text.index(trigger)
    return Event(id=f"V{number}", type=kind, trigger=quote(text, at, at + len(trigger)), status=status, rule="test", score=1.0)
