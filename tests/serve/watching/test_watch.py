"""Each request has an id, one line in the log, and is counted by its route."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from dataclasses import replace
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families

from kgqa.serve.app import create_app
from kgqa.serve.live import Live
from kgqa.serve.watching import logs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any, TypeAlias

    from kgqa.pipeline import KnowledgeBase

    Lines: TypeAlias = Callable[[], list[dict[str, Any]]]

KEY = "s" * 32


@pytest.fixture
def served(kb: KnowledgeBase) -> Iterator[Callable[..., tuple[TestClient, Lines]]]:
    """A server with its log: what is given are settings."""

    def make(**given: object) -> tuple[TestClient, Lines]:
        settings = replace(kb.settings, write_key=KEY, **given)  # type: ignore[arg-type]
        stream = StringIO()
        logs.configure(settings, stream)
        client = TestClient(create_app(Live(kb, settings)), base_url="http://localhost", raise_server_exceptions=False)
        return client, lambda: [json.loads(line) for line in stream.getvalue().splitlines()]

    yield make
    logs.reset()


def test_a_request_is_one_line(kb: KnowledgeBase, served: Callable[..., tuple[TestClient, Lines]]) -> None:
    client, lines = served()
    answer = client.post(
        "/v1/ask?secret=1", json={"question": "Who is Ann Archer's mentor?"}, headers={"Authorization": f"Bearer {KEY}"}
    )
    (line,) = lines()
    assert line.pop("time").endswith("Z")
    assert 0 < line.pop("ms") < 60_000
    assert line == {
        "level": "info", "event": "request", "method": "POST", "route": "/v1/ask", "status": 200,
        "request": answer.headers["x-request-id"], "client": "testclient", "revision": kb.revision,
        "key": "KGQA_WRITE_KEY", "answer": "answered",
    }  # fmt: skip


def test_questions_are_logged_where_it_is_asked_for(served: Callable[..., tuple[TestClient, Lines]]) -> None:
    client, lines = served(log_questions=True)
    client.post("/v1/ask", json={"question": "Who is Ann Archer's mentor?"})
    client.get("/", params={"q": "Who?\n{"})
    assert [line["question"] for line in lines()] == ["Who is Ann Archer's mentor?", "Who?\n{"]


@pytest.mark.parametrize(
    "request_of",
    [
        lambda client: client.get("/", params={"q": "swordfish"}),
        lambda client: client.get("/sparql", params={"query": "ASK { <urn:swordfish> ?p ?o }"}),
        lambda client: client.get("/swordfish"),
        lambda client: client.get("/v1/costs", headers={"X-API-Key": "swordfish"}),
        lambda client: client.get("/v1/costs", headers={"Authorization": "Bearer swordfish"}),
        lambda client: client.post("/v1/ask", content=b'{"question": "swordfish"'),
    ],
)
def test_what_was_sent_is_not_in_the_log(
    served: Callable[..., tuple[TestClient, Lines]], request_of: Callable[[TestClient], object]
) -> None:
    client, lines = served(log_level="debug")
    request_of(client)
    assert len(lines()) == 1
    assert "swordfish" not in str(lines())


@pytest.mark.parametrize("given", ["abc-123", "A.b_c:d/e+f=@", "x" * 64])
def test_a_sane_id_is_kept(client: TestClient, given: str) -> None:
    assert client.get("/healthz", headers={"X-Request-Id": given}).headers["x-request-id"] == given


@pytest.mark.parametrize("given", [b"", b"x" * 65, b"a b", b"a\tb", b"\xff", b'"', b"{}", b"<b>"])
def test_a_strange_id_is_replaced(client: TestClient, given: bytes) -> None:
    found = client.get("/healthz", headers={b"X-Request-Id": given}).headers["x-request-id"]
    assert len(found) == 16
    assert found.isalnum()


def test_ids_differ(client: TestClient) -> None:
    assert len({client.get("/healthz").headers["x-request-id"] for _ in range(50)}) == 50


@pytest.mark.parametrize(("method", "path"), [("GET", "/nowhere"), ("DELETE", "/v1/ask"), ("POST", "/v1/ask")])
def test_a_problem_names_its_request(client: TestClient, method: str, path: str) -> None:
    refused = client.request(method, path, headers={"X-Request-Id": "mine"})
    assert refused.json()["request"] == refused.headers["x-request-id"] == "mine"


def test_an_incident_is_found_by_its_id(
    served: Callable[..., tuple[TestClient, Lines]], kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("the disk is gone\nand more")

    client, lines = served()
    monkeypatch.setattr(type(kb), "reply", fail)
    answer = client.post("/v1/ask", json={"question": "x"}, headers={"X-Request-Id": "mine"})
    assert "mine" in answer.json()["detail"]
    incident, request = lines()
    assert (incident["level"], incident["event"]) == ("error", "incident mine: POST /v1/ask")
    assert "RuntimeError: the disk is gone\nand more" in incident["exception"]
    assert (request["level"], request["status"], request["request"]) == ("warning", 500, "mine")


def test_what_is_polled_is_told_at_the_level_debug_only(served: Callable[..., tuple[TestClient, Lines]]) -> None:
    paths = ("/healthz", "/readyz", "/metrics", "/static/kgqa.css")
    client, lines = served()
    for path in paths:
        client.get(path)
    assert lines() == []
    client, lines = served(log_level="debug")
    for path in paths:
        client.get(path)
    assert [line["route"] for line in lines()] == ["/healthz", "/readyz", "/metrics", "/static"]


def test_messages_of_the_server_go_the_same_way(served: Callable[..., tuple[TestClient, Lines]]) -> None:
    _, lines = served(log_level="warning")
    logging.getLogger("uvicorn.error").warning("Invalid\nrequest %s", "{")
    logging.getLogger("uvicorn.error").info("not this")
    (line,) = lines()
    assert (line["level"], line["event"], line["logger"]) == ("warning", "Invalid\nrequest {", "uvicorn.error")


def test_text_is_for_people(served: Callable[..., tuple[TestClient, Lines]], kb: KnowledgeBase) -> None:
    client, _ = served()
    stream = StringIO()
    logs.configure(replace(kb.settings, log="text"), stream)
    client.get("/v1/costs")
    assert "request" in stream.getvalue()
    assert "route=/v1/costs" in stream.getvalue()
    assert stream.getvalue().count("\n") == 1


def test_requests_are_counted_by_route(kb: KnowledgeBase) -> None:
    with TestClient(create_app(Live(kb, kb.settings)), base_url="http://localhost") as client:
        client.get("/nowhere/1")
        client.get("/nowhere/2")
        client.head("/docs")
        client.request("BREW", "/v1/ask")
        client.get("/static/kgqa.css")
        client.get("/static/missing")
        text = client.get("/metrics").text
    families = {family.name: family for family in text_string_to_metric_families(text)}
    counted = {
        (s.labels["method"], s.labels["route"], s.labels["status"]): s.value
        for s in families["kgqa_http_request_seconds"].samples
        if s.name.endswith("_count")
    }
    assert counted == {
        ("GET", "none", "404"): 2, ("HEAD", "/docs", "200"): 1, ("other", "/v1/ask", "405"): 1,
        ("GET", "/static", "200"): 1, ("GET", "/static", "404"): 1,
    }  # fmt: skip
    assert families["kgqa_http_requests_in_flight"].samples[0].value == 1


def test_a_trace_is_plain_text_without_the_values_of_variables(
    served: Callable[..., tuple[TestClient, Lines]], kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("the disk is gone")

    client, _ = served()
    stream = StringIO()
    logs.configure(replace(kb.settings, log="text"), stream)
    monkeypatch.setattr(type(kb), "reply", fail)
    client.post("/v1/ask", json={"question": "swordfish"})
    assert "RuntimeError: the disk is gone" in stream.getvalue()
    assert "swordfish" not in stream.getvalue()


def test_only_a_server_loads_what_writes_logs_and_metrics() -> None:
    program = "import sys; from kgqa.cli import main; import kgqa.pipeline, kgqa.cli.commands, kgqa.cli.serving"
    told = "print([name for name in ('structlog', 'prometheus_client', 'uvicorn') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", f"{program}; {told}"], check=True, capture_output=True, text=True)
    assert done.stdout == "[]\n"
