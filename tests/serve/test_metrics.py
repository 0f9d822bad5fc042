"""/metrics and /v1/costs: what was done and what it cost."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from fastapi.testclient import TestClient

from kgqa.fallback.costs import Costs, Period
from kgqa.serve.app import create_app
from kgqa.serve.live import Live
from kgqa.serve.spending import CostsObject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.config import Settings
    from kgqa.pipeline import KnowledgeBase

SAMPLE = re.compile(r'([a-z_]+)(\{[a-z_]+="[^"\n]*"(?:,[a-z_]+="[^"\n]*")*\})? (-?[0-9.e+-]+)')
SPENT = Period(8, 1, 1, asked=2, calls=3, input_tokens=900, output_tokens=100, cost_usd=0.02, seconds=4)
COSTS = Costs("2026-11-22", "2026-11-01", today=replace(SPENT, by_graph=4, cost_usd=0.01), total=SPENT)


@pytest.fixture
def fresh(kb: KnowledgeBase, settings: Settings) -> Iterator[TestClient]:
    """A server that has done nothing yet."""
    with TestClient(create_app(Live(kb, settings)), base_url="http://localhost") as client:
        yield client


@pytest.fixture
def spent(kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(kb), "costs", property(lambda _: COSTS))


def metrics(client: TestClient) -> dict[str, float]:
    response = client.get("/metrics")
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    found: dict[str, float] = {}
    for line in response.text.splitlines():
        if line.startswith("# "):
            assert re.fullmatch(r"# (HELP kgqa_[a-z_]+ .+|TYPE kgqa_[a-z_]+ (counter|gauge))", line)
            continue
        sample = SAMPLE.fullmatch(line)
        assert sample is not None, line
        found[sample[1] + (sample[2] or "")] = float(sample[3])
    return found


def test_answers_and_verdicts_are_counted(fresh: TestClient) -> None:
    before = metrics(fresh)
    fresh.post("/v1/ask", json={"question": "Who is Ann Archer's mentor?"})
    fresh.get("/", params={"q": "Who is Zed's mentor?"})
    fresh.post("/v1/verify", json={"text": "Ann Archer's mentor is Cora Lind."})
    fresh.post("/verify", data={"text": "Ann Archer's mentor is Beth Moss. Gnrx flurbled the wug."})
    found = metrics(fresh)
    assert not any(name.startswith(("kgqa_questions_total", "kgqa_claims_total")) for name in before)
    assert found['kgqa_questions_total{status="answered",source="graph",certainty="asserted"}'] == 1
    assert found['kgqa_questions_total{status="not_understood",source="",certainty=""}'] == 1
    assert found['kgqa_questions_by_model_total{model="none"}'] == 2
    assert found['kgqa_verifications_total{verdict="contradicted"}'] == 1
    assert found['kgqa_verifications_total{verdict="unknown"}'] == 1
    assert found['kgqa_claims_total{verdict="supported"}'] == 1
    assert found["kgqa_passages_unread_total"] == 1


def test_what_models_cost_is_told(client: TestClient, kb: KnowledgeBase, spent: None) -> None:
    found = metrics(client)
    assert found["kgqa_model_calls_total"] == 3
    assert found['kgqa_model_tokens_total{direction="input"}'] == 900
    assert found["kgqa_model_cost_usd_total"] == 0.02
    assert found["kgqa_model_cost_usd_today"] == 0.01
    assert found["kgqa_questions_without_model_ratio"] == 0.8
    assert found["kgqa_saved_cost_usd"] == pytest.approx(8 * 0.01)
    assert found[f'kgqa_graph_info{{revision="{kb.revision}"}}'] == 1
    assert sum(name.startswith("kgqa_prompt_info{prompt=") for name in found) >= 1


def test_costs_are_an_object(client: TestClient, spent: None) -> None:
    costs = CostsObject.model_validate(client.get("/v1/costs").json())
    assert costs.today.cost_usd == 0.01
    assert costs.total.share_by_graph == 0.8
    assert costs.total.saved.cost_usd == pytest.approx(0.08)


def test_costs_without_any_model_are_none(client: TestClient) -> None:
    costs = CostsObject.model_validate(client.get("/v1/costs").json())
    assert costs.total.calls == 0
    assert costs.total.saved.cost_usd is None


def test_the_page_tells_what_today_cost(client: TestClient, spent: None) -> None:
    text = client.get("/", params={"q": "Who is Ann Archer's mentor?"}).text
    told = re.sub(r"\s+", " ", re.sub("<[^>]*>", "", text))
    assert "no model was asked" in told
    assert "Today: 6 questions, 67 % answered without a model; models cost $0.0100" in told


def test_the_page_tells_what_an_answer_cost(client: TestClient, kb: KnowledgeBase, monkeypatch: Any) -> None:
    from kgqa.model import ModelUse, Usage

    asked = kb.ask("Who is Ann Archer's mentor?")
    used = replace(asked, model=ModelUse("a <small> one", "grounded@1"), usage=Usage(1, 800, 12, 0.00001))
    monkeypatch.setattr(type(kb), "ask", lambda *_, **__: used)
    text = client.get("/", params={"q": "Who?"}).text
    assert "a &lt;small&gt; one was asked (1 call, 812 tokens, less than $0.0001)" in text
