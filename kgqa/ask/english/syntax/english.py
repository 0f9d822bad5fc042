"""The whole grammar, compiled."""

from __future__ import annotations

from kgqa.ask.chart import Grammar
from kgqa.ask.english.syntax.ages import ages
from kgqa.ask.english.syntax.amounts import amounts
from kgqa.ask.english.syntax.apposition import apposition
from kgqa.ask.english.syntax.asides import asides
from kgqa.ask.english.syntax.choices import choices
from kgqa.ask.english.syntax.compounds import compounds
from kgqa.ask.english.syntax.denials import denials
from kgqa.ask.english.syntax.figures import figures
from kgqa.ask.english.syntax.grouping import grouping
from kgqa.ask.english.syntax.levels import levels
from kgqa.ask.english.syntax.manners import manners
from kgqa.ask.english.syntax.modifiers import modifiers
from kgqa.ask.english.syntax.nominals import nominals
from kgqa.ask.english.syntax.orders import orders
from kgqa.ask.english.syntax.predicates import predicates
from kgqa.ask.english.syntax.questions import questions
from kgqa.ask.english.syntax.records import records
from kgqa.ask.english.syntax.relations import relations
from kgqa.ask.english.syntax.requests import requests
from kgqa.ask.english.syntax.roles import roles
from kgqa.ask.english.syntax.sharing import sharings
from kgqa.ask.english.syntax.sides import sides
from kgqa.ask.english.syntax.someone import someones
from kgqa.ask.english.syntax.tables import tables
from kgqa.ask.english.syntax.texts import texts
from kgqa.ask.english.syntax.times import times
from kgqa.ask.english.syntax.together import together
from kgqa.ask.english.syntax.truths import truths
from kgqa.ask.english.syntax.weighing import weighing

RULES = (
    *nominals(),
    *modifiers(),
    *predicates(),
    *amounts(),
    *ages(),
    *choices(),
    *together(),
    *sides(),
    *times(),
    *asides(),
    *denials(),
    *apposition(),
    *questions(),
    *relations(),
    *manners(),
    *orders(),
    *sharings(),
    *roles(),
    *truths(),
    *tables(),
    *records(),
    *texts(),
    *levels(),
    *grouping(),
    *compounds(),
    *figures(),
    *someones(),
    *weighing(),
    *requests(),
)
"""All rules of English questions."""
ENGLISH = Grammar(RULES)
