"""Predicates that hold of the same pairs, or of the same pairs turned round, are kept once.

Rules such as prp-inv1, prp-eqp1 or cax-eqc1 only rename. Predicates that rename each other in a circle are aliases:
one of them stands for all, read forwards or backwards. A property that is its own inverse is symmetric.
"""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from kgqa.reason.engine.components import components
from kgqa.reason.rule import Atom, Var

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kgqa.reason.rule import Rule

Key: TypeAlias = tuple[int, int]
"""(predicate, -1), or (rdf:type, class), in the numbers of a dictionary; (-1, -1) is any."""
ANY: Key = (-1, -1)
_Turn: TypeAlias = tuple[Key, bool]


class Alias(NamedTuple):
    """The key that stands for another one, and whether its pairs are turned round."""

    key: Key
    turned: bool


class Renaming(NamedTuple):
    """A rule that says of one key what another one says."""

    target: Key
    turned: bool
    rule: Rule


@dataclass(frozen=True)
class Aliases:
    """What stands for what; a key that is not mentioned stands for itself."""

    by_key: dict[Key, Alias]
    symmetric: frozenset[Key]
    renamings: dict[Key, list[Renaming]] = field(default_factory=dict)

    def way(self, source: Key, target: Key, *, turned: bool) -> tuple[Rule, ...] | None:
        """The fewest rules that rename `source` to `target`, turning the pair round or not; None if none do."""
        came: dict[_Turn, tuple[_Turn, Rule]] = {}
        queue: deque[_Turn] = deque([(source, False)])
        while queue and (target, turned) not in came:
            key, turn = queue.popleft()
            for following in self.renamings.get(key, ()):
                reached = (following.target, turn != following.turned)
                if reached not in came and reached != (source, False):
                    came[reached] = (key, turn), following.rule
                    queue.append(reached)
        if (target, turned) not in came:
            return () if (source, False) == (target, turned) else None
        return _walked_back(came, (target, turned), (source, False))

    def of(self, key: Key) -> Alias:
        """What stands for `key`."""
        return self.by_key.get(key) or Alias(key, turned=False)


def aliases(rules: Iterable[Rule], key_of: Callable[[Atom], Key]) -> Aliases:
    """The aliases that `rules` make; of each circle the key that was met first stands for all."""
    edges: dict[_Turn, list[_Turn]] = defaultdict(list)
    renamings: dict[Key, list[Renaming]] = defaultdict(list)
    for rule in rules:
        renaming = _renaming(rule, key_of)
        if renaming is not None:
            source, target, turned = renaming
            renamings[source].append(Renaming(target, turned, rule))
            edges[source, False].append((target, turned))
            edges[source, True].append((target, not turned))
    by_key: dict[Key, Alias] = {}
    symmetric: set[Key] = set()
    for group in components(edges):
        first = min(key for key, _ in group)
        if len({key for key, _ in group}) < len(group):
            symmetric.add(first)
        turn = min(turned for key, turned in group if key == first)
        for key, turned in sorted(group):
            by_key.setdefault(key, Alias(first, turned != turn))
    return Aliases(by_key, frozenset(symmetric), dict(renamings))


def _walked_back(came: dict[_Turn, tuple[_Turn, Rule]], end: _Turn, start: _Turn) -> tuple[Rule, ...]:
    rules: list[Rule] = []
    while end != start:
        end, rule = came[end]
        rules.append(rule)
    return tuple(reversed(rules))


def _renaming(rule: Rule, key_of: Callable[[Atom], Key]) -> tuple[Key, Key, bool] | None:
    """What a rule renames to what, and whether it turns the pair round; None if it does more, or less."""
    if len(rule.body) != 1 or len(rule.head) != 1:
        return None
    body, head = rule.body[0], rule.head[0]
    if not isinstance(body, Atom):
        return None
    source, target = key_of(body), key_of(head)
    if ANY in (source, target) or (source[1] < 0) != (target[1] < 0):
        return None
    if source[1] >= 0:
        return (source, target, False) if isinstance(body.subject, Var) and body.subject == head.subject else None
    ends = (body.subject, body.object)
    if not all(isinstance(node, Var) for node in ends) or ends[0] == ends[1]:
        return None
    if (head.subject, head.object) == ends:
        return source, target, False
    return (source, target, True) if (head.object, head.subject) == ends else None
