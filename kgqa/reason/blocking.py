"""How a rule is blocked, and how that is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgqa.model import RuleName, Triple
from kgqa.reason.unknown import as_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kgqa.reason.assume import Clash
    from kgqa.reason.rule import Atom, Builtin, Rule

_FULL = RuleName("full", "all that there can be is recorded")


@dataclass(frozen=True, slots=True)
class BlockedRule:
    """A rule that cannot fire: the part of its body that cannot hold, and the recorded facts that leave no room.

    `atom` has variables for things that may be anything. `within` tells of an atom whose property is defined by rules
    itself how each of those is blocked.
    """

    rule: RuleName
    atom: Atom | Builtin
    facts: tuple[Triple, ...]
    within: tuple[BlockedRule, ...] = ()


def resting(rule: RuleName, claim: Triple, within: tuple[BlockedRule, ...]) -> tuple[BlockedRule, ...]:
    """The rule that a refuted claim blocks; nothing to tell where the claim would rest on itself."""
    facts = dict.fromkeys(fact for way in within for fact in way.facts)
    return (BlockedRule(rule, as_pattern(claim), tuple(facts), within),) if within else ()


def different_ways(ways: Iterable[BlockedRule]) -> Iterator[BlockedRule]:
    """The ways without repetition; those within them go too deep to be hashed."""
    known: dict[tuple[RuleName, Atom | Builtin], list[BlockedRule]] = {}
    for way in ways:
        alike = known.setdefault((way.rule, way.atom), [])
        if way not in alike:
            alike.append(way)
            yield way


def title(rule: Rule | None, clash: Clash) -> RuleName:
    """What to call why a fact cannot hold that a rule would lead to what is asked from."""
    return clash.rule or _FULL if rule is None else RuleName(rule.name, str(rule))
