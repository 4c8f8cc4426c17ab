"""Whether a verb's form can go with a speaker: gender and number as far as letters show them."""

from isnad.attribution.cues import Cue
from isnad.attribution.source_phrases import past_count
from isnad.attribution.sources import Speaker
from isnad.attribution.view import View
from isnad.model.attribution import SourceKind
from isnad.model.entity import EntityType
from isnad.reference.grammar import load_agreement


def agrees(view: View, cue: Cue, speaker: Speaker) -> bool:
    """Letters do not forbid that `speaker` is the subject of `cue`."""
    person = cue.form.person
    want = (
        "f" if person in ("3fs", "fs", "fp", "3fp") else "p" if person in ("3p", "p") else "m" if person in ("3ms", "ms") else ""
    )
    have = gender_of(view, speaker)
    if not want or not have:
        return True
    if want == "f":
        return have == "f"
    return have != "f" if want == "m" else have == "p"


def gender_of(view: View, speaker: Speaker) -> str:
    """`f`, `m`, `p` (people), or empty where letters do not tell."""
    at = speaker.first
    word = view.folded(at).removeprefix("ال")
    if at in view.mention and view.mention[at][1].type is EntityType.PERSON:
        return ""
    if past_count(view, at) > at:
        return ""
    if word in load_agreement("people") or word.endswith("ون") or (word.endswith("ين") and speaker.kind is SourceKind.CROWD):
        return "p"
    if word in load_agreement("feminine") or word.endswith(("ه", "ات")):
        return "f"
    if at in view.mention and view.mention[at][1].type is EntityType.PLACE:
        return ""
    if at in view.mention and " " not in view.mention[at][1].name:
        return ""
    return "m" if speaker.sure >= 2 else ""
