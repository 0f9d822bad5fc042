"""Words that the rules of English share."""

from __future__ import annotations

from kgqa.ask.english.wording import PREPOSITIONS as OWN

BE = "is|was|are|were"
BES = BE + "|'s"
DO = "do|does|did"
HAVE = "has|have|had|having"
SOME = "a|an|any|some"
EVERY = "all|every|each"
WHO = "who|whom"
WHICH = "what|which"
THAT = "that|which|who|whom"
PLACING = ("in", "at", "on", "within", "near", "inside")
PREPOSITIONS = tuple(sorted({*OWN, "of", "inside", "over", "across", "along", "against", "about", "around"}))
"""Prepositions that tie what follows them to a noun or a verb."""
OF = "of|for|to"
"""What stands between a noun and its owner: "capital of", "wife to", "budget for"."""
HIS = "his|her|its|their"
NOT = "not|n't|never"
