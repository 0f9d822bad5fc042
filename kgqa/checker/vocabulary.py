"""The IRIs that rules and proofs speak of, under short names."""

from __future__ import annotations

from kgqa.model import IRI, KGQA, OWL, OWL_SAME_AS, RDF, RDF_TYPE, RDFS, RDFS_LABEL

SWRL = "http://www.w3.org/2003/11/swrl#"
SWRLB = "http://www.w3.org/2003/11/swrlb#"

TYPE, SAME, LABEL = RDF_TYPE, OWL_SAME_AS, RDFS_LABEL
DIFFERENT = IRI(OWL + "differentFrom")
THING, NOTHING = IRI(OWL + "Thing"), IRI(OWL + "Nothing")
FIRST, REST, NIL = IRI(RDF + "first"), IRI(RDF + "rest"), IRI(RDF + "nil")

SUB_CLASS, SUB_PROPERTY = IRI(RDFS + "subClassOf"), IRI(RDFS + "subPropertyOf")
DOMAIN, RANGE = IRI(RDFS + "domain"), IRI(RDFS + "range")
EQUIVALENT_CLASS, EQUIVALENT_PROPERTY = IRI(OWL + "equivalentClass"), IRI(OWL + "equivalentProperty")
DISJOINT_CLASS, DISJOINT_PROPERTY = IRI(OWL + "disjointWith"), IRI(OWL + "propertyDisjointWith")
INVERSE, CHAIN, KEY = IRI(OWL + "inverseOf"), IRI(OWL + "propertyChainAxiom"), IRI(OWL + "hasKey")

FUNCTIONAL, INVERSE_FUNCTIONAL = IRI(OWL + "FunctionalProperty"), IRI(OWL + "InverseFunctionalProperty")
SYMMETRIC, ASYMMETRIC = IRI(OWL + "SymmetricProperty"), IRI(OWL + "AsymmetricProperty")
TRANSITIVE, IRREFLEXIVE = IRI(OWL + "TransitiveProperty"), IRI(OWL + "IrreflexiveProperty")
ALL_DIFFERENT, ALL_DISJOINT_CLASSES = IRI(OWL + "AllDifferent"), IRI(OWL + "AllDisjointClasses")
ALL_DISJOINT_PROPERTIES = IRI(OWL + "AllDisjointProperties")
MEMBERS, DISTINCT_MEMBERS = IRI(OWL + "members"), IRI(OWL + "distinctMembers")
NEGATED_SUBJECT, NEGATED_PROPERTY = IRI(OWL + "sourceIndividual"), IRI(OWL + "assertionProperty")
NEGATED_INDIVIDUAL, NEGATED_VALUE = IRI(OWL + "targetIndividual"), IRI(OWL + "targetValue")

INTERSECTION, UNION, ONE_OF = IRI(OWL + "intersectionOf"), IRI(OWL + "unionOf"), IRI(OWL + "oneOf")
COMPLEMENT, ON_PROPERTY, ON_CLASS = IRI(OWL + "complementOf"), IRI(OWL + "onProperty"), IRI(OWL + "onClass")
SOME, ALL, HAS_VALUE = IRI(OWL + "someValuesFrom"), IRI(OWL + "allValuesFrom"), IRI(OWL + "hasValue")
MOST, MOST_QUALIFIED = IRI(OWL + "maxCardinality"), IRI(OWL + "maxQualifiedCardinality")

IMPLICATION, VARIABLE = IRI(SWRL + "Imp"), IRI(SWRL + "Variable")
BODY, HEAD = IRI(SWRL + "body"), IRI(SWRL + "head")
ARGUMENT_1, ARGUMENT_2, ARGUMENTS = IRI(SWRL + "argument1"), IRI(SWRL + "argument2"), IRI(SWRL + "arguments")
PROPERTY_PREDICATE, CLASS_PREDICATE = IRI(SWRL + "propertyPredicate"), IRI(SWRL + "classPredicate")
BUILTIN = IRI(SWRL + "builtin")
CLASS_ATOM, BUILTIN_ATOM = IRI(SWRL + "ClassAtom"), IRI(SWRL + "BuiltinAtom")
PROPERTY_ATOMS = frozenset((IRI(SWRL + "IndividualPropertyAtom"), IRI(SWRL + "DatavaluedPropertyAtom")))
SAME_ATOM, DIFFERENT_ATOM = IRI(SWRL + "SameIndividualAtom"), IRI(SWRL + "DifferentIndividualsAtom")

MERGEABLE, IS_LITERAL = IRI(KGQA + "mergeable"), IRI(KGQA + "literal")
ILL_TYPED, OUTSIDE = IRI(KGQA + "illTyped"), IRI(KGQA + "outsideDatatype")
LISTED_BEFORE = IRI(KGQA + "listedBefore")
SAME_VALUE, DIFFERENT_VALUE = IRI(KGQA + "sameValue"), IRI(KGQA + "differentValue")

NAMELESS = "urn:kgqa:property:"
"""How the IRI begins that stands for a blank node as predicate; the label of the blank node follows."""

SCHEMA_PREDICATES = (
    SUB_CLASS, SUB_PROPERTY, DOMAIN, RANGE, EQUIVALENT_CLASS, EQUIVALENT_PROPERTY, DISJOINT_CLASS, DISJOINT_PROPERTY,
    INVERSE, CHAIN, KEY, MEMBERS, DISTINCT_MEMBERS, NEGATED_SUBJECT, NEGATED_PROPERTY, NEGATED_INDIVIDUAL,
    NEGATED_VALUE, INTERSECTION, UNION, ONE_OF, COMPLEMENT, ON_PROPERTY, ON_CLASS, SOME, ALL, HAS_VALUE, MOST,
    MOST_QUALIFIED, FIRST, REST, BODY, HEAD, ARGUMENT_1, ARGUMENT_2, ARGUMENTS, PROPERTY_PREDICATE, CLASS_PREDICATE,
    BUILTIN,
)  # fmt: skip
SCHEMA_TYPES = (
    FUNCTIONAL, INVERSE_FUNCTIONAL, SYMMETRIC, ASYMMETRIC, TRANSITIVE, IRREFLEXIVE, ALL_DIFFERENT,
    ALL_DISJOINT_CLASSES, ALL_DISJOINT_PROPERTIES, IMPLICATION, VARIABLE, CLASS_ATOM, BUILTIN_ATOM, *PROPERTY_ATOMS,
    SAME_ATOM, DIFFERENT_ATOM,
)  # fmt: skip
