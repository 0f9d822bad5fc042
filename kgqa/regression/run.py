"""Suites in, outcomes out: each ontology is compiled once, each case only adds its facts."""

from __future__ import annotations

import time
from itertools import chain
from typing import TYPE_CHECKING

from kgqa.load.sources import read_sources
from kgqa.model import Source
from kgqa.reason import Identity, Program, Prover, TripleSet, Union, compile_program, conflicts, materialise
from kgqa.reason.schema import schema_of
from kgqa.regression.outcome import Failure, Outcome
from kgqa.regression.suite import Case, Conflicting, Count, Entailed, NotEntailed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from kgqa.model import Proof, Triple
    from kgqa.regression.suite import Expectation, Suite

_STATED = Source("urn:kgqa:given")


def run_suites(suites: Iterable[Suite], *, unique_names: bool = True) -> Iterator[Outcome]:
    """The outcome of every case, in order, as it comes.

    Raises InputError for an ontology that cannot be read or compiled.
    """
    grounds: dict[tuple[Path, ...], Ground] = {}
    for suite in suites:
        if suite.ontology not in grounds:
            grounds[suite.ontology] = Ground(_read(suite.ontology), unique_names)
        for case in suite.cases:
            started = time.perf_counter()
            failures = tuple(_failures(case, Closure(grounds[suite.ontology].with_schema_of(case), case)))
            yield Outcome(suite.file, case, failures, time.perf_counter() - started)


def _read(ontology: tuple[Path, ...]) -> list[Triple]:
    return [triple for loaded in read_sources(ontology) for triple in loaded.triples]


class Ground:
    """What cases stand on: an ontology with its entailments, and the program compiled from it."""

    def __init__(self, stated: Iterable[Triple], unique_names: bool) -> None:
        self.stated = TripleSet(stated)
        self.unique_names = unique_names
        self.program: Program = compile_program(self.stated, unique_names=unique_names)
        self.facts = TripleSet(chain(self.stated, materialise(self.program, self.stated)))

    def with_schema_of(self, case: Case) -> Ground:
        """This ground, or a new one where the case states axioms of its own."""
        if len(schema_of(TripleSet(case.given))) == 0:
            return self
        return Ground(chain(self.stated, case.given), self.unique_names)


class Closure:
    """All that a ground and the facts of a case entail, with proofs and conflicts."""

    def __init__(self, ground: Ground, case: Case) -> None:
        given = [triple for triple in case.given if triple not in ground.facts]
        added = TripleSet(chain(given, materialise(ground.program, chain(ground.facts, given))))
        stated = {*given, *(triple for triple in case.given if triple in ground.stated)}
        self.facts = Union(ground.facts, added)
        self.program = ground.program
        self.identity = Identity(ground.program.unique_names, self.holds)
        self.prover = Prover(
            ground.program,
            self.facts,
            lambda triple: _STATED if triple in stated or triple in ground.stated else None,
            self.identity,
        )

    def holds(self, triple: Triple) -> bool:
        """Whether a triple is stated or entailed."""
        return next(self.facts.match(*triple), None) is not None

    def conflicting_rules(self) -> list[str]:
        """The names of the rules that found a conflict, each once."""
        found = conflicts(self.program, self.facts, self.identity, self.prover.prove)
        return list(dict.fromkeys(conflict.rule.name for conflict in found))


def _failures(case: Case, closure: Closure) -> Iterator[Failure]:
    for expectation in case.expectations:
        message = _fault(expectation, closure)
        if message is not None:
            yield Failure(expectation.line, message)


def _fault(expectation: Expectation, closure: Closure) -> str | None:
    if isinstance(expectation, Entailed):
        return _entailed_fault(expectation, closure)
    if isinstance(expectation, NotEntailed):
        return f"entailed: {expectation.text}" if closure.holds(expectation.triple) else None
    if isinstance(expectation, Count):
        pattern = expectation.pattern
        number = len(set(closure.facts.match(pattern.subject, pattern.predicate, pattern.object)))
        wanted = expectation.number
        return None if number == wanted else f"{number} instead of {wanted}: {expectation.text}"
    return _conflict_fault(expectation, closure)


def _entailed_fault(expectation: Entailed, closure: Closure) -> str | None:
    if not closure.holds(expectation.triple):
        return f"not entailed: {expectation.text}"
    if expectation.rule is None and not expectation.uses:
        return None
    proofs = closure.prover.proofs(expectation.triple)
    by_rule = [proof for proof in proofs if expectation.rule in {None, _rule(proof)}]
    if not by_rule:
        found = ", ".join(dict.fromkeys(map(_rule, proofs)))
        return f"not by {expectation.rule} but by {found}: {expectation.text}"
    unused = min(([fact for fact in expectation.uses if not _rests_on(proof, fact)] for proof in by_rule), key=len)
    return f"no proof of {expectation.text} uses {' and '.join(map(str, unused))}" if unused else None


def _rule(proof: Proof) -> str:
    return proof.rule.name if proof.rule is not None else proof.by


def _rests_on(proof: Proof, fact: Triple) -> bool:
    return proof.fact == fact or any(_rests_on(premise, fact) for premise in proof.premises)


def _conflict_fault(expectation: Conflicting, closure: Closure) -> str | None:
    found = closure.conflicting_rules()
    if expectation.expected is True:
        return None if found else "no conflict was found"
    if expectation.expected is False:
        return f"a conflict was found, by {', '.join(found)}" if found else None
    if expectation.expected in found:
        return None
    return f"no conflict by {expectation.expected}, but " + (f"by {', '.join(found)}" if found else "none at all")
