"""What a graph says about one thing: the facts that it is part of, by property, and questions to ask about it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice, zip_longest
from typing import TYPE_CHECKING

from kgqa.ask.describe import description
from kgqa.ask.english.examples import trials
from kgqa.ask.english.wording import wording
from kgqa.ask.form import Relation
from kgqa.ask.labels import ALTERNATIVE, PREFERRED
from kgqa.ask.telling import Telling
from kgqa.ask.worded import words_of
from kgqa.model import IRI, OWL, OWL_SAME_AS, RDF_TYPE, RDFS, Literal, Triple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from kgqa.ask.lexicon import Lexicon
    from kgqa.model import Answer, Source, Term
    from kgqa.store import Store

MOST_COUNTED = 1_000
"""Facts of one property are counted so far; of more it is said that there are more."""
MOST_SKIPPED = 100_000
_FIRST = 500
_MOST_TRIED = 12
_BUILT_IN = (
    RDF_TYPE, OWL_SAME_AS, *PREFERRED, *ALTERNATIVE,
    *(IRI(RDFS + name) for name in ("comment", "seeAlso", "subClassOf", "subPropertyOf", "domain", "range")),
    *(IRI(OWL + name) for name in ("inverseOf", "equivalentClass", "equivalentProperty", "disjointWith")),
)  # fmt: skip
_NAMES = frozenset((*PREFERRED, *ALTERNATIVE))


@dataclass(frozen=True, slots=True)
class Told:
    """One fact, and the source that states it; None: it is entailed."""

    fact: Triple
    source: Source | None

    def other(self, *, inverse: bool) -> Term:
        """What stands at the other end of it."""
        return self.fact.subject if inverse else self.fact.object


@dataclass(frozen=True, slots=True)
class Group:
    """The facts of a thing by one property, or (inverse) those that lead to it; `facts` is a part of all of them.

    `count` is None where there are more than MOST_COUNTED.
    """

    iri: IRI
    label: str
    inverse: bool
    facts: tuple[Told, ...]
    count: int | None
    offset: int = 0

    @property
    def more(self) -> bool:
        """Whether there are facts after those given."""
        return self.count is None or self.offset + len(self.facts) < self.count


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a thing; `kinds` are the classes that it is in, those with labels if there are any.

    `groups` are its facts, `elsewhere` those that lead to it and are not its own the other way round. `rest` holds
    what says the same in other words, or is not for people.
    """

    iri: IRI
    label: str
    description: str
    kinds: tuple[Told, ...]
    groups: tuple[Group, ...]
    elsewhere: tuple[Group, ...]
    rest: tuple[Group, ...] = ()


def about(thing: IRI, lexicon: Lexicon, store: Store, *, shown: int = 10) -> About | None:
    """All properties that lead from the thing or to it, `shown` facts of each; None when nothing is said of it."""
    ways = [_groups(thing, lexicon, store, shown, inverse=inverse) for inverse in (False, True)]
    if not any(ways):
        return None
    kinds = next((group.facts for group in ways[0] if group.iri == RDF_TYPE), ())
    named = tuple(told for told in kinds if isinstance(told.fact.object, IRI))
    called = tuple(told for told in named if isinstance(told.fact.object, IRI) and lexicon.labels.has(told.fact.object))
    groups = [group for way in ways for group in way if group.inverse or group.iri != RDF_TYPE]
    said = _said_once(groups, lexicon)
    own, elsewhere = (tuple(group for group in said if group.inverse is inverse) for inverse in (False, True))
    rest = tuple(group for group in groups if group not in said)
    return About(
        thing, lexicon.labels.of(thing), description(thing, lexicon, store), called or named, own, elsewhere, rest
    )


def _said_once(groups: Sequence[Group], lexicon: Lexicon) -> list[Group]:
    """The groups for people: of properties that mean the same the one with a label, its own way rather than back."""
    schema, labels = lexicon.schema, lexicon.labels
    known = [group for group in groups if group.iri not in schema.unspoken and group.iri not in _NAMES]
    said: dict[Relation, Group] = {}
    for group in sorted(known, key=lambda g: (not labels.has(g.iri), g.inverse, g.iri not in schema.used)):
        relation = Relation(group.iri, inverse=group.inverse)
        if not any(same in said for same in schema.same(relation)):
            said[relation] = group
    kept = list(said.values())
    return [group for group in groups if group in kept]


