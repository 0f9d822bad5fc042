"""Narrower relations that a phrase apart from the noun names: "uncles of X on the mother's side"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kgqa.ask.form import Form, Join, Question, Relation, Union
from kgqa.ask.structure import changed, joins

if TYPE_CHECKING:
    from kgqa.ask.compose.kinds import Kinds


@dataclass(frozen=True, slots=True)
class Side:
    """What the phrase makes of the relations that nouns of the question name."""

    narrowed: frozenset[tuple[Relation, Relation]]

    def of(self, relation: Relation) -> Relation | None:
        """The narrower relation; None when the phrase says nothing of it."""
        found = [narrow for wide, narrow in self.narrowed if wide == relation]
        return replace(min(found), plural=relation.plural) if len(set(found)) == 1 else None


def on_side(kinds: Kinds, form: Form, side: Side) -> Form | None:
    """The form with the outermost relations that the phrase narrows in their narrower sense; None without any."""
    del kinds
    return _narrowed(form, side) if any(side.of(join.relation) for join in joins(form)) else None


def _narrowed(form: Form, side: Side) -> Form:
    if isinstance(form, Join):
        narrow = side.of(form.relation)
        if narrow is not None:
            return replace(form, relation=narrow)
    return changed(form, lambda part: _narrowed(part, side))


def on_either_side(kinds: Kinds, form: Form, one: Side, other: Side) -> Form | None:
    """On one side or the other."""
    left, right = on_side(kinds, form, one), on_side(kinds, form, other)
    return None if left is None or right is None else Union(left, right)


def question_on_side(kinds: Kinds, question: Question, side: Side) -> Question | None:
    """A question for what is on a side."""
    form = on_side(kinds, question.form, side)
    return None if form is None else replace(question, form=form)
