"""CLUTRR (Sinha et al. 2019): the edges of its puzzles, read from their stories in English.

The reader sees the people, their names and sexes, and the family ontology: no edge of a story. What it read is right
where the story's edges entail it. Square brackets mark the people in the data and are no part of English, so they are
taken off; each family has a surname, so that all stories are read over one graph.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, NamedTuple

import pytest

from kgqa.model import IRI
from kgqa.pipeline import KnowledgeBase
from tests.conformance.test_clutrr import FAMILY, facts, person, surname

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kgqa.ask.form import Form
    from tests.conformance.test_clutrr import Row

EVERY = 10
"""One story in so many is read."""
OF_PEOPLE = (FAMILY + "sex", "http://www.w3.org/2000/01/rdf-schema#label")
UNDATED = "date of birth"
MENTION = re.compile(r"\[([^\]]+)\]")


class Told(NamedTuple):
    """A claim that was read: in whose story, about whom, and whether the story's edges entail it."""

    number: int
    people: frozenset[str]
    verdict: str
    words: str


@pytest.fixture(scope="module")
def stories(data: Path) -> dict[int, Row]:
    lines = (data / "clutrr" / "train_sample.jsonl").read_text(encoding="utf-8").splitlines()
    return {number: json.loads(line) for number, line in enumerate(lines) if number % EVERY == 0}


@pytest.fixture(scope="module")
def told(root: Path, stories: dict[int, Row], tmp_path_factory: pytest.TempPathFactory) -> list[Told]:
    """The claims about two people or more of a story's family that are read from it.

    Neither those who are named beside ("Molly is married to Thomas"), nor whether a sister is the younger one, is
    anything that the edges tell.
    """
    folder = tmp_path_factory.mktemp("stories")
    stated = [fact for number, row in stories.items() for fact in facts(number, row)]
    people = [fact for fact in stated if fact.predicate.value in OF_PEOPLE]
    for name, given in (("edges", stated), ("people", people)):
        (folder / f"{name}.nt").write_text("\n".join(map(str, given)), encoding="utf-8")
    reader = KnowledgeBase.load(folder / "people.nt", root / "ontologies" / "family.ttl")
    judge = KnowledgeBase.load(folder / "edges.nt", root / "ontologies" / "family-closed.ttl")._judge()

    found = []
    for number, row in stories.items():
        for claim in reader._read_text(english(number, row)).claims:
            about = frozenset(name for form in claim.readings for name in named(form) if name.startswith("urn:clutrr:"))
            judged = judge.judge_stated(claim)
            if len(about) > 1 and about <= family(number, row) and UNDATED not in judged.reason:
                words = f"{claim.subject} | {claim.predicate} | {claim.object}"
                found.append(Told(number, about, judged.verdict, words))
    return found


def test_what_is_read_is_so(told: list[Told]) -> None:
    """Claims that the edges do not entail are misread, or the story says what its edges do not."""
    wrong = [claim for claim in told if claim.verdict != "supported"]
    print(f"\n{len(told)} claims read: {Counter(claim.verdict for claim in told)}", *wrong, sep="\n")
    assert 1 - len(wrong) / len(told) >= 0.95


def test_most_edges_are_read(stories: dict[int, Row], told: list[Told]) -> None:
    read = {(claim.number, claim.people) for claim in told if claim.verdict == "supported"}
    edges = [
        (number, {person(number, first).value, person(number, last).value})
        for number, row in stories.items()
        for first, _, last in row["edges"]
    ]
    found = sum(any(number == at and edge <= people for at, people in read) for number, edge in edges)
    print(f"\n{len(edges)} edges, {found} read: recall {found / len(edges):.3f}")
    assert found / len(edges) >= 0.7


def english(number: int, row: Row) -> str:
    """The story without its marks: people of the puzzle with their surname, others as they are."""
    return MENTION.sub(
        lambda match: f"{match[1]} {surname(number)}" if match[1] in row["genders"] else match[1], row["story"]
    )


def family(number: int, row: Row) -> set[str]:
    return {person(number, name).value for name in row["genders"]}


def named(part: Form | object) -> Iterator[str]:
    """The IRIs in a form."""
    if isinstance(part, IRI):
        yield part.value
    elif isinstance(part, tuple | frozenset):
        for each in part:
            yield from named(each)
    elif is_dataclass(part):
        for field in fields(part):
            yield from named(getattr(part, field.name))
