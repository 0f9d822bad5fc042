"""A claim on certain things told of all things that have the same in full slots, and back again.

Source: T. Mitchell, R. Keller, S. Kedar-Cabelli: Explanation-Based Generalization (Machine Learning 1, 1986).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kgqa.model import Triple
from kgqa.reason.rule import Atom, Builtin, Var, substitute
from kgqa.reason.unknown import is_unknown, unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from kgqa.model import Term
    from kgqa.reason.assume import Filled
    from kgqa.reason.blocking import BlockedRule
    from kgqa.reason.body import Body

_SUBJECT, _OBJECT = Var("kgqa-subject"), Var("kgqa-object")


@dataclass(frozen=True, slots=True)
class General:
    """A claim of which the ends that have `facts` are unknown things, for which `context` says the same."""

    claim: Triple
    context: tuple[Triple, ...]
    known: dict[Var, Term]
    facts: tuple[Triple, ...]

    def grounded(self, way: BlockedRule) -> BlockedRule:
        """A way in which a rule for the claim is blocked, told of the known things again."""
        atom = way.atom
        if isinstance(atom, Atom):
            atom = Atom(substitute(atom.subject, self.known), atom.predicate, substitute(atom.object, self.known))
        else:
            atom = Builtin(atom.name, tuple(substitute(node, self.known) for node in atom.arguments))
        return replace(way, atom=atom, facts=tuple(dict.fromkeys((*self.facts, *way.facts))))


def general(claim: Triple, facts: tuple[Triple, ...], number: int) -> General:
    """The claim of all things of which the facts hold; `number` is for its unknown things."""
    known: dict[Var, Term] = {_SUBJECT: claim.subject, _OBJECT: claim.object}
    ends = {
        term: unknown(name.name, number) for name, term in known.items() if any(term in fact[::2] for fact in facts)
    }
    return General(_told_of(ends, claim), tuple(_told_of(ends, fact) for fact in facts), known, facts)


def filling(claim: Triple, blocked: Iterable[Body], filled_by: Callable[[Triple], Filled | None]) -> Iterator[Triple]:
    """The facts that fill the slots of a claim's things which some rules look at."""
    for premise in (premise for body in blocked for premise in body.premises):
        if claim.subject in premise or claim.object in premise:
            filled = filled_by(premise)
            if filled is not None:
                yield from (_told_of({filled.thing: value}, premise) for value in filled.values)


def may_be_general(claim: Triple) -> bool:
    """Whether a claim is one on two known things."""
    return claim.subject != claim.object and not (is_unknown(claim.subject) or is_unknown(claim.object))


def is_about_itself(body: Body, names: Iterable[Triple]) -> bool:
    """Whether a rule leads from a claim on some things to the same on others."""
    said = {name.predicate for name in names}
    return any(premise.predicate in said for premise in body.premises)


def _told_of(ends: Mapping[Term, Term], fact: Triple) -> Triple:
    return Triple(ends.get(fact.subject, fact.subject), fact.predicate, ends.get(fact.object, fact.object))
