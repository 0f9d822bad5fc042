"""Yes and no: what is entailed, what is refuted, and what is only not recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.complete import is_complete, is_single
from kgqa.ask.evaluate import Outcome, evaluate
from kgqa.ask.explain import facts_for
from kgqa.ask.form import DateIn, Entity, Exists, Form, Join, Overlap, Question
from kgqa.ask.members import missing
from kgqa.model import XSD, AnswerItem, Reason

if TYPE_CHECKING:
    from kgqa.ask.asking import Asking
    from kgqa.model import Answer, Certainty, Proof, Reading, Term

MOST_INSTEAD = 3


def tell_truth(asking: Asking, outcome: Outcome, reading: Reading) -> Answer:
    """The answer to a yes/no question."""
    if isinstance(outcome.form, DateIn):
        return _dated(asking, outcome.form, outcome, reading)
    form, value = outcome.form, bool(outcome.truth)
    instead = _instead(asking, form, value)
    refuted = not value and bool(instead) and _is_refuted_by_another(asking, form)
    complete = value or refuted or is_complete(form, asking.lexicon.schema, asking.store)
    text = asking.phrases.truth(form, value, complete=complete, instead=asking.labels(instead))
    certainty, proof = _proof(asking, form) if value else ("derived", None)
    return asking.answered((_truth_item(value, certainty, proof),), text, reading, complete=complete)


def _dated(asking: Asking, form: DateIn, outcome: Outcome, reading: Reading) -> Answer:
    if not outcome.terms:
        return asking.failed("no_answer", missing(asking, form.of), reading=reading)
    if outcome.truth is None:
        phrase, recorded = asking.phrases.phrase(form.of), ", ".join(asking.labels(outcome.terms))
        vague = Reason("missing_fact", f"Only this is recorded of {phrase}: {recorded}.", missing=phrase)
        return asking.failed("no_answer", vague, reading=reading)
    certainty, proof = asking.known(form.of, outcome.terms[0])
    complete = outcome.truth or is_single(form.of, asking.lexicon.schema)
    text = asking.phrases.dated(form, asking.labels(outcome.terms), outcome.truth)
    return asking.answered((_truth_item(outcome.truth, certainty, proof),), text, reading, complete=complete)


def _truth_item(value: bool, certainty: Certainty, proof: Proof | None) -> AnswerItem:
    label, lexical = ("yes", "true") if value else ("no", "false")
    return AnswerItem(label, lexical, "literal", certainty, XSD + "boolean", proof=proof)


def _instead(asking: Asking, form: Form, value: bool) -> tuple[Term, ...]:
    """What is recorded in the place of what was asked, if that is little: the mother, when it is someone else.

    When it was asked whether there is any: what there is.
    """
    if isinstance(form, Exists) and value:
        return _members(asking, form.of)
    if value or not isinstance(form, Overlap) or form.mutual or not isinstance(form.left, Join):
        return ()
    recorded = evaluate(Question(form.left), asking.lexicon, asking.store).terms
    return recorded if len(recorded) <= MOST_INSTEAD else ()


def _is_refuted_by_another(asking: Asking, form: Form) -> bool:
    """Whether another value rules out the one asked: there is but one, and different names are different things."""
    if not isinstance(form, Overlap) or not isinstance(form.right, Entity) or not asking.unique_names:
        return False
    return is_single(form.left, asking.lexicon.schema)


def _proof(asking: Asking, form: Form) -> tuple[Certainty, Proof | None]:
    """How a yes is known."""
    if isinstance(form, Exists):
        members = evaluate(Question(form.of), asking.lexicon, asking.store).terms
        return asking.known(form.of, members[0]) if members else ("derived", None)
    if not isinstance(form, Overlap):
        return "derived", None
    left, right = (form.right, form.left) if isinstance(form.left, Entity) else (form.left, form.right)
    members = (right.iri,) if isinstance(right, Entity) else _members(asking, left)
    for member in members:
        facts, others = facts_for(left, member, asking.store), facts_for(right, member, asking.store)
        if facts is not None and others is not None:
            if form.mutual and isinstance(left, Join) and isinstance(left.of, Entity):
                others = facts_for(Join(left.relation, right), left.of.iri, asking.store) or ()
            return asking.known_by((*facts, *others), left, member)
    return "derived", None


def _members(asking: Asking, form: Form) -> tuple[Term, ...]:
    return evaluate(Question(form), asking.lexicon, asking.store).terms
