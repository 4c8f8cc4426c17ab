"""How many: counted numbers as intervals, of what, and of which event.

A number is a figure where it counts something: people, strikes, weapons, money, days. What a count of people is
(killed, injured, detained) is told by the counted word itself, or by the word of harm nearest to it: before the number
in Arabic's own order (مقتل 12 مدنيا), after it where the sentence begins with its subject (12 مدنيا قتلوا).
"""

from bisect import bisect_right
from dataclasses import replace

from isnad.events.figures.causes import Kind, find_causes
from isnad.events.figures.counting import CountedNumber, is_stuck, read_counted
from isnad.events.figures.kinds import as_listed, find_kind, find_listed
from isnad.events.figures.linking import with_events
from isnad.model.event import Event
from isnad.model.figure import Figure, FigureOf
from isnad.model.note import Found
from isnad.model.text import Text, Token

_SAME_BEFORE = 12


def with_figures(events: tuple[Event, ...], figures: tuple[Figure, ...]) -> tuple[Event, ...]:
    """`events`, each with the ids of its figures."""
    by_event: dict[str, list[str]] = {}
    for figure in figures:
        if figure.event is not None:
            by_event.setdefault(figure.event, []).append(figure.id)
    return tuple(e.model_copy(update={"figures": tuple(by_event.get(e.id, ()))}) for e in events)


def find_figures(text: Text, events: tuple[Event, ...]) -> Found[tuple[Figure, ...]]:
    """The figures of `text` in order, each with what it counts and the event it belongs to, where one is near."""
    causes, listed = find_causes(text, events), find_listed(text)
    dated = sorted((t.start, t.end) for t in text.times)
    figures: list[Figure] = []
    before: tuple[CountedNumber, Kind] | None = None
    at_date = 0
    for number in text.numbers:
        while at_date < len(dated) and dated[at_date][1] <= number.start:
            at_date += 1
        if at_date < len(dated) and dated[at_date][0] < number.end:
            continue
        counted = read_counted(text, number)
        again = before is not None and bool(figures) and _says_again(text, before[0], counted)
        if again and before is not None:
            counted = replace(counted, first=before[0].first)
            figures.pop()
        said = as_listed(counted, find_kind(text, counted, causes, before), listed)
        if said is None:
            continue
        figures.append(_figure(text, counted, said, len(figures) + 1))
        before = counted, said
    return Found(_told_once(text.text, with_events(text, tuple(figures), events)))


def _says_again(text: Text, before: CountedNumber, c: CountedNumber) -> bool:
    """اثنان 2, خمسة (5): one number in words and in digits."""
    between = [t.folded for t in text.tokens[before.last : c.first]]
    return (before.number.min, before.number.max) == (c.number.min, c.number.max) and between in ([], ["("])


def _told_once(text: str, figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """A figure given twice in the same words, of one event or (without one) after the same words, is one figure."""
    first: dict[tuple[str, str, str], Figure] = {}
    for figure in figures:
        before = text[max(0, figure.start - _SAME_BEFORE) : figure.start].rpartition("\n")[2]
        of_event = figure.event or before
        first.setdefault((figure.text, figure.of.value, of_event), figure)
    return tuple(f.model_copy(update={"id": f"F{k}"}) for k, f in enumerate(first.values(), 1))


def _figure(text: Text, c: CountedNumber, said: Kind, number: int) -> Figure:
    start, end = _span(text, c)
    return Figure(
        start=start, end=end, text=text.text[start:end], id=f"F{number}", min=c.number.min, max=c.number.max,
        approx=c.number.approx, of=FigureOf(said.of), unit=_unit(text, c),
    )  # fmt: skip


def _span(text: Text, c: CountedNumber) -> tuple[int, int]:
    """The number with its noun, the noun's adjectives, and على الأقل where it follows; whole words."""
    last = c.last - 1
    if c.noun_at is not None and c.noun_at >= c.last and not c.number.rule.startswith("percent"):
        last = c.noun_at
        while last + 1 < c.sentence.last and text.tokens[last + 1].upos == "ADJ" and not _is_dated(text, text.tokens[last + 1]):
            last += 1
    tail = [t.folded for t in text.tokens[last + 1 : min(last + 3, c.sentence.last)]]
    if c.number.rule.endswith(("+least", "+most")) and tail[:1] == ["علي"] and tail[1:] in (["الاقل"], ["الاكثر"]):
        last += 2
    while last + 1 < c.sentence.last and text.tokens[last + 1].word == text.tokens[last].word:
        last += 1
    start = text.tokens[c.first].start + (c.noun_at == c.first and is_stuck(text.tokens[c.first]))
    return (c.number.start if start <= c.number.start < text.tokens[c.first].end else start), text.tokens[last].end


def _is_dated(text: Text, token: Token) -> bool:
    """أمس behind a counted noun is no adjective of it, whatever it is tagged."""
    at = bisect_right(text.times, token.start, key=lambda t: t.start) - 1
    return at >= 0 and token.start < text.times[at].end


def _unit(text: Text, c: CountedNumber) -> str | None:
    if c.number.rule.startswith("percent"):
        return None
    if c.noun is not None:
        return c.noun.name
    return _standing_alone(text, text.tokens[c.noun_at]) if c.noun_at is not None else None


def _standing_alone(text: Text, noun: Token) -> str:
    """«أبناؤه»، «أبنائه»: before a pronoun the hamza takes a seat that it has not in أبناء."""
    owned = text.tokens[noun.i + 1 : noun.i + 2]
    seated = owned and owned[0].word == noun.word and noun.form.endswith(("اؤ", "ائ"))
    return f"{noun.form[:-1]}ء" if seated else noun.form
