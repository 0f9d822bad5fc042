"""One named step between two things: by a property, or by a degree that counts steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgqa.ask.form import Relation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kgqa.ask.lexicon import Lexicon
    from kgqa.ask.ways import Ways
    from kgqa.model import Term, Triple
    from kgqa.store import Store


@dataclass(frozen=True, slots=True)
class Hop:
    """What a thing is to another: the noun (None for relations said in verbs), and the facts by which it is so.

    `relation` leads from the other thing to the one; None for a degree. The lower `rank` is told first, and of equal
    ones the lower `aside`.
    """

    noun: str | None
    relation: Relation | None
    facts: tuple[Triple, ...]
    rank: int
    aside: int = 0

    def order(self) -> tuple[int, bool, int, str]:
        """What is told first is lower."""
        return (self.rank, self.noun is None, self.aside, self.noun or str(self.relation))


def hops_between(
    start: Term, end: Term, ways: Ways, lexicon: Lexicon, store: Store, *, turned: bool = True
) -> list[Hop]:
    """All that `end` is to `start` by a property that names relations, in the order in which it is told.

    Properties read backwards ("parent of") only where none is read forwards, and only if `turned`.
    """
    found = [_hop(Relation(f.predicate), f, ways, lexicon) for f in store.match(start, None, end)]
    if turned and not any(hop and hop.noun for hop in found):
        found += [_hop(Relation(f.predicate, inverse=True), f, ways, lexicon) for f in store.match(end, None, start)]
    return sorted((hop for hop in found if hop is not None), key=Hop.order)


def _hop(relation: Relation, fact: Triple, ways: Ways, lexicon: Lexicon) -> Hop | None:
    if relation.property not in ways.named:
        return None
    said = lexicon.said.get(relation)
    noun = said.text if said is not None and said.kind == "noun" else None
    return Hop(noun, relation, (fact,), ways.rank(relation.property))


def most_specific(hops: Sequence[Hop], ways: Ways) -> Hop:
    """The first of the hops with the lowest rank that none of them is narrower than."""
    lowest = [hop for hop in hops if hop.rank == hops[0].rank and hop.aside == hops[0].aside]
    return next((hop for hop in lowest if not any(ways.says_less(hop, other) for other in lowest)), hops[0])


def further(best: Hop, hops: Sequence[Hop], ways: Ways) -> Iterator[Hop]:
    """The hops that say something that neither the best one nor another of them says, and no "somewhere above"."""
    for hop in hops:
        vague = hop.relation is not None and hop.relation.property in ways.vague
        if hop.noun != best.noun and not vague and not any(ways.says_less(hop, other) for other in hops):
            yield hop
