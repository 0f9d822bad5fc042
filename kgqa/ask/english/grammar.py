"""The grammar of English questions: how words, names and phrases compose logical forms.

Categories: E a named thing, W one named by its whole name, N a noun for a relation, V a verb (a `Sense`),
C a noun for a class, D a date; X a set reached by relations, NP any noun phrase, Q a question. Words that the
grammar does not name are never skipped: a question is read whole or not at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.chart import Grammar, Rule, rules
from kgqa.ask.form import (
    Class,
    Count,
    DateIn,
    Describe,
    Entity,
    Exists,
    Form,
    Intersection,
    Join,
    Overlap,
    Question,
    Relation,
    Within,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.lexicon import Sense
    from kgqa.model import Literal

BE = "is|was|are|were"
BES = BE + "|'s"
DO = "do|does|did"
HAVE = "has|have|had"
DETERMINER = "the|a|an|any|all|every|each"
_IN = ("in", "at", "within")


def _identity(value: Form) -> Form:
    return value


def _is_set(form: Form) -> bool:
    return not isinstance(form, Entity)


# Verbs: "S verb O" holds when S stands in the verb's relation to O; "film directed by person" is said of the film.


def _active(verb: Sense) -> Relation:
    assert verb.relation is not None
    return verb.relation.reversed() if verb.preposition == "by" else verb.relation


def _done_by(subject: Form, verb: Sense) -> Join | None:
    """Whom `subject` marries: active verbs, and those whose "to" is left out."""
    fits = verb.preposition in {None, "by", "to"} and not verb.strict
    return Join(_active(verb), subject) if fits else None


def _doing_to(verb: Sense, patient: Form) -> Join | None:
    """Who marries `patient`."""
    fits = verb.preposition in {None, "by"} and not verb.strict
    return Join(_active(verb).reversed(), patient) if fits else None


def _state(preposition: str | None, subject: Form, verb: Sense) -> Join | None:
    """What `subject` is born in, married to, directed by."""
    assert verb.relation is not None
    if preposition == "by":
        return Join(_active(verb).reversed(), subject) if verb.preposition in {None, "by"} else None
    fits = verb.preposition == preposition or verb.preposition is None
    left_out = preposition is None and not verb.strict and verb.preposition != "by"
    return Join(verb.relation, subject) if fits or left_out else None


def _asked(form: Form | None, wants: str | None = None) -> Question | None:
    return None if form is None else Question(form, wants)


def _located(preposition: str, place: Form) -> Form:
    return Within(place) if preposition in _IN else place


# Noun phrases


def _noun_phrases() -> Iterator[Rule]:
    yield from rules("NP", "E", _identity)
    yield from rules("NP", "the W", _identity)
    yield from rules("NP", "X", _identity)
    yield from rules("OWNER", "E", _identity)
    yield from rules("OWNER", "OWNED", _identity)
    yield from rules("OWNED", "OWNER 's N", lambda owner, noun: Join(noun, owner))
    yield from rules("X", "OWNED", _identity)
    yield from rules("X", "all of? OWNED", _identity)
    yield from rules("PARTITIVE", f"{DETERMINER} N", lambda noun: noun)
    yield from rules("PARTITIVE", "all of? the N", lambda noun: noun)
    yield from rules("PARTITIVE", "N", lambda noun: noun)
    yield from rules("X", "PARTITIVE of|to NP", Join)
    yield from rules("X", "PARTITIVE of OWNER 's", Join)
    yield from rules("X", "PARTITIVE NP has|have|had", Join)
    yield from rules("X", "the? name|names of X", _identity)
    yield from rules("X", "OWNED 's name|names", _identity)
    yield from rules("MEMBERS", f"{DETERMINER}? C", Class)
    yield from rules("MEMBERS", "all of? the C", Class)


# Questions for things


def _things() -> Iterator[Rule]:
    for words, wants in (("who|whom", "who"), ("what|which", None)):
        yield from rules("Q", f"{words} {BES} X", lambda x, w=wants: Question(x, w))
        yield from rules("Q", f"{words} {BES} E", lambda e: Question(Describe(e)))
        yield from rules("Q", f"{words} {BES} NP {DETERMINER}? N of|to", lambda np, n, w=wants: _role(np, n, w))
        yield from rules("Q", f"{words} {DO} NP V", lambda s, v, w=wants: _asked(_done_by(s, v), w))
        yield from rules("Q", f"{words} V NP", lambda v, o, w=wants: _asked(_doing_to(v, o), w))
        for preposition in ("by", "to", "in", "at", "with", "for", "from", "on"):
            yield from _prepositional(words, wants, preposition)
        yield from rules("EMBEDDED", f"{words} X {BE}", lambda x, w=wants: Question(x, w))
        yield from rules("EMBEDDED", f"{words} E {BE}", lambda e: Question(Describe(e)))
    yield from rules("Q", f"what|which N {DO} NP have", lambda noun, np: Question(Join(noun, np)))
    yield from rules("Q", f"what|which C {BE} X", lambda c, x: Question(Intersection(Class(c), x)))
    yield from rules("Q", f"whose N {BES} NP", lambda noun, np: Question(Join(noun.reversed(), np)))
    yield from rules("Q", f"NP {BE} whose N", lambda np, noun: Question(Join(noun.reversed(), np)))


def _role(thing: Form, noun: Relation, wants: str | None) -> Question:
    return Question(Join(noun.reversed(), thing), wants)


def _prepositional(words: str, wants: str | None, p: str) -> Iterator[Rule]:
    yield from rules("Q", f"{words} {BES} NP V {p}", lambda s, v: _asked(_state(p, s, v), wants))
    if p != "by":
        yield from rules("Q", f"{words} {DO} NP V {p}", lambda s, v: _asked(_state(p, s, v), wants))
        yield from rules("Q", f"{words} {BE} V {p} NP", lambda v, o: _asked(_found_at(p, v, o), wants))
        yield from rules("Q", f"{words} V {p} NP", lambda v, o: _asked(_found_at(p, v, o), wants))


def _found_at(preposition: str, verb: Sense, place: Form) -> Join | None:
    state = _state(preposition, place, verb)
    return None if state is None else Join(state.relation.reversed(), _located(preposition, place))


def _times_and_places() -> Iterator[Rule]:
    when = ("when", "on|in? what|which date|day|year", "at? what|which date|day|year")
    where = ("where", "in|at? what|which place|location")
    for wants, openings in (("when", when), ("where", where)):
        trailing = "in|at|on|from?" if wants == "where" else "in|on?"
        for opening in openings:
            asked = lambda s, v, w=wants: _asked(_state(None, s, v), w)  # noqa: E731
            yield from rules("Q", f"{opening} {BES} NP V {trailing}", asked)
            yield from rules("Q", f"{opening} {DO} NP V {trailing}", asked)
            yield from rules("EMBEDDED", f"{opening} NP {BE}? V {trailing}", asked)
        yield from rules("Q", f"{wants} {BES} X", lambda x, w=wants: Question(x, w))
        yield from rules("EMBEDDED", f"{wants} X {BE}", lambda x, w=wants: Question(x, w))
        yield from rules("Q", f"E V {wants}", lambda s, v, w=wants: _asked(_state(None, s, v), w))


# Counts and yes/no questions


def _counts() -> Iterator[Rule]:
    yield from rules("Q", f"how many N {DO} NP have", lambda noun, np: Question(Count(Join(noun, np))))
    yield from rules("Q", f"how many N {HAVE} NP got?", lambda noun, np: Question(Count(Join(noun, np))))
    yield from rules("EMBEDDED", f"how many N NP {HAVE}", lambda noun, np: Question(Count(Join(noun, np))))
    yield from rules("Q", f"how many N {BE} there of|to NP", lambda noun, np: Question(Count(Join(noun, np))))
    yield from rules("Q", f"how many N of|to NP {BE} there", lambda noun, np: Question(Count(Join(noun, np))))
    yield from rules("Q", "how many N of|to NP", lambda noun, np: Question(Count(Join(noun, np))))
    yield from rules("Q", f"how many C {BE} there", lambda c: Question(Count(Class(c))))
    yield from rules("EMBEDDED", f"how many C there {BE}", lambda c: Question(Count(Class(c))))
    yield from rules("TOTAL", "the? number|count of X", Count)
    yield from rules("TOTAL", "the? number|count of MEMBERS", Count)
    yield from rules("Q", f"what {BES} TOTAL", Question)
    yield from rules("Q", "TOTAL", Question)


def _truths() -> Iterator[Rule]:
    yield from rules("Q", f"{BE} NP X", lambda a, b: Question(Overlap(b, a)))
    yield from rules("Q", f"{BE} X E", lambda a, b: Question(Overlap(a, b)))
    yield from rules("Q", f"{BE} NP a|an? C", lambda np, c: Question(Overlap(Class(c), np)))
    yield from rules("Q", f"{BE} E and E N", _mutual)
    yield from rules("Q", f"{DO} NP have a|an|any? N", lambda np, noun: Question(Exists(Join(noun, np))))
    yield from rules("Q", f"{HAVE} NP got? a|an|any? N", lambda np, noun: Question(Exists(Join(noun, np))))
    yield from rules("Q", f"{BE} there a|an|any? X", lambda x: Question(Exists(x)))
    yield from rules("Q", f"{DO} NP V NP", lambda s, v, o: _true(_done_by(s, v), o))
    yield from rules("Q", f"{BE} NP V by NP", lambda s, v, o: _true(_state("by", s, v), o))
    for p in ("to", "in", "at", "with", "for", "from"):
        yield from rules("Q", f"{BE}|{DO} NP V {p} NP", lambda s, v, o, p=p: _true(_state(p, s, v), _located(p, o)))
    yield from rules("Q", f"{BE}|{DO} NP V in|on? D", lambda s, v, d: _dated(_state(None, s, v), d))


def _true(left: Join | None, right: Form) -> Question | None:
    return None if left is None else Question(Overlap(left, right))


def _dated(of: Join | None, date: Literal) -> Question | None:
    return None if of is None else Question(DateIn(of, date))


def _mutual(one: Entity, other: Entity, noun: Relation) -> Question:
    return Question(Overlap(Join(noun, one), other, mutual=True))


# Requests around questions


def _requests() -> Iterator[Rule]:
    tell = "tell|give|show|get|find"
    for opening in (
        f"{tell} me", "list|name|find|show|state|identify", f"can|could|would|will you please? {tell} me",
        "can|could|would|will you please? list|name|find|identify", "i would|d like to know", "i 'd like to know",
        "i'd like to know", "id like to know", "i want|wanted|need to know", "do you know", "let me know", "i wonder",
    ):  # fmt: skip
        yield from rules("REQUEST", f"GREETING? please? {opening}", lambda *_: True)
    yield from rules("TOP", "GREETING? please? Q please?", lambda *parts: parts[-1])
    yield from rules("GREETING", "hi|hello|hey|ok|okay|so|well", lambda: True)
    yield from rules("TOP", "REQUEST Q please?", lambda _, q: q)
    yield from rules("TOP", "REQUEST EMBEDDED please?", lambda _, q: q)
    yield from rules("TOP", "REQUEST X please?", lambda _, x: Question(x))
    yield from rules("TOP", "REQUEST MEMBERS please?", lambda _, c: Question(c))
    yield from rules("TOP", "REQUEST about E please?", lambda _, e: Question(Describe(e)))
    yield from rules("TOP", "REQUEST TOTAL please?", lambda _, t: Question(t))


def _telegrams() -> Iterator[Rule]:
    yield from rules("Q", "X", Question)
    yield from rules("Q", "TELEGRAM", Question)
    yield from rules("TELEGRAM", "E N", lambda e, noun: Join(noun, e))
    yield from rules("TELEGRAM", "TELEGRAM N", lambda t, noun: Join(noun, t))


GRAMMAR = Grammar(
    (
        *_noun_phrases(),
        *_things(),
        *_times_and_places(),
        *_counts(),
        *_truths(),
        *_requests(),
        *_telegrams(),
    )
)
