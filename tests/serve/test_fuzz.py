"""Whatever is sent, the server answers with a documented status and the object that goes with it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgqa.serve.api.contract import AnswerObject, Explanation
from kgqa.serve.api.problems import Problem

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
WORDS = "who is are the of ann archer's beth moss mentor pupil forerunner birth date and < > \" ' ? \x00"
words = st.sampled_from(WORDS.split(" "))
questions = st.lists(words, max_size=12).map(" ".join) | st.text(max_size=60)
bodies = st.fixed_dictionaries(
    {"question": questions},
    optional={
        "choose": st.lists(st.text(), max_size=2),
        "policy": st.sampled_from(["strict", "open", "x"]),
        "z": anything,
    },
)
names = st.text(max_size=20)
terms = names | st.sampled_from(["http://example.org/ann", "<urn:x>", "rdf:type", "x:y", "Ann Archer", "mentor"])
many = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@many
@given(body=bodies | anything)
def test_any_json_gets_an_answer_or_a_problem(client: TestClient, body: Any) -> None:
    content = json.dumps(body).encode("utf-8", "surrogatepass")
    response = client.post("/v1/ask", content=content, headers={"Content-Type": "application/json"})
    assert response.status_code in {200, 400, 422}, response.text
    (AnswerObject if response.status_code == 200 else Problem).model_validate(response.json())


@many
@given(s=terms, p=terms, o=terms)
def test_any_terms_get_an_explanation_or_a_problem(client: TestClient, s: str, p: str, o: str) -> None:
    response = client.get("/v1/explain", params={"s": s, "p": p, "o": o})
    assert response.status_code in {200, 400, 422}, response.text
    (Explanation if response.status_code == 200 else Problem).model_validate(response.json())


@many
@given(question=questions, choose=st.lists(st.text(), max_size=2))
def test_any_question_gets_a_page(client: TestClient, question: str, choose: list[str]) -> None:
    response = client.get("/", params={"q": question, "choose": choose})
    # A number in `choose` that picks nothing is told on the page.
    assert response.status_code in {200, 400}, (question, choose, response.text)
    assert response.text.endswith("</html>")


@many
@given(
    query=st.text(max_size=60), accept=st.text(st.characters(codec="ascii", categories=("L", "P", "S")), max_size=30)
)
def test_any_query_gets_a_documented_status(client: TestClient, query: str, accept: str) -> None:
    response = client.get("/sparql", params={"query": query}, headers={"Accept": accept})
    assert response.status_code in {200, 400, 406}, response.text
