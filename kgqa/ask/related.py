"""How two things are related: by a property that names it, by a degree that counts steps, else by a chain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgqa.ask.chain import find_chain
from kgqa.ask.climb import Climb, nearest_above
from kgqa.ask.degree import Apart, named
from kgqa.ask.english.morphology import conjoined
from kgqa.ask.english.relations import UNRELATED, chained, is_said, unrelated
from kgqa.ask.form import Relation
from kgqa.ask.hop import Hop, further, hops_between, most_specific
from kgqa.ask.verbalise import fact_text
from kgqa.ask.ways import read_ways

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kgqa.ask.lexicon import Lexicon
    from kgqa.ask.ways import Ways
    from kgqa.model import IRI, Triple
    from kgqa.store import Store


@dataclass(frozen=True, slots=True)
class Related:
    """What one thing is to another.

    `label` names it ("grandmother"; "wife of the brother of the mother"; for relations said in verbs a clause), `also`
    what else it is; `facts` is why, in order from the other thing to the one, and empty where no relation is known.
    `turned`: the label tells what the other thing is to the one. `relation` is the one property that says it, None for
    degrees and chains. `text` is the whole in a sentence without its full stop.
    """

    label: str
    text: str
    facts: tuple[Triple, ...] = ()
    also: tuple[str, ...] = ()
    relation: Relation | None = None
    turned: bool = False

    @property
    def known(self) -> bool:
        """Whether there is a relation."""
        return bool(self.facts)


def related(one: IRI, other: IRI, lexicon: Lexicon, store: Store, ways: Ways | None = None) -> Related | None:
    """What `one` is to `other`; None where a bounded search can neither tell nor rule a relation out.

    `ways` is what `read_ways` gives for the graph, for those who ask more than once. The closest way is told, as the
    ranks of the ontology have it (kgqa:relationRank), and of ways with one rank the most specific.
    """
    if one == other:
        return None
    ways = ways or read_ways(lexicon, store)
    hops = hops_between(other, one, ways, lexicon, store)
    if found := _nouns((*hops, *_degrees(one, other, ways, store))):
        return _told(found, one, other, ways, lexicon)
    if found := _nouns(hops_between(one, other, ways, lexicon, store)):
        return _told(found, one, other, ways, lexicon, turned=True)
    if hops:
        return _in_clauses(hops[:1], lexicon)
    return _chained(one, other, ways, lexicon, store)


def _nouns(hops: Iterable[Hop]) -> list[Hop]:
    return sorted((hop for hop in hops if hop.noun), key=Hop.order)


def _degrees(one: IRI, other: IRI, ways: Ways, store: Store) -> Iterator[Hop]:
    """What `one` is to `other` by the steps to what is nearest above both."""
    for iri, degrees in ways.degrees.items():
        above, below = Climb(other, (Relation(iri),), store), Climb(one, (Relation(iri),), store)
        for top in nearest_above(above, below):
            apart = Apart(above.steps[top], below.steps[top])
            degree = named(degrees, apart, one, store)
            if degree is not None:
                facts = (*above.path(top), *reversed(below.path(top)))
                yield Hop(degree.name(apart), None, facts, degree.order(apart), apart.counts["apart"])


def _told(found: Sequence[Hop], one: IRI, other: IRI, ways: Ways, lexicon: Lexicon, *, turned: bool = False) -> Related:
    best = most_specific(found, ways)
    others = list(further(best, found, ways))
    also = tuple(dict.fromkeys(hop.noun for hop in others if hop.noun))
    close = [hop.noun for hop in others if hop.noun and ways.is_step(hop) and not ways.says_less(best, hop)]
    label, (subject, of) = best.noun or "", (other, one) if turned else (one, other)
    told = list(dict.fromkeys((label, *close)))
    text = is_said(told, lexicon.labels.of(subject), lexicon.labels.of(of))
    return Related(label, text, best.facts, also, best.relation, turned)


def _in_clauses(hops: Sequence[Hop], lexicon: Lexicon) -> Related:
    """Relations that no noun says, each in a clause of its own."""
    facts = _facts(hops)
    text = conjoined([fact_text(fact, lexicon.labels) for fact in reversed(facts)])
    return Related(text, text, facts)


def _chained(one: IRI, other: IRI, ways: Ways, lexicon: Lexicon, store: Store) -> Related | None:
    """The chain from the other thing to the one, in nouns where it can be, read from either end."""
    labels = lexicon.labels
    search = find_chain(other, one, ways, lexicon, store)
    if search.hops is None:
        return Related(UNRELATED, unrelated(labels.of(one), labels.of(other))) if search.ruled_out else None
    if (noun := _one_noun(search.hops)) is not None:
        return Related(noun, is_said([noun], labels.of(one), labels.of(other)), _facts(search.hops))
    back = find_chain(one, other, ways, lexicon, store)
    if back.hops and (noun := _one_noun(back.hops)) is not None:
        return Related(noun, is_said([noun], labels.of(other), labels.of(one)), _facts(back.hops), turned=True)
    return _in_clauses(search.hops, lexicon)


def _one_noun(hops: Sequence[Hop]) -> str | None:
    nouns = [hop.noun for hop in hops if hop.noun]
    return chained(nouns) if len(nouns) == len(hops) else None


def _facts(hops: Sequence[Hop]) -> tuple[Triple, ...]:
    return tuple(fact for hop in hops for fact in hop.facts)
