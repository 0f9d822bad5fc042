"""What a graph says of a text or of given claims: reading and judging, tied together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from kgqa.errors import GoneError
from kgqa.model import Verdict
from kgqa.verify.rewrite import corrected, marked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from kgqa.model import ClaimVerdict, Passage, VerdictName
    from kgqa.verify.claim import Claim, Read, Stated

    Reading = Callable[[str], Read]


class Judging(Protocol):
    """Judges one claim at a time against one revision of a graph."""

    def judge(self, claim: Claim) -> ClaimVerdict:
        """The verdict on a claim that was given as such."""
        ...

    def judge_stated(self, stated: Stated) -> ClaimVerdict:
        """The verdict on a claim that was read from a text."""
        ...


class Heeding:
    """A judge that stops when nobody waits for its verdicts: it raises GoneError then."""

    def __init__(self, judge: Judging, cancelled: Callable[[], bool]) -> None:
        self._judge, self._cancelled = judge, cancelled

    def judge(self, claim: Claim) -> ClaimVerdict:
        """The verdict on a claim that was given as such."""
        self._heed()
        return self._judge.judge(claim)

    def judge_stated(self, stated: Stated) -> ClaimVerdict:
        """The verdict on a claim that was read from a text."""
        self._heed()
        return self._judge.judge_stated(stated)

    def _heed(self) -> None:
        if self._cancelled():
            raise GoneError("nobody waits for the verdict any more")


def verify_text(text: str, read: Reading, judge: Judging, *, revision: str, rewrite: bool = False) -> Verdict:
    """The verdict on every claim that `text` makes, with offsets into it; what is unread or claims nothing besides.

    `rewrite` asks for the text with what is contradicted marked (`kgqa.verify.rewrite`).
    """
    found = read(legible(text))
    claims = _judged(found.claims, judge)
    verdict = Verdict(
        id="",
        text=text,
        verdict=overall(claims, found.unread),
        revision=revision,
        claims=_quoting(claims, text),
        unread=tuple(_quoted(passage, text) for passage in found.unread),
        unclaimed=tuple(_quoted(passage, text) for passage in found.unclaimed),
    )
    if not rewrite:
        return verdict
    edits = corrected(text, verdict.claims, lambda changed: _judged(read(legible(changed)).claims, judge))
    return replace(verdict, edits=edits, rewritten=marked(text, edits))


def verify_claims(claims: Iterable[Claim], judge: Judging, *, revision: str) -> Verdict:
    """The verdict on claims that are given as such; its `text` has one of them a line."""
    given = tuple(claims)
    verdicts = tuple(map(judge.judge, given))
    text = "\n".join(claim.text for claim in given)
    return Verdict(id="", text=text, verdict=overall(verdicts), revision=revision, claims=verdicts)


def overall(claims: Sequence[ClaimVerdict], unread: Sequence[Passage] = ()) -> VerdictName:
    """The verdict on the whole: as its worst claim; what is unread, or claims nothing, is unknown."""
    given = {claim.verdict for claim in claims}
    if "contradicted" in given:
        return "contradicted"
    return "supported" if given == {"supported"} and not unread else "unknown"


def legible(text: str) -> str:
    """The text with U+FFFD for what no encoding can hold (lone surrogates) and for NUL; every offset stays."""
    return text.translate(_ILLEGIBLE)


_ILLEGIBLE = dict.fromkeys([0, *range(0xD800, 0xE000)], "\ufffd")


def _judged(claims: Iterable[Stated], judge: Judging) -> tuple[ClaimVerdict, ...]:
    return tuple(_placed(judge.judge_stated(stated), stated) for stated in claims)


def _placed(verdict: ClaimVerdict, stated: Stated) -> ClaimVerdict:
    return replace(verdict, start=stated.start, end=stated.end, focus=verdict.focus or stated.focus)


def _quoting(claims: Iterable[ClaimVerdict], text: str) -> tuple[ClaimVerdict, ...]:
    return tuple(replace(claim, text=text[claim.start : claim.end]) for claim in claims)


def _quoted(passage: Passage, text: str) -> Passage:
    return replace(passage, text=text[passage.start : passage.end])
