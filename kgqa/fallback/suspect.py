"""What a reply seems to say beyond what can be read exactly: enough to keep it back, never enough to show it.

A near miss of a name is no match, and a hedge claims nothing: so an exact judge leaves them open. But a reply that the
graph would exclude if it were meant as it looks is not passed on as a suggestion.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING

from kgqa.ask.english.unhedged import unhedged
from kgqa.ask.tokens import tokenize
from kgqa.fallback.saying import folded
from kgqa.model import ClaimVerdict, Triple
from kgqa.verify.claim import Claim
from kgqa.verify.names import mentions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kgqa.fallback.relevance import PlainReading
    from kgqa.fallback.reply import Reply, StatedClaim
    from kgqa.model import Conflict
    from kgqa.verify.claim import Read
    from kgqa.verify.names import Names
    from kgqa.verify.verify import Judging

_MOST_REPAIRS = 9
_OWNED, _PLAIN = "{0.subject}'s {0.predicate} is {0.object}.", "{0.subject} {0.predicate} {0.object}."


@dataclass(frozen=True, slots=True)
class Suspicion:
    """Looks for what the graph excludes in a reply as it seems to be meant.

    `together` gives the conflict that several facts bring together, or None. `question` is what was asked, and `asks`
    the relation and the thing in it, whatever else it says.
    """

    names: Names
    judge: Judging
    read: Callable[[str], Read]
    together: Callable[[Sequence[Triple]], Conflict | None]
    question: str
    asks: PlainReading | None

    def of(self, reply: Reply, verdicts: Sequence[ClaimVerdict], before: Sequence[ClaimVerdict]) -> ClaimVerdict | None:
        """The first thing that a reply seems to say and that the graph excludes.

        `verdicts` are those on its own claims; `before` on those of an earlier reply of the same model.
        """
        found = (
            each
            for part in (
                self._said_again(reply, before), self._outright(reply), self._as_sentences(reply, verdicts),
                self._repaired(verdicts), self._as_answers(reply), self._all_together(reply),
            )
            for each in part
        )  # fmt: skip
        return next((verdict for verdict in found if verdict.verdict == "contradicted"), None)

    def _said_again(self, reply: Reply, before: Sequence[ClaimVerdict]) -> Iterator[ClaimVerdict]:
        """A model that was told that a claim is wrong may leave out the claim, and still say it."""
        asked, said = folded(self.question), folded(" . ".join([reply.answer, *reply.answers]))
        for verdict in before:
            ends = (folded(verdict.subject), folded(verdict.object))
            if verdict.verdict == "contradicted" and any(
                end.strip() and end in said and end not in asked for end in ends
            ):
                yield verdict

    def _outright(self, reply: Reply) -> Iterator[ClaimVerdict]:
        plain = unhedged(reply.answer)
        if plain != reply.answer:
            yield from map(self.judge.judge_stated, self.read(plain).claims)

    def _as_sentences(self, reply: Reply, verdicts: Sequence[ClaimVerdict]) -> Iterator[ClaimVerdict]:
        """Claims whose parts name nothing by themselves may still make a sentence."""
        open_ = {verdict.text for verdict in verdicts if verdict.verdict == "unknown" and verdict.start is None}
        for stated in reply.claims:
            if Claim(stated.subject, stated.predicate, stated.object).text in open_:
                # A noun with names on either side may be read either way round.
                sentence = _OWNED if self.names.property(stated.predicate) else _PLAIN
                yield from map(self.judge.judge_stated, self.read(sentence.format(stated)).claims)

    def _repaired(self, verdicts: Sequence[ClaimVerdict]) -> Iterator[ClaimVerdict]:
        """Claims with names that are near misses, where whatever they may have meant is excluded."""
        for verdict in verdicts:
            if verdict.verdict == "unknown" and verdict.candidates and verdict.start is None:
                found = [self.judge.judge(claim) for claim in self._repairs(verdict)]
                if found and all(each.verdict == "contradicted" for each in found):
                    yield replace(found[0], text=verdict.text)

    def _repairs(self, verdict: ClaimVerdict) -> Iterator[Claim]:
        similar = [candidate.value for candidate in verdict.candidates]
        ends = [[end] if self.names.thing(end) else [*similar, end] for end in (verdict.subject, verdict.object)]
        for subject, value in list(product(*ends))[:_MOST_REPAIRS]:
            if (subject, value) != (verdict.subject, verdict.object):
                yield Claim(subject, verdict.predicate, value, verdict.negated)

    def _as_answers(self, reply: Reply) -> Iterator[ClaimVerdict]:
        """Whatever is named in answer to a question for one relation of one thing."""
        if self.asks is None:
            return
        words = tokenize(" . ".join([reply.answer, *reply.answers]))
        named = {iri.value for mention in mentions(words, self.names.named_things) for iri in mention.iris}
        for said in (*reply.answers, *sorted(named - {self.asks.thing.value})):
            claims = [Claim(self.asks.thing.value, iri.value, said) for iri in self.asks.properties]
            verdicts = [self.judge.judge(claim) for claim in claims]
            if all(verdict.verdict == "contradicted" for verdict in verdicts):
                yield verdicts[0]
            else:
                yield from self._repaired(verdicts)

    def _all_together(self, reply: Reply) -> Iterator[ClaimVerdict]:
        """Claims each of which may be true, but not all of them."""
        facts = list(dict.fromkeys(filter(None, map(self._fact, reply.claims))))
        conflict = self.together(facts) if len(facts) > 1 else None
        if conflict is not None:
            text = "; ".join(Claim(each.subject, each.predicate, each.object).text for each in reply.claims)
            reason = conflict.text or "it cannot all be true together with what the graph has"
            yield ClaimVerdict(text, "", "", "", "contradicted", reason, conflict=conflict)

    def _fact(self, stated: StatedClaim) -> Triple | None:
        subjects, predicates = self.names.thing(stated.subject), self.names.property(stated.predicate)
        values = self.names.thing(stated.object)
        if len(subjects) == len(predicates) == len(values) == 1:
            return Triple(subjects[0], predicates[0], values[0])
        return None
