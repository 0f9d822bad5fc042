"""A graph with its words: what can be asked of it, what is known of a thing, how a question may go on."""

from __future__ import annotations

from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from kgqa.reasoned import ReasonedGraph

if TYPE_CHECKING:
    from kgqa.ask.about import About, Group
    from kgqa.ask.completion import Completer, Completion
    from kgqa.ask.coverage import Coverage
    from kgqa.ask.lexicon import Lexicon
    from kgqa.model import IRI, Answer

_EXAMPLES = 6


class BrowsedGraph(ReasonedGraph):
    """One revision of a graph with its words: to be looked through by people."""

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

    def complete(self, text: str, at: int | None = None, limit: int = 8) -> list[Completion]:
        """How a question that is being typed may go on at the place `at` (None: its end); examples for an empty one."""
        from kgqa.ask.completion import Completion

        if text.strip():
            return self._completer.complete(text, at, limit)
        return [Completion(question, "question", "", question, len(question)) for question in self.examples[:limit]]

    def about(self, thing: IRI, *, shown: int = 10) -> About | None:
        """What the graph says about a thing, `shown` facts of each property; None when that is nothing."""
        from kgqa.ask.about import about

        return about(thing, self._lexicon, self.store, shown=shown)

    def facts_by(
        self, thing: IRI, iri: IRI, *, inverse: bool = False, offset: int = 0, limit: int = 10
    ) -> Group | None:
        """Some of the facts of a thing by one property, or that lead to it by that property; None without any."""
        from kgqa.ask.about import facts_by

        given = {"inverse": inverse, "offset": offset, "limit": limit}
        return facts_by(thing, iri, self._lexicon, self.store, **given)  # type: ignore[arg-type]

    def questions_about(self, found: About) -> tuple[str, ...]:
        """A few questions about a thing that are answered."""
        from kgqa.ask.about import questions_about

        return questions_about(found, self._lexicon, self.store, self._unproved)

    @cached_property
    def _completer(self) -> Completer:
        from kgqa.ask.completion import Completer

        with self._lock:
            found: Completer | None = self.__dict__.get("_completer")
            return Completer(self._lexicon, self.store) if found is None else found

    def similar(self, answer: Answer) -> tuple[tuple[str, str], ...]:
        """Where an answer says that nothing bears a name: names like it, each with the question then."""
        from kgqa.ask.respelling import respelt

        reason = answer.reason
        if reason is None or reason.code != "unknown_entity" or not reason.words:
            return ()
        return respelt(answer.question, reason.words, self._lexicon.names)

    def _unproved(self, question: str) -> Answer:
        from kgqa.ask import answer_question

        given = {"lexicon": self._lexicon, "store": self.store, "settings": self.settings}
        return answer_question(question, prove=lambda _: None, **given)  # type: ignore[arg-type]

    @cached_property
    def _lexicon(self) -> Lexicon:
        from kgqa.ask import Lexicon

        with self._lock:
            return Lexicon.build(self.store, self.settings.language, self.closure)
