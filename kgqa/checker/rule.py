"""What a rule of the tables is to the checker.

A rule is given what a step concludes, the facts that it starts from and the ontology, and yields every set of facts
(from those) of which the conclusion is a consequence by that rule. The step is right when one of the sets is exactly
what it starts from. A rule that derives false is given no conclusion.

Each rule is written down from the tables 4 to 9 of the OWL 2 Profiles, section 4.3:
https://www.w3.org/TR/owl2-profiles/#Reasoning_in_OWL_2_RL_and_RDF_Graphs_using_Rules
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeAlias

from kgqa.checker.vocabulary import SAME, TYPE
from kgqa.model import Term, Triple

if TYPE_CHECKING:
    from kgqa.checker.ontology import Ontology

Given: TypeAlias = Sequence[Triple]
Needed: TypeAlias = Iterator[Sequence[Triple]]
Derives: TypeAlias = "Callable[[Triple, Given, Ontology], Needed]"
Refutes: TypeAlias = "Callable[[Given, Ontology], Needed]"


def same(one: Term, other: Term) -> Triple:
    """The fact that two things are the same."""
    return Triple(one, SAME, other)


def typed(thing: Term, kind: Term) -> Triple:
    """The fact that a thing is in a class."""
    return Triple(thing, TYPE, kind)


def kinds_in(given: Given) -> Iterator[tuple[Term, Term]]:
    """(thing, class) for each given fact that puts a thing into a class."""
    return ((fact.subject, fact.object) for fact in given if fact.predicate == TYPE)
