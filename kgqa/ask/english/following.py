"""How English takes up what was said before: pronouns, and questions left unfinished ("and his father?")."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgqa.ask.conversation import Pronoun
from kgqa.ask.english.morphology import possessive
from kgqa.ask.tokens import fold, numeral, tokenize
from kgqa.dates import read_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kgqa.ask.tokens import Token

_HE, _SHE = Pronoun("he", wants="who"), Pronoun("she", wants="who")
_IT, _THEY = Pronoun("it", shuns="who"), Pronoun("they", "any")
_SEVERAL = Pronoun("they", "many")
PRONOUNS: Mapping[tuple[str, ...], Pronoun] = {
    **dict.fromkeys((("he",), ("him",), ("his",)), _HE),
    **dict.fromkeys((("she",), ("her",), ("hers",)), _SHE),
    **dict.fromkeys((("it",), ("its",)), _IT),
    **dict.fromkeys((("they",), ("them",), ("their",), ("theirs",)), _THEY),
    **dict.fromkeys((("these",), ("those",), ("all", "of", "them"), ("which", "of", "them")), _SEVERAL),
    **dict.fromkeys((("the", "former"), ("the", "first", "one")), Pronoun("it", place=0)),
    **dict.fromkeys((("the", "latter"), ("the", "last", "one")), Pronoun("it", place=-1)),
    ("the", "second", "one"): Pronoun("it", place=1),
    ("the", "third", "one"): Pronoun("it", place=2),
}
"""Words, folded, and what they stand for; the grammar reads "which of them" as "which" and "of them"."""
_OWNERS = frozenset(("his", "her", "its", "their"))

_OPENINGS = (
    ("and", "what", "about"), ("and", "how", "about"), ("and", "what", "of"), ("but", "what", "about"),
    ("what", "about"), ("how", "about"), ("what", "of"), ("and",), ("but",),
)  # fmt: skip
_ASKING = frozenset(("who", "whom", "what", "which", "when", "where", "why", "how"))
_STARTS = _ASKING | frozenset(
    "am are can could did do does had has have is list name show tell give was were whose will would".split()  # noqa: SIM905
)
_TIMES = frozenset(("in", "on", "before", "after", "since", "until", "during", "by"))
_LONGEST_DATE = 4
_MOST_WORDS = 48


@dataclass(frozen=True, slots=True)
class Continuation:
    """A question that goes on from the last one. `rest` is what follows its opening words.

    `named`: the opening ("what about") asks the last question again of something else, so that `rest` is no question
    of its own.
    """

    rest: str
    named: bool


def continued(question: str) -> Continuation | None:
    """The question as the continuation of another one; None when it does not begin as one.

    >>> continued("And his father?"), continued("What about Charles?")
    (Continuation(rest='his father', named=False), Continuation(rest='Charles', named=True))
    """
    tokens = tokenize(question[:2_000])
    words = tuple(token.folded for token in tokens)
    opening = next((o for o in _OPENINGS if words[: len(o)] == o), None)
    if opening is None or len(words) == len(opening) or len(words) > _MOST_WORDS:
        return None
    rest = question[tokens[len(opening)].start :].strip().rstrip("?!. ")
    return Continuation(rest, named=len(opening) > 1)


def pronoun(words: Sequence[str]) -> Pronoun | None:
    """What folded words stand for; None when they are no pronoun."""
    return PRONOUNS.get(tuple(words))


def pronouns(tokens: Sequence[Token]) -> Iterator[tuple[int, int, Pronoun]]:
    """The pronouns among the tokens: from where, up to where, and what they are."""
    words = [token.folded for token in tokens]
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + 3) + 1):
            if (found := PRONOUNS.get(tuple(words[start:end]))) is not None:
                yield start, end, found


def is_owner(word: str) -> bool:
    """Whether the folded word says whose something is: "his"."""
    return word in _OWNERS


def is_question(rest: str) -> bool:
    """Whether a text begins as a question or a request does, and says what is asked."""
    words = tokenize(rest)
    return len(words) > 1 and words[0].folded in _STARTS


def with_name(question: str, start: int, end: int, name: str) -> str:
    """The question with the characters from `start` to `end` replaced by a name, which takes their place in grammar.

    >>> with_name("Who is his father?", 7, 10, "Charles"), with_name("Is James' son here?", 3, 8, "Anne")
    ("Who is Charles's father?", "Is Anne's son here?")
    """
    before, said, after = question[:start], question[start:end], question[end:]
    if fold(said) in _OWNERS:
        return before + possessive(name) + after
    bare = after[:1] in {"'", "’"} and not after[1:2].isalpha()
    if bare and not name.endswith("s"):
        return before + possessive(name) + after[1:]
    return before + name + after


def of_thing(rest: str, name: str) -> str:
    """A role asked for of a thing named before: "the mother" of X."""
    return f"{rest} of {name}"


def retold(question: str, rest: str) -> str | None:
    """The question asked again with another time, place in an order or question word; None when `rest` is none.

    >>> retold("Who won in 1980?", "in 1990"), retold("Where was X born?", "when"), retold("Who won first?", "second")
    ('Who won in 1990?', 'when was X born?', 'Who won second?')
    """
    words = [token.folded for token in tokenize(rest)]
    if len(words) == 1 and words[0] in _ASKING:
        return _replaced(question, _first(question, _ASKING), words[0])
    if (order := _order(words)) is not None:
        places = [t for t in tokenize(question) if _is_order(t.folded)]
        return _replaced(question, (places[0].start, places[0].end), order) if len(places) == 1 else None
    if _date(rest, rest.partition(" ")[0].lower() in _TIMES):
        span = _date_span(question, with_preposition=words[0] in _TIMES)
        return _replaced(question, span, rest) if span else f"{question.strip().rstrip('?!. ')} {rest}?"
    return None


def _order(words: Sequence[str]) -> str | None:
    """The ordinal that "the second (one)" is."""
    bare = [word for word in words if word not in {"the", "one"}]
    return bare[0] if len(bare) == 1 and _is_order(bare[0]) else None


def _is_order(word: str) -> bool:
    return word == "last" or (
        numeral(word) is not None and (len(word) > 4 or word[:1].isdigit()) and word[-1:].isalpha()
    )


def _date(text: str, after_preposition: bool) -> bool:
    said = text.partition(" ")[2] if after_preposition else text
    return any(c.isdigit() for c in said) and read_date(said) is not None


def _date_span(question: str, *, with_preposition: bool) -> tuple[int, int] | None:
    """Where the question has its only date, with the preposition before it if that is replaced as well."""
    tokens = tokenize(question)
    for length in range(_LONGEST_DATE, 0, -1):
        for first in range(len(tokens) - length + 1):
            start, end = tokens[first].start, tokens[first + length - 1].end
            if tokens[first].folded not in _TIMES and _date(question[start:end], False):
                before = tokens[first - 1] if first else None
                if with_preposition and before is not None and before.folded in _TIMES:
                    start = before.start
                return start, end
    return None


def _first(question: str, words: frozenset[str]) -> tuple[int, int] | None:
    return next(((t.start, t.end) for t in tokenize(question) if t.folded in words), None)


def _replaced(question: str, span: tuple[int, int] | None, text: str) -> str | None:
    return None if span is None else question[: span[0]] + text + question[span[1] :]
