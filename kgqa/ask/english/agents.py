"""Verbs from the nouns for whoever does it: a film's director directed it, its actors act in it.

A graph that records a `director` knows the verb too; what has a `tag` is tagged with it. The nouns in -er and -or are
found by rule where a thesaurus derives them from the verb; the others, and the prepositions of verbs that have one,
are data (agents.txt).
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kgqa.ask.chart import Seed
from kgqa.ask.english.morphology import is_participle, noun_bases, verb_bases
from kgqa.ask.english.synonyms import sourced_synonyms
from kgqa.ask.english.wording import noun_keys
from kgqa.ask.lexicon import Sense

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.form import Relation

_COST = 3
_ENDINGS = ("er", "or", "ress")
LIKE_VERBS = frozenset(("head", "host", "guide", "coach", "boss", "captain", "cook", "judge", "sponsor", "author"))
"""Nouns for whoever does it that are the verb itself."""


def agent_seeds(words: Sequence[str], kinds: Kinds) -> Iterator[Seed]:
    """Seeds for the verbs of a question by the nouns of the graph for whoever does it."""
    for place, word in enumerate(words):
        for sense in _senses(word, kinds):
            yield Seed(place, place + 1, "V", sense, _COST)
            if word.endswith("ing"):
                yield Seed(place, place + 1, "VING", sense, _COST)
            elif is_participle(word):
                yield Seed(place, place + 1, "VED", sense, _COST)


def agent_nouns(words: Sequence[str], kinds: Kinds) -> Iterator[Seed]:
    """Seeds for the nouns of a question for whoever does what the graph has a verb for: "head", by "headed by"."""
    for place, word in enumerate(words):
        for base in noun_bases(word):
            for relation in dict.fromkeys(_done_by(base, kinds)):
                yield Seed(place, place + 1, "N", replace(relation, plural=base != word), _COST)


def _done_by(noun: str, kinds: Kinds) -> Iterator[Relation]:
    """The relations to whoever does a verb of the graph, of which the noun is the one for that."""
    derived = [s.phrase for s in sourced_synonyms(noun) if s.source == "derivation"]
    for verb in dict.fromkeys((*derived, noun)):
        if verb == noun and noun not in LIKE_VERBS:
            continue
        if verb != noun and not noun.endswith(_ENDINGS):
            continue
        for sense in kinds.lexicon.verbs.get(verb, ()):
            if sense.relation is not None and kinds.literal(sense.relation) is None:
                if sense.preposition == "by":
                    yield sense.relation
                elif sense.preposition is None and not sense.strict:
                    yield sense.relation.reversed()


def without_contraries(seeds: Sequence[Seed], agents_found: Sequence[Seed]) -> list[Seed]:
    """The seeds without verbs by which, as a verb of an agent at the same place says, it is the other way round: who
    acts in what stars him does not star it.
    """
    turned = {(s.start, s.value.relation.reversed()) for s in agents_found if s.value.preposition not in {None, "by"}}
    return [
        s for s in seeds
        if s.symbol not in {"V", "VED", "VING"} or s.value.preposition is not None
        or (s.start, s.value.relation) not in turned
    ]  # fmt: skip


def _senses(word: str, kinds: Kinds) -> dict[Sense, None]:
    found: dict[Sense, None] = {}
    for base in verb_bases(word):
        if is_participle(word) and not agents(base):
            for relation in _relations(base, kinds):
                found.setdefault(Sense("verb", relation, preposition="with", strict=True))
        for noun, preposition in agents(base):
            for relation in _relations(noun, kinds):
                turned = relation if preposition == "by" else relation.reversed()
                found.setdefault(Sense("verb", turned, preposition=preposition, strict=preposition != "by"))
    return found


def _relations(noun: str, kinds: Kinds) -> Iterator[Relation]:
    """The relations that lead from what is done to whoever the noun names."""
    for key in noun_keys(tuple(noun.split())):
        for sense in kinds.lexicon.nouns.get(key, ()):
            relation = sense.relation
            if relation is not None and sense.preposition is None and kinds.literal(relation) is None:
                yield relation


def with_agents(kinds: Kinds) -> dict[Relation, frozenset[str]]:
    """The prepositions of relations, with those of the verbs of agents: an actor is in a film, and a film with him.

    Nobody is in what is one of a kind with him: a pupil is not in a teacher.
    """
    found = {relation: set(said) for relation, said in kinds.prepositions.items()}
    for listed in _listed().values():
        for noun, preposition in listed:
            for relation in _relations(noun, kinds) if preposition == "in" else ():
                wholes, members = kinds.schema.subjects(relation), kinds.schema.values(relation)
                if not wholes or not members or kinds.compatible(wholes, members):
                    continue
                found.setdefault(relation.reversed(), set()).add("in")
                found.setdefault(relation, set()).add("with")
    return {relation: frozenset(said) for relation, said in found.items()}


@cache
def agents(verb: str) -> tuple[tuple[str, str], ...]:
    """The nouns for whoever does a verb in its base form, each with the preposition before what it is done to; "by":
    it has none, and whoever does it follows "by".

    >>> agents("direct")[0], agents("play")[0], agents("fall")
    (('director', 'by'), ('player', 'by'), ())
    """
    derived = [
        (synonym.phrase, "by")
        for synonym in sourced_synonyms(verb)
        if synonym.source == "derivation" and synonym.phrase.endswith(_ENDINGS)
    ]
    return tuple(dict.fromkeys((*derived, *_listed().get(verb, ()))))


@cache
def _listed() -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for line in Path(__file__).with_name("agents.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            left, _, nouns = line.partition(" : ")
            verb, _, preposition = left.partition(" ")
            found[verb] = (*found.get(verb, ()), *((noun.strip(), preposition) for noun in nouns.split(",")))
    return found
