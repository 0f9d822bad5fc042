"""sparq-rdf: an RDF store in Rust that materialises OWL RL on request (github.com/sparq-org/sparq)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from measure import Run
from sparq import Graph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from measure import Terms
    from sparq import Term


def main() -> None:
    run = Run()
    with run.lap("load_s"):
        # One text: a graph is read from one source.
        graph = Graph.load("".join(file.read_text(encoding="utf-8") for file in run.files), format="ntriples")
    stated = len(graph)
    with run.lap("reason_s"):
        graph.reason("owl")
    with run.lap("save_s"):
        graph.save(str(run.save / "closure"))
    run.saved()
    run.report(len(graph), stated, triples(graph))


def triples(graph: Graph) -> Iterator[Terms]:
    for row in graph.query("SELECT ?s ?p ?o { ?s ?p ?o }").rows:
        yield text(row["s"]), text(row["p"]), text(row["o"])


def text(term: Term) -> str:
    return (
        f"<{term.value}>" if term.kind == "uri" else f'"{term.value}' if term.kind == "literal" else f"_:{term.value}"
    )


if __name__ == "__main__":
    main()
