"""Who did it, to whom, where, with what: which named things and nameless phrases take part in an event, and in which role."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from isnad.arabic.features import Part, Templates, number_parts, spell
from isnad.arabic.scoring import load_scorer
from isnad.events.nameless import Phrase, find_nameless, find_next
from isnad.events.placing import Lie, find_surroundings, lies_of
from isnad.events.triggers import Trigger
from isnad.events.view import View
from isnad.model.entity import EntityType
from isnad.model.event import EventType
from isnad.model.page import BlockKind
from isnad.reference.triggers import load_words

ROLES = "event_roles"
PLACES = "event_places"
LEAST_ROLE = 0.33
LEAST_PLACE = 0.4
"""Probability of taking part, times that of the event itself to the power of SURENESS, from which an argument is kept;
the score is flat about them on the measuring reports."""
SURENESS = 0.7
SURE_AGENT = 0.65
"""From which somebody is the agent though named in the words for those who were struck."""
TAGGED = ("agent", "target", "partner", "place", "origin", "destination", "instrument")
_REACH = 70
"""Tokens before and after a trigger in which named things are looked for; nameless ones stand nearer."""
_REACH_NAMELESS = 30
_SENTENCES = 2
_AT_ONCE = 1000
"""Candidates that are weighed together."""
_PLAIN = 12
"""Words between a trigger and a phrase that are looked at one by one."""
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


class Standing(NamedTuple):
    """What is to be said of a candidate whatever the trigger."""

    kind: str
    prep: str
    skipped: str
    many: str
    titled: str
    word: str
    said: str
    after: str
    listed: str
    opens: str
    first: str
    chain: str


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
    standings: dict[tuple[int, int, int], Standing] = field(default_factory=dict, repr=False)
    """Those found so far, by the candidate's first and last token and its entity: most stand near several triggers."""

    @cached_property
    def trigger_at(self) -> list[int]:
        return sorted(self.others)


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
    """What speaks for or against each candidate taking part in `h`: alone, and places in view of the others."""
    return [spell(parts) for parts in all_parts(scene, h, candidates)]


def all_parts(scene: Scene, h: Happening, candidates: Sequence[Candidate]) -> list[list[Part]]:
    """The same, told by templates."""
    far = [distance(scene.view, c.trigger.i, c) for c in candidates]
    wheres = [_where(scene, c) for c in candidates]
    about = find_surroundings(scene.lies, [c.entity for c in candidates], far, wheres, h.type)
    return [[*find_parts(scene, h, c), *others] for c, others in zip(candidates, about, strict=True)]


_ALWAYS = Templates(
    "type kind where near side form prep skipped size names over crowded many titled word said",
    "kind={kind}",
    "base={type}|{kind}",
    "where={where}|{kind}",
    "where={where}|{type}|{kind}",
    "where={where}",
    "prep={prep}|{kind}|{side}|{near}",
    "prep={prep}|{type}|{kind}|{near}",
    "prep={prep}|{skipped}|{kind}",
    "side={side}|{kind}|{size}|{near}",
    "side={side}|{type}|{kind}|{near}",
    "size={size}|{side}|{near}",
    "names={names}|{side}|{kind}|{near}",
    "names={names}|{type}|{kind}|{near}",
    "over={over}|{kind}",
    "over={over}|{type}|{kind}",
    "over={crowded}|{kind}|{near}",
    "many={many}|{kind}",
    "titled={titled}|{kind}|{where}",
    "form={form}|{side}|{type}|{kind}|{near}",
    "word={word}|{kind}",
    "word={word}|{type}|{kind}",
    "said={said}|{kind}",
    "said={said}|{type}",
)
_FAR = Templates(
    "type kind where prep first",
    "far={where}|{prep}|{kind}",
    "far={where}|{prep}|{type}|{kind}",
    "far={where}|{first}|{kind}",
)
_NAMELESS = Templates("type kind head long", "head={head}", "head={head}|{type}", "long={long}|{kind}")
_NAMED = Templates(
    "type kind where near mention chain",
    "mention={mention}|{kind}",
    "chain={chain}|{kind}|{near}",
    "chain={chain}|{type}|{kind}|{where}",
)


