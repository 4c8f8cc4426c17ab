"""One record as a person reads it at a terminal: who, what, where, when, how many, and through whom each of it is known.

Nothing is shown that the record does not hold. Arabic runs long and is shown in lists and cards, never in narrow columns.
"""

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from isnad.cli.bidi import COMMA, Line, Piece, datum
from isnad.cli.labels import Labels
from isnad.model.attribution import Attribution, QuoteKind, Stance
from isnad.model.entity import Entity, EntityType
from isnad.model.event import Argument, Event, Role, Status
from isnad.model.figure import Figure
from isnad.model.page import PublishedBasis, Relay
from isnad.model.record import Record
from isnad.model.relation import Relation, RelationType
from isnad.model.span import Quote, Span
from isnad.model.time import EventTime
from isnad.settings import Language

ARROW = "←"
_STANCE_MARKS = {Stance.NEUTRAL: "•", Stance.DOUBT: "?!", Stance.AFFIRM: "✓", Stance.DENY: "✗"}
_STANCE_STYLES = {Stance.NEUTRAL: "", Stance.DOUBT: "yellow", Stance.AFFIRM: "green", Stance.DENY: "red"}
_STATUS_STYLES = {Status.REPORTED: "dim", Status.PLANNED: "bold cyan", Status.DENIED: "bold red", Status.POSSIBLE: "bold yellow"}
_TYPE_STYLES = {
    EntityType.PERSON: "bold",
    EntityType.GROUP: "bold magenta",
    EntityType.ORGANIZATION: "bold bright_cyan",
    EntityType.PLACE: "green",
    EntityType.FACILITY: "green",
    EntityType.PEOPLE: "bold",
}
_PLACES = frozenset({EntityType.PLACE, EntityType.FACILITY})
_LABEL_WIDTH = 12
_EXCERPT = 160
"""Characters of what is said that a claim shows; the record holds all of it."""


def print_record(console: Console, record: Record, labels: Labels) -> None:
    """Print `record` to `console`."""
    console.print(RecordView(record, labels).render())


