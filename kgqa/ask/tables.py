"""Answers of several columns: a row for each member of a set."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kgqa.ask.complete import is_complete
from kgqa.ask.unrecorded import missing, none_passes

if TYPE_CHECKING:
    from kgqa.ask.asking import Asking
    from kgqa.ask.evaluate import Outcome
    from kgqa.ask.form import Table
    from kgqa.model import Answer, Reading, Term


def tell_table(asking: Asking, outcome: Outcome, form: Table, reading: Reading) -> Answer:
    """The rows of a table; its cells one after the other as answers, with their row and column."""
    if not outcome.rows:
        if (filtered := none_passes(asking, form.of)) is not None:
            text = asking.phrases.none_of(form.of, filtered.of, filtered.number)
            return asking.answered((), text, reading, complete=False)
        return asking.failed("no_answer", missing(asking, form), reading=reading)
    heads = [asking.phrases.column(column, form.of) for column in form.columns]
    items = tuple(
        replace(asking.item(term, "derived", unit=asking.phrases.unit(column)), row=number, column=head)
        for number, row in enumerate(outcome.rows, start=1)
        for term, head, column in zip(row, heads, form.columns, strict=True)
        if term is not None
    )
    units = [asking.phrases.unit(column) for column in form.columns]
    rows = [[_text(asking, term, unit) for term, unit in zip(row, units, strict=True)] for row in outcome.rows]
    complete = is_complete(form.of, asking.lexicon.schema, asking.store)
    return asking.answered(items, asking.phrases.table(heads, rows), reading, complete=complete)


def _text(asking: Asking, term: Term | None, unit: str | None) -> str:
    return "not recorded" if term is None else asking.told((term,), unit)[0]
