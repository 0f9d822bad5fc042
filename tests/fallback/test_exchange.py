"""Endpoints in order, the retry that says what was wrong, breakers and budgets: over real connections."""

from __future__ import annotations

import json
import socket
import time
from typing import TYPE_CHECKING, Any

import pytest

from kgqa.config import Endpoint, Settings, endpoints_of
from kgqa.fallback.exchange import Line, Task, ask_model
from kgqa.fallback.prompt import Prompt
from kgqa.fallback.reply import Reply
from kgqa.fallback.spending import Spending

if TYPE_CHECKING:
    from collections.abc import Callable
    from http.server import BaseHTTPRequestHandler

    from kgqa.fallback.exchange import Generated

PROMPT = Prompt("test", 1, "0", "", "Be good.", "Like this.", "Once more.")
GOOD = '{"answer": "Beth.", "answers": ["Beth"], "claims": []}'
BAD = '{"answer": "Cora.", "answers": ["Cora"], "claims": []}'


def hang(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(1.0)


def reset(handler: BaseHTTPRequestHandler) -> None:
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
    handler.connection.close()


@pytest.fixture
def run(endpoint: Any, second: Any, spending: Spending) -> Callable[..., tuple[Generated[Reply], Line]]:
    """Asks both endpoints, "one" and "two"; an answer of Cora is objected to."""

    def asked(**changes: Any) -> tuple[Generated[Reply], Line]:
        price = {key: changes.pop(key) for key in ("price_in", "price_out", "context") if key in changes}
        cancelled = changes.pop("cancelled", lambda: False)
        two = (
            Endpoint("one", endpoint.url, "small", seconds=0.4, **price),
            Endpoint("two", second.url, "large", seconds=0.4, **price),
        )
        settings = Settings(added=two, **changes)
        line = Line(endpoints_of(settings), settings, spending, cancelled)
        task = Task(
            PROMPT, lambda tokens: "x" * tokens, Reply,
            lambda reply: {"contradicted": ["Cora"]} if "Cora" in reply.answers else None,
        )  # fmt: skip
        return ask_model(task, line), line

    return asked


def answers(found: Generated[Reply]) -> tuple[str, ...]:
    return found.reply.answers if found.reply else ()


@pytest.mark.parametrize("failure", ["429", "500", "501", "404", "401", "hang", "reset", "html", "no completion"])
def test_the_next_endpoint_is_asked_where_one_fails(
    run: Any, endpoint: Any, second: Any, say: Any, failure: str
) -> None:
    shapes = {"hang": hang, "reset": reset, "html": say.status(200, "<html>"), "no completion": say.status(200, "{}")}
    endpoint.says(shapes[failure] if failure in shapes else say.status(int(failure)))
    second.says(say.content(GOOD))
    found, line = run()
    assert answers(found) == ("Beth",)
    assert found.endpoint.name == "two"
    assert line.usage.model_calls == len(endpoint.requests) + 1
    assert len(endpoint.requests) == (4 if failure == "501" else 1), (
        "501 may be of the form: the ladder is climbed down"
    )


def test_where_all_fail_each_is_named_with_its_reason(run: Any, endpoint: Any, second: Any, say: Any) -> None:
    endpoint.says(say.status(500))
    second.says(say.status(404))
    found, _ = run()
    assert found.reply is None
    assert found.problem == "one: the endpoint answered with status 500; two: the endpoint answered with status 404"


@pytest.mark.parametrize("first", ["I think Beth.", "", '{"answer": "Beth."}', GOOD[:-1], GOOD[:-1] + ', "more": 1}'])
def test_what_is_malformed_is_asked_for_once_more(run: Any, endpoint: Any, say: Any, first: str) -> None:
    endpoint.says(say.content(first), say.content(GOOD))
    found, line = run()
    assert answers(found) == ("Beth",)
    assert line.usage.model_calls == 2
    system, _, said, told = endpoint.requests[1]["messages"]
    assert (system["role"], said) == ("system", {"role": "assistant", "content": first})
    assert told["content"].startswith("Once more.\n")
    assert json.loads(told["content"].partition("\n")[2])["form"] == "Like this."


def test_what_is_objected_to_is_told_once(run: Any, endpoint: Any, second: Any, say: Any) -> None:
    endpoint.says(say.content(BAD))
    found, line = run()
    assert answers(found) == ("Cora",), "the last word: whoever asked decides what it is worth"
    assert line.usage.model_calls == 2
    told = endpoint.requests[1]["messages"][-1]["content"]
    assert json.loads(told.partition("\n")[2]) == {"contradicted": ["Cora"]}
    assert second.requests == []


def test_the_retry_may_go_to_the_next_endpoint(run: Any, endpoint: Any, second: Any, say: Any) -> None:
    endpoint.says(say.content(BAD), say.status(500))
    second.says(say.content(GOOD))
    found, line = run()
    assert (answers(found), line.usage.model_calls) == (("Beth",), 3)


def test_where_the_retry_fails_the_first_reply_stands(run: Any, endpoint: Any, second: Any, say: Any) -> None:
    endpoint.says(say.content(BAD), say.status(500))
    second.says(say.status(500))
    found, _ = run()
    assert answers(found) == ("Cora",)


def test_an_endpoint_that_keeps_failing_is_left_alone(
    run: Any, endpoint: Any, second: Any, say: Any, tmp_path: Any
) -> None:
    endpoint.says(say.status(500))
    second.says(say.content(GOOD))
    for _ in range(5):
        assert answers(run()[0]) == ("Beth",)
    assert len(endpoint.requests) == 3, "three failures, and it is left alone"
    again = Spending(tmp_path / "cache" / "models.sqlite")
    assert again.breaker(f"{endpoint.url}\nsmall").state(time.time()) == "open", "over a restart, for every process"
    second.says(say.status(500))
    found, _ = run()
    assert found.problem.startswith("one: it failed before and is left alone for a while; two: ")


def test_after_a_while_it_is_tried_again(run: Any, endpoint: Any, second: Any, say: Any) -> None:
    endpoint.says(say.status(500))
    second.says(say.content(GOOD))
    for _ in range(4):
        run(breaker_failures=1, breaker_seconds=0.3)
    assert len(endpoint.requests) == 1
    time.sleep(0.35)
    endpoint.says(say.content(GOOD))
    assert run(breaker_failures=1, breaker_seconds=0.3)[0].endpoint.name == "one"
    assert run(breaker_failures=1, breaker_seconds=0.3)[0].endpoint.name == "one"


def test_an_endpoint_that_asks_for_a_pause_has_it(run: Any, endpoint: Any, second: Any, say: Any) -> None:
    def busy(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(429)
        handler.send_header("Retry-After", "60")
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    endpoint.says(busy)
    second.says(say.content(GOOD))
    run(), run()
    assert len(endpoint.requests) == 1


def test_the_time_of_all_endpoints_is_within_the_budget(run: Any, endpoint: Any, second: Any) -> None:
    endpoint.says(hang)
    second.says(hang)
    started = time.monotonic()
    found, _ = run(budget_seconds=0.5)
    assert time.monotonic() - started < 1.0
    assert found.problem.startswith("one: it did not reply within 0.4 seconds; two: ")


@pytest.mark.parametrize(
    ("limits", "why"),
    [
        ({"budget_tokens": 100}, "tokens than the budget for one question"),
        ({"daily_tokens": 100}, "more than the budget of the day"),
        ({"budget_usd": 0.0001, "price_in": 1.0, "price_out": 1.0}, "cost more than the budget for one question"),
        ({"daily_usd": 0.0001, "price_in": 1.0, "price_out": 1.0}, "more than the budget of the day"),
    ],
)
def test_no_call_is_made_that_may_exceed_a_budget(run: Any, endpoint: Any, limits: dict[str, Any], why: str) -> None:
    found, line = run(**limits)
    assert found.refused
    assert why in found.problem
    assert (endpoint.requests, line.usage.model_calls) == ([], 0)


def test_the_budget_of_a_day_runs_out(run: Any, endpoint: Any, say: Any) -> None:
    endpoint.says(say.content(GOOD))
    daily = {"daily_usd": 3.0, "price_in": 1_000.0, "price_out": 1_000.0, "context": 1_000}
    asked = [answers(run(**daily)[0]) for _ in range(60)]
    assert asked[0] == ("Beth",)
    assert asked[-1] == ()
    assert len(endpoint.requests) * 79 / 1_000 <= 3.0


def test_money_is_not_spent_where_the_price_is_unknown(spending: Spending) -> None:
    settings = Settings(model_url="http://models.invalid/v1", model="nobody-knows-it", budget_usd=1.0)
    line = Line(endpoints_of(settings), settings, spending)
    found = ask_model(Task(PROMPT, lambda _: "", Reply), line)
    assert found.problem == "what nobody-knows-it costs is not known, and there is a budget of money: set its prices"


@pytest.mark.parametrize("context", [1_536, 4_096])
def test_the_data_fit_into_the_context(run: Any, endpoint: Any, say: Any, context: int) -> None:
    """The second time as well, when the reply that was no good is sent along."""
    endpoint.says(say.content("No. " * 5_000), say.content(GOOD))
    run(context=context)
    for request in endpoint.requests:
        sent = sum(len(message["content"]) for message in request["messages"]) / 4
        assert sent + request["max_completion_tokens"] <= context
    assert len(endpoint.requests[0]["messages"][1]["content"]) > 1_000


def test_without_a_context_there_is_room(run: Any, endpoint: Any, say: Any) -> None:
    endpoint.says(say.content(GOOD))
    run()
    assert len(endpoint.requests[0]["messages"][1]["content"]) == 1_500
