"""The lines of a SPARQL query in the making: names of variables, prefixes, groups within groups."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from kgqa.ask.form import THING
from kgqa.ask.query.plan import steps
from kgqa.ask.structure import fill
from kgqa.model import IRI, KGQA, OWL, RDFS, SKOS, XSD, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from kgqa.ask.form import Form, Join
    from kgqa.ask.labels import Labels
    from kgqa.model import Term

_SPLIT = re.compile(r"(.*[/#:])([A-Za-z_][\w-]*)", re.ASCII)
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
TARGET = "?answer"
_WELL_KNOWN = {KGQA: "kgqa", OWL: "owl", RDFS: "rdfs", SKOS: "skos", XSD: "xsd"}
_DEEPEST = 6
_SHORT = 100
_MOST_FOLLOWED, _MOST_SCANNED = 2, 1
"""Relations that are followed one after the other without looking at what was found before."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The value of a measure as SPARQL expressions: what it is at least, at most and, where certain, exactly.

    `recorded` is what stands for a number as the graph has it.
    """

    low: str
    high: str
    value: str
    is_exact: bool = True
    recorded: str = ""


@dataclass(frozen=True, slots=True)
class Domain:
    """The things that a measure is taken of, and what the holes in their form stand for."""

    form: Form = THING
    holes: tuple[str, ...] = ()


EVERYTHING = Domain()
Pattern: TypeAlias = "Callable[[Writer, Form, str], None]"
Measure: TypeAlias = "Callable[[Writer, Form, Measuring], Scale]"


@dataclass(frozen=True, slots=True)
class Measuring:
    """How a measure is wanted: of which `member` (empty: of none) in which `domain`; as a date or a number.

    `zero`: things of which none is counted are wanted too.
    """

    member: str = ""
    domain: Domain = EVERYTHING
    dates: bool = False
    zero: bool = False


@dataclass(slots=True)
class Writer:
    """The lines of a group pattern, and the names given so far.

    `patterns` and `measures` say, by the type of a form, how its members and its values are written. `dates` are
    the properties whose values are dates, if that is known. `possible`: comparisons hold where they may, not only where
    they surely do. `planned`: the query is to be run, not to be read, and each part is written as the engine does it
    fastest; `scanning`: by reading properties as a whole.
    """

    labels: Labels
    patterns: Mapping[type, Pattern]
    measures: Mapping[type, Measure]
    same_as: bool = False
    apart: frozenset[Join] = frozenset()
    dates: frozenset[IRI] | None = None
    possible: bool = False
    planned: bool = False
    scanning: bool = False
    lines: list[str] = field(default_factory=list)
    prefixes: dict[str, str] = field(default_factory=dict)
    variables: set[str] = field(default_factory=lambda: {TARGET})
    holes: tuple[str, ...] = ()

    @property
    def kept_dates(self) -> frozenset[IRI]:
        """The properties known to hold dates."""
        return self.dates or frozenset()

    def iri(self, iri: IRI) -> str:
        """The IRI as the query writes it, with a prefix where SPARQL allows."""
        found = _SPLIT.fullmatch(iri.value)
        if found is None or found[2].endswith("-"):
            return str(iri)
        namespace = found[1]
        if namespace not in self.prefixes:
            self.prefixes[namespace] = self._prefix(namespace)
        return f"{self.prefixes[namespace]}:{found[2]}"

    def term(self, term: Term) -> str:
        """The IRI or literal as the query writes it; plain numbers without their datatype."""
        if isinstance(term, IRI):
            return self.iri(term)
        if not isinstance(term, Literal) or term.language or term.datatype == XSD + "string":
            return str(term)
        number = _NUMBER.fullmatch(term.lexical)
        if number is not None and term.datatype == XSD + ("decimal" if number[1] else "integer"):
            return term.lexical
        return f"{Literal(term.lexical)}^^{self.iri(IRI(term.datatype))}"

    def kgqa(self, function: str, *arguments: str) -> str:
        """A call of one of kgqa's own functions."""
        return f"{self.iri(IRI(KGQA + function))}({', '.join(arguments)})"

    def _prefix(self, namespace: str) -> str:
        base, taken = _WELL_KNOWN.get(namespace) or _short_name(namespace), set(self.prefixes.values())
        return next(p for p in (base, *(f"{base}{k}" for k in range(2, len(taken) + 3))) if p not in taken)

    def variable(self, named_after: IRI | str) -> str:
        """A new variable, named after a thing's label or as told."""
        text = named_after if isinstance(named_after, str) else self.labels.of(named_after)
        words = re.findall(r"[A-Za-z0-9]+", text)
        base = "?" + ("_".join(words).lower() if words and words[0][0].isalpha() else "thing")
        name = next(
            n for n in (base, *(f"{base}{k}" for k in range(2, len(self.variables) + 3))) if n not in self.variables
        )
        self.variables.add(name)
        return name

    def fact(self, subject: str, predicate: IRI, value: str) -> None:
        """Write a triple; as a query of its own where properties are read as a whole."""
        line = f"{subject} {self.iri(predicate)} {value} ."
        if self.scanning and subject != value and subject.startswith("?") and value.startswith("?"):
            line = f"{{ SELECT {subject} {value} WHERE {{ {line} }} }}"
        self.lines.append(line)

    def put(self, form: Form, target: str) -> None:
        """Write the pattern that holds when `target` is in the set that `form` denotes; TypeError when it is no set."""
        pattern = self.patterns.get(type(form))
        if pattern is None:
            raise TypeError(f"{type(form).__name__} is no set")
        pattern(self, form, target)

    def put_once(self, form: Form, target: str, most: int | None = None) -> None:
        """As `put`, but where more than `most` relations follow one another each member is found once, not once for
        each way to it.
        """
        most = (_MOST_SCANNED if self.scanning else _MOST_FOLLOWED) if most is None else most
        if not self.planned or steps(form) <= most or self.free(form):
            self.put(form, target)
            return
        with self.group() as lines:
            self.put(form, target)
        self.nest(f"SELECT DISTINCT {target}", lines)

    def measure(self, form: Form, wanted: Measuring) -> Scale:
        """Write the pattern that binds the values of a number or a date; TypeError when the form has none."""
        measure = self.measures.get(type(form))
        if measure is None:
            raise TypeError(f"{type(form).__name__} has no value to compare")
        return measure(self, form, wanted)

    @contextmanager
    def hole(self, name: str) -> Iterator[None]:
        """While in it, what is written is within a binder whose hole stands for `name`."""
        before = self.holes
        self.holes = (*before, name)
        yield
        self.holes = before

    @contextmanager
    def one_by_one(self) -> Iterator[None]:
        """While in it, what is written is for one member of an outer group at a time: nothing is read as a whole."""
        before = self.scanning, self.planned
        self.scanning = self.planned = False
        yield
        self.scanning, self.planned = before

    @contextmanager
    def group(self) -> Iterator[list[str]]:
        """While in it, lines are written to the list it gives instead."""
        before, self.lines = self.lines, []
        yield self.lines
        self.lines = before

    def domain(self, form: Form) -> Domain:
        """The members of a form as a domain."""
        return Domain(form, self.holes)

    def put_domain(self, domain: Domain, member: str) -> None:
        """Write that `member` is in the domain."""
        before, self.holes = self.holes, domain.holes
        self.put(domain.form, member)
        self.holes = before

    def free(self, form: Form) -> tuple[str, ...]:
        """The variables that the holes of a form stand for, outermost first."""
        return free(form, self.holes)

    def nest(self, head: str, lines: list[str], tail: str = "") -> None:
        """Write lines as a query of its own within the query."""
        self.lines += [f"{{ {head} WHERE {{", *(f"  {line}" for line in lines), f"}}{' ' + tail if tail else ''} }}"]

    def braced(self, keyword: str, lines: list[str]) -> None:
        """Write lines as a group after a keyword."""
        if not any(line.endswith("{") for line in lines) and sum(map(len, lines)) < _SHORT:
            self.lines.append(f"{keyword} {{ {' '.join(lines)} }}".strip())
        else:
            self.lines += [f"{keyword} {{".strip(), *(f"  {line}" for line in lines), "}"]

    def once(self, target: str) -> None:
        """Of things that are the same, let only the first stand for all."""
        if self.same_as:
            same = self.iri(IRI(OWL + "sameAs"))
            self.lines.append(f"FILTER NOT EXISTS {{ {target} {same} ?same . FILTER(STR(?same) < STR({target})) }}")

    def written(self, head: str, tail: str = "") -> str:
        """The whole query."""
        prefixes = [f"PREFIX {name}: <{namespace}>" for namespace, name in self.prefixes.items()]
        return "\n".join([*prefixes, f"{head} {{", *(f"  {line}" for line in self.lines), f"}} {tail}".rstrip()])


def free(form: Form, holes: tuple[str, ...]) -> tuple[str, ...]:
    """The variables among `holes` that the holes of a form stand for, outermost first."""
    found = [holes[-1 - k] for k in range(min(_DEEPEST, len(holes))) if fill(form, THING, k) != form]
    return tuple(dict.fromkeys(reversed(found)))


def is_free(form: Form) -> bool:
    """Whether a hole of the form belongs to something outside it, near or far."""
    return any(fill(form, THING, k) != form for k in range(_DEEPEST))


def _short_name(namespace: str) -> str:
    """A prefix for a namespace: the first word of its last segment, or the name of its host."""
    segments = [segment for segment in re.split(r"[/#:]+", namespace) if segment]
    if len(segments) == 2 and "." in segments[1]:
        return re.sub(r"[^a-z0-9]", "", segments[1].lower().split(".")[-2]) or "ns"
    words = (re.findall(r"[A-Za-z][A-Za-z0-9]*", segment) for segment in reversed(segments))
    return next((found[0].lower() for found in words if found), "ns")
