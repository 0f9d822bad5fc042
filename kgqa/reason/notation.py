"""The notation of the rule table (`kgqa.reason.owl2rl`), read into templates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from kgqa.model import IRI, KGQA, OWL, RDF, RDF_TYPE, RDFS, XSD, Literal
from kgqa.reason.rule import Atom, Builtin, Node, Var

if TYPE_CHECKING:
    from kgqa.reason.owl2rl import Row

_NAMESPACES = {"rdf": RDF, "rdfs": RDFS, "owl": OWL, "kgqa": KGQA, "xsd": XSD}
ITEM = Var("item")


@dataclass(frozen=True, slots=True)
class ListHas:
    """Schema part: `member` is one of the members of `list`."""

    list: Var
    member: Var


@dataclass(frozen=True, slots=True)
class ListPair:
    """Schema part: two members of `list`, the first before the second."""

    list: Var
    first: Var
    second: Var


@dataclass(frozen=True, slots=True)
class Each:
    """Data part: the atoms, once for each member of `list` in place of `?item`."""

    list: Var
    atoms: tuple[Atom, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """Data part: a path from `start` to `end` along the properties of `list`."""

    start: Var
    list: Var
    end: Var


@dataclass(frozen=True, slots=True)
class Key:
    """Data part: `left` and `right` share a value of every property of `list`."""

    left: Var
    right: Var
    list: Var


SchemaPart: TypeAlias = Atom | ListHas | ListPair
DataPart: TypeAlias = Atom | Builtin | Each | Chain | Key


@dataclass(frozen=True, slots=True)
class Template:
    """One row of the table."""

    name: str
    schema: tuple[SchemaPart, ...]
    data: tuple[DataPart, ...]
    head: tuple[Atom, ...]


def template(row: Row) -> Template:
    """The template that a row of the table stands for."""
    name, schema, data, head = row
    schema_parts = tuple(part for text in _statements(schema) if isinstance(part := _part(text), SchemaPart))
    data_parts = tuple(part for text in _statements(data) if isinstance(part := _part(text), DataPart))
    conclusions = () if head == "false" else tuple(_atom(text) for text in _statements(head))
    return Template(name, schema_parts, data_parts, conclusions)


def _statements(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"\s\.\s", text) if part.strip()]


def _part(text: str) -> SchemaPart | DataPart:
    words = text.split()
    if words[0] == "each":
        return Each(_var(words[1].rstrip(":")), (_atom(text.split(":", 1)[1].strip()),))
    if words[0] == "chain":
        return Chain(_var(words[1]), _var(words[2]), _var(words[3]))
    if words[0] == "key":
        return Key(_var(words[1]), _var(words[2]), _var(words[3]))
    if words[0].startswith("kgqa:"):
        return Builtin(IRI(KGQA + words[0].removeprefix("kgqa:")), tuple(_node(word) for word in words[1:]))
    if words[1] == "has":
        return ListHas(_var(words[0]), _var(words[2]))
    if words[1] == "pair":
        return ListPair(_var(words[0]), _var(words[2]), _var(words[3]))
    return _atom(text)


def _atom(text: str) -> Atom:
    subject, predicate, obj = (_node(word) for word in text.split())
    assert isinstance(predicate, IRI | Var)
    return Atom(subject, predicate, obj)


def _node(word: str) -> Node:
    if word == "a":
        return RDF_TYPE
    if word.startswith("?"):
        return Var(word[1:])
    if word.isdigit():
        return Literal(word, XSD + "nonNegativeInteger")
    prefix, local = word.split(":")
    return IRI(_NAMESPACES[prefix] + local)


def _var(word: str) -> Var:
    node = _node(word)
    assert isinstance(node, Var)
    return node
