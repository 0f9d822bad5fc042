"""A verdict as HTML for notebooks: the text with its claims marked, then each claim with its proof or conflict."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Protocol

from kgqa.proofs.html import conflict_html, proof_html
from kgqa.proofs.segments import ICONS, segments

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kgqa.proofs.segments import Segment

_LINES = {
    "supported": "2px solid #2e8b6f",
    "contradicted": "3px double #c8433a",
    "unknown": "2px dotted #b7791f",
    "unread": "2px dashed #8a8d91",
}


class _Place(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def kind(self) -> str: ...


class _Judged(Protocol):
    @property
    def text(self) -> str: ...
    @property
    def start(self) -> int | None: ...
    @property
    def end(self) -> int | None: ...
    @property
    def focus(self) -> tuple[int, int] | None: ...
    @property
    def verdict(self) -> str: ...
    @property
    def reason(self) -> str: ...
    @property
    def instead(self) -> str | None: ...
    @property
    def proof(self) -> Any: ...
    @property
    def conflict(self) -> Any: ...


class _Verdict(Protocol):
    @property
    def text(self) -> str: ...
    @property
    def verdict(self) -> str: ...
    @property
    def claims(self) -> Sequence[_Judged]: ...
    @property
    def unread(self) -> Sequence[_Place]: ...
    @property
    def unclaimed(self) -> Sequence[_Place]: ...
    @property
    def rewritten(self) -> str | None: ...


def verdict_html(verdict: _Verdict) -> str:
    """The whole verdict; every text is escaped."""
    return "".join(_pieces(verdict))


def _pieces(verdict: _Verdict) -> Iterator[str]:
    yield f"<p><strong>{ICONS[verdict.verdict]} {verdict.verdict}</strong></p>"
    if any(claim.start is not None for claim in verdict.claims) or verdict.unread or verdict.unclaimed:
        parts = segments(verdict.text, verdict.claims, [*verdict.unread, *verdict.unclaimed])
        yield f'<p style="white-space: pre-wrap">{"".join(map(_part, parts))}</p>'
    yield "<ol>"
    for claim in verdict.claims:
        yield from _claim(claim)
    yield "</ol>"
    if verdict.rewritten is not None:
        yield f'<p style="white-space: pre-wrap">{escape(verdict.rewritten)}</p>'


def _part(part: Segment) -> str:
    if not part.kind:
        return escape(part.text)
    line = f' style="border-bottom: {_LINES[part.kind]}"' if part.kind in _LINES else ""
    number = "" if part.number is None or not part.last else str(part.number)
    mark = f"<sup>{ICONS.get(part.kind, '')}{number}</sup>" if part.last or part.kind == "unread" else ""
    return f'<span title="{escape(part.kind)}"{line}>{escape(part.text)}</span>{mark}'


def _claim(claim: _Judged) -> Iterator[str]:
    yield f"<li>{ICONS[claim.verdict]} <strong>{claim.verdict}</strong>: {escape(claim.text)}"
    yield f"<div>{escape(claim.reason)}</div>"
    if claim.instead:
        yield f"<div>the graph has: {escape(claim.instead)}</div>"
    if claim.proof is not None:
        yield f"<details><summary>Proof</summary>{proof_html(claim.proof)}</details>"
    if claim.conflict is not None:
        yield f"<details><summary>Conflict</summary>{conflict_html(claim.conflict)}</details>"
    yield "</li>"
