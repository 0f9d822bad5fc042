"""Numbers as people type them: digits with commas, "1.5 million", "150k", "twenty-one", "a dozen", "second to last".

Tokens are folded words (see `kgqa.ask.tokens`); `joined` puts together again what the tokenizer takes apart ("1.5").
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from kgqa.ask.tokens import Token, numeral

if TYPE_CHECKING:
    from collections.abc import Sequence

Number = int | Decimal

_UNIT_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TEN_WORDS = "twenty thirty forty fifty sixty seventy eighty ninety"
_UNITS = {word: number for number, word in enumerate(_UNIT_WORDS.split())}
_TENS = {word: 10 * number for number, word in enumerate(_TEN_WORDS.split(), start=2)}
_SCALES = {
    "dozen": 12, "hundred": 100, "thousand": 1_000, "million": 10**6, "billion": 10**9, "trillion": 10**12,
}  # fmt: skip
_SCALES |= {scale + "s": factor for scale, factor in _SCALES.items()}
_SHORT_SCALES = {"k": 1_000, "mn": 10**6, "mio": 10**6, "bn": 10**9, "tn": 10**12}
"""Letters for factors; not "m", which is also metres."""
_FRACTIONS = {"half": Decimal("0.5"), "quarter": Decimal("0.25")}
_ARTICLES = frozenset(("a", "an"))
_SIGNS = frozenset(("%", "percent", "$", "€", "£", "¥"))

_DIGITS = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?([a-z]+)?", re.ASCII)
_THOUSANDS = re.compile(r"\d{3}", re.ASCII)
_NUMERIC_ORDINAL = re.compile(r"(\d{1,9})(?:st|nd|rd|th)", re.ASCII)
_ORDINAL_ENDINGS = ("st", "nd", "rd", "th")
_MOST_TOKENS = 12
_MOST_DIGITS = 30
_LAST = frozenset(("last", "final"))
_BEFORE_LAST = (("to",), ("from",), ("to", "the"), ("from", "the"), ())
_TIMES = {"once": 1, "twice": 2, "thrice": 3}


def read_number(tokens: Sequence[str]) -> Number | None:
    """The number that the whole span says; None when it says none. Signs of percent and money are passed over.

    >>> read_number(["1,000"]), read_number(["1.5", "million"]), read_number("two hundred and five".split())
    (1000, 1500000, 205)
    >>> read_number(["half", "a", "million"]), read_number(["a", "dozen"]), read_number(["150k"])
    (500000, 12, 150000)
    """
    words = _words(tokens)
    if not words or len(words) > _MOST_TOKENS or any(len(word) > _MOST_DIGITS for word in words):
        return None
    number = _fraction_of_scale(words)
    return _plain(number) if number is not None else None


def longest_number(tokens: Sequence[str], start: int = 0) -> tuple[Number, int] | None:
    """The longest number that begins at `start`, with the place after its last token; None when none does."""
    if start >= len(tokens) or not _may_begin(tokens[start]):
        return None
    for end in range(min(len(tokens), start + _MOST_TOKENS), start, -1):
        if (number := read_number(tokens[start:end])) is not None:
            return number, end
    return None


def shared_scale(tokens: Sequence[str], start: int, end: int) -> int:
    """By what the first of two bounds is multiplied that the second one is counted in: 5 in "between 5 and 6 million".

    >>> shared_scale("between 5 and 6 million".split(), 1, 2), shared_scale("between 5 and 6000".split(), 1, 2)
    (1000000, 1)
    """
    other = longest_number(tokens, end + 1) if tokens[end : end + 1] in (["and"], ["to"]) else None
    if other is None or not start or tokens[start - 1] not in {"between", "from"} or tokens[end - 1] in _SCALES:
        return 1
    return _SCALES.get(tokens[other[1] - 1], 1) if other[1] - end > 2 else 1


def joined(tokens: Sequence[Token], text: str) -> list[Token]:
    """The tokens of a text with those of one number, which the tokenizer takes apart, as one: "1,000", "1.5".

    >>> from kgqa.ask.tokens import tokenize
    >>> text = "over 1,000.5 in 1990, 1991"
    >>> [token.folded for token in joined(tokenize(text), text)]
    ['over', '1,000.5', 'in', '1990', '1991']
    """
    found: list[Token] = []
    start = 0
    while start < len(tokens):
        end = start + 1
        while end < len(tokens) and _in_one_number(tokens[end - 1], tokens[end], text):
            end += 1
        written = text[tokens[start].start : tokens[end - 1].end].lower()
        if end > start + 1 and _DIGITS.fullmatch(written):
            found.append(Token(written, written, tokens[start].start, tokens[end - 1].end))
        else:
            found += tokens[start:end]
        start = end
    return found


def _in_one_number(one: Token, other: Token, text: str) -> bool:
    between = text[one.end : other.start]
    return between in {",", "."} and one.folded.isdigit() and other.folded[:1].isdigit()


def read_ordinal(tokens: Sequence[str] | str) -> int | None:
    """The place in an order: 1 for "first"; counted from the end below zero: -1 for "last", -2 for "penultimate".

    >>> read_ordinal("2nd"), read_ordinal(["twenty", "first"]), read_ordinal(["second", "to", "last"])
    (2, 21, -2)
    """
    words = _words(tokens.split() if isinstance(tokens, str) else tokens)
    if not 0 < len(words) <= _MOST_TOKENS:
        return None
    if len(words) == 1 and words[0] in _LAST:
        return -1
    if words[0] in {"penultimate", "antepenultimate"}:
        return (-2 if words[0] == "penultimate" else -3) if len(words) == 1 else None
    if words[-1] in _LAST:
        return _from_the_end(words[:-1])
    if words[:2] == ["last", "but"] and len(words) == 3:
        behind = read_number(words[2:])
        return -1 - behind if isinstance(behind, int) else None
    return _ordinal(words)


def read_times(tokens: Sequence[str]) -> int | None:
    """How often: "once", "twice", "three times", "5 times"; None for anything else."""
    if len(tokens) == 1:
        return _TIMES.get(tokens[0])
    times = read_number(tokens[:-1]) if tokens and tokens[-1] in {"time", "times"} else None
    return times if isinstance(times, int) else None


def _words(tokens: Sequence[str]) -> list[str]:
    parts = (part for token in tokens for part in token.lower().replace("-", " ").split())
    bare = (part if part in _SIGNS else part.strip("$€£¥%") for part in parts)
    return [part for part in bare if part and part not in _SIGNS]


def _may_begin(token: str) -> bool:
    first = token.partition("-")[0]
    known = first in _UNITS or first in _TENS or first in _SCALES or first in _FRACTIONS or first in _ARTICLES
    return known or first.strip("$€£¥")[:1].isdigit() or first in _SIGNS - {"percent", "%"}


def _plain(number: Number) -> Number:
    return int(number) if number == int(number) else number


def _from_the_end(before: list[str]) -> int | None:
    for joint in _BEFORE_LAST:
        if tuple(before[len(before) - len(joint) :]) == joint:
            ordinal = before[: len(before) - len(joint)]
            place = 2 if ordinal == ["next"] and joint else _ordinal(ordinal)
            return -place if place is not None and place > 1 else None
    return None


def _ordinal(words: list[str]) -> int | None:
    """The place that words say whose last is an ordinal: that word is read as its cardinal."""
    if not words:
        return None
    if len(words) == 1 and (found := _NUMERIC_ORDINAL.fullmatch(words[0])):
        return int(found[1]) or None
    cardinal = _cardinal(words[-1])
    if cardinal is None:
        return None
    place = _SCALES[cardinal] if len(words) == 1 and cardinal in _SCALES else read_number([*words[:-1], cardinal])
    return place if isinstance(place, int) else None


@lru_cache(maxsize=4096)
def _cardinal(ordinal: str) -> str | None:
    """The cardinal that an ordinal word stands for: "one" for "first"."""
    if ordinal.endswith("ieth") and ordinal[:-4] + "y" in _TENS:
        return ordinal[:-4] + "y"
    if ordinal.endswith("th") and ordinal[:-2] in _SCALES:
        return ordinal[:-2]
    found = numeral(ordinal) if ordinal.isalpha() and ordinal.endswith(_ORDINAL_ENDINGS) else None
    return next((word for word, number in (_UNITS | _TENS).items() if f"#{number}" == found), None)


def _fraction_of_scale(words: list[str]) -> Number | None:
    """ "half a million", "quarter of a million", "two and a half million", else a number without halves."""
    plain = [word for word in words if word not in _ARTICLES]
    if len(words) - len(plain) <= 2 and plain and plain[0] in _FRACTIONS:
        scale = [word for word in plain[1:] if word != "of"]
        return _FRACTIONS[plain[0]] * _SCALES[scale[0]] if len(scale) == 1 and scale[0] in _SCALES else None
    if "half" in plain or "quarter" in plain:
        return _and_a_half(plain)
    return _number(words)


def _and_a_half(plain: list[str]) -> Number | None:
    place = next(n for n, word in enumerate(plain) if word in _FRACTIONS)
    whole = _number(plain[: place - 1]) if plain[place - 1] == "and" else None
    scale = plain[place + 1 :]
    if whole is None or len(scale) > 1 or (scale and scale[0] not in _SCALES):
        return None
    return (whole + _FRACTIONS[plain[place]]) * (_SCALES[scale[0]] if scale else 1)


def _number(words: list[str]) -> Number | None:
    """Parts with falling scales: "two million three hundred thousand and five"."""
    total: Number = 0
    limit: Number | None = None
    rest = words
    while rest:
        if limit is not None and rest[0] == "and":
            rest = rest[1:]
        part = _part(rest, first=limit is None)
        if part is None:
            return None
        value, scale, rest = part
        if limit is not None and (value >= limit or limit == 1):
            return None
        total, limit = total + value, scale
    return total


def _part(words: list[str], first: bool) -> tuple[Number, int, list[str]] | None:
    """One amount with its scale ("three hundred thousand": 300000, scale 1000) and the words after it."""
    if first and words[:1] and words[0] in _ARTICLES:
        amount, rest = _amount_of_one(words)
    else:
        amount, rest = _amount(words)
    if amount is None:
        return None
    scale = last = 1
    while rest and _SCALES.get(rest[0], 0) > last:
        last = _SCALES[rest[0]]
        scale, rest = scale * last, rest[1:]
        if scale == 100 and rest and rest[0] not in _SCALES:
            return _with_hundreds(amount, rest)
    return amount * scale, scale, rest


def _amount_of_one(words: list[str]) -> tuple[Number | None, list[str]]:
    """ "a" before a scale is one; before anything else it says no number."""
    return (1, words[1:]) if words[1:2] and words[1] in _SCALES else (None, words)


def _with_hundreds(hundreds: Number, words: list[str]) -> tuple[Number, int, list[str]] | None:
    """ "three hundred and five (thousand)": what follows hundreds before a larger scale."""
    after = words[1:] if words[0] == "and" else words
    small, rest = _amount(after)
    if small is None or small >= 100:
        return hundreds * 100, 100, words
    scale = 1
    if rest and rest[0] in _SCALES and _SCALES[rest[0]] >= 1_000:
        scale, rest = _SCALES[rest[0]], rest[1:]
    return (hundreds * 100 + small) * scale, scale, rest


def _amount(words: list[str]) -> tuple[Number | None, list[str]]:
    """A number below a hundred in words, or one in digits, and the words after it."""
    if not words:
        return None, words
    word, rest = words[0], words[1:]
    if word in _TENS:
        unit = _UNITS.get(rest[0], 0) if rest else 0
        return (_TENS[word] + unit, rest[1:]) if 0 < unit < 10 else (_TENS[word], rest)
    if word in _UNITS:
        return _UNITS[word], rest
    found = _DIGITS.fullmatch(word)
    if found is None or (found[3] and found[3] not in _SHORT_SCALES):
        return None, words
    digits = found[1].replace(",", "")
    if found[2] is None and found[3] is None and len(digits) <= 3 and int(digits):
        while rest and _THOUSANDS.fullmatch(rest[0]):
            digits, rest = digits + rest[0], rest[1:]
    number = Decimal(digits + found[2]) if found[2] else int(digits)
    return number * (_SHORT_SCALES[found[3]] if found[3] else 1), rest
