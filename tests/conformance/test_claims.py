"""150 statements about a royal family, in the words of people who did not know kgqa: verified from their text.

Items that need a closed world, or a rule that an open world does not have (one place of birth), are counted apart: an
open world is the default, and what it cannot decide is unknown. The scorer that stands beside the data prints the rest.
"""

from __future__ import annotations

import importlib.util
import json
from typing import TYPE_CHECKING, Any

import pytest

from kgqa.pipeline import KnowledgeBase
from tests.conformance.verdicts import Table, sentence_verdicts

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

    from kgqa.model import ClaimVerdict, Passage, Verdict

    Item = dict[str, Any]

APART = ("closed_world", "extra_rule")
PREDICATES = {"birth_date": "date of birth", "death_date": "date of death", "birth_place": "place of birth",
              "death_place": "place of death"}  # fmt: skip
"""What the relations of the data are called where they are not their own name."""
NOT_IN_THREE_PARTS = {"age_at_death", "born_before", "outlived", "married_date", "other"}


@pytest.fixture(scope="module")
def items(data: Path) -> list[Item]:
    lines = (data / "family_questions" / "claims.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


@pytest.fixture(scope="module")
def kb(data: Path) -> KnowledgeBase:
    return KnowledgeBase.load(data / "gedcom" / "royal92.ged")


@pytest.fixture(scope="module")
def verdicts(kb: KnowledgeBase, items: list[Item]) -> dict[str, Verdict]:
    return {item["id"]: kb.verify(item["claim"]) for item in items}


@pytest.fixture(scope="module")
def scorer(data: Path) -> ModuleType:
    path = data.parent / "tools" / "score_family.py"
    if not path.is_file():
        pytest.skip("no score_family.py beside the data: set KGQA_DATA to the folder that comes with the tools")
    spec = importlib.util.spec_from_file_location("score_family", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_what_an_open_world_can_decide_is_decided(items: list[Item], verdicts: dict[str, Verdict]) -> None:
    table = judged(items, verdicts)
    print(f"\nwithout closed_world and extra_rule: {table}")

    assert table.precision("contradicted") >= 0.98
    assert table.recall("contradicted") >= 0.85
    assert table.precision("supported") >= 0.98
    assert table.recall("supported") >= 0.85


def test_no_true_statement_is_contradicted(items: list[Item], verdicts: dict[str, Verdict]) -> None:
    table = judged(items, verdicts, apart=True)
    print(f"\nall: {table}")

    assert table.pairs["supported", "contradicted"] == 0


def test_the_scorer_of_the_data_agrees(items: list[Item], verdicts: dict[str, Verdict], scorer: ModuleType) -> None:
    told = {item["id"]: prediction(item, verdicts[item["id"]]) for item in items}
    scored = scorer.score_claims(items, told, wrong=True)

    for name in ("contradicted", "supported"):
        precision, recall = scored["strict"][name][:2]
        assert precision >= 0.98
        assert recall >= 0.85


def test_every_character_is_accounted_for(items: list[Item], verdicts: dict[str, Verdict]) -> None:
    """Each sentence has a claim, is listed as unread, or claims nothing: none is dropped."""
    for item in items:
        verdict = verdicts[item["id"]]
        told: list[Passage | ClaimVerdict] = [*verdict.claims, *verdict.unread, *verdict.unclaimed]
        parts = [(part.start, part.end) for part in told]
        for sentence in sentences(item):
            start = item["claim"].index(sentence)
            end = start + len(sentence)
            assert any(first < end and last > start for first, last in parts if first is not None and last is not None)


def test_claims_in_three_parts_get_the_same_verdicts(kb: KnowledgeBase, items: list[Item]) -> None:
    """The structured form of the items, by the IRIs of their records."""
    people = {term.value.rpartition("/")[2]: term.value for term, *_ in kb.asserted() if hasattr(term, "value")}
    table, wrong = Table(), []
    for item in items:
        claim = in_three_parts(item, people)
        if claim is None or any(item.get(mark) for mark in APART):
            continue
        told = kb.verify([claim]).verdict
        table.add(item["verdict"], told)
        wrong += [(item["id"], item["claim"], item["verdict"], told)] * (item["verdict"] != told)
    print(f"\nin three parts: {table}", *wrong, sep="\n")

    assert table.precision("contradicted") >= 0.98
    assert table.recall("contradicted") >= 0.85
    assert table.precision("supported") >= 0.98
    assert table.recall("supported") >= 0.85
    assert table.pairs["supported", "contradicted"] == 0


def test_what_a_complete_tree_decides(data: Path, root: Path, items: list[Item]) -> None:
    """Counts, where the data are declared to be all there is to tell."""
    kb = KnowledgeBase.load(data / "gedcom" / "royal92.ged", root / "ontologies" / "family-complete.ttl")
    counted = [item for item in items if any(part.get("closed_world") for part in (item, *item.get("sentences", ())))]
    table = Table()
    for item in counted:
        told = sentence_verdicts(kb.verify(item["claim"]), sentences(item))
        for right, given in zip(item.get("sentences") or [item], told, strict=True):
            if right.get("closed_world"):
                table.add(right["verdict"], given)
    print(f"\nclosed_world items over a complete tree: {table}")

    assert table.precision("contradicted") == table.precision("supported") == 1
    assert table.recall("contradicted") >= 0.85
    assert table.recall("supported") >= 0.85


def judged(items: list[Item], verdicts: dict[str, Verdict], *, apart: bool = False) -> Table:
    """Statements and the sentences of paragraphs; `apart` takes those in that need more than an open world."""
    table = Table()
    for item in items:
        told = sentence_verdicts(verdicts[item["id"]], sentences(item))
        for right, given in zip(item.get("sentences") or [item], told, strict=True):
            if apart or not any(part.get(mark) for part in (item, right) for mark in APART):
                table.add(right["verdict"], given)
    return table


def sentences(item: Item) -> list[str]:
    return [sentence["text"] for sentence in item["sentences"]] if "sentences" in item else [item["claim"]]


def prediction(item: Item, verdict: Verdict) -> Item:
    """A verdict as the scorer of the families reads it."""
    if "sentences" in item:
        return {"id": item["id"], "verdicts": sentence_verdicts(verdict, sentences(item))}
    return {"id": item["id"], "verdict": verdict.verdict}


def in_three_parts(item: Item, people: dict[str, str]) -> Item | None:
    """What the statement claims as subject, predicate and object ("X is the father of Y" is Y, father, X)."""
    given = item["structured"]
    relation = given["relation"]
    if "sentences" in item or relation in NOT_IN_THREE_PARTS or relation.startswith("num_"):
        return None
    predicate = PREDICATES.get(relation, relation.replace("_in_law", "-in-law").replace("_", "-"))
    first = people[given["subject"]["id"]]
    parts = (first, given["value"]) if "value" in given else (people[given["object"]["id"]], first)
    return {"subject": parts[0], "predicate": predicate, "object": parts[1], "negated": given["negated"]}
