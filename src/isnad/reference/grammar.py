"""Closed sets of words by which Arabic words agree: gender and number that letters do not show, pronouns, relatives."""

from functools import cache

from isnad.letters import fold
from isnad.model.errors import BadReference
from isnad.reference.tables import load_table


@cache
def load_agreement(name: str) -> frozenset[str]:
    """The closed set `name` of words, in search form; a set that is not there is a mistake of the caller."""
    for row in load_table("grammar/agreement.tsv", ("set", "words"), key=("set",)):
        if row["set"] == name:
            return frozenset(map(fold, row["words"].split()))
    raise BadReference("bad-reference", f"grammar/agreement.tsv: no set {name!r}")
