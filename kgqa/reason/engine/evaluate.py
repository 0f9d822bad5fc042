"""The body of a rule as a join over columns of numbers.

A table holds one column for each variable that is still needed. Each part of the body extends it or filters it;
a column that nothing needs any more is dropped, and rows that then are the same are kept once. A table that would
grow beyond `ROWS` is worked through slice by slice.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np

from kgqa.reason.builtins import computes
from kgqa.reason.engine.dictionary import LITERAL
from kgqa.reason.engine.relation import Members, Numbers, Relation, lefts, ordered, pack, places, rights
from kgqa.reason.engine.rulebook import NumberedRule, Pattern, Test
from kgqa.reason.rule import Var

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kgqa.reason.engine.alias import Key
    from kgqa.reason.engine.judge import Judge
    from kgqa.reason.engine.rulebook import Node, Part
    from kgqa.reason.engine.state import State

ROWS = 1 << 22
Columns: TypeAlias = "dict[Var, Numbers]"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of bindings; without columns it still has a number of rows."""

    columns: Columns
    rows: int

    def kept(self, mask: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Table:
        """The rows where the mask is true."""
        if mask.all():
            return self
        return Table({var: column[mask] for var, column in self.columns.items()}, int(np.count_nonzero(mask)))

    def taken(self, rows: Numbers) -> Table:
        """The rows of these numbers, in that order."""
        return Table({var: column[rows] for var, column in self.columns.items()}, len(rows))

    def only(self, needed: frozenset[Var]) -> Table:
        """The table without the columns that are not needed."""
        if needed.issuperset(self.columns):
            return self
        return Table({var: column for var, column in self.columns.items() if var in needed}, self.rows)


_ONE_ROW = Table({}, 1)


@dataclass(frozen=True, slots=True)
class Step:
    """A part of the body, the variables that are needed after it, and whether rows may become the same then."""

    part: Part
    needed: frozenset[Var]
    merges: bool


def steps(parts: Sequence[Part], results: frozenset[Var], same_as: Key, first: int | None = None) -> tuple[Step, ...]:
    """`parts` in an order in which each binds little more than what is bound, beginning with number `first`."""
    left = list(parts)
    ordered_parts = [left.pop(first)] if first is not None else []
    bound = {node for part in ordered_parts for node in part_variables(part)}
    while left:
        part = min(left, key=lambda p: _cost(p, bound, same_as))
        left.remove(part)
        ordered_parts.append(part)
        bound.update(part_variables(part))
    needed = [
        results.union(*(part_variables(later) for later in ordered_parts[n + 1 :])) for n in range(len(ordered_parts))
    ]
    found, bound = [], set()
    for part, after in zip(ordered_parts, needed, strict=True):
        merges = any(v not in after for v in (*bound, *part_variables(part)))
        found.append(Step(part, after, merges))
        bound = {v for v in (*bound, *part_variables(part)) if v in after}
    return tuple(found)


def part_variables(part: Part) -> Iterator[Var]:
    """The variables of a pattern or test."""
    return (node for node in part.nodes if isinstance(node, Var))


def _cost(part: Part, bound: set[Var], same_as: Key) -> int:
    if isinstance(part, Test):
        inputs = part.nodes[1:] if computes(part.name) else part.nodes
        return 0 if all(not isinstance(node, Var) or node in bound for node in inputs) else 9
    free = sum(1 for node in part.nodes if isinstance(node, Var) and node not in bound)
    if part.key == same_as:
        return 1 if free < 2 else 9
    if part.right is None:
        return 1 if free == 0 else 5
    constants = sum(1 for node in part.nodes if not isinstance(node, Var))
    return 2 * free + 1 + (1 if free == 2 else 0) - constants


class _Partners(NamedTuple):
    """What each row of a table is joined with: ranges of `keys`, their right sides as a column for `variable`."""

    variable: Var
    keys: Numbers
    starts: Numbers
    counts: Numbers


class Evaluator:
    """Evaluates bodies over a state; what is planned is kept for the next time."""

    def __init__(self, state: State, tests: Judge, same_as: Key, equals: Numbers) -> None:
        """`equals` are the numbers that stand for more than one thing, sorted."""
        self.state, self.tests, self._same_as, self._equals = state, tests, same_as, equals
        self._plans: dict[tuple[int, int | None], tuple[Step, ...]] = {}

    def heads(self, rule: NumberedRule, delta: tuple[int, Relation | Members] | None = None) -> Iterator[Numbers]:
        """Sorted numbers for the head of `rule`; with `delta`, from those facts of the pattern at a position."""
        head = rule.head[0]
        if len(rule.body) == 1 and isinstance(rule.body[0], Pattern):
            quick = self._renamed(rule.body[0], head, None if delta is None else delta[1])
            if quick is not None:
                yield quick
                return
        for table in self.tables(rule, frozenset(part_variables(head)), delta):
            numbers = _head_numbers(head, table)
            if len(numbers):
                yield ordered(numbers)

    def tables(
        self, rule: NumberedRule, results: frozenset[Var], delta: tuple[int, Relation | Members] | None = None
    ) -> Iterator[Table]:
        """The bindings of `results` under which the body holds."""
        position = None if delta is None else delta[0]
        if any(
            not self.state.has(pattern.key) and pattern.key != self._same_as
            for number, pattern in enumerate(rule.body)
            if isinstance(pattern, Pattern) and number != position
        ):
            return
        key = (id(rule), position)
        plan = self._plans.get(key)
        if plan is None:
            plan = self._plans[key] = steps(rule.body, results, self._same_as, position)
        yield from self._run(plan, 0, _ONE_ROW, None if delta is None else delta[1])

    def _run(
        self, plan: tuple[Step, ...], number: int, table: Table, first: Relation | Members | None = None
    ) -> Iterator[Table]:
        for place in range(number, len(plan)):
            step = plan[place]
            if isinstance(step.part, Test):
                table = self.tests.applied(step.part, table)
            else:
                slices = self._extended(step.part, table, first)
                first = None
                if not isinstance(slices, Table):
                    for part in slices:
                        yield from self._run(plan, place + 1, _merged(part.only(step.needed), step))
                    return
                table = slices
            if not table.rows:
                return
            table = table.only(step.needed)
            if place + 1 < len(plan):
                table = _merged(table, step)
        yield table

    def _extended(self, pattern: Pattern, table: Table, given: Relation | Members | None) -> Table | Iterator[Table]:
        if pattern.key == self._same_as:
            return _equated(pattern, table, self._equals)
        known = self.state[pattern.key] if given is None else given
        if isinstance(known, Members):
            return _with_members(pattern.left, known, table)
        found = self._with_pairs(pattern, known, table)
        return _guarded(pattern, found) if isinstance(found, Table) else (_guarded(pattern, part) for part in found)

    def _with_pairs(self, pattern: Pattern, known: Relation, table: Table) -> Table | Iterator[Table]:
        left, right = _value(pattern.left, table), _value(pattern.right, table)
        if left is None and right is None:
            return _crossed(table, _all_pairs(pattern, known))
        if left is not None and right is not None:
            return table.kept(np.broadcast_to(known.has(pack(left, right)), (table.rows,)))
        backward = left is None
        given, new = (right, pattern.left) if backward else (left, pattern.right)
        assert given is not None
        assert isinstance(new, Var)
        starts, counts = known.ranges(given, backward=backward)
        partners = known.direction(backward=backward)
        if len(given) == 1 and table.rows != 1:
            found = rights(partners[starts[0] : starts[0] + counts[0]])
            return _crossed(table, Table({new: found}, len(found)))
        total = int(counts.sum())
        if total <= ROWS:
            return _joined(table, _Partners(new, partners, starts, counts))
        return _slices(table, _Partners(new, partners, starts, counts))

    def _renamed(self, body: Pattern, head: Pattern, given: Relation | Members | None) -> Numbers | None:
        """The head's numbers for a body of one pattern, where no join is needed; None where one is."""
        if any(not isinstance(node, Var) for node in (*body.nodes, *head.nodes)) or body.key == self._same_as:
            return None
        known = self.state[body.key] if given is None else given
        if isinstance(known, Members):
            return known.keys if head.right is None else None
        if body.left == body.right or head.left == head.right or _has_literals(known, backward=body.turned):
            return None
        if head.right is None:
            backward = head.left == body.right
            numbers = ordered(rights(known.keys)) if backward else _distinct_lefts(known.keys)
            return numbers[: np.searchsorted(numbers, LITERAL)]
        if _has_literals(known, backward=head.subject == body.right):
            return None
        return known.direction(backward=head.left == body.right)


def _distinct_lefts(keys: Numbers) -> Numbers:
    numbers = lefts(keys)
    if len(numbers) < 2:
        return numbers
    keep = np.empty(len(numbers), bool)
    keep[0] = True
    np.not_equal(numbers[1:], numbers[:-1], out=keep[1:])
    return numbers[keep]


def _value(node: Node | None, table: Table) -> Numbers | None:
    """The column of a variable, one number for a constant, None for a variable without a column."""
    if isinstance(node, Var):
        return table.columns.get(node)
    assert node is not None
    return np.array([node], np.int64)


def _all_pairs(pattern: Pattern, known: Relation) -> Table:
    assert isinstance(pattern.left, Var)
    assert isinstance(pattern.right, Var)
    left, right = lefts(known.keys), rights(known.keys)
    if pattern.left == pattern.right:
        found = left[left == right]
        return Table({pattern.left: found}, len(found))
    return Table({pattern.left: left, pattern.right: right}, len(left))


def _guarded(pattern: Pattern, table: Table) -> Table:
    """Without the rows in which the subject of the atom would be a literal (only an alias can bring those)."""
    subject = pattern.subject
    column = table.columns.get(subject) if isinstance(subject, Var) else None
    if column is None or not len(column) or int(column.max()) < LITERAL:
        return table
    return table.kept(column < LITERAL)


def _has_literals(known: Relation, *, backward: bool) -> bool:
    keys = known.keys
    if not len(keys):
        return False
    return bool(int(rights(keys).max()) >= LITERAL if backward else int(keys[-1]) >> 32 >= LITERAL)


def _with_members(node: Node, known: Members, table: Table) -> Table | Iterator[Table]:
    if not isinstance(node, Var):
        held = bool(known.has(np.array([node], np.int64))[0])
        return table if held else Table(table.columns, 0)
    column = table.columns.get(node)
    if column is not None:
        return table.kept(known.has(column))
    return _crossed(table, Table({node: known.keys}, len(known.keys)))


def _equated(pattern: Pattern, table: Table, equals: Numbers) -> Table | Iterator[Table]:
    """What is the same has the same number."""
    assert pattern.right is not None
    left, right = _value(pattern.left, table), _value(pattern.right, table)
    if left is not None and right is not None:
        return table.kept(np.broadcast_to(left == right, (table.rows,)))
    if left is None and right is None:
        columns = {node: equals for node in pattern.nodes if isinstance(node, Var)}
        return _crossed(table, Table(columns, len(equals)))
    known, new = (left, pattern.right) if right is None else (right, pattern.left)
    assert known is not None
    assert isinstance(new, Var)
    return Table({**table.columns, new: np.broadcast_to(known, (table.rows,))}, table.rows)


def _crossed(table: Table, other: Table) -> Table | Iterator[Table]:
    """Every row of `table` with every row of `other`."""
    if not table.columns and table.rows == 1:
        return other
    if table.rows * other.rows <= ROWS:
        return _product(table, other)
    step = max(1, ROWS // other.rows)
    return (_product(table.taken(np.arange(n, min(n + step, table.rows))), other) for n in range(0, table.rows, step))


def _product(table: Table, other: Table) -> Table:
    columns = {var: np.repeat(column, other.rows) for var, column in table.columns.items()}
    columns.update({var: np.tile(column, table.rows) for var, column in other.columns.items()})
    return Table(columns, table.rows * other.rows)


def _slices(table: Table, found: _Partners) -> Iterator[Table]:
    """A join, so many rows of the table at a time that what comes of them is not too much."""
    ends = np.cumsum(found.counts)
    begin = 0
    while begin < len(ends):
        done = int(ends[begin - 1]) if begin else 0
        end = max(begin + 1, int(np.searchsorted(ends, done + ROWS, side="right")))
        part = found._replace(starts=found.starts[begin:end], counts=found.counts[begin:end])
        yield _joined(table.taken(np.arange(begin, end)), part)
        begin = end


def _joined(table: Table, found: _Partners) -> Table:
    columns = {var: np.repeat(column, found.counts) for var, column in table.columns.items()}
    column = rights(found.keys[places(found.starts, found.counts)])
    return Table({**columns, found.variable: column}, len(column))


def _merged(table: Table, step: Step) -> Table:
    """Equal rows once, where a dropped column may have left some and there are few enough columns to tell."""
    if not step.merges or not 0 < len(table.columns) <= 2:
        return table
    variables = list(table.columns)
    if len(variables) == 1:
        numbers = ordered(table.columns[variables[0]])
        return Table({variables[0]: numbers}, len(numbers))
    keys = ordered(pack(table.columns[variables[0]], table.columns[variables[1]]))
    return Table({variables[0]: lefts(keys), variables[1]: rights(keys)}, len(keys))


def _head_numbers(head: Pattern, table: Table) -> Numbers:
    left = np.broadcast_to(_given(head.left, table), (table.rows,))
    if head.right is None:
        return left[left < LITERAL]
    right = np.broadcast_to(_given(head.right, table), (table.rows,))
    subject = right if head.turned else left
    keys = pack(left, right)
    return keys if not len(keys) or int(subject.max()) < LITERAL else keys[subject < LITERAL]


def _given(node: Node, table: Table) -> Numbers:
    found = _value(node, table)
    assert found is not None
    return found
