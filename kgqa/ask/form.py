"""Logical forms: what a question asks, without its words and without SPARQL.

A form denotes a set of things (in the spirit of lambda DCS: Liang 2013), or a truth value, or a number.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias
from typing import Literal as OneOf

if TYPE_CHECKING:
    from kgqa.model import IRI, Literal


@dataclass(frozen=True, slots=True, order=True)
class Relation:
    """A property read forwards (subject to object) or, when `inverse`, backwards.

    `plural` is how the question put it; it makes no difference to what is meant.
    """

    property: IRI
    inverse: bool = False
    plural: bool = field(default=False, compare=False)

    def __hash__(self) -> int:
        # Relations are looked up hundreds of times for a question: the hash that dataclasses write takes twice as long.
        return hash(self.property.value) ^ self.inverse

    def reversed(self) -> Relation:
        """The same relation read the other way round."""
        return Relation(self.property, not self.inverse, self.plural)


@dataclass(frozen=True, slots=True)
class Entity:
    """A named thing. Several `iris` are things that the mention may mean; `typo` that it is spelt otherwise.

    `at` is where the question mentions it: the same name may mean another thing elsewhere. `every`: all things so
    called are meant, a set ("cities named Springfield").
    """

    iris: tuple[IRI, ...]
    mention: str
    typo: bool = False
    at: int = 0
    every: bool = False

    @property
    def iri(self) -> IRI:
        """The one thing that is meant, once that is settled."""
        return self.iris[0]


@dataclass(frozen=True, slots=True)
class Class:
    """All instances of a class."""

    iri: IRI


@dataclass(frozen=True, slots=True)
class Thing:
    """Everything there is."""


@dataclass(frozen=True, slots=True)
class Hole:
    """What a noun or a measure is still to be given: "the mother of ...", "the population of ...".

    A hole belongs to the nearest `by` or `columns` around it, or to the one so many further out (`depth`); a form in
    which one belongs to nothing is a function from things to sets.
    """

    depth: int = 0


@dataclass(frozen=True, slots=True)
class Value:
    """A number, a date or a text, by itself."""

    literal: Literal


@dataclass(frozen=True, slots=True)
class Called:
    """Everything whose name, or a part of it, is `name`; `wholly`: no part is enough."""

    name: str
    wholly: bool = False


@dataclass(frozen=True, slots=True)
class Join:
    """Everything to which a member of `of` stands in `relation`."""

    relation: Relation
    of: Form


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
class Union:
    """What is in either set; `joint`: said with "and", so that what is said of both sets holds of each."""

    left: Form
    right: Form
    joint: bool = False


@dataclass(frozen=True, slots=True)
class Minus:
    """The members of `of` that are not in `without`."""

    of: Form
    without: Form


Operator: TypeAlias = OneOf["<", "<=", "=", ">=", ">", "in", "contains", "starts", "ends"]
"""How values compare; "in": a date lies in a time; the last three are of texts."""


@dataclass(frozen=True, slots=True)
class Compare:
    """Everything of which a value of the measure `by` (a form with a hole) stands to a value of `than` as told.

    Dates are compared as the days that they may be: one is before another when it surely is.
    """

    by: Form
    operator: Operator
    than: Form


@dataclass(frozen=True, slots=True)
class Having:
    """Everything for which the set `by` (a form with a hole) has a member in `within`."""

    by: Form
    within: Form


@dataclass(frozen=True, slots=True)
class Best:
    """The members of `of` with the highest, or lowest, value of the measure `by` (a form with a hole).

    `place` counts from that end (the second highest), `number` is how many are asked for (the three highest). Members
    with equal values share a place: who is level with the last of the three highest is one of them.
    """

    of: Form
    by: Form
    highest: bool
    place: int = 1
    number: int = 1


@dataclass(frozen=True, slots=True)
class Sorted:
    """The members of `of` in the order of the measure `by` (a form with a hole)."""

    of: Form
    by: Form
    rising: bool = True


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are."""

    of: Form


@dataclass(frozen=True, slots=True)
class Aggregate:
    """The sum, average, minimum or maximum of the measure `by` (a form with a hole) over the members of `of`.

    Each member counts, those with equal values too.
    """

    function: OneOf["sum", "average", "minimum", "maximum"]
    of: Form
    by: Form


@dataclass(frozen=True, slots=True)
class Span:
    """The length of time from the date `start` to the date `end`, in whole units; `end` None: until today.

    A negative length counts as none unless `either`: then the dates may come in either order.
    """

    start: Form
    end: Form | None
    unit: OneOf["year", "month", "day"] = "year"
    either: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """How much more the number `left` is than the number `right`, without its sign."""

    left: Form
    right: Form


@dataclass(frozen=True, slots=True)
class Table:
    """For each member of `of` a row with the values of each of the `columns` (forms with a hole).

    A column that is the hole itself shows the member.
    """

    of: Form
    columns: tuple[Form, ...]


@dataclass(frozen=True, slots=True)
class Several:
    """What is asked for at once: "the average and the highest age", "when and where was X born"."""

    forms: tuple[Form, ...]


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
class Related:
    """What the one is to the other: "how is X related to Y". `mutual`: either direction answers."""

    left: Form
    right: Form
    mutual: bool = False


@dataclass(frozen=True, slots=True)
class Shared:
    """What two things have in common."""

    left: Form
    right: Form


@dataclass(frozen=True, slots=True)
class Nearest:
    """Of what both `left` and `right` reach by `relation`, what takes the fewest steps: "closest common ancestor"."""

    relation: Relation
    left: Form
    right: Form


@dataclass(frozen=True, slots=True)
class Describe:
    """What the graph says of a thing, in short."""

    of: Entity


Form: TypeAlias = (
    Entity | Class | Thing | Hole | Value | Called | Join | Within | Intersection | Union | Minus | Compare | Having
    | Best | Sorted | Count | Aggregate | Span | Difference | Table | Several | Exists | Overlap | All | DateIn
    | Related | Shared | Nearest | Describe
)  # fmt: skip
HOLE = Hole()
THING = Thing()


@dataclass(frozen=True, slots=True)
class Question:
    """A form, and the question word that constrains its answers ("who", "when", "where"), if any."""

    form: Form
    wants: str | None = None
