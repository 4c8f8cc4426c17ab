from isnad.arabic.analysis import analyse
from isnad.model.page import Block, BlockKind, Page, Report


def read(*parts):
    """Blocks of (text, kind), a line each."""
    text, blocks = "", []
    for body, kind in parts:
        blocks.append(Block(len(text), len(text) + len(body), kind))
        text += body + "\n"
    return analyse(Page(text, tuple(blocks), Report(id="", source_sha256=""))).value


def test_furniture_is_not_read():
    text = read(("قصف على بلدة سرمين", BlockKind.TITLE), ("تابعونا على صفحتنا", BlockKind.FURNITURE))
    assert [t.form for t in text.tokens][-1] == "سرمين"


def test_sentences_know_their_block_and_their_tokens():
    text = read(("عنوان الخبر", BlockKind.TITLE), ("قال الناطق. أضاف آخر.", BlockKind.BODY))
    assert [(s.kind.value, s.last - s.first) for s in text.sentences] == [("title", 2), ("body", 3), ("body", 3)]


def test_tokens_are_numbered_through_the_text():
    text = read(("عنوان الخبر", BlockKind.TITLE), ("وقال الناطق.", BlockKind.BODY))
    assert [t.i for t in text.tokens] == list(range(len(text.tokens)))
    assert all(text.text[t.start : t.end] == t.form for t in text.tokens)


def test_an_empty_page_is_an_empty_text():
    text = analyse(Page("", (), Report(id="", source_sha256=""))).value
    assert (text.tokens, text.sentences) == ((), ())


def test_blocks_without_words_have_no_sentence():
    assert read(("   ", BlockKind.BODY)).sentences == ()
