"""Rules over triples: atoms with variables, built-ins, and a head that is facts or falsehood."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from kgqa.model import IRI, OWL, RDF, RDFS, XSD, BlankNode, Term, Triple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SWRLB = "http://www.w3.org/2003/11/swrlb#"
DIFFERENT = IRI(OWL + "differentFrom")
_SHOWN = 8
"""How many arguments of a built-in are spelt out."""
_PREFIXES = {RDF: "rdf:", RDFS: "rdfs:", OWL: "owl:", XSD: "xsd:", SWRLB: "swrlb:"}


@dataclass(frozen=True, slots=True)
class Var:
    """A variable of a rule."""

    name: str

    def __hash__(self) -> int:
        return hash(self.name)

    def __str__(self) -> str:
        return f"?{self.name}"


Node: TypeAlias = Term | Var
Bindings: TypeAlias = "Mapping[Var, Term]"


@dataclass(frozen=True, slots=True)
class Atom:
    """A triple pattern."""

    subject: Node
    predicate: IRI | Var
    object: Node

    def nodes(self) -> tuple[Node, Node, Node]:
        """Subject, predicate and object."""
        return (self.subject, self.predicate, self.object)

    def __str__(self) -> str:
        predicate = "a" if self.predicate == IRI(RDF + "type") else readable(self.predicate)
        return f"{readable(self.subject)} {predicate} {readable(self.object)}"


@dataclass(frozen=True, slots=True)
class Builtin:
    """A test or computation on bound terms, by the local name of its IRI (`kgqa.reason.builtins`)."""

    name: IRI
    arguments: tuple[Node, ...]

    def __str__(self) -> str:
        shown = [readable(node) for node in self.arguments[:_SHOWN]]
        more = len(self.arguments) - len(shown)
        return f"{readable(self.name)}({', '.join([*shown, f'{more} more'] if more else shown)})"


@dataclass(frozen=True, slots=True)
class Rule:
    """If all of `body` then all of `head`; an empty head is falsehood (a conflict).

    `name` is the W3C name or the label of a user's rule; `axiom` the statement it was specialised from;
    `text` the rule for people, where its atoms alone would not read well. Both are worked out when they are asked for.
    """

    name: str
    body: tuple[Atom | Builtin, ...]
    head: tuple[Atom, ...]
    stated: Callable[[], str] = field(default=str, compare=False, repr=False)
    said: Callable[[], str] = field(default=str, compare=False, repr=False)

    @property
    def axiom(self) -> str:
        """The statement that the rule was specialised from, or nothing."""
        return self.stated()

    @property
    def text(self) -> str:
        """The rule in words that spell out class expressions, or nothing."""
        return self.said()

    @property
    def atoms(self) -> tuple[Atom, ...]:
        """The triple patterns of the body."""
        return tuple(part for part in self.body if isinstance(part, Atom))

    @property
    def builtins(self) -> tuple[Builtin, ...]:
        """The built-ins of the body."""
        return tuple(part for part in self.body if isinstance(part, Builtin))

    def __str__(self) -> str:
        text = self.text
        if text:
            return text
        head = ", ".join(map(str, self.head)) or "conflict"
        return f"{head} if {', '.join(map(str, self.body)) or 'the ontology says so'}"


def substitute(node: Node, bindings: Bindings) -> Node:
    """The term bound to a variable, or the node itself."""
    return bindings.get(node, node) if isinstance(node, Var) else node


def instance(atom: Atom, bindings: Bindings) -> Triple:
    """The triple that `atom` becomes; every variable must be bound."""
    subject, predicate, obj = atom.subject, atom.predicate, atom.object
    if isinstance(subject, Var):
        subject = bindings.get(subject, subject)
    if isinstance(predicate, Var):
        predicate = bindings.get(predicate, predicate)  # type: ignore[assignment]
    if isinstance(obj, Var):
        obj = bindings.get(obj, obj)
    assert not isinstance(subject, Var)
    assert isinstance(predicate, IRI)
    assert not isinstance(obj, Var)
    return Triple(subject, predicate, obj)


def readable(node: Node) -> str:
    """A node for people: `?x`, `hasParent`, `rdf:type`, `"literal"`."""
    if isinstance(node, IRI):
        for namespace, prefix in _PREFIXES.items():
            if node.value.startswith(namespace):
                return prefix + node.value[len(namespace) :]
        return re.split(r"[/#:]", node.value.rstrip("/#:"))[-1]
    if isinstance(node, BlankNode):
        return "[]"
    return str(node)
