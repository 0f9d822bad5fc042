"""What cases are reasoned with: an ontology closed once, and what would follow if it stated a case's facts, too."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from kgqa.model import Source
from kgqa.reason import derive, suppose
from kgqa.reason.engine.update import BeyondUpdateError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kgqa.model import IRI, Conflict, Proof, Term, Triple
    from kgqa.reason import Closure, Prover
    from kgqa.reason.engine.update import Update

_STATED = Source("urn:kgqa:given")


class Ground:
    """What cases stand on: an ontology with all that it entails. Raises InputError for a rule not understood."""

    def __init__(self, stated: Iterable[Triple], *, unique_names: bool) -> None:
        self.closure: Closure = derive(stated, unique_names=unique_names)

    def with_change(self, add: Sequence[Triple], delete: Sequence[Triple] = ()) -> World:
        """All that would hold if facts were stated and others were not."""
        return World(self, add, delete)

    @cached_property
    def conflicts(self) -> list[Conflict]:
        """What the ontology by itself has in conflict."""
        return list(self.closure.conflicts(self.closure.prover(_source).prove))


class World:
    """All that holds when facts are stated besides a ground, and others of it are not; with proofs and conflicts."""

    def __init__(self, ground: Ground, add: Sequence[Triple], delete: Sequence[Triple]) -> None:
        self._ground, self._add, self._delete = ground, tuple(add), tuple(delete)
        closure = ground.closure
        self._update: Update | None = None
        try:
            self._update = closure.supposed(self._add, self._delete)
            self._view = closure.view.with_rows(self._update.new)
        except BeyondUpdateError:
            # Axioms and identities: all is derived anew.
            self._anew = closure.rederived(self._add, self._delete)
            self._view = self._anew.view

    def states(self, triple: Triple) -> bool:
        """Whether a triple is stated."""
        if triple in self._add:
            return True
        return triple not in self._delete and self._ground.closure.is_stated(triple)

    def holds(self, triple: Triple) -> bool:
        """Whether a triple is stated or entailed."""
        return triple in self._view

    def match(self, subject: Term | None, predicate: IRI | None, obj: Term | None) -> Iterator[Triple]:
        """The triples that fit; None fits anything."""
        return self._view.match(subject, predicate, obj)

    def proofs(self, triple: Triple) -> list[Proof]:
        """One proof for each different last step."""
        return self._prover.proofs(triple)

    @cached_property
    def conflicts(self) -> list[Conflict]:
        """What cannot all be true."""
        if self._update is None:
            return list(self._anew.conflicts(self._prover.prove))
        left = [
            conflict
            for conflict in self._ground.conflicts
            if all(self.holds(premise.fact) for premise in conflict.premises if premise.by != "data")
        ]
        return [*left, *suppose(self._ground.closure, self._add, self._delete, source_of=_source).conflicts]

    @cached_property
    def _prover(self) -> Prover:
        if self._update is None:
            return self._anew.prover(_source)
        return self._ground.closure.prover_of(self._update, _source)


def _source(_: Triple) -> Source:
    return _STATED
