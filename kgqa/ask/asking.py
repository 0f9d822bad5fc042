"""One question on its way to its answer: what it is asked of, and the answers that it can end in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgqa.ask.describe import description
from kgqa.ask.english.phrases.measures import with_unit
from kgqa.ask.english.phrases.words import NUMERIC, number_text
from kgqa.ask.explain import facts_for, least_facts, prove_answer
from kgqa.ask.form import Class, Entity, Join
from kgqa.ask.structure import entities
from kgqa.ask.verbalise import verbalise
from kgqa.dates import edtf, is_date
from kgqa.model import IRI, Answer, AnswerItem, Literal, Triple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kgqa.ask.english.phrases import Phrases
    from kgqa.ask.form import Form
    from kgqa.ask.lexicon import Lexicon
    from kgqa.ask.resolve import Choices
    from kgqa.model import Candidate, Certainty, Proof, Reading, Reason, Status, Term
    from kgqa.store import Store

_MOST_DESCRIBED = 50
"""Of more answers none are told apart by what they are."""


@dataclass(frozen=True, slots=True)
class Asking:
    """A question, the graph it is asked of, what was chosen, and notes on what was taken for something else."""

    question: str
    lexicon: Lexicon
    store: Store
    prove: Callable[[Triple], Proof | None]
    choices: Choices
    phrases: Phrases
    unique_names: bool
    notes: tuple[str, ...] = ()

    def noted(self, text: str) -> str:
        """The text with the notes after it."""
        return f"{text} ({'; '.join(self.notes)})" if self.notes else text

    def labels(self, terms: tuple[Term, ...]) -> list[str]:
        """What the terms are called."""
        return [self.lexicon.labels.of(term) for term in terms]

    def failed(
        self,
        status: Status,
        reason: Reason,
        *,
        candidates: tuple[Candidate, ...] = (),
        reading: Reading | None = None,
    ) -> Answer:
        """The answer that says why there is none."""
        return Answer(
            id="",
            question=self.question,
            status=status,
            text=self.noted(reason.message),
            revision=self.store.revision,
            reason=reason,
            candidates=candidates,
            reading=reading,
        )

    def answered(
        self, items: tuple[AnswerItem, ...], text: str, reading: Reading, *, complete: bool | None = None
    ) -> Answer:
        """The answer with its items; its certainty is the weakest of theirs."""
        weakest: Certainty = "derived" if any(item.certainty == "derived" for item in items) else "asserted"
        return Answer(
            id="",
            question=self.question,
            status="answered",
            text=self.noted(text),
            source="graph",
            revision=self.store.revision,
            certainty=weakest if items else None,
            answers=items,
            reading=reading,
            completeness=None if complete is None else "complete" if complete else "recorded",
        )

    def told(self, terms: Sequence[Term], unit: str | None = None) -> list[str]:
        """What the terms are called in a sentence: numbers with their unit, namesakes with what tells them apart."""
        labels = self.labels(tuple(terms))
        shared = {label for label in labels if labels.count(label) > 1} if len(labels) <= _MOST_DESCRIBED else set()
        return [self._told(term, label, unit, label in shared) for term, label in zip(terms, labels, strict=True)]

    def _told(self, term: Term, label: str, unit: str | None, is_shared: bool) -> str:
        if isinstance(term, Literal):
            return with_unit(number_text(label), unit) if term.datatype in NUMERIC else label
        about = description(term, self.lexicon, self.store) if is_shared and isinstance(term, IRI) else ""
        return f"{label} ({about})" if about else label

    def item(self, term: Term, certainty: Certainty, proof: Proof | None = None, unit: str | None = None) -> AnswerItem:
        """A term as an answer; only numbers have a unit."""
        label = self.lexicon.labels.of(term)
        if isinstance(term, Literal):
            value = edtf(term) if is_date(term.datatype) else term.lexical
            unit = unit if term.datatype in NUMERIC else None
            return AnswerItem(label, value, "literal", certainty, term.datatype, unit, proof)
        return AnswerItem(label, term.value, "uri", certainty, proof=proof)

    def known(self, form: Form, answer: Term, *, prove: bool = True) -> tuple[Certainty, Proof | None]:
        """How it is known that `answer` is in the set of `form`, with the proof when asked for.

        Without a proof the facts are looked up only where one fact may be all: several together are "derived".
        """
        if not prove and least_facts(form) > 1:
            return "derived", None
        is_step = isinstance(form, Class) or (isinstance(form, Join) and isinstance(form.of, Entity))
        if not prove and not is_step:
            return "derived", None
        return self.known_by(facts_for(form, answer, self.store), form, answer, prove=prove)

    def known_by(
        self, facts: tuple[Triple, ...] | None, form: Form, answer: Term, *, prove: bool = True
    ) -> tuple[Certainty, Proof | None]:
        """How an answer is known that rests on `facts`; None: they were not found again.

        Several facts together, and a fact that a rule gives, are "derived".
        """
        if not facts:
            return "derived", None
        stated = len(facts) == 1 and self.store.source_of(facts[0]) is not None
        if not prove:
            return "asserted" if stated else "derived", None
        start = next((e.iri for e in entities(form)), answer)
        proof = prove_answer(start, answer, facts, self.phrases.phrase(form), self.prove)
        stated = stated and (proof is None or proof.by == "asserted")
        return "asserted" if stated else "derived", proof and verbalise(proof, self.lexicon.labels)

    def is_stated(self, form: Join, value: Term) -> bool:
        """Whether a source states that `form` leads from its thing to `value`, in whatever vocabulary."""
        assert isinstance(form.of, Entity)
        for same in self.lexicon.schema.same(form.relation):
            start, end = (value, form.of.iri) if same.inverse else (form.of.iri, value)
            if self.store.source_of(Triple(start, same.property, end)) is not None:
                return True
        return False
