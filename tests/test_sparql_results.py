"""What kgqa writes is read back by an independent parser (pyoxigraph's) as the same result."""

from __future__ import annotations

import csv
import io
import json

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.errors import InputError
from kgqa.model import IRI, RDF_TYPE, XSD, BlankNode, Literal, Term, Triple
from kgqa.sparql_results import GRAPH_TYPES, TABLE_TYPES, chunks, serialise
from kgqa.store import Solutions, Triples

SASHA, BARACK = IRI("urn:example:sasha"), IRI("urn:example:barack")
FATHER = IRI("urn:example:hasFather")
TABLE = Solutions(("who", "age"), [(SASHA, Literal("23", XSD + "integer")), (BlankNode("b0"), None)])

READERS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "tsv": ox.QueryResultsFormat.TSV,
}
SPARQL = "{http://www.w3.org/2005/sparql-results#}"

# XML 1.0 has no characters below space but these three, and no surrogates; nor has any format the latter.
texts = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn"), include_characters="\t\n\r\"'\\<>&,"))
literals = st.one_of(
    st.builds(Literal, texts),
    st.builds(lambda text: Literal(text, language="en"), texts),
    st.builds(lambda number: Literal(str(number), XSD + "integer"), st.integers()),
    st.builds(lambda text: Literal(text, "urn:example:type"), texts),
)
terms = st.one_of(literals, st.just(SASHA), st.just(BlankNode("b0")))


def read_table(text: str, format: str) -> list[tuple[str | None, ...]]:
    solutions = ox.parse_query_results(text.encode(), READERS[format])
    assert isinstance(solutions, ox.QuerySolutions)
    names = [variable.value for variable in solutions.variables]
    return [tuple(None if row[name] is None else str(row[name]) for name in names) for row in solutions]


def as_oxigraph(term: Term | None) -> str | None:
    if term is None:
        return None
    if isinstance(term, IRI):
        return str(ox.NamedNode(term.value))
    if isinstance(term, BlankNode):
        return str(ox.BlankNode(term.value))
    if term.language:
        return str(ox.Literal(term.lexical, language=term.language))
    return str(ox.Literal(term.lexical, datatype=ox.NamedNode(term.datatype)))


@pytest.mark.parametrize("format", ["json", "tsv"])
@given(rows=st.lists(st.tuples(st.none() | terms, terms)))
def test_a_table_survives_the_round_trip(format: str, rows: list[tuple[Term | None, ...]]) -> None:
    text = serialise(Solutions(("a", "b"), rows), format)
    assert read_table(text, format) == [tuple(as_oxigraph(term) for term in row) for row in rows]


@pytest.mark.parametrize(("format", "reader"), [("turtle", ox.RdfFormat.TURTLE), ("nt", ox.RdfFormat.N_TRIPLES)])
@given(objects=st.lists(st.tuples(st.sampled_from([SASHA, BARACK]), terms)))
def test_triples_survive_the_round_trip(format: str, reader: ox.RdfFormat, objects: list[tuple[IRI, Term]]) -> None:
    triples = [Triple(subject, FATHER, term) for subject, term in objects]
    quads = ox.parse(serialise(Triples(triples), format).encode(), reader)
    read = [(str(quad.subject), str(quad.predicate), str(quad.object)) for quad in quads]
    expected = [(as_oxigraph(s), as_oxigraph(p), as_oxigraph(o)) for s, p, o in triples]
    # Parsers rename blank nodes.
    assert [row for row in read if not row[2].startswith("_:")] == [
        row for row in expected if row[2] is not None and not row[2].startswith("_:")
    ]
    assert len(read) == len(expected)


@pytest.mark.parametrize(("format", "reader"), [("rdfxml", ox.RdfFormat.RDF_XML), ("jsonld", ox.RdfFormat.JSON_LD)])
@given(objects=st.sets(st.tuples(st.sampled_from([SASHA, BARACK]), literals | st.just(SASHA))))
def test_a_graph_survives_the_round_trip(format: str, reader: ox.RdfFormat, objects: set[tuple[IRI, Term]]) -> None:
    triples = [Triple(subject, FATHER, term) for subject, term in objects]
    quads = ox.parse(serialise(Triples(triples), format).encode(), reader)
    assert {(str(quad.subject), str(quad.predicate), str(quad.object)) for quad in quads} == {
        (as_oxigraph(s), as_oxigraph(p), as_oxigraph(o)) for s, p, o in triples
    }


