"""A compiled program: the rules that hold for one schema, found by what they conclude and by what they need."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from kgqa.model import IRI, RDF_TYPE, Term, Triple
from kgqa.reason.rule import Atom, Rule, Var

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Key: TypeAlias = "tuple[IRI | None, Term | None]"
"""What an atom is about: (predicate, class) for rdf:type with a class, (predicate, None) else; None: any."""


def atom_key(atom: Atom) -> Key:
    """The key of an atom."""
    if isinstance(atom.predicate, Var):
        return (None, None)
    if atom.predicate == RDF_TYPE and not isinstance(atom.object, Var):
        return (RDF_TYPE, atom.object)
    return (atom.predicate, None)


def triple_keys(triple: Triple) -> tuple[Key, ...]:
    """The keys of the atoms that a triple may fit."""
    keys: tuple[Key, ...] = ((triple.predicate, None), (None, None))
    return ((RDF_TYPE, triple.object), *keys) if triple.predicate == RDF_TYPE else keys


@dataclass(frozen=True)
class Program:
    """What `compile_program` makes of a schema.

    `rules` derive facts, `conflicts` derive falsehood, `schema_facts` are the entailed schema triples, and
    `schema_rules` the rules that entailed them (for proofs). Names that are distinct denote distinct things
    when `unique_names` is on.
    """

    rules: tuple[Rule, ...]
    conflicts: tuple[Rule, ...]
    schema_rules: tuple[Rule, ...]
    schema_facts: tuple[Triple, ...]
    unique_names: bool
    _uses: dict[Key, set[Key]] = field(init=False, repr=False, compare=False)
    _downstream: dict[Key, frozenset[Key]] = field(init=False, repr=False, compare=False)
    _by_head: dict[Key, list[tuple[Rule, Atom]]] = field(init=False, repr=False, compare=False)
    _by_body: dict[Key, list[tuple[Rule, int]]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        heads: dict[Key, list[tuple[Rule, Atom]]] = defaultdict(list)
        bodies: dict[Key, list[tuple[Rule, int]]] = defaultdict(list)
        for rule in (*self.rules, *self.schema_rules):
            for atom in rule.head:
                heads[atom_key(atom)].append((rule, atom))
        for rule in (*self.rules, *self.conflicts):
            for position, part in enumerate(rule.body):
                if isinstance(part, Atom):
                    bodies[atom_key(part)].append((rule, position))
        uses: dict[Key, set[Key]] = defaultdict(set)
        for rule in self.rules:
            for atom in rule.atoms:
                if atom_key(atom) != (None, None):
                    uses[atom_key(atom)].update(atom_key(head) for head in rule.head)
        object.__setattr__(self, "_uses", dict(uses))
        object.__setattr__(self, "_downstream", {})
        object.__setattr__(self, "_by_head", dict(heads))
        object.__setattr__(self, "_by_body", dict(bodies))

    def concluding(self, triple: Triple) -> Iterator[tuple[Rule, Atom]]:
        """Rules that may conclude `triple`, each with the head atom that fits."""
        for key in triple_keys(triple):
            yield from self._by_head.get(key, ())

    def needing(self, triple: Triple) -> Iterator[tuple[Rule, int]]:
        """Rules and conflicts with a body atom that `triple` may fit, each with that atom's position."""
        for key in triple_keys(triple):
            yield from self._by_body.get(key, ())

    def derived_from(self, key: Key) -> frozenset[Key]:
        """`key` and the keys of all facts that may rest on facts of that key."""
        known = self._downstream.get(key)
        if known is None:
            found, queue = {key}, [key]
            while queue:
                following = self._uses.get(queue.pop(), set()) - found
                found |= following
                queue += following
            known = self._downstream[key] = frozenset(found)
        return known

    def plan(self) -> str:
        """The program for people, a rule a line, grouped by what they conclude."""
        return "\n".join(
            [
                f"# {len(self.rules)} rules, {len(self.conflicts)} conflicts, {len(self.schema_facts)} schema facts",
                *_listing(self.rules),
                "# conflicts",
                *_listing(self.conflicts),
            ]
        )


def _listing(rules: Iterable[Rule]) -> list[str]:
    return sorted(f"{rule}  [{rule.name}]" for rule in rules)
