"""What forms denote, worked out from the definitions over a list of triples: slow, plain and without SPARQL."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from kgqa.ask.form import (
    Aggregate,
    Best,
    Class,
    Compare,
    Count,
    Difference,
    Entity,
    Form,
    Having,
    Intersection,
    Join,
    Minus,
    Thing,
    Union,
    Value,
)
from kgqa.ask.structure import fill
from kgqa.model import IRI, RDF_TYPE, Literal

if TYPE_CHECKING:
    from kgqa.model import Term, Triple


@dataclass(frozen=True)
class Naive:
    """Evaluates forms whose measures are numbers; `others` are things that no triple need tell of."""

    triples: tuple[Triple, ...]
    others: frozenset[Term] = frozenset()

    def members(self, form: Form) -> set[Term]:
        match form:
            case Entity(iris=iris, every=every):
                return set(iris if every else iris[:1])
            case Value(literal=literal):
                return {literal}
            case Thing():
                return {t.subject for t in self.triples} | {t.object for t in self.triples} | self.others
            case Class(iri=iri):
                return {t.subject for t in self.triples if t.predicate == RDF_TYPE and t.object == iri}
            case Join(relation=relation, of=of):
                pairs = [(t.subject, t.object) for t in self.triples if t.predicate == relation.property]
                pairs = [(b, a) for a, b in pairs] if relation.inverse else pairs
                sources = self.members(of)
                return {value for start, value in pairs if start in sources}
            case Intersection(left=left, right=right):
                return self.members(left) & self.members(right)
            case Union(left=left, right=right):
                return self.members(left) | self.members(right)
            case Minus(of=of, without=without):
                return self.members(of) - self.members(without)
            case Having(by=by, within=within):
                return {x for x in self.members(Thing()) if self.members(fill(by, only(x))) & self.members(within)}
            case Compare(by=by, operator=operator, than=than):
                limits = self.numbers(than)
                return {
                    x
                    for x in self.members(Thing())
                    if any(stands(v, operator, limit) for v in self.numbers(fill(by, only(x))) for limit in limits)
                }
            case Best():
                return self.best(form)
        raise TypeError(type(form).__name__)

    def best(self, form: Best) -> set[Term]:
        choose = max if form.highest else min
        values = {x: self.numbers(fill(form.by, only(x))) for x in self.members(form.of)}
        own = {x: choose(found) for x, found in values.items() if found}
        if isinstance(form.by, Count) and form.highest:
            own = {x: value for x, value in own.items() if value}
        told = own.values() if form.place == 1 else set(own.values())
        places = sorted(told, reverse=form.highest)[form.place - 1 :][: form.number]
        return {x for x, value in own.items() if value in places}

    def numbers(self, form: Form) -> set[Fraction]:
        match form:
            case Count(of=of):
                return {Fraction(len(self.members(of)))}
            case Aggregate(function=function, of=of, by=by):
                found = [n for x in self.members(of) for n in self.numbers(fill(by, only(x)))]
                return {aggregated(function, found)} if found else set()
            case Difference(left=left, right=right):
                return {abs(a - b) for a in self.numbers(left) for b in self.numbers(right)}
        return {n for term in self.members(form) if (n := number(term)) is not None}


def only(term: Term) -> Form:
    return Entity((term,), "") if isinstance(term, IRI) else Value(term)  # type: ignore[arg-type]


def number(term: Term) -> Fraction | None:
    try:
        return Fraction(term.lexical) if isinstance(term, Literal) else None
    except ValueError:
        return None


def aggregated(function: str, found: list[Fraction]) -> Fraction:
    if function == "average":
        return sum(found, Fraction()) / len(found)
    return {"sum": sum(found, Fraction()), "minimum": min(found), "maximum": max(found)}[function]


def stands(value: Fraction, operator: str, limit: Fraction) -> bool:
    return {
        "<": value < limit, "<=": value <= limit, "=": value == limit, ">=": value >= limit, ">": value > limit,
    }[operator]  # fmt: skip
