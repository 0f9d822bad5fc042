"""Facts near what a question names, for a model to read: chosen by personalised PageRank, within a budget."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from kgqa.ask.schema import is_built_in
from kgqa.ask.tokens import tokenize
from kgqa.fallback.untrusted import harmless
from kgqa.model import ASSERTED_GRAPH, IRI
from kgqa.verify.names import Mention, mentions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from kgqa.ask.labels import Labels
    from kgqa.ask.tokens import Token
    from kgqa.model import Term, Triple
    from kgqa.store import Store
    from kgqa.verify.names import Names

HOPS = 2
MOST_NODES = 400
MOST_FACTS_OF_ONE = 100
"""Facts read about one thing in one direction: a thing that half the graph points to says little."""
MOST_FACTS = 300
"""Facts that are put into words at most."""
BUDGET = 1_500
"""Tokens that the question and the facts may take, counted as four characters each."""
CHARACTERS = 4
LONGEST_QUESTION = 2_000
DAMPING = 0.85
ROUNDS = 20


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, its words, and the things and the properties of the graph that they name."""

    question: str
    tokens: tuple[Token, ...]
    things: tuple[Mention, ...]
    relations: tuple[Mention, ...]


def read(question: str, names: Names) -> Asked:
    """What the question names; a word within the name of a thing names no property."""
    tokens = tuple(tokenize(question))
    things = mentions(tokens, names.named_things)
    taken = {place for thing in things for place in range(thing.start, thing.end)}
    relations = mentions(tokens, names.named_properties)
    return Asked(question, tokens, things, tuple(m for m in relations if taken.isdisjoint(range(m.start, m.end))))


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a model is given to read: the question, and facts, the nearest to what it names first."""

    question: str
    facts: tuple[Fact, ...]

    def message(self, tokens: int = BUDGET) -> str:
        """The question and as many of the facts as fit, with the identifiers of their things, as a JSON object.

        Labels are untrusted text: each is cut and made harmless, and JSON keeps it inside its quotes.
        """
        facts: list[dict[str, str]] = []
        identifiers: dict[str, str] = {}
        left = (tokens - len(self.question) // CHARACTERS) * CHARACTERS
        for fact in self.facts:
            new = {iri: label for iri, label in fact.things if iri not in identifiers}
            left -= _length(fact.words) + (_length(new) if new else 0)
            if left < 0:
                break
            facts.append(fact.words)
            identifiers |= new
        content = {"question": self.question, "facts": facts, "identifiers": identifiers}
        return json.dumps(content, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact in words, and the identifiers of the things in it with their labels."""

    words: dict[str, str]
    things: tuple[tuple[str, str], ...]


def ground(
    question: str, asked: Asked, *, store: Store, labels: Labels, told: Callable[[Triple], bool] = lambda _: True
) -> Grounds:
    """The question with the stated facts nearest to what it names; only those that may be `told`."""
    seeds = [iri for mention in asked.things for iri in mention.iris]
    facts = [fact for fact in nearest(seeds, list(neighbourhood(seeds, store))) if told(fact)]
    return Grounds(harmless(question, LONGEST_QUESTION), tuple(_worded(fact, labels) for fact in facts[:MOST_FACTS]))


def _length(value: object) -> int:
    return len(json.dumps(value, ensure_ascii=False)) + 2


def neighbourhood(seeds: Sequence[IRI], store: Store) -> Iterator[Triple]:
    """Stated facts within HOPS steps of the seeds, in either direction, about at most MOST_NODES things."""
    seen: set[Term] = set(seeds)
    facts: set[Triple] = set()
    frontier: list[IRI] = list(seeds)
    for _ in range(HOPS):
        found = {triple for node in frontier for triple in _about(node, store)} - facts
        yield from found
        facts |= found
        ends = sorted({end for triple in found for end in triple[::2] if isinstance(end, IRI)} - seen)
        frontier = ends[: MOST_NODES - len(seen)]
        seen.update(frontier)


def _about(node: IRI, store: Store) -> Iterator[Triple]:
    for facts in (
        store.match(node, None, None, graph=ASSERTED_GRAPH),
        store.match(None, None, node, graph=ASSERTED_GRAPH),
    ):
        yield from islice((fact for fact in facts if not is_built_in(fact.predicate.value)), MOST_FACTS_OF_ONE)


def nearest(seeds: Sequence[IRI], facts: Sequence[Triple]) -> list[Triple]:
    """The facts in the order of how near to the seeds the thing is that they are about, and then their object."""
    rank = pagerank(seeds, facts)
    return sorted(facts, key=lambda fact: (-rank[fact.subject] - rank[fact.object], str(fact)))


def pagerank(seeds: Sequence[IRI], facts: Sequence[Triple]) -> Mapping[Term, float]:
    """Personalised PageRank (Haveliwala, 2002) over the facts as undirected edges, by power iteration.

    networkx has it too, but needs numpy and scipy for it.
    """
    neighbours: defaultdict[Term, list[Term]] = defaultdict(list)
    for fact in facts:
        neighbours[fact.subject].append(fact.object)
        neighbours[fact.object].append(fact.subject)
    home: dict[Term, float] = {seed: 1.0 / len(seeds) for seed in seeds}
    rank: defaultdict[Term, float] = defaultdict(float, home)
    for _ in range(ROUNDS):
        following: defaultdict[Term, float] = defaultdict(float)
        for seed, share in home.items():
            following[seed] += (1 - DAMPING) * share
        for node, weight in rank.items():
            for neighbour in neighbours[node]:
                following[neighbour] += DAMPING * weight / len(neighbours[node])
        rank = following
    return rank


def _worded(triple: Triple, labels: Labels) -> Fact:
    subject, predicate, value = (harmless(labels.of(term)) for term in triple)
    ends = ((triple.subject, subject), (triple.object, value))
    things = tuple((harmless(end.value), label) for end, label in ends if isinstance(end, IRI))
    return Fact({"subject": subject, "predicate": predicate, "object": value}, things)
