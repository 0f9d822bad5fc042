"""A question in its conversation: choices by number, and questions that go on from the last one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kgqa.ask.conversation import Context, Turn, turn_of
from kgqa.ask.english.following import (
    Continuation,
    continued,
    is_owner,
    is_question,
    of_thing,
    pronouns,
    retold,
    with_name,
)
from kgqa.ask.mention import MISSPELT, find_mentions
from kgqa.ask.resolve import name_choice
from kgqa.ask.tokens import tokenize
from kgqa.errors import InputError
from kgqa.model import RDF_TYPE, Candidate, Reason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kgqa.ask.lexicon import Lexicon
    from kgqa.ask.mention import Mention
    from kgqa.ask.schema import Schema
    from kgqa.ask.tokens import Token
    from kgqa.model import IRI, Answer
    from kgqa.store import Store

_QUESTION = "question:"
UNDERSTOOD = frozenset(("answered", "no_answer", "ambiguous"))
"""Statuses of answers that the next question can go on from."""
_MOST_RETOLD = 8
"""Of a continuation no more complete questions are tried."""


@dataclass(frozen=True, slots=True)
class Answering:
    """How a complete question is answered (`ask`: the question, and the choices made), and over which graph."""

    ask: Callable[[str, Sequence[str]], Answer]
    lexicon: Lexicon
    store: Store


@dataclass(frozen=True, slots=True)
class Referent:
    """A pronoun of a question, from token `start` up to `end`, and the sets that it may stand for, likeliest first.

    Sets of one thing each are candidates, of which one is meant; a larger set is meant as a whole.
    """

    start: int
    end: int
    sets: tuple[tuple[IRI, ...], ...]


def referents(tokens: Sequence[Token], context: Context, schema: Schema, store: Store) -> tuple[Referent, ...]:
    """What the pronouns of a question stand for in its conversation; those that stand for nothing are left out."""
    found = ((start, end, context.antecedents(word, schema, store)) for start, end, word in pronouns(tokens))
    return tuple(Referent(start, end, sets) for start, end, sets in found if sets)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A complete question, the choices that go with it, and the classes that what it puts in shares with the old."""

    question: str
    chosen: tuple[str, ...] = ()
    alike: int = 0


def answer_in(context: Context, question: str, choose: Sequence[str], by: Answering) -> tuple[Answer, Turn]:
    """The answer to a question in its conversation, and the turn that it makes.

    `choose` may hold numbers: candidates of the last answer, counted from 1; and so may the question itself be one.
    An empty question with a choice is the last one again. Raises InputError for a number that picks nothing.
    """
    question, choose = _choosing(context, question, choose)
    told = next((c.removeprefix(_QUESTION) for c in choose if c.startswith(_QUESTION)), None)
    choose = tuple(c for c in choose if not c.startswith(_QUESTION))
    going_on = continued(question) if told is None and context.turns else None
    found = None if going_on is None else _going_on(context, going_on, choose, by)
    if found is None:
        asked = _Asked(told or question, choose)
        found = by.ask(asked.question, asked.chosen), asked
    answer, asked = found
    turn = turn_of(answer, asked.question, asked.chosen, by.lexicon.schema)
    return replace(answer, question=question), turn


