"""Proofs laid out for the pages: however deep, flat and whole."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from kgqa.model import IRI, Literal, Proof, Triple
from kgqa.serve.pages.proving import DEEPEST, key_of, laid_out, pieces

if TYPE_CHECKING:
    from kgqa.model import Term


def fact(number: int) -> Triple:
    return Triple(IRI(f"urn:s{number}"), IRI("urn:p"), IRI("urn:o"))


def chain(length: int) -> Proof:
    proof = Proof(fact(0), "asserted")
    for number in range(1, length):
        proof = Proof(fact(number), "rule", premises=(proof,))
    return proof


def test_a_step_begins_before_what_it_rests_on_and_ends_after() -> None:
    proof = Proof(fact(0), "rule", premises=(Proof(fact(1), "asserted"), Proof(fact(2), "asserted")))
    told = [(laid.event, laid.proof.fact) for laid in laid_out(proof)]
    assert told == [
        ("root", fact(0)), ("begin", fact(0)), ("leaf", fact(1)), ("leaf", fact(2)), ("end", fact(0)),
    ]  # fmt: skip


@given(st.integers(1, 300))
def test_every_step_of_a_deep_proof_is_shown_and_all_that_begins_ends(length: int) -> None:
    events = list(laid_out(chain(length)))
    counted = Counter(laid.event for laid in events)
    assert counted["begin"] == counted["end"]
    assert {laid.proof.fact for laid in events} == {fact(number) for number in range(length)}
    depth = deepest = 0
    for laid in events:
        depth += {"begin": 1, "end": -1}.get(laid.event, 0)
        deepest = max(deepest, depth)
        assert depth >= 0
        assert laid.event != "root" or depth == 0
    assert deepest <= DEEPEST


def test_a_fact_has_one_key() -> None:
    assert key_of(fact(1)) == key_of(fact(1)) != key_of(fact(2))


def label(term: Term) -> str:
    return {"urn:a": "Ann", "urn:b": "Ann Lee", "urn:c": ""}.get(term.value, "") if isinstance(term, IRI) else "Ann"


def test_a_sentence_is_cut_where_it_names_things() -> None:
    said = Triple(IRI("urn:a"), IRI("urn:p"), IRI("urn:b"))
    found = pieces("Ann Lee is the aunt of Ann", said, label)
    assert "".join(piece.text for piece in found) == "Ann Lee is the aunt of Ann"
    assert [piece for piece in found if piece.iri] == [("Ann Lee", "urn:b"), ("Ann", "urn:a")]


@given(st.text(max_size=40), st.sampled_from(["urn:a", "urn:b", "urn:c"]), st.sampled_from(["urn:a", "urn:b"]))
def test_the_pieces_are_the_whole_sentence(text: str, subject: str, value: str) -> None:
    sentence = f"{text}Ann Lee{text} of Ann"
    for obj in (IRI(value), Literal("Ann")):
        found = pieces(sentence, Triple(IRI(subject), IRI("urn:p"), obj), label)
        assert "".join(piece.text for piece in found) == sentence
