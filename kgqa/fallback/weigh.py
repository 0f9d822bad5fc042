"""What a graph says of a model's reply: of its claims, of its sentence, and of what it answers."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, is_dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from kgqa.ask.tokens import tokenize
from kgqa.fallback.relevance import loose_reading, plain_reading
from kgqa.fallback.reply import LONGEST_ANSWER, MOST_CLAIMS, cleaned
from kgqa.fallback.risk import strictest
from kgqa.fallback.saying import folded, same_text
from kgqa.fallback.suspect import Suspicion
from kgqa.fallback.untrusted import REPLACEMENT, harmless
from kgqa.model import IRI, Literal
from kgqa.verify.claim import Claim

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kgqa.ask.lexicon import Lexicon
    from kgqa.fallback.ground import Asked
    from kgqa.fallback.relevance import PlainReading
    from kgqa.fallback.reply import Reply
    from kgqa.fallback.risk import Policy, Risk
    from kgqa.model import ClaimVerdict, Conflict, Triple
    from kgqa.verify.claim import Read
    from kgqa.verify.names import Names
    from kgqa.verify.verify import Judging

UNCHECKED = "its reply could not be checked"
_MOST_TOLD = 5


@dataclass(frozen=True, slots=True)
class Scales:
    """What a reply is held against: the graph's judge and reader, its names, and what it keeps from models.

    `together` gives the conflict that several facts bring together, or None.
    """

    lexicon: Lexicon
    names: Names
    judge: Judging
    read: Callable[[str], Read]
    risk: Risk
    together: Callable[[Sequence[Triple]], Conflict | None]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A reply with the verdict on every claim that it makes; `fault`: why it is worth nothing, whatever it claims.

    `claims` are those that it states, those of its sentence, and those that its answers make of the question.
    `suspect` is something else that it seems to say and that the graph excludes.
    """

    reply: Reply
    claims: tuple[ClaimVerdict, ...] = ()
    policy: Policy = "open"
    fault: str = ""
    suspect: ClaimVerdict | None = None

    @property
    def contradicted(self) -> tuple[ClaimVerdict, ...]:
        """The claims that the graph excludes."""
        return tuple(claim for claim in self.claims if claim.verdict == "contradicted")

    def objection(self) -> object | None:
        """What to tell the model, for it to mend the reply; None where nothing is wrong, or nothing may be told."""
        if self.policy == "strict":
            return None
        if self.fault:
            return {"wrong": self.fault}
        wrong = self.contradicted or ((self.suspect,) if self.suspect else ())
        told = [{"claim": each.text, "wrong": harmless(each.reason)} for each in wrong]
        return {"contradicted by the graph": told[:_MOST_TOLD]} if told else None


