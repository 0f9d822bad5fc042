"""Why a question was not understood: words or names that the graph does not know, or no way to put them together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.ask.english.morphology import conjoined
from kgqa.ask.english.words import FUNCTION_WORDS
from kgqa.ask.tokens import POSSESSIVE
from kgqa.model import Reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kgqa.ask.lexicon import Lexicon
    from kgqa.ask.link import Links
    from kgqa.ask.tokens import Token


def refusal(links: Links, lexicon: Lexicon) -> Reason:
    """The reason why the links of a question have no reading."""
    if not links.tokens:
        return Reason("no_reading", "There are no words in the question.")
    name = _unknown_name(links, lexicon)
    if name is not None:
        return _unknown_entity(name, lexicon)
    unfit = _unfit_brackets(links)
    if unfit is not None:
        return unfit
    if links.unknown:
        words = tuple(dict.fromkeys(token.text for token in links.unknown))
        if not links.seeds:
            message = f"The graph has no words for what is asked: {_quoted(words)}."
            return Reason("out_of_vocabulary", message, words)
        return Reason("unknown_words", f"These words were not understood: {_quoted(words)}.", words)
    return Reason("no_reading", "The words are known, but not what is asked by putting them together like this.")


def _unfit_brackets(links: Links) -> Reason | None:
    """The reason when nothing that bears a name fits what stands in brackets behind it."""
    places = {token.folded: k for k, token in enumerate(links.tokens) if token.folded in "()[]"}
    opening, closing = min(places.values(), default=0), max(places.values(), default=0)
    before = max((m for m in links.mentions if m.end == opening), key=lambda m: m.end - m.start, default=None)
    if before is None or not opening < closing or any(opening < m.start < closing for m in links.mentions):
        return None
    inside = " ".join(token.text for token in links.tokens[opening + 1 : closing])
    words = tuple(token.text for token in links.tokens[before.start : closing + 1])
    return Reason("unknown_entity", f'Nothing that is called "{before.entity.mention}" fits "{inside}".', words)


def _unknown_name(links: Links, lexicon: Lexicon) -> tuple[Token, ...] | None:
    """The longest run of words that looks like a name but names nothing."""
    named = {k for m in links.mentions for k in range(m.start, m.end)}
    spans = {(m.start, m.end) for m in links.mentions}
    runs = [run for run in _runs(links, lexicon) if (run[0], run[-1] + 1) not in spans]
    telling = [run for run in runs if any(k not in named for k in run) or len(run) > 1]
    best = max(telling, key=len, default=None)
    return None if best is None else tuple(links.tokens[k] for k in best)


def _runs(links: Links, lexicon: Lexicon) -> list[list[int]]:
    """Runs of words with capitals (not the first word of the question for its place alone)."""
    runs: list[list[int]] = [[]]
    dated = {k for seed in links.seeds if seed.symbol == "D" for k in range(seed.start, seed.end)}
    for k, token in enumerate(links.tokens):
        if k not in dated and _looks_like_name(k, token, lexicon):
            runs[-1].append(k)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _looks_like_name(k: int, token: Token, lexicon: Lexicon) -> bool:
    common = token.folded in FUNCTION_WORDS or token.folded == POSSESSIVE or lexicon.has_word(token.folded)
    return (
        token.text[:1].isupper()
        and not common
        and (k > 0 or not token.text.isascii() or lexicon.names.knows(token.folded))
    )


def _unknown_entity(name: Sequence[Token], lexicon: Lexicon) -> Reason:
    text = " ".join(token.text for token in name)
    similar = lexicon.names.similar(text)
    near = f" Similar names: {conjoined(similar).removesuffix('.')}." if similar else ""
    return Reason("unknown_entity", f'Nothing in the graph is called "{text}".{near}', tuple(t.text for t in name))


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f'"{word}"' for word in words)
