"""The built-ins of SWRL for strings and booleans.

Sources: SWRL, sections 8.3 and 8.4, https://www.w3.org/submissions/SWRL/#8.4; XQuery 1.0 and XPath 2.0 Functions and
Operators, section 7. A string is a literal of xsd:string, of a type derived from it, or with a language tag; characters
are Unicode code points. Tests look past language tags. A result keeps the tag of the text it was made of, as in
SPARQL 1.1, section 17.4.3.
"""

from __future__ import annotations

import math
import re
from fractions import Fraction
from typing import TYPE_CHECKING

from kgqa.model import XSD, Literal
from kgqa.reason.builtins.matching import matches, replaced
from kgqa.reason.datatypes import IllTypedError, value_of
from kgqa.reason.values import ill_typed, number

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kgqa.reason.builtins.computation import Computation, Test

_SPACE = re.compile("[ \t\r\n]+")
_BOOLEANS = {"true": "false", "1": "false", "false": "true", "0": "true"}
_LONGEST = 1_000_000
"""A longer text is not made: rules that feed on their own results would fill the memory."""


def text_of(literal: Literal) -> str | None:
    """The characters of a string; None for a literal that is none."""
    try:
        value = value_of(literal)
    except IllTypedError:
        return None
    if value is None or value[0] != "text" or not isinstance(value[1], tuple):
        return None
    return str(value[1][0])


def _test(test: Callable[..., bool]) -> Callable[[Sequence[Literal]], bool]:
    def tested(literals: Sequence[Literal]) -> bool:
        texts = [text_of(literal) for literal in literals]
        return None not in texts and test(*texts)

    return tested


def _made(function: Callable[..., str | None]) -> Callable[[Sequence[Literal]], Literal | None]:
    """A text made of texts, in the language of the first."""

    def computed(literals: Sequence[Literal]) -> Literal | None:
        texts = [text_of(literal) for literal in literals]
        made = None if None in texts else function(*texts)
        return None if made is None else Literal(made, XSD + "string", literals[0].language)

    return computed


def _joined(literals: Sequence[Literal]) -> Literal | None:
    """Numbers, dates and the like are joined as they are written; a tag that all share is kept."""
    if any(ill_typed(literal) for literal in literals) or sum(len(each.lexical) for each in literals) > _LONGEST:
        return None
    languages = {literal.language for literal in literals}
    language = languages.pop() if len(languages) == 1 else None
    return Literal("".join(literal.lexical for literal in literals), XSD + "string", language)


def _part(literals: Sequence[Literal]) -> Literal | None:
    """From a place counted from 1, of a length or to the end; both are rounded, as XPath says."""
    text = text_of(literals[0])
    numbers = [number(literal) for literal in literals[1:]]
    start, length = numbers[0], numbers[1] if len(numbers) == 2 else math.inf
    if text is None or start is None or length is None:
        return None
    first, count = _rounded(start), _rounded(length)
    last = first + count
    chosen = "" if math.isnan(last) else text[_place(first, text) : _place(last, text)]
    return Literal(chosen, XSD + "string", literals[0].language)


def _rounded(value: Fraction | float) -> float:
    if isinstance(value, Fraction):
        value = max(min(value, Fraction(2 * _LONGEST)), Fraction(-2 * _LONGEST))
    return float(math.floor(Fraction(value) + Fraction(1, 2))) if math.isfinite(value) else float(value)


def _place(place: float, text: str) -> int:
    return int(max(0, min(place - 1, len(text))))


def _translated(text: str, old: str, new: str) -> str:
    """Each character of `old` becomes the one at its place in `new`, or goes; the first of repeated ones counts."""
    table = {ord(char): new[place] if place < len(new) else None for place, char in reversed(list(enumerate(old)))}
    return text.translate(table)


def _length(literals: Sequence[Literal]) -> Literal | None:
    text = text_of(literals[0])
    return None if text is None else Literal(str(len(text)), XSD + "integer")


def _opposite(literals: Sequence[Literal]) -> Literal | None:
    literal = literals[0]
    known = literal.datatype == XSD + "boolean" and literal.lexical in _BOOLEANS
    return Literal(_BOOLEANS[literal.lexical], XSD + "boolean") if known else None


STRING_TESTS: dict[str, Test] = {
    "stringEqualIgnoreCase": (2, 2, _test(lambda left, right: left.casefold() == right.casefold())),
    "contains": (2, 2, _test(lambda text, part: part in text)),
    "containsIgnoreCase": (2, 2, _test(lambda text, part: part.casefold() in text.casefold())),
    "startsWith": (2, 2, _test(str.startswith)),
    "endsWith": (2, 2, _test(str.endswith)),
    "matches": (2, 2, _test(matches)),
}
STRINGS: dict[str, Computation] = {
    "booleanNot": (1, 1, _opposite),
    "stringConcat": (1, 1_000, _joined),
    "substring": (2, 3, _part),
    "stringLength": (1, 1, _length),
    "normalizeSpace": (1, 1, _made(lambda text: _SPACE.sub(" ", text.strip(" \t\r\n")))),
    "upperCase": (1, 1, _made(str.upper)),
    "lowerCase": (1, 1, _made(str.lower)),
    "translate": (3, 3, _made(_translated)),
    "substringBefore": (2, 2, _made(lambda text, mark: text.partition(mark)[0] if mark and mark in text else "")),
    "substringAfter": (2, 2, _made(lambda text, mark: text.partition(mark)[2] if mark else text)),
    "replace": (3, 3, _made(replaced)),
}
