"""Plain text laid out: what each line is, and what the head of the report says."""

from itertools import pairwise

import pytest

from isnad.model.capture import Beside, Capture
from isnad.model.page import BlockKind, PublishedBasis
from isnad.page.layout import read_page
from tests.corpus.pages import BODY, DATELINES, FURNITURE, INLINE, OTHERS, TITLE


def laid_out(*lines: str, beside: Beside | None = None):
    return read_page(Capture(body="\n\n".join(lines).encode(), beside=beside or Beside())).value


def kinds(page) -> dict[str, BlockKind]:
    return {page.text[b.start : b.end]: b.kind for b in page.blocks}


def test_the_title_the_body_and_the_related_headlines_are_told_apart():
    page = laid_out(TITLE, *BODY, "مقالات ذات صلة", *OTHERS)
    assert page.report.title == TITLE
    assert all(kinds(page)[line] is BlockKind.BODY for line in BODY)
    assert [r.title for r in page.report.related] == list(OTHERS)


def test_a_flattened_page_is_parted_where_it_has_runs_of_blanks():
    first, *rest = BODY
    page = laid_out(
        f"موقع المنارة - {TITLE}   ",
        f"    2300 (GMT+04:00) - 26/06/09    {TITLE}        صورة من الحي بعد القصف        ",
        f"   دمشق، سوريا (رويترز) -- {first}",
        "   روابط ذات علاقة    " + "    ".join(OTHERS[:3]),
        *("      " + line for line in rest),
    )
    assert page.report.title == TITLE
    assert (page.report.published, page.report.dateline.place) == ("2009-06-26", "دمشق")
    assert [r.title for r in page.report.related] == list(OTHERS[:3])
    assert all(kinds(page)[line] is BlockKind.BODY for line in BODY)


def test_a_report_goes_on_after_a_box_set_into_it():
    turn = "من جهته نفى ناطق باسم المجلس المحلي أن يكون السوق قد استخدم لأغراض عسكرية."
    page = laid_out(TITLE, *BODY[:2], "روابط ذات علاقة", *OTHERS[:3], turn)
    assert kinds(page)[turn] is BlockKind.BODY
    assert [r.title for r in page.report.related] == list(OTHERS[:3])


def test_blocks_stand_in_order_and_do_not_overlap():
    page = laid_out(TITLE, TITLE, "المنارة نيوز - إدلب", *BODY, "الوسوم:", "إدلب", "مقالات ذات صلة", *OTHERS)
    ends = [(b.start, b.end) for b in page.blocks]
    assert all(start < end for start, end in ends)
    assert all(before[1] <= after[0] for before, after in pairwise(ends))


def test_no_letter_of_the_text_is_left_outside_the_blocks():
    page = laid_out("القائمة", TITLE, "المنارة نيوز", *BODY, "سمات إدلب قصف", "اقرأ أيضا:", OTHERS[0], "Share")
    covered = {i for b in page.blocks for i in range(b.start, b.end)}
    assert not [c for i, c in enumerate(page.text) if i not in covered and not c.isspace()]


def test_a_repeated_title_is_title_and_not_body():
    page = laid_out(TITLE, TITLE, *BODY)
    assert [b.kind for b in page.blocks][:2] == [BlockKind.TITLE, BlockKind.TITLE]


@pytest.mark.parametrize("joined", [f"{TITLE} - المنارة اليومية", f"{TITLE} | المنارة اليومية", f"المنارة اليومية {TITLE}"])
def test_the_sites_name_beside_a_repeated_title_is_the_site(joined):
    report = laid_out(joined, TITLE, *BODY).report
    assert (report.title, report.site) == (TITLE, "المنارة اليومية")


def test_a_title_that_holds_a_dash_is_left_whole_where_nothing_says_it_is_a_site():
    title = "الرقة - اعتقال ثلاثة أشخاص في حملة دهم جديدة"
    assert laid_out(title, *BODY).report.title == title


@pytest.mark.parametrize(("line", "expected"), DATELINES.items())
def test_a_dateline_below_the_title_gives_outlet_city_and_author(line, expected):
    report = laid_out(TITLE, line, *BODY).report
    place = report.dateline.place if report.dateline else None
    assert (place, report.author) == expected[1:]
    assert expected[0] is None or report.outlet == expected[0]