@dataclass(frozen=True)
class Weighing:
    """Weighs replies to one question. `shown` is the text that the model was given, `example` that of its prompt."""

    question: str
    asked: Asked
    scales: Scales
    shown: str
    example: str
    before: list[ClaimVerdict] = field(default_factory=list)

    @cached_property
    def suspicion(self) -> Suspicion:
        """What looks for the rest."""
        names, judge, read, together = self.scales.names, self.scales.judge, self.scales.read, self.scales.together
        return Suspicion(names, judge, read, together, self.question, loose_reading(self.asked))

    @cached_property
    def plain(self) -> PlainReading | None:
        """The question as one relation of one thing, if it is so plain."""
        return plain_reading(self.asked)

    def weigh(self, reply: Reply) -> Weighed:
        """The reply, made harmless, with the verdicts on it. What cannot be checked is worth nothing."""
        if len(reply.answer) > LONGEST_ANSWER or max(len(reply.answers), len(reply.claims)) > MOST_CLAIMS:
            return Weighed(cleaned(reply.model_copy(update={"answers": (), "claims": ()})), fault=_TOO_LONG)
        reply = cleaned(reply)
        if fault := self._fault(reply):
            return Weighed(reply, fault=fault, policy=self._policy(reply, None))
        try:
            read = self.scales.read(reply.answer)
            verdicts = (*self._stated(reply), *map(self.scales.judge.judge_stated, read.claims))
            if all(verdict.verdict != "contradicted" for verdict in verdicts):
                verdicts = (*verdicts, *self._implied(reply))
            suspect = self.suspicion.of(reply, verdicts, self.before)
            found = verdicts if suspect is None else (*verdicts, suspect)
            self.before.extend(each for each in found if each.verdict == "contradicted")
            policy = strictest((self._policy(reply, read), *map(self._of, found)))
            return Weighed(reply, verdicts, policy, suspect=suspect)
        except Exception:
            # A text of a model must not break the question: and what is not checked is not shown.
            return Weighed(reply, fault=UNCHECKED)

    def _stated(self, reply: Reply) -> Iterator[ClaimVerdict]:
        for each in reply.claims:
            yield self.scales.judge.judge(Claim(each.subject, each.predicate, each.object))

    def _implied(self, reply: Reply) -> Iterator[ClaimVerdict]:
        """What the answers say of a plain question, where the graph excludes it however it is meant."""
        for said in reply.answers if self.plain else ():
            assert self.plain is not None
            claims = [Claim(self.plain.thing.value, iri.value, said) for iri in self.plain.properties]
            verdicts = [self.scales.judge.judge(claim) for claim in claims]
            if all(verdict.verdict == "contradicted" for verdict in verdicts):
                yield verdicts[0]

    def _fault(self, reply: Reply) -> str:
        """The failures of small models that no graph needs to be asked about."""
        for claim in reply.claims:
            if same_text(claim.subject, claim.object) and same_text(claim.subject, claim.predicate):
                return "its reply has the same words in every place"
        slots = [part for each in reply.claims for part in (each.subject, each.predicate, each.object)]
        if any(REPLACEMENT in text for text in (reply.answer, *reply.answers, *slots)):
            return "its reply has characters that cannot be shown"
        said = " ".join([reply.answer, *reply.answers, *(f"{c.subject} {c.object}" for c in reply.claims)])
        words, known = folded(said), folded(self.shown)
        for name in _names_of(self.example):
            if name in words and name not in known:
                return "its reply repeats the example of the prompt"
        asked = {mention.iris for mention in self.asked.things}
        if len(asked) == 1 and reply.answers and all(self.scales.names.thing(each) in asked for each in reply.answers):
            return "its reply repeats the question"
        ends = [end for claim in reply.claims for end in (claim.subject, claim.object)]
        named = [each for each in reply.answers if self.scales.names.thing(each)]
        if ends and named and not any(_within(each, end) for each in named for end in ends):
            return "its answer is not what its own claims say"
        return ""

    def _policy(self, reply: Reply, read: Read | None) -> Policy:
        """The strictest policy of what the reply names, by any of its words or as it was read."""
        risk, names = self.scales.risk, self.scales.names
        if not risk.policies:
            return "open"
        slots = [text for claim in reply.claims for text in (claim.subject, claim.predicate, claim.object)]
        texts = [reply.answer, *reply.answers, *slots]
        iris = {iri for text in (*reply.answers, *slots) for iri in (*names.thing(text), *names.property(text))}
        for text in texts:
            iris |= set(_mentioned(text, names))
        iris |= {iri for claim in read.claims for form in claim.readings for iri in _iris(form)} if read else set()
        by_words = (risk.of_words(tokenize(text), self.scales.lexicon) for text in texts)
        return strictest((risk.of(iris), *by_words))

    def _of(self, verdict: ClaimVerdict) -> Policy:
        """The policy of what a verdict rests on."""
        proofs = [*([verdict.proof] if verdict.proof else []), *(verdict.conflict.premises if verdict.conflict else ())]
        return strictest(self.scales.risk.of_proof(proof) for proof in proofs)


_TOO_LONG = "its reply was far too long"


def _mentioned(text: str, names: Names) -> Iterator[IRI]:
    from kgqa.verify.names import mentions

    for mention in mentions(tokenize(text), names.named_things):
        yield from mention.iris


def _names_of(example: str) -> set[str]:
    """The names that a prompt's example makes up: its values of more than one word, each beginning with a capital."""
    from re import findall

    return {folded(name) for name in findall(r'"((?:[A-Z]\w+ )+[A-Z]\w+)"', example)}


def _within(one: str, other: str) -> bool:
    return folded(one) in folded(other) or folded(other) in folded(one)


def _iris(value: Any) -> Iterator[IRI]:
    """Every IRI in a logical form."""
    if isinstance(value, IRI):
        yield value
    elif isinstance(value, tuple | list | frozenset):
        for each in value:
            yield from _iris(each)
    elif is_dataclass(value) and not isinstance(value, Literal):
        for member in fields(value):
            yield from _iris(getattr(value, member.name))
