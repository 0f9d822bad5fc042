"""What a graph's own words give: names of things, nouns and verbs, in one language."""

from __future__ import annotations

import pytest

from kgqa.ask.form import Relation
from kgqa.ask.labels import local_words
from kgqa.ask.mention import find_mentions
from kgqa.ask.partial import Part, part_of_name
from kgqa.ask.tokens import alternatives, tokenize
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
        ("Fitzgerald", set()),
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
        ("Constantin Oldenburg", set()),
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


@pytest.mark.parametrize(
    ("name", "part", "person", "possible", "sure"),
    [
        ("Ada Maria Byron", "Ada", None, True, True),
        ("Ada Maria Byron", "Ada Maria", None, True, True),
        ("Ada Maria Byron", "Byron", None, True, True),
        ("Ada Maria Byron", "Ada Byron", None, True, True),
        ("Ada Maria Byron", "Maria", None, True, False),
        ("Henry Ford II", "Ford", None, True, True),
        ("John Kennedy Jr.", "Kennedy", None, True, True),
        ("Catherine of Aragon", "Catherine", True, True, True),
        ("Catherine of Aragon", "Catherine", None, False, False),
        ("Catherine of Aragon", "Aragon", True, True, False),
        ("Albert, Duke of York and Kent", "Albert", None, True, True),
        ("Albert, Duke of York and Kent", "Kent", None, True, False),
        ("Bob (the elder)", "Bob", None, True, True),
        ('Max "The Axe" Moon', "Max Moon", None, True, True),
        ("New York City", "New York", False, True, True),
        ("New York City", "City", False, True, False),
        ("Of Mice and Men", "Men", None, False, False),
        ("Peter's Widow", "Peter", True, False, False),
        ("Bonnie and Clyde", "Bonnie", True, False, False),
        ("The Old Man", "Old Man", None, True, True),
        ("The Old Man", "Old", None, False, False),
        ("Lost in Translation", "Translation", None, False, False),
    ],
)
def test_what_part_of_a_name_names(name: str, part: str, person: bool | None, possible: bool, sure: bool) -> None:
    words = tuple(alternatives(token) for token in tokenize(part))

    assert part_of_name(name, words, person=person) == Part(possible, sure)


TITLES = """
:Book a owl:Class ; rdfs:label "book" .
:author a owl:ObjectProperty ; rdfs:label "author" .
:b1 a :Book ; rdfs:label "It" ; :author :a1 . :b2 a :Book ; rdfs:label "The Book" ; :author :a2 .
:b3 a :Book ; rdfs:label "Germany" ; :author :a2 .
:a1 rdfs:label "Ann Moss" . :a2 rdfs:label "Al Rye" .
"""


@pytest.mark.parametrize("mention", ["it", "the book", "The book", "book", "Germanys", "Germane"])
def test_what_names_nothing(mention: str) -> None:
    assert named(graph_of(TITLES), mention) == set()


@pytest.mark.parametrize(("mention", "thing"), [("It", "b1"), ("The Book", "b2"), ("germany", "b3"), ("Germnay", "b3")])
def test_titles_of_words_of_the_language_are_named_by_their_capitals(mention: str, thing: str) -> None:
    assert named(graph_of(TITLES), mention) == {thing}
