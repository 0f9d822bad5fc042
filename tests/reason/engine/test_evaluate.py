"""Bodies of rules as joins over columns: what a rule concludes, whatever its shape."""

from kgqa.model import Triple
from kgqa.reason import derive
from tests.reason.engine.ontologies import CLASSES, PROPERTIES, THINGS, VARIABLES, flat, swrl

A, B, C_, D_ = THINGS
P, Q, R, S = PROPERTIES
X, Y, Z = VARIABLES
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
