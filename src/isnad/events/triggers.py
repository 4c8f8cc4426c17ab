"""Which words name an event, and of which type: the lexicon and the tagger propose, a trained scorer decides."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from isnad.arabic.features import Part, Templates, number_parts, spell
from isnad.arabic.scoring import load_scorer
from isnad.events.view import View
from isnad.model.text import Sentence
from isnad.reference.triggers import NONE, Entry, Phrase, load_entries, load_phrases, load_sure_phrases, load_words

SCORER = "event_triggers"
LEAST = 0.5
LEAST_BY_TYPE = {
    **{"deployment": 0.3, "travel": 0.35, "withdrawal": 0.35, "trial": 0.35, "crash": 0.35},
    **{"conscription": 0.35, "recruitment": 0.35, "aid": 0.4, "agreement": 0.4},
}
"""Probability from which a word counts as a trigger; less by type where people name what is an everyday word («وصل», «أرسل»).
Chosen on held-out outlets of the training reports."""
TOLD = 0.04
"""How much less is asked of the trigger of a phrase of the lexicon."""
LEAST_AGAIN = 0.25
"""What is asked of a definite noun of a type told before («الهجوم» after «هجوما»)."""
LEAST_TORN, TORN = 0.36, 0.66
"""What is asked of a word that names an event though its type is open («قصف»), and what its types must come to together:
with both, LEAST may be higher (0.732 to 0.739 on the measuring reports)."""
_WINDOW = 9
_AT_ONCE = 500
"""Candidates that are weighed together."""
_NEAR = 3
_SUFFIXES = ("هما", "ها", "هم", "هن", "نا", "ه")
_PREFIXES = ("وال", "بال", "فال", "كال", "ال", "لل", "و", "ف", "ب", "ل", "س")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Token `i` may name an event of one of `types`, the likeliest first."""

    i: int
    types: tuple[str, ...]
    level: str
    lemma: str
    forms: tuple[str, ...]
    phrases: tuple[str, ...]
    """Phrases of the lexicon whose trigger it is; those of type none say that it names nothing."""
    tagged: tuple[tuple[str, float], ...] = ()
    """What the tagger says it names, with its probability."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """Token `i` names an event of `type`."""

    i: int
    type: str
    score: float
    lemma: str
    rule: str
    forms: tuple[str, ...]


def find_candidates(view: View) -> list[Candidate]:
    """Every word that the lexicon or the tagger proposes, in order."""
    phrases = _find_phrases(view)
    tagged = _find_tagged(view)
    out = []
    for i, word in enumerate(view.words):
        entry = _look_up(word)
        if entry is None and i not in phrases and i not in tagged:
            continue
        told = phrases.get(i, [])
        types = [t for p in told for t in p.types if t != NONE]
        types += entry.types if entry else ()
        types += [t for t, _ in tagged.get(i, ())]
        barred = (bool(told) and all(NONE in p.types for p in told)) or _only_condemns(view, i, entry)
        if types and not barred and not _inside_name(view, i):
            level, lemma, forms = (
                (entry.level, entry.lemma, tuple(sorted(entry.forms))) if entry else ("phrase" if told else "tagger", word, ())
            )
            out.append(
                Candidate(
                    i, tuple(dict.fromkeys(types)), level, lemma, forms, tuple(p.words for p in told), tuple(tagged.get(i, ()))
                )
            )
    return out


def _only_condemns(view: View, i: int, entry: Entry | None) -> bool:
    """«أدانت النقابة ما حدث»: no finding of guilt where the sentence names no court, charge or sentence."""
    if entry is None or entry.lemma != "ادان":
        return False
    s = view.text.sentences[view.sentence[i]]
    if "قضيه" in view.words[i + 1 : min(s.last, i + 5)]:
        return False
    return load_words("court").isdisjoint(view.words[s.first : s.last])


def _look_up(word: str) -> Entry | None:
    entries = load_entries()
    found = entries.get(word)
    if found is not None or len(word) < 5:
        return found
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and (found := entries.get(word[: -len(suffix)]) or entries.get(word[: -len(suffix)] + "وا")):
            return found
    for prefix in _PREFIXES:
        if word.startswith(prefix) and (found := entries.get(word[len(prefix) :])):
            return found
    return None


def _inside_name(view: View, i: int) -> bool:
    """Names hold words that name events («كتائب شهداء …»); a name of one word that is a trigger too is left to the scorer."""
    at = view.at[i]
    return at >= 0 and view.mentions[at].last - view.mentions[at].first > 1 and view.mentions[at].kind == "name"


def _find_phrases(view: View) -> dict[int, list[Phrase]]:
    """Token → the phrases whose trigger it is."""
    table, out = load_phrases(), dict[int, list[Phrase]]()
    for i, word in enumerate(view.words):
        for phrase in table.get(word, ()):
            for at in _match(view, phrase, i):
                out.setdefault(at, []).append(phrase)
    return out


def _match(view: View, phrase: Phrase, i: int) -> list[int]:
    """The triggers of `phrase` where it opens at token `i`; none where it does not go on."""
    last = view.text.sentences[view.sentence[i]].last
    marked, at = ([i] if phrase.parts[0].trigger else []), i
    for part in phrase.parts[1:]:
        at = next((k for k in range(at + 1, min(last, at + 2 + part.gap)) if view.words[k] in part.forms), -1)
        if at < 0:
            return []
        if part.trigger:
            marked.append(at)
    return marked


def _find_tagged(view: View) -> dict[int, list[tuple[str, float]]]:
    out: dict[int, list[tuple[str, float]]] = {}
    for tag in view.tags("triggers"):
        for i in range(tag.first, tag.last):
            out.setdefault(i, []).append((tag.label, tag.score))
    return out


def find_features(view: View, c: Candidate, type_: str) -> list[str]:
    """What speaks for or against candidate `c` naming an event of `type_`."""
    return spell(find_parts(view, c, type_))


_WORD = Templates(
    "type level rank lemma word many phrased mine text weapons weapon",
    "level={level}|{rank}",
    "level={level}|{rank}|{type}",
    "type={type}",
    "lemma={lemma}|{type}",
    "word={word}|{type}",
    "many={many}|{rank}",
    "phrased={phrased}",
    "phrased={phrased}|{type}|{level}",
    "mine={mine}|{level}",
    "weapons={weapons}|{lemma}|{type}",
    "weapon={weapon}|{type}",
    "weapon={weapon}|{lemma}|{type}",
    "text={text}|{type}",
    "text={text}|{lemma}|{type}",
)
_FORM = Templates("type level first form", "form={form}|{type}", "form={form}|{level}|{first}")
_PHRASE = Templates("type phrase", "phrase={phrase}|{type}")
_PHRASED = Templates("phrased", "phrased={phrased}")
_BESIDE = Templates("type beside", "beside={beside}|{type}")


def find_parts(view: View, c: Candidate, type_: str) -> list[Part]:
    """The same, told by templates."""
    s = view.text.sentences[view.sentence[c.i]]
    rank, table = c.types.index(type_), _phrase_types()
    named, barred = any(type_ in table[p] for p in c.phrases), any(NONE in table[p] for p in c.phrases)
    here = view.told[view.sentence[c.i]]
    told = (str(type_ in here), str(type_ in view.told_types), _weapons(view), _nearest_weapon(view, c.i))
    word, many, at = view.words[c.i], str(min(len(c.types), 3)), str(min(rank, 2))
    out: list[Part] = [(_WORD, type_, c.level, at, c.lemma, word, many, f"{named}{barred}", *told)]
    out += [(_FORM, type_, c.level, str(rank == 0), f) for f in c.forms]
    out += [(_PHRASE, type_, p) for p in c.phrases]
    if c.phrases and not named and not barred:
        out.append((_PHRASED, "other"))
    if "triggers" in view.text.layers:
        out.append(_tag_part(c, type_))
    out += [(_BESIDE, type_, t) for t in here]
    return [*out, *_word_parts(view, c, type_, s), *_window_parts(view, c, type_, s)]


def _weapons(view: View) -> str:
    """What the text tells of for sure: a strike of unclear kind is of the kind told beside it."""
    return "".join([k[:2] for k in _WEAPONS if k in view.text_classes])


def _phrase_types() -> dict[str, tuple[str, ...]]:
    if not _TYPES:
        _TYPES.update({p.words: p.types for ps in load_phrases().values() for p in ps})
    return _TYPES


_TYPES: dict[str, tuple[str, ...]] = {}


_TAG = Templates(
    "type level eighths mine other",
    "tag={eighths}",
    "tag={mine}|{type}",
    "tag={mine}|{level}",
    "other={other}",
    "other={other}|{level}",
)


def _tag_part(c: Candidate, type_: str) -> Part:
    mine = dict(c.tagged).get(type_, 0.0)
    other = max([s for t, s in c.tagged if t != type_], default=0.0)
    return _TAG, type_, c.level, str(int(mine * 8)), str(int(mine * 4)), str(int(other * 4))


_AROUND = Templates(
    "type level lemma before before2 after after2 definite owned this damma pos role feats kind number name",
    "before={before}|{type}",
    "after={after}|{type}",
    "before={before}|{lemma}|{type}",
    "after={after}|{lemma}|{type}",
    "before={before}",
    "after={after}",
    "before2={before2} {before}|{type}",
    "after2={after} {after2}|{type}",
    "after2={after2}|{type}",
    "definite={definite}|{type}",
    "definite={definite}|{lemma}|{type}",
    "owned={owned}|{type}",
    "this={this}",
    "damma={damma}",
    "pos={pos}|{type}",
    "pos={pos}|{lemma}|{type}",
    "role={role}|{pos}",
    "feats={feats}|{pos}",
    "kind={kind}|{type}",
    "kind={kind}|{level}",
    "number={number}|{type}",
    "name={name}",
)
_NEXT = Templates("type lemma class", "next={class}|{type}", "next={class}|{lemma}|{type}")
_LAST = Templates("type class", "last={class}|{type}")


def _word_parts(view: View, c: Candidate, type_: str, s: Sentence) -> Iterator[Part]:
    i, before, after = c.i, view.word(c.i - 1, s.first, s.last), view.word(c.i + 1, s.first, s.last)
    before2, after2 = view.word(i - 2, s.first, s.last), view.word(i + 2, s.first, s.last)
    token = view.text.tokens[i]
    definite, damma = str(view.words[i].startswith("ال")), str("ُ" in token.form[:3])
    owned, this = str(after in load_words("pronoun")), str(before in load_words("determiner"))
    around = (before, before2, after, after2, definite, owned, this, damma)
    tagged = (token.upos, token.deprel, token.feats)
    yield _AROUND, type_, c.level, c.lemma, *around, *tagged, s.kind, str(_is_number(after)), str(view.at[i] >= 0)
    yield from ((_NEXT, type_, c.lemma, k) for k in _classes(view, i + 1, s))
    behind = i - 2 if len(before) == 1 and before.isalpha() else i - 1  # «حملة جوية لقصف …»: past a proclitic
    yield from ((_LAST, type_, k) for k in _classes(view, behind, s))


def _nearest_weapon(view: View, i: int) -> str:
    """The kind of weapon named nearest to token `i` in its sentence, and its side; what is named after it counts as nearer."""
    s = view.text.sentences[view.sentence[i]]
    lo, hi = max(s.first, i - _REACH), min(s.last, i + _REACH + 1)
    found = [
        (abs(k - i) + (3 if k < i else 0), kind, "-" if k < i else "+")
        for k in range(lo, hi)
        if k != i and view.classes[k]
        for kind in _WEAPONS
        if kind in view.classes[k]
    ]
    _, kind, side = min(found, default=(0, "", ""))
    return kind + side


_REACH = 20
_WEAPONS = ("air", "artillery", "bomb", "smallarms")


def _classes(view: View, i: int, s: Sentence) -> Sequence[str]:
    return view.classes[i] if s.first <= i < s.last else ()


def _is_number(word: str) -> bool:
    return word[:1].isdecimal()


_NEARBY = Templates("type near", "near={near}|{type}")
_WINDOWED = Templates("type lemma class", "around={class}|{type}", "around={class}|{lemma}|{type}")
_NAMED = Templates("type level named", "named={named}|{type}", "named={named}|{level}")


def _window_parts(view: View, c: Candidate, type_: str, s: Sentence) -> Iterator[Part]:
    lo, hi = max(s.first, c.i - _WINDOW), min(s.last, c.i + _WINDOW + 1)
    seen = dict.fromkeys((k, _distance(i - c.i)) for i in range(lo, hi) if i != c.i for k in view.classes[i])
    named = dict.fromkeys(f"{m.type}{_distance(m.first - c.i)}" for m in view.mentions_between(lo, hi))
    yield from ((_NEARBY, type_, f"{k}{d}") for k, d in seen)
    yield from ((_WINDOWED, type_, c.lemma, k) for k in {k for k, _ in seen})
    yield from ((_NAMED, type_, c.level, n) for n in named)


def _distance(d: int) -> str:
    return ("+" if d > 0 else "-") + ("n" if abs(d) <= _NEAR else "f")


def find_triggers(view: View) -> list[Trigger]:
    """The words that name events, at most one event a word."""
    return list(choose_triggers(view, find_candidates(view)))


def choose_triggers(view: View, candidates: Sequence[Candidate]) -> Iterator[Trigger]:
    """Of each candidate the likeliest type, where it is likely enough."""
    told: set[str] = set()
    for c, probabilities in zip(candidates, _weigh(view, candidates), strict=True):
        scored = [(p["event"], -n, t) for n, (p, t) in enumerate(zip(probabilities, c.types, strict=True))]
        sure = _surely(c)
        score, _, type_ = max((max(p, LEAST), n, t) for p, n, t in scored if t in sure) if sure else max(scored)
        again = type_ in told and c.level == "sure" and view.words[c.i].startswith("ال")
        least = LEAST_AGAIN if again else LEAST_BY_TYPE.get(type_, LEAST) - (TOLD if c.phrases else 0)
        if score >= least or (score >= LEAST_TORN and sum(s for s, _, _ in scored) >= TORN):
            told.add(type_)
            yield Trigger(c.i, type_, score, c.lemma, _rule(c), c.forms)


def _weigh(view: View, candidates: Sequence[Candidate]) -> Iterator[list[dict[str, float]]]:
    """For each candidate the probabilities of its types."""
    scorer = load_scorer(SCORER)
    for a in range(0, len(candidates), _AT_ONCE):
        some = candidates[a : a + _AT_ONCE]
        parts = [find_parts(view, c, t) for c in some for t in c.types]
        weighed = iter(scorer.numbered_probabilities(number_parts(parts), len(parts)))
        yield from (list(islice(weighed, len(c.types))) for c in some)


def _surely(c: Candidate) -> frozenset[str]:
    """The types of the phrases that name their event wherever they stand."""
    told = load_sure_phrases()
    return frozenset(t for p in c.phrases for t in told.get(p, ()))


def _rule(c: Candidate) -> str:
    """Name of what proposed the trigger."""
    told = next((p for p in c.phrases if NONE not in _phrase_types()[p]), None)
    return (
        f"phrase:{told.replace('*', '').replace('~', '')}"
        if told
        else f"lexicon:{c.lemma}"
        if c.level not in ("tagger",)
        else "tagger"
    )
