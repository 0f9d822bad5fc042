"""What a model's reply is worth: an answer only if the graph entails it, else a suggestion at most.

Design, section 6. A model is asked only when the graph has no answer.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kgqa.dates import edtf
from kgqa.fallback import ground
from kgqa.fallback.exchange import Task, ask_model
from kgqa.fallback.prompt import prompt
from kgqa.fallback.reply import Reply
from kgqa.fallback.risk import Risk, strictest
from kgqa.fallback.saying import says
from kgqa.fallback.weigh import Scales, Weighed, Weighing
from kgqa.model import XSD, AnswerItem, Literal, ModelUse, Reading, Reason, Suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kgqa.ask.labels import Labels
    from kgqa.ask.lexicon import Lexicon
    from kgqa.config import Endpoint, Settings
    from kgqa.fallback.exchange import Line
    from kgqa.fallback.ground import Asked
    from kgqa.fallback.relevance import PlainReading
    from kgqa.fallback.risk import Policy
    from kgqa.model import Answer, Conflict, Proof, Triple
    from kgqa.store import Store
    from kgqa.verify.claim import Read
    from kgqa.verify.names import Names
    from kgqa.verify.verify import Judging

PROMPT = "grounded"
HOPELESS = frozenset({"empty", "too_long", "timeout", "error"})
"""Reasons for having no answer that a model cannot mend."""


def may_ask(answer: Answer, settings: Settings) -> bool:
    """Whether a model may be asked at all: the graph has no answer, and the policy is not `strict`."""
    if answer.status not in {"not_understood", "no_answer"} or settings.policy == "strict":
        return False
    return answer.reason is None or answer.reason.code not in HOPELESS


def fall_back(
    answer: Answer,
    *,
    store: Store,
    lexicon: Lexicon,
    names: Names,
    judge: Judging,
    read: Callable[[str], Read],
    prove: Callable[[Triple], Proof | None],
    together: Callable[[Sequence[Triple]], Conflict | None],
    line: Line,
) -> Answer:
    """`answer`, or what a model adds to it where the graph has no answer and the policy allows asking.

    A question that was not understood is first read by the model: then the answer is the graph's. Else the model
    replies, and the reply is weighed. `judge` gives verdicts on claims, `read` the claims of a text, `prove` proofs,
    `together` the conflict that several facts bring, or None; `line` leads to the endpoints. Never raises for anything
    that an endpoint does or a model says.
    """
    if not may_ask(answer, line.settings) or not line.endpoints:
        return answer
    asked = ground.read(answer.question, names)
    risk = Risk.read(store, lexicon.schema)
    policy = _policy(asked, risk, lexicon, line.settings)
    if policy == "strict":
        return _noted(answer, "No model was asked, because the graph keeps what this is about from models.")
    if found := _read_by_model(answer, lexicon, prove, line, risk):
        return found
    return _replied(answer, asked, policy, Scales(lexicon, names, judge, read, risk, together), line)


def _read_by_model(
    answer: Answer, lexicon: Lexicon, prove: Callable[[Triple], Proof | None], line: Line, risk: Risk
) -> Answer | None:
    """The graph's answer to the question as a model reads it; None where it reads nothing that the graph answers."""
    from kgqa.fallback.reading import read_with_model

    found = read_with_model(
        answer,
        lambda task: ask_model(task, line),
        lexicon=lexicon,
        store=risk.store,
        prove=prove,
        settings=line.settings,
        surely=not all(endpoint.trusted for endpoint in line.endpoints),
    )
    if found is None or found.reading is None or risk.of_query(found.reading.sparql) == "strict":
        return None
    if any(item.proof and risk.of_proof(item.proof) == "strict" for item in found.answers):
        return None
    return replace(found, usage=line.usage)


def _replied(answer: Answer, asked: Asked, policy: Policy, scales: Scales, line: Line) -> Answer:
    """The answer with what a model replies, as far as that is worth anything."""
    risk, labels, wanted = scales.risk, scales.lexicon.labels, prompt(PROMPT)
    grounds = ground.ground(
        answer.question, asked, store=risk.store, labels=labels, told=lambda fact: risk.of_fact(fact) != "strict"
    )
    weighing = Weighing(answer.question, asked, scales, grounds.message(), wanted.form)
    kept: dict[Reply, Weighed] = {}

    def weigh(reply: Reply) -> Weighed:
        return kept.get(reply) or kept.setdefault(reply, weighing.weigh(reply))

    task = Task(wanted, grounds.message, Reply, lambda reply: weigh(reply).objection())
    generated = ask_model(task, line)
    answer = replace(answer, usage=line.usage, model=_use(generated.endpoint, wanted.name))
    if generated.reply is None:
        return _failed(answer, generated.problem, asked=not generated.refused)
    weighed = weigh(generated.reply)
    return _decided(answer, replace(weighed, policy=strictest((policy, weighed.policy))), weighing, labels)


