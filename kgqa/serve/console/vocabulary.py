"""What a query over the served graph can use: its classes and properties with their names, and its prefixes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kgqa.ask.naming import WELL_KNOWN
from kgqa.closure import prefixes_of
from kgqa.model import IRI, KGQA, OWL, RDF, RDF_TYPE, RDFS
from kgqa.store import Solutions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kgqa.pipeline import KnowledgeBase

CLASSES = "SELECT ?class (COUNT(DISTINCT ?thing) AS ?members) WHERE { ?thing a ?class } GROUP BY ?class"
PROPERTIES = "SELECT ?property (COUNT(*) AS ?facts) WHERE { ?thing ?property ?value } GROUP BY ?property"
_KINDS = {
    "class": [IRI(OWL + "Class"), IRI(RDFS + "Class")],
    "property": [IRI(OWL + "ObjectProperty"), IRI(OWL + "DatatypeProperty"), IRI(RDF + "Property")],
}
_PREFIX = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
"""Local names that need no escape in a prefixed name (SPARQL 1.1 Query, PN_LOCAL)."""

_NAMED = re.compile(r"(?<![\w?])([A-Za-z][\w-]*):(?=[A-Za-z_])")


@dataclass(frozen=True, slots=True)
class Named:
    """A class or property: what it is called, and how many members or facts it has, stated or entailed."""

    iri: IRI
    label: str
    count: int
    is_labelled: bool
    """Whether the label is stated, not made from the IRI."""


class Vocabulary(NamedTuple):
    """The terms that a query can use, the most used first, and short names for their namespaces."""

    classes: tuple[Named, ...]
    properties: tuple[Named, ...]
    prefixes: Mapping[str, str]

    def short(self, iri: IRI) -> str:
        """The IRI as a query writes it: with a prefix where it has one."""
        for prefix, namespace in self.prefixes.items():
            if iri.value.startswith(namespace) and _LOCAL.fullmatch(iri.value[len(namespace) :]):
                return f"{prefix}:{iri.value[len(namespace) :]}"
        return str(iri)

    def declared(self, query: str) -> str:
        """The query after the PREFIX declarations that it needs."""
        used = {
            found[1] for found in re.finditer(r"(?<![\w<:/#?])([A-Za-z][\w-]*):(?=[A-Za-z_])", _without_iris(query))
        }
        lines = [f"PREFIX {prefix}: <{self.prefixes[prefix]}>\n" for prefix in self.prefixes if prefix in used]
        return "".join(lines) + query


def vocabulary_of(kb: KnowledgeBase) -> Vocabulary:
    """The vocabulary of a graph. It counts all facts once."""
    known = {**WELL_KNOWN, "kgqa": KGQA, **prefixes_of(kb.store)}
    prefixes = {prefix: known[prefix] for prefix in sorted(known) if _PREFIX.fullmatch(prefix)}
    return Vocabulary(tuple(_named(kb, CLASSES, "class")), tuple(_named(kb, PROPERTIES, "property")), prefixes)


def _named(kb: KnowledgeBase, query: str, kind: str) -> Iterator[Named]:
    """What is used, the most used first; then what is declared and not used."""
    found = kb.store.query(query)
    assert isinstance(found, Solutions)
    counts = {row[0]: int(row[1].lexical) for row in found.rows if isinstance(row[0], IRI) and row[1] is not None}  # type: ignore[union-attr]
    for declared in _KINDS[kind]:
        for triple in kb.store.match(None, RDF_TYPE, declared):
            if isinstance(triple.subject, IRI):
                counts.setdefault(triple.subject, 0)
    for iri in sorted(counts, key=lambda iri: (-counts[iri], iri)):
        yield Named(iri, kb.labels.of(iri), counts[iri], kb.labels.has(iri))


def _without_iris(query: str) -> str:
    return re.sub(r"<[^<>\s]*>", "<>", query)
