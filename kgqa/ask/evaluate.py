"""Running a reading: its SPARQL, and what came back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kgqa.ask.certain import number, ranges, rank
from kgqa.ask.form import (
    THING,
    Aggregate,
    All,
    Best,
    Compare,
    Count,
    DateIn,
    Describe,
    Difference,
    Entity,
    Exists,
    Form,
    Having,
    Join,
    Minus,
    Overlap,
    Question,
    Several,
    Sorted,
    Span,
    Table,
    Value,
)
from kgqa.ask.labels import language_rank
from kgqa.ask.query import conjuncts, dated, is_free, is_plain, is_vague, kind_of, lean, measured, sparql
from kgqa.ask.structure import fill, joins, parts
from kgqa.ask.when import lies_in
from kgqa.dates import edtf, is_date
from kgqa.model import IRI, KGQA, BlankNode, Literal, Term

if TYPE_CHECKING:
    from decimal import Decimal

    from kgqa.ask.certain import Ranking
    from kgqa.ask.lexicon import Lexicon
    from kgqa.store import Store
    from kgqa.store.protocol import Row

UNIT = IRI(KGQA + "unit")


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question with one reading, the query that was run, and its result: terms, a number, rows or a truth value.

    `truth` None on a form that asks for yes or no: what is recorded is too vague to tell, or, when `missing` is not
    empty, the values of these sets are not recorded at all. `uncertain`: there is no answer because any of these may
    be it (the oldest, of two whose birth is known to the year; 94 or 95 years). `lacking`: so many members were left
    out because their value is not recorded. `ordered`: terms or rows are in the order asked for. `parts` are the
    outcomes of what is asked for at once.
    """

    question: Question
    sparql: str
    terms: tuple[Term, ...] = ()
    number: int | Decimal | None = None
    truth: bool | None = None
    rows: tuple[tuple[Term | None, ...], ...] = ()
    ordered: bool = False
    unit: str | None = None
    uncertain: tuple[Term, ...] = ()
    missing: tuple[Form, ...] = ()
    lacking: int = 0
    parts: tuple[Outcome, ...] = ()

    @property
    def form(self) -> Form:
        """The form that was run."""
        return self.question.form

    @property
    def is_empty(self) -> bool:
        """Whether the graph says nothing: no member, none counted, not entailed."""
        if isinstance(self.form, DateIn | All):
            return not self.terms
        if self.parts:
            return all(part.is_empty for part in self.parts)
        if self.terms or self.rows or self.uncertain or self.truth:
            return False
        return not self.number if isinstance(self.form, Count) else self.number is None

    @property
    def result(self) -> object:
        """What readings are compared by."""
        told = (frozenset(self.terms), self.number, self.truth)
        if self.rows or self.uncertain or self.parts or self.missing:
            return (*told, self.rows, frozenset(self.uncertain), self.missing, tuple(p.result for p in self.parts))
        return told


@dataclass(frozen=True, slots=True)
class _Run:
    """What is needed to run forms over one graph."""

    lexicon: Lexicon
    store: Store

    def sparql(self, form: Form, *, possible: bool = False, planned: bool = False) -> str:
        """The query of a form; `planned`: as it is run, not as it is shown."""
        apart = frozenset(join for join in joins(form) if leads_to_itself(join, self.lexicon, self.store))
        labels, same_as, dates = self.lexicon.labels, self.lexicon.same_as, dated(form, self.store)
        form = lean(form, self.lexicon.schema) if planned else form
        return sparql(form, labels, same_as=same_as, apart=apart, dates=dates, possible=possible, planned=planned)

    def rows(self, query: str) -> list[Row]:
        return list(getattr(self.store.query(query), "rows", []))

    def found(self, form: Form, shown: str = "") -> list[Row]:
        """What the form finds; `shown` is its query as it is shown."""
        return self.rows(shown if shown and is_plain(form) else self.sparql(form, planned=True))

    def holds(self, form: Form, *, possible: bool = False) -> bool:
        return self.store.query(self.sparql(form, possible=possible, planned=True)) is True