def not_asked(answer: Answer, problem: str) -> Answer:
    """The answer with why no model was asked."""
    return _failed(answer, problem, asked=False)


def _policy(asked: Asked, risk: Risk, lexicon: Lexicon, settings: Settings) -> Policy:
    """The strictest of the request's policy and of those for whatever the question may be about."""
    requested: Policy = "open" if settings.policy == "open" else "guarded" if settings.policy == "guarded" else "strict"
    things = {iri for mention in (*asked.things, *asked.relations) for iri in mention.iris}
    return strictest((requested, risk.of(things), risk.of_words(asked.tokens, lexicon)))


def _use(endpoint: Endpoint | None, name: str) -> ModelUse | None:
    return None if endpoint is None else ModelUse(endpoint.model, name)


def _decided(answer: Answer, weighed: Weighed, weighing: Weighing, labels: Labels) -> Answer:
    reply = weighed.reply
    if weighed.policy == "strict":
        return _noted(answer, "A model's reply was dropped, because it is about what the graph keeps from models.")
    if weighed.fault:
        return _failed(answer, weighed.fault)
    if weighed.contradicted:
        noted = _noted(answer, "A model's reply was dropped, because it contradicts the graph.")
        return replace(noted, claims=weighed.claims)
    if verified := _verified(answer, weighed, weighing, labels):
        return verified
    if weighed.suspect:
        noted = _noted(answer, "A model's reply was dropped, because the graph excludes what it seems to say.")
        return replace(noted, claims=(*weighed.claims, weighed.suspect))
    if not reply.answers:
        return _noted(answer, "A model was asked and had no answer either.")
    if weighed.policy == "open":
        return _unverified(answer, weighed, weighing.scales.names)
    return replace(answer, suggestion=Suggestion(reply.answer, weighed.claims, consistent=True))


def _verified(answer: Answer, weighed: Weighed, weighing: Weighing, labels: Labels) -> Answer | None:
    """The answer as verified, if every part of it is the free end of an entailed claim on what was asked."""
    reading = weighing.plain
    if reading is None or not weighed.reply.answers:
        return None
    found = [_entailed(said, reading, weighed, weighing.scales) for said in weighed.reply.answers]
    items = {fact.object: _item(fact, proof, labels) for fact, proof in filter(None, found)}
    if None in found or not items:
        return None
    thing = labels.of(reading.thing)
    named = " and ".join(item.label for item in items.values())
    return replace(
        answer,
        status="answered",
        source="model",
        certainty="verified",
        answers=tuple(items.values()),
        text=f"{thing}'s {reading.words} {'is' if len(items) == 1 else 'are'} {named}.",
        reading=Reading(
            f"the {reading.words} of {thing}",
            f"SELECT DISTINCT ?answer WHERE {{ {reading.thing} {reading.properties[0]} ?answer }}",
            by="model",
        ),
        reason=None,
        candidates=(),
        claims=weighed.claims,
        completeness="recorded",
    )


def _entailed(said: str, reading: PlainReading, weighed: Weighed, scales: Scales) -> tuple[Triple, Proof | None] | None:
    """The entailed fact on what was asked whose object is what the model said, and claimed with names as exact.

    Where several properties are called what was asked for, it must hold of each.
    """
    store, names = scales.risk.store, scales.names
    for fact in store.match(reading.thing, reading.properties[0], None):
        if not says(said, fact.object, names):
            continue
        if not all(any(store.match(reading.thing, iri, fact.object)) for iri in reading.properties):
            continue
        for claim in weighed.claims:
            if (
                (claim.verdict, claim.negated, claim.start) == ("supported", False, None)
                and names.thing(claim.subject) == (reading.thing,)
                and set(names.property(claim.predicate)) & set(reading.properties)
                and says(claim.object, fact.object, names)
            ):
                return fact, claim.proof
    return None


def _item(fact: Triple, proof: Proof | None, labels: Labels) -> AnswerItem:
    value = fact.object
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
        answers=tuple(_said(text, names) for text in weighed.reply.answers),
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


def _failed(answer: Answer, problem: str, *, asked: bool = True) -> Answer:
    noted = _noted(answer, f"A model was asked, but {problem}." if asked else f"No model was asked: {problem}.")
    reason = None if noted.reason is None else replace(noted.reason, code="model_failed")
    return replace(noted, reason=reason)


def _noted(answer: Answer, note: str) -> Answer:
    """The answer with a note after the graph's own reason, which stays."""
    own = answer.reason or Reason("missing_fact", answer.text)
    return replace(answer, reason=replace(own, message=f"{own.message} {note}".strip()))
