"""kb.verify on the demonstration graph: what it promises of any text made of sentences that it reads."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from kgqa import KnowledgeBase
from kgqa.config import read_settings
from kgqa.errors import TooLargeError
from kgqa.verify.render import verdict_json
from kgqa.verify.rewrite import applied

if TYPE_CHECKING:
    from kgqa.model import Verdict

NAMES = ("Sasha Obama", "Malia Obama", "Barack Obama", "Tom Cruise", "Suri Cruise", "Mary Lee Pfeiffer", "Zed Zane")
SAID = """
{} is the father of {}.
{}'s mother is {}.
{} is {}'s sister.
{} was born in 1999.
{} was born in 2001.
{} is not the father of {}.
{} is older than {}.
Is {} tall?
I think that {} is nice.
{} gnrx the wug.
{} and {} are sisters.
{}, who was born in 1962, is the father of {}.
He is the father of {}.
""".strip().split("\n")
sentences = st.builds(lambda said, a, b: said.format(a, b), st.sampled_from(SAID), *[st.sampled_from(NAMES)] * 2)
texts = st.lists(sentences, max_size=4).map(" ".join)
many = settings(max_examples=80, deadline=None)


@pytest.fixture(scope="session")
def kb() -> KnowledgeBase:
    return KnowledgeBase.load()


def same(one: Verdict, other: Verdict) -> bool:
    aside = {"id": "", "elapsed_ms": 0.0}
    return (verdict_json(one) | aside) == (verdict_json(other) | aside)


@many
@given(text=texts)
def test_every_part_is_where_it_says(kb: KnowledgeBase, text: str) -> None:
    found = kb.verify(text)
    for part in (*found.claims, *found.unread, *found.unclaimed):
        assert part.start is not None
        assert part.end is not None
        assert text[part.start : part.end] == part.text != ""


@many
@given(text=texts)
def test_a_supported_claim_has_a_proof_and_a_contradicted_one_a_conflict(kb: KnowledgeBase, text: str) -> None:
    for claim in kb.verify(text).claims:
        assert claim.reason
        assert claim.verdict != "contradicted" or claim.conflict is not None or claim.proof is not None
        assert claim.verdict != "unknown" or (claim.proof is None and claim.conflict is None)


@many
@given(text=texts)
def test_a_rewritten_text_contradicts_nothing(kb: KnowledgeBase, text: str) -> None:
    found = kb.verify(text, rewrite=True)
    assert (found.edits == ()) == (found.verdict != "contradicted")
    assert kb.verify(applied(text, found.edits)).verdict != "contradicted"


@many
@given(text=texts)
def test_the_same_text_gets_the_same_verdict(kb: KnowledgeBase, text: str) -> None:
    assert same(kb.verify(text), kb.verify(text))


def test_threads_do_not_get_in_each_other_s_way(kb: KnowledgeBase) -> None:
    given = [said.format(a, b) for said in SAID for a, b in pairwise(NAMES)]
    alone = [kb.verify(text) for text in given]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(kb.verify, given * 2))
    assert all(same(one, other) for one, other in zip(alone * 2, together, strict=True))


def test_an_answer_s_own_sentence_is_supported(kb: KnowledgeBase) -> None:
    """What kgqa says itself, it supports."""
    said = [kb.ask(question, model=False).text for question in kb.examples]
    assert [text for text in said if kb.verify(text).verdict == "contradicted"] == []
    assert any(kb.verify(text).verdict == "supported" for text in said)


def test_triples_of_the_graph_are_supported(kb: KnowledgeBase) -> None:
    [proof] = kb.explain("Sasha Obama", "father", "Barack Obama")
    assert kb.verify(proof.fact).verdict == "supported"
    graph = rdflib.Graph()
    subject, predicate, value = (rdflib.URIRef(term.value) for term in proof.fact)
    graph.add((subject, predicate, value))
    assert kb.verify(graph).verdict == "supported"
    graph.add((subject, predicate, rdflib.URIRef("https://w3id.org/kgqa/people/Tom_Cruise")))
    assert kb.verify(graph).verdict == "contradicted"


def test_limits_are_settings() -> None:
    from kgqa.store import open_memory

    small = KnowledgeBase(open_memory(), replace(read_settings(), max_text=9, max_claims=1))
    claim = {"subject": "a", "predicate": "b", "object": "c"}
    assert small.verify("a" * 9).verdict == small.verify([claim]).verdict == "unknown"
    with pytest.raises(TooLargeError, match="the text has 10 characters, and at most 9"):
        small.verify("a" * 10)
    with pytest.raises(TooLargeError, match="the list has 2 claims, and at most 1"):
        small.verify([claim] * 2)


@pytest.mark.parametrize(
    "text",
    [
        "Malia Obama's father is {}.",
        "The father of Malia Obama is {}.",
        "{} is the father of Malia Obama.",
        "Malia Obama was born in 1998. Her father is {}.",
    ],
)
def test_what_there_is_but_one_of_is_what_is_put_right(kb: KnowledgeBase, text: str) -> None:
    assert kb.verify(text.format("Tom Cruise"), rewrite=True).rewritten == text.format("{~~Tom Cruise~>Barack Obama~~}")
