"""The whole grammar, compiled."""

from __future__ import annotations

from kgqa.ask.chart import Grammar
from kgqa.ask.english.syntax.ages import ages
from kgqa.ask.english.syntax.amounts import amounts
from kgqa.ask.english.syntax.choices import choices
from kgqa.ask.english.syntax.grouping import grouping
from kgqa.ask.english.syntax.modifiers import modifiers
from kgqa.ask.english.syntax.nominals import nominals
from kgqa.ask.english.syntax.orders import orders
from kgqa.ask.english.syntax.predicates import predicates
from kgqa.ask.english.syntax.questions import questions
from kgqa.ask.english.syntax.records import records
from kgqa.ask.english.syntax.requests import requests
from kgqa.ask.english.syntax.sharing import sharings
from kgqa.ask.english.syntax.sides import sides
from kgqa.ask.english.syntax.tables import tables
from kgqa.ask.english.syntax.together import together
from kgqa.ask.english.syntax.truths import truths

ENGLISH = Grammar(
    (
        *nominals(),
        *modifiers(),
        *predicates(),
        *amounts(),
        *ages(),
        *choices(),
        *together(),
        *sides(),
        *questions(),
        *orders(),
        *sharings(),
        *truths(),
        *tables(),
        *records(),
        *grouping(),
        *requests(),
    )
)
