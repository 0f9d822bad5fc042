"""What a reasoning test says: frozen values, each with the line it stands on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from pathlib import Path

    from kgqa.model import IRI, Term, Triple


@dataclass(frozen=True, slots=True)
class Pattern:
    """A triple in which None stands for anything."""

    subject: Term | None
    predicate: IRI | None
    object: Term | None


@dataclass(frozen=True, slots=True)
class Entailed:
    """`triple` must be entailed, by a proof whose last rule is `rule` and that rests on each of `uses`."""

    text: str
    line: int
    triple: Triple
    rule: str | None = None
    uses: tuple[Triple, ...] = ()


@dataclass(frozen=True, slots=True)
class NotEntailed:
    """`triple` must not be entailed."""

    text: str
    line: int
    triple: Triple


@dataclass(frozen=True, slots=True)
class Changed:
    """`triple` must be entailed after the change of the case and not before (`gained`), or the other way round."""

    text: str
    line: int
    triple: Triple
    gained: bool


@dataclass(frozen=True, slots=True)
class Count:
    """Exactly `number` distinct triples must fit `pattern`."""

    text: str
    line: int
    pattern: Pattern
    number: int


@dataclass(frozen=True, slots=True)
class Conflicting:
    """There must be a conflict (True), by a certain rule (its name), or none (False); resting on each of `uses`."""

    line: int
    expected: bool | str
    uses: tuple[Triple, ...] = ()


Expectation: TypeAlias = Entailed | NotEntailed | Changed | Count | Conflicting


@dataclass(frozen=True, slots=True)
class Change:
    """What if some facts were stated besides, and others were not?"""

    line: int
    add: tuple[Triple, ...] = ()
    delete: tuple[Triple, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """Facts, and what must and must not follow from them, or from them after a change."""

    name: str
    line: int
    given: tuple[Triple, ...]
    expectations: tuple[Expectation, ...]
    change: Change | None = None


@dataclass(frozen=True, slots=True)
class Suite:
    """One test file: the ontologies it is about, and its cases."""

    file: Path
    ontology: tuple[Path, ...]
    cases: tuple[Case, ...]
