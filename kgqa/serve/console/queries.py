"""Queries to begin with, made from what is in the served graph; each gives rows."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from kgqa.dates import is_date
from kgqa.model import INFERRED_GRAPH, IRI, KGQA, ONTOLOGY_GRAPH, OWL, RDF, RDF_TYPE, RDFS, RDFS_LABEL, SKOS, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.pipeline import KnowledgeBase
    from kgqa.serve.console.vocabulary import Named, Vocabulary

_VOCABULARIES = (RDF, RDFS, OWL, SKOS, KGQA, "http://www.w3.org/2003/11/swrl")
_SEEN = 50
"""Facts of a property that are looked at."""
_MOST_TRIED = 40
"""Properties that are looked at for one example."""


class ExampleQuery(NamedTuple):
    """A query, and what it asks in a few words."""

    title: str
    query: str


def example_queries(kb: KnowledgeBase, known: Vocabulary) -> tuple[ExampleQuery, ...]:
    """Queries over the graph, the plainest first; the same for the same revision.

    Each gives rows: it is made from facts that were found. None is run, as some take their time in a large graph.
    """
    return tuple(ExampleQuery(each.title, known.declared(each.query)) for each in _Maker(kb, known).all())


class _Maker(NamedTuple):
    kb: KnowledgeBase
    known: Vocabulary

    def all(self) -> Iterator[ExampleQuery]:
        if any(each.count for each in self.known.classes):
            yield self._classes()
        if any(each.count for each in self.known.properties):
            yield self._properties()
        for kind in self._spoken(self.known.classes)[:1]:
            yield self._members(kind)
        relations = [each for each in self._spoken(self.known.properties)[:_MOST_TRIED] if self._leads_on(each.iri)]
        for relation in relations[:1]:
            yield self._values(relation)
        yield from islice(filter(None, map(self._two_hops, relations)), 1)
        yield from islice(filter(None, map(self._dates, self._spoken(self.known.properties))), 1)
        for thing in islice(self._inferred(), 1):
            yield self._what_follows(thing)
            yield self._everything(thing)

    def _classes(self) -> ExampleQuery:
        query = """SELECT ?class (COUNT(DISTINCT ?thing) AS ?members)
WHERE { ?thing a ?class }
GROUP BY ?class
ORDER BY DESC(?members)"""
        return ExampleQuery("Classes by size", query)

    def _properties(self) -> ExampleQuery:
        query = """SELECT ?property (COUNT(*) AS ?facts)
WHERE { ?thing ?property ?value }
GROUP BY ?property
ORDER BY DESC(?facts)"""
        return ExampleQuery("Properties by use", query)

    def _members(self, kind: Named) -> ExampleQuery:
        query = f"""SELECT ?thing ?label
WHERE {{
  ?thing a {self.known.short(kind.iri)} .
  OPTIONAL {{ ?thing {self._label} ?label }}
}}
ORDER BY ?label
LIMIT 100"""
        return ExampleQuery(f"All of class “{kind.label}”", query)

    def _values(self, relation: Named) -> ExampleQuery:
        query = f"""SELECT ?thing ?value
WHERE {{ ?thing {self.known.short(relation.iri)} ?value }}
LIMIT 100"""
        return ExampleQuery(f"Values of “{relation.label}”", query)

    def _two_hops(self, relation: Named) -> ExampleQuery | None:
        """From a thing by the property, and on by another one that leads to something else."""
        for fact in islice(self.kb.store.match(None, relation.iri), _SEEN):
            for other in sorted(set(self.kb.store.match(fact.object)), key=str):
                further = isinstance(other.object, IRI) and other.object != fact.subject
                if further and other.predicate != relation.iri and self._is_data(other.predicate):
                    query = f"""SELECT ?thing ?next ?further
WHERE {{
  ?thing {self.known.short(relation.iri)} ?next .
  ?next {self.known.short(other.predicate)} ?further .
}}
LIMIT 100"""
                    label = self.kb.labels.of(other.predicate)
                    return ExampleQuery(f"Two steps: “{relation.label}”, then “{label}”", query)
        return None

    def _dates(self, relation: Named) -> ExampleQuery | None:
        values = [triple.object for triple in islice(self.kb.store.match(None, relation.iri), _SEEN)]
        if not any(isinstance(value, Literal) and is_date(value.datatype) for value in values):
            return None
        query = f"""SELECT ?thing ?label ?date
WHERE {{
  ?thing {self.known.short(relation.iri)} ?date .
  OPTIONAL {{ ?thing {self._label} ?label }}
}}
ORDER BY kgqa:earliest(?date)
LIMIT 100"""
        return ExampleQuery(f"By “{relation.label}”, the earliest first", query)

    def _what_follows(self, thing: IRI) -> ExampleQuery:
        query = f"""SELECT ?property ?value
FROM {INFERRED_GRAPH}
WHERE {{ {self.known.short(thing)} ?property ?value }}"""
        return ExampleQuery(f"What was inferred of “{self.kb.labels.of(thing)}”", query)

    def _everything(self, thing: IRI) -> ExampleQuery:
        name = self.known.short(thing)
        query = f"""CONSTRUCT {{ {name} ?property ?value . ?other ?relation {name} }}
WHERE {{ {{ {name} ?property ?value }} UNION {{ ?other ?relation {name} }} }}"""
        return ExampleQuery(f"Everything about “{self.kb.labels.of(thing)}”, as RDF", query)

    def _inferred(self) -> Iterator[IRI]:
        """Things of which something was inferred that is not only their class."""
        seen: set[IRI] = set()
        for relation in self._spoken(self.known.properties)[:_MOST_TRIED]:
            for fact in islice(self.kb.store.match(None, relation.iri, graph=INFERRED_GRAPH), _SEEN):
                thing = fact.subject
                if isinstance(thing, IRI) and thing not in seen and self._is_thing(thing):
                    seen.add(thing)
                    yield thing

    def _is_thing(self, thing: IRI) -> bool:
        return not any(self.kb.store.match(thing, graph=ONTOLOGY_GRAPH)) and self.kb.labels.has(thing)

    def _spoken(self, terms: tuple[Named, ...]) -> list[Named]:
        """The terms of the data, those with a label of their own before the others, the most used first."""
        data = [each for each in terms if each.count and self._is_data(each.iri)]
        return sorted(data, key=lambda each: not each.is_labelled)

    def _leads_on(self, iri: IRI) -> bool:
        facts = islice(self.kb.store.match(None, iri), _SEEN)
        return any(isinstance(t.object, IRI) and self._is_thing(t.object) for t in facts)

    def _is_data(self, iri: IRI) -> bool:
        return not iri.value.startswith(_VOCABULARIES) and iri not in (RDF_TYPE, RDFS_LABEL)

    @property
    def _label(self) -> str:
        return self.known.short(RDFS_LABEL)
