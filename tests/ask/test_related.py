"""How two things are related: by a name, by counted steps, by a chain; and what is nearest above both."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.ask.climb import Climb, nearest_above
from kgqa.ask.degree import Apart, filled
from kgqa.ask.form import Relation
from kgqa.ask.nearest import nearest
from kgqa.ask.related import related
from kgqa.ask.ways import read_ways
from kgqa.model import IRI
from kgqa.pipeline import KnowledgeBase
from tests.ask.conftest import Asked, graph_of

if TYPE_CHECKING:
    from pathlib import Path

    from kgqa.ask.related import Related

EX = "http://example.org/"

FIRM = """
:Chief a owl:Class ; rdfs:label "chief" .
:boss a owl:ObjectProperty ; rdfs:label "boss" ; kgqa:namesRelation true ; kgqa:relationRank 1 ;
    kgqa:relationStep true ; rdfs:subPropertyOf :superior ; owl:inverseOf :report ;
    kgqa:degree [ kgqa:leastUp 2 ; kgqa:mostDown 0 ; kgqa:relationRank 0 ; kgqa:rankPerStep 10 ;
            kgqa:template "{up-1*grand-}boss" ] ,
        [ kgqa:leastUp 2 ; kgqa:mostDown 0 ; kgqa:ofClass :Chief ; kgqa:relationRank 0 ; kgqa:rankPerStep 10 ;
            kgqa:template "chief {up} levels up" ] ,
        [ kgqa:leastUp 1 ; kgqa:leastDown 1 ; kgqa:relationRank 5 ; kgqa:rankPerStep 10 ;
            kgqa:template "{near:ordinal} colleague[ {apart:times} removed]" ] .
:report a owl:ObjectProperty ; rdfs:label "report" ; kgqa:namesRelation true ; kgqa:relationRank 1 .
:superior a owl:ObjectProperty, owl:TransitiveProperty ; rdfs:label "superior" ;
    kgqa:namesRelation true ; kgqa:relationRank 900 .
:friend a owl:ObjectProperty, owl:SymmetricProperty ; rdfs:label "friend" ; kgqa:namesRelation true ;
    kgqa:relationRank 500 ; kgqa:relationStep true .
:penFriend a owl:ObjectProperty ; rdfs:label "pen friend" ; rdfs:subPropertyOf :friend ; kgqa:namesRelation true ;
    kgqa:relationRank 500 .

