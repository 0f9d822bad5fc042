"""Nothing that is typed makes ask crash, a question costs a bounded amount of work, and no word is passed over."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from kgqa.ask.chart import MOST_BUILT
from kgqa.ask.english.syntax.english import ENGLISH as GRAMMAR
from kgqa.ask.forest import Forest
from kgqa.ask.link import link
from kgqa.ask.render import answer_json
from kgqa.ask.understanding import understanding_of
from kgqa.store import EmbeddedStore
from tests.ask.conftest import graph_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.ask.conftest import Asked

NAMES = ["Ann", "Archer", "Cora", "Lind", "Beth", "Bethany", "Moss", "Dan", "Fox", "Ulm", "Swabia", "II", "1809"]
NOUNS = [
    "mentor", "pupils", "peer", "members", "town", "joined", "entry", "date", "craft", "(", ")", "'s", "zzz", "not",
]  # fmt: skip
PHRASES = [
    "the mentor of", "Ann Archer", "Dan Fox's", "who", "with the same", "as", "whose mentor is", "how many", "or",
    "born before", "more than 3", "joined in 1809", "the oldest", "that have", "without", "for each", "in Ulm", "and",
    "the average", "between 1 and 3", "of all", "the most", "their", "is there", "do not have", "the three", "only",
]  # fmt: skip
WORDS = st.lists(st.sampled_from([*NAMES, *NOUNS, *sorted(GRAMMAR.words)]), max_size=14).map(" ".join)
SENTENCES = st.lists(st.sampled_from([*PHRASES, *NAMES, *NOUNS]), max_size=12).map(" ".join)
MEANINGLESS = ["blorvik", "fenzogs", "Quambit", "zhupped", "trelving"]
MOST_QUERIES = 100
CATALOGUE = sorted((Path(__file__).resolve().parent.parent / "questions").glob("*.yaml"))
QUIET = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


def check(guild: Asked, question: str) -> None:
    answer = guild(question)

    assert answer.text
    assert answer_json(answer)["status"] == answer.status
    assert (answer.status == "answered") == (answer.reason is None)
    assert (answer.status == "ambiguous") == bool(answer.candidates)


@settings(suppress_health_check=QUIET, deadline=None, max_examples=300)
@given(WORDS)
def test_words_in_any_order(guild: Asked, question: str) -> None:
    check(guild, question)


@example("or 's 's")
@settings(suppress_health_check=QUIET, deadline=None, max_examples=300)
@given(SENTENCES)
def test_phrases_in_any_order(guild: Asked, question: str) -> None:
    check(guild, question)


@settings(suppress_health_check=QUIET, deadline=None, max_examples=200)
@given(st.text(max_size=200))
def test_any_unicode(guild: Asked, question: str) -> None:
    check(guild, question)


def test_every_block_of_unicode(guild: Asked) -> None:
    for block in range(0, 0x11_0000, 0x80):
        if not 0xD800 <= block < 0xE000:
            check(guild, f"{chr(block + 0x20)}{chr(block + 0x41)} {chr(block + 0x7E)}?")


@settings(suppress_health_check=QUIET, deadline=None, max_examples=50)
@given(st.lists(st.text(max_size=60), max_size=3), WORDS)
def test_any_choice(guild: Asked, choices: list[str], question: str) -> None:
    assert guild(question, choose=choices).text


@dataclass
class Work:
    """What a question costs: compositions that were tried, and queries that were run."""

    built: int = 0
    queries: int = 0


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Work:
    done, build, query = Work(), Forest.build, EmbeddedStore.query

    def built(self: Forest, *given: Any) -> Any:
        done.built += 1
        return build(self, *given)

    def queried(self: EmbeddedStore, *given: Any, **named: Any) -> Any:
        done.queries += 1
        return query(self, *given, **named)

    monkeypatch.setattr(Forest, "build", built)
    monkeypatch.setattr(EmbeddedStore, "query", queried)
    return done


REPEATED = [
    ("who is ", "the mentor of ", "Ann Archer"),
    ("who is Ann Archer", "'s mentor", "?"),
    ("the member ", "who mentors the member ", "who joined in 1809"),
    ("member of ", "the member of ", "Ann Archer"),
    ("", "Ann and ", "Dan"),
    ("", "not ", "Ann Archer"),
    ("members ", "with a mentor and a peer or ", "a town"),
    ("members ", "who joined in 1809 and ", "who joined in 1811"),
    ("the oldest ", "of the oldest ", "of the members"),
    ("", "Ann Archer ", ""),
    ("", "( ", ""),
    ("", "how many ", "members"),
    ("", "1 ", ""),
]


@pytest.mark.parametrize("times", [3, 6, 9, 12, 15, 40])
@pytest.mark.parametrize("said", REPEATED, ids=lambda said: said[1].strip())
def test_repetition_costs_a_bounded_amount_of_work(
    guild: Asked, work: Work, said: tuple[str, str, str], times: int
) -> None:
    before, again, after = said
    check(guild, before + again * times + after)

    assert work.built <= 3 * MOST_BUILT
    assert work.queries <= MOST_QUERIES


@settings(suppress_health_check=QUIET, deadline=None, max_examples=100)
@given(st.lists(st.sampled_from(PHRASES), min_size=1, max_size=4), st.integers(2, 12))
def test_any_repetition_costs_a_bounded_amount_of_work(guild: Asked, work: Work, said: list[str], times: int) -> None:
    work.built = work.queries = 0
    check(guild, " ".join(said * times))

    assert work.built <= 3 * MOST_BUILT
    assert work.queries <= MOST_QUERIES


@pytest.mark.parametrize("said", ["a", "( ", "'", '"', "1 ", "\u0301", "\U0001d56c", "Ann Archer ", "the mentor of "])
def test_a_hundred_thousand_characters_are_refused_unread(guild: Asked, work: Work, said: str) -> None:
    answer = guild((said * 100_000)[:100_000])

    assert answer.status != "answered"
    assert (work.built, work.queries) == (0, 0)


@cache
def catalogue() -> tuple[tuple[Asked, str], ...]:
    """The questions of the catalogue that are answered, each with its graph."""
    return tuple(_answered())


def _answered() -> Iterator[tuple[Asked, str]]:
    for file in CATALOGUE:
        told = yaml.safe_load(file.read_text(encoding="utf-8"))
        graph = graph_of(told["graph"])
        for question in told["questions"]:
            if "status" not in question and graph(question["ask"]).status == "answered":
                yield graph, question["ask"]


@settings(suppress_health_check=QUIET, deadline=None, max_examples=400)
@given(st.data())
def test_a_word_that_nothing_knows_is_not_passed_over(data: st.DataObject) -> None:
    graph, question = data.draw(st.sampled_from(catalogue()))
    words = question.split()
    place = data.draw(st.integers(0, len(words)))
    assume(not _is_within_a_name(graph, question, len(" ".join(words[:place]))))

    said = " ".join([*words[:place], data.draw(st.sampled_from(MEANINGLESS)), *words[place:]])

    assert graph(said).status != "answered"


def _is_within_a_name(graph: Asked, question: str, place: int) -> bool:
    """Whether a place in a question is within a name, or within quotation marks: there anything may stand."""
    found = link(question, understanding_of(graph.lexicon, graph.store))
    spans = [(found.tokens[m.start].start, found.tokens[m.end - 1].end) for m in found.mentions]
    quoted = question[:place].count('"') % 2 == 1
    return quoted or any(start < place < end for start, end in spans)
