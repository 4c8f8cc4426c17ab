"""Names known by the words they are made of or stand after, though no model and no register knows them."""

from collections.abc import Iterator
from itertools import takewhile

from isnad.entities.name_ends import DIRECTIONS, QUOTES
from isnad.model.text import Tagged, Text, Token
from isnad.reference.grammar import load_agreement
from isnad.reference.nominals import load_edges, load_kinds
from isnad.reference.saying import load_cue_forms
from isnad.reference.ties import load_linking, load_nationalities, load_offices

SURE = 0.5
"""The score of a name that is known by its words or by a register."""
_MOST_QUOTED = 4
"""Written words in quotation marks that are a name; more are a slogan."""


def find_after_kinds(text: Text) -> Iterator[Tagged]:
    """«قرية كذا»، «قبيلة "كذا"»: the word after a kind word that hardly stands without a name."""
    for i, token in enumerate(text.tokens[:-2]):
        kind = load_kinds().get(token.folded)
        if kind is None or token.folded not in load_edges("names"):
            continue
        at = i + 2 if text.tokens[i + 1].folded in QUOTES else i + 1
        if token.folded in ("مديريه", "مديريات") and text.tokens[at].folded in load_edges("bureau"):
            continue
        if _may_name(text.tokens[at]):
            yield Tagged(at, at + 1, kind.type, SURE)


def find_quoted_groups(text: Text) -> Iterator[Tagged]:
    """«تنظيم "أجناد كذا"»: one to four words in quotation marks behind the kind word of a group."""
    for i, token in enumerate(text.tokens[:-3]):
        kind = load_kinds().get(token.folded)
        if kind is None or kind.type != "group" or kind.dropped or text.tokens[i + 1].folded not in QUOTES:
            continue
        words = list(takewhile(lambda t: t.folded not in QUOTES, text.tokens[i + 2 : i + 9]))
        last = i + 2 + len(words)
        closed = last < len(text.tokens) and text.tokens[last].folded in QUOTES
        whole = all(t.folded.isalnum() and t.upos not in ("VERB", "ADP", "PRON") for t in words)
        named = len(words) > 1 or (len(words) == 1 and _may_name(words[0]))
        if closed and whole and named and 0 < len({t.word for t in words}) <= _MOST_QUOTED:
            yield Tagged(i + 2, last, kind.type, SURE)


def find_definite_groups(text: Text) -> Iterator[Tagged]:
    """«كتائب النور»، «قالت حركة الرايات»: a group's kind word and one definite noun, where nothing goes on after it."""
    for token, noun, after in zip(text.tokens, text.tokens[1:], text.tokens[2:], strict=False):
        opens = token.folded in load_edges("definite") or (token.folded in load_edges("acting") and _acts(text, token.i))
        opens = opens or (_is_body(token) and _is_so_called(text, token.i))
        if not opens or not noun.folded.startswith("ال") or noun.word == token.word:
            continue
        ends = not after.folded.startswith("ال") or after.folded in load_nationalities() or after.folded in load_edges("rest")
        if ends and noun.upos in ("NOUN", "PROPN", "X") and noun.folded not in load_edges("no_group") and len(noun.folded) > 3:
            kind = load_kinds().get(token.folded)
            yield Tagged(token.i, noun.i + 1, kind.type if kind is not None else "group", SURE)


def _is_body(token: Token) -> bool:
    kind = load_kinds().get(token.folded)
    return kind is not None and kind.type in ("group", "organization") and not kind.dropped


def _is_so_called(text: Text, i: int) -> bool:
    """«ما يسمى جيش كذا», «ما يعرف بجيش كذا»."""
    at = i - 1
    while at > 0 and (text.tokens[at].folded in QUOTES or text.tokens[at].folded in ("ب", "باسم", "اسم")):
        at -= 1
    return at >= 0 and text.tokens[at].folded in load_edges("so_called")


def _acts(text: Text, i: int) -> bool:
    """Whether what token `i` names speaks or has people: «قالت حركة كذا»، «عناصر حركة كذا»; traffic does neither."""
    before = text.tokens[i - 1] if i else None
    return before is not None and (before.folded in load_edges("members") or _says(before))


def _says(token: Token) -> bool:
    return token.upos == "VERB" and token.folded in load_cue_forms()


def find_as_groups_are_called(text: Text) -> Iterator[Tagged]:
    """«لواء صقور كذا»، «حركة أنصار كذا»: a group's kind word, a word that armed groups call themselves by, and the name's end."""
    for i, token in enumerate(text.tokens[:-2]):
        kind, head, end = load_kinds().get(token.folded), text.tokens[i + 1], text.tokens[i + 2]
        if kind is None or kind.type != "group" or kind.dropped or head.folded not in load_edges("valiant"):
            continue
        if end.word != head.word and end.folded.startswith("ال") and _may_end(end):
            nation = text.tokens[i + 3 : i + 4]
            whole = bool(nation) and nation[0].folded.startswith("ال") and nation[0].folded in load_nationalities()
            yield Tagged(i, i + 4 if whole else i + 3, "group", SURE)


def _may_end(token: Token) -> bool:
    return (
        token.folded not in load_agreement("relative")
        and token.folded not in load_offices()
        and token.upos in ("NOUN", "PROPN", "X", "ADJ")
    )


def find_said_again(text: Text) -> Iterator[Tagged]:
    """«تجمع رايات الشرق» told twice alike: the kind word of a group with the same words after it, the last one definite."""
    runs: dict[tuple[str, ...], list[tuple[int, int]]] = {}
    for i, token in enumerate(text.tokens):
        kind = load_kinds().get(token.folded)
        if kind is not None and kind.type == "group" and not kind.dropped:
            for last in _run_ends(text, i):
                runs.setdefault(tuple(t.folded for t in text.tokens[i:last]), []).append((i, last))
    told = [span for spans in runs.values() if len(spans) > 1 for span in spans]
    longest: dict[int, int] = {}
    for first, last in told:
        longest[first] = max(last, longest.get(first, 0))
    return (Tagged(first, last, "group", SURE) for first, last in sorted(longest.items()))


def _run_ends(text: Text, i: int) -> Iterator[int]:
    """Where a name of three or four words that opens at `i` may end."""
    for last in range(i + 2, min(i + 5, len(text.tokens) + 1)):
        token = text.tokens[last - 1]
        if not _may_name(token) or token.word == text.tokens[last - 2].word:
            return
        if last >= i + 3 and token.folded.startswith("ال"):
            yield last


def _may_name(token: Token) -> bool:
    word = token.folded
    known = (
        word in load_kinds()
        or word in load_nationalities()
        or word in load_edges("cut")
        or word in load_edges("plain")
        or word in DIRECTIONS
        or word in load_offices()
    )
    return len(word) > 2 and word.isalpha() and not known and token.upos in ("NOUN", "PROPN", "X")


def find_part(text: Text, body: Tagged) -> Tagged | None:
    """«المكتب السياسي لحركة كذا»، «الإعلام الحربي الخاص بكتائب كذا»: the office that is named after the body it belongs to."""
    if body.label not in ("group", "organization"):
        return None
    at = body.first - 1
    if at > 1 and text.tokens[at].folded == "ب" and text.tokens[at - 1].folded in load_linking("own"):
        at -= 1
    elif at < 2 or text.tokens[at].folded != "ل":
        return None
    head, quality = text.tokens[at - 2], text.tokens[at - 1]
    told = head.folded.startswith("ال") and head.folded in load_linking("part") and quality.folded.startswith("ال")
    return Tagged(at - 2, body.last, "organization", body.score) if told and quality.upos in ("ADJ", "X", "NOUN") else None
