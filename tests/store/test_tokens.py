"""SPARQL cut into tokens."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.store.tokens import tokens


def cut(sparql: str) -> list[tuple[str | None, str]]:
    return [(token.lastgroup, token.group()) for token in tokens(sparql)]


def test_each_token_has_its_kind() -> None:
    assert cut("ASK { ?s ex:p.q 'a\\'b'@en ; <urn:x> _:b.c , 1.5 } # end") == [
        ("word", "ASK"), ("other", "{"), ("variable", "?s"), ("name", "ex:p.q"), ("string", "'a\\'b'"),
        ("language", "@en"), ("other", ";"), ("iri", "<urn:x>"), ("blank", "_:b.c"), ("other", ","), ("other", "1"),
        ("other", "."), ("other", "5"), ("other", "}"),
    ]  # fmt: skip


def test_a_name_is_seen_after_words_and_dots() -> None:
    assert cut("a.b-c a.b-c:d a. :d") == [
        ("word", "a"), ("other", "."), ("word", "b"), ("other", "-"), ("word", "c"), ("name", "a.b-c:d"),
        ("word", "a"), ("other", "."), ("name", ":d"),
    ]  # fmt: skip


@pytest.mark.parametrize("begun", ['"', "'", '"""a', "'''a", 'x"a\\'])
def test_after_a_string_without_an_end_nothing_is_hidden_in_a_string(begun: str) -> None:
    assert ("word", "SERVICE") in cut(f"{begun} 'SERVICE\n")


# A text of this size took from ten seconds to an hour when time grew with its square.
@pytest.mark.parametrize("piece", ["a.-", 'x\\"', '"""x"\\', '\\"""\n', "a..", "_:a.", ":.", "<a", "'\\"])
def test_hostile_texts_are_cut_to_their_end(piece: str) -> None:
    text = piece * 50_000
    found = list(tokens(text))
    assert found[-1].end() >= len(text) - len(piece)


@given(st.text(alphabet="ab:_.-'\"\\\n 1é<>#@?", max_size=40))
def test_tokens_are_the_text_in_order(text: str) -> None:
    found = list(tokens(text))
    ends = [0, *(token.end() for token in found)]
    for end, token in zip(ends, found, strict=False):
        skipped = text[end : token.start()]
        assert not skipped.strip() or skipped.lstrip().startswith("#")
