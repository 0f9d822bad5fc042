"""The order in which predicates are completed: what others depend on comes first."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kgqa.model import OWL_SAME_AS
from kgqa.reason.program import atom_key
from kgqa.reason.rule import DIFFERENT, Builtin

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kgqa.reason.program import Key
    from kgqa.reason.rule import Rule


def strata(rules: Iterable[Rule]) -> dict[Key, int]:
    """The rank of each key: what it depends on has a lower one, but for keys that depend on each other.

    A test for difference depends on owl:sameAs.
    """
    needs: dict[Key, dict[Key, None]] = defaultdict(dict)
    for rule in rules:
        needed = [atom_key(atom) for atom in rule.atoms if atom_key(atom) != (None, None)]
        if any(isinstance(part, Builtin) and part.name == DIFFERENT for part in rule.body):
            needed.append((OWL_SAME_AS, None))
        for atom in rule.head:
            needs[atom_key(atom)].update(dict.fromkeys(needed))
    return {key: rank for rank, key in enumerate(_depth_first(needs))}


def _depth_first(needs: dict[Key, dict[Key, None]]) -> Iterator[Key]:
    """The keys in post-order, without recursion: chains of dependencies may be long."""
    seen: set[Key] = set()
    for start in list(needs):
        stack = [(start, iter(needs[start]))] if start not in seen else []
        seen.add(start)
        while stack:
            key, pending = stack[-1]
            following = next((need for need in pending if need not in seen), None)
            if following is None:
                stack.pop()
                yield key
            else:
                seen.add(following)
                stack.append((following, iter(needs.get(following, {}))))
