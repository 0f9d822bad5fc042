"""Deep proofs and shared ones, laid out and rendered."""

from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kgqa.ask.render import proof_json, proof_text
from kgqa.model import IRI, Proof, RuleName, Triple
from kgqa.proofs import mapped, proof_html, steps

RULE = RuleName("prp-trp", "")


def leaf(name: str) -> Proof:
    return Proof(Triple(IRI(f"urn:x:{name}"), IRI("urn:x:p"), IRI("urn:x:o")), "asserted", text=name)


def derived(name: str, *premises: Proof) -> Proof:
    return Proof(leaf(name).fact, "rule", rule=RULE, premises=premises, text=name)


def chain(length: int) -> Proof:
    proof = leaf("0")
    for number in range(1, length):
        proof = derived(str(number), proof)
    return proof


def doubled(levels: int) -> Proof:
    """Each level rests twice on the one below: written out, two to the power of `levels` leaves."""
    proof = leaf("0")
    for number in range(1, levels):
        proof = derived(str(number), proof, proof)
    return proof


def test_each_step_comes_before_its_premises() -> None:
    proof = derived("a", derived("b", leaf("c"), leaf("d")), leaf("e"))
    shown = [(step.proof.text, step.depth, step.last) for step in steps(proof, deepest=9)]
    assert shown == [("a", 0, True), ("b", 1, False), ("c", 2, False), ("d", 2, True), ("e", 1, True)]


def test_a_small_proof_is_written_out_with_its_repetitions() -> None:
    assert len(list(steps(doubled(5), deepest=9))) == 31
    assert not any(step.elsewhere for step in steps(doubled(5), deepest=9))


def test_in_a_large_proof_what_is_shared_is_shown_once() -> None:
    proof = doubled(60)
    shown = list(steps(proof, deepest=100))
    assert len([step for step in shown if not step.elsewhere and step.proof.premises]) == 59
    assert len(shown) < 200
    assert proof_text(proof).count("\n") == len(shown)
    assert len(json.dumps(proof_json(proof))) < 100_000
    assert len(proof_html(proof)) < 100_000


def test_a_very_deep_proof_is_shown_in_parts() -> None:
    proof = chain(5_000)
    text = proof_text(proof)
    assert [line for line in text.splitlines() if line.startswith("0") or " 0 " in line] != []
    assert text.count("as shown elsewhere here") == 24
    found = json.loads(json.dumps(proof_json(proof)))
    assert len(found["apart"]) == 49
    assert found["apart"][0]["fact"]["text"] == "4899"
    assert proof_html(proof).count("<details") == 4_999


@given(st.recursive(st.just(leaf("0")), lambda inner: st.builds(derived, st.just("n"), inner, inner), max_leaves=40),
       st.integers(1, 8))  # fmt: skip
def test_every_step_is_shown(proof: Proof, deepest: int) -> None:
    def all_of(proof: Proof) -> set[int]:
        return {id(proof)}.union(*map(all_of, proof.premises))

    shown = list(steps(proof, deepest=deepest))
    assert {id(step.proof) for step in shown if not step.elsewhere} == all_of(proof)
    assert max(step.depth for step in shown) <= deepest


def test_a_changed_proof_shares_what_it_shared() -> None:
    changed = mapped(doubled(60), lambda step, premises: replace(step, text=step.text + "!", premises=premises))
    assert changed.text == "59!"
    assert changed.premises[0] is changed.premises[1]
    assert mapped(chain(5_000), lambda step, premises: replace(step, premises=premises)).text == "4999"