class RecordView:
    """The parts of the view of one record."""

    def __init__(self, record: Record, labels: Labels) -> None:
        self.record = record
        self.say = labels
        self.entities = {e.id: e for e in record.entities}
        self.claims = {a.id: a for a in record.attributions}
        self.figures = {f.id: f for f in record.figures}

    def render(self) -> RenderableType:
        """All parts in reading order."""
        parts = [
            self.header(),
            *self.actors(),
            *self.events(),
            *self.attributions(),
            *self.loose_figures(),
            *self.related(),
            *self.notes(),
        ]
        return Group(*parts, Line([Piece(self.say("made.by"), "dim")]))

    # The page

    def header(self) -> RenderableType:
        """Title, outlet, city, author, date with its basis."""
        head = self.record.report
        rows = self._grid()
        if head.title:
            rows.add_row(self._label("title"), Line([datum(head.title, "bold")]))
        for key, value in (
            ("outlet", head.outlet),
            ("site", head.site),
            ("city", head.dateline and head.dateline.place),
            ("author", head.author),
        ):
            if value:
                rows.add_row(self._label(key), Line([datum(value)]))
        if head.via:
            rows.add_row(self._label("via"), Line(_joined([piece for r in head.via for piece in self._relay(r)], ARROW)))
        rows.add_row(self._label("published"), Line(self._published()))
        if head.url:
            rows.add_row(self._label("url"), Line([datum(head.url, "dim")]))
        return Panel(rows, border_style="blue", padding=(0, 1))

    def _relay(self, relay: Relay) -> list[Piece]:
        """Who handed the report on; the date it stood there goes with the name, so that an arrow never comes between."""
        name = relay.name or self.say("via.unnamed")
        return [datum(f"{name} ({relay.published})" if relay.published else name, "" if relay.name else "dim")]

    def _published(self) -> list[Piece]:
        head = self.record.report
        basis = Piece(f"({self.say(f'basis.{head.published_basis.value}')})", "dim")
        return [
            Piece(head.published or "—"),
            *([basis] if head.published or head.published_basis is PublishedBasis.UNKNOWN else []),
        ]

    # Who

    def actors(self) -> Iterator[RenderableType]:
        """Who belongs to whom, with offices, other names and ties, as trees; then those without ties; then places."""
        yield self._rule("network", "")
        acting = [e for e in self.record.entities if e.type not in _PLACES]
        if not acting:
            yield Line([Piece(self.say("no.actors"), "dim")])
        tied = {i for r in self.record.relations for i in (r.from_, r.to) if i}
        yield from (self._tree(e) for e in self._roots([e for e in acting if e.id in tied]))
        for kind in EntityType:
            loose = [e for e in self.record.entities if e.type is kind and (e.id not in tied or kind in _PLACES)]
            if loose:
                yield Line([Piece(f"{self.say(f'many.{kind.value}')}:", "cyan"), *_joined([self._named(e) for e in loose])])

    def _roots(self, acting: Sequence[Entity]) -> list[Entity]:
        """Entities that stand under no other; of a circle of ties, the first."""
        under = {r.from_ for r in self.record.relations if r.to and self._is_child(r)}
        roots = [e for e in acting if e.id not in under]
        seen: set[str] = set()
        for root in roots:
            self._reach(root.id, seen)
        for e in acting:
            if e.id not in seen:
                roots.append(e)
                self._reach(e.id, seen)
        return roots

    def _reach(self, start: str, seen: set[str]) -> None:
        waiting = [start]
        while waiting:
            at = waiting.pop()
            if at not in seen:
                seen.add(at)
                waiting.extend(r.from_ for r in self.record.relations if r.to == at and self._is_child(r))

    def _is_child(self, relation: Relation) -> bool:
        above = self.entities.get(relation.to or "")
        return relation.type in (RelationType.ROLE, RelationType.PART_OF) and above is not None and above.type not in _PLACES

    def _tree(self, root: Entity) -> Tree:
        tree = Tree(Line(self._described(root)), guide_style="dim")
        self._grow(tree, root, {root.id}, set())
        return tree

    def _grow(self, branch: Tree, entity: Entity, above: set[str], shown: set[str]) -> None:
        """Hang an entity's ties and those who belong to it below it; nobody twice on one path."""
        for relation in self.record.relations:
            if (
                relation.from_ == entity.id
                and relation.id not in shown
                and not (relation.to in above and self._is_child(relation))
            ):
                branch.add(Line(self._tie(relation)))
        for child_id, relations in self._children(entity).items():
            child = self.entities.get(child_id)
            if child and child_id not in above:
                lower = branch.add(Line([*self._offices(relations), *self._described(child)]))
                self._grow(lower, child, above | {child_id}, shown | {r.id for r in relations})

    def _children(self, entity: Entity) -> dict[str, list[Relation]]:
        """Those who stand under an entity, each with all that says so."""
        found: dict[str, list[Relation]] = {}
        for relation in self.record.relations:
            if relation.to == entity.id and self._is_child(relation):
                found.setdefault(relation.from_, []).append(relation)
        return found

    def _offices(self, relations: Sequence[Relation]) -> list[Piece]:
        out: list[Piece] = []
        for n, relation in enumerate(relations):
            how = datum(relation.title, "cyan") if relation.title else Piece(self.say(f"relation.{relation.type.value}"), "cyan")
            comma = [Piece(COMMA, "dim")] if n else []
            out += [*comma, how, *self._status(relation.status), *self._chains(relation.attributions)]
        return [*out, Piece("·", "dim")]

    def _tie(self, relation: Relation) -> list[Piece]:
        to = self.entities.get(relation.to or "")
        title = [datum(relation.title, "cyan")] if relation.title else []
        named = [datum(to.name, _TYPE_STYLES[to.type])] if to else []
        return [
            Piece(self.say(f"relation.{relation.type.value}"), "cyan"),
            *title,
            *named,
            *self._status(relation.status),
            *self._chains(relation.attributions),
        ]

    def _described(self, entity: Entity) -> list[Piece]:
        """Name, in Latin letters for readers of English, type, whether protected, other names."""
        latin = [datum(entity.name_latin, "dim")] if entity.name_latin and self.say.language is Language.ENGLISH else []
        kind = Piece(f"({self.say(f'type.{entity.type.value}')})", "dim")
        private = [Piece(f"[{self.say('protected')}]", "yellow")] if entity.protected else []
        others = [datum(n, "dim") for n in entity.names if n != entity.name]
        return [self._named(entity), *latin, kind, *private, *([Piece("=", "dim"), *_joined(others)] if others else [])]

    def _named(self, entity: Entity) -> Piece:
        return datum(entity.name, _TYPE_STYLES[entity.type])

    # What happened

    def events(self) -> Iterator[RenderableType]:
        """Every event in the order of the text."""
        yield self._rule("events", str(len(self.record.events)))
        if not self.record.events:
            yield Line([Piece(self.say("no.events"), "dim")])
        for n, event in enumerate(self.record.events, start=1):
            yield from self._event(n, event)

    def _event(self, n: int, event: Event) -> Iterator[RenderableType]:
        yield Line(
            [
                Piece(f"{n}.", "bold"),
                Piece(self.say(f"event.{event.type.value}"), "bold"),
                *self._status(event.status, always=True),
            ]
        )
        rows = self._grid()
        for role in Role:
            filled = [a for a in event.arguments if a.role is role]
            if filled:
                rows.add_row(self._label(f"role.{role.value}"), Line(_joined([self._filled(a) for a in filled])))
        if event.time:
            rows.add_row(self._label("when"), Line(self._time(event.time)))
        for figure in filter(None, map(self.figures.get, event.figures)):
            rows.add_row(self._label("how.many"), Line(self._figure(figure)))
        for chain in self._event_chains(event):
            rows.add_row(self._label("through"), Line(chain))
        rows.add_row(self._label("words"), Line(self._words([event.trigger, *event.also])))
        yield Padding(rows, (0, 0, 1, 3))

    def _filled(self, argument: Argument) -> Piece:
        """Who or what takes part; where the words only point («المدينة»، «ه»), what they point to stands before them."""
        entity = self.entities.get(argument.entity or "")
        if entity is not None and argument.text == entity.names[0]:
            return datum(entity.name)
        if entity is None or any(name in argument.text for name in entity.names):
            return datum(argument.text)
        return datum(f"{entity.name} «{argument.text}»")

    def _event_chains(self, event: Event) -> list[list[Piece]]:
        chains = [self._chain(claim) for claim in map(self.claims.get, event.attributions) if claim]
        return chains or [_joined(self._outlet(), ARROW)]

    def _time(self, time: EventTime) -> list[Piece]:
        said = [datum(f"«{time.text}»", "dim")] if time.text else []
        if time.edtf:
            return [Piece(time.edtf, "bold"), *said]
        if time.latest:
            return [Piece(self.say("before")), Piece(time.latest), *said]
        return [Piece(self.say("unknown.date"), "dim"), *said]

    def _figure(self, figure: Figure) -> list[Piece]:
        unit = [datum(figure.unit)] if figure.unit else []
        return [
            Piece(_interval(figure), "bold"),
            *unit,
            Piece(f"({self.say(f'of.{figure.of.value}')})", "dim"),
            *self._words([figure]),
        ]

    def _words(self, quotes: Iterable[Quote]) -> list[Piece]:
        out: list[Piece] = []
        for q in quotes:
            out += [datum(f"«{_shortened(q.text)}»"), Piece(_offsets(q), "dim")]
        return out

    # Who says so

    def attributions(self) -> Iterator[RenderableType]:
        """Every claim: its mark and stance, the chain it came through, and the words that are claimed."""
        yield self._rule("claims", str(len(self.record.attributions)))
        if not self.record.attributions:
            yield Line([Piece(self.say("no.claims"), "dim")])
        for n, claim in enumerate(self.record.attributions, start=1):
            yield Line([Piece(f"{n}."), *self._chain(claim), *self._manner(claim)])
            said = [self._content(span) for span in claim.content]
            yield Padding(Line([piece for pair in said for piece in pair]), (0, 0, 1, 3))

    def _manner(self, claim: Attribution) -> list[Piece]:
        direct = [Piece(f"· {self.say(f'quote.{claim.quote.value}')}", "dim")] if claim.quote is not QuoteKind.INDIRECT else []
        act = Piece(f"· {self.say(f'act.{claim.act.value}')}", "dim")
        return [act, datum(f"«{claim.cue.text}»", "dim"), *direct]

    def _content(self, span: Span) -> list[Piece]:
        return [datum(f"«{_shortened(self.record.text[span.start : span.end])}»"), Piece(_offsets(span), "dim")]

    def _chain(self, claim: Attribution) -> list[Piece]:
        """Outlet ← whom it had the report from ← those between ← the one who says it, with the mark of its stance."""
        mark = Piece(_STANCE_MARKS[claim.stance], _STANCE_STYLES[claim.stance] or "dim")
        links = [*self._outlet(), *self._links(claim)]
        kind = Piece(f"({self.say(f'kind.{claim.source.kind.value}')})", "dim")
        return [mark, *_joined(links, ARROW), kind, *self._stance(claim.stance)]

    def _links(self, claim: Attribution, depth: int = 0) -> list[Piece]:
        outer = self.claims.get(claim.in_ or "")
        before = self._links(outer, depth + 1) if outer and depth < 8 else []
        return [*before, *(datum(v.text) for v in claim.via), datum(claim.source.text, "bold")]

    def _chains(self, ids: Sequence[str]) -> list[Piece]:
        claims = [claim for claim in map(self.claims.get, ids) if claim]
        return [piece for claim in claims for piece in (Piece("—", "dim"), *self._chain(claim))]

    def _outlet(self) -> list[Piece]:
        """The outlet, then whom it forwarded the report from."""
        head = self.record.report
        before = [datum(relay.name or self.say("via.unnamed"), "bright_cyan") for relay in head.via]
        return [datum(head.outlet, "bright_cyan") if head.outlet else Piece(self.say("outlet.itself"), "bright_cyan"), *before]

    def _stance(self, stance: Stance) -> list[Piece]:
        if stance is Stance.NEUTRAL:
            return []
        return [Piece(f"[{_STANCE_MARKS[stance]} {self.say(f'stance.{stance.value}')}]", _STANCE_STYLES[stance])]

    def _status(self, status: Status, *, always: bool = False) -> list[Piece]:
        if status is Status.REPORTED and not always:
            return []
        return [Piece(f"[{self.say(f'status.{status.value}')}]", _STATUS_STYLES[status])]

    # The rest

    def loose_figures(self) -> Iterator[RenderableType]:
        """Figures that belong to no event."""
        loose = [f for f in self.record.figures if f.event is None]
        if loose:
            yield self._rule("figures", str(len(loose)))
            yield from (Line([Piece("#", "cyan"), *self._figure(f), *self._chains(f.attributions)]) for f in loose)

    def related(self) -> Iterator[RenderableType]:
        """Headlines of other reports that stand on the page."""
        found = self.record.report.related
        if found:
            yield self._rule("related", str(len(found)))
            yield from (Line([Piece("·"), datum(r.title, "dim")]) for r in found)

    def notes(self) -> Iterator[RenderableType]:
        """What could not be read, resolved or decoded."""
        found = self.record.notes
        if found:
            yield self._rule("notes", str(len(found)))
            for note in found:
                where = f"{note.start}–{note.end}" if note.start is not None else ""
                yield Line([Piece(note.code, "yellow"), datum(note.message, "dim"), Piece(where, "dim")])

    def _rule(self, key: str, count: str) -> RenderableType:
        return Rule(Text(f"{self.say(key)} {count}".strip(), "bold"), align="left", style="blue")

    def _grid(self) -> Table:
        grid = Table.grid(padding=(0, 1))
        grid.add_column(width=_LABEL_WIDTH, no_wrap=True)
        grid.add_column(ratio=1)
        grid.expand = True
        return grid

    def _label(self, key: str) -> Line:
        return Line([Piece(self.say(key), "cyan")])


def _joined(pieces: Sequence[Piece], between: str = COMMA) -> list[Piece]:
    out: list[Piece] = []
    for n, piece in enumerate(pieces):
        out += [*([Piece(between, "dim")] if n else []), piece]
    return out


def _interval(figure: Figure) -> str:
    """An interval in signs: 12 · 10–15 · ≥ 101 · ≤ 50, with ≈ where the report says about."""
    about = "≈ " if figure.approx else ""
    low, high = figure.min, figure.max
    if low is not None and high is not None:
        return f"{about}{low:,}" if low == high else f"{about}{low:,}–{high:,}"
    if low is not None:
        return f"{about}≥ {low:,}"
    return f"{about}≤ {high:,}" if high is not None else f"{about}?"


def _offsets(span: Span) -> str:
    return f"[{span.start}–{span.end}]"


def _shortened(text: str) -> str:
    """A long stretch by its two ends, so that it can be found again."""
    flat = " ".join(text.split())
    if len(flat) <= _EXCERPT:
        return flat
    half = _EXCERPT // 2
    return f"{flat[:half].rsplit(' ', 1)[0]} … {flat[-half:].split(' ', 1)[-1]}"
