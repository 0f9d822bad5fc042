"""Logical forms as SPARQL 1.1: readable, and the same for the same form."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kgqa.ask.form import (
    All,
    Class,
    Count,
    DateIn,
    Describe,
    Entity,
    Exists,
    Form,
    Intersection,
    Join,
    Overlap,
    Within,
)
from kgqa.model import IRI, OWL

if TYPE_CHECKING:
    from kgqa.ask.labels import Labels

_SPLIT = re.compile(r"(.*[/#:])([A-Za-z_][\w-]*)", re.ASCII)
_TARGET = "?answer"


@dataclass(slots=True)
class _Writer:
    """The lines of a group pattern, and the names given so far."""

    labels: Labels
    same_as: bool
    apart: frozenset[Join]
    lines: list[str] = field(default_factory=list)
    prefixes: dict[str, str] = field(default_factory=dict)
    variables: set[str] = field(default_factory=lambda: {_TARGET})

    def iri(self, iri: IRI) -> str:
        found = _SPLIT.fullmatch(iri.value)
        if found is None or found[2].endswith("-"):
            return str(iri)
        namespace = found[1]
        if namespace not in self.prefixes:
            self.prefixes[namespace] = self._prefix(namespace)
        return f"{self.prefixes[namespace]}:{found[2]}"

    def _prefix(self, namespace: str) -> str:
        base, taken = _short_name(namespace), set(self.prefixes.values())
        return next(p for p in (base, *(f"{base}{k}" for k in range(2, len(taken) + 3))) if p not in taken)

    def variable(self, iri: IRI) -> str:
        words = re.findall(r"[A-Za-z0-9]+", self.labels.of(iri))
        base = "?" + ("_".join(words).lower() if words and words[0][0].isalpha() else "thing")
        name = next(
            n for n in (base, *(f"{base}{k}" for k in range(2, len(self.variables) + 3))) if n not in self.variables
        )
        self.variables.add(name)
        return name

    def put(self, form: Form, target: str) -> None:
        """Write the pattern that holds when `target` is in the set that `form` denotes."""
        match form:
            case Entity():
                self._be(self.iri(form.iri), target)
            case Class(iri=iri):
                self.lines.append(f"{target} a {self.iri(iri)} .")
            case Join():
                self._join(form, target)
            case Within(of=of, by=None):
                self.put(of, target)
            case Within(of=of, by=IRI() as by):
                self.lines.append(f"{target} {self.iri(by)}* {self._source(of, by)} .")
            case Intersection(left=left, right=right):
                self.put(right, target)
                self.put(left, target)
            case _:
                raise TypeError(f"{type(form).__name__} is no set")

    def _be(self, thing: str, target: str) -> None:
        self.lines.append(f"VALUES {target} {{ {thing} }}" if target.startswith("?") else f"FILTER({thing} = {target})")

    def _join(self, form: Join, target: str) -> None:
        relation = form.relation
        source = self._source(form.of, relation.property)
        subject, value = (target, source) if relation.inverse else (source, target)
        self.lines.append(f"{subject} {self.iri(relation.property)} {value} .")
        if form in self.apart:
            self.lines.append(f"FILTER({target} != {source})")

    def _source(self, form: Form, leading: IRI) -> str:
        if isinstance(form, Entity):
            return self.iri(form.iri)
        inner = form.relation.property if isinstance(form, Join) else leading
        name = self.variable(inner)
        self.put(form, name)
        return name

    def unless(self, form: Form) -> None:
        """Let the target not be in the set of `form`."""
        before = len(self.lines)
        self.put(form, _TARGET)
        self.lines[before:] = [f"FILTER NOT EXISTS {{ {' '.join(self.lines[before:])} }}"]

    def once(self, target: str) -> None:
        """Of things that are the same, let only the first stand for all."""
        if self.same_as:
            same = self.iri(IRI(OWL + "sameAs"))
            self.lines.append(f"FILTER NOT EXISTS {{ {target} {same} ?same . FILTER(STR(?same) < STR({target})) }}")

    def written(self, head: str) -> str:
        prefixes = [f"PREFIX {name}: <{namespace}>" for namespace, name in self.prefixes.items()]
        return "\n".join([*prefixes, f"{head} {{", *(f"  {line}" for line in self.lines), "}"])


def _short_name(namespace: str) -> str:
    """A prefix for a namespace: the first word of its last segment, or the name of its host."""
    segments = [segment for segment in re.split(r"[/#:]+", namespace) if segment]
    if len(segments) == 2 and "." in segments[1]:
        return re.sub(r"[^a-z0-9]", "", segments[1].lower().split(".")[-2]) or "ns"
    words = (re.findall(r"[A-Za-z][A-Za-z0-9]*", segment) for segment in reversed(segments))
    return next((found[0].lower() for found in words if found), "ns")


def sparql(form: Form, labels: Labels, *, same_as: bool = False, apart: frozenset[Join] = frozenset()) -> str:
    """The query of a form: SELECT for a set or a date test, ASK for a truth value, COUNT for a number.

    Of All the query asks for a member that is not as asked.

    `same_as`: the graph knows things under several IRIs, which must not be told or counted twice. `apart`: joins
    that must not lead from a thing to itself, since the graph contradicts itself there.
    """
    writer = _Writer(labels, same_as, apart)
    match form:
        case Count(of=of):
            writer.put(of, _TARGET)
            writer.once(_TARGET)
            return writer.written(f"SELECT (COUNT(DISTINCT {_TARGET}) AS ?count) WHERE")
        case Exists(of=of):
            writer.put(of, _TARGET)
            return writer.written("ASK")
        case Overlap(left=left, right=right, mutual=mutual):
            _put_overlap(writer, left, right)
            if mutual and isinstance(left, Join):
                _put_overlap(writer, Join(left.relation, right), left.of)
            return writer.written("ASK")
        case All(of=of, within=within):
            writer.put(of, _TARGET)
            writer.unless(within)
            return writer.written("ASK")
        case Describe(of=of):
            writer.lines.append(f"{writer.iri(of.iri)} ?property ?value .")
            return writer.written("SELECT DISTINCT ?property ?value FROM <urn:kgqa:asserted> WHERE")
        case _:
            of = form.of if isinstance(form, DateIn) else form
            writer.put(of, _TARGET)
            writer.once(_TARGET)
            return writer.written(f"SELECT DISTINCT {_TARGET} WHERE")


def _put_overlap(writer: _Writer, left: Form, right: Form) -> None:
    if isinstance(right, Entity):
        writer.put(left, writer.iri(right.iri))
    elif isinstance(left, Entity):
        writer.put(right, writer.iri(left.iri))
    else:
        writer.put(left, _TARGET)
        writer.put(right, _TARGET)
