"""Whatever a model says: nothing untrue is verified, and nothing that the graph excludes is shown."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgqa.config import Settings
from kgqa.fallback import ground
from kgqa.fallback.policy import _decided
from kgqa.fallback.reply import Reply, StatedClaim
from kgqa.fallback.risk import Risk
from kgqa.fallback.weigh import UNCHECKED, Scales, Weighing
from kgqa.model import IRI, Answer, Literal, Reason
from kgqa.pipeline import KnowledgeBase
from kgqa.verify.claim import Claim

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.fallback.risk import Policy

GRAPH = """
@prefix : <http://example.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:Guild a owl:Class ; rdfs:label "guild" ; owl:disjointWith :Artist .
:Artist a owl:Class ; rdfs:label "artist" .
:mentor a owl:ObjectProperty, owl:FunctionalProperty, owl:IrreflexiveProperty, owl:AsymmetricProperty ;
    rdfs:label "mentor" ; rdfs:range :Artist .
:rival a owl:ObjectProperty ; rdfs:label "rival" .
:seat a owl:ObjectProperty ; rdfs:label "seat" ; rdfs:domain :Guild .
:debut a owl:DatatypeProperty, owl:FunctionalProperty ; rdfs:label "debut" .
:ann a :Artist ; rdfs:label "Ann Orr" ; :mentor :beth ; :debut "1809-02-12"^^xsd:date ; :rival :dan .
:beth a :Artist ; rdfs:label "Beth Moss" ; :mentor :cora .
:cora a :Artist ; rdfs:label "Cora Lind" .
:dan a :Artist ; rdfs:label "Dan Fox" .
:hall a :Guild ; rdfs:label "Old Hall" ; :seat :york .
:york rdfs:label "York" .
"""
PEOPLE = ["Ann Orr", "Beth Moss", "Cora Lind", "Dan Fox", "Old Hall", "York"]
NEAR = [
    "Ann",
    "Beth Mos",
    "cora lind",
    "Gil Roy",
    "1809",
    "1999",
    "12 February 1809",
    "",
    "the mentor of Ann Orr",
    "not Cora Lind",
]
RELATIONS = ["mentor", "rival", "seat", "debut", "mentors", "has mentor", "mentor of", "taught", "is", "Mentor"]
ends = st.sampled_from(PEOPLE + NEAR)
relations = st.sampled_from(RELATIONS)
claims = st.builds(StatedClaim, subject=ends, predicate=relations, object=ends)
ASKED = ["mentor", "rival", "seat", "debut"]
FRAMES = [
    "{s}'s {p} is {o}.", "I think {s}'s {p} is {o}.", "{o} is the {p} of {s}.", "{s}'s {p} might be {o}.", "It is {o}.",
    "{s} has no {p}.", "{s}'s {p} is not {o}.", "{o}.", "Nobody knows.", "{s}'s {p} was {o}, who knew York.", "",
]  # fmt: skip
sentences = st.builds(
    lambda frame, s, p, o: frame.format(s=s, p=p, o=o), st.sampled_from(FRAMES), ends, relations, ends
)
replies = st.builds(
    Reply,
    answer=sentences,
    answers=st.lists(ends, max_size=2).map(tuple),
    claims=st.lists(claims, max_size=3).map(tuple),
)
QUESTIONS = [
    "Who might {s}'s {p} be?", "I wonder what the {p} of {s} may be", "Who is {s}'s first {p}?",
    "Who is not {s}'s {p}?", "Where is {s}'s {p}?", "Whose {p} is {s}?", "Who taught {s}?", "Does {s}'s {p} like it?",
]  # fmt: skip
questions = st.builds(
    lambda frame, s, p: frame.format(s=s, p=p),
    st.sampled_from(QUESTIONS), st.sampled_from(PEOPLE), st.sampled_from(ASKED),
)  # fmt: skip
PLAIN = ("Who might ", "I wonder what ")


FACTS = [
    ("Ann Orr", "mentor", "Beth Moss"), ("Ann Orr", "debut", "12 February 1809"), ("Ann Orr", "rival", "Dan Fox"),
    ("Beth Moss", "mentor", "Cora Lind"), ("Old Hall", "seat", "York"),
]  # fmt: skip


@st.composite
def nearly_right(draw: st.DrawFn) -> tuple[str, list[Reply]]:
    """A question about a fact, and a reply that says it but for one thing."""
    fact = draw(st.sampled_from(FACTS))
    said = [*fact]
    place = draw(st.integers(0, 6))
    if place < 3:
        said[place] = draw(relations if place == 1 else ends)
    frame = draw(st.sampled_from(QUESTIONS))
    question = frame.format(s=fact[0], p=fact[1])
    sentence = draw(st.sampled_from(FRAMES)).format(s=said[0], p=said[1], o=said[2])
    answers = (said[2], *draw(st.lists(ends, max_size=1))) if place < 5 else (draw(ends),)
    claim = StatedClaim(subject=said[0], predicate=said[1], object=said[2])
    reply = Reply(answer=sentence, answers=answers, claims=(claim, *draw(st.lists(claims, max_size=1))))
    return question, [reply, reply]


anything = st.tuples(questions, st.lists(replies, min_size=2, max_size=2))


@pytest.fixture(scope="module")
def kb() -> Iterator[KnowledgeBase]:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "graph.ttl"
        file.write_text(GRAPH, encoding="utf-8")
        yield KnowledgeBase.load(file, settings=Settings(cache=Path(folder) / "cache", embedded=False))


def decided(kb: KnowledgeBase, question: str, said: list[Reply], policy: Policy) -> tuple[Answer, Reply]:
    """The answer after a model said one thing and, where that was objected to, the other; and the last of them."""
    asked, names = ground.read(question, kb._names), kb._names
    scales = Scales(kb._lexicon, names, kb._judge(), kb._read_text, Risk({}, kb.store), kb.contradiction)
    weighing = Weighing(question, asked, scales, question, "")
    weighed = weighing.weigh(said[0])
    last = said[0]
    if weighed.objection() is not None:
        weighed, last = weighing.weigh(said[1]), said[1]
    answer = Answer("1", question, "no_answer", "?", kb.revision, reason=Reason("missing_fact", "Not recorded."))
    assert weighed.fault != UNCHECKED
    return _decided(answer, replace(weighed, policy=policy), weighing, kb._lexicon.labels), last


@settings(max_examples=250, deadline=None)
@given(st.one_of(anything, nearly_right()), st.sampled_from(["guarded", "open"]))
def test_no_lie_is_an_answer(kb: KnowledgeBase, exchange: tuple[str, list[Reply]], policy: Policy) -> None:
    question, said = exchange
    answer, last = decided(kb, question, said, policy)
    thing = next(person for person in PEOPLE if person in question)
    relation = next((word for word in ASKED if f" {word}" in question), "")
    if answer.certainty == "verified":
        assert question.startswith(PLAIN), "what else is asked is not what the claim says"
        (subject,) = kb._names.thing(thing)
        facts = kb.store.match(subject, IRI(f"http://example.org/{relation}"), None)
        known = {fact.object.lexical if isinstance(fact.object, Literal) else str(fact.object) for fact in facts}
        told = {f"<{item.value}>" if item.type == "uri" else item.value for item in answer.answers}
        assert told
        assert told <= known
        return
    if policy == "guarded":
        assert (answer.status, answer.answers, answer.certainty) == ("no_answer", (), None)
    if answer.suggestion is None and not answer.answers:
        return
    assert kb.verify(last.answer).verdict != "contradicted"
    claims = [Claim(each.subject, each.predicate, each.object) for each in last.claims]
    if question.startswith(PLAIN):
        claims += [Claim(thing, relation, each) for each in last.answers]
    assert "contradicted" not in {verdict.verdict for verdict in kb.verify(claims).claims}
