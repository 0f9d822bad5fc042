"""A question in, an answer out: from the graph alone, with no word of any domain in the code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kgqa.ask.answer import answer_question
    from kgqa.ask.lexicon import Lexicon

__all__ = ["Lexicon", "answer_question"]


def __getattr__(name: str) -> Any:
    """The public names, imported when first used: most commands need only labels."""
    if name == "Lexicon":
        from kgqa.ask.lexicon import Lexicon

        return Lexicon
    if name == "answer_question":
        from kgqa.ask.answer import answer_question

        return answer_question
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
