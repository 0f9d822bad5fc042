"""The one call to a model: what is sent, and every way in which an endpoint can fail."""

from __future__ import annotations

import json
import socket
import time
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest

from kgqa.config import Settings
from kgqa.fallback.generate import LADDER, _client, prompt

if TYPE_CHECKING:
    from collections.abc import Callable
    from http.server import BaseHTTPRequestHandler

    from kgqa.model import Answer

    Ask = Callable[..., Answer]

ASKED = "Who might Ann Ågren's mentor be?"
GOOD = {"answer": "Beth.", "answers": ["Beth Moss"], "claims": []}


def hang(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(2)


def drip(handler: BaseHTTPRequestHandler) -> None:
    """Send a byte now and then, so that no read ever times out."""
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.end_headers()
    for _ in range(20):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.1)


def reset(handler: BaseHTTPRequestHandler) -> None:
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
    handler.connection.close()


def failures(say: Any) -> dict[str, Callable[[BaseHTTPRequestHandler], None]]:
    return {
        "prose": say.content("I believe that it is Beth Moss."),
        "empty": say.content(""),
        "nothing": say.content(None),
        "half": say.content('{"answer": "Beth'),
        "cut off": say.content(json.dumps(GOOD), finish="length"),
        "extra": say.content(json.dumps(GOOD | {"confidence": 1})),
        "missing": say.content(json.dumps({"answer": "Beth."})),
        "wrong type": say.content(json.dumps(GOOD | {"answers": "Beth Moss"})),
        "a list": say.content(json.dumps([GOOD])),
        "a loop": say.content(json.dumps(GOOD | {"answers": ["Beth Moss"] * 1_000})),
        "no choices": say.status(200, '{"id": "1", "object": "chat.completion", "choices": []}'),
        "not a completion": say.status(200, '"hello"'),
        "not JSON": say.status(200, "<html>"),
        "unauthorised": say.status(401),
        "refused": say.status(400),
        "too many": say.status(429),
        "broken": say.status(500),
        "reset": reset,
        "silent": hang,
        "drip": drip,
    }


@pytest.mark.parametrize(
    "shape",
    ["prose", "empty", "nothing", "half", "cut off", "extra", "missing", "wrong type", "a loop", "no choices",
     "not a completion", "not JSON", "unauthorised", "refused", "too many", "broken", "reset", "silent", "drip"],
)  # fmt: skip
def test_a_failure_leaves_the_graphs_own_reason(ask: Ask, endpoint: Any, say: Any, shape: str) -> None:
    endpoint.says(failures(say)[shape])
    answer = ask(ASKED, model_seconds=0.6)
    assert (answer.status, answer.answers, answer.suggestion) == ("no_answer", (), None)
    assert answer.reason is not None
    assert answer.reason.code == "model_failed"
    assert answer.reason.message.startswith("Not recorded. A model was asked, but ")
    assert answer.usage.model_calls >= 1


@pytest.mark.parametrize("slow", [hang, drip])
def test_the_time_limit_is_for_the_whole_call(ask: Ask, endpoint: Any, slow: Callable[..., None]) -> None:
    endpoint.says(slow)
    client = _client(Settings(model_url=endpoint.url, model="scripted", model_seconds=5.0))
    started = time.monotonic()
    ask(ASKED, client=client, model_seconds=0.6)
    assert 0.5 < time.monotonic() - started < 1.5


def test_an_endpoint_that_is_not_there(ask: Ask) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        answer = ask(ASKED, model_url=f"http://127.0.0.1:{closed.getsockname()[1]}/v1")
    assert answer.reason is not None
    assert answer.reason.code == "model_failed"


@pytest.mark.parametrize("wrapped", ["```json\n{}\n```", "Sure! {}", " {} "])
def test_json_in_a_wrapping_is_read(ask: Ask, endpoint: Any, say: Any, wrapped: str) -> None:
    endpoint.says(say.content(wrapped.replace("{}", json.dumps(GOOD))))
    answer = ask(ASKED)
    assert answer.suggestion is not None


def test_the_ladder_is_climbed_down_once_and_remembered(ask: Ask, endpoint: Any, say: Any) -> None:
    endpoint.says(say.status(400), say.status(400), say.content(json.dumps(GOOD)))
    assert ask(ASKED).usage.model_calls == 3
    assert ask(ASKED).usage.model_calls == 1
    formats = [request.get("response_format", {}).get("type") for request in endpoint.requests]
    assert formats == ["json_schema", "json_object", None, None]


def test_the_key_is_sent_and_nothing_is_retried(ask: Ask, endpoint: Any, say: Any) -> None:
    keys = []

    def overloaded(handler: BaseHTTPRequestHandler) -> None:
        keys.append(handler.headers["Authorization"])
        say.status(503)(handler)

    endpoint.says(overloaded)
    ask(ASKED, model_key="secret")
    assert keys == ["Bearer secret"]


def test_the_request_is_the_prompt_and_the_data(ask: Ask, endpoint: Any, say: Any) -> None:
    endpoint.says(say.content(json.dumps(GOOD)))
    ask(ASKED)
    system, user = endpoint.requests[0]["messages"]
    assert system["content"] == prompt().system
    sent = json.loads(user["content"])
    assert sent["question"] == ASKED
    assert {"subject": "Ann Ågren", "predicate": "mentor", "object": "Beth Moss"} in sent["facts"]


def test_the_prompt_is_named_by_its_content() -> None:
    content = files("kgqa.fallback").joinpath("prompts", "grounded.md").read_bytes()
    assert prompt().name == f"grounded@{sha256(content).hexdigest()[:12]}"


def test_the_schema_is_strict() -> None:
    schema = LADDER[0]["response_format"]["json_schema"]["schema"]
    for each in (schema, *schema["$defs"].values()):
        assert each["additionalProperties"] is False
        assert set(each["required"]) == set(each["properties"])