def test_a_dateline_points_at_its_letters():
    page = laid_out(TITLE, "المنارة نيوز - دمشق (سامر الحلواني)", *BODY)
    city = page.report.dateline
    assert page.text[city.start : city.end] == city.place == "دمشق"


@pytest.mark.parametrize(("first", "place"), INLINE.items())
def test_a_dateline_may_open_the_first_sentence(first, place):
    found = laid_out(TITLE, first, *BODY[1:]).report.dateline
    assert (found.place if found else None) == place


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_after_the_body_is_labelled_and_kept(line):
    page = laid_out(TITLE, *BODY, line)
    assert kinds(page)[line] is BlockKind.FURNITURE


def test_a_short_line_before_a_paragraph_is_a_subhead():
    page = laid_out(TITLE, BODY[0], "سوق تحت النار", BODY[1], BODY[2])
    assert [s.heading for s in page.report.sections] == [None, "سوق تحت النار"]
    second = page.report.sections[1]
    assert page.text[second.start : second.end].startswith(BODY[1])


def test_a_headline_set_between_paragraphs_is_another_report():
    page = laid_out(TITLE, BODY[0], "اقرأ أيضا: " + OTHERS[0], BODY[1], OTHERS[3], BODY[2])
    assert [r.title for r in page.report.related] == [OTHERS[0], OTHERS[3]]
    assert kinds(page)[BODY[2]] is BlockKind.BODY


def test_headlines_cut_short_and_tags_are_furniture():
    page = laid_out(TITLE, *BODY, "مقالات ذات صلة", "مظاهرات في مدينة الميادين تطالب...", "قسد", OTHERS[1])
    assert [r.title for r in page.report.related] == [OTHERS[1]]


def test_a_headline_that_asks_is_a_headline():
    asks = "كيف يرى أهالي كفر النور تداعيات القصف على موسم الزيتون؟"
    page = laid_out(TITLE, *BODY, "مظاهرات في مدينة الميادين تطالب...", asks, "وصول قافلة مساعدات إنسانية إلى...")
    assert [r.title for r in page.report.related] == [asks]


def test_a_related_headline_is_listed_once():
    page = laid_out(TITLE, *BODY, "مقالات ذات صلة", OTHERS[0], OTHERS[0], OTHERS[1])
    assert [r.title for r in page.report.related] == list(OTHERS[:2])


def test_dates_between_related_headlines_are_no_part_of_them():
    page = laid_out(TITLE, *BODY, "قد يعجبك أيضا", "2021/11/14", OTHERS[0], "2021/11/14", OTHERS[1])
    assert [r.title for r in page.report.related] == list(OTHERS[:2])


def test_steps_to_other_reports_are_related_headlines():
    page = laid_out(TITLE, *BODY, "السابق", OTHERS[0], "التالي", OTHERS[1])
    assert [r.title for r in page.report.related] == list(OTHERS[:2])


def test_a_caption_with_its_credit_is_no_body():
    caption = "آثار القصف على السوق الشعبي في كفر النور (المنارة نيوز)"
    assert kinds(laid_out(TITLE, caption, *BODY))[caption] is BlockKind.CAPTION


def test_comments_are_never_read_as_body():
    comment = "الله يرحم الشهداء ويشفي الجرحى ويفرج عن أهلنا في كل مكان يا رب العالمين."
    page = laid_out(TITLE, *BODY, "التعليقات (2)", "أبو محمد", comment)
    assert kinds(page)[comment] is BlockKind.FURNITURE


def test_the_body_goes_on_after_a_box_of_one_headline():
    page = laid_out(TITLE, BODY[0], "اقرأ أيضاً", OTHERS[0], BODY[1], BODY[2])
    assert kinds(page)[BODY[1]] is BlockKind.BODY
    assert [r.title for r in page.report.related] == [OTHERS[0]]


