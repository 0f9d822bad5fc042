"""The OWL 2 RL test suites: Schneider's RDF-based suite and the W3C test cases of the RL profile."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest

from kgqa.load.rdf import read_rdf
from kgqa.model import BlankNode, Triple
from kgqa.reason import derive, entails, suppose

FLOORS = {
    ("rdfbased", "positive-entailment"): 209,
    ("rdfbased", "inconsistency"): 64,
    ("w3c", "positive-entailment"): 28,
    ("w3c", "negative-entailment"): 6,
    ("w3c", "consistency"): 74,
    ("w3c", "inconsistency"): 11,
}
"""Every unit in Turtle or RDF/XML; not read are the two of WebOnt-imports-011, whose imported file is not among the
data."""

FUNCTIONAL_FLOORS = {"positive-entailment": 3, "negative-entailment": 1, "consistency": 4, "inconsistency": 3}
"""The units of the W3C that are in OWL functional syntax only."""


@pytest.mark.parametrize(("suite", "kind"), FLOORS)
def test_every_unit_of_the_suite(data: Path, suite: str, kind: str) -> None:
    folder = data / "owl2rl" / suite
    units = [unit for unit in units_of(folder, kind) if unit.get("format", "rdfxml") == "rdfxml"]
    units = [unit for unit in units if all((folder / file).is_file() for _, file in unit.get("imports") or [])]
    failed = [unit["id"] for unit in units if not holds(folder, unit)]
    print(f"\n{suite}: {len(units) - len(failed)} of {len(units)} {kind}")
    assert not failed
    assert len(units) == FLOORS[suite, kind]


@pytest.mark.parametrize("kind", FUNCTIONAL_FLOORS)
def test_every_unit_in_functional_syntax(data: Path, kind: str) -> None:
    pytest.importorskip("pyhornedowl", reason="py-horned-owl, which reads OWL functional syntax, is not installed")
    folder = data / "owl2rl" / "w3c"
    units = [unit for unit in units_of(folder, kind) if unit.get("format") == "functional"]
    failed = [unit["id"] for unit in units if not holds(folder, unit)]
    print(f"\nw3c, functional syntax: {len(units) - len(failed)} of {len(units)} {kind}")
    assert not failed
    assert len(units) == FUNCTIONAL_FLOORS[kind]


def units_of(folder: Path, kind: str) -> list[dict[str, Any]]:
    units = [json.loads(line) for line in (folder / "index.jsonl").read_text().splitlines()]
    return [unit for unit in units if unit["type"] == kind]


def holds(folder: Path, unit: dict[str, Any]) -> bool:
    """Whether the reasoner says of a unit what its author says."""
    stated = triples(folder / str(unit["premise"]))
    for _, file in unit.get("imports") or []:
        stated += triples(folder / file)
    closure = derive(stated, unique_names=False)
    if unit["type"] in {"consistency", "inconsistency"}:
        return any(True for _ in closure.clashes()) is (unit["type"] == "inconsistency")
    conclusion = [apart(triple) for triple in triples(folder / str(unit["conclusion"]))]
    direct = "RDF-BASED" not in unit.get("semantics", ["RDF-BASED"])
    entailed = entails(closure, conclusion, lambda given: suppose(closure, given), annotations=not direct)
    return entailed is (unit["type"] == "positive-entailment")


def triples(path: Path) -> list[Triple]:
    if path.suffix == ".ofn":
        with tempfile.TemporaryDirectory() as folder:
            return triples(rdfxml(path, Path(folder)))
    return [triple for part in read_rdf(path) for triple in part.triples]


def rdfxml(path: Path, folder: Path) -> Path:
    """The same ontology as RDF/XML, in a file in `folder`."""
    pyhornedowl = pytest.importorskip("pyhornedowl")
    written = folder / f"{path.stem}.owl"
    written.write_text(pyhornedowl.open_ontology_from_file(str(path)).save_to_string("owl"), encoding="utf-8")
    return written


def apart(triple: Triple) -> Triple:
    """The triple with blank nodes of its own: those of the premise are other ones."""
    subject, predicate, obj = triple
    renamed = [BlankNode(f"c-{t.value}") if isinstance(t, BlankNode) else t for t in (subject, obj)]
    return Triple(renamed[0], predicate, renamed[1])
