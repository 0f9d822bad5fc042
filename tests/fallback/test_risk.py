"""Policies of properties and classes: what a graph keeps from models goes to none, and comes from none."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from kgqa.config import Settings
from kgqa.fallback.risk import Risk, strictest
from kgqa.model import IRI
from kgqa.pipeline import KnowledgeBase

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kgqa.model import Answer

GRAPH = """
@prefix : <http://example.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix kgqa: <https://w3id.org/kgqa/vocabulary#> .
:condition a owl:ObjectProperty ; rdfs:label "condition" ; kgqa:policy "strict" .
:allergy a owl:ObjectProperty ; rdfs:label "allergy" ; rdfs:subPropertyOf :condition .
:conditionOf a owl:ObjectProperty ; rdfs:label "is condition of" ; owl:inverseOf :condition .
:salary a owl:DatatypeProperty ; rdfs:label "salary" ; kgqa:policy "guarded" .
:likes a owl:ObjectProperty ; rdfs:label "liking" .
:wary a owl:ObjectProperty ; rdfs:label "wariness" .
:allergy rdfs:subPropertyOf :wary .
:Agent a owl:Class ; rdfs:label "agent" ; kgqa:policy "strict" .
:Spy a owl:Class ; rdfs:label "spy" ; rdfs:subClassOf :Agent .
:ann a owl:Thing ; rdfs:label "Ann Orr" ; :likes :tea ; :allergy :nuts ; :salary 5 .
:mole a :Spy ; rdfs:label "Max Mole" ; :likes :tea .
:tea rdfs:label "Tea" . :nuts rdfs:label "Nuts" .
"""


@pytest.fixture
def kb(tmp_path: Path, endpoint: Any) -> KnowledgeBase:
    file = tmp_path / "graph.ttl"
    file.write_text(GRAPH, encoding="utf-8")
    settings = Settings(
        cache=tmp_path / "cache", embedded=False, model_url=endpoint.url, model="scripted", model_seconds=3.0
    )
    return KnowledgeBase.load(file, settings=settings)


@pytest.fixture
def replied(kb: KnowledgeBase, endpoint: Any, say: Any) -> Callable[..., Answer]:
    def ask(question: str, sentence: str, answers: list[str], *claims: str, policy: str = "open") -> Answer:
        endpoint.says(say.reply(sentence, answers, *claims))
        return kb.ask(question, policy=policy)

    return ask


def iri(name: str) -> IRI:
    return IRI(f"http://example.org/{name}")


def test_a_policy_holds_for_what_is_narrower_and_the_other_way_round(kb: KnowledgeBase) -> None:
    risk = Risk.read(kb.store, kb._lexicon.schema)
    strict = ["condition", "allergy", "conditionOf", "Agent", "Spy", "mole"]
    assert {name: risk.of([iri(name)]) for name in strict} == dict.fromkeys(strict, "strict")
    assert [risk.of([iri(name)]) for name in ("salary", "likes", "ann", "tea")] == ["guarded", "open", "open", "open"]


def test_the_strictest_wins() -> None:
    assert strictest(()) == "open"
    assert strictest(("open", "guarded")) == "guarded"
    assert strictest(("guarded", "strict", "open")) == "strict"


@pytest.mark.parametrize(
    "question",
    [
        "I wonder what the condition of Ann Orr may be, perchance",
        "Do tell which allergies Ann Orr has had perchance",
        "Do tell what Ann Orr is allergic to, perchance",
        "Perchance, is Ann Orr conditioned?",
        "Would you say what Max Mole enjoys the most?",
        "Do most agents enjoy tea the most, perchance?",
        "Perchance spies enjoy tea the most?",
    ],
)
def test_no_model_is_asked_about_what_is_kept_from_models(kb: KnowledgeBase, endpoint: Any, question: str) -> None:
    answer = kb.ask(question, policy="open")
    assert answer.status in {"not_understood", "no_answer"}
    assert endpoint.requests == []
    assert answer.usage.model_calls == 0
    assert answer.reason is not None
    assert "keeps what this is about from models" in answer.reason.message


def test_its_facts_are_told_to_no_model(kb: KnowledgeBase, endpoint: Any, replied: Any) -> None:
    replied("Tell me what Ann Orr enjoys the most, perchance?", "I do not know.", [])
    (request,) = endpoint.requests
    sent = json.dumps(request, ensure_ascii=False)
    assert "Tea" in sent
    for kept in ("Nuts", "allergy", "Max Mole", "condition"):
        assert kept not in sent


@pytest.mark.parametrize(
    ("sentence", "answers", "claims"),
    [
        ("Nuts.", ["Nuts"], ["Ann Orr, allergy, Nuts"]),
        ("Nuts.", ["Nuts"], ["Nuts, is condition of, Ann Orr"]),
        ("Ann Orr's allergy is Nuts.", ["Tea"], ["Ann Orr, liking, Tea"]),
        ("It is her allergies.", ["Tea"], ["Ann Orr, liking, Tea"]),
        ("What Max Mole has.", ["Tea"], ["Ann Orr, liking, Tea"]),
        ("Tea.", ["Max Mole"], ["Ann Orr, liking, Max Mole"]),
    ],
)
def test_what_a_model_says_of_it_is_not_shown(
    replied: Any, endpoint: Any, sentence: str, answers: list[str], claims: list[str]
) -> None:
    answer = replied("Tell me what Ann Orr enjoys the most, perchance?", sentence, answers, *claims)
    assert (answer.answers, answer.suggestion, answer.claims) == ((), None, ())
    assert "is about what the graph keeps from models" in answer.reason.message
    assert len(endpoint.requests) == 1, "nothing of it is fed back either"


def test_what_rests_on_it_is_no_answer(replied: Any) -> None:
    """The wariness is entailed by the allergy."""
    answer = replied("I wonder what the wariness of Ann Orr may be", "x", ["Nuts"], "Ann Orr, wariness, Nuts")
    assert (answer.answers, answer.suggestion) == ((), None)


def test_guarded_is_stricter_than_an_open_request(replied: Any) -> None:
    answer = replied("Tell me what Ann Orr earns in the end, perchance?", "It is 7.", ["7"], "Ann Orr, salary, 7")
    assert answer.answers == ()
    other = replied("Tell me what Ann Orr enjoys in the end, perchance?", "Cake.", ["Cake"], "Ann Orr, liking, Cake")
    assert other.certainty == "unverified"
