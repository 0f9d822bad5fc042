"""A sentence of a text linked to the graph: what running text says otherwise than a question does."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kgqa.ask.english.discourse import AROUND, passing
from kgqa.ask.english.syntax.statements import STATEMENTS
from kgqa.ask.link import Links, link
from kgqa.ask.mention import REORDERED, WHOLE, Mention
from kgqa.ask.namesearch import NameSearch
from kgqa.ask.structure import entities
from kgqa.ask.tokens import alternatives, fold, tokenize
from kgqa.verify.reading.topics import outermost

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from kgqa.ask.chart import Seed
    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.form import Entity
    from kgqa.ask.labels import Labels
    from kgqa.ask.understanding import Understanding
    from kgqa.verify.reading.topics import Topics

_UNSAID = frozenset(("PRO", "PROX", "AGENTV"))
"""What a text says otherwise: its pronouns stand for more; "X painted Y" is no "X, a painter, of Y"."""
_MOST_NAMESAKES = 100
_WORDS = STATEMENTS.words | AROUND


def linked(text: str, understanding: Understanding, topics: Topics) -> tuple[Links, bool]:
    """The sentence linked to the graph, its pronouns to what the text is about; and whether any takes that up.

    Words that only relate the sentence to others ("also") are left out.
    """
    kinds = understanding.kinds
    labels = kinds.lexicon.labels
    links = link(text, understanding, words=_WORDS, telling=True)
    mentions = [m for m in links.mentions if _is_name(m, links, text, labels) and _is_told_in_full(m, kinds)]
    meant = {m.entity: _with_namesakes(m, links, understanding) for m in mentions}
    mentions = [replace(m, entity=meant[m.entity]) for m in mentions]
    mentions, endings = _with_shared_end(links, mentions, labels)
    meant = {before: endings.get(after, after) for before, after in meant.items()}
    seeds = [replace(seed, value=meant.get(seed.value, seed.value)) for seed in _proper(links, mentions)]
    named = {k for m in outermost(mentions) for k in range(m.start, m.end)}
    passed = [k for k in passing([t.folded for t in links.tokens]) if k not in named]
    links = _without(replace(links, seeds=tuple(seeds), mentions=tuple(mentions)), passed)
    words = [token.folded for token in links.tokens]
    found = list(topics.seeds(words, links.mentions, links.seeds, understanding.kinds))
    main = topics.main
    goes_on = main is not None and any(e.iris == main.iris for seed in found for e in entities(seed.value))
    return replace(links, seeds=(*links.seeds, *found)), goes_on


def _is_name(mention: Mention, links: Links, text: str, labels: Labels) -> bool:
    """Whether a mention is written as a name: in running text names have capitals, unless they are recorded without.

    Of a bracket a name has both ends or none.
    """
    words = [token.folded for token in links.tokens[mention.start : mention.end]]
    if words.count("(") != words.count(")") or words.count("[") != words.count("]"):
        return False
    if text.islower() or text[links.tokens[mention.start].start].isupper():
        return True
    return mention.cost == WHOLE and labels.of(mention.entity.iri)[:1].islower()


def _is_told_in_full(mention: Mention, kinds: Kinds) -> bool:
    """Whether a mention has the whole name, or a part of the name of somebody: "Mexico" is not New Mexico."""
    if mention.cost in {WHOLE, REORDERED}:
        return True
    return all("who" in kinds.schema.words_answered(kinds.classes(iri)) for iri in mention.entity.iris)


def _proper(links: Links, names: Sequence[Mention]) -> list[Seed]:
    """The seeds but those that take a common word for a name, or a part of a whole name for something else."""
    whole = [m for m in outermost(names) if m.cost == WHOLE and m.end - m.start > 1]
    common = {(m.start, m.end) for m in links.mentions} - {(m.start, m.end) for m in names}
    return [
        seed
        for seed in links.seeds
        if seed.symbol not in _UNSAID
        and not (seed.symbol in {"E", "W"} and (seed.start, seed.end) in common)
        and not any(_is_part(seed, name) for name in whole)
    ]


def _is_part(seed: Seed, name: Mention) -> bool:
    inside = name.start <= seed.start and seed.end <= name.end
    return inside and (seed.start, seed.end) != (name.start, name.end)


def _with_namesakes(mention: Mention, links: Links, understanding: Understanding) -> Entity:
    """What a mention may mean: where a single word is but another name of a thing, whoever else bears it as well."""
    kinds, entity = understanding.kinds, mention.entity
    token = links.tokens[mention.start]
    if mention.cost != WHOLE or mention.end - mention.start > 1:
        return entity
    labels = kinds.lexicon.labels
    if any(fold(labels.of(iri)) == token.folded for iri in entity.iris):
        return entity
    search = NameSearch(kinds.lexicon, kinds.store)
    others = search.things(search.parts((alternatives(token),))) - set(entity.iris)
    return replace(entity, iris=(*entity.iris, *sorted(others)[:_MOST_NAMESAKES]))


def _with_shared_end(
    links: Links, mentions: Sequence[Mention], labels: Labels
) -> tuple[list[Mention], dict[Entity, Entity]]:
    """Of names that end alike only the last may have its end: "Bill and Hillary Clinton"."""
    found: dict[Entity, Entity] = {}
    longer = {m.start: m for m in outermost(mentions)}
    for mention in outermost(mentions):
        after = longer.get(mention.end + 1)
        joined = after is not None and links.tokens[mention.end].folded in {"and", "or"}
        if (
            not joined
            or after is None
            or after.end - after.start < 2
            or not 1 < len(mention.entity.iris) <= _MOST_NAMESAKES
        ):
            continue
        last = links.tokens[after.end - 1].folded
        fit = tuple(iri for iri in mention.entity.iris if tokenize(labels.of(iri))[-1].folded == last)
        if fit:
            found[mention.entity] = replace(mention.entity, iris=fit)
    return [replace(m, entity=found.get(m.entity, m.entity)) for m in mentions], found


def _without(links: Links, places: Collection[int]) -> Links:
    """The links without some tokens."""
    if not places:
        return links
    moved = [k - sum(place < k for place in places) for k in range(len(links.tokens) + 1)]
    gone = {(k, k + 1) for k in places}
    return replace(
        links,
        tokens=tuple(token for k, token in enumerate(links.tokens) if k not in places),
        seeds=tuple(
            replace(seed, start=moved[seed.start], end=moved[seed.end])
            for seed in links.seeds
            if (seed.start, seed.end) not in gone
        ),
        mentions=tuple(replace(m, start=moved[m.start], end=moved[m.end]) for m in links.mentions),
    )
