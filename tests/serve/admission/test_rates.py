"""Too many requests of one client are turned away, for as long as it takes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from kgqa.serve.admission.rates import ROWS, Rates, client_of
from kgqa.serve.app import create_app
from kgqa.serve.live import Live

if TYPE_CHECKING:
    from collections.abc import Callable

    from kgqa.pipeline import KnowledgeBase

KEY = "k" * 32


@given(
    st.integers(1, 600),
    st.integers(1, 20),
    st.lists(st.floats(0, 30), min_size=1, max_size=60).map(sorted),
)
def test_no_more_than_the_burst_and_the_rate_are_admitted(rate: int, burst: int, moments: list[float]) -> None:
    rates = Rates(rate, burst)
    admitted = [moment for moment in moments if rates.take("a", 100 + moment) == 0]
    assert len(admitted) >= min(burst, len(moments))
    for first in admitted:
        for last in (moment for moment in admitted if moment >= first):
            number = sum(first <= moment <= last for moment in admitted)
            assert number <= burst + (last - first) * rate / 60 + 1e-3


@given(st.integers(1, 600), st.integers(1, 20))
def test_who_waits_as_long_as_was_told_is_admitted(rate: int, burst: int) -> None:
    rates = Rates(rate, burst)
    for _ in range(burst):
        assert rates.take("a", 50) == 0
    wait = rates.take("a", 50)
    assert 0 < wait <= 60 / rate + 1e-3
    assert rates.take("a", 50 + 0.9 * wait) > 0
    assert rates.take("a", 50 + wait) == 0


def test_clients_do_not_take_from_each_other() -> None:
    rates = Rates(1, 2)
    assert [rates.take(client, 9) > 0 for client in ("a", "b", "a", "b", "a", "b")] == [False] * 4 + [True] * 2


def test_memory_is_bounded_and_the_busy_are_remembered() -> None:
    rates = Rates(60, 50)
    for _ in range(50):
        rates.take("busy", 1)
    for number in range(ROWS):
        rates.take(str(number), 1)
    assert rates.take("busy", 1) > 0


@pytest.mark.parametrize(
    ("host", "client"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:0db8:0001:0002::/64"),
        ("2001:db8:1:2::9", "2001:0db8:0001:0002::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("fe80::1%eth0", "fe80:0000:0000:0000::/64"),
        ("testclient", "testclient"),
        ("a:b", "a:b"),
    ],
)
def test_a_network_of_ipv6_is_one_client(host: str, client: str) -> None:
    assert client_of(host) == client


@pytest.fixture
def limited(kb: KnowledgeBase) -> Callable[..., TestClient]:
    def make(client: tuple[str, int] = ("192.0.2.1", 1), **settings: object) -> TestClient:
        given = replace(kb.settings, host="0.0.0.0", rate=1, rate_burst=2, write_key=KEY, **settings)  # type: ignore[arg-type]
        return TestClient(create_app(Live(kb, given)), client=client)

    return make


def test_what_is_too_much_is_refused_with_the_time_to_wait(limited: Callable[..., TestClient]) -> None:
    client = limited()
    assert [client.get("/v1/costs").status_code for _ in range(2)] == [200, 200]
    refused = client.get("/v1/costs")
    assert (refused.status_code, refused.headers["content-type"]) == (429, "application/problem+json")
    assert 50 <= int(refused.headers["retry-after"]) <= 60
    assert refused.json()["type"] == "urn:kgqa:problem:too_many_requests"
    plain = client.get("/sparql", params={"query": "ASK {}"})
    assert (plain.status_code, plain.headers["content-type"]) == (429, "text/plain; charset=utf-8")
    assert 'kgqa_rate_limited_total{by="address"} 2.0' in client.get("/metrics").text


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics", "/static/kgqa.css"])
def test_who_looks_after_the_server_is_not_counted(limited: Callable[..., TestClient], path: str) -> None:
    client = limited()
    assert {client.get(path).status_code for _ in range(5)} == {200}
    assert client.get("/v1/costs").status_code == 200


def test_a_key_is_counted_by_itself(limited: Callable[..., TestClient]) -> None:
    client = limited()
    sent = {"Authorization": f"Bearer {KEY}"}
    assert [client.get("/v1/costs", headers=sent).status_code for _ in range(3)] == [200, 200, 429]
    assert client.get("/v1/costs").status_code == 200


def test_keys_that_are_none_are_counted_by_address(limited: Callable[..., TestClient]) -> None:
    client = limited()
    tried = [client.get("/v1/costs", headers={"X-API-Key": f"guess {number}"}).status_code for number in range(4)]
    assert tried == [401, 401, 429, 429]


def test_a_forwarded_address_is_believed_of_a_trusted_proxy_only(limited: Callable[..., TestClient]) -> None:
    def ask(client: TestClient, number: int) -> int:
        return client.get("/v1/costs", headers={"X-Forwarded-For": f"6.6.6.6, 198.51.100.{number}"}).status_code

    open_to_all = limited(client=("192.0.2.1", 1))
    assert [ask(open_to_all, number) for number in range(3)] == [200, 200, 429]
    behind = limited(client=("10.0.0.1", 1), trusted_proxies="10.0.0.0/8")
    assert [ask(behind, number) for number in range(3)] == [200, 200, 200]
    assert [ask(behind, 9) for _ in range(3)] == [200, 200, 429]


def test_without_a_rate_nothing_is_refused(client: TestClient) -> None:
    assert {client.get("/v1/costs").status_code for _ in range(100)} == {200}
