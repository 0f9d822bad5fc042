"""The rules of OWL 2 RL as data, by their W3C names.

Source: OWL 2 Web Ontology Language Profiles (Second Edition), section 4.3, tables 4 to 9:
https://www.w3.org/TR/owl2-profiles/#Reasoning_in_OWL_2_RL_and_RDF_Graphs_using_Rules

A row is (name, schema part, data part, conclusion). The schema part is matched against the closed ontology
when rules are compiled, so that the data part of what remains has constant predicates. In the schema part
`?l has ?c` binds each member of a list in turn and `?l pair ?a ?b` each two members. In the data part,
`kgqa:listedBefore ?x ?y ?l` compares the places of two things in a list, `each ?l: ...` repeats the atoms for all
members of a list (`?item`), `chain ?x ?l ?y` is a path along the properties of a list and `key ?x ?y ?l` says that
two things share a value of each. A conclusion `false` is a conflict.
dt-eq and dt-diff speak of things that are said to be the same as a literal, since no literal is a subject.

Not in the table, because they are answered without being stored: eq-ref, prp-ap, cls-thing, cls-nothing1,
dt-type1, dt-type2 and the reflexive parts of scm-cls, scm-op and scm-dp.
"""

from __future__ import annotations

from typing import TypeAlias

Row: TypeAlias = tuple[str, str, str, str]

EQUALITY: tuple[Row, ...] = (
    ("eq-sym", "", "?x owl:sameAs ?y", "?y owl:sameAs ?x"),
    ("eq-trans", "", "?x owl:sameAs ?y . ?y owl:sameAs ?z", "?x owl:sameAs ?z"),
    ("eq-rep-s", "", "?s owl:sameAs ?t . ?s ?p ?o", "?t ?p ?o"),
    ("eq-rep-p", "", "?p owl:sameAs ?q . ?s ?p ?o", "?s ?q ?o"),
    ("eq-rep-o", "", "?o owl:sameAs ?t . ?s ?p ?o", "?s ?p ?t"),
    ("eq-diff1", "", "?x owl:sameAs ?y . ?x owl:differentFrom ?y", "false"),
    ("eq-diff1", "", "?x owl:differentFrom ?x", "false"),
    (
        "eq-diff2",
        "?d a owl:AllDifferent . ?d owl:members ?l",
        "?x owl:sameAs ?y . kgqa:listedBefore ?x ?y ?l",
        "false",
    ),
    (
        "eq-diff3",
        "?d a owl:AllDifferent . ?d owl:distinctMembers ?l",
        "?x owl:sameAs ?y . kgqa:listedBefore ?x ?y ?l",
        "false",
    ),
)

PROPERTIES: tuple[Row, ...] = (
    ("prp-dom", "?p rdfs:domain ?c", "?x ?p ?y", "?x a ?c"),
    ("prp-rng", "?p rdfs:range ?c", "?x ?p ?y", "?y a ?c"),
    ("prp-fp", "?p a owl:FunctionalProperty", "?x ?p ?y . ?x ?p ?z", "?y owl:sameAs ?z"),
    ("prp-ifp", "?p a owl:InverseFunctionalProperty", "?x ?p ?z . ?y ?p ?z", "?x owl:sameAs ?y"),
    ("prp-irp", "?p a owl:IrreflexiveProperty", "?x ?p ?x", "false"),
    ("prp-symp", "?p a owl:SymmetricProperty", "?x ?p ?y", "?y ?p ?x"),
    ("prp-asyp", "?p a owl:AsymmetricProperty", "?x ?p ?y . ?y ?p ?x", "false"),
    ("prp-trp", "?p a owl:TransitiveProperty", "?x ?p ?y . ?y ?p ?z", "?x ?p ?z"),
    ("prp-spo1", "?p rdfs:subPropertyOf ?q", "?x ?p ?y", "?x ?q ?y"),
    ("prp-spo2", "?p owl:propertyChainAxiom ?l", "chain ?x ?l ?y", "?x ?p ?y"),
    ("prp-eqp1", "?p owl:equivalentProperty ?q", "?x ?p ?y", "?x ?q ?y"),
    ("prp-eqp2", "?p owl:equivalentProperty ?q", "?x ?q ?y", "?x ?p ?y"),
    ("prp-pdw", "?p owl:propertyDisjointWith ?q", "?x ?p ?y . ?x ?q ?y", "false"),
    (
        "prp-adp",
        "?d a owl:AllDisjointProperties . ?d owl:members ?l . ?l pair ?p ?q",
        "?x ?p ?y . ?x ?q ?y",
        "false",
    ),
    ("prp-inv1", "?p owl:inverseOf ?q", "?x ?p ?y", "?y ?q ?x"),
    ("prp-inv2", "?p owl:inverseOf ?q", "?x ?q ?y", "?y ?p ?x"),
    ("prp-key", "?c owl:hasKey ?l", "?x a ?c . ?y a ?c . key ?x ?y ?l", "?x owl:sameAs ?y"),
    (
        "prp-npa1",
        "?n owl:sourceIndividual ?x . ?n owl:assertionProperty ?p . ?n owl:targetIndividual ?y",
        "?x ?p ?y",
        "false",
    ),
    (
        "prp-npa2",
        "?n owl:sourceIndividual ?x . ?n owl:assertionProperty ?p . ?n owl:targetValue ?y",
        "?x ?p ?y",
        "false",
    ),
)

