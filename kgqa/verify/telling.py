"""Findings told as verdicts: with the proof of what is entailed, the conflict of what cannot be, or the reason."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kgqa.ask.explain import READING
from kgqa.ask.form import Relation
from kgqa.ask.structure import entities
from kgqa.ask.verbalise import verbalise, verbalise_conflict
from kgqa.model import IRI, Conflict, Proof, RuleName, Triple
from kgqa.verify.extents import number_of, step
from kgqa.verify.finding import DENIAL, is_supposed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kgqa.ask.form import Form
    from kgqa.model import ClaimVerdict
    from kgqa.verify.finding import Finding, Ground
    from kgqa.verify.known import Known

ENTAILED = "the graph entails it"
NOTHING = IRI("urn:kgqa:nothing")
TELLING = frozenset(("counting", "date-arithmetic", "number", "ranking", "one-period"))
"""Rules whose text tells the facts as well."""
_MOST_PREMISES = 30
_MOST_TOLD = 4


def told(known: Known, verdict: ClaimVerdict, finding: Finding, form: Form | None) -> ClaimVerdict:
    """The verdict that a finding comes to."""
    if finding.value is None:
        return replace(verdict, reason=finding.reason or "the graph neither entails nor excludes it")
    if finding.value:
        proof = _proof(known, finding, form, verdict.text)
        reason = ENTAILED if finding.rule is None else f"{ENTAILED}: {finding.rule.text}"
        return replace(verdict, verdict="supported", reason=reason, proof=proof)
    conflict = _conflict(known, finding)
    return replace(verdict, verdict="contradicted", reason=conflict.text, conflict=conflict)


def _proof(known: Known, finding: Finding, form: Form | None, text: str) -> Proof | None:
    """The proof of the one fact that a claim says, or of all that it rests on, put together under its words."""
    premises = _proofs(known, finding.grounds)
    if premises is None:
        return None
    if len(premises) == 1 and finding.rule is None:
        return verbalise(premises[0], known.labels)
    named = [entity.iri for entity in entities(form)] if form is not None else []
    conclusion = Triple(named[0] if named else NOTHING, READING, named[-1] if named else NOTHING)
    rule = finding.rule or RuleName("reading", text)
    by = "rule" if premises else "data"
    together = Proof(conclusion, by, rule=rule, premises=premises, text=text)  # type: ignore[arg-type]
    return verbalise(together, known.labels)


def _conflict(known: Known, finding: Finding) -> Conflict:
    if finding.conflict is not None and not finding.grounds:
        return verbalise_conflict(finding.conflict, known.labels)
    before = finding.conflict
    rule = finding.rule or (before.rule if before is not None else RuleName(DENIAL, "it cannot be"))
    own = tuple(verbalise(proof, known.labels) for proof in _proofs(known, finding.grounds) or ())
    if before is not None:
        premises = (*own, *before.premises)
        return verbalise_conflict(Conflict(rule, premises, axiom=before.axiom), known.labels)
    return Conflict(rule, own, text=_why(own, rule))


def _why(premises: tuple[Proof, ...], rule: RuleName) -> str:
    """The facts that stand against a claim, and why they do."""
    recorded = [premise for premise in premises if premise.by != "data" and not is_supposed(premise)]
    facts = " and ".join(dict.fromkeys(premise.text for premise in recorded[:_MOST_TOLD]))
    if rule.name in TELLING or not facts:
        return rule.text
    return facts if rule.name == DENIAL else f"{facts}, and {rule.text}"


def _proofs(known: Known, grounds: Iterable[Ground]) -> tuple[Proof, ...] | None:
    """The proofs of all grounds; None where one has none that is found in time."""
    found: list[Proof] = []
    for ground in list(grounds)[:_MOST_PREMISES]:
        proof = ground if isinstance(ground, Proof) else known.prove(ground)
        if proof is None:
            return None
        found.append(proof)
    return tuple(found)


def doubts(known: Known, finding: Finding) -> str:
    """A word on facts that a finding rests on and that the graph itself contradicts; nothing where there are none."""
    for ground in finding.grounds:
        if isinstance(ground, Proof) and (ground.by == "data" or is_supposed(ground)):
            continue
        fact = ground.fact if isinstance(ground, Proof) else ground
        relation = Relation(fact.predicate)
        if known.limit(relation) != 1:
            continue
        values = step(known, relation, fact.subject).terms
        if number_of(known, values) > 1:
            labels = " and ".join(known.labels.of(value) for value in values[:3])
            return f"but the graph contradicts itself here: it has {labels}, where there can be only one"
    return ""
