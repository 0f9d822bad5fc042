"""Values said as words: as nouns, after prepositions, one of two, and texts that contain others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.chart import Rule, rules
from kgqa.ask.compose.amounts import Amount, bounded, valued
from kgqa.ask.compose.rows import called_by
from kgqa.ask.compose.sets import either, having, met, negated
from kgqa.ask.english.syntax.nominals import identity
from kgqa.ask.english.syntax.verbal import placed_verb
from kgqa.ask.english.syntax.words import BE, HAVE, PREPOSITIONS
from kgqa.ask.form import Called, Compare, Form, Join, Union, Value
from kgqa.model import Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.form import Operator


def texts() -> Iterator[Rule]:
    """All rules of values, and of what texts contain."""
    yield from _values()
    yield from _containing()


def _values() -> Iterator[Rule]:
    """Values as nouns ("dogs"), as adjectives in a row, and after prepositions ("in Aberdeen")."""
    yield from rules("NB", "VN", called_by, cost=2)
    yield from rules("AP", "VAL or VAL", either, cost=1)
    yield from rules("NB", "NB VAL", met, cost=3)
    for preposition in ("in", "from", "of", "at", "on", "for", "by", "to", "with"):
        yield from rules("MOD", f"{preposition} the? VAL", lambda k, v, p=preposition: towards(k, p, v), cost=2)
        yield from rules("MOD", f"{preposition} VAL or VAL", either, cost=2)
        yield from rules(
            "MOD", f"not {preposition} the? VAL", lambda k, v, p=preposition: _not(towards(k, p, v)), cost=2
        )
        dear = 2 if preposition in {"of", "for"} else 1
        yield from rules("MOD", f"{preposition} a|an|the? RN of? LIT", _with_value, cost=dear)
        if preposition in {"in", "at", "on"}:
            pattern = f"located|situated|based|held {preposition} a|an|the? LIT RN"
            for target, opening in (("MOD", ""), ("VP", BE)):
                yield from rules(target, f"{opening} {pattern}", lambda k, v, noun: _with_value(k, noun, v), cost=1)
        yield from rules(
            "MOD", f"{preposition} a|an|the? LIT RN", lambda k, v, noun: _with_value(k, noun, v), cost=dear
        )
        yield from rules("MOD", f"{preposition} a|an|the? LIT or LIT RN", _either_value, cost=dear)
    for living in (BE, f"{BE}? located|situated|based|found", "live|lives|lived|reside|resides|stay|stays|living"):
        for where in ("VP", "MOD"):
            if where == "VP" or living != BE:
                yield from rules(where, f"{living} in|at|from|on the? VAL", identity, cost=2)
    for inside in (f"{BE} in|from|at|on", f"{BE} located in|at"):
        yield from rules("MOD", f"whose RN {inside} WHAT", having, cost=1)
        yield from rules("MOD", f"whose RN {BE} not in|from|at|on WHAT", lambda k, n, v: _not(having(k, n, v)), cost=1)
    yield from rules("OWNS", "a|an|the? LIT RN", lambda k, literal, noun: having(k, noun, Value(literal)), cost=1)
    yield from rules("OWNS", "a|an|the? RN WHAT or WHAT", lambda k, n, a, b: having(k, n, Union(a, b)))
    yield from rules("OWNS", f"a|an|the? RN that|which {BE} WHAT", having)
    yield from rules("OWNS", f"a|an|the? RN that|which {BE}? AMOUNT", bounded)
    yield from rules("MOD", f"whose RN {BE} in|from|at|on VAL", having, cost=2)
    yield from rules("MOD", f"whose RN {BE} not EXACT", lambda k, n, a: _not(valued(k, n, a)))
    yield from rules("MOD", f"whose RN {BE} not AMOUNT", lambda k, n, a: _not(valued(k, n, a)))
    yield from rules("MOD", f"whose RN {BE} either? NUMBER or NUMBER", _either_number)
    yield from rules("OWNS", "a|an|the? RN of? NUMBER or NUMBER", _either_number)
    yield from rules("MOD", "in|on|at the? RN EXACT", valued, cost=1)
    yield from rules("MOD", "held|made|dated|taking in|on|at the? RN EXACT", valued, cost=1)
    yield from rules("MOD", f"where|when the? RN {BE} WHAT", having)
    yield from rules("MOD", f"where|when the? RN {BE} not WHAT", lambda k, n, v: _not(having(k, n, v)))
    yield from rules("MOD", f"where|when the? RN {BE} AMOUNT", bounded)
    yield from rules("MOD", f"where|when the? RN {BE} EXACT", bounded)


_WAYS = {
    "from": frozenset(("destination", "arrival", "target", "end", "arriving", "receiver", "recipient", "to")),
    "to": frozenset(("origin", "source", "departure", "start", "departing", "sender", "from")),
}
"""Nouns for the other end than the one that a preposition leads to."""


def towards(kinds: Kinds, preposition: str, value: Form) -> Form | None:
    """What has a value that the preposition may lead to: "from" no destination."""
    said = kinds.lexicon.said_of(value.relation.property) if isinstance(value, Join) else None
    return None if said and not _WAYS.get(preposition, frozenset()).isdisjoint(said.lower().split()) else value


def _with_value(kinds: Kinds, noun: Form, literal: Literal) -> Form | None:
    return having(kinds, noun, Value(literal))


def _either_value(kinds: Kinds, one: Literal, other: Literal, noun: Form) -> Form | None:
    return having(kinds, noun, Union(Value(one), Value(other)))


def _either_number(kinds: Kinds, noun: Form, one: Form, other: Form) -> Form | None:
    found = [bounded(kinds, noun, Amount((("=", number),))) for number in (one, other)]
    return None if found[0] is None or found[1] is None else Union(found[0], found[1])


def _containing() -> Iterator[Rule]:
    """ "Whose name contains 'East'", "that have 'Hey' in their name"."""
    texts: tuple[tuple[str, Operator], ...] = (
        ("contain|contains|containing|contained|include|includes|including", "contains"),
        (f"{HAVE}|having", "contains"), ("start|starts|starting|begin|begins|beginning with", "starts"),
        ("end|ends|ending with|in", "ends"),
    )  # fmt: skip
    for p in PREPOSITIONS:
        for target, verb in (("MOD", "VED"), ("VP", f"{BE} V"), ("VP", "V")):
            pattern = f"{verb} {p} LIT"
            yield from rules(target, pattern, lambda k, v, text, p=p: placed_verb(k, p, v, Value(text)), cost=1)
    for piece in ("substring", "word", "letter", "text", "string", "phrase", "prefix", "suffix"):
        yield from rules("PIECE", f"the|a? {piece} QUOTED", lambda _, text: text)
    yield from rules("PIECE", "QUOTED", identity)
    for words, operator in texts:
        if words.startswith("ha"):
            yield from rules("MOD", f"whose RN {words} the|a? substring|word|letter|string QUOTED", _with_piece)
            yield from rules("VP", f"{words} PIECE in its|their|the? RN", lambda k, t, n: _piece(k, n, t))
            yield from rules(
                "MOD", f"that|which|who {words} PIECE in its|their|the? RN", lambda k, t, n: _piece(k, n, t)
            )
        else:
            yield from rules("MOD", f"whose RN {words} PIECE", lambda k, n, t, o=operator: _piece(k, n, t, o))
            yield from rules("OWNS", f"a|an? RN {words} PIECE", lambda k, n, t, o=operator: _piece(k, n, t, o))
            yield from rules(
                "OWNS", f"a|an? RN that|which {words} PIECE", lambda k, n, t, o=operator: _piece(k, n, t, o)
            )
    for opening in ("with", "containing"):
        yield from rules("MOD", f"{opening} PIECE in its|their|the? RN", lambda k, t, n: _piece(k, n, t))
    for naming in ("called|named|titled", "with|by the? name|names|title of?", "whose name|title is|was|are|were"):
        yield from rules("MOD", f"{naming} QUOTED", lambda _, text: Called(text, wholly=True), cost=9)


def _with_piece(kinds: Kinds, noun: Form, text: str) -> Form | None:
    return _piece(kinds, noun, text)


def _piece(kinds: Kinds, noun: Form, text: str, operator: Operator = "contains") -> Form | None:
    if kinds.literal_of(noun) not in {"text", "other"}:
        return None
    return Compare(noun, operator, Value(Literal(text)))


def _not(form: Form | None) -> Form | None:
    return None if form is None else negated(form)
