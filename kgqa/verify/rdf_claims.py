"""The claims that RDF makes: each triple one, statement nodes with their times, negative assertions as denials.

Sources: RDF 1.1 Semantics, D.1 (reification); OWL 2 Mapping to RDF Graphs, 2.2 (NegativePropertyAssertion).
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kgqa.model import IRI, OWL, Literal, Term, Triple
from kgqa.verify.claim import Claim
from kgqa.verify.periods import OBJECT, PREDICATE, SUBJECT, Periods

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_SOURCE, _PROPERTY = IRI(OWL + "sourceIndividual"), IRI(OWL + "assertionProperty")
_TARGETS = (IRI(OWL + "targetIndividual"), IRI(OWL + "targetValue"))


def claims_of(triples: Iterable[Triple], periods: Periods | None = None) -> list[Claim]:
    """The claims of some RDF, in its order.

    What a statement node (rdf:subject, rdf:predicate, rdf:object) states is a claim with the times that the node
    tells by `periods` (by default: of the vocabularies that kgqa knows); the triple itself, given besides, is the
    same claim. An owl:NegativePropertyAssertion is a denial. A claim about a blank node has its label as the name.
    """
    given = list(dict.fromkeys(triples))
    about: defaultdict[Term, list[Triple]] = defaultdict(list)
    for triple in given:
        about[triple.subject].append(triple)
    periods = periods or Periods.read(given)
    told = {node: claim for node, facts in about.items() if (claim := _of_node(facts, periods)) is not None}
    timed = {(c.subject, c.predicate, c.object) for c in told.values() if not c.negated}
    claims: dict[Claim, None] = {}
    for triple in given:
        if triple.subject in told:
            claims[told[triple.subject]] = None
        else:
            claim = _claim(*triple)
            if (claim.subject, claim.predicate, claim.object) not in timed:
                claims[claim] = None
    return list(claims)


def _of_node(facts: Sequence[Triple], periods: Periods) -> Claim | None:
    """What a statement node, or a negative assertion, claims; None for any other node."""
    values: Mapping[IRI, Term] = {fact.predicate: fact.object for fact in reversed(facts)}
    denied = next((values[target] for target in _TARGETS if target in values), None)
    if _SOURCE in values and _PROPERTY in values and denied is not None:
        return _claim(values[_SOURCE], values[_PROPERTY], denied, negated=True)
    if not {SUBJECT, PREDICATE, OBJECT} <= values.keys():
        return None
    times = [next((t.object for t in facts if t.predicate in side), None) for side in (periods.begin, periods.end)]
    since, until = (time.lexical if isinstance(time, Literal) else None for time in times)
    return _claim(values[SUBJECT], values[PREDICATE], values[OBJECT], since=since, until=until)


def _claim(
    subject: Term,
    predicate: Term,
    value: Term,
    *,
    negated: bool = False,
    since: str | None = None,
    until: str | None = None,
) -> Claim:
    literal = value if isinstance(value, Literal) else None
    return Claim(_name(subject), _name(predicate), _name(value), negated, since, until, literal)


def _name(term: Term) -> str:
    match term:
        case IRI(value=value):
            return value
        case Literal(lexical=lexical):
            return lexical
    return str(term)