CLASSES: tuple[Row, ...] = (
    ("cls-nothing2", "", "?x a owl:Nothing", "false"),
    ("cls-int1", "?c owl:intersectionOf ?l", "each ?l: ?x a ?item", "?x a ?c"),
    ("cls-int2", "?c owl:intersectionOf ?l . ?l has ?d", "?x a ?c", "?x a ?d"),
    ("cls-uni", "?c owl:unionOf ?l . ?l has ?d", "?x a ?d", "?x a ?c"),
    ("cls-com", "?c owl:complementOf ?d", "?x a ?c . ?x a ?d", "false"),
    ("cls-svf1", "?c owl:someValuesFrom ?d . ?c owl:onProperty ?p", "?x ?p ?y . ?y a ?d", "?x a ?c"),
    ("cls-svf2", "?c owl:someValuesFrom owl:Thing . ?c owl:onProperty ?p", "?x ?p ?y", "?x a ?c"),
    ("cls-avf", "?c owl:allValuesFrom ?d . ?c owl:onProperty ?p", "?x a ?c . ?x ?p ?y", "?y a ?d"),
    ("cls-hv1", "?c owl:hasValue ?v . ?c owl:onProperty ?p", "?x a ?c", "?x ?p ?v"),
    ("cls-hv2", "?c owl:hasValue ?v . ?c owl:onProperty ?p", "?x ?p ?v", "?x a ?c"),
    ("cls-maxc1", "?c owl:maxCardinality 0 . ?c owl:onProperty ?p", "?x a ?c . ?x ?p ?y", "false"),
    (
        "cls-maxc2",
        "?c owl:maxCardinality 1 . ?c owl:onProperty ?p",
        "?x a ?c . ?x ?p ?y . ?x ?p ?z",
        "?y owl:sameAs ?z",
    ),
    (
        "cls-maxqc1",
        "?c owl:maxQualifiedCardinality 0 . ?c owl:onProperty ?p . ?c owl:onClass ?d",
        "?x a ?c . ?x ?p ?y . ?y a ?d",
        "false",
    ),
    (
        "cls-maxqc2",
        "?c owl:maxQualifiedCardinality 0 . ?c owl:onProperty ?p . ?c owl:onClass owl:Thing",
        "?x a ?c . ?x ?p ?y",
        "false",
    ),
    (
        "cls-maxqc3",
        "?c owl:maxQualifiedCardinality 1 . ?c owl:onProperty ?p . ?c owl:onClass ?d",
        "?x a ?c . ?x ?p ?y . ?y a ?d . ?x ?p ?z . ?z a ?d",
        "?y owl:sameAs ?z",
    ),
    (
        "cls-maxqc4",
        "?c owl:maxQualifiedCardinality 1 . ?c owl:onProperty ?p . ?c owl:onClass owl:Thing",
        "?x a ?c . ?x ?p ?y . ?x ?p ?z",
        "?y owl:sameAs ?z",
    ),
    ("cls-oo", "?c owl:oneOf ?l . ?l has ?x", "", "?x a ?c"),
)

CLASS_AXIOMS: tuple[Row, ...] = (
    ("cax-sco", "?c rdfs:subClassOf ?d", "?x a ?c", "?x a ?d"),
    ("cax-eqc1", "?c owl:equivalentClass ?d", "?x a ?c", "?x a ?d"),
    ("cax-eqc2", "?c owl:equivalentClass ?d", "?x a ?d", "?x a ?c"),
    ("cax-dw", "?c owl:disjointWith ?d", "?x a ?c . ?x a ?d", "false"),
    (
        "cax-adc",
        "?n a owl:AllDisjointClasses . ?n owl:members ?l . ?l pair ?c ?d",
        "?x a ?c . ?x a ?d",
        "false",
    ),
)

