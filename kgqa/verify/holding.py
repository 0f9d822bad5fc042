"""Whether a thing is in a set: entailed, impossible, or open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.evaluate import evaluate
from kgqa.ask.explain import as_form, facts_for
from kgqa.ask.form import (
    Best,
    Called,
    Class,
    Compare,
    Entity,
    Form,
    Having,
    Intersection,
    Join,
    Minus,
    Overlap,
    Question,
    Relation,
    Sorted,
    Thing,
    Union,
    Value,
    Within,
)
from kgqa.ask.labels import ALTERNATIVE, PREFERRED
from kgqa.ask.structure import entities, fill
from kgqa.errors import QueryError
from kgqa.model import IRI, RDF, RDF_TYPE, XSD, Literal, RuleName, Triple
from kgqa.verify.comparing import compared
from kgqa.verify.extents import Extent, step
from kgqa.verify.finding import BY_STEPS, DISTINCT, TRUE, Finding, none_of, of_all, of_any, opposite, unknown
from kgqa.verify.ranking import ranked
from kgqa.verify.single import another_value
from kgqa.verify.valued import agreement, is_called

if TYPE_CHECKING:
    from kgqa.model import Term
    from kgqa.verify.known import Known
    from kgqa.verify.weighing import Weighing

_MOST_STARTS = 30
"""From more things than these nothing is excluded one by one."""


def holds(weighing: Weighing, term: Term, form: Form) -> Finding:
    """Whether `term` is in the set that `form` denotes."""
    match form:
        case Join():
            return _joined(weighing, term, form)
        case Within(of=of, by=by):
            return _lying(weighing, term, of, by)
        case Intersection(left=left, right=right):
            return of_all(weighing.holds(term, part) for part in (left, right))
        case Union(left=left, right=right, joint=joint):
            return (of_all if joint else of_any)(weighing.holds(term, part) for part in (left, right))
        case Minus(of=of, without=without):
            inside = weighing.holds(term, of)
            return inside if inside.value is False else of_all((inside, opposite(weighing.holds(term, without))))
        case Sorted(of=of):
            return weighing.holds(term, of)
        case Compare():
            return compared(weighing, fill(form.by, as_form(term)), form.operator, form.than)
        case Having(by=by, within=within):
            return weighing.truth(Overlap(fill(by, as_form(term)), within))
        case Best():
            return ranked(weighing, term, form)
        case _:
            return _elementary(weighing.known, term, form)


def _elementary(known: Known, term: Term, form: Form) -> Finding:
    """Whether a term is in a set that is made of no others."""
    match form:
        case Thing():
            return TRUE
        case Entity(iris=iris, every=every):
            return of_any(_identity(known, term, iri) for iri in (iris if every else iris[:1]))
        case Value(literal=literal):
            return _equality(term, literal)
        case Class(iri=iri):
            return known.finding(Triple(term, RDF_TYPE, iri))
        case Called():
            return _called(known, term, form)
        case _:
            return _queried(known, term, form)


def one_step(known: Known, relation: Relation, start: Term, end: Term) -> Finding:
    """Whether a relation leads from one thing to another thing, or to a value."""
    if isinstance(end, Literal):
        return _value_step(known, relation, start, end)
    if isinstance(start, Literal):
        return _value_step(known, relation.reversed(), end, start)
    if (so := known.entailed(known.triple(relation, start, end))) is not None:
        return so
    forwards, back = step(known, relation, start), relation.reversed()
    backwards = step(known, back, end) if known.may_be_all(back, end) else Extent()
    clash = another_value(known, relation, start, end, forwards)
    clash = clash or another_value(known, relation.reversed(), end, start, backwards)
    if clash is not None:
        return clash
    found = known.finding(known.triple(relation, start, end))
    if found.value is not None:
        return found
    for told, other in ((forwards, end), (backwards, start)):
        if told.whole is not None and all(known.distinct(member.term, other) for member in told.members):
            return Finding(False, told.grounds, told.whole)
    return unknown(_left_open(known, relation, start, forwards))


def _value_step(known: Known, relation: Relation, start: Term, value: Literal) -> Finding:
    """Whether a thing has a value, at its precision."""
    told = step(known, relation, start)
    is_word = value.datatype not in TEXTS or known.is_recorded(relation, value)
    found = [(member, agreement(member.term, value)) for member in told.members]
    for member, (agrees, rule) in found:
        if agrees:
            return Finding(True, member.grounds, rule)
    if not is_word:
        # Another text may say the same in other words: "M", "male".
        return unknown(_left_open(known, relation, start, told))
    if told.members and told.whole is not None and all(agrees is False for _, (agrees, _) in found):
        if (clash := another_value(known, relation, start, value, told)) is not None:
            return clash
        return Finding(False, told.grounds, told.whole)
    if not any(agrees is None for _, (agrees, _) in found):
        conflict = known.excluded(known.triple(relation, start, value))
        if conflict is not None:
            return Finding(False, conflict=conflict)
    return unknown(_left_open(known, relation, start, told))


TEXTS = frozenset((XSD + "string", RDF + "langString"))


def _left_open(known: Known, relation: Relation, start: Term, told: Extent) -> str:
    """What is recorded in the place of what is claimed."""
    form = Join(relation, as_form(start))
    if not told.members:
        return known.phrases.none(form, complete=False).removesuffix(".")
    labels = [known.labels.of(term) for term in told.terms[:_MOST_TOLD]]
    more = " and more" if len(told.members) > _MOST_TOLD else ""
    said = known.phrases.items(form, labels).removesuffix(".") + more
    only = told.whole is not None and any(isinstance(term, Literal) for term in told.terms)
    return f"{said}, which does not decide it" if only else f"{said}, and nothing says that there are no others"


_MOST_TOLD = 5


def _identity(known: Known, term: Term, iri: IRI) -> Finding:
    if known.identical(term, iri):
        return TRUE
    return Finding(False, rule=DISTINCT) if known.distinct(term, iri) else unknown("they may be the same")


def _equality(term: Term, literal: Literal) -> Finding:
    agrees, rule = agreement(term, literal)
    return Finding(agrees, rule=rule or (DISTINCT if agrees is False else None))


def _called(known: Known, term: Term, form: Called) -> Finding:
    for predicate in (*PREFERRED, *ALTERNATIVE):
        for fact in known.store.match(term, predicate):
            if isinstance(fact.object, Literal) and is_called(fact.object.lexical, form.name, wholly=form.wholly):
                return Finding(True, (fact,))
    return unknown("nothing says that it is so called")


def _joined(weighing: Weighing, term: Term, form: Join) -> Finding:
    known, relation, of = weighing.known, form.relation, form.of
    if isinstance(of, Entity) and not of.every:
        return one_step(known, relation, of.iri, term)
    if isinstance(of, Value):
        return one_step(known, relation, of.literal, term)
    back = step(known, relation.reversed(), term)
    found = [weighing.holds(m.term, of).because(m.grounds) for m in back.members]
    if any(finding.value for finding in found):
        return of_any(found)
    if back.whole is not None and all(finding.value is False for finding in found):
        excluded = none_of(found) if found else Finding(False)
        told = [_why(finding) for finding in found if finding.rule != DISTINCT and _why(finding)]
        rule = RuleName(BY_STEPS, "; ".join(dict.fromkeys(told)) or back.whole.text)
        return Finding(False, (*back.grounds, *excluded.grounds), rule, excluded.conflict)
    settled = _from_starts(weighing, term, form)
    open_ones = (finding.reason for finding in found if finding.value is None and finding.reason)
    return settled if settled.value is not None or settled.reason else unknown(next(open_ones, ""))


def _why(finding: Finding) -> str:
    if finding.conflict is not None and finding.conflict.text:
        return finding.conflict.text
    return "" if finding.rule is None else finding.rule.text


def _from_starts(weighing: Weighing, term: Term, form: Join) -> Finding:
    """From all that the relation may start from, if that is known."""
    if not any(not entity.every for entity in entities(form.of)):
        return unknown("")
    inner = weighing.extent(form.of)
    starts = inner.members[:_MOST_STARTS]
    found = [one_step(weighing.known, form.relation, m.term, term).because(m.grounds) for m in starts]
    if any(finding.value for finding in found):
        return of_any(found)
    if inner.is_settled and len(inner.members) <= _MOST_STARTS:
        return of_any(found) if found else inner.emptiness
    named = weighing.named(form, term)
    if named is not None:
        return named
    if inner.doubtful and not inner.members:
        return unknown(weighing.holds(inner.doubtful[0], form.of).reason)
    if not inner.members:
        return unknown(weighing.known.phrases.none(form.of, complete=False).removesuffix("."))
    return next((f for f in found if f.value is None), unknown("nothing says that there are no others"))


def _lying(weighing: Weighing, term: Term, of: Form, by: IRI | None) -> Finding:
    inner = weighing.holds(term, of)
    if inner.value or by is None:
        return inner
    for member in weighing.extent(of).members:
        lies = Triple(term, by, member.term)
        if any(True for _ in weighing.known.store.match(*lies)):
            return Finding(True, (*member.grounds, lies))
    return unknown(f"nothing says that {weighing.known.labels.of(term)} lies there")


def _queried(known: Known, term: Term, form: Form) -> Finding:
    """By a query, which can only tell that it is so."""
    try:
        outcome = evaluate(Question(Overlap(as_form(term), form)), known.lexicon, known.store)
    except (TypeError, LookupError, QueryError):
        return unknown("it cannot be looked up")
    if not outcome.truth:
        return unknown("")
    facts = facts_for(form, term, known.store)
    return Finding(True, facts) if facts else unknown("")
