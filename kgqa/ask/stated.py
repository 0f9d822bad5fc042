"""What sources state of things in texts, read in bulk: from the store or, far quicker, from the closure's arrays."""

from __future__ import annotations

import itertools
from abc import ABC, abstractmethod
from functools import cache, cached_property
from operator import methodcaller
from typing import TYPE_CHECKING, Protocol, TypeAlias

from kgqa.ask.labels import ALTERNATIVE, PREFERRED
from kgqa.model import ASSERTED_GRAPH, INFERRED_GRAPH, IRI, RDF, RDF_TYPE, XSD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kgqa.reason import Closure
    from kgqa.reason.engine.expansion import Pairs
    from kgqa.reason.engine.relation import Numbers
    from kgqa.store import Store

Told: TypeAlias = tuple[str, str, str]
"""The IRI of a thing, a text that is told of it, and the language tag of the text, or ""."""

LABELS = (*PREFERRED, *ALTERNATIVE)
LONGEST = 120
_SAMPLE = 20_000
_TEXTS = (XSD + "string", RDF + "langString")
_TEXT = methodcaller("decode", "utf-8", "surrogatepass")


class Telling(Protocol):
    """What is told of things in texts."""

    def labels(self, predicate: IRI) -> list[Told]:
        """The literals of any kind that a predicate leads to."""

    def texts(self, predicate: IRI) -> list[Told]:
        """The texts of up to 120 characters that a predicate leads to."""


class Stated(Telling, Protocol):
    """What sources state, as the lexicon reads it."""

    def textual(self, properties: Iterable[IRI]) -> list[IRI]:
        """The properties without those that surely have no texts as values; labels are left out."""

    def predicates(self) -> frozenset[IRI]:
        """The predicates of all that is stated."""

    def classes(self) -> frozenset[IRI]:
        """All that anything is stated to be an instance of."""

    def entailed(self) -> Telling:
        """What is entailed and not stated."""

    def chains(self, property_: IRI) -> bool:
        """Whether the property, as stated or entailed, leads on from what it leads to: from one thing to a third."""

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

    def predicates(self) -> frozenset[IRI]:
        """See `Stated.predicates`."""
        found = self._store.texts(f"SELECT DISTINCT ?p {self._from} WHERE {{ ?s ?p ?o }}")
        return frozenset(IRI(name) for (name,) in found)

    def classes(self) -> frozenset[IRI]:
        """See `Stated.classes`."""
        found = self._store.texts(f"SELECT DISTINCT ?c {self._from} WHERE {{ ?s a ?c FILTER(isIRI(?c)) }}")
        return frozenset(IRI(name) for (name,) in found)

    def labels(self, predicate: IRI) -> list[Told]:
        """See `Stated.labels`."""
        return self._read(predicate, "")

    def texts(self, predicate: IRI) -> list[Told]:
        """See `Stated.texts`."""
        kinds = ", ".join(f"<{kind}>" for kind in _TEXTS)
        return self._read(predicate, f" && DATATYPE(?text) IN ({kinds}) && STRLEN(?text) <= {LONGEST}")

    def things(self, properties: Iterable[IRI], unnamed: Iterable[str]) -> Iterator[str]:
        """See `Stated.things`; no thing is left out."""
        for iri in properties:
            ends = f"{{ ?thing {iri} ?o }} UNION {{ ?s {iri} ?thing }} FILTER(isIRI(?thing))"
            for (thing,) in self._store.texts(f"SELECT DISTINCT ?thing {self._from} WHERE {{ {ends} }}"):
                yield thing

    def entailed(self) -> StatedInStore:
        """See `Stated.entailed`."""
        return inferred(self._store)

    def chains(self, property_: IRI) -> bool:
        """See `Stated.chains`; a sample of the facts decides."""
        facts = itertools.islice(self._store.match(None, property_), _SAMPLE)
        seen = [(t.subject, t.object) for t in facts if t.subject != t.object]
        subjects = {subject for subject, _ in seen}
        return any(end in subjects for _, end in seen)

    def _read(self, predicate: IRI, condition: str) -> list[Told]:
        where = f"{{ ?thing {predicate} ?text FILTER(isLiteral(?text) && isIRI(?thing){condition}) }}"
        query = f"SELECT ?thing ?text (LANG(?text) AS ?language) {self._from} WHERE {where}"
        return [(thing, text, tag) for thing, text, tag in self._store.texts(query)]