DATATYPES: tuple[Row, ...] = (
    ("dt-not-type", "", "?x ?p ?y . kgqa:illTyped ?y", "false"),
    ("dt-not-type", "", "?x owl:sameAs ?l . kgqa:literal ?l . ?x a ?c . kgqa:outsideDatatype ?l ?c", "false"),
    (
        "dt-eq",
        "",
        "?x owl:sameAs ?l . kgqa:literal ?l . ?y owl:sameAs ?m . kgqa:literal ?m . kgqa:sameValue ?l ?m",
        "?x owl:sameAs ?y",
    ),
    (
        "dt-diff",
        "",
        "?x owl:sameAs ?l . kgqa:literal ?l . ?y owl:sameAs ?m . kgqa:literal ?m . kgqa:differentValue ?l ?m",
        "?x owl:differentFrom ?y",
    ),
)

SCHEMA: tuple[Row, ...] = (
    ("scm-eqc1", "", "?c owl:equivalentClass ?d", "?c rdfs:subClassOf ?d . ?d rdfs:subClassOf ?c"),
    ("scm-eqc2", "", "?c rdfs:subClassOf ?d . ?d rdfs:subClassOf ?c", "?c owl:equivalentClass ?d"),
    ("scm-sco", "", "?c rdfs:subClassOf ?d . ?d rdfs:subClassOf ?e", "?c rdfs:subClassOf ?e"),
    ("scm-spo", "", "?p rdfs:subPropertyOf ?q . ?q rdfs:subPropertyOf ?r", "?p rdfs:subPropertyOf ?r"),
    ("scm-eqp1", "", "?p owl:equivalentProperty ?q", "?p rdfs:subPropertyOf ?q . ?q rdfs:subPropertyOf ?p"),
    ("scm-eqp2", "", "?p rdfs:subPropertyOf ?q . ?q rdfs:subPropertyOf ?p", "?p owl:equivalentProperty ?q"),
    ("scm-dom1", "", "?p rdfs:domain ?c . ?c rdfs:subClassOf ?d", "?p rdfs:domain ?d"),
    ("scm-dom2", "", "?q rdfs:domain ?c . ?p rdfs:subPropertyOf ?q", "?p rdfs:domain ?c"),
    ("scm-rng1", "", "?p rdfs:range ?c . ?c rdfs:subClassOf ?d", "?p rdfs:range ?d"),
    ("scm-rng2", "", "?q rdfs:range ?c . ?p rdfs:subPropertyOf ?q", "?p rdfs:range ?c"),
    (
        "scm-hv",
        "",
        "?c owl:hasValue ?v . ?c owl:onProperty ?p . ?d owl:hasValue ?v . "
        "?d owl:onProperty ?q . ?p rdfs:subPropertyOf ?q",
        "?c rdfs:subClassOf ?d",
    ),
    (
        "scm-svf1",
        "",
        "?c owl:someValuesFrom ?x . ?c owl:onProperty ?p . ?d owl:someValuesFrom ?y . "
        "?d owl:onProperty ?p . ?x rdfs:subClassOf ?y",
        "?c rdfs:subClassOf ?d",
    ),
    (
        "scm-svf2",
        "",
        "?c owl:someValuesFrom ?x . ?c owl:onProperty ?p . ?d owl:someValuesFrom ?x . "
        "?d owl:onProperty ?q . ?p rdfs:subPropertyOf ?q",
        "?c rdfs:subClassOf ?d",
    ),
    (
        "scm-avf1",
        "",
        "?c owl:allValuesFrom ?x . ?c owl:onProperty ?p . ?d owl:allValuesFrom ?y . "
        "?d owl:onProperty ?p . ?x rdfs:subClassOf ?y",
        "?c rdfs:subClassOf ?d",
    ),
    (
        "scm-avf2",
        "",
        "?c owl:allValuesFrom ?x . ?c owl:onProperty ?p . ?d owl:allValuesFrom ?x . "
        "?d owl:onProperty ?q . ?p rdfs:subPropertyOf ?q",
        "?d rdfs:subClassOf ?c",
    ),
    ("scm-int", "?c owl:intersectionOf ?l . ?l has ?d", "", "?c rdfs:subClassOf ?d"),
    ("scm-uni", "?c owl:unionOf ?l . ?l has ?d", "", "?d rdfs:subClassOf ?c"),
)

ESSENTIAL = frozenset({"scm-hv", "scm-svf1", "scm-svf2", "scm-avf1", "scm-avf2"})
"""Schema rules whose conclusions no instance rule reaches by itself; the others need not be specialised."""

DATA_RULES: tuple[Row, ...] = EQUALITY + PROPERTIES + CLASSES + CLASS_AXIOMS + DATATYPES
