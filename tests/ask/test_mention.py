"""Names as people type them: what a mention names, and what it does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.ask.mention import find_mentions
from kgqa.ask.slip import slips, sound
from kgqa.ask.tokens import tokenize
from tests.ask.conftest import Asked, graph_of

EX = "http://example.org/"

CREW = """
:Sailor a owl:Class ; rdfs:label "sailor" ; kgqa:answersTo "who" .
:Ship a owl:Class ; rdfs:label "ship" .
:Watch a owl:Class ; rdfs:label "watch" ; kgqa:recordOf :mate .
:mate a owl:ObjectProperty, owl:SymmetricProperty ; rdfs:label "mate" ; rdfs:domain :Sailor ; rdfs:range :Sailor .
:friend a owl:ObjectProperty, owl:SymmetricProperty ; rdfs:label "friend" .
:keeps a owl:ObjectProperty ; rdfs:label "keeps" . :trains a owl:ObjectProperty ; rdfs:label "trains" .
:rank rdfs:label "rank" . :signed rdfs:label "signed on" ; kgqa:answersTo "when" .

:a a :Sailor ; rdfs:label "John Fitzgerald Marlow" ; :rank "Bosun of the Northern Fleet" ; :signed "1901"^^xsd:gYear .
:b a :Sailor ; rdfs:label "Robert Marlow Jr." ; :signed "1930-04-01"^^xsd:date .
:c a :Sailor ; rdfs:label "Margaret \\"Meg\\" Brierly" ; :keeps :w .
:d a :Sailor ; rdfs:label "William Anthony Harbottle" ; :keeps :w .
:e a :Sailor ; rdfs:label "Peter Harbottle" .
:w a :Watch ; rdfs:label "watch of Harbottle and Brierly" ; :trains :e .
:f a :Sailor ; rdfs:label "Edward VII" ; :rank "Bosun" .
:g a :Sailor ; rdfs:label "Edward VIII Harbottle" .
:h a :Sailor ; rdfs:label "Elizabeth II Tallow" .
:i a :Sailor ; rdfs:label "Catherine of Aragon" .
:j a :Sailor ; rdfs:label "Anna Tallow" . :k a :Sailor ; rdfs:label "Louise Tallow" .
:l a :Sailor ; rdfs:label "Henry (Redbeard) Stroud" . :m a :Sailor ; rdfs:label "Anne Bolton" .
:n a :Sailor ; rdfs:label "Ann Lee" ; :signed "1901-05-01"^^xsd:date .
:o a :Sailor ; rdfs:label "Ann Lee" ; :signed "1960"^^xsd:gYear .
:p a :Sailor ; rdfs:label "Joseph Patrick Quill" . :q a :Sailor ; rdfs:label "Patrick Joseph Quill" .
:r a :Sailor ; rdfs:label "Frances Stroud" ; :friend :e .
:s a :Ship ; rdfs:label "Nelly" .
"""
DERIVED = ":c :mate :d . :d :mate :c ."


@pytest.fixture(scope="module")
def crew() -> Asked:
    return graph_of(CREW, DERIVED)


def things_named(asked: Asked, mention: str, question: str = "{}") -> set[str]:
    """What the whole of a mention names in a question."""
    text = question.format(mention)
    tokens = tokenize(text)
    start = text.index(mention)
    spans = [
        m
        for m in find_mentions(text, tokens, asked.lexicon, asked.store)
        if (tokens[m.start].start, m.entity.mention) == (start, mention.rstrip("."))
    ]
    return {iri.value.removeprefix(EX) for m in spans for iri in m.entity.iris}


@pytest.mark.parametrize(
    ("mention", "things"),
    [
        # parts and their order
        ("Marlow", {"a", "b"}),
        ("John Marlow", {"a"}),
        ("Marlow, John", {"a"}),
        ("Marlow, John Fitzgerald", {"a"}),
        ("Robert Marlow Junior", {"b"}),
        ("Joseph Quill", {"p", "q"}),
        # initials
        ("J. F. Marlow", {"a"}),
        ("John F Marlow", {"a"}),
        ("j. marlow", {"a"}),
        ("JFM", {"a"}),
        ("J.F.M.", {"a"}),
        ("JQM", set()),
        # titles, recorded and general
        ("Bosun Edward VII", {"f"}),
        ("the late Bosun Edward VII", {"f"}),
        ("John Marlow, Bosun of the Northern Fleet", {"a"}),
        ("Marlow of the Northern Fleet", {"a"}),
        ("Bosun J. F. Marlow", {"a"}),
        ("Bosun Edward VIII", set()),
        ("Mr. John Marlow", {"a"}),
        ("Lady Nelly", set()),
        # numbers
        ("Edward the Eighth", {"g"}),
        ("edward 8th", {"g"}),
        # nicknames
        ("Meg Brierly", {"c"}),
        ("Margaret Brierly", {"c"}),
        ("Meg", {"c"}),
        ("Redbeard", {"l"}),
        ("Redbeard Stroud", {"l"}),
        ("Henry Redbeard", {"l"}),
        # years
        ("Ann Lee", {"n", "o"}),
        ("Ann Lee (1960)", {"o"}),
        ("Ann Lee (signed 1901)", {"n"}),
    ],
)
def test_names_in_other_words(crew: Asked, mention: str, things: set[str]) -> None:
    assert things_named(crew, mention) == things


@pytest.mark.parametrize(
    ("mention", "thing"),
    [
        ("John Fitzgereld Marlow", "a"),
        ("William Harbotle", "d"),
        ("Elisabeth II", "h"),
        ("Katherine of Aragon", "i"),
        ("Catherine of Aragan", "i"),
        ("Ann Bolton", "m"),
        ("Anne Boltonn", "m"),
        ("Bosun John Fitzgereld Marlow", "a"),
        ("Bosun of the Nothern Fleet Marlow", "a"),
    ],
)
def test_a_slip_in_a_name_that_is_right_otherwise(crew: Asked, mention: str, thing: str) -> None:
    assert things_named(crew, mention) == {thing}


@pytest.mark.parametrize(
    "mention",
    ["Louis Tallow", "Anne Tallow", "Gwendolina Tallow", "Francesca Stroud", "Jon Snow", "Robert Tallow", "Edwerd"],
)
def test_a_near_miss_is_somebody_else(crew: Asked, mention: str) -> None:
    assert things_named(crew, mention) == set()


def test_a_word_of_english_is_no_misspelt_name(crew: Asked) -> None:
    assert things_named(crew, "little anna", "who was {}?") == set()
    assert things_named(crew, "bottom harbottle", "{} mate") == set()


def test_where_names_have_capitals_a_word_without_is_no_name(crew: Asked) -> None:
    assert things_named(crew, "William Harbotle", "Who keeps {}?") == {"d"}
    assert things_named(crew, "William harbotle", "Who keeps {} with Ann?") == set()


def test_a_name_may_have_a_part_from_a_thing_that_shares_it(crew: Asked) -> None:
    assert things_named(crew, "Margaret Harbottle") == {"c"}
    assert things_named(crew, "Meg Brierly Harbottle") == {"c"}


def test_no_name_is_borrowed_that_is_not_passed_on(crew: Asked) -> None:
    assert things_named(crew, "William Brierly") == set()
    assert things_named(crew, "Frances Harbottle") == set()


def test_what_is_read_otherwise_is_noted(crew: Asked) -> None:
    def is_noted(mention: str) -> set[bool]:
        tokens = tokenize(mention)
        found = find_mentions(mention, tokens, crew.lexicon, crew.store)
        return {m.entity.typo for m in found if (m.start, m.end) == (0, len(tokens))}

    assert [is_noted(m) for m in ("Margaret Harbottle", "Elisabeth II", "JFM")] == [{True}] * 3
    assert [is_noted(m) for m in ("Marlow, John", "Bosun Edward VII", "J. F. Marlow")] == [{False}] * 3


def test_an_s_written_onto_a_misspelt_name_may_be_its_own(crew: Asked) -> None:
    graph = graph_of(':a rdfs:label "Mary Scots" . :b rdfs:label "Walter Scott" .')
    answer = graph("Who is Mary Scotts mentor?")

    assert answer.status != "answered"
    assert things_named(graph, "Mary Scotts") == {"a"}


SCRAPS = (
    "Ann",
    "Lee",
    "John",
    "Marlow",
    ",",
    "(",
    ")",
    "'s",
    "of",
    "the",
    "Bosun",
    "II",
    "1901",
    "J.",
    "and",
    "Harbotle",
)


@given(st.lists(st.sampled_from(SCRAPS)))
def test_mentions_lie_in_the_question(crew: Asked, words: list[str]) -> None:
    text = " ".join(words)
    tokens = tokenize(text)

    for mention in find_mentions(text, tokens, crew.lexicon, crew.store):
        assert 0 <= mention.start < mention.end <= len(tokens)
        assert mention.entity.iris == tuple(sorted(set(mention.entity.iris)))
        assert mention.entity.mention == text[tokens[mention.start].start : tokens[mention.end - 1].end]


@pytest.mark.parametrize(
    ("word", "recorded", "is_slip"),
    [
        ("henery", "henry", True),
        ("romanoff", "romanov", True),
        ("stephen", "steven", True),
        ("louis", "louise", False),
        ("maria", "mario", False),
        ("frances", "francesca", False),
        ("jon", "john", False),
        ("kathrine", "catherine", True),
    ],
)
def test_slips(word: str, recorded: str, *, is_slip: bool) -> None:
    assert bool(slips(word, [recorded], known=False)) == is_slip


@given(st.text("abcdefghijklmnopqrstuvwxyz", max_size=12))
def test_no_word_is_a_slip_of_itself_and_all_sound_like_themselves(word: str) -> None:
    assert slips(word, [word], known=False) == []
    assert sound(sound(word)) == sound(sound(sound(word)))


NAMESAKES = """
:Sailor a owl:Class ; rdfs:label "sailor" .
:rank rdfs:label "rank" ; kgqa:raisesProminence true .
:captain a owl:ObjectProperty, owl:FunctionalProperty ; rdfs:label "captain" .
:signed rdfs:label "signed on" .
:a a :Sailor ; rdfs:label "Ann Lee" ; :captain :m ; :signed "1901"^^xsd:gYear .
:b a :Sailor ; rdfs:label "Ann Lee" ; :captain :n ; :signed "1901"^^xsd:gYear .
:c a :Sailor ; rdfs:label "Ann Lee" ; :rank "bosun" ; :signed "1960"^^xsd:gYear .
:d a :Sailor ; rdfs:label "Ann Lee" ; kgqa:prominence 7 ; :captain :n .
:m rdfs:label "Max Moon" . :n rdfs:label "Nell Nye" .
"""


def test_namesakes_are_told_apart_the_better_known_first() -> None:
    answer = graph_of(NAMESAKES)("Who is Ann Lee's captain?")

    assert answer.status == "ambiguous"
    assert [(c.value.removeprefix(EX), c.description) for c in answer.candidates] == [
        ("d", "sailor, captain: Nell Nye"),
        ("c", "sailor, bosun, 1960"),
        ("a", "sailor, 1901, captain: Max Moon"),
        ("b", "sailor, 1901, captain: Nell Nye"),
    ]
