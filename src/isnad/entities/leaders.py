"""Who leads a body by a phrase behind its name: «حزب كذا بزعامة فلان»، «كتائب كذا التي يقودها فلان».

The word of leading is what the report calls the office («زعامة»، «يقودها»); ranks and titles between it and the person are roles
of their own. A delegation, a raid or a session that somebody heads makes him nothing of the body that sent it.
"""

from collections.abc import Iterator, Sequence

from isnad.entities.units import Role, Unit
from isnad.model.entity import EntityType
from isnad.reference.grammar import load_agreement
from isnad.reference.ties import load_linking, load_offices

_BODIES = (EntityType.GROUP, EntityType.ORGANIZATION)
_COMMAS = frozenset(("،", ","))
_ADJECTIVES = 2
"""Words that may stand between a body's name and who leads it («… الليبية المتشددة بقيادة»)."""
_SENT = 4
"""Words before a body in which a delegation of it is told."""


def find_leaders(units: Sequence[Unit]) -> Iterator[Role]:
    """The leaders that `units` (one sentence) name behind a body, in order."""
    for p, unit in enumerate(units):
        if unit.type is not EntityType.PERSON or not unit.named:
            continue
        at = p
        while at > 0 and units[at - 1].entity < 0 and units[at - 1].folded in load_offices():
            at -= 1
        found = _leading(units, at)
        body = _body_before(units, found[0] - 1) if found else -1
        if found and body >= 0 and units[body].entity != unit.entity:
            yield Role(p, found[1], at, units[body].entity, "leads")


def _leading(units: Sequence[Unit], end: int) -> tuple[int, int] | None:
    """The word of leading that ends before unit `end`: where its phrase begins, and where the word itself does."""
    words = [u.folded if u.entity < 0 else "" for u in units[max(0, end - 3) : end]]
    if len(words) > 1 and words[-2] == "ب" and words[-1] in load_linking("leading"):
        return end - 2, end - 1
    led = len(words) > 2 and words[-1] in ("ه", "ها", "هم") and words[-2] in load_linking("leads")
    return (end - 3, end - 2) if led and words[-3] in load_agreement("relative") else None


def _body_before(units: Sequence[Unit], at: int) -> int:
    """The body that is named before unit `at`, but for a comma and adjectives; -1 where none is, or only a delegation of it."""
    if at >= 0 and units[at].entity < 0 and units[at].folded in _COMMAS:
        at -= 1
    least = at - _ADJECTIVES
    while at > max(0, least) and units[at].entity < 0 and units[at].folded.startswith("ال") and units[at].upos in ("ADJ", "X"):
        at -= 1
    if at < 0 or units[at].type not in _BODIES:
        return -1
    before = [u.folded for u in units[max(0, at - _SENT) : at] if u.entity < 0]
    return -1 if any(w.removeprefix("ال") in load_linking("sent") for w in before) else at
