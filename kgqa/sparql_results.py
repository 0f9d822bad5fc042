"""Results of SPARQL queries as text, in the formats of the W3C.

Sources: SPARQL 1.1 Query Results JSON Format; SPARQL 1.1 Query Results CSV and TSV Formats; SPARQL Query
Results XML Format (Second Edition); RDF 1.1 Turtle; RDF 1.1 N-Triples; JSON-LD 1.1; RDF 1.1 XML Syntax
(by rdflib).
"""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar
from xml.sax.saxutils import escape, quoteattr

from kgqa.errors import InputError
from kgqa.model import IRI, RDF_TYPE, XSD, BlankNode, Literal, Term, Triple
from kgqa.rdflib_terms import to_rdflib
from kgqa.store.protocol import Solutions, Triples
from kgqa.store.streaming import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

W = TypeVar("W")

Result: TypeAlias = Solutions | Triples | bool
Rows: TypeAlias = Solutions | Table

TABLE_TYPES = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv; charset=utf-8",
    "tsv": "text/tab-separated-values; charset=utf-8",
}
"""MIME types of the formats for SELECT and ASK, the preferred one first."""

GRAPH_TYPES = {
    "turtle": "text/turtle; charset=utf-8",
    "nt": "application/n-triples",
    "rdfxml": "application/rdf+xml",
    "jsonld": "application/ld+json",
}
"""MIME types of the formats for CONSTRUCT and DESCRIBE, the preferred one first."""


def serialise(result: Result, format: str) -> str:
    """The whole of `result` as text in `format`, a key of TABLE_TYPES or GRAPH_TYPES.

    Raises InputError where the kind of result has no such format.
    """
    return "".join(chunks(result, format))


def chunks(result: Result | Table | Iterator[Triple], format: str) -> Iterator[str]:
    """The same text piece by piece, so that a large result, or one still being made, is never held as a whole."""
    if isinstance(result, bool):
        return iter([_writer(_BOOLEAN, format)(result)])
    if isinstance(result, Rows):
        return _writer(_TABLE, format)(result)
    return _writer(_GRAPH, format)(result.triples if isinstance(result, Triples) else result)


def _writer(writers: Mapping[str, W], format: str) -> W:
    if format not in writers:
        raise InputError(
            f"this query's result cannot be written as {format}", remedy="use one of: " + ", ".join(writers)
        )
    return writers[format]


def _json(table: Rows) -> Iterator[str]:
    yield '{"head": {"vars": ' + json.dumps(list(table.variables)) + '}, "results": {"bindings": ['
    separator = "\n"
    for row in table.rows:
        bound = {name: _json_term(term) for name, term in zip(table.variables, row, strict=True) if term is not None}
        yield separator + json.dumps(bound, ensure_ascii=False)
        separator = ",\n"
    yield "\n]}}\n"


def _json_term(term: Term) -> dict[str, str]:
    if isinstance(term, IRI):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if term.language:
        return {"type": "literal", "value": term.lexical, "xml:lang": term.language}
    if term.datatype == XSD + "string":
        return {"type": "literal", "value": term.lexical}
    return {"type": "literal", "value": term.lexical, "datatype": term.datatype}


_XML_HEAD = '<?xml version="1.0"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n<head>'


def _xml(table: Rows) -> Iterator[str]:
    yield _XML_HEAD
    yield from (f"<variable name={quoteattr(name)}/>" for name in table.variables)
    yield "</head>\n<results>\n"
    for row in table.rows:
        bindings = (
            f"<binding name={quoteattr(name)}>{_xml_term(term)}</binding>"
            for name, term in zip(table.variables, row, strict=True)
            if term is not None
        )
        yield "<result>" + "".join(bindings) + "</result>\n"
    yield "</results>\n</sparql>\n"


def _xml_term(term: Term) -> str:
    if isinstance(term, IRI):
        return f"<uri>{_xml_text(term.value)}</uri>"
    if isinstance(term, BlankNode):
        return f"<bnode>{_xml_text(term.value)}</bnode>"
    if term.language:
        return f"<literal xml:lang={quoteattr(term.language)}>{_xml_text(term.lexical)}</literal>"
    if term.datatype == XSD + "string":
        return f"<literal>{_xml_text(term.lexical)}</literal>"
    return f"<literal datatype={quoteattr(term.datatype)}>{_xml_text(term.lexical)}</literal>"


_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_characters(text: str) -> str:
    """`text` with U+FFFD for each character that XML 1.0 has no way to write (2.2, Characters)."""
    return _NOT_XML.sub("\ufffd", text)


def _xml_text(text: str) -> str:
    # A bare CR would be read back as LF.
    return escape(xml_characters(text), {"\r": "&#13;"})


def _csv(table: Rows) -> Iterator[str]:
    yield _csv_line(table.variables)
    yield from (_csv_line([_csv_value(term) for term in row]) for row in table.rows)


