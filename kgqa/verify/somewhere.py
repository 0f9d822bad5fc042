"""Names of places that several recorded places bear: who says "in Boston" means whichever of them it is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kgqa.ask.structure import entities, with_entities
from kgqa.ask.tokens import fold
from kgqa.model import IRI, RDF_TYPE

if TYPE_CHECKING:
    from kgqa.ask.form import Entity, Form
    from kgqa.verify.known import Known


def means_any(known: Known, form: Form) -> bool:
    """Whether the only open names of a form are those of places where something else is said to be, or to happen.

    It is so, then, if it is so of one of them: one word stands for all records of a place. Of the places themselves
    nothing can be said in this way, nor of things that only share a name.
    """
    mentioned = list(entities(form))
    open_ones = [entity for entity in mentioned if len(entity.iris) > 1 and not entity.every]
    others = [entity for entity in mentioned if entity not in open_ones]
    settled = bool(open_ones) and bool(others) and not any(_is_place(known, entity) for entity in others)
    return settled and all(_is_place(known, entity) and _is_called(known, entity) for entity in open_ones)


def called(known: Known, form: Form) -> Form:
    """The form with each place that is called as it is mentioned, rather than those with more words in their names.

    "Boston" is "Boston, Suffolk County" and not "East Boston".
    """
    return with_entities(form, lambda entity: _called(known, entity))


def _called(known: Known, entity: Entity) -> Entity:
    if len(entity.iris) == 1 or entity.every or not _is_place(known, entity):
        return entity
    exact = tuple(iri for iri in entity.iris if _has_part(known, iri, entity.mention))
    return replace(entity, iris=exact) if exact else entity


def _is_called(known: Known, entity: Entity) -> bool:
    return all(_has_part(known, iri, entity.mention) for iri in entity.iris)


def _has_part(known: Known, iri: IRI, mention: str) -> bool:
    """Whether a place's name, with the names of what it lies in, begins with a mention."""
    label = fold(known.labels.of(iri))
    return label == fold(mention) or label.startswith(f"{fold(mention)},")


def _is_place(known: Known, entity: Entity) -> bool:
    """Whether all that a name may mean answers "where"."""
    return all("where" in _answered(known, iri) for iri in entity.iris)


def _answered(known: Known, iri: IRI) -> frozenset[str]:
    kinds = (fact.object for fact in known.store.match(iri, RDF_TYPE))
    return known.schema.words_answered(kind for kind in kinds if isinstance(kind, IRI))
