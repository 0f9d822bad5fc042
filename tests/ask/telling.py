"""Forms put to a graph and told, without the grammar: what a reading is answered, however it was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.asking import Asking
from kgqa.ask.english.phrases import Phrases
from kgqa.ask.evaluate import evaluate, is_truth
from kgqa.ask.form import Class, Entity, Join, Question, Relation, Value
from kgqa.ask.members import tell_members
from kgqa.ask.relating import is_between_two, relate
from kgqa.ask.resolve import read_choices
from kgqa.ask.truth import tell_truth
from kgqa.model import IRI, XSD, Literal, Reading

if TYPE_CHECKING:
    from kgqa.ask.form import Form
    from kgqa.model import Answer
    from tests.ask.conftest import Asked

EX = "http://example.org/"


def tell(graph: Asked, form: Form) -> Answer:
    """The answer to a form."""
    phrases, question = Phrases(graph.lexicon), Question(form)
    asking = Asking("", graph.lexicon, graph.store, graph.prove, read_choices(()), phrases, unique_names=True)
    outcome = relate(question) if is_between_two(form) else evaluate(question, graph.lexicon, graph.store)
    reading = Reading(phrases.reading(form), outcome.sparql)
    return (tell_truth if is_truth(form) else tell_members)(asking, outcome, reading)


def thing(name: str) -> Entity:
    """A named thing by the end of its IRI."""
    return Entity((IRI(EX + name),), name)


def kind(name: str) -> Class:
    """A class by the end of its IRI."""
    return Class(IRI(EX + name))


def join(name: str, of: Form, *, inverse: bool = False, plural: bool = False) -> Join:
    """What is reached from a set by a property."""
    return Join(Relation(IRI(EX + name), inverse, plural), of)


def number(value: float) -> Value:
    """A number."""
    return Value(Literal(str(value), XSD + ("integer" if isinstance(value, int) else "decimal")))


def year(value: int) -> Value:
    """A year."""
    return Value(Literal(str(value), XSD + "gYear"))
