"""From a proposal to logical forms: names and words looked up, put together as far as types allow."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice, product
from typing import TYPE_CHECKING

from kgqa.ask.compose.amounts import number
from kgqa.ask.compose.sets import joined, met, placed
from kgqa.ask.english.numbers import read_number
from kgqa.ask.form import (
    HOLE,
    THING,
    Best,
    Class,
    Compare,
    Count,
    DateIn,
    Entity,
    Exists,
    Form,
    Intersection,
    Join,
    Overlap,
    Question,
    Related,
    Relation,
    Union,
    Value,
)
from kgqa.ask.readings import IMPOSSIBLE, suits
from kgqa.ask.structure import changed
from kgqa.ask.tokens import tokenize
from kgqa.dates import read_date
from kgqa.fallback.reading.words import kinds_called, relations

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.form import Operator
    from kgqa.fallback.reading.proposal import Filter, First, Proposal
    from kgqa.fallback.reading.said import Said
    from kgqa.model import IRI

_MOST = 64
"""Ways in which the words of one proposal may be meant."""


@dataclass(frozen=True, slots=True)
class Meant:
    """What the words and the kind of a proposal mean, in one of the ways."""

    relations: Mapping[str, Relation]
    kind: IRI | None


def forms(proposal: Proposal, said: Said, kinds: Kinds) -> list[Form]:
    """The forms that a proposal may mean: none where a name or word of it is unknown or types exclude it."""
    if proposal.ask == "none" or proposal.ask != said.ask:
        return []
    starts = [thing for name in proposal.start if (thing := named(name, said)) is not None]
    if len(starts) < len(proposal.start):
        return []
    found = (whole(proposal, starts, meant, said, kinds) for meant in islice(_meanings(proposal, kinds), _MOST))
    return list(dict.fromkeys(form for form in found if form is not None))


def _related(proposal: Proposal, starts: list[Entity], said: Said) -> Form | None:
    alone = not (proposal.steps or proposal.kind or proposal.filters or proposal.best or proposal.other)
    return Related(starts[0], starts[1], mutual="between" in said.words) if alone and len(starts) == 2 else None


def question_of(form: Form, said: Said, kinds: Kinds) -> Question | None:
    """The question that a form answers, where what it finds suits the question word."""
    asked = Question(shared(form), said.wants)
    return None if suits(asked, kinds) == IMPOSSIBLE else asked


def named(name: str, said: Said) -> Entity | None:
    """The thing that the question names, spelt by the model as there, case and accents apart."""
    words = " ".join(token.folded for token in tokenize(name))
    for piece in said.things:
        if said.text(piece.start, piece.end) == words:
            return next(option for option in piece.options if isinstance(option, Entity))
    return None


def shared(form: Form) -> Form:
    """The form with what leads on from two things as what leads on from each."""
    pair = _joint(form)
    if pair is None:
        return form
    return Intersection(shared(_given(form, pair, pair.left)), shared(_given(form, pair, pair.right)))


def _joint(form: Form) -> Union | None:
    if isinstance(form, Union):
        return form if form.joint else None
    return _joint(form.of) if isinstance(form, Join) else None


def _given(form: Form, pair: Union, one: Form) -> Form:
    return one if form == pair else changed(form, lambda part: _given(part, pair, one))


def _meanings(proposal: Proposal, kinds: Kinds) -> Iterator[Meant]:
    words = [step.word for step in proposal.steps] + [f.word for f in proposal.filters]
    said = dict.fromkeys([*words, *(first.word for first in proposal.best)])
    options = [relations(word, kinds.lexicon) for word in said]
    classes: tuple[IRI | None, ...] = kinds_called(proposal.kind, kinds.lexicon) if proposal.kind.strip() else (None,)
    for kind in classes:
        for chosen in product(*options):
            yield Meant(dict(zip(said, chosen, strict=True)), kind)


def whole(proposal: Proposal, starts: list[Entity], meant: Meant, said: Said, kinds: Kinds) -> Form | None:
    """The form of a proposal whose words and names are looked up; None where types exclude it."""
    if proposal.ask == "related":
        return _related(proposal, starts, said)
    head = _chain(proposal, starts, meant, said, kinds)
    for filter_ in proposal.filters:
        condition = _condition(filter_, meant.relations[filter_.word], kinds)
        head = None if head is None or condition is None else met(kinds, head, condition)
    for first in proposal.best:
        head = None if head is None else _first(head, first, meant.relations[first.word], kinds)
    if head is None or isinstance(head, (Entity, Union)):
        return None
    match proposal.ask:
        case "count":
            return Count(head) if kinds.literal_of(head) is None else None
        case "yesno":
            return _truth(head, proposal.other, said, kinds)
        case _:
            return None if proposal.other.strip() else head


def _chain(proposal: Proposal, starts: list[Entity], meant: Meant, said: Said, kinds: Kinds) -> Form | None:
    """The start, and what the steps lead to from there; of the kind, if there is one."""
    of: Form | None = Union(starts[0], starts[1], joint=True) if len(starts) > 1 else next(iter(starts), THING)
    for step in proposal.steps:
        relation = _as_said(meant.relations[step.word], said)
        relation = relation.reversed() if step.inverse else relation
        if of is None or of == THING:
            return None
        inside = placed(kinds, of) if isinstance(of, Entity) and _is_inside(of, said) else of
        of = _joined(kinds, relation, inside)
    if starts and not proposal.steps:
        return None
    if meant.kind is None or of is None:
        return None if of == THING else of
    return met(kinds, Class(meant.kind), of)


def _is_inside(thing: Entity, said: Said) -> bool:
    """Whether the question says "in" of a thing."""
    pieces = [piece for piece in said.things if thing in piece.options]
    return any(said.words[piece.start - 1 : piece.start] == ["in"] for piece in pieces)


def _as_said(relation: Relation, said: Said) -> Relation:
    """The relation in the plural if the question has it so."""
    options = (option for piece in said.pieces for option in piece.options)
    many = any(isinstance(option, Relation) and option == relation and option.plural for option in options)
    return replace(relation, plural=True) if many else relation


def _joined(kinds: Kinds, relation: Relation, of: Form) -> Form | None:
    # `joined` takes things that "and" joins for the sides of a record.
    if isinstance(of, Union):
        return Join(relation, of) if kinds.accepts(relation, of) else None
    return joined(kinds, relation, of)


def _condition(given: Filter, relation: Relation, kinds: Kinds) -> Form | None:
    kind, value = kinds.literal(relation), None
    if kind == "date" and (date := read_date(given.value.strip())) is not None:
        value = Value(date)
    elif kind == "number" and (said := read_number([t.folded for t in tokenize(given.value)])) is not None:
        value = number(said)
    if value is None:
        return None
    operator: Operator = "in" if given.comparison == "=" and kind == "date" else given.comparison
    return Compare(Join(relation, HOLE), operator, value)


def _first(of: Form, first: First, relation: Relation, kinds: Kinds) -> Form | None:
    by = Join(relation, HOLE)
    if kinds.literal(relation) not in {"date", "number"} or kinds.literal_of(of) is not None:
        return None
    return Best(of, by, first.highest, first.place) if kinds.compatible(kinds.needed(by), kinds.of(of)) else None


def _truth(head: Form, other: str, said: Said, kinds: Kinds) -> Form | None:
    if not other.strip():
        return Exists(head)
    if kinds.literal_of(head) == "date":
        date = read_date(other.strip())
        return None if date is None else DateIn(head, date)
    thing = named(other, said)
    return Overlap(head, thing) if thing is not None and kinds.meet(head, thing) else None