def evaluate(question: Question, lexicon: Lexicon, store: Store) -> Outcome:
    """Run the query of a question whose names are settled; TypeError when its form cannot be asked as a query."""
    form, run = question.form, _Run(lexicon, store)
    if isinstance(form, Several):
        found = tuple(evaluate(replace(question, form=part), lexicon, store) for part in form.forms)
        return Outcome(question, "\n\n".join(part.sparql for part in found), parts=found)
    outcome = _evaluate(question, run)
    outcome = replace(outcome, unit=_unit(form, store)) if outcome.terms or outcome.number is not None else outcome
    return _checked(outcome, run)


def _evaluate(question: Question, run: _Run) -> Outcome:
    form, query = question.form, run.sparql(question.form)
    if isinstance(form, All):
        members = evaluate(Question(form.of), run.lexicon, run.store).terms
        return Outcome(question, query, members, truth=not run.holds(form))
    if isinstance(form, Exists | Overlap):
        return Outcome(question, query, truth=run.holds(form))
    if isinstance(form, Best) and is_vague(form, dated(form, run.store)):
        # Who is the best of those whose values are known in part only is worked out by `_checked`.
        return Outcome(question, query)
    rows = run.found(form, query)
    if isinstance(form, Count):
        return Outcome(question, query, number=_only_number(rows) or 0)
    if isinstance(form, Describe):
        return Outcome(question, query, terms=(form.of.iri,))
    if isinstance(form, Table):
        told = tuple(row for row in rows if any(term is not None for term in row))
        in_order = told if isinstance(form.of, Sorted) else _sorted_rows(told, run.lexicon)
        return Outcome(question, query, rows=in_order, ordered=isinstance(form.of, Sorted))
    values = [row[0] for row in rows if row and row[0] is not None]
    if isinstance(form, Span | Difference | Aggregate) and kind_of(form, dated(form, run.store)) != "date":
        return _numeric(question, query, values, run)
    if isinstance(form, Sorted):
        return Outcome(question, query, tuple(dict.fromkeys(values)), ordered=True)
    terms = _ordered(set(values), run.lexicon)
    if isinstance(form, DateIn):
        return Outcome(question, query, terms=terms, truth=lies_in(terms, form.date))
    return Outcome(question, query, terms=terms)


def _numeric(question: Question, query: str, values: list[Term], run: _Run) -> Outcome:
    """A number; where the graph has several the terms are these; where it may be one of two it is uncertain."""
    distinct = tuple(sorted(set(values), key=str))
    if len(distinct) == 1 and isinstance(distinct[0], Literal):
        return Outcome(question, query, number=number(distinct[0]))
    if not distinct and isinstance(question.form, Span):
        bounds = run.rows(measured(question.form, run.lexicon.labels))
        told = {bound for row in bounds for bound in row if bound is not None}
        return Outcome(question, query, uncertain=tuple(sorted(told, key=_size)))
    return Outcome(question, query, distinct)


def _size(term: Term) -> float:
    return float(number(term) or 0) if isinstance(term, Literal) else 0


def _only_number(rows: list[Row]) -> int | Decimal | None:
    value = rows[0][0] if rows else None
    return number(value) if isinstance(value, Literal) else None


def _sorted_rows(rows: tuple[Row, ...], lexicon: Lexicon) -> tuple[Row, ...]:
    return tuple(sorted(rows, key=lambda row: [("" if t is None else lexicon.labels.of(t), str(t)) for t in row]))


def _unit(form: Form, store: Store) -> str | None:
    """The unit of the numbers that a form gives: that of the property they are values of."""
    match form:
        case Span():
            return form.unit
        case Aggregate(by=by):
            return _unit(by, store)
        case Difference(left=left):
            return _unit(left, store)
        case Join(relation=relation) if not relation.inverse:
            units = sorted(
                t.object.lexical for t in store.match(relation.property, UNIT) if isinstance(t.object, Literal)
            )
            return units[0] if units else None
    return None


