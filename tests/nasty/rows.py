"""Tables, exports, feeds and side-cars that break their own forms."""

import json
from collections.abc import Iterator

from tests.nasty.good import SENTENCE, report
from tests.sources import made

Made = tuple[str, bytes]
_DEEP = b"[" * 100_000 + b"]" * 100_000


def _row(number: int, **more: object) -> bytes:
    return json.dumps({"text": report(2_000 + number), **more}, ensure_ascii=False).encode()


def json_lines() -> Iterator[Made]:
    """JSON lines; the first row of each is good."""
    for n, (name, line) in enumerate(_LINES.items()):
        yield name, _row(n) + b"\n" + line + b"\n"


_TEXT = json.dumps(report(2_900), ensure_ascii=False).encode()
_LINES = {
    "doubled": b'{"text": "x", "text": ' + _TEXT + b"}",
    "nan": b'{"text": ' + _TEXT.replace(b"2900", b"2901") + b', "score": NaN}',
    "infinite": b'{"text": ' + _TEXT.replace(b"2900", b"2902") + b', "score": 1e999}',
    "long-number": b'{"text": ' + _TEXT.replace(b"2900", b"2903") + b', "score": ' + b"9" * 5_000 + b"}",
    "deep": b'{"text": ' + _DEEP + b"}",
    "surrogate": b'{"text": ' + _TEXT.replace(b"2900", b"2904") + rb', "outlet": "\ud800 \udfff", "url": "https://raseed.example/\udc80"}',
    "surrogate-text": b'{"text": ' + _TEXT[:-1].replace(b"2900", b"2905") + rb'\ud800 \udead"}',
    "nul": b'{"text": ' + _TEXT.replace(b"2900", b"2906") + rb', "outlet": "a\u0000b", "url": "https://raseed.example/\u0000", "author": "\u0000"}',
    "not-an-object": b"[1, 2]",
    "words": b"this is no JSON",
    "no-text": b'{"title": "x"}',
    "text-object": b'{"text": {"a": [1, 2]}}',
    "long-line": b'{"text": "' + b"a" * 6_000_000 + b'"}',
    "bytes": b'{"text": "\xff\xfe\xd8"}',
    "cut": b'{"text": "' + SENTENCE.encode(),
    "nul-bytes": bytes(5_000),
    "dates": b'{"text": ' + _TEXT.replace(b"2900", b"2907") + b', "published": "9999-99-99", "url": "javascript:x"}',
}  # fmt: skip


def tables() -> Iterator[Made]:
    """CSV; the first row of each is good."""
    head, good = "title,text,outlet\n", '"خبر","{}","راصد الشمال"\n'
    for n, (name, rest) in enumerate(_ROWS.items()):
        yield name, (head + good.format(report(3_000 + n)) + rest).encode()
    yield "utf-16", ("\ufeff" + head + good.format(report(3_100))).encode("utf-16-le")[:-1]
    yield "legacy", (head + good.format(report(3_101)) + good.format("ظ" * 50)).encode("windows-1256", "replace")
    yield "no-rows", head.encode()
    yield "no-column", f"title;body\nx;{SENTENCE}\n".encode()


_ROWS = {
    "quote-open": f'"x","{SENTENCE}\n' + f"{SENTENCE}\n" * 20,
    "quote-inside": f'x,"a"b"{SENTENCE}",z\n',
    "field-huge": 'x,"' + "و" * 5_000_001 + '",z\n',
    "nul": f"x\0,{report(3_050)}\0\n",
    "few-cells": "x\n\n,\n",
    "many-cells": "x," + "y," * 50_000 + "\n",
    "formulas": f'"=cmd|calc","{report(3_051)}","+1"\n',
    "returns": f"x,{SENTENCE}\r\rx,{SENTENCE}\r",
}


def exports() -> Iterator[Made]:
    """Telegram exports whose messages are not what they should be."""
    good = made.telegram_post(1, report(4_000))
    for n, (name, message) in enumerate(_MESSAGES.items()):
        chat = made.telegram_chat(made.telegram_post(1, report(4_001 + n)), message)  # type: ignore[arg-type]
        yield name, json.dumps(chat).encode()
    whole = json.dumps(made.telegram_chat(good), ensure_ascii=False).encode()
    yield "cut", whole[: len(whole) // 2]
    yield "nan", whole.replace(b'"id": 1', b'"id": NaN', 1)
    yield "deep", whole[:-1] + b', "x": ' + _DEEP + b"}"
    yield "messages-deep", b'{"name": "x", "messages": [' * 5_000
    yield "no-messages", b'{"name": "x", "messages": []}'
    yield "infinite", whole.replace(b'"date_unixtime": "1457566200"', b'"date_unixtime": 1e999')


_MESSAGES = {
    "not-an-object": 5,
    "null": None,
    "list": [[]],
    "text-number": {"id": 2, "type": "message", "text": 5, "text_entities": 7},
    "text-nested": {"id": 2, "type": "message", "text": [[{"text": "x"}], {"text": {"a": 1}}, None]},
    "time": {"id": 2, "type": "message", "date_unixtime": "9" * 40, "text": report(4_100)},
    "number": {"id": "x" * 500, "type": "message", "text": report(4_101)},
    "surrogate": {"id": 2, "type": "message", "text": report(4_102) + "\ud800", "from": "\udfff", "forwarded_from": "\ud83d"},
    "nul": {"id": 2, "type": "message", "text": report(4_103) + "\0", "from": "a\0b", "author": "a\0b"},
    "media": {"id": 2, "type": "message", "text": "", "file": "../../../etc/passwd"},
    "service": {"id": 2, "type": "service", "action": "pin_message"},
}  # fmt: skip


def feeds() -> Iterator[Made]:
    """Feeds given as files: a list of reports is none."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    yield "rss", b"<?xml version='1.0'?><rss><channel><item><link>https://raseed.example/1</link></item></channel></rss>"
    yield "laughs", f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "x">{laughs}]><rss>&l9;</rss>'.encode()
    yield "outside", b'<?xml version="1.0"?><!DOCTYPE rss SYSTEM "file:///etc/passwd"><rss/>'
    yield (
        "blow-up",
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "' + b"x" * 50_000 + b'">]><rss>' + b"&a;" * 50_000 + b"</rss>",
    )
    yield (
        "utf-16-doctype",
        '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE rss [<!ENTITY a "b">]><rss>&a;</rss>'.encode("utf-16"),
    )


def side_cars() -> Iterator[Made]:
    """What stands beside a good report, NAME.meta.json."""
    yield from _SIDE_CARS.items()


_SIDE_CARS = {
    "cut": b'{"outlet": ', "list": b"[]", "null": b"null", "number": b'{"outlet": 5}', "nan": b'{"x": NaN}', "infinite": b'{"x": 1e999}',
    "doubled": b'{"outlet": "a", "outlet": "b"}', "deep": b'{"x": ' + _DEEP + b"}", "surrogate": rb'{"outlet": "\ud800", "url": "\udfff"}',
    "nul": rb'{"outlet": "a\u0000b", "author": "\u0000"}', "bom": b"\xef\xbb\xbf{}", "utf-16": '{"outlet": "x"}'.encode("utf-16"), "empty": b"",
    "huge": b'{"x": "' + b"a" * 1_000_001 + b'"}', "long-number": b'{"x": ' + b"9" * 5_000 + b"}", "date": b'{"published": "yesterday"}',
    "url": b'{"url": "javascript:alert(1)"}', "bytes": b'{"outlet": "\xff"}', "controls": '{"outlet": "\u202eaa\u2066", "author": "\u200b"}'.encode(),
}  # fmt: skip
