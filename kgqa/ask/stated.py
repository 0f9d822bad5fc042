"""What sources state of things in texts, read in bulk: from the store or, far quicker, from the closure's arrays."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Protocol, TypeAlias

from kgqa.ask.labels import ALTERNATIVE, PREFERRED
from kgqa.model import ASSERTED_GRAPH, INFERRED_GRAPH, IRI, RDF, RDF_TYPE, XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kgqa.reason import Closure
    from kgqa.reason.engine.relation import Numbers
    from kgqa.store import Store

Told: TypeAlias = tuple[str, str, str]
"""The IRI of a thing, a text that is told of it, and the language tag of the text, or ""."""

LABELS = (*PREFERRED, *ALTERNATIVE)
LONGEST = 120
_TEXTS = (XSD + "string", RDF + "langString")
_STRING = (XSD + "string").encode()


class Stated(Protocol):
    """What sources state, as the lexicon reads it."""

    def textual(self, properties: Iterable[IRI]) -> list[IRI]:
        """The properties without those that surely have no texts as values; labels are left out."""

    def labels(self, predicate: IRI) -> Iterator[Told]:
        """The literals of any kind that a predicate leads to."""

    def texts(self, predicate: IRI) -> Iterator[Told]:
        """The texts of up to 120 characters that a predicate leads to."""

    def things(self, properties: Iterable[IRI], unnamed: Iterable[str]) -> Iterator[str]:
        """What stands as subject or object of the properties.

        Things with a label may be left out, but for those in `unnamed`: their labels are in other languages.
        """


class StatedInStore:
    """What stands in one graph of a store, or by default in all of those that sources made."""

    def __init__(self, store: Store, graph: IRI = ASSERTED_GRAPH) -> None:
        self._store = store
        self._from = f"FROM {graph}"

    def textual(self, properties: Iterable[IRI]) -> list[IRI]:
        """See `Stated.textual`."""
        return sorted(set(properties) - {RDF_TYPE, *LABELS})

    def labels(self, predicate: IRI) -> Iterator[Told]:
        """See `Stated.labels`."""
        return self._read(predicate, "")

    def texts(self, predicate: IRI) -> Iterator[Told]:
        """See `Stated.texts`."""
        kinds = ", ".join(f"<{kind}>" for kind in _TEXTS)
        return self._read(predicate, f" && DATATYPE(?text) IN ({kinds}) && STRLEN(?text) <= {LONGEST}")

    def things(self, properties: Iterable[IRI], unnamed: Iterable[str]) -> Iterator[str]:
        """See `Stated.things`; no thing is left out."""
        for iri in properties:
            ends = f"{{ ?thing {iri} ?o }} UNION {{ ?s {iri} ?thing }} FILTER(isIRI(?thing))"
            for (thing,) in self._store.texts(f"SELECT DISTINCT ?thing {self._from} WHERE {{ {ends} }}"):
                yield thing

    def _read(self, predicate: IRI, condition: str) -> Iterator[Told]:
        where = f"{{ ?thing {predicate} ?text FILTER(isLiteral(?text) && isIRI(?thing){condition}) }}"
        yield from self._store.texts(  # type: ignore[misc]
            f"SELECT ?thing ?text (LANG(?text) AS ?language) {self._from} WHERE {where}"
        )


class StatedInClosure:
    """What the arrays of a closure hold of stated facts."""

    def __init__(self, closure: Closure) -> None:
        self._closure = closure

    def textual(self, properties: Iterable[IRI]) -> list[IRI]:
        """See `Stated.textual`."""
        from kgqa.reason.engine.dictionary import LITERAL
        from kgqa.reason.engine.relation import rights

        ordered = sorted(set(properties) - {RDF_TYPE, *LABELS})
        return [p for p in ordered if len(keys := self._keys(p)) and rights(keys).max() >= LITERAL]

    def labels(self, predicate: IRI) -> Iterator[Told]:
        """See `Stated.labels`."""
        for thing, kind, text in self._read(predicate):
            yield thing, text.decode("utf-8", "surrogatepass"), kind[1:].decode() if kind[:1] == b"@" else ""

    def texts(self, predicate: IRI) -> Iterator[Told]:
        """See `Stated.texts`."""
        for thing, kind, text in self._read(predicate):
            if (kind == _STRING or kind[:1] == b"@") and len(text) <= 4 * LONGEST:
                told = text.decode("utf-8", "surrogatepass")
                if len(told) <= LONGEST:
                    yield thing, told, "" if kind == _STRING else kind[1:].decode()

    def things(self, properties: Iterable[IRI], unnamed: Iterable[str]) -> Iterator[str]:
        """See `Stated.things`."""
        import numpy as np

        from kgqa.reason.engine.dictionary import LITERAL
        from kgqa.reason.engine.relation import lefts, rights

        dictionary = self._closure.dictionary
        wanted = np.zeros(dictionary.resources, bool)
        for keys in map(self._keys, properties):
            objects = rights(keys)
            wanted[lefts(keys)] = True
            wanted[objects[objects < LITERAL]] = True
        again = [n for thing in unnamed if (n := dictionary.find(IRI(thing))) is not None and wanted[n]]
        for keys in map(self._keys, LABELS):
            wanted[lefts(keys)] = False
        wanted[again] = True
        for number in np.flatnonzero(wanted & dictionary.named()).tolist():
            yield self._pieces[0][number].decode("utf-8", "surrogatepass")

    def _read(self, predicate: IRI) -> Iterator[tuple[str, bytes, bytes]]:
        """The IRIs of things, and what kinds of literals (`kgqa.reason.engine.terms.written`) they have."""
        from kgqa.reason.engine.dictionary import LITERAL
        from kgqa.reason.engine.relation import lefts, rights

        keys = self._keys(predicate)
        keys = keys[rights(keys) >= LITERAL]
        if not len(keys):
            return
        resources, literals = self._pieces
        for thing, literal in zip(lefts(keys).tolist(), (rights(keys) - LITERAL).tolist(), strict=True):
            name = resources[thing]
            if name[:2] != b"_:":
                kind, _, text = literals[literal].partition(b"\0")
                yield name.decode("utf-8", "surrogatepass"), kind, text

    def _keys(self, iri: IRI) -> Numbers:
        number = self._closure.dictionary.find(iri)
        return self._closure.stated_base[-1 if number is None else number, -1].keys

    @cached_property
    def _pieces(self) -> tuple[list[bytes], list[bytes]]:
        return self._closure.dictionary.written()


def inferred(store: Store) -> StatedInStore:
    """What is entailed, read as if it were stated."""
    return StatedInStore(store, INFERRED_GRAPH)
