"""Whether a graph follows from materialised facts, without storing what always holds.

A fact is looked up. What is true of everything (eq-ref, cls-thing, scm-cls ...) is answered without being stored. A
schema statement is tried on fresh individuals: every C is a D when supposing that something nobody knows is a C
entails that it is a D. A negative statement is tried by refutation: two things differ when supposing that they are
the same is a conflict. (The theorem PR1 of the OWL 2 Profiles, section 4.3, is about facts; this goes further.)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeAlias

from kgqa.model import IRI, OWL, OWL_SAME_AS, RDF, RDF_TYPE, RDFS, BlankNode, Literal, Term, Triple
from kgqa.reason.builtins import Identity
from kgqa.reason.datatypes import in_space, narrower
from kgqa.reason.facts import TripleSet
from kgqa.reason.rule import DIFFERENT, Atom, Var
from kgqa.reason.schema import members, one
from kgqa.reason.solve import solve

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kgqa.reason.engine.suppose import Supposition
    from kgqa.reason.facts import Facts

Suppose: TypeAlias = Callable[[Sequence[Triple]], "Supposition"]

_NO_IDENTITY = Identity(unique_names=False, knows=lambda _: False)
_FRESH = [IRI(f"urn:kgqa:fresh:{name}") for name in "abc"]
_SUB_CLASS, _SUB_PROPERTY = IRI(RDFS + "subClassOf"), IRI(RDFS + "subPropertyOf")
_RANGE, _DOMAIN = IRI(RDFS + "range"), IRI(RDFS + "domain")
_EQUIVALENT = {IRI(OWL + "equivalentClass"): _SUB_CLASS, IRI(OWL + "equivalentProperty"): _SUB_PROPERTY}
_REFLEXIVE = {OWL_SAME_AS, _SUB_CLASS, _SUB_PROPERTY, *_EQUIVALENT}
_COMPLEMENT, _MEMBERS, _DISTINCT = (IRI(OWL + name) for name in ("complementOf", "members", "distinctMembers"))
_SOURCE, _ASSERTION = IRI(OWL + "sourceIndividual"), IRI(OWL + "assertionProperty")
_TARGET, _TARGET_VALUE = IRI(OWL + "targetIndividual"), IRI(OWL + "targetValue")
_INVERSE = IRI(OWL + "inverseOf")
_CHAIN = IRI(OWL + "propertyChainAxiom")
_ANNOTATION = IRI(OWL + "AnnotationProperty")
_ANNOTATIONS = {IRI(RDFS + name) for name in ("comment", "label", "seeAlso", "isDefinedBy")}
_REFLEXIVE_PROPERTY = IRI(OWL + "ReflexiveProperty")
_ALL_DIFFERENT = IRI(OWL + "AllDifferent")
_EXPRESSIONS = [IRI(OWL + name) for name in ("unionOf", "intersectionOf", "oneOf", "onProperty")]
_DECLARATIONS = {
    *(IRI(OWL + name) for name in ("Thing", "NamedIndividual", "Class", "ObjectProperty", "DatatypeProperty")),
    *(IRI(OWL + name) for name in ("AnnotationProperty", "Ontology")),
    *(IRI(RDFS + name) for name in ("Resource", "Class", "Datatype")),
    IRI(RDF + "Property"),
}


def entails(
    facts: Facts, conclusion: Iterable[Triple], suppose: Suppose | None = None, *, annotations: bool = True
) -> bool:
    """Whether all of `conclusion` follows from `facts`, its blank nodes standing for something.

    `facts` must be materialised; with `suppose` (what further facts would bring) schema statements and negative
    statements are tried as well as looked up. Without `annotations` comments, labels and the like say nothing, as
    in the Direct Semantics of OWL 2.
    """
    graph = TripleSet(conclusion)
    if not annotations:
        graph = TripleSet(triple for triple in graph if not _is_annotation(triple, graph))
    trial = _Trial(facts, suppose)
    rest, differing, lacking = _negative(graph)
    if not all(map(trial.holds, differing)) or not all(map(trial.lacks, lacking)):
        return False
    rest, chains = _chains(TripleSet(rest))
    if not all(trial.has_chain(prop, steps) for prop, steps in chains):
        return False
    body = [_pattern(triple) for triple in _stated(TripleSet(rest)) if not _is_declaration(triple)]
    return any(True for _ in solve(body, {}, trial, _NO_IDENTITY))


class _Trial:
    """Facts that also hold what need not be stored: a pattern without variables is tried when it is not found."""

    def __init__(self, facts: Facts, suppose: Suppose | None) -> None:
        self._facts, self._suppose = facts, suppose

    def match(
        self, subject: Term | None = None, predicate: IRI | None = None, object: Term | None = None
    ) -> Iterator[Triple]:
        """What is stored; else the triple itself when it follows."""
        if subject is None or predicate is None or object is None:
            yield from self._facts.match(subject, predicate, object)
        elif self.holds(triple := Triple(subject, predicate, object)):
            yield triple

    def holds(self, triple: Triple) -> bool:
        """Whether a triple without variables follows."""
        return self._stored(triple) or self._always(triple) or self._tried(triple)

    def _stored(self, triple: Triple) -> bool:
        return any(True for _ in self._facts.match(*triple))

    def _always(self, triple: Triple) -> bool:
        subject, predicate, obj = triple
        if predicate in _REFLEXIVE and (subject == obj or self._stored(Triple(subject, OWL_SAME_AS, obj))):
            return True
        if predicate in {_INVERSE, _COMPLEMENT} and self._stored(Triple(obj, predicate, subject)):
            return True
        if predicate == _SUB_CLASS:
            return subject == IRI(OWL + "Nothing") or obj == IRI(OWL + "Thing") or narrower({subject}, obj)
        if predicate == _RANGE:
            ranges = {found.object for found in self._facts.match(subject, _RANGE, None)}
            return narrower(ranges, obj)
        if subject == obj and self._stored(Triple(predicate, RDF_TYPE, _REFLEXIVE_PROPERTY)):
            return True
        if predicate == RDF_TYPE and isinstance(obj, IRI):
            values = (found.object for found in self._facts.match(subject, OWL_SAME_AS, None))
            return any(isinstance(value, Literal) and in_space(value, obj.value) is True for value in values)
        return False

    def _tried(self, triple: Triple) -> bool:
        if self._suppose is None:
            return False
        if triple.predicate == DIFFERENT:
            return self._refuted(Triple(triple.subject, OWL_SAME_AS, triple.object))
        if triple.predicate in _EQUIVALENT:
            narrow = _EQUIVALENT[triple.predicate]
            pair = (Triple(triple.subject, narrow, triple.object), Triple(triple.object, narrow, triple.subject))
            return all(self.holds(part) for part in pair)
        if triple.predicate == _INVERSE and isinstance(triple.subject, IRI) and isinstance(triple.object, IRI):
            a, b, _ = _FRESH
            there, back = Triple(a, triple.subject, b), Triple(b, triple.object, a)
            return self._brings([there], back) and self._brings([back], there)
        case = _fresh_case(triple)
        return case is not None and self._brings(*case)

    def has_chain(self, prop: IRI, steps: Sequence[IRI]) -> bool:
        """Whether a path along `steps` always relates its ends by `prop`."""
        nodes = [IRI(f"urn:kgqa:fresh:{number}") for number in range(len(steps) + 1)]
        path = [Triple(nodes[n], step, nodes[n + 1]) for n, step in enumerate(steps)]
        return self._suppose is not None and self._brings(path, Triple(nodes[0], prop, nodes[-1]))

    def _brings(self, given: Sequence[Triple], wanted: Triple | None) -> bool:
        """Whether supposing facts of nobody brings another one, or (wanted None) a conflict."""
        assert self._suppose is not None
        found = self._suppose(given)
        return not found.is_consistent if wanted is None else found.holds(wanted)

    def _refuted(self, *triples: Triple) -> bool:
        return self._brings(triples, None)

    def lacks(self, triple: Triple) -> bool:
        """Whether a triple is certainly false."""
        return self._suppose is not None and self._refuted(triple)


def _fresh_case(triple: Triple) -> tuple[list[Triple], Triple | None] | None:
    """What to suppose of fresh individuals, and what must follow, for a schema statement to hold."""
    subject, predicate, obj = triple
    a, b, c = _FRESH
    if predicate == _SUB_CLASS:
        return [Triple(a, RDF_TYPE, subject)], Triple(a, RDF_TYPE, obj)
    if predicate == IRI(OWL + "disjointWith"):
        return [Triple(a, RDF_TYPE, subject), Triple(a, RDF_TYPE, obj)], None
    if not isinstance(subject, IRI):
        return None
    if predicate in {_DOMAIN, _RANGE}:
        return [Triple(a, subject, b)], Triple(a if predicate == _DOMAIN else b, RDF_TYPE, obj)
    if predicate == RDF_TYPE:
        characteristic: dict[Term, tuple[list[Triple], Triple | None]] = {
            IRI(OWL + "TransitiveProperty"): ([Triple(a, subject, b), Triple(b, subject, c)], Triple(a, subject, c)),
            IRI(OWL + "SymmetricProperty"): ([Triple(a, subject, b)], Triple(b, subject, a)),
            IRI(OWL + "AsymmetricProperty"): ([Triple(a, subject, b), Triple(b, subject, a)], None),
            IRI(OWL + "IrreflexiveProperty"): ([Triple(a, subject, a)], None),
        }
        return characteristic.get(obj)
    if not isinstance(obj, IRI):
        return None
    if predicate == _SUB_PROPERTY:
        return [Triple(a, subject, b)], Triple(a, obj, b)
    if predicate == IRI(OWL + "propertyDisjointWith"):
        return [Triple(a, subject, b), Triple(a, obj, b)], None
    return None


def _negative(graph: TripleSet) -> tuple[list[Triple], list[Triple], list[Triple]]:
    """The conclusion without its negative parts; the differences and the untruths that those state."""
    differing: list[Triple] = []
    lacking: list[Triple] = []
    gone: set[Triple] = set()
    for declared in graph.match(None, RDF_TYPE, _ALL_DIFFERENT):
        for predicate in (_MEMBERS, _DISTINCT):
            head = one(graph, declared.subject, predicate)
            if head is not None and isinstance(declared.subject, BlankNode):
                listed = members(graph, head)
                differing += [Triple(x, DIFFERENT, y) for n, x in enumerate(listed) for y in listed[n + 1 :]]
                gone |= {declared, Triple(declared.subject, predicate, head), *_list_triples(graph, head)}
    for source in graph.match(None, _SOURCE, None):
        parts = [one(graph, source.subject, name) for name in (_ASSERTION, _TARGET, _TARGET_VALUE)]
        prop, target = parts[0], parts[1] or parts[2]
        if isinstance(prop, IRI) and target is not None:
            lacking.append(Triple(source.object, prop, target))
            gone |= set(graph.match(source.subject, None, None))
    for negated in graph.match(None, _COMPLEMENT, None):
        if isinstance(negated.subject, BlankNode):
            typed = list(graph.match(None, RDF_TYPE, negated.subject))
            lacking += [triple._replace(object=negated.object) for triple in typed]
            gone |= {negated, *typed}
    return [triple for triple in graph if triple not in gone], differing, lacking


def _chains(graph: TripleSet) -> tuple[list[Triple], list[tuple[IRI, list[IRI]]]]:
    """The conclusion without its chains of named properties, and those chains."""
    found: list[tuple[IRI, list[IRI]]] = []
    gone: set[Triple] = set()
    for stated in graph.match(None, _CHAIN, None):
        steps = [step for step in members(graph, stated.object) if isinstance(step, IRI)]
        if isinstance(stated.subject, IRI) and steps and len(steps) == len(members(graph, stated.object)):
            found.append((stated.subject, steps))
            gone |= {stated, *_list_triples(graph, stated.object)}
    return [triple for triple in graph if triple not in gone], found


def _stated(graph: TripleSet) -> Iterator[Triple]:
    """The triples that say something: a class expression of which nothing is said exists in any case."""
    idle = {
        triple.subject
        for predicate in _EXPRESSIONS
        for triple in graph.match(None, predicate, None)
        if isinstance(triple.subject, BlankNode) and not any(graph.match(None, None, triple.subject))
    }
    parts = {
        part
        for node in idle
        for triple in graph.match(node, None, None)
        for part in (triple, *(_list_triples(graph, triple.object) if isinstance(triple.object, BlankNode) else ()))
    }
    return (triple for triple in graph if triple not in parts)


def _list_triples(graph: TripleSet, node: Term) -> Iterator[Triple]:
    seen = set()
    while node not in seen and isinstance(node, BlankNode):
        seen.add(node)
        yield from graph.match(node, None, None)
        node = one(graph, node, IRI(RDF + "rest")) or node


def _is_annotation(triple: Triple, graph: TripleSet) -> bool:
    return triple.predicate in _ANNOTATIONS or Triple(triple.predicate, RDF_TYPE, _ANNOTATION) in graph


def _is_declaration(triple: Triple) -> bool:
    return triple.predicate == RDF_TYPE and triple.object in _DECLARATIONS


def _pattern(triple: Triple) -> Atom:
    return Atom(_node(triple.subject), triple.predicate, _node(triple.object))


def _node(term: Term) -> Term | Var:
    return Var(term.value) if isinstance(term, BlankNode) else term
