"""The words of a graph that a question may mean, for a model to choose from, within a budget."""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING, Any

from kgqa.ask.form import Entity, Relation
from kgqa.ask.lexicon import Sense
from kgqa.ask.schema import is_built_in
from kgqa.fallback.untrusted import harmless
from kgqa.model import IRI

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.fallback.reading.said import Said

BUDGET = 900
"""Tokens that the words may take, counted as four characters each."""
_MOST_FACTS = 200
_LONGEST = 80
LONGEST_QUESTION = 2_000


def message(question: str, said: Said, kinds: Kinds, *, budget: int = BUDGET) -> str:
    """A question with the names in it and the words of its graph that it may mean, as a JSON object.

    Labels are untrusted text: JSON keeps each inside its quotes, whatever it holds.
    """
    names = [option.mention for piece in said.things for option in piece.options if isinstance(option, Entity)]
    given: dict[str, Any] = {
        "question": harmless(question, LONGEST_QUESTION),
        "names": [harmless(name) for name in dict.fromkeys(names)],
        "properties": [],
        "kinds": [],
    }
    left = 4 * budget
    seen: set[str] = set()
    for place, entry in _entries(said, kinds):
        text = json.dumps(entry, ensure_ascii=False)
        left -= len(text) + 2
        if left < 0:
            break
        if text not in seen:
            seen.add(text)
            given[place].append(entry)
    return json.dumps(given, ensure_ascii=False)


def _entries(said: Said, kinds: Kinds) -> Iterator[tuple[str, Any]]:
    for piece in said.pieces:
        for option in piece.options:
            if isinstance(option, IRI):
                yield "kinds", harmless(kinds.lexicon.labels.of(option), _LONGEST)
            relation = option.relation if isinstance(option, Sense) else option
            if isinstance(relation, Relation) and (entry := _property(relation, kinds)):
                yield "properties", entry
    for iri in _measures(said) + _about(said, kinds):
        if entry := _property(Relation(iri), kinds):
            yield "properties", entry


def _measures(said: Said) -> list[IRI]:
    """The properties by which words of degree may compare."""
    from kgqa.ask.compose.kinds import hole_relation
    from kgqa.ask.compose.measures import Degree

    degrees = [option for piece in said.pieces for option in piece.options if isinstance(option, Degree)]
    found = [hole_relation(measure.by) for degree in degrees for measure in degree.measures]
    return [relation.property for relation in found if relation is not None]


def _about(said: Said, kinds: Kinds) -> list[IRI]:
    """The properties of the named things, and those that lead to them."""
    things = [iri for piece in said.things for o in piece.options if isinstance(o, Entity) for iri in o.iris[:3]]
    spoken = kinds.schema.properties - kinds.schema.unspoken
    found: dict[IRI, None] = {}
    for thing in things:
        for facts in (kinds.store.match(thing), kinds.store.match(None, None, thing)):
            for fact in islice(facts, _MOST_FACTS):
                if fact.predicate in spoken and not is_built_in(fact.predicate.value):
                    found.setdefault(fact.predicate)
    return list(found)


def _property(relation: Relation, kinds: Kinds) -> dict[str, Any] | None:
    """How a property is called, and what it leads from and to."""
    said = kinds.lexicon.said.get(relation)
    if said is None:
        return None

    def called(classes: frozenset[IRI]) -> str:
        return " or ".join(sorted(harmless(kinds.lexicon.labels.of(iri), _LONGEST) for iri in list(classes)[:3]))

    leads = kinds.literal(relation) or called(kinds.values(relation))
    return {"word": harmless(said.text, _LONGEST), "of": called(kinds.subjects(relation)), "is": leads}