def find_parts(scene: Scene, h: Happening, c: Candidate) -> list[Part]:
    """What speaks for or against `c` alone."""
    view, i, t = scene.view, c.trigger.i, h.type
    of, where = _standing(scene, c), _where(scene, c)
    kind, here = of.kind, where == "here"
    near, side = str(here), "+" if c.first > i else "-"
    lo, hi = (i + 1, c.first) if c.first > i else (c.last, i)
    names, over = _between(scene, (lo, hi), h) if here else (0, "")
    form = "".join(sorted([f[0] for f in c.trigger.forms]))
    out: list[Part] = [
        (
            *(_ALWAYS, t, kind, where, near, side, form, of.prep, of.skipped, _bucket(hi - lo), _UP_TO_3[min(names, 3)], over),
            *(str(bool(over)), of.many, of.titled, of.word, of.said),
        )
    ]
    if here:
        out += _clause_parts(scene, c, (lo, hi), t, side, of)
        out += _syntax_parts(view, c, t, kind)
    else:
        out.append((_FAR, t, kind, where, of.prep, of.first))
    if "roles" in view.text.layers:
        out += _tag_parts(view, h, c, t, kind)
    if c.entity < 0:
        out.append((_NAMELESS, t, kind, view.words[c.head].removeprefix("ال"), str(min(c.last - c.first, 4))))
    else:
        out.append((_NAMED, t, kind, where, near, view.mentions[view.at[c.first]].kind, of.chain))
    return out


_UP_TO_3 = ("0", "1", "2", "3")


def _standing(scene: Scene, c: Candidate) -> Standing:
    key = (c.first, c.last, c.entity)
    found = scene.standings.get(key)
    if found is None:
        found = scene.standings[key] = _build_standing(scene, c)
    return found


def _build_standing(scene: Scene, c: Candidate) -> Standing:
    view = scene.view
    prep, skipped = _preposition(view, c)
    return Standing(
        kind=c.kind if c.entity >= 0 else f"={c.kind}",
        prep=prep,
        skipped=skipped,
        many=str(min(scene.count.get(c.entity, 0), 4)),
        titled=str(_in_title(scene, c)),
        word=view.word(c.first - 1, 0, len(view.words)),
        said=str(_said(view, c)),
        after=view.word(c.last, 0, len(view.words)),
        listed=_listed(scene, c),
        opens=str(c.first == view.text.sentences[view.sentence[c.first]].first),
        first=str(_first_place(scene, c)),
        chain=_chain(view, c) if c.entity >= 0 else "-",
    )


_TAGS = Templates(
    "kind best sixths " + " ".join(TAGGED),
    *(f"tag={r}{{{r}}}|{{kind}}" for r in TAGGED),
    "best={best}|{sixths}",
    "best={best}|{sixths}|{kind}",
)
_TAG = Templates("type kind role sixths", "tag={role}{sixths}|{type}|{kind}")
_ANY_TAG = Templates("role any sixths", "any={role}{any}|{sixths}")


_UNSEEN = ("0",) * len(TAGGED)


def _tag_parts(view: View, h: Happening, c: Candidate, t: str, kind: str) -> Iterator[Part]:
    """What the tagger sees of the candidate's words, for the nearest trigger and for any trigger of the event."""
    mine = _tagged_roles(view, (c.trigger,), c)
    best = max(mine, key=lambda r: (mine[r], r), default="")
    yield (_TAGS, kind, best, _sixth(mine.get(best, 0.0)), *([_sixth(mine.get(r, 0.0)) for r in TAGGED] if mine else _UNSEEN))
    yield from ((_TAG, t, kind, r, _sixth(mine[r])) for r in TAGGED if mine.get(r, 0.0) > 0.1)
    if len(h.triggers) > 1:
        any_ = _tagged_roles(view, h.triggers[:_MOST_TRIGGERS], c, everywhere=True)
        yield from ((_ANY_TAG, r, _sixth(any_[r]), _sixth(mine.get(r, 0.0))) for r in TAGGED if any_.get(r, 0.0) > 0.1)


