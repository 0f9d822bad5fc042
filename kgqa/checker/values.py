"""What literals denote, as far as the checker can tell: True, False, or None for what it cannot decide.

Source: W3C XML Schema Definition Language 1.1 Part 2, and OWL 2 Structural Specification, section 4. The value
spaces of decimal, float and double are disjoint.
"""

from __future__ import annotations

import base64
import binascii
import math
import re
import struct
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from kgqa.checker.moments import DATATYPES, Span, before, span
from kgqa.model import EDTF, RDF, RDFS, XSD, Literal

if TYPE_CHECKING:
    from collections.abc import Callable


class Value(NamedTuple):
    """A value space and a value in it."""

    space: str
    content: object


WRONG = Value("none", None)
"""What an ill-typed literal denotes."""

_BYTES = {"byte": 8, "short": 16, "int": 32, "long": 64}
BOUNDS: dict[str, tuple[int | None, int | None]] = {
    "integer": (None, None),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    **{name: (-(1 << bits - 1), (1 << bits - 1) - 1) for name, bits in _BYTES.items()},
    **{f"unsigned{name.capitalize()}": (0, (1 << bits) - 1) for name, bits in _BYTES.items()},
}
TEXTS = {
    "string": r"(?s).*",
    "normalizedString": r"[^\t\n\r]*",
    "token": r"([^\t\n\r ]+( [^\t\n\r ]+)*)?",
    "language": r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*",
    "Name": r"[A-Za-z_:][\w.:-]*",
    "NCName": r"[A-Za-z_][\w.-]*",
    "NMTOKEN": r"[\w.:-]+",
}
_DOUBLE = r"[+-]?((\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?|INF)|NaN"


def value(literal: Literal) -> Value | None:
    """What a literal denotes; WRONG when it is ill-typed, None for a datatype or a form that is not known here."""
    if literal.language is not None:
        return Value("text", (literal.lexical, literal.language))
    if literal.datatype in DATATYPES:
        return _moment(literal)
    if literal.datatype == RDF + "PlainLiteral":
        text, at, tag = literal.lexical.rpartition("@")
        fits = at and re.fullmatch("([a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*)?", tag)
        return Value("text", (text, tag.lower())) if fits else WRONG
    name = literal.datatype.removeprefix(XSD)
    reader = _READERS.get(name) if name != literal.datatype else None
    return None if reader is None else reader(name, literal.lexical)


def ill_typed(literal: Literal) -> bool | None:
    """Whether the lexical form is none of the datatype's."""
    found = value(literal)
    return None if found is None or found.space == "anyURI" else found == WRONG


def same(one: Literal, other: Literal) -> bool | None:
    """Whether two literals denote the same value."""
    if one == other:
        return True
    left, right = value(one), value(other)
    if left is None or right is None:
        return None
    if isinstance(left.content, Span) and isinstance(right.content, Span):
        agree = left == right and not left.content.vague
        return agree if left.space == right.space and left.content.zoned == right.content.zoned else None
    return WRONG not in {left, right} and left == right


def different(one: Literal, other: Literal) -> bool | None:
    """Whether two literals certainly denote different values; dates of different precision may agree."""
    left, right = value(one), value(other)
    if left is None or right is None:
        return None
    if isinstance(left.content, Span) and isinstance(right.content, Span):
        earlier, later = before(left.content, right.content), before(right.content, left.content)
        return True if earlier or later else None if None in {earlier, later} else False
    return WRONG not in {left, right} and left != right and not (_is_nan(left) or _is_nan(right))


def equal(one: Literal, other: Literal) -> bool | None:
    """Whether two literals are equal as SWRL compares them: numbers of whatever datatype, dates of one precision."""
    pair = numbers(one, other)
    if pair is not None:
        return _decided(pair[0] == pair[1], *pair, alike=one.datatype == other.datatype)
    agree = same(one, other)
    apart = different(one, other)
    return True if agree else False if apart else None


def less(one: Literal, other: Literal) -> bool | None:
    """Whether one number, text or date is certainly before another."""
    left, right = value(one), value(other)
    if left is None or right is None:
        return None
    if isinstance(left.content, Span) and isinstance(right.content, Span):
        return before(left.content, right.content)
    pair = numbers(one, other)
    if pair is not None:
        return _decided(bool(pair[0] < pair[1]), *pair, alike=left.space == right.space)
    return left.space == right.space == "text" and one.lexical < other.lexical


def number(literal: Literal) -> Fraction | float | None:
    """The number that a literal denotes, if it is one."""
    found = value(literal)
    return found.content if found and isinstance(found.content, Fraction | float) else None


def numbers(one: Literal, other: Literal) -> tuple[Fraction | float, Fraction | float] | None:
    """The numbers that two literals denote, as floating ones when one of them is; None unless both are numbers."""
    left, right = number(one), number(other)
    if left is None or right is None or type(left) is type(right):
        return None if left is None or right is None else (left, right)
    return _floating_point(left), _floating_point(right)


