"""Regular expressions of XPath, read and compiled to the few instructions of a machine.

Sources: XQuery 1.0 and XPath 2.0 Functions and Operators, 7.6.1; W3C XML Schema Part 2, appendix F. Not read, so that
every expression runs in linear time: back-references; nor blocks (\\p{IsGreek}), flags.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from kgqa.reason.builtins.machine import (
    At,
    Fits,
    Machine,
    Node,
    PatternError,
    any_of,
    captured,
    one,
    repeated,
    sequence,
)

MAX_CHARACTERS = 1_000
MAX_NESTING = 50
MAX_GROUPS = 99


@lru_cache(maxsize=512)
def compiled(pattern: str) -> Machine:
    """The machine of an expression. Raises PatternError."""
    if len(pattern) > MAX_CHARACTERS:
        raise PatternError(f"a pattern has at most {MAX_CHARACTERS} characters")
    reader = _Reader(pattern)
    node = reader.choice(0)
    if reader.place < len(pattern):
        raise PatternError("a ) is not opened")
    return Machine(tuple(captured(0, node)(0)), reader.groups)


class _Reader:
    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.place = 0
        self.groups = 0

    def next(self) -> str:
        return self.pattern[self.place : self.place + 1]

    def take(self) -> str:
        char = self.next()
        if not char:
            raise PatternError("the pattern ends too early")
        self.place += 1
        return char

    def choice(self, depth: int) -> Node:
        if depth > MAX_NESTING:
            raise PatternError(f"groups are nested at most {MAX_NESTING} deep")
        branches = [self.branch(depth)]
        while self.next() == "|":
            self.place += 1
            branches.append(self.branch(depth))
        return any_of(branches)

    def branch(self, depth: int) -> Node:
        parts = []
        while self.next() not in {"", "|", ")"}:
            parts.append(self.repeated(self.atom(depth)))
        return sequence(parts)

    def atom(self, depth: int) -> Node:
        char = self.take()
        if char == "(":
            return self.group(depth)
        if char in "^$":
            return lambda _: [At(end=char == "$")]
        if char == ".":
            return one(lambda found: found not in "\n\r")
        if char == "[":
            return one(self.charset(depth))
        if char == "\\":
            return one(self.escape())
        if char in "?*+{}]":
            raise PatternError(f"{char} stands where a character should")
        return one(lambda found: found == char)

    def group(self, depth: int) -> Node:
        number = 0
        if self.pattern.startswith("?:", self.place):
            self.place += 2
        else:
            self.groups += 1
            number = self.groups
            if number > MAX_GROUPS:
                raise PatternError(f"a pattern has at most {MAX_GROUPS} groups")
        node = self.choice(depth + 1)
        if self.next() != ")":
            raise PatternError("a ( is not closed")
        self.place += 1
        return captured(number, node) if number else node

    def repeated(self, node: Node) -> Node:
        found = re.compile(r"(?:([?*+])|\{(\d{1,4})(?:(,)(\d{1,4})?)?\})(\??)").match(self.pattern, self.place)
        if found is None:
            return node
        self.place = found.end()
        sign, least, comma, most, lazy = found.groups()
        if sign:
            low, high = {"?": (0, 1), "*": (0, None), "+": (1, None)}[sign]
        else:
            low = int(least)
            high = int(most) if most else None if comma else low
        if high is not None and high < low:
            raise PatternError(f"{{{low},{high}}} has its bounds the wrong way round")
        return repeated(node, low, high, lazy=bool(lazy))

    def escape(self) -> Fits:
        char = self.take()
        if char in _CONTROLS:
            return lambda found: found == _CONTROLS[char]
        if char in _CLASSES:
            return _CLASSES[char]
        if char.lower() in _CLASSES:
            fits = _CLASSES[char.lower()]
            return lambda found: not fits(found)
        if char in "pP":
            return self.category(char == "p")
        if char.isalnum():
            raise PatternError(f"\\{char} is not understood")
        return lambda found: found == char

    def category(self, wanted: bool) -> Fits:
        found = re.compile(r"\{([LMNPZSC][a-z]?)\}").match(self.pattern, self.place)
        if found is None:
            raise PatternError("\\p needs a category such as {L} or {Nd}")
        self.place = found.end()
        return lambda char: unicodedata.category(char).startswith(found[1]) == wanted

    def charset(self, depth: int) -> Fits:
        """The characters of a class, after its opening bracket: ranges, escapes, and what is taken away."""
        if depth > MAX_NESTING:
            raise PatternError(f"classes are nested at most {MAX_NESTING} deep")
        negated = self.next() == "^"
        self.place += negated
        parts: list[Fits] = []
        without: Fits | None = None
        while self.next() != "]" or not parts:
            if self.pattern.startswith("-[", self.place) and parts:
                self.place += 2
                without = self.charset(depth + 1)
                break
            parts.append(self.member())
        if self.take() != "]":
            raise PatternError("a class ends after what it takes away")

        @lru_cache(maxsize=1_024)
        def fits_class(char: str) -> bool:
            return (any(fits(char) for fits in parts) != negated) and not (without is not None and without(char))

        return fits_class

    def member(self) -> Fits:
        first, fits = self.single()
        if first is None or self.next() != "-" or self.pattern[self.place + 1 : self.place + 2] in {"]", "["}:
            return fits
        self.place += 1
        last, _ = self.single()
        if last is None or last < first:
            raise PatternError("the range of a class must go from a character to a later one")
        return lambda char: first <= char <= last

    def single(self) -> tuple[str | None, Fits]:
        """A character of a class, or an escape for many."""
        char = self.take()
        if char == "\\":
            escaped = self.next()
            fits = self.escape()
            if escaped in _CONTROLS:
                return _CONTROLS[escaped], fits
            return (None if escaped.isalpha() else escaped), fits
        if char in "[]":
            raise PatternError(f"{char} stands inside a class")
        return char, lambda found: found == char


def _is_name_start(char: str) -> bool:
    return char in "_:" or unicodedata.category(char) in {"Ll", "Lu", "Lo", "Lt", "Nl"}


def _is_name(char: str) -> bool:
    return char in "-.·" or _is_name_start(char) or unicodedata.category(char) in {"Mc", "Me", "Mn", "Lm", "Nd"}


_CONTROLS = {"n": "\n", "r": "\r", "t": "\t"}
_CLASSES: dict[str, Fits] = {
    "s": lambda char: char in " \t\n\r",
    "d": lambda char: unicodedata.category(char) == "Nd",
    "w": lambda char: unicodedata.category(char)[0] not in "PZC",
    "i": _is_name_start,
    "c": _is_name,
}
