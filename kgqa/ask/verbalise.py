"""Facts, proofs and conflicts in English."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kgqa.ask.clashing import clash_text
from kgqa.ask.english.clauses import Clause
from kgqa.ask.english.morphology import conjoined, plural, with_article
from kgqa.ask.english.wording import wording
from kgqa.ask.explain import READING
from kgqa.dates import is_date
from kgqa.model import OWL, OWL_SAME_AS, RDF_TYPE, RDFS, Conflict, Literal, Proof, Triple
from kgqa.proofs import mapped
from kgqa.reason.rule import SWRLB

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kgqa.ask.labels import Labels

_DIFFERENT = OWL + "differentFrom"
_SAID = {
    _DIFFERENT: "{s} is not {o}",
    OWL_SAME_AS.value: "{s} is the same as {o}",
    RDFS + "subClassOf": "every {s} is {a_o}",
    RDFS + "label": '{s} is called "{o}"',
}


_COMPARED = {
    "lessThan": ("is less than", "is before"),
    "lessThanOrEqual": ("is at most", "is not after"),
    "greaterThan": ("is greater than", "is after"),
    "greaterThanOrEqual": ("is at least", "is not before"),
    "equal": ("is equal to", "is the same as"),
    "notEqual": ("is not equal to", "is not the same as"),
}
"""The comparisons of SWRL in words, for numbers and texts, and for dates."""


def fact_text(fact: Triple, labels: Labels) -> str:
    """A fact as a sentence without its full stop: "Barack Obama is the father of Malia Obama"."""
    subject, value = labels.of(fact.subject), labels.of(fact.object)
    if fact.predicate == RDF_TYPE:
        return f"{subject} is {with_article(value)}"
    if fact.predicate.value.startswith(SWRLB) and isinstance(fact.object, Literal):
        words = _COMPARED.get(fact.predicate.value.removeprefix(SWRLB))
        if words is not None:
            return f"{subject} {words[is_date(fact.object.datatype)]} {value}"
    if fact.predicate.value in _SAID:
        return _SAID[fact.predicate.value].format(s=subject, o=value, a_o=with_article(value))
    label = labels.of(fact.predicate)
    said = wording(label)
    if said is None:
        return f"{subject} {label} {value}"
    if said.kind == "verb":
        dated = isinstance(fact.object, Literal) and is_date(fact.object.datatype)
        return Clause(said, turned=False, value="date" if dated else "thing").statement(subject, value)
    if said.backwards:
        return f"{subject} is {with_article(said.text)} of {value}"
    if isinstance(fact.object, Literal):
        return f"the {said.text} of {subject} is {value}"
    return f"{value} is the {said.text} of {subject}"


def values_text(facts: Sequence[Triple], labels: Labels) -> str:
    """Facts of one thing and one property, all at once: "the parents of Ann are Bob and Eve"."""
    first = facts[0]
    said = wording(labels.of(first.predicate))
    if len(facts) == 1 or said is None or said.kind == "verb" or said.backwards:
        return conjoined([fact_text(fact, labels) for fact in facts])
    values = conjoined([labels.of(fact.object) for fact in facts])
    return f"the {plural(said.text)} of {labels.of(first.subject)} are {values}"


def verbalise(proof: Proof, labels: Labels) -> Proof:
    """The proof with the text of every node filled in."""
    return mapped(proof, lambda step, premises: replace(step, premises=premises, text=step.text or _text(step, labels)))


def _text(proof: Proof, labels: Labels) -> str:
    if proof.fact.predicate == READING and proof.rule is not None:
        return f"{labels.of(proof.fact.object)} is {proof.rule.text}"
    return fact_text(proof.fact, labels)


def verbalise_conflict(conflict: Conflict, labels: Labels) -> Conflict:
    """The conflict with its text and that of its proofs filled in."""
    told = replace(conflict, premises=tuple(verbalise(premise, labels) for premise in conflict.premises))
    return replace(told, text=conflict.text or clash_text(told, labels))
