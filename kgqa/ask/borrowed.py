"""Names of which a part is that of somebody else: "Ann Reed" for Ann Lee, whose symmetric relation leads to a Reed.

Only symmetric properties count that relate a thing to few others, as a marriage does and a friendship does not; and
only where something that both are related to, a child say, bears the name: it is passed on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.partial import ends_name, starts_name
from kgqa.model import ASSERTED_GRAPH, IRI

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.namesearch import NameSearch
    from kgqa.ask.typed import Options

_MOST_RELATED = 6
_MOST_TRIED = 30
_MOST_PAIRS = 6


def borrowed(words: Options, search: NameSearch) -> list[int]:
    """Names that the first of the words begin, of persons who may have the others from something related.

    The relation is symmetric, and stated by sources or by records of it (kgqa:recordOf). Nothing for words that
    begin the names of too many things and end those of too many.
    """
    found: set[int] = set()
    for split in range(1, len(words)) if search.lending else ():
        first, last = words[:split], words[split:]
        pairs = {(n, other) for n, other in _pairs(first, last, search) if search.is_person(n)}
        if len(pairs) <= _MOST_PAIRS:
            found |= {n for n, other in pairs if _is_passed_on(search.name(n).thing, other, last, search)}
    return sorted(found)


def _pairs(first: Options, last: Options, search: NameSearch) -> Iterator[tuple[int, IRI]]:
    """Names that the first words begin, each with a thing related to its bearer whose name ends in the last."""
    own, others = search.holding(first), search.holding(last)
    if not own or not others or min(len(own), len(others)) > _MOST_TRIED:
        return
    if len(own) <= len(others):
        beginning = [n for n in own if starts_name(search.name(n).text, first)]
        yield from ((n, o) for n in beginning for o in _related(search.name(n).thing, search) if _ends(o, last, search))
        return
    numbers = {search.name(n).thing: n for n in own if starts_name(search.name(n).text, first)}
    for other in {search.name(n).thing for n in others if ends_name(search.name(n).text, last)}:
        yield from ((numbers[thing], other) for thing in _related(other, search) if thing in numbers)


def _ends(thing: IRI, words: Options, search: NameSearch) -> bool:
    return ends_name(search.lexicon.labels.of(thing), words)


def _related(thing: IRI, search: NameSearch) -> set[IRI]:
    """What the symmetric properties lead to from a thing, by those that lead to few."""
    found: set[IRI] = set()
    for relation in search.lending:
        related = {t.object for t in search.store.match(thing, relation) if isinstance(t.object, IRI)}
        found |= related if len(related) <= _MOST_RELATED else set()
    return found


def _is_passed_on(one: IRI, other: IRI, name: Options, search: NameSearch) -> bool:
    """Whether something related to both, by itself or by a record of both, has a name with this end."""
    both = _stated(one, search) & _stated(other, search)
    shared = both.union(*(_stated(record, search) for record in both if search.is_record(record)))
    return any(_ends(thing, name, search) for thing in shared - {one, other})


def _stated(thing: IRI, search: NameSearch) -> set[IRI]:
    """What sources relate to a thing, kinds of things aside."""
    onward = {t.object for t in search.store.match(thing, graph=ASSERTED_GRAPH)}
    back = {t.subject for t in search.store.match(None, None, thing, graph=ASSERTED_GRAPH)}
    return {found for found in onward | back if isinstance(found, IRI) and found not in search.lexicon.schema.classes}
