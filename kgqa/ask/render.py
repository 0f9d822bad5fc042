"""Answers, proofs and conflicts as the JSON objects of the interfaces, and as text (design, section 7)."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from kgqa.model import IRI, BlankNode, Literal
from kgqa.proofs import SUPPOSED, steps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.model import Answer, AnswerItem, ClaimVerdict, Conflict, Proof, Reason, Source, Suggestion, Term
    from kgqa.proofs import Step

_DEEPEST_JSON = 100
"""Readers of JSON give up at some depth: that of Python at less than 500 steps."""
_DEEPEST_TEXT = 200


def answer_json(answer: Answer) -> dict[str, Any]:
    """The answer object: every key present, but for those that the design marks as optional."""
    return {
        "id": answer.id,
        "question": answer.question,
        "status": answer.status,
        "source": answer.source,
        "certainty": answer.certainty,
        "answers": [_item_json(item) for item in answer.answers],
        "text": answer.text,
        "reading": None if answer.reading is None else asdict(answer.reading),
        "candidates": [asdict(candidate) for candidate in answer.candidates],
        "reason": None if answer.reason is None else _reason_json(answer.reason),
        "suggestion": None if answer.suggestion is None else _suggestion_json(answer.suggestion),
        "claims": [claim_json(claim) for claim in answer.claims],
        "completeness": answer.completeness,
        "model": None if answer.model is None else asdict(answer.model),
        "usage": asdict(answer.usage),
        "revision": answer.revision,
        "conversation": answer.conversation,
        "elapsed_ms": answer.elapsed_ms,
    }


def _item_json(item: AnswerItem) -> dict[str, Any]:
    return {
        "label": item.label,
        "value": item.value,
        "type": item.type,
        **_given(datatype=item.datatype, unit=item.unit, row=item.row, column=item.column),
        "certainty": item.certainty,
        **({} if item.proof is None else {"proof": proof_json(item.proof)}),
    }


def _reason_json(reason: Reason) -> dict[str, Any]:
    words = None if reason.words is None else list(reason.words)
    return {"code": reason.code, "message": reason.message, **_given(words=words, missing=reason.missing)}


def _suggestion_json(suggestion: Suggestion) -> dict[str, Any]:
    claims = [claim_json(claim) for claim in suggestion.claims]
    return {"text": suggestion.text, "claims": claims, "consistent": suggestion.consistent}


def claim_json(claim: ClaimVerdict) -> dict[str, Any]:
    """A claim's verdict, as the verdict object lists it."""
    return {
        "text": claim.text,
        "start": claim.start,
        "end": claim.end,
        "subject": claim.subject,
        "predicate": claim.predicate,
        "object": claim.object,
        "negated": claim.negated,
        "verdict": claim.verdict,
        "reason": claim.reason,
        **_given(instead=claim.instead),
        **({} if claim.proof is None else {"proof": proof_json(claim.proof)}),
        **({} if claim.conflict is None else {"conflict": conflict_json(claim.conflict)}),
        **({"candidates": [asdict(candidate) for candidate in claim.candidates]} if claim.candidates else {}),
    }


def proof_json(proof: Proof) -> dict[str, Any]:
    """The proof object: its fact, how it is known, and the proofs of its premises.

    `elsewhere` (true) stands for the premises of a sub-proof that is given besides; `apart`, at the root, holds the
    sub-proofs that would be nested too deep for readers of JSON (`kgqa.proofs.steps`).
    """
    root, *apart = _nested(proof)
    return {**root, **({"apart": apart} if apart else {})}


def _nested(proof: Proof) -> Iterator[dict[str, Any]]:
    above: list[dict[str, Any]] = []
    for step in steps(proof, deepest=_DEEPEST_JSON):
        made = _step_json(step)
        del above[step.depth :]
        if above:
            above[-1]["premises"].append(made)
        else:
            yield made
        above.append(made)


def _step_json(step: Step[Proof]) -> dict[str, Any]:
    proof = step.proof
    subject, predicate, value = proof.fact
    fact = {"subject": _term(subject), "predicate": _term(predicate), "object": _term(value), "text": proof.text}
    return {
        "fact": fact,
        "by": proof.by,
        **({} if proof.source is None else {"source": _source_json(proof.source)}),
        **({} if proof.rule is None else {"rule": asdict(proof.rule)}),
        **({"elsewhere": True} if step.elsewhere else {}),
        "premises": [],
    }


def _source_json(source: Source) -> dict[str, Any]:
    return {"graph": source.graph, "file": source.file, **_given(line=source.line)}


def conflict_json(conflict: Conflict) -> dict[str, Any]:
    """The conflict object: the rule, the axiom if there is one, and the proofs of the facts that clash."""
    return {
        "rule": asdict(conflict.rule),
        "text": conflict.text,
        **_given(axiom=conflict.axiom),
        "premises": [proof_json(premise) for premise in conflict.premises],
    }


def _given(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _term(term: Term) -> str:
    """IRIs bare, blank nodes with `_:`, literals as in N-Triples."""
    match term:
        case IRI(value=value):
            return value
        case BlankNode() | Literal():
            return str(term)


def proof_text(proof: Proof) -> str:
    """The proof as a tree, one fact a line, with its source or rule."""
    return "\n".join(_proof_lines(proof, "", "")) + "\n"


def _proof_lines(proof: Proof, first: str, rest: str) -> Iterator[str]:
    margins: list[str] = []
    for step in steps(proof, deepest=_DEEPEST_TEXT):
        del margins[max(step.depth - 1, 0) :]
        drawn = rest + "".join(margins) + ("└─ " if step.last else "├─ ") if step.depth else first
        how = "as shown elsewhere here" if step.elsewhere else _how(step.proof)
        yield f"{drawn}{step.proof.text or step.proof.fact}  [{how}]"
        if step.depth:
            margins.append("   " if step.last else "│  ")


def _how(proof: Proof) -> str:
    if proof.source is not None and proof.source.graph == SUPPOSED:
        return "supposed"
    if proof.by == "asserted":
        return f"stated in {_place(proof.source)}" if proof.source else "stated"
    if proof.by == "data":
        return "by the data" if proof.rule is None else proof.rule.text or proof.rule.name
    if proof.rule is None:
        return "derived"
    return proof.rule.name if not proof.rule.text else f"{proof.rule.name}: {proof.rule.text}"


def _place(source: Source) -> str:
    place = source.file or source.graph
    return place if source.line is None else f"{place}:{source.line}"


def conflict_text(conflict: Conflict) -> str:
    """The conflict as text: what clashes by which rule, then the facts with their proofs."""
    lines = [f"{conflict.text}  [{conflict.rule.name}]"]
    if conflict.axiom:
        lines.append(f"  axiom: {conflict.axiom}")
    for premise in conflict.premises:
        lines += _proof_lines(premise, "  - ", "    ")
    return "\n".join(lines) + "\n"


def answer_text(answer: Answer) -> str:
    """The answer for a terminal: its sentence, how it was read, and the candidates to choose from."""
    lines = [answer.text]
    if answer.reading is not None:
        lines.append(f"(read as: {answer.reading.text})")
    for number, candidate in enumerate(answer.candidates, 1):
        about = f", {candidate.description}" if candidate.description else ""
        lines.append(f"  {number}. {candidate.label}{about}")
    return "\n".join(lines)
