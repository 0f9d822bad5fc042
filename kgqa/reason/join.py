"""Bodies of rules as nested loops over a fact index.

A plan is built for each body atom of each rule: given the new facts that fit that atom, it joins the others in
the order that binds most. A plan is a chain of steps; each step tries its possibilities and calls the next.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from kgqa.model import IRI, OWL_SAME_AS, RDF_TYPE
from kgqa.reason.builtins import Identity, compute, computes, holds
from kgqa.reason.rule import DIFFERENT, Atom, Builtin, Node, Rule, Var

if TYPE_CHECKING:
    from kgqa.reason.index import Fact, FactIndex

Environment: TypeAlias = list[int]
Step: TypeAlias = Callable[[Environment], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """A rule to be run with the new facts (predicate, subject, object) of its body atom at `position`."""

    rule: Rule
    position: int
    run: Callable[[int, int, int], None]


def build_plan(rule: Rule, position: int, index: FactIndex, identity: Identity, found: list[Fact]) -> Plan:
    """The plan of `rule` for new facts of the body atom at `position`; what it derives is appended to `found`."""
    return _Planner(rule, position, index, identity, found).plan()


class _Planner:
    def __init__(self, rule: Rule, position: int, index: FactIndex, identity: Identity, found: list[Fact]) -> None:
        self.rule, self.position, self.index, self.identity, self.found = rule, position, index, identity, found
        self.slots: dict[Var, int] = {}

    def plan(self) -> Plan:
        first = self.rule.body[self.position]
        assert isinstance(first, Atom)
        rest = [part for n, part in enumerate(self.rule.body) if n != self.position]
        nodes = (first.predicate, first.subject, first.object)
        starts = [self._place(node) for node in nodes]
        repeats = len({s for s in starts if s >= 0}) < len([s for s in starts if s >= 0])
        constants = [
            -1 if isinstance(n, Var) else self._code(n) for n in (first.predicate, first.subject, first.object)
        ]
        ordered = self._ordered(rest)
        builders = [self._builder(part) for part in ordered]
        step = self._emit()
        for builder in reversed(builders):
            step = builder(step)
        environment: Environment = [0] * len(self.slots)

        def run(predicate: int, subject: int, obj: int) -> None:
            for place, constant, value in zip(starts, constants, (predicate, subject, obj), strict=True):
                if place >= 0:
                    environment[place] = value
                elif constant != value:
                    return
            if repeats and any(
                environment[p] != v for p, v in zip(starts, (predicate, subject, obj), strict=True) if p >= 0
            ):
                return
            step(environment)

        return Plan(self.rule, self.position, run)

    def _place(self, node: Node) -> int:
        return self.slots.setdefault(node, len(self.slots)) if isinstance(node, Var) else -1

    def _code(self, node: Node) -> int:
        assert not isinstance(node, Var)
        return self.index.dictionary.encode(node)

    def _ordered(self, parts: list[Atom | Builtin]) -> list[Atom | Builtin]:
        bound, ordered, left = set(self.slots), [], list(parts)
        while left:
            part = min(left, key=lambda p: _cost(p, bound))
            left.remove(part)
            ordered.append(part)
            nodes = part.nodes() if isinstance(part, Atom) else part.arguments
            bound.update(node for node in nodes if isinstance(node, Var))
        return ordered

    def _builder(self, part: Atom | Builtin) -> Callable[[Step], Step]:
        if isinstance(part, Builtin):
            return self._builtin(part)
        if isinstance(part.predicate, Var):
            return self._any_predicate(part)
        known = set(self.slots)
        new_subject, new_object = (isinstance(n, Var) and n not in known for n in (part.subject, part.object))
        read_subject, read_object = self._reader(part.subject), self._reader(part.object)
        predicate = self._code(part.predicate)
        forward, backward = self.index.forward[predicate], self.index.backward[predicate]
        subject, obj = self._place(part.subject), self._place(part.object)
        same = new_subject and new_object and subject == obj

        def both(following: Step) -> Step:
            def step(env: Environment) -> None:
                if read_object(env) in forward.get(read_subject(env), ()):
                    following(env)

            return step

        def objects(following: Step) -> Step:
            def step(env: Environment) -> None:
                for value in forward.get(read_subject(env), ()):
                    env[obj] = value
                    following(env)

            return step

        def subjects(following: Step) -> Step:
            def step(env: Environment) -> None:
                for value in backward.get(read_object(env), ()):
                    env[subject] = value
                    following(env)

            return step

        def scan(following: Step) -> Step:
            def step(env: Environment) -> None:
                for value, others in forward.items():
                    for other in others:
                        if not same or value == other:
                            env[subject], env[obj] = value, other
                            following(env)

            return step

        if new_subject:
            return scan if new_object else subjects
        return objects if new_object else both

    def _any_predicate(self, part: Atom) -> Callable[[Step], Step]:
        """A pattern whose predicate is a variable (replacement of equals): rare, so every predicate is tried."""
        known = set(self.slots)
        places = [self._place(node) for node in (part.predicate, part.subject, part.object)]
        fixed = [not isinstance(node, Var) or node in known for node in (part.predicate, part.subject, part.object)]
        readers = [self._reader(node) for node in (part.predicate, part.subject, part.object)]

        def build(following: Step) -> Step:
            def step(env: Environment) -> None:
                wanted = [read(env) if is_fixed else None for read, is_fixed in zip(readers, fixed, strict=True)]
                for fact in self._matching(*wanted):
                    for place, value in zip(places, fact, strict=True):
                        if place >= 0:
                            env[place] = value
                    following(env)

            return step

        return build

    def _matching(self, predicate: int | None, subject: int | None, obj: int | None) -> list[Fact]:
        facts: list[Fact] = []
        for name in list(self.index.forward) if predicate is None else [predicate]:
            if subject is not None:
                objects = self.index.forward[name].get(subject, set())
                facts += [(name, subject, o) for o in objects if obj is None or o == obj]
            elif obj is not None:
                facts += [(name, s, obj) for s in self.index.backward[name].get(obj, set())]
            else:
                facts += [(name, s, o) for s, objects in self.index.forward[name].items() for o in objects]
        return facts

    def _reader(self, node: Node) -> Callable[[Environment], int]:
        if isinstance(node, Var):
            place = self._place(node)
            return lambda env: env[place]
        constant = self._code(node)
        return lambda _: constant

    def _builtin(self, part: Builtin) -> Callable[[Step], Step]:
        terms, encode = self.index.dictionary.terms, self.index.dictionary.encode
        name, identity = part.name, self.identity
        if computes(name):
            inputs = [self._reader(node) for node in part.arguments[1:]]
            is_new = isinstance(part.arguments[0], Var) and part.arguments[0] not in self.slots
            target, place = self._reader(part.arguments[0]), self._place(part.arguments[0])

            def compute_build(following: Step) -> Step:
                def step(env: Environment) -> None:
                    result = compute(name, [terms[read(env)] for read in inputs])
                    if result is not None and is_new:
                        env[place] = encode(result)
                        following(env)
                    elif result is not None and terms[target(env)] == result:
                        following(env)

                return step

            return compute_build
        readers = [self._reader(node) for node in part.arguments]
        if name == DIFFERENT and identity.unique_names:
            return self._different(readers[0], readers[1])

        def test_build(following: Step) -> Step:
            def step(env: Environment) -> None:
                if holds(name, [terms[read(env)] for read in readers], identity):
                    following(env)

            return step

        return test_build

    def _different(
        self, left: Callable[[Environment], int], right: Callable[[Environment], int]
    ) -> Callable[[Step], Step]:
        """The test for difference, by far the most frequent: two names are two things while nothing is the same."""
        terms, identity = self.index.dictionary.terms, self.identity
        same = self.index.forward[self.index.dictionary.encode(OWL_SAME_AS)]

        def build(following: Step) -> Step:
            def step(env: Environment) -> None:
                one, two = left(env), right(env)
                if one == two:
                    return
                named = not same and type(terms[one]) is IRI and type(terms[two]) is IRI
                if named or identity.distinct(terms[one], terms[two]):
                    following(env)

            return step

        return build

    def _emit(self) -> Step:
        literals, found = self.index.dictionary.literals, self.found
        forward = self.index.forward
        heads = [
            (self._reader(atom.predicate), self._reader(atom.subject), self._reader(atom.object))
            for atom in self.rule.head
        ]

        def emit(env: Environment) -> None:
            for predicate, subject, obj in heads:
                p, s, o = predicate(env), subject(env), obj(env)
                if s not in literals and o not in forward[p].get(s, ()):
                    found.append((p, s, o))

        return emit


def _cost(part: Atom | Builtin, bound: set[Var]) -> int:
    """Smaller is earlier: tests that can be made, then atoms with both ends known, then one, then scans."""
    if isinstance(part, Builtin):
        inputs = part.arguments[1:] if computes(part.name) else part.arguments
        return 0 if all(not isinstance(node, Var) or node in bound for node in inputs) else 9
    free = sum(1 for node in (part.subject, part.object) if isinstance(node, Var) and node not in bound)
    typed = part.predicate == RDF_TYPE and not isinstance(part.object, Var)
    return 1 + 2 * free + (1 if typed and free else 0) + (1 if isinstance(part.predicate, Var) else 0)
