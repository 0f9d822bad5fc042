"""The program for the schema among stated facts, compiled once for each schema."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from kgqa.model import IRI, RDF_TYPE, RDFS_LABEL, Triple
from kgqa.reason.compile import compile_program
from kgqa.reason.engine.rows import ClosureRows
from kgqa.reason.facts import TripleSet
from kgqa.reason.schema import SCHEMA_CLASSES, SCHEMA_PREDICATES, SWRL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kgqa.model import Term
    from kgqa.reason.engine.dictionary import Dictionary
    from kgqa.reason.engine.state import State
    from kgqa.reason.engine.view import View
    from kgqa.reason.program import Program

_RULE = IRI(SWRL + "Imp")


class Plain:
    """Stated facts found by predicate, before anything stands for anything (implements what `_schema` needs)."""

    def __init__(self, dictionary: Dictionary, stated: State) -> None:
        self._dictionary, self._rows = dictionary, ClosureRows(stated)

    def match(self, subject: Term | None, predicate: IRI, obj: Term | None) -> Iterator[Triple]:
        """The stated triples of a predicate that fit."""
        first, name, last = (None if t is None else self._dictionary.find(t) for t in (subject, predicate, obj))
        if name is None or (obj is not None and last is None):
            return
        key = (name, -1)
        if first is not None:
            pairs: Iterable[tuple[int, int]] = [(first, right) for right in self._rows.rights(key, first)]
        elif last is not None:
            pairs = [(left, last) for left in self._rows.lefts(key, last)]
        else:
            pairs = self._rows.facts(key)
        yield from (self._dictionary.triple(left, name, right) for left, right in pairs)


def compiled(dictionary: Dictionary, stated: State, reflected: Iterable[Triple], *, unique_names: bool) -> Program:
    """The program for the schema among stated facts and for what only facts entailed of it (`reflected`)."""
    return program_of((*schema_triples(Plain(dictionary, stated)), *reflected), unique_names)


@lru_cache(maxsize=16)
def program_of(schema: tuple[Triple, ...], unique_names: bool) -> Program:
    """The program for schema triples. Raises InputError for a rule that is not understood."""
    return compile_program(TripleSet(schema), unique_names=unique_names)


def schema_triples(facts: View | Plain) -> tuple[Triple, ...]:
    """The triples that programs are compiled from, labels of rules among them."""
    found = [triple for predicate in SCHEMA_PREDICATES for triple in facts.match(None, predicate, None)]
    found += [triple for kind in SCHEMA_CLASSES for triple in facts.match(None, RDF_TYPE, kind)]
    rules = {triple.subject for triple in found if triple.object == _RULE}
    found += [label for rule in rules for label in facts.match(rule, RDFS_LABEL, None)]
    return tuple(sorted(found, key=str))