def _csv_line(values: Sequence[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(values)
    return line.getvalue()


def _csv_value(term: Term | None) -> str:
    if term is None:
        return ""
    if isinstance(term, BlankNode):
        return f"_:{term.value}"
    return term.value if isinstance(term, IRI) else term.lexical


def _tsv(table: Rows) -> Iterator[str]:
    yield "\t".join(f"?{name}" for name in table.variables) + "\n"
    for row in table.rows:
        yield "\t".join("" if term is None else _abbreviated(term) for term in row) + "\n"


_BARE = {
    XSD + "integer": re.compile(r"[+-]?[0-9]+"),
    XSD + "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    XSD + "double": re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)[eE][+-]?[0-9]+"),
    XSD + "boolean": re.compile("true|false"),
}


def _abbreviated(term: Term) -> str:
    if isinstance(term, Literal):
        bare = _BARE.get(term.datatype)
        if bare and bare.fullmatch(term.lexical):
            return term.lexical
    return written(term)


def written(term: Term) -> str:
    """A term in N-Triples, free of tabs and line ends."""
    # The grammars allow a raw tab inside quotes; a TSV column does not.
    return str(term).replace("\t", "\\t") if isinstance(term, Literal) else str(term)


def ntriples(triples: Iterable[Triple]) -> Iterator[str]:
    """One line of N-Triples per triple."""
    return (" ".join(written(term) for term in triple) + " .\n" for triple in triples)


def turtle(triples: Iterable[Triple]) -> Iterator[str]:
    """Turtle without prefixes, neighbouring triples of one subject together."""
    subject: Term | None = None
    end = ""
    for triple in triples:
        predicate = "a" if triple.predicate == RDF_TYPE else str(triple.predicate)
        fact = f"{predicate} {_abbreviated(triple.object)}"
        if triple.subject == subject:
            yield f" ;\n    {fact}"
            continue
        yield f"{end}{triple.subject} {fact}"
        subject, end = triple.subject, " .\n"
    yield end


def _rdfxml(triples: Iterable[Triple]) -> Iterator[str]:
    try:
        yield xml_characters(_by_rdflib(triples, "xml")).replace("\r", "&#13;")
    except ValueError as error:
        # A predicate becomes the name of an element, and not every IRI ends with such a name.
        raise InputError(f"this result cannot be written as RDF/XML: {error}", remedy="use Turtle") from None


def _by_rdflib(triples: Iterable[Triple], format: str) -> str:
    from rdflib import Graph

    graph = Graph(bind_namespaces="none")
    for triple in triples:
        graph.add(tuple(map(to_rdflib, triple)))  # type: ignore[arg-type]
    return graph.serialize(format=format)


def _jsonld(triples: Iterable[Triple]) -> Iterator[str]:
    """Expanded document form (JSON-LD 1.1, 9.1 and API 8); rdflib's writer turns integers into floats."""
    nodes: dict[str, dict[str, Any]] = {}
    for subject, predicate, obj in triples:
        name = _jsonld_name(subject)
        node = nodes.setdefault(name, {"@id": name})
        if predicate == RDF_TYPE and not isinstance(obj, Literal):
            node.setdefault("@type", []).append(_jsonld_name(obj))
        else:
            node.setdefault(predicate.value, []).append(_jsonld_value(obj))
    yield json.dumps(list(nodes.values()), ensure_ascii=False, indent=1) + "\n"


def _jsonld_name(term: Term) -> str:
    return term.value if isinstance(term, IRI) else str(term)


def _jsonld_value(term: Term) -> dict[str, str]:
    if not isinstance(term, Literal):
        return {"@id": _jsonld_name(term)}
    if term.language:
        return {"@value": term.lexical, "@language": term.language}
    typed = {} if term.datatype == XSD + "string" else {"@type": term.datatype}
    return {"@value": term.lexical} | typed


def _xml_boolean(value: bool) -> str:
    return f"{_XML_HEAD}</head>\n<boolean>{str(value).lower()}</boolean>\n</sparql>\n"


def _json_boolean(value: bool) -> str:
    return json.dumps({"head": {}, "boolean": value}) + "\n"


def _plain_boolean(value: bool) -> str:
    # The CSV and TSV formats are not defined for ASK; a bare word is what other stores answer.
    return f"{str(value).lower()}\n"


_TABLE: dict[str, Callable[[Rows], Iterator[str]]] = {
    "json": _json,
    "xml": _xml,
    "csv": _csv,
    "tsv": _tsv,
}
_BOOLEAN = {"json": _json_boolean, "xml": _xml_boolean, "csv": _plain_boolean, "tsv": _plain_boolean}
_GRAPH: dict[str, Callable[[Iterable[Triple]], Iterator[str]]] = {
    "turtle": turtle,
    "nt": ntriples,
    "rdfxml": _rdfxml,
    "jsonld": _jsonld,
}
