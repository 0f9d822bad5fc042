"""What people say of records: owning in other words, values as nouns, texts that contain others, kinds as verbs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.chart import Rule, rules
from kgqa.ask.compose.amounts import Amount, Time, aggregated, bounded, timed, valued
from kgqa.ask.compose.links import Link, tied
from kgqa.ask.compose.measures import Degree, quantity, within
from kgqa.ask.compose.modify import Both, Bounded, Extreme, Not, Owning
from kgqa.ask.compose.rows import called_by, owners
from kgqa.ask.compose.sets import either, having, joined, met, negated
from kgqa.ask.english.syntax.modifiers import by_degree, extreme
from kgqa.ask.english.syntax.nominals import identity
from kgqa.ask.english.syntax.ranking import each
from kgqa.ask.english.syntax.verbal import measured, placed_verb
from kgqa.ask.english.syntax.words import BE, DO, HAVE, PREPOSITIONS
from kgqa.ask.form import HOLE, Called, Class, Compare, Form, Join, Question, Union, Value
from kgqa.model import Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.compose.columns import Function
    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.forest import Ranked
    from kgqa.ask.form import Operator
    from kgqa.ask.lexicon import Sense
    from kgqa.model import IRI

OWN = "own|owns|owned|possess|possesses|possessed|hold|holds|held|keep|keeps|kept|raise|raises|raised"
_BY = "owned|possessed|held|kept|raised|had|made|placed"


def records() -> Iterator[Rule]:
    """All rules of what is said of records."""
    yield from _owning()
    yield from _values()
    yield from _compared()
    yield from _containing()
    yield from _linking()
    yield from rules("MOD", "( MOD )", identity)
    yield from rules("MOD", "that|which|who MOD", identity, cost=3)


def _owning() -> Iterator[Rule]:
    """ "Students who own a dog", "pets raised by students"."""
    yield from rules("VP", f"{OWN} OWNS", identity, cost=1)
    yield from rules("VP", f"{DO} have|own|possess OWNS", identity, cost=1)
    yield from rules("DOES", "own|possess|hold|keep|raise OWNS", identity, cost=1)
    for belonging in (
        "work|works|worked|belong|belongs|belonged|study|studies|studied|play|plays|played",
        f"{BE} working|studying|playing",
    ):
        for p in ("in", "for", "at", "to", "on"):
            yield from rules("VP", f"{belonging} {p} NP", lambda _, np, p=p: Link(p, np), cost=2)
    for p in ("in", "for", "at", "to"):
        yield from rules("MOD", f"working|belonging|studying {p} NP", lambda _, np, p=p: Link(p, np), cost=2)
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


def _both_values(kinds: Kinds, one: Form, other: Form, kind: Form) -> Both | None:
    found = met(kinds, kind, one), met(kinds, kind, other)
    return None if found[0] is None or found[1] is None else Both(Link("with", found[0]), Link("with", found[1]))


def _as_kind(kinds: Kinds, thing: Form, kind: Form) -> Link | None:
    found = met(kinds, kind, thing)
    return None if found is None else Link("with", found)


def _values() -> Iterator[Rule]:
    """Values as nouns ("dogs"), as adjectives in a row, and after prepositions ("in Aberdeen")."""
    yield from rules("NB", "VN", called_by, cost=2)
    yield from rules("AP", "VAL or VAL", either, cost=1)
    yield from rules("NB", "NB VAL", met, cost=3)
    for preposition in ("in", "from", "of", "at", "on", "for", "by", "to", "with"):
        yield from rules("MOD", f"{preposition} the? VAL", lambda k, v, p=preposition: towards(k, p, v), cost=2)
        yield from rules("MOD", f"{preposition} VAL or VAL", either, cost=2)
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


def _not(form: Form | None) -> Form | None:
    return None if form is None else negated(form)


def _compared() -> Iterator[Rule]:
    """ "Have a greater weight than 10", "below age 30", "older than the average"."""
    yield from rules("OWNS", "a|an|the? COMP RN than NUMBER", lambda k, d, n, v: by_degree(k, n, d, v))
    yield from rules("OWNS", "a|an|the? RN COMP than NUMBER", by_degree)
    for words, operator in (("more|greater|higher|larger", ">"), ("less|fewer|lower|smaller", "<")):
        for value in ("NUMBER", "FIGURE"):
            yield from rules(
                "OWNS", f"a? {words} RN than {value}", lambda k, n, v, o=operator: bounded(k, n, Amount(((o, v),)))
            )
    bounds: tuple[tuple[str, Operator], ...] = (("below|under", "<"), ("above|over", ">"))
    for words, operator in bounds:
        yield from rules(
            "MOD", f"{words} the? RN of? NUMBER", lambda k, n, v, o=operator: _numbered(k, n, Amount(((o, v),)))
        )
        for opening in ("OWNS", "MOD"):
            prefix = "" if opening == "OWNS" else f"whose RN {BE} "
            pattern = f"{prefix}{words} the? average|mean" if prefix else f"a|an|the? RN {words} the? average|mean"
            yield from rules(opening, pattern, lambda k, n, o=operator: _average(k, n, o))
    for opening, pattern in (
        ("MOD", f"whose RN {BE} COMP than the? average|mean RN?"), ("OWNS", "a|an? RN COMP than the? average|mean RN?"),
    ):  # fmt: skip
        yield from rules(opening, pattern, lambda k, n, d, *_: _beyond_average(k, n, d))
    for opening in ("PRED", "MOD"):
        yield from rules(opening, "NUMBER years|year? ADJ", lambda k, n, d: within(k, d, Amount((("=", n),))))
        yield from rules(opening, "AMOUNT years|year? ADJ", lambda k, amount, d: within(k, d, amount))
    yield from rules("PRED", "RN NUMBER", lambda k, noun, n: _numbered(k, noun, Amount((("=", n),))), cost=1)
    yield from rules("OWNS", "the? SUP number of? NB", lambda _, d, nb: _most(d, nb))
    for words, highest in (("maximum|max|greatest|top", True), ("minimum|min", False)):
        yield from rules("OWNS", f"the? {words} RN", lambda k, noun, h=highest: _first(k, noun, highest=h))
        yield from rules("OWNS", f"the? {words} number of? NB", lambda _, nb, h=highest: Extreme(Owning(nb), h))
    yield from rules("OWNS", "the? SUP number of? RN", _most_of)
    yield from rules("LEVEL", "of? AMOUNT", lambda _, amount: amount)
    yield from rules("LEVEL", "of? COMP than NUMBER", _level)
    yield from rules("OWNS", "a|an|the? FUNCTION RN LEVEL", _figured)
    yield from rules("OWNS", "the? SUP FUNCTION RN", lambda k, d, f, n: _figured_first(k, d, f, n))
    yield from rules("MOD", f"whose RN {BE} the? SUP", lambda k, noun, degree: extreme(k, degree, noun))
    yield from rules("MOD", f"whose RN {BE} TIME", timed)
    yield from rules("OWNS", "a|an|the? RN TIME", _at_time)


def _at_time(kinds: Kinds, noun: Form, time: Time) -> Form | None:
    return timed(kinds, noun, time)


def _numbered(kinds: Kinds, noun: Form, amount: Amount) -> Form | None:
    return bounded(kinds, noun, amount) if kinds.literal_of(noun) in {"number", "text"} else None


def _average(kinds: Kinds, noun: Form, operator: Operator) -> Form | None:
    everyone = owners(kinds, noun)
    figure = None if everyone is None else aggregated(kinds, "average", noun, everyone)
    return None if figure is None else Compare(noun, operator, figure)


def _beyond_average(kinds: Kinds, noun: Form, degree: Degree) -> Form | None:
    return None if degree.up is None else _average(kinds, noun, ">" if degree.up else "<")


def _most(degree: Degree, kind: Form) -> Extreme | None:
    return None if degree.up is None else Extreme(Owning(kind), degree.up)


def _level(_: Kinds, degree: Degree, value: Form) -> Amount | None:
    return None if degree.up is None else Amount(((">" if degree.up else "<", value),))


def _of_figure(kinds: Kinds, functions: tuple[Function, ...], noun: Form) -> Owning | None:
    everyone = owners(kinds, noun)
    function = functions[0]
    if everyone is None or len(functions) != 1 or function == "count" or kinds.literal_of(noun) != "number":
        return None
    return Owning(everyone, (function, noun))


def _figured(kinds: Kinds, functions: tuple[Function, ...], noun: Form, amount: Amount) -> Bounded | None:
    """ "With an average salary above 9000", of what several salaries are linked to."""
    owning = _of_figure(kinds, functions, noun)
    return None if owning is None else Bounded(owning, amount)


def _figured_first(kinds: Kinds, degree: Degree, functions: tuple[Function, ...], noun: Form) -> Extreme | None:
    owning = _of_figure(kinds, functions, noun)
    return None if owning is None or degree.up is None else Extreme(owning, degree.up)


def _first(kinds: Kinds, noun: Form, *, highest: bool) -> Extreme | None:
    return Extreme(noun, highest) if kinds.literal_of(noun) in {"number", "date"} else None


def _most_of(kinds: Kinds, degree: Degree, noun: Form) -> Extreme | None:
    measure = quantity(kinds, noun)
    return None if degree.up is None or measure is None else Extreme(measure, degree.up)


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


def _either_time(kinds: Kinds, verb: Sense, one: Time, other: Time) -> Form | None:
    relation = measured(verb)
    found = [None if relation is None else timed(kinds, Join(relation, HOLE), time) for time in (one, other)]
    return None if found[0] is None or found[1] is None else Union(found[0], found[1])


def _not_then(kinds: Kinds, verb: Sense, time: Time) -> Form | None:
    relation = measured(verb)
    return None if relation is None else _not(timed(kinds, Join(relation, HOLE), time))


def _reached(kinds: Kinds, verb: Sense, thing: Form) -> Form | None:
    """ "The battle that lost a ship": said with the verb, and without the preposition, of what the ship is lost in."""
    if verb.relation is None or verb.preposition in {None, "by"}:
        return None
    return joined(kinds, verb.relation, thing)


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


def _by_agent(kinds: Kinds, kind: IRI, thing: Form) -> Link | None:
    """Being taught by whoever teaches."""
    return Link("by", thing) if kind in kinds.of(thing) else None


def _linked(_: Kinds, kind: IRI, thing: Form) -> Link:
    return Link(None, thing, kind)


__all__ = ["records"]
