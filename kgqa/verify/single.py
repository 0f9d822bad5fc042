"""Properties of one value: another value than the recorded one is a conflict that needs no search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.model import IRI, OWL, RDF_TYPE, Literal, Proof, Source, Triple
from kgqa.verify.finding import SUPPOSED, Finding
from kgqa.verify.known import INVERSE_FUNCTIONAL

if TYPE_CHECKING:
    from kgqa.ask.form import Relation
    from kgqa.model import Term
    from kgqa.verify.extents import Extent
    from kgqa.verify.known import Known

FUNCTIONAL, DIFFERENT = IRI(OWL + "FunctionalProperty"), IRI(OWL + "differentFrom")


def another_value(known: Known, relation: Relation, start: Term, end: Term, told: Extent) -> Finding | None:
    """That a thing cannot have `end`, as it has another value of a property declared to have but one; None if it may.

    The grounds are those of the rules prp-fp and prp-ifp (OWL 2 Profiles, table 5): the claim, the recorded fact, and
    that the two values differ. `told` is what is recorded.
    """
    kind = INVERSE_FUNCTIONAL if relation.inverse else FUNCTIONAL
    if told.whole is None or not any(True for _ in known.store.match(relation.property, RDF_TYPE, kind)):
        return None
    if told.whole.name not in {"prp-fp", "prp-ifp"} or not _can_be(start, end, relation):
        return None
    if not all(known.distinct(member.term, end) for member in told.members):
        return None
    claimed = Proof(known.triple(relation, start, end), "asserted", source=Source(SUPPOSED))
    member = told.members[0]
    differ = Proof(Triple(end, DIFFERENT, member.term), "data")
    return Finding(False, (claimed, *member.grounds, differ), told.whole)


def _can_be(start: Term, end: Term, relation: Relation) -> bool:
    """Whether the claim is a triple of RDF at all."""
    return not isinstance(end if relation.inverse else start, Literal)
