"""The datatypes of OWL 2 RL: what their literals denote, and which values each of them holds.

Source: OWL 2 Structural Specification, section 4 (datatype maps), https://www.w3.org/TR/owl2-syntax/#Datatype_Maps,
and W3C XML Schema Definition Language 1.1 Part 2. Decimal, float and double are three disjoint value spaces.
"""

from __future__ import annotations

import base64
import binascii
import re
import struct
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias
from xml.etree import ElementTree

from kgqa.dates import interval
from kgqa.model import IRI, RDF, RDFS, XSD, Literal, Term

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

Value: TypeAlias = tuple[str, object]
"""A value space and a value in it: two literals denote the same thing when these are equal."""


class IllTypedError(ValueError):
    """The lexical form is not in the lexical space of the datatype."""


INTEGERS: dict[str, tuple[int | None, int | None]] = {
    XSD + name: bounds
    for name, bounds in {
        "integer": (None, None),
        "nonNegativeInteger": (0, None),
        "positiveInteger": (1, None),
        "nonPositiveInteger": (None, 0),
        "negativeInteger": (None, -1),
        "long": (-(2**63), 2**63 - 1),
        "int": (-(2**31), 2**31 - 1),
        "short": (-(2**15), 2**15 - 1),
        "byte": (-128, 127),
        "unsignedLong": (0, 2**64 - 1),
        "unsignedInt": (0, 2**32 - 1),
        "unsignedShort": (0, 2**16 - 1),
        "unsignedByte": (0, 255),
    }.items()
}
_NAME_START = r"[:A-Z_a-z\u00C0-\u02FF\u0370-\u1FFF\u2C00-\uD7FF\uF900-\uFFFD]"
_NAME_REST = _NAME_START[:-1] + r"\-.0-9\u00B7\u0300-\u036F]"
TEXTS: dict[str, re.Pattern[str]] = {
    XSD + "string": re.compile(r".*", re.DOTALL),
    XSD + "normalizedString": re.compile(r"[^\t\n\r]*"),
    XSD + "token": re.compile(r"([^\t\n\r ]+( [^\t\n\r ]+)*)?"),
    XSD + "language": re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*"),
    XSD + "Name": re.compile(f"{_NAME_START}{_NAME_REST}*"),
    XSD + "NCName": re.compile(f"{_NAME_START}{_NAME_REST}*".replace("[:", "[")),
    XSD + "NMTOKEN": re.compile(f"{_NAME_REST}+"),
}
DATES = {XSD + name for name in ("date", "dateTime", "dateTimeStamp", "gYear", "gYearMonth")}
_INTEGER = re.compile(r"[+-]?[0-9]+")
_DECIMAL = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")
_DOUBLE = re.compile(r"[+-]?(([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?|INF)|NaN")
_LARGEST = {XSD + "float": 3.4028235677973366e38, XSD + "double": 1.7976931348623157e308}
_SMALLEST = {XSD + "float": 1.401298464324817e-45, XSD + "double": 5e-324}
_TAG = re.compile(r"([a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*)?")
_NO_URI = re.compile(r'[<>"{}|^`\\\s]|%(?![0-9A-Fa-f]{2})|^(?![A-Za-z][A-Za-z0-9+.-]*:)[^/?#]*:')
_BOOLEAN = {"true": True, "1": True, "false": False, "0": False}
_ZONED = re.compile(r".*(Z|[+-]\d\d:\d\d)", re.DOTALL)


@lru_cache(maxsize=200_000)
def value_of(literal: Literal) -> Value | None:
    """What a literal denotes, or None for a datatype that is not known here.

    Raises IllTypedError when the lexical form is none of the datatype's.
    """
    if literal.language is not None:
        return ("text", (literal.lexical, literal.language))
    reader = _READERS.get(literal.datatype)
    return None if reader is None else reader(literal)


def in_space(literal: Literal, datatype: str) -> bool | None:
    """Whether the value of `literal` lies in the value space of `datatype`; None when that is not known here."""
    try:
        value = value_of(literal)
    except IllTypedError:
        return False
    if literal.datatype == datatype or datatype == RDFS + "Literal":
        return True
    if value is None or datatype not in _READERS:
        return None
    return _holds(value, literal, datatype)


def narrower(ranges: Collection[Term], datatype: Term) -> bool:
    """Whether every value that lies in all of `ranges` lies in `datatype`, as far as integers and texts tell."""
    names = {term.value for term in ranges if isinstance(term, IRI)}
    if not isinstance(datatype, IRI) or datatype.value not in _READERS:
        return False
    if datatype.value in names:
        return True
    if names & set(TEXTS) and datatype.value in {XSD + "string", RDF + "PlainLiteral"}:
        return True
    bounds = [INTEGERS[name] for name in names if name in INTEGERS]
    if not bounds or datatype.value not in {XSD + "decimal", *INTEGERS}:
        return False
    low = max((low for low, _ in bounds if low is not None), default=None)
    high = min((high for _, high in bounds if high is not None), default=None)
    least, most = INTEGERS.get(datatype.value, (None, None))
    return (least is None or (low is not None and low >= least)) and (
        most is None or (high is not None and high <= most)
    )


