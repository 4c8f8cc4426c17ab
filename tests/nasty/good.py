"""Good reports to stand among bad ones: invented, each another, the same ones each time."""

import random
from collections.abc import Iterator

SENTENCE = "قصفت طائرات حربية بلدة كفر النور بريف الوادي ما أدى إلى مقتل 12 مدنيا وإصابة آخرين، بحسب ناشطين محليين"
_TOWNS = ("كفر النور", "تل الزيتون", "عين الرمان", "دير السنابل", "خربة الورد", "وادي اللوز", "رأس النبع")
_DONE = (
    "قصفت مدفعية لواء الوادي بلدة {town} بـ{n} قذيفة ما أدى إلى مقتل {few} مدنيين",
    "وقال المجلس المحلي في {town} إن {n} عائلة نزحت منذ يوم الاثنين",
    "وشنت حركة السنابل حملة اعتقالات في {town} طالت {n} شابا",
    "ونقل مراسل راصد الشمال عن ناشطين أن {few} أشخاص أصيبوا في {town}",
    "واندلعت اشتباكات قرب {town} بين لواء الوادي وحركة السنابل استمرت {few} ساعات",
)


def report(number: int) -> str:
    """The text of good report `number`: a title and a handful of sentences."""
    draw = random.Random(number)
    said = [one.format(town=draw.choice(_TOWNS), n=draw.randrange(11, 90), few=draw.randrange(3, 10)) for one in _DONE]
    draw.shuffle(said)
    return f"قصف على {draw.choice(_TOWNS)} يوقع {number} بين قتيل وجريح\n\n" + ".\n\n".join(said) + ".\n"


def good_files(count: int) -> Iterator[tuple[str, bytes]]:
    """Names and bytes of `count` good reports, pages and plain texts by turns."""
    for number in range(count):
        text = report(1_000 + number)
        if number % 2:
            yield f"good-{number:04d}.txt", text.encode()
        else:
            yield f"good-{number:04d}.html", _page(text).encode()


def _page(text: str) -> str:
    title, *story = text.split("\n\n")
    body = "".join(f"<p>{line}</p>" for line in story)
    head = f'<head><meta charset="utf-8"><title>{title}</title></head>'
    return f"<!DOCTYPE html><html lang='ar' dir='rtl'>{head}<body><h1>{title}</h1><article>{body}</article></body></html>"
