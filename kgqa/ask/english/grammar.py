"""The grammar of English questions: how words, names and phrases compose logical forms.

Categories: E a named thing, W one named by its whole name, N a noun for a relation, V a verb (a `Sense`),
C a noun for a class, D a date; X a set reached by relations, NP any noun phrase, Q a question. Of the sets DEF is a
definite one ("the children of Y"), SOME an indefinite one ("a child of Y"); EVERY ("all children of Y") is no X, since
what is asked of every member is not asked of some. Words that the grammar does not name are never skipped: a question
is read whole or not at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.chart import Grammar, Rule, rules
from kgqa.ask.english.verbs import (
    PLACING,
    asked,
    count_of_kind,
    dated,
    does,
    doing_to,
    done_by,
    found_at,
    has,
    mutual,
    named,
    of_all,
    of_kind,
    of_one,
    one_of,
    plays,
    stands,
    state,
    was_dated,
)
from kgqa.ask.english.wording import PREPOSITIONS
from kgqa.ask.form import Class, Count, Describe, Exists, Form, Join, Overlap, Question, Relation, Within

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kgqa.model import IRI

BE = "is|was|are|were"
BES = BE + "|'s"
DO = "do|does|did"
HAVE = "has|have|had"
SOME = "a|an|any"
EVERY = "all|every|each"
_PREPOSITIONS = tuple(sorted(PREPOSITIONS))


def _identity(value: Form) -> Form:
    return value


# Noun phrases


def _noun_phrases() -> Iterator[Rule]:
    yield from rules("NP", "E", _identity)
    yield from rules("NP", "the W", _identity)
    yield from rules("NP", "X", _identity)
    yield from rules("X", "DEF", _identity)
    yield from rules("X", "SOME", _identity)
    yield from rules("OWNER", "E", _identity)
    yield from rules("OWNER", "OWNED", _identity)
    yield from rules("OWNED", "OWNER 's N", lambda owner, noun: Join(noun, owner))
    yield from rules("DEF", "OWNED", _identity)
    yield from rules("EVERY", "all of? OWNED", _identity)
    yield from rules("EVERY", "each|every of? OWNED", _identity)
    for target, opening in (("DEF", "the?"), ("SOME", SOME), ("EVERY", EVERY), ("EVERY", "all|each of? the")):
        yield from rules(target, f"{opening} N of|to NP", Join)
        yield from rules(target, f"{opening} N of OWNER 's", Join)
        yield from rules(target, f"{opening} N NP has|have|had", Join)
    yield from rules("DEF", "the? name|names of X", _identity)
    yield from rules("DEF", "OWNED 's name|names", _identity)
    yield from rules("MEMBERS", f"the|{SOME}|{EVERY} C", Class)
    yield from rules("MEMBERS", "C", Class)
    yield from rules("MEMBERS", "all of? the C", Class)


# Questions for things


def _things() -> Iterator[Rule]:
    for words, wants in (("who|whom", "who"), ("what|which", None)):
        yield from rules("Q", f"{words} {BES} X", lambda x, w=wants: Question(x, w))
        yield from rules("Q", f"{words} {BES} EVERY", lambda x, w=wants: Question(x, w))
        yield from rules("Q", f"{words} {BES} E", lambda e: Question(Describe(e)))
        yield from rules("Q", f"{words} {BES} NP the|a|an? N of|to", lambda np, n, w=wants: _role(np, n, w))
        yield from rules("Q", f"{words} {DO} NP V", lambda s, v, w=wants: asked(done_by(s, v), w))
        yield from rules("Q", f"{words} V NP", lambda v, o, w=wants: asked(doing_to(v, o), w))
        for preposition in _PREPOSITIONS:
            yield from _prepositional(words, wants, preposition)
        yield from rules("EMBEDDED", f"{words} X {BE}", lambda x, w=wants: Question(x, w))
        yield from rules("EMBEDDED", f"{words} E {BE}", lambda e: Question(Describe(e)))
    yield from rules("Q", f"what|which N {DO} NP have", lambda noun, np: Question(Join(noun, np)))
    for opening, build in (("what|which C", of_kind), ("how many C", count_of_kind)):
        yield from _things_of_a_kind(opening, build)
    yield from rules("Q", f"whose N {BES} NP", lambda noun, np: Question(Join(noun.reversed(), np)))
    yield from rules("Q", f"NP {BE} whose N", lambda np, noun: Question(Join(noun.reversed(), np)))


def _things_of_a_kind(opening: str, build: Callable[[IRI, Form | None], Question | None]) -> Iterator[Rule]:
    """Things of a class; not "in which city was X born", since places are recorded in larger and smaller ones alike."""
    yield from rules("Q", f"{opening} {BE} X", build)
    yield from rules("Q", f"{opening} {DO} NP V", lambda c, s, v: build(c, done_by(s, v)))
    yield from rules("Q", f"{opening} V NP", lambda c, v, o: build(c, doing_to(v, o)))
    for p in _PREPOSITIONS:
        yield from rules("Q", f"{opening} {BE}? V {p} NP", lambda c, v, o, p=p: build(c, found_at(p, v, o)))
        if p not in PLACING and p != "by":
            yield from rules("Q", f"{opening} {BE}|{DO} NP V {p}", lambda c, s, v, p=p: build(c, state(p, s, v)))


def _role(thing: Form, noun: Relation, wants: str | None) -> Question:
    return Question(Join(noun.reversed(), thing), wants)


def _prepositional(words: str, wants: str | None, p: str) -> Iterator[Rule]:
    yield from rules("Q", f"{words} {BES} NP V {p}", lambda s, v: asked(state(p, s, v), wants))
    yield from rules("Q", f"{words} {BE} V {p} NP", lambda v, o: asked(found_at(p, v, o), wants))
    if p != "by":
        yield from rules("Q", f"{words} {DO} NP V {p}", lambda s, v: asked(state(p, s, v), wants))
        yield from rules("Q", f"{words} V {p} NP", lambda v, o: asked(found_at(p, v, o), wants))


def _times_and_places() -> Iterator[Rule]:
    when = ("when", "on|in? what|which date|day|year", "at? what|which date|day|year")
    where = ("where", "in|at? what|which place|location")
    for wants, openings in (("when", when), ("where", where)):
        trailing = "in|at|on|from?" if wants == "where" else "in|on?"
        for opening in openings:
            for target, order in (("Q", f"{BES} NP V"), ("Q", f"{DO} NP get? V"), ("EMBEDDED", f"NP {BE}? V")):
                pattern = f"{opening} {order} {trailing}"
                yield from rules(target, pattern, lambda s, v, w=wants: asked(state(None, s, v), w))
        yield from rules("Q", f"{wants} {BES} X", lambda x, w=wants: Question(x, w))
        yield from rules("EMBEDDED", f"{wants} X {BE}", lambda x, w=wants: Question(x, w))
        yield from rules("Q", f"E V {wants}", lambda s, v, w=wants: asked(state(None, s, v), w))


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
    yield from rules("TOTAL", "the? number|count of EVERY", Count)
    yield from rules("TOTAL", "the? number|count of MEMBERS", Count)
    yield from rules("Q", f"what {BES} TOTAL", Question)
    yield from rules("Q", "TOTAL", Question)


def _truths() -> Iterator[Rule]:
    for subject in ("E", "the W", "SOME"):
        yield from rules("Q", f"{BE} {subject} a|an? C", lambda s, c: of_one(s, Class(c)))
        yield from rules("Q", f"{BE} {subject} X", one_of)
    for subject in ("DEF", "EVERY"):
        yield from rules("Q", f"{BE} {subject} a|an? C", lambda s, c: of_all(s, Class(c)))
        yield from rules("Q", f"{BE} {subject} X", of_all)
        yield from rules("Q", f"{DO} {subject} V NP", lambda s, v, o: of_all(s, doing_to(v, o)))
    yield from rules("Q", f"{BE} DEF E", named)
    yield from rules("Q", f"{BE} E a|an N", plays)
    for place in ("E", "the W"):
        yield from rules("Q", f"{BE} E in|within {place}", lambda thing, o: Question(Overlap(thing, Within(o))))
    yield from rules("Q", f"{BE} SOME E", lambda x, e: one_of(e, x))
    yield from rules("Q", f"{BE} EVERY E", of_all)
    yield from rules("Q", f"{BE} E the|a|an? N of|to EVERY", lambda e, n, x: of_all(x, Join(n.reversed(), e)))
    yield from rules("Q", f"{BE} E and E N", mutual)
    yield from rules("Q", f"{DO} NP have {SOME}? N", has)
    yield from rules("Q", f"{HAVE} NP got? {SOME}? N", has)
    yield from rules("Q", f"{BE} there any? DEF", lambda x: Question(Exists(x)))
    yield from rules("Q", f"{BE} there SOME", lambda x: Question(Exists(x)))
    yield from rules("ONE", "E", _identity)
    yield from rules("ONE", "the W", _identity)
    yield from rules("ONE", "SOME", _identity)
    yield from rules("Q", f"{DO} ONE V NP", does)
    for p in _PREPOSITIONS:
        done = BE if p == "by" else f"{BE}|{DO}"
        yield from rules("Q", f"{done} ONE V {p} NP", lambda s, v, o, p=p: stands(p, s, v, o))
        for subject in ("DEF", "EVERY"):
            yield from rules("Q", f"{done} {subject} V {p} NP", lambda s, v, o, p=p: of_all(s, found_at(p, v, o)))
    for subject in ("ONE", "DEF"):
        yield from rules("Q", f"{BE} {subject} V in|on? D", was_dated)
        yield from rules("Q", f"{DO} {subject} get? V in|on? D", dated)


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
    yield from rules("TOP", "REQUEST EVERY please?", lambda _, x: Question(x))
    yield from rules("TOP", "REQUEST MEMBERS please?", lambda _, c: Question(c))
    yield from rules("TOP", "REQUEST about E please?", lambda _, e: Question(Describe(e)))
    yield from rules("TOP", "REQUEST TOTAL please?", lambda _, t: Question(t))


def _telegrams() -> Iterator[Rule]:
    yield from rules("Q", "X", Question)
    yield from rules("Q", "EVERY", Question)
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
