"""/openapi.json: a valid description, from which clients can be generated."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from openapi_spec_validator import validate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fastapi.testclient import TestClient


@pytest.fixture
def description(client: TestClient) -> Any:
    return client.get("/openapi.json").json()


def operations(description: Any) -> Iterator[tuple[str, str, Any]]:
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def test_it_is_valid(description: Any) -> None:
    validate(description)


def test_every_operation_has_a_name_of_its_own_and_says_what_it_does(description: Any) -> None:
    names = [operation["operationId"] for _, _, operation in operations(description)]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", name) for name in names)
    assert [name for name, (_, _, operation) in zip(names, operations(description), strict=True)
            if not operation.get("description")] == []  # fmt: skip


def test_every_error_of_the_api_is_a_problem(description: Any) -> None:
    for path, method, operation in operations(description):
        assert operation["responses"]["500"], (path, method)
        for status, response in operation["responses"].items():
            if path.startswith("/v1/") and status >= "4":
                assert set(response["content"]) == {"application/problem+json"}, (path, method, status)


def test_what_writes_always_needs_a_key(description: Any) -> None:
    for path, method, operation in operations(description):
        open_to_all = {} in operation.get("security", [{}])
        writes = method in {"put", "delete"} or path in {"/update", "/v1/load"}
        if path != "/rdf-graph-store" or method == "get":
            assert open_to_all != writes, (path, method)


def test_every_reference_leads_somewhere(description: Any) -> None:
    schemas = description["components"]["schemas"]
    named = set(re.findall(r"#/components/schemas/([^'\"]+)", str(description)))
    assert named <= set(schemas)
    assert "HTTPValidationError" not in schemas


def test_objects_have_names_of_their_own(description: Any) -> None:
    """FastAPI tells two of one name apart by their modules, and generated clients do not."""
    assert [name for name in description["components"]["schemas"] if "__" in name] == []
