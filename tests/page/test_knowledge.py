"""The stage's own tables: they load, and a table that breaks its rules is refused."""

import pytest

from isnad.model.errors import BadReference
from isnad.page import knowledge
from isnad.page.knowledge import Cue, WordList, key, load_datelines, load_phrases, load_publishers, load_words


def test_every_table_loads():
    assert len(load_publishers().by_name) > 300
    assert len(load_datelines()) > 200
    assert all(load_words(name) for name in WordList)


@pytest.mark.parametrize(
    ("line", "cue"),
    [
        ("مقالات ذات صلة", Cue.RELATED_BOX),
        ("مقالات ذات صِلة:", Cue.RELATED_BOX),
        ("اقرأ أيضًا: خبر آخر", Cue.RELATED_INSERT),
        ("💡 أهم المواضيع", Cue.TAGS_HEADER),
        ("التعليقات (0)", Cue.COMMENTS),
        ("Facebook", Cue.SHARE),
        ("facebook", Cue.SHARE),
        ("مقالات ذات صلة بالحرب في الشمال كثيرة", None),
        ("مواضيع كثيرة بحثها الوفد", None),
        ("السابقون في العمل الإنساني", None),
    ],
)
def test_a_line_is_what_its_phrase_says(line, cue):
    assert load_phrases().find(line) is cue


def test_a_name_is_found_however_it_is_spelt():
    assert key("«الشّرق الأوسط»") == key("الشرق الاوسط")


@pytest.mark.parametrize(
    "table",
    [
        "kind\tphrase\nmenu\tx\n",
        "kind\tmatch\tphrase\nmenu\twhole\n",
        "kind\tmatch\tphrase\nmenu\twhole\tأخبار\nmenu\twhole\tاخبار\n",
        "kind\tmatch\tphrase\nmenu\twhole\t--\n",
    ],
)
def test_a_table_that_breaks_its_rules_is_refused(table, tmp_path, monkeypatch):
    folder = tmp_path / "data" / "page"
    folder.mkdir(parents=True)
    (folder / "phrases.tsv").write_text(table, encoding="utf-8")
    monkeypatch.setattr(knowledge, "files", lambda _: tmp_path)
    with pytest.raises(BadReference):
        load_phrases.__wrapped__()
