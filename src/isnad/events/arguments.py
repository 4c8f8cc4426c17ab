"""Who did it, to whom, where, with what: which named things and nameless phrases take part in an event, and in which role."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from isnad.arabic.scoring import load_scorer
from isnad.events.nameless import Phrase, find_nameless, find_next
from isnad.events.placing import Lie, find_surroundings, lies_of
from isnad.events.triggers import Trigger
from isnad.events.view import View
from isnad.model.entity import EntityType
from isnad.model.page import BlockKind
from isnad.reference.triggers import load_words

ROLES = "event_roles"
PLACES = "event_places"
LEAST_ROLE = 0.3
LEAST_PLACE = 0.32
"""Probability of taking part, times that of the event itself, from which an argument is kept;
the score is flat from 0.25 to 0.35 and 0.28 to 0.38 on the measuring reports."""
TAGGED = ("agent", "target", "partner", "place", "origin", "destination", "instrument")
_REACH = 70
"""Tokens before and after a trigger in which named things are looked for; nameless ones stand nearer."""
_REACH_NAMELESS = 30
_SENTENCES = 2
_MOST_TRIGGERS = 12
"""Mentions of one event that arguments are looked for around: bounds the work where a text tells one thing thousands of times."""


@dataclass(frozen=True, slots=True)
class Happening:
    """The triggers of one event, in the order of the text."""

    type: str
    triggers: tuple[Trigger, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity (by its mention nearest a trigger) or a nameless phrase that may take part in an event."""

    first: int
    last: int
    entity: int
    """Index of the entity, -1 for a nameless phrase."""
    kind: str
    trigger: Trigger
    """The trigger it is nearest to."""
    head: int


@dataclass(frozen=True)
class Scene:
    """What the arguments of all events of a text are chosen from."""

    view: View
    happenings: tuple[Happening, ...]
    phrases: list[Phrase]
    at_phrase: list[int]
    """Index into `phrases` for each token, -1 where none."""
    others: dict[int, str] = field(repr=False)
    """Token of each trigger → its event type."""
    title: tuple[int, int]
    """Tokens of the title."""
    count: dict[int, int] = field(repr=False)
    """How many mentions an entity has."""
    lies: dict[int, Lie] = field(repr=False)
    """Index of every place among the entities → where it lies."""


def build_scene(view: View, happenings: Sequence[Happening]) -> Scene:
    """Gather the nameless phrases and what the features look at."""
    phrases: list[Phrase] = []
    for s in view.text.sentences:
        phrases += find_nameless(view, s.first, s.last)
    at = [-1] * len(view.words)
    for n, p in enumerate(phrases):
        at[p.first : p.last] = [n] * (p.last - p.first)
    for trigger in (t for h in happenings for t in h.triggers):
        after = find_next(view, trigger.i)
        if after is not None and max(at[after.first : after.last], default=-1) < 0:
            at[after.first : after.last] = [len(phrases)] * (after.last - after.first)
            phrases.append(after)
    count: dict[int, int] = {}
    for m in view.mentions:
        count[m.entity] = count.get(m.entity, 0) + 1
    titles = [s for s in view.text.sentences[:3] if s.kind is BlockKind.TITLE]
    title = (titles[0].first, min(titles[-1].last, titles[0].first + _REACH)) if titles else (0, 0)
    others = {t.i: h.type for h in happenings for t in h.triggers}
    return Scene(view, tuple(happenings), phrases, at, others, title, count, lies_of(view.entities))


def find_candidates(scene: Scene, h: Happening) -> list[Candidate]:
    """Every named thing and nameless phrase near a trigger of `h`, each once, in the order of the text."""
    best: dict[tuple[int, int], tuple[int, Candidate]] = {}
    for trigger in h.triggers[:_MOST_TRIGGERS]:
        for c in _around(scene, trigger):
            key = (c.entity, 0) if c.entity >= 0 else (-1, c.first)
            far = distance(scene.view, trigger.i, c)
            if key not in best or far < best[key][0]:
                best[key] = (far, c)
    return sorted((c for _, c in best.values()), key=lambda c: (c.first, c.entity))


