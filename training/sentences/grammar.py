"""Slot grammars that multiply the frequent constructions: templates and fillers agreeing in gender, the same on every run.

`build_sentences(count, seed)` gives parsed paragraphs in the loader's form. A template is a marked line with slots:

    <G:a1>      a named or nameless armed actor; `<N:…>` only a named group; the first of them sets the gender of `[m/f]`
    <P:t1>      a person with a name, <R:…> with a title before it
    <L:t1 l1>   a place in one or two levels, <T:…> a bare town, <F:…> a named facility, <H:…> hospital, <J:…> prison
    <V:t2>      people without a name, counted, <W:…> three or more; <B:t1> a thing that is struck
    <I:i1>      a weapon (after `ب`), <E:…> an explosive one
    <O:s1o>     an organization, <M:s1m> an outlet, <S:s1>  any other speaker (its kind letter comes with the filler)
    <Q:s1m>     the media office of a group, <Y:…> a people or tribe
    <D>         words of time
    [قصف/قصفت]  the form that agrees with the actor
    <N=1:a1>    the same filler wherever the number stands again; <K=1:…> the last word of person 1's name

`vary(line, rng)` writes a marked line as a careless editor would (hamza, ta marbuta, quotation marks, digits, harakat).
"""

import random
import re
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

from training.sentences.loader import Sentence, parse_line

_SLOT = re.compile(r"<([A-Z])(?:=([0-9]))?(?::([^>]*))?>")
_CHOICE = re.compile(r"\[([^/\]{}]*)/([^/\]{}]*)\]")
_COUNTRIES = ("sy",) * 8 + ("iq",) * 4 + ("ye",) * 5 + ("ly", "ly", "sd", "sd", "ps", "ps", "lb")
_FILES = Path(__file__).resolve().parent / "grammar"
_Filler = Callable[[str, "_Chance"], tuple[str, str]]


def build_sentences(count: int, seed: int = 7) -> list[Sentence]:
    """`count` paragraphs, templates and frames in turn, fillers by chance. The same for the same arguments."""
    rng = random.Random(seed)
    return [parse_line(vary(_fill(_template(i, rng), rng), rng), f"grammar:{i}") for i in range(count)]


def vary_sentences(seed: int = 7) -> list[Sentence]:
    """The paragraphs written by hand once more, each as a careless editor would have it."""
    rng, folder = random.Random(seed), _FILES.parent
    lines = [x.strip() for p in sorted(folder.glob("*.txt")) for x in p.read_text(encoding="utf-8").splitlines()]
    return [parse_line(vary(x, rng, 1.0), "varied") for x in lines if x and not x.startswith("#")]


def vary(line: str, rng: random.Random, chance: float = 0.25) -> str:
    """`line` with one habit of careless writing or another, its marks kept; most lines as they are."""
    if rng.random() >= chance:
        return line
    for pattern, replacement in rng.sample(_HABITS, k=rng.choice((1, 1, 2))):
        line = pattern.sub(replacement, line)
    return line


_HABITS: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"(?<![ء-ي])([وفبل]{0,2})[أإ](?=[ء-ي])"), r"\1ا"),
    (re.compile(r"ى(?![ء-ي])"), "ي"),
    (re.compile(r"(?<=[ء-ي])ة(?![ء-ي])"), "ه"),
    (re.compile(r'"([^"]*)"'), r"«\1»"),
    (re.compile(r'"([^"]*)"'), r"“\1”"),
    (re.compile(r"(?<=[^{]) \{([^{}|]+)\|(g[^{}]*)\}"), r' "{\1|\2}"'),
    (re.compile(r"[0-9]+(?![^{]*\})(?![^|}]*\})"), lambda m: m[0].translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))),
    (re.compile(r"\{(قتل|قتلوا|قتلت)\|"), lambda m: "{" + m[1].replace("ق", "قُ", 1) + "|"),
    (re.compile(r"\{(استشهد|أصيب|أصيبت|اعتقل|اختطف)\|"), lambda m: "{" + m[1][0] + "ُ" + m[1][1:] + "|"),
    (re.compile(r"(?<=[ء-غف-نو-ي])(?<!ذ)ا(?=\|(?:a|t|i|w)[0-9])"), "اً"),
    (re.compile(r"\{(إن|أن)(?= )"), lambda m: "{" + m[1] + "ّ"),
    (re.compile(r"،"), ","),
    (re.compile(r"، "), " ، "),
    (re.compile(r"(?<=[ء-ي]) و(?=\{)"), " و "),
    (re.compile(r"\{(قتلى|قصف|مقتل|داعش|قتل)(?= ?[ء-ي]*\|)"), lambda m: "{" + "ـ".join(m[1][:2]) + m[1][2:]),
    (re.compile(r"\.$"), ""),
)


