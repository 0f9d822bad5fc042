"""What was said before: the turns of a conversation, and what "his", "them" or "the first one" means after them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Literal as OneOf

from kgqa.ask.schema import is_built_in
from kgqa.model import IRI, KGQA, RDF_TYPE, Candidate, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kgqa.ask.schema import Schema
    from kgqa.model import Answer
    from kgqa.store import Store

PRONOUN = IRI(KGQA + "pronoun")
MOST_THINGS = 200
"""Of longer answers only the first things are remembered."""

_COUNT = "COUNT(DISTINCT"
_PREFIX = re.compile(r"PREFIX\s+([\w-]*):\s*<([^<>\s]*)>", re.IGNORECASE)
_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'')
_NAMED = re.compile(r"<([^<>\s]+)>|(?<![\w?$:])([A-Za-z][\w-]*)?:([A-Za-z_][\w-]*)")


@dataclass(frozen=True, slots=True)
class Pronoun:
    """A word that stands for something said before.

    `word` is its subject form, as kgqa:pronoun gives it ("she" for "her"); `wants` and `shuns` are question words
    that what it stands for must and must not answer to; `place` says which of several it is, counted from 0, or
    from the end below 0 ("the latter": -1).
    """

    word: str
    number: OneOf["one", "many", "any"] = "one"
    wants: str | None = None
    shuns: str | None = None
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and what became of it.

    `question` is complete, whatever was typed ("and his father?"); `about` are the things it named, `answers` the
    things that answered it, `candidates` what was offered when it was ambiguous, `chosen` the choices made so far;
    `counted` whether things were only counted.
    """

    question: str
    reading: str = ""
    about: tuple[IRI, ...] = ()
    answers: tuple[IRI, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    chosen: tuple[str, ...] = ()
    counted: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """The turns of a conversation so far, the latest last."""

    turns: tuple[Turn, ...] = ()

    @property
    def last(self) -> Turn | None:
        """The latest turn, if there is one."""
        return self.turns[-1] if self.turns else None

    @property
    def offer(self) -> Turn | None:
        """The latest turn that offered candidates."""
        return next((turn for turn in reversed(self.turns) if turn.candidates), None)

    @property
    def settled(self) -> Turn | None:
        """The latest turn that was not ambiguous."""
        return next((turn for turn in reversed(self.turns) if not turn.candidates), None)

    def antecedents(self, pronoun: Pronoun, schema: Schema, store: Store) -> tuple[tuple[IRI, ...], ...]:
        """What the pronoun may stand for: sets of things, the likeliest first.

        "They" is what was answered, if anything was. All are from the latest turn that has any: first what it
        answered, then what it asked about. Two sets that would give different answers make the question ambiguous.
        """
        for turn in reversed(self.turns):
            if turn.counted and pronoun.number != "one":
                # "They" are those who were counted, and nobody has named them.
                return ()
            known = _Known(schema, store, pronoun)
            if found := tuple(dict.fromkeys(_standing(pronoun, known.of(turn.answers), known.of(turn.about), known))):
                return found
        return ()


@dataclass(frozen=True, slots=True)
class _Known:
    """Which things a pronoun can stand for in one graph."""

    schema: Schema
    store: Store
    pronoun: Pronoun

    def of(self, things: Sequence[IRI]) -> tuple[IRI, ...]:
        """The things that the graph knows: a conversation may have begun on another one."""
        return tuple(t for t in things if any(True for _ in self.store.match(t)) or self._is_value(t))

    def _is_value(self, thing: IRI) -> bool:
        return any(True for _ in self.store.match(None, None, thing))

    def fit(self, things: Sequence[IRI]) -> tuple[IRI, ...]:
        """The things that the pronoun can stand for, as far as their classes tell."""
        return tuple(thing for thing in things if self._fits(thing))

    def _fits(self, thing: IRI) -> bool:
        held = {t.object for t in self.store.match(thing, RDF_TYPE) if isinstance(t.object, IRI)}
        answered = self.schema.words_answered(held)
        if self.pronoun.shuns in answered:
            return False
        if held and self._is_annotated(self.pronoun.wants) and self.pronoun.wants not in answered:
            return False
        said = {word for kind in held for above in self.schema.classes_above(kind) for word in self._said(above)}
        return self.pronoun.number != "one" or not said or self.pronoun.word in said

    def _is_annotated(self, wanted: str | None) -> bool:
        return any(wanted in words for words in self.schema.question_words.values())

    def _said(self, kind: IRI) -> Iterator[str]:
        for triple in self.store.match(kind, PRONOUN):
            if isinstance(triple.object, Literal):
                yield triple.object.lexical.strip().lower()


def _standing(
    pronoun: Pronoun, answers: tuple[IRI, ...], about: tuple[IRI, ...], known: _Known
) -> Iterator[tuple[IRI, ...]]:
    """The sets of things of one turn that the pronoun may stand for."""
    if pronoun.place is not None:
        yield from _placed(pronoun.place, answers, about)
        return
    groups = [known.fit(answers), known.fit(about)]
    if pronoun.number != "one":
        yield from (group for group in groups if len(group) > 1)
    if pronoun.number == "many" or (pronoun.number == "any" and any(len(group) > 1 for group in groups)):
        return
    if pronoun.number == "any" and groups[0]:
        yield groups[0]
        return
    # A single thing among several answers is meant only where nothing else can be.
    if len(answers) == 1 and groups[0]:
        yield groups[0]
    yield from ((thing,) for thing in groups[1])
    if not groups[1] and len(answers) > 1 and len(groups[0]) == 1:
        yield groups[0]


def _placed(place: int, *groups: tuple[IRI, ...]) -> Iterator[tuple[IRI, ...]]:
    """The thing at a place among the first of the groups with several things."""
    several = next((group for group in groups if len(group) > 1), ())
    if -len(several) <= place < len(several):
        yield (several[place],)


def turn_of(answer: Answer, question: str, chosen: Sequence[str], schema: Schema) -> Turn:
    """The turn that an answer makes; `question` is what was answered, complete."""
    reading = answer.reading
    told = tuple(IRI(item.value) for item in answer.answers[:MOST_THINGS] if item.type == "uri")
    return Turn(
        question=question,
        reading=reading.text if reading else "",
        about=named_in(reading.sparql, schema)[:MOST_THINGS] if reading else (),
        answers=told,
        candidates=answer.candidates,
        chosen=tuple(chosen),
        counted=reading is not None and _COUNT in reading.sparql,
    )


def named_in(sparql: str, schema: Schema) -> tuple[IRI, ...]:
    """The things that a query of `ask.query` names: its IRIs that are no part of the vocabulary, in their order."""
    prefixes = dict(_PREFIX.findall(sparql))
    body = _STRING.sub('""', _PREFIX.sub("", sparql)).partition("{")[2]
    found: dict[IRI, None] = {}
    for full, prefix, local in _NAMED.findall(body):
        iri = IRI(full or prefixes.get(prefix, "") + local)
        known = full or prefix in prefixes
        if known and iri not in schema.properties and iri not in schema.classes and not is_built_in(iri.value):
            found[iri] = None
    return tuple(found)
