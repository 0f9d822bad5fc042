"""Answers that are things or values: the members of a set, what a thing is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.amounts import is_number, tell_number, tell_uncertain
from kgqa.ask.clashes import most_precise
from kgqa.ask.complete import has_one_value, is_complete, is_single
from kgqa.ask.describe import summary
from kgqa.ask.evaluate import Outcome, evaluate
from kgqa.ask.explain import facts_for_each
from kgqa.ask.form import (
    Aggregate,
    Best,
    Describe,
    Difference,
    Entity,
    Form,
    Join,
    Nearest,
    Question,
    Related,
    Shared,
    Span,
    Table,
)
from kgqa.ask.order import in_order
from kgqa.ask.relating import tell_between
from kgqa.ask.structure import fill
from kgqa.ask.tables import tell_table
from kgqa.ask.unrecorded import missing, none_passes
from kgqa.model import IRI

if TYPE_CHECKING:
    from kgqa.ask.asking import Asking
    from kgqa.model import Answer, Reading, Term

MOST_PROOFS = 20
"""Answers after these come without a proof; `explain` gives it."""
_MOST_VALUED = 3
"""Of more winners of a superlative the values are not told."""


def tell_members(asking: Asking, outcome: Outcome, reading: Reading) -> Answer:
    """The answer to a question for things, a number, a table, several of these, or a description."""
    form = outcome.form
    if isinstance(form, Describe):
        item = asking.item(form.of.iri, "asserted")
        return asking.answered((item,), summary(form.of.iri, asking.lexicon, asking.store), reading)
    if isinstance(form, Related | Shared | Nearest):
        return tell_between(asking, form, reading)
    if outcome.parts:
        return _several(asking, outcome, reading)
    if outcome.uncertain:
        return tell_uncertain(asking, outcome, reading)
    if isinstance(form, Table):
        return tell_table(asking, outcome, form, reading)
    if is_number(form, outcome) or (isinstance(form, Span | Difference | Aggregate) and not outcome.terms):
        return tell_number(asking, outcome, reading)
    complete = is_complete(form, asking.lexicon.schema, asking.store)
    if not outcome.terms:
        return _none(asking, form, reading, complete=complete)
    return _members(asking, outcome, reading, complete=complete or is_single(form, asking.lexicon.schema))


def _none(asking: Asking, form: Form, reading: Reading, *, complete: bool) -> Answer:
    """That there is none, where the graph is entitled to say so."""
    if complete:
        return asking.answered((), asking.phrases.none(form, complete=True), reading, complete=True)
    filtered = none_passes(asking, form)
    if filtered is None:
        return asking.failed("no_answer", missing(asking, form), reading=reading)
    text = asking.phrases.none_of(form, filtered.of, filtered.number)
    return asking.answered((), text, reading, complete=False)


def _several(asking: Asking, outcome: Outcome, reading: Reading) -> Answer:
    """What is asked for at once; what is not known of it is told beside what is."""
    told = [tell_members(asking, part, reading) for part in outcome.parts]
    text = " ".join(answer.text for answer in told)
    known = [answer for answer in told if answer.status == "answered"]
    if not known:
        assert told[0].reason is not None
        return asking.failed("no_answer", told[0].reason, reading=reading)
    complete = all(answer.completeness == "complete" for answer in told)
    return asking.answered(tuple(item for a in known for item in a.answers), text, reading, complete=complete)


def _members(asking: Asking, outcome: Outcome, reading: Reading, *, complete: bool) -> Answer:
    terms = _settled(asking, outcome)
    if not outcome.ordered:
        terms = in_order(terms, outcome.form, asking.lexicon, asking.store)
    items = []
    found = facts_for_each(outcome.form, terms[:MOST_PROOFS], asking.store)
    for place, term in enumerate(terms):
        if term in found:
            certainty, proof = asking.known_by(found[term], outcome.form, term)
        else:
            certainty, proof = asking.known(outcome.form, term, prove=place < MOST_PROOFS)
        items.append(asking.item(term, certainty, proof, outcome.unit))
    told = asking.told(terms, outcome.unit)
    if isinstance(outcome.form, Best) and len(terms) <= _MOST_VALUED:
        told = [_with_value(asking, outcome.form, term, label) for term, label in zip(terms, told, strict=True)]
    text = asking.phrases.items(outcome.form, told, lacking=outcome.lacking)
    return asking.answered(tuple(items), text, reading, complete=complete)


def _with_value(asking: Asking, form: Best, term: Term, label: str) -> str:
    """A winner with the value it wins by."""
    if not isinstance(term, IRI):
        return label
    found = evaluate(Question(fill(form.by, Entity((term,), ""))), asking.lexicon, asking.store)
    if found.number is not None:
        value = asking.phrases.amount(form.by, found.number, found.unit)
    else:
        value = ", ".join(asking.told(most_precise(found.terms), found.unit))
    return f"{label} ({value})" if value else label


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
