"""Queries taken apart into triple patterns."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.errors import QueryError
from kgqa.model import IRI, RDF_TYPE, Literal
from kgqa.serve.console.patterns import Variable, read_query
from kgqa.serve.console.rows import witness
from kgqa.store import open_memory

EX = "PREFIX ex: <http://example.org/>\n"


def iri(name: str) -> IRI:
    return IRI("http://example.org/" + name)


def read(where: str) -> list[tuple[str, object, str]]:
    found = read_query(f"{EX}SELECT * WHERE {{ {where} }}").patterns
    return [(each.text, each.triple, each.role) for each in found]


A, B, C = Variable("a"), Variable("b"), Variable("c")


def test_lists_of_properties_and_objects_are_patterns_each() -> None:
    assert read("?a a ex:C, ex:D ; ex:p ?b ; . ?b ex:q 'x'@en, 2.5, true, \"3\"^^ex:t") == [
        ("?a a ex:C", (A, RDF_TYPE, iri("C")), "required"),
        ("?a a ex:D", (A, RDF_TYPE, iri("D")), "required"),
        ("?a ex:p ?b", (A, iri("p"), B), "required"),
        ("?b ex:q 'x'@en", (B, iri("q"), Literal("x", language="en")), "required"),
        ("?b ex:q 2.5", (B, iri("q"), Literal("2.5", "http://www.w3.org/2001/XMLSchema#decimal")), "required"),
        ("?b ex:q true", (B, iri("q"), Literal("true", "http://www.w3.org/2001/XMLSchema#boolean")), "required"),
        ('?b ex:q "3"^^ex:t', (B, iri("q"), Literal("3", "http://example.org/t")), "required"),
    ]


def test_what_may_have_matched_is_told_from_what_must() -> None:
    found = read("?a ex:p ?b OPTIONAL { ?a ex:q ?c } { ?a ex:r ?b } UNION { ?a ex:s ?b } { SELECT ?a { ?a ex:t ?c } }")
    assert [role for _, _, role in found] == ["required", "optional", "alternative", "alternative", "inner"]


def test_a_row_of_steps_is_a_pattern_each_and_other_paths_are_none() -> None:
    found = read(
        "?a ex:p/^ex:q ?b . ?a ex:p+ ?b . ?a ex:p|ex:q ?b . ?a !(ex:p|^ex:q) ?b . ?a (ex:p) ?b . ?a ^(ex:p/ex:q) ?b"
    )
    (_, first, _), (_, second, _), *others = found
    assert isinstance(first, tuple)
    assert isinstance(second, tuple)
    assert first[:2] == (A, iri("p"))
    assert second == (B, iri("q"), first[2])
    assert [triple for _, triple, _ in others[:3]] == [None, None, None]
    assert others[3][1] == (A, iri("p"), B)
    assert [t[1] for _, t, _ in others[4:] if isinstance(t, tuple)] == [iri("q"), iri("p")]


def test_conditions_and_what_is_absent_are_no_patterns() -> None:
    found = read_query(
        f"{EX}SELECT * {{ ?a ex:p ?b FILTER(?b < 3 && EXISTS {{ ?z ?z ?z }}) MINUS {{ ?a ex:q ?c }} "
        "FILTER NOT EXISTS { ?a ex:r ?c } BIND(1 AS ?n) VALUES (?b ?c) { (1 UNDEF) } FILTER regex(?b, '}') }"
    )
    assert [(each.text, each.triple is None) for each in found.patterns] == [
        ("?a ex:p ?b", False),
        ("MINUS { ?a ex:q ?c }", True),
        ("FILTER NOT EXISTS { ?a ex:r ?c }", True),
    ]
    assert found.assigned == {"n"}


def test_blank_nodes_and_lists_stand_for_hidden_variables() -> None:
    found = read("[ ex:p ?a ] ex:q _:x . _:x ex:r (?a)")
    assert len(found) == 5
    assert all(isinstance(t, tuple) for _, t, _ in found)


@pytest.mark.parametrize(
    "query",
    [
        "", "SELECT", "SELECT * {", "SELECT * { ?a }", "SELECT * { ?a ex:p ?b }", "INSERT DATA { <a:a> <a:b> 1 }",
        "SELECT * { ?a ?b << ?c ?d ?e >> }", "SELECT * " + "{" * 500, "SELECT * { ?a " + "(" * 500,
        "SELECT * { " + "[ <a:b> " * 500, "SELECT * { ?a !", "PREFIX", "SELECT * FROM", "SELECT * { ?a <a:b> 'x'^^",
        "SELECT * { ?a <a:b> '''" + "\\'" * 20_000, 'SELECT * { ?a <a:b> "' + '\\"' * 20_000,
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused(query: str) -> None:
    with pytest.raises(QueryError):
        read_query(query)


PIECES = ["SELECT", "*", "{", "}", "(", ")", "[", "]", ".", ";", ",", "?a", "a", "<a:b>", "'x'", "@en", "^", "^^", "/",
          "|", "!", "+", "1", "OPTIONAL", "UNION", "MINUS", "FILTER", "NOT", "EXISTS", "BIND", "VALUES", "GRAPH",
          "FROM", "WHERE", "PREFIX", "BASE", ":", "_:b", "AS", "CONSTRUCT", "DESCRIBE", "#", "SERVICE"]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_whatever_is_given_is_read_or_refused(pieces: list[str]) -> None:
    with suppress(QueryError):
        assert read_query("SELECT * { " + " ".join(pieces)).form == "SELECT"


GROUPS = [
    "?a ex:p ?b",
    "?a ex:p/ex:q ?c",
    "OPTIONAL { ?a ex:q ?c }",
    "FILTER(bound(?a))",
    "[] ex:p ?b",
    "BIND(1 AS ?n)",
]


@given(st.lists(st.sampled_from(GROUPS), min_size=1, unique=True), st.booleans())
def test_the_query_for_what_a_row_does_not_show_can_be_run(groups: list[str], is_subquery: bool) -> None:
    where = " . ".join(groups) if not is_subquery else f"SELECT * {{ {' . '.join(groups)} }}"
    read = read_query(f"{EX}SELECT ?a FROM <urn:kgqa:asserted> {{ {where} }} GROUP BY ?a")
    row = {"a": iri("x"), "n": Literal("1", "http://www.w3.org/2001/XMLSchema#integer"), "other": iri("y")}
    open_memory().query(witness(read, row))


@pytest.mark.parametrize(
    ("hostile", "said"),
    [
        ("?s " + "a/" * 500 + "a " + "?o," * 500 + "?o", "too many patterns"),
        ("?s ?p (" + "1 " * 20_000 + ")", "too many patterns"),
        ("?s " + "a | " * 9_000 + "a " + "?o, " * 3_000 + "?o", "too many patterns"),
        ("?s ?p ex:" + "a" * 5_000, "an IRI of the query has more than"),
    ],
)
def test_what_would_grow_with_the_square_of_the_query_is_refused(hostile: str, said: str) -> None:
    with pytest.raises(QueryError, match=said):
        read(hostile)


def test_what_is_shown_of_a_pattern_is_cut_where_it_is_long() -> None:
    found = read("?s " + "a | " * 9_000 + "a " + "?o, " * 500 + "?o")
    assert len(found) == 501
    assert all(len(text) < 3_000 for text, _, _ in found)


def test_variables_that_are_made_are_no_variables_of_the_query() -> None:
    given = "?of_1 ?of0_1 ?of" + "_" * 1_000
    found = read(f"{given} . ?a ex:p/ex:q ?b")
    names = {
        part.name
        for _, triple, _ in found
        if isinstance(triple, tuple)
        for part in triple
        if isinstance(part, Variable)
    }
    assert "of1_1" in names
    assert all(len(name) < 10 or name == "of" + "_" * 1_000 for name in names)
