"""What speaks for or against a named thing or nameless phrase taking part in an event, told by templates."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from isnad.arabic.features import Part, Templates, spell
from isnad.events.placing import find_surroundings
from isnad.events.scene import MOST_TRIGGERS, REACH, Candidate, Happening, Scene, Standing, distance
from isnad.events.triggers import Trigger
from isnad.events.view import View
from isnad.model.entity import EntityType
from isnad.model.page import BlockKind
from isnad.reference.triggers import load_words

TAGGED = ("agent", "target", "partner", "place", "origin", "destination", "instrument")
_REACH_NAMELESS = 30
"""Tokens before a phrase in which other nameless ones are counted."""
_PLAIN = 12
"""Words between a trigger and a phrase that are looked at one by one."""


def all_features(scene: Scene, h: Happening, candidates: Sequence[Candidate]) -> list[list[str]]:
    """What speaks for or against each candidate taking part in `h`: alone, and places in view of the others."""
    return [spell(parts) for parts in all_parts(scene, h, candidates)]


def all_parts(scene: Scene, h: Happening, candidates: Sequence[Candidate]) -> list[list[Part]]:
    """The same, told by templates."""
    far = [distance(scene.view, c.trigger.i, c) for c in candidates]
    wheres = [_where(scene, c) for c in candidates]
    about = find_surroundings(scene.view.extents, [c.entity for c in candidates], far, wheres, h.type)
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
        out += _elsewhere(scene, h, c, t, kind, where)
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
_TAG = Templates(
    "type kind role sixths top",
    "tag={role}{sixths}|{type}|{kind}",
    "top={role}{top}|{sixths}",
    "top={role}{top}|{type}|{kind}",
)
_ANY_TAG = Templates("role any sixths", "any={role}{any}|{sixths}")


_UNSEEN = ("0",) * len(TAGGED)


def _tag_parts(view: View, h: Happening, c: Candidate, t: str, kind: str) -> Iterator[Part]:
    """What the tagger sees of the candidate's words, for the nearest trigger and for any trigger of the event."""
    mine = _tagged_roles(view, (c.trigger,), c)
    best = max(mine, key=lambda r: (mine[r], r), default="")
    yield (_TAGS, kind, best, _sixth(mine.get(best, 0.0)), *([_sixth(mine.get(r, 0.0)) for r in TAGGED] if mine else _UNSEEN))
    best_of = view.strongest.get(c.trigger.i, {})
    yield from (
        (_TAG, t, kind, r, _sixth(mine[r]), str(mine[r] >= best_of.get(r, 0.0))) for r in TAGGED if mine.get(r, 0.0) > 0.1
    )
    if len(h.triggers) > 1:
        any_ = _tagged_roles(view, h.triggers[:MOST_TRIGGERS], c, everywhere=True)
        yield from ((_ANY_TAG, r, _sixth(any_[r]), _sixth(mine.get(r, 0.0))) for r in TAGGED if any_.get(r, 0.0) > 0.1)


_ELSEWHERE = Templates(
    "type kind where role other",
    "else={role}|{other}|{type}",
    "else={role}|{other}|{kind}",
    "else={role}|{type}|{where}",
)


def _elsewhere(scene: Scene, h: Happening, c: Candidate, t: str, kind: str, where: str) -> Iterator[Part]:
    """Which part the tagger sees it play in other events: who struck has killed, where a strike hit people died."""
    seen, mine = scene.view.taking_part, {trigger.i for trigger in h.triggers}
    told = (part for i in range(c.first, c.last) for part in seen.get(i, ()))
    found = dict.fromkeys((role, scene.others[i]) for i, role in told if i not in mine and i in scene.others)
    yield from ((_ELSEWHERE, t, kind, where, role, other) for role, other in found)


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
    found = {scene.others[k] for k in at[bisect_left(at, max(lo, hi - REACH)) : bisect_left(at, hi)]}
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
    return all(str(m.type) != c.kind for m in scene.view.mentions_between(max(s.first, c.first - REACH), c.first))


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
