"""The sentences of answers."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from kgqa.ask.complete import is_single
from kgqa.ask.english.morphology import conjoined, plural, possessive, with_article
from kgqa.ask.english.phrases.measures import all_parts, with_unit
from kgqa.ask.english.phrases.truths import Truths
from kgqa.ask.english.phrases.words import is_plural, number_text, rounded
from kgqa.ask.form import (
    HOLE,
    Aggregate,
    All,
    Best,
    Class,
    Count,
    DateIn,
    Difference,
    Entity,
    Exists,
    Form,
    Hole,
    Join,
    Minus,
    Overlap,
    Sorted,
    Span,
    Union,
)
from kgqa.ask.structure import fill

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST_NAMED = 25
_MOST_ROWS = 25


class Phrases(Truths):
    """English for the forms over one lexicon, and for their answers."""

    def items(self, form: Form, labels: Sequence[str], *, lacking: int = 0) -> str:
        """The sentence that gives the members of a set; `lacking` more were left out for want of a value."""
        many = len(labels) != 1
        if isinstance(form, Join) and (clause := self._clause(form.relation)) is not None:
            given = self.phrase(form.of, many=is_plural(form.of))
            return _sentence(clause.statement(given, _listed(labels), many=many))
        verb = ":" if isinstance(form, Sorted) else " are" if many else " is"
        said = f"{self._subject(form, many=many)}{verb} {_listed(labels)}"
        return _sentence(said + self._lacking(form, lacking))

    def _lacking(self, form: Form, lacking: int) -> str:
        if not lacking or not isinstance(form, (Best, Aggregate)):
            return ""
        return f"; of {lacking} other{'s' if lacking > 1 else ''} the {self._measure(form.by)} is not recorded"

    def number(self, form: Form, label: str, unit: str | None, *, lacking: int = 0) -> str:
        """The sentence that gives a number which is no count."""
        amount = with_unit(number_text(rounded(label)), unit)
        subject = self._span_of(form) if isinstance(form, Span) else self.phrase(form)
        if subject is None and isinstance(form, Span):
            return _sentence(f"it is {amount} {self.phrase(form).removeprefix(f'the {form.unit}s ')}")
        return _sentence(f"{subject} is {amount}{self._lacking(form, lacking)}")

    def _span_of(self, form: Span) -> str | None:
        """ "the age of X", where that is all there is to it."""
        if not isinstance(form.start, Join):
            return None
        word = self._span_word(replace(form, start=Join(form.start.relation, HOLE)))
        if word is None:
            return None
        of, until = self._inner(form.start.of, final=False), self._at_end(form, form.start.of)
        usual = self._ends.get(Join(form.start.relation, HOLE))
        is_usual = usual is not None and form.end is not None and fill(usual, form.start.of) == form.end
        return f"the {word} of {of}" + ("" if is_usual else f" {until}")

    def amount(self, by: Form, number: int | Decimal, unit: str | None) -> str:
        """What is measured of a thing: "5 children", "6,194 m"."""
        text = number_text(rounded(f"{number:f}" if isinstance(number, Decimal) else str(number)))
        if isinstance(by, Count):
            one = number == 1 and isinstance(by.of, Join) and isinstance(by.of.of, Hole)
            noun = self._noun(by.of.relation) if one and isinstance(by.of, Join) else self._measures(by.of)
            return f"{text} {noun}" if noun else text
        return with_unit(text, unit)

    def uncertain(self, form: Form, labels: Sequence[str]) -> str:
        """The sentence that says between which candidates the answer lies."""
        return f"What is recorded does not tell {self.reading(form)}: it lies between {_listed(labels)}."

    def none_of(self, form: Form, of: Form, number: int) -> str:
        """The sentence that says that no recorded member of a set is as asked."""
        group = self._group(form)
        told = (
            f"one {self._clauses(group, many=False)}" if group.head == of else f"among {self.phrase(form, many=True)}"
        )
        if number == 1:
            return f"The only recorded {self._bare(of, many=False)} is not {told}."
        return f"None of the {number_text(str(number))} recorded {self._bare(of, many=True)} is {told}."

    def unit(self, by: Form) -> str | None:
        """The unit of the values of a measure."""
        return self._unit(by)

    def column(self, form: Form, of: Form) -> str:
        """What stands above a column of a table."""
        if not isinstance(form, Hole):
            return self._short_measure(form, of) or self.phrase(form).removeprefix("the ")
        head = self._group(of).head
        named = None if head is None else self._named(head, many=False)
        return named[0] if named is not None else self._labels.of(head.iri) if isinstance(head, Class) else "thing"

    def table(self, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
        """A table in a sentence, row by row."""
        shown = [", ".join(row) if len(row) != 2 else f"{row[0]}: {row[1]}" for row in rows[:_MOST_ROWS]]
        if len(rows) > _MOST_ROWS:
            shown.append(f"and {len(rows) - _MOST_ROWS} more rows")
        if len(heads) == 1:
            return _sentence(f"{heads[0]}: {'; '.join(shown)}")
        return _sentence(f"{conjoined(list(heads))} – {'; '.join(shown)}")

    def joined(self, sentences: Sequence[str]) -> str:
        """Sentences without full stops in one, to go on after a colon."""
        return conjoined([*map(_going_on, sentences)])

    def listed(self, labels: Sequence[str]) -> str:
        """Labels in a sentence: "X, Y and Z", of very many the first ones."""
        return _listed(labels)

    def both(self, thing: str, one: str, other: str) -> str:
        """That a thing has two classes; without full stop."""
        return f"{thing} is both {with_article(one)} and {with_article(other)}"

    def _subject(self, form: Form, *, many: bool) -> str:
        if isinstance(form, Join) and isinstance(form.of, Entity):
            said = self._said.get(form.relation)
            if said is not None and said.kind == "noun":
                noun = plural(said.text) if many else said.text
                return f"{possessive(self.phrase(form.of))} {noun}"
        return self.phrase(form, many=many)

    def none(self, form: Form, *, complete: bool) -> str:
        """The sentence for an empty set."""
        if complete:
            return f"There are no {self._bare(form, many=True)}."
        if isinstance(form, (Span, Difference, Aggregate, Best)):
            return f"It is not recorded what {self.phrase(form)} is."
        return f"No {self._bare(form, many=False)} is recorded."

    def count(self, form: Form, number: int, *, complete: bool) -> str:
        """The sentence for a number of things."""
        noun = self._bare(form, many=number != 1)
        if complete:
            return f"There {'is' if number == 1 else 'are'} {number or 'no'} {noun}."
        if number == 0:
            return f"No {noun} are recorded."
        least = "" if any(isinstance(part, Minus) for part in (form, *all_parts(form))) else "At least "
        return f"{least}{number_text(str(number))} {noun} {'is' if number == 1 else 'are'} recorded."

    def truth(self, form: Form, value: bool, *, complete: bool, instead: Sequence[str] = ()) -> str:
        """The sentence for yes or no; no without completeness says only that it is not recorded.

        `instead` are the labels of what is recorded in its place, or of what there is.
        """
        if isinstance(form, Exists) and (role := self._role(form.of)) is not None:
            if value:
                return _sentence(f"Yes, {role} of {_listed(instead)}")
            return f"{'There is nothing' if complete else 'Nothing is recorded'} of which {role}."
        if isinstance(form, Exists):
            noun = self._bare(form.of, many=True)
            if value:
                return f"Yes: {_going_on(self.items(form.of, instead))}" if instead else f"Yes, {noun} are recorded."
            return f"No, there are no {noun}." if complete else f"No {noun} are recorded."
        statement = self.reading(form).removeprefix("whether ")
        if value:
            return _sentence(f"Yes, {statement}" if complete else f"Yes, as far as is recorded: {statement}")
        if isinstance(form, Overlap) and instead:
            group = form.left if isinstance(form.right, Entity) else form.right
            recorded = self.items(group, instead)
            if complete or isinstance(group, Best):
                return f"No: {_going_on(recorded)}"
            return f"{_sentence(f'It is not recorded that {statement}')} {recorded}"
        return _sentence(f"{'No, it is not so' if complete else 'It is not recorded'} that {statement}")

    def denied(self, against: Form) -> str:
        """No, since the opposite is so."""
        return _sentence(f"No, {self.reading(against).removeprefix('whether ')}")

    def compared(self, form: Form, value: bool, values: Sequence[str]) -> str:
        """Yes or no to a comparison, with the values that were compared."""
        statement = self.reading(form).removeprefix("whether ")
        if not values:
            return _sentence(f"Yes, {statement}" if value else f"No, it is not so that {statement}")
        return _sentence(f"{'Yes' if value else 'No'}: {self.joined(values)}")

    def undecided(self, form: Form, candidates: Sequence[str], values: Sequence[str]) -> str:
        """That what is recorded is too vague to tell whether something is so."""
        told = f": {self.joined(values)}" if values else ""
        told = f": it lies between {_listed(candidates)}" if candidates else told
        return f"What is recorded does not tell {self.reading(form)}{told}."

    def dated(self, form: DateIn, labels: Sequence[str], value: bool, *, complete: bool) -> str:
        """The sentence for whether a date lies in a time: the date itself is told."""
        recorded = self.items(form.of, labels)
        if value or complete:
            return f"{'Yes' if value else 'No'}: {_going_on(recorded)}"
        statement = self.reading(form).removeprefix("whether ")
        return f"{_sentence(f'It is not recorded that {statement}')} {recorded}"

    def of_all(self, form: All, number: int, *, complete: bool) -> str:
        """The sentence for what holds of all members of a set, of which so many are recorded."""
        if is_single(form.of, self._schema) or number == 1:
            return _sentence(f"Yes, {self._statement(form.within, form.of)}")
        if isinstance(form.of, Union) and form.of.joint:
            return _sentence(f"Yes, {self._of_all(form)}")
        whole = "" if complete else "recorded "
        everyone = f"all {number} {whole}{self._bare(form.of, many=True)}"
        return _sentence(f"Yes, {everyone} {self._do(form.within)}")

    def not_one(self, form: All, member: str) -> str:
        """What is not so of a member, which refutes that it is so of all; without full stop."""
        one = form.within if isinstance(form.within, Entity) else None
        if one is not None:
            return f"{member} is {self._indefinite_member(form.of)} too"
        return f"it is not so that {member} is {self.phrase(form.within)}"

    def not_all(self, form: All, known: int, number: int) -> str:
        """The sentence for what is recorded of some members of a set only."""
        counted = f"it is of {known or 'none'} of the {number} recorded" if number > 1 else ""
        text = f"It is not recorded that {self._of_all(form)}"
        return f"{text}; {counted}." if counted else f"{text}."


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:].removesuffix(".") + "."


def _going_on(sentence: str) -> str:
    """A sentence after a colon."""
    return f"the {sentence.removeprefix('The ')}" if sentence.startswith("The ") else sentence


def _listed(labels: Sequence[str]) -> str:
    shown = list(labels[:_MOST_NAMED])
    if len(labels) > _MOST_NAMED:
        shown[-1:] = [f"{len(labels) - _MOST_NAMED + 1} others"]
    return conjoined(shown)
