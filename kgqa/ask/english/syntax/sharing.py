"""Sharing: "the same director as X", "films that share an actor with X", "co-starred with", "also", "other"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.chart import Rule, rules
from kgqa.ask.compose.links import Link
from kgqa.ask.compose.modify import Both, Bounded, Extreme, Not, modified
from kgqa.ask.compose.sets import filled, having, met
from kgqa.ask.compose.sharing import companions, others, sharing, together
from kgqa.ask.english.syntax.ranking import each
from kgqa.ask.english.syntax.verbal import active, does, done
from kgqa.ask.english.syntax.words import BE, DO, HAVE, PREPOSITIONS, WHICH, WHO
from kgqa.ask.form import Form, Overlap, Question

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.compose.modify import Modifier
    from kgqa.ask.forest import Ranked
    from kgqa.ask.lexicon import Sense

_AS = "as|of|with|like"


def sharings(prepositions: tuple[str, ...] = PREPOSITIONS) -> Iterator[Rule]:
    """All rules of what things share."""
    yield from _same()
    yield from _together(prepositions)
    yield from _whether_same(prepositions)
    yield from _also()
    yield from _other(prepositions)


def _same() -> Iterator[Rule]:
    """ "With the same director as X", "that have a director in common with X", "that share directors with X"."""
    yield from rules("SHARES", f"the? same RN {_AS} NP", sharing)
    yield from rules("SHARES", "a|an|any|some? RN in common with NP", sharing)
    yield from rules("SHARED", "SHARES", lambda _, form: form)
    yield from rules("SHARED", "the? same RN that NP has|have|had", sharing)
    for opening in ("with", "of", f"who|which|that {HAVE}", f"who|which|that {DO} have"):
        yield from rules("MOD", f"{opening} SHARED", lambda _, form: form)
    yield from rules("VP", f"{HAVE} SHARED", lambda _, form: form)
    for share in ("share|shares|shared",):
        for target, opening in (("MOD", "who|which|that"), ("VP", "")):
            yield from rules(target, f"{opening} {share} SHARED", lambda _, form: form)
            yield from rules(target, f"{opening} {share} a|an|the|its|their? RN with NP", sharing)
    yield from rules("MOD", "sharing SHARED", lambda _, form: form)
    yield from rules("MOD", "sharing a|an|the|its|their? RN with NP", sharing)


def _whether_same(prepositions: tuple[str, ...]) -> Iterator[Rule]:
    """ "Do X and Y work for the same company", "were they directed by the same person"."""
    yield from rules("Q", f"{DO} E and E have|share the? same RN", _same_value)
    for p in prepositions:
        for aux in (BE, DO):
            pattern = f"{aux} E and E V {p} the? same NB"
            yield from rules(
                "Q", pattern, lambda k, a, b, v, nb, p=p: _same_place(k, done(k, p, a, v), done(k, p, b, v), nb)
            )


def _same_value(kinds: Kinds, one: Form, other: Form, noun: Form) -> Question | None:
    left, right = filled(kinds, noun, one), filled(kinds, noun, other)
    return None if left is None or right is None or one == other else Question(Overlap(left, right))


def _same_place(kinds: Kinds, one: Ranked | None, other: Ranked | None, kind: Form) -> Ranked | None:
    return each(one, lambda a: each(other, lambda b: _overlap(kinds, a, b, kind)))


def _overlap(kinds: Kinds, one: Form, other: Form, kind: Form) -> Question | None:
    return None if one == other or met(kinds, kind, one) is None else Question(Overlap(one, other))


def _together(prepositions: tuple[str, ...]) -> Iterator[Rule]:
    """ "Who co-starred with X", "who appeared in the same film as X", "X's co-authors"."""
    for target, opening in (("VP", ""), ("VP", HAVE), ("VP", BE), ("MOD", "")):
        verb = "V" if target == "VP" and opening != BE else "VING"
        yield from rules(target, f"{opening} co {verb} NB with NP", _to_same)
        yield from rules(target, f"{opening} {verb} NB together with NP", _to_same)
        yield from rules(target, f"{opening} co {verb} together with NP", _with)
        for together_with in ("together with", "alongside", "along with", "side by side with"):
            yield from rules(target, f"{opening} {verb} {together_with} NP", _with)
        yield from rules(target, f"{opening} {verb} with NP", _with, cost=2)
        yield from rules(target, f"{opening} co {verb} with|alongside NP", _with)
        for p in prepositions:
            pattern = f"{opening} {verb} {p} the? same NB {_AS} NP"
            yield from rules(target, pattern, lambda k, v, nb, o, p=p: _in_same(k, p, v, nb, o))
        yield from rules(target, f"{opening} {verb} the same NB {_AS} NP", _same_object)
    yield from rules("RN", "co N", companions)


def _with(kinds: Kinds, verb: Sense, other: Form) -> Form | None:
    """Doing it to something to which another does it too."""
    if verb.preposition == "with" or verb.relation is None or kinds.literal(active(verb)) is not None:
        return None
    return together(kinds, active(verb), other)


def _to_same(kinds: Kinds, verb: Sense, kind: Form, other: Form) -> Form | None:
    """ "Who co-wrote books with X": books that both wrote."""
    return _same_object(kinds, verb, kind, other)


def _in_same(kinds: Kinds, preposition: str, verb: Sense, kind: Form, other: Form) -> Form | None:
    if verb.relation is None or verb.preposition != preposition:
        return None
    return together(kinds, verb.relation, other, kind)


def _same_object(kinds: Kinds, verb: Sense, kind: Form, other: Form) -> Form | None:
    if verb.strict or verb.preposition not in {None, "by"}:
        return None
    return together(kinds, active(verb), other, kind)


def _also() -> Iterator[Rule]:
    """ "Films whose director also directed X": others than X."""
    yield from rules("MOD", "whose RN also VP", _having_also)
    yield from rules("WHOSE", "whose RN VP", _having)
    yield from rules("WHOSE", "whose RN also VP", _having_also)


def _having(kinds: Kinds, noun: Form, said: Modifier) -> Form | None:
    return None if isinstance(said, (Link, Both, Bounded, Extreme, Not)) else having(kinds, noun, said)


def _having_also(kinds: Kinds, noun: Form, said: Modifier) -> Form | None:
    found = _having(kinds, noun, said)
    return None if found is None else others(found) or found


def _other(prepositions: tuple[str, ...]) -> Iterator[Rule]:
    """ "Which other films did X's director direct", "X's director also directed which films"."""
    yield from rules("OTHER", f"{WHICH} other NB", lambda _, nb: nb)
    yield from rules("Q", f"OTHER {DO} NP V", lambda k, nb, s, v: _others(k, nb, does(k, s, v)))
    yield from rules("Q", f"OTHER {HAVE} NP V", lambda k, nb, s, v: _others(k, nb, does(k, s, v)))
    yield from rules("Q", "OTHER VP", _others)
    for words, wants in ((WHO, "who"), ("what", None)):
        yield from rules("Q", f"{words} else VP", lambda _, said, w=wants: _whoever_else(said, w))
    for p in prepositions:
        for aux in (BE, DO):
            pattern = f"OTHER {aux} NP V {p}"
            yield from rules("Q", pattern, lambda k, nb, s, v, p=p: _others(k, nb, done(k, p, s, v)))


def _whoever_else(said: Modifier, wants: str | None) -> Question | None:
    if isinstance(said, (Link, Both, Bounded, Extreme, Not)):
        return None
    found = others(said)
    return None if found is None else Question(found, wants)


def _others(kinds: Kinds, kind: Form, said: object) -> Ranked | None:
    """Those of a kind of which something is said, without the one that the question starts from."""

    def apart(form: Form) -> Question | None:
        found = others(form)
        return None if found is None else Question(found)

    return each(said, lambda one: each(modified(kinds, kind, one), apart))
