"""Dates and times that pages print around a report: when it was published, how long ago, at what hour."""

import re

from isnad.letters import fold

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "يناير كانون_الثاني جانفي january jan",
            "فبراير شباط فيفري february feb",
            "مارس اذار march mar",
            "ابريل نيسان افريل april apr",
            "مايو ايار ماي may",
            "يونيو حزيران جوان june jun",
            "يوليو تموز جويليه july jul",
            "اغسطس اب اوت august aug",
            "سبتمبر ايلول september sep sept",
            "اكتوبر تشرين_الاول october oct",
            "نوفمبر تشرين_الثاني november nov",
            "ديسمبر كانون_الاول december dec",
        ),
        start=1,
    )
    for name in names.replace("_", " ").replace("كانون ", "كانون_").replace("تشرين ", "تشرين_").split()
}
_MONTH_WORDS = "|".join(sorted((m.replace("_", r"\s+") for m in _MONTHS), key=len, reverse=True))
_DAY_MONTH_YEAR = re.compile(
    rf"(?<!\d)(\d{{1,2}})\s*[-,/]?\s*({_MONTH_WORDS})\b(?:\s*[-/(]\s*(?:{_MONTH_WORDS})\)?)?\s*[-,/،]?\s*((?:19|20)\d\d)(?!\d)"
)
_MONTH_DAY_YEAR = re.compile(rf"\b({_MONTH_WORDS})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?\s*[,،]?\s*((?:19|20)\d\d)(?!\d)")
_MONTH_YEAR = re.compile(rf"\b({_MONTH_WORDS})\s*[,،]?\s*((?:19|20)\d\d)(?!\d)")
_YEAR_FIRST = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?((?:19|20)\d\d)(?!\d)")
_SHORT_YEAR = re.compile(r"(\bgmt[^\w\n]*(?:\d{1,2}:?\d{2})?\W*\d{1,2}/\d{1,2}/)(\d\d)(?!\d)")
"""A year of two figures, which nothing but a stamp has: "2300 (GMT+04:00) - 26/06/09"."""
_ISO = re.compile(r"((?:19|20)\d\d)-(\d\d)-(\d\d)(?:[T ]\d|$)")
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:T|\d{6}|$)")
_IN_URL = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})(?:[/-](\d{1,2}))?(?=[/_-]|$)")
_CLOCK = re.compile(r"(?<!\d)\d{1,2}[:.]\d\d(?::\d\d)?\s*(?:[صم]\b|am\b|pm\b|صباحا|مساء|gmt|بتوقيت\s+\w+(?:\s+\w+)?)?")
_WORDS_OF_TIME = re.compile(
    r"\b(?:السبت|الاحد|الاثنين|الثلاثاء|الاربعاء|الخميس|الجمعه|saturday|sunday|monday|tuesday|wednesday|thursday|friday|يوم|بتاريخ|تاريخ|النشر|نشر|نشرت|في|"
    r"اخر|تحديث|التحديث|الساعه|updated|published|posted|on|at|gmt|am|pm|صباحا|مساء|بتوقيت|دمشق|مكه|المكرمه|غرينتش|السعوديه|هـ|ه|م|ص|date|تم|التعديل|محدثه|انسخ|الرابط|كتب|اضيف|منذ|last|modified)\b"
)
_AGO = re.compile(
    r"^(?:(?:منذ|قبل)\s+)?(?:\d+\s+)?(?:ثانيه|ثوان|ثواني|دقيقه|دقيقتين|دقائق|ساعه|ساعتين|ساعات|يوم|يومين|ايام|اسبوع|اسبوعين|اسابيع|شهر|شهرين|اشهر|شهور|سنه|سنتين|سنوات|عام|عامين|اعوام|"
    r"seconds?|minutes?|mins?|hours?|days?|weeks?|months?|years?)(?:\s+(?:واحده|واحد))?(?:\s+(?:مضت|مضي|ago))?$"
)
_STAMP_FIRST = re.compile(
    r"^\s*(?:\d{1,2}:\d\d\s*(?:[صم]|AM|PM|am|pm)?\s+|\d{1,2}[/-]\d{1,2}[/-]\d{2,4}\s*[-–|:]?\s+|\d{4}[/-]\d{1,2}[/-]\d{1,2}\s*[-–|:]?\s+)(?=\D)"
)


def parse_date(text: str) -> str | None:
    """The first calendar date written in `text`, as EDTF (a day or, failing that, a month); None where there is none."""
    folded = _with_century(fold(text))
    for pattern, order in (
        (_ISO, "ymd"),
        (_DAY_MONTH_YEAR, "dmy"),
        (_MONTH_DAY_YEAR, "mdy"),
        (_YEAR_FIRST, "ymd"),
        (_DAY_FIRST, "dmy"),
    ):
        for m in pattern.finditer(folded):
            made = _edtf(dict(zip(order, m.groups(), strict=True)))
            if made:
                return made
    month = _MONTH_YEAR.search(folded)
    return f"{month.group(2)}-{_month(month.group(1)):02}" if month else None


def parse_stamp(text: str) -> str | None:
    """A machine's date ("2021-09-08T10:00:00+03:00", "20210908") as an EDTF day in the zone it was written in."""
    m = _ISO.match(text.strip()) or _COMPACT.match(text.strip())
    return _edtf(dict(zip("ymd", m.groups(), strict=True))) if m else parse_date(text)


def parse_url_date(url: str) -> str | None:
    """The date in the path of a page's address ("/2021/09/08/…"), as EDTF; a month where no day stands there."""
    m = _IN_URL.search(url)
    if not m:
        return None
    year, month, day = m.groups()
    return _edtf({"y": year, "m": month, "d": day}) if day else (f"{year}-{int(month):02}" if 1 <= int(month) <= 12 else None)


def is_stamp(text: str) -> bool:
    """Whether a line is nothing but a date, an hour or how long ago."""
    if len(text) > 90:
        return False
    folded = re.sub(r"[^\w:/.+-]+", " ", _with_century(fold(text))).strip()
    if _AGO.match(folded):
        return True
    rest = folded
    for pattern in (_DAY_MONTH_YEAR, _MONTH_DAY_YEAR, _YEAR_FIRST, _DAY_FIRST, _MONTH_YEAR, _CLOCK):
        rest = pattern.sub(" ", rest)
    return rest != folded and not re.sub(r"[\d\W_]+", "", _WORDS_OF_TIME.sub(" ", rest))


def stamp_length(text: str) -> int:
    """How many characters of a stamp open the line ("08:25 م خبر" → 8), 0 where none does."""
    m = _STAMP_FIRST.match(text)
    return m.end() if m else 0


def _with_century(folded: str) -> str:
    return _SHORT_YEAR.sub(r"\g<1>20\2", folded)


def _month(written: str) -> int:
    return int(written) if written.isdecimal() else _MONTHS["_".join(written.split())]


def _edtf(parts: dict[str, str]) -> str | None:
    year, month, day = int(parts["y"]), _month(parts["m"]), int(parts["d"])
    return f"{year}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else None