:zoe a :Chief ; rdfs:label "Zoe" .
:yan rdfs:label "Yan" ; :boss :zoe .
:xia rdfs:label "Xia" ; :boss :zoe .
:wim rdfs:label "Wim" ; :boss :yan .
:vic rdfs:label "Vic" ; :boss :wim .
:uma rdfs:label "Uma" ; :boss :xia .
:tom rdfs:label "Tom" ; :friend :uma .
:sue rdfs:label "Sue" ; :friend :tom ; :penFriend :tom .
:ray rdfs:label "Ray" .
"""
FIRM_DERIVED = """
:zoe :report :yan, :xia . :yan :report :wim . :wim :report :vic . :xia :report :uma .
:uma :friend :tom . :tom :friend :sue . :vic :superior :wim, :yan, :zoe . :wim :superior :yan, :zoe .
:yan :superior :zoe . :xia :superior :zoe . :uma :superior :xia, :zoe .
"""


@pytest.fixture(scope="module")
def firm() -> Asked:
    return graph_of(FIRM, FIRM_DERIVED)


def told(asked: Asked, one: str, other: str) -> Related:
    found = related(IRI(EX + one), IRI(EX + other), asked.lexicon, asked.store)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("one", "other", "label"),
    [
        ("yan", "wim", "boss"),
        ("wim", "yan", "report"),
        ("yan", "vic", "grand-boss"),
        ("zoe", "vic", "chief 3 levels up"),
        ("xia", "yan", "first colleague"),
        ("uma", "wim", "second colleague"),
        ("vic", "uma", "second colleague once removed"),
        ("xia", "vic", "first colleague twice removed"),
        ("tom", "xia", "friend of the report"),
        ("sue", "wim", "friend of the friend of the second colleague"),
        ("ray", "zoe", "no known relation"),
    ],
)
def test_a_relation_is_named(firm: Asked, one: str, other: str, label: str) -> None:
    assert told(firm, one, other).label == label


def test_a_sentence_tells_it(firm: Asked) -> None:
    assert told(firm, "vic", "uma").text == "Vic is Uma's second colleague once removed"
    assert told(firm, "tom", "xia").text == "Tom is the friend of the report of Xia"
    assert told(firm, "ray", "zoe").text == "Ray and Zoe have no known relation"


def test_the_most_specific_property_is_told(firm: Asked) -> None:
    found = told(firm, "tom", "sue")
    assert (found.label, found.also) == ("pen friend", ())
    assert found.relation == Relation(IRI(EX + "penFriend"))


def test_somewhere_above_is_told_only_where_nothing_else_is() -> None:
    turtle = """
        :above a owl:ObjectProperty, owl:TransitiveProperty ; rdfs:label "superior" ; kgqa:namesRelation true .
        :a :above :b . :b :above :c ."""
    graph = graph_of(turtle, ":a :above :c .")
    assert told(graph, "c", "a").label == "superior"


def test_the_facts_lead_from_the_other_thing_to_the_one(firm: Asked) -> None:
    facts = told(firm, "vic", "uma").facts
    assert [(f.subject, f.object) for f in facts] == [
        (IRI(EX + one), IRI(EX + other))
        for one, other in [("uma", "xia"), ("xia", "zoe"), ("yan", "zoe"), ("wim", "yan"), ("vic", "wim")]
    ]
    assert told(firm, "ray", "zoe").known is False


def test_nothing_is_related_to_itself(firm: Asked) -> None:
    assert related(IRI(EX + "yan"), IRI(EX + "yan"), firm.lexicon, firm.store) is None


def test_without_marks_every_property_between_things_counts(guild: Asked) -> None:
    assert told(guild, "dan", "ann").text == "Dan Fox is the mentor of the mentor of Ann Archer"
    assert told(guild, "ulm", "dan").known
    assert told(guild, "bonn", "ann").label == "no known relation"


def test_what_only_verbs_say_is_told_in_clauses() -> None:
    graph = graph_of(':rex a :Dog ; rdfs:label "Rex" ; :owns :tom . :owns rdfs:label "owns" . :tom rdfs:label "Tom" .')
    assert told(graph, "tom", "rex").text == "Rex owns Tom"
    assert told(graph, "rex", "tom").text == "Rex owns Tom"


def test_what_everything_points_to_relates_little() -> None:
    """Two players of one country are told to be of one club, though the country is nearer."""
    things = [f":p{k} :country :land ." for k in range(60)]
    graph = graph_of(
        ':country rdfs:label "country" . :knows rdfs:label "friend" . '
        + " ".join(things)
        + ":p1 :knows :q . :q :knows :r . "
        ":r :knows :p2 ."
    )
    assert told(graph, "p2", "p1").label == "friend of the friend of the friend"
    assert "land" in told(graph, "p5", "p6").label


def test_templates() -> None:
    assert filled("{up-2*great-}aunt", Apart(2, 1)) == "aunt"
    assert filled("{up-2*great-}aunt", Apart(9, 1)) == "7x great-aunt"
    assert filled("{near-1:ordinal} cousin[ {apart:times} removed]", Apart(3, 3)) == "second cousin"
    assert filled("{near-1:ordinal} cousin[ {apart:times} removed]", Apart(24, 3)) == "second cousin 21 times removed"
    assert filled("{far+1} levels, {nonsense}", Apart(1, 2)) == "3 levels, {nonsense}"


@given(st.integers(0, 40), st.integers(0, 40))
def test_a_degree_is_the_same_from_both_ends(up: int, down: int) -> None:
    template = "{near:ordinal} cousin[ {apart:times} removed] by {far}"
    assert filled(template, Apart(up, down)) == filled(template, Apart(down, up))


@given(st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=30))
def test_climbing_finds_what_is_nearest_above_both(pairs: list[tuple[int, int]]) -> None:
    graph = graph_of(" ".join(f":n{low} :up :n{high} ." for low, high in pairs) + ":n0 :up :top .")
    one, other = (Climb(IRI(f"{EX}n{k}"), (Relation(IRI(EX + "up")),), graph.store) for k in (0, 1))
    found = nearest_above(one, other)
    above = {k: steps_up(f"n{k}", pairs) for k in (0, 1)}
    both = above[0].keys() & above[1].keys()
    fewest = min((above[0][t] + above[1][t] for t in both), default=None)
    assert found == sorted((IRI(EX + t) for t in both if above[0][t] + above[1][t] == fewest), key=str)


def steps_up(start: str, pairs: list[tuple[int, int]]) -> dict[str, int]:
    """How many steps each thing above is from a thing, by relaxing every pair until nothing changes."""
    links = [(f"n{low}", f"n{high}") for low, high in pairs] + [("n0", "top")]
    found = {start: 0}
    for _ in range(len(links) + 1):
        for low, high in links:
            if low in found:
                found[high] = min(found.get(high, 99), found[low] + 1)
    return found


def test_the_nearest_common_values_of_a_transitive_relation(firm: Asked) -> None:
    superior = Relation(IRI(EX + "superior"))
    found = nearest(IRI(EX + "vic"), IRI(EX + "uma"), superior, firm.lexicon, firm.store)
    assert found is not None
    assert (found.values, found.steps, len(found.facts)) == ((IRI(EX + "zoe"),), 5, 5)
    under_one_another = nearest(IRI(EX + "vic"), IRI(EX + "wim"), superior, firm.lexicon, firm.store)
    assert under_one_another is not None
    assert under_one_another.values == (IRI(EX + "yan"),)
    assert nearest(IRI(EX + "ray"), IRI(EX + "wim"), superior, firm.lexicon, firm.store) is None


def test_stated_facts_are_the_steps_where_none_are_marked() -> None:
    turtle = """
        :inside a owl:ObjectProperty, owl:TransitiveProperty ; rdfs:label "located in" .
        :ulm :inside :swabia . :bonn :inside :rhineland . :swabia :inside :germany . :rhineland :inside :germany .
        :germany :inside :europe ."""
    derived = ":ulm :inside :germany, :europe . :bonn :inside :germany, :europe . :swabia :inside :europe ."
    graph = graph_of(turtle, derived)
    found = nearest(IRI(EX + "ulm"), IRI(EX + "bonn"), Relation(IRI(EX + "inside")), graph.lexicon, graph.store)
    assert found is not None
    assert (found.values, found.steps) == ((IRI(EX + "germany"),), 4)


def test_of_other_relations_all_common_values_are_nearest(guild: Asked) -> None:
    found = nearest(IRI(EX + "ann"), IRI(EX + "cora"), Relation(IRI(EX + "mentor")), guild.lexicon, guild.store)
    assert found is not None
    assert (found.values, found.steps) == ((IRI(EX + "beth"),), 2)


FOLK = """
@prefix f: <https://w3id.org/kgqa/family#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix : <http://example.org/> .
<> a owl:Ontology ; owl:imports <https://w3id.org/kgqa/family> .
:adam a f:Man . :eve a f:Woman ; f:hasSpouse :adam .
:a1 a f:Man ; f:hasFather :adam ; f:hasMother :eve . :b1 a f:Woman ; f:hasFather :adam ; f:hasMother :eve .
:a2 a f:Man ; f:hasFather :a1 . :b2 a f:Woman ; f:hasMother :b1 .
:a3 a f:Woman ; f:hasFather :a2 . :b3 a f:Man ; f:hasMother :b2 .
:a4 a f:Woman ; f:hasMother :a3 . :b4 a f:Man ; f:hasFather :b3 .
:a5 a f:Man ; f:hasMother :a4 . :b5 a f:Man ; f:hasFather :b4 .
:a6 a f:Man ; f:hasFather :a5 . :b6 a f:Man ; f:hasFather :b5 .
:h a f:Woman ; f:hasSpouse :b5 . :h2 a f:Woman ; f:hasSpouse :b2 .
:x f:hasSibling :y .
"""


@pytest.fixture(scope="module")
def folk(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    path: Path = tmp_path_factory.mktemp("folk") / "folk.ttl"
    path.write_text(FOLK, encoding="utf-8")
    return KnowledgeBase.load(path)


@pytest.mark.parametrize(
    ("one", "other", "label"),
    [
        ("adam", "a1", "father"),
        ("eve", "a2", "grandmother"),
        ("adam", "a6", "great-great-great-great-grandfather"),
        ("a6", "adam", "great-great-great-great-grandson"),
        ("b1", "a1", "sister"),
        ("b1", "a6", "great-great-great-great-aunt"),
        ("a2", "b2", "first cousin"),
        ("a4", "b2", "first cousin twice removed"),
        ("a3", "b3", "second cousin"),
        ("a5", "b5", "fourth cousin"),
        ("a6", "b5", "fourth cousin once removed"),
        ("eve", "adam", "wife"),
        ("h", "b4", "daughter-in-law"),
        ("h", "a5", "wife of the fourth cousin"),
        ("x", "y", "sibling"),
        ("x", "adam", "no known relation"),
    ],
)
def test_kin_is_named_by_the_family_ontology(folk: KnowledgeBase, one: str, other: str, label: str) -> None:
    lexicon = folk._lexicon
    found = related(IRI(EX + one), IRI(EX + other), lexicon, folk.store, read_ways(lexicon, folk.store))
    assert found is not None
    assert found.label == label
