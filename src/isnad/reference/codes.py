"""PLOVER and ACLED codes of event types, by table (events/codes.tsv), checked against the lists of both standards."""

from dataclasses import dataclass
from functools import cache

from isnad.letters import fold
from isnad.model.errors import BadReference
from isnad.model.event import EventType, Status
from isnad.reference.tables import Row, load_table

PLOVER_MODES: dict[str, tuple[str, ...]] = {
    "AGREE": (),
    "CONSULT": ("visit", "third-party", "multilateral", "phone"),
    "SUPPORT": (),
    "CONCEDE": (),
    "COOPERATE": (),
    "AID": (),
    "RETREAT": ("withdraw", "release", "disarm", "ceasefire", "access", "resign"),
    "REQUEST": ("assist", "change", "yield", "meet"),
    "ACCUSE": ("disapprove", "investigate", "allege"),
    "REJECT": ("assist", "change", "yield", "meet"),
    "THREATEN": ("restrict", "arrest", "relations", "expel", "territory", "violence"),
    "PROTEST": ("demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"),
    "SANCTION": ("convict", "expel", "withdraw", "discontinue"),
    "MOBILIZE": ("troops", "weapons", "police", "militia"),
    "COERCE": (
        "seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport", "withhold", "misinformation", "cyber",
    ),
    "ASSAULT": (
        "abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms", "explosives", "suicide-attack",
        "aerial", "drone", "heavy-weapons", "crowd-control", "unconventional",
    ),
}  # fmt: skip
"""PLOVER 2.0 manual: the types with their modes."""

PLOVER_CONTEXTS = frozenset(
    "military intelligence executive legislative election political_institutions pro_democracy pro_autocracy economic legal "
    "reparations "
    "human_rights rights_freedoms repression human_security gender lgbt religion_ethnicity inequality diplomatic territory "
    "peacekeeping "
    "health asylum migration disasters natural_resource environment technology terrorism cbrn cyber misinformation crime "
    "corruption "
    "illegal_drugs trafficking".split()
)

ACLED_SUBTYPES: dict[str, tuple[str, ...]] = {
    "Battles": ("Armed clash", "Government regains territory", "Non-state actor overtakes territory"),
    "Explosions/Remote violence": (
        "Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED", "Grenade",
    ),
    "Violence against civilians": ("Sexual violence", "Attack", "Abduction/forced disappearance"),
    "Protests": ("Peaceful protest", "Protest with intervention", "Excessive force against protesters"),
    "Riots": ("Violent demonstration", "Mob violence"),
    "Strategic developments": (
        "Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use", "Headquarters or base established",
        "Looting/property destruction", "Non-violent transfer of territory", "Other",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Coding:
    """One row: the codes of an event type under a status and with certain words near. Empty codes: the standard has none."""

    type: str
    status: str
    words: frozenset[str]
    classes: frozenset[str]
    plover: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    acled: tuple[str, str] | None


@cache
def load_codings() -> dict[str, tuple[Coding, ...]]:
    """Event type → its rows, in the order in which they are tried; the last of each type fits always."""
    columns = ("type", "status", "words", "plover", "modes", "contexts", "acled_event", "acled_sub")
    out: dict[str, list[Coding]] = {}
    for row in load_table("events/codes.tsv", columns):
        _check(row)
        out.setdefault(row["type"], []).append(_coding(row))
    for type_ in EventType:
        last = out.get(type_.value, [None])[-1]
        if last is None or last.status or last.words or last.classes:
            raise BadReference("bad-reference", f"events/codes.tsv: no row of {type_} that always fits")
    return {t: tuple(rows) for t, rows in out.items()}


def _coding(row: Row) -> Coding:
    cells = row["words"].split("/") if row["words"] else []
    return Coding(
        type=row["type"],
        status=row["status"],
        words=frozenset(fold(w) for w in cells if not w.startswith("@")),
        classes=frozenset(w[1:] for w in cells if w.startswith("@")),
        plover=row["plover"],
        modes=tuple(row["modes"].split()),
        contexts=tuple(row["contexts"].split()),
        acled=(row["acled_event"], row["acled_sub"]) if row["acled_event"] else None,
    )


def _check(row: Row) -> None:
    known = {
        "type": row["type"] in set(EventType),
        "status": not row["status"] or row["status"] in set(Status),
        "plover": not row["plover"] or row["plover"] in PLOVER_MODES,
        "modes": all(m in PLOVER_MODES.get(row["plover"], ()) for m in row["modes"].split()),
        "contexts": PLOVER_CONTEXTS.issuperset(row["contexts"].split()),
        "acled_sub": not row["acled_event"] or row["acled_sub"] in ACLED_SUBTYPES.get(row["acled_event"], ()),
    }
    for column, ok in known.items():
        if not ok:
            raise BadReference("bad-reference", f"events/codes.tsv: {row['type']}: unknown {column} {row[column]!r}")
