"""Which things a mention may name: whole names before parts of names, spelling before misspelling.

A level that finds anything hides the levels below it. Nothing here guesses between things: all that a level finds
are candidates. Levels that take a name for another one (initials run together, a slip, a borrowed part) are noted in
the answer (`Entity.typo`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgqa.ask.borrowed import borrowed
from kgqa.ask.english.address import BEFORE_TITLES, COURTESIES
from kgqa.ask.form import Entity
from kgqa.ask.initials import run_together, with_initials
from kgqa.ask.namesearch import NameSearch
from kgqa.ask.slip import slips
from kgqa.ask.titled import titled
from kgqa.ask.tokens import Token, tokenize
from kgqa.ask.typed import Options, typed_words
from kgqa.ask.years import has_years, years_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from kgqa.ask.lexicon import Lexicon
    from kgqa.store import Store

    Slipped = Mapping[int, tuple[str, ...]]
    Levels = Iterator[tuple[int, list[int]]]

WHOLE, REORDERED, PHRASE, PARTS, TITLED, INITIALS, ADDRESSED = 0, 10, 20, 30, 40, 40, 5
RUN_TOGETHER, MISSPELT, BORROWED = 60, 100, 120
_LONGEST = 12
_MOST_CANDIDATES = 500
_MOST_NEAR = 2_000
_LONGEST_BORROWER = 4
_SHORTEST_LONE_SLIP = 7


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of tokens (`start` up to `end`), the things it may name, and the level at which they were found."""

    start: int
    end: int
    entity: Entity
    cost: int


def find_mentions(text: str, tokens: Sequence[Token], lexicon: Lexicon, store: Store) -> list[Mention]:
    """All spans of the tokens that may name things."""
    finder = _Finder(text, tokens, lexicon, store)
    return [mention for start in range(len(tokens)) for mention in finder.starting_at(start)]


