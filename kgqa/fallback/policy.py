"""What a model's reply is worth: an answer only if the graph entails it, else a suggestion at most.

Design, section 6. A model is asked only when the graph has no answer.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kgqa.dates import edtf
from kgqa.fallback import ground
from kgqa.fallback.generate import generate, prompt
from kgqa.fallback.relevance import plain_reading
from kgqa.model import XSD, AnswerItem, Literal, ModelUse, Reading, Reason, Suggestion
from kgqa.verify.names import Names
from kgqa.verify.verdict import Claim, Judge, same_value

if TYPE_CHECKING:
    from openai import OpenAI

    from kgqa.ask.labels import Labels
    from kgqa.ask.lexicon import Lexicon
    from kgqa.config import Settings
    from kgqa.fallback.generate import Reply
    from kgqa.fallback.ground import Asked
    from kgqa.model import Answer, ClaimVerdict, Proof
    from kgqa.store import Store
    from kgqa.verify.verdict import Prove, Suppose

HOPELESS = frozenset({"empty", "too_long", "timeout", "error"})
"""Reasons for having no answer that a model cannot mend."""


def fall_back(
    answer: Answer,
    *,
    store: Store,
    lexicon: Lexicon,
    labels: Labels,
    prove: Prove,
    suppose: Suppose,
    settings: Settings,
    client: OpenAI | None = None,
) -> Answer:
    """`answer`, or what a model adds to it where the graph has no answer and the policy allows asking.

    `prove` gives the proof of a triple or None; `suppose` the new conflict that adding a triple would bring, or
    None. Never raises for anything that the endpoint does.
    """
    if not may_ask(answer, settings):
        return answer
    names = Names.build(lexicon, store)
    asked = ground.read(answer.question, names)
    message = ground.ground(answer.question, asked, store=store, labels=labels)
    generated = generate(message, settings, client)
    answer = replace(answer, model=ModelUse(settings.model, prompt().name), usage=generated.usage)
    if generated.reply is None:
        return _failed(answer, generated.problem)
    judge = Judge(store, names, labels, prove, suppose)
    return _weigh(answer, _checked(generated.reply, judge), asked, judge, settings.policy)


def may_ask(answer: Answer, settings: Settings) -> bool:
    """Whether a model may be asked: the graph has no answer, a model is set, and the policy is not `strict`."""
    if answer.status not in {"not_understood", "no_answer"} or settings.policy == "strict":
        return False
    if answer.reason is not None and answer.reason.code in HOPELESS:
        return False
    return bool(settings.model_url and settings.model)


@dataclass(frozen=True, slots=True)
class Weighed:
    """A model's reply with the verdict on each of its claims."""

    reply: Reply
    claims: tuple[ClaimVerdict, ...]

    @property
    def contradicted(self) -> bool:
        """Whether the graph excludes any claim."""
        return any(claim.verdict == "contradicted" for claim in self.claims)


def _checked(reply: Reply, judge: Judge) -> Weighed:
    claims = [Claim(each.subject, each.predicate, each.object) for each in reply.claims]
    return Weighed(reply, tuple(judge.judge(claim) for claim in dict.fromkeys(claims)))


def _weigh(answer: Answer, weighed: Weighed, asked: Asked, judge: Judge, policy: str) -> Answer:
    if weighed.contradicted:
        noted = _noted(answer, "A model's reply was dropped, because it contradicts the graph.")
        return replace(noted, claims=weighed.claims)
    if verified := _verified(answer, weighed, asked, judge):
        return verified
    if not weighed.reply.answers and not weighed.claims:
        return _noted(answer, "A model was asked and had no answer either.")
    if policy == "open" and weighed.reply.answers:
        return _unverified(answer, weighed, judge.names)
    suggestion = Suggestion(weighed.reply.answer, weighed.claims, consistent=True)
    return replace(answer, suggestion=suggestion)


def _verified(answer: Answer, weighed: Weighed, asked: Asked, judge: Judge) -> Answer | None:
    """The answer as verified, if every part of it is the free end of an entailed claim on what was asked."""
    reading = plain_reading(asked)
    if reading is None or not weighed.reply.answers:
        return None
    proofs = [
        proof
        for proof in (claim.proof for claim in weighed.claims)
        if proof and proof.fact.subject == reading.thing and proof.fact.predicate in reading.properties
    ]
    chosen = [_free_end(said, proofs, judge) for said in weighed.reply.answers]
    if None in chosen:
        return None
    items = {proof.fact.object: _item(proof, judge.labels) for proof in chosen if proof}
    thing = judge.labels.of(reading.thing)
    named = " and ".join(item.label for item in items.values())
    predicate = next(proof.fact.predicate for proof in chosen if proof)
    return replace(
        answer,
        status="answered",
        source="model",
        certainty="verified",
        answers=tuple(items.values()),
        text=f"{thing}'s {reading.words} {'is' if len(items) == 1 else 'are'} {named}.",
        reading=Reading(
            f"the {reading.words} of {thing}",
            f"SELECT DISTINCT ?answer WHERE {{ {reading.thing} {predicate} ?answer }}",
            by="model",
        ),
        reason=None,
        candidates=(),
        claims=weighed.claims,
        completeness="recorded",
    )


def _free_end(said: str, proofs: list[Proof], judge: Judge) -> Proof | None:
    """The proof whose object is exactly what the model said."""
    things = judge.names.thing(said)
    for proof in proofs:
        value = proof.fact.object
        if value in things if not isinstance(value, Literal) else same_value(value, said):
            return proof if isinstance(value, Literal) or len(things) == 1 else None
    return None


def _item(proof: Proof, labels: Labels) -> AnswerItem:
    value = proof.fact.object
    literal = isinstance(value, Literal)
    return AnswerItem(
        label=labels.of(value),
        value=edtf(value) if isinstance(value, Literal) else value.value,
        type="literal" if literal else "uri",
        certainty="verified",
        datatype=value.datatype if isinstance(value, Literal) else None,
        proof=proof,
    )


def _unverified(answer: Answer, weighed: Weighed, names: Names) -> Answer:
    """The reply as an answer, under policy `open`."""
    return replace(
        answer,
        status="answered",
        source="model",
        certainty="unverified",
        answers=tuple(_said(text, names) for text in dict.fromkeys(weighed.reply.answers)),
        text=weighed.reply.answer,
        reason=None,
        candidates=(),
        claims=weighed.claims,
        completeness=None,
    )


def _said(text: str, names: Names) -> AnswerItem:
    things = names.thing(text)
    if len(things) == 1:
        return AnswerItem(text, things[0].value, "uri", "unverified")
    return AnswerItem(text, text, "literal", "unverified", datatype=XSD + "string")


def _failed(answer: Answer, problem: str) -> Answer:
    noted = _noted(answer, f"A model was asked, but {problem}.")
    reason = None if noted.reason is None else replace(noted.reason, code="model_failed")
    return replace(noted, reason=reason)


def _noted(answer: Answer, note: str) -> Answer:
    """The answer with a note after the graph's own reason, which stays."""
    own = answer.reason or Reason("missing_fact", answer.text)
    return replace(answer, reason=replace(own, message=f"{own.message} {note}".strip()))
