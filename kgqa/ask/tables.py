"""Answers of several columns: a row for each member of a set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.complete import is_complete
from kgqa.ask.unrecorded import missing, none_passes
from kgqa.model import Literal

if TYPE_CHECKING:
    from kgqa.ask.asking import Asking
    from kgqa.ask.evaluate import Outcome
    from kgqa.ask.form import Table
    from kgqa.model import Answer, AnswerItem, Reading, Term


def tell_table(asking: Asking, outcome: Outcome, form: Table, reading: Reading) -> Answer:
    """The rows of a table; its cells one after the other as answers, with their row and column."""
    if not outcome.rows:
        if (filtered := none_passes(asking, form.of)) is not None:
            text = asking.phrases.none_of(form.of, filtered.of, filtered.number)
            return asking.answered((), text, reading, complete=False)
        return asking.failed("no_answer", missing(asking, form), reading=reading)
    heads = [asking.phrases.column(column, form.of) for column in form.columns]
    items = tuple(
        _cell(asking, term, number, head)
        for number, row in enumerate(outcome.rows, start=1)
        for term, head in zip(row, heads, strict=True)
        if term is not None
    )
    rows = [[_text(asking, term) for term in row] for row in outcome.rows]
    complete = is_complete(form.of, asking.lexicon.schema, asking.store)
    return asking.answered(items, asking.phrases.table(heads, rows), reading, complete=complete)


def _cell(asking: Asking, term: Term, row: int, column: str) -> AnswerItem:
    from dataclasses import replace

    return replace(asking.item(term, "derived"), row=row, column=column)


def _text(asking: Asking, term: Term | None) -> str:
    if term is None:
        return "not recorded"
    return asking.told((term,))[0] if isinstance(term, Literal) else asking.labels((term,))[0]