def test_a_list_after_a_colon_belongs_to_the_body():
    page = laid_out(
        TITLE, "وأسماء القتلى الذين وثقهم المجلس المحلي في البلدة هي:", "سامر خالد الحلواني", "رامي أحمد الديري", *BODY[1:]
    )
    assert kinds(page)["رامي أحمد الديري"] is BlockKind.BODY


def test_tags_on_the_end_of_the_last_paragraph_are_cut_off():
    page = laid_out(TITLE, *BODY[:2], BODY[2] + " سمات قصف إدلب هدنة")
    assert kinds(page)["سمات قصف إدلب هدنة"] is BlockKind.FURNITURE


def test_what_comes_beside_beats_the_page():
    beside = Beside(outlet="شبكة الرابية", published="2016-05", author="ليلى الكردي")
    report = laid_out(TITLE, "المنارة نيوز - دمشق (سامر الحلواني)", "2016/06/01", *BODY, beside=beside).report
    assert (report.outlet, report.published, report.author) == ("شبكة الرابية", "2016-05", "ليلى الكردي")
    assert report.published_basis is PublishedBasis.METADATA


def test_a_domain_beside_a_report_gives_way_to_the_name_the_page_prints():
    assert laid_out(TITLE, "المنارة نيوز - دمشق", *BODY, beside=Beside(outlet="almanara.example")).report.outlet == "المنارة نيوز"


def test_a_date_given_with_the_command_says_so():
    beside = Beside(published="2016-05-01", published_by_option=True)
    assert laid_out(TITLE, *BODY, beside=beside).report.published_basis is PublishedBasis.OPTION


def test_a_date_printed_in_the_head_is_the_pages():
    report = laid_out(TITLE, "الأربعاء, فبراير 9, 2022", *BODY).report
    assert (report.published, report.published_basis) == ("2022-02-09", PublishedBasis.PAGE)


def test_a_date_in_the_address_is_only_inferred():
    report = laid_out(TITLE, *BODY, beside=Beside(url="https://news.example/2019/03/07/kafr-nour")).report
    assert (report.published, report.published_basis) == ("2019-03-07", PublishedBasis.INFERRED)


FED = "2019-03-07T23:30:00+03:00"


@pytest.mark.parametrize(
    ("url", "stamp", "published", "basis"),
    [
        (None, None, "2019-03-07", PublishedBasis.FEED),
        (None, "2019/03/05", "2019-03-05", PublishedBasis.PAGE),
        ("https://news.example/2019/03/04/kafr-nour", None, "2019-03-04", PublishedBasis.INFERRED),
        ("https://news.example/2019/03/kafr-nour", None, "2019-03-07", PublishedBasis.FEED),
        ("https://news.example/2019/02/kafr-nour", None, "2019-02", PublishedBasis.INFERRED),
    ],
)
def test_the_feeds_date_in_its_own_zone_is_taken_where_the_page_says_none(url, stamp, published, basis):
    report = laid_out(TITLE, *((stamp,) if stamp else ()), *BODY, beside=Beside(url=url, fed=FED)).report
    assert (report.published, report.published_basis) == (published, basis)


def test_a_date_beside_a_report_beats_the_feeds():
    assert laid_out(TITLE, *BODY, beside=Beside(published="2019-03-01", fed=FED)).report.published == "2019-03-01"


def test_a_feeds_date_that_is_none_is_none():
    assert laid_out(TITLE, *BODY, beside=Beside(fed="soon")).report.published_basis is PublishedBasis.UNKNOWN


def test_a_timestamp_beside_a_report_is_its_day():
    assert laid_out(TITLE, *BODY, beside=Beside(published="2025-01-08 16:43:00")).report.published == "2025-01-08"


def test_a_publication_date_that_is_none_is_left_out_with_a_note():
    found = read_page(Capture(body="\n".join((TITLE, *BODY)).encode(), beside=Beside(published="قريبا")))
    assert found.value.report.published is None
    assert [n.code for n in found.notes] == ["unreadable-published"]


def test_a_post_without_a_title_is_all_body():
    post = "قصف مدفعي يستهدف أطراف بلدة كفر النور بريف إدلب الجنوبي"
    assert kinds(laid_out(post)) == {post: BlockKind.TITLE}
