"""Proofs, conflicts and judged claims, as the API gives them (design, section 7)."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field


class FactObject(BaseModel):
    """A triple, and what it says."""

    subject: str
    predicate: str
    object: str
    text: str


class SourceObject(BaseModel):
    """Where a fact was stated."""

    graph: str
    file: str | None = None
    line: int | None = None


class RuleObject(BaseModel):
    """A rule as a proof cites it: its W3C or SWRL name, and its instance in readable form."""

    name: str
    text: str


class ProofObject(BaseModel):
    """A finite derivation of a fact from stated facts."""

    fact: FactObject
    by: Literal["asserted", "rule", "data"]
    source: SourceObject | None = None
    rule: RuleObject | None = None
    premises: list[ProofObject] = []


class ConflictObject(BaseModel):
    """A proof that facts of the graph cannot all be true."""

    rule: RuleObject
    text: str
    axiom: str | None = None
    premises: list[ProofObject]


class CandidateObject(BaseModel):
    """One of several things that a name or a question may mean."""

    label: str
    value: str
    description: str
    choose: str = Field(description="Opaque; send it back in `choose` to pick this candidate.")


class ClaimObject(BaseModel):
    """One claim, and what the graph says of it."""

    text: str
    start: int | None = None
    end: int | None = None
    subject: str
    predicate: str
    object: str
    negated: bool
    verdict: Literal["supported", "contradicted", "unknown"]
    reason: str
    instead: str | None = None
    proof: ProofObject | None = None
    conflict: ConflictObject | None = None
    candidates: list[CandidateObject] = Field(default=[], description="What an ambiguous name may mean.")