def _floating_point(content: Fraction | float) -> float:
    try:
        return float(content)
    except OverflowError:
        return math.inf if content > 0 else -math.inf


def characters(literal: Literal) -> str | None:
    """The characters of a text; None for a literal that is none."""
    found = value(literal)
    if found is None:
        return literal.lexical if literal.datatype.removeprefix(XSD) in TEXTS else None
    return str(found.content[0]) if found.space == "text" and isinstance(found.content, tuple) else None


def _decided(verdict: bool, one: Fraction | float, other: Fraction | float, *, alike: bool) -> bool | None:
    """A comparison of numbers, but for those of several datatypes that differ by less than their rounding may."""
    if alike or one == other:
        return verdict
    return None if 1 - 1e-6 < one / (other or math.inf) < 1 + 1e-6 else verdict


def outside(literal: Literal, datatype: str) -> bool | None:
    """Whether the value of a literal is none of a datatype's."""
    found = value(literal)
    if found is None or found == WRONG or datatype in {literal.datatype, RDFS + "Literal"}:
        return ill_typed(literal)
    name = datatype.removeprefix(XSD)
    if name == datatype or (name not in _READERS and datatype not in DATATYPES):
        return None
    if name in BOUNDS:
        return not (isinstance(found.content, Fraction) and _within(found.content, name))
    if name in TEXTS:
        text = characters(literal)
        return text is None or found.content != (text, "") or not _fits(name, text)
    if isinstance(found.content, Span):
        zoned = found.space == "dateTime" and found.content.zoned
        return None if literal.datatype == EDTF else not (name == "dateTime" == found.space or _is_stamp(name, zoned))
    return found.space != name


def _is_stamp(name: str, zoned: bool) -> bool:
    return name == "dateTimeStamp" and zoned


def _within(content: Fraction, name: str) -> bool:
    low, high = BOUNDS[name]
    return content.denominator == 1 and (low is None or content >= low) and (high is None or content <= high)


def _fits(name: str, text: str) -> bool:
    return re.fullmatch(TEXTS[name], text) is not None


def _integer(name: str, text: str) -> Value:
    found = re.fullmatch(r"[+-]?[0-9]+", text.strip())
    # Python refuses to read numbers of more than 4,300 digits; that is a limit of ours, not of the datatype.
    content = Fraction(text.strip()) if found and len(text) < 4_000 else None
    return Value("decimal", content) if content is not None and _within(content, name) else WRONG


def _decimal(_: str, text: str) -> Value:
    if re.fullmatch(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)", text.strip()) is None:
        return WRONG
    whole, _, rest = text.strip().partition(".")
    return Value("decimal", Fraction(f"{whole if whole.strip('+-') else whole + '0'}.{rest or '0'}"))


def _floating(name: str, text: str) -> Value | None:
    if re.fullmatch(_DOUBLE, text.strip(), re.ASCII) is None:
        return WRONG
    content = float(text.strip().replace("INF", "inf"))
    if name == "float" and math.isfinite(content):
        try:
            content = struct.unpack("<f", struct.pack("<f", content))[0]
        except OverflowError:
            content = math.inf
    # XSD rounds what is too large or too small, the tests of OWL 2 call it ill-typed: here that is left open.
    lost = content == 0 and re.match(r"[^eE]*[1-9]", text) is not None
    return None if lost or (math.isinf(content) and "INF" not in text) else Value(name, content)


def _boolean(_: str, text: str) -> Value:
    known = {"true": True, "1": True, "false": False, "0": False}
    return Value("boolean", known[text]) if text in known else WRONG


def _text(name: str, text: str) -> Value | None:
    if name in {"Name", "NCName", "NMTOKEN"} and not text.isascii():
        return None
    return Value("text", (text, "")) if _fits(name, text) else WRONG


def _hex(_: str, text: str) -> Value:
    fits = re.fullmatch(r"([0-9a-fA-F]{2})*", text.strip())
    return Value("hexBinary", bytes.fromhex(text.strip())) if fits else WRONG


def _base64(_: str, text: str) -> Value:
    try:
        return Value("base64Binary", base64.b64decode("".join(text.split()), validate=True))
    except (binascii.Error, ValueError):
        return WRONG


def _moment(literal: Literal) -> Value | None:
    found = span(literal)
    if found is None:
        return None if literal.datatype == EDTF else WRONG
    name = literal.datatype.removeprefix(XSD)
    if name == "dateTimeStamp":
        return Value("dateTime", found) if found.zoned else WRONG
    return Value(name, found)


def _is_nan(found: Value) -> bool:
    return isinstance(found.content, float) and math.isnan(found.content)


_READERS: dict[str, Callable[[str, str], Value | None]] = {
    **dict.fromkeys(BOUNDS, _integer),
    **dict.fromkeys(TEXTS, _text),
    "decimal": _decimal,
    "float": _floating,
    "double": _floating,
    "boolean": _boolean,
    "hexBinary": _hex,
    "base64Binary": _base64,
    "anyURI": lambda _, text: Value("anyURI", text.strip()),
}
