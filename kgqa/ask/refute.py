"""Why a thing is certainly not in a set: another value where there can be one only, or classes that are disjoint."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgqa.ask.complete import is_complete, is_single
from kgqa.ask.evaluate import evaluate
from kgqa.ask.form import Class, Entity, Form, Join, Question
from kgqa.ask.verbalise import fact_text, verbalise
from kgqa.model import IRI, RDF_TYPE, Triple

if TYPE_CHECKING:
    from kgqa.ask.asking import Asking
    from kgqa.model import Proof, Term


@dataclass(frozen=True, slots=True)
class Refutation:
    """What rules it out, as a sentence without its full stop, and how that is known; None: that nothing is recorded."""

    text: str | None = None
    proof: Proof | None = None


def refute(asking: Asking, group: Form, thing: Entity) -> Refutation | None:
    """Why `thing`, which is not recorded to be in `group`, is not in it; None when it may be."""
    forms = [(group, thing)]
    if isinstance(group, Join) and isinstance(group.of, Entity):
        forms.append((Join(group.relation.reversed(), thing), group.of))
    for form, one in forms:
        found = _by_another_value(asking, form) or _by_class(asking, form, one)
        if found is not None:
            return found
    return Refutation() if is_complete(group, asking.lexicon.schema, asking.store) else None


def _by_another_value(asking: Asking, form: Form) -> Refutation | None:
    """There is but one, and different names are different things."""
    if not asking.unique_names or not isinstance(form, Join) or not is_single(form, asking.lexicon.schema):
        return None
    recorded = _members(asking, form)
    if not recorded:
        return None
    text = asking.phrases.items(form, asking.labels(recorded)).removesuffix(".")
    return Refutation(text, asking.known(form, recorded[0])[1])


def _by_class(asking: Asking, group: Form, thing: Entity) -> Refutation | None:
    """The thing has a class that no member of the set can have."""
    schema = asking.lexicon.schema
    wanted = frozenset((group.iri,)) if isinstance(group, Class) else frozenset[IRI]()
    if isinstance(group, Join):
        wanted = schema.values(group.relation)
    held = sorted(t.object for t in asking.store.match(thing.iri, RDF_TYPE) if isinstance(t.object, IRI))
    clash = next((c for c in held if any(schema.are_disjoint(c, kind) for kind in wanted)), None)
    if clash is None:
        return None
    fact = Triple(thing.iri, RDF_TYPE, clash)
    proof = asking.prove(fact)
    labels = asking.lexicon.labels
    return Refutation(fact_text(fact, labels), proof and verbalise(proof, labels))


def _members(asking: Asking, form: Form) -> tuple[Term, ...]:
    return evaluate(Question(form), asking.lexicon, asking.store).terms
