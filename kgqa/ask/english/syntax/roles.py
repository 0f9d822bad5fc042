"""Verbs with more than one thing: "plays as a goalkeeper", "works for X in Y", "wears the number 10"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.chart import Rule, rules
from kgqa.ask.compose.amounts import Amount, bounded
from kgqa.ask.compose.links import Link
from kgqa.ask.compose.modify import modified
from kgqa.ask.compose.sets import filled, having, met
from kgqa.ask.english.syntax.ranking import each
from kgqa.ask.english.syntax.verbal import doing, placed_verb
from kgqa.ask.english.syntax.words import BE, DO, PREPOSITIONS, WHICH, WHO
from kgqa.ask.form import HOLE, THING, Entity, Form, Join, Question, Relation, Value
from kgqa.ask.structure import joins

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.forest import Ranked
    from kgqa.ask.lexicon import Sense

_LISTED = "listed|credited|named|recorded|known|given|described"


def roles() -> Iterator[Rule]:
    """All rules of verbs with several things."""
    yield from rules("VPLACE", "V NP", doing)
    yield from rules("VPLACE", "V as a|an|the? NP", doing, cost=1)
    yield from rules("VPLACE", "V RN? EXACT", _numbered)
    for p in PREPOSITIONS:
        yield from rules("VPLACE", f"V {p} NP", lambda k, v, o, p=p: placed_verb(k, p, v, o))
        yield from rules("VP", f"V {p} both NP and NP", lambda k, v, a, b, p=p: _both(k, p, v, a, b))
        yield from rules("VP", f"V {p} NP and NP", lambda k, v, a, b, p=p: _both(k, p, v, a, b), cost=1)
    yield from rules("VP", "V as a|an|the? NP", doing, cost=1)
    yield from rules("VP", "V RN? EXACT", _numbered)
    yield from rules("VP", "V RN? AMOUNT", _numbered)
    yield from rules("E", "the N E", _who_is, cost=1)
    for p in ("by", "with", "from", "for", "of", "in", "at", "on"):
        yield from rules("MOD", f"{p} the? N E", _in_role, cost=1)
    yield from rules("MOD", "featuring|starring|including the? N E", _in_role, cost=1)
    yield from rules("AP", "LIT RN", lambda k, literal, noun: having(k, noun, Value(literal)), cost=1)
    yield from rules("AP", "E RN", lambda k, thing, noun: having(k, noun, thing), cost=1)
    yield from rules("VP", "VPLACE as a|an|the? CAT", met, cost=1)
    yield from rules("VP", "VPLACE and? LINK", _also, cost=2)
    yield from rules("DOES", "VPLACE LINK", _also, cost=2)
    for words, wants in ((WHO, "who"), (f"{WHICH} person|people|one", None)):
        pattern = f"{words} {BE} {_LISTED} as the|a|an? NB"
        yield from rules("Q", pattern, lambda _, nb, w=wants: Question(nb, w))
    for inside in ("in|on|among", "part of"):
        yield from rules("PRED", f"{inside} the RN of NP", filled)
        yield from rules("MOD", f"{inside} the RN of NP", filled, cost=1)
    yield from rules("OWNS", "NP in|on|among the|its|their? RN", lambda k, np, noun: having(k, noun, np))
    yield from rules("OWNS", "NP in|on it|them", lambda _, np: Link("with", np))
    yield from rules("Q", f"how {BE} NP N", _as_measured)
    yield from rules("Q", "how would|do|did people|users|critics|you N NP", lambda k, n, np: _as_measured(k, np, n))
    yield from rules("FOUND", "spoken|used|seen|shown|found", lambda _: True)
    yield from rules("RN", "RN FOUND", lambda _, noun, __: noun, cost=2)
    for p in ("in", "by", "for", "at"):
        yield from rules("Q", f"{WHICH} RN {BE} FOUND {p} NP", lambda k, noun, _, np: _values(k, noun, np))
        yield from rules("Q", f"{WHICH} RN {DO} NP use|have", _values)


def _also(kinds: Kinds, said: Form, link: Link) -> Form | Ranked | None:
    """A link beside what is said; whoever does what nobody is told to do ("a dog not owned by X") is no other's."""
    if link.preposition == "by" and any(join.of == THING for join in joins(said)):
        return None
    return modified(kinds, said, link)


def _who_is(kinds: Kinds, noun: Relation, thing: Entity) -> Entity | None:
    """ "The author X": of things with a name, those that may be what the noun says."""
    values = kinds.values(noun)
    fit = tuple(iri for iri in thing.iris if kinds.classes(iri) and kinds.compatible(values, kinds.classes(iri)))
    return Entity(fit, thing.mention, thing.typo, thing.at) if fit and values and not thing.every else None


def _as_measured(kinds: Kinds, thing: Form, noun: Relation) -> Question | None:
    """ "How is X rated": the value of the noun that the verb gives."""
    if kinds.literal(noun) not in {"text", "number"}:
        return None
    return _values(kinds, Join(noun, HOLE), thing)


def _in_role(kinds: Kinds, noun: Relation, thing: Form) -> Form | None:
    """ "Books by the author X": those of which X is the author."""
    return having(kinds, Join(noun, HOLE), thing)


def _values(kinds: Kinds, noun: Form, owner: Form) -> Question | None:
    form = filled(kinds, noun, owner)
    return None if form is None else Question(form)


def _numbered(kinds: Kinds, verb: Sense, *parts: object) -> Form | None:
    """ "Wears number 10", "costs more than 5": a verb of a quantity; its noun, if said, must be the verb's own."""
    *nouns, amount = parts
    relation = verb.relation
    if relation is None or kinds.literal(relation) != "number" or not isinstance(amount, Amount):
        return None
    if any(noun != Join(relation, HOLE) for noun in nouns):
        return None
    return bounded(kinds, Join(relation, HOLE), amount)


def _both(kinds: Kinds, preposition: str, verb: Sense, one: Form, other: Form) -> Ranked | None:
    """Doing it to two things, by the verb and, where the other is of another kind, in the way that ties it."""
    placed = placed_verb(kinds, preposition, verb, one)
    return each(placed, lambda form: modified(kinds, form, Link(preposition, other)))
