"""What two things have together: "which grandparents do X and Y share", "when did X marry Y"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.chart import Rule, rules
from kgqa.ask.compose.joint import done_in, of_both
from kgqa.ask.compose.joint_owners import of_each
from kgqa.ask.compose.measures import order_of, ordered
from kgqa.ask.compose.sets import both, filled, joined, met
from kgqa.ask.english.syntax.ranking import each
from kgqa.ask.english.syntax.verbal import does, doing, done, measured, placed_verb
from kgqa.ask.english.syntax.words import BE, BES, DO, HAVE, PREPOSITIONS, SOME, WHICH, WHO
from kgqa.ask.form import Count, Exists, Form, Join, Overlap, Question, Relation, Union

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.compose.amounts import Time
    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.forest import Ranked
    from kgqa.ask.form import Entity
    from kgqa.ask.lexicon import Sense


def together() -> Iterator[Rule]:
    """All rules of what two things have together."""
    yield from _shared()
    yield from _with_each_other()
    yield from _doing_to_both()
    yield from _how_often()
    yield from _done_by_both()
    yield from _records()


def _shared() -> Iterator[Rule]:
    """Common nouns of two things, whatever stands between them."""
    shared = ("have in common", "share", "both have", "have together", "both share")
    for said in shared:
        yield from rules("Q", f"{WHICH} RN {DO}? NP and NP {said}", lambda k, n, a, b: _asked(of_each(k, n, a, b)))
        yield from rules("Q", f"how many RN {DO} NP and NP {said}", lambda k, n, a, b: _counted(of_each(k, n, a, b)))
        yield from rules("NB", f"RN that|which|whom? NP and NP {said}", of_each)
    for common in ("common|shared|joint|mutual",):
        yield from rules(
            "Q", f"{WHICH} {common} RN {DO} NP and NP have|share", lambda k, n, a, b: _asked(of_each(k, n, a, b))
        )
        yield from rules("NB", f"{common} RN of|for|between NP and NP", of_each)
        yield from rules("NB", f"NP and NP 's {common} RN", lambda k, a, b, n: of_each(k, n, a, b))
        yield from rules(
            "Q", f"{DO} NP and NP have|share {SOME}|the? {common}? RN", lambda k, a, b, n: _exist(of_each(k, n, a, b))
        )
    yield from rules("NB", "RN of|for both NP and NP", of_each)
    yield from rules("NB", "RN common|shared to|by both? NP and NP", of_each)
    yield from rules("NB", "RN of NP as well as of? NP", of_each)
    yield from rules("NB", "RN of NP and of NP", _of_both)
    yield from rules("NB", "RN of NP who|which|that {BE} also RN of NP".replace("{BE}", BE), _also)
    yield from rules(
        "Q", f"{DO} NP and NP have|share {SOME}|the|a? same RN", lambda k, a, b, n: _exist(of_each(k, n, a, b))
    )
    yield from rules(
        "Q", f"{DO} NP and NP have {SOME}? RN together|in common", lambda k, a, b, n: _exist(of_each(k, n, a, b))
    )


def _of_both(kinds: Kinds, noun: Form, one: Form, other: Form) -> Form | None:
    """ "The cousins of X and of Y" are of each; values ("the height of X and of Y") are those of both."""
    if kinds.literal_of(noun) is not None:
        return filled(kinds, noun, Union(one, other))
    return of_each(kinds, noun, one, other)


def _also(kinds: Kinds, noun: Form, one: Form, other_noun: Form, other: Form) -> Form | None:
    left, right = filled(kinds, noun, one), filled(kinds, other_noun, other)
    return None if left is None or right is None else met(kinds, left, right)


def _asked(form: Form | None) -> Question | None:
    return None if form is None else Question(form)


def _counted(form: Form | None) -> Question | None:
    return None if form is None else Question(Count(form))


def _exist(form: Form | None) -> Question | None:
    return None if form is None else Question(Exists(form))


def _with_each_other() -> Iterator[Rule]:
    """ "X's children with Y": what both have."""
    for by in ("with|by",):
        yield from rules("NB", f"RN of NP {by} NP", of_each)
        yield from rules("NB", f"OWNER 's RN {by} NP", lambda k, a, n, b: of_each(k, n, a, b))
        yield from rules("Q", f"{WHICH} RN {DO} NP have {by} NP", lambda k, n, a, b: _asked(of_each(k, n, a, b)))
        yield from rules("Q", f"how many RN {DO} NP have {by} NP", lambda k, n, a, b: _counted(of_each(k, n, a, b)))
        yield from rules("Q", f"{DO} NP have {SOME}? RN {by} NP", lambda k, a, n, b: _exist(of_each(k, n, a, b)))
        yield from rules("NB", f"RN NP {HAVE} {by} NP", of_each)
    yield from rules("Q", f"{WHICH} RN {HAVE} NP {HAVE} with NP", lambda k, n, a, b: _asked(of_each(k, n, a, b)))


def _done_by_both() -> Iterator[Rule]:
    """ "Whom were both X and Y married to"."""
    for words, wants in ((WHO, "who"), (WHICH, None)):
        for p in PREPOSITIONS:
            for pattern in (f"{words} {BE} both NP and NP V {p}", f"{p} {words} {BE}|{DO} both NP and NP V"):
                yield from rules(
                    "Q", pattern, lambda k, a, b, v, p=p, w=wants: _by_both(k, done(k, p, a, v), done(k, p, b, v), w)
                )
        pattern = f"{words} {DO} both NP and NP V"
        yield from rules("Q", pattern, lambda k, a, b, v, w=wants: _by_both(k, does(k, a, v), does(k, b, v), w))


def _by_both(kinds: Kinds, one: Form | Ranked | None, other: Form | Ranked | None, wants: str | None) -> Ranked | None:
    return each(_both(kinds, one, other), lambda form: Question(form, wants))


def _how_often() -> Iterator[Rule]:
    """ "How many times was X married", "whom did X marry first"."""
    for often in ("how many times", "how often"):
        for pattern in (f"{often} {BE} NP V", f"{often} {DO} NP get? V"):
            yield from rules("Q", pattern, lambda k, np, v: _counted(_reached(k, np, v)))
    yield from rules("Q", f"{WHO}|{WHICH} {DO} NP V ORD", _nth)
    yield from rules("Q", f"KIND {DO} NP V ORD", lambda k, kind, np, v, place: _nth(k, np, v, place, kind))
    yield from rules("Q", f"{DO}|{HAVE} E get? V", _was_ever)
    for mutual in (f"{DO}|{HAVE} E and E get? V", f"{BE} E and E V", f"{BE} E and E V to|from each other|one another"):
        yield from rules("Q", mutual, _to_each_other)
    yield from rules("Q", f"{BE} E V", _was_ever)


def _reached(kinds: Kinds, subject: Form, verb: Sense) -> Form | None:
    """To whom something was done, where it is told of each."""
    relation = measured(verb)
    if (
        relation is None
        or kinds.literal(relation) is not None
        or order_of(kinds, relation, Join(relation, subject)) is None
    ):
        return None
    return joined(kinds, relation, subject)


def _nth(kinds: Kinds, subject: Form, verb: Sense, place: int, kind: Form | None = None) -> Question | None:
    reached = _reached(kinds, subject, verb)
    if reached is not None and kind is not None:
        reached = met(kinds, reached, kind)
    return None if reached is None else _asked(ordered(kinds, reached, place))


def _to_each_other(kinds: Kinds, one: Entity, other: Entity, verb: Sense) -> Question | None:
    """ "Did X and Y marry"."""
    if verb.relation is None or one == other or not kinds.is_mutual(verb.relation):
        return None
    return Question(Overlap(Join(verb.relation, one), other, mutual=True))


def _was_ever(kinds: Kinds, thing: Form, verb: Sense) -> Question | None:
    """ "Did X ever marry": whether there is anybody to whom it was done."""
    return _exist(_reached(kinds, thing, verb))


def _doing_to_both() -> Iterator[Rule]:
    """ "Married both to X and to Y", "married both X and Y"."""
    for target, verb in (("VP", "V"), ("VP", f"{BE} V"), ("MOD", "VED"), ("MOD", "VING")):
        yield from rules(target, f"{verb} both NP and NP", lambda k, v, a, b: _both(k, doing(k, v, a), doing(k, v, b)))
        for p in PREPOSITIONS:
            for pattern in (
                f"{verb} both {p} NP and {p} NP",
                f"{verb} {p} both NP and NP",
                f"{verb} {p} NP and {p} NP",
                f"{verb} {p} NP as well as {p}? NP",
            ):
                yield from rules(
                    target, pattern,
                    lambda k, v, a, b, p=p: _both(k, placed_verb(k, p, v, a), placed_verb(k, p, v, b)),
                )  # fmt: skip


def _both(kinds: Kinds, one: Form | Ranked | None, other: Form | Ranked | None) -> Ranked | None:
    return each(one, lambda left: each(other, lambda right: None if left == right else both(kinds, left, right)))


def _records() -> Iterator[Rule]:
    """Dates and places of what two did to each other."""
    when = ("when", "on|in? what|which date|day|year", "at? what|which date|day|year")
    where = ("where", "in|at? what|which place|location")
    for wants, openings in (("when", when), ("where", where)):
        for opening in openings:
            for target, order in (
                ("Q", f"{DO} NP get? V to|with? NP"), ("Q", f"{BES} NP V to|with? NP"),
                ("EMBEDDED", f"NP {BE}|get|got? V to|with? NP"),
            ):  # fmt: skip
                yield from rules(target, f"{opening} {order}", lambda k, a, v, b, w=wants: _recorded(k, a, v, b, w))
            for target, order in (
                ("Q", f"{DO} NP and NP get? V"), ("Q", f"{BES} NP and NP V"),
                ("EMBEDDED", f"NP and NP {BE}|get|got? V"),
            ):  # fmt: skip
                yield from rules(target, f"{opening} {order}", lambda k, a, b, v, w=wants: _recorded(k, a, v, b, w))
            for pattern in ("the? N of|between|for NP and NP", "the? N of|between NP to|with NP"):
                yield from rules(
                    "Q", f"{opening} {BES} {pattern}", lambda k, n, a, b, w=wants: _of_record(k, n, a, b, w)
                )
                yield from rules(
                    "Q", f"{opening} {DO} {pattern} take place", lambda k, n, a, b, w=wants: _of_record(k, n, a, b, w)
                )
            yield from rules("Q", f"{opening} {BES} the? N of NP", lambda k, n, a, w=wants: _of_one_record(k, n, a, w))
            yield from rules("Q", f"{opening} {BES} OWNER 's N", lambda k, a, n, w=wants: _of_one_record(k, n, a, w))
            for pattern in ("NP and NP 's N", "NP 's N to|with NP"):
                other = (
                    (lambda k, a, b, n, w=wants: _of_record(k, n, a, b, w))
                    if pattern.startswith("NP and")
                    else (lambda k, a, n, b, w=wants: _of_record(k, n, a, b, w))
                )
                yield from rules("Q", f"{opening} {BES} {pattern}", other)
    for pattern in ("the? N of|between|for NP and NP", "N NP and NP", "the? N of NP to|with NP"):
        yield from rules("JOINT", pattern, _value_of_both)
    yield from rules("JOINT", "NP and NP 's? N", lambda k, a, b, n: _value_of_both(k, n, a, b))
    yield from rules("JOINT", "NP 's N to|with NP", lambda k, a, n, b: _value_of_both(k, n, a, b))
    yield from rules("Q", "JOINT", lambda _, form: Question(form))
    yield from rules("Q", f"{WHICH} {BES} JOINT", lambda _, form: Question(form))
    yield from rules("TOP", "REQUEST JOINT please?", lambda _, __, form: Question(form))
    yield from rules("Q", f"{WHO}|{WHICH} {DO} NP V TIME", lambda k, s, v, t: _asked(_done(k, v, s, t)))
    yield from rules("Q", f"{WHO}|{WHICH} V NP TIME", lambda k, v, s, t: _asked(_done(k, v, s, t)))
    yield from rules("Q", f"{WHO} {BE} NP V to TIME", lambda k, s, v, t: _asked(_done(k, v, s, t)))
    yield from rules("Q", f"{DO} NP V NP TIME", _was_done)
    yield from rules("Q", f"{BE} NP V to|with NP TIME", _was_done)


def _recorded(kinds: Kinds, one: Form, verb: Sense, other: Form, wants: str) -> Question | None:
    relation = measured(verb)
    return None if relation is None else _told(kinds, of_both(kinds, relation, one, other), wants)


def _told(kinds: Kinds, form: Form | None, wants: str) -> Question | None:
    """The question, where the value answers to its question word."""
    if form is None:
        return None
    is_date = kinds.literal_of(form) == "date"
    return Question(form, wants) if is_date == (wants == "when") else None


def _of_one_record(kinds: Kinds, noun: Relation, thing: Form, wants: str) -> Question | None:
    """ "Where was X's wedding": the place of what the noun tells the time of."""
    if noun.property not in kinds.schema.recorded_as or wants in kinds.words(noun):
        return None
    found = [form for relation in fellows(kinds, noun, wants) if (form := joined(kinds, relation, thing)) is not None]
    return Question(found[0], wants) if len(found) == 1 else None


def _of_record(kinds: Kinds, noun: Relation, one: Form, other: Form, wants: str) -> Question | None:
    """ "When was the wedding of X and Y": by the noun's own property, or by those of the records that it names."""
    found = of_both(kinds, noun, one, other)
    if found is not None:
        return _told(kinds, found, wants)
    return _told(kinds, _by_record(kinds, noun, one, other, wants), wants)


