"""Measures, their hole left out, and amounts: "population", "number of children", "at least 3"."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Literal as OneOf

from kgqa.ask.english.clauses import in_time
from kgqa.ask.english.morphology import plural
from kgqa.ask.english.phrases.words import NUMERIC, Words, is_plural, number_text
from kgqa.ask.form import HOLE, Aggregate, Count, Difference, Form, Hole, Join, Span, Value
from kgqa.ask.structure import fill, parts
from kgqa.dates import is_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kgqa.ask.form import Operator

_PLACES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_OF_NUMBERS = {"<": "less than ", "<=": "at most ", "=": "", ">=": "at least ", ">": "more than "}
_OF_COUNTS = {"<": "fewer than ", "<=": "at most ", "=": "exactly ", ">=": "at least ", ">": "more than "}
_OF_DATES = {"<": "before ", "<=": "no later than ", "=": "exactly ", ">=": "no earlier than ", ">": "after "}
_OF_TEXTS = {"contains": "a text with ", "starts": "a text that starts with ", "ends": "a text that ends with "}
_FUNCTIONS = {"sum": "total", "average": "average", "minimum": "lowest", "maximum": "highest"}
_SUPERLATIVE = re.compile(r"(?:\w+est(?:-\w+)?|most \w+|least \w+)")
_OLD_FASHIONED = frozenset(("eldest", "elder"))
_LONGEST_SYMBOL = 3
_PLAIN = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)


class Measures(Words):
    """English for what is measured of things, and for amounts of it."""

    def _measure(self, by: Form, of: Form | None = None) -> str:
        """The measure as a noun without article; a hole that cannot be left out is said "it"."""
        return self._short_measure(by, of) or self.phrase(by, final=False).removeprefix("the ")

    def _short_measure(self, by: Form, of: Form | None = None) -> str | None:
        """The measure with its hole left out; None where it cannot be."""
        match by:
            case Hole():
                return "value"
            case Join(relation=relation, of=inner) if is_chain(inner) and (noun := self._noun(relation, of=of)):
                inside = self._nested(inner)
                return noun if isinstance(inner, Hole) else inside and f"{noun} of the {inside}"
            case Count(of=Join() as inner) if is_chain(inner):
                return self._measures(inner) and f"number of {self._measures(inner)}"
            case Span(start=start, end=end) if is_chain(start) and (end is None or is_chain(end)):
                return self._short_span(by, start, end)
            case _:
                return None

    def _nested(self, inner: Form) -> str | None:
        return self._measures(inner) if is_plural(inner) else self._short_measure(inner)

    def _measures(self, by: Form) -> str | None:
        """The measure in the plural with its hole left out."""
        if isinstance(by, Join) and is_chain(by.of) and (noun := self._noun(by.relation, many=True)):
            inside = self._nested(by.of)
            return noun if isinstance(by.of, Hole) else inside and f"{noun} of the {inside}"
        one = self._short_measure(by)
        return one and plural(one)

    def _short_span(self, span: Span, start: Form, end: Form | None) -> str | None:
        told = None if end is None else self._short_measure(end)
        if (word := self._span_word(span)) is not None:
            return (
                f"{word} today"
                if end is None
                else word
                if end == self._ends[start]
                else told and f"{word} at the {told}"
            )
        begins = self._short_measure(start)
        if begins is None or (end is not None and told is None):
            return None
        return f"time in {span.unit}s {self._from_to(span, f'the {begins}', 'today' if end is None else f'the {told}')}"

    def _span_word(self, span: Span) -> str | None:
        """The noun for lengths of time that begin where this one does ("age"); `span` is a measure."""
        for known, words in self._scales.spans.items():
            if isinstance(known, Span) and known.start == span.start and not span.either and words:
                word = min(words, key=lambda w: (len(w), w))
                return word if span.unit == known.unit else f"{word} in {span.unit}s"
        return None

    @property
    def _ends(self) -> dict[Form, Form | None]:
        return {known.start: known.end for known in self._scales.spans if isinstance(known, Span)}

    def _from_to(self, span: Span, start: str, end: str) -> str:
        if span.either:
            return f"between {start} and {end}"
        return f"from {start} until {end}" if end == "today" else f"from {start} to {end}"

    def _superlative(self, by: Form, *, highest: bool) -> str | None:
        """The adjective for the highest or lowest, where an ontology has one that means nothing else."""
        for same in self._same(by):
            words = [w for w in self._scales.superlatives.get((same, highest), ()) if _SUPERLATIVE.fullmatch(w)]
            words = [w for w in words if self._means_one(w, same, self._scales.superlatives)]
            if words:
                return min(words, key=lambda w: (w in _OLD_FASHIONED, " " in w, len(w), w))
        return None

    def _comparative(self, by: Form, *, higher: bool) -> str | None:
        """The adjective for more or less of the measure."""
        for same in self._same(by):
            words = [w for w in self._scales.comparatives.get((same, higher), ()) if re.fullmatch(r"\w+er", w)]
            words = [w for w in words if self._means_one(w, by, self._scales.comparatives)]
            if words:
                return min(words, key=lambda w: (w in _OLD_FASHIONED, len(w), w))
        return None

    def _same(self, by: Form) -> Iterator[Form]:
        yield by
        if isinstance(by, Join) and isinstance(by.of, Hole):
            yield from (Join(same, HOLE) for same in sorted(self._schema.same(by.relation)) if same != by.relation)

    def _means_one(self, word: str, by: Form, of: Mapping[tuple[Form, bool], tuple[str, ...]]) -> bool:
        """Whether no other measure shares the word."""
        same = tuple(self._same(by))
        return all(word not in words or m in same for (m, _), words in of.items())

    def _measured_in(self, by: Form) -> OneOf["date", "number"]:
        dated = isinstance(by, Join) and self._kind(by.relation) == "date"
        return "date" if dated else "number"

    def _unit(self, by: Form) -> str | None:
        """The unit in which the values of a measure, or the members of a set of numbers, are given."""
        match by:
            case Span(unit=unit):
                return unit
            case Join(relation=relation):
                same = sorted(self._schema.same(relation))
                return next((self._scales.units[r.property] for r in same if r.property in self._scales.units), None)
            case Aggregate(by=part):
                return self._unit(part)
            case Difference(left=left):
                return self._unit(left)
            case _:
                return None

    def _amount(self, by: Form, operator: Operator, than: Form, *, final: bool) -> str:
        """What a value is said to be: "more than 5", "before 1845", "in 1845"."""
        literal = than.literal if isinstance(than, Value) else None
        if literal is None:
            said = self.phrase(than, final=final)
        elif literal.datatype in NUMERIC:
            said = with_unit(number_text(literal.lexical), self._unit(by))
        else:
            said = self._literal(literal)
        if operator == "in":
            return in_time(said) if literal is not None and is_date(literal.datatype) else f"in the time of {said}"
        if operator in _OF_TEXTS:
            return _OF_TEXTS[operator] + said
        if literal is not None and literal.datatype not in NUMERIC and not is_date(literal.datatype):
            return said if operator == "=" else f"{_OF_DATES[operator]}{said} by the alphabet"
        dated = is_date(literal.datatype) if literal is not None else self._measured_in(by) == "date"
        if dated and operator == "=" and literal is None:
            return f"the same as {said}"
        return (_OF_DATES if dated else _OF_NUMBERS)[operator] + said

    def _compared(self, by: Form, operator: Operator, than: Form, *, final: bool) -> str | None:
        """What a value is said to be, compared with that of another thing: "more than that of X"."""
        thing = filled_with(by, than)
        if thing is None or operator not in _OF_NUMBERS:
            return None
        words = _OF_DATES if self._measured_in(by) == "date" else _OF_NUMBERS
        opening = "the same as " if operator == "=" else words[operator]
        return f"{opening}that of {self.phrase(thing, final=final)}"


def with_unit(number: str, unit: str | None) -> str:
    """A number with its unit, separators and all; symbols ("km") have no plural.

    >>> with_unit("6194", "m"), with_unit("55", "year"), with_unit("1", "year"), with_unit("5", "mile per hour")
    ('6,194 m', '55 years', '1 year', '5 miles per hour')
    """
    if unit is None:
        return number
    what, per, each = unit.partition(" per ")
    number = f"{Decimal(number):,f}" if _PLAIN.fullmatch(number) else number
    return f"{number} {plural(what) if len(what) > _LONGEST_SYMBOL and number != '1' else what}{per}{each}"


def place_text(place: int) -> str:
    """The place in an order: "second", "11th"."""
    if place <= len(_PLACES):
        return _PLACES[place - 1]
    ending = "th" if place % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(place % 10, "th")
    return f"{place}{ending}"


def few(number: int) -> str:
    """A small number in words."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else number_text(str(number))


def count_text(operator: Operator, number: str) -> str:
    """An amount of things: "fewer than 3"."""
    return _OF_COUNTS[operator] + number


def aggregate_word(function: str) -> str:
    """The adjective for an aggregate: "total", "average"."""
    return _FUNCTIONS[function]


def filled_with(by: Form, than: Form) -> Form | None:
    """The thing of which `than` is the measure `by`; None when it is another form."""
    if isinstance(by, Hole):
        return None
    return next((part for part in all_parts(than) if fill(by, part) == than), None)


def all_parts(form: Form) -> Iterator[Form]:
    """The forms that a form is composed of, and those that these are."""
    for part in parts(form):
        yield part
        yield from all_parts(part)


def is_chain(form: Form) -> bool:
    """Whether the form is a chain of relations that ends in the hole."""
    while isinstance(form, Join):
        form = form.of
    return isinstance(form, Hole)
