"""What must not be read with the rules of Arabic news."""

import pytest

from isnad.model.capture import Capture
from isnad.model.errors import InputRefused
from isnad.page.layout import read_page
from tests.corpus.pages import BODY, TITLE

REFUSED = {
    "not-arabic": (
        "Seven people were killed in an air strike on the town on Monday, activists said. " * 4,
        "در این حمله هوایی که دیروز انجام شد چند نفر از مردم این شهر کشته و زخمی شدند و خانه های زیادی نیز ویران شد است.\n" * 3,
        "اس حملے میں شہر کے کئی لوگ ہلاک ہو گئے ہیں اور متعدد زخمی ہیں جن کو ہسپتال میں داخل کر دیا گیا ہے۔\n" * 3,
        "12345 67890 " * 30,
    ),
    "not-a-report": ("سلام", "دمشق\nحلب\nحمص\nحماة\nإدلب\nدرعا", "الرئيسية\nمن نحن\nاتصل بنا\nأخبار\nرياضة"),
    "unsupported-format": (
        '{"text": "قصف على البلدة"}',
        '<?xml version="1.0"?><rss><channel/></rss>',
        "MIME-Version: 1.0\nContent-Type: multipart/related",
    ),
}


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in REFUSED.items() for text in texts])
def test_it_is_refused_with_a_code_and_a_reason(code, text):
    with pytest.raises(InputRefused) as refused:
        read_page(Capture(body=text.encode()))
    assert refused.value.code == code
    assert refused.value.message.endswith(".")


def test_a_flash_of_six_words_is_a_report():
    assert read_page(Capture(body="عاجل | قصف مدفعي يستهدف أطراف بلدة كفر النور".encode())).value.blocks


def test_names_in_latin_letters_do_not_make_a_report_foreign():
    body = "\n".join((TITLE, *BODY, "المصدر: Reuters, AFP, The Example Times"))
    assert read_page(Capture(body=body.encode())).value.report.language == "ar"
