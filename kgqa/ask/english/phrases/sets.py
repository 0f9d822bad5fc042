"""Sets and numbers as noun phrases: "the oldest child of X", "the average weight of the pets".

Two forms never read the same: where more text follows a phrase that could go on, the phrase is put in brackets; what
"those ..." or "either ..." opens goes on to the end.
"""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass

from kgqa.ask.english.morphology import conjoined, plural, with_article
from kgqa.ask.english.phrases.predicates import Predicates, as_join
from kgqa.ask.english.phrases.words import is_plural
from kgqa.ask.form import (
    Called,
    Class,
    Compare,
    Entity,
    Form,
    Having,
    Hole,
    Intersection,
    Join,
    Minus,
    Thing,
    Union,
    Value,
    Within,
)

_MOST_LISTED = 3


@dataclass(frozen=True, slots=True)
class Group:
    """A set with a head, if it has one, and what is said of its members (denied where the flag is set)."""

    head: Form | None
    told: tuple[tuple[Form, bool], ...] = ()


class Sets(Predicates):
    """English for sets and numbers."""

    def _everyone(self, group: Entity) -> str:
        """Namesakes by their name, other things by the names of the first few."""
        names = list(dict.fromkeys(self._labels.of(iri) for iri in group.iris))
        if len(names) == 1 or all(group.mention.casefold() in name.casefold() for name in names):
            return f"whatever is called {names[0] if len(names) == 1 else group.mention}"
        more = [f"{len(names) - _MOST_LISTED} others"] if len(names) > _MOST_LISTED + 1 else names[_MOST_LISTED:]
        return conjoined([*names[:_MOST_LISTED], *more])

    def phrase(self, form: Form, *, many: bool = False, final: bool = True) -> str:
        """A set as a noun phrase with its article; `many` puts its head in the plural.

        Not `final`: more text follows that must not be taken for a part of the phrase.
        """
        match form:
            case Entity(every=every):
                return self._everyone(form) if every else self._labels.of(form.iri)
            case Value(literal=literal):
                return self._literal(literal)
            case Hole(depth=depth):
                return "it" if not depth else "that one" if depth == 1 else f"that one ({depth} further out)"
            case Thing():
                return "anything"
            case Within(of=of, by=by):
                return self.phrase(of, final=final) if by is None else f"{self.phrase(of, final=False)} and all in it"
            case Class(iri=iri):
                label = self._labels.of(iri)
                return plural(label) if many else with_article(label)
            case Join(relation=relation, of=of) if self._noun(relation, of=of) is not None:
                return f"the {self._noun(relation, many=many, of=of)} of {self._inner(of, final=final)}"
            case Join() if self._noun(form.relation.reversed()) is None:
                return closed(self._gap(form), final=final)
            case Join() | Intersection() | Minus() | Compare() | Having() | Called():
                return closed(self._grouped(form, many=many), final=final)
            case _:
                return closed(self._number(form, many=many), final=final)

    @abstractmethod
    def _number(self, form: Form, *, many: bool) -> str:
        """Phrases that go on to the end: what is chosen or computed from sets."""

    @abstractmethod
    def reading(self, form: Form) -> str:
        """The form as it is asked for."""

    # Sets with relative clauses

    def _grouped(self, form: Form, *, many: bool) -> str:
        if (pair := self._of_both(form, many=many)) is not None:
            return pair
        group = self._group(form)
        head = self._head(group, many=many)
        return f"{head} {self._clauses(group, many=many)}" if group.told else head

    def _of_both(self, form: Form, *, many: bool) -> str | None:
        """ "The marriage of both X and Y": what two named things have of the same noun."""
        match form:
            case Intersection(left=Join(relation=one, of=Entity() as a), right=Join(relation=other, of=Entity() as b)):
                noun = self._noun(one, many=many) if one == other and not (a.every or b.every) else None
                return None if noun is None else f"the {noun} of both {self.phrase(a)} and {self.phrase(b)}"
            case _:
                return None

    def _clauses(self, group: Group, *, many: bool) -> str:
        """What is said of the members: "that border Texas but not New Mexico and whose population is ..."."""
        who, text = self._who_of(group), ""
        for place, (form, negated) in enumerate(group.told):
            final = place == len(group.told) - 1
            before = group.told[place - 1] if place else None
            if before is not None and negated and not before[1] and self._same_verb(before[0], form):
                assert isinstance(form, Join)
                text += f" but not {self.phrase(form.of, many=is_plural(form.of), final=final)}"
                continue
            told = self._predicate(form, many=many, final=final).relative(who, many=many, negated=negated)
            text += f" and {told}" if text else told
        return text

    def _same_verb(self, one: Form, other: Form) -> bool:
        if not isinstance(one, Join) or not isinstance(other, Join) or one.relation != other.relation:
            return False
        clause = self._clause(one.relation)
        return clause is not None and clause.turned and not isinstance(other.of, Thing)

    def _who_of(self, group: Group) -> str:
        if isinstance(group.head, Class):
            return self._who((group.head.iri,))
        if isinstance(group.head, Join):
            same = self._schema.same(group.head.relation)
            return self._who({kind for relation in same for kind in self._schema.values(relation)})
        return "that"

    def _group(self, form: Form) -> Group:
        """The head of a set and what is said of its members, whatever the order in which it was put together."""
        match form:
            case Intersection(left=left, right=right):
                one, other = self._group(left), self._group(right)
                if one.head is None or self._says_kind(other.head, one.head):
                    return Group(other.head, one.told + other.told)
                second = () if other.head is None else ((other.head, False),)
                return Group(one.head, one.told + second + other.told)
            case Minus(of=of, without=without):
                group = self._group(of)
                return Group(group.head, (*group.told, *((part, True) for part in sides_of(without))))
            case Compare() | Having() | Called():
                return Group(None, ((form, False),))
            case Join(relation=relation) if self._noun(relation) is None:
                return Group(None, ((form, False),))
            case Thing():
                return Group(None)
            case _:
                return Group(form)

    def _says_kind(self, reached: Form | None, kind: Form) -> bool:
        """Whether what a relation leads to is called like its class: the rivers of X are rivers."""
        if not isinstance(reached, Join) or not isinstance(kind, Class):
            return False
        same = self._schema.same(reached.relation)
        kinds = {above for r in same for value in self._schema.values(r) for above in self._schema.classes_above(value)}
        return kind.iri in kinds and self._noun(reached.relation, of=reached.of) == self._labels.of(kind.iri)

    def _head(self, group: Group, *, many: bool) -> str:
        head = group.head
        if head is None:
            return "those" if many else "the one"
        if isinstance(head, Class):
            label = self._labels.of(head.iri)
            return f"the {plural(label) if many else label}"
        if (named := self._named(head, many=many)) is not None:
            noun, of = named
            if is_name(of):
                return f"the {noun} of {self.phrase(of)}"
            the = "those" if many and group.told else "the"
            return f"{the} {noun} of {self._inner(of, final=not group.told)}"
        return f"{'those' if many else 'the one'} of {self.phrase(head, many=True, final=False)}"

    def _named(self, form: Form, *, many: bool) -> tuple[str, Form] | None:
        """The noun for a set, and what it is of: "sons or daughters" of X."""
        if isinstance(form, Join):
            noun = self._noun(form.relation, many=many, of=form.of)
            return None if noun is None else (noun, form.of)
        sides = [self._named(side, many=many) for side in (form.left, form.right)] if isinstance(form, Union) else []
        if not sides or sides[0] is None or sides[1] is None or sides[0][1] != sides[1][1]:
            return None
        return f"{sides[0][0]} or {sides[1][0]}", sides[0][1]

    def _inner(self, form: Form, *, final: bool) -> str:
        """What stands after "of": relative clauses belong to "those ..."."""
        if isinstance(form, Class):
            return f"the {plural(self._labels.of(form.iri))}"
        told = bool(self._group(form).told)
        text = self.phrase(form, many=told or is_plural(form), final=final)
        return f"those {text.removeprefix('the ')}" if final and told and text.startswith("the ") else text

    def _gap(self, form: Join) -> str:
        clause = self._clause(form.relation)
        if clause is not None:
            return clause.gap(self._object(form, final=clause.turned))
        given, label = (
            self.phrase(form.of, many=is_plural(form.of), final=False),
            self._labels.of(form.relation.property),
        )
        return f"what {given} is the {label} of" if form.relation.inverse else f"the {label} of {given}"

    def _bare(self, form: Form, *, many: bool) -> str:
        """The phrase without its article, after a number."""
        if isinstance(form, Join) and (clause := self._clause(form.relation)) is not None:
            return clause.noun(self._object(form, final=clause.turned), many=many)
        if isinstance(form, Thing):
            return "things" if many else "thing"
        if isinstance(form, Class):
            return self.phrase(form, many=True) if many else self._labels.of(form.iri)
        text = self.phrase(form, many=many)
        if text.startswith(("those ", "the one ")) and self._group(form).head is None:
            return f"thing{'s' if many else ''} {text.removeprefix('those ').removeprefix('the one ')}"
        return text.removeprefix("the ")

    def _either(self, form: Union, *, many: bool) -> str:
        if (named := self._named(form, many=many)) is not None:
            return f"the {named[0]} of {self._inner(named[1], final=True)}"
        if (joined := as_join(form)) is not None:
            return self.phrase(joined, many=many)
        sides = sides_of(form)
        texts = [self.phrase(side, many=many, final=k == len(sides) - 1) for k, side in enumerate(sides)]
        return f"either {', '.join(texts[:-1])} or {texts[-1]}"


def is_name(form: Form) -> bool:
    """Whether the form is said by a name or a word, to which no clause can be attached."""
    return isinstance(form, (Entity, Value, Hole))


def closed(text: str, *, final: bool) -> str:
    """A phrase that goes on to the end, in brackets where more follows."""
    return text if final else f"({text})"


def sides_of(form: Form) -> tuple[Form, ...]:
    """The sides of a union of any number of sets."""
    return (*sides_of(form.left), *sides_of(form.right)) if isinstance(form, Union) else (form,)
