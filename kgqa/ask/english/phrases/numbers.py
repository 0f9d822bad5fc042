"""What is chosen or computed from sets: superlatives, aggregates, lengths of time, tables."""

from __future__ import annotations

from kgqa.ask.english.morphology import conjoined
from kgqa.ask.english.phrases.measures import aggregate_word, few, place_text
from kgqa.ask.english.phrases.sets import Sets, closed, is_name, sides_of
from kgqa.ask.english.phrases.words import is_plural
from kgqa.ask.form import (
    HOLE,
    Aggregate,
    Best,
    Class,
    Count,
    Difference,
    Entity,
    Form,
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
)


class Numbers(Sets):
    """English for what is chosen or computed from sets."""

    def _number(self, form: Form, *, many: bool) -> str:
        """Phrases that go on to the end."""
        match form:
            case Union():
                return self._either(form, many=many)
            case Best():
                return self._best(form, many=many or form.number > 1)
            case Sorted(of=of, by=by, rising=rising):
                ends = ("earliest", "latest") if self._measured_in(by) == "date" else ("lowest", "highest")
                members = self.phrase(of, many=True, final=False)
                members = f"the {members}" if isinstance(of, Class) else members
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
                return "; ".join(self.phrase(f, many=is_plural(f), final=not isinstance(f, Table)) for f in forms)
            case Nearest(relation=relation, left=left, right=right):
                noun = self._noun(relation, many=True) or f"things reached by {self._labels.of(relation.property)}"
                return f"the nearest common {noun} of {self.phrase(left, final=False)} and {self.phrase(right)}"
            case _:
                return self.reading(form)

    # Superlatives

    def _best(self, form: Best, *, many: bool) -> str:
        if (noun := self._recorded_order(form)) is not None:
            opening = f"the {_counted(form)}{self._bare(form.of, many=many)}"
            return f"{opening} by {noun}" if not self._group(form.of).told else f"{opening}, counted by {noun}"
        word = self._superlative(form.by, highest=form.highest)
        return self._best_said(form, word, many=many) if word is not None else self._best_measured(form, many=many)

    def _recorded_order(self, form: Best) -> str | None:
        """What orders the values of a relation where it belongs to the record of the relation: "date of marriage"."""
        of, by = form.of, form.by
        while isinstance(of, Intersection | Minus):
            of = of.left if isinstance(of, Intersection) else of.of
        if not isinstance(of, Join) or not isinstance(by, Join) or not isinstance(by.of, Intersection):
            return None
        orders = {p for r in self._schema.wider(of.relation) for p in self._schema.ordered_by.get(r.property, ())}
        return self._noun(by.relation) if by.relation.property in orders else None

    def _best_said(self, form: Best, word: str, *, many: bool) -> str:
        """ "the second oldest child of X", "the oldest of those children of X who ..."."""
        opening, group = f"the {_places(form)}{word}", self._group(form.of)
        if isinstance(form.of, Thing):
            return f"{opening} of all"
        if group.told or not isinstance(group.head, (Class, Join)):
            older = self._comparative(form.by, higher=form.highest) if form.number == form.place == 1 else None
            two = len(sides_of(form.of)) == 2 and all(isinstance(side, Entity) for side in sides_of(form.of))
            return f"{f'the {older}' if older and two else opening} of {self._members(form.of)}"
        return f"{opening} {self._bare(form.of, many=many)}"

    def _members(self, form: Form) -> str:
        """The members of a set, from which some are taken: "A and B", "those states that ..."."""
        sides = sides_of(form)
        if len(sides) > 1 and all(isinstance(side, Entity) for side in sides):
            return conjoined([self.phrase(side) for side in sides])
        text = self.phrase(form, many=True)
        if isinstance(form, Class):
            return f"the {text}"
        return f"those {text.removeprefix('the ')}" if self._group(form).told and text.startswith("the ") else text

    def _best_measured(self, form: Best, *, many: bool) -> str:
        """ "the states with the highest population", "the one with the most children among ..."."""
        rank, several = self._rank(form), many
        group = self._group(form.of)
        head = form.of.of if isinstance(form.of, Join) else None
        simple = not group.told and (isinstance(form.of, Class) or (head is not None and is_name(head)))
        who = few(form.number) + " " if form.number > 1 and form.place == 1 else ""
        if simple:
            return f"the {who}{self._bare(form.of, many=several)} with {self._rank(form, final=True)}"
        if isinstance(form.of, Thing):
            return f"the {who or 'one'}{'things' if several else ''} with {rank}"
        return f"the {who.strip() or ('ones' if several else 'one')} with {rank} among {self._members(form.of)}"

    def _rank(self, form: Best, *, final: bool = False) -> str:
        by = form.by
        if isinstance(by, Count):
            short = self._measures(by.of)
            nouns = short or closed(self._bare(by.of, many=True), final=final)
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
        if len(columns) > 1 and all(
            isinstance(c, Join) and c.of == HOLE and self._noun(c.relation) is not None for c in columns
        ):
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


def _places(form: Best, *, number: bool = True) -> str:
    """The places that are asked for, before an adjective: "second ", "three ", "second to fourth "."""
    if form.place == 1:
        return f"{few(form.number)} " if form.number > 1 and number else ""
    last = form.place + form.number - 1
    return f"{place_text(form.place)} {f'to {place_text(last)} ' if form.number > 1 else ''}"


def _counted(form: Best) -> str:
    """The places that are asked for, counted from the first or from the last."""
    first, last = place_text(form.place), place_text(form.place + form.number - 1)
    if form.number == 1:
        return f"{first} " if not form.highest else "last " if form.place == 1 else f"{first} to last "
    if form.place == 1:
        return f"{'last' if form.highest else 'first'} {few(form.number)} "
    return f"{first} to {last} {'from the last ' if form.highest else ''}"
