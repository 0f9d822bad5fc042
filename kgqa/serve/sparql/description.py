"""What the SPARQL service can do and what it holds, as RDF.

Sources: SPARQL 1.1 Service Description (https://www.w3.org/TR/sparql11-service-description/); the Vocabulary of
Interlinked Datasets (https://www.w3.org/TR/void/) for the numbers of triples.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.model import INFERRED_GRAPH, IRI, KGQA, RDF_TYPE, XSD, BlankNode, Literal, Triple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kgqa.model import Term

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
ENTAILMENT = "http://www.w3.org/ns/entailment/"
FORMATS = "http://www.w3.org/ns/formats/"
RL = IRI("http://www.w3.org/ns/owl-profile/RL")
FUNCTIONS = ("earliest", "latest", "years", "months", "days")
"""kgqa's own functions on dates (docs/http.md)."""
RESULTS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
GRAPHS = ("Turtle", "N-Triples", "RDF_XML", "JSON-LD")


def description(endpoint: str, graphs: Iterable[IRI], counts: Mapping[IRI, int], *, writable: bool) -> list[Triple]:
    """The description of the service at `endpoint`; its default graph is the union of `graphs`."""
    service, dataset = IRI(f"{endpoint}#service"), BlankNode("dataset")
    return [
        *_described(service, "Service", ("endpoint", IRI(endpoint))),
        *_pairs(service, "supportedLanguage", ["SPARQL11Query", *(["SPARQL11Update"] if writable else [])]),
        *_pairs(service, "feature", ["UnionDefaultGraph", "EmptyGraphs"]),
        *(Triple(service, IRI(SD + "resultFormat"), IRI(FORMATS + name)) for name in (*RESULTS, *GRAPHS)),
        *(Triple(service, IRI(SD + "inputFormat"), IRI(FORMATS + name)) for name in GRAPHS if writable),
        Triple(service, IRI(SD + "defaultEntailmentRegime"), IRI(ENTAILMENT + "OWL-RDF-Based")),
        Triple(service, IRI(SD + "supportedEntailmentProfile"), RL),
        *(Triple(service, IRI(SD + "extensionFunction"), IRI(KGQA + name)) for name in FUNCTIONS),
        *(Triple(IRI(KGQA + name), RDF_TYPE, IRI(SD + "Function")) for name in FUNCTIONS),
        Triple(service, IRI(SD + "defaultDataset"), dataset),
        *_dataset(dataset, list(graphs), counts),
    ]


def _dataset(dataset: BlankNode, graphs: list[IRI], counts: Mapping[IRI, int]) -> Iterator[Triple]:
    default = BlankNode("default")
    yield from _described(dataset, "Dataset", ("defaultGraph", default))
    yield from _described(default, "Graph")
    for number, name in enumerate(graphs):
        node, graph = BlankNode(f"named{number}"), BlankNode(f"graph{number}")
        regime = "OWL-RDF-Based" if name == INFERRED_GRAPH else "Simple"
        yield Triple(dataset, IRI(SD + "namedGraph"), node)
        parts: tuple[tuple[str, Term], ...] = (("name", name), ("entailmentRegime", IRI(ENTAILMENT + regime)))
        yield from _described(node, "NamedGraph", *parts, ("graph", graph))
        yield from _described(graph, "Graph")
        if counts:
            yield _size(graph, counts.get(name, 0))


def _size(graph: BlankNode, number: int) -> Triple:
    return Triple(graph, IRI(VOID + "triples"), Literal(str(number), XSD + "integer"))


def _described(subject: IRI | BlankNode, kind: str, *parts: tuple[str, Term]) -> Iterator[Triple]:
    yield Triple(subject, RDF_TYPE, IRI(SD + kind))
    for name, value in parts:
        yield Triple(subject, IRI(SD + name), value)


def _pairs(subject: IRI, name: str, values: Iterable[str]) -> Iterator[Triple]:
    return (Triple(subject, IRI(SD + name), IRI(SD + value)) for value in values)
