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

_AROUND_YEARS = "about and around b between c ca circa d to"
AROUND_YEARS = frozenset(_AROUND_YEARS.split())
"""What may stand beside years in brackets without saying which date is meant."""
