"""What the graph records of a set, and whether it can tell that this is all there is."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from kgqa.ask.complete import is_complete
from kgqa.ask.evaluate import evaluate
from kgqa.ask.explain import facts_for
from kgqa.ask.form import (
    THING,
    Class,
    Entity,
    Form,
    Intersection,
    Join,
    Minus,
    Question,
    Relation,
    Sorted,
    Union,
    Value,
    Within,
)
from kgqa.ask.structure import entities
from kgqa.errors import QueryError
from kgqa.model import RDF_TYPE, Literal, RuleName
from kgqa.verify.finding import Finding, none_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kgqa.model import Term
    from kgqa.verify.finding import Ground
    from kgqa.verify.known import Known
    from kgqa.verify.weighing import Weighing

MOST_MEMBERS = 500
"""Of larger sets only so many members are looked at, and it is never known that these are all."""


@dataclass(frozen=True, slots=True)
class Member:
    """A thing or value that is in a set, and what that rests on."""

    term: Term
    grounds: tuple[Ground, ...] = ()


@dataclass(frozen=True, slots=True)
class Extent:
    """The recorded members of a set. `whole` names why there are no others; None: there may be.

    `doubtful` are things of which the graph leaves open whether they are in it, `against` what excludes others.
    """

    members: tuple[Member, ...] = ()
    whole: RuleName | None = None
    doubtful: tuple[Term, ...] = ()
    against: tuple[Finding, ...] = ()

    @property
    def is_settled(self) -> bool:
        """Whether it is known of everything whether it is in the set."""
        return self.whole is not None and not self.doubtful

    @property
    def emptiness(self) -> Finding:
        """Why there is nothing in the set, if that is settled."""
        return none_of(self.against) if self.against else Finding(False, rule=self.whole)

    @property
    def terms(self) -> tuple[Term, ...]:
        """The members without their grounds."""
        return tuple(member.term for member in self.members)

    @property
    def grounds(self) -> tuple[Ground, ...]:
        """What the membership of all members rests on."""
        return tuple(dict.fromkeys(ground for member in self.members for ground in member.grounds))


AS_NAMED = RuleName("naming", "it is what is named")


def extent(weighing: Weighing, form: Form) -> Extent:
    """What the graph has of a set. Of sets that only a query finds the members come without doubtful ones."""
    match form:
        case Entity(iris=iris, every=True):
            return Extent(tuple(Member(iri) for iri in iris))
        case Entity():
            return Extent((Member(form.iri),), AS_NAMED)
        case Value(literal=literal):
            return Extent((Member(literal),), AS_NAMED)
        case Join(relation=relation, of=of):
            return _joined(weighing, relation, of)
        case Class(iri=iri):
            found = islice(weighing.known.store.match(None, RDF_TYPE, iri), MOST_MEMBERS)
            return Extent(tuple(Member(fact.subject, (fact,)) for fact in found))
        case Intersection(left=left, right=right):
            first, other = (right, left) if _is_anchored(right) and not _is_anchored(left) else (left, right)
            return _filtered(weighing, weighing.extent(first), other)
        case Minus(of=of, without=without):
            return _filtered(weighing, weighing.extent(of), Minus(THING, without))
        case Union(left=left, right=right):
            return _united(weighing.extent(left), weighing.extent(right))
        case Sorted(of=of):
            return weighing.extent(of)
        case Within(of=of, by=by):
            return _lying(weighing, of, by)
        case _:
            return _queried(weighing.known, form)


def step(known: Known, relation: Relation, start: Term) -> Extent:
    """What a relation leads to from one thing."""
    facts = sorted(islice(known.match(relation, start), MOST_MEMBERS), key=str)
    members = [Member(fact.subject if relation.inverse else fact.object, (fact,)) for fact in facts]
    return Extent(tuple(members), _whole(known, relation, start, [member.term for member in members]))


def number_of(known: Known, terms: Iterable[Term]) -> int:
    """How many different things some terms certainly denote."""
    found: list[Term] = []
    for term in terms:
        if all(known.distinct(term, other) for other in found):
            found.append(term)
    return len(found)


def _whole(known: Known, relation: Relation, start: Term, terms: Sequence[Term]) -> RuleName | None:
    if len(terms) >= MOST_MEMBERS:
        return None
    label = known.labels.of(relation.property)
    if known.is_whole(relation, start):
        return RuleName("completeness", f"“{label}” is declared to be completely recorded here")
    limit = known.limit(relation)
    if limit is None or not terms or number_of(known, terms) < limit:
        return None
    if limit == 1:
        name = "prp-ifp" if relation.inverse else "prp-fp"
        return RuleName(name, f"there can be only one “{label}”")
    return RuleName("at-most", f"there can be only {limit} of “{label}”")


def _joined(weighing: Weighing, relation: Relation, of: Form) -> Extent:
    inner = weighing.extent(of)
    found: dict[Term, Member] = {}
    whole = inner.whole if inner.is_settled else None
    for start in inner.members[:MOST_MEMBERS]:
        following = step(weighing.known, relation, start.term)
        whole = whole and following.whole
        for member in following.members:
            found.setdefault(member.term, Member(member.term, (*start.grounds, *member.grounds)))
    if len(found) > MOST_MEMBERS or len(inner.members) > MOST_MEMBERS:
        return Extent(tuple(islice(found.values(), MOST_MEMBERS)))
    return Extent(tuple(found.values()), whole, against=() if inner.members else inner.against)


def _filtered(weighing: Weighing, given: Extent, test: Form) -> Extent:
    members, doubtful, against = [], list(given.doubtful), list(given.against)
    for member in given.members:
        finding = weighing.holds(member.term, test)
        if finding.value:
            members.append(Member(member.term, (*member.grounds, *finding.grounds)))
        elif finding.value is None:
            doubtful.append(member.term)
        else:
            against.append(finding.because(member.grounds))
    return Extent(tuple(members), given.whole, tuple(doubtful), tuple(against[:MOST_MEMBERS]))


def _united(one: Extent, other: Extent) -> Extent:
    members = {member.term: member for member in (*one.members, *other.members)}
    doubtful = tuple(term for term in (*one.doubtful, *other.doubtful) if term not in members)
    return Extent(tuple(members.values()), one.whole and other.whole, doubtful)


def _lying(weighing: Weighing, of: Form, by: object) -> Extent:
    inner = weighing.extent(of)
    found = {member.term: member for member in inner.members}
    if by is None:
        return inner
    for member in inner.members:
        for fact in islice(weighing.known.store.match(None, by, member.term), MOST_MEMBERS):  # type: ignore[arg-type]
            found.setdefault(fact.subject, Member(fact.subject, (*member.grounds, fact)))
    return Extent(tuple(found.values()))


def _queried(known: Known, form: Form) -> Extent:
    try:
        terms = evaluate(Question(form), known.lexicon, known.store).terms
    except (TypeError, LookupError, QueryError):
        return Extent()
    members = [Member(t, facts_for(form, t, known.store) or ()) for t in terms[:MOST_MEMBERS] if _is_told(t)]
    whole = len(terms) <= MOST_MEMBERS and is_complete(form, known.schema, known.store)
    return Extent(tuple(members), RuleName("completeness", "all is declared to be recorded") if whole else None)


def _is_told(term: Term) -> bool:
    return not isinstance(term, Literal) or bool(term.lexical)


def _is_anchored(form: Form) -> bool:
    """Whether a set can be found from a named thing."""
    return any(not entity.every for entity in entities(form))
