"""Work with the world attached: inputs from wherever they live, read, and kept. Resumable: a second run does what is left."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from isnad.archive.errors import ArchiveError
from isnad.archive.store import Archive, Origin, Outcome
from isnad.model.capture import Beside, Capture
from isnad.model.errors import InputRefused, IsnadError
from isnad.model.record import Record
from isnad.sources.arrivals import Arrival
from isnad.sources.arriving import read_arrivals
from isnad.sources.files import Input

MOST_AT_ONCE = 50
"""Sightings in one transaction: batching them makes the safe journal mode affordable (6,946 a second against 283)."""

_LONGEST_FAULT = 500
"""Characters of what a fault says of itself: a database's own message may hold the whole report."""
Reader = Callable[[Capture], Record]


@dataclass(frozen=True, slots=True)
class Delivery:
    """One input on its way in: its capture, why there is none, or (`unchanged`) the document its source says it still is.

    A capture that comes with `refused` is kept and not read.

    `told` is False for what was not even asked for, since it was met a moment ago: it counts as seen, and nothing is noted.
    `done` is the share of its input that lies behind it.
    """

    origin: Origin
    capture: Capture | None = None
    refused: IsnadError | None = None
    unchanged: str | None = None
    told: bool = True
    done: float = 1.0


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one delivery."""

    name: str
    outcome: Outcome
    code: str = ""
    message: str = ""
    done: float = 1.0


@dataclass
class Tally:
    """How many deliveries ended how; the three always sum to what came in."""

    counts: Counter[Outcome] = field(default_factory=Counter)

    def add(self, added: Added) -> None:
        self.counts[added.outcome] += 1

    def as_dict(self) -> dict[str, int]:
        return {outcome.value: self.counts[outcome] for outcome in Outcome}


def deliver(archive: Archive, arrival: Arrival) -> Delivery:
    """An arrival as the archive takes it: what its source calls unchanged becomes the document last met at its address."""
    origin = Origin(arrival.how, arrival.name, arrival.url, arrival.final_url, dict(arrival.transport))
    if not arrival.again:
        return Delivery(origin, arrival.capture, arrival.refused, done=arrival.done)
    met = archive.fetch_last_met(arrival.url) if arrival.url else None
    if met is None:
        unknown = InputRefused("not-a-report", "It says a page is as it was before, and the archive does not hold that page.")
        return Delivery(origin, refused=unknown, done=arrival.done)
    return Delivery(origin, unchanged=met.sha256, done=arrival.done)


def deliver_input(
    archive: Archive, given: Input, options: Beside, columns: Mapping[str, str], *, debug: bool = False
) -> Iterator[Delivery]:
    """What one input brings. A fault of our own in opening it ends that input, told with a code, and never the batch."""
    for arrival in _without_faults(given, read_arrivals(given, options, columns), debug):
        yield deliver(archive, arrival)


def _without_faults(given: Input, arrivals: Iterator[Arrival], debug: bool) -> Iterator[Arrival]:
    try:
        yield from arrivals
    except Exception as fault:
        if debug:
            raise
        yield Arrival("file", given.shown, refused=_own_fault(fault))


def add_deliveries(archive: Archive, deliveries: Iterable[Delivery], read: Reader, *, debug: bool = False) -> Iterator[Added]:
    """Read and keep `deliveries`, telling of each once it is durable. What the archive has already is not read again.

    A report is committed by itself as soon as it is read, so that a crash costs at most the one in hand; mere sightings
    go in together.
    """
    sightings: list[Delivery] = []
    for delivery in deliveries:
        if not delivery.told:
            yield Added(delivery.origin.name, Outcome.SEEN, done=delivery.done)
        elif delivery.unchanged or (delivery.capture is not None and _is_known(archive, delivery.capture.sha256)):
            sightings.append(delivery)
            if len(sightings) >= MOST_AT_ONCE:
                yield from _sight(archive, sightings)
                sightings = []
        else:
            yield _add_one(archive, delivery, read, debug)
    yield from _sight(archive, sightings)


def _is_known(archive: Archive, digest: str) -> bool:
    with archive.engine.connect() as connection:
        return archive.knows(connection, digest)


def _sight(archive: Archive, deliveries: list[Delivery]) -> list[Added]:
    if not deliveries:
        return []
    with archive.writing() as connection:
        for delivery in deliveries:
            if delivery.capture is not None:
                archive.add_sighting(connection, delivery.capture, delivery.origin)
            elif delivery.unchanged is not None:
                archive.add_unchanged(connection, delivery.unchanged, delivery.origin)
    return [Added(delivery.origin.name, Outcome.SEEN, done=delivery.done) for delivery in deliveries]


def _add_one(archive: Archive, delivery: Delivery, read: Reader, debug: bool) -> Added:
    if delivery.capture is None:
        return _keep_unfetched(archive, delivery)
    if delivery.refused is not None:
        return _keep_refusal(archive, delivery, delivery.refused)
    try:
        record = read(delivery.capture)
        with archive.writing() as connection:
            outcome = archive.add_read(connection, delivery.capture, delivery.origin, record)
    except ArchiveError:
        raise
    except IsnadError as refused:
        return _keep_refusal(archive, delivery, refused)
    except (MemoryError, RecursionError):
        return _keep_refusal(archive, delivery, InputRefused("too-large", "Reading it needs more memory than there is."))
    except Exception as fault:
        if debug:
            raise
        return _keep_refusal(archive, delivery, _own_fault(fault))
    return Added(delivery.origin.name, outcome, done=delivery.done)


def _own_fault(fault: Exception) -> InputRefused:
    said = f"A fault of isnad itself ({type(fault).__name__}: {fault}); set ISNAD_DEBUG=1 to see where, and please report it."
    return InputRefused("internal-error", said[:_LONGEST_FAULT])


def _keep_unfetched(archive: Archive, delivery: Delivery) -> Added:
    refused = delivery.refused
    assert refused is not None
    with archive.writing() as connection:
        outcome = archive.add_unfetched(connection, delivery.origin, refused)
    return Added(delivery.origin.name, outcome, refused.code, refused.message, delivery.done)


def _keep_refusal(archive: Archive, delivery: Delivery, refused: IsnadError) -> Added:
    assert delivery.capture is not None
    with archive.writing() as connection:
        outcome = archive.add_refused(connection, delivery.capture, delivery.origin, refused)
    return Added(delivery.origin.name, outcome, refused.code, refused.message, delivery.done)


@dataclass(frozen=True, slots=True)
class Reread:
    """What a newer reader sees otherwise in an old capture: how many of each thing before and after."""

    sha256: str
    before: dict[str, int]
    after: dict[str, int]

    @property
    def changed(self) -> bool:
        return self.before != self.after


def reread(archive: Archive, digests: Iterable[str], read: Reader) -> Iterator[Reread]:
    """Read old captures anew. Earlier readings stay beside the new one, and what a person decided is not touched."""
    for digest in digests:
        old = archive.fetch_record(digest)
        new = read(archive.fetch_capture(digest))
        if new != old:
            with archive.writing() as connection:
                archive.store_record(connection, digest, new)
                archive.log(connection, "reread", digest, {"reader": new.made_by.reader})
        yield Reread(digest, _sizes(old), _sizes(new))


def _sizes(record: Record) -> dict[str, int]:
    layers = ("entities", "relations", "events", "attributions", "figures", "times", "notes")
    return {layer: len(getattr(record, layer)) for layer in layers}