def distance(view: View, i: int, c: Candidate) -> int:
    """Words between, other sentences counting as far."""
    apart = abs(view.sentence[i] - view.sentence[c.first])
    return 40 * apart + (c.first - i if c.first > i else i - c.last + 1)


def _around(scene: Scene, trigger: Trigger) -> Iterator[Candidate]:
    view, sentences = scene.view, scene.view.text.sentences
    s = view.sentence[trigger.i]
    first = max(sentences[max(0, s - _SENTENCES)].first, trigger.i - _REACH)
    last = min(sentences[min(len(sentences) - 1, s + _SENTENCES)].last, trigger.i + _REACH)
    mentions = view.mentions_between(first, last)
    if first > scene.title[0]:
        mentions = [*view.mentions_between(scene.title[0], min(first, scene.title[1])), *mentions]
    for m in mentions:
        if not m.first <= trigger.i < m.last:
            yield Candidate(m.first, m.last, m.entity, str(m.type), trigger, m.first)
    lo, hi = max(sentences[s].first, trigger.i - _REACH_NAMELESS), min(sentences[s].last, trigger.i + _REACH_NAMELESS)
    seen = -1
    for i in range(lo, hi):
        n = scene.at_phrase[i]
        if n != seen and n >= 0 and scene.phrases[n].head != trigger.i:
            p = scene.phrases[n]
            yield Candidate(p.first, p.last, -1, p.kind, trigger, p.head)
        seen = n


def all_features(scene: Scene, h: Happening, candidates: Sequence[Candidate]) -> list[list[str]]:
    """What speaks for or against each candidate, alone and in view of the other places."""
    far = [distance(scene.view, c.trigger.i, c) for c in candidates]
    wheres = [_where(scene, c) for c in candidates]
    about = find_surroundings(scene.lies, [c.entity for c in candidates], far, wheres, h.type)
    return [[*find_features(scene, h, c), *others] for c, others in zip(candidates, about, strict=True)]


def find_features(scene: Scene, h: Happening, c: Candidate) -> list[str]:
    """What speaks for or against `c` taking part in `h`, whatever the role."""
    view, i, t = scene.view, c.trigger.i, h.type
    after = c.first > i
    kind = c.kind if c.entity >= 0 else f"={c.kind}"
    side = "+" if after else "-"
    where = _where(scene, c)
    prep, skipped = _preposition(view, c)
    between = (i + 1, c.first) if after else (c.last, i)
    near = where == "here"
    gap = between[1] - between[0]
    size = _bucket(gap)
    names, triggers = _between(scene, between, h) if near else (0, "")
    form = "".join(sorted(f[0] for f in c.trigger.forms))
    base = f"{t}|{kind}"
    out = [
        f"kind={kind}",
        f"base={base}",
        f"where={where}|{kind}",
        f"where={where}|{base}",
        f"where={where}",
        f"prep={prep}|{kind}|{side}|{near}",
        f"prep={prep}|{base}|{near}",
        f"prep={prep}|{skipped}|{kind}",
        f"side={side}|{kind}|{size}|{near}",
        f"side={side}|{base}|{near}",
        f"size={size}|{side}|{near}",
        f"names={min(names, 3)}|{side}|{kind}|{near}",
        f"names={min(names, 3)}|{base}|{near}",
        f"over={triggers}|{kind}",
        f"over={triggers}|{base}",
        f"over={bool(triggers)}|{kind}|{near}",
        f"many={min(scene.count.get(c.entity, 0), 4)}|{kind}",
        f"titled={_in_title(scene, c)}|{kind}|{where}",
        f"form={form}|{side}|{base}|{near}",
    ]
    if near:
        out += _clause_features(scene, c, between, base, kind, side, prep)
        out += _syntax_features(view, c, base, kind)
    else:
        out += [f"far={where}|{prep}|{kind}", f"far={where}|{prep}|{base}", f"far={where}|{_first_place(scene, c)}|{kind}"]
    if "roles" in view.text.layers:
        out += _tag_features(view, h, c, base, kind)
    word = view.word(c.first - 1, 0, len(view.words))
    out += [f"word={word}|{kind}", f"word={word}|{base}", f"said={_said(view, c)}|{kind}", f"said={_said(view, c)}|{t}"]
    if c.entity < 0:
        head = view.words[c.head].removeprefix("ال")
        out += [f"head={head}", f"head={head}|{t}", f"long={min(c.last - c.first, 4)}|{kind}"]
    else:
        out += [
            f"mention={view.mentions[view.at[c.first]].kind}|{kind}",
            f"chain={_chain(view, c)}|{kind}|{near}",
            f"chain={_chain(view, c)}|{base}|{where}",
        ]
    return out


