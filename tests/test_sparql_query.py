"""What is said of a query that is none."""

from __future__ import annotations

import pytest

from kgqa.errors import QueryError
from kgqa.sparql_query import explained

ERROR = QueryError("error at 1:10: expected CONSTRUCT")


@pytest.mark.parametrize("query", ["", " \n\t", "# nothing\n", "PREFIX a: <urn:a#> # and\nBASE <urn:b>"])
def test_an_empty_query_is_called_empty(query: str) -> None:
    assert "the query is empty" in str(explained(ERROR, query))


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("INSERT DATA { <a:b> <a:c> 1 }", "INSERT"),
        ("# a comment\nPREFIX : <urn:x#SELECT>\nprefix b:<urn:b>\ndelete where { ?s ?p ?o }", "DELETE"),
        ("LOAD <file:///etc/passwd>", "LOAD"),
        ("WITH <urn:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "WITH"),
    ],
)
def test_an_update_is_called_an_update(query: str, word: str) -> None:
    assert str(explained(ERROR, query)).startswith(f"{word} is an update, and updates are refused")


@pytest.mark.parametrize("query", ["SELECT", "SELECT * { ?insert ?p ?o", "# INSERT\nASK {", "INSERTED", "{}", "<"])
def test_of_any_other_query_the_parser_speaks(query: str) -> None:
    assert explained(ERROR, query) is ERROR
