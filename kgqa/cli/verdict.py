"""A verdict as text for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.cli.screen import conflict_text, proof_text, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kgqa.model import ClaimVerdict, Verdict


def verdict_text(verdict: Verdict) -> str:
    """The verdict on the whole, then claim by claim with why; what is unread or claims nothing; the rewritten text."""
    return "\n".join(_lines(verdict))


def _lines(verdict: Verdict) -> Iterator[str]:
    yield f"{verdict.verdict.capitalize()}: {_count(verdict)}."
    for claim in verdict.claims:
        yield from _claim(claim, [other for other in verdict.claims if other is not claim])
    for passage in verdict.unread:
        yield f"- not understood: {shown(passage.text)}"
    for passage in verdict.unclaimed:
        yield f"- no claim ({passage.kind}): {shown(passage.text)}"
    if verdict.rewritten is not None:
        yield f"\n{shown(verdict.rewritten)}"


def _count(verdict: Verdict) -> str:
    if not verdict.claims:
        return "no claim was found"
    given = [claim.verdict for claim in verdict.claims]
    counts = [(given.count(name), name) for name in ("contradicted", "unknown", "supported")]
    counts.append((len(verdict.unread), "not understood"))
    return f"{len(given)} {'claim' if len(given) == 1 else 'claims'}, " + ", ".join(
        f"{n} {what}" for n, what in counts if n
    )


def _claim(claim: ClaimVerdict, others: Sequence[ClaimVerdict]) -> Iterator[str]:
    same_words = any(claim.start == other.start and claim.text == other.text for other in others)
    which = f" [{claim.object}]" if same_words else ""
    yield f"- {claim.verdict}: {shown(claim.text + which)}"
    if claim.verdict != "supported" and (claim.conflict is None or claim.conflict.text != claim.reason):
        yield f"  {shown(claim.reason)}"
    if claim.instead:
        yield f"  the graph has: {shown(claim.instead)}"
    for candidate in claim.candidates:
        about = f", {candidate.description}" if candidate.description else ""
        yield f"  perhaps: {shown(candidate.label + about)}"
    if claim.conflict is not None:
        yield _indented(conflict_text(claim.conflict))
    if claim.proof is not None and not others:
        yield _indented(proof_text(claim.proof))


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.splitlines())
