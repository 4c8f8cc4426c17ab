"""Which dates of its sentence cannot be an event's own, however near they stand.

What is planned does not lie behind publication, what has happened not ahead of it; «منذ» and «قبل شهر» in a clause of
their own date what that clause tells («مواقع يسيطر عليها منذ أسابيع», «الأسير المضرب منذ 63 يوما»); a page's stamp dates nothing.
"""

from dataclasses import dataclass

from isnad.arabic.dates.edtf import Anchor
from isnad.model.event import Status
from isnad.model.text import Text, Token
from isnad.model.time import Time, TimeBasis
from isnad.reference.tables import load_roles

_AHEAD = ("next-", "tomorrow")
_OF_PAGE = ("اخر تحديث", "gmt")
_SINCE = frozenset({"منذ", "مذ"})
_NAMING = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})
"""Between a trigger and a clause they are what the clause is of: «القصف المتواصل منذ أسبوع» is of the shelling itself."""
_STAMP = 9
"""Tokens on either side of a date within which آخر تحديث or GMT makes it the page's stamp."""
_NEAR = 4


@dataclass(frozen=True, slots=True)
class Placed:
    """A date expression in its sentence: its first and last token."""

    time: Time
    first: int
    last: int


def fits_status(time: Time, status: Status, published: Anchor) -> bool:
    """A plan is not of a day gone by, and what is told as done not of one to come."""
    rule = time.rule.removeprefix("clock+")
    if status in {Status.PLANNED, Status.POSSIBLE}:
        return rule.startswith("today") or time.latest is None or time.latest >= _first_of(published)
    return not (rule.startswith(_AHEAD) or rule.endswith("+unbounded") or "-next" in rule)


def _first_of(published: Anchor) -> str:
    return f"{published.year:04}-{published.month or 1:02}-{published.day or 1:02}"


def is_stamp(text: Text, p: Placed) -> bool:
    """Whether آخر تحديث or GMT beside a date makes it the page's own."""
    if p.time.basis is not TimeBasis.STATED:
        return False
    around = [*text.tokens[max(0, p.first - _STAMP) : p.first], *text.tokens[p.last + 1 : p.last + 1 + _STAMP]]
    words = " ".join(t.folded for t in around)
    return any(said in words for said in _OF_PAGE)


def is_of_clause(text: Text, at: int, p: Placed) -> bool:
    """Whether «منذ …» or «قبل شهر» stands behind a verb or participle of its own, after the trigger."""
    since = text.tokens[p.first].folded in _SINCE
    if p.first <= at or not (since or p.time.rule.split("+")[0].endswith("-ago")):
        return False
    between = text.tokens[at + 1 : p.first]
    if since:
        state = next((k for k, t in enumerate(between) if _is_of_state(t, text, at)), 0)
        return any(t.upos in _NAMING for t in between[:state])
    return bool(between) and any(_is_verb(t) for t in between[-_NEAR:])


def _is_of_state(token: Token, text: Text, at: int) -> bool:
    """A verb that is no trigger's, or a participle of lasting (المضرب, المحتجز, المتواصلة)."""
    return token.word != text.tokens[at].word and (_is_verb(token) or token.folded in load_roles("dates/roles.tsv")["lasting"])


def _is_verb(token: Token) -> bool:
    """A verb that tells something of its own, none of happening («هجوم وقع قبل شهر»)."""
    return token.upos == "VERB" and token.folded not in load_roles("dates/roles.tsv")["happening"]
