"""Nothing depends on what a graph is about: in invented words its questions are answered as they were.

The vocabulary, the names and the values of each small graph in tests/questions are replaced by words that mean nothing
(see `renaming`), and so are its questions. Left out are questions that need more than the graph's words:

- words that the graph does not have: synonyms ("gender" for "sex"), nouns for whoever does a verb ("manager", "head"),
  places for what comes from there ("Swiss"), phrases ("come out" for being released), abbreviations, slips;
- verbs of the closed lists (words.py), which keep their form: that "border" is a verb too is English;
- words of degree that no ontology declares ("oldest"): what they measure is known by its English name ("birth date").
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from kgqa.ask.english.agents import LIKE_VERBS
from kgqa.ask.english.degrees import degree
from kgqa.ask.english.synonyms import sourced_synonyms
from kgqa.pipeline import KnowledgeBase
from tests.ask.renaming import Renaming, renamed

FOLDER = Path(__file__).resolve().parent.parent / "questions"
FILES = sorted(FOLDER.glob("*.yaml"))


@dataclass(frozen=True)
class Pair:
    plain: KnowledgeBase
    invented: KnowledgeBase
    renaming: Renaming


@pytest.fixture(scope="module", params=FILES, ids=lambda file: file.stem)
def pair(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Pair, list[str]]:
    catalogue = yaml.safe_load(request.param.read_text(encoding="utf-8"))
    folder = tmp_path_factory.mktemp(request.param.stem)
    (folder / "plain.ttl").write_text(catalogue["graph"], encoding="utf-8")
    text, renaming = renamed(catalogue["graph"])
    (folder / "invented.nt").write_text(text, encoding="utf-8")
    pair = Pair(KnowledgeBase.load(folder / "plain.ttl"), KnowledgeBase.load(folder / "invented.nt"), renaming)
    return pair, [question["ask"] for question in catalogue["questions"]]


def in_invented_words(question: str, renaming: Renaming) -> str | None:
    """The question in invented words; None when it needs more than the words of the graph."""
    renaming.left.clear()
    said = renaming.text(question)
    words = [word.strip("?.,!").casefold() for word in question.split()]
    otherwise = any(sourced_synonyms(" ".join(pair)) for pair in pairwise(words))
    otherwise = otherwise or not LIKE_VERBS.isdisjoint(words)
    graded = any(degree((word,)) is not None and word not in renaming.own for word in words)
    return None if renaming.left or otherwise or graded else said


def test_answers_are_the_same_in_invented_words(pair: tuple[Pair, list[str]]) -> None:
    graphs, questions = pair
    wrong, asked = [], 0
    for question in questions:
        said = in_invented_words(question, graphs.renaming)
        if said is None:
            continue
        asked += 1
        plain, invented = graphs.plain.ask(question, model=False), graphs.invented.ask(said, model=False)
        expected = (plain.status, sorted(graphs.renaming.text(item.label) for item in plain.answers))
        found = (invented.status, sorted(item.label for item in invented.answers))
        if found != expected:
            wrong.append((question, said, expected, found))

    assert not wrong
    assert asked
