"""The times at which facts hold: what statement nodes (RDF 1.1 Semantics, D.1: reification) say of them.

Which properties of such a node give the beginning and the end is told by data: sub-properties of kgqa:validFrom and
kgqa:validTo, in the graph itself or in the bundled alignment of common vocabularies.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kgqa.ask.form import Relation
from kgqa.ask.schema import SUBPROPERTY
from kgqa.dates import date_label, is_date, read_date
from kgqa.load import bundled_folder
from kgqa.load.rdf import read_rdf
from kgqa.model import IRI, KGQA, RDF, Literal, Proof, RuleName, Triple
from kgqa.verify.finding import Finding, unknown
from kgqa.verify.valued import agreement

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kgqa.store import Store
    from kgqa.verify.claim import Claim
    from kgqa.verify.known import Known

VALID_FROM, VALID_TO, STATED_ONCE = (IRI(KGQA + name) for name in ("validFrom", "validTo", "statedOnce"))
SUBJECT, PREDICATE, OBJECT = (IRI(RDF + name) for name in ("subject", "predicate", "object"))
_TRUE = frozenset(("true", "1"))


@dataclass(frozen=True, slots=True)
class Period:
    """What one statement node says: when a fact began to hold and when it ended; () where it does not tell."""

    begins: tuple[Triple, ...]
    ends: tuple[Triple, ...]

    @property
    def text(self) -> str:
        """The period in words."""
        told = [f"{word} {' or '.join(map(_label, facts))}" for word, facts in self._sides() if facts]
        return " ".join(told)

    def _sides(self) -> tuple[tuple[str, tuple[Triple, ...]], ...]:
        return ("from", self.begins), ("to", self.ends)


@dataclass(frozen=True, slots=True)
class Periods:
    """The properties that give the beginning and the end of what a statement node states."""

    begin: frozenset[IRI]
    end: frozenset[IRI]

    @classmethod
    def read(cls, declared: Iterable[Triple] = ()) -> Periods:
        """Those that some triples declare, and those of the vocabularies that kgqa knows."""
        links = [*_bundled(), *declared]
        return cls(_below(VALID_FROM, links), _below(VALID_TO, links))

    def of(self, store: Store, fact: Triple) -> list[Period]:
        """What the graph says of the times of a fact, a period for each statement node that tells one."""
        found = []
        for node in sorted({t.subject for t in store.match(None, SUBJECT, fact.subject)}, key=str):
            same = (Triple(node, PREDICATE, fact.predicate), Triple(node, OBJECT, fact.object))
            if not all(any(True for _ in store.match(*each)) for each in same):
                continue
            about = sorted(store.match(node), key=str)
            period = Period(*(tuple(t for t in about if t.predicate in side) for side in (self.begin, self.end)))
            if period.begins or period.ends:
                found.append(period)
        return found

    def finding(self, known: Known, so: Finding, claim: Claim) -> Finding:
        """Whether what is so, as found, held at the time that is claimed.

        Another time excludes it only where a fact can have but one period.
        """
        since, until = read_date(claim.since or ""), read_date(claim.until or "")
        if (claim.since and since is None) or (claim.until and until is None):
            return unknown(f"“{claim.until if since or not claim.since else claim.since}” is no date")
        facts = _facts(so)
        told = [(fact, period) for fact in facts for period in self.of(known.store, fact)]
        if not told:
            return unknown("it is entailed, but the graph does not say at what time")
        results = [_held(period, since, until) for _, period in told]
        for (_, period), held in zip(told, results, strict=True):
            if held:
                return Finding(True, (*so.grounds, *period.begins, *period.ends), RuleName("period", period.text))
        recorded = " and ".join(dict.fromkeys(period.text for _, period in told))
        if all(held is False for held in results) and all(_is_once(known, fact) for fact, _ in told):
            grounds = dict.fromkeys(t for _, period in told for t in (*period.begins, *period.ends))
            rule = RuleName("one-period", f"the graph has it {recorded}, and there is but one period")
            return Finding(False, (*so.grounds, *grounds), rule)
        return unknown(f"the graph has it {recorded}")

    def told(self, known: Known, so: Finding, claim: Claim) -> str | None:
        """The recorded period of what is so, in words."""
        if not (claim.since or claim.until):
            return None
        found = [period.text for fact in _facts(so) for period in self.of(known.store, fact)]
        return found[0] if len(set(found)) == 1 else None


def _facts(so: Finding) -> list[Triple]:
    """The facts that a finding is on: only of a single one can the time be told."""
    facts = [ground.fact if isinstance(ground, Proof) else ground for ground in so.grounds]
    return facts if len(facts) == 1 else []


def _is_once(known: Known, fact: Triple) -> bool:
    """Whether a fact can have one period only: by declaration, or as its property has one value."""
    if known.limit(Relation(fact.predicate)) == 1:
        return True
    marks = (t.object for t in known.store.match(fact.predicate, STATED_ONCE))
    return any(isinstance(mark, Literal) and mark.lexical in _TRUE for mark in marks)


def _held(period: Period, since: Literal | None, until: Literal | None) -> bool | None:
    """Whether a period is the one claimed, at the precision of the claim; None where it does not tell."""
    sides = ((period.begins, since), (period.ends, until))
    results = [_is_at(facts, claimed) for facts, claimed in sides if claimed is not None]
    return False if False in results else None if None in results else True


def _is_at(facts: tuple[Triple, ...], claimed: Literal) -> bool | None:
    dates = [date for fact in facts if (date := _date(fact)) is not None]
    found = [agreement(date, claimed)[0] for date in dates]
    if True in found:
        return True
    return False if found and all(each is False for each in found) else None


def _date(fact: Triple) -> Literal | None:
    value = fact.object
    if not isinstance(value, Literal):
        return None
    return value if is_date(value.datatype) else read_date(value.lexical)


def _label(fact: Triple) -> str:
    date = _date(fact)
    return date_label(date) if date is not None else getattr(fact.object, "lexical", str(fact.object))


def _below(top: IRI, links: Iterable[Triple]) -> frozenset[IRI]:
    """A property and all that are declared to be below it."""
    pairs = [(t.subject, t.object) for t in links if t.predicate == SUBPROPERTY and isinstance(t.subject, IRI)]
    found: set[IRI] = {top}
    while more := {low for low, high in pairs if high in found and low not in found}:
        found |= more
    return frozenset(found)


@cache
def _bundled() -> tuple[Triple, ...]:
    path = bundled_folder("ontologies") / "alignments" / "validity.ttl"
    return tuple(triple for loaded in read_rdf(path) for triple in loaded.triples)
