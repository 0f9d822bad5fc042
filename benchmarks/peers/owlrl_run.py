"""owlrl: OWL 2 RL/RDF by the rules as written, on an rdflib graph (github.com/RDFLib/OWL-RL)."""

from __future__ import annotations

from measure import Run, rdflib_terms
from owlrl import DeductiveClosure, OWLRL_Semantics
from rdflib import Graph


def main() -> None:
    run = Run()
    graph = Graph()
    with run.lap("load_s"):
        for file in run.files:
            graph.parse(file, format="nt")
    stated = len(graph)
    with run.lap("reason_s"):
        DeductiveClosure(OWLRL_Semantics).expand(graph)
    with run.lap("save_s"):
        graph.serialize(run.save / "closure.nt", format="nt", encoding="utf-8")
    run.saved()
    run.report(len(graph), stated, map(rdflib_terms, graph))


if __name__ == "__main__":
    main()