def _template(i: int, rng: random.Random) -> str:
    """By turns a template, a paragraph, and a frame of attribution around a clause."""
    if i % 3:
        templates = _lines("templates.txt" if i % 3 == 1 else "paragraphs.txt")
        return templates[i // 3 % len(templates)]
    frames = _lines("frames.txt")
    frame = frames[i // 3 % len(frames)]
    kind = frame[frame.index("@") + 1]
    clauses = [x.split("\t", 1)[1] for x in _lines("clauses.txt") if x[0] == kind]
    return frame.replace(f"@{kind}", rng.choice(clauses))


@cache
def _lines(name: str) -> tuple[str, ...]:
    text = (_FILES / name).read_text(encoding="utf-8")
    return tuple(x.strip() for x in text.splitlines() if x.strip() and not x.startswith("#"))


def _fill(template: str, rng: random.Random) -> str:
    country, used = rng.choice(_COUNTRIES), set[str]()
    found, seeds = list[tuple[int, int, str, str]](), dict[tuple[str, str], float]()
    for m in _SLOT.finditer(template):
        if m[2]:
            words, gender = _linked(m, seeds, rng, country)
        else:
            words, gender = _filler(m[1], m[3] or "", _Chance(rng.random(), country), used)
        found.append((m.start(), m.end(), words, gender))
    line, parts, at = "", list[str](), 0
    for start, end, words, _ in found:
        parts += [_agree(template, at, start, found), words]
        at = end
    line = "".join([*parts, _agree(template, at, len(template), found)])
    return _join(line)


def _linked(m: re.Match[str], seeds: dict[tuple[str, str], float], rng: random.Random, country: str) -> tuple[str, str]:
    """The filler of a numbered slot: the same words each time, with the marks of this one."""
    kind = next((k for k, number in seeds if number == m[2]), "R") if m[1] == "K" else m[1]
    chance = _Chance(seeds.setdefault((kind, m[2]), rng.random()), country)
    if m[1] != "K":
        return _FILLERS[kind](m[3] or "", chance)
    words, gender = _FILLERS[kind]("", chance)
    name = words[: words.rindex("|p}")].rpartition("{")[2]
    last = name if name.startswith("أبو ") else " ".join(name.split()[-2:]) if name.endswith("الله") else name.split()[-1]
    said = " ".join(t for t in (m[3] or "").split() if t)
    return _mark(last, "p", said), gender


def _agree(template: str, start: int, end: int, found: list[tuple[int, int, str, str]]) -> str:
    """The words between two slots, each choice in the gender of the actor right after it or else of the one before."""

    def choose(m: re.Match[str]) -> str:
        at = start + m.end()
        after = next((g for s, _, _, g in found if g and at <= s <= at + 16), "")
        before = next((g for _, e, _, g in reversed(found) if g and e <= start + m.start()), "m")
        return m[1] if (after or before) == "m" else m[2]

    return _CHOICE.sub(choose, template[start:end])


def _join(line: str) -> str:
    """The preposition ل swallows the alef of the article, and stands inside the mark then."""
    line = re.sub(r"\bل((?:\{)+)ال(?=ل)", r"\1لل", line)
    line = re.sub(r"\b([وف]?)ل((?:\{)+)ال", r"\1\2لل", line)
    return line.replace("للل", "لل")


def _filler(kind: str, tags: str, rng: "_Chance", used: set[str]) -> tuple[str, str]:
    for _ in range(20):
        words, gender = _FILLERS[kind](tags, rng)
        if words not in used:
            break
    used.add(words)
    return words, gender


def _mark(words: str, *tags: str) -> str:
    joined = " ".join(t for t in tags if t)
    return f"{{{words}|{joined}}}" if joined else words


def _pick(name: str, rng: random.Random) -> list[str]:
    return [x.strip() for x in rng.choice(_lines(name)).split("\t")]


class _Chance(random.Random):
    """The run's chance, with the country in which a paragraph plays."""

    def __init__(self, seed: float, country: str) -> None:
        super().__init__(seed)
        self.country = country

    def town(self) -> list[str]:
        return list(self.choice(_towns(self.country)))


@cache
def _towns(country: str) -> list[tuple[str, ...]]:
    rows = (tuple(v.strip() for v in x.split("\t")) for x in _lines("towns.tsv"))
    return [r for r in rows if r[3] == country]


def _town(tags: str, rng: _Chance) -> tuple[str, str]:
    return _mark(rng.town()[0], "l", tags), ""


def _place(tags: str, rng: _Chance) -> tuple[str, str]:
    """One level or two: the outer place is an argument in the role of place only."""
    town, kind, outer, country = rng.town()
    tag = next((t for t in tags.split() if t[0] in "ldo"), "")
    inner = f"{kind} {_mark(town, 'l', tags)}" if kind and rng.random() < 0.7 else _mark(town, "l", tags)
    x = rng.random()
    if x < 0.4 or not outer:
        return inner, ""
    if x < 0.7:
        return f"{inner} ب{_mark(_side(outer, country, rng), 'l', tag)}", ""
    if x < 0.85:
        return f"{inner} في {rng.choice(('محافظة ', ''))}{_mark(outer, 'l', tag)}", ""
    direction = rng.choice(("شمالي", "جنوبي", "شرقي", "غربي", "شمال", "شرق", "جنوب", "غرب", "شمال شرقي", "جنوب غربي"))
    return f"{inner} {_mark(f'{direction} {outer}', 'l', tag)}", ""


def _side(outer: str, country: str, rng: random.Random) -> str:
    if country != "sy" or rng.random() < 0.3:
        return outer if country != "sy" else f"ريف {outer}"
    return f"ريف {outer} {rng.choice(('الشمالي', 'الجنوبي', 'الشرقي', 'الغربي', 'الشمالي الشرقي', 'الجنوبي الغربي', 'الأوسط'))}"


def _person_name(rng: random.Random) -> str:
    x = rng.random()
    if x < 0.06:
        return f"أبو {_pick('sons.tsv', rng)[0]} {_pick('nisbas.tsv', rng)[0]}"
    if x < 0.1:
        return f"أبو {_pick('sons.tsv', rng)[0]}"
    if x < 0.24:
        return _pick("foreign.tsv", rng)[0]
    if x < 0.3:
        return f"{_pick('women.tsv', rng)[0]} {_pick('nisbas.tsv', rng)[0]}"
    first, family = _pick("first.tsv", rng)[0], _pick("nisbas.tsv", rng)[0]
    if x < 0.48:
        return f"{first} {_pick('first.tsv', rng)[0]} {family}"
    return first if x > 0.97 else f"{first} {family}"


def _man(rng: random.Random) -> str:
    """A name without a woman's first name, for titles in the masculine."""
    women = _lines("women.tsv")
    return next(n for n in iter(lambda: _person_name(rng), "") if n.split()[0] not in women)


def _person(tags: str, rng: _Chance) -> tuple[str, str]:
    quotes = rng.random() < 0.12
    name = _mark(_person_name(rng), "p", tags)
    return (f'"{name}"' if quotes else name), "m"


def _titled(tags: str, rng: _Chance) -> tuple[str, str]:
    """A title before the name. As a source the mark covers both, as an argument the name only."""
    title = _pick("titles.tsv", rng)[0].replace("@G", _mark(_group_name(rng)[0], "g")).replace("@T", _town("", rng)[0])
    said = " ".join(t for t in tags.split() if t[0] == "s")
    rest = " ".join(t for t in tags.split() if t[0] != "s")
    sep = "، " if rng.random() < 0.15 else " "
    return _mark(f"{title}{sep}{_mark(_man(rng), 'p', rest)}", said), "m"


def _group_name(rng: _Chance) -> tuple[str, str]:
    if rng.random() < 0.45:
        name, gender = _pick("armies.tsv", rng)
        return name, gender
    head, gender = _pick("group_heads.tsv", rng)
    return f"{head} {_pick('group_names.tsv', rng)[0]}", gender


def _group(tags: str, rng: _Chance) -> tuple[str, str]:
    name, gender = _group_name(rng)
    return _mark(name, "g", tags), gender


def _actor(tags: str, rng: _Chance) -> tuple[str, str]:
    x = rng.random()
    if x < 0.55:
        return _group(tags, rng)
    words, gender = _pick("actors.tsv", rng)
    return _mark(words.replace("@G", _mark(_group_name(rng)[0], "g")), tags), gender


def _phrase(name: str) -> _Filler:
    def fill(tags: str, rng: _Chance) -> tuple[str, str]:
        words = _pick(name, rng)[0].replace("@G", _mark(_group_name(rng)[0], "g")).replace("@T", _town("", rng)[0])
        return _mark(words, tags), ""

    return fill


def _named(heads: str, names: str, letter: str) -> _Filler:
    def fill(tags: str, rng: _Chance) -> tuple[str, str]:
        head, gender = _pick(heads, rng)
        return _mark(f"{head} {_pick(names, rng)[0]}", letter, tags), gender

    return fill


def _organization(tags: str, rng: _Chance) -> tuple[str, str]:
    if rng.random() < 0.5:
        name, gender = _pick("bodies.tsv", rng)
        return _mark(name, "o", tags), gender
    return _named("org_heads.tsv", "org_names.tsv", "o")(tags, rng)


def _outlet(tags: str, rng: _Chance) -> tuple[str, str]:
    head, gender = _pick("outlet_heads.tsv", rng)
    name = _pick("outlet_names.tsv", rng)[0]
    x = rng.random()
    if x < 0.3:
        return _mark(f'{head} "{_mark(name, "o")}"', tags), gender
    return _mark(f"{head} {name}" if x < 0.85 else name, "o", tags), (gender if x < 0.85 else "f")


def _facility(tags: str, rng: _Chance) -> tuple[str, str]:
    head, _ = _pick("facility_heads.tsv", rng)
    return _mark(f"{head} {_pick('facility_names.tsv', rng)[0]}", "f", tags), ""


def _speaker(tags: str, rng: _Chance) -> tuple[str, str]:
    """`tags` is `s1`; the filler's file gives kind and gender."""
    words, kind, gender = _pick("speakers.tsv", rng)
    words = words.replace("@G", _mark(_group_name(rng)[0], "g")).replace("@T", _town("", rng)[0])
    return _mark(words, *(t + kind for t in tags.split())), gender


def _time(_tags: str, rng: _Chance) -> tuple[str, str]:
    return _pick("times.tsv", rng)[0], ""


def _office(tags: str, rng: _Chance) -> tuple[str, str]:
    """The media office of a group, the group's name within its own."""
    group, _ = _group_name(rng)
    of = f"ل{group[1:]}" if group.startswith("ال") else f"ل{group}"
    return _mark(f"{rng.choice(('المكتب الإعلامي', 'الإعلام الحربي', 'المركز الإعلامي', 'المكتب السياسي'))} {of}", "o", tags), "m"


def _people(tags: str, rng: _Chance) -> tuple[str, str]:
    return _mark(_pick("peoples.tsv", rng)[0], "n", tags), "m"


_FILLERS = {
    "G": _actor,
    "N": _group,
    "P": _person,
    "R": _titled,
    "L": _place,
    "T": _town,
    "F": _facility,
    "V": _phrase("victims.tsv"),
    "W": _phrase("victims_many.tsv"),
    "B": _phrase("things.tsv"),
    "E": _phrase("explosives.tsv"),
    "H": _named("hospital_heads.tsv", "facility_names.tsv", "f"),
    "J": _named("prison_heads.tsv", "facility_names.tsv", "f"),
    "I": _phrase("weapons.tsv"),
    "O": _organization,
    "M": _outlet,
    "S": _speaker,
    "D": _time,
    "Q": _office,
    "Y": _people,
}


if __name__ == "__main__":
    for sentence in build_sentences(int(sys.argv[1]) if len(sys.argv) > 1 else 40):
        print(sentence.text)
