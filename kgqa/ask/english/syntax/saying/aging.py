"""How old something was when it did what a verb says: "died aged 80", "died when she was two"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.compose.sets import filled, joined
from kgqa.ask.english.syntax.saying.predicate import member
from kgqa.ask.english.syntax.saying.pronouns import meant, owners
from kgqa.ask.english.syntax.times import done_at
from kgqa.ask.english.syntax.verbal import measured
from kgqa.ask.form import Compare, Entity, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.english.occurring import Verb
    from kgqa.ask.english.syntax.saying.adjuncts import Aged
    from kgqa.ask.form import Form
    from kgqa.ask.lexicon import Sense


def aged(kinds: Kinds, verb: Verb, sense: Sense, thing: Form, adjunct: Aged) -> Iterator[Form]:
    """That it was of an age then: itself, or, where a pronoun may mean that, whose it is."""
    word = adjunct.pronoun
    for span in (adjunct.span,) if adjunct.span is not None else verb.spans:
        if not isinstance(span, Span):
            continue
        form = done_at(kinds, sense, (span, adjunct.amount)) if word is None or meant(kinds, word, thing) else None
        own = None if form is None else member(kinds, thing, form)
        if own is not None:
            yield own
        others = [other for other in owners(thing) if meant(kinds, word, other)] if word is not None else []
        of_others = (_then(kinds, sense, thing, other, span, adjunct) for other in others)
        yield from (other for other in of_others if other is not None)


def _then(  # noqa: PLR0917 (all that such a clause tells)
    kinds: Kinds, sense: Sense, thing: Form, owner: Entity, span: Span, adjunct: Aged
) -> Form | None:
    """That another was of an age when a thing did it."""
    relation = measured(sense)
    when = None if relation is None or kinds.literal(relation) != "date" else joined(kinds, relation, thing)
    ((operator, number), *rest) = adjunct.amount.bounds
    if when is None or rest or filled(kinds, span.start, owner) is None:
        return None
    return member(kinds, owner, Compare(Span(span.start, when, span.unit), operator, number))
