"""Conflicts in English: what is supposed, what would follow, what is recorded, what forbids it."""

import pytest

from kgqa import KnowledgeBase
from kgqa.model import Triple
from tests.reason.graphs import PREFIXES, triple

NAMES = """
:ann rdfs:label "Ann Lee" . :bob rdfs:label "Bob Lee" . :eve rdfs:label "Eve Ray" . :cy rdfs:label "Cy Orr" .
:mentor rdfs:label "mentor" . :Man rdfs:label "man" . :Woman rdfs:label "woman" .
"""


@pytest.fixture
def base(tmp_path):
    def loaded(text):
        file = tmp_path / "graph.ttl"
        file.write_text("\n".join([*(f"@prefix {p}: <{n}> ." for p, n in PREFIXES.items()), NAMES, text]))
        return KnowledgeBase.load(file)

    return loaded


ONE_MENTOR = ":mentor a owl:FunctionalProperty . :ann :mentor :eve ."


@pytest.mark.parametrize(
    ("graph", "claim", "text"),
    [
        (
            ONE_MENTOR,
            ":ann :mentor :bob",
            "Bob Lee is the mentor of Ann Lee: Eve Ray is the mentor of Ann Lee, and there can be only one mentor",
        ),
        (
            ":email a owl:InverseFunctionalProperty . :ann :email :m .",
            ":bob :email :m",
            "m is the email of Bob Lee: m is the email of Ann Lee, and no two things have the same email",
        ),
        (
            ":mentor a owl:AsymmetricProperty . :ann :mentor :eve .",
            ":eve :mentor :ann",
            "Ann Lee is the mentor of Eve Ray: Eve Ray is the mentor of Ann Lee, and that cannot hold both ways",
        ),
        (
            ":mentor a owl:IrreflexiveProperty .",
            ":eve :mentor :eve",
            "Eve Ray is the mentor of Eve Ray: nothing can be its own mentor",
        ),
        (
            ":Man owl:disjointWith :Woman . :mentor rdfs:range :Woman . :bob a :Man .",
            ":ann :mentor :bob",
            "Bob Lee is the mentor of Ann Lee: it would follow that Bob Lee is a woman, but Bob Lee is a man, and "
            "nothing is both a man and a woman",
        ),
        (
            "[] a owl:NegativePropertyAssertion ; owl:sourceIndividual :ann ; owl:assertionProperty :mentor ; "
            "owl:targetIndividual :eve .",
            ":ann :mentor :eve",
            "Eve Ray is the mentor of Ann Lee: that is recorded not to be so",
        ),
        (
            "[] a owl:NegativePropertyAssertion ; owl:sourceIndividual :ann ; owl:assertionProperty :age ; "
            "owl:targetValue 5 .",
            ":ann :age 5",
            "the age of Ann Lee is 5: that is recorded not to be so",
        ),
        (
            ':Man owl:hasKey (:number) . :ann a :Man ; :number "7" . :bob a :Man .',
            ':bob :number "7"',
            "the number of Bob Lee is 7: Bob Lee is a man, Ann Lee is a man and the number of Ann Lee is 7, and no two "
            "things have the same number",
        ),
        (
            ":ann a [ owl:onProperty :mentor ; owl:maxCardinality 0 ] .",
            ":ann :mentor :bob",
            "Bob Lee is the mentor of Ann Lee: Ann Lee can have no mentor",
        ),
        (
            ":ann a [ owl:onProperty :mentor ; owl:maxCardinality 1 ] ; :mentor :eve .",
            ":ann :mentor :bob",
            "Bob Lee is the mentor of Ann Lee: Eve Ray is the mentor of Ann Lee, and Ann Lee can have only one mentor",
        ),
        (
            ":mentor owl:propertyDisjointWith :rival . :ann :rival :eve .",
            ":ann :mentor :eve",
            "Eve Ray is the mentor of Ann Lee: Eve Ray is the rival of Ann Lee, and nothing is both the mentor and the "
            "rival of the same thing",
        ),
        (
            ":ann owl:differentFrom :bob .",
            ":ann owl:sameAs :bob",
            "Ann Lee is the same as Bob Lee: they are different things",
        ),
        (
            ":age rdfs:range xsd:integer .",
            ":ann :age 2.5",
            "the age of Ann Lee is 2.5: 2.5 is no integer",
        ),
    ],
)  # fmt: skip
def test_a_claim_that_cannot_be(base, graph, claim, text):
    assert base(graph).contradiction([triple(claim)]).text == f"it cannot be that {text}"


BORN = """
:x a swrl:Variable . :y a swrl:Variable . :b a swrl:Variable . :c a swrl:Variable .
[] a swrl:Imp ; rdfs:label "no mentor is younger" ; swrl:head (
    [ a swrl:ClassAtom ; swrl:classPredicate owl:Nothing ; swrl:argument1 :x ] ) ; swrl:body (
    [ a swrl:IndividualPropertyAtom ; swrl:propertyPredicate :mentor ; swrl:argument1 :x ; swrl:argument2 :y ]
    [ a swrl:DatavaluedPropertyAtom ; swrl:propertyPredicate :born ; swrl:argument1 :x ; swrl:argument2 :b ]
    [ a swrl:DatavaluedPropertyAtom ; swrl:propertyPredicate :born ; swrl:argument1 :y ; swrl:argument2 :c ]
    [ a swrl:BuiltinAtom ; swrl:builtin swrlb:lessThan ; swrl:arguments ( :b :c ) ] ) .
:ann :born "1900"^^xsd:gYear . :bob :born "1910"^^xsd:gYear .
"""


def test_a_users_rule_is_told_by_its_label(base):
    assert base(BORN).contradiction([triple(":ann :mentor :bob")]).text == (
        "it cannot be that Bob Lee is the mentor of Ann Lee: Ann Lee was born in 1900 and Bob Lee was born in 1910, "
        "and no mentor is younger"
    )


def test_a_claim_that_no_rule_can_derive_is_told_by_what_is_recorded(base):
    closed = """
    :parent kgqa:atMost 2 . :ann :parent :bob, :eve .
    :grandparent kgqa:definedByRules true ; owl:propertyChainAxiom ( :parent :parent ) .
    :bob kgqa:completeFor :parent . :eve kgqa:completeFor :parent .
    """
    found = base(closed).contradiction([triple(":ann :grandparent :cy")])
    assert found.text == (
        "it cannot be that Cy Orr is the grandparent of Ann Lee: the parents of Ann Lee are Bob Lee and Eve Ray, which "
        'leaves no room for any of the rules for "grandparent"'
    )
    assert found.premises[0].source.graph == "urn:kgqa:supposed"


def test_a_conflict_of_the_graph_itself_is_told_without_a_claim(base):
    (found,) = base(ONE_MENTOR + ":ann :mentor :bob .").conflicts()
    assert found.text in {
        f"{one} is the mentor of Ann Lee and {other} is the mentor of Ann Lee, but there can be only one mentor"
        for one, other in (("Bob Lee", "Eve Ray"), ("Eve Ray", "Bob Lee"))
    }


def test_what_is_entailed_is_not_contradicted(base):
    graph = ":mentor rdfs:subPropertyOf :friend . :friend a owl:FunctionalProperty . :ann :mentor :eve ."
    assert base(graph).contradiction([Triple(*triple(":ann :friend :eve"))]) is None
