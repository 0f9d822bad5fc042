"""What a query is taken apart into: patterns of terms and variables, and texts for another query."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from kgqa.errors import QueryError

if TYPE_CHECKING:
    from kgqa.model import Term

LONGEST = 2_000
"""Characters of an IRI that is put together, and of each part of a pattern that is shown."""

Role: TypeAlias = Literal["required", "optional", "alternative", "inner"]
"""Whether each row has matched a pattern, or may have; or only the rows of a subquery."""


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable, by its name without the question mark; one that the query only implies is `hidden`."""

    name: str
    hidden: bool = False

    def __str__(self) -> str:
        return f"?{self.name}"


Part: TypeAlias = "Variable | Term"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A part of a query as it writes it; `triple` is None for what no single fact answers to, and `note` says why."""

    text: str
    triple: tuple[Part, Part, Part] | None = None
    role: Role = "required"
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReadQuery:
    """A query taken apart: its form, its patterns, and the texts that another query of the same solutions needs."""

    form: str
    patterns: tuple[Pattern, ...]
    prologue: str = ""
    dataset: str = ""
    where: str = ""
    variables: frozenset[str] = frozenset()
    """The names of the variables in the WHERE clause."""
    assigned: frozenset[str] = frozenset()
    """Those of them that an expression gives (BIND, AS)."""


def shortened(text: str) -> str:
    """A part of a query on one line, and not too long to stand in many patterns."""
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} …"


def bounded(iri: str) -> str:
    """The IRI. Raises QueryError for one that is too long to stand in many patterns."""
    if len(iri) > LONGEST:
        raise QueryError(f"an IRI of the query has more than {LONGEST:,} characters")
    return iri