def _checked(outcome: Outcome, run: _Run) -> Outcome:
    """The outcome, without what is not certain, and with how many members were left out for lack of a value."""
    form = outcome.form
    if isinstance(form, Overlap) and outcome.truth is False and isinstance(form.left, Entity):
        outcome = _doubted(outcome, form.left, form.right, run)
    for best in _superlatives(form):
        if not is_vague(best, dated(best, run.store)):
            continue
        ranking = ranked(best, run)
        if best is form and ranking.is_certain:
            outcome = replace(outcome, terms=ranking.sure, ordered=best.number > 1)
        elif not ranking.is_certain:
            outcome = _uncertain(outcome, ranking)
    if isinstance(form, Best | Aggregate) and not isinstance(form.by, Count) and form.of != THING:
        without = Minus(form.of, Having(form.by, THING))
        outcome = replace(outcome, lacking=int(_only_number(run.found(Count(without))) or 0))
    return outcome


def _uncertain(outcome: Outcome, ranking: Ranking) -> Outcome:
    form = outcome.form
    if isinstance(form, Overlap) and isinstance(form.left, Entity) and not set(form.left.iris) & set(ranking.possible):
        return replace(outcome, truth=False)
    return replace(outcome, terms=(), rows=(), number=None, truth=None, uncertain=ranking.possible)


def _doubted(outcome: Outcome, thing: Entity, within: Form, run: _Run) -> Outcome:
    """What is not so by what is recorded: whether it could be, or what is compared is not recorded."""
    compared = [part for part in conjuncts(within) if isinstance(part, Compare)]
    missing = [
        value
        for part in compared
        for value in (fill(part.by, thing), part.than)
        if not isinstance(value, Value | Count) and not _has_value(value, run)
    ]
    if missing:
        return replace(outcome, truth=None, missing=tuple(missing))
    if compared and run.holds(outcome.form, possible=True):
        return replace(outcome, truth=None)
    return outcome


def _has_value(form: Form, run: _Run) -> bool:
    sets = (
        parts(form) if isinstance(form, Span | Difference) else (form.of,) if isinstance(form, Aggregate) else (form,)
    )
    return all(isinstance(part, Value | Count) or run.holds(Exists(part)) for part in sets)


def _superlatives(form: Form) -> list[Best]:
    """The superlatives in a form that do not depend on anything outside them; earliest and latest dates too."""
    found = [best for part in parts(form) for best in _superlatives(part)]
    if isinstance(form, Aggregate) and form.function in ("minimum", "maximum"):
        form = Best(form.of, form.by, form.function == "maximum")
    return [form, *found] if isinstance(form, Best) and not is_free(form.of) else found


def ranked(best: Best, run: _Run) -> Ranking:
    """Who has the places that a superlative asks for, as far as the recorded values tell."""
    dates = dated(best, run.store)
    planned = lean(best, run.lexicon.schema)
    assert isinstance(planned, Best)
    rows = run.rows(measured(planned, run.lexicon.labels, dates=dates, planned=True))
    return rank(ranges(rows), highest=best.highest, place=best.place, number=best.number)


def leads_to_itself(join: Join, lexicon: Lexicon, store: Store) -> bool:
    """Whether the graph relates the thing to itself by an irreflexive relation: what contradicts is no answer."""
    schema = lexicon.schema
    if not isinstance(join.of, Entity) or not any(
        w.property in schema.irreflexive for w in schema.wider(join.relation)
    ):
        return False
    return any(True for _ in store.match(join.of.iri, join.relation.property, join.of.iri))


def is_truth(form: Form) -> bool:
    """Whether the form asks for yes or no."""
    return isinstance(form, (Exists, Overlap, All, DateIn))


def _ordered(terms: set[Term], lexicon: Lexicon) -> tuple[Term, ...]:
    """By label, then by value; texts in the language of the question when there are any; dates said once."""
    fitting = {t for t in terms if not isinstance(t, Literal) or language_rank(t, lexicon.language) is not None}
    kept = {_once(t): t for t in sorted(fitting or terms, key=str, reverse=True)}
    return tuple(sorted(kept.values(), key=lambda t: (isinstance(t, BlankNode), lexicon.labels.of(t), str(t))))


def _once(term: Term) -> object:
    return edtf(term) if isinstance(term, Literal) and is_date(term.datatype) else term
