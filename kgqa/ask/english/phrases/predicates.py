"""What is said of the members of a set: "that border Texas", "whose mother is X", "without children"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kgqa.ask.complete import has_one_value
from kgqa.ask.english.morphology import plural, with_article
from kgqa.ask.english.phrases.measures import Measures, count_text, filled_with
from kgqa.ask.english.phrases.words import is_plural, number_text
from kgqa.ask.form import (
    HOLE,
    Called,
    Class,
    Compare,
    Count,
    Entity,
    Form,
    Having,
    Hole,
    Intersection,
    Join,
    Minus,
    Relation,
    Thing,
    Union,
    Value,
    Within,
)

if TYPE_CHECKING:
    from kgqa.ask.english.clauses import Clause


class Verb(NamedTuple):
    """A verb of one thing and of many, and denied of them."""

    one: str
    many: str
    not_one: str
    not_many: str


_BE = Verb("is", "are", "is not", "are not")
_HAVE = Verb("has", "have", "does not have", "do not have")
_THAN = {
    ">": "more {} than", "<": "fewer {} than", "=": "as many {} as",
    ">=": "at least as many {} as", "<=": "at most as many {} as",
}  # fmt: skip
_THERE = ("in", "at", "on", "within")


@dataclass(frozen=True, slots=True)
class Predicate:
    """A verb with the rest of its phrase.

    `noun`: it is said of this of the thing ("whose population is ..."). `brief` says the same without a verb
    ("without children"), affirmed and denied; `about` is a sentence with a gap for the thing.
    """

    verb: Verb
    rest: str
    noun: str | None = None
    brief: tuple[str | None, str | None] = (None, None)
    about: tuple[str, str] | None = None

    def relative(self, who: str, *, many: bool, negated: bool = False) -> str:
        """As a relative clause, or what stands for one."""
        if (brief := self.brief[negated]) is not None:
            return brief
        if self.noun is not None:
            return f"whose {self.noun} is {'not ' if negated else ''}{self.rest}"
        return f"{who} {self._verb(many=many, negated=negated)} {self.rest}"

    def statement(self, subject: str, *, many: bool = False, negated: bool = False) -> str:
        """Of a subject, as a sentence without full stop."""
        if self.about is not None:
            return self.about[negated].format(subject)
        if self.noun is not None:
            return f"the {self.noun} of {subject} is {'not ' if negated else ''}{self.rest}"
        return f"{subject} {self._verb(many=many, negated=negated)} {self.rest}"

    def _verb(self, *, many: bool, negated: bool) -> str:
        return self.verb[2 * negated + many]


class Predicates(Measures):
    """English for what is said of the members of a set."""

    def _name_of_all(self, group: Entity) -> str:
        """The name that all of several things bear: their label, or the words of it by which they were called."""
        names = {self._labels.of(iri) for iri in group.iris}
        return names.pop() if len(names) == 1 else group.mention

    def _predicate(self, form: Form, *, many: bool, final: bool = True) -> Predicate:
        match form:
            case Class(iri=iri):
                label = self._labels.of(iri)
                return Predicate(_BE, plural(label) if many else with_article(label))
            case Entity(every=True):
                called = f"called {self._name_of_all(form)}"
                return Predicate(_BE, called, brief=(called, f"not {called}"))
            case Called(name=name, wholly=wholly):
                called = f"called {'just ' if wholly else ''}{name}"
                return Predicate(_BE, called, brief=(called, f"not {called}"))
            case Compare(by=by):
                return self._comparison(form, by, final=final)
            case Having(by=Join(relation=relation, of=Hole()), within=within):
                return self._predicate(Join(relation.reversed(), within), many=many, final=final)
            case Having(by=Within(of=Hole()), within=Join() as places):
                return self._predicate(places, many=many, final=final)
            case Having():
                return self._having(form, final=final)
            case Join():
                return self._related(form, many=many, final=final)
            case Union() if (joined := as_join(form)) is not None and self._noun(joined.relation) is None:
                return self._predicate(joined, many=many, final=final)
            case Intersection(left=Class(iri=iri)) | Minus(of=Class(iri=iri)):
                kind = self._labels.of(iri)
                said = self.phrase(form, many=many, final=final).replace(f"the {kind}", with_article(kind), 1)
                return Predicate(_BE, said.removeprefix("the "))
            case Intersection() | Minus():
                return Predicate(_BE, f"among {self.phrase(form, many=True, final=final)}")
            case _:
                return Predicate(_BE, self.phrase(form, many=many, final=final))

    def _related(self, form: Join, *, many: bool, final: bool) -> Predicate:
        relation, of = form.relation, form.of
        if self._lies_in(relation) and not isinstance(of, Thing):
            there = f"in {self._within(of, final=final)}"
            return Predicate(_BE, there, brief=(there, f"not {there}"))
        if (has := self._owned(form)) is not None and (noun := self._noun(has)) is not None:
            return self._owning(has, noun, of, final=final)
        if (clause := self._clause(relation)) is None:
            return Predicate(_BE, self.phrase(form, many=many, final=final))
        given = self._object(form, final=final and clause.turned)
        if clause.turned:
            verb = Verb(*(clause.verb(many=m, negated=n) for n in (False, True) for m in (False, True)))
            return Predicate(verb, given)
        subjects = is_plural(of)
        does, never = (f"{given} {clause.verb(many=subjects, negated=n)}" for n in (False, True))
        never = f"nothing {clause.verb()}" if isinstance(of, Thing) else never
        opening = clause.value if clause.in_time_or_place() else "thing"
        link = {"date": "when", "place": "where", "thing": "that"}[opening]
        at = " at" if opening != "thing" else ""
        brief = (f"{link} {does}", f"{link} {never}")
        return Predicate(_BE, f"what {does}", brief=brief, about=(f"{does}{at} {{}}", f"{never}{at} {{}}"))

    def _owned(self, form: Join) -> Relation | None:
        """The relation of which something is had: of what has no noun itself, and of having any at all."""
        turned = form.relation.reversed()
        if self._noun(form.relation) is None:
            return turned
        same = (turned, *sorted(self._schema.same(turned))) if isinstance(form.of, Thing) else ()
        return next((relation for relation in same if self._noun(relation) is not None), None)

    def _owning(self, relation: Relation, noun: str, of: Form, *, final: bool) -> Predicate:
        """Having something in the relation: "whose mother is X", "with a child among ...", "without children"."""
        one = has_one_value(relation, self._schema)
        if isinstance(of, Thing):
            what = with_article(noun) if one else self._noun(relation, many=True) or noun
            return Predicate(_HAVE, what, brief=(f"with {what}", f"without {what}"))
        said = self._within(of, final=final)
        if isinstance(of, (Entity, Value, Hole, Within)) or (isinstance(of, Join) and not is_plural(of)):
            where = "in " if isinstance(of, Within) else ""
            rest = f"{said} as {noun}" if not where else f"{with_article(noun)} in {said}"
            return Predicate(_HAVE, rest, brief=(f"whose {noun} is {where}{said}", None))
        what = f"{with_article(noun)} among {self.phrase(of, many=True, final=final)}"
        return Predicate(_HAVE, what, brief=(f"with {what}", f"without {what}"))

    def _within(self, form: Form, *, final: bool) -> str:
        """A set in which something lies, after a word that says so."""
        return self.phrase(form.of if isinstance(form, Within) else form, many=is_plural(form), final=final)

    def _object(self, form: Join, *, final: bool) -> str:
        said = self._said.get(form.relation) or self._said.get(form.relation.reversed())
        if said is not None and said.preposition in _THERE:
            return self._within(form.of, final=final)
        return self.phrase(form.of, many=is_plural(form.of), final=final)

    def _having(self, form: Having, *, final: bool) -> Predicate:
        noun = self._measures(form.by)
        if isinstance(form.within, Thing):
            things = noun or self.phrase(form.by, many=True, final=final).removeprefix("the ")
            return Predicate(_HAVE, things, brief=(f"with {things}", f"without {things}"))
        things = noun or self.phrase(form.by, many=True, final=False).removeprefix("the ")
        what = f"of their {things} among {self.phrase(form.within, many=True, final=final)}"
        return Predicate(_HAVE, f"one {what}", brief=(f"with one {what}", f"with none {what}"))

    def _comparison(self, form: Compare, by: Form, *, final: bool) -> Predicate:
        thing = filled_with(by, form.than)
        if thing is not None and form.operator in {"<", ">"}:
            word = self._comparative(by, higher=form.operator == ">")
            if word is not None:
                than = f"{word} than {self.phrase(thing, final=final)}"
                return Predicate(_BE, than, brief=(than, f"not {than}"))
        if isinstance(by, Hole):
            return Predicate(_BE, self._amount(by, form.operator, form.than, final=final))
        if isinstance(by, Count) and isinstance(by.of, Join) and (nouns := self._measures(by.of)):
            return self._counted(form, by.of, nouns, final=final)
        if (
            isinstance(by, Join)
            and by.of == HOLE
            and (clause := self._clause(by.relation))
            and clause.in_time_or_place()
        ):
            return self._happened(clause, self._amount(by, form.operator, form.than, final=final))
        rest = self._compared(by, form.operator, form.than, final=final)
        rest = rest or self._amount(by, form.operator, form.than, final=final)
        if (noun := self._short_measure(by)) is not None:
            return Predicate(_BE, rest, noun)
        told = f"for which {self.phrase(by, final=False)} is"
        return Predicate(_BE, f"something {told} {rest}", brief=(f"{told} {rest}", f"{told} not {rest}"))

    def _happened(self, clause: Clause, when: str) -> Predicate:
        """ "was founded before 1845"."""
        one, not_one = clause.verb(), clause.verb(negated=True)
        many, not_many = (verb.replace("was ", "were ", 1) for verb in (one, not_one))
        return Predicate(Verb(one, many, not_one, not_many), when)

    def _counted(self, form: Compare, of: Join, nouns: str, *, final: bool) -> Predicate:
        thing = filled_with(form.by, form.than)
        if thing is not None and form.operator in _THAN:
            what = f"{_THAN[form.operator].format(nouns)} {self.phrase(thing, final=final)}"
        elif isinstance(form.than, Value):
            number = form.than.literal.lexical
            noun = self._noun(of.relation) if number == "1" and isinstance(of.of, Hole) else nouns
            what = f"{count_text(form.operator, number_text(number))} {noun}"
        else:
            rest = self._amount(form.by, form.operator, form.than, final=final)
            return Predicate(_BE, rest, f"number of {nouns}")
        return Predicate(_HAVE, what, brief=(f"with {what}", None))


def as_join(form: Union) -> Join | None:
    """Either of two sets of one relation as one set: what borders X or what borders Y borders X or Y."""
    sides = [as_join(side) if isinstance(side, Union) else side for side in (form.left, form.right)]
    left, right = sides
    if not isinstance(left, Join) or not isinstance(right, Join) or left.relation != right.relation:
        return None
    return Join(left.relation, Union(left.of, right.of))
