"""Closed lists of English: words that carry no content of their own, and words around years in brackets."""

from __future__ import annotations

_FUNCTION_WORDS = """
    a about all am an and any are as at be been being but by can could did do does every each for from got had has
    have having he her hers him his how i id if in into is it its know let like list many me may might much must my
    name need of on one ones or our please shall she should show so some tell than that the their them then there
    these they this those to up us want was we were what when where whether which who whom whose why will with wonder
    would you your
"""
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())
"""Never a name by themselves, unless a thing has exactly this name."""

_VERBS = """
    accompany acquire adapt admire adopt advise affect approve attend become begin belong border bring build buy
    carry choose collect command compose comprise conduct connect consist contain contribute create cross cure
    defeat define depend depict derive describe develop direct discover drive earn eat edit educate employ enter
    establish exclude extend feed finance find flow follow found fund govern grow happen hate hire
    hold include influence inhabit inherit inspire invent involve join know lead leave like live love maintain make
    manage manufacture marry meet occupy occur oppose orbit organise organize originate own paint participate
    perform possess precede prefer produce provide publish read receive refer represent require resemble reside
    rule run sell serve speak specialise specialize sponsor succeed supervise surround take teach train translate
    understand visit want wear win write
"""
VERBS = frozenset(_VERBS.split())
"""Verbs by whose third person ("owns") properties are called, and that are no nouns as much ("reports")."""

_AROUND_YEARS = "about and around b between c ca circa d to"
AROUND_YEARS = frozenset(_AROUND_YEARS.split())
"""What may stand beside years in brackets without saying which date is meant."""
