"""Which questions plainly ask for one relation of one thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kgqa.fallback.ground import read
from kgqa.fallback.relevance import plain_reading
from kgqa.verify.names import Names

if TYPE_CHECKING:
    from kgqa.ask.lexicon import Lexicon
    from kgqa.store import EmbeddedStore


@pytest.mark.parametrize(
    "question",
    [
        "Ann Ågren's mentor",
        "Who is the mentor of Ann Ågren?",
        "Would you please tell me who Ann Ågren's mentor was?",
        "I wonder who the coach of Ann Ågren might be",
        "So what was Ann Ågren's mentor again, please?",
        "Could you tell me the mentor of Ann Ågren?",
        "Can you remember who Ann Ågren's mentor was?",
    ],
)
def test_a_plain_question_is_read(store: EmbeddedStore, lexicon: Lexicon, question: str) -> None:
    reading = plain_reading(read(question, Names.build(lexicon, store)))
    assert reading is not None
    assert reading.thing.value == "http://example.org/ann"
    assert [iri.value for iri in reading.properties] == ["http://example.org/mentor"]


@pytest.mark.parametrize(
    "question",
    [
        "Who was not Ann Ågren's mentor?",
        "Who else was Ann Ågren's mentor?",
        "How many is Ann Ågren's mentor?",
        "Who was Ann Ågren's first mentor?",
        "Who was Ann Ågren's mentor before 1800?",
        "Whose mentor is Ann Ågren?",
        "Where is Ann Ågren's mentor?",
        "When was Ann Ågren's mentor?",
        "Who will be Ann Ågren's mentor?",
        "Can Ann Ågren's mentor help me?",
        "Does Ann Ågren's mentor know it?",
        "What does Ann Ågren's mentor do?",
        "What has Ann Ågren's mentor?",
        "Who likes Ann Ågren's mentor?",
        "Who knows who Ann Ågren's mentor is?",
        "Whom would you ask about Ann Ågren's mentor?",
        "Who is a person like Ann Ågren's mentor?",
        "Is it Ann Ågren's mentor?",
        "Who was Ann Ågren's mentor now?",
        "Who was the mentor of Ann Ågren and Cora Lind?",
        "Who might Ann Ågren's mentor?",
        'Who is "Ann Ågren\'s mentor"?',
        "Who is ‘Ann Ågren's mentor’?",
        'Who is Ann Ågren\'s "mentor"?',
        "Who is the mentor / of Ann Ågren?",
        "Who has Ann Ågren as mentor?",
        "Who is the mentor of the mentor of Ann Ågren?",
        "Is Beth Moss Ann Ågren's mentor?",
        "Who is Dan Fox's rival?",
        "mentor",
        "Ann Ågren",
        "",
    ],
)
def test_any_other_question_is_not(store: EmbeddedStore, lexicon: Lexicon, question: str) -> None:
    assert plain_reading(read(question, Names.build(lexicon, store))) is None
