"""What reading one source gives: its facts, where they stand, and what could not be loaded."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kgqa.model import IRI, Term, Triple


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a file that could not be loaded; the rest of the file was."""

    message: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Loaded:
    """One source, read whole.

    `source` is the named graph for its facts, `file` the name to show, `lines` the line on which each subject
    is first stated (where the format has lines), `imports` the ontology IRIs it imports, `prefixes` the short
    names of namespaces it declares, `ontology` whether the facts belong to the ontology graph.
    """

    source: IRI
    file: str
    triples: list[Triple]
    lines: dict[Term, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    ontology: bool = False
    imports: tuple[str, ...] = ()
    prefixes: dict[str, str] = field(default_factory=dict)
