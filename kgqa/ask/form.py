"""Logical forms: what a question asks, without its words and without SPARQL.

A form denotes a set of things (in the spirit of lambda DCS: Liang 2013), or a truth value, or a number.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeAlias
from typing import Literal as OneOf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kgqa.model import IRI, Literal


@dataclass(frozen=True, slots=True, order=True)
class Relation:
    """A property read forwards (subject to object) or, when `inverse`, backwards.

    `plural` is how the question put it; it makes no difference to what is meant.
    """

    property: IRI
    inverse: bool = False
    plural: bool = field(default=False, compare=False)

    def reversed(self) -> Relation:
        """The same relation read the other way round."""
        return replace(self, inverse=not self.inverse)


@dataclass(frozen=True, slots=True)
class Entity:
    """A named thing. Several `iris` are things that the mention may mean; `typo` that it is spelt otherwise.

    `at` is where the question mentions it: the same name may mean another thing elsewhere.
    """

    iris: tuple[IRI, ...]
    mention: str
    typo: bool = False
    at: int = 0

    @property
    def iri(self) -> IRI:
        """The one thing that is meant, once that is settled."""
        return self.iris[0]


@dataclass(frozen=True, slots=True)
class Class:
    """All instances of a class."""

    iri: IRI


@dataclass(frozen=True, slots=True)
class Join:
    """Everything to which a member of `of` stands in `relation`.

    `granted`: the question has a preposition that is not the verb's own, which English allows where what is reached
    is a place ("place") or where the relation is mutual ("mutual").
    """

    relation: Relation
    of: Form
    granted: OneOf["place", "mutual"] | None = None


@dataclass(frozen=True, slots=True)
class Within:
    """The members of `of` and all that lies in them, by the transitive property `by` (None: by none)."""

    of: Form
    by: IRI | None = None


@dataclass(frozen=True, slots=True)
class Intersection:
    """What is in both sets."""

    left: Form
    right: Form


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are."""

    of: Form


@dataclass(frozen=True, slots=True)
class Exists:
    """Whether there is any."""

    of: Form


@dataclass(frozen=True, slots=True)
class Overlap:
    """Whether a member of `left` is in `right`: "is X the father of Y".

    `mutual`: it is asked of both at once ("are X and Y siblings"), which only a symmetric relation can answer.
    """

    left: Form
    right: Form
    mutual: bool = False


@dataclass(frozen=True, slots=True)
class All:
    """Whether all members of `of` are in `within`: "are all children of X women"."""

    of: Form
    within: Form


@dataclass(frozen=True, slots=True)
class DateIn:
    """Whether a date of the set lies in the time that `date` means."""

    of: Form
    date: Literal


@dataclass(frozen=True, slots=True)
class Describe:
    """What the graph says of a thing, in short."""

    of: Entity


Form: TypeAlias = Entity | Class | Join | Within | Intersection | Count | Exists | Overlap | All | DateIn | Describe


@dataclass(frozen=True, slots=True)
class Question:
    """A form, and the question word that constrains its answers ("who", "when", "where"), if any."""

    form: Form
    wants: str | None = None


def parts(form: Form) -> tuple[Form, ...]:
    """The forms that `form` is composed of."""
    match form:
        case Join(of=of) | Within(of=of) | Count(of=of) | Exists(of=of) | DateIn(of=of) | Describe(of=of):
            return (of,)
        case Overlap(left=left, right=right) | Intersection(left=left, right=right):
            return (left, right)
        case All(of=of, within=within):
            return (of, within)
        case _:
            return ()


def entities(form: Form) -> Iterator[Entity]:
    """The named things in `form`, from left to right."""
    if isinstance(form, Entity):
        yield form
    for part in parts(form):
        yield from entities(part)


def joins(form: Form) -> Iterator[Join]:
    """The joins in `form`, outermost first."""
    if isinstance(form, Join):
        yield form
    for part in parts(form):
        yield from joins(part)


def with_entities(form: Form, change: Callable[[Entity], Entity]) -> Form:
    """`form` with each named thing replaced."""
    match form:
        case Entity():
            return change(form)
        case Describe(of=of):
            return Describe(change(of))
        case Join() | Within() | Count() | Exists() | DateIn():
            return replace(form, of=with_entities(form.of, change))
        case Overlap() | Intersection():
            return replace(form, left=with_entities(form.left, change), right=with_entities(form.right, change))
        case All(of=of, within=within):
            return All(with_entities(of, change), with_entities(within, change))
        case _:
            return form
