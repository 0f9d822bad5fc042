"""What is certainly two things, and what may be merged into one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from kgqa.model import IRI, OWL_SAME_AS, BlankNode, Literal, Triple
from kgqa.reason.rule import DIFFERENT
from kgqa.reason.values import different

if TYPE_CHECKING:
    from kgqa.model import Term

Knows: TypeAlias = Callable[[Triple], bool]


@dataclass(frozen=True, slots=True)
class Identity:
    """How identity is judged: by `unique_names`, and by what the graph says (`knows`)."""

    unique_names: bool
    knows: Knows

    def distinct(self, left: Term, right: Term) -> bool:
        """Whether two terms certainly denote different things."""
        if isinstance(left, Literal) or isinstance(right, Literal):
            return isinstance(left, Literal) and isinstance(right, Literal) and different(left, right)
        if left == right:
            return False
        if self.knows(Triple(left, DIFFERENT, right)) or self.knows(Triple(right, DIFFERENT, left)):
            return True
        named = isinstance(left, IRI) and isinstance(right, IRI)
        return self.unique_names and named and not self._same(left, right)

    def mergeable(self, left: Term, right: Term) -> bool:
        """Whether a rule may conclude that two terms are the same thing, rather than a conflict."""
        if left == right or isinstance(left, Literal) or isinstance(right, Literal):
            return False
        return not self.unique_names or isinstance(left, BlankNode) or isinstance(right, BlankNode)

    def _same(self, left: Term, right: Term) -> bool:
        return self.knows(Triple(left, OWL_SAME_AS, right)) or self.knows(Triple(right, OWL_SAME_AS, left))
