"""The sentences of answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.complete import is_single
from kgqa.ask.english.morphology import conjoined, plural, possessive, with_article
from kgqa.ask.english.phrases.truths import Truths
from kgqa.ask.english.phrases.words import is_plural
from kgqa.ask.form import All, DateIn, Entity, Exists, Form, Join, Overlap

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST_NAMED = 25


class Phrases(Truths):
    """English for the forms over one lexicon, and for their answers."""

    def items(self, form: Form, labels: Sequence[str]) -> str:
        """The sentence that gives the members of a set."""
        many = len(labels) != 1
        if isinstance(form, Join) and (clause := self._clause(form.relation)) is not None:
            given = self.phrase(form.of, many=is_plural(form.of))
            return _sentence(clause.statement(given, _listed(labels), many=many))
        return _sentence(f"{self._subject(form, many=many)} {'are' if many else 'is'} {_listed(labels)}")

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
        return f"No {self._bare(form, many=False)} is recorded."

    def count(self, form: Form, number: int, *, complete: bool) -> str:
        """The sentence for a number of things."""
        noun = self._bare(form, many=number != 1)
        if complete:
            return f"There {'is' if number == 1 else 'are'} {number or 'no'} {noun}."
        if number == 0:
            return f"No {noun} are recorded."
        return f"At least {number} {noun} {'is' if number == 1 else 'are'} recorded."

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
                return f"Yes: {self.items(form.of, instead)}" if instead else f"Yes, {noun} are recorded."
            return f"No, there are no {noun}." if complete else f"No {noun} are recorded."
        statement = self.reading(form).removeprefix("whether ")
        if value:
            return _sentence(f"Yes, {statement}")
        if isinstance(form, Overlap) and instead:
            recorded = self.items(form.left, instead)
            return f"No: {recorded}" if complete else f"{_sentence(f'It is not recorded that {statement}')} {recorded}"
        return _sentence(f"{'No, it is not so' if complete else 'It is not recorded'} that {statement}")

    def dated(self, form: DateIn, labels: Sequence[str], value: bool, *, complete: bool) -> str:
        """The sentence for whether a date lies in a time: the date itself is told."""
        recorded = self.items(form.of, labels)
        if value or complete:
            return f"{'Yes' if value else 'No'}: {recorded}"
        statement = self.reading(form).removeprefix("whether ")
        return f"{_sentence(f'It is not recorded that {statement}')} {recorded}"

    def of_all(self, form: All, number: int, *, complete: bool) -> str:
        """The sentence for what holds of all members of a set, of which so many are recorded."""
        if is_single(form.of, self._schema) or number == 1:
            return _sentence(f"Yes, {self._statement(form.within, form.of)}")
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


def _listed(labels: Sequence[str]) -> str:
    shown = list(labels[:_MOST_NAMED])
    if len(labels) > _MOST_NAMED:
        shown[-1:] = [f"{len(labels) - _MOST_NAMED + 1} others"]
    return conjoined(shown)
