"""What a figure is a number of: by its noun, by the heading of its list, else by what is told of the people counted."""

from collections.abc import Sequence

from isnad.events.figures.causes import Kind, beside, by_cause, flowing
from isnad.events.figures.counting import PEOPLE, CountedNumber, is_no_figure, is_plain_noun, noun_of, roles
from isnad.model.text import Number, Text, Token
from isnad.reference.numerals import Counted, Noun, load_nouns


def find_listed(text: Text) -> dict[int, str]:
    """First token of a list's line → what its heading lists (القتلى هم: … - 46 من المدنيين)."""
    found: dict[int, str] = {}
    of = ""
    for sentence in text.sentences:
        first, last = text.tokens[sentence.first], text.tokens[sentence.last - 1]
        if last.folded == ":":
            of = _of_heading(text.tokens[sentence.first : sentence.last]) or of
        elif of and (first.folded in {"-", "•", "*"} or first.folded[:1].isdecimal()):
            found[sentence.first] = of
        else:
            of = ""
    return found


def _of_heading(tokens: Sequence[Token]) -> str:
    ofs = {n.of for t in tokens if (n := noun_of(t)) is not None and n.kind in {"victim", "captive"}}
    return ofs.pop() if len(ofs) == 1 else ""


def as_listed(c: CountedNumber, said: Kind | None, listed: dict[int, str]) -> Kind | None:
    """The heading tells what people of its list are, where their own line does not."""
    of = listed.get(c.sentence.first)
    if of is None or said is None or said.rule not in {"noun", "uncaused", "among", "with"} or c.noun is None:
        return said
    return Kind(of, "listed") if c.noun.kind in PEOPLE and said.of in {"other", "civilians", "fighters"} else said


def find_kind(text: Text, c: CountedNumber, causes: dict[int, str], before: tuple[CountedNumber, Kind] | None) -> Kind | None:
    """What a number is a number of; None where it is no figure. `before`: the figure before it."""
    if is_no_figure(text, c):
        return None
    if c.number.rule.startswith("percent"):
        return Kind("percent", "percent")
    kind = c.noun.kind if c.noun else ""
    if c.noun is not None and kind == "victim":
        return Kind(_victims(text, c, c.noun), "noun")
    if c.noun is not None and kind not in PEOPLE and not _flows_from(text, c, causes):
        return Kind(c.noun.of, "noun")
    told = by_cause(text, c, causes, before)
    if _names_them(text, c) and (told is None or told.rule not in {"beside", "after", "among"}):
        return None
    if told is not None and not _is_too_far(told, c.noun):
        return told
    if c.noun is not None:
        return _moved(text, c, c.noun) or Kind(c.noun.of, "noun")
    return Kind("other", "uncaused") if c.noun_at is not None and is_plain_noun(text.tokens[c.noun_at]) else None


def _names_them(text: Text, c: CountedNumber) -> bool:
    """الرئيسان, القياديان: two people just named, not counted."""
    definite = c.number.rule.startswith("dual") and text.tokens[c.first].folded.startswith("ال")
    return definite and c.noun is not None and c.noun.kind == "person"


def _is_too_far(told: Kind, noun: Noun | None) -> bool:
    """From afar only harm says what captives or fighters are."""
    if noun is not None and noun.kind == "captive" and told.of == "missing":
        return True
    if noun is None or told.rule not in {"with", "before"}:
        return False
    if noun.kind == "captive":
        return told.of == "detained"
    return noun.of == "fighters" and told.of in {"displaced", "missing", "fighters"}


def _moved(text: Text, c: CountedNumber, noun: Noun) -> Kind | None:
    """لاجئ names a state; those who arrive or cross are counted as displaced."""
    around = text.tokens[max(c.sentence.first, c.first - 6) : min(c.sentence.last, c.last + 16)]
    arrived = noun.kind == "moved" and any(t.folded in roles()["arrived"] for t in around)
    return Kind("displaced", "arrived") if arrived else None


def _flows_from(text: Text, c: CountedNumber, causes: dict[int, str]) -> bool:
    """نزوح مئات الآلاف من منازلهم counts people, not houses; 25 من ميليشيات قتلوا, 10 من فرقة بين قتيل وجريح men, not units."""
    if c.noun_at is None or c.noun_at < c.last or not any(t.folded == "من" for t in text.tokens[c.last : c.noun_at]):
        return False
    said = beside(text, c, causes)
    if said is None and c.noun is not None and c.noun.of == "units":
        said = flowing(text, c, causes)
    return said is not None and said.of in {"displaced", "killed", "injured", "detained", "casualties"}


def _victims(text: Text, c: CountedNumber, noun: Noun) -> str:
    """قتلى وجرحى in one number are casualties."""
    if c.number.rule.startswith("dual"):
        return noun.of
    at = (c.noun_at if c.noun_at is not None and c.noun_at >= c.last else c.last - 1) + 1
    tokens = text.tokens
    if noun.name == "ضحية" and c.number.rule.startswith("vague"):
        return "casualties"
    for k in range(at, min(at + 2, c.sentence.last - 1)):
        if tokens[k].folded in {"و", "او"}:
            other = noun_of(tokens[k + 1])
            if other is not None and {noun.of, other.of} == {"killed", "injured"} and _is_many(tokens[k + 1], c.number):
                return "casualties"
    return noun.of


def _is_many(token: Token, number: Number) -> bool:
    """A plural, or the singular that follows a number over ten (40 قتيلا ومصابا)."""
    form = load_nouns().get(token.folded.removeprefix("ال")) or load_nouns().get(token.folded)
    if form is None or form.counted in {Counted.TWO, Counted.TWO_OF}:
        return False
    return form.counted is not Counted.ONE or ((number.min or 0) > 10 and token.folded.endswith("ا"))
