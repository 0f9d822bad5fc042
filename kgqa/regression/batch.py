"""What owlrl, the reference engine, makes of many cases in one run: each has its own names, so that none sees another.

owlrl takes seconds for an ontology of some thousand triples, however few facts there are besides.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kgqa.model import IRI, OWL, RDF, RDFS, XSD, BlankNode, Literal, Term, Triple
from kgqa.reason import TripleSet, materialise_owlrl
from kgqa.reason.schema import schema_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

_OWN = re.compile(r"urn:kgqa:case:(\d+):")
_OWN_BLANK = re.compile(r"case(\d+)x")
_ERRORS = "http://www.daml.org/2002/03/agents/agent-ont#"
_MOST = 12
"""How many cases are taken together: owlrl grows slower than its input grows larger."""
_NAMESPACES = (RDF, RDFS, OWL, XSD)


class Theirs(NamedTuple):
    """What owlrl holds to be true of a case, and what it reports as wrong."""

    facts: frozenset[Triple]
    errors: tuple[str, ...]


class Batch:
    """One ontology, closed by owlrl."""

    def __init__(self, ontology: Iterable[Triple]) -> None:
        self.ontology = list(ontology)
        self._names = {term for triple in self.ontology for term in triple}
        self.alone = self._run([])

    def run(self, cases: Sequence[Sequence[Triple]], apart: Collection[int] = ()) -> list[Theirs]:
        """What owlrl makes of each case.

        Those at the places `apart` and those that state axioms are not taken together with others.
        """
        plain = [n for n, case in enumerate(cases) if n not in apart and len(schema_of(TripleSet(case))) == 0]
        found: dict[int, Theirs] = {}
        for begin in range(0, len(plain), _MOST):
            places = plain[begin : begin + _MOST]
            found |= zip(places, self._halved([cases[place] for place in places]), strict=True)
        return [found[place] if place in found else self._run(case) for place, case in enumerate(cases)]

    def _halved(self, cases: Sequence[Sequence[Triple]]) -> list[Theirs]:
        """Together if that is possible, else each half by itself."""
        if len(cases) == 1:
            return [self._run(cases[0])]
        together = self._together(cases)
        half = len(cases) // 2
        return together if together is not None else [*self._halved(cases[:half]), *self._halved(cases[half:])]

    def _run(self, case: Sequence[Triple]) -> Theirs:
        stated = [*self.ontology, *case]
        facts, errors = _read(materialise_owlrl(stated))
        return Theirs(frozenset([*stated, *facts]), tuple(errors))

    def _together(self, cases: Sequence[Sequence[Triple]]) -> list[Theirs] | None:
        """None where a fact speaks of two cases, or of no case and does not follow from the ontology alone."""
        own = [[self._renamed(triple, number) for triple in case] for number, case in enumerate(cases)]
        stated = [triple for case in own for triple in case]
        facts, errors = _read(materialise_owlrl([*self.ontology, *stated]))
        of_case: list[set[Triple]] = [set(self.alone.facts) for _ in cases]
        for triple in [*stated, *facts]:
            numbers = {number for term in triple if (number := _case_of(term)) is not None}
            if len(numbers) > 1 or (not numbers and triple not in self.alone.facts):
                return None
            for number in numbers:
                of_case[number].add(Triple(*map(_back, triple)))  # type: ignore[arg-type]
        wrong = [[_OWN.sub("", text) for text in errors if f"urn:kgqa:case:{n}:" in text] for n in range(len(cases))]
        return [Theirs(frozenset(known), tuple(texts)) for known, texts in zip(of_case, wrong, strict=True)]

    def _renamed(self, triple: Triple, number: int) -> Triple:
        return Triple(self._own(triple.subject, number), triple.predicate, self._own(triple.object, number))

    def _own(self, term: Term, number: int) -> Term:
        if isinstance(term, BlankNode):
            return BlankNode(f"case{number}x{term.value}")
        if isinstance(term, Literal) or term in self._names or term.value.startswith(_NAMESPACES):
            return term
        return IRI(f"urn:kgqa:case:{number}:{term.value}")


def _read(found: Iterable[Triple]) -> tuple[list[Triple], list[str]]:
    """Facts and messages: owlrl reports errors as triples."""
    facts, errors = [], []
    for triple in found:
        if triple.predicate.value == f"{_ERRORS}error":
            errors.append(str(triple.object))
        elif not (isinstance(triple.object, IRI) and triple.object.value.startswith(_ERRORS)):
            facts.append(triple)
    return facts, errors


def _case_of(term: Term) -> int | None:
    if isinstance(term, Literal):
        return None
    found = (_OWN if isinstance(term, IRI) else _OWN_BLANK).match(term.value)
    return int(found[1]) if found else None


def _back(term: Term) -> Term:
    if isinstance(term, IRI):
        return IRI(_OWN.sub("", term.value, count=1))
    return BlankNode(_OWN_BLANK.sub("", term.value, count=1)) if isinstance(term, BlankNode) else term
