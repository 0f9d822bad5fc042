"""/metrics and /v1/costs: what was done and what it cost."""

from __future__ import annotations

import os
import re
import signal
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families

from kgqa.fallback.costs import Costs, Period
from kgqa.serve.api.spending import CostsObject
from kgqa.serve.app import create_app
from kgqa.serve.live import Live
from kgqa.serve.watching.measured import METRICS
from tests.serve.processes import Served, children, comes, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.config import Settings
    from kgqa.pipeline import KnowledgeBase

SPENT = Period(8, 1, 1, asked=2, calls=3, input_tokens=900, output_tokens=100, cost_usd=0.02, seconds=4)
PAGE = Path(__file__).parents[3] / "docs" / "metrics.md"
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
    """What /metrics says, as the parser of Prometheus's own client reads it: by name and labels."""
    response = client.get("/metrics")
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    samples = [sample for family in text_string_to_metric_families(response.text) for sample in family.samples]
    return {named(sample.name, **sample.labels): sample.value for sample in samples}


def named(name: str, **labels: str) -> str:
    told = ",".join(f'{label}="{value}"' for label, value in sorted(labels.items()))
    return f"{name}{{{told}}}" if told else name


def test_answers_and_verdicts_are_counted(fresh: TestClient) -> None:
    before = metrics(fresh)
    fresh.post("/v1/ask", json={"question": "Who is Ann Archer's mentor?"})
    fresh.get("/", params={"q": "Who is Zed's mentor?"})
    fresh.post("/v1/verify", json={"text": "Ann Archer's mentor is Cora Lind."})
    fresh.post("/verify", data={"text": "Ann Archer's mentor is Beth Moss. Gnrx flurbled the wug."})
    found = metrics(fresh)
    assert not any(name.startswith(("kgqa_questions_total", "kgqa_claims_total")) for name in before)
    assert found[named("kgqa_questions_total", status="answered", source="graph", certainty="asserted")] == 1
    assert found[named("kgqa_questions_total", status="not_understood", source="", certainty="")] == 1
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


def test_every_metric_is_told_and_documented(fresh: TestClient) -> None:
    fresh.post("/v1/ask", json={"question": "Who is Ann Archer's mentor?"})
    families = {family.name: family for family in text_string_to_metric_families(fresh.get("/metrics").text)}
    documented = re.findall(r"^\| `(\w+)` \| (\w+) \|", PAGE.read_text(encoding="utf-8"), re.M)
    assert {name.removesuffix("_total"): kind for name, kind in documented} == {
        name: family.type for name, family in families.items()
    }
    for measured in METRICS:
        for sample in families[measured.stem].samples:
            assert set(sample.labels) - {"le"} == set(measured.labels)


def test_the_time_of_stages_is_told(kb: KnowledgeBase, settings: Settings) -> None:
    unasked = type(kb)(kb.store, settings, kb.closure)
    with TestClient(create_app(Live(unasked, settings)), base_url="http://localhost") as client:
        for _ in range(3):
            client.post("/v1/ask", json={"question": "Who is Ann Archer's mentor?"})
        found = metrics(client)
    assert found[named("kgqa_question_seconds_count", kept="no")] == 1
    assert found[named("kgqa_question_seconds_count", kept="yes")] == 2
    whole = found[named("kgqa_question_seconds_sum", kept="no")]
    stages = ("link", "parse", "resolve", "run", "tell", "prove")
    assert 0 < sum(found[named("kgqa_question_stage_seconds_sum", stage=stage)] for stage in stages) <= whole
    assert found[named("kgqa_question_stage_seconds_bucket", stage="link", le="+Inf")] == 1


def test_queries_are_counted_by_how_they_end(fresh: TestClient) -> None:
    fresh.get("/sparql", params={"query": "ASK {}"})
    endless = "ASK { " + " . ".join(f"?a{n} ?b{n} ?c{n}" for n in range(12)) + " FILTER(?a0 = ?c11) }"
    assert fresh.get("/sparql", params={"query": endless}).status_code == 503
    found = metrics(fresh)
    assert found[named("kgqa_work_total", work="query", outcome="done")] == 1
    assert found[named("kgqa_work_total", work="query", outcome="timeout")] == 1
    assert found[named("kgqa_work_running", work="query")] == 0
    assert found[named("kgqa_work_waiting", work="query")] == 0
    assert found[named("kgqa_work_seconds_count", work="query")] == 2
    assert found[named("kgqa_work_seconds_sum", work="query")] > 0.5


def test_the_graph_and_the_process_are_told(client: TestClient, kb: KnowledgeBase) -> None:
    found = metrics(client)
    assert found[named("kgqa_graph_triples", kind="asserted")] == kb.store.sizes()[0]
    assert found[named("kgqa_graph_triples", kind="inferred")] == kb.store.sizes()[1]
    assert found["kgqa_graph_behind"] == 0
    if Path("/proc/self/smaps_rollup").exists():
        memory = [
            found[named("kgqa_process_memory_bytes", worker="0", kind=kind)] for kind in ("proportional", "resident")
        ]
        assert 2**20 < memory[0] <= memory[1]


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs /proc to see the processes")
def test_counts_outlive_a_worker_that_is_killed(tmp_path: Path) -> None:
    (tmp_path / "g.ttl").write_text('<urn:ann> <http://www.w3.org/2000/01/rdf-schema#label> "Ann" .', encoding="utf-8")

    def answered(served: Served) -> float:
        found = text_string_to_metric_families(served.get("/metrics").text)
        requests = next(family for family in found if family.name == "kgqa_http_request_seconds").samples
        return sum(s.value for s in requests if s.labels["route"] == "/v1/costs" and s.name.endswith("_count"))

    with serving("-g", str(tmp_path / "g.ttl"), "--workers", "2", KGQA_CACHE=str(tmp_path)) as served:
        for _ in range(20):
            assert served.get("/v1/costs").status_code == 200
        assert answered(served) == 20
        first = children(served.pid)
        for worker in first:
            os.kill(worker, signal.SIGKILL)
            assert comes(lambda gone=worker: len(found := children(served.pid)) == 2 and gone not in found)  # type: ignore[misc]
        assert comes(served.is_ready)
        served.get("/v1/costs")
        assert answered(served) == 21


def test_processes_are_counted_together(kb: KnowledgeBase, settings: Settings) -> None:
    app = create_app(Live(kb, settings), processes=2)
    with TestClient(app, base_url="http://localhost") as client:
        for process in (0, 1):
            app.state.sit(process)
            client.post("/v1/ask", json={"question": "Who is Ann Archer's mentor?"})
        assert (
            metrics(client)[named("kgqa_questions_total", status="answered", source="graph", certainty="asserted")] == 2
        )