def _tagged_roles(view: View, triggers: Sequence[Trigger], c: Candidate, *, everywhere: bool = False) -> dict[str, float]:
    """Role → the best probability at a word of the candidate, or of any mention of its entity."""
    out: dict[str, float] = {}
    anywhere = everywhere and c.entity >= 0
    seen = view.roles
    for trigger in triggers:
        for i, roles in seen.get(trigger.i, {}).items():
            if _names(view, i, c.entity) if anywhere else c.first <= i < c.last:
                for role, p in roles:
                    out[role] = max(p, out.get(role, 0.0))
    return out


def _names(view: View, i: int, entity: int) -> bool:
    """Whether token `i` stands in a mention of `entity`."""
    at = view.at[i]
    return at >= 0 and view.mentions[at].entity == entity


def _sixth(p: float) -> str:
    return str(int(p * 6))


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
    at = scene.trigger_at
    found = {scene.others[k] for k in at[bisect_left(at, max(lo, hi - _REACH)) : bisect_left(at, hi)]}
    return names, "+".join(sorted(found))[:40]


_CLAUSE = Templates(
    "type kind side prep path start lemma rank list pre post open",
    "path={path}|{side}|{kind}",
    "path={start}|{side}|{type}|{kind}",
    "lemma={lemma}|{side}|{prep}|{kind}",
    "lemma={lemma}|{kind}|{side}",
    "rank={rank}|{side}|{type}|{kind}",
    "rank={rank}|{side}|{kind}|{prep}",
    "list={list}|{side}|{kind}",
    "list={list}|{type}|{kind}",
    "pre={pre}|{side}|{type}|{kind}",
    "post={post}|{side}|{kind}",
    "post={post}|{type}|{kind}",
    "open={open}|{type}|{kind}",
)
_IN = Templates("word side kind", "in={word}|{side}|{kind}")
_WORDS = Templates("type kind side words", "words={words}|{side}|{type}|{kind}", "words={words}|{side}|{kind}")
_ENDS = Templates(
    "type kind side first last",
    "first={first}|{side}|{type}|{kind}",
    "first={first}|{side}|{kind}",
    "last={last}|{side}|{kind}",
)


def _clause_parts(scene: Scene, c: Candidate, between: tuple[int, int], t: str, side: str, of: Standing) -> Iterator[Part]:
    """The words between a trigger and a phrase of its sentence, and around them."""
    view, kind, (lo, hi) = scene.view, of.kind, between
    plain, closed = view.plain[lo : min(hi, lo + _PLAIN)], load_words("function")
    function = [w for w in plain if w in closed]
    if c.entity >= 0:
        same = sum([m.type == c.kind for m in view.mentions_between(lo, hi)])
    else:
        same = len({n for n in scene.at_phrase[max(lo, hi - _REACH_NAMELESS) : hi] if n >= 0})
    before = view.word(c.trigger.i - 1, 0, len(view.words))
    path, start, rank = " ".join(function[:5]), " ".join(function[:3]), _UP_TO_3[min(same, 3)]
    yield _CLAUSE, t, kind, side, of.prep, path, start, c.trigger.lemma, rank, of.listed, before, of.after, of.opens
    yield from ((_IN, w, side, kind) for w in set(function))
    if len(plain) <= 3:
        yield _WORDS, t, kind, side, " ".join(plain)
    if plain:
        yield _ENDS, t, kind, side, plain[0], plain[-1]


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


_TREE = Templates(
    "type kind path upos passive",
    "tree={path}|{type}|{kind}",
    "tree={path}|{kind}|{upos}",
    "voice={passive}|{path}|{kind}",
)