def test_a_predicate_that_is_no_name_of_an_element_is_refused_in_xml() -> None:
    with pytest.raises(InputError, match="cannot be written as RDF/XML"):
        serialise(Triples([Triple(SASHA, IRI("urn:example:7"), BARACK)]), "rdfxml")


def test_csv_holds_plain_values_and_nothing_for_unbound() -> None:
    text = serialise(TABLE, "csv")
    assert text == "who,age\r\nurn:example:sasha,23\r\n_:b0,\r\n"


@given(rows=st.lists(st.tuples(literals, literals)))
def test_csv_is_read_back_by_the_csv_module(rows: list[tuple[Term, ...]]) -> None:
    text = serialise(Solutions(("a", "b"), rows), "csv")
    read = list(csv.reader(io.StringIO(text, newline="")))
    assert read[1:] == [[term.lexical for term in row if isinstance(term, Literal)] for row in rows]


def test_json_names_its_variables_and_leaves_the_unbound_out() -> None:
    assert json.loads(serialise(TABLE, "json")) == {
        "head": {"vars": ["who", "age"]},
        "results": {
            "bindings": [
                {
                    "who": {"type": "uri", "value": "urn:example:sasha"},
                    "age": {"type": "literal", "value": "23", "datatype": XSD + "integer"},
                },
                {"who": {"type": "bnode", "value": "b0"}},
            ]
        },
    }


def test_tsv_writes_numbers_bare_and_escapes_tabs() -> None:
    table = Solutions(("n", "text"), [(Literal("5", XSD + "integer"), Literal("a\tb"))])
    assert serialise(table, "tsv") == '?n\t?text\n5\t"a\\tb"\n'


def test_turtle_groups_the_facts_of_one_subject() -> None:
    triples = [
        Triple(SASHA, RDF_TYPE, IRI("urn:example:Person")),
        Triple(SASHA, FATHER, BARACK),
        Triple(BARACK, FATHER, BlankNode("x")),
    ]
    assert serialise(Triples(triples), "turtle") == (
        "<urn:example:sasha> a <urn:example:Person> ;\n"
        "    <urn:example:hasFather> <urn:example:barack> .\n"
        "<urn:example:barack> <urn:example:hasFather> _:x .\n"
    )


@pytest.mark.parametrize("format", ["json", "xml"])
def test_a_boolean_is_read_back(format: str) -> None:
    for value in (True, False):
        read = ox.parse_query_results(serialise(value, format).encode(), READERS[format])
        assert isinstance(read, ox.QueryBoolean)
        assert bool(read) is value


def test_empty_results_are_well_formed() -> None:
    for format in READERS:
        assert read_table(serialise(Solutions(("a",), []), format), format) == []
    assert serialise(Triples([]), "nt") == serialise(Triples([]), "turtle") == ""


def test_a_format_that_does_not_fit_the_result_is_refused() -> None:
    with pytest.raises(InputError, match=r"cannot be written as turtle \(use one of: json, xml, csv, tsv\)"):
        serialise(TABLE, "turtle")
    with pytest.raises(InputError, match="use one of: turtle, nt"):
        serialise(Triples([]), "csv")


def test_every_format_has_a_mime_type() -> None:
    for format in TABLE_TYPES:
        assert serialise(TABLE, format)
        assert serialise(True, format)
    for format in GRAPH_TYPES:
        assert serialise(Triples([Triple(SASHA, FATHER, BARACK)]), format)


def test_control_characters_that_xml_lacks_are_replaced() -> None:
    assert "\ufffd" in serialise(Solutions(("a",), [(Literal("\x01"),)]), "xml")
    assert "\ufffd" in serialise(Triples([Triple(SASHA, FATHER, Literal("\x01"))]), "rdfxml")


def test_a_large_result_comes_in_pieces() -> None:
    pieces = chunks(Solutions(("n",), [(Literal("1"),)] * 1000), "csv")
    assert [next(pieces), next(pieces)] == ["n\r\n", "1\r\n"]
