"""From a question that the grammar does not read to a checked reply, over the real reasoner."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from kgqa.config import Settings
from kgqa.errors import GoneError, InputError
from kgqa.pipeline import KnowledgeBase

if TYPE_CHECKING:
    from pathlib import Path

GRAPH = """
@prefix : <http://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:capital a owl:ObjectProperty, owl:FunctionalProperty ; rdfs:label "capital" ; rdfs:subPropertyOf :place .
:place a owl:ObjectProperty ; rdfs:label "place" .
:rival a owl:ObjectProperty, owl:IrreflexiveProperty ; rdfs:label "rival" .
:peru rdfs:label "Peru" ; :capital :lima .
:lima rdfs:label "Lima" .
:quito rdfs:label "Quito" ; :rival :quito .
"""
ASKED = "Kindly, could somebody tell us which place of Peru, perchance?"


@pytest.fixture
def kb(tmp_path: Path) -> KnowledgeBase:
    file = tmp_path / "atlas.ttl"
    file.write_text(GRAPH, encoding="utf-8")
    return KnowledgeBase.load(file, settings=Settings(cache=tmp_path / "cache", embedded=False))


def with_model(kb: KnowledgeBase, endpoint: Any) -> KnowledgeBase:
    settings = replace(kb.settings, model_url=endpoint.url, model="scripted", model_seconds=3.0)
    return KnowledgeBase(kb.store, settings)


def test_the_graph_is_asked_first_and_costs_no_call(kb: KnowledgeBase, endpoint: Any) -> None:
    answer = with_model(kb, endpoint).ask("What is Peru's capital?")
    assert (answer.status, answer.source) == ("answered", "graph")
    assert endpoint.requests == []


def test_an_entailed_reply_comes_with_the_reasoners_proof(kb: KnowledgeBase, endpoint: Any, say: Any) -> None:
    endpoint.says(say.reply("Lima.", ["Lima"], "Peru, place, Lima"))
    answer = with_model(kb, endpoint).ask("I wonder what the place of Peru may be, please")
    assert (answer.status, answer.source, answer.certainty) == ("answered", "model", "verified")
    proof = answer.answers[0].proof
    assert proof is not None
    assert proof.rule is not None
    assert proof.rule.name == "prp-spo1"
    assert proof.text


def test_a_reply_against_the_graph_is_dropped_with_the_reasoners_conflict(
    kb: KnowledgeBase, endpoint: Any, say: Any
) -> None:
    """The graph has a conflict of its own (a rival of itself), which is not the claim's."""
    endpoint.says(say.reply("Quito.", ["Quito"], "Peru, capital, Quito"))
    answer = with_model(kb, endpoint).ask(ASKED, policy="open")
    assert (answer.answers, answer.suggestion) == ((), None)
    assert [claim.verdict for claim in answer.claims] == ["contradicted"]
    assert answer.claims[0].instead == "Lima"
    assert answer.claims[0].conflict is not None
    assert "prp-fp" in answer.claims[0].conflict.rule.name


def test_what_the_graph_does_not_decide_is_a_suggestion(kb: KnowledgeBase, endpoint: Any, say: Any) -> None:
    endpoint.says(say.reply("Quito is a place of Peru.", ["Quito"], "Peru, place, Quito"))
    answer = with_model(kb, endpoint).ask(ASKED)
    assert answer.status == "not_understood"
    assert answer.suggestion is not None
    assert {claim.verdict for claim in answer.suggestion.claims} == {"unknown"}


@pytest.mark.parametrize("never", [{"model": False}, {"policy": "strict"}])
def test_a_request_can_forbid_the_model(kb: KnowledgeBase, endpoint: Any, never: dict[str, Any]) -> None:
    assert with_model(kb, endpoint).ask(ASKED, **never).usage.model_calls == 0
    assert endpoint.requests == []


def test_a_request_may_name_an_endpoint_or_a_model(kb: KnowledgeBase, endpoint: Any, say: Any) -> None:
    endpoint.says(say.reply("Lima.", ["Lima"], "Peru, place, Lima"))
    asked = with_model(kb, endpoint)
    for name in ("default", "scripted"):
        assert asked.ask("I wonder what the place of Peru may be, please", model=name).certainty == "verified"
    with pytest.raises(InputError, match="no endpoint is named 'other'") as error:
        asked.ask("What is Peru's capital?", model="other")
    assert error.value.remedy == "use one of: default"


def test_costs_are_kept_over_a_restart(kb: KnowledgeBase, endpoint: Any, say: Any) -> None:
    endpoint.says(say.reply("Lima.", ["Lima"], "Peru, place, Lima"))
    settings = replace(
        kb.settings, model_url=endpoint.url, model="scripted", model_price_in=1_000.0, model_price_out=10_000.0
    )
    asked = KnowledgeBase(kb.store, settings)
    answer = asked.ask("I wonder what the place of Peru may be, please")
    calls = answer.usage.model_calls
    assert answer.usage.cost_usd == pytest.approx(calls * (70 * 0.001 + 9 * 0.01))
    for _ in range(3):
        asked.ask("What is Peru's capital?")
    asked.ask("What is Peru's capital?", model=False)

    costs = KnowledgeBase(kb.store, settings).costs
    assert (costs.today.by_graph, costs.today.by_model, costs.today.asked, costs.today.calls) == (3, 1, 1, calls)
    assert costs.today == costs.total
    assert costs.today.cost_usd == pytest.approx(answer.usage.cost_usd)
    assert costs.saved_usd(costs.today) == pytest.approx(3 * answer.usage.cost_usd)


def test_nobody_waits_for_an_answer_that_was_cancelled(kb: KnowledgeBase, endpoint: Any, say: Any) -> None:
    endpoint.says(say.reply("Lima.", ["Lima"], "Peru, place, Lima"))
    with pytest.raises(GoneError):
        with_model(kb, endpoint).ask("I wonder what the place of Peru may be, please", cancelled=lambda: True)
    assert endpoint.requests == []
