"""Whether a form says what the question says, all of it and nothing else, and in the way in which it says it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from kgqa.ask.compose.measures import Degree, applicable, end_of
from kgqa.ask.form import (
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
    Relation,
    Value,
    Within,
)
from kgqa.ask.lexicon import Sense
from kgqa.ask.structure import parts
from kgqa.fallback.reading.said import Ordinal, Piece

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.fallback.reading.said import Said

Use: TypeAlias = "Form | tuple[Value, str] | Ordinal"
"""What a form says and a piece of the question must say: a thing, kind, step, value, first or place."""
Placed: TypeAlias = "dict[Use, Piece]"
"""Which piece of the question says what a form says."""
_MOST = 200


def placings(form: Form, said: Said, kinds: Kinds) -> list[Placed]:
    """The ways in which each piece of the question says one thing that the form says, and nothing is left over."""
    found: list[Placed] = []
    for placed in _placed(list(uses(form)), list(said.pieces), said, kinds):
        if placed not in found:
            found.append(placed)
        if len(found) >= _MOST:
            break
    return found


def uses(form: Form) -> Iterator[Use]:
    """All that a form says."""
    match form:
        case Entity() | Class():
            yield form
        case Join(of=of):
            yield form
            yield from uses(of)
        case Compare(by=by, operator=operator, than=Value() as than):
            yield by
            yield than, operator
        case Best(of=of, place=place):
            yield form
            if place > 1:
                yield Ordinal(place)
            yield from uses(of)
        case DateIn(of=of, date=date):
            yield Value(date), "in"
            yield from uses(of)
        case _:
            for part in parts(form):
                yield from uses(part)


def _placed(left: Sequence[Use], pieces: Sequence[Piece], said: Said, kinds: Kinds) -> Iterator[Placed]:
    if not left:
        if not pieces:
            yield {}
        return
    use, others = left[0], left[1:]
    for piece in pieces:
        rest = [other for other in pieces if other != piece]
        if any(_says(option, piece, use, said, kinds) for option in piece.options):
            for placed in _placed(others, rest, said, kinds):
                yield {use: piece, **placed}
    if isinstance(use, Best) and isinstance(use.by, Join):
        yield from _measured(use, others, pieces, said, kinds)


def _measured(best: Best, others: Sequence[Use], pieces: Sequence[Piece], said: Said, kinds: Kinds) -> Iterator[Placed]:
    """What is first by a measure that is named beside the word of degree: "the largest population"."""
    for piece in pieces:
        ends = [end_of(option, best.by) for option in piece.options if isinstance(option, Degree)]
        named = [p for p in pieces if p.start == piece.end and _names(p, best.by, said, kinds)]
        if best.highest in ends and named:
            rest = [other for other in pieces if other not in {piece, named[0]}]
            for placed in _placed(others, rest, said, kinds):
                yield {best: piece, best.by: named[0], **placed}


def _names(piece: Piece, by: Form, said: Said, kinds: Kinds) -> bool:
    return any(_says(option, piece, by, said, kinds) for option in piece.options)


def _says(option: object, piece: Piece, use: Use, said: Said, kinds: Kinds) -> bool:
    """Whether a piece, meant in one way, says what a form says."""
    match use:
        case Entity():
            return isinstance(option, Entity) and option.iris == use.iris
        case Class():
            return option == use.iri
        case Join(relation=relation):
            if isinstance(option, Sense):
                fits = option.preposition is None or option.preposition in said.words
                return fits and option.relation is not None and way(option.relation, relation, kinds) is not None
            return isinstance(option, Relation) and way(option, relation, kinds) is not None
        case Best():
            measures = applicable(kinds, use.of, option) if isinstance(option, Degree) else ()
            return any((m.by, m.highest) == (use.by, use.highest) for m in measures)
        case Ordinal():
            return option == use
        case (value, operator):
            return _is_value(option, piece, value, operator)
        case _:
            return False


def _is_value(option: object, piece: Piece, value: Form, operator: str) -> bool:
    if not isinstance(value, Value):
        return False
    literal = value.literal
    if option == literal:
        return operator == (piece.comparison or "in")
    number = not isinstance(option, Ordinal | Degree) and str(option) == literal.lexical
    return number and operator == (piece.comparison or "=")


def way(said: Relation, used: Relation, kinds: Kinds) -> bool | None:
    """Whether a relation is used as it is said; False: the other way round, None: it is another one."""
    same = {said, *kinds.schema.same(said)}
    if used in same:
        return True
    return said.property in kinds.schema.symmetric if used.reversed() in same else None


def chain(form: Form) -> list[Join]:
    """The steps of a form from the last one back to its start, measures apart."""
    match form:
        case Join(of=of):
            return [form, *chain(of)]
        case Intersection(left=left, right=right):
            return chain(left) or chain(right)
        case Best(of=of) | Count(of=of) | Exists(of=of) | DateIn(of=of) | Within(of=of):
            return chain(of)
        case Overlap(left=left):
            return chain(left)
        case _:
            return []


def start(form: Form) -> Form:
    """What the steps of a form begin from."""
    last = chain(form)
    inner = last[-1].of if last else form
    return inner.of if isinstance(inner, Within) else inner
