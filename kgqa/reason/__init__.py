"""Ontology and facts in, entailed facts, proofs and conflicts out."""

from kgqa.reason.builtins import Identity
from kgqa.reason.close import Closure, close
from kgqa.reason.compile import compile_program
from kgqa.reason.conflicts import conflicts
from kgqa.reason.entail import entails
from kgqa.reason.facts import Facts, TripleSet, Union
from kgqa.reason.materialise import materialise
from kgqa.reason.oracle import materialise_owlrl
from kgqa.reason.program import Program
from kgqa.reason.prove import Prover, size
from kgqa.reason.suppose import Supposition, suppose

__all__ = [
    "Closure",
    "Facts",
    "Identity",
    "Program",
    "Prover",
    "Supposition",
    "TripleSet",
    "Union",
    "close",
    "compile_program",
    "conflicts",
    "entails",
    "materialise",
    "materialise_owlrl",
    "size",
    "suppose",
]
