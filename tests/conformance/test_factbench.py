"""FactBench (Gerber et al. 2015): claims about people, works and places, with the times for which they hold.

The graph is open: another value of a property contradicts nothing unless the property has one value only, which the
graph itself does not say. Times are recorded on statement nodes, in a vocabulary that is aligned in a file besides.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from kgqa.pipeline import KnowledgeBase
from tests.conformance.verdicts import VERDICTS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    Item = dict[str, Any]

DATES, ANOTHER, SUPPORTED = "contradicted-by-date", "other-value-known", "supported"
"""What the graph can say of a claim (`graph_status`)."""
ONE_VALUE = ("birthPlace", "deathPlace", "foundationPlace")
ONTOLOGY = """
@prefix dbo: <http://dbpedia.org/ontology/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
<http://example.org/places> a owl:Ontology .
dbo:birthPlace a owl:ObjectProperty, owl:FunctionalProperty .
dbo:deathPlace a owl:ObjectProperty, owl:FunctionalProperty .
dbo:foundationPlace a owl:ObjectProperty, owl:FunctionalProperty .
"""
"""Our words, and no more than they say: one is born, dies and is founded in one place."""
PERIODS = """
@prefix dbo: <http://dbpedia.org/ontology/> .
@prefix kgqa: <https://w3id.org/kgqa/vocabulary#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
<http://example.org/periods> a owl:Ontology .
""" + "\n".join(
    f"dbo:{name} kgqa:statedOnce true ."
    for name in (*ONE_VALUE, "author", "award", "office", "spouse", "starring", "subsidiary", "team")
)
"""No office is held twice, no prize won twice: not so in the world, but in this graph, which has each fact once."""


@pytest.fixture(scope="module")
def claims(data: Path) -> list[Item]:
    with gzip.open(data / "factbench" / "claims_sample.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def graph(data: Path) -> Path:
    return data / "factbench" / "kg_correct.nt.gz"


@pytest.fixture(scope="module")
def plain(graph: Path) -> KnowledgeBase:
    """The graph as it is."""
    return KnowledgeBase.load(graph)


@pytest.fixture(scope="module")
def once(graph: Path, tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    """The graph with an ontology that gives some properties one value."""
    return beside(graph, ONTOLOGY, tmp_path_factory)


@pytest.fixture(scope="module")
def periods(graph: Path, tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    """The graph with an ontology by which each of its facts holds in one period."""
    return beside(graph, PERIODS, tmp_path_factory)


def beside(graph: Path, ontology: str, folders: pytest.TempPathFactory) -> KnowledgeBase:
    file = folders.mktemp("factbench") / "ontology.ttl"
    file.write_text(ontology, encoding="utf-8")
    return KnowledgeBase.load(graph, file)


def test_open_properties(plain: KnowledgeBase, claims: list[Item]) -> None:
    told = judged(plain, claims, by_iri)
    report("as it is", told)

    assert every_true_claim_is_supported(told)
    assert contradicted(told) <= {DATES}


def test_properties_with_one_value(once: KnowledgeBase, claims: list[Item]) -> None:
    told = judged(once, claims, by_iri)
    report("with properties of one value", told)
    another = [(item, verdict) for item, verdict in told if item["graph_status"] == ANOTHER]

    assert every_true_claim_is_supported(told)
    assert contradicted(told) <= {DATES, ANOTHER}
    assert {item["relation"] for item, verdict in another if verdict == "contradicted"} == set(ONE_VALUE)
    assert rate([pair for pair in another if pair[0]["relation"] in ONE_VALUE], ANOTHER) == 1


def test_facts_that_hold_in_one_period(periods: KnowledgeBase, claims: list[Item]) -> None:
    """Where who played for a team did so once, another time is a contradiction."""
    told = judged(periods, claims, by_iri)
    report("with facts that are stated once", told)

    assert every_true_claim_is_supported(told)
    assert contradicted(told) == {DATES}
    assert rate(told, DATES) >= 0.98


def test_by_labels(plain: KnowledgeBase, claims: list[Item]) -> None:
    """Names instead of IRIs: what several things are called is unknown, nothing is worse than that."""
    told = judged(plain, claims, by_label)
    report("by labels", told)

    assert not [item for item, verdict in told if item["verdict"] == "true" and verdict == "contradicted"]
    assert not [item for item, verdict in told if item["verdict"] == "false" and verdict == "supported"]
    assert contradicted(told) <= {DATES}
    assert rate(told, SUPPORTED, "supported") >= 0.9


def by_iri(item: Item) -> Item:
    return {"subject": item["s"], "predicate": item["p"], "object": item["o"], "from": item["from"], "to": item["to"]}


def by_label(item: Item) -> Item:
    """Some things have no label; those are told by their IRI."""
    things = {"subject": item["subject"] or item["s"], "object": item["object"] or item["o"]}
    return things | {"predicate": item["relation"], "from": item["from"], "to": item["to"]}


def judged(kb: KnowledgeBase, claims: Iterable[Item], form: Any) -> list[tuple[Item, str]]:
    return [(item, kb.verify([form(item)]).verdict) for item in claims]


def every_true_claim_is_supported(told: list[tuple[Item, str]]) -> bool:
    return all((item["verdict"] == "true") == (verdict == "supported") for item, verdict in told)


def contradicted(told: list[tuple[Item, str]]) -> set[str]:
    """What the graph can say of the claims that it was said to contradict."""
    return {item["graph_status"] for item, verdict in told if verdict == "contradicted"}


def rate(told: list[tuple[Item, str]], status: str, verdict: str = "contradicted") -> float:
    given = [told for item, told in told if item["graph_status"] == status]
    return given.count(verdict) / len(given)


def report(name: str, told: list[tuple[Item, str]]) -> None:
    counts = Counter((item["graph_status"], verdict) for item, verdict in told)
    print(f"\nfactbench, {name}:")
    for status in sorted({item["graph_status"] for item, _ in told}):
        print(f"  {status:32}", ", ".join(f"{counts[status, verdict]} {verdict}" for verdict in VERDICTS))
