"""Answers on how two things are related, what they have in common, and what is nearest above both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.evaluate import Outcome
from kgqa.ask.explain import prove_answer
from kgqa.ask.form import Entity, Nearest, Question, Related, Shared
from kgqa.ask.nearest import nearest
from kgqa.ask.related import related
from kgqa.ask.shared import shared
from kgqa.ask.verbalise import verbalise
from kgqa.model import XSD, AnswerItem, Reason

if TYPE_CHECKING:
    from kgqa.ask.asking import Asking
    from kgqa.ask.form import Form
    from kgqa.model import IRI, Answer, Certainty, Proof, Reading, Triple

_BETWEEN = "SELECT DISTINCT ?relation WHERE {{ {{ {0} ?relation {1} }} UNION {{ {1} ?relation {0} }} }}"
_COMMON = "SELECT DISTINCT ?relation ?value WHERE {{ {0} ?relation ?value . {1} ?relation ?value }}"


def is_between_two(form: Form) -> bool:
    """Whether the form asks for something between two named things, which no single query finds."""
    return isinstance(form, Related | Shared | Nearest)


def relate(question: Question) -> Outcome:
    """The outcome of such a form, to be told by `tell_between`: the query looks at facts between the two only."""
    form = question.form
    assert isinstance(form, Related | Shared | Nearest)
    one, other = _things(form)
    query = _BETWEEN if isinstance(form, Related) else _COMMON
    return Outcome(question, query.format(one, other), truth=True)


def _things(form: Related | Shared | Nearest) -> tuple[IRI, IRI]:
    assert isinstance(form.left, Entity)
    assert isinstance(form.right, Entity)
    return form.left.iri, form.right.iri


def tell_between(asking: Asking, form: Related | Shared | Nearest, reading: Reading) -> Answer:
    """The answer: a relation as one literal, what is shared as the values, what is nearest as things."""
    match form:
        case Related():
            return _relation(asking, form, reading)
        case Shared():
            return _in_common(asking, form, reading)
        case Nearest():
            return _nearest(asking, form, reading)


def _relation(asking: Asking, form: Related, reading: Reading) -> Answer:
    one, other = _things(form)
    found = related(one, other, asking.lexicon, asking.store)
    if found is None:
        phrase = asking.phrases.reading(form)
        message = f"It could not be found out {phrase}."
        return asking.failed("no_answer", Reason("missing_fact", message, missing=phrase), reading=reading)
    certainty, proof = _known(asking, other, one, found.facts, found.text)
    item = AnswerItem(found.label, found.label, "literal", certainty, XSD + "string", proof=proof)
    return asking.answered((item,), _sentence(found.text), reading, complete=found.known)


def _in_common(asking: Asking, form: Shared, reading: Reading) -> Answer:
    one, other = _things(form)
    found = shared(one, other, asking.lexicon, asking.store)
    values = dict.fromkeys(value for common in found.common for value in common.values)
    items = tuple(asking.item(value, "derived") for value in values)
    return asking.answered(items, _sentence(found.text), reading, complete=False)


def _nearest(asking: Asking, form: Nearest, reading: Reading) -> Answer:
    one, other = _things(form)
    found = nearest(one, other, form.relation, asking.lexicon, asking.store)
    if found is None or not found.values:
        phrase = asking.phrases.reading(form)
        message = f"No {phrase.removeprefix('the ')} are recorded."
        return asking.failed("no_answer", Reason("missing_fact", message, missing=phrase), reading=reading)
    items = tuple(asking.item(value, "derived") for value in found.values)
    text = asking.phrases.items(form, asking.told(found.values))
    return asking.answered(items, text, reading, complete=False)


def _known(
    asking: Asking, start: IRI, end: IRI, facts: tuple[Triple, ...], text: str
) -> tuple[Certainty, Proof | None]:
    """How a relation is known that rests on these facts."""
    proof = prove_answer(start, end, facts, text, asking.prove) if facts else None
    stated = len(facts) == 1 and asking.store.source_of(facts[0]) is not None
    return "asserted" if stated else "derived", proof and verbalise(proof, asking.lexicon.labels)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:].removesuffix(".") + "."
