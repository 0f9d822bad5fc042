"""Ontology and facts in, entailed facts, proofs and conflicts out."""

from kgqa.reason.builtins import Identity
from kgqa.reason.compile import compile_program
from kgqa.reason.engine.closure import Change, Closure, derive
from kgqa.reason.engine.contradict import first_conflict
from kgqa.reason.engine.image import opened, saved
from kgqa.reason.engine.prove import Prover
from kgqa.reason.engine.suppose import SUPPOSED, Supposition, suppose
from kgqa.reason.entail import entails
from kgqa.reason.facts import Facts, TripleSet, Union
from kgqa.reason.oracle import materialise_owlrl
from kgqa.reason.program import Program
from kgqa.reason.prove import size

__all__ = [
    "SUPPOSED",
    "Change",
    "Closure",
    "Facts",
    "Identity",
    "Program",
    "Prover",
    "Supposition",
    "TripleSet",
    "Union",
    "compile_program",
    "derive",
    "entails",
    "first_conflict",
    "materialise_owlrl",
    "opened",
    "saved",
    "size",
    "suppose",
]
