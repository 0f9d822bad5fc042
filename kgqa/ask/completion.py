"""How a question that is being typed may go on: with names of things, and with words of properties and classes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Any
from typing import Literal as OneOf

from kgqa.ask.describe import descriptions, prominence
from kgqa.ask.english.words import FUNCTION_WORDS
from kgqa.ask.phrases import phrases
from kgqa.ask.prefixes import Prefixes
from kgqa.ask.telling import Telling
from kgqa.ask.tokens import POSSESSIVE, alternatives, key_of_name, tokenize

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from kgqa.ask.lexicon import Lexicon
    from kgqa.ask.phrases import Phrase
    from kgqa.ask.tokens import Token
    from kgqa.model import IRI
    from kgqa.store import Store

MOST_TYPED = 1_000
"""Characters before the cursor that are looked at."""
_MOST_WORDS = 5
_RANKED = 48
_FACTS = 2_000
_SHORTEST = 2
_BEFORE_WORDS = frozenset((POSSESSIVE, "the", "many", "a", "an"))
"""After these a word for a property or a class is likelier than a name."""
_PLURAL_AFTER = frozenset(("are", "were", "many", "all"))


@dataclass(frozen=True, slots=True)
class Completion:
    """One way to go on: what it puts there, what that is, the whole question then, and the cursor's place in it."""

    label: str
    kind: OneOf["thing", "property", "class", "question"]
    description: str
    question: str
    at: int


@dataclass(frozen=True, slots=True)
class _Typed:
    """The text around the cursor, and the words before it; `open`: the last of these is still being typed."""

    text: str
    at: int
    words: tuple[Token, ...]
    open: bool

    def put(self, text: str, words: int) -> tuple[str, int]:
        """The text with the last so many words replaced, and where the cursor is then."""
        start = self.words[-words].start if words else self.at
        return self.text[:start] + text + self.text[self.at :], start + len(text)