def _syntax_parts(view: View, c: Candidate, t: str, kind: str) -> list[Part]:
    """How the trigger and the head of the phrase hang together in the sentence's tree, where one was made."""
    tokens, i = view.text.tokens, c.trigger.i
    head = tokens[c.head]
    if head.upos == "X" and not head.deprel:
        return []
    up, down = _climb(view, c.head, i), _climb(view, i, c.head)
    path = f"^{up}" if up else f"v{down}" if down else f"{head.deprel}?"
    return [(_TREE, t, kind, path, tokens[i].upos, str("Pass" in tokens[i].feats))]


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


def find_arguments(scene: Scene) -> list[list[Chosen]]:
    """Who and what takes part in each of the happenings, by role."""
    out: list[list[Chosen]] = []
    for some in _some_at_once(scene):
        parts = [p for h, candidates in some for p in all_parts(scene, h, candidates)]
        told = number_parts(parts)
        roles = iter(load_scorer(ROLES).numbered_probabilities(told, len(parts)))
        places = iter(load_scorer(PLACES).numbered_probabilities(told, len(parts)))
        for h, candidates in some:
            chosen = list(_choose(candidates, roles, places, max(t.score for t in h.triggers) ** SURENESS))
            out.append(list(_once(scene.view, [*chosen, *_met(h, candidates, chosen)])))
    return [list(_not_struck(chosen, out)) for chosen in out]


def _not_struck(chosen: Sequence[Chosen], all_: Sequence[Sequence[Chosen]]) -> Iterator[Chosen]:
    """«مقتل سبعة من قادة التنظيم بقصف»: whose people were struck is named for that, and is not who struck."""
    struck = [(c.candidate.first, c.candidate.last) for of in all_ for c in of if c.role == "target" and c.candidate.entity < 0]
    for c in chosen:
        inside = any(a < c.candidate.first and c.candidate.last <= b for a, b in struck)
        if not (c.role == "agent" and c.candidate.entity >= 0 and inside and c.score < SURE_AGENT):
            yield c


def _met(h: Happening, candidates: Sequence[Candidate], chosen: Sequence[Chosen]) -> Iterator[Chosen]:
    """«وصل فلان … والتقى القائد»: where who meets stands before the verb, who follows it is whom he met."""
    if h.type != EventType.MEETING or any(c.role == "partner" for c in chosen):
        return
    verbs = {t.i for t in h.triggers if "noun" not in t.forms}
    if not any(c.role == "agent" and c.candidate.last <= c.candidate.trigger.i in verbs for c in chosen):
        return
    taken = {(c.candidate.first, c.candidate.last) for c in chosen}
    for c in candidates:
        if c.trigger.i in verbs and c.first == c.trigger.i + 1 and c.kind in _MEETING and (c.first, c.last) not in taken:
            yield Chosen(c, "partner", LEAST_ROLE)
            return


_MEETING = frozenset((EntityType.PERSON, EntityType.GROUP, EntityType.ORGANIZATION, "leaders", "fighters"))


def _some_at_once(scene: Scene) -> Iterator[list[tuple[Happening, list[Candidate]]]]:
    """Happenings with their candidates, as many as are weighed together."""
    some, many = [], 0
    for h in scene.happenings:
        some.append((h, find_candidates(scene, h)))
        many += len(some[-1][1])
        if many >= _AT_ONCE:
            yield some
            some, many = [], 0
    if some:
        yield some


def _choose(
    candidates: Sequence[Candidate], roles: Iterator[dict[str, float]], places: Iterator[dict[str, float]], sure: float
) -> Iterator[Chosen]:
    for c, p, q in zip(candidates, roles, places, strict=False):
        role = max((r for r in p if r), key=p.__getitem__)
        if p[role] * sure >= LEAST_ROLE:
            yield Chosen(c, role, p[role])
        if may_be_place(c) and q["place"] * sure >= LEAST_PLACE:
            yield Chosen(c, "place", q["place"])


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
