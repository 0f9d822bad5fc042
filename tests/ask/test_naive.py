"""Forms as SPARQL mean what their definitions say: random forms over random small graphs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from kgqa.ask.form import (
    HOLE,
    THING,
    Aggregate,
    Best,
    Class,
    Compare,
    Count,
    Difference,
    Entity,
    Form,
    Having,
    Intersection,
    Join,
    Minus,
    Relation,
    Union,
    Value,
)
from kgqa.ask.labels import Labels
from kgqa.ask.query import sparql
from kgqa.model import IRI, RDF_TYPE, XSD, Literal, Triple
from kgqa.store import open_memory
from tests.ask.naive import Naive, number

if TYPE_CHECKING:
    from kgqa.model import Term

EX = "http://example.org/"
THINGS = [IRI(EX + name) for name in "abcde"]
CLASSES = [IRI(EX + name) for name in ("Kind", "Sort")]
LINKS = [IRI(EX + name) for name in ("knows", "owns")]
SIZE = IRI(EX + "size")
NUMBERS = [
    Literal("1", XSD + "integer"), Literal("2"), Literal("2", XSD + "integer"), Literal("2.5", XSD + "decimal"),
    Literal("7", XSD + "integer"), Literal("unknown"),
]  # fmt: skip

triples = st.frozensets(
    st.one_of(
        st.builds(Triple, st.sampled_from(THINGS), st.sampled_from(LINKS), st.sampled_from(THINGS)),
        st.builds(Triple, st.sampled_from(THINGS), st.just(RDF_TYPE), st.sampled_from(CLASSES)),
        st.builds(Triple, st.sampled_from(THINGS), st.just(SIZE), st.sampled_from(NUMBERS)),
    ),
    min_size=4,
    max_size=24,
)
things = st.sampled_from(THINGS).map(lambda iri: Entity((iri,), ""))
relations = st.builds(Relation, st.sampled_from(LINKS), st.booleans())
size = Join(Relation(SIZE), HOLE)
operators = st.sampled_from(["<", "<=", "=", ">=", ">"])
counts = st.builds(Count, st.builds(Join, relations, st.just(HOLE)))
measures = st.one_of(st.just(size), counts)
limits = st.one_of(
    st.integers(0, 3).map(lambda n: Value(Literal(str(n), XSD + "integer"))),
    things.map(lambda thing: Join(Relation(SIZE), thing)),
    st.builds(lambda relation, thing: Count(Join(relation, thing)), relations, things),
)
base = st.one_of(things, st.sampled_from(CLASSES).map(Class), st.builds(Join, relations, things))


def larger(sets: st.SearchStrategy[Form]) -> st.SearchStrategy[Form]:
    return st.one_of(
        st.builds(Join, relations, sets),
        st.builds(Intersection, sets, sets),
        st.builds(Union, sets, sets),
        st.builds(Minus, sets, sets),
        st.builds(Intersection, sets, sets.map(lambda form: Minus(THING, form))),
        st.builds(lambda relation, form: Having(Join(relation, HOLE), form), relations, sets),
        st.builds(Compare, st.just(size), operators, limits),
        st.builds(
            lambda form, by, op, than: Intersection(form, Compare(by, op, than)), sets, counts, operators, limits
        ),
        st.builds(Best, sets, measures, st.booleans(), st.integers(1, 2), st.integers(1, 2)),
    )


sets = st.recursive(base, larger, max_leaves=4)


def asked(form: Form, facts: frozenset[Triple]) -> tuple[str, list[tuple[Term | None, ...]]]:
    store = open_memory("test.1")
    store.put(IRI("urn:test:graph"), sorted(facts, key=str))
    query = sparql(form, Labels(store, "en"), dates=frozenset())
    rows = list(getattr(store.query(query), "rows", []))
    planned = sparql(form, Labels(store, "en"), dates=frozenset(), planned=True)
    assert set(getattr(store.query(planned), "rows", [])) == set(rows), f"{query}\n\n{planned}"
    return query, rows


@settings(max_examples=300, deadline=None)
@given(sets, triples)
def test_sets(form: Form, facts: frozenset[Triple]) -> None:
    query, rows = asked(form, facts)

    assert {row[0] for row in rows} == Naive(tuple(facts), frozenset(THINGS)).members(form), query


@settings(max_examples=100, deadline=None)
@given(sets, triples)
def test_counts(form: Form, facts: frozenset[Triple]) -> None:
    query, rows = asked(Count(form), facts)

    assert {number(term) for row in rows for term in row if term} == Naive(tuple(facts), frozenset(THINGS)).numbers(
        Count(form)
    ), query


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.builds(Aggregate, st.sampled_from(["sum", "minimum", "maximum"]), sets, measures),
        st.builds(lambda a, b: Difference(Join(Relation(SIZE), a), Join(Relation(SIZE), b)), things, things),
        st.builds(
            lambda r, a, s, b: Difference(Count(Join(r, a)), Count(Join(s, b))), relations, things, relations, things
        ),
    ),
    triples,
)
def test_numbers(form: Form, facts: frozenset[Triple]) -> None:
    query, rows = asked(form, facts)

    assert {number(term) for row in rows for term in row if term} == Naive(tuple(facts), frozenset(THINGS)).numbers(
        form
    ), query
