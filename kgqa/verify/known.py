"""What claims are judged by: one revision of a graph, what is declared of it, and the reasoner's two questions."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeAlias

from kgqa.ask.complete import is_complete, is_declared
from kgqa.ask.form import Entity, Join, Relation
from kgqa.dates import is_date
from kgqa.model import IRI, KGQA, OWL, OWL_SAME_AS, RDF_TYPE, BlankNode, Literal, Triple
from kgqa.reason.values import different, same
from kgqa.verify.finding import Finding, unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kgqa.ask.english.phrases import Phrases
    from kgqa.ask.labels import Labels
    from kgqa.ask.lexicon import Lexicon
    from kgqa.ask.schema import Schema
    from kgqa.model import Conflict, Term
    from kgqa.store import Store
    from kgqa.verify.finding import Prove

Contradiction: TypeAlias = "Callable[[Sequence[Triple]], Conflict | None]"

MOST_SEARCHES = 40
"""After so many searches for conflicts a claim is left open where it is not decided otherwise."""
_OF_TYPES = frozenset(("prp-rng", "dt-not-type", "cls-avf"))
"""Rules by which a value has a class that it cannot have."""
AT_MOST = IRI(KGQA + "atMost")
INVERSE_FUNCTIONAL = IRI(OWL + "InverseFunctionalProperty")


@dataclass(frozen=True, slots=True)
class Known:
    """One revision of a graph. `prove` gives the proof of a triple that is entailed, or None.

    `contradiction` gives the first new conflict that supposing facts brings, or the refutation of one of them, or
    None. `unique_names`: different IRIs are different things.
    """

    store: Store
    lexicon: Lexicon
    phrases: Phrases
    prove: Prove
    contradiction: Contradiction
    unique_names: bool = True
    limits: dict[Relation, int | None] = field(default_factory=dict, repr=False)
    conflicts: dict[Triple, Conflict | None] = field(default_factory=dict, repr=False)
    searched: list[Triple] = field(default_factory=list, repr=False)
    """Facts of the claim in hand for which a conflict was searched; `Judge` empties it before each."""

    @property
    def schema(self) -> Schema:
        """What is declared of properties and classes."""
        return self.lexicon.schema

    @property
    def labels(self) -> Labels:
        """What things are called."""
        return self.lexicon.labels

    def match(self, relation: Relation, start: Term | None, end: Term | None = None) -> Iterator[Triple]:
        """The facts by which `relation` leads from `start` to `end` (None: anything)."""
        if relation.inverse:
            return iter(()) if isinstance(end, Literal) else self.store.match(end, relation.property, start)
        return iter(()) if isinstance(start, Literal) else self.store.match(start, relation.property, end)

    def triple(self, relation: Relation, start: Term, end: Term) -> Triple:
        """The fact that `relation` leads from `start` to `end`."""
        subject, value = (end, start) if relation.inverse else (start, end)
        return Triple(subject, relation.property, value)

    def excluded(self, fact: Triple) -> Conflict | None:
        """The conflict that supposing a fact brings; that a year is no day excludes nothing."""
        if isinstance(fact.subject, Literal):
            return None
        if fact not in self.conflicts:
            if len(self.searched) >= MOST_SEARCHES:
                return None
            self.searched.append(fact)
            if len(self.conflicts) > _MOST_KEPT:
                self.conflicts.clear()
            found = self.contradiction((fact,))
            self.conflicts[fact] = None if found is not None and _is_of_precision(fact, found) else found
        return self.conflicts[fact]

    def limit(self, relation: Relation) -> int | None:
        """How many values a thing can have of a relation; None: any number."""
        if relation not in self.limits:
            told = [n for wide in self.schema.wider(relation) for n in self._limits(wide)]
            self.limits[relation] = min(told, default=None)
        return self.limits[relation]

    def _limits(self, relation: Relation) -> Iterator[int]:
        single = IRI(OWL + "FunctionalProperty") if not relation.inverse else INVERSE_FUNCTIONAL
        if any(True for _ in self.store.match(relation.property, RDF_TYPE, single)):
            yield 1
        for fact in () if relation.inverse else self.store.match(relation.property, AT_MOST):
            if isinstance(fact.object, Literal) and fact.object.lexical.isdigit():
                yield int(fact.object.lexical)

    def is_whole(self, relation: Relation, start: Term) -> bool:
        """Whether all that a thing has of a relation is declared to be in the graph."""
        if not isinstance(start, IRI):
            return False
        return is_complete(Join(relation, Entity((start,), "")), self.schema, self.store)

    def may_be_all(self, relation: Relation, start: Term) -> bool:
        """Whether what is recorded of a relation of a thing may be all there is, by what is declared."""
        return self.limit(relation) is not None or self.is_whole(relation, start)

    def is_used(self, relation: Relation) -> bool:
        """Whether the graph has a fact of a property at all, or is declared to have all of them."""
        if is_declared(relation, self.schema):
            return True
        return any(True for _ in self.store.match(None, relation.property))

    def is_recorded(self, relation: Relation, value: Literal) -> bool:
        """Whether anything has this value of a property, in whatever case it is written."""
        text = value.lexical
        written = dict.fromkeys((text, text.lower(), text.upper(), text.capitalize(), text.title()))
        values = (replace(value, lexical=each) for each in written)
        return any(True for each in values for _ in self.store.match(None, relation.property, each))

    def distinct(self, one: Term, other: Term) -> bool:
        """Whether two terms certainly denote different things."""
        if isinstance(one, Literal) and isinstance(other, Literal):
            return different(one, other)
        if isinstance(one, Literal) or isinstance(other, Literal):
            return True
        if one == other or isinstance(one, BlankNode) or isinstance(other, BlankNode):
            return False
        return self.unique_names and not self.identical(one, other)

    def identical(self, one: Term, other: Term) -> bool:
        """Whether two terms are known to denote the same."""
        if one == other:
            return True
        if isinstance(one, Literal) and isinstance(other, Literal):
            return same(one, other)
        return self.lexicon.same_as and any(True for _ in self.store.match(one, OWL_SAME_AS, other))

    def entailed(self, fact: Triple) -> Finding | None:
        """That a fact is entailed; None where it is not."""
        if any(True for _ in self.store.match(*fact)):
            return Finding(True, (fact,))
        if self.lexicon.same_as and (proof := self.prove(fact)) is not None:
            return Finding(True, (proof,))
        return None

    def finding(self, fact: Triple) -> Finding:
        """Whether a fact is entailed, or cannot be."""
        if (so := self.entailed(fact)) is not None:
            return so
        if (conflict := self.excluded(fact)) is not None:
            return Finding(False, conflict=conflict)
        return unknown("")


_MOST_KEPT = 10_000


def _is_of_precision(fact: Triple, conflict: Conflict) -> bool:
    """Whether a date only is not of the datatype that is declared: it may be one, told less precisely."""
    value = fact.object
    return isinstance(value, Literal) and is_date(value.datatype) and conflict.rule.name in _OF_TYPES
