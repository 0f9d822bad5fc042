"""What a graph's own words give: names of things, nouns and verbs, in one language."""

from __future__ import annotations

import pytest

from kgqa.ask.form import Relation
from kgqa.ask.labels import local_words
from kgqa.ask.mention import find_mentions
from kgqa.ask.tokens import tokenize
from kgqa.model import IRI
from tests.ask.conftest import Asked, graph_of

EX = "http://example.org/"

PEOPLE = """
:Record a owl:Class ; kgqa:recordOf :spouse . :spouse rdfs:label "spouse" .
:rank rdfs:label "rank" .
:j rdfs:label "John Fitzgerald Kennedy" ; skos:altLabel "JFK" .
:jr rdfs:label "John Kennedy Jr." .
:h8 rdfs:label "Henry VIII Tudor" ; :rank "King of England" .
:h7 rdfs:label "Henry VII Tudor" .
:e1 rdfs:label "Elizabeth I" .
:e2 rdfs:label "Elizabeth II" .
:b rdfs:label "Catherine of Aragon" .
:jose rdfs:label "José Martí" . :jose2 rdfs:label "Jose Marti" .
:constantine rdfs:label "Constantine Oldenburg" .
:smith rdfs:label "Mary Jones" ; :rank "smith" .
:m1 a :Record ; rdfs:label "marriage of Henry VIII and Catherine" .
"""


@pytest.fixture(scope="module")
def people() -> Asked:
    return graph_of(PEOPLE)


def named(asked: Asked, mention: str) -> set[str]:
    tokens = tokenize(mention)
    found = find_mentions(mention, tokens, asked.lexicon, asked.store)
    whole = [m for m in found if (m.start, m.end) == (0, len(tokens))]
    return {iri.value.removeprefix(EX) for m in whole for iri in m.entity.iris}


@pytest.mark.parametrize(
    ("mention", "things"),
    [
        ("John Fitzgerald Kennedy", {"j"}),
        ("Kennedy, John Fitzgerald", {"j"}),
        ("jfk", {"j"}),
        ("Fitzgerald", {"j"}),
        ("Kennedy", {"j", "jr"}),
        ("J. F. Kennedy", {"j"}),
        ("J F Kennedy", {"j"}),
        ("Henry VIII", {"h8"}),
        ("henry viii", {"h8"}),
        ("Henry the Eighth", {"h8"}),
        ("Henry 8th", {"h8"}),
        ("King Henry VIII", {"h8"}),
        ("Henry VIII of England", {"h8"}),
        ("King Henry VII", set()),
        ("Elizabeth I", {"e1"}),
        ("Elizabeth the 2nd", {"e2"}),
        ("Elizabeth III", set()),
        ("Catherine of Aragon", {"b"}),
        ("Catherine of Aragan", {"b"}),
        ("Catherine of Spain", set()),
        ("José Martí", {"jose"}),
        ("Jose Marti", {"jose2"}),
        ("JOSE MARTÍ", {"jose", "jose2"}),
        ("Contantine Oldenburg", {"constantine"}),
        ("Constantin Oldenburg", {"constantine"}),
        ("Mary Smith", set()),
        ("smith Mary Jones", {"smith"}),
        ("John Tudor", set()),
        ("of", set()),
        ("the", set()),
        ("II", set()),
    ],
)
def test_what_a_mention_names(people: Asked, mention: str, things: set[str]) -> None:
    assert named(people, mention) == things


def test_a_record_is_named_by_its_whole_name_only(people: Asked) -> None:
    assert named(people, "marriage of Henry VIII and Catherine") == {"m1"}
    assert "m1" not in named(people, "Henry VIII")


@pytest.mark.parametrize(
    ("iri", "words"),
    [
        (EX + "birthPlace", "birth place"),
        (EX + "birth_place", "birth place"),
        (EX + "hasMother", "has mother"),
        (EX + "Tom_Cruise", "Tom Cruise"),
        (EX + "TomCruise", "Tom Cruise"),
        ("http://example.org/pets#weight", "weight"),
        (EX + "Jos%C3%A9_Mart%C3%AD", "José Martí"),
        ("urn:uuid:x", "x"),
    ],
)
def test_words_of_an_iri(iri: str, words: str) -> None:
    assert local_words(iri) == words


def test_labels_go_before_the_words_of_iris() -> None:
    graph = graph_of(":boss rdfs:label 'head' . :a rdfs:label 'Ada' ; :boss :b . :b rdfs:label 'Bo' .")

    assert "head" in graph.lexicon.nouns
    assert "boss" not in graph.lexicon.nouns


def test_what_is_unspoken_has_no_words() -> None:
    graph = graph_of(":link rdfs:label 'link' ; kgqa:unspoken true . :a rdfs:label 'Ada' ; :link :b .")

    assert "link" not in graph.lexicon.nouns


def test_a_noun_of_the_subject_is_the_relation_backwards() -> None:
    graph = graph_of(":parentOf rdfs:label 'parent of' . :a rdfs:label 'Ada' ; :parentOf :b . :b rdfs:label 'Bo' .")

    (sense,) = graph.lexicon.nouns["parent"]
    assert sense.relation == Relation(IRI(EX + "parentOf"), inverse=True)
    assert [item.label for item in graph("Who is Bo's parent?").answers] == ["Ada"]


def test_the_languages_own_terms_are_no_words(people: Asked) -> None:
    assert not {"label", "class", "type", "subclass", "altlabel"} & {*people.lexicon.nouns, *people.lexicon.verbs}
