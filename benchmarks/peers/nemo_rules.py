"""An OWL 2 RL ontology as a Datalog program for nemo: one rule for each axiom, with constant predicates.

That is the form in which nemo is fastest: a table for each property and each class, class expressions included, and
no rule over all triples. What only identity or conflicts follow from is left out (functional properties, keys,
cardinalities, complements): neither the family ontology nor LUBM's derives any.
"""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING, NamedTuple

from rdflib import OWL, RDF, RDFS, Graph, Literal, URIRef
from rdflib.collection import Collection

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from rdflib.term import Node


class Program(NamedTuple):
    """The text, how many of its rules (the first ones) only read, and the tables of the properties and classes."""

    text: str
    reading: int
    properties: dict[Node, str]
    classes: dict[Node, str]


class Tables:
    """Names of tables, given as they are asked for."""

    def __init__(self) -> None:
        self.properties: dict[Node, str] = {}
        self.classes: dict[Node, str] = {}

    def pair(self, prop: Node, subject: str, obj: str) -> str:
        return f"{self.properties.setdefault(prop, f'p{len(self.properties)}')}({subject}, {obj})"

    def of(self, cls: Node, member: str) -> str:
        return f"{self.classes.setdefault(cls, f'c{len(self.classes)}')}({member})"


def program(ontology: Graph, files: Iterable[Path]) -> Program:
    """The program that reads `files` and derives what the ontology entails of them."""
    tables = Tables()
    rules = [*_of_properties(ontology, tables), *_of_classes(ontology, tables), *_of_expressions(ontology, tables)]
    rules += _between_expressions(ontology, tables)
    imports = [f'@import triple :- ntriples {{ resource = "{file}" }} .' for file in files]
    named = [(prop, name) for prop, name in tables.properties.items() if isinstance(prop, URIRef)]
    kinds = [(cls, name) for cls, name in tables.classes.items() if isinstance(cls, URIRef)]
    stated = [f"{name}(?x, ?y) :- triple(?x, {prop.n3()}, ?y) ." for prop, name in named]
    stated += [f"{name}(?x) :- triple(?x, {RDF.type.n3()}, {cls.n3()}) ." for cls, name in kinds]
    outputs = [f"@export {name} :- csv {{}} ." for name in (*tables.properties.values(), *tables.classes.values())]
    text = "\n".join([*imports, *stated, *rules, *outputs])
    return Program(text, len(stated), tables.properties, tables.classes)


def _of_properties(ontology: Graph, tables: Tables) -> Iterator[str]:
    pair, of = tables.pair, tables.of
    for sub, over in _both(ontology, RDFS.subPropertyOf, OWL.equivalentProperty):
        yield f"{pair(over, '?x', '?y')} :- {pair(sub, '?x', '?y')} ."
    for one, other in ontology.subject_objects(OWL.inverseOf):
        yield f"{pair(other, '?y', '?x')} :- {pair(one, '?x', '?y')} ."
        yield f"{pair(one, '?y', '?x')} :- {pair(other, '?x', '?y')} ."
    for prop in ontology.subjects(RDF.type, OWL.SymmetricProperty):
        yield f"{pair(prop, '?y', '?x')} :- {pair(prop, '?x', '?y')} ."
    for prop in ontology.subjects(RDF.type, OWL.TransitiveProperty):
        yield f"{pair(prop, '?x', '?z')} :- {pair(prop, '?x', '?y')}, {pair(prop, '?y', '?z')} ."
    for prop, chain in ontology.subject_objects(OWL.propertyChainAxiom):
        steps = list(Collection(ontology, chain))
        body = ", ".join(pair(step, f"?x{n}", f"?x{n + 1}") for n, step in enumerate(steps))
        yield f"{pair(prop, '?x0', f'?x{len(steps)}')} :- {body} ."
    for prop, cls in ontology.subject_objects(RDFS.domain):
        yield f"{of(cls, '?x')} :- {pair(prop, '?x', '?y')} ."
    for prop, cls in ontology.subject_objects(RDFS.range):
        yield f"{of(cls, '?y')} :- {pair(prop, '?x', '?y')} ."


def _of_classes(ontology: Graph, tables: Tables) -> Iterator[str]:
    of = tables.of
    for sub, over in _both(ontology, RDFS.subClassOf, OWL.equivalentClass):
        yield f"{of(over, '?x')} :- {of(sub, '?x')} ."
    for cls, parts in ontology.subject_objects(OWL.intersectionOf):
        members = list(Collection(ontology, parts))
        yield f"{of(cls, '?x')} :- {', '.join(of(member, '?x') for member in members)} ."
        yield from (f"{of(member, '?x')} :- {of(cls, '?x')} ." for member in members)
    for cls, parts in ontology.subject_objects(OWL.unionOf):
        yield from (f"{of(cls, '?x')} :- {of(member, '?x')} ." for member in Collection(ontology, parts))


def _of_expressions(ontology: Graph, tables: Tables) -> Iterator[str]:
    pair, of = tables.pair, tables.of
    for cls, prop in ontology.subject_objects(OWL.onProperty):
        for value in ontology.objects(cls, OWL.hasValue):
            assert isinstance(value, URIRef | Literal)
            yield f"{of(cls, '?x')} :- {pair(prop, '?x', value.n3())} ."
            yield f"{pair(prop, '?x', value.n3())} :- {of(cls, '?x')} ."
        for filler in ontology.objects(cls, OWL.someValuesFrom):
            member = "" if filler == OWL.Thing else f", {of(filler, '?y')}"
            yield f"{of(cls, '?x')} :- {pair(prop, '?x', '?y')}{member} ."
        for filler in ontology.objects(cls, OWL.allValuesFrom):
            yield f"{of(filler, '?y')} :- {of(cls, '?x')}, {pair(prop, '?x', '?y')} ."


def _between_expressions(ontology: Graph, tables: Tables) -> Iterator[str]:
    """Rules scm-svf1, scm-svf2, scm-avf1, scm-avf2: the data need not show that one expression implies another."""
    classes = _upward(ontology, RDFS.subClassOf, OWL.equivalentClass)
    properties = _upward(ontology, RDFS.subPropertyOf, OWL.equivalentProperty)
    for quantifier in (OWL.someValuesFrom, OWL.allValuesFrom):
        parts = [
            (cls, prop, filler)
            for cls, filler in ontology.subject_objects(quantifier)
            for prop in ontology.objects(cls, OWL.onProperty)
        ]
        for (one, prop, filler), (other, its_prop, its_filler) in permutations(parts, 2):
            wider = its_filler in {filler, *classes.transitive_objects(filler, RDFS.subClassOf)}
            further = its_prop in {prop, *properties.transitive_objects(prop, RDFS.subPropertyOf)}
            nearer = prop in {its_prop, *properties.transitive_objects(its_prop, RDFS.subPropertyOf)}
            if wider and (further if quantifier == OWL.someValuesFrom else nearer):
                yield f"{tables.of(other, '?x')} :- {tables.of(one, '?x')} ."


def _upward(ontology: Graph, upward: URIRef, equal: URIRef) -> Graph:
    graph = Graph()
    for sub, over in _both(ontology, upward, equal):
        graph.add((sub, upward, over))
    return graph


def _both(ontology: Graph, upward: URIRef, equal: URIRef) -> Iterator[tuple[Node, Node]]:
    yield from ontology.subject_objects(upward)
    for one, other in ontology.subject_objects(equal):
        yield one, other
        yield other, one
