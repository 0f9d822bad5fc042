"""Text from data, as a screen may show it: no label moves the cursor, changes colours or reorders a line."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kgqa.ask import render
from kgqa.proofs import mapped

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kgqa.model import Conflict, Proof, RuleName, Source

_SPACE = re.compile("[\t\n\v\f\r\x85\u2028\u2029]+")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""The control codes of ISO 6429 (C0, DEL, C1) and what Unicode calls Bidi_Control."""


def shown(text: str) -> str:
    """`text` on one line, with U+FFFD for each control character."""
    return _CONTROL.sub("\ufffd", _SPACE.sub(" ", text))


def proof_text(proof: Proof) -> str:
    """The proof as a tree, without a line end after it."""
    return render.proof_text(_proof(proof)).rstrip("\n")


def conflict_text(conflict: Conflict) -> str:
    """The conflict with its proofs, without a line end after it."""
    cleaned = replace(
        conflict,
        rule=_rule(conflict.rule),
        text=shown(conflict.text),
        axiom=None if conflict.axiom is None else shown(conflict.axiom),
        premises=tuple(map(_proof, conflict.premises)),
    )
    return render.conflict_text(cleaned).rstrip("\n")


def responsible_text(leaves: Iterable[Proof]) -> str:
    """The stated facts that together are a conflict, in one line."""
    return f"  responsible: {'; '.join(shown(leaf.text or str(leaf.fact)) for leaf in leaves)}"


def _proof(proof: Proof) -> Proof:
    return mapped(proof, _step)


def _step(proof: Proof, premises: tuple[Proof, ...]) -> Proof:
    return replace(
        proof,
        text=shown(proof.text or str(proof.fact)),
        rule=None if proof.rule is None else _rule(proof.rule),
        source=None if proof.source is None else _source(proof.source),
        premises=premises,
    )


def _rule(rule: RuleName) -> RuleName:
    return replace(rule, name=shown(rule.name), text=shown(rule.text))


def _source(source: Source) -> Source:
    return replace(source, graph=shown(source.graph), file=None if source.file is None else shown(source.file))
