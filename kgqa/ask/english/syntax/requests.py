"""Requests around questions, and telegrams."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.chart import Rule, rules
from kgqa.ask.compose.sets import filled
from kgqa.ask.english.syntax.nominals import identity
from kgqa.ask.form import Count, Describe, Question

if TYPE_CHECKING:
    from collections.abc import Iterator


def requests() -> Iterator[Rule]:
    """All rules of whole texts."""
    tell = "tell|give|show|get|find"
    for opening in (
        f"{tell} me|us", "list|name|find|show|state|identify|return|display", "give|list|show out",
        "give|compute|calculate|select|provide|retrieve|report",
        f"can|could|would|will you please? {tell} me|us", "can|could|would|will you please? list|name|find|identify",
        "i would|d like to know", "i 'd like to know", "i'd like to know", "id like to know",
        "i want|wanted|need to know", "do you know", "let me know", "i wonder", "what can you tell me about",
        "trace|enumerate|output|print|fetch|list out|search for|look up", "i am|m? looking|searching for",
        "looking|searching for", "help me find", "would|do you happen to know", "remind me", "any idea|clue",
        "i need a|the? list of", "give me a|the list of", "a|the? list of", "i forgot|forget", "please",
    ):  # fmt: skip
        yield from rules("REQUEST", f"GREETING? please? {opening}", lambda *_: True)
    yield from rules("GREETING", "hi|hello|hey|ok|okay|so|well", lambda _: True)
    yield from rules("TOP", "GREETING? please? Q please?", lambda _, *parts: parts[-1])
    for asked in ("Q", "EMBEDDED"):
        yield from rules("TOP", f"REQUEST {asked} please?", lambda _, __, q: q)
    yield from rules("TOP", "REQUEST X please?", lambda _, __, x: Question(x))
    for of in ("X", "EVERY"):
        yield from rules("TOP", f"GREETING? please? count {of} please?", lambda _, *parts: Question(Count(parts[-1])))
    yield from rules("TOP", "REQUEST EVERY please?", lambda _, __, x: Question(x))
    yield from rules("TOP", "REQUEST about E please?", lambda _, __, e: Question(Describe(e)))
    yield from rules("TOP", "REQUEST FIGURE please?", lambda _, __, f: Question(f))
    yield from rules("TOP", "E", lambda _, e: None if e.every else Question(Describe(e)), cost=2)
    yield from rules("Q", "X", lambda _, x: Question(x))
    for of in ("EVERY", "OFEACH"):
        yield from rules("Q", of, lambda _, x: Question(x))
    yield from rules("TOP", "REQUEST OFEACH please?", lambda _, __, x: Question(x))
    yield from rules("Q", "TELEGRAM", lambda _, form: Question(form))
    yield from rules("TELEGRAM", "E RN", lambda k, thing, noun: filled(k, noun, thing))
    yield from rules("TELEGRAM", "E FIRSTRN", lambda k, thing, noun: filled(k, noun, thing))
    yield from rules("TELEGRAM", "TELEGRAM RN", lambda k, thing, noun: filled(k, noun, thing))
    yield from rules("Q", "Q in total|all|altogether|together", identity)


__all__ = ["requests"]
