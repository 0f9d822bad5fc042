"""Sentences to begin with on the page for texts: what the served graph supports, and one that it contradicts."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from kgqa.model import IRI, OWL, RDF_TYPE, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kgqa.model import Triple
    from kgqa.pipeline import KnowledgeBase

SAMPLES = 3
_FUNCTIONAL = IRI(OWL + "FunctionalProperty")
_MOST_SEARCHED = 8
"""Single-valued properties whose examples are looked at where the first examples give nothing to contradict."""
_MOST_OTHERS = 5
_SEEN = 40


class _Said(NamedTuple):
    """A sentence that the graph supports, and the fact that it says, if it is one."""

    text: str
    fact: Triple | None


def samples(kb: KnowledgeBase) -> tuple[str, ...]:
    """A few sentences, the plainest first; the second is contradicted, where the graph can contradict one."""
    supported = sorted(_said(kb, kb.examples), key=_plainness)
    for source in chain(supported, _said(kb, _single_valued(kb))):
        if wrong := _contradicted(kb, source):
            first, *more = [said.text for said in supported if said is not source] or [source.text]
            return (first, wrong, *more)[:SAMPLES]
    return tuple(said.text for said in supported)[:SAMPLES]


def _said(kb: KnowledgeBase, questions: Sequence[str] | Iterator[str]) -> Iterator[_Said]:
    for question in questions:
        answer = kb.ask(question, model=False)
        if kb.verify(answer.text).verdict == "supported":
            proofs = [item.proof for item in answer.answers]
            yield _Said(answer.text, proofs[0].fact if len(proofs) == 1 and proofs[0] else None)


def _plainness(said: _Said) -> tuple[int, int]:
    return len(said.text.replace("-", " ").split()), len(said.text)


def _single_valued(kb: KnowledgeBase) -> Iterator[str]:
    """Questions for what a thing has one of at most; sought only when they are wanted, as it takes its time."""
    functional = {triple.subject for triple in kb.store.match(None, RDF_TYPE, _FUNCTIONAL)}
    asked = (each.example for each in kb.coverage.properties if each.iri in functional)
    yield from islice((question for question in asked if question), _MOST_SEARCHED)


def _contradicted(kb: KnowledgeBase, said: _Said) -> str | None:
    """The sentence with another thing in the place of the value, if the graph contradicts that."""
    if said.fact is None or said.text.count(value := kb.labels.of(said.fact.object)) != 1:
        return None
    others = (other for other in _others(kb, said.fact, value) if other not in said.text)
    texts = (said.text.replace(value, other) for other in islice(others, _MOST_OTHERS))
    return next((text for text in texts if kb.verify(text).verdict == "contradicted"), None)


def _others(kb: KnowledgeBase, fact: Triple, value: str) -> Iterator[str]:
    """What others have by the property, then those others themselves; what is about as long as the value first."""
    facts = list(islice(kb.store.match(None, fact.predicate), _SEEN))
    for terms in ([t.object for t in facts], [t.subject for t in facts if not isinstance(t.object, Literal)]):
        labels = {kb.labels.of(term) for term in terms}
        yield from sorted(labels, key=lambda label: (abs(len(label) - len(value)), label))
