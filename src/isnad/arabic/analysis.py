"""Page → Text: sentences and words of what is read, with what the models and grammars see in them."""

from isnad.arabic.dates import find_times
from isnad.arabic.numbers import find_numbers
from isnad.arabic.sentences import find_sentences
from isnad.arabic.tagger import tag
from isnad.arabic.words import find_tokens
from isnad.model.note import Found
from isnad.model.page import READ_KINDS, Page
from isnad.model.text import Sentence, Text, Token


def analyse(page: Page) -> Found[Text]:
    """The sentences, words, numbers, dates and tagger layers of all blocks that are read."""
    words, sentences = find_words(page)
    tokens, layers = tag(words, sentences)
    return Found(
        Text(
            text=page.text,
            sentences=tuple(sentences),
            tokens=tokens,
            numbers=find_numbers(tokens),
            times=find_times(page.text, tokens, page.report.published),
            layers=layers,
        )
    )


def find_words(page: Page) -> tuple[list[Token], list[Sentence]]:
    """The untagged words of every block that is read, and the sentences they stand in."""
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
