"""Page → Text: sentences and words of what is read, with what the models and grammars see in them."""

import re

from isnad.arabic.words import find_tokens
from isnad.model.note import Found
from isnad.model.page import READ_KINDS, Block, Page
from isnad.model.text import Sentence, Text, Token

_END = re.compile(r"[^\n]*?(?:[.!?؟؛…](?=\s|$)|$)", re.MULTILINE)


def find_sentences(text: str, block: Block) -> list[tuple[int, int]]:
    return [m.span() for m in _END.finditer(text, block.start, block.end) if m.group().strip()]


def analyse(page: Page) -> Found[Text]:
    """The sentences, words, numbers, dates and tagger layers of all blocks that are read."""
    tokens, sentences = _words(page)
    return Found(Text(text=page.text, sentences=tuple(sentences), tokens=tuple(tokens)))


def _words(page: Page) -> tuple[list[Token], list[Sentence]]:
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    for block in page.blocks:
        if block.kind not in READ_KINDS:
            continue
        for start, end in find_sentences(page.text, block):
            first, word = len(tokens), tokens[-1].word + 1 if tokens else 0
            tokens += find_tokens(page.text, start, end, first, word)
            if len(tokens) > first:
                sentences.append(Sentence(start, end, first, len(tokens), block.kind))
    return tokens, sentences
