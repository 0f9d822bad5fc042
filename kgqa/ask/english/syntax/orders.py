"""Questions in other orders: the question word last, perfect tenses, what is said of a category.

"X directed which films", "the films of X were released in what years", "what has X written", "which group does X
belong to".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kgqa.ask.chart import Rule, rules
from kgqa.ask.compose.links import Link
from kgqa.ask.compose.modify import modified
from kgqa.ask.compose.sets import filled, joined, met
from kgqa.ask.compose.sharing import others
from kgqa.ask.english.synonyms import synonyms
from kgqa.ask.english.syntax.questions import asked, tied_to
from kgqa.ask.english.syntax.ranking import each
from kgqa.ask.english.syntax.verbal import does, doing, done, placed_verb
from kgqa.ask.english.syntax.words import BE, DO, HAVE, OF, PREPOSITIONS, WHICH, WHO
from kgqa.ask.english.wording import noun_keys
from kgqa.ask.forest import Ranked
from kgqa.ask.form import HOLE, Form, Join, Question

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.compose.kinds import Kinds

_BELONG = ("belong|belongs|belonged to", "fall|falls|fell under|into|within", "come|comes|came under")
_MOST_MEANT = 3
_MODAL = "can|could|may|might|must|should|will|would"


def orders() -> Iterator[Rule]:
    """All rules of questions in other orders."""
    yield from _last()
    yield from _role_last()
    yield from _perfect()
    yield from _belonging()
    yield from _extraposed()
    yield from _stranded()


def _from_where(kinds: Kinds, subject: Form) -> Ranked | None:
    """Where a set comes from: by the likeliest noun of the graph for that."""
    for noun in synonyms("come from"):
        senses = [s for key in noun_keys(tuple(noun.split())) for s in kinds.lexicon.nouns.get(key, ())]
        related = dict.fromkeys(s.relation for s in senses if s.relation is not None)
        forms = [form for r in related if (form := joined(kinds, r, subject)) is not None]
        if forms:
            return Ranked(tuple((Question(form), 0) for form in forms))
    return None


def _stranded() -> Iterator[Rule]:
    """ "What is X about", "what is X for": the preposition by which a property is called comes last."""
    yield from rules("Q", f"where {BE} NP from", _from_where, cost=1)
    yield from rules("Q", f"where {DO} NP come|hail from", _from_where, cost=1)
    for p in PREPOSITIONS:
        for words, wants in ((WHO, "who"), ("what", None)):
            pattern = f"{words} {BE} NP {p}"
            yield from rules("Q", pattern, lambda k, s, p=p, w=wants: _asked(_by_preposition(k, s, p), w), cost=1)
        for target in ("MOD", "PRED"):
            yield from rules(target, f"{p} VAL", lambda k, value, p=p: _so_called(k, value, p), cost=1)
        yield from rules("EMBEDDED", f"what NP {BE} {p}", lambda k, s, p=p: _asked(_by_preposition(k, s, p), None))


def _so_called(kinds: Kinds, value: Form, preposition: str) -> Form | None:
    """What has a text as a value of a property that is called by the preposition: "about boxing"."""
    relation = value.relation.reversed() if isinstance(value, Join) else None
    return value if relation is not None and preposition in kinds.prepositions.get(relation, ()) else None


def _by_preposition(kinds: Kinds, subject: Form, preposition: str) -> Ranked | None:
    """What a set stands to as a preposition says, by the properties that are called so."""
    named = [r for r, said in sorted(kinds.prepositions.items()) if preposition in said]
    found = [form for r in named if (form := joined(kinds, r, subject)) is not None]
    return Ranked(tuple((form, 0) for form in found)) if 0 < len(found) <= _MOST_MEANT else None


def _last() -> Iterator[Rule]:
    """The question word where the answer would stand."""
    yield from rules("ASKED", f"{WHICH} NB", lambda _, nb: nb)
    yield from rules("KIND", f"{WHICH} SING", lambda _, nb: nb)
    yield from rules("Q", "NP V ASKED", lambda k, s, v, nb: _of_kind(k, nb, does(k, s, v)), cost=1)
    yield from rules("Q", f"ASKED {DO} NP also V", lambda k, nb, s, v: _also(_of_kind(k, nb, does(k, s, v))))
    yield from rules("Q", "NP also V ASKED", lambda k, s, v, nb: _also(_of_kind(k, nb, does(k, s, v))))
    yield from rules("Q", f"NP {BE} ASKED", lambda k, s, nb: _of_kind(k, nb, s), cost=1)
    yield from rules("Q", f"NP {BE} in|at|of? {WHICH} RN", lambda k, s, noun: asked(filled(k, noun, s)), cost=1)
    for words, wants in ((WHO, "who"), ("what", None)):
        yield from rules("Q", f"NP V {words}", lambda k, s, v, w=wants: asked(does(k, s, v), w), cost=1)
        yield from rules("Q", f"X {BE} {words}", lambda _, x, w=wants: Question(x, w), cost=1)
    for p in PREPOSITIONS:
        for aux in ("", f"{BE} ", f"{DO} "):
            if p == "by" and not aux.startswith("is"):
                continue
            pattern = f"NP {aux}V {p} ASKED"
            yield from rules("Q", pattern, lambda k, s, v, nb, p=p: _of_kind(k, nb, done(k, p, s, v)), cost=1)
            for words, wants in ((WHO, "who"), ("what", None)):
                yield from rules(
                    "Q", f"NP {aux}V {p} {words}", lambda k, s, v, p=p, w=wants: _asked(done(k, p, s, v), w), cost=1
                )
        pattern = f"ASKED {DO} NP also V {p}"
        yield from rules("Q", pattern, lambda k, nb, s, v, p=p: _also(_of_kind(k, nb, done(k, p, s, v))))
        pattern = f"NP also V {p} ASKED"
        yield from rules("Q", pattern, lambda k, s, v, nb, p=p: _also(_of_kind(k, nb, done(k, p, s, v))))
        yield from rules(
            "Q", f"ASKED {BE} NP located|situated|based|found {p}", lambda k, nb, s, p=p: tied_to(k, nb, s, p, Question)
        )
        yield from rules("Q", f"NP {BE} {p} ASKED", lambda k, s, nb, p=p: tied_to(k, nb, s, p, Question), cost=2)
    for time in (f"in|on? {WHICH} year|years|date|dates|day|days|month|months", "when"):
        for aux in (f"{BE} ", ""):
            pattern = f"NP {aux}V {time}"
            yield from rules("Q", pattern, lambda k, s, v: _asked(done(k, None, s, v), "when"), cost=1)
    yield from rules("Q", f"{WHICH} years|dates {BE} NP V in|on?", lambda k, s, v: _asked(done(k, None, s, v), "when"))
    yield from rules("Q", f"in|on {WHICH} years|dates {BE} NP V", lambda k, s, v: _asked(done(k, None, s, v), "when"))


def _asked(found: Ranked | None, wants: str | None) -> Ranked | None:
    return each(found, lambda form: Question(form, wants))


def _of_kind(kinds: Kinds, kind: Form, said: Any) -> Ranked | None:
    return each(said, lambda one: each(modified(kinds, kind, one), Question))


def _also(found: Ranked | None) -> Ranked | None:
    """ "X's director also directed which films": others than X."""
    return each(found, lambda question: Question(others(question.form) or question.form, question.wants))


def _role_last() -> Iterator[Rule]:
    """ "X was the director of which films", "which films was X the director of"."""
    role = "the|a|an? N"
    yield from rules("Q", f"NP {BE} {role} {OF} ASKED", lambda k, s, noun, nb: _role(k, nb, s, noun))
    yield from rules("Q", f"{WHICH} NB {BE} NP {role} {OF}", _role)
    yield from rules("Q", f"{OF} {WHICH} NB {BE} NP {role}", _role)


def _role(kinds: Kinds, kind: Form, thing: Form, noun: Any) -> Question | None:
    form = filled(kinds, Join(noun.reversed(), HOLE), thing)
    return asked(None if form is None else met(kinds, kind, form))


def _perfect() -> Iterator[Rule]:
    """ "What has X written", "who has written X", "which can be reached by X"."""
    yield from rules("Q", f"{WHICH} NB {HAVE} NP V", lambda k, nb, s, v: _of_kind(k, nb, does(k, s, v)))
    yield from rules("Q", f"what {HAVE} NP V", lambda k, s, v: asked(does(k, s, v)))
    yield from rules("Q", f"who|whom {HAVE} NP V", lambda k, s, v: asked(does(k, s, v), "who"))
    yield from rules("VP", f"{HAVE} V NP", doing)
    yield from rules("MOD", f"who|which|that|whom? NP {HAVE} V", does)
    for p in PREPOSITIONS:
        yield from rules("VP", f"{HAVE} V {p} NP", lambda k, v, o, p=p: placed_verb(k, p, v, o))
        yield from rules("VP", f"{HAVE} been V {p} NP", lambda k, v, o, p=p: placed_verb(k, p, v, o))
        yield from rules("VP", f"{_MODAL} be V {p} NP", lambda k, v, o, p=p: placed_verb(k, p, v, o))
        pattern = f"{WHICH} NB {HAVE} NP V {p}"
        yield from rules("Q", pattern, lambda k, nb, s, v, p=p: _of_kind(k, nb, done(k, p, s, v)))


def _belonging() -> Iterator[Rule]:
    """Being in a category: "which genre does X fall under", "films that belong to the genre Y"."""
    for belong in _BELONG:
        yield from rules("Q", f"{WHICH} RN {DO} NP {belong}", lambda k, noun, np: asked(filled(k, noun, np)))
        verb, _, preposition = belong.partition(" ")
        yield from rules("Q", f"{preposition} {WHICH} RN {DO} NP {verb}", lambda k, n, np: asked(filled(k, n, np)))
        yield from rules("Q", f"NP {belong} {WHICH} RN", lambda k, np, noun: asked(filled(k, noun, np)))
        yield from rules("VP", f"{belong} NP", lambda _, np: Link(None, np), cost=2)
        yield from rules("MOD", f"belonging|falling {preposition} NP", lambda _, np: Link(None, np), cost=2)


def _extraposed() -> Iterator[Rule]:
    """ "When were the films released whose director also directed X": what belongs to the noun comes last."""
    for aux in (BE, DO):
        yield from rules("Q", f"when {aux} NP V WHOSE", lambda k, s, v, c: _whose_last(k, s, c, v, "when"), cost=1)
        yield from rules("Q", f"where {aux} NP V WHOSE", lambda k, s, v, c: _whose_last(k, s, c, v, "where"), cost=1)


def _whose_last(kinds: Kinds, subject: Form, condition: Any, verb: Any, wants: str) -> Ranked | None:
    return each(
        modified(kinds, subject, condition),
        lambda one: each(done(kinds, None, one, verb), lambda form: Question(form, wants)),
    )
