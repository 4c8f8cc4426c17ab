"""HTML pages: the report found, what stands around it labelled, the markup's own word on title, author and date."""

import pytest

from isnad.model.capture import Beside, Capture
from isnad.model.page import BlockKind, PublishedBasis
from isnad.page.formats import is_html
from isnad.page.layout import read_page
from tests.corpus.pages import BODY, OTHERS, TITLE
from tests.corpus.pages_html import PAGE, TEMPLATES


def read(html: str, beside: Beside | None = None, charset: str = "utf-8"):
    return read_page(Capture(body=html.encode(charset), beside=beside or Beside())).value


@pytest.fixture(scope="module")
def page():
    return read(PAGE)


@pytest.fixture(scope="module")
def kinds(page):
    return {page.text[b.start : b.end]: b.kind for b in page.blocks}


def test_the_title_is_that_of_the_report_without_the_site(page):
    assert (page.report.title, page.report.site, page.report.outlet) == (TITLE, "المنارة نيوز", "المنارة نيوز")


def test_the_author_comes_from_the_markup(page):
    assert page.report.author == "سامر الحلواني"


def test_the_date_comes_from_the_markup(page):
    assert (page.report.published, page.report.published_basis) == ("2019-03-07", PublishedBasis.METADATA)


def test_the_address_comes_from_the_markup(page):
    assert page.report.url == "https://almanara.example/2019/03/07/kafr-nour"


def test_the_inline_dateline_is_cut_from_the_first_paragraph(page, kinds):
    assert page.report.dateline.place == "إدلب"
    assert kinds[BODY[0]] is BlockKind.BODY


def test_the_subhead_opens_a_section(page):
    assert [s.heading for s in page.report.sections] == [None, "سوق تحت النار"]


def test_related_headlines_are_listed_with_their_addresses(page):
    assert [r.title for r in page.report.related] == list(OTHERS[:3])
    assert page.report.related[1].url == "https://almanara.example/2"


def test_menus_shares_tags_comments_and_footers_are_furniture(page):
    furniture = " ".join(page.text[b.start : b.end] for b in page.blocks if b.kind is BlockKind.FURNITURE)
    for piece in ("الرئيسية", OTHERS[3], "فيسبوك", "الله يرحم الشهداء", "جميع الحقوق محفوظة"):
        assert piece in furniture


def test_the_caption_is_a_caption(kinds):
    assert kinds["آثار القصف على السوق (المنارة نيوز)"] is BlockKind.CAPTION


def test_what_a_reader_does_not_see_is_not_in_the_text(page):
    assert "مخفي" not in page.text
    assert "لا يقرأ" not in page.text


def test_links_inside_a_paragraph_stay_in_it(page):
    assert "بحسب المجلس المحلي. كفر النور تؤوي آلاف النازحين" in page.text


@pytest.mark.parametrize("charset", ["utf-8", "windows-1256", "utf-16"])
def test_a_page_is_read_in_the_charset_it_comes_in(charset):
    assert read(PAGE.replace("©", "").replace("–", "-"), charset=charset).report.title == TITLE


def test_an_option_beats_the_markup():
    report = read(PAGE, Beside(published="2020", outlet="شبكة الرابية", published_by_option=True)).report
    assert (report.published, report.outlet, report.published_basis) == ("2020", "شبكة الرابية", PublishedBasis.OPTION)


def test_a_piece_of_a_page_is_html_too():
    piece = f"<h1>{TITLE}</h1>" + "".join(f"<p>{line}</p>" for line in BODY)
    assert read(piece).report.title == TITLE


@pytest.mark.parametrize("text", ["قيمة x < 5 و y > 3 في الجدول", "قال: <مقطع غير مسموع> ثم غادر", TITLE])
def test_text_with_a_sharp_bracket_is_no_html(text):
    assert not is_html(text)


def test_a_page_whose_classes_mislead_keeps_its_body():
    inner = "".join(f"<p>{line}</p>" for line in BODY)
    report = read(f'<html><body><h1>{TITLE}</h1><div class="sidebar widget">{inner}</div></body></html>')
    assert report.report.sections


def test_broken_json_ld_is_passed_over():
    assert read(PAGE.replace('"@graph"', '"@graph')).report.published == "2019-03-07"


@pytest.fixture(scope="module", params=TEMPLATES)
def themed(request):
    return read(TEMPLATES[request.param])


def test_every_template_gives_the_title(themed):
    assert themed.report.title == TITLE


def test_every_template_gives_the_whole_body_and_nothing_else(themed):
    body = [themed.text[b.start : b.end] for b in themed.blocks if b.kind is BlockKind.BODY]
    assert body == list(BODY)


def test_every_template_gives_the_related_headlines(themed):
    assert [r.title for r in themed.report.related] == list(OTHERS[:3])


def test_every_template_keeps_its_menus_as_furniture(themed):
    home = next(b for b in themed.blocks if themed.text[b.start : b.end] == "الرئيسية")
    assert home.kind is BlockKind.FURNITURE