def _choosing(context: Context, question: str, choose: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The question, and the choices in full: numbers stand for candidates of the last answer.

    What was chosen for the same question before stays chosen.
    """
    last, offer = context.last, context.offer
    if offer is not None and last is offer and _is_number(question) and not choose:
        question, choose = "", (question.strip(),)
    numbers = [c for c in choose if _is_number(c)]
    if offer is None and numbers:
        message = f"there is nothing to choose number {numbers[0]} from"
        raise InputError(message, remedy="name a conversation with an ambiguous answer")
    if offer is None or not (numbers or (choose and last is offer and question == offer.question)):
        return question, tuple(choose)
    picked = tuple(_candidate(offer, int(c)) if _is_number(c) else c for c in choose)
    return question if question.strip() else offer.question, (*offer.chosen, *picked)


def _is_number(text: str) -> bool:
    text = text.strip()
    return text.isascii() and text.isdigit() and len(text) <= 4


def _candidate(turn: Turn, number: int) -> str:
    if not 1 <= number <= len(turn.candidates):
        raise InputError(f"there is no candidate {number}", remedy=f"choose from 1 to {len(turn.candidates)}")
    return turn.candidates[number - 1].choose


def _going_on(
    context: Context, going_on: Continuation, choose: tuple[str, ...], by: Answering
) -> tuple[Answer, _Asked] | None:
    """The answer to a continuation, with the question it is short for; None when it is best asked as it is.

    First the last question is asked again of what is named; then, where the rest names nothing, for another role of
    what was asked about; then the rest as a question of its own. A bare word is no question: of several things it
    would tell something else than was asked.
    """
    last, rest = context.settled, going_on.rest
    if last is None:
        return None
    again = _retold(last, rest, choose, by)
    best = max((each.alike for each in again), default=0)
    found = _understood([each for each in again if each.alike == best], by)
    refers = any(True for _ in pronouns(tokenize(rest)))
    names = refers or any(m.cost < MISSPELT for m in _mentions(rest, by))
    if not found and not names and not is_question(rest):
        found = _understood(list(_roles(last, rest, choose, by)), by)
    bare = any(m.end - m.start == len(tokenize(rest)) for m in _mentions(rest, by))
    if not found and not going_on.named and ((names and not bare) or is_question(rest)) and not again:
        found = _understood([_Asked(rest, choose)], by)
    if len({_told(answer) for answer, _ in found}) > 1:
        return _which_question(found), _Asked(rest, choose)
    return found[0] if found else None


def _understood(questions: Sequence[_Asked], by: Answering) -> list[tuple[Answer, _Asked]]:
    """Those of the questions that are understood; of several those with an answer, if any has one."""
    tried = [(by.ask(each.question, each.chosen), each) for each in questions[:_MOST_RETOLD]]
    found = [(answer, each) for answer, each in tried if answer.status in UNDERSTOOD]
    telling = [(answer, each) for answer, each in found if answer.status != "no_answer"]
    return telling or found


def _told(answer: Answer) -> object:
    return (answer.status, tuple(item.value for item in answer.answers), answer.candidates, answer.text)


def _which_question(found: Sequence[tuple[Answer, _Asked]]) -> Answer:
    """The question asked back: which complete question is meant."""
    offered = tuple(
        Candidate(asked.question, asked.question, answer.text, _QUESTION + asked.question) for answer, asked in found
    )
    message = "The question can be completed in different ways: choose one."
    return replace(
        found[0][0],
        status="ambiguous", text=message, source=None, certainty=None, answers=(), reading=None,
        candidates=offered, reason=Reason("ambiguous", message), completeness=None,
    )  # fmt: skip


def _retold(last: Turn, rest: str, choose: tuple[str, ...], by: Answering) -> list[_Asked]:
    """The last question with what is named now in the place of what was named then."""
    settled, chosen = _settled(last, by)
    other = retold(settled, rest)
    if other is not None:
        return [_Asked(other, (*chosen, *choose))]
    new = next((m for m in _mentions(rest, by) if m.end - m.start == len(tokenize(rest))), None)
    if new is None:
        return []
    found = []
    for iri, start, end in _named(last, settled, by):
        alike = max(len(_classes(iri, by.store) & _classes(each, by.store)) for each in new.entity.iris)
        found.append(_Asked(with_name(settled, start, end, rest), (*chosen, *choose), alike))
    return found


def _roles(last: Turn, rest: str, choose: tuple[str, ...], by: Answering) -> Iterator[_Asked]:
    """ "And the mother?": the role, of what the last question named."""
    settled, chosen = _settled(last, by)
    for _, start, end in _named(last, settled, by):
        yield _Asked(of_thing(rest, settled[start:end]), (*chosen, *choose))


def _settled(last: Turn, by: Answering) -> tuple[str, tuple[str, ...]]:
    """The last question with the name of the thing in place of a pronoun, and its choices."""
    named = {iri for iri, _, _ in _named(last, last.question, by)}
    rest = [iri for iri in last.about if iri not in named]
    tokens = tokenize(last.question)
    found = list(pronouns(tokens))
    if len(rest) != 1 or len(found) != 1:
        return last.question, last.chosen
    (start, end, _), name = found[0], by.lexicon.labels.of(rest[0])
    whose = is_owner(tokens[start].folded) and end < len(tokens)
    span = (tokens[start].start, tokens[end - 1].end)
    before, after = last.question[: span[0]], last.question[span[1] :]
    question = with_name(last.question, *span, name) if whose else before + name + after
    return question, (*last.chosen, name_choice(name, rest[0]))


def _named(last: Turn, question: str, by: Answering) -> list[tuple[IRI, int, int]]:
    """The things that the question named, each with the characters that name it."""
    tokens, mentions = tokenize(question), _mentions(question, by)
    found = []
    for iri in last.about:
        longest = max((m for m in mentions if iri in m.entity.iris), key=lambda m: m.end - m.start, default=None)
        if longest is not None:
            found.append((iri, tokens[longest.start].start, tokens[longest.end - 1].end))
    return found


def _mentions(question: str, by: Answering) -> list[Mention]:
    return find_mentions(question, tokenize(question), by.lexicon, by.store)


def _classes(iri: IRI, store: Store) -> frozenset[object]:
    return frozenset(t.object for t in store.match(iri, RDF_TYPE))
