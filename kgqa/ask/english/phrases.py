"""Forms restated in English, and the sentences of answers."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Literal as OneOf

from kgqa.ask.complete import is_single
from kgqa.ask.english.clauses import Clause, in_time
from kgqa.ask.english.morphology import conjoined, plural, possessive, with_article
from kgqa.ask.form import (
    All,
    Class,
    Count,
    DateIn,
    Describe,
    Entity,
    Exists,
    Form,
    Intersection,
    Join,
    Overlap,
    Relation,
    Within,
)
from kgqa.dates import date_label, is_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kgqa.ask.lexicon import Lexicon

_MOST_NAMED = 25


class Phrases:
    """English for the forms over one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._labels, self._said = lexicon.labels, lexicon.said
        self._schema, self._dated = lexicon.schema, lexicon.dated

    def reading(self, form: Form) -> str:
        """The form as a phrase: "the mother of the father of Tom Cruise", "whether X is a son of Y"."""
        match form:
            case Count(of=of):
                return f"the number of {self._bare(of, many=True)}"
            case Exists(of=of) if (role := self._role(of)) is not None:
                return f"whether there is anything of which {role}"
            case Exists(of=of):
                return f"whether there are any {self._bare(of, many=True)}"
            case Overlap(left=left, right=right, mutual=True) if isinstance(left, Join):
                pair = f"{self.phrase(left.of)} and {self.phrase(right)}"
                return f"whether {pair} are {self._noun(left.relation, many=True)}"
            case Overlap(left=left, right=right):
                return f"whether {self._statement(left, right)}"
            case All():
                return f"whether {self._of_all(form)}"
            case DateIn(of=of, date=date) if (clause := self._said_in_verbs(of)) is not None and isinstance(of, Join):
                return f"whether {clause.statement(self.phrase(of.of), date_label(date))}"
            case DateIn(of=of, date=date):
                return f"whether {self.phrase(of)} is {in_time(date_label(date))}"
            case Describe(of=of):
                return f"what is recorded of {self.phrase(of)}"
            case _:
                return self.phrase(form, many=isinstance(form, Class) or _is_plural(form) or self._is_turned(form))

    def phrase(self, form: Form, *, many: bool = False) -> str:
        """A set as a noun phrase with its article; `many` puts its head in the plural."""
        match form:
            case Entity():
                return self._labels.of(form.iri)
            case Within(of=of):
                return self.phrase(of)
            case Class(iri=iri):
                label = self._labels.of(iri)
                return plural(label) if many else with_article(label)
            case Join(relation=relation, of=of):
                return self._joined(relation, of, many=many)
            case Intersection(left=Class(iri=iri), right=right):
                label = self._labels.of(iri)
                who = plural(label) if many else label
                if isinstance(right, Join) and (whose := self._joined(right.relation, right.of, many=many)).startswith(
                    ("those whose ", "the one whose ")
                ):
                    return f"the {who} whose {whose.partition(' whose ')[2]}"
                if isinstance(right, Join) and (clause := self._clause(right.relation)) is not None:
                    given = self.phrase(right.of, many=_is_plural(right.of))
                    return f"the {clause.gap(given, many=many).replace('what', f'{who} that', 1)}"
                return f"the {who} that {'are' if many else 'is'} {self.phrase(right, many=many)}"
            case _:
                return self.reading(form)

    def _joined(self, relation: Relation, of: Form, *, many: bool) -> str:
        inner = self.phrase(of, many=_is_plural(of))
        said, turned = self._said.get(relation), self._said.get(relation.reversed())
        if said is not None and said.kind == "noun":
            return f"the {plural(said.text) if many else said.text} of {inner}"
        if turned is not None and turned.kind == "noun":
            where = "in " if isinstance(of, Within) else ""
            return f"{'those' if many else 'the one'} whose {turned.text} is {where}{inner}"
        if (clause := self._clause(relation)) is not None:
            return clause.gap(inner)
        label = self._labels.of(relation.property)
        return f"what {inner} is the {label} of" if relation.inverse else f"the {label} of {inner}"

    def _clause(self, relation: Relation) -> Clause | None:
        """The verb of a relation that no noun says."""
        said, turned = self._said.get(relation), self._said.get(relation.reversed())
        if "noun" in {w.kind for w in (said, turned) if w is not None}:
            return None
        if said is not None:
            return Clause(said, turned=False, value=self._kind(relation))
        return None if turned is None else Clause(turned, turned=True)

    def _role(self, form: Form) -> str | None:
        """ "X is the father", of the set of those whose father is X; None for other sets."""
        if not isinstance(form, Join) or ((said := self._said.get(form.relation)) is not None and said.kind == "noun"):
            return None
        turned = self._said.get(form.relation.reversed())
        if turned is None or turned.kind != "noun":
            return None
        return f"{self.phrase(form.of)} is the {turned.text}"

    def _kind(self, relation: Relation) -> OneOf["date", "place", "thing"]:
        values, own = self._schema.values(relation), () if relation.inverse else (relation.property,)
        words = self._schema.words_answered((*values, *own))
        if "when" in words or any(is_date(value.value) for value in values):
            return "date"
        if not relation.inverse and relation.property in self._dated:
            return "date"
        return "place" if "where" in words else "thing"

    def _said_in_verbs(self, form: Form) -> Clause | None:
        return self._clause(form.relation) if isinstance(form, Join) else None

    def _is_turned(self, form: Form) -> bool:
        """Whether the set has no noun of its own: "those whose father is X"."""
        said = self._said.get(form.relation) if isinstance(form, Join) else None
        return isinstance(form, Join) and (said is None or said.kind == "verb")

    def _bare(self, form: Form, *, many: bool) -> str:
        if isinstance(form, Join) and (clause := self._clause(form.relation)) is not None:
            return clause.noun(self.phrase(form.of, many=_is_plural(form.of)), many=many)
        text = self.phrase(form, many=many)
        return text.removeprefix("the ") if isinstance(form, (Join, Intersection)) else text

    def _noun(self, relation: Relation, *, many: bool) -> str:
        said = self._said.get(relation)
        label = said.text if said is not None else self._labels.of(relation.property)
        return plural(label) if many else label

    def _statement(self, left: Form, right: Form, verb: str = "is") -> str:
        if isinstance(left, Entity):
            left, right = right, left
        if isinstance(left, Join) and (clause := self._clause(left.relation)) is not None:
            return clause.statement(self.phrase(left.of, many=_is_plural(left.of)), self.phrase(right))
        if isinstance(right, Within) and isinstance(left, Join):
            return f"{self.phrase(left)} {verb} in {self.phrase(right)}"
        return f"{self.phrase(right)} {verb} {self.phrase(left)}"

    def items(self, form: Form, labels: Sequence[str]) -> str:
        """The sentence that gives the members of a set."""
        many = len(labels) != 1
        if isinstance(form, Join) and (clause := self._clause(form.relation)) is not None:
            given = self.phrase(form.of, many=_is_plural(form.of))
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
        return _sentence(f"Yes, {everyone} {self._predicate(form.within)}")

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

    def _indefinite_member(self, form: Form) -> str:
        return with_article(self._bare(form, many=False))

    def _of_all(self, form: All) -> str:
        if is_single(form.of, self._schema):
            return self._statement(form.within, form.of)
        return f"all {self._bare(form.of, many=True)} {self._predicate(form.within)}"

    def _predicate(self, form: Form) -> str:
        """What several things are or have: "are women", "have their place of birth in London"."""
        if isinstance(form, Join):
            said, turned = self._said.get(form.relation), self._said.get(form.relation.reversed())
            if said is not None and said.kind == "noun":
                return f"are {self._bare(form, many=True)}"
            if turned is not None and turned.kind == "noun":
                if isinstance(form.of, Within):
                    return f"have their {turned.text} in {self.phrase(form.of)}"
                return f"have {self.phrase(form.of)} as {turned.text}"
        return f"are {self.phrase(form, many=True)}"


def _is_plural(form: Form) -> bool:
    return isinstance(form, Join) and form.relation.plural


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:].removesuffix(".") + "."


def _listed(labels: Sequence[str]) -> str:
    shown = list(labels[:_MOST_NAMED])
    if len(labels) > _MOST_NAMED:
        shown[-1:] = [f"{len(labels) - _MOST_NAMED + 1} others"]
    return conjoined(shown)
