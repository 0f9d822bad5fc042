"""The order in which a question travels, written once: load, reason, ask; else ground, generate, verify."""

from __future__ import annotations

import gc
import time
from dataclasses import replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from threading import RLock, local
from typing import TYPE_CHECKING, TypeAlias
from uuid import uuid4

from kgqa import closure
from kgqa.ask.labels import Labels
from kgqa.config import Settings, read_settings
from kgqa.errors import InputError, ModelError, ProofBudgetError, TooLargeError
from kgqa.load import Problem, demonstration_files, read_sources
from kgqa.model import ASSERTED_GRAPH, INFERRED_GRAPH, IRI, Answer, Conflict, Proof, Term, Triple, Verdict
from kgqa.store import EmbeddedStore, Solutions, Triples, as_stored, open_memory, open_revision

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from rdflib import Graph

    from kgqa.ask.conversation import Context
    from kgqa.ask.coverage import Coverage
    from kgqa.ask.lexicon import Lexicon
    from kgqa.config import Endpoint
    from kgqa.conversations import Conversations
    from kgqa.fallback.costs import Costs
    from kgqa.fallback.spending import Spending
    from kgqa.reason import Closure, Identity, Prover, Supposition
    from kgqa.reason.blocked import Blocked
    from kgqa.reason.minimal import Alone
    from kgqa.reason.missing import Missing
    from kgqa.verify.claim import Read
    from kgqa.verify.given import Claims
    from kgqa.verify.judge import Judge
    from kgqa.verify.names import Names

Progress: TypeAlias = "Callable[[str, int], None]"
"""Called with what is being done and how much of it is done."""
Fact: TypeAlias = "Triple | tuple[str | Term, str | IRI, str | Term]"

_EXAMPLES = 6


