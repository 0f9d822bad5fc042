"""Texts about a guild of painters, and what they claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

if TYPE_CHECKING:
    from tests.verify.reading.conftest import Reader

TEXTS = {
    "Ada Brun is the mentor of Bo Carp.": ["Ada Brun is the mentor of Bo Carp"],
    "Bo Carp's mentor is not Dan Eck.": ["not: Dan Eck is the mentor of Bo Carp"],
    "Ada Brun is a rival of Dan Eck, was apprenticed in 1601 and has two pupils.": [
        "Ada Brun is the rival of Dan Eck",
        "Ada Brun was apprenticed in 1601",
        "Ada Brun has exactly 2 pupils",
    ],
    "Ada Brun, a rival of Dan Eck, was apprenticed in 1601.": [
        "Ada Brun is the rival of Dan Eck",
        "Ada Brun was apprenticed in 1601",
    ],
    "Ada Brun, who was apprenticed in 1601, is the mentor of Cleo Dorn.": [
        "Ada Brun was apprenticed in 1601",
        "Ada Brun is the mentor of Cleo Dorn",
    ],
    "Bo Carp, whose mentor was Ada Brun, is a painter.": [
        "Ada Brun is the mentor of Bo Carp",
        "Bo Carp is a painter",
    ],
    "Cleo Dorn (apprenticed in 1622) is a painter.": ["Cleo Dorn was apprenticed in 1622", "Cleo Dorn is a painter"],
    "Apprenticed in 1622, Cleo Dorn is a pupil of Ada Brun.": [
        "Cleo Dorn was apprenticed in 1622",
        "Cleo Dorn is the pupil of Ada Brun",
    ],
    "A pupil of Ada Brun, Cleo Dorn is a painter.": ["Cleo Dorn is the pupil of Ada Brun", "Cleo Dorn is a painter"],
    "Ada Brun is a painter; Dan Eck is her rival.": ["Ada Brun is a painter", "Dan Eck is the rival of Ada Brun"],
    "It is false that Dan Eck is the mentor of Bo Carp.": ["not: Dan Eck is the mentor of Bo Carp"],
    "The claim that Dan Eck is a pupil of Bo Carp is false.": ["not: Dan Eck is the pupil of Bo Carp"],
    "In fact, Ada Brun is a painter, but Delft is not.": ["Ada Brun is a painter"],
}


@pytest.mark.parametrize("text", TEXTS)
def test_what_a_sentence_claims(guild: Reader, text: str) -> None:
    assert guild(text) == TEXTS[text]


def test_pronouns_stand_for_what_the_text_is_about(guild: Reader) -> None:
    text = (
        "Ada Brun is a painter. Dan Eck was her rival. Her pupil Bo Carp was apprenticed in 1620. She retired in 1650."
    )

    assert guild(text) == [
        "Ada Brun is a painter",
        "Dan Eck is the rival of Ada Brun",
        "Bo Carp is the pupil of Ada Brun",
        "Bo Carp was apprenticed in 1620",
        "Ada Brun was retired in 1650",
    ]


def test_a_pronoun_stands_for_nothing_that_it_does_not_fit(guild: Reader) -> None:
    assert guild("Ada Brun is a painter. He retired in 1650.") == ["Ada Brun is a painter"]
    assert [p.text for p in guild.read("Ada Brun is a painter. He retired in 1650.").unread] == ["He retired in 1650"]


def test_him_is_not_who_does_it(guild: Reader) -> None:
    assert guild("Bo Carp had him as a mentor.") == []
    assert guild("Ada Brun is a painter. Bo Carp had her as a mentor.")[1:] == ["Ada Brun is the mentor of Bo Carp"]


def test_a_noun_without_its_owner_is_that_of_whom_the_text_is_about(guild: Reader) -> None:
    assert guild("Bo Carp is a painter. The mentor was Ada Brun.")[1:] == ["Ada Brun is the mentor of Bo Carp"]


def test_what_is_taken_for_granted_is_claimed_too(guild: Reader) -> None:
    found = guild.read("Dan Eck envied Ada Brun's pupil Bo Carp for his blue.")

    assert [guild.restated(form) for claim in found.claims for form in claim.readings] == [
        "Bo Carp is the pupil of Ada Brun"
    ]
    assert [passage.text for passage in found.unread] == ["Dan Eck envied Ada Brun's pupil Bo Carp for his blue"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Is Ada Brun a painter?", "question"),
        ("If Dan Eck was apprenticed in 1601, Ada Brun is the mentor of Bo Carp.", "hedge"),
        ("Perhaps Ada Brun was apprenticed in 1601.", "hedge"),
        ("Ada Brun may have been the mentor of Dan Eck.", "hedge"),
        ("I think Ada Brun is a painter.", "opinion"),
        ("Ada Brun was wonderful.", "opinion"),
    ],
)
def test_what_claims_nothing_is_marked_so(guild: Reader, text: str, kind: str) -> None:
    found = guild.read(text)

    assert found.claims == ()
    assert [passage.kind for passage in found.unclaimed] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "Ada Brun painted the mentor of Bo Carp.",
        "He said Ada Brun is the mentor of Dan Eck.",
        "Ada Brun is the mentor of Bo Carp's friend.",
        "Ada Brun was apprenticed in 1601 by moonlight.",
        "In the comedy, Ada Brun is the mentor of Dan Eck.",
        "Bo Carp and Cleo Dorn were apprenticed in 1620 and 1622 respectively.",
    ],
)
def test_nothing_is_taken_from_the_middle_of_what_is_not_understood(guild: Reader, text: str) -> None:
    found = guild.read(text)

    assert found.claims == ()
    assert [passage.text for passage in found.unread] == [text.removesuffix(".")]


def test_each_claim_stands_where_it_says(guild: Reader) -> None:
    text = "Ada Brun, a rival of Dan Eck, was apprenticed in 1601 and has two pupils. She retired in 1650!"
    found = guild.read(text).claims

    assert [text[c.start : c.end] for c in found] == [c.text for c in found]
    assert [c.text for c in found] == [
        "a rival of Dan Eck", "was apprenticed in 1601", "has two pupils", "She retired in 1650"
    ]  # fmt: skip
    assert [text[slice(*c.focus)] for c in found if c.focus] == ["Dan Eck", "1601", "two", "1650"]


WORDS = st.sampled_from(
    [
        *[
            "Ada",
            "Brun",
            "Bo",
            "Carp",
            "is",
            "the",
            "a",
            "mentor",
            "pupil",
            "of",
            "rival",
            "and",
            "who",
            "was",
            "not",
            "1601",
            ",",
            ".",
            ";",
            "(",
            ")",
            "his",
            "in",
            "apprenticed",
        ],
        "’s",
    ]
)


@given(st.lists(WORDS, max_size=14))
def test_every_word_is_in_a_claim_or_told_to_be_unread(guild: Reader, words: list[str]) -> None:
    text = " ".join(words)
    found = guild.read(text)
    covered = {k for part in (*found.claims, *found.unread, *found.unclaimed) for k in range(part.start, part.end)}
    covered |= {k for claim in found.claims for _, start, end in claim.places for k in range(start, end)}

    left = "".join(text[k] if k not in covered else " " for k in range(len(text)))
    opened = {word for claim in found.claims for word in claim.subject.split()}
    left_words = {word for word in left.split() if word.isalnum()} - opened
    assert left_words <= {"and", "who", "the", "a", "was"}
