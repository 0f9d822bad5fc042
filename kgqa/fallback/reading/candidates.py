"""All forms that the pieces of a question can be put together to, for a model to confirm the one that remains."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice, permutations, product
from typing import TYPE_CHECKING

from kgqa.ask.compose.measures import Degree
from kgqa.ask.form import HOLE, Entity, Join, Relation
from kgqa.ask.lexicon import Sense
from kgqa.fallback.reading.build import Meant, question_of, whole
from kgqa.fallback.reading.proposal import MOST_STEPS, Filter, First, Proposal, Step
from kgqa.fallback.reading.said import Ordinal, Piece
from kgqa.fallback.reading.structure import fits
from kgqa.model import IRI

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.form import Question
    from kgqa.fallback.reading.said import Said

    _Shaped = tuple[Proposal, Meant, list[Entity]]

_MOST = 3_000
"""Ways to put pieces together that are tried."""
_MOST_PIECES = 6
_BACK: dict[str, str] = {"in": "=", "<": "<", ">": ">", "<=": "<=", ">=": ">="}


def candidates(said: Said, kinds: Kinds) -> list[Question]:
    """The questions that a question may ask, each of whose words is known: those that `fits` takes to be sure."""
    if said.unknown or said.barred or len(said.pieces) > _MOST_PIECES:
        return []
    found: dict[Question, None] = {}
    for proposal, meant, starts in islice(_proposals(said), _MOST):
        form = whole(proposal, starts, meant, said, kinds)
        if form is not None and fits(form, said, kinds, surely=True):
            question = question_of(form, said, kinds)
            if question is not None:
                found.setdefault(question)
    return list(found)


class _Parts:
    """The pieces of a question by what they may be in a form."""

    def __init__(self, said: Said) -> None:
        self.said = said
        self.things = said.things
        pieces = [piece for piece in said.pieces if piece not in self.things]
        self.degrees = _with(pieces, Degree)
        self.orders = [p for p in _with(pieces, Ordinal) if p not in self.degrees]
        rest = [p for p in pieces if p not in self.degrees and p not in self.orders]
        self.relations = [piece for piece in rest if _relations(piece)]
        self.kinds = _with(rest, IRI)
        self.values = [p for p in rest if p not in self.relations and p not in self.kinds]

    def value(self, piece: Piece) -> str:
        """The date or number of a piece without the words that compare."""
        start = piece.start
        while start < piece.end - 1 and not self.said.words[start][:1].isdigit():
            start += 1
        return " ".join(token.text for token in self.said.tokens[start : piece.end])


def _with(pieces: Sequence[Piece], kind: type) -> list[Piece]:
    return [piece for piece in pieces if any(isinstance(option, kind) for option in piece.options)]


def _relations(piece: Piece) -> list[Relation]:
    found = [option.relation if isinstance(option, Sense) else option for option in piece.options]
    return list(dict.fromkeys(relation for relation in found if isinstance(relation, Relation)))


def _proposals(said: Said) -> Iterator[_Shaped]:
    """Proposals of every shape that uses each piece; their words are only the places of what they mean."""
    parts = _Parts(said)
    if len(parts.degrees) > 1 or len(parts.values) > 1 or len(parts.kinds) > 2:
        return
    for kind in (None, *parts.kinds) if parts.kinds else (None,):
        pool = [piece for piece in (*parts.relations, *parts.kinds) if piece != kind and _relations(piece)]
        classes = [None] if kind is None else [option for option in kind.options if isinstance(option, IRI)]
        for chosen in product(*(_relations(piece) for piece in pool)):
            for class_iri in classes:
                yield from _shapes(parts, list(chosen), class_iri)


def _shapes(parts: _Parts, relations: list[Relation], kind: IRI | None) -> Iterator[_Shaped]:
    for starts, other in _ends(parts):
        for given, rest, asked in _conditions(parts, relations, other):
            for first, left in _firsts(parts, rest):
                for order in permutations(left) if len(left) <= MOST_STEPS else ():
                    for ways in product((False, True), repeat=len(order)):
                        yield _shaped(
                            parts, _Shape(starts, tuple(zip(order, ways, strict=True)), kind, given, first, asked)
                        )


@dataclass(frozen=True, slots=True)
class _Shape:
    """What a proposal is made of: a relation with its direction for each step, with its end for what is first."""

    starts: list[Entity]
    steps: tuple[tuple[Relation, bool], ...]
    kind: IRI | None
    given: Relation | None
    first: tuple[Relation, bool] | None
    asked: str


def _shaped(parts: _Parts, shape: _Shape) -> _Shaped:
    meant = {f"step {k}": relation for k, (relation, _) in enumerate(shape.steps)}
    best: tuple[First, ...] = ()
    if shape.given is not None:
        meant["given"] = shape.given
    if shape.first is not None:
        meant["first"], highest = shape.first
        place = next((o.place for p in parts.orders for o in p.options if isinstance(o, Ordinal)), 1)
        best = (First(word="first", highest=highest, place=place),)
    proposal = Proposal(
        ask=parts.said.ask,
        start=tuple(thing.mention for thing in shape.starts),
        steps=tuple(Step(word=f"step {k}", inverse=way) for k, (_, way) in enumerate(shape.steps)),
        kind="",
        filters=() if shape.given is None else (_filter(parts),),
        best=best,
        other=shape.asked,
        meanings=(),
        ignored=(),
    )
    return proposal, Meant(meant, shape.kind), shape.starts


def _ends(parts: _Parts) -> Iterator[tuple[list[Entity], str]]:
    """The things to start from, and that to which a question of yes or no asks to come."""
    things = [next(o for o in piece.options if isinstance(o, Entity)) for piece in parts.things]
    if parts.said.ask == "yesno":
        for thing in things if len(things) == 2 else ():
            yield [other for other in things if other != thing], thing.mention
    if len(things) <= 1 + parts.said.shares or parts.said.ask == "related":
        yield things[:2], ""


def _conditions(
    parts: _Parts, relations: list[Relation], other: str
) -> Iterator[tuple[Relation | None, list[Relation], str]]:
    """The relation that a date or number is compared with, the others, and what is asked to be in the result."""
    if not parts.values:
        yield None, relations, other
        return
    if parts.said.ask == "yesno" and not other:
        yield None, relations, parts.value(parts.values[0])
    for k, relation in enumerate(relations):
        yield relation, relations[:k] + relations[k + 1 :], other


def _filter(parts: _Parts) -> Filter:
    piece = parts.values[0]
    comparison = _BACK.get(piece.comparison or "in", "=")
    return Filter.model_validate({"word": "given", "comparison": comparison, "value": parts.value(piece)})


def _firsts(parts: _Parts, relations: list[Relation]) -> Iterator[tuple[tuple[Relation, bool] | None, list[Relation]]]:
    """By what the first is found: by what the word of degree measures, or by a relation that is named beside it."""
    if not parts.degrees:
        yield None, relations
        return
    for degree in (option for option in parts.degrees[0].options if isinstance(option, Degree)):
        for measure in degree.measures:
            if isinstance(measure.by, Join) and measure.by.of == HOLE:
                yield (measure.by.relation, measure.highest), relations
        for k, relation in enumerate(relations):
            for up in (False, True):
                yield (relation, up), relations[:k] + relations[k + 1 :]
