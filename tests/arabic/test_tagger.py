import hashlib

import numpy as np
import pytest

from isnad.arabic.analysis import analyse
from isnad.arabic.network import load_model
from isnad.arabic.tables import MODELS, hash_all
from isnad.arabic.tagger import CUE_ROLES, best_path, model_versions
from isnad.arabic.trees import choose_heads
from isnad.arabic.windows import LONGEST, find_parts
from isnad.arabic.words import find_tokens
from isnad.model.event import EventType
from isnad.model.page import Block, BlockKind, Page, Report


def read(text):
    page = Page(text, (Block(0, len(text), BlockKind.BODY),), Report(id="", source_sha256=""))
    return analyse(page).value


STRIKE = "أفادت مصادر محلية بأن طائرات حربية شنت غارة على بلدة سراقب، ما أسفر عن مقتل ثلاثة مدنيين."


@pytest.fixture(scope="module")
def strike():
    return read(STRIKE)


def words_of(text, layer):
    return {
        (text.text[text.tokens[x.first].start : text.tokens[x.last - 1].end], x.label)
        for x in text.layers[layer]
        if x.score >= 0.5
    }


def test_a_town_is_a_place(strike):
    assert ("سراقب", "place") in words_of(strike, "names")


def test_triggers_carry_their_event_types(strike):
    assert {("غارة", "airstrike"), ("مقتل", "killing")} <= words_of(strike, "triggers")


def test_who_says_so_is_seen(strike):
    assert words_of(strike, "cues") == {("أفادت", "cue")}
    assert words_of(strike, "sources") == {("مصادر محلية", "source")}


def test_roles_point_at_a_trigger_or_a_cue(strike):
    at = {x.first for x in strike.layers["triggers"]} | {x.first for x in strike.layers["cues"]}
    assert {int(x.label.partition(":")[2]) for x in strike.layers["roles"]} <= at | {0}
    assert {x.label.partition(":")[0] for x in strike.layers["roles"]} <= set(load_model().classes["pairs"]) | set(CUE_ROLES)


def test_every_event_type_has_a_label():
    assert load_model().classes["triggers"] == [t.value for t in EventType]


def test_verbs_are_verbs_and_prepositions_prepositions(strike):
    upos = {t.form: t.upos for t in strike.tokens}
    assert (upos["أفادت"], upos["على"], upos["مدنيين"]) == ("VERB", "ADP", "NOUN")


def test_every_sentence_has_one_root_and_no_circle(strike):
    for s in strike.sentences:
        roots = [t for t in strike.tokens[s.first : s.last] if t.head == -1]
        assert len(roots) == 1
        assert all(_reaches_root(strike.tokens, t) for t in strike.tokens)


def _reaches_root(tokens, t):
    for _ in tokens:
        if t.head == -1:
            return True
        t = tokens[t.head]
    return False


def test_the_same_sentence_is_seen_alike_in_any_company():
    alone, among = read(STRIKE), read("\n".join([STRIKE, "قال.", STRIKE * 3]))
    first = [(x.first, x.label) for x in among.layers["names"] if x.first < len(alone.tokens)]
    assert first == [(x.first, x.label) for x in alone.layers["names"]]


def test_a_sentence_without_end_is_read_in_parts():
    tokens = find_tokens("قال " * 1000, 0, 4000)
    parts = list(find_parts(tokens, 0, len(tokens)))
    assert max(b - a for a, b in parts) <= LONGEST
    assert [a for a, _ in parts[1:]] == [b for _, b in parts[:-1]]


def test_no_name_goes_on_that_has_not_begun():
    labels = ["O", "B-place", "I-place", "B-person", "I-person"]
    scores = np.array([[0.1, 0.2, 0.7, 0, 0], [0.3, 0, 0, 0, 0.7]], np.float32)
    assert [labels[k] for k in best_path(scores, labels)] == ["B-place", "O"]


def test_circles_are_broken():
    scores = np.array([[0, 0, 5, 1], [0, 5, 0, 1], [3, 1, 1, 0]], np.float32)
    assert sorted(choose_heads(scores).tolist()) in ([0, 1, 3], [0, 2, 3])


def test_hashes_are_murmurs():
    # MurmurHash3 x64 128 of "<دمشق>" with seed 2166136261, low half, by the mmh3 package
    assert [int(x) for x in hash_all(["<دمشق>".encode()])[0]] == [1209310476538677024 & 0xFFFFFFFF, 1209310476538677024 >> 32]


def test_every_model_is_told_with_its_own_digest():
    assert model_versions()["tagger.onnx"] == hashlib.sha256((MODELS / "tagger.onnx").read_bytes()).hexdigest()[:16]