def _tag_features(view: View, h: Happening, c: Candidate, base: str, kind: str) -> list[str]:
    """What the tagger sees of the candidate's words, for the nearest trigger and for any trigger of the event."""
    mine = _tagged_roles(view, (c.trigger,), c)
    out = [f"tag={r}{_sixth(mine.get(r, 0.0))}|{kind}" for r in TAGGED] + [
        f"tag={r}{_sixth(mine.get(r, 0.0))}|{base}" for r in TAGGED if mine.get(r, 0.0) > 0.1
    ]
    best = max(mine, key=lambda r: (mine[r], r), default="")
    out += [f"best={best}|{_sixth(mine.get(best, 0.0))}", f"best={best}|{_sixth(mine.get(best, 0.0))}|{kind}"]
    if len(h.triggers) > 1:
        any_ = _tagged_roles(view, h.triggers[:_MOST_TRIGGERS], c, everywhere=True)
        out += [f"any={r}{_sixth(any_.get(r, 0.0))}|{_sixth(mine.get(r, 0.0))}" for r in TAGGED if any_.get(r, 0.0) > 0.1]
    return out


def _tagged_roles(view: View, triggers: Sequence[Trigger], c: Candidate, *, everywhere: bool = False) -> dict[str, float]:
    """Role → the best probability at a word of the candidate, or of any mention of its entity."""
    out: dict[str, float] = {}
    anywhere = everywhere and c.entity >= 0
    for trigger in triggers:
        for i, roles in view.roles.get(trigger.i, {}).items():
            if _names(view, i, c.entity) if anywhere else c.first <= i < c.last:
                for role, p in roles:
                    out[role] = max(p, out.get(role, 0.0))
    return out


def _names(view: View, i: int, entity: int) -> bool:
    """Whether token `i` stands in a mention of `entity`."""
    at = view.at[i]
    return at >= 0 and view.mentions[at].entity == entity


def _sixth(p: float) -> int:
    return int(p * 6)


def _where(scene: Scene, c: Candidate) -> str:
    view = scene.view
    apart = view.sentence[c.first] - view.sentence[c.trigger.i]
    if apart == 0:
        return "here"
    if view.kind(c.first) is BlockKind.TITLE:
        return "title"
    return f"{'+' if apart > 0 else '-'}{min(abs(apart), 3)}{'' if view.kind(c.first) == view.kind(c.trigger.i) else 'x'}"


def _preposition(view: View, c: Candidate) -> tuple[str, str]:
    """The function word before a phrase, and the kind word that stands between."""
    at, skipped = c.first - 1, ""
    least = view.text.sentences[view.sentence[c.first]].first
    while at >= least and view.words[at] in load_words("kind") and c.first - at < 3:
        skipped, at = view.words[at], at - 1
    if at < least:
        return "^", skipped
    return (view.words[at] if view.words[at] in load_words("function") else "*"), skipped


