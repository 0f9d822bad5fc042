"""Facts in, program and entailed facts out; compiled again when what is entailed changes the schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kgqa.reason.compile import compile_program
from kgqa.reason.facts import TripleSet
from kgqa.reason.materialise import materialise
from kgqa.reason.schema import schema_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kgqa.model import Triple
    from kgqa.reason.program import Program

MAX_ROUNDS = 10
"""An ontology that still changes itself after so many rounds is left as it is then."""


class Closure(NamedTuple):
    """The compiled program, what it entails, and the schema triples that only the data entailed."""

    program: Program
    inferred: list[Triple]
    reflected: list[Triple]


def close(
    facts: Iterable[Triple], *, unique_names: bool = True, progress: Callable[[int], None] | None = None
) -> Closure:
    """The closure of `facts`.

    A schema triple that follows from facts (two classes that are the same thing, say) is rare, but then more rules
    hold. Raises InputError for a rule that is not understood.
    """
    stated = list(facts)
    reflected: dict[Triple, None] = {}
    for _ in range(MAX_ROUNDS):
        program = compile_program(TripleSet([*stated, *reflected]), unique_names=unique_names)
        inferred = materialise(program, stated, progress=progress)
        known = {*stated, *program.schema_facts, *reflected}
        new = [triple for triple in schema_of(TripleSet(inferred)) if triple not in known]
        if not new:
            break
        reflected.update(dict.fromkeys(new))
    return Closure(program, inferred, list(reflected))
