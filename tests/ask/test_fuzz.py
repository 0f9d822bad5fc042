"""Nothing that is typed makes ask crash, and a question costs a bounded time."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgqa.ask.english.syntax.english import ENGLISH as GRAMMAR
from kgqa.ask.render import answer_json

if TYPE_CHECKING:
    from tests.ask.conftest import Asked

NAMES = ["Ann", "Archer", "Cora", "Lind", "Beth", "Bethany", "Moss", "Dan", "Fox", "Ulm", "Swabia", "II", "1809"]
NOUNS = [
    "mentor",
    "pupils",
    "peer",
    "members",
    "town",
    "joined",
    "entry",
    "date",
    "craft",
    "(",
    ")",
    "'s",
    "zzz",
    "not",
]
WORDS = st.lists(st.sampled_from([*NAMES, *NOUNS, *sorted(GRAMMAR.words)]), max_size=14).map(" ".join)


def check(guild: Asked, question: str) -> None:
    answer = guild(question)

    assert answer.text
    assert answer_json(answer)["status"] == answer.status
    assert (answer.status == "answered") == (answer.reason is None)
    assert (answer.status == "ambiguous") == bool(answer.candidates)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=300)
@given(WORDS)
def test_words_in_any_order(guild: Asked, question: str) -> None:
    check(guild, question)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=200)
@given(st.text(max_size=200))
def test_any_unicode(guild: Asked, question: str) -> None:
    check(guild, question)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50)
@given(st.lists(st.text(max_size=60), max_size=3), WORDS)
def test_any_choice(guild: Asked, choices: list[str], question: str) -> None:
    assert guild(question, choose=choices).text


def test_the_longest_questions_take_no_time(guild: Asked) -> None:
    for question in (
        "Ann Archer " * 24,
        "who is the mentor of " * 9 + "Ann Archer",
        "is " * 48,
        "Dan Fox's " * 15,
        "(" * 2_000,
    ):
        started = time.perf_counter()
        check(guild, question)
        assert time.perf_counter() - started < 2
