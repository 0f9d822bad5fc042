"""The proof checker: it shares no code with the reasoner whose proofs it checks, and imports nothing but the model."""

from kgqa.checker.check import Checker
from kgqa.checker.fault import Fault
from kgqa.checker.ontology import schema_in
from kgqa.checker.tree import nodes

__all__ = ["Checker", "Fault", "nodes", "schema_in"]
