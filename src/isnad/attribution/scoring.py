"""How likely a reading of a cue is a statement: features, judged by a trained linear scorer and explained by them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from isnad.arabic.scoring import MODELS, load_scorer
from isnad.attribution.agreement import agrees
from isnad.attribution.contents import Opening
from isnad.attribution.cues import Cue, Place
from isnad.attribution.sources import Speaker
from isnad.attribution.speakers import History
from isnad.attribution.view import View
from isnad.reference.grammar import load_agreement
from isnad.reference.saying import Shape, Strength, load_words

MODEL = "says"
LABEL = "says"


@dataclass(frozen=True, slots=True)
class Choice:
    """A reading of a cue with a speaker and an opening; `features` speak for or against it."""

    cue: Cue
    speaker: Speaker
    opening: Opening
    rule: str
    by_rule: float
    features: tuple[str, ...]


def build_choice(
    view: View, cue: Cue, speaker: Speaker, opening: Opening, speakers: Sequence[Speaker], history: History
) -> Choice:
    """A reading with its features."""
    rule = f"{cue.form.shape}:{cue.place}:{speaker.rule}:{opening.by}"
    by_rule = rule_score(view, cue, speaker, opening)
    features = (f"rule={by_rule}", *_features(view, cue, speaker, opening, speakers, history))
    return Choice(cue, speaker, opening, rule, by_rule, features)


def score(choices: Sequence[Choice]) -> list[float]:
    """How likely each of the readings is a statement, 0 to 1."""
    if not _is_trained():
        return [choice.by_rule for choice in choices]
    return [p[LABEL] for p in load_scorer(MODEL).all_probabilities([choice.features for choice in choices])]


@cache
def _is_trained() -> bool:
    return (MODELS / f"{MODEL}.json.gz").exists()


def rule_score(view: View, cue: Cue, speaker: Speaker, opening: Opening) -> float:
    """A first estimate from grammar alone: how sure the cue, how explicit the speaker, how clear the opening."""
    clause = opening.by in ("clause", "colon", "quote")
    after = max(cue.after, speaker.last) if speaker.rule in ("after", "in", "chain") else cue.after
    direct = opening.first - after <= 3
    explicit = speaker.sure >= 2 and (
        (speaker.rule in ("after", "before") and agrees(view, cue, speaker)) or speaker.rule in ("in", "chain")
    )
    fits = explicit or (speaker.rule not in ("after", "before") and speaker.rule != "meant-anyway")
    if cue.place is not Place.VERB:
        return 0.9 if explicit else 0.6 if fits else 0.3
    if not fits:
        return 0.1
    match cue.form.strength:
        case Strength.ALWAYS:
            return 0.9 if clause else 0.7 if direct else 0.5
        case Strength.LIKELY:
            return (0.8 if clause else 0.6) if explicit or (clause and direct) else 0.4
        case Strength.CLAUSE:
            return 0.7 if clause and (direct or explicit) else 0.2
        case _:
            return 0.5 if clause and direct and explicit else 0.1


def _features(
    view: View, cue: Cue, speaker: Speaker, opening: Opening, speakers: Sequence[Speaker], history: History
) -> Iterator[str]:
    form, by, rule = cue.form, opening.by, speaker.rule
    shape = f"{form.shape}:{cue.place}" if cue.place is not Place.VERB else form.shape.value
    yield from (f"lemma={form.lemma}", f"lemma={form.lemma}|{shape}", f"shape={shape}", f"strength={form.strength}")
    yield from (f"by={by}", f"by={by}|{form.strength}|{shape}", f"by={by}|{form.lemma}", f"rule={rule}|{shape}")
    yield from (
        f"rule={rule}|{by}|{shape}",
        f"rule={rule}|{form.strength}",
        f"rule={rule}|{form.lemma}",
        f"act={form.act}|{shape}",
    )
    yield from _of_speaker(view, cue, speaker, shape)
    yield from _of_place(view, cue, shape)
    yield from _of_content(view, cue, speaker, opening, shape)
    yield from _of_rivals(view, cue, speaker, speakers, history)
    yield from _of_grammar(view, cue, speaker, shape, history)
    yield from _of_tagger(view, cue, speaker, opening, shape)


def _of_grammar(view: View, cue: Cue, speaker: Speaker, shape: str, history: History) -> Iterator[str]:
    """Who acts in the sentence's tree: is the speaker subject of the cue, or of the verb that the cue is joined to or hangs on.

    Within another's statement, whether it is he who goes on or somebody of whom he tells («أكد المصدر أن فلانا … حث على …»).
    """
    tokens, at = view.tokens, cue.first
    for steps in range(3):
        if any(tokens[k].head == at and tokens[k].deprel.startswith("nsubj") for k in range(speaker.first, speaker.last)):
            yield from (f"acts={steps}|{speaker.rule}", f"acts={steps}|{shape}")
            break
        if tokens[at].deprel not in _HANGING or tokens[at].head < 0:
            break
        at = tokens[at].head
    same = history.in_sentence(view, cue.first)
    if same is not None and same.opening.first <= cue.first and cue.place is Place.VERB:
        whose = "outer" if speaker.first == same.speaker.first else "inner" if speaker.first >= same.opening.first else "other"
        yield from (f"whose={whose}|{speaker.rule}", f"whose={whose}|{shape}|{cue.form.act}", f"whose={whose}|{cue.form.lemma}")


_HANGING = frozenset(("conj", "acl", "acl:relcl", "advcl", "parataxis", "ccomp", "xcomp"))


def _of_speaker(view: View, cue: Cue, speaker: Speaker, shape: str) -> Iterator[str]:
    entity = speaker.entity.type.value if speaker.entity is not None else "none"
    fits = "fits" if agrees(view, cue, speaker) else "clashes"
    yield from (f"sure={speaker.sure}|{speaker.rule}", f"kind={speaker.kind}|{speaker.rule}", f"kind={speaker.kind}|{shape}")
    yield from (f"entity={entity}|{shape}", f"agree={fits}|{speaker.rule}", f"agree={fits}|{cue.form.person}")
    yield f"head={view.folded(speaker.first)}|{shape}"
    if entity == "place":
        state = "state" if view.folded(speaker.first) in load_words("state") else "place"
        yield from (f"{state}|{shape}", f"{state}|{shape}|{view.sentence(cue.first).kind}")
    yield f"length={min(speaker.last - speaker.first, 6)}|{shape}"
    if speaker.rule in ("after", "before"):
        gap = speaker.first - cue.after if speaker.rule == "after" else cue.start - speaker.last
        yield f"gap={min(max(gap, 0), 4)}|{speaker.rule}"


def _of_place(view: View, cue: Cue, shape: str) -> Iterator[str]:
    sentence = view.sentence(cue.first)
    at = cue.start - sentence.first
    before, after = view.folded(cue.start - 1), view.folded(cue.after)
    yield from (f"block={sentence.kind}|{shape}", f"block={sentence.kind}|{cue.form.lemma}")
    yield from (
        f"at={0 if at == 0 else 1 if at <= 2 else 2 if at <= 6 else 3}|{shape}",
        f"before={before}|{shape}",
        f"next={after}|{shape}",
    )
    yield from (f"pos={view.tokens[cue.first].upos}|{shape}", f"pos-before={_upos(view, cue.start - 1)}|{shape}")
    yield f"pos-next={_upos(view, cue.after)}|{shape}"
    yield f"deprel={view.tokens[cue.first].deprel}|{shape}"
    if before in load_agreement("relative"):
        yield f"relative|{shape}"
    if cue.last > cue.first + 1:
        yield f"owned|{shape}"


def _upos(view: View, k: int) -> str:
    return view.tokens[k].upos if 0 <= k < len(view.tokens) else "-"


def _of_content(view: View, cue: Cue, speaker: Speaker, opening: Opening, shape: str) -> Iterator[str]:
    after = max(cue.after, speaker.last) if speaker.rule in ("after", "in", "chain") else cue.after
    gap = opening.first - after
    bucket = "tail" if gap < 0 else "0" if gap <= 1 else "3" if gap <= 3 else "8" if gap <= 8 else "far"
    first = view.folded(opening.first)
    yield from (f"open-gap={bucket}|{opening.by}", f"open-gap={bucket}|{cue.form.strength}", f"first={first}|{shape}")
    yield f"first-pos={_upos(view, opening.first)}|{opening.by}|{shape}"
    yield f"first={first}|{cue.form.lemma}"
    second = view.folded(opening.first + 1)
    yield from (f"second={second}|{shape}", f"pos-two={_upos(view, opening.first)}-{_upos(view, opening.first + 1)}|{opening.by}")
    if first.startswith("ال"):
        yield f"first-definite|{opening.by}|{cue.form.strength}"


def _of_rivals(view: View, cue: Cue, speaker: Speaker, speakers: Sequence[Speaker], history: History) -> Iterator[str]:
    explicit = sorted(s.rule for s in speakers if s.sure >= 2 and s.rule in ("after", "before"))
    yield f"rivals={','.join(explicit)}|{speaker.rule}"
    same = history.in_sentence(view, cue.first)
    yield f"goes-on={'yes' if same is not None else 'no'}|{speaker.rule}|{cue.form.shape}"
    if same is not None and same.opening.first <= cue.first and cue.form.shape is not Shape.PARTICIPLE:
        yield f"within|{cue.form.strength}|{cue.form.shape}"
    if speaker.rule.startswith("meant"):
        recent = history.recent(view, cue.first)
        back = view.sentence_at[cue.first] - view.sentence_at[recent[0].cue.first] if recent else 9
        yield f"back={min(back, 4)}|{speaker.rule}"


def _of_tagger(view: View, cue: Cue, speaker: Speaker, opening: Opening, shape: str) -> Iterator[str]:
    """What the trained tagger saw: is it a cue, is that its source, does its content begin there."""
    seen, at = view.seen, cue.first
    cue_seen = _grade(max(seen.cues.get(k, 0.0) for k in range(cue.start, cue.last)))
    yield from (f"seen-cue={cue_seen}", f"seen-cue={cue_seen}|{shape}", f"seen-cue={cue_seen}|{cue.form.strength}")
    own = max((p for t, p in seen.roles.get((at, "source"), ()) if speaker.first <= t < speaker.last), default=0.0)
    other = max((p for t, p in seen.roles.get((at, "source"), ()) if not speaker.first <= t < speaker.last), default=0.0)
    source = _grade(max(seen.sources.get(k, 0.0) for k in range(speaker.first, speaker.last)))
    yield from (f"seen-own={_grade(own)}", f"seen-own={_grade(own)}|{speaker.rule}", f"seen-other={_grade(other)}|{_grade(own)}")
    yield from (f"seen-source={source}|{speaker.rule}", f"seen-cue={cue_seen}|own={_grade(own)}")
    first = _grade(max((p for t, p in seen.roles.get((at, "content_first"), ()) if abs(t - opening.first) <= 2), default=0.0))
    content = _grade(seen.contents.get(opening.first, (0, 0, 0.0))[2])
    yield from (f"seen-first={first}|{opening.by}", f"seen-first={first}", f"seen-content={content}|{opening.by}")
    yield f"seen-cue={cue_seen}|first={first}"


def _grade(p: float) -> str:
    return "0" if p < 0.1 else "1" if p < 0.35 else "2" if p < 0.6 else "3" if p < 0.85 else "4"
