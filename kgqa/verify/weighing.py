"""Forms that are true or false, weighed against a graph that need not know everything."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kgqa.ask.form import (
    All,
    Class,
    DateIn,
    Entity,
    Exists,
    Form,
    Intersection,
    Join,
    Overlap,
    Related,
    Several,
    Union,
    Value,
)
from kgqa.ask.related import related
from kgqa.ask.structure import changed, entities, parts
from kgqa.verify.comparing import compared
from kgqa.verify.extents import Extent, extent
from kgqa.verify.finding import Finding, of_all, of_any, unknown
from kgqa.verify.holding import holds

if TYPE_CHECKING:
    from kgqa.model import Term
    from kgqa.verify.chains import Chains
    from kgqa.verify.known import Known

_MOST_TESTED = 100


@dataclass(frozen=True, slots=True)
class Weighing:
    """Weighs forms whose names are settled. What is said of all things the graph cannot tell: such forms stay open."""

    known: Known
    chains: Chains

    def truth(self, form: Form) -> Finding:
        """Whether what a form says is so; of a form that asks for no yes or no it is open."""
        if (pair := _apart(form)) is not None:
            return of_all(self.truth(part) for part in pair)
        match form:
            case Overlap(left=left, right=right, mutual=mutual):
                turned = _turned(form) if mutual else None
                pairs = ((left, right),) if turned is None else ((left, right), turned)
                return of_all(self._overlap(*pair) for pair in pairs)
            case Exists(of=of):
                return self._exists(of)
            case DateIn(of=of, date=date):
                return self.holds(date, of)
            case All(of=of, within=within):
                return self._all(of, within)
            case Related(left=Entity() as left, right=Entity() as right):
                return self._related(left, right)
            case Several(forms=forms):
                return of_all(self.truth(part) for part in forms)
            case Intersection(left=left, right=right) if is_truth(left) and is_truth(right):
                return of_all((self.truth(left), self.truth(right)))
        return unknown("it is not a statement that can be checked")

    def holds(self, term: Term, form: Form) -> Finding:
        """Whether a thing is in a set."""
        return holds(self, term, form)

    def extent(self, form: Form) -> Extent:
        """What is recorded of a set."""
        return extent(self, form)

    def named(self, form: Join, term: Term) -> Finding | None:
        """What is found of the one property that says what a chain of two says, where that excludes it."""
        return self.chains.excluded(self.known, form, term)

    def _overlap(self, left: Form, right: Form) -> Finding:
        if is_quantity(left) or is_quantity(right):
            return compared(self, left, "=", right)
        for one, other in ((left, right), (right, left)):
            if isinstance(one, Entity) and not one.every:
                return self.holds(one.iri, other)
        for one, other in ((left, right), (right, left)):
            if isinstance(one, Value):
                return self.holds(one.literal, other)
        first, other = (left, right) if _is_narrow(left) else (right, left)
        return self._any(first, other)

    def _any(self, of: Form, within: Form) -> Finding:
        found = self.extent(of)
        tested = [self.holds(m.term, within).because(m.grounds) for m in found.members[:_MOST_TESTED]]
        if any(finding.value for finding in tested):
            return of_any(tested)
        if found.is_settled and len(tested) == len(found.members):
            excluded = of_any(tested) if tested else found.emptiness
            return excluded if excluded.rule or excluded.conflict else replace(excluded, rule=found.whole)
        if not found.members:
            return unknown(self.known.phrases.none(of, complete=False).removesuffix("."))
        return next((f for f in tested if f.value is None and f.reason), unknown("nothing recorded decides it"))

    def _exists(self, of: Form) -> Finding:
        found = self.extent(of)
        if found.members:
            return Finding(True, found.members[0].grounds)
        if found.is_settled:
            return found.emptiness
        return unknown(self.known.phrases.none(of, complete=False).removesuffix("."))

    def _all(self, of: Form, within: Form) -> Finding:
        found = self.extent(of)
        if not found.members:
            return unknown(self.known.phrases.none(of, complete=False).removesuffix("."))
        tested = [self.holds(m.term, within).because(m.grounds) for m in found.members[:_MOST_TESTED]]
        settled = of_all(tested)
        if settled.value is False or (found.is_settled and len(tested) == len(found.members)):
            return settled
        return unknown(settled.reason or "nothing says that all of them are recorded")

    def _related(self, left: Entity, right: Entity) -> Finding:
        found = related(left.iri, right.iri, self.known.lexicon, self.known.store)
        if found is None or not found.facts:
            return unknown("no relation between the two is recorded")
        return Finding(True, tuple(found.facts))


def is_truth(form: Form) -> bool:
    """Whether the form says something that is true or false."""
    return isinstance(form, Overlap | Exists | DateIn | All | Related)


def is_quantity(form: Form) -> bool:
    """Whether a form is a number, or a time, that is reckoned."""
    from kgqa.ask.form import Aggregate, Count, Difference, Span

    return isinstance(form, Aggregate | Count | Difference | Span)


def _is_narrow(form: Form) -> bool:
    return not isinstance(form, Class) and any(not entity.every for entity in entities(form))


def _turned(form: Overlap) -> tuple[Form, Form] | None:
    left, right = form.left, form.right
    return (Join(left.relation, right), left.of) if isinstance(left, Join) else None


def _apart(form: Form) -> tuple[Form, Form] | None:
    """The two that are said at once with "and", the first such pair in a form; what is counted stays together."""
    for part in parts(form):
        if isinstance(part, Union) and part.joint:
            return _replaced(form, part, part.left), _replaced(form, part, part.right)
        if not is_quantity(part) and (pair := _apart(part)) is not None:
            return _replaced(form, part, pair[0]), _replaced(form, part, pair[1])
    return None


def _replaced(form: Form, old: Form, new: Form) -> Form:
    return changed(form, lambda part: new if part is old else part)
