"""Attributions as the record holds them: order, kinds, chains, nesting, headlines."""

from isnad.attribution.finding import find_attributions
from isnad.model.attribution import Act, QuoteKind, SourceKind, Stance
from isnad.model.page import BlockKind

from .texts import content_of, page_of, said_in, text_of


def test_they_are_numbered_in_the_order_of_the_text() -> None:
    found = said_in("قال مصدر أمني إن الطريق مغلق. وأضاف أن الدوريات انتشرت.", "وأكد ناشطون أن السوق خال.")
    assert [a.id for a in found] == ["A1", "A2", "A3"]


def test_every_span_is_the_letters_of_the_text() -> None:
    text = "وبحسب ناشطين فإن الحاجز أغلق الطريق أمام المدنيين."
    (said,) = said_in(text)
    assert text[said.source.start : said.source.end] == said.source.text == "ناشطين"
    assert text[said.cue.start : said.cue.end] == said.cue.text


def test_the_outlet_is_never_made_up_as_a_source() -> None:
    assert said_in("قصفت الطائرات بلدة صغيرة شمال المدينة.", "ويذكر أن البلدة محاصرة منذ عام.") == ()


def test_a_swallowed_article_keeps_its_lam() -> None:
    (said,) = said_in("ووفقا للمصادر فإن الدورية انسحبت من القرية.")
    assert said.source.text == "للمصادر"


def test_who_goes_on_speaking_is_who_spoke_before() -> None:
    first, second = said_in("قال سامر الحلواني إن الهدنة صامدة.", "وأضاف أن المراقبين وصلوا إلى المعبر.", person="سامر الحلواني")
    assert second.source.text == first.source.text
    assert second.source.entity == "E1"


def test_a_participle_ends_the_statement_before_it() -> None:
    text = "أعلن وزير الداخلية سامر الحلواني بدء الحملة، متهما لواء الفجر الجديد بتهريب السلاح."
    first, second = said_in(text, person="سامر الحلواني", group="لواء الفجر الجديد")
    assert "متهما" not in content_of(first, text)
    assert second.act is Act.ACCUSE


def test_through_whom_a_statement_came() -> None:
    hander, said = said_in("نقلت وكالة الأفق عن مصدر أمني أن المهاجم اعتقل قرب الحدود.", organization="وكالة الأفق")
    assert hander.source.kind is SourceKind.MEDIA
    assert said.source.text == "مصدر أمني"
    assert said.via[0].text == "وكالة الأفق"
    assert said.in_ == hander.id


def test_a_statement_within_a_statement() -> None:
    text = "قال مصدر أمني إن سامر الحلواني أكد أن قواته لن تنسحب من المدينة."
    outer, inner = said_in(text, person="سامر الحلواني")
    assert inner.in_ == outer.id


def test_a_surname_that_is_a_word_of_saying_says_nothing_by_itself() -> None:
    assert [a.cue.text for a in said_in("وقال نوه إن الجيش سيواصل القصف على القطاع.")] == ["قال"]


def test_a_judgement_follows_its_verb_with_nothing_between() -> None:
    first, second = said_in("وقال الأمين العام إن المفاوضات مستمرة. وقال من الضروري وقف القصف فورا على المدنيين.")
    assert (second.source.text, second.cue.text) == (first.source.text, "قال")


def test_a_closing_mark_that_opened_before_the_content_is_no_part_of_it() -> None:
    text = 'قال الناطق باسم اللواء: "انسحبنا من التل أمس وأكد القائد أن القرية خالية".'
    assert all(not content_of(a, text).endswith('"') for a in said_in(text))


def test_a_headline_with_a_colon() -> None:
    text = "وزير الداخلية: الحملة ستستمر حتى نهاية العام"
    (said,) = said_in(text, kind=BlockKind.TITLE)
    assert (said.source.text, content_of(said, text)) == ("وزير الداخلية", "الحملة ستستمر حتى نهاية العام")


def test_a_headlines_state_before_a_happening_is_where_it_was() -> None:
    for happening in ("مقتل خمسة جنود بانفجار في السوق", "19 قتيلا بهجوم على حاجز", "الجيش يستعيد ثلاث قرى"):
        assert said_in(f"باكستان: {happening}", kind=BlockKind.TITLE, place="باكستان") == ()
    (said,) = said_in("روسيا: مرتزقة أجانب يقاتلون في ليبيا", kind=BlockKind.TITLE, place="روسيا;ليبيا")
    assert said.source.text == "روسيا"


def test_a_colon_in_the_body_is_no_headline() -> None:
    assert said_in("وصلت إلى المخيم ثلاث شاحنات: اثنتان للغذاء وواحدة للدواء.") == ()


def test_a_headline_with_a_verb() -> None:
    (said,) = said_in("لواء الفجر الجديد يعلن السيطرة على المعبر", kind=BlockKind.TITLE, group="لواء الفجر الجديد")
    assert (said.source.text, said.act) == ("لواء الفجر الجديد", Act.ANNOUNCE)


def test_direct_speech() -> None:
    text = "وقال المسؤول: «لن ننسحب من مواقعنا مهما كان الثمن»."
    (said,) = said_in(text)
    assert said.quote is QuoteKind.DIRECT
    assert content_of(said, text) == "لن ننسحب من مواقعنا مهما كان الثمن"


def test_words_of_doubt_are_the_outlets() -> None:
    (said,) = said_in("زعم لواء الفجر الجديد أنه أسقط طائرة حربية.", group="لواء الفجر الجديد")
    assert said.stance is Stance.DOUBT


def test_a_denial_denies_its_content() -> None:
    (said,) = said_in("نفت الوزارة أن تكون الطائرات قد قصفت المخيم.")
    assert (said.stance, said.act) == (Stance.DENY, Act.DENY)


def test_each_says_by_what_rule_and_how_surely() -> None:
    (said,) = said_in("أفادت مصادر محلية بأن الطريق مغلق.")
    assert said.rule == "past:verb:after:clause"
    assert 0 < said.score <= 1


def test_an_empty_text_says_nothing() -> None:
    assert said_in("") == ()


def test_a_statement_without_a_speaker_is_a_note() -> None:
    page = page_of("وأفاد أن الطريق مغلق.")
    found = find_attributions(text_of("وأفاد أن الطريق مغلق."), (), page)
    assert [n.code for n in found.notes] == ["unresolved-speaker"]


def test_whom_the_outlet_disowns_is_doubted() -> None:
    (said,) = said_in("أعلنت الحركة عن فتح مكتب لها في المدينة، لحماية السكان من الفوضى، بحسب زعمها.")
    assert said.stance is Stance.DOUBT
