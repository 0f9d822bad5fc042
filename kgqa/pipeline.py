"""The order in which a question travels, written once: load, reason, ask; else ground, generate, verify."""

from __future__ import annotations

import gc
import time
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from threading import BoundedSemaphore, local
from typing import TYPE_CHECKING, TypeAlias
from uuid import uuid4

from kgqa import closure
from kgqa.browsed import BrowsedGraph
from kgqa.config import Settings, read_settings
from kgqa.errors import GoneError, ModelError, TooLargeError
from kgqa.load import demonstration_files, read_sources
from kgqa.model import IRI, Answer, Proof, Triple, Verdict
from kgqa.reasoned import or_none
from kgqa.store import open_memory, open_revision
from kgqa.updates import Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kgqa.ask.conversation import Context
    from kgqa.ask.made import Made, MadeAnswers, Reply
    from kgqa.config import Endpoint
    from kgqa.conversations import Conversations
    from kgqa.fallback.costs import Costs
    from kgqa.fallback.spending import Spending
    from kgqa.reason import Closure
    from kgqa.store import EmbeddedStore
    from kgqa.verify.claim import Read
    from kgqa.verify.given import Claims
    from kgqa.verify.judge import Judge
    from kgqa.verify.names import Names

Progress: TypeAlias = "Callable[[str, int], None]"
"""Called with what is being done and how much of it is done."""
_AT_ONCE = 3
"""Questions that are worked out at the same time: more threads only wait for one interpreter, and for each other."""


