"""What every runner shares: its arguments, its clock, the kinds of triples, and the line of JSON that it prints.

Only the standard library, for it runs beside each engine in the engine's own environment.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
VOCABULARIES = tuple(f"<{namespace}" for namespace in (RDF, RDFS, OWL, XSD))
ANNOTATIONS = frozenset(f"<{RDFS}{name}>" for name in ("label", "comment", "seeAlso", "isDefinedBy"))

Terms: TypeAlias = "tuple[str, str, str]"
"""Subject, predicate and object as in N-Triples; of a literal the opening quote is enough."""


class Run:
    """One engine on one graph: laps by the clock, and the report of them."""

    def __init__(self) -> None:
        parser = argparse.ArgumentParser()
        parser.add_argument("files", nargs="+", type=Path, help="N-Triples: the facts, then the ontology")
        parser.add_argument("--save", type=Path, required=True, help="an empty folder for the closure")
        parser.add_argument("--count", action="store_true", help="count the closure by kinds of triples (slow)")
        parser.add_argument("--store", action="store_true", help="also fill a SPARQL store, where that is not the same")
        options = parser.parse_args()
        self.files: list[Path] = [file.resolve() for file in options.files]
        self.save: Path = options.save.resolve()
        self.fills_store: bool = options.store
        self._count: bool = options.count
        self._values: dict[str, object] = {}

    @contextmanager
    def lap(self, name: str) -> Iterator[None]:
        started = time.perf_counter()
        yield
        self.note(name, time.perf_counter() - started)

    def note(self, name: str, value: object) -> None:
        self._values[name] = value

    def seconds(self, name: str) -> float:
        value = self._values[name]
        assert isinstance(value, float)
        return value

    def saved(self) -> None:
        """The closure is on disk: what is counted from now on is neither time nor memory of the engine."""
        self.note("saved_at", time.time())
        self.note("peak_mb", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)

    def report(self, closure: int, stated: int, triples: Iterable[Terms]) -> None:
        """Print the measurements; `triples` is the closure, iterated only to count its kinds."""
        self.note("closure", closure)
        self.note("total_inferred", closure - stated)
        if self._count:
            self.note("kinds", Counter(kind(triple) for triple in triples))
        print(json.dumps(self._values))


def kind(triple: Terms) -> str:
    """What a triple is to somebody who asks: a fact, or one of the things that engines add or leave out."""
    subject, predicate, obj = triple
    if subject.startswith('"'):
        return "literal subject"
    if predicate == f"<{OWL}sameAs>":
        return "reflexive sameAs" if subject == obj else "fact"
    if predicate == f"<{RDF}type>":
        if obj == f"<{OWL}Thing>":
            return "owl:Thing"
        return "anonymous class" if obj.startswith("_:") else "schema" if obj.startswith(VOCABULARIES) else "fact"
    return "schema" if predicate.startswith(VOCABULARIES) and predicate not in ANNOTATIONS else "fact"


def rdflib_terms(triple: tuple[object, object, object]) -> Terms:
    subject, predicate, obj = (_text(term) for term in triple)
    return subject, predicate, obj


def _text(term: object) -> str:
    name = type(term).__name__
    return f"_:{term}" if name == "BNode" else f'"{term}' if name == "Literal" else f"<{term}>"