class KnowledgeBase:
    """One revision of a graph with all that it entails: to be asked, explained, checked and queried."""

    def __init__(self, store: EmbeddedStore, settings: Settings | None = None, reasoned: Closure | None = None) -> None:
        """`reasoned` is the closure of the store's facts; opened or derived when it is first needed if not given."""
        self.store = store
        self._reasoned = reasoned
        settings = settings or read_settings()
        names = closure.unique_names_of(store)
        self.settings = settings if names is None else replace(settings, unique_names=names)
        self._lock = RLock()

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
        name = IRI(source) if source else None
        paths = [Path(file) for file in files]
        return cls(closure.load_into(Path(store), paths, name, settings, progress), settings)

    @property
    def revision(self) -> str:
        """The name of the revision that everything here holds for."""
        return self.store.revision

    @property
    def problems(self) -> tuple[tuple[str, Problem], ...]:
        """What could not be loaded, by file."""
        return closure.problems_of(self.store)

    @cached_property
    def labels(self) -> Labels:
        """What things are called."""
        return Labels(self.store, self.settings.language)

    def prepare(self) -> None:
        """Build what the first questions would otherwise wait for: the lexicon and the closure with its rules."""
        import networkx

        from kgqa.ask import followup
        from kgqa.ask.understanding import understanding_of
        from kgqa.ask.ways import read_ways

        _ = networkx, followup, read_ways(self._lexicon, self.store)
        _ = self._answering(lambda _: None, self.settings), self._prover(), self._conversations
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
        from kgqa.ask.conversation import Context
        from kgqa.ask.followup import UNDERSTOOD, Answering, answer_in
        from kgqa.embedded.chosen import chosen

        started = time.perf_counter()
        prove = _or_none(self._prover().prove)
        settings = self.settings if policy is None else replace(self.settings, policy=policy)
        endpoints = chosen(settings, model)
        lexicon, store = self._lexicon, self.store
        context = Context(self._conversations.turns(conversation) if conversation else ())

        asked = self._answering(prove, settings, context)
        answer, turn = answer_in(context, question, choose, Answering(asked, lexicon, store))
        if endpoints is not None:
            answer = self._fallen_back(answer, settings, endpoints, prove, cancelled)
            self._spending.count(answered=answer.status == "answered", asked=answer.usage.model_calls > 0)
        conversation = conversation or uuid4().hex
        if answer.status in UNDERSTOOD:
            self._conversations.add(conversation, turn)
        return replace(
            answer,
            id=uuid4().hex,
            conversation=conversation,
            elapsed_ms=round(1000 * (time.perf_counter() - started), 3),
        )

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
        return _or_none(self._prover().prove)(fact)

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

    @cached_property
    def coverage(self) -> Coverage:
        """What can be asked: classes, properties and their words, with questions that are answered."""
        from kgqa.ask.coverage import coverage

        lexicon = self._lexicon
        with self._lock:
            # Whoever waited for the lock has it from who held it.
            found: Coverage | None = self.__dict__.get("coverage")
            return coverage(lexicon, self.store, self._unproved) if found is None else found

    @cached_property
    def examples(self) -> tuple[str, ...]:
        """A few questions that are answered, to begin with."""
        from kgqa.ask.coverage import examples

        lexicon = self._lexicon
        with self._lock:
            kept: tuple[str, ...] | None = self.__dict__.get("examples")
            found = examples(lexicon, self.store, self._unproved) if kept is None else ()
            return tuple(example.question for example in islice(found, _EXAMPLES)) if kept is None else kept

    def _unproved(self, question: str) -> Answer:
        return self._answering(lambda _: None, self.settings)(question, ())

    def branch(self, conversation: str) -> str:
        """The id of a new conversation that begins with the turns of another one, which stays as it is."""
        self._conversations.branch(conversation, into := uuid4().hex)
        return into

    def explain(
        self, subject: str | Term, predicate: str | IRI, object: str | Term, *, every: bool = False
    ) -> list[Proof]:
        """The shortest proof that a fact holds, or every proof with a different last step; empty if it does not.

        Terms are given as such or as text: an IRI, a prefixed name or a label. Raises InputError for a name that
        nothing bears or several things bear.
        """
        from kgqa.ask.verbalise import verbalise

        fact = self.fact((subject, predicate, object))
        prover = self._prover()
        proofs = prover.proofs(fact) if every else [proof] if (proof := prover.prove(fact)) else []
        return [verbalise(proof, self.labels) for proof in proofs]

    def conflicts(self, limit: int | None = None) -> list[Conflict]:
        """What in the graph cannot all be true, at most `limit` of it, each with the proofs of what clashes."""
        from kgqa.ask.verbalise import verbalise_conflict

        found = self.closure.conflicts(self._prover().prove)
        return [verbalise_conflict(conflict, self.labels) for conflict in islice(found, limit)]

    def entails(self, graph: str | Path | Graph | Iterable[Triple]) -> bool:
        """Whether all of a graph (a file, an rdflib Graph, or triples) follows; its blank nodes stand for something."""
        from kgqa.rdflib_terms import triple_from_rdflib
        from kgqa.reason import entails, suppose

        if isinstance(graph, str | Path):
            graph = [triple for part in read_sources([Path(graph)]) if not part.ontology for triple in part.triples]
        triples = (triple if isinstance(triple, Triple) else triple_from_rdflib(*triple) for triple in graph)
        graph = [triple._replace(object=as_stored(triple.object)) for triple in triples]
        return entails(self.closure, graph, lambda given: suppose(self.closure, given))

    def what_if(self, add: Iterable[Fact] = (), delete: Iterable[Fact] = ()) -> Supposition:
        """What further facts, and taking back others, would entail, lose and contradict; nothing is changed."""
        from kgqa.ask.verbalise import verbalise_conflict
        from kgqa.reason import suppose

        given, gone = ([self.fact(fact) for fact in facts] for facts in (add, delete))
        return suppose(
            self.closure,
            given,
            gone,
            source_of=self.store.source_of,
            told=lambda conflict: verbalise_conflict(conflict, self.labels),
        )

    def fact(self, terms: Fact) -> Triple:
        """The triple that three terms name, whether given as terms or as text."""
        from kgqa.ask.naming import Naming
        from kgqa.rdflib_terms import from_rdflib

        naming = Naming(self.store, closure.prefixes_of(self.store), self.settings.language)
        subject, predicate, obj = terms
        subject = naming.thing(subject) if type(subject) is str else from_rdflib(subject)
        relation = naming.property(predicate) if type(predicate) is str else from_rdflib(predicate)
        if not isinstance(relation, IRI):
            raise InputError(f"{relation} is no property", remedy="give an IRI, a prefixed name or a label")
        obj = naming.object(obj, subject, relation) if type(obj) is str else from_rdflib(obj)
        return Triple(subject, relation, as_stored(obj))

    def sparql(self, query: str) -> Solutions | Triples | bool:
        """The result of a SPARQL 1.1 query over what is asserted and inferred. Raises QueryError."""
        return self.store.query(query)

    def asserted(self) -> Iterator[Triple]:
        """Every fact that a source or an ontology states."""
        return self.store.match(graph=ASSERTED_GRAPH)

    def inferred(self) -> Iterator[Triple]:
        """Every fact that is entailed and not stated."""
        return self.store.match(graph=INFERRED_GRAPH)

    def plan(self) -> str:
        """The compiled rules, for people."""
        return self.closure.program.plan()

    @cached_property
    def graph(self) -> Graph:
        """A copy of all facts, asserted and inferred, as an rdflib Graph."""
        from rdflib import Graph

        from kgqa.rdflib_terms import to_rdflib

        graph = Graph()
        for subject, predicate, obj in self.store.match():
            graph.add((to_rdflib(subject), to_rdflib(predicate), to_rdflib(obj)))
        return graph

    @cached_property
    def closure(self) -> Closure:
        """The facts of this revision with all that they entail, as the reasoner sees them."""
        with self._lock:
            return self._reasoned or closure.closure_in(self.store, self.settings)

    @cached_property
    def _conversations(self) -> Conversations:
        from kgqa.conversations import Conversations

        return Conversations(self.settings.cache_folder / "conversations.sqlite")

    @cached_property
    def _alone(self) -> Alone:
        from kgqa.reason.minimal import Alone

        return Alone(self.closure.program)

    @cached_property
    def _lexicon(self) -> Lexicon:
        from kgqa.ask import Lexicon

        with self._lock:
            return Lexicon.build(self.store, self.settings.language, self.closure)

    def _prover(self) -> Prover:
        """A prover for one call: what it learns is not shared between threads."""
        return self.closure.prover(self.store.source_of)

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
        from kgqa.fallback.exchange import Line

        return fall_back(
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

    def responsible(self, conflict: Conflict) -> tuple[Proof, ...]:
        """The fewest stated facts of those that a conflict rests on from which it still arises, with their sources."""
        from kgqa.reason.minimal import arises_again, minimal, responsible

        leaves = {leaf.fact: leaf for leaf in responsible(conflict)}
        still = arises_again(self.closure.program, conflict, self._alone)
        return tuple(leaves[fact] for fact in minimal(leaves, still)) if still(list(leaves)) else tuple(leaves.values())

    def why_not(
        self, subject: str | Term, predicate: str | IRI, object: str | Term, *, limit: int = 10
    ) -> tuple[Missing, ...]:
        """What is missing for a fact to follow, the nearest rule first; () if it does. Terms are as in `explain`."""
        from kgqa.reason.missing import why_not

        fact = self.fact((subject, predicate, object))
        return why_not(self.closure.program, self.closure, self._identity, fact, limit=limit)

    def refute(self, subject: str | Term, predicate: str | IRI, object: str | Term) -> Blocked | None:
        """Why a claim on a property defined by its rules cannot be true; None if it may. Terms are as in `explain`."""
        from kgqa.ask.lacking import verbalise_refutation
        from kgqa.reason.blocked import refute_by_rules

        fact = self.fact((subject, predicate, object))
        given = (self.closure.grounds, self._identity, fact, _or_none(self._prover().prove))
        found = refute_by_rules(*given)
        return found and replace(found, conflict=verbalise_refutation(found, self.labels))

    def contradiction(self, facts: Sequence[Fact]) -> Conflict | None:
        """One of the simplest new conflicts that facts would bring; None if the graph leaves room for all of them.

        There is one exactly if `what_if` finds any, or `refute` does for one of the facts. The supposed facts that it
        rests on are in it, asserted by the source `kgqa.reason.SUPPOSED`; nothing is said of what holds anyway.
        """
        from kgqa.ask.lacking import verbalise_refutation
        from kgqa.ask.verbalise import verbalise_conflict
        from kgqa.reason.contradiction import contradiction

        given = [self.fact(fact) for fact in facts]
        found = contradiction(self.closure, given, self.store.source_of, _or_none(self._prover().prove))
        if isinstance(found, Conflict):
            return verbalise_conflict(found, self.labels)
        return None if found is None else verbalise_refutation(found, self.labels)

    @property
    def _identity(self) -> Identity:
        from kgqa.reason import Identity

        return Identity(self.settings.unique_names, self.closure.__contains__)


def _or_none(prove: Callable[[Triple], Proof | None]) -> Callable[[Triple], Proof | None]:
    """An answer is given even where its proof would take too long to find."""

    def proved(triple: Triple) -> Proof | None:
        try:
            return prove(triple)
        except ProofBudgetError:
            return None

    return proved


def _within(length: int, most: int, what: str, of: str) -> None:
    if length > most:
        raise TooLargeError(f"{what} has {length:,} {of}, and at most {most:,} are checked", remedy="send it in parts")
