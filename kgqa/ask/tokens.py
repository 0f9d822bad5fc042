"""Text as tokens: words folded in case and accents, possessive marks apart, punctuation dropped."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

POSSESSIVE = "'s"

_TOKEN = re.compile(
    r"‚Ä[òôúù]|"
    r"(?P<word>[^\W_]+(?:['’ʼ`´][^\W_]+)*)(?P<bare>['’](?!\w))?(?P<dot>\.)?"
    r"|(?P<own>['’ʼ`´][sS](?!\w))|(?P<other>\S)"
)
_POSSESSIVE_END = re.compile(r"['’ʼ`´]s$", re.IGNORECASE)
_NEGATED_END = re.compile(r"(?<=\w)n['’ʼ`´]t$", re.IGNORECASE)
_SHORTENED = {"wo": "will", "ca": "can", "sha": "shall"}
_APOSTROPHES = re.compile(r"['’ʼ`´]")
_PUNCTUATION = frozenset(".,;:?!\"“”„«»–—―-‐‑‒'‘’ʼ`´…¿¡*_/‚؟،؛。？！")
_UNDECOMPOSED = str.maketrans(
    {"ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ł": "l", "ħ": "h", "ı": "i", "ð": "d", "þ": "th"}
)
_PLAIN = re.compile(r"[A-Za-z0-9]+(?: [A-Za-z0-9]+)*", re.ASCII)
_ROMAN = re.compile(r"(?=[ivxl])(?:xl|l|x{0,3})(?:ix|iv|v?i{0,3})")
_ORDINAL_WORDS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_ORDINALS = {word: number for number, word in enumerate(_ORDINAL_WORDS.split(), 1)}
_SUFFIXES = {"junior": "jr", "jr": "junior", "senior": "sr", "sr": "senior"}
_RUN_ON = frozenset(("whats", "wheres", "hows", "whens"))
"""Question words with "is" whose apostrophe is left out; "whos" may be "whose"."""
_NUMERIC_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text. `folded` is what is compared, `initial` whether a full stop follows a single letter."""

    text: str
    folded: str
    start: int
    end: int
    initial: bool = False


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """The word without case, accents and apostrophes (NFKD, combining marks removed)."""
    if word.isascii():
        return _APOSTROPHES.sub("", word.lower())
    decomposed = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", word).casefold().translate(_UNDECOMPOSED))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def tokenize(text: str) -> list[Token]:
    """The tokens of `text`, in order; brackets and symbols are tokens of their own, punctuation is none."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text):
        if match.lastgroup is None:
            continue
        if match["word"] is not None:
            tokens += _word_tokens(match)
        elif match["own"] is not None:
            tokens.append(Token(match["own"], POSSESSIVE, match.start(), match.end()))
        elif match["other"] == "&":
            tokens.append(Token("&", "and", match.start(), match.end()))
        elif match["other"] not in _PUNCTUATION and not _is_mark(match["other"]):
            tokens.append(Token(match["other"], match["other"], match.start(), match.end()))
    return tokens


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in {"Mn", "Me", "Mc", "Cf", "Cc", "Pd", "Pi", "Pf"}


def _word_tokens(match: re.Match[str]) -> list[Token]:
    word, start, end = match["word"], match.start("word"), match.end("word")
    if ending := _POSSESSIVE_END.search(word):
        split = start + ending.start()
        head = word[: ending.start()]
        return [Token(head, fold(head), start, split), Token(word[ending.start() :], POSSESSIVE, split, end)]
    if negated := _NEGATED_END.search(word):
        split = start + negated.start()
        head = fold(word[: negated.start()])
        return [
            Token(word[: negated.start()], _SHORTENED.get(head, head), start, split),
            Token(word[negated.start() :], "not", split, end),
        ]
    if word.casefold() in _RUN_ON:
        return [Token(word[:-1], fold(word[:-1]), start, end - 1), Token(word[-1], POSSESSIVE, end - 1, end)]
    initial = match["dot"] is not None and len(word) == 1
    token = Token(word, fold(word), start, end, initial)
    if match["bare"] is not None and token.folded.endswith("s"):
        return [token, Token(match["bare"], POSSESSIVE, end, match.end("bare"))]
    return [token] if token.folded else []


def numeral(word: str) -> str | None:
    """The canonical form of a Roman numeral or an ordinal ("ii", "2nd", "second", "2": "#2"), else None."""
    if found := _NUMERIC_ORDINAL.fullmatch(word):
        return f"#{int(found[1])}" if int(found[1]) else None
    if word in _ORDINALS:
        return f"#{_ORDINALS[word]}"
    return f"#{_roman(word)}" if _ROMAN.fullmatch(word) else None


def _roman(word: str) -> int:
    values = {"i": 1, "v": 5, "x": 10, "l": 50}
    numbers = [values[c] for c in word]
    return sum(-n if any(m > n for m in numbers[k + 1 : k + 2]) else n for k, n in enumerate(numbers))


def key_of_name(name: str) -> tuple[str, ...]:
    """The words of a recorded name in canonical form: numerals that are part of it as "#n", brackets dropped.

    >>> key_of_name("Henry VIII"), key_of_name("Robert V. Jones")
    (('henry', '#8'), ('robert', 'v', 'jones'))
    """
    if _PLAIN.fullmatch(name):
        first, *others = name.split()
        return (first.lower(), *map(_canonical, others))
    tokens = [token for token in tokenize(name) if token.folded not in {"(", ")", "[", "]"}]
    return tuple(
        token.folded if place == 0 or token.initial else _canonical(token.text, token.folded)
        for place, token in enumerate(tokens)
    )


@lru_cache(maxsize=65_536)
def _canonical(word: str, folded: str | None = None) -> str:
    """A word of a name after its first: the number it writes in capitals, else the word folded."""
    folded = fold(word) if folded is None else folded
    return (numeral(folded) if word.isupper() and folded.isalpha() else None) or folded


def alternatives(token: Token) -> tuple[str, ...]:
    """What a typed token may be in a recorded name: itself, or the numeral or the suffix that it writes."""
    found = None if token.initial else numeral(token.folded) or _SUFFIXES.get(token.folded)
    return (token.folded,) if found is None else (found, token.folded)
