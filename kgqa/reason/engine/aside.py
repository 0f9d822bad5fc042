"""What follows from literals that are said to be the same as something: dt-eq and dt-diff, over terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kgqa.model import OWL_SAME_AS, Triple
from kgqa.reason.builtins import Identity
from kgqa.reason.engine.dictionary import LITERAL
from kgqa.reason.facts import TripleSet
from kgqa.reason.rule import instance
from kgqa.reason.solve import solve

if TYPE_CHECKING:
    from kgqa.reason.engine.dictionary import Dictionary
    from kgqa.reason.engine.equality import Equality
    from kgqa.reason.engine.relation import Numbers
    from kgqa.reason.program import Program

_NO_IDENTITY = Identity(unique_names=False, knows=lambda _: False)


def literal_equality(program: Program, dictionary: Dictionary, equality: Equality) -> dict[int, Numbers]:
    """Facts that follow from equality with literals; what is then the same is put into `equality`."""
    found: dict[int, list[int]] = {}
    facts = _equal_to_literals(dictionary, equality)
    if not len(facts):
        return {}
    for rule in program.rules:
        if not rule.builtins or any(atom.predicate != OWL_SAME_AS for atom in rule.atoms):
            continue
        for bindings in solve(rule.body, {}, facts, _NO_IDENTITY):
            for triple in (instance(atom, bindings) for atom in rule.head):
                subject, obj = dictionary.encode(triple.subject), dictionary.encode(triple.object)
                if triple.predicate == OWL_SAME_AS:
                    equality.merge(subject, obj)
                elif subject < LITERAL:
                    found.setdefault(dictionary.encode(triple.predicate), []).append(subject << 32 | obj)
    return {predicate: np.array(keys, np.int64) for predicate, keys in found.items()}


def _equal_to_literals(dictionary: Dictionary, equality: Equality) -> TripleSet:
    facts = TripleSet()
    for members in equality.sets().values():
        literals = [member for member in members if member >= LITERAL]
        for member in members:
            for literal in literals:
                if member < LITERAL:
                    facts.add(Triple(dictionary.term(member), OWL_SAME_AS, dictionary.term(literal)))
    return facts