def _between(scene: Scene, between: tuple[int, int], h: Happening) -> tuple[int, str]:
    """How many mentions stand between, and which other triggers."""
    lo, hi = between
    names = len(scene.view.mentions_between(lo, hi))
    found = {scene.others[k] for k in range(max(lo, hi - _REACH), hi) if k in scene.others}
    return names, "+".join(sorted(found))[:40]


def _clause_features(
    scene: Scene, c: Candidate, between: tuple[int, int], base: str, kind: str, side: str, prep: str
) -> list[str]:
    view, (lo, hi) = scene.view, between
    plain = [
        w if view.at[k] < 0 else f"<{view.mentions[view.at[k]].type}>"
        for k, w in zip(range(lo, hi), view.words[lo:hi], strict=True)
    ][:12]
    function = [w for w in plain if w in load_words("function")]
    lemma = c.trigger.lemma
    out = [
        f"path={' '.join(function[:5])}|{side}|{kind}",
        f"path={' '.join(function[:3])}|{side}|{base}",
        f"lemma={lemma}|{side}|{prep}|{kind}",
        f"lemma={lemma}|{kind}|{side}",
    ]
    out += [f"in={w}|{side}|{kind}" for w in sorted(set(function))]
    if len(plain) <= 3:
        out += [f"words={' '.join(plain)}|{side}|{base}", f"words={' '.join(plain)}|{side}|{kind}"]
    if plain:
        out += [f"first={plain[0]}|{side}|{base}", f"first={plain[0]}|{side}|{kind}", f"last={plain[-1]}|{side}|{kind}"]
    if c.entity >= 0:
        same = sum(1 for m in view.mentions_between(lo, hi) if str(m.type) == c.kind)
    else:
        same = len({n for n in scene.at_phrase[max(lo, hi - _REACH_NAMELESS) : hi] if n >= 0})
    out += [f"rank={min(same, 3)}|{side}|{base}", f"rank={min(same, 3)}|{side}|{kind}|{prep}"]
    out += [f"list={_listed(scene, c)}|{side}|{kind}", f"list={_listed(scene, c)}|{base}"]
    before = view.word(c.trigger.i - 1, 0, len(view.words))
    after = view.word(c.last, 0, len(view.words))
    return [
        *out,
        f"pre={before}|{side}|{base}",
        f"post={after}|{side}|{kind}",
        f"post={after}|{base}",
        f"open={c.first == view.text.sentences[view.sentence[c.first]].first}|{base}",
    ]


def _listed(scene: Scene, c: Candidate) -> str:
    """What stands just before the candidate, over a joining word: a list's next member plays its first one's part."""
    view, at = scene.view, c.first - 1
    joined = at > 0 and view.words[at] in ("و", "،", "او")
    if not joined:
        return "-"
    if view.at[at - 1] >= 0:
        return f"{view.words[at]}{view.mentions[view.at[at - 1]].type}"
    n = scene.at_phrase[at - 1]
    return f"{view.words[at]}={scene.phrases[n].kind}" if n >= 0 else view.words[at]


def _syntax_features(view: View, c: Candidate, base: str, kind: str) -> list[str]:
    """How the trigger and the head of the phrase hang together in the sentence's tree, where one was made."""
    tokens, i = view.text.tokens, c.trigger.i
    head = tokens[c.head]
    if head.upos == "X" and not head.deprel:
        return []
    up, down = _climb(view, c.head, i), _climb(view, i, c.head)
    path = f"^{up}" if up else f"v{down}" if down else f"{head.deprel}?"
    return [f"tree={path}|{base}", f"tree={path}|{kind}|{tokens[i].upos}", f"voice={'Pass' in tokens[i].feats}|{path}|{kind}"]


def _climb(view: View, start: int, goal: int) -> str:
    """The relations from `start` up to `goal`, at most four; empty where it is not reached."""
    tokens, names, at = view.text.tokens, [], start
    for _ in range(4):
        names.append(tokens[at].deprel)
        at = tokens[at].head
        if at == goal:
            return ".".join(names)
        if at < 0:
            break
    return ""


