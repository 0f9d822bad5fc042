"""Which things a mention may name: whole names before parts of names, spelling before misspelling.

A level that finds anything hides the levels below it. Nothing here guesses between things: all that a level finds
are candidates.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgqa.ask.english.words import AROUND_YEARS, FUNCTION_WORDS
from kgqa.ask.form import Entity
from kgqa.ask.partial import part_of_name
from kgqa.ask.tokens import POSSESSIVE, Token, alternatives, numeral, tokenize
from kgqa.dates import DateInterval, gregorian_day, interval
from kgqa.model import ASSERTED_GRAPH, IRI, RDF_TYPE, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kgqa.ask.lexicon import Lexicon
    from kgqa.store import Store

WHOLE, REORDERED, PHRASE, PARTS, TITLED, INITIALS, MISSPELT = 0, 10, 20, 30, 40, 40, 100
_MOST_CANDIDATES = 500
_MOST_TITLED = 100
_BRACKETS = {"(": ")", "[": "]"}
_MARKS = frozenset((POSSESSIVE, "(", ")", "[", "]"))

Options = tuple[tuple[str, ...], ...]


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
        self.text, self.tokens, self.lexicon, self.names, self.store = text, tokens, lexicon, lexicon.names, store
        self.persons: dict[IRI, bool | None] = {}
        self.options = [self._recorded(token) for token in tokens]
        self.spoken = [lexicon.has_word(token.folded) for token in tokens]
        self.respelt = [self._respelt(k) for k in range(len(tokens))]

    def _recorded(self, token: Token) -> tuple[str, ...]:
        return tuple(option for option in alternatives(token) if self.names.knows(option))

    def _respelt(self, k: int) -> tuple[str, ...]:
        word = self.tokens[k].folded
        if self.options[k] or self.spoken[k] or word in FUNCTION_WORDS:
            return ()
        return tuple(self.names.respelt(word))

    def starting_at(self, start: int) -> Iterator[Mention]:
        """The mentions that start at a token, with and without years in brackets after them."""
        for end in range(start + 1, min(len(self.tokens), start + 12) + 1):
            brackets = self._brackets(end)
            for span_end, years in ((end, None), *((brackets,) if brackets else ())):
                fits = self._fits_years(years) if years else None
                found = self._candidates(start, end, fits)
                if found is not None:
                    things, cost, typo = found
                    text = self.text[self.tokens[start].start : self.tokens[span_end - 1].end]
                    yield Mention(start, span_end, Entity(things, text, typo, start), cost)

    def _candidates(
        self, start: int, end: int, fits: Callable[[IRI], bool] | None
    ) -> tuple[tuple[IRI, ...], int, bool] | None:
        for level, cost in (
            (self._whole, WHOLE), (self._reordered, REORDERED), (self._phrase, PHRASE), (self._parts, PARTS),
            (self._with_initials, INITIALS), (self._titled, TITLED), (self._misspelt, MISSPELT),
        ):  # fmt: skip
            numbers = level(start, end)
            things = sorted({self.names.things[n] for n in numbers})[:_MOST_CANDIDATES]
            if fits is not None:
                things = [thing for thing in things if fits(thing)]
            if things:
                return tuple(things), cost, cost == MISSPELT
        return None

    def _words(self, start: int, end: int, *, spelt: bool = True) -> Options | None:
        """What each word may be in a recorded name; None when one is not recorded."""
        found = []
        for k in range(start, end):
            token = self.tokens[k]
            if token.folded in {"(", ")", "[", "]"}:
                continue
            if token.folded == "the" and k + 1 < end and k > start and numeral(self.tokens[k + 1].folded):
                continue
            options = self.options[k] if spelt or self.options[k] else self.respelt[k]
            if not options:
                return None
            found.append(options)
        return tuple(found)

    def _whole(self, start: int, end: int) -> list[int]:
        words = self._words(start, end)
        found = self.names.of_whole(words) if words else []
        if not any(self._is_content(k) for k in range(start, end)):
            found = [n for n in found if self._is_written(n, start, end)]
        text = " ".join(t.text.casefold() for t in self.tokens[start:end])
        accented = [n for n in found if " ".join(self.names.texts[n].casefold().split()) == text]
        return (accented or found) + self._numbered(words or (), found)

    def _is_written(self, number: int, start: int, end: int) -> bool:
        """Whether the span has the capitals of the name: "it" and "the book" are no names, "It" may be."""
        name = [token.text for token in tokenize(self.names.texts[number])]
        return name == [token.text for token in self.tokens[start:end]]

    def _numbered(self, words: Options, found: list[int]) -> list[int]:
        """Longer names that begin with a numbered one: "James II" may be "James II Stuart", no less."""
        if not found or len(words) < 2 or not any(option.startswith("#") for option in words[-1]):
            return []
        return [n for n in self.names.with_parts(words) if n not in found and self.names.begins(n, words)]

    def _reordered(self, start: int, end: int) -> list[int]:
        words = self._content(start, end)
        if words is None or len(words) < 2:
            return []
        return [n for n in self.names.with_parts(words) if len(self.names.names[n]) == len(words)]

    def _phrase(self, start: int, end: int) -> list[int]:
        words = self._content(start, end)
        return [n for n in self._in_part(words) if self.names.is_phrase(n, words)] if words else []

    def _parts(self, start: int, end: int) -> list[int]:
        words = self._content(start, end)
        return self._in_part(words) if words else []

    def _in_part(self, words: Options) -> list[int]:
        """Names of which the words are a part that may mean the thing, if they surely name any."""
        numbers = self.names.with_parts(words)
        parts = {n: part_of_name(self.names.texts[n], words, person=self._is_person(n)) for n in numbers}
        found = [n for n, part in parts.items() if part.possible]
        return found if any(part.sure for part in parts.values()) else []

    def _is_person(self, number: int) -> bool | None:
        """Whether the thing answers "who"; None when nothing tells which question words it answers."""
        thing, schema = self.names.things[number], self.lexicon.schema
        if thing not in self.persons:
            classes = [t.object for t in self.store.match(thing, RDF_TYPE) if isinstance(t.object, IRI)]
            answered = schema.words_answered(classes)
            self.persons[thing] = "who" in answered if answered else None
        return self.persons[thing]

    def _content(self, start: int, end: int) -> Options | None:
        return self._words(start, end) if self._may_name(start, end) else None

    def _may_name(self, start: int, end: int) -> bool:
        """Whether the span may be part of a name: no function word at its edges, some word that only names have."""
        if self._is_function(start) or (self._is_function(end - 1) and not self._is_number(start, end - 1)):
            return False
        return any(self._is_content(k) for k in range(start, end))

    def _is_function(self, k: int) -> bool:
        return self.tokens[k].folded in FUNCTION_WORDS or self.tokens[k].folded in _MARKS

    def _is_number(self, start: int, k: int) -> bool:
        """Whether a token after a name is its number: the "I" of "Elizabeth I" is no pronoun."""
        return k > start and numeral(self.tokens[k].folded) is not None

    def _is_content(self, k: int) -> bool:
        word = self.tokens[k].folded
        plain = word not in FUNCTION_WORDS and word != POSSESSIVE and not self.spoken[k]
        return plain and not (numeral(word) and len(word) < 6) and not word.isdigit()

    def _with_initials(self, start: int, end: int) -> list[int]:
        """Names in which single letters of the mention stand for words: "J. F. Kennedy"."""
        if not self._may_name(start, end):
            return []
        letters = [k for k in range(start, end) if len(self.tokens[k].folded) == 1 and self._is_initial(k)]
        full = [self.options[k] for k in range(start, end) if k not in letters]
        if not letters or not full or not all(full):
            return []
        pattern = [self.tokens[k].folded if k in letters else self.options[k] for k in range(start, end)]
        return [n for n in self.names.with_parts(full) if _abbreviates(pattern, self.names.names[n])]

    def _is_initial(self, k: int) -> bool:
        token = self.tokens[k]
        return token.initial or token.text.isupper()

    def _titled(self, start: int, end: int) -> list[int]:
        """Names with words before them, or after "of", that stand in the thing's own text values: "King Edward VII"."""
        found: list[int] = []
        if end - start < 2 or not self._may_be_titled(start, end):
            return found
        for first in range(start, end):
            for last in range(end, first, -1):
                if (first, last) == (start, end) or not (words := self._content(first, last)):
                    continue
                if last == end or self.tokens[last].folded == "of":
                    found += self._titled_runs(words, [*range(start, first), *range(last, end)])
        return found

    def _titled_runs(self, words: Options, around: Sequence[int]) -> list[int]:
        """The names of which `words` are a run, of things whose text values hold the words around."""
        rest = [k for k in around if self.tokens[k].folded not in {"of", "the"}]
        if not rest or any(self._is_function(k) or self.tokens[k].folded not in self.names.title_words for k in rest):
            return []
        numbers = [n for n in self.names.with_parts(words) if self.names.is_phrase(n, words)]
        return [n for n in numbers if self._has_title(n, rest)] if len(numbers) <= _MOST_TITLED else []

    def _may_be_titled(self, start: int, end: int) -> bool:
        if (
            self._is_function(start)
            or self._is_function(end - 1)
            or any(self.tokens[k].folded == POSSESSIVE for k in range(start, end))
        ):
            return False
        return any(self.options[k] for k in range(start, end)) and not any(self.spoken[start:end])

    def _has_title(self, number: int, places: Sequence[int]) -> bool:
        """Whether texts about the named thing, and not its name, hold the words."""
        held = self.names.titles.get(self.names.things[number], set()) - set(self.names.names[number])
        return all(self.tokens[k].folded in held for k in places)

    def _misspelt(self, start: int, end: int) -> list[int]:
        slips = [k for k in range(start, end) if self.respelt[k]]
        known = [k for k in range(start, end) if self.options[k] and k not in slips]
        if not slips or len(slips) > max(1, len(known)) or not self._may_name(start, end):
            return []
        words = self._words(start, end, spelt=False)
        if words is None or (not known and len(self.tokens[slips[0]].folded) < 7):
            return []
        return (
            self.names.of_whole(words)
            or [n for n in self._in_part(words) if self.names.is_phrase(n, words)]
            or self._in_part(words)
        )

    def _brackets(self, at: int) -> tuple[int, list[int]] | None:
        """The end of a bracket that opens at a token, and the years in it; None when it holds anything else."""
        if at >= len(self.tokens) or self.tokens[at].folded not in _BRACKETS:
            return None
        closing = _BRACKETS[self.tokens[at].folded]
        years: list[int] = []
        for k in range(at + 1, min(at + 10, len(self.tokens))):
            word = self.tokens[k].folded
            if word == closing:
                return (k + 1, years) if years else None
            if word.isdecimal() and word.isascii() and 3 <= len(word) <= 4:
                years.append(int(word))
            elif word not in AROUND_YEARS and word not in self.lexicon.verbs:
                return None
        return None

    def _fits_years(self, years: list[int]) -> Callable[[IRI], bool]:
        def fits(thing: IRI) -> bool:
            values = (t.object for t in self.store.match(thing, graph=ASSERTED_GRAPH))
            recorded = [found for v in values if isinstance(v, Literal) and (found := interval(v)) is not None]
            return all(any(_in_year(date, year) for date in recorded) for year in years)

        return fits


def _in_year(date: DateInterval, year: int) -> bool:
    ends = [gregorian_day(day).year for day in (date.earliest, date.latest) if day is not None]
    return len(ends) == 2 and ends[0] <= year <= ends[1]


def _abbreviates(pattern: Sequence[str | tuple[str, ...]], name: tuple[str, ...]) -> bool:
    """Whether the words and initials fit words of the name in their order, the first one to the first."""
    place = 0
    for part in pattern:
        while place < len(name) and not (
            name[place].startswith(part) if isinstance(part, str) else name[place] in part
        ):
            if place == 0:
                return False
            place += 1
        if place == len(name):
            return False
        place += 1
    return True
