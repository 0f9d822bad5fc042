"""Questions for manners, causes and doings: how and why it was done, what caused it, what somebody does, or is in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.chart import Rule, rules
from kgqa.ask.compose.links import relations
from kgqa.ask.compose.modify import modified
from kgqa.ask.compose.sets import filled, joined
from kgqa.ask.english.syntax.ranking import each
from kgqa.ask.english.syntax.verbal import done
from kgqa.ask.english.syntax.words import BE, BES, DO, HIS, WHICH
from kgqa.ask.forest import Ranked
from kgqa.ask.form import Form, Question

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.compose.kinds import Kinds
    from kgqa.ask.lexicon import Sense

_DOING = "do"
"""What properties are declared to answer to that tell what somebody does (kgqa:answersTo "do")."""


def manners() -> Iterator[Rule]:
    """All rules of such questions."""
    yield from _how_and_why()
    yield from _causes()
    yield from _doings()
    yield from _in_which()


def _how_and_why() -> Iterator[Rule]:
    """How or why it was done: only by what is declared to answer to the word."""
    for wants in ("how", "why"):
        for target, order in (("Q", f"{DO} NP V"), ("Q", f"{BES} NP V"), ("Q", "NP V"), ("EMBEDDED", f"NP {BE}? V")):
            yield from rules(target, f"{wants} {order}", lambda k, s, v, w=wants: _answering(k, s, v, w))


def _answering(kinds: Kinds, subject: Form, verb: Sense, wants: str) -> Question | None:
    """What the verb leads to with its own preposition, left out here: "how did X die" is what X died of."""
    if verb.relation is None or wants not in kinds.words(verb.relation):
        return None
    form = joined(kinds, verb.relation, subject)
    return None if form is None else Question(form, wants)


def _causes() -> Iterator[Rule]:
    """ "What caused X's death", where a noun is "cause of death"."""
    caused = "caused|causes|triggered|triggers"
    for opening in (
        f"what {caused}",
        "what led|leads to",
        f"what {BE} the cause|reason of|for",
        "the? cause|reason of|for",
    ):
        yield from rules("Q", f"{opening} NP 's EFFECT", _caused)
        yield from rules("Q", f"{opening} the? EFFECT of NP", lambda k, cause, thing: _caused(k, thing, cause))


def _caused(kinds: Kinds, thing: Form, cause: Form) -> Question | None:
    form = filled(kinds, cause, thing)
    return None if form is None else Question(form)


def _doings() -> Iterator[Rule]:
    """What somebody or something does: only by what is declared to answer to it."""
    for ending in ("", f"for a|{HIS} living", f"as a|{HIS} job|work|profession|occupation", "for work"):
        yield from rules("Q", f"what {DO} NP do {ending}", _does)
        yield from rules("EMBEDDED", f"what NP {DO} {ending}", _does)


def _does(kinds: Kinds, thing: Form) -> Ranked | None:
    told = kinds.schema.question_words
    found = [r for r in relations(kinds) if not r.inverse and _DOING in told.get(r.property, ())]
    widest = [r for r in found if not any(other != r and other in kinds.schema.wider(r) for other in found)]
    forms = [form for r in widest if (form := joined(kinds, r, thing)) is not None]
    return Ranked(tuple((Question(form, _DOING), 0) for form in forms)) if forms else None


def _in_which() -> Iterator[Rule]:
    """ "What line of work is X in", "what town was X born": the noun is what X has, or where it was done."""
    yield from rules("Q", f"{WHICH} RN {BES} NP in|at|on|from", lambda k, n, np: _caused(k, np, n), cost=1)
    yield from rules("Q", f"{WHICH} NB {DO} NP V", _where_done, cost=1)
    yield from rules("Q", f"{WHICH} NB {BES} NP V", _where_done, cost=1)


def _where_done(kinds: Kinds, kind: Form, subject: Form, verb: Sense) -> Ranked | None:
    """ "What town did X die": the preposition of place left out."""
    if verb.relation is None or "where" not in kinds.words(verb.relation):
        return None
    return each(done(kinds, "in", subject, verb), lambda place: each(modified(kinds, kind, place), Question))
