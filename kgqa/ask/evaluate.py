"""Running a reading: its SPARQL, and what came back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kgqa.ask.form import All, Count, DateIn, Describe, Entity, Exists, Form, Join, Overlap, Question, joins
from kgqa.ask.labels import language_rank
from kgqa.ask.query import sparql
from kgqa.dates import date_literal, edtf, interval, is_date
from kgqa.model import BlankNode, Literal, Term

if TYPE_CHECKING:
    from kgqa.ask.lexicon import Lexicon
    from kgqa.dates import DateInterval
    from kgqa.store import Store


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question with one reading, the query that was run, and its result: terms, a number or a truth value.

    `truth` None on a DateIn: the recorded date is too vague to tell.
    """

    question: Question
    sparql: str
    terms: tuple[Term, ...] = ()
    number: int | None = None
    truth: bool | None = None

    @property
    def form(self) -> Form:
        """The form that was run."""
        return self.question.form

    @property
    def is_empty(self) -> bool:
        """Whether the graph says nothing: no member, none counted, not entailed."""
        if isinstance(self.form, DateIn | All):
            return not self.terms
        return not self.terms and not self.number and not self.truth

    @property
    def result(self) -> object:
        """What readings are compared by."""
        return (frozenset(self.terms), self.number, self.truth)


def evaluate(question: Question, lexicon: Lexicon, store: Store) -> Outcome:
    """Run the query of a question whose names are settled."""
    form = question.form
    apart = frozenset(join for join in joins(form) if leads_to_itself(join, lexicon, store))
    query = sparql(form, lexicon.labels, same_as=lexicon.same_as, apart=apart)
    found = store.query(query)
    if isinstance(form, All):
        return Outcome(question, query, evaluate(Question(form.of), lexicon, store).terms, truth=not found)
    if isinstance(found, bool):
        return Outcome(question, query, truth=found)
    rows = getattr(found, "rows", [])
    if isinstance(form, Count):
        count = rows[0][0] if rows else None
        return Outcome(question, query, number=int(count.lexical) if isinstance(count, Literal) else 0)
    if isinstance(form, Describe):
        return Outcome(question, query, terms=(form.of.iri,))
    terms = _ordered({row[0] for row in rows if row[0] is not None}, lexicon)
    if isinstance(form, DateIn):
        return Outcome(question, query, terms=terms, truth=_lies_in(terms, form.date))
    return Outcome(question, query, terms=terms)


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


def _lies_in(terms: tuple[Term, ...], date: Literal) -> bool | None:
    """Whether a recorded date lies in the time asked for; None when it is too vague to tell."""
    wanted = _asked(date)
    dates = [t for t in terms if isinstance(t, Literal)]
    recorded = [found for t in dates if (found := interval(t)) is not None]
    if wanted is None or not recorded:
        return None
    if any(_inside(found, wanted) for found in recorded) or any(edtf(t) == edtf(date) for t in dates):
        return True
    return None if any(found.approximate or _overlap(found, wanted) for found in recorded) else False


def _asked(date: Literal) -> DateInterval | None:
    """The days that a question means: "before 1904" ends with 1903, "after 1904" begins with 1905."""
    wanted = interval(date)
    start, slash, end = date.lexical.partition("/")
    if wanted is None or not slash or (start and end and ".." not in {start, end}):
        return wanted
    bound = date_literal(end if start in {"", ".."} else start)
    limit = None if bound is None else interval(bound)
    if limit is None or limit.earliest is None or limit.latest is None:
        return wanted
    if start in {"", ".."}:
        return replace(wanted, latest=limit.earliest - 1)
    return replace(wanted, earliest=limit.latest + 1)


def _inside(found: DateInterval, wanted: DateInterval) -> bool:
    return not found.approximate and _overlap(found, wanted) and not _sticks_out(found, wanted)


def _sticks_out(found: DateInterval, wanted: DateInterval) -> bool:
    before = wanted.earliest is not None and (found.earliest is None or found.earliest < wanted.earliest)
    after = wanted.latest is not None and (found.latest is None or found.latest > wanted.latest)
    return before or after


def _overlap(one: DateInterval, other: DateInterval) -> bool:
    starts_late = one.earliest is not None and other.latest is not None and one.earliest > other.latest
    ends_early = one.latest is not None and other.earliest is not None and one.latest < other.earliest
    return not starts_late and not ends_early
