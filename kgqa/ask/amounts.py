"""Answers that are numbers: counts, ages, averages, differences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.complete import is_complete, is_single
from kgqa.ask.form import Aggregate, Count, Difference, Span, Value
from kgqa.ask.structure import parts
from kgqa.ask.unrecorded import missing
from kgqa.model import XSD, AnswerItem, Reason

if TYPE_CHECKING:
    from decimal import Decimal

    from kgqa.ask.asking import Asking
    from kgqa.ask.evaluate import Outcome
    from kgqa.ask.form import Form
    from kgqa.model import Answer, Reading


def tell_number(asking: Asking, outcome: Outcome, reading: Reading) -> Answer:
    """The answer to a question for a number; no answer where a value that it needs is not recorded."""
    form, number = outcome.form, outcome.number
    if isinstance(form, Count):
        return _count(asking, form, number or 0, reading)
    if number is None:
        return asking.failed("no_answer", missing(asking, form), reading=reading)
    item = number_item(number, outcome.unit)
    text = asking.phrases.number(form, item.label, outcome.unit, lacking=outcome.lacking)
    complete = not outcome.lacking and _is_settled(asking, form)
    return asking.answered((item,), text, reading, complete=complete)


def _is_settled(asking: Asking, form: Form) -> bool:
    """Whether what the number is of is all there is."""
    if isinstance(form, Aggregate):
        return is_complete(form.of, asking.lexicon.schema, asking.store)
    if isinstance(form, Span | Difference):
        return all(_is_settled(asking, part) for part in parts(form))
    return isinstance(form, Value) or is_single(form, asking.lexicon.schema)


def _count(asking: Asking, form: Count, number: int | Decimal, reading: Reading) -> Answer:
    complete = is_complete(form, asking.lexicon.schema, asking.store)
    text = asking.phrases.count(form.of, int(number), complete=complete)
    return asking.answered((number_item(number),), text, reading, complete=complete)


def number_item(number: int | Decimal, unit: str | None = None) -> AnswerItem:
    """A number as an answer; its label is the number as machines read it."""
    kind = "integer" if isinstance(number, int) else "decimal"
    lexical = str(number) if isinstance(number, int) else f"{number:f}"
    return AnswerItem(lexical, lexical, "literal", "derived", XSD + kind, unit)


def tell_uncertain(asking: Asking, outcome: Outcome, reading: Reading) -> Answer:
    """That what is recorded does not tell which of several is the answer."""
    message = asking.phrases.uncertain(outcome.form, asking.told(outcome.uncertain, outcome.unit))
    missing_text = asking.phrases.phrase(outcome.form)
    return asking.failed("no_answer", Reason("missing_fact", message, missing=missing_text), reading=reading)


def is_number(form: Form, outcome: Outcome) -> bool:
    """Whether the answer is one number, not terms that the graph has."""
    return isinstance(form, Count) or outcome.number is not None
