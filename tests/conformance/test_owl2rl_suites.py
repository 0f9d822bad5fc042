"""The OWL 2 RL test suites: Schneider's RDF-based suite and the W3C test cases of the RL profile."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from kgqa.load.rdf import read_rdf
from kgqa.model import BlankNode, Triple
from kgqa.reason import Identity, TripleSet, close, conflicts, entails, suppose

if TYPE_CHECKING:
    from pathlib import Path

FLOORS = {
    ("rdfbased", "positive-entailment"): 209,
    ("rdfbased", "inconsistency"): 64,
    ("w3c", "positive-entailment"): 28,
    ("w3c", "negative-entailment"): 6,
    ("w3c", "consistency"): 74,
    ("w3c", "inconsistency"): 11,
}
"""Every unit in Turtle or RDF/XML; not read are those in functional syntax only, and the two of WebOnt-imports-011,
whose imported file is not among the data."""


@pytest.mark.parametrize(("suite", "kind"), FLOORS)
def test_every_unit_of_the_suite(data: Path, suite: str, kind: str) -> None:
    folder = data / "owl2rl" / suite
    units = [json.loads(line) for line in (folder / "index.jsonl").read_text().splitlines()]
    units = [unit for unit in units if unit["type"] == kind and unit.get("format", "rdfxml") == "rdfxml"]
    units = [unit for unit in units if all((folder / file).is_file() for _, file in unit.get("imports") or [])]
    failed = [unit["id"] for unit in units if not holds(folder, unit)]
    assert not failed
    assert len(units) == FLOORS[suite, kind]


def holds(folder: Path, unit: dict[str, object]) -> bool:
    """Whether the reasoner says of a unit what its author says."""
    stated = TripleSet(triples(folder / str(unit["premise"])))
    imports: list[list[str]] = unit.get("imports") or []  # type: ignore[assignment]
    for _, file in imports:
        for triple in triples(folder / file):
            stated.add(triple)
    closure = close(stated, unique_names=False)
    facts = TripleSet([*stated, *closure.inferred])
    if unit["type"] in {"consistency", "inconsistency"}:
        identity = Identity(unique_names=False, knows=facts.__contains__)
        found = next(conflicts(closure.program, facts, identity, lambda _: None), None)
        return (found is not None) == (unit["type"] == "inconsistency")
    conclusion = [apart(triple) for triple in triples(folder / str(unit["conclusion"]))]
    direct = "RDF-BASED" not in unit.get("semantics", ["RDF-BASED"])  # type: ignore[operator]
    entailed = entails(
        facts, conclusion, lambda given: suppose(closure.program, facts, given, lambda _: None), annotations=not direct
    )
    return entailed == (unit["type"] == "positive-entailment")


def triples(path: Path) -> list[Triple]:
    return [triple for part in read_rdf(path) for triple in part.triples]


def apart(triple: Triple) -> Triple:
    """The triple with blank nodes of its own: those of the premise are other ones."""
    subject, predicate, obj = triple
    renamed = [BlankNode(f"c-{t.value}") if isinstance(t, BlankNode) else t for t in (subject, obj)]
    return Triple(renamed[0], predicate, renamed[1])
