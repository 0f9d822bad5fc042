"""Verbs with their auxiliaries and adjuncts, in the order of statements: "in 1900 X was married to Y in Rome"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgqa.ask.chart import Rule, rules
from kgqa.ask.compose.amounts import Time
from kgqa.ask.english.syntax.nominals import identity
from kgqa.ask.english.syntax.ranking import each
from kgqa.ask.english.syntax.saying.adjuncts import At, Beside
from kgqa.ask.english.syntax.saying.being import IsRole, Several, said_of
from kgqa.ask.english.syntax.saying.doing import Doing, Done
from kgqa.ask.english.syntax.saying.having import HasRole
from kgqa.ask.english.syntax.saying.predicate import Owned, both, roles
from kgqa.ask.english.syntax.saying.recording import of_record
from kgqa.ask.english.syntax.words import BE, DO, HAVE, NOT, PREPOSITIONS
from kgqa.ask.form import HOLE, Join, Value
from kgqa.ask.statement import Said, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.english.occurring import Verb
    from kgqa.ask.english.syntax.saying.adjuncts import Adjunct
    from kgqa.ask.english.syntax.saying.predicate import Things
    from kgqa.ask.forest import Ranked
    from kgqa.ask.form import Form

_WHEN = "year|date|day|month|time"
_WHERE = "place|location|town|site"


@dataclass(frozen=True, slots=True)
class Timed:
    """Being, or having, what a noun says, from a time, in a place: "became Y's wife in 1900"."""

    predicate: IsRole | HasRole
    adjuncts: tuple[Adjunct, ...]

    def of(self, kinds: Kinds, things: Things) -> Ranked | None:
        """That it is so, and when the record of both says that it began."""
        said = self.predicate
        denied = said.denied
        if isinstance(said, IsRole):
            noun, pairs = said.role.noun, [(thing, owner) for thing in things for owner in said.role.owners]
        else:
            noun, pairs = said.noun, [(thing, owner) for thing in said.things for owner in things]
        if not isinstance(noun, Join) or noun.of != HOLE or len(pairs) != 1 or not kinds.is_mutual(noun.relation):
            return None
        forms = [of_record(kinds, None, noun.relation, pairs[0], adjunct) for adjunct in self.adjuncts]
        if None in forms or (denied and len(forms) > 1):
            return None
        of_both = Statement(tuple(Said(form, denied) for form in forms if form is not None))
        if denied:
            return each(of_both, lambda statement: statement)
        return both(roles(kinds, pairs[0][:1], Owned(noun, pairs[0][1:])), of_both)


def verbs() -> Iterator[Rule]:
    """All rules of verbs with what belongs to them."""
    yield from _groups()
    yield from _sayings()
    yield from _fronted()
    yield from _clefts()
    yield from _defining()


def _groups() -> Iterator[Rule]:
    active = ("VERB", f"{DO} VERB", f"{HAVE} VERB")
    inactive = (f"{DO} {NOT} VERB", "never VERB", f"{HAVE} {NOT} VERB", f"{DO} never VERB", "can|could not have VERB",
                "cannot have VERB", "neither VERB")  # fmt: skip
    passive = (f"{BE} VERB", f"{HAVE} been VERB", "got|gets VERB", f"{BE} being VERB", "became|becomes VERB",
               f"{HAVE} got VERB", "lies|lie|lay VERB")  # fmt: skip
    impassive = (f"{BE} {NOT} VERB", f"{HAVE} {NOT} been VERB", f"{DO} {NOT} get VERB", "never got VERB",
                 f"{BE} by no means VERB", f"{BE} in no way VERB", "can|could not have been VERB",
                 "cannot have been VERB", "cannot be VERB", "never became VERB", f"never {BE} VERB")  # fmt: skip
    for patterns, denied, is_passive in (
        (active, False, False), (inactive, True, False), (passive, False, True), (impassive, True, True),
    ):  # fmt: skip
        for pattern in patterns:
            yield from rules(
                "VGROUP", pattern, lambda _, verb, d=denied, p=is_passive: _doing(verb, denied=d, passive=p)
            )


def _doing(verb: Verb, *, denied: bool, passive: bool) -> Doing | None:
    """What is done, or undergone: "were mentors" tells of no verb."""
    return Doing(verb, denied, passive) if not passive or verb.participle or verb.gerund else None


def _sayings() -> Iterator[Rule]:
    for other in ("each other", "one another"):
        yield from rules("VGROUP", f"VGROUP to|with|from {other}", _mutually)
        yield from rules("VGROUP", f"VGROUP {other}", _mutually)
    yield from rules("DONE", "VGROUP", lambda _, doing: Done(doing))
    yield from rules("DONE", "VGROUP ADJUNCTS", _done)
    yield from rules("DONE", "VGROUP OBJECT", lambda _, doing, things: _done(_, doing, (Beside(None, things),)))
    yield from rules("SAYING", "VGROUP and VERB OBJECT", _twice)
    yield from rules("SAYING", "VGROUP neither OBJECT nor OBJECT", _done_to_neither)
    for p in PREPOSITIONS:
        neither = f"VGROUP neither {p} OBJECT nor {p}? OBJECT"
        yield from rules("SAYING", neither, lambda k, d, a, b, p=p: _done_to_neither(k, d, a, b, p))
        yield from rules(
            "SAYING", f"VGROUP {p} neither OBJECT nor OBJECT", lambda k, d, a, b, p=p: _done_to_neither(k, d, a, b, p)
        )
    pattern = "VGROUP OBJECT ADJUNCTS"
    yield from rules("DONE", pattern, lambda _, doing, xs, more: _done(_, doing, (Beside(None, xs), *more)))
    yield from rules("SAYING", "DONE", identity)
    yield from rules("SAYING", "ROLED", identity)
    yield from rules("SAYING", "BEGUN ADJUNCTS", _timed)


def _done(_: Kinds, doing: Doing, adjuncts: tuple[Adjunct, ...]) -> Done | None:
    """What is done; to one object only."""
    objects = [a for a in adjuncts if isinstance(a, Beside) and a.preposition is None]
    times = [a for a in adjuncts if isinstance(a, At) and a.time.operator == "in"]
    return Done(doing, adjuncts) if len(objects) < 2 and len(times) < 2 and len(adjuncts) < 6 else None


def _twice(_: Kinds, doing: Doing, verb: Verb, things: Things) -> Several | None:
    """ "Wrote and directed Y"."""
    if doing.denied or doing.passive:
        return None
    adjuncts = (Beside(None, things),)
    return Several((Done(doing, adjuncts), Done(Doing(verb), adjuncts)))


def _done_to_neither(
    _: Kinds, doing: Doing, one: Things, other: Things, preposition: str | None = None
) -> Several | None:
    """ "Married neither Y nor Z"."""
    if doing.denied:
        return None
    undone = Doing(doing.verb, denied=True, passive=doing.passive)
    return Several(tuple(Done(undone, (Beside(preposition, things),)) for things in (one, other)))


def _mutually(_: Kinds, doing: Doing) -> Doing:
    return Doing(doing.verb, doing.denied, passive=doing.passive)


def _timed(_: Kinds, predicate: object, adjuncts: tuple[Adjunct, ...]) -> Timed | None:
    fitting = all(isinstance(a, At) or (isinstance(a, Beside) and a.preposition is not None) for a in adjuncts)
    return Timed(predicate, adjuncts) if fitting and isinstance(predicate, (IsRole, HasRole)) else None


def _fronted() -> Iterator[Rule]:
    """What may go before the subject: "in 1900", "in Rome", "aged 40"."""
    yield from rules("FRONTS", "FRONT", lambda _, one: (one,))
    yield from rules("FRONTS", "FRONT FRONT", _two_fronts)
    yield from rules("FRONTS", "D", lambda _, date: (_date(date),), cost=1)
    for subject in ("XS", "DEFS"):
        yield from rules("SAYS", f"FRONTS {subject} DONE", _with_front)
        yield from rules("SAYS", f"FRONTS {subject} BEGUN", _with_front)
    yield from rules(
        "SAYS", f"FRONTS {BE} VERB T", lambda k, fs, v, x: said_of(k, (x,), Done(Doing(v, passive=True), fs))
    )
    for born in (f"{BE} VERB the|a|an ROLE T", f"{BE} VERB the|a|an ROLE NAMEDAS T"):
        yield from rules("SAYS", f"FRONTS {born}", _new)
    for new in ("the|a|an ROLE T", "the|a|an ROLE NAMEDAS T"):
        for doing in (f"{BE} VERB", "VERB"):
            yield from rules("SAYS", f"there {BE} {new} {doing} ADJUNCTS", _new_there)
        yield from rules("SAYS", f"{new} {BE} VERB ADJUNCTS", _new_there, cost=1)


def _two_fronts(_: Kinds, one: Adjunct, other: Adjunct) -> tuple[Adjunct, ...] | None:
    """Two adjuncts; a time after a clause of time would belong to that: "after Y died in 1900"."""
    plain = not isinstance(one, At) or isinstance(one.time.date, Value)
    return (one, other) if plain else None


def _date(date: object) -> At:
    return At(Time("in", Value(date)))  # type: ignore[arg-type]


def _with_front(kinds: Kinds, fronts: tuple[Adjunct, ...], things: Things, predicate: object) -> Ranked | None:
    if isinstance(predicate, Done):
        moved = _done(kinds, predicate.doing, (*predicate.adjuncts, *fronts))
    else:
        moved = _timed(kinds, predicate, fronts)  # type: ignore[assignment]
    return None if moved is None else said_of(kinds, things, moved)


def _new(kinds: Kinds, fronts: tuple[Adjunct, ...], verb: Verb, noun: Form, *values: object) -> Ranked | None:
    """ "To A and B was born a son, C": C was born to them, and is their son."""
    thing: Form = values[-1]  # type: ignore[assignment]
    owners = next((a.things for a in fronts if isinstance(a, Beside)), None)
    if owners is None:
        return None
    done = Done(Doing(verb, passive=True), fronts)
    return both(roles(kinds, (thing,), Owned(noun, owners)), said_of(kinds, (thing,), done))


def _new_there(kinds: Kinds, noun: Form, *values: object) -> Ranked | None:
    *_, thing, verb, fronts = values
    return _new(kinds, fronts, verb, noun, thing)  # type: ignore[arg-type]


def _clefts() -> Iterator[Rule]:
    """ "It was in 1868 that X was born"."""
    that = "that|when|where"
    for front in ("FRONT", "ONDATE"):
        yield from rules("SAYS", f"it BEING {front} {that} XS DONE", _cleft)
        yield from rules("SAYS", f"it BEING {front} {that} DEFS DONE", _cleft)
    yield from rules("ONDATE", "D", lambda _, date: _date(date))
    for subject in ("XS", "DEFS"):
        yield from rules(
            "SAYS", f"it BEING T where {subject} DONE", lambda k, d, p, xs, done: _at_place(k, p, d, xs, done)
        )
        yield from rules("SAYS", f"T BEING where {subject} DONE", _at_place)
        for where in ("where", "that", "in|at which", ""):
            pattern = f"the {_WHERE} {where} {subject} DONE in|at?"
            yield from rules("SAYS", f"T BEING {pattern}", _at_place)
            yield from rules(
                "SAYS", f"{pattern} BEING T", lambda k, xs, done, d, place: _at_place(k, place, d, xs, done)
            )


def _defining() -> Iterator[Rule]:
    """ "The year X was born was 1867", "1867 was the year in which X was born"."""
    for subject in ("XS", "DEFS"):
        for when in ("when", "that", "in|on which", ""):
            pattern = f"the {_WHEN} {when} {subject} DONE in|on?"
            yield from rules("SAYS", f"DATED BEING {pattern}", _then)
            yield from rules("SAYS", f"{pattern} BEING DATED", lambda k, xs, done, d, date: _then(k, date, d, xs, done))
        yield from rules("SAYS", f"DATED BEING when {subject} DONE", _then)


def _cleft(kinds: Kinds, denied: bool, front: Adjunct, things: Things, done: Done) -> Ranked | None:
    """What is denied is what stands in front; what else is said still holds."""
    if not denied:
        return _with_front(kinds, (front,), things, done)
    if done.doing.denied:
        return None
    partners = [a for a in done.adjuncts if isinstance(a, Beside) and a.preposition in {None, "to", "with"}]
    doing = Doing(done.doing.verb, denied=True, passive=done.doing.passive)
    said = said_of(kinds, things, Done(doing, (*partners, front)))
    others = tuple(a for a in done.adjuncts if a not in partners)
    return said if not others else both(said_of(kinds, things, Done(done.doing, (*partners, *others))), said)


def _then(kinds: Kinds, date: Form, denied: bool, things: Things, done: Done) -> Ranked | None:
    return _cleft(kinds, denied, At(Time("in", date)), things, done)


def _at_place(kinds: Kinds, place: Form, denied: bool, things: Things, done: Done) -> Ranked | None:
    return _cleft(kinds, denied, Beside("in", (place,)), things, done)
