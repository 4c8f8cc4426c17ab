"""A text longer than one piece of the index is searched like any other, whole, on either database."""

import hashlib

import pytest
from sqlalchemy import func, select, text

from isnad.archive import derived
from isnad.archive.access import Access
from isnad.archive.erasing import erase
from isnad.archive.search.finding import find_reports
from isnad.archive.search.index import PIECE
from isnad.archive.search.query import Query, parse_words
from isnad.archive.search.snippets import find_snippet
from isnad.archive.store import Origin
from isnad.model.capture import Capture
from isnad.model.page import Report
from isnad.model.record import MadeBy, Record
from tests.archive.asking import asked


def _find(archive, words):
    with archive.engine.connect() as connection:
        return find_reports(connection, asked(connection, words))


def _long_text():
    words = [f"كلمة{n}" for n in range(20_000)]
    words[PIECE - 1 : PIECE + 1] = ["زرافة", "خضراء"]
    words[19_990:19_993] = ["فانوس", "بعيد", "قديم"]
    return "خبر طويل\n\n" + " ".join(words)


def _add_long(archive):
    body = _long_text()
    report = Report(id="0" * 64, source_sha256="0" * 64, title="خبر طويل", outlet="راصد السهل", published="2015-01-01")
    record = Record(made_by=MadeBy(isnad="0", reader="1", models={}), text=body, report=report)
    with archive.writing() as connection:
        archive.add_read(connection, Capture(body.encode()), Origin(), record)
    return hashlib.sha256(body.encode()).hexdigest()


@pytest.mark.parametrize("words", ["فانوس", '"فانوس بعيد قديم"', '"زرافة خضراء"', "طويل فانوس", "زرافة فانوس"])
def test_a_long_text_is_found_by_any_word_of_it_and_by_phrases_over_its_pieces(archive, words):
    digest = _add_long(archive)
    answer = _find(archive, words)
    assert [hit.sha256 for hit in answer.hits] == [digest]
    assert not answer.loosened


def test_an_erased_long_text_leaves_no_piece_behind(archive):
    erase(archive, _add_long(archive), reason="test")
    assert _find(archive, "فانوس").total == 0
    with archive.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM shadow")).scalar() == 0
        assert connection.execute(select(func.count()).select_from(derived.packs)).scalar() == 0
        assert connection.execute(select(func.count()).select_from(derived.outlets)).scalar() == 0


def test_the_snippet_of_a_word_far_down_is_found():
    body = _long_text()
    snippet = find_snippet(body, Query(Access("local"), parse_words("فانوس قديم")[0]))
    assert [body[m.start : m.end] for m in snippet.marks] == ["فانوس", "قديم"]