def _by_record(kinds: Kinds, noun: Relation, one: Form, other: Form, wants: str) -> Form | None:
    """What a record is known by that the noun names: the date by which what it records is ordered, or its place."""
    found = [
        form for relation in fellows(kinds, noun, wants) if (form := of_both(kinds, relation, one, other)) is not None
    ]
    return found[0] if len(found) == 1 else None


def fellows(kinds: Kinds, noun: Relation, wants: str) -> list[Relation]:
    """Properties of participants that stand for the time, or the place, of the records that a noun tells of."""
    own = kinds.schema.recorded_as.get(noun.property, ())
    records = frozenset(r for iri in own for r in kinds.subjects(Relation(iri))) or kinds.values(noun)
    if not records or not any(kinds.schema.classes_above(record) & kinds.schema.records for record in records):
        return []
    ordering = {iri for iris in kinds.schema.ordered_by.values() for iri in iris}
    return [
        Relation(relation)
        for relation, properties in sorted(kinds.schema.recorded_as.items())
        for iri in sorted(properties)
        if kinds.subjects(Relation(iri)) & records
        and wants in kinds.words(Relation(relation))
        and (iri in ordering or wants != "when")
    ]


def _value_of_both(kinds: Kinds, noun: Relation, one: Form, other: Form) -> Form | None:
    return of_both(kinds, noun, one, other)


def _done(kinds: Kinds, verb: Sense, one: Form, time: Time) -> Form | None:
    relation = measured(verb)
    if relation is None or kinds.literal(relation) is not None or kinds.excludes(relation, one):
        return None
    return done_in(kinds, relation, one, time)


def _was_done(kinds: Kinds, one: Form, verb: Sense, other: Form, time: Time) -> Question | None:
    found = _done(kinds, verb, one, time)
    return None if found is None else Question(Overlap(found, other))