class _InClosure(ABC):
    """What the arrays of a closure hold of some of its facts; `pieces` are its terms as bytes."""

    def __init__(self, closure: Closure, pieces: Callable[[], tuple[list[bytes], list[bytes]]]) -> None:
        self._closure, self._pieces = closure, pieces

    @abstractmethod
    def _keys(self, iri: IRI) -> Numbers:
        """Keys of subject and object of a predicate's facts."""

    def labels(self, predicate: IRI) -> list[Told]:
        """See `Stated.labels`."""
        return [(thing, text, kind[1:] if kind[:1] == "@" else "") for thing, kind, text in self._read(predicate)]

    def texts(self, predicate: IRI) -> list[Told]:
        """See `Stated.texts`."""
        return [
            (thing, text, kind[1:] if kind[:1] == "@" else "")
            for thing, kind, text in self._read(predicate)
            if len(text) <= LONGEST and (kind == XSD + "string" or kind[:1] == "@")
        ]

    def _read(self, predicate: IRI) -> Iterator[tuple[str, str, str]]:
        """The IRIs of things, and the kinds (`kgqa.reason.engine.terms.written`) and texts of their literals."""
        from kgqa.reason.engine.dictionary import LITERAL
        from kgqa.reason.engine.relation import lefts, rights

        keys = self._keys(predicate)
        if not len(keys):
            return iter(())
        keys = keys[(rights(keys) >= LITERAL) & self._closure.dictionary.named()[lefts(keys)]]
        resources, literals = self._pieces()
        things = map(_TEXT, map(resources.__getitem__, lefts(keys).tolist()))
        told = map(_TEXT, map(literals.__getitem__, (rights(keys) - LITERAL).tolist()))
        return ((thing, *text.split("\0", 1)) for thing, text in zip(things, told, strict=True))


class StatedInClosure(_InClosure):
    """What the arrays of a closure hold of stated facts."""

    def __init__(self, closure: Closure) -> None:
        closure.settle()
        super().__init__(closure, cache(closure.dictionary.written))

    def textual(self, properties: Iterable[IRI]) -> list[IRI]:
        """See `Stated.textual`."""
        from kgqa.reason.engine.dictionary import LITERAL
        from kgqa.reason.engine.relation import rights

        ordered = sorted(set(properties) - {RDF_TYPE, *LABELS})
        return [p for p in ordered if len(keys := self._keys(p)) and rights(keys).max() >= LITERAL]

    def predicates(self) -> frozenset[IRI]:
        """See `Stated.predicates`."""
        return self._iris([name for name, _ in self._closure.stated_base.present()])

    def classes(self) -> frozenset[IRI]:
        """See `Stated.classes`."""
        from kgqa.reason.engine.relation import ordered, rights

        return self._iris(ordered(rights(self._keys(RDF_TYPE))).tolist())

    def entailed(self) -> EntailedInClosure:
        """See `Stated.entailed`."""
        return EntailedInClosure(self._closure, self._pieces, self._pairs)

    def chains(self, property_: IRI) -> bool:
        """See `Stated.chains`."""
        import numpy as np

        from kgqa.reason.engine.dictionary import LITERAL
        from kgqa.reason.engine.relation import lefts, rights

        number = self._closure.dictionary.find(property_)
        if number is None:
            return False
        keys = self._pairs.of(number)
        starts, ends = lefts(keys), rights(keys)
        others = (starts != ends) & (ends < LITERAL)
        leads_on = np.zeros(self._closure.dictionary.resources, bool)
        leads_on[starts[starts != ends]] = True
        return bool(leads_on[ends[others]].any())

    @cached_property
    def _pairs(self) -> Pairs:
        from kgqa.reason.engine.expansion import Pairs

        return Pairs(self._closure.base)

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
            wanted[lefts(keys[rights(keys) >= LITERAL])] = False
        wanted[again] = True
        resources, _ = self._pieces()
        for number in np.flatnonzero(wanted & dictionary.named()).tolist():
            yield _TEXT(resources[number])

    def _iris(self, numbers: Iterable[int]) -> frozenset[IRI]:
        return frozenset(term for term in self._closure.dictionary.terms(numbers) if isinstance(term, IRI))

    def _keys(self, iri: IRI) -> Numbers:
        number = self._closure.dictionary.find(iri)
        return self._closure.stated_base[-1 if number is None else number, -1].keys


class EntailedInClosure(_InClosure):
    """What the arrays of a closure hold of facts that are entailed and not stated."""

    def __init__(self, closure: Closure, pieces: Callable[[], tuple[list[bytes], list[bytes]]], pairs: Pairs) -> None:
        super().__init__(closure, pieces)
        self._pairs = pairs

    def _keys(self, iri: IRI) -> Numbers:
        from kgqa.reason.engine.dictionary import LITERAL
        from kgqa.reason.engine.relation import ordered, rights, without

        number = self._closure.dictionary.find(iri)
        keys = self._pairs.of(-1 if number is None else number)
        return without(ordered(keys[rights(keys) >= LITERAL]), self._closure.stated_base[number or 0, -1].keys)


def inferred(store: Store) -> StatedInStore:
    """What is entailed, read as if it were stated."""
    return StatedInStore(store, INFERRED_GRAPH)
