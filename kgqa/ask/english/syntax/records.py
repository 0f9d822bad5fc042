"""What people say of records: owning and belonging in other words, kinds of records as verbs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.chart import Rule, rules
from kgqa.ask.compose.amounts import Time, timed
from kgqa.ask.compose.links import Link, tied
from kgqa.ask.compose.modify import Both, Bounded, Extreme, Not, Owning
from kgqa.ask.compose.sets import having, joined, met, negated
from kgqa.ask.english.syntax.nominals import identity
from kgqa.ask.english.syntax.ranking import each
from kgqa.ask.english.syntax.verbal import measured
from kgqa.ask.english.syntax.words import BE, DO, HAVE
from kgqa.ask.form import HOLE, Class, Form, Join, Question, Union, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.compose.modify import Modifier
    from kgqa.ask.forest import Ranked
    from kgqa.ask.lexicon import Sense
    from kgqa.model import IRI, Literal

_OWNING = {said.split("|")[0]: said for said in (
    "own|owns|owned", "possess|possesses|possessed", "hold|holds|held", "keep|keeps|kept", "raise|raises|raised",
)}  # fmt: skip
_BELONGING = {
    "work": ("work|works|worked", "working"),
    "belong": ("belong|belongs|belonged", "belonging"),
    "study": ("study|studies|studied", "studying"),
    "play": ("play|plays|played", "playing"),
}
_BY = "owned|possessed|held|kept|raised|had|made|placed"


def records() -> Iterator[Rule]:
    """All rules of owning, belonging, and of kinds as verbs."""
    yield from _owning()
    yield from _linking()
    yield from rules("MOD", "( MOD )", identity)
    yield from rules("MOD", "that|which|who MOD", identity, cost=3)


def _owning() -> Iterator[Rule]:
    """ "Students who own a dog", "pets raised by students"."""
    for verb, said in _OWNING.items():
        yield from rules("VP", f"{said} OWNS", _vaguely(verb), cost=1)
        yield from rules("DOES", f"{verb} OWNS", _vaguely(verb), cost=1)
    yield from rules("VP", f"{DO} have OWNS", identity, cost=1)
    for verb in ("own", "possess"):
        yield from rules("VP", f"{DO} {verb} OWNS", _vaguely(verb), cost=1)
    for verb, (said, doing) in _BELONGING.items():
        for p in ("in", "for", "at", "to", "on"):
            linked = _vaguely_linked(verb, p)
            yield from rules("VP", f"{said} {p} NP", linked, cost=2)
            yield from rules("DOES", f"{verb} {p} NP", linked, cost=2)
            yield from rules("VP", f"{BE} {doing} {p} NP", linked, cost=2)
            if p != "on":
                yield from rules("MOD", f"{doing} {p} NP", linked, cost=2)
    yield from rules("VP", f"{BE} {_BY} by NP", lambda _, np: Link("by", np), cost=1)
    yield from rules("MOD", f"{_BY} by NP", lambda _, np: Link("by", np), cost=1)
    yield from rules("MOD", f"NP {HAVE}|own|owns|owned", lambda _, np: Link("by", np), cost=2)
    yield from rules("VP", "ended|ends|end up as|being PRED", identity)
    yield from rules("VP", "VP yet|already|ever", identity)
    yield from rules("VP", f"{HAVE} not OWNS", lambda _, condition: Not(condition))
    yield from rules("OWNS", "both NP and NP", lambda _, a, b: Both(Link("with", a), Link("with", b)), cost=1)
    yield from rules("OWNS", "both VAL and VAL NB", _both_values)
    yield from rules("OWNS", "NP as a|an|their|his|her|its? NB", _as_kind, cost=2)
    yield from rules("OWNS", "OWNS and OWNS", lambda _, a, b: Both(a, b), cost=1)
    yield from rules("OWNS", "OWNS or OWNS", lambda _, a, b: Both(a, b, either=True), cost=1)
    yield from rules("OWNS", "OWNS but no OWNS", lambda _, a, b: Both(a, Not(b)), cost=1)


def _vaguely(verb: str) -> Callable[[Kinds, Modifier], Modifier | None]:
    """Owning is having in other words, except where the graph has the verb itself: then that is meant."""
    return lambda kinds, owned: None if _is_known(kinds, verb) else owned


def _vaguely_linked(verb: str, preposition: str) -> Callable[[Kinds, Form], Link | None]:
    return lambda kinds, np: None if _is_known(kinds, verb, preposition) else Link(preposition, np)


def _is_known(kinds: Kinds, verb: str, preposition: str | None = None) -> bool:
    return any(sense.preposition in {None, preposition} for sense in kinds.lexicon.verbs.get(verb, ()))


def _both_values(kinds: Kinds, one: Form, other: Form, kind: Form) -> Both | None:
    found = met(kinds, kind, one), met(kinds, kind, other)
    return None if found[0] is None or found[1] is None else Both(Link("with", found[0]), Link("with", found[1]))


def _as_kind(kinds: Kinds, thing: Form, kind: Form) -> Link | None:
    found = met(kinds, kind, thing)
    return None if found is None else Link("with", found)


def _linking() -> Iterator[Rule]:
    """Kinds of records that link others, as verbs: "visitors who visited a museum", "museums visited by"."""
    for target in ("VP", "MOD"):
        yield from rules(target, f"{BE}? V TIME or TIME", _either_time)
    yield from rules("VP", f"{BE} not V TIME", _not_then)
    for target in ("VP", "DOES"):
        yield from rules(target, "V NP", _reached, cost=3)
        yield from rules(target, "V any NB", _reached, cost=3)
    for done in (BE, f"{HAVE} been"):
        yield from rules("VP", f"{done} KINDV", lambda _, kind: Link(None, Class(kind)), cost=2)
        yield from rules("VP", f"{done} not|never KINDV", lambda _, kind: Not(Link(None, Class(kind))), cost=2)
    yield from rules("VP", f"{HAVE} not|never been KINDV", lambda _, kind: Not(Link(None, Class(kind))), cost=2)
    yield from rules("VP", f"{HAVE} been LINKV by|in NP", _linked)
    yield from rules("MOD", "LINKV in NP", _linked)
    yield from rules("VP", f"{BE} LINKV in NP", _linked)
    yield from rules("VP", "AGENTV NP", lambda _, kind, np: Both(Class(kind), Link(None, np)))
    yield from rules("Q", "who AGENTV NP", _agent)
    for opening, target in (("", "MOD"), (BE, "VP")):
        yield from rules(target, f"{opening} AGENTV by NP", _by_agent)
    yield from rules("MOD", "that|which|who|whom? NP AGENTV", lambda k, np, kind: _by_agent(k, kind, np))
    yield from rules("VP", f"{BE} not AGENTV by NP", lambda k, kind, np: _unless(_by_agent(k, kind, np)))
    yield from rules("Q", f"KIND {DO} NP AGENTV", _asked_of_agent)
    for done in (BE, HAVE, f"{HAVE} been", ""):
        yield from rules("VP", f"{done} LINKV in|on|for? AMOUNT NB", lambda _, __, a, nb: Bounded(Owning(nb), a))
    for target in ("VP", "MOD"):
        for done in (BE, "") if target == "VP" else ("",):
            yield from rules(target, f"{done} LINKV in|on|at|during the? LIT RN", _linked_with)
    yield from rules("VP", "LINKV NP", _linked)
    yield from rules("DOES", "LINKV NP", _linked)
    yield from rules("DOES", "LINKV any NP", _linked)
    yield from rules("MOD", "LINKV by NP", _linked)
    yield from rules("VP", f"{BE} LINKV by NP", _linked)
    yield from rules("VP", "LINKV both NP and NP", lambda k, c, a, b: Both(_linked(k, c, a), _linked(k, c, b)))
    yield from rules("MOD", f"that|which|who? {DO}? NP LINKV", lambda k, np, kind: _linked(k, kind, np))
    yield from rules("VP", "LINKV AMOUNT NB", lambda _, __, amount, nb: Bounded(Owning(nb), amount), cost=1)
    yield from rules("VP", "LINKV the? most number? of? NB", lambda _, __, nb: Extreme(Owning(nb)), cost=1)
    yield from rules("MOD", "LINKV most times?", lambda _, kind: Extreme(Owning(Class(kind))))
    yield from rules("MOD", "LINKV the most times", lambda _, kind: Extreme(Owning(Class(kind))))
    for target in ("VP", "MOD"):
        yield from rules(target, "LINKV AMOUNT times", lambda _, k, amount: Bounded(Owning(Class(k)), amount))
        yield from rules(target, "LINKV TIMES", lambda _, k, amount: Bounded(Owning(Class(k)), amount))


def _agent(kinds: Kinds, kind: IRI, thing: Form) -> Ranked | None:
    """ "Who teaches Optics": the professors that it is linked to."""
    return each(tied(kinds, Class(kind), Link(None, thing)), lambda form: Question(form, "who"))


def _asked_of_agent(kinds: Kinds, kind: Form, thing: Form, agent: IRI) -> Ranked | None:
    """ "Which course does Ann teach": of what is linked to one who teaches."""
    if agent not in kinds.of(thing):
        return None
    return each(tied(kinds, kind, Link("by", thing)), Question)


def _linked_with(kinds: Kinds, kind: IRI, literal: Literal, noun: Form) -> Link | None:
    """ "Enrolled in the fall semester": linked to such an enrolment."""
    such = having(kinds, noun, Value(literal))
    rows = None if such is None else met(kinds, Class(kind), such)
    return None if rows is None else Link(None, rows)


def _unless(link: Link | None) -> Not | None:
    return None if link is None else Not(link)


def _by_agent(kinds: Kinds, kind: IRI, thing: Form) -> Link | None:
    """Being taught by whoever teaches."""
    return Link("by", thing) if kind in kinds.of(thing) else None


def _linked(_: Kinds, kind: IRI, thing: Form) -> Link:
    return Link(None, thing, kind)


def _reached(kinds: Kinds, verb: Sense, thing: Form) -> Form | None:
    """ "The battle that lost a ship": said with the verb, and without the preposition, of what the ship is lost in."""
    if verb.relation is None or verb.preposition in {None, "by"}:
        return None
    return joined(kinds, verb.relation, thing)


def _either_time(kinds: Kinds, verb: Sense, one: Time, other: Time) -> Form | None:
    relation = measured(verb)
    found = [None if relation is None else timed(kinds, Join(relation, HOLE), time) for time in (one, other)]
    return None if found[0] is None or found[1] is None else Union(found[0], found[1])


def _not_then(kinds: Kinds, verb: Sense, time: Time) -> Form | None:
    relation = measured(verb)
    return None if relation is None else _not(timed(kinds, Join(relation, HOLE), time))


def _not(form: Form | None) -> Form | None:
    return None if form is None else negated(form)