def _bucket(n: int) -> str:
    return str(max(n, 0)) if n < 4 else "4-6" if n < 7 else "7-12" if n < 13 else "13-25" if n < 26 else "26+"


def _in_title(scene: Scene, c: Candidate) -> bool:
    return c.entity >= 0 and any(m.entity == c.entity for m in scene.view.mentions_between(*scene.title))


def _first_place(scene: Scene, c: Candidate) -> bool:
    """Whether it is the only or first mention of its type in its sentence."""
    s = scene.view.text.sentences[scene.view.sentence[c.first]]
    return all(str(m.type) != c.kind for m in scene.view.mentions_between(max(s.first, c.first - _REACH), c.first))


def _said(view: View, c: Candidate) -> bool:
    """Whether a word of saying stands just before or after: the source, not a party."""
    return any(w in load_words("saying") for w in view.words[max(0, c.first - 2) : c.first]) or any(
        w in load_words("saying") for w in view.words[c.last : c.last + 1]
    )


def _chain(view: View, c: Candidate) -> str:
    """For a place that follows a place: the words between («بريف», «،»)."""
    at = view.at[c.first]
    if at <= 0:
        return "-"
    before = view.mentions[at - 1]
    gap = view.words[before.last : c.first]
    if len(gap) > 3 or before.type not in (EntityType.PLACE, EntityType.FACILITY):
        return "-"
    return " ".join(gap)


@dataclass(frozen=True, slots=True)
class Chosen:
    candidate: Candidate
    role: str
    score: float


def find_arguments(scene: Scene, h: Happening) -> list[Chosen]:
    """Who and what takes part in `h`, by role."""
    roles, places = load_scorer(ROLES), load_scorer(PLACES)
    out: list[Chosen] = []
    sure = max(t.score for t in h.triggers)
    candidates = find_candidates(scene, h)
    features = all_features(scene, h, candidates)
    placed = [f for c, f in zip(candidates, features, strict=True) if may_be_place(c)]
    in_place = iter(places.all_probabilities(placed))
    for c, p in zip(candidates, roles.all_probabilities(features), strict=True):
        role = max((r for r in p if r), key=p.__getitem__)
        if p[role] * sure >= LEAST_ROLE:
            out.append(Chosen(c, role, p[role]))
        if may_be_place(c) and (q := next(in_place)["place"]) * sure >= LEAST_PLACE:
            out.append(Chosen(c, "place", q))
    return list(_once(scene.view, out))


def _once(view: View, chosen: Sequence[Chosen]) -> Iterator[Chosen]:
    """Without the nameless phrases that say what a likelier one says in the same role («3 مدنيين», «المدنيين الثلاثة»)."""
    said: dict[str, list[frozenset[str]]] = {}
    for c in sorted(chosen, key=lambda c: -c.score):
        if c.candidate.entity < 0:
            words = _content(view, c.candidate)
            if any(words <= other or other <= words for other in said.setdefault(c.role, [])):
                continue
            said[c.role].append(words)
        yield c


def _content(view: View, c: Candidate) -> frozenset[str]:
    """The bare stems of a phrase's words, without case and plural endings, numbers left out where other words stand."""
    words = [view.words[i].removeprefix("ال") for i in range(c.first, c.last) if len(view.words[i]) > 2]
    stems = frozenset(_stem(w) for w in words if not w[0].isdecimal())
    return stems or frozenset(view.words[c.first : c.last])


def _stem(word: str) -> str:
    return next((word[: -len(e)] for e in ("ين", "ون", "ات", "ان", "ا") if word.endswith(e) and len(word) - len(e) > 2), word)


def may_be_place(c: Candidate) -> bool:
    return c.kind in (EntityType.PLACE, EntityType.FACILITY, "buildings")
