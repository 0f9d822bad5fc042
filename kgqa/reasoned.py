"""A graph with all that it entails: explained, checked for conflicts, supposed otherwise, and queried."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, TypeAlias

from kgqa import closure
from kgqa.ask.labels import Labels
from kgqa.config import Settings, read_settings
from kgqa.errors import InputError, ProofBudgetError
from kgqa.load import Problem, read_sources
from kgqa.model import ASSERTED_GRAPH, INFERRED_GRAPH, IRI, Conflict, Proof, Term, Triple
from kgqa.store import EmbeddedStore, Solutions, Triples, as_stored

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from rdflib import Graph

    from kgqa.reason import Closure, Identity, Prover, Supposition
    from kgqa.reason.blocked import Blocked
    from kgqa.reason.minimal import Alone
    from kgqa.reason.missing import Missing

_MOST_ADDED = 50_000
"""So many terms that are not of the graph may be numbered before the closure is opened anew."""

Fact: TypeAlias = "Triple | tuple[str | Term, str | IRI, str | Term]"


class ReasonedGraph:
    """One revision of a graph with all that it entails: to be explained, checked and queried."""

    def __init__(self, store: EmbeddedStore, settings: Settings | None = None, reasoned: Closure | None = None) -> None:
        """`reasoned` is the closure of the store's facts; opened or derived when it is first needed if not given."""
        self.store = store
        self._reasoned = reasoned
        self._room = _MOST_ADDED + (0 if reasoned is None else reasoned.dictionary.added)
        settings = settings or read_settings()
        names = closure.unique_names_of(store)
        self.settings = settings if names is None else replace(settings, unique_names=names)
        self._lock = RLock()

    @property
    def revision(self) -> str:
        """The name of the revision that everything here holds for."""
        return self.store.revision

    @property
    def problems(self) -> tuple[tuple[str, Problem], ...]:
        """What could not be loaded, by file."""
        return closure.problems_of(self.store)

    @cached_property
    def labels(self) -> Labels:
        """What things are called."""
        return Labels(self.store, self.settings.language)

    def explain(
        self, subject: str | Term, predicate: str | IRI, object: str | Term, *, every: bool = False
    ) -> list[Proof]:
        """The shortest proof that a fact holds, or every proof with a different last step; empty if it does not.

        Terms are given as such or as text: an IRI, a prefixed name or a label. Raises InputError for a name that
        nothing bears or several things bear.
        """
        from kgqa.ask.verbalise import verbalise

        fact = self.fact((subject, predicate, object))
        prover = self._prover()
        proofs = prover.proofs(fact) if every else [proof] if (proof := prover.prove(fact)) else []
        return [verbalise(proof, self.labels) for proof in proofs]

    def conflicts(self, limit: int | None = None) -> list[Conflict]:
        """What in the graph cannot all be true, at most `limit` of it, each with the proofs of what clashes."""
        from kgqa.ask.verbalise import verbalise_conflict

        found = self.closure.conflicts(self._prover().prove)
        return [verbalise_conflict(conflict, self.labels) for conflict in islice(found, limit)]

    def entails(self, graph: str | Path | Graph | Iterable[Triple]) -> bool:
        """Whether all of a graph (a file, an rdflib Graph, or triples) follows; its blank nodes stand for something."""
        from kgqa.rdflib_terms import triple_from_rdflib
        from kgqa.reason import entails, suppose

        if isinstance(graph, str | Path):
            graph = [triple for part in read_sources([Path(graph)]) if not part.ontology for triple in part.triples]
        triples = (triple if isinstance(triple, Triple) else triple_from_rdflib(*triple) for triple in graph)
        graph = [triple._replace(object=as_stored(triple.object)) for triple in triples]
        return entails(self.closure, graph, lambda given: suppose(self.closure, given))

    def what_if(self, add: Iterable[Fact] = (), delete: Iterable[Fact] = ()) -> Supposition:
        """What further facts, and taking back others, would entail, lose and contradict; nothing is changed."""
        from kgqa.ask.verbalise import verbalise_conflict
        from kgqa.reason import suppose

        given, gone = ([self.fact(fact) for fact in facts] for facts in (add, delete))
        return suppose(
            self.closure,
            given,
            gone,
            source_of=self.store.source_of,
            told=lambda conflict: verbalise_conflict(conflict, self.labels),
        )

    def fact(self, terms: Fact) -> Triple:
        """The triple that three terms name, whether given as terms or as text."""
        from kgqa.ask.naming import Naming
        from kgqa.rdflib_terms import from_rdflib

        naming = Naming(self.store, closure.prefixes_of(self.store), self.settings.language)
        subject, predicate, obj = terms
        subject = naming.thing(subject) if type(subject) is str else from_rdflib(subject)
        relation = naming.property(predicate) if type(predicate) is str else from_rdflib(predicate)
        if not isinstance(relation, IRI):
            raise InputError(f"{relation} is no property", remedy="give an IRI, a prefixed name or a label")
        obj = naming.object(obj, subject, relation) if type(obj) is str else from_rdflib(obj)
        return Triple(subject, relation, as_stored(obj))

    def sparql(self, query: str) -> Solutions | Triples | bool:
        """The result of a SPARQL 1.1 query over what is asserted and inferred. Raises QueryError."""
        return self.store.query(query)

    def asserted(self) -> Iterator[Triple]:
        """Every fact that a source or an ontology states."""
        return self.store.match(graph=ASSERTED_GRAPH)

    def inferred(self) -> Iterator[Triple]:
        """Every fact that is entailed and not stated."""
        return self.store.match(graph=INFERRED_GRAPH)

    def plan(self) -> str:
        """The compiled rules, for people."""
        return self.closure.program.plan()

    @cached_property
    def graph(self) -> Graph:
        """A copy of all facts, asserted and inferred, as an rdflib Graph."""
        from rdflib import Graph

        from kgqa.rdflib_terms import to_rdflib

        graph = Graph()
        for subject, predicate, obj in self.store.match():
            graph.add((to_rdflib(subject), to_rdflib(predicate), to_rdflib(obj)))
        return graph

    @property
    def closure(self) -> Closure:
        """The facts of this revision with all that they entail, as the reasoner sees them."""
        found = self._reasoned
        if found is None or (self.store.image is not None and found.dictionary.added > self._room):
            found = self._opened(found)
        return found

    def _opened(self, last: Closure | None) -> Closure:
        """The closure opened anew: the terms that suppositions and claims brought with them go with the last one."""
        with self._lock:
            if self._reasoned is last:
                self._reasoned = closure.closure_in(self.store, self.settings)
                self._room = self._reasoned.dictionary.added + _MOST_ADDED
            assert self._reasoned is not None
            return self._reasoned

    @cached_property
    def _alone(self) -> Alone:
        from kgqa.reason.minimal import Alone

        return Alone(self.closure.program)

    def _prover(self) -> Prover:
        """A prover for one call: what it learns is not shared between threads."""
        return self.closure.prover(self.store.source_of)

    def responsible(self, conflict: Conflict) -> tuple[Proof, ...]:
        """The fewest stated facts of those that a conflict rests on from which it still arises, with their sources."""
        from kgqa.reason.minimal import arises_again, minimal, responsible

        leaves = {leaf.fact: leaf for leaf in responsible(conflict)}
        still = arises_again(self.closure.program, conflict, self._alone)
        return tuple(leaves[fact] for fact in minimal(leaves, still)) if still(list(leaves)) else tuple(leaves.values())

    def why_not(
        self, subject: str | Term, predicate: str | IRI, object: str | Term, *, limit: int = 10
    ) -> tuple[Missing, ...]:
        """What is missing for a fact to follow, the nearest rule first; () if it does. Terms are as in `explain`."""
        from kgqa.reason.missing import why_not

        fact = self.fact((subject, predicate, object))
        return why_not(self.closure.program, self.closure, self._identity, fact, limit=limit)

    def refute(self, subject: str | Term, predicate: str | IRI, object: str | Term) -> Blocked | None:
        """Why a claim on a property defined by its rules cannot be true; None if it may. Terms are as in `explain`."""
        from kgqa.ask.lacking import verbalise_refutation
        from kgqa.reason.blocked import refute_by_rules

        fact = self.fact((subject, predicate, object))
        given = (self.closure.grounds, self._identity, fact, or_none(self._prover().prove))
        found = refute_by_rules(*given)
        return found and replace(found, conflict=verbalise_refutation(found, self.labels))

    def contradiction(self, facts: Sequence[Fact]) -> Conflict | None:
        """One of the simplest new conflicts that facts would bring; None if the graph leaves room for all of them.

        There is one exactly if `what_if` finds any, or `refute` does for one of the facts. The supposed facts that it
        rests on are in it, asserted by the source `kgqa.reason.SUPPOSED`; nothing is said of what holds anyway.
        """
        from kgqa.ask.lacking import verbalise_refutation
        from kgqa.ask.verbalise import verbalise_conflict
        from kgqa.reason.contradiction import contradiction

        given = [self.fact(fact) for fact in facts]
        found = contradiction(self.closure, given, self.store.source_of, or_none(self._prover().prove))
        if isinstance(found, Conflict):
            return verbalise_conflict(found, self.labels)
        return None if found is None else verbalise_refutation(found, self.labels)

    @property
    def _identity(self) -> Identity:
        from kgqa.reason import Identity

        return Identity(self.settings.unique_names, self.closure.__contains__)


def or_none(prove: Callable[[Triple], Proof | None]) -> Callable[[Triple], Proof | None]:
    """An answer is given even where its proof would take too long to find."""

    def proved(triple: Triple) -> Proof | None:
        try:
            return prove(triple)
        except ProofBudgetError:
            return None

    return proved
