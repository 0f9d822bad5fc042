"""Subclass steps between restrictions: scm-hv, scm-svf1, scm-svf2, scm-avf1, scm-avf2."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeAlias

from kgqa.checker.vocabulary import ALL, HAS_VALUE, ON_PROPERTY, SOME

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kgqa.checker.hierarchy import Hierarchy
    from kgqa.model import IRI, Term, Triple

Parts: TypeAlias = "dict[tuple[Term, Term], list[Term]]"
"""(property, filler) to the restrictions with these."""


class Restrictions:
    """The restrictions of an ontology, by property and filler."""

    def __init__(self, stated: Callable[[IRI], Iterable[Triple]]) -> None:
        on: defaultdict[Term, list[Term]] = defaultdict(list)
        for node, _, prop in stated(ON_PROPERTY):
            on[node].append(prop)
        self._parts: dict[IRI, Parts] = {}
        for predicate in (HAS_VALUE, SOME, ALL):
            parts: defaultdict[tuple[Term, Term], list[Term]] = defaultdict(list)
            for node, _, filler in stated(predicate):
                for prop in on.get(node, ()):
                    parts[prop, filler].append(node)
            self._parts[predicate] = parts

    def steps(self, classes: Hierarchy, properties: Hierarchy) -> set[tuple[Term, Term]]:
        """(subclass, superclass) pairs that follow by one of the rules and do not hold yet."""
        found = {*self._wider_property(HAS_VALUE, properties), *self._wider_property(SOME, properties)}
        found |= {(low, high) for high, low in self._wider_property(ALL, properties)}
        found |= {*self._wider_filler(SOME, classes), *self._wider_filler(ALL, classes)}
        return {(low, high) for low, high in found if not classes.holds(low, high)}

    def _wider_property(self, kind: IRI, properties: Hierarchy) -> Iterator[tuple[Term, Term]]:
        """Restrictions with the same filler, the one on a subproperty first."""
        parts = self._parts[kind]
        for (prop, filler), nodes in parts.items():
            for above in properties.above(prop):
                for other in parts.get((above, filler), ()):
                    yield from ((node, other) for node in nodes)

    def _wider_filler(self, kind: IRI, classes: Hierarchy) -> Iterator[tuple[Term, Term]]:
        """Restrictions on the same property, the one with the subclass first."""
        parts = self._parts[kind]
        for (prop, filler), nodes in parts.items():
            for above in classes.above(filler):
                for other in parts.get((prop, above), ()):
                    yield from ((node, other) for node in nodes)
