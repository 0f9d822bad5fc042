"""Which predicates are kept once, because they say the same of the same pairs, or of the pairs turned round."""

from kgqa.model import RDF_TYPE, Triple
from kgqa.reason import derive
from tests.reason.engine.ontologies import CLASSES, PROPERTIES, SUB_CLASS, SUB_PROPERTY, THINGS, owl

A, B, *_ = THINGS
P, Q, R, S = PROPERTIES
C, D, E = CLASSES
INVERSE, EQUIVALENT = owl("inverseOf"), owl("equivalentProperty")


class Kept:
    """How the predicates of a schema are kept."""

    def __init__(self, *schema):
        self.closure = derive([*(Triple(*axiom) for axiom in schema), Triple(A, P, B), Triple(A, RDF_TYPE, C)])
        self.aliases = self.closure.base.book.aliases

    def property(self, name):
        return self.aliases.of((self.number(name), -1))

    def kind(self, name):
        return self.aliases.of((self.number(RDF_TYPE), self.number(name)))

    def number(self, term):
        return self.closure.dictionary.encode(term)

    def is_symmetric(self, name):
        return self.property(name).key in self.aliases.symmetric


def test_a_property_and_its_inverse_are_kept_once_and_one_of_them_is_read_backwards():
    kept = Kept((P, INVERSE, Q))
    assert kept.property(P).key == kept.property(Q).key
    assert kept.property(P).turned != kept.property(Q).turned
    assert Triple(B, Q, A) in kept.closure


def test_what_is_only_below_another_is_kept_apart():
    kept = Kept((P, SUB_PROPERTY, Q))
    assert kept.property(P).key != kept.property(Q).key
    assert Triple(A, Q, B) in kept.closure


def test_a_circle_of_sub_properties_is_kept_once():
    kept = Kept((P, SUB_PROPERTY, Q), (Q, SUB_PROPERTY, R), (R, SUB_PROPERTY, P))
    assert kept.property(P) == kept.property(Q) == kept.property(R)


def test_the_inverse_of_an_inverse_is_the_property_itself():
    kept = Kept((P, INVERSE, Q), (Q, INVERSE, R))
    assert kept.property(P) == kept.property(R) != kept.property(Q)
    assert not kept.is_symmetric(P)


def test_what_is_its_own_inverse_is_symmetric():
    for axioms in ([(P, RDF_TYPE, owl("SymmetricProperty"))], [(P, INVERSE, P)], [(P, INVERSE, Q), (Q, EQUIVALENT, P)]):
        kept = Kept(*axioms)
        assert kept.is_symmetric(P)
        assert Triple(B, P, A) in kept.closure


def test_an_alias_of_a_symmetric_property_is_symmetric():
    kept = Kept((Q, RDF_TYPE, owl("SymmetricProperty")), (P, EQUIVALENT, Q), (S, INVERSE, Q))
    assert kept.property(P).key == kept.property(Q).key == kept.property(S).key
    assert kept.is_symmetric(S)
    assert {Triple(A, S, B), Triple(B, S, A), Triple(B, P, A)} <= set(kept.closure.match())


def test_classes_are_kept_once_too():
    kept = Kept((C, owl("equivalentClass"), D), (D, SUB_CLASS, E), (E, SUB_CLASS, C))
    assert kept.kind(C) == kept.kind(D) == kept.kind(E)
    assert Triple(A, RDF_TYPE, E) in kept.closure


def test_aliases_are_found_again_as_the_rules_that_rename():
    kept = Kept((P, INVERSE, Q), (Q, INVERSE, R))
    key = {name: (kept.number(name), -1) for name in (P, Q, R)}
    way = kept.aliases.way(key[P], key[R], turned=False)
    assert [rule.name for rule in way] == ["prp-inv1", "prp-inv1"]
    assert [rule.name for rule in kept.aliases.way(key[R], key[Q], turned=True)] == ["prp-inv2"]
    assert kept.aliases.way(key[P], key[R], turned=True) is None
    assert kept.aliases.way(key[P], key[P], turned=False) == ()
