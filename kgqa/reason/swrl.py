"""Rules that users write in their ontology: SWRL in RDF.

Source: SWRL: A Semantic Web Rule Language, section 7, https://www.w3.org/submissions/SWRL/#7
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.errors import InputError
from kgqa.model import IRI, OWL, OWL_SAME_AS, RDF_TYPE, RDFS_LABEL, Literal, Term
from kgqa.reason.builtins import builtin_fault, computes
from kgqa.reason.rule import DIFFERENT, Atom, Builtin, Node, Rule, Var, readable
from kgqa.reason.schema import SWRL, BySubject, members, one

if TYPE_CHECKING:
    from kgqa.reason.facts import Facts, TripleSet

_NOTHING = IRI(OWL + "Nothing")
_REMEDY = "see docs/ontologies.md for the rules that are understood"


def swrl_rules(schema: TripleSet) -> list[Rule]:
    """Every swrl:Imp as a rule, sorted by name and text.

    A head atom with owl:Nothing makes the rule a conflict. Raises InputError, naming the rule, for an atom or a
    built-in that is not known, and for a variable of the head or of a built-in that the body does not bind.
    """
    parts = BySubject(schema)
    rules = [_rule(parts, triple.subject) for triple in schema.match(None, RDF_TYPE, IRI(SWRL + "Imp"))]
    return sorted(rules, key=lambda rule: (rule.name, str(rule)))


def _rule(schema: Facts, node: Term) -> Rule:
    label = one(schema, node, RDFS_LABEL)
    name = label.lexical if isinstance(label, Literal) else "swrl"
    body = [_atom(schema, atom, name) for atom in _atoms(schema, node, "body", name)]
    head = [_atom(schema, atom, name, in_head=True) for atom in _atoms(schema, node, "head", name)]
    atoms = [atom for atom in head if isinstance(atom, Atom)]
    bound = _bound(body)
    for used in (part.nodes() if isinstance(part, Atom) else part.arguments[::-1] for part in (*body, *atoms)):
        for unbound in [n for n in used if isinstance(n, Var) and n not in bound]:
            raise InputError(f"rule {name!r}: the body does not bind {unbound}", remedy=_REMEDY)
    conclusions = () if any(atom.object == _NOTHING for atom in atoms) else tuple(atoms)
    return Rule(name, tuple(body), conclusions, stated=f"rule {name}".__str__)


def _bound(body: list[Atom | Builtin]) -> set[Var]:
    """The variables that atoms bind, and those that built-ins then compute."""
    bound = {node for part in body if isinstance(part, Atom) for node in part.nodes() if isinstance(node, Var)}
    waiting = [part for part in body if isinstance(part, Builtin) and computes(part.name)]
    while ready := [part for part in waiting if all(n in bound for n in part.arguments[1:] if isinstance(n, Var))]:
        bound.update(part.arguments[0] for part in ready if isinstance(part.arguments[0], Var))
        waiting = [part for part in waiting if part not in ready]
    return bound


def _atoms(schema: Facts, node: Term, part: str, name: str) -> list[Term]:
    head = one(schema, node, IRI(SWRL + part))
    atoms = [] if head is None else members(schema, head)
    if not atoms:
        raise InputError(f"rule {name!r} has no {part}", remedy=_REMEDY)
    return atoms


def _atom(schema: Facts, node: Term, name: str, *, in_head: bool = False) -> Atom | Builtin:
    kinds = {readable(t.object) for t in schema.match(node, RDF_TYPE, None)}
    if "BuiltinAtom" in kinds:
        return _builtin(schema, node, name)
    first = _argument(schema, node, "argument1", name)
    if "ClassAtom" in kinds:
        return Atom(first, RDF_TYPE, _needed(schema, node, "classPredicate", name))
    second = _argument(schema, node, "argument2", name)
    if "DifferentIndividualsAtom" in kinds:
        return Atom(first, DIFFERENT, second) if in_head else Builtin(DIFFERENT, (first, second))
    if "SameIndividualAtom" in kinds:
        return Atom(first, OWL_SAME_AS, second)
    if kinds & {"IndividualPropertyAtom", "DatavaluedPropertyAtom"}:
        prop = _needed(schema, node, "propertyPredicate", name)
        if isinstance(prop, IRI):
            return Atom(first, prop, second)
    raise InputError(f"rule {name!r}: an atom of kind {sorted(kinds) or 'unknown'} is not understood", remedy=_REMEDY)


def _builtin(schema: Facts, node: Term, name: str) -> Builtin:
    iri = _needed(schema, node, "builtin", name)
    arguments = members(schema, _needed(schema, node, "arguments", name))
    if not isinstance(iri, IRI):
        raise InputError(f"rule {name!r}: the built-in {readable(iri)} is not known", remedy=_REMEDY)
    builtin = Builtin(iri, tuple(_node(schema, argument) for argument in arguments))
    fault = builtin_fault(builtin)
    if fault is not None:
        raise InputError(f"rule {name!r}: {fault}", remedy=_REMEDY)
    return builtin


def _argument(schema: Facts, node: Term, which: str, name: str) -> Node:
    return _node(schema, _needed(schema, node, which, name))


def _needed(schema: Facts, node: Term, which: str, name: str) -> Term:
    found = one(schema, node, IRI(SWRL + which))
    if found is None:
        raise InputError(f"rule {name!r}: an atom lacks swrl:{which}", remedy=_REMEDY)
    return found


def _node(schema: Facts, term: Term) -> Node:
    is_variable = any(True for _ in schema.match(term, RDF_TYPE, IRI(SWRL + "Variable")))
    return Var(readable(term).split(":")[-1]) if is_variable and isinstance(term, IRI) else term