class Completer:
    """Completes questions to one graph; made once for a revision."""

    def __init__(self, lexicon: Lexicon, store: Store) -> None:
        self._lexicon, self._store = lexicon, store
        self._prefixes = Prefixes(lexicon.names)
        self._phrases = phrases(lexicon, store)
        self._telling = Telling(lexicon, store)

    def complete(self, text: str, at: int | None = None, limit: int = 8) -> list[Completion]:
        """How `text` may go on at the place `at` (None: its end), the likeliest first, at most `limit` ways.

        Words are completed from two letters on, by the beginning of any word of a name; a word of which there is none
        is taken for a misspelt one. After "X's" the properties that X has are offered without a letter.
        """
        typed = _typed(text, len(text) if at is None else max(0, min(at, len(text))))
        owner = self._owner(typed)
        if not typed.open:
            return self._owned(typed, owner, limit) if owner else []
        words = self._worded(typed, owner, limit)
        before = typed.words[-2].folded if len(typed.words) > 1 else ""
        names = [] if owner and before == POSSESSIVE and words else self._named(typed, limit)
        first, second = (words, names) if before in _BEFORE_WORDS else (names, words)
        kept = max(limit - len(second), limit - limit // 3)
        return (first[:kept] + second + first[kept:])[:limit]

    def _owner(self, typed: _Typed) -> IRI | None:
        """The thing whose property is asked for next: "Ann Archer's ..."."""
        words = typed.words[:-1] if typed.open else typed.words
        while words and words[-1].folded != POSSESSIVE and typed.open and len(typed.words) - len(words) < _MOST_WORDS:
            words = words[:-1]
        if not words or words[-1].folded != POSSESSIVE:
            return None
        words = words[:-1]
        for length in range(min(len(words), _MOST_WORDS + 1), 0, -1):
            found = self._lexicon.names.of_whole([alternatives(token) for token in words[-length:]])
            if found:
                return self._lexicon.names.things[found[0]]
        return None

    def _had(self, owner: IRI) -> frozenset[IRI]:
        return frozenset(triple.predicate for triple in islice(self._store.match(owner), _FACTS))

    def _owned(self, typed: _Typed, owner: IRI, limit: int) -> list[Completion]:
        had = self._had(owner)
        used = self._lexicon.schema.used
        found: dict[IRI, Phrase] = {}
        for phrase in sorted(self._phrases, key=lambda p: p.iri not in used):
            if phrase.iri in had and phrase.kind == "property" and not phrase.several:
                found.setdefault(phrase.iri, phrase)
        gap = "" if typed.text[: typed.at].endswith(" ") else " "
        return [_of_phrase(p, *typed.put(gap + p.text, 0)) for p in islice(found.values(), limit)]

    def _worded(self, typed: _Typed, owner: IRI | None, limit: int) -> list[Completion]:
        """Properties and classes of whose words one begins with what is typed, those of the owner first."""
        had = self._had(owner) if owner else frozenset()
        several = any(token.folded in _PLURAL_AFTER for token in typed.words[:-1])
        found: dict[IRI, tuple[tuple[bool, bool, bool, int], Phrase]] = {}
        for count in range(min(_MOST_WORDS, len(typed.words)), 0, -1):
            sought = " ".join(token.folded for token in typed.words[-count:])
            begun = count == 1 and len(typed.words) > 1 and typed.words[-2].folded in _BEFORE_WORDS
            if not _is_sought(typed.words[-count:], begun=begun):
                continue
            for phrase in self._phrases:
                if f" {sought}" in f" {phrase.folded}":
                    begins = phrase.folded.startswith(sought)
                    worth = (phrase.iri not in had, phrase.several != several, not begins, phrase.rank)
                    if phrase.iri not in found or worth < found[phrase.iri][0]:
                        found[phrase.iri] = (worth, phrase)
            if found:
                ranked = sorted(
                    found.values(), key=lambda f: (f[0][0], f[0][2], f[0][3], len(f[1].folded), f[1].folded)
                )
                return [_of_phrase(phrase, *typed.put(phrase.text, count)) for _, phrase in ranked[:limit]]
        return []

    def _named(self, typed: _Typed, limit: int) -> list[Completion]:
        """Things of whose names one holds what is typed, those that hold the most of it first."""
        for count in range(min(_MOST_WORDS, len(typed.words)), 0, -1):
            words = typed.words[-count:]
            numbers = self._numbers(words) if _is_sought(words) else []
            if numbers:
                break
        else:
            return []
        found: dict[IRI, int] = {}
        for number in numbers:
            found.setdefault(self._lexicon.names.things[number], number)
        chosen = list(found.items())[:limit]
        told = descriptions([thing for thing, _ in chosen], self._lexicon, self._store)
        return [self._of_name(typed, words, thing, number, told[thing]) for thing, number in chosen]

    def _of_name(self, typed: _Typed, words: Sequence[Token], thing: IRI, number: int, told: str) -> Completion:
        """The thing by its label, where that holds what is typed, else by the name that does, its label beside it."""
        label, name = self._lexicon.labels.of(thing), self._lexicon.names.texts[number]
        *fixed, last = words
        if _together(key_of_name(label), [alternatives(token) for token in fixed], last.folded):
            name = label
        about = told if label == name else ", ".join(filter(None, (label, told)))
        question, at = typed.put(name + self._telling.apart(thing, name), len(words))
        return Completion(name, "thing", about, question, at)

    def _numbers(self, words: Sequence[Token]) -> list[int]:
        *fixed, last = words
        before = [alternatives(token) + tuple(self._lexicon.names.respelt(token.folded)) for token in fixed]
        if not all(any(self._lexicon.names.knows(option) for option in options) for options in before):
            return []
        numbers = self._prefixes.holding(before, self._last(last, alone=not fixed), _RANKED)
        return sorted(numbers, key=lambda n: (self._worth(n, before, last.folded), numbers.index(n)))

    def _last(self, last: Token, *, alone: bool) -> NDArray[Any]:
        import numpy as np

        found = self._prefixes.beginning(last.folded)
        if len(found) or not alone:
            return found
        words = self._lexicon.names.respelt(last.folded)
        return np.concatenate([self._prefixes.beginning(word)[:1] for word in words]) if words else found

    def _worth(self, number: int, fixed: Sequence[Sequence[str]], last: str) -> tuple[bool, float, int]:
        """Words that stand together first, then what is well known."""
        names = self._lexicon.names
        known, marks = prominence(names.things[number], self._store)
        return not _together(names.names[number], fixed, last), -known, -marks


def _together(name: Sequence[str], fixed: Sequence[Sequence[str]], last: str) -> bool:
    """Whether the words follow each other in the name, the last of them begun."""
    for start in range(len(name) - len(fixed)):
        before = all(name[start + k] in options for k, options in enumerate(fixed))
        if before and name[start + len(fixed)].startswith(last):
            return True
    return False


def _is_sought(words: Sequence[Token], *, begun: bool = False) -> bool:
    """Whether the words may begin a name or a phrase: not with a function word, nor with a single letter alone.

    `begun`: what is like a function word may be the beginning of a longer one: "Ann's me" of "mentor".
    """
    first, last = words[0].folded, words[-1].folded
    if (first in FUNCTION_WORDS and not begun) or any(word.folded == POSSESSIVE for word in words):
        return False
    return len(words) > 1 or len(last) >= _SHORTEST


def _typed(text: str, at: int) -> _Typed:
    before = text[max(0, at - MOST_TYPED) : at]
    shift = at - len(before)
    words = tuple(_shifted(tokenize(before), shift))
    is_open = bool(words) and words[-1].end == at and words[-1].folded != POSSESSIVE
    return _Typed(text, at, words, is_open)


def _shifted(tokens: Sequence[Token], shift: int) -> Iterator[Token]:
    for token in tokens:
        yield replace(token, start=token.start + shift, end=token.end + shift) if shift else token


def _of_phrase(phrase: Phrase, question: str, at: int) -> Completion:
    return Completion(phrase.text, phrase.kind, phrase.description, question, at)
