"""A program in the numbers of a dictionary: what is evaluated.

Aliases are replaced by what stands for them, things that are the same by their representative; rules that then say
nothing, or say the same as another one, are gone.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from kgqa.model import IRI, OWL_SAME_AS, RDF_TYPE
from kgqa.reason.builtins import DIFFERENT_VALUE, LISTED_BEFORE, LITERAL, SAME_VALUE
from kgqa.reason.engine.alias import ANY, Aliases, Key, aliases
from kgqa.reason.engine.components import components
from kgqa.reason.path import is_transitivity
from kgqa.reason.rule import DIFFERENT, Atom, Builtin, Rule, Var
from kgqa.reason.schema import SCHEMA_CLASSES, SCHEMA_PREDICATES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from kgqa.model import Term
    from kgqa.reason.engine.dictionary import Dictionary
    from kgqa.reason.program import Program

Node: TypeAlias = Var | int

_REPLACED = frozenset({"eq-sym", "eq-trans", "eq-rep-s", "eq-rep-p", "eq-rep-o"})
"""Rules of equality that need no evaluation, since a representative stands for all that is the same."""
_OF_EQUALS = frozenset({LITERAL, SAME_VALUE, DIFFERENT_VALUE, LISTED_BEFORE})
"""Tests of single members of what is the same, which a representative does not tell."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """An atom: a class's key with its member at `left`, or a property's with a pair; `turned`: right is the subject."""

    key: Key
    left: Node
    right: Node | None = None
    turned: bool = False

    @property
    def nodes(self) -> tuple[Node, ...]:
        """The nodes of the pattern."""
        return (self.left,) if self.right is None else (self.left, self.right)

    @property
    def subject(self) -> Node:
        """The node that stands for the subject of the triple."""
        return self.right if self.turned and self.right is not None else self.left


@dataclass(frozen=True, slots=True)
class Test:
    """A built-in over numbers."""

    name: IRI
    nodes: tuple[Node, ...]


Part: TypeAlias = Pattern | Test


@dataclass(frozen=True)
class NumberedRule:
    """A rule to evaluate, and the rule of the program that it stands for, with the atom that that one concludes."""

    body: tuple[Part, ...]
    head: tuple[Pattern, ...]
    origin: Rule = field(compare=False)
    conclusion: Atom | None = field(compare=False, default=None)

    @cached_property
    def patterns(self) -> tuple[Pattern, ...]:
        """The patterns of the body."""
        return tuple(part for part in self.body if isinstance(part, Pattern))

    @cached_property
    def tests(self) -> tuple[Test, ...]:
        """The built-ins of the body."""
        return tuple(part for part in self.body if isinstance(part, Test))

    @cached_property
    def is_transitivity(self) -> bool:
        """Whether it says p(x, z) if p(x, y) and p(y, z)."""
        if len(self.body) != 2 or len(self.patterns) != 2 or len(self.head) != 1:
            return False
        first, second, head = *self.patterns, self.head[0]
        if first.left != head.left:
            first, second = second, first
        ends = (head.left, first.right, head.right)
        alike = first.key == second.key == head.key and len(set(ends)) == 3 and head.right is not None
        return alike and all(isinstance(n, Var) for n in ends) and (first.left, second.left, second.right) == ends

    @cached_property
    def is_of_one_property(self) -> bool:
        """Whether it is transitivity also as it was written, before names stood for others."""
        return is_transitivity(self.origin)


@dataclass(frozen=True)
class Stratum:
    """Keys that are completed together, and the rules that conclude them.

    `once` rules join nothing of the stratum, `recursive` ones rest on it.
    """

    keys: frozenset[Key]
    once: tuple[NumberedRule, ...]
    recursive: tuple[NumberedRule, ...]
    transitive: frozenset[Key]


@dataclass(frozen=True)
class Rulebook:
    """The numbered rules, in strata, with the conflicts and the aliases.

    `aside` are rules about single members of what is the same, and about facts of any property: they are seldom
    needed, and are evaluated over terms.
    """

    rules: tuple[NumberedRule, ...]
    conflicts: tuple[NumberedRule, ...]
    aside: tuple[Rule, ...]
    aliases: Aliases
    same_as: Key
    different: Key
    type: int
    beyond_update: frozenset[Key]
    unique_names: bool

    @cached_property
    def types(self) -> Key | None:
        """The key of rdf:type with any class, if a rule has a variable for a class: such rules are rare and dear."""
        key = (self.type, -1)
        patterns = (p for rule in (*self.rules, *self.conflicts) for p in (*rule.patterns, *rule.head))
        return key if any(pattern.key == key for pattern in patterns) else None

    @cached_property
    def is_simple(self) -> bool:
        """Whether all rules can be followed one fact at a time: none is about any class, or begins with equality."""
        return self.types is None and not any(
            part.key == self.same_as and not _is_tied(part, rule)
            for rule in (*self.rules, *self.conflicts)
            for part in rule.patterns
        )

    @cached_property
    def asks_for_equality(self) -> bool:
        """Whether a rule has something be the same as something among its conditions."""
        return any(part.key == self.same_as for rule in self.rules for part in rule.patterns)

    @cached_property
    def renames_schema(self) -> bool:
        """Whether a property of the schema has another name, or a class of it."""
        return any(alias.key in self.beyond_update for alias in self.aliases.by_key.values())

    @cached_property
    def strata(self) -> tuple[Stratum, ...]:
        """The strata, each after those that it depends on."""
        return tuple(_strata(self))

    @cached_property
    def rank(self) -> dict[Key, int]:
        """The number of the stratum of each key that some rule concludes."""
        return {key: number for number, stratum in enumerate(self.strata) for key in stratum.keys}

    @cached_property
    def recursive(self) -> frozenset[int]:
        """The numbers of the strata that rest on themselves."""
        return frozenset(n for n, stratum in enumerate(self.strata) if stratum.recursive or stratum.transitive)

    @cached_property
    def transitive(self) -> frozenset[Key]:
        """The keys of transitive properties."""
        return frozenset(key for stratum in self.strata for key in stratum.transitive)

    @cached_property
    def transitivity(self) -> dict[Key, NumberedRule]:
        """The rule that makes each transitive property so."""
        found = [rule for rule in reversed(self.rules) if rule.is_transitivity]
        return {rule.head[0].key: rule for rule in sorted(found, key=lambda rule: rule.is_of_one_property)}

    @cached_property
    def identifying(self) -> frozenset[Key]:
        """The keys on which it may rest that rules find things to be the same."""
        found, size = {self.same_as}, 0
        while len(found) > size:
            size = len(found)
            for rule in self.rules:
                if any(head.key in found for head in rule.head):
                    found.update(needed(rule, self))
        return frozenset(found)

    def rests_on_itself(self, key: Key) -> bool:
        """Whether a rule other than transitivity may derive facts of a key from facts of the same key."""
        return any(rule.head[0].key == key or len(s.keys) > 1 for s in self._around(key) for rule in s.recursive)

    def _around(self, key: Key) -> tuple[Stratum, ...]:
        return (self.strata[self.rank[key]],) if key in self.rank else ()

    @cached_property
    def using(self) -> dict[Key, list[tuple[NumberedRule, int]]]:
        """Rules and conflicts with a pattern of a key, and the position of that pattern."""
        found: dict[Key, list[tuple[NumberedRule, int]]] = defaultdict(list)
        for rule in (*self.rules, *self.conflicts):
            for position, part in enumerate(rule.body):
                if isinstance(part, Pattern):
                    found[part.key].append((rule, position))
        return found

    @cached_property
    def concluding(self) -> dict[Key, list[tuple[NumberedRule, Pattern]]]:
        """Rules with a head of a key, and that head."""
        found: dict[Key, list[tuple[NumberedRule, Pattern]]] = defaultdict(list)
        for rule in self.rules:
            for pattern in rule.head:
                found[pattern.key].append((rule, pattern))
        return found


_SCHEMA = tuple(
    [Atom(Var("x"), predicate, Var("y")) for predicate in (OWL_SAME_AS, DIFFERENT, *SCHEMA_PREDICATES)]
    + [Atom(Var("x"), RDF_TYPE, kind) for kind in SCHEMA_CLASSES]
)
"""Atoms of identity and of the schema: a change of these asks for a new rulebook."""


def rulebook(program: Program, dictionary: Dictionary, representative: Callable[[int], int]) -> Rulebook:
    """The numbered program; `representative` gives what stands for a number."""

    def number(term: Term) -> int:
        return representative(dictionary.encode(term))

    kind = number(RDF_TYPE)

    def key_of(atom: Atom) -> Key:
        if isinstance(atom.predicate, Var):
            return ANY
        predicate = number(atom.predicate)
        if predicate == kind and not isinstance(atom.object, Var):
            return (kind, number(atom.object))
        return (predicate, -1)

    live = [rule for rule in program.rules if rule.name not in _REPLACED and not _is_aside(rule)]
    same_as = (number(OWL_SAME_AS), -1)
    apart = {same_as, (kind, -1)}
    known = aliases((rule for rule in live if not _is_about(rule, key_of, apart)), key_of)
    numbering = _Numbering(number, key_of, known)
    rules = {rule: rule for origin in reversed(live) for rule in numbering.rules(origin)}
    clashes = {rule: rule for origin in reversed(program.conflicts) for rule in numbering.conflicts(origin)}
    return Rulebook(
        rules=tuple(reversed(rules.values())),
        conflicts=tuple(reversed(clashes.values())),
        aside=tuple(rule for rule in (*program.rules, *program.conflicts) if _is_aside(rule)),
        aliases=known,
        same_as=same_as,
        different=known.of((number(DIFFERENT), -1)).key,
        type=kind,
        beyond_update=frozenset(known.of(key_of(atom)).key for atom in _SCHEMA),
        unique_names=program.unique_names,
    )


def _is_about(rule: Rule, key_of: Callable[[Atom], Key], keys: set[Key]) -> bool:
    return any(key_of(atom) in keys for atom in (*rule.atoms, *rule.head))


def _is_aside(rule: Rule) -> bool:
    return any(isinstance(atom.predicate, Var) for atom in rule.atoms) or any(
        part.name in _OF_EQUALS for part in rule.builtins
    )


@dataclass(frozen=True)
class _Numbering:
    number: Callable[[Term], int]
    key_of: Callable[[Atom], Key]
    known: Aliases

    def rules(self, origin: Rule) -> Iterator[NumberedRule]:
        """One rule for each head that is not among the body already, nor true of a symmetric property anyway."""
        if origin.name in _REPLACED:
            return
        body = self._body(origin)
        for atom in origin.head:
            head = self._pattern(atom)
            if not self._is_idle(head, body):
                yield NumberedRule(body, (head,), origin, atom)

    def conflicts(self, origin: Rule) -> Iterator[NumberedRule]:
        """The conflict, unless it is evaluated aside."""
        if not _is_aside(origin):
            yield NumberedRule(self._body(origin), (), origin)

    def _is_idle(self, head: Pattern, body: Sequence[Part]) -> bool:
        alike = [part for part in body if isinstance(part, Pattern) and part.key == head.key]
        pairs = [(part.left, part.right) for part in alike]
        if (head.left, head.right) in pairs:
            return True
        return head.key in self.known.symmetric and (head.right, head.left) in pairs

    def _body(self, origin: Rule) -> tuple[Part, ...]:
        return tuple(self._pattern(p) if isinstance(p, Atom) else self._test(p) for p in origin.body)

    def _pattern(self, atom: Atom) -> Pattern:
        alias = self.known.of(self.key_of(atom))
        if alias.key[1] >= 0:
            return Pattern(alias.key, self._node(atom.subject))
        left, right = self._node(atom.subject), self._node(atom.object)
        return Pattern(alias.key, right, left, turned=True) if alias.turned else Pattern(alias.key, left, right)

    def _test(self, part: Builtin) -> Test:
        return Test(part.name, tuple(map(self._node, part.arguments)))

    def _node(self, node: Term | Var) -> Node:
        return node if isinstance(node, Var) else self.number(node)


def needed(rule: NumberedRule, book: Rulebook) -> Iterator[Key]:
    """The keys that a rule rests on: a test for difference rests on what is stated to differ.

    It also rests on what is the same, but the evaluation begins again whenever more of that is found.
    """
    yield from (pattern.key for pattern in rule.patterns if pattern.key != book.same_as)
    if any(test.name == DIFFERENT for test in rule.tests):
        yield book.different


def _is_tied(part: Pattern, rule: NumberedRule) -> bool:
    """Whether another pattern binds one of the ends."""
    others = {node for other in rule.patterns if other.key != part.key for node in other.nodes}
    return any(not isinstance(node, Var) or node in others for node in part.nodes)


def _strata(book: Rulebook) -> Iterator[Stratum]:
    needs: dict[Key, dict[Key, None]] = defaultdict(dict)
    concluding: dict[Key, list[NumberedRule]] = defaultdict(list)
    for rule in book.rules:
        for pattern in rule.head:
            concluding[pattern.key].append(rule)
            needs[pattern.key].update(dict.fromkeys(needed(rule, book)))
    if book.types is not None:
        patterns = (pattern for rule in book.rules for pattern in (*rule.patterns, *rule.head))
        classes = dict.fromkeys(p.key for p in patterns if p.key[0] == book.type and p.key != book.types)
        needs[book.types].update(classes)
        for key in classes:
            needs[key][book.types] = None
    for group in components(needs):
        keys = frozenset(group)
        rules = list(dict.fromkeys(rule for key in group for rule in concluding[key]))
        if rules:
            yield _stratum(keys, rules, book)


def _stratum(keys: frozenset[Key], rules: Iterable[NumberedRule], book: Rulebook) -> Stratum:
    once: list[NumberedRule] = []
    recursive: list[NumberedRule] = []
    transitive: set[Key] = set()
    for rule in rules:
        if rule.is_transitivity and rule.head[0].key != book.types:
            transitive.add(rule.head[0].key)
            continue
        if not any(pattern.key in keys for pattern in rule.patterns if pattern.key != book.same_as):
            once.append(rule)
        if any(key in keys for key in needed(rule, book)):
            recursive.append(rule)
    return Stratum(keys, tuple(once), tuple(recursive), frozenset(transitive))
