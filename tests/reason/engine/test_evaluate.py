"""Bodies of rules as joins over columns: what a rule concludes, whatever its shape."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.model import IRI, RDF_TYPE, XSD, Literal, Triple
from kgqa.reason import derive
from kgqa.reason.engine import evaluate
from tests.reason.engine.comparing import clashes_of, clashing, tried
from tests.reason.engine.ontologies import (
    AXIOMS,
    CLASSES,
    PROPERTIES,
    THINGS,
    VARIABLES,
    chain,
    flat,
    graphs,
    owl,
    swrl,
)

A, B, C_, D_ = THINGS
P, Q, R, S = PROPERTIES
X, Y, Z, X1 = VARIABLES
C, D, E = CLASSES


def has(prop, first, second):
    return ("IndividualProperty", prop, first, second)


def concluded(body, head, *facts):
    """What a rule of SWRL concludes from facts."""
    stated = [Triple(*fact) for fact in facts]
    closure = derive([*flat([swrl(body, head)]), *stated])
    return {tuple(t) for t in closure.match() if t.predicate in {head[0][1], *PROPERTIES} and t not in stated}


def test_a_head_may_name_one_end_twice():
    assert concluded([has(P, X, Y)], [has(P, X, X)], (A, P, B)) == {(A, P, A)}
    assert concluded([has(P, X, Y)], [has(P, Y, Y)], (A, P, B)) == {(B, P, B)}


def test_a_head_may_name_a_constant():
    assert concluded([has(P, X, Y)], [has(Q, X, D_)], (A, P, B)) == {(A, Q, D_)}
    assert concluded([has(P, X, Y)], [has(Q, D_, C_)], (A, P, B)) == {(D_, Q, C_)}


def test_a_body_may_name_constants_alone():
    assert concluded([has(P, A, B), has(Q, X, Y)], [has(R, X, A)], (A, P, B), (C_, Q, D_)) == {(C_, R, A)}
    assert concluded([has(P, A, B), has(Q, X, Y)], [has(R, X, A)], (A, P, C_), (C_, Q, D_)) == set()


def test_a_pattern_may_name_one_end_twice():
    assert concluded([has(P, X, X)], [has(Q, X, A)], (A, P, B), (B, P, B)) == {(B, Q, A)}
    assert concluded([has(P, X, X), has(Q, X, Y)], [has(R, Y, X)], (B, P, B), (B, Q, C_)) == {(C_, R, B)}


def test_patterns_that_share_nothing_are_all_combined():
    facts = (A, P, B), (C_, Q, D_), (D_, Q, D_)
    assert concluded([has(P, X, X1), has(Q, Y, Z)], [has(R, X, Y)], *facts) == {(A, R, C_), (A, R, D_)}


def test_a_class_may_be_asked_of_either_end():
    facts = (A, P, B), (B, P, C_), (B, RDF_TYPE, C)
    assert concluded([has(P, X, Y), ("Class", C, X)], [has(Q, X, Y)], *facts) == {(B, Q, C_)}
    assert concluded([has(P, X, Y), ("Class", C, Y)], [has(Q, X, Y)], *facts) == {(A, Q, B)}


def test_literals_are_the_subject_of_nothing():
    text = Literal("x")
    assert concluded([has(P, X, Y)], [has(Q, Y, X)], (A, P, text)) == set()
    assert concluded([has(P, X, Y)], [("Class", C, Y)], (A, P, text)) == set()
    assert concluded([has(P, X, Y), has(P, Z, Y)], [has(Q, X, Z)], (A, P, text)) == {(A, Q, A)}


def test_a_test_is_made_of_all_pairs():
    one, two = Literal("1", XSD + "integer"), Literal("2", XSD + "integer")
    body = [has(P, X, X1), has(P, Y, Z), ("Builtin", "lessThan", X1, Z)]
    assert concluded(body, [has(Q, X, Y)], (A, P, one), (B, P, two), (C_, P, Literal("z"))) == {(A, Q, B)}


@tried(60)
@given(graphs(AXIOMS, least_facts=6, most_facts=16), st.booleans(), st.integers(1, 4))
def test_a_table_in_slices_has_the_same_rows(graph, unique_names, rows):
    facts = flat(graph)
    whole = derive(facts, unique_names=unique_names)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(evaluate, "ROWS", rows)
        sliced = derive(facts, unique_names=unique_names)
        assert set(sliced.match()) == set(whole.match())
        assert clashing(whole, clashes_of(sliced)) == clashing(whole, clashes_of(whole))


PAIRS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=15)


@tried(80)
@given(PAIRS, PAIRS, PAIRS, st.tuples(st.booleans(), st.booleans(), st.booleans()), st.integers(1, 8))
def test_a_chain_is_the_composition_of_its_steps(first, second, third, turned, rows):
    """Steps may be inverse properties; tables may be cut in slices."""
    steps = [first, second, third]
    names = [IRI(f"urn:x:inverse-{n}") if is_turned else PROPERTIES[n] for n, is_turned in enumerate(turned)]
    inverses = [Triple(IRI(f"urn:x:inverse-{n}"), owl("inverseOf"), PROPERTIES[n]) for n in range(3)]
    facts = [Triple(node(x), PROPERTIES[n], node(y)) for n, pairs in enumerate(steps) for x, y in pairs]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(evaluate, "ROWS", rows)
        closure = derive([*inverses, *chain(S, names), *facts])
    seen = [
        {(y, x) for x, y in pairs} if is_turned else set(pairs) for pairs, is_turned in zip(steps, turned, strict=True)
    ]
    composed = {(w, z) for w, x in seen[0] for x2, y in seen[1] if x == x2 for y2, z in seen[2] if y == y2}
    assert {(t.subject, t.object) for t in closure.match(None, S)} == {(node(x), node(z)) for x, z in composed}


def node(number):
    return IRI(f"urn:x:n{number}")
