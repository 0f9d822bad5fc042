"""Exact names: which things a text names, case and accents apart. A near miss names nothing."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from kgqa.ask.english.wording import wording
from kgqa.ask.tokens import alternatives, tokenize
from kgqa.ask.worded import words_of
from kgqa.model import IRI

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from kgqa.ask.lexicon import Lexicon
    from kgqa.ask.names import NameIndex
    from kgqa.ask.tokens import Token
    from kgqa.store import Store

Key: TypeAlias = tuple[str, ...]
_BRACKETS = frozenset("()[]")
LONGEST_NAME = 12
"""Words of the longest name that is looked for in a text."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens `start` to `end` (exclusive) of a text, and what they name."""

    start: int
    end: int
    iris: tuple[IRI, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """The names in a graph, of things and of properties."""

    things: NameIndex
    properties: Mapping[Key, tuple[IRI, ...]]
    iris: frozenset[IRI]

    @classmethod
    def build(cls, lexicon: Lexicon, store: Store) -> Names:
        """The names that the lexicon has of things, and the labels of properties ("father", "has father")."""
        properties: defaultdict[Key, set[IRI]] = defaultdict(set)
        for iri in lexicon.schema.properties:
            for text in words_of(iri, store, lexicon.language):
                for key in _property_keys(text):
                    properties[key].add(iri)
        frozen = {key: tuple(sorted(iris)) for key, iris in properties.items() if key}
        return cls(lexicon.names, frozen, frozenset(lexicon.names.things) | lexicon.schema.properties)

    def named_things(self, tokens: Sequence[Token]) -> tuple[IRI, ...]:
        """The things that the tokens, as a whole, name; names are kept without brackets."""
        words = [token for token in tokens if token.folded not in _BRACKETS]
        numbers = self.things.of_whole([alternatives(token) for token in words])
        return tuple(sorted({self.things.things[number] for number in numbers}))

    def named_properties(self, tokens: Sequence[Token]) -> tuple[IRI, ...]:
        """The properties that the tokens, as a whole, name."""
        return self.properties.get(_key(tokens), ())

    def thing(self, text: str) -> tuple[IRI, ...]:
        """The things that a text names; an IRI of the graph names itself."""
        return self._iri(text) or self.named_things(tokenize(text))

    def property(self, text: str) -> tuple[IRI, ...]:
        """The properties that a text names; an IRI of the graph names itself."""
        return self._iri(text) or self.named_properties(tokenize(text))

    def _iri(self, text: str) -> tuple[IRI, ...]:
        iri = IRI(text.strip().removeprefix("<").removesuffix(">"))
        return (iri,) if iri in self.iris else ()


def mentions(tokens: Sequence[Token], named: Callable[[Sequence[Token]], tuple[IRI, ...]]) -> tuple[Mention, ...]:
    """The names in a text, the longest where they overlap, from left to right."""
    found: list[Mention] = []
    start = 0
    while start < len(tokens):
        mention = _longest(tokens, start, named)
        if mention is not None:
            found.append(mention)
        start = start + 1 if mention is None else mention.end
    return tuple(found)


def _longest(
    tokens: Sequence[Token], start: int, named: Callable[[Sequence[Token]], tuple[IRI, ...]]
) -> Mention | None:
    for end in range(min(len(tokens), start + LONGEST_NAME), start, -1):
        if iris := named(tokens[start:end]):
            return Mention(start, end, iris)
    return None


def _property_keys(text: str) -> set[Key]:
    keys = {_key(tokenize(text))}
    said = wording(text)
    if said is not None and said.kind == "noun" and not said.backwards:
        keys |= {said.words, ("has", *said.words)}
    return keys


def _key(tokens: Sequence[Token]) -> Key:
    return tuple(token.folded for token in tokens)
