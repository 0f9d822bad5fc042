"""What sources state is read alike from the store and from the closure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.ask.lexicon import Lexicon
from kgqa.ask.stated import LABELS, Stated, StatedInClosure, StatedInStore, inferred
from kgqa.model import IRI, OWL, OWL_SAME_AS, RDF_TYPE, RDFS, XSD, BlankNode, Literal, Term, Triple
from kgqa.reason import derive
from kgqa.store import EmbeddedStore, open_memory

EX = "http://example.org/"
A, B, C, P, Q = (IRI(EX + name) for name in "abcPQ")
TRIPLES = [
    Triple(A, LABELS[0], Literal("Ada")),
    Triple(A, LABELS[0], Literal("Adele", language="de")),
    Triple(B, LABELS[0], Literal("Birne", language="de")),
    Triple(B, LABELS[2], Literal("7", XSD + "integer")),
    Triple(BlankNode("x"), LABELS[0], Literal("nobody")),
    Triple(A, P, B),
    Triple(A, P, C),
    Triple(A, Q, Literal("warden")),
    Triple(A, Q, Literal("two words", language="en-gb")),
    Triple(A, Q, Literal("long " * 40)),
    Triple(B, Q, Literal("7", XSD + "integer")),
    Triple(C, RDF_TYPE, Q),
]


def both(triples: list[Triple]) -> tuple[EmbeddedStore, tuple[Stated, Stated]]:
    store = open_memory()
    store.put(IRI("urn:test:graph"), triples)
    return store, (StatedInStore(store), StatedInClosure(derive(store.match())))


def test_texts_and_labels_are_read_with_their_languages() -> None:
    _, ways = both(TRIPLES)
    for stated in ways:
        assert sorted(stated.texts(Q)) == [(A.value, "two words", "en-gb"), (A.value, "warden", "")]
        assert sorted(stated.labels(LABELS[0])) == [
            (A.value, "Ada", ""),
            (A.value, "Adele", "de"),
            (B.value, "Birne", "de"),
        ]
        assert stated.labels(LABELS[2]) == [(B.value, "7", "")]
        assert stated.texts(P) == stated.labels(LABELS[3]) == []
        assert stated.classes() == {Q}
        assert stated.predicates() == {P, Q, LABELS[0], LABELS[2], RDF_TYPE}
        assert set(stated.textual([P, Q, LABELS[0], RDF_TYPE])) - {P} == {Q}


def test_things_without_a_label_that_fits_are_told() -> None:
    _, ways = both(TRIPLES)
    for stated in ways:
        assert {C.value, B.value} <= set(stated.things([P], [B.value, EX + "unknown"])) <= {A.value, B.value, C.value}


def test_what_is_entailed_is_read_from_its_own_graph() -> None:
    store, _ = both(TRIPLES)
    store.put_inferred([Triple(C, Q, Literal("derived"))])

    assert inferred(store).texts(Q) == [(C.value, "derived", "")]


nodes = st.sampled_from([A, B, C, BlankNode("x")])
literals = st.builds(
    Literal, st.text("ab é7", max_size=8), st.sampled_from([XSD + "string", XSD + "boolean"])
) | st.builds(lambda text, tag: Literal(text, language=tag), st.text("ab", max_size=3), st.sampled_from(["en", "de"]))
objects: st.SearchStrategy[Term] = st.one_of(nodes, literals)
triples = st.builds(Triple, nodes, st.sampled_from([P, Q, *LABELS, RDF_TYPE]), objects)


@given(st.lists(triples, max_size=12))
@pytest.mark.parametrize("language", ["en", "de"])
def test_the_lexicon_is_the_same_either_way(language: str, triples: list[Triple]) -> None:
    store = open_memory()
    store.put(IRI("urn:test:graph"), triples)
    slow = Lexicon.build(store, language)
    fast = Lexicon.build(store, language, derive(store.match()))

    assert fast.schema == slow.schema
    assert names(fast) == names(slow)
    for text in {t.object.lexical for t in triples if isinstance(t.object, Literal)}:
        assert fast.values.lookup(text.split()) == slow.values.lookup(text.split())


def names(lexicon: Lexicon) -> list[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
    index = lexicon.names
    told = [tuple(sorted(index.titles.get(thing, ()))) for thing in index.things]
    things = [thing.value for thing in index.things]
    return sorted(zip(things, index.texts, index.names, told, strict=True))


SCHEMA = [
    Triple(P, IRI(OWL + "inverseOf"), Q),
    Triple(Q, IRI(RDFS + "subPropertyOf"), IRI(EX + "R")),
    Triple(IRI(EX + "S"), RDF_TYPE, IRI(OWL + "SymmetricProperty")),
]
wider_properties = [P, Q, IRI(EX + "R"), IRI(EX + "S"), OWL_SAME_AS]
facts = st.builds(Triple, nodes, st.sampled_from(wider_properties), st.one_of(nodes, nodes, literals))


@given(st.lists(facts, max_size=6))
def test_what_is_entailed_is_read_alike_from_the_store_and_from_the_closure(triples: list[Triple]) -> None:
    store = open_memory()
    store.put(IRI("urn:test:graph"), [*SCHEMA, *triples])
    closure = derive(store.match())
    store.put_inferred(closure.inferred())
    slow, fast = StatedInStore(store), StatedInClosure(closure)

    for property_ in wider_properties[:-1]:
        assert fast.chains(property_) == slow.chains(property_)
        assert sorted(fast.entailed().labels(property_)) == sorted(slow.entailed().labels(property_))
        assert sorted(fast.entailed().texts(property_)) == sorted(slow.entailed().texts(property_))


def test_nothing_leads_on_over_what_is_not_known() -> None:
    _, ways = both([*TRIPLES, Triple(B, P, C)])
    assert [(stated.chains(P), stated.chains(Q), stated.chains(IRI(EX + "none"))) for stated in ways] == [
        (True, False, False),
        (True, False, False),
    ]
