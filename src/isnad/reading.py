"""The pipeline: one capture in, one record out, a line a stage. No logic of its own.

Stages never call each other; each hands on model types and notes on what it could not do.
"""

from isnad.arabic.analysis import analyse
from isnad.attribution.finding import find_attributions
from isnad.attribution.linking import link_claims
from isnad.attribution.loaded import find_loaded
from isnad.entities.finding import find_entities
from isnad.entities.relations import find_relations
from isnad.events.figures import find_figures, with_figures
from isnad.events.finding import find_events
from isnad.events.holders import with_holders
from isnad.model.capture import Capture
from isnad.model.record import Record
from isnad.page.layout import read_page
from isnad.sources.wrapped import open_wrapped
from isnad.versions import made_by


def read_capture(capture: Capture) -> Record:
    """Read one capture into its record. Raises InputRefused for what is not a readable Arabic report."""
    capture, on_way_in = open_wrapped(capture)
    page, on_page = read_page(capture)
    text, on_text = analyse(page)
    entities, on_entities = find_entities(text, page)
    relations, on_relations = find_relations(text, entities)
    events, on_events = find_events(text, entities, page)
    events = with_holders(events, relations)
    figures, on_figures = find_figures(text, events)
    events = with_figures(events, figures)
    attributions, on_claims = find_attributions(text, entities, page)
    claims = link_claims(text, attributions, relations, events, figures)
    return Record(
        made_by=made_by(),
        text=page.text,
        report=page.report,
        entities=entities,
        relations=claims.relations,
        events=claims.events,
        attributions=attributions,
        figures=claims.figures,
        times=text.times,
        loaded=find_loaded(text, entities, attributions),
        notes=(*on_way_in, *on_page, *on_text, *on_entities, *on_relations, *on_events, *on_figures, *on_claims, *claims.notes),
    )
