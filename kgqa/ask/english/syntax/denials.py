"""What is denied in one word ("unmarried", "childless"), what is done for somebody, what is become ("became king")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.chart import Rule, rules
from kgqa.ask.compose.modify import Not
from kgqa.ask.compose.sets import filled, having, negated, valued
from kgqa.ask.english.syntax.nominals import identity
from kgqa.ask.english.syntax.ranking import each
from kgqa.ask.english.syntax.truths import of_one
from kgqa.ask.english.syntax.verbal import doing, measured, undergone
from kgqa.ask.english.syntax.words import BE, DO, SOME
from kgqa.ask.form import THING, Form, Join, Relation, Union, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.forest import Ranked
    from kgqa.ask.lexicon import Sense
    from kgqa.model import Literal


def denials() -> Iterator[Rule]:
    """All rules of such denials."""
    yield from rules("DENIED", "UNVED", _undone)
    yield from rules("DENIED", "LACKING", _lacking)
    yield from rules("AP", "DENIED", identity)
    yield from rules("PRED", "DENIED", identity)
    stayed = f"{BE}|stayed|remained|died|lived"
    yield from rules("MOD", f"who|that|which {stayed} DENIED", identity)
    yield from rules("VP", f"{stayed} DENIED", identity)
    yield from rules("DOES", "stay|remain|die DENIED", identity)
    yield from rules("VP", "V a|an|the? LIT", _with_text)
    yield from rules("BEARER", "a|an VAL", _bearer)
    yield from rules("PRED", "BEARER", identity, cost=1)
    yield from rules("SOME", "BEARER", identity, cost=2)
    yield from rules("Q", f"{BE} E BEARER", of_one, cost=1)
    yield from rules("VP", "V PROX no RN", lambda k, v, whose, noun: _not(_for(k, v, whose, noun)))
    yield from rules("VP", f"V PROX {SOME}? RN", _for, cost=1)
    yield from rules("VP", f"{DO} not V PROX {SOME}? RN", lambda k, v, whose, noun: _not(_for(k, v, whose, noun)))


def _undone(kinds: Kinds, verb: Sense) -> Ranked | None:
    return each(undergone(kinds, verb), negated)


def _lacking(kinds: Kinds, noun: Form) -> Form | None:
    found = having(kinds, noun, THING)
    return None if found is None else negated(found)


def _for(kinds: Kinds, verb: Sense, whose: Form, noun: Form) -> Form | None:
    """ "Bore him a child": did it to a child of his."""
    owned = filled(kinds, noun, whose)
    return None if owned is None else doing(kinds, verb, owned)


def _not(form: Form | None) -> Not | None:
    return None if form is None else Not(form)


def _with_text(kinds: Kinds, verb: Sense, literal: Literal) -> Form | None:
    """ "Became king": with the text as the value of what the verb tells."""
    relation = measured(verb)
    if relation is None or kinds.literal(relation) != "text":
        return None
    return valued(kinds, relation, Value(literal))


def _bearer(kinds: Kinds, value: Form) -> Form | None:
    """ "An actor": what has a text as its value."""
    match value:
        case Join(relation=Relation(property=property_, inverse=True), of=Value() as text):
            return valued(kinds, Relation(property_), text)
        case Union(left=left, right=right):
            one, other = _bearer(kinds, left), _bearer(kinds, right)
            return None if one is None or other is None else Union(one, other)
        case _:
            return None
