"""Small data sets and random updates, and what pyoxigraph's own evaluator makes of them.

The two mean something else by the default graph: kgqa reads the union and writes urn:kgqa:local. With every pattern
under WITH, USING or GRAPH, and the local graph as the default graph, the outcomes are the same.
"""

from __future__ import annotations

import pyoxigraph as ox
from hypothesis import strategies as st
from pyoxigraph import Dataset, Quad

from kgqa.config import Settings
from kgqa.model import LOCAL_GRAPH
from kgqa.store import open_memory
from kgqa.store.terms import to_ox
from kgqa.updates.draft import Draft
from kgqa.updates.request import carry_out, read_request

TERMS = ["<urn:a>", "<urn:b>", "<urn:c>"]
PREDICATES = ["<urn:p>", "<urn:q>"]
VALUES = [*TERMS, '"text"', '"wort"@de', "1", "2.50", '"07"^^<http://www.w3.org/2001/XMLSchema#integer>', "true"]
GRAPHS = ["<urn:g:one>", "<urn:g:two>"]
LOCAL = str(LOCAL_GRAPH)


def joined(parts):
    return " ".join(parts)


subject, predicate, value, graph = map(st.sampled_from, (TERMS, PREDICATES, VALUES, GRAPHS))
triple = st.tuples(subject, predicate, value).map(lambda t: joined([*t, "."]))
triples = st.lists(triple, max_size=3).map(joined)
block = st.builds("GRAPH {} {{ {} }}".format, graph, triples)
data = st.lists(st.one_of(triple, block), max_size=4).map(joined)

variable = st.sampled_from(["?x", "?y", "?z"])
slot = st.one_of(variable, subject)
pattern_triple = st.builds(
    "{} {} {} .".format, slot, st.one_of(predicate, st.sampled_from(["?x", "?v"])), st.one_of(variable, value)
)
constant_block = st.builds("GRAPH {} {{ {} }}".format, graph, pattern_triple)
# To kgqa the local graph has a name.
any_block = st.builds("GRAPH ?g {{ {} FILTER(?g != <urn:kgqa:local>) }}".format, pattern_triple)
pattern_block = st.one_of(constant_block, any_block)
within = st.one_of(
    pattern_triple,
    pattern_block,
    st.builds("OPTIONAL {{ {} }}".format, pattern_triple),
    st.builds("FILTER NOT EXISTS {{ {} }}".format, pattern_triple),
    st.just("FILTER(isIRI(?x))"),
    st.just("BIND(STR(?x) AS ?v)  # a comment with } in it\n"),
    st.builds("{{ {} }} UNION {{ {} }}".format, pattern_triple, pattern_block),
    st.just("VALUES ?w { <urn:g:one> <urn:g:three> 5 }"),
)
pattern = st.lists(within, min_size=1, max_size=3).map(joined)
template_slot = st.one_of(slot, st.just("?v"))
template_triple = st.builds(
    "{} {} {} .".format, template_slot, st.one_of(predicate, st.just("?v")), st.one_of(variable, value, st.just("?v"))
)
template_block = st.builds("GRAPH {} {{ {} }}".format, st.one_of(graph, st.sampled_from(["?g", "?w"])), template_triple)
template = st.lists(st.one_of(template_triple, template_block), max_size=3).map(joined)
blank = st.sampled_from(["_:new <urn:p> ?x .", "[ <urn:p> ?x ; <urn:q> _:new ] <urn:q> _:new .", ""])

scope = st.one_of(
    st.tuples(st.builds("WITH {}".format, graph), st.just("")),
    st.tuples(st.just(""), st.builds("USING {}".format, graph)),
    st.tuples(st.just(""), st.builds("USING NAMED {} USING {}".format, graph, graph)),
    st.tuples(st.builds("WITH {}".format, graph), st.builds("USING {}".format, graph)),
)
modify = st.builds(
    lambda s, d, i, b, w: f"{s[0]} DELETE {{ {d} }} INSERT {{ {i} {b} }} {s[1]} WHERE {{ {w} }}",
    scope, template, template, blank, pattern,
)  # fmt: skip
delete_where = st.builds("DELETE WHERE {{ {} }}".format, st.lists(constant_block, min_size=1, max_size=2).map(joined))
one_or_default = st.one_of(graph, st.just("DEFAULT"))
target = st.one_of(st.builds("GRAPH {}".format, graph), st.sampled_from(["DEFAULT", "NAMED", "ALL"]))
transfer = st.sampled_from(["ADD", "MOVE", "COPY"])
operation = st.one_of(
    st.builds("INSERT DATA {{ {} }}".format, data),
    st.builds("DELETE DATA {{ {} }}".format, data),
    modify,
    modify,
    delete_where,
    st.builds("{} SILENT {}".format, st.sampled_from(["CLEAR", "DROP"]), target),
    st.builds("CREATE SILENT GRAPH {}".format, graph),
    # pyoxigraph does not mind a graph that is not there, as the Recommendation does.
    st.builds("CREATE SILENT GRAPH {0} ; {1} {0} TO {2}".format, graph, transfer, one_or_default),
    st.builds("{} DEFAULT TO {}".format, transfer, one_or_default),
)
request = st.lists(operation, min_size=1, max_size=3).map(" ;\n".join)


def expected(start: str, update: str) -> Dataset | None:
    """What pyoxigraph makes of it; None where it refuses."""
    store = ox.Store()
    store.update(start)
    try:
        store.update(update)
    except (RuntimeError, SyntaxError):
        return None
    return canonical(Dataset(store))


def canonical(quads: Dataset) -> Dataset:
    quads.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return quads


def shown(store) -> Dataset:
    """What is stated in a store of kgqa's, its local graph as the default one."""
    found = Dataset()
    for name in store.asserted_graphs():
        for fact in store.match(graph=name):
            where = ox.DefaultGraph() if name == LOCAL_GRAPH else ox.NamedNode(name.value)
            found.add(Quad(to_ox(fact.subject), to_ox(fact.predicate), to_ox(fact.object), where))
    return canonical(found)


def after(*updates: str, using=(), using_named=()):
    """A store in memory after some updates, each with its inferences."""
    store = open_memory()
    for update in updates:
        draft = Draft(store, Settings())
        carry_out(read_request(update, using, using_named), draft)
        draft.settle()
    return store
