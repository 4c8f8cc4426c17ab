"""Small texts for the tests of attribution: analysed, with the names they are said to hold."""

from isnad.arabic.analysis import analyse
from isnad.attribution.finding import find_attributions
from isnad.model.attribution import Attribution
from isnad.model.entity import Entity, EntityType, Mention
from isnad.model.page import Block, BlockKind, Page, Report
from isnad.model.text import Text


def page_of(*paragraphs: str, kind: BlockKind = BlockKind.BODY) -> Page:
    """A page of paragraphs of one kind."""
    text, blocks = "\n".join(paragraphs), []
    for paragraph in paragraphs:
        start = blocks[-1].end + 1 if blocks else 0
        blocks.append(Block(start, start + len(paragraph), kind))
    return Page(text=text, blocks=tuple(blocks), report=Report(id="0", source_sha256="0"))


def text_of(*paragraphs: str) -> Text:
    """The analysed text of paragraphs."""
    return analyse(page_of(*paragraphs)).value


def names_in(text: str, **names: str) -> tuple[Entity, ...]:
    """Entities for every occurrence of each name (`type=name`, several by `;`)."""
    pairs = [(EntityType(t), n) for t, several in names.items() for n in several.split(";")]
    return tuple(_entity(f"E{k}", kind, name, text) for k, (kind, name) in enumerate(pairs, 1))


def _entity(number: str, kind: EntityType, name: str, text: str) -> Entity:
    at, mentions = text.find(name), []
    while at >= 0:
        mentions.append(Mention(start=at, end=at + len(name), text=name))
        at = text.find(name, at + 1)
    return Entity(id=number, type=kind, name=name, name_latin="", names=(name,), mentions=tuple(mentions))


def said_in(*paragraphs: str, kind: BlockKind = BlockKind.BODY, **names: str) -> tuple[Attribution, ...]:
    """The attributions found in paragraphs."""
    page = page_of(*paragraphs, kind=kind)
    return find_attributions(analyse(page).value, names_in(page.text, **names), page).value


def content_of(attribution: Attribution, *paragraphs: str) -> str:
    """The words said."""
    text = "\n".join(paragraphs)
    return " … ".join(text[c.start : c.end] for c in attribution.content)
