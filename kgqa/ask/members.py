"""Answers that are things or numbers: the members of a set, how many there are, what a thing is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.clashes import most_precise
from kgqa.ask.complete import has_one_value, is_complete, is_single
from kgqa.ask.describe import summary
from kgqa.ask.evaluate import Outcome, evaluate
from kgqa.ask.form import Count, Describe, Entity, Form, Join, Question, parts
from kgqa.model import XSD, AnswerItem, Reason

if TYPE_CHECKING:
    from kgqa.ask.asking import Asking
    from kgqa.model import Answer, Reading, Term

MOST_PROOFS = 20
"""Answers after these come without a proof; `explain` gives it."""


def tell_members(asking: Asking, outcome: Outcome, reading: Reading) -> Answer:
    """The answer to a question for things, a number or a description."""
    form = outcome.form
    if isinstance(form, Describe):
        item = asking.item(form.of.iri, "asserted")
        return asking.answered((item,), summary(form.of.iri, asking.lexicon, asking.store), reading)
    complete = is_complete(form, asking.lexicon.schema, asking.store)
    if isinstance(form, Count):
        return _number(asking, form, outcome.number or 0, reading, complete=complete)
    if not outcome.terms and complete:
        return asking.answered((), asking.phrases.none(form, complete=True), reading, complete=True)
    if not outcome.terms:
        return asking.failed("no_answer", missing(asking, form), reading=reading)
    return _members(asking, outcome, reading, complete=complete or is_single(form, asking.lexicon.schema))


def _number(asking: Asking, form: Count, number: int, reading: Reading, *, complete: bool) -> Answer:
    item = AnswerItem(str(number), str(number), "literal", "derived", XSD + "integer")
    text = asking.phrases.count(form.of, number, complete=complete)
    return asking.answered((item,), text, reading, complete=complete)


def _members(asking: Asking, outcome: Outcome, reading: Reading, *, complete: bool) -> Answer:
    terms = _settled(asking, outcome)
    items = []
    for place, term in enumerate(terms):
        certainty, proof = asking.known(outcome.form, term, prove=place < MOST_PROOFS)
        items.append(asking.item(term, certainty, proof))
    text = asking.phrases.items(outcome.form, asking.labels(terms))
    return asking.answered(tuple(items), text, reading, complete=complete)


def _settled(asking: Asking, outcome: Outcome) -> tuple[Term, ...]:
    """The answers; where there can be but one, the most precise of dates that agree, and what sources state goes
    before what is derived against it.
    """
    form, terms = outcome.form, outcome.terms
    if not isinstance(form, Join) or not isinstance(form.of, Entity) or len(terms) == 1:
        return terms
    if not has_one_value(form.relation, asking.lexicon.schema):
        return terms
    return most_precise(tuple(term for term in terms if asking.is_stated(form, term)) or terms)


def missing(asking: Asking, form: Form) -> Reason:
    """Which fact is not there: of a chain, the first hop that leads nowhere."""
    while parts(form):
        inner = parts(form)[-1]
        if not isinstance(inner, Join) or not evaluate(Question(inner), asking.lexicon, asking.store).is_empty:
            break
        form = inner
    return Reason("missing_fact", asking.phrases.none(form, complete=False), missing=asking.phrases.phrase(form))
