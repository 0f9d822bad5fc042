"""All ways in which the body of a rule holds in a set of facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.model import IRI, Triple
from kgqa.reason.builtins import computes, evaluate
from kgqa.reason.rule import Atom, Builtin, Var

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kgqa.model import Term
    from kgqa.reason.builtins import Identity
    from kgqa.reason.facts import Facts
    from kgqa.reason.rule import Bindings


def solve(
    body: Sequence[Atom | Builtin], bindings: Bindings, facts: Facts, identity: Identity
) -> Iterator[dict[Var, Term]]:
    """Every extension of `bindings` under which all of `body` holds.

    Built-ins are tried as soon as their variables are bound, then the atom with the most bound positions.
    """
    if not body:
        yield dict(bindings)
        return
    position = _next(body, bindings) if len(body) > 1 else 0
    part, rest = body[position], [*body[:position], *body[position + 1 :]]
    if isinstance(part, Builtin):
        found = evaluate(part, bindings, identity)
        if found is not None:
            yield from solve(rest, {**bindings, **found}, facts, identity)
        return
    for triple in facts.match(*_pattern(part, bindings)):
        extended = unify(part, triple, bindings)
        if extended is not None:
            yield from solve(rest, extended, facts, identity)


def unify(atom: Atom, triple: Triple, bindings: Bindings) -> dict[Var, Term] | None:
    """`bindings` extended so that `atom` becomes `triple`, or None when it cannot."""
    extended = dict(bindings)
    for node, term in zip(atom.nodes(), triple, strict=True):
        if isinstance(node, Var):
            if extended.setdefault(node, term) != term:
                return None
        elif node != term:
            return None
    return extended


def _pattern(atom: Atom, bindings: Bindings) -> tuple[Term | None, IRI | None, Term | None]:
    subject, predicate, obj = atom.subject, atom.predicate, atom.object
    if isinstance(predicate, Var):
        bound = bindings.get(predicate)
        predicate = bound if isinstance(bound, IRI) else predicate
    return (
        bindings.get(subject) if isinstance(subject, Var) else subject,
        predicate if isinstance(predicate, IRI) else None,
        bindings.get(obj) if isinstance(obj, Var) else obj,
    )


def _next(body: Sequence[Atom | Builtin], bindings: Bindings) -> int:
    best, most = 0, -1
    for position, part in enumerate(body):
        if isinstance(part, Builtin):
            inputs = part.arguments[1:] if computes(part.name) else part.arguments
            if all(not isinstance(node, Var) or node in bindings for node in inputs):
                return position
            continue
        subject, predicate, obj = part.subject, part.predicate, part.object
        score = 3 if not isinstance(subject, Var) or subject in bindings else 0
        if not isinstance(obj, Var) or obj in bindings:
            score += 3
        if not isinstance(predicate, Var) or predicate in bindings:
            score += 1
        if score > most:
            best, most = position, score
    return best
