"""Verdicts as the JSON object of the interfaces (design, section 7)."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from kgqa.ask.render import claim_json

if TYPE_CHECKING:
    from kgqa.model import Passage, Verdict


def verdict_json(verdict: Verdict) -> dict[str, Any]:
    """The verdict object: every key present, but `edits` and `rewritten` only where they were asked for."""
    edits = [asdict(edit) for edit in verdict.edits]
    return {
        "id": verdict.id,
        "text": verdict.text,
        "verdict": verdict.verdict,
        "claims": [claim_json(claim) for claim in verdict.claims],
        "unread": [_passage(passage) for passage in verdict.unread],
        "unclaimed": [_passage(passage) | {"kind": passage.kind} for passage in verdict.unclaimed],
        **({} if verdict.rewritten is None else {"edits": edits, "rewritten": verdict.rewritten}),
        "revision": verdict.revision,
        "elapsed_ms": verdict.elapsed_ms,
    }


def _passage(passage: Passage) -> dict[str, Any]:
    return {"text": passage.text, "start": passage.start, "end": passage.end}
