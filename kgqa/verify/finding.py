"""What the graph settles of one condition: that it is so, that it cannot be, or neither, each with its grounds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from kgqa.model import Conflict, Proof, RuleName, Triple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Ground: TypeAlias = Triple | Proof
"""What a finding rests on: a fact, to be proved when it is told, or what is proved already."""
Prove: TypeAlias = "Callable[[Triple], Proof | None]"
DENIAL = "denial"
"""The rule by which a denial is excluded: what it denies is so."""
BY_STEPS = "by-steps"
"""The rule by which something is excluded that is some steps away from what a conflict is about."""
DISTINCT = RuleName("unique-names", "they are different things")
SUPPOSED = "urn:kgqa:supposed"
"""The graph that a supposed fact is said to be stated in."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A truth value of three: True, False, or None where the graph leaves it open, and then `reason` says why.

    `rule` is by what it follows from the `grounds`, where it is more than that they are so. A False that the reasoner
    found carries its `conflict`.
    """

    value: bool | None
    grounds: tuple[Ground, ...] = ()
    rule: RuleName | None = None
    conflict: Conflict | None = None
    reason: str = ""

    def because(self, more: Iterable[Ground]) -> Finding:
        """The same, resting on `more` besides: on what led to the thing that it is about."""
        more = tuple(more)
        if not more:
            return self
        rule = _rule_of(self) if self.value is False else None
        # The rule of a conflict holds of its own premises only.
        rule = self.rule if rule is None else RuleName(BY_STEPS, rule.text)
        return replace(self, grounds=tuple(dict.fromkeys((*more, *self.grounds))), rule=rule)


TRUE = Finding(True)


def unknown(reason: str) -> Finding:
    """What the graph leaves open, and why."""
    return Finding(None, reason=reason)


def of_all(findings: Iterable[Finding]) -> Finding:
    """Whether all is so: False as soon as one thing cannot be; True with nothing to be looked at."""
    met: list[Finding] = []
    doubt: Finding | None = None
    for finding in findings:
        if finding.value is False:
            return finding
        if finding.value is None:
            doubt = doubt or finding
        met.append(finding)
    return doubt or together(met)


def of_any(findings: Iterable[Finding]) -> Finding:
    """Whether something is so: True as soon as one thing is, False where none can be."""
    excluded: list[Finding] = []
    doubt: Finding | None = None
    for finding in findings:
        if finding.value:
            return finding
        if finding.value is None:
            doubt = doubt or finding
        excluded.append(finding)
    return doubt or none_of(excluded)


def together(findings: Iterable[Finding]) -> Finding:
    """True, for all that the findings rest on."""
    found = list(findings)
    grounds = dict.fromkeys(ground for finding in found for ground in finding.grounds)
    rules = [finding.rule for finding in found if finding.rule is not None]
    return Finding(True, tuple(grounds), rules[0] if len(rules) == 1 else _all_of(rules))


def none_of(findings: Iterable[Finding]) -> Finding:
    """False, for all that excludes each of several; the one that excludes it where there is but one."""
    found = list(findings)
    if len(found) == 1:
        return found[0]
    grounds = dict.fromkeys(ground for finding in found for ground in _against(finding))
    rules = [rule for finding in found if (rule := _rule_of(finding)) is not None]
    return Finding(False, tuple(grounds), _all_of(rules))


def opposite(finding: Finding) -> Finding:
    """The finding on the contrary: what cannot be is proved not to be, and what is so excludes its denial."""
    if finding.value is None:
        return finding
    rule = _rule_of(finding)
    if finding.value:
        return Finding(False, finding.grounds, rule or RuleName(DENIAL, "what is so cannot be denied"))
    if finding.conflict is not None and finding.conflict.text and rule is not None:
        rule = RuleName(rule.name, finding.conflict.text)
    return Finding(True, tuple(_against(finding)), rule)


def _rule_of(finding: Finding) -> RuleName | None:
    return finding.conflict.rule if finding.conflict is not None else finding.rule


def _against(finding: Finding) -> tuple[Ground, ...]:
    """What excludes something; what was only supposed is no ground."""
    premises = () if finding.conflict is None else finding.conflict.premises
    grounds = (*finding.grounds, *premises)
    return tuple(dict.fromkeys(each for each in grounds if not isinstance(each, Proof) or not is_supposed(each)))


def is_supposed(proof: Proof) -> bool:
    """Whether a premise rests on the claim itself."""
    if proof.source is not None and proof.source.graph == SUPPOSED:
        return True
    return any(is_supposed(premise) for premise in proof.premises)


def _all_of(rules: list[RuleName]) -> RuleName | None:
    distinct = list(dict.fromkeys(rules))
    if len(distinct) < 2:
        return distinct[0] if distinct else None
    return RuleName(distinct[0].name, "; ".join(rule.text for rule in distinct))
