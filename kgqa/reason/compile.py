"""Rules and schema in, program out: the rules of OWL 2 RL specialised against an ontology, and its SWRL rules."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from kgqa.model import IRI, OWL, OWL_SAME_AS, RDF_TYPE, RDFS, XSD, BlankNode, Literal, Term, Triple
from kgqa.reason.builtins import LISTED_BEFORE, MERGEABLE, OUTSIDE_DATATYPE, Identity
from kgqa.reason.engine.dictionary import Dictionary
from kgqa.reason.engine.expansion import expanded
from kgqa.reason.engine.materialise import materialise, numbered
from kgqa.reason.facts import TripleSet, Union
from kgqa.reason.notation import ITEM, Chain, DataPart, Each, Key, ListHas, ListPair, SchemaPart, Template, template
from kgqa.reason.owl2rl import DATA_RULES, ESSENTIAL, SCHEMA
from kgqa.reason.program import Program
from kgqa.reason.rule import DIFFERENT, Atom, Bindings, Builtin, Node, Rule, Var, instance, substitute
from kgqa.reason.schema import expression, members, one, schema_of
from kgqa.reason.solve import solve, unify
from kgqa.reason.swrl import swrl_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kgqa.reason.facts import Facts

_RANGE = IRI(RDFS + "range")
_DATA_RULES = tuple(map(template, DATA_RULES))
_SCHEMA = tuple(map(template, SCHEMA))
_INVERSE = IRI(OWL + "inverseOf")
_DATATYPE = IRI(RDFS + "Datatype")
_LOW = (1 << 32) - 1


def compile_program(facts: Facts, *, unique_names: bool = True) -> Program:
    """The program for the schema found in `facts`.

    The schema is closed first (rules scm-*). Only what no instance rule reaches by itself is then specialised
    besides the schema as stated: a rule for every step of a hierarchy, not for every pair.
    Raises InputError for a SWRL rule that is not understood.
    """
    stated = schema_of(facts)
    schema_rules = tuple(rule for row in _SCHEMA for rule in _specialised(row, stated))
    entailed = _entailed(schema_rules, stated)
    rules_stated = swrl_rules(stated)
    schema = stated
    for triple in list(_essential(schema_rules, stated, entailed)):
        schema.add(triple)
    rules = [rule for row in _DATA_RULES for rule in _specialised(row, schema)]
    rules += [_with_text(rule, schema) for rule in rules_stated]
    judged = [judged for rule in rules for judged in _judged(rule, schema, unique_names=unique_names)]
    unique = list({(rule.body, rule.head): rule for rule in reversed(judged)}.values())[::-1]
    return Program(
        rules=tuple(rule for rule in unique if rule.head and not set(rule.head) <= set(rule.body)),
        conflicts=tuple(rule for rule in unique if not rule.head),
        schema_rules=schema_rules,
        schema_facts=tuple(sorted(entailed, key=str)),
        unique_names=unique_names,
    )


def _entailed(rules: tuple[Rule, ...], stated: TripleSet) -> list[Triple]:
    """What the rules of the schema entail, but for what they say of a thing and itself."""
    dictionary = Dictionary()
    program = Program(rules, (), (), (), unique_names=False)
    closure = materialise(program, dictionary, numbered(dictionary, stated))
    found = (
        dictionary.triple(key >> 32, predicate, key & _LOW)
        for predicate, keys in expanded(closure)
        for key in keys.tolist()
    )
    return [triple for triple in found if triple.subject != triple.object and triple not in stated]


def _essential(rules: Iterable[Rule], stated: TripleSet, entailed: Iterable[Triple]) -> Iterator[Triple]:
    """What the essential rules entail from the closed schema, and the datatypes that ranges rest on.

    The latter because no fact says of what kind a literal is.
    """
    entailed = list(entailed)
    yield from (triple for triple in entailed if triple.predicate == _RANGE and _is_datatype(triple.object, stated))
    # They begin with a restriction, of which nothing is entailed: most schemas have but one kind or two.
    chosen = [rule for rule in rules if rule.name in ESSENTIAL and _may_begin(rule, stated)]
    if chosen:
        closed = Union(stated, TripleSet(entailed))
        for rule in chosen:
            for bindings in solve(rule.body, {}, closed, _NO_IDENTITY):
                triple = instance(rule.head[0], bindings)
                if triple.subject != triple.object:
                    yield triple


def _may_begin(rule: Rule, stated: TripleSet) -> bool:
    predicate = rule.atoms[0].predicate
    return isinstance(predicate, IRI) and any(True for _ in stated.match(None, predicate, None))


def _specialised(row: Template, schema: TripleSet) -> Iterator[Rule]:
    """One rule for each way in which the schema part of a template holds."""
    for bindings in _schema_bindings(list(row.schema), {}, schema):
        body = [part for data in row.data for part in _expanded(data, bindings, schema)]
        head = [_bound(atom, bindings, schema) for atom in row.head]
        if None in body or None in head:
            continue
        rule = Rule(
            row.name,
            tuple(part for part in body if part is not None),
            tuple(atom for atom in head if atom is not None),
            stated=_once(partial(_axioms, row, bindings, schema)),
        )
        yield _with_text(rule, schema)


def _schema_bindings(parts: list[SchemaPart], bindings: Bindings, schema: TripleSet) -> Iterator[Bindings]:
    if not parts:
        yield bindings
        return
    part, rest = parts[0], parts[1:]
    for extended in _matches(part, bindings, schema):
        yield from _schema_bindings(rest, extended, schema)


def _matches(part: SchemaPart, bindings: Bindings, schema: TripleSet) -> Iterator[Bindings]:
    if isinstance(part, Atom):
        given = [substitute(node, bindings) for node in part.nodes()]
        subject, predicate, obj = (None if isinstance(node, Var) else node for node in given)
        for triple in schema.match(subject, predicate if isinstance(predicate, IRI) else None, obj):
            extended = unify(part, triple, bindings)
            if extended is not None:
                yield extended
        return
    listed = members(schema, _term(part.list, bindings))
    if isinstance(part, ListHas):
        yield from ({**bindings, part.member: member} for member in listed)
    elif isinstance(part, ListPair):
        for position, first in enumerate(listed):
            for second in listed[position + 1 :]:
                yield {**bindings, part.first: first, part.second: second}


def _expanded(part: DataPart, bindings: Bindings, schema: TripleSet) -> list[Atom | Builtin | None]:
    """The atoms that a data part stands for; None among them when it cannot be told.

    That is so of a literal as a predicate, and of a list that is empty or broken.
    """
    if isinstance(part, Builtin):
        return [_with_list(part, bindings, schema)]
    if isinstance(part, Atom):
        return [_bound(part, bindings, schema)]
    listed = members(schema, _term(part.list, bindings))
    if isinstance(part, Each):
        return [_bound(atom, {**bindings, ITEM: item}, schema) for item in listed for atom in part.atoms] or [None]
    if isinstance(part, Chain):
        steps = [part.start, *(Var(f"{part.start.name}{n}") for n in range(1, len(listed))), part.end]
        return [_step(steps[n], prop, steps[n + 1], schema) for n, prop in enumerate(listed)] or [None]
    assert isinstance(part, Key)
    shared = [(prop, Var(f"k{n}")) for n, prop in enumerate(listed)]
    return [_step(side, prop, value, schema) for prop, value in shared for side in (part.left, part.right)] or [None]


def _with_list(part: Builtin, bindings: Bindings, schema: TripleSet) -> Builtin:
    """A built-in about a list, with the members in place of the list."""
    if part.name != LISTED_BEFORE:
        return part
    *pair, listed = part.arguments
    assert isinstance(listed, Var)
    return Builtin(part.name, (*pair, *members(schema, _term(listed, bindings))))


def _step(subject: Var, prop: Term, obj: Var, schema: TripleSet) -> Atom | None:
    return _bound(Atom(subject, Var("step"), obj), {Var("step"): prop}, schema)


def _bound(atom: Atom, bindings: Bindings, schema: TripleSet) -> Atom | None:
    """The atom under the schema's bindings; an inverse property expression turns it round.

    A nameless property is given a name, since no triple of a store can have a blank node as predicate.
    """
    subject, predicate, obj = (substitute(node, bindings) for node in atom.nodes())
    if isinstance(predicate, BlankNode):
        inverse = one(schema, predicate, _INVERSE)
        named = IRI(f"urn:kgqa:property:{predicate.value}")
        return Atom(obj, inverse, subject) if isinstance(inverse, IRI) else Atom(subject, named, obj)
    if isinstance(predicate, Literal):
        return None
    return Atom(subject, predicate, obj)


def _judged(rule: Rule, schema: TripleSet, *, unique_names: bool) -> Iterator[Rule]:
    """A rule as identity and datatypes demand.

    A rule that concludes owl:sameAs merges only what may be merged, and is a conflict for what is distinct
    (design, section 3). A rule that concludes that something is in a datatype is a conflict for other values.
    """
    head = rule.head[0] if len(rule.head) == 1 else None
    if head is not None and head.predicate == OWL_SAME_AS and not rule.name.startswith(("eq-", "dt-")):
        pair = (head.subject, head.object)
        yield _with_text(replace(rule, body=(*rule.body, Builtin(MERGEABLE, pair))), schema)
        yield _with_text(replace(rule, body=(*rule.body, Builtin(DIFFERENT, pair)), head=()), schema)
        return
    if head is not None and head.predicate == RDF_TYPE and _is_datatype(head.object, schema):
        outside = Builtin(OUTSIDE_DATATYPE, (head.subject, head.object))
        yield _with_text(replace(rule, body=(*rule.body, outside), head=()), schema)
        return
    yield rule


def _is_datatype(node: Term | Var, schema: TripleSet) -> bool:
    if not isinstance(node, IRI):
        return False
    known = node.value.startswith(XSD) or node.value == RDFS + "Literal"
    return known or Triple(node, RDF_TYPE, _DATATYPE) in schema


def _with_text(rule: Rule, schema: TripleSet) -> Rule:
    """The rule with a text that spells out class expressions; a rule without them reads well as it is."""
    nodes = (node for part in (*rule.head, *rule.body) for node in _nodes(part))
    if not any(isinstance(node, BlankNode) for node in nodes):
        return replace(rule, said=str)
    return replace(rule, said=_once(partial(_words, rule, schema)))


def _once(said: Callable[[], str]) -> Callable[[], str]:
    return lru_cache(maxsize=1)(said)


def _words(rule: Rule, schema: TripleSet) -> str:
    head = ", ".join(_phrase(atom, schema) for atom in rule.head) or "conflict"
    return f"{head} if {', '.join(_phrase(part, schema) for part in rule.body)}"


def _nodes(part: Atom | Builtin) -> Iterable[Node]:
    return part.nodes() if isinstance(part, Atom) else part.arguments


def _phrase(part: Atom | Builtin, schema: TripleSet) -> str:
    if isinstance(part, Builtin):
        return str(part)
    subject, predicate, obj = (n if isinstance(n, Var) else expression(schema, n) for n in part.nodes())
    return f"{subject} {'a' if part.predicate == RDF_TYPE else predicate} {obj}"


def _axioms(row: Template, bindings: Bindings, schema: TripleSet) -> str:
    """The schema statements that a conflict names; rules that cannot become one need none."""
    if row.head and row.head[0].predicate not in {OWL_SAME_AS, RDF_TYPE}:
        return ""
    atoms = (part for part in row.schema if isinstance(part, Atom))
    return ", ".join(_phrase(Atom(*(substitute(n, bindings) for n in atom.nodes())), schema) for atom in atoms)  # type: ignore[arg-type]


def _term(node: Var, bindings: Bindings) -> Term:
    return bindings[node]


_NO_IDENTITY = Identity(unique_names=False, knows=lambda _: False)