def _holds(value: Value, literal: Literal, datatype: str) -> bool:
    space, content = value
    if datatype in INTEGERS:
        low, high = INTEGERS[datatype]
        if not isinstance(content, Fraction) or content.denominator != 1:
            return False
        return (low is None or content >= low) and (high is None or content <= high)
    if datatype in TEXTS or datatype == RDF + "PlainLiteral":
        if space != "text" or not isinstance(content, tuple):
            return False
        plain = content[1] == ""
        return datatype == RDF + "PlainLiteral" or (plain and TEXTS[datatype].fullmatch(content[0]) is not None)
    if datatype == XSD + "dateTimeStamp":
        return literal.datatype == XSD + "dateTime" and _ZONED.fullmatch(literal.lexical) is not None
    if datatype == XSD + "dateTime":
        return literal.datatype == XSD + "dateTimeStamp"
    return space == datatype.removeprefix(XSD) and datatype not in DATES


def _integer(literal: Literal) -> Value:
    text = literal.lexical.strip(" \t\r\n")
    low, high = INTEGERS[literal.datatype]
    if not _INTEGER.fullmatch(text) or len(text) > 4_000:
        raise IllTypedError
    value = int(text)
    if (low is not None and value < low) or (high is not None and value > high):
        raise IllTypedError
    return ("decimal", Fraction(value))


def _decimal(literal: Literal) -> Value:
    text = literal.lexical.strip(" \t\r\n")
    if not _DECIMAL.fullmatch(text):
        raise IllTypedError
    return ("decimal", Fraction(Decimal(text)))


def _floating(literal: Literal) -> Value:
    text = literal.lexical.strip(" \t\r\n")
    if not _DOUBLE.fullmatch(text):
        raise IllTypedError
    value = float(text.replace("INF", "inf"))
    # XSD 1.1 rounds what is too large or too small; the test suite of OWL 2 holds that there is no such literal.
    too_large = abs(value) > _LARGEST[literal.datatype] and "INF" not in text
    too_small = abs(value) < _SMALLEST[literal.datatype] and re.match(r"[^eE]*[1-9]", text) is not None
    if too_large or too_small:
        raise IllTypedError
    if literal.datatype == XSD + "float":
        value = float(struct.unpack("f", struct.pack("f", value))[0])
    return (literal.datatype.removeprefix(XSD), value)


def _text(literal: Literal) -> Value:
    if not TEXTS[literal.datatype].fullmatch(literal.lexical):
        raise IllTypedError
    return ("text", (literal.lexical, ""))


def _plain(literal: Literal) -> Value:
    text, at, tag = literal.lexical.rpartition("@")
    if not at or not _TAG.fullmatch(tag):
        raise IllTypedError
    return ("text", (text, tag.lower()))


def _boolean(literal: Literal) -> Value:
    if literal.lexical not in _BOOLEAN:
        raise IllTypedError
    return ("boolean", _BOOLEAN[literal.lexical])


def _uri(literal: Literal) -> Value:
    text = literal.lexical.strip(" \t\r\n")
    if _NO_URI.search(text) or text.count("#") > 1:
        raise IllTypedError
    return ("anyURI", text)


def _hex(literal: Literal) -> Value:
    try:
        return ("hexBinary", binascii.unhexlify(literal.lexical.strip()))
    except (binascii.Error, ValueError):
        raise IllTypedError from None


def _base64(literal: Literal) -> Value:
    try:
        return ("base64Binary", base64.b64decode("".join(literal.lexical.split()), validate=True))
    except (binascii.Error, ValueError):
        raise IllTypedError from None


def _xml(literal: Literal) -> Value:
    if "<!" in literal.lexical:
        # No entity is expanded for a literal, whoever wrote it.
        raise IllTypedError
    try:
        tree = ElementTree.fromstring(f"<x>{literal.lexical}</x>")
    except ElementTree.ParseError:
        raise IllTypedError from None
    return ("XMLLiteral", ElementTree.canonicalize(ElementTree.tostring(tree, encoding="unicode")))


def _date(literal: Literal) -> Value:
    found = interval(literal)
    local = literal.datatype.removeprefix(XSD)
    if found is None or found.earliest is None:
        raise IllTypedError
    if not local.startswith("dateTime"):
        return (local, literal.lexical)
    if local == "dateTimeStamp" and not _ZONED.fullmatch(literal.lexical):
        raise IllTypedError
    return ("dateTime", _instant(literal.lexical, found.earliest))


_CLOCK = re.compile(r".*T(\d\d):(\d\d):(\d\d(?:\.\d+)?)(Z|[+-]\d\d:\d\d)?")


def _instant(lexical: str, days: int) -> tuple[str, Fraction]:
    """Seconds on the time line, of UTC or of a local time that is not said; `days` already counts 24:00:00."""
    found = _CLOCK.fullmatch(lexical)
    if found is None:
        raise IllTypedError
    hours, minutes, zone = int(found[1]) % 24, int(found[2]), found[4]
    seconds = days * 86_400 + hours * 3_600 + minutes * 60 + Fraction(found[3])
    if zone is None or zone == "Z":
        return ("local" if zone is None else "UTC", seconds)
    offset = int(zone[1:3]) * 60 + int(zone[4:6])
    return ("UTC", seconds - (offset if zone[0] == "+" else -offset) * 60)


_READERS: dict[str, Callable[[Literal], Value]] = {
    **dict.fromkeys(INTEGERS, _integer),
    **dict.fromkeys(TEXTS, _text),
    **dict.fromkeys(DATES, _date),
    XSD + "decimal": _decimal,
    XSD + "float": _floating,
    XSD + "double": _floating,
    XSD + "boolean": _boolean,
    XSD + "anyURI": _uri,
    XSD + "hexBinary": _hex,
    XSD + "base64Binary": _base64,
    RDF + "PlainLiteral": _plain,
    RDF + "XMLLiteral": _xml,
    RDF + "langString": lambda literal: ("text", (literal.lexical, literal.language or "")),
}
