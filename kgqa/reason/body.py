"""The body of a rule that might derive a claim, as the search for a refutation looks at it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kgqa.model import Triple
from kgqa.reason.rule import DIFFERENT, Builtin, instance, substitute
from kgqa.reason.unknown import mark_of, unknown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kgqa.model import RuleName, Term
    from kgqa.reason.assume import Assumed, Assumptions
    from kgqa.reason.rule import Bindings
    from kgqa.reason.words import Telling


@dataclass(frozen=True, slots=True)
class Body:
    """The body of a rule, with unknown things for what is not bound, in the context of what is assumed besides.

    The names of its own unknown things begin with `mark`.
    """

    rule: RuleName
    premises: tuple[Triple, ...]
    tests: tuple[Builtin, ...]
    context: Assumed
    mark: str

    @property
    def shape(self) -> frozenset[str]:
        """What a rule has in common with its mirror image."""
        tests = (f"{test.name} {' '.join(self._arguments(test))}" for test in self.tests)
        return frozenset(part.replace(self.mark, "?") for part in (*map(str, self.premises), *tests))

    @staticmethod
    def _arguments(test: Builtin) -> list[str]:
        arguments = list(map(str, test.arguments))
        return sorted(arguments) if test.name == DIFFERENT else arguments

    def with_known(self, thing: Term, value: Term, given: Assumptions) -> Body:
        """The body where an unknown thing is a certain one."""

        def known(facts: Iterable[Triple]) -> tuple[Triple, ...]:
            return tuple(Triple(*(value if term == thing else term for term in fact)) for fact in facts)  # type: ignore[arg-type]

        tests = tuple(Builtin(t.name, tuple(value if a == thing else a for a in t.arguments)) for t in self.tests)
        told = known(self.context.assumed)
        context = self.context if told == self.context.assumed else given.assume(told)
        return replace(self, premises=known(self.premises), tests=tests, context=context)


def opened(telling: Telling, bindings: Bindings, context: Assumed, number: int) -> Body:
    """The body of a rule with an unknown thing, of that number, for every variable that is not bound."""
    full = {**bindings, **{variable: unknown(variable.name, number) for variable in telling.free}}
    premises = tuple([instance(atom, full) for atom in telling.atoms])
    tests = tuple([Builtin(t.name, tuple([substitute(n, full) for n in t.arguments])) for t in telling.builtins])
    return Body(telling.name, premises, tests, context, mark_of(number))
