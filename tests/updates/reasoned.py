"""Random changes of a small graph with an ontology, and what a store made from scratch holds of it."""

from __future__ import annotations

from hypothesis import strategies as st

from kgqa.model import ASSERTED_GRAPH, INFERRED_GRAPH
from kgqa.reason import derive

PREFIXES = """PREFIX : <urn:x:> PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
"""
ONTOLOGY = (
    PREFIXES
    + """INSERT DATA { GRAPH <urn:kgqa:ontology> {
 :child owl:inverseOf :parent . :mother rdfs:subPropertyOf :parent ; a owl:FunctionalProperty .
 :parent rdfs:subPropertyOf :ancestor ; rdfs:domain :Person ; rdfs:range :Person . :ancestor a owl:TransitiveProperty .
 :spouse a owl:SymmetricProperty ; rdfs:domain :Person . :Person rdfs:subClassOf :Agent .
 :key a owl:InverseFunctionalProperty .
 :grandparent owl:propertyChainAxiom ( :parent :parent ) . :wed owl:equivalentProperty :spouse .
} }"""
)
thing = st.sampled_from([":a", ":b", ":c", ":d", ":e"])
relation = st.sampled_from(
    [":parent", ":child", ":mother", ":ancestor", ":spouse", ":wed", ":grandparent", ":key", "owl:sameAs"]
)
fact = st.one_of(
    st.builds("{} {} {} .".format, thing, relation, thing),
    st.builds("{} a {} .".format, thing, st.sampled_from([":Person", ":Agent", "owl:Thing"])),
    st.builds('{} :name "{}" .'.format, thing, st.sampled_from(["Ann", "Bob"])),
    st.builds(
        "{} {} {} .".format,
        st.sampled_from([":spouse", ":name", ":ancestor"]),
        st.sampled_from(["rdfs:subPropertyOf", "owl:inverseOf"]),
        st.sampled_from([":parent", ":wed"]),
    ),
)
place = st.sampled_from(["{}", "GRAPH <urn:g:one> {{ {} }}", "GRAPH <urn:g:two> {{ {} }}"])
facts = st.builds(lambda at, found: at.format(" ".join(found)), place, st.lists(fact, min_size=1, max_size=4))
update = st.one_of(
    st.builds("INSERT DATA {{ {} }}".format, facts),
    st.builds("INSERT DATA {{ {} }}".format, facts),
    st.builds("DELETE DATA {{ {} }}".format, facts),
    st.builds("DELETE WHERE {{ GRAPH <urn:g:one> {{ {} ?p ?o }} }}".format, thing),
    st.builds("DELETE {{ {0} ?p ?o }} WHERE {{ {0} ?p ?o }}".format, thing),
    st.builds("INSERT {{ ?x :spouse {0} }} WHERE {{ ?x :ancestor {0} }}".format, thing),
    st.just("COPY <urn:g:one> TO <urn:g:two>"),
    st.just("CLEAR SILENT GRAPH <urn:g:one>"),
).map(lambda text: f"{PREFIXES} CREATE SILENT GRAPH <urn:g:one> ; {text}")
history = st.lists(update, min_size=1, max_size=6)


def faults(store) -> str:
    """What is wrong with the inferences and the union of a store; empty if nothing is."""
    asserted, inferred = set(store.match(graph=ASSERTED_GRAPH)), list(store.match(graph=INFERRED_GRAPH))
    wanted = set(derive(asserted).inferred())
    union = list(store.match())
    found = {
        "inferred too much": set(inferred) - wanted,
        "inferred too little": wanted - set(inferred),
        "inferred and asserted": set(inferred) & asserted,
        "twice in the union": len(union) - len(set(union)),
        "not in the union": (asserted | wanted) ^ set(union),
        "rows of a query": store.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows[0][0].lexical
        != str(len(asserted | wanted)),
    }
    return "\n".join(f"{what}: {facts}" for what, facts in found.items() if facts)