class KnowledgeBase(BrowsedGraph):
    """One revision of a graph with all that it entails: to be asked, verified against, explained and queried."""

    def __init__(self, store: EmbeddedStore, settings: Settings | None = None, reasoned: Closure | None = None) -> None:
        """See `ReasonedGraph`."""
        super().__init__(store, settings, reasoned)
        self._at_once = BoundedSemaphore(_AT_ONCE)

    @classmethod
    def load(
        cls,
        *files: str | Path,
        store: Path | str | None = None,
        settings: Settings | None = None,
        progress: Progress | None = None,
    ) -> KnowledgeBase:
        """The graph of `files`, of a durable `store`, or of both; the demonstration graph with neither.

        Files are RDF in any common syntax, GEDCOM, or ontologies. What they entail is derived once and kept in the
        cache folder. Raises InputError or FormatError, naming file, line and remedy, for what cannot be read.
        """
        settings = settings or read_settings()
        paths = [Path(file) for file in files]
        if store is None:
            made, reasoned = closure.closure_of(paths or demonstration_files(), settings, progress)
            return cls(made, settings, reasoned)
        kept = open_revision(Path(store))
        if not paths:
            return cls(kept, settings)
        both = open_memory()
        kept.copy_to(both)
        parts = read_sources(paths, taken=closure.paths_of(kept), progress=progress)
        reasoned = closure.build(both, parts, f"{kept.revision}+", settings, progress)
        return cls(both, settings, reasoned)

    @classmethod
    def load_into(
        cls,
        store: Path | str,
        *files: str | Path,
        source: str | None = None,
        settings: Settings | None = None,
        progress: Progress | None = None,
    ) -> KnowledgeBase:
        """Add `files` to a durable store (made where there is none), and open it.

        `source` names the graph for the facts; otherwise each file has its own. Raises as `load` does, and
        StoreLockedError while another process writes.
        """
        settings = settings or read_settings()
        Writer(Path(store), settings).load([Path(file) for file in files], IRI(source) if source else None, progress)
        return cls(open_revision(Path(store)), settings)

    def prepare(self) -> None:
        """Build what the first questions would otherwise wait for: the lexicon and the closure with its rules."""
        import networkx
        import rapidfuzz

        from kgqa.ask import followup, made
        from kgqa.ask.understanding import understanding_of
        from kgqa.ask.ways import read_ways
        from kgqa.embedded import chosen
        from kgqa.fallback import exchange, policy

        _ = networkx, rapidfuzz, followup, made, chosen, exchange, policy, read_ways(self._lexicon, self.store)
        _ = self._answering(lambda _: None, self.settings), self._prover(), self._conversations, self._completer
        understanding_of(self._lexicon, self.store).kinds.warm()
        _ = self.verify("")
        # What is kept as long as the graph is no garbage: to look through it again holds up a question for long.
        gc.collect()
        gc.freeze()

    def ask(
        self,
        question: str,
        *,
        choose: Sequence[str] = (),
        conversation: str | None = None,
        policy: str | None = None,
        model: bool | str = True,
        cancelled: Callable[[], bool] | None = None,
    ) -> Answer:
        """The answer to a question in plain English: from the graph; else, if `model` and `policy` allow, from a model.

        `choose` holds the `choose` strings of candidates that an ambiguous answer offered. `conversation` names the
        conversation that the question goes on with, where a number in `choose` picks a candidate of the last answer;
        without one a new conversation begins. `model` may name the one endpoint, or model, to ask. A model call ends
        as soon as `cancelled()` is true. Raises InputError for a number that picks nothing and for an endpoint that is
        none.
        """
        return self.reply(
            question, choose=choose, conversation=conversation, policy=policy, model=model, cancelled=cancelled
        ).answer

    def reply(
        self,
        question: str,
        *,
        choose: Sequence[str] = (),
        conversation: str | None = None,
        policy: str | None = None,
        model: bool | str = True,
        cancelled: Callable[[], bool] | None = None,
    ) -> Reply:
        """The answer as `ask` gives it, and as JSON, which costs little where the same was asked before.

        Raises GoneError where `cancelled()` is true before the question has its turn, and what `ask` raises.
        """
        from kgqa.ask.followup import UNDERSTOOD
        from kgqa.ask.made import Made, Reply
        from kgqa.embedded.chosen import chosen

        started = time.perf_counter()
        settings = self.settings if policy is None else replace(self.settings, policy=policy)
        endpoints = chosen(settings, model)
        made = self._made(question, choose, conversation, cancelled)
        if endpoints is not None:
            if made.outline.status in {"not_understood", "no_answer"}:
                prove = or_none(self._prover().prove)
                answer = self._fallen_back(graph_answer := made.answer, settings, endpoints, prove, cancelled)
                made = made if answer is graph_answer else Made(answer, made.turn)
            told = made.outline
            self._spending.count(answered=told.status == "answered", asked=told.usage.model_calls > 0)
        conversation = conversation or uuid4().hex
        if made.outline.status in UNDERSTOOD:
            self._conversations.add(conversation, made.turn)
        return Reply(made, uuid4().hex, conversation, round(1000 * (time.perf_counter() - started), 3))

    def _made(
        self, question: str, choose: Sequence[str], conversation: str | None, cancelled: Callable[[], bool] | None
    ) -> Made:
        """What the graph answers: as it was made before for the same question, or made now."""
        from kgqa.ask.conversation import Context
        from kgqa.ask.followup import Answering, answer_in
        from kgqa.ask.made import Made, asked_as
        from kgqa.ask.stages import stage
        from kgqa.conversations import written

        context = Context(self._conversations.turns(conversation) if conversation else ())
        asked = asked_as(question, choose, context.turns)
        found = self._answers.get(asked)
        if found is None:
            with self._at_once:
                if cancelled is not None and cancelled():
                    raise GoneError("the client went away")
                prove = stage("prove")(or_none(self._prover().prove))
                answering = self._answering(prove, self.settings, context)
                answer, turn = answer_in(context, question, choose, Answering(answering, self._lexicon, self.store))
            found = Made(answer, written(turn))
            self._answers.keep(asked, found)
        return found

    @cached_property
    def _answers(self) -> MadeAnswers:
        from kgqa.ask.made import MadeAnswers

        return MadeAnswers(self.settings.answers_memory * 2**20)

    def verify(
        self, text_or_claims: str | Claims, *, rewrite: bool = False, cancelled: Callable[[], bool] | None = None
    ) -> Verdict:
        """What the graph says of every claim of a text, or of claims that are given as such.

        Claims are mappings ("subject", "predicate", "object", perhaps "negated", "from", "to"), `Claim` values,
        triples, or an rdflib Graph; their parts are labels, IRIs, or the text of a value. `rewrite` asks for the text
        with what is contradicted marked. Raises InputError for a claim that is none, TooLargeError for a text or a
        number of claims over its limit, GoneError once `cancelled()` is true.
        """
        from kgqa.verify.given import claims_given
        from kgqa.verify.verify import Heeding, verify_claims, verify_text

        started = time.perf_counter()
        judge = self._judge() if cancelled is None else Heeding(self._judge(), cancelled)
        if isinstance(text_or_claims, str):
            _within(len(text_or_claims), self.settings.max_text, "the text", "characters")
            given = (text_or_claims, self._read_text, judge)
            verdict = verify_text(*given, revision=self.revision, rewrite=rewrite)
        else:
            claims = claims_given(text_or_claims)
            _within(len(claims), self.settings.max_claims, "the list", "claims")
            verdict = verify_claims(claims, judge, revision=self.revision)
        elapsed = round(1000 * (time.perf_counter() - started), 3)
        return replace(verdict, id=uuid4().hex, elapsed_ms=elapsed)

    def _read_text(self, text: str) -> Read:
        from kgqa.ask.understanding import understanding_of
        from kgqa.verify.reading import read_text

        return read_text(text, understanding_of(self._lexicon, self.store))

    def _judge(self) -> Judge:
        """The judge of this thread: what it keeps of the graph is not shared."""
        from kgqa.verify.judge import Judge

        found: Judge | None = getattr(self._judges, "one", None)
        if found is None:
            found = self._judges.one = Judge(
                self.store,
                self._lexicon,
                self._proved,
                self.contradiction,
                unique_names=self.settings.unique_names,
                names=self._names,
            )
        return found

    @cached_property
    def _judges(self) -> local:
        return local()

    def _proved(self, fact: Triple) -> Proof | None:
        """A proof that does not depend on those found before it."""
        return or_none(self._prover().prove)(fact)

    @cached_property
    def _names(self) -> Names:
        from kgqa.verify.names import Names

        return Names.build(self._lexicon, self.store)

    def _answering(
        self, prove: Callable[[Triple], Proof | None], settings: Settings, context: Context | None = None
    ) -> Callable[[str, Sequence[str]], Answer]:
        from kgqa.ask import answer_question

        given = {"lexicon": self._lexicon, "store": self.store, "prove": prove, "settings": settings}
        given["context"] = context
        return lambda question, choose: answer_question(question, choose=choose, **given)  # type: ignore[arg-type]

    def branch(self, conversation: str) -> str:
        """The id of a new conversation that begins with the turns of another one, which stays as it is."""
        self._conversations.branch(conversation, into := uuid4().hex)
        return into

    @cached_property
    def _conversations(self) -> Conversations:
        from kgqa.conversations import Conversations

        return Conversations(self.settings.cache_folder / "conversations.sqlite")

    def _fallen_back(
        self,
        answer: Answer,
        settings: Settings,
        endpoints: Callable[[], tuple[Endpoint, ...]],
        prove: Callable[[Triple], Proof | None],
        cancelled: Callable[[], bool] | None,
    ) -> Answer:
        """`answer`, or what a model adds to it where it is none."""
        if answer.status not in {"not_understood", "no_answer"}:
            return answer
        from kgqa.fallback.policy import fall_back, may_ask, not_asked

        if not may_ask(answer, settings):
            return answer
        try:
            found = endpoints()
        except ModelError as error:
            return not_asked(answer, error.message)
        if not found:
            return answer
        from kgqa.ask.stages import stage
        from kgqa.fallback.exchange import Line

        return stage("model")(fall_back)(
            answer,
            store=self.store,
            lexicon=self._lexicon,
            names=self._names,
            judge=self._judge(),
            read=self._read_text,
            prove=prove,
            together=self.contradiction,
            line=Line(found, settings, self._spending, cancelled or (lambda: False)),
        )

    @property
    def costs(self) -> Costs:
        """What models took, today and in all, and what the questions that the graph answered would have cost."""
        return self._spending.costs()

    @cached_property
    def _spending(self) -> Spending:
        from kgqa.fallback.spending import Spending

        return Spending(self.settings.cache_folder / "models.sqlite")


def _within(length: int, most: int, what: str, of: str) -> None:
    if length > most:
        raise TooLargeError(f"{what} has {length:,} {of}, and at most {most:,} are checked", remedy="send it in parts")
