"""Conversations over HTTP: an answer is gone on from, by id, by number and by click."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

from kgqa.pipeline import KnowledgeBase
from kgqa.serve.api.contract import SchemaObject
from kgqa.serve.app import create_app
from kgqa.serve.live import Live

LOCAL = "http://localhost:8000"
AMBIGUOUS = "Who is Dan Fox's mentor?"


def ask(client: TestClient, question: str, **more: Any) -> dict[str, Any]:
    response = client.post("/v1/ask", json={"question": question} | more)
    assert response.status_code == 200, response.text
    return dict(response.json())


def labels(answer: dict[str, Any]) -> list[str]:
    return [item["label"] for item in answer["answers"]]


def page(client: TestClient, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.text


def sentence(text: str) -> str:
    found = re.search(r'<p class="sentence[^>]*>(.*?)</p>', text)
    assert found is not None
    return html.unescape(found[1])


def conversation_of(text: str) -> str:
    found = re.search(r'name="conversation" type="hidden" value="(\w+)">', text)
    assert found is not None
    return found[1]


class TestApi:
    def test_a_question_goes_on_from_the_one_before(self, client: TestClient) -> None:
        first = ask(client, "Who is Ann Archer's mentor?")
        second = ask(client, "What about Beth Moss?", conversation=first["conversation"])
        assert labels(second) == ["Cora Lind"]
        assert second["conversation"] == first["conversation"]
        assert second["question"] == "What about Beth Moss?"

    def test_another_server_goes_on_with_it(self, client: TestClient, kb: KnowledgeBase) -> None:
        first = ask(client, "Who is Ann Archer's mentor?")
        other = KnowledgeBase(kb.store, kb.settings)
        with TestClient(create_app(Live(other, kb.settings)), base_url=LOCAL) as elsewhere:
            assert labels(ask(elsewhere, "And Beth Moss?", conversation=first["conversation"])) == ["Cora Lind"]

    def test_nothing_is_known_of_another_conversation(self, client: TestClient) -> None:
        ask(client, "Who is Ann Archer's mentor?", conversation="mine")
        assert ask(client, "What about Beth Moss?", conversation="yours")["status"] == "not_understood"

    def test_a_number_chooses(self, client: TestClient) -> None:
        asked = ask(client, AMBIGUOUS)
        by_number = [
            ask(client, AMBIGUOUS, conversation=asked["conversation"], choose=[str(number)])["status"]
            for number in (1, 2)
        ]
        by_string = [ask(client, AMBIGUOUS, choose=[c["choose"]])["status"] for c in asked["candidates"]]
        assert by_number == by_string
        assert sorted(by_number) == ["answered", "no_answer"]

    @pytest.mark.parametrize("number", ["0", "3"])
    def test_a_number_that_picks_nothing_is_a_problem(self, client: TestClient, number: str) -> None:
        asked = ask(client, AMBIGUOUS)
        body = {"question": AMBIGUOUS, "conversation": asked["conversation"], "choose": [number]}
        response = client.post("/v1/ask", json=body)
        assert (response.status_code, response.json()["remedy"]) == (400, "choose from 1 to 2")

    def test_a_number_without_a_conversation_is_a_problem(self, client: TestClient) -> None:
        assert client.post("/v1/ask", json={"question": AMBIGUOUS, "choose": ["1"]}).status_code == 400


class TestPage:
    def test_the_next_question_carries_the_conversation(self, client: TestClient) -> None:
        first = page(client, "/?q=Who+is+Ann+Archer%27s+mentor%3F")
        second = page(client, f"/?q=What+about+Beth+Moss%3F&conversation={conversation_of(first)}")
        assert sentence(second) == "Beth Moss's mentor is Cora Lind."

    def test_a_page_that_is_reloaded_shows_the_same(self, client: TestClient) -> None:
        first = page(client, "/?q=Who+is+Ann+Archer%27s+mentor%3F")
        address = f"/?q=and+the+pupil%3F&conversation={conversation_of(first)}"
        assert [sentence(page(client, address)) for _ in range(3)] == [sentence(page(client, address))] * 3

    def test_the_first_page_sends_no_conversation(self, client: TestClient) -> None:
        assert re.search(r'name="conversation" type="hidden" value="" disabled>', page(client, "/"))

    def test_candidates_are_numbered_and_a_number_will_do(self, client: TestClient) -> None:
        asked = page(client, "/?q=Who+is+Dan+Fox%27s+mentor%3F")
        assert "<ol>" in asked
        chosen = [page(client, f"/?q={n}&conversation={conversation_of(asked)}") for n in (1, 2)]
        assert sum('class="sentence answered' in text for text in chosen) == 1

    def test_a_number_that_picks_nothing_is_told_on_the_page(self, client: TestClient) -> None:
        asked = page(client, "/?q=Who+is+Dan+Fox%27s+mentor%3F")
        response = client.get("/", params={"q": "3", "conversation": conversation_of(asked)})
        assert response.status_code == 400
        assert "choose from 1 to 2" in sentence(response.text)
        assert conversation_of(response.text) == conversation_of(asked)


class TestSchema:
    def test_what_can_be_asked_is_listed(self, client: TestClient, kb: KnowledgeBase) -> None:
        found = SchemaObject.model_validate(client.get("/v1/schema").json())
        assert {"mentor", "pupil", "birth date"} <= {each.label for each in found.properties}
        assert found.revision == kb.revision
        assert set(client.get("/v1/schema").json()["properties"][0]) == set(
            SchemaObject.model_json_schema()["$defs"]["PropertyObject"]["properties"]
        )

    def test_its_examples_are_answered(self, client: TestClient) -> None:
        found = client.get("/v1/schema").json()
        assert len(found["examples"]) >= 3
        assert {ask(client, question)["status"] for question in found["examples"]} == {"answered"}

    def test_the_page_shows_the_first_of_them(self, client: TestClient) -> None:
        shown = re.findall(r'<a data-ask href="[^"]*">([^<]*)</a>', page(client, "/"))
        assert [html.unescape(text) for text in shown] == client.get("/v1/schema").json()["examples"][: len(shown)]
