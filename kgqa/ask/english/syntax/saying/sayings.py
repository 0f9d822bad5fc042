"""All rules of what single clauses say of named things."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.english.syntax.saying.adjuncts import adjuncts
from kgqa.ask.english.syntax.saying.bearing import bearing
from kgqa.ask.english.syntax.saying.being import being
from kgqa.ask.english.syntax.saying.clefts import clefts
from kgqa.ask.english.syntax.saying.comparing import comparing
from kgqa.ask.english.syntax.saying.counting import counting
from kgqa.ask.english.syntax.saying.each_other import each_other
from kgqa.ask.english.syntax.saying.happening import happening
from kgqa.ask.english.syntax.saying.having import having
from kgqa.ask.english.syntax.saying.joined import joined
from kgqa.ask.english.syntax.saying.lasting import lasting
from kgqa.ask.english.syntax.saying.lives import lives
from kgqa.ask.english.syntax.saying.often import often
from kgqa.ask.english.syntax.saying.owner_first import owner_first
from kgqa.ask.english.syntax.saying.polarity import polarities
from kgqa.ask.english.syntax.saying.preceding import preceding
from kgqa.ask.english.syntax.saying.reaching import reaching
from kgqa.ask.english.syntax.saying.regarding import regarding
from kgqa.ask.english.syntax.saying.roles_first import roles_first
from kgqa.ask.english.syntax.saying.sharing import sharing
from kgqa.ask.english.syntax.saying.sides import sides
from kgqa.ask.english.syntax.saying.sorts import sorts
from kgqa.ask.english.syntax.saying.things import things
from kgqa.ask.english.syntax.saying.verbs import verbs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.ask.chart import Rule


def sayings() -> Iterator[Rule]:
    """The rules of all modules."""
    yield from polarities()
    yield from things()
    yield from being()
    yield from owner_first()
    yield from sorts()
    yield from each_other()
    yield from having()
    yield from regarding()
    yield from sides()
    yield from joined()
    yield from roles_first()
    yield from adjuncts()
    yield from verbs()
    yield from clefts()
    yield from happening()
    yield from counting()
    yield from often()
    yield from bearing()
    yield from sharing()
    yield from lasting()
    yield from preceding()
    yield from reaching()
    yield from lives()
    yield from comparing()
