"""Where the graph contradicts itself about what a question asks, as far as a few look-ups tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.complete import has_one_value
from kgqa.ask.evaluate import evaluate, leads_to_itself
from kgqa.ask.explain import as_form
from kgqa.ask.form import Best, Compare, Entity, Overlap, Question
from kgqa.ask.query import conjuncts
from kgqa.ask.structure import entities, fill, joins
from kgqa.dates import edtf, interval, is_date
from kgqa.model import IRI, OWL_SAME_AS, RDF_TYPE, Literal
from kgqa.reason.values import different

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kgqa.ask.asking import Asking
    from kgqa.ask.form import Form, Join
    from kgqa.model import Term

_MOST_THINGS = 20
_MOST_MEASURED = 5


def clashes(asking: Asking, form: Form, answers: tuple[Term, ...]) -> tuple[str, ...]:
    """Sentences on the conflicts that the answers rest on.

    Several values where there can be but one, things that are related to themselves by what relates no thing to
    itself, and things in disjoint classes. Other conflicts (of dates, of more than two facts) take a search of the
    whole graph and are not told here.
    """
    things = dict.fromkeys((*(e.iri for e in entities(form)), *answers[:_MOST_THINGS]))
    asked = (*joins(form), *_measured(form, answers))
    found = [*_of_values(asking, asked), *_of_loops(asking, form), *_of_classes(asking, tuple(things))]
    return tuple(f"But the graph contradicts itself: {text}." for text in dict.fromkeys(found))


def _measured(form: Form, answers: tuple[Term, ...]) -> Iterator[Join]:
    """What a superlative or a comparison looks up of its answers."""
    things = answers[:_MOST_MEASURED]
    if isinstance(form, Overlap):
        things, form = (form.left.iris[:1] if isinstance(form.left, Entity) else ()), form.right
    for part in conjuncts(form):
        if isinstance(part, Best | Compare):
            yield from (join for thing in things for join in joins(fill(part.by, as_form(thing))))


def _of_values(asking: Asking, asked: Iterable[Join]) -> Iterator[str]:
    for join in asked:
        if not isinstance(join.of, Entity) or not has_one_value(join.relation, asking.lexicon.schema):
            continue
        values = evaluate(Question(join), asking.lexicon, asking.store).terms
        if any(are_different(asking, one, other) for one in values for other in values):
            told = asking.phrases.listed(asking.labels(most_precise(values)))
            yield f"{asking.phrases.phrase(join)} is recorded as {told}, and there can be only one"


def _of_loops(asking: Asking, form: Form) -> Iterator[str]:
    for join in joins(form):
        if leads_to_itself(join, asking.lexicon, asking.store):
            assert isinstance(join.of, Entity)
            yield f"{asking.lexicon.labels.of(join.of.iri)} cannot be {asking.phrases.phrase(join)}, but is recorded so"


def _of_classes(asking: Asking, things: tuple[Term, ...]) -> Iterator[str]:
    schema, labels = asking.lexicon.schema, asking.lexicon.labels
    for thing in things:
        if not isinstance(thing, IRI) or not schema.disjoint:
            continue
        held = sorted(t.object for t in asking.store.match(thing, RDF_TYPE) if isinstance(t.object, IRI))
        pairs = ((one, other) for k, one in enumerate(held) for other in held[k + 1 :])
        clash = next((pair for pair in pairs if schema.are_disjoint(*pair)), None)
        if clash is not None:
            yield asking.phrases.both(labels.of(thing), *map(labels.of, clash))


def are_different(asking: Asking, one: Term, other: Term) -> bool:
    """Whether two terms certainly denote different things: dates of other precision may agree."""
    if isinstance(one, Literal) and isinstance(other, Literal):
        return different(one, other)
    if one == other or not isinstance(one, IRI) or not isinstance(other, IRI):
        return False
    return asking.unique_names and not any(True for _ in asking.store.match(one, OWL_SAME_AS, other))


def most_precise(terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """The terms without dates that another of them says more exactly: not 1950 beside 5 May 1950."""
    return tuple(t for t in terms if not any(_says_more(other, t) for other in terms))


def _says_more(one: Term, other: Term) -> bool:
    if not isinstance(one, Literal) or not isinstance(other, Literal):
        return False
    if not is_date(one.datatype) or not is_date(other.datatype) or edtf(one) == edtf(other):
        return False
    inner, outer = interval(one), interval(other)
    if inner is None or outer is None or None in (inner.earliest, inner.latest):
        return False
    begins = outer.earliest is None or (inner.earliest or 0) >= outer.earliest
    ends = outer.latest is None or (inner.latest or 0) <= outer.latest
    same = (inner.earliest, inner.latest) == (outer.earliest, outer.latest)
    return begins and ends and not inner.approximate and (not same or outer.approximate)
