"""Readings: forms as they are asked for, and what yes/no questions state."""

from __future__ import annotations

from kgqa.ask.complete import is_single
from kgqa.ask.english.clauses import in_time
from kgqa.ask.english.morphology import plural, with_article
from kgqa.ask.english.phrases.numbers import Numbers
from kgqa.ask.english.phrases.words import is_plural
from kgqa.ask.form import (
    All,
    Class,
    DateIn,
    Describe,
    Entity,
    Exists,
    Form,
    Intersection,
    Join,
    Overlap,
    Related,
    Relation,
    Shared,
    Union,
    Within,
)
from kgqa.dates import date_label


class Truths(Numbers):
    """English for what is asked: sets as they are, yes/no questions with "whether"."""

    def reading(self, form: Form) -> str:
        """The form as a phrase: "the mother of the father of Tom Cruise", "whether X is a son of Y".

        Forms that ask for different things have different phrases; the number of nouns makes no difference.
        """
        match form:
            case Exists() | Overlap() | All() | DateIn():
                return f"whether {self._asked(form)}"
            case Describe(of=of):
                return f"what is recorded of {self.phrase(of)}"
            case Related(left=left, right=right, mutual=mutual):
                pair = self.phrase(left, final=False), self.phrase(right, final=False)
                return "how {} and {} are related".format(*pair) if mutual else "how {} is related to {}".format(*pair)
            case Shared(left=left, right=right):
                return f"what {self.phrase(left, final=False)} and {self.phrase(right, final=False)} have in common"
            case Intersection():
                return self.phrase(form, many=_is_many(form))
            case Join() if self._noun(form.relation) is None:
                return self.phrase(form, many=True)
            case _:
                return self.phrase(form, many=is_plural(form))

    def _asked(self, form: Exists | Overlap | All | DateIn) -> str:
        """What a yes/no question states."""
        match form:
            case Exists(of=of) if (role := self._role(of)) is not None:
                return f"there is anything of which {role}"
            case Exists(of=of):
                return f"there are any {self._bare(of, many=True)}"
            case Overlap(left=Join(relation=relation, of=of), right=right, mutual=True):
                return f"{self.phrase(of, final=False)} and {self.phrase(right)} are {self._plain_noun(relation)}"
            case Overlap(left=left, right=right):
                return self._statement(left, right)
            case DateIn(of=Join(relation=relation, of=of), date=date) if (clause := self._clause(relation)) is not None:
                return clause.statement(self.phrase(of, final=False), date_label(date))
            case DateIn(of=of, date=date):
                return f"{self.phrase(of, final=False)} is {in_time(date_label(date))}"
            case All():
                return self._of_all(form)

    def _role(self, form: Form) -> str | None:
        """ "X is the father", of the set of those whose father is X; None for other sets."""
        if not isinstance(form, Join) or self._noun(form.relation) is not None:
            return None
        noun = self._noun(form.relation.reversed())
        return None if noun is None else f"{self.phrase(form.of, final=False)} is the {noun}"

    def _plain_noun(self, relation: Relation) -> str:
        return self._noun(relation, many=True) or plural(self._labels.of(relation.property))

    def _statement(self, left: Form, right: Form) -> str:
        """That the one set has a member in the other; without full stop."""
        if isinstance(left, Entity):
            left, right = right, left
        if isinstance(left, Join) and (clause := self._clause(left.relation)) is not None:
            given = self.phrase(left.of, many=is_plural(left.of), final=clause.turned)
            right = right.of if isinstance(right, Within) else right
            return clause.statement(given, self.phrase(right, final=not clause.turned))
        if isinstance(right, Within) and isinstance(left, Join):
            is_step = isinstance(left.of, Entity) and not left.relation.inverse and left.relation.property == right.by
            inside = left.of if is_step else left
            return f"{self.phrase(inside, final=False)} is in {self.phrase(right.of)}"
        subject = self.phrase(right, many=is_plural(right), final=False)
        if is_plural(right):
            subject = f"one of {subject}"
        group = self._group(left)
        told = group.told if group.head is None else ((left, False),)
        said = [self._predicate(p, many=False).statement(subject, negated=n) for p, n in told or ((left, False),)]
        return " and ".join(said)

    def _of_all(self, form: All) -> str:
        if is_single(form.of, self._schema):
            return self._statement(form.within, form.of)
        if isinstance(form.of, Union) and form.of.joint:
            return f"{self.phrase(form.of.left, final=False)} and {self.phrase(form.of.right)} {self._do(form.within)}"
        text = self.phrase(form.of, many=True, final=False)
        everyone = text if text.startswith("(") else self._bare(form.of, many=True)
        return f"all {everyone} {self._do(form.within)}"

    def _do(self, form: Form) -> str:
        """What several things are or have: "are women", "have their place of birth in London"."""
        if isinstance(form, Join) and self._noun(form.relation) is not None:
            return f"are {self._bare(form, many=True)}"
        noun = self._noun(form.relation.reversed()) if isinstance(form, Join) else None
        if noun is not None and isinstance(form, Join) and isinstance(form.of, Within):
            return f"have their {noun} in {self.phrase(form.of.of)}"
        told = self._predicate(form, many=True)
        if told.noun is not None:
            return f"have a {told.noun} that is {told.rest}"
        return told.statement("", many=True).strip() if told.about is None else f"are {told.rest}"

    def _indefinite_member(self, form: Form) -> str:
        return with_article(self._bare(form, many=False))


def _is_many(form: Form) -> bool:
    while isinstance(form, Intersection):
        if is_plural(form.right) and not isinstance(form.right, Class):
            return True
        form = form.left
    return is_plural(form)
