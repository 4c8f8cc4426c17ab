"""PLOVER and ACLED codes by table."""

import pytest

from isnad.events.codes import find_codes
from isnad.model.errors import BadReference
from isnad.model.event import EventType, Status
from isnad.reference import codes as reference
from isnad.reference.codes import load_codings

REPORTED, PLANNED = Status.REPORTED, Status.PLANNED


def plover(type_: str, words: str = "", status: Status = REPORTED, classes: str = "") -> tuple[str, tuple[str, ...]] | None:
    found, _ = find_codes(EventType(type_), status, words.split(), classes.split())
    return (found.type, found.modes) if found else None


def acled(type_: str, words: str = "", status: Status = REPORTED, classes: str = "") -> tuple[str, str] | None:
    _, found = find_codes(EventType(type_), status, words.split(), classes.split())
    return (found.event_type, found.sub_event_type) if found else None


def test_every_type_has_a_row_that_always_fits() -> None:
    assert load_codings().keys() == {t.value for t in EventType}


@pytest.mark.parametrize(
    ("type_", "words", "status", "code"),
    [
        ("meeting", "", REPORTED, ("CONSULT", ())),
        ("meeting", "هاتفي", REPORTED, ("CONSULT", ("phone",))),
        ("meeting", "", PLANNED, ("AGREE", ())),
        ("aid", "", PLANNED, ("AGREE", ())),
        ("withdrawal", "", REPORTED, ("RETREAT", ("withdraw",))),
        ("withdrawal", "", PLANNED, ("CONCEDE", ())),
        ("release", "عفو", REPORTED, ("CONCEDE", ())),
        ("release", "", REPORTED, ("RETREAT", ("release",))),
        ("arrest", "", REPORTED, ("COERCE", ("arrest",))),
        ("arrest", "اسر", REPORTED, ("ASSAULT", ("abduct",))),
        ("arrest", "مذكره", PLANNED, ("THREATEN", ("arrest",))),
        ("trial", "السجن", REPORTED, ("SANCTION", ("convict",))),
        ("displacement", "", REPORTED, ("SANCTION", ("expel",))),
        ("displacement", "ترحيل", REPORTED, ("COERCE", ("deport",))),
        ("explosion", "انتحاري", REPORTED, ("ASSAULT", ("suicide-attack",))),
        ("airstrike", "مسيره", REPORTED, ("ASSAULT", ("drone",))),
        ("siege", "التجول", REPORTED, ("COERCE", ("curfew",))),
        ("speech", "", REPORTED, None),
    ],
)
def test_a_rule_of_the_plover_manual(type_: str, words: str, status: Status, code: tuple[str, tuple[str, ...]] | None) -> None:
    assert plover(type_, words, status) == code


@pytest.mark.parametrize(
    ("type_", "classes", "code"),
    [
        ("clash", "", ("Battles", "Armed clash")),
        ("shelling", "", ("Explosions/Remote violence", "Shelling/artillery/missile attack")),
        ("killing", "air", ("Explosions/Remote violence", "Air/drone strike")),
        ("killing", "civilians", ("Violence against civilians", "Attack")),
        ("protest", "", ("Protests", "Peaceful protest")),
        ("meeting", "", None),
    ],
)
def test_an_event_that_happened_has_its_acled_type(type_: str, classes: str, code: tuple[str, str] | None) -> None:
    assert acled(type_, classes=classes) == code


def test_what_has_not_happened_has_no_acled_type() -> None:
    assert acled("clash", status=PLANNED) is None


def test_status_adds_the_auxiliary_mode() -> None:
    assert plover("shelling", status=Status.DENIED) == ("ASSAULT", ("heavy-weapons", "negation"))


def test_a_mode_of_another_type_is_refused() -> None:
    row = dict.fromkeys(("status", "words", "contexts", "acled_event", "acled_sub"), "") | {
        "type": "clash",
        "plover": "AID",
        "modes": "drone",
    }
    with pytest.raises(BadReference, match="unknown modes"):
        reference._check(row)
