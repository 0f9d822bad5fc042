"""What is gathered while a GEDCOM file is read: facts, lines, problems, and tags that were left out."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from kgqa.load.loaded import Problem
from kgqa.model import IRI, RDF_TYPE, RDFS_LABEL, SKOS, Literal, Term, Triple

if TYPE_CHECKING:
    from kgqa.load.gedcom.records import Record

FAMILY = "https://w3id.org/kgqa/family#"
ALT_LABEL = IRI(SKOS + "altLabel")


@lru_cache(maxsize=256)
def family(name: str) -> IRI:
    """The term of the family vocabulary with this name."""
    return IRI(FAMILY + name)


@dataclass(slots=True)
class _Skipped:
    line: int
    count: int = 0


@dataclass(slots=True)
class Facts:
    """The facts so far. `base` begins the IRI of every record of this file."""

    base: str
    triples: dict[Triple, None] = field(default_factory=dict)
    lines: dict[Term, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    skipped: dict[str, _Skipped] = field(default_factory=dict)

    def iri(self, *segments: str) -> IRI:
        """An IRI of this file; a segment keeps its characters as far as IRIs allow."""
        return IRI(self.base + "/".join(quote(segment, safe="._-~!$&'()*+,;=:") for segment in segments))

    def begin(self, subject: IRI, kind: str, line: int) -> None:
        """States the class of a new subject and keeps its line."""
        self.lines.setdefault(subject, line)
        self.state(subject, RDF_TYPE, family(kind))

    def state(self, subject: IRI, predicate: IRI, value: Term) -> None:
        """Adds a fact; one that is known already is not added again."""
        self.triples[Triple(subject, predicate, value)] = None

    def write(self, subject: IRI, name: str, text: str) -> None:
        """Adds `family:name "text"`, unless the text is empty."""
        if text:
            self.state(subject, family(name), Literal(text))

    def label(self, subject: IRI, label: str, others: tuple[str, ...] = ()) -> None:
        """Adds rdfs:label, and skos:altLabel for other names."""
        self.state(subject, RDFS_LABEL, Literal(label))
        for other in others:
            if other and other != label:
                self.state(subject, ALT_LABEL, Literal(other))

    def report(self, message: str, line: int | None = None) -> None:
        """Notes something that could not be loaded as it stands."""
        self.problems.append(Problem(message, line))

    def skip(self, record: Record, what: str = "") -> None:
        """Counts a line that is left out, to be reported once for each tag."""
        key = what or record.tag
        self.skipped.setdefault(key, _Skipped(record.line)).count += 1

    def all_problems(self) -> tuple[Problem, ...]:
        """The problems by line, tags that were left out last."""
        known = sorted(self.problems, key=lambda problem: problem.line or 0)
        return (*known, *(_left_out(tag, skipped) for tag, skipped in sorted(self.skipped.items())))


def _left_out(tag: str, skipped: _Skipped) -> Problem:
    kind = "extension tag" if tag.startswith("_") else "tag"
    lines = "line" if skipped.count == 1 else "lines"
    return Problem(f"{kind} {tag} is not loaded ({skipped.count} {lines}, the first here)", skipped.line)
