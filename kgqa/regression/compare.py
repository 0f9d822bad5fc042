"""Where kgqa and owlrl, the reference engine, disagree on the cases of a suite, and which of that is known.

Known are what owlrl does not do (rules of SWRL, unique names), what kgqa does not store (what holds of everything)
and what owlrl 7.6.2 misses (two values of a functional data property are no conflict to it). To tell, each case is
reasoned with once more, without SWRL and without unique names.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kgqa.model import IRI, OWL, RDF, RDF_TYPE, RDFS, XSD, Literal, Triple
from kgqa.reason.rule import DIFFERENT
from kgqa.reason.schema import SWRL
from kgqa.regression.batch import Batch
from kgqa.regression.ground import Ground
from kgqa.regression.run import stated_by

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from kgqa.model import Conflict
    from kgqa.regression.batch import Theirs
    from kgqa.regression.ground import World
    from kgqa.regression.suite import Case, Suite

BY_RULES = "by a rule of SWRL"
UNIQUE_NAMES = "by unique names"
NOT_STORED = "true of everything, not stored"
WITH_ITSELF = "of a thing and itself, which is left out of what owlrl says"
DATA_VALUES = "owlrl lets a functional data property have two values"
_EVERYTHING = {IRI(OWL + "Thing"), IRI(RDFS + "Resource")}
_DECLARED = {IRI(RDF + "Property"), IRI(RDFS + "Class"), IRI(RDFS + "Datatype"), IRI(OWL + "Class")}
_REFLEXIVE = {
    *(IRI(OWL + name) for name in ("sameAs", "equivalentClass", "equivalentProperty")),
    *(IRI(RDFS + name) for name in ("subClassOf", "subPropertyOf")),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """What only one engine (`by`) finds of a case; `known` says why, where that is known."""

    file: Path
    line: int
    case: str
    by: str
    what: str
    known: str | None


def compared(suites: Iterable[Suite], *, unique_names: bool = True) -> Iterator[Difference]:
    """The differences, ontology by ontology; those of one by itself at line 1 of the first suite about it.

    Raises InputError for an ontology that cannot be read or compiled.
    """
    about: dict[tuple[Path, ...], list[Suite]] = {}
    for suite in suites:
        about.setdefault(suite.ontology, []).append(suite)
    for first, *others in about.values():
        both = _Compared(stated_by(first), unique_names=unique_names)
        for by, what, known in both.of_ontology():
            yield Difference(first.file, 1, "the ontology itself", by, what, known)
        cases = [(suite, case) for suite in (first, *others) for case in suite.cases]
        for (suite, case), theirs in zip(cases, both.theirs([case for _, case in cases]), strict=True):
            for by, what, known in both.of_case(case, theirs):
                yield Difference(suite.file, case.line, case.name, by, what, known)


class _Compared:
    def __init__(self, stated: Sequence[Triple], *, unique_names: bool) -> None:
        self.ground = Ground(stated, unique_names=unique_names)
        without = [triple for triple in stated if not _is_rule(triple)]
        self.plain = Ground(without, unique_names=False)
        self.batch = Batch(without)
        self.skipped = frozenset(triple for triple in stated if _is_rule(triple))

    def of_ontology(self) -> Iterator[tuple[str, str, str | None]]:
        return self._differences(*self._alone, self.batch.alone, frozenset())

    def theirs(self, cases: Sequence[Case]) -> list[Theirs]:
        """What owlrl makes of each case."""
        # Where it merges two literals, they are the same to all that shares the graph.
        apart = {place for place, case in enumerate(cases) if any(map(_of_values, self._plain_of(case).conflicts))}
        return self.batch.run([_stated(case) for case in cases], apart)

    def of_case(self, case: Case, theirs: Theirs) -> Iterator[tuple[str, str, str | None]]:
        deleted = _deleted(case)
        if any(self.ground.closure.is_stated(fact) for fact in deleted):
            gone = set(deleted)
            theirs = Batch(triple for triple in self.batch.ontology if triple not in gone).run([_stated(case)])[0]
        ours = self.ground.with_change(_stated(case), deleted)
        return self._differences(ours, self._plain_of(case), theirs, self._known_of_ontology)

    def _plain_of(self, case: Case) -> World:
        return self.plain.with_change(_stated(case), _deleted(case))

    @cached_property
    def _alone(self) -> tuple[World, World]:
        return self.ground.with_change(()), self.plain.with_change(())

    @cached_property
    def _known_of_ontology(self) -> frozenset[Triple]:
        """What is told of the ontology need not be told of each case."""
        ours, plain = (frozenset(world.match(None, None, None)) for world in self._alone)
        theirs = self.batch.alone.facts
        return (ours - theirs) | (theirs - ours) | (plain - theirs) | (theirs - plain)

    def _differences(
        self, ours: World, plain: World, theirs: Theirs, told: frozenset[Triple]
    ) -> Iterator[tuple[str, str, str | None]]:
        mine, simple = (frozenset(world.match(None, None, None)) - self.skipped for world in (ours, plain))
        for fact in sorted(mine - theirs.facts - told, key=str):
            yield "kgqa", str(fact), _why_ours(fact, simple)
        for fact in sorted(theirs.facts - mine - told, key=str):
            yield "owlrl", str(fact), _why_theirs(fact, simple, plain.conflicts)
        if ours.conflicts and not plain.conflicts and not theirs.errors:
            yield "kgqa", _named(ours.conflicts), _why(ours.conflicts)
        elif plain.conflicts and not theirs.errors:
            yield "kgqa", _named(plain.conflicts), DATA_VALUES if all(map(_of_values, plain.conflicts)) else None
        elif theirs.errors and not plain.conflicts:
            yield "owlrl", "conflict: " + "; ".join(theirs.errors), None


def _stated(case: Case) -> list[Triple]:
    if case.change is None:
        return list(case.given)
    return [*(fact for fact in case.given if fact not in case.change.delete), *case.change.add]


def _deleted(case: Case) -> tuple[Triple, ...]:
    return () if case.change is None else case.change.delete


def _is_rule(triple: Triple) -> bool:
    kind = triple.object.value if isinstance(triple.object, IRI) else ""
    return triple.predicate.value.startswith(SWRL) or (triple.predicate == RDF_TYPE and kind.startswith(SWRL))


def _why_ours(fact: Triple, simple: frozenset[Triple]) -> str | None:
    if fact not in simple:
        return BY_RULES
    return WITH_ITSELF if fact.subject == fact.object else None


def _why_theirs(fact: Triple, simple: frozenset[Triple], conflicts: Sequence[Conflict]) -> str | None:
    if fact in simple:
        return UNIQUE_NAMES
    if isinstance(fact.object, Literal) and any(map(_of_values, conflicts)):
        return DATA_VALUES
    return NOT_STORED if _is_everywhere(fact) else None


def _is_everywhere(fact: Triple) -> bool:
    """What is answered without being stored: eq-ref, cls-thing, prp-ap, dt-type1 and the like."""
    subject, predicate, obj = fact
    if isinstance(subject, IRI) and subject.value.startswith((RDF, RDFS, OWL, XSD)):
        # Of the vocabulary itself: dt-type1, prp-ap, which datatypes have no value in common.
        return True
    if predicate == RDF_TYPE:
        return obj in _EVERYTHING | _DECLARED
    if predicate in {IRI(RDFS + "domain"), IRI(RDFS + "range")}:
        return obj in _EVERYTHING
    if predicate == IRI(RDFS + "subClassOf"):
        return subject in {obj, IRI(OWL + "Nothing")} or obj in _EVERYTHING
    return predicate in _REFLEXIVE and subject == obj


def _named(conflicts: Sequence[Conflict]) -> str:
    return "conflict by " + ", ".join(dict.fromkeys(conflict.rule.name for conflict in conflicts))


def _why(conflicts: Sequence[Conflict]) -> str:
    by_names = (any(p.by == "data" and p.fact.predicate == DIFFERENT for p in each.premises) for each in conflicts)
    return UNIQUE_NAMES if all(by_names) else BY_RULES


def _of_values(conflict: Conflict) -> bool:
    """Whether a conflict lies in two literals being different."""
    tested = [premise.fact for premise in conflict.premises if premise.by == "data"]
    return any(fact.predicate == DIFFERENT and isinstance(fact.object, Literal) for fact in tested)
