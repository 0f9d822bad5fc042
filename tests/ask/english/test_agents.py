"""Verbs from the nouns for whoever does it."""

from __future__ import annotations

import pytest

from kgqa.ask.english.agents import agents
from kgqa.ask.english.morphology import verb_bases


@pytest.mark.parametrize(
    ("verb", "noun", "preposition"),
    [
        ("direct", "director", "by"),
        ("write", "writer", "by"),
        ("manage", "manager", "by"),
        ("act", "actor", "in"),
        ("play", "player", "for"),
        ("work", "employee", "for"),
        ("coach", "coach", "by"),
        ("graduate", "alumnus", "from"),
    ],
)
def test_who_does_it(verb: str, noun: str, preposition: str) -> None:
    assert (noun, preposition) in agents(verb)


@pytest.mark.parametrize("verb", ["border", "number", "count", "order", "father", "fall"])
def test_nouns_that_only_look_like_agents(verb: str) -> None:
    assert agents(verb) == ()


def test_who_it_is_done_to_does_not_do_it() -> None:
    assert not any(noun.endswith("ee") and preposition == "by" for noun, preposition in agents("employ"))


def test_forms_of_a_verb_have_its_agents() -> None:
    assert all(any(agents(base) for base in verb_bases(form)) for form in ("wrote", "written", "directs", "acting"))
