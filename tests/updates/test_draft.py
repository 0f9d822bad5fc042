"""Whatever is changed: what is inferred is what the stated facts entail, and the union shows each fact once."""

from __future__ import annotations

from hypothesis import given, settings

from kgqa.config import Settings
from kgqa.store import open_memory
from kgqa.updates.draft import Draft
from kgqa.updates.request import carry_out, read_request
from tests.updates.reasoned import ONTOLOGY, faults, history


@settings(max_examples=150)
@given(history)
def test_inferences_are_those_of_a_fresh_derivation(updates):
    draft = Draft(open_memory(), Settings())
    for update in (ONTOLOGY, *updates):
        carry_out(read_request(update), draft)
        draft.settle()
    assert not faults(draft.store)