def facts_by(
    thing: IRI, iri: IRI, lexicon: Lexicon, store: Store, *, inverse: bool = False, offset: int = 0, limit: int = 10
) -> Group | None:
    """Some facts of a thing by one property, from the one numbered `offset` on; None where there are none.

    Where they are few enough to be counted they are in the order of their labels.
    """
    found = list(islice(_facts(thing, iri, store, inverse=inverse), MOST_COUNTED + 1))
    if not found:
        return None
    count = len(found) if len(found) <= MOST_COUNTED else None
    if count is not None:
        label = lexicon.labels.of
        end = 0 if inverse else 2
        part = sorted(found, key=lambda fact: (label(fact[end]).casefold(), str(fact)))[offset : offset + limit]
    else:
        begin = min(offset, MOST_SKIPPED)
        part = list(islice(_facts(thing, iri, store, inverse=inverse), begin, begin + limit))
    told = tuple(Told(fact, store.source_of(fact)) for fact in part)
    return Group(iri, lexicon.labels.of(iri), inverse, told, count, offset)


def _facts(thing: IRI, iri: IRI, store: Store, *, inverse: bool) -> Iterator[Triple]:
    return store.match(None, iri, thing) if inverse else store.match(thing, iri)


def _groups(thing: IRI, lexicon: Lexicon, store: Store, shown: int, *, inverse: bool) -> list[Group]:
    """Asked by property, since what has a million facts has them by few properties."""
    first = islice(store.match(None, None, thing) if inverse else store.match(thing), _FIRST)
    asked = {*_BUILT_IN, *lexicon.schema.properties, *(triple.predicate for triple in first)}
    present = [iri for iri in asked if next(_facts(thing, iri, store, inverse=inverse), None) is not None]
    # A class has few kinds and many members: all kinds of a thing are shown.
    most = {iri: _FIRST if iri == RDF_TYPE and not inverse else shown for iri in present}
    groups = (facts_by(thing, iri, lexicon, store, inverse=inverse, limit=most[iri]) for iri in present)
    return sorted((group for group in groups if group), key=lambda group: _place(group, lexicon))


def _place(group: Group, lexicon: Lexicon) -> tuple[bool, bool, bool, str, IRI]:
    """What is stated and spoken of comes first, names and the like last."""
    schema, iri = lexicon.schema, group.iri
    spoken = iri in schema.properties and iri not in schema.unspoken
    return not spoken, iri in _NAMES, iri not in schema.used, group.label.casefold(), iri


def questions_about(
    found: About, lexicon: Lexicon, store: Store, ask: Callable[[str], Answer], most: int = 4
) -> tuple[str, ...]:
    """Questions about a thing that are answered, what is derived and what is stated in turn; `ask` answers one."""
    name = found.label + Telling(lexicon, store).apart(found.iri, found.label)
    stated, derived = ([g for g in found.groups if (g.iri in lexicon.schema.used) is used] for used in (True, False))
    mixed = [group for pair in zip_longest(derived, stated) for group in pair if group is not None]
    tried = islice(_tried(name, mixed, lexicon, store), _MOST_TRIED)
    answered = (question for question in tried if ask(question).status == "answered")
    return tuple(islice(answered, most))


def _tried(name: str, groups: Sequence[Group], lexicon: Lexicon, store: Store) -> Iterator[str]:
    schema = lexicon.schema
    for group in groups:
        iri = group.iri
        if iri not in schema.properties or iri in schema.unspoken or group.count is None:
            continue
        said = next(filter(None, map(wording, words_of(iri, store, lexicon.language))), None)
        if said is None:
            continue
        wants = min(schema.words_answered((*_kinds(group, iri, lexicon, store), iri)), default=None)
        value = lexicon.labels.of(group.facts[0].fact.object)
        questions = (t.question for t in trials(said, wants, name, value, group.count) if t.expects == "values")
        yield from islice(questions, 1)


def _kinds(group: Group, iri: IRI, lexicon: Lexicon, store: Store) -> Iterable[IRI]:
    if declared := lexicon.schema.ranges.get(iri):
        return declared
    value = group.facts[0].fact.object
    if isinstance(value, Literal):
        return (IRI(value.datatype),)
    return [t.object for t in store.match(value, RDF_TYPE) if isinstance(t.object, IRI)]