class _Finder:
    """The levels of finding, over one question."""

    def __init__(self, text: str, tokens: Sequence[Token], lexicon: Lexicon, store: Store) -> None:
        self.text, self.tokens, self.lexicon, self.store = text, tokens, lexicon, store
        self.names = lexicon.names
        self.words = typed_words(tokens, lexicon)
        self.search = NameSearch(lexicon, store)
        self.dated: set[int] = set()
        self.named_up_to = 0
        self.wholes = self._whole_names()

    def _whole_names(self) -> list[tuple[int, int]]:
        """The spans of several words that are whole names."""
        spans = []
        for start in range(len(self.tokens)):
            for end in range(start + 1, min(len(self.tokens), start + _LONGEST) + 1):
                if not self.words[end - 1].is_near_names:
                    break
                words = self._options(start, end, {}) if end - start > 1 else None
                if words and self._may_name(start, end) and self.names.of_whole(words):
                    spans.append((start, end))
        return spans

    def _is_in_whole(self, start: int, end: int) -> bool:
        """Whether the span is a part of a whole name: then it names nothing of which it is only a part itself."""
        return any(a <= start and end <= b and b - a > end - start for a, b in self.wholes)

    def starting_at(self, start: int) -> Iterator[Mention]:
        """The mentions that start at a token, with and without years after them."""
        for end in range(start + 1, min(len(self.tokens), start + _LONGEST) + 1):
            last = self.words[end - 1]
            if not last.is_near_names:
                return
            if last.folded in {"(", "["}:
                continue
            years = years_at(self.text, self.tokens, end, self.lexicon.verbs)
            yield from self._mention(start, end, self._levels(start, end), None)
            if years is not None and years[0] not in self.dated:
                found = list(self._mention(start, years[0], self._levels(start, end), years[1]))
                self.dated.update(mention.end for mention in found)
                yield from found
            if last.run_on:
                yield from self._mention(start, end + 1, self._with_slip(start, end), None)

    def _mention(self, start: int, end: int, levels: Levels, years: list[int] | None) -> Iterator[Mention]:
        """The mention by the first level that finds things, with these years if any are given."""
        for cost, numbers in levels:
            things = sorted(self.search.things(numbers))[:_MOST_CANDIDATES] if numbers else []
            if years is not None:
                things = [thing for thing in things if has_years(thing, years, self.store)]
            if things:
                self.named_up_to = max(self.named_up_to, end if cost < RUN_TOGETHER and end - start > 1 else 0)
                text = self.text[self.tokens[start].start : self.tokens[end - 1].end]
                yield Mention(start, end, Entity(tuple(things), text, cost >= RUN_TOGETHER, start), cost)
                return

    def _levels(self, start: int, end: int) -> Levels:
        """What each level finds, the surest level first."""
        yield from self._spelt(start, end, {})
        if self._is_in_whole(start, end):
            return
        yield RUN_TOGETHER, run_together(self.words[start:end], self.search)
        least = 1 if self.words[start].folded in COURTESIES else 2
        if self.words[start].is_address and end - start > least:
            yield from ((cost + ADDRESSED, numbers) for cost, numbers in self._spelt(start + 1, end, {}))
        if self._may_be_meant(start, end):
            yield from self._with_slips(start, end)
            yield from self._with_slip(start, end)
            yield BORROWED, self._borrowed(start, end)

    def _spelt(self, start: int, end: int, slipped: Slipped) -> Levels:
        """The levels that take the words as they are; `slipped` ones are given as what they may be."""
        words = self._options(start, end, slipped)
        may_name = self._may_name(start, end)
        if words:
            yield WHOLE, self._whole(words, start, end)
        if not slipped and self._is_in_whole(start, end):
            return
        if words and may_name:
            if len(words) > 1:
                yield REORDERED, [n for n in self.search.holding(words) if len(self.search.name(n).key) == len(words)]
                yield REORDERED, self._rotated(start, end, slipped)
            yield from self._in_part(words, lambda: [] if slipped else self._borrowed(start, end))
        if may_name:
            yield INITIALS, with_initials(self.words[start:end], slipped, start, self.search)
        if may_name or self.words[start].folded in BEFORE_TITLES:
            yield TITLED, titled(self.words, start, end, lambda a, b: self._cores(a, b, slipped), self.search)

    def _in_part(self, words: Options, borrowed: Callable[[], list[int]]) -> Levels:
        """Names of which the words are a part; inside names they may as well be meant as `borrowed`."""
        phrases, parts = self.search.phrases(words), self.search.parts(words)
        if phrases:
            begun = any(self.search.name(n).begins(words) for n in phrases)
            yield PHRASE, phrases if begun else [*phrases, *borrowed()]
        elif parts:
            yield PARTS, [*parts, *borrowed()]

    def _options(self, start: int, end: int, slipped: Slipped) -> Options | None:
        """What each word may be in a recorded name; None when one is not recorded."""
        found = []
        for k in range(start, end):
            word = self.words[k]
            if word.is_bracket or (word.folded == "the" and start < k < end - 1 and self.words[k + 1].is_numeral):
                continue
            options = slipped.get(k) or word.options
            if not options:
                return None
            found.append(options)
        return tuple(found)

    def _cores(self, start: int, end: int, slipped: Slipped) -> Iterator[list[int]]:
        """The names that a span may be a part of, those of which it is a phrase first."""
        if not self._may_name(start, end):
            return
        words = self._options(start, end, slipped)
        if words:
            yield self.search.together(words)
            if len(words) > 1:
                yield self.search.parts(words)
        yield with_initials(self.words[start:end], slipped, start, self.search)

    def _rotated(self, start: int, end: int, slipped: Slipped) -> list[int]:
        """Names that begin with the words after the comma: "Lee, Ann"."""
        commas = [k for k in range(start + 1, end) if "," in self.text[self.tokens[k - 1].end : self.tokens[k].start]]
        if len(commas) != 1:
            return []
        last, first = self._options(start, commas[0], slipped), self._options(commas[0], end, slipped)
        return self.search.parts(first + last) if first and last else []

    def _whole(self, words: Options, start: int, end: int) -> list[int]:
        found = self.names.of_whole(words)
        if found and not any(self.words[k].is_content for k in range(start, end)):
            found = [n for n in found if self._is_written(n, start, end)]
        if len(found) > 1:
            text = " ".join(t.text.casefold() for t in self.tokens[start:end])
            found = [n for n in found if " ".join(self.search.name(n).text.casefold().split()) == text] or found
        return [*found, *self.search.numbered(words, found)]

    def _is_written(self, number: int, start: int, end: int) -> bool:
        """Whether the span has the capitals of the name: "it" and "the book" are no names, "It" may be."""
        name = [token.text for token in tokenize(self.search.name(number).text)]
        return name == [token.text for token in self.tokens[start:end]]

    def _may_name(self, start: int, end: int) -> bool:
        """Whether the span may be part of a name: no function word at its edges, some word that only names have."""
        last = self.words[end - 1]
        if self.words[start].is_function or (last.is_function and not (last.is_numeral and end - start > 1)):
            return False
        if any(self.words[k].is_joining for k in range(start, end)):
            return False
        return any(self.words[k].is_content for k in range(start, end))

    def _may_be_meant(self, start: int, end: int) -> bool:
        """Whether the span may be a name said otherwise: not in a name already found."""
        return end > self.named_up_to and self._may_name(start, end)

    def _with_slips(self, start: int, end: int) -> Levels:
        """Words that nothing knows, taken for recorded ones, while as many others are right."""
        slipped = {k: found for k in range(start, end) if (found := self.words[k].respelt)}
        right = sum(bool(self.words[k].options) for k in range(start, end))
        if not slipped or len(slipped) > max(1, right):
            return
        if right or len(self.words[min(slipped)].folded) >= _SHORTEST_LONE_SLIP:
            yield from ((MISSPELT, numbers) for _, numbers in self._spelt(start, end, slipped))

    def _with_slip(self, start: int, end: int) -> Levels:
        """One word taken for another of a name that is right otherwise, when that gives one thing only."""
        if end - start > 1 and self._may_be_meant(start, end):
            found = {n for k in self._slipping(start, end) for n in self._one_slip(start, end, k)}
            yield MISSPELT, self._only(found)
            yield (
                MISSPELT,
                self._only(titled(self.words, start, end, lambda a, b: self._cores(a, b, {}), self.search, slip=True)),
            )

    def _slipping(self, start: int, end: int) -> list[int]:
        """The words of which one may be a slip: the only one that is not recorded, else any."""
        unknown = [k for k in range(start, end) if not self.words[k].options and not self.words[k].is_bracket]
        run_on = [end - 1] if self.words[end - 1].run_on else []
        places = unknown or run_on or range(start, end)
        return [k for k in places if self.words[k].may_slip] if len(places) == 1 or not unknown else []

    def _one_slip(self, start: int, end: int, k: int) -> list[int]:
        others = tuple(self.words[j].options for j in range(start, end) if j != k and not self.words[j].is_bracket)
        word = self.words[k]
        numbers = self.search.holding(others) if all(others) else []
        if not 0 < len(numbers) <= _MOST_NEAR:
            return []
        right = {option for options in others for option in options}
        near = {other for n in numbers for other in self.search.name(n).key} - right
        found = slips(word.as_run_on(), near, known=bool(word.options) and not word.run_on)
        return (
            next((numbers for _, numbers in self._spelt(start, end, {k: tuple(found)}) if numbers), []) if found else []
        )

    def _only(self, numbers: Iterable[int]) -> list[int]:
        numbers = list(numbers)
        return numbers if len(self.search.things(numbers)) == 1 else []

    def _borrowed(self, start: int, end: int) -> list[int]:
        """Names of the one person who may have a part of the name from somebody else."""
        words = self._options(start, end, {})
        if words is None or not 1 < len(words) <= _LONGEST_BORROWER:
            return []
        return self._only(borrowed(words, self.search)) if all(w.is_content for w in self.words[start:end]) else []
