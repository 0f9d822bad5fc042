"""What is told of costs: shares, and an estimate that says it is one."""

from __future__ import annotations

import json

import pytest

from kgqa.config import Endpoint
from kgqa.fallback.costs import Costs, Period
from kgqa.fallback.prices import cost_of, is_local


def test_what_was_saved_is_estimated_by_what_questions_to_models_cost() -> None:
    today = Period(by_graph=30, by_model=5, unanswered=5, asked=10, calls=20, input_tokens=1_000, cost_usd=0.5)
    costs = Costs("2026-11-22", "2026-11-22", today, today)
    told = costs.json()["today"]
    assert (told["questions"], told["share_by_graph"]) == (40, 0.75)
    assert (told["saved"]["cost_usd"], told["saved"]["tokens"]) == (1.5, 3_000)
    assert "on average" in told["saved"]["estimate"]
    assert json.loads(json.dumps(costs.json())) == costs.json()


def test_without_any_call_nothing_is_estimated() -> None:
    costs = Costs("2026-11-22", "2026-11-22", Period(by_graph=3), Period(by_graph=3))
    assert costs.saved_usd(costs.today) is None
    assert costs.saved_tokens(costs.today) is None
    assert Period().share_by_graph is None


@pytest.mark.parametrize(
    ("endpoint", "cost"),
    [
        (Endpoint("a", "https://models.invalid/v1", "m", price_in=1.0, price_out=2.0), 0.0002),
        (Endpoint("a", "https://models.invalid/v1", "m", price_in=1.0), 0.0001),
        (Endpoint("a", "http://127.0.0.1:8080/v1", "gpt-4o"), 0.0),
        (Endpoint("a", "https://models.invalid/v1", "nobody-knows-it"), None),
    ],
)
def test_prices(endpoint: Endpoint, cost: float | None) -> None:
    assert cost_of(endpoint, 100, 50) == (None if cost is None else pytest.approx(cost))


@pytest.mark.parametrize("url", ["https://api.openai.com/v1", "https://gateway.invalid/v1"])
def test_prices_of_known_models_are_known(url: str) -> None:
    """At their own address, and behind a gateway by their name."""
    cost = cost_of(Endpoint("a", url, "gpt-4o-mini"), 1_000_000, 0)
    assert cost is not None
    assert 0.01 < cost < 10.0


@pytest.mark.parametrize(
    ("url", "local"),
    [
        ("http://localhost:1/v1", True), ("http://127.8.0.1/v1", True), ("http://[::1]:80/v1", True),
        ("http://10.0.0.1/v1", False), ("https://localhost.example/v1", False), ("http://[::1", False), ("", False),
    ],
)  # fmt: skip
def test_what_is_on_this_machine(url: str, local: bool) -> None:
    assert is_local(url) == local
