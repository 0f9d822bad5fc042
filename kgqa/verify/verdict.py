"""What the graph says of one claim: entailment with a proof, conflict, or neither with the reason."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from kgqa.ask.tokens import tokenize
from kgqa.ask.verbalise import verbalise
from kgqa.dates import interval, read_date
from kgqa.model import IRI, ClaimVerdict, Conflict, Literal, Proof, Triple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kgqa.ask.labels import Labels
    from kgqa.dates import DateInterval
    from kgqa.model import Term
    from kgqa.store import Store
    from kgqa.verify.claim import Claim
    from kgqa.verify.names import Names

Prove: TypeAlias = "Callable[[Triple], Proof | None]"
Suppose: TypeAlias = "Callable[[Triple], Conflict | None]"

MOST_READINGS = 8


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges claims against one revision of a graph.

    `prove` finds the proof of a triple, or None where it is not entailed; `suppose` the new conflict that adding
    a triple would bring, or None.
    """

    store: Store
    names: Names
    labels: Labels
    prove: Prove
    suppose: Suppose

    def judge(self, claim: Claim) -> ClaimVerdict:
        """The verdict on `claim`. Names are matched exactly, case and accents apart, never by likeness."""
        verdict = _unknown(claim, "")
        subjects, predicates = self.names.thing(claim.subject), self.names.property(claim.predicate)
        for part, found in ((claim.subject, subjects), (claim.predicate, predicates)):
            if not found:
                return replace(verdict, reason=f"the graph has nothing named “{part}”")
        if len(subjects) > 1:
            return replace(verdict, reason=f"“{claim.subject}” may be any of {len(subjects)} things")
        for predicate in predicates:
            if found_proof := self._entailed(subjects[0], predicate, claim.object):
                return self._supported(claim, found_proof)
        return self._refuted(claim, subjects[0], predicates) or self._undecided(claim)

    def _entailed(self, subject: IRI, predicate: IRI, value: str) -> Proof | None:
        for triple in self._recorded(subject, predicate, value):
            if proof := self.prove(triple):
                return proof
        return None

    def _recorded(self, subject: IRI, predicate: IRI, value: str) -> Iterator[Triple]:
        """The facts of the materialised graph that the claim may mean."""
        things = self.names.thing(value)
        if len(things) == 1:
            yield from self.store.match(subject, predicate, things[0])
        date = read_date(value)
        for triple in self.store.match(subject, predicate, None):
            if isinstance(triple.object, Literal) and _says(triple.object, value, date):
                yield triple

    def _refuted(self, claim: Claim, subject: IRI, predicates: tuple[IRI, ...]) -> ClaimVerdict | None:
        """Contradicted only if whatever the claim may mean brings a new conflict."""
        readings = [Triple(subject, p, value) for p in predicates for value in self._values(subject, p, claim.object)]
        found = [self.suppose(triple) for triple in readings[:MOST_READINGS]]
        conflict = found[0] if found and all(found) and len(readings) <= MOST_READINGS else None
        if conflict is None:
            return None
        reason = conflict.text or f"it cannot be true together with what the graph has ({conflict.rule.name})"
        instead = self._instead(subject, predicates[0])
        return replace(_unknown(claim, reason), verdict="contradicted", conflict=conflict, instead=instead)

    def _values(self, subject: IRI, predicate: IRI, value: str) -> Iterator[Term]:
        """What the object of the claim may mean: the one thing of that name, or a value like those recorded."""
        things = self.names.thing(value)
        if things:
            yield from things
            return
        date = read_date(value)
        for triple in self.store.match(subject, predicate, None):
            if isinstance(triple.object, Literal):
                recorded = interval(triple.object)
                if recorded is None:
                    yield replace(triple.object, lexical=value)
                elif date is not None and _apart(interval(date), recorded):
                    yield date
                return

    def _instead(self, subject: IRI, predicate: IRI) -> str | None:
        recorded = sorted(self.labels.of(triple.object) for triple in self.store.match(subject, predicate, None))
        return ", ".join(recorded[:3]) or None

    def _supported(self, claim: Claim, proof: Proof) -> ClaimVerdict:
        proof = verbalise(proof, self.labels)
        verdict = replace(_unknown(claim, "the graph entails it"), verdict="supported", proof=proof)
        return replace(verdict, text=proof.text)

    def _undecided(self, claim: Claim) -> ClaimVerdict:
        things = self.names.thing(claim.object)
        if len(things) > 1:
            return _unknown(claim, f"“{claim.object}” may be any of {len(things)} things")
        return _unknown(claim, "the graph neither entails it nor excludes it")


def _unknown(claim: Claim, reason: str) -> ClaimVerdict:
    return ClaimVerdict(
        text=claim.text,
        subject=claim.subject,
        predicate=claim.predicate,
        object=claim.object,
        verdict="unknown",
        reason=reason,
    )


def same_value(recorded: Literal, text: str) -> bool:
    """Whether a text says a recorded value, at its precision or a coarser one."""
    return _says(recorded, text, read_date(text))


def same_text(one: str, other: str) -> bool:
    """Whether two texts are the same but for case, accents and punctuation."""
    return [t.folded for t in tokenize(one)] == [t.folded for t in tokenize(other)]


def _says(recorded: Literal, value: str, date: Literal | None) -> bool:
    """Whether a recorded value is what the claim says, or more precise than it."""
    known, claimed = interval(recorded), None if date is None else interval(date)
    if known is None or claimed is None:
        return recorded.lexical == value.strip() or (known is None and same_text(recorded.lexical, value))
    return not claimed.approximate and not known.approximate and _within(known, claimed)


def _within(inner: DateInterval, outer: DateInterval) -> bool:
    early = outer.earliest is None or (inner.earliest is not None and inner.earliest >= outer.earliest)
    late = outer.latest is None or (inner.latest is not None and inner.latest <= outer.latest)
    return early and late


def _apart(one: DateInterval | None, other: DateInterval) -> bool:
    """Whether no day is in both: dates that may be the same day at another precision contradict nothing."""
    if one is None or one.approximate or other.approximate:
        return False
    return _before(one, other) or _before(other, one)


def _before(one: DateInterval, other: DateInterval) -> bool:
    return one.latest is not None and other.earliest is not None and one.latest < other.earliest
