"""Words around what is asked, which change nothing of it, and small words that change everything."""

from __future__ import annotations

_FRAMING = """
    a about actually again am an anyone are ask asked asking be been being believe can check clue could curious did do
    does exactly figure find for forgot forgotten give got had happen happened happening happens has have having hello
    help hey hi i id idea if im info information interested is it ive just keen kindly know learn let like likely name
    looking love may me might mind my need now ok okay out perhaps person please possibly question quick quickly really
    recall remember remind remotely say see should show so somebody someone somehow sorry sure tell thank thanks that
    the then there theres thing think this to told try trying us want wanted wants was we were will wish wonder wondered
    wondering would you your
"""
FRAMING = frozenset(_FRAMING.split())
"""Words that frame a question. None negates, counts, compares or joins."""
ARTICLES = frozenset(("the", "a", "an"))
AUXILIARIES = frozenset(("is", "are", "was", "were", "does", "do", "did", "has", "have", "had"))
RESUMING = frozenset(("he", "she", "they", "it", "this", "that", "these", "those"))
"""What stands for what was said just before: "Ann's mentor, who was she?"."""
COPULAS = frozenset(("is", "are", "was", "were", "might", "may", "could", "would", "can"))
HAVING = frozenset(("has", "have", "had", "got"))
ASKING = {"who": "who", "whom": "who", "whose": "who", "when": "when", "where": "where", "what": None, "which": None}
"""Question words, and what they want."""
REQUESTING = frozenset(
    (
        "tell", "give", "show", "list", "find", "name", "know", "remind", "say", "share", "learn", "see", "wonder",
        "wondering", "wondered", "curious", "like", "want", "need", "help", "recall", "remember",
    )
)  # fmt: skip
"""Words of requests: what begins like a question of yes or no is none when it has one of them."""
TURNING = frozenset(("whose", "with", "as"))
"""Words by which what follows is had by what is sought."""
SHARING = frozenset(("both", "common", "shared"))
"""Words for what several things have alike."""
CONNECTING = frozenset(("in", "on", "at", "by", "for", "to", "from", "with", "as", "into", "near"))
FRAMED = {"for": frozenset(("me", "us")), "to": FRAMING - ARTICLES - {"me", "us", "you", "i"}}
"""Words that tie nothing to anything before these: "find for me", "happen to know"."""
RELATED = frozenset(("related", "relation", "relationship", "kin"))
COMPARING = {
    ("after",): ">",
    ("later", "than"): ">",
    ("before",): "<",
    ("earlier", "than"): "<",
    ("in",): "in",
    ("on",): "in",
    ("during",): "in",
    ("more", "than"): ">",
    ("over",): ">",
    ("above",): ">",
    ("less", "than"): "<",
    ("fewer", "than"): "<",
    ("under",): "<",
    ("below",): "<",
    ("at", "least"): ">=",
    ("at", "most"): "<=",
}
"""Words before a date or a number, and how they compare with it."""
_BARRED = """
    all alleged almost although another any anybody anything apart average bar because besides beside but cannot each
    either else even ever every everybody everyone everything except excepting excluding former formerly half he her
    hers him his ill its least less longer minus more most neither never no nobody none nor not nothing nowhere often
    only opposite or other others otherwise per rather same save several she since some still supposed supposedly than
    their theirs them they those these total too twice unless unlike until used whenever wherever whichever whoever
    why without yet
"""
BARRED = frozenset(_BARRED.split())
"""Words that deny, count, exclude, compare, or stand for what was said before."""
