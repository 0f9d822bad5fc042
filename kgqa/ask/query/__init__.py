"""Logical forms as SPARQL 1.1: readable, and the same for the same form."""

from kgqa.ask.query.dated import dated
from kgqa.ask.query.kinds import Kind, is_vague, kind_of
from kgqa.ask.query.plan import is_plain, lean
from kgqa.ask.query.queries import measured, sparql
from kgqa.ask.query.sets import conjuncts
from kgqa.ask.query.writer import is_free

__all__ = ["Kind", "conjuncts", "dated", "is_free", "is_plain", "is_vague", "kind_of", "lean", "measured", "sparql"]
