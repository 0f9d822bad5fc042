"""The one call to a model: what is sent, and every way in which an endpoint can fail."""

from __future__ import annotations

import gzip
import json
import socket
import threading
import time
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest

from kgqa.fallback.ladder import options
from kgqa.fallback.prompt import prompt
from kgqa.fallback.reply import Reply

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


def endless(code: int) -> Callable[[BaseHTTPRequestHandler], None]:
    """Send for ever, as fast as it is read."""

    def respond(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(code)
        handler.send_header("Content-Type", "application/json")
        handler.end_headers()
        while True:
            handler.wfile.write(b" " * 65_536)

    return respond


def slow_headers(handler: BaseHTTPRequestHandler) -> None:
    for number in range(30):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n" if number == 0 else f"X-{number}: {number}\r\n".encode())
        handler.wfile.flush()
        time.sleep(0.1)


def redirect(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(302)
    handler.send_header("Location", handler.path)
    handler.send_header("Content-Length", "0")
    handler.end_headers()


def packed(handler: BaseHTTPRequestHandler) -> None:
    """A small body that unpacks to a large one."""
    body = gzip.compress(b" " * 10_000_000)
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Encoding", "gzip")
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def half_a_body(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"choices": [')


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
        "a list": say.content(json.dumps(["Beth Moss"])),
        "a loop": say.content(json.dumps(GOOD | {"answers": ["Beth Moss"] * 1_000})),
        "no choices": say.status(200, '{"id": "1", "object": "chat.completion", "choices": []}'),
        "not a completion": say.status(200, '"hello"'),
        "not JSON": say.status(200, "<html>"),
        "unauthorised": say.status(401),
        "refused": say.status(400),
        "too many": say.status(429),
        "broken": say.status(500),
        "not implemented": say.status(501),
        "wrong model": say.status(404),
        "nothing at all": say.status(204, ""),
        "redirect": redirect,
        "endless": endless(200),
        "an endless error": endless(500),
        "slow headers": slow_headers,
        "packed": packed,
        "half a body": half_a_body,
        "a stream": say.status(200, 'data: {"choices": []}\n\ndata: [DONE]\n\n'),
        "deep": say.status(200, "[" * 100_000),
        "nonsense for content": say.content(json.loads('{"a": 1}')),
        "reset": reset,
        "silent": hang,
        "drip": drip,
    }


SHAPES = (
    "prose", "empty", "nothing", "half", "cut off", "extra", "missing", "wrong type", "a list", "a loop", "no choices",
    "not a completion", "not JSON", "unauthorised", "refused", "too many", "broken", "not implemented", "wrong model",
    "nothing at all", "redirect", "endless", "an endless error", "slow headers", "packed", "half a body", "a stream",
    "deep", "nonsense for content", "reset", "silent", "drip",
)  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
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
    started = time.monotonic()
    ask(ASKED, model_seconds=0.6)
    assert 0.5 < time.monotonic() - started < 1.5


def test_every_shape_is_tried(say: Any) -> None:
    assert set(failures(say)) == set(SHAPES)


def test_a_call_that_nobody_waits_for_is_ended(ask: Ask, endpoint: Any) -> None:
    """The connection is closed at once, so that the model stops working."""
    gone = threading.Event()

    def work(handler: BaseHTTPRequestHandler) -> None:
        # Empty: the other side has closed.
        if handler.connection.recv(1) == b"":
            gone.set()

    endpoint.says(work)
    started = time.monotonic()
    answer = ask(ASKED, cancelled=lambda: time.monotonic() - started > 0.2)
    assert gone.wait(2.0)
    assert answer.status == "no_answer"
    assert answer.reason is not None
    assert answer.reason.message == "Not recorded. A model was asked, but nobody waits for the answer any more."


def test_an_answer_too_late_is_ended_too(ask: Ask, endpoint: Any) -> None:
    gone = threading.Event()

    def work(handler: BaseHTTPRequestHandler) -> None:
        if handler.connection.recv(1) == b"":
            gone.set()

    endpoint.says(work)
    ask(ASKED, model_seconds=0.2)
    assert gone.wait(2.0)


@pytest.mark.parametrize(
    "usage", [None, 7, {}, {"prompt_tokens": -5, "completion_tokens": 10**12}, {"prompt_tokens": "9"}]
)
def test_tokens_that_are_not_told_are_estimated(ask: Ask, endpoint: Any, say: Any, usage: Any) -> None:
    message = {"role": "assistant", "content": json.dumps(GOOD)}
    body = {"choices": [{"index": 0, "finish_reason": "stop", "message": message}], "usage": usage}
    endpoint.says(say.status(200, json.dumps(body)))
    usage = ask(ASKED).usage
    sent = "".join(message["content"] for message in endpoint.requests[0]["messages"])
    assert (usage.input_tokens, usage.output_tokens) == (len(sent) // 4, len(json.dumps(GOOD)) // 4)


def test_any_content_type_will_do(ask: Ask, endpoint: Any, say: Any) -> None:
    def as_text(handler: BaseHTTPRequestHandler) -> None:
        handler.send_header = lambda name, value: type(handler).send_header(  # type: ignore[method-assign]
            handler, name, "text/html" if name == "Content-Type" else value
        )
        say.content(json.dumps(GOOD))(handler)

    endpoint.says(as_text)
    assert ask(ASKED).suggestion is not None


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
    prompts = [request["messages"][0]["content"] for request in endpoint.requests]
    assert [prompt("grounded").form in said for said in prompts] == [False, True, True, True]


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
    assert system["content"] == prompt("grounded").system
    sent = json.loads(user["content"])
    assert sent["question"] == ASKED
    assert {"subject": "Ann Ågren", "predicate": "mentor", "object": "Beth Moss"} in sent["facts"]


def test_the_prompt_is_named_by_its_content() -> None:
    content = files("kgqa.fallback").joinpath("prompts", "grounded.md").read_bytes()
    assert prompt("grounded").name == f"grounded@{sha256(content).hexdigest()[:12]}"


def test_the_schema_is_strict() -> None:
    schema = options(Reply, 0)["response_format"]["json_schema"]["schema"]
    for each in (schema, *schema["$defs"].values()):
        assert each["additionalProperties"] is False
        assert set(each["required"]) == set(each["properties"])
