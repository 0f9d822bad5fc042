"""Sets and numbers as noun phrases: "the oldest child of X", "the average weight of the pets".

Two forms never read the same: where more text follows a phrase that could go on, the phrase is put in brackets; what
"those ..." or "either ..." opens goes on to the end.
"""

from __future__ import annotations

from dataclasses import dataclass

from kgqa.ask.english.morphology import conjoined, plural, with_article
from kgqa.ask.english.phrases.measures import aggregate_word, few, place_text
from kgqa.ask.english.phrases.predicates import Predicates, as_join
from kgqa.ask.english.phrases.words import is_plural
from kgqa.ask.form import (
    HOLE,
    Aggregate,
    Best,
    Called,
    Class,
    Compare,
    Count,
    Difference,
    Entity,
    Form,
    Having,
    Hole,
    Intersection,
    Join,
    Minus,
    Nearest,
    Several,
    Sorted,
    Span,
    Table,
    Thing,
    Union,
    Value,
    Within,
)


@dataclass(frozen=True, slots=True)
class Group:
    """A set with a head, if it has one, and what is said of its members (denied where the flag is set)."""

    head: Form | None
    told: tuple[tuple[Form, bool], ...] = ()


class Sets(Predicates):
    """English for sets and numbers."""

    def phrase(self, form: Form, *, many: bool = False, final: bool = True) -> str:
        """A set as a noun phrase with its article; `many` puts its head in the plural.

        Not `final`: more text follows that must not be taken for a part of the phrase.
        """
        match form:
            case Entity(every=every):
                return f"whatever is called {self._labels.of(form.iri)}" if every else self._labels.of(form.iri)
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
                return _closed(self._gap(form), final=final)
            case Join() | Intersection() | Minus() | Compare() | Having() | Called():
                return _closed(self._grouped(form, many=many), final=final)
            case _:
                return _closed(self._number(form, many=many), final=final)

    def _number(self, form: Form, *, many: bool) -> str:
        """Phrases that go on to the end."""
        match form:
            case Union():
                return self._either(form, many=many)
            case Best():
                return self._best(form)
            case Sorted(of=of, by=by, rising=rising):
                ends = ("earliest", "latest") if self._measured_in(by) == "date" else ("lowest", "highest")
                members = self.phrase(of, many=True, final=False)
                return f"{members}, sorted by {self._measure(by, of)}, {ends[not rising]} first"
            case Count(of=of):
                return f"the number of {self._bare(of, many=True)}"
            case Aggregate():
                return self._aggregate(form)
            case Span():
                return self._span(form)
            case Difference(left=left, right=right):
                return f"the difference between {self.phrase(left, final=False)} and {self.phrase(right)}"
            case Table():
                return self._table(form)
            case Several(forms=forms):
                return "; ".join(self.phrase(f, many=is_plural(f), final=False) for f in forms)
            case Nearest(relation=relation, left=left, right=right):
                noun = self._noun(relation, many=True) or f"things reached by {self._labels.of(relation.property)}"
                return f"the nearest common {noun} of {self.phrase(left, final=False)} and {self.phrase(right)}"
            case _:
                return self.reading(form)

    def reading(self, form: Form) -> str:
        """The form as it is asked for."""
        raise NotImplementedError

    # Sets with relative clauses

    def _grouped(self, form: Form, *, many: bool) -> str:
        group = self._group(form)
        head = self._head(group, many=many)
        return f"{head} {self._clauses(group, many=many)}" if group.told else head

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
            return self._who(self._schema.values(group.head.relation))
        return "that"

    def _group(self, form: Form) -> Group:
        """The head of a set and what is said of its members, whatever the order in which it was put together."""
        match form:
            case Intersection(left=left, right=right):
                one, other = self._group(left), self._group(right)
                if one.head is None:
                    return Group(other.head, one.told + other.told)
                second = () if other.head is None else ((other.head, False),)
                return Group(one.head, one.told + second + other.told)
            case Minus(of=of, without=without):
                group = self._group(of)
                return Group(group.head, (*group.told, *((part, True) for part in _either(without))))
            case Compare() | Having() | Called():
                return Group(None, ((form, False),))
            case Join(relation=relation) if self._noun(relation) is None:
                return Group(None, ((form, False),))
            case Thing():
                return Group(None)
            case _:
                return Group(form)

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
            return f"{'those' if many else 'the'} {noun} of {self._inner(of, final=many and not group.told)}"
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
        sides = _either(form)
        texts = [self.phrase(side, many=many, final=k == len(sides) - 1) for k, side in enumerate(sides)]
        return f"either {', '.join(texts[:-1])} or {texts[-1]}"

    # Superlatives

    def _best(self, form: Best) -> str:
        word = self._superlative(form.by, highest=form.highest)
        return self._best_said(form, word) if word is not None else self._best_measured(form)

    def _best_said(self, form: Best, word: str) -> str:
        """ "the second oldest child of X", "the oldest of those children of X who ..."."""
        opening, many = f"the {_places(form)}{word}", form.number > 1
        group = self._group(form.of)
        if group.told or not isinstance(group.head, (Class, Join)):
            return f"{opening} {'' if not isinstance(form.of, Thing) else 'of all'}{self._of_members(form.of)}"
        return f"{opening} {self._bare(form.of, many=many)}"

    def _of_members(self, form: Form) -> str:
        return "" if isinstance(form, Thing) else f"of {self._members(form)}"

    def _members(self, form: Form) -> str:
        """The members of a set, from which some are taken: "A and B", "those states that ..."."""
        sides = _either(form)
        if len(sides) > 1 and all(isinstance(side, Entity) for side in sides):
            return conjoined([self.phrase(side) for side in sides])
        text = self.phrase(form, many=True)
        if isinstance(form, Class):
            return f"the {text}"
        return f"those {text.removeprefix('the ')}" if self._group(form).told and text.startswith("the ") else text

    def _best_measured(self, form: Best) -> str:
        """ "the states with the highest population", "the one with the most children among ..."."""
        rank, several = self._rank(form), form.number > 1
        group = self._group(form.of)
        head = form.of.of if isinstance(form.of, Join) else None
        simple = not group.told and (isinstance(form.of, Class) or (head is not None and is_name(head)))
        who = few(form.number) + " " if several and form.place == 1 else ""
        if simple:
            return f"the {who}{self._bare(form.of, many=several)} with {self._rank(form, final=True)}"
        if isinstance(form.of, Thing):
            return f"the {who or 'one'}{'things' if several else ''} with {rank}"
        return f"the {who.strip() or ('ones' if several else 'one')} with {rank} among {self._members(form.of)}"

    def _rank(self, form: Best, *, final: bool = False) -> str:
        by = form.by
        if isinstance(by, Count):
            short = self._measures(by.of)
            nouns = short or _closed(self._bare(by.of, many=True), final=final)
            return f"the {_places(form, number=False)}{'most' if form.highest else 'fewest'} {nouns}"
        ends = ("earliest", "latest") if self._measured_in(by) == "date" else ("lowest", "highest")
        return f"the {_places(form, number=False)}{ends[form.highest]} {self._measure(by, form.of)}"

    # Numbers and tables

    def _aggregate(self, form: Aggregate) -> str:
        word = aggregate_word(form.function)
        if self._measured_in(form.by) == "date" and word in {"lowest", "highest"}:
            word = {"lowest": "earliest", "highest": "latest"}[word]
        if form.by == HOLE:
            return f"the {word} value among {self._members(form.of)}"
        short = self._short_measure(form.by, form.of)
        chained = isinstance(form.by, Join) and form.by.of != HOLE
        if short is not None and not chained:
            return f"the {word} {short} of {self._members(form.of)}"
        each = self.phrase(form.of, many=True, final=False)
        return f"the {word}, over {each}, of {'the ' + short if short else self.phrase(form.by)}"

    def _span(self, form: Span) -> str:
        start, end = form.start, form.end
        if isinstance(start, Join) and not form.either:
            word = self._span_word(Span(Join(start.relation, HOLE), end, form.unit))
            if word is not None:
                return f"the {word} of {self._inner(start.of, final=False)} {self._at_end(form, start.of)}"
        first = self.phrase(start, final=False)
        if end is None:
            return f"the {form.unit}s from {first} until today"
        return f"the {form.unit}s {self._from_to(form, first, self.phrase(end))}"

    def _at_end(self, form: Span, thing: Form) -> str:
        if form.end is None:
            return "today"
        if isinstance(form.end, Join) and form.end.of == thing and self._noun(form.end.relation) is not None:
            return f"at the {self._noun(form.end.relation)}"
        return f"at {self.phrase(form.end)}"

    def _table(self, form: Table) -> str:
        columns = form.columns
        if all(isinstance(c, Join) and c.of == HOLE and self._noun(c.relation) is not None for c in columns):
            names = [f"the {self._measure(c, form.of)}" for c in columns]
            return f"{conjoined(names)} of {self._members(form.of)}"
        named = columns[0] == HOLE
        told = [self._column(c) for c in (columns[1:] if named else columns)]
        group = self._group(form.of)
        each = (
            self._bare(form.of, many=False) if not group.told else f"of {self.phrase(form.of, many=True, final=False)}"
        )
        if named and told:
            return f"for each {each}, {'; '.join(told)}"
        return f"for each {each}, {'; '.join(told) or 'itself'} alone"

    def _column(self, form: Form) -> str:
        if form == HOLE:
            return "itself"
        short = self._short_measure(form)
        return f"the {short}" if short is not None else self.phrase(form, many=is_plural(form))


def is_name(form: Form) -> bool:
    """Whether the form is said by a name or a word, to which no clause can be attached."""
    return isinstance(form, (Entity, Value, Hole))


def _closed(text: str, *, final: bool) -> str:
    return text if final else f"({text})"


def _either(form: Form) -> tuple[Form, ...]:
    """The sides of a union of any number of sets."""
    return (*_either(form.left), *_either(form.right)) if isinstance(form, Union) else (form,)


def _places(form: Best, *, number: bool = True) -> str:
    """The places that are asked for, before an adjective: "second ", "three ", "second to fourth "."""
    if form.place == 1:
        return f"{few(form.number)} " if form.number > 1 and number else ""
    last = form.place + form.number - 1
    return f"{place_text(form.place)} {f'to {place_text(last)} ' if form.number > 1 else ''}"
