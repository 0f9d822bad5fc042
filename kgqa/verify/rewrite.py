"""A text with what the graph contradicts replaced by what it entails, and every change marked.

The marks are those of CriticMarkup (http://criticmarkup.com): `{~~2005~>2001~~}` replaces "2005" by "2001", and
`{--has a brother--}` strikes out. Where nothing is entailed instead, a claim is struck out: nothing is made up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.model import Edit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from kgqa.model import ClaimVerdict

ROUNDS = 4
"""How often a text that still contradicts the graph is corrected further before all of it is struck out."""


def corrected(
    text: str, claims: Iterable[ClaimVerdict], judged: Callable[[str], Iterable[ClaimVerdict]]
) -> tuple[Edit, ...]:
    """The edits, in order and apart from each other, after which `text` contradicts nothing.

    `judged` gives the verdicts on the claims of a changed text: what is contradicted even so is struck out.
    """
    edits = merged(_edit(text, claim) for claim in _wrong(claims))
    for _ in range(ROUNDS if edits else 0):
        again = [_original(text, edits, *span) for span in _spans(_wrong(judged(applied(text, edits))))]
        if not again:
            return edits
        edits = merged([*edits, *again])
    return (Edit(0, len(text)),) if edits else ()


def marked(text: str, edits: Sequence[Edit]) -> str:
    """The text with each edit marked."""
    return "".join(text[start:end] if edit is None else _mark(text, edit) for start, end, edit in pieces(text, edits))


def applied(text: str, edits: Sequence[Edit]) -> str:
    """The text with each edit carried out, without marks."""
    return "".join(text[start:end] if edit is None else edit.new or "" for start, end, edit in pieces(text, edits))


def pieces(text: str, edits: Sequence[Edit]) -> Iterator[tuple[int, int, Edit | None]]:
    """The text from start to end: what stays, and what is edited."""
    at = 0
    for edit in edits:
        if at < edit.start:
            yield at, edit.start, None
        yield edit.start, edit.end, edit
        at = edit.end
    if at < len(text):
        yield at, len(text), None


def merged(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Edits that do not touch the same characters: those that do become one that strikes out all of them."""
    apart: list[Edit] = []
    for edit in sorted(set(edits), key=lambda edit: (edit.start, edit.end)):
        if apart and edit.start < apart[-1].end:
            apart[-1] = Edit(apart[-1].start, max(apart[-1].end, edit.end))
        else:
            apart.append(edit)
    return tuple(apart)


def _mark(text: str, edit: Edit) -> str:
    old = text[edit.start : edit.end]
    return f"{{--{old}--}}" if edit.new is None else f"{{~~{old}~>{edit.new}~~}}"


def _wrong(claims: Iterable[ClaimVerdict]) -> Iterator[ClaimVerdict]:
    return (claim for claim in claims if claim.verdict == "contradicted")


def _spans(claims: Iterable[ClaimVerdict]) -> Iterator[tuple[int, int]]:
    for claim in claims:
        if claim.start is not None and claim.end is not None and claim.start < claim.end:
            yield claim.start, claim.end


def _edit(text: str, claim: ClaimVerdict) -> Edit:
    """What a correction replaces is the claim's focus; a claim that cannot be mended there is struck out."""
    assert claim.start is not None
    assert claim.end is not None
    if claim.instead and claim.focus and not claim.negated and text[slice(*claim.focus)] != claim.instead:
        return Edit(*claim.focus, claim.instead)
    return Edit(claim.start, claim.end)


def _original(text: str, edits: Sequence[Edit], start: int, end: int) -> Edit:
    """The characters of `text` that a span of the changed text comes from, struck out."""
    first, last, at = len(text), 0, 0
    for old_start, old_end, edit in pieces(text, edits):
        length = old_end - old_start if edit is None else len(edit.new or "")
        if at < end and start < at + length:
            inside = edit is None
            first = min(first, old_start + max(0, start - at) if inside else old_start)
            last = max(last, old_start + min(length, end - at) if inside else old_end)
        at += length
    return Edit(first, last)
