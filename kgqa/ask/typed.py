"""The words of a question as somebody typed them: what each may be in a name, and what it can never be."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from kgqa.ask.english.address import BEFORE_TITLES, BETWEEN_TITLES, FORMS_OF_ADDRESS, ORDINARY
from kgqa.ask.english.words import FUNCTION_WORDS
from kgqa.ask.slip import SHORTEST_SLIP
from kgqa.ask.tokens import POSSESSIVE, Token, alternatives, numeral

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kgqa.ask.lexicon import Lexicon

BRACKETS = frozenset("()[]")
_MARKS = frozenset((POSSESSIVE, *BRACKETS))
_JOINING = frozenset(("and", "or", POSSESSIVE))
"""What stands between names, and only in the whole of one."""

Options = tuple[tuple[str, ...], ...]


class TypedWord:
    """One word of a question, beside the names that a graph records."""

    def __init__(self, token: Token, lexicon: Lexicon, *, run_on: bool, cased: bool) -> None:
        """`run_on`: an "s" written onto the word was taken for a possessive; `cased`: the question has capitals."""
        self._lexicon = lexicon
        self._cased = cased
        self.text = token.text
        self.folded = token.folded
        self.dotted = token.initial
        self.run_on = run_on
        self.options = tuple(option for option in alternatives(token) if lexicon.names.knows(option))
        self.is_mark = token.folded in _MARKS
        self.is_bracket = token.folded in BRACKETS
        self.is_function = token.folded in FUNCTION_WORDS or self.is_mark
        self.is_joining = token.folded in _JOINING
        self.is_title = token.folded in lexicon.names.title_words and not self.is_function

    @cached_property
    def is_spoken(self) -> bool:
        """Whether a property or class is called so."""
        return self._lexicon.has_word(self.folded, surely=True)

    @cached_property
    def is_numeral(self) -> bool:
        """Whether it writes a small number: "II", "2nd"."""
        return numeral(self.folded) is not None

    @cached_property
    def is_content(self) -> bool:
        """Whether the word can be what a mention rests on: none of the language, nor a number."""
        plain = not self.is_function and not (self.is_numeral and len(self.folded) < 6) and not self.folded.isdigit()
        return plain and not self.is_spoken

    @cached_property
    def is_address(self) -> bool:
        """Whether it is a form of address: "Mr", "Lady"."""
        return self.folded in FORMS_OF_ADDRESS

    @cached_property
    def is_initial(self) -> bool:
        """Whether it is a single letter that may stand for a name."""
        if len(self.folded) != 1 or not self.folded.isalpha():
            return False
        return self.dotted or self.text.isupper() or (not self._cased and self.folded not in "ai")

    @cached_property
    def may_slip(self) -> bool:
        """Whether it may be a name spelt wrong: no word of English or of the graph's vocabulary."""
        shortest = 3 if self.options else SHORTEST_SLIP - 1
        if len(self.folded) < shortest or not self.folded.isalpha() or not self._looks_like_name:
            return False
        return not (self.is_function or self.is_spoken or self.folded in ORDINARY or self.is_address)

    @cached_property
    def _looks_like_name(self) -> bool:
        return not self._cased or self.text[:1].isupper()

    @cached_property
    def respelt(self) -> tuple[str, ...]:
        """Recorded words that it may be a misspelling of, if it is not recorded itself."""
        if self.options or not self.may_slip:
            return ()
        return tuple(self._lexicon.names.respelt(self.folded))

    @cached_property
    def is_capital_word(self) -> bool:
        """Whether it may be run-together initials: "JFK", and "jfk" where nothing is in capitals."""
        length = 3 <= len(self.folded) <= 4 and self.folded.isalpha() and not self.is_function
        return length and (self.text.isupper() if self._cased else not self.is_spoken) and self.folded not in ORDINARY

    @cached_property
    def is_near_names(self) -> bool:
        """Whether any mention can hold the word."""
        return bool(
            self.options or self.is_bracket or self.is_title or self.is_initial or self.is_address
            or self.folded in BEFORE_TITLES or self.folded in BETWEEN_TITLES or self.is_capital_word or self.may_slip
        )  # fmt: skip

    def as_run_on(self) -> str:
        """The word with the "s" that was cut off it."""
        return self.folded + "s" if self.run_on else self.folded


def typed_words(tokens: Sequence[Token], lexicon: Lexicon) -> list[TypedWord]:
    """The words of a question beside the names of its graph."""
    later = [t for t in tokens[1:] if len(t.text) > 1 and t.folded != POSSESSIVE and numeral(t.folded) is None]
    cased = any(t.text[0].isupper() for t in later) and not all(t.text.isupper() for t in later)
    following = [*tokens[1:], *[None][: len(tokens)]]
    return [
        TypedWord(token, lexicon, run_on=_is_cut_off(after), cased=cased)
        for token, after in zip(tokens, following, strict=True)
    ]


def _is_cut_off(token: Token | None) -> bool:
    return token is not None and token.folded == POSSESSIVE and token.text in {"s", "S"}
