"""Which words name an event, and of which type: the lexicon and the tagger propose, a trained scorer decides."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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
LEAST_AGAIN = 0.3
"""What is asked of a definite noun of a type told before («الهجوم» after «هجوما»)."""
LEAST_TORN, TORN = 0.36, 0.66
"""What is asked of a word that names an event though its type is open («قصف»), and what its types must come to together:
with both, LEAST may be higher (0.732 to 0.739 on the measuring reports)."""
_WINDOW = 9
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
        barred = any(NONE in p.types for p in told) and all(NONE in p.types for p in told)
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
    sentence = view.text.sentences[view.sentence[c.i]]
    rank = c.types.index(type_)
    out = [
        f"level={c.level}|{min(rank, 2)}",
        f"level={c.level}|{min(rank, 2)}|{type_}",
        f"type={type_}",
        f"lemma={c.lemma}|{type_}",
    ]
    out += [f"word={view.words[c.i]}|{type_}", f"many={min(len(c.types), 3)}|{min(rank, 2)}"]
    out += [f"form={f}|{type_}" for f in c.forms] + [f"form={f}|{c.level}|{rank == 0}" for f in c.forms]
    out += _phrase_features(c, type_)
    if "triggers" in view.text.layers:
        out += _tag_features(c, type_)
    out += _word_features(view, c, type_, sentence)
    out += _place_features(view, c, type_)
    return out + _window_features(view, c, type_, sentence)


def _phrase_features(c: Candidate, type_: str) -> list[str]:
    table = _phrase_types()
    named = [p for p in c.phrases if type_ in table[p]]
    barred = [p for p in c.phrases if NONE in table[p]]
    out = [f"phrase={p}|{type_}" for p in c.phrases]
    out += [f"phrased={bool(named)}{bool(barred)}", f"phrased={bool(named)}{bool(barred)}|{type_}|{c.level}"]
    if c.phrases and not named and not barred:
        out.append("phrased=other")
    return out


def _phrase_types() -> dict[str, tuple[str, ...]]:
    if not _TYPES:
        _TYPES.update({p.words: p.types for ps in load_phrases().values() for p in ps})
    return _TYPES


_TYPES: dict[str, tuple[str, ...]] = {}


def _tag_features(c: Candidate, type_: str) -> list[str]:
    scores = dict(c.tagged)
    mine = scores.get(type_, 0.0)
    other = max((s for t, s in c.tagged if t != type_), default=0.0)
    return [
        f"tag={int(mine * 8)}",
        f"tag={int(mine * 4)}|{type_}",
        f"tag={int(mine * 4)}|{c.level}",
        f"other={int(other * 4)}",
        f"other={int(other * 4)}|{c.level}",
    ]


def _word_features(view: View, c: Candidate, type_: str, s: Sentence) -> list[str]:
    i, before, after = c.i, view.word(c.i - 1, s.first, s.last), view.word(c.i + 1, s.first, s.last)
    before2, after2 = view.word(i - 2, s.first, s.last), view.word(i + 2, s.first, s.last)
    token = view.text.tokens[i]
    definite = view.words[i].startswith("ال")
    group = f"{c.lemma}|{type_}"
    return [
        f"before={before}|{type_}",
        f"after={after}|{type_}",
        f"before={before}|{group}",
        f"after={after}|{group}",
        f"before={before}",
        f"after={after}",
        f"before2={before2} {before}|{type_}",
        f"after2={after} {after2}|{type_}",
        f"after2={after2}|{type_}",
        f"definite={definite}|{type_}",
        f"definite={definite}|{group}",
        f"owned={after in load_words('pronoun')}|{type_}",
        f"this={before in load_words('determiner')}",
        f"damma={'ُ' in token.form[:3]}",
        f"pos={token.upos}|{type_}",
        f"pos={token.upos}|{group}",
        f"role={token.deprel}|{token.upos}",
        f"feats={token.feats}|{token.upos}",
        f"kind={s.kind}|{type_}",
        f"kind={s.kind}|{c.level}",
        *(f"next={k}|{type_}" for k in _classes(view, i + 1, s)),
        *(f"next={k}|{group}" for k in _classes(view, i + 1, s)),
        *(f"last={k}|{type_}" for k in _classes(view, i - 1, s)),
        f"number={_is_number(after)}|{type_}",
        f"name={view.at[i] >= 0}",
    ]


def _place_features(view: View, c: Candidate, type_: str) -> list[str]:
    """What the sentence and the text tell of for sure: a strike of unclear kind is of the kind told beside it."""
    here = view.told[view.sentence[c.i]]
    out = [f"beside={t}|{type_}" for t in here]
    weapons = "".join(k[:2] for k in _WEAPONS if k in view.text_classes)
    nearest = _nearest_weapon(view, c.i)
    return [
        f"weapon={nearest}|{type_}",
        f"weapon={nearest}|{c.lemma}|{type_}",
        *out,
        f"mine={type_ in here}|{c.level}",
        f"weapons={weapons}|{c.lemma}|{type_}",
        f"text={type_ in view.told_types}|{type_}",
        f"text={type_ in view.told_types}|{c.lemma}|{type_}",
    ]


def _nearest_weapon(view: View, i: int) -> str:
    """The kind of weapon named nearest to token `i` in its sentence, and its side; what is named after it counts as nearer."""
    s = view.text.sentences[view.sentence[i]]
    lo, hi = max(s.first, i - _REACH), min(s.last, i + _REACH + 1)
    found = [
        (abs(k - i) + (3 if k < i else 0), kind, "-" if k < i else "+")
        for k in range(lo, hi)
        if k != i
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


def _window_features(view: View, c: Candidate, type_: str, s: Sentence) -> list[str]:
    lo, hi = max(s.first, c.i - _WINDOW), min(s.last, c.i + _WINDOW + 1)
    seen = dict.fromkeys((k, _distance(i - c.i)) for i in range(lo, hi) if i != c.i for k in view.classes[i])
    around = sorted({k for k, _ in seen})
    out = (
        [f"near={k}{d}|{type_}" for k, d in seen]
        + [f"around={k}|{type_}" for k in around]
        + [f"around={k}|{c.lemma}|{type_}" for k in around]
    )
    named = dict.fromkeys(f"{m.type}{_distance(m.first - c.i)}" for m in view.mentions_between(lo, hi))
    return out + [f"named={n}|{type_}" for n in named] + [f"named={n}|{c.level}" for n in named]


def _distance(d: int) -> str:
    return ("+" if d > 0 else "-") + ("n" if abs(d) <= _NEAR else "f")


def find_triggers(view: View) -> list[Trigger]:
    """The words that name events, at most one event a word."""
    return list(choose_triggers(view, find_candidates(view)))


def choose_triggers(view: View, candidates: Sequence[Candidate]) -> Iterator[Trigger]:
    """Of each candidate the likeliest type, where it is likely enough."""
    scorer = load_scorer(SCORER)
    told: set[str] = set()
    for c in candidates:
        probabilities = scorer.all_probabilities([find_features(view, c, t) for t in c.types])
        scored = [(p["event"], -n, t) for n, (p, t) in enumerate(zip(probabilities, c.types, strict=True))]
        sure = _surely(c)
        score, _, type_ = max((max(p, LEAST), n, t) for p, n, t in scored if t in sure) if sure else max(scored)
        again = type_ in told and c.level == "sure" and view.words[c.i].startswith("ال")
        least = LEAST_AGAIN if again else LEAST_BY_TYPE.get(type_, LEAST) - (TOLD if c.phrases else 0)
        if score >= least or (score >= LEAST_TORN and sum(s for s, _, _ in scored) >= TORN):
            told.add(type_)
            yield Trigger(c.i, type_, score, c.lemma, _rule(c), c.forms)


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
