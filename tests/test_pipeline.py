"""The knowledge base: files in, questions answered, facts explained; closures kept and shared."""

import threading
from dataclasses import replace

import pytest

from kgqa import IRI, KnowledgeBase, Settings, Triple
from kgqa.errors import FormatError, GoneError, InputError
from kgqa.model import Literal

TREE = """
@prefix : <urn:x:> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:mother a owl:ObjectProperty, owl:FunctionalProperty ; rdfs:label "mother"@en .
:child owl:inverseOf :mother ; a owl:ObjectProperty ; rdfs:label "child"@en .
:ann rdfs:label "Ann Lee" ; :mother :eve ; :height 180 .
:eve rdfs:label "Eve Lee" .
"""
MOTHER, CHILD, ANN, EVE = (IRI(f"urn:x:{name}") for name in ("mother", "child", "ann", "eve"))


@pytest.fixture
def settings(tmp_path):
    return Settings(cache=tmp_path / "cache")


@pytest.fixture
def tree(tmp_path, settings):
    path = tmp_path / "tree.ttl"
    path.write_text(TREE)
    return KnowledgeBase.load(path, settings=settings)


def test_a_question_is_answered_from_what_is_derived(tree):
    answer = tree.ask("Who is Eve Lee's child?")
    assert (answer.status, answer.source, answer.certainty) == ("answered", "graph", "derived")
    assert [(item.label, item.value) for item in answer.answers] == [("Ann Lee", "urn:x:ann")]
    assert answer.answers[0].proof.premises[0].source.file == "tree.ttl"


def test_the_same_question_has_the_same_answer(tree):
    one, two = (tree.ask("Who is Ann Lee's mother?") for _ in range(2))
    assert one.id != two.id
    assert (one.answers, one.text, one.reading, one.revision) == (two.answers, two.text, two.reading, two.revision)


def test_what_was_answered_before_is_given_again_with_its_conversation(tree):
    one, two = (tree.reply("Who is Ann Lee's mother?") for _ in range(2))

    assert two.made is tree.reply("Who is Ann Lee's mother?").made
    assert replace(one.answer, id="", conversation="", elapsed_ms=0) == replace(
        two.answer, id="", conversation="", elapsed_ms=0
    )
    assert {one.conversation, two.conversation} - {""} == {one.answer.conversation, two.answer.conversation}
    asked_back = tree.ask("Who is her child?", conversation=two.conversation)
    assert {candidate.label for candidate in asked_back.candidates} == {"Ann Lee", "Eve Lee"}
    assert tree.ask("Who is her child?").status == "not_understood"
    assert tree.ask("Who is her child?", conversation=one.conversation).status == "ambiguous"


def test_questions_answered_from_what_is_kept_are_counted_as_well(tree):
    for _ in range(3):
        tree.ask("Who is Ann Lee's mother?")
    assert tree.costs.total.questions == 3


def test_a_question_whose_caller_has_gone_is_not_worked_out(tree):
    with pytest.raises(GoneError):
        tree.ask("Who is Ann Lee's mother?", cancelled=lambda: True)


@pytest.mark.parametrize(
    "terms",
    [
        ("Eve Lee", "child", "Ann Lee"),
        ("urn:x:eve", "<urn:x:child>", ":ann"),
        ("eve lee", "Child", "ANN LEE"),
        (EVE, CHILD, ANN),
    ],
)
def test_terms_are_iris_prefixed_names_or_labels(tree, terms):
    (proof,) = tree.explain(*terms)
    assert proof.fact == Triple(EVE, CHILD, ANN)
    assert proof.text


def test_a_property_may_be_named_by_the_end_of_its_iri(tmp_path, settings):
    path = tmp_path / "tree.ttl"
    path.write_text(
        TREE.replace(":height", ":bodyHeight").replace('rdfs:label "Ann Lee"', 'a :Person ; rdfs:label "Ann Lee"')
    )
    kb = KnowledgeBase.load(path, settings=settings)
    assert kb.explain("Ann Lee", "bodyHeight", "180") == kb.explain("Ann Lee", "body height", "180")
    assert len(kb.explain("Ann Lee", "a", ":Person")) == 1


def test_a_value_is_named_as_it_is_written(tree):
    (proof,) = tree.explain("Ann Lee", "height", "180")
    assert isinstance(proof.fact.object, Literal)
    assert tree.explain("Ann Lee", "height", "181") == []


def test_unknown_names_are_refused_with_close_ones(tree):
    with pytest.raises(InputError, match="did you mean 'Ann Lee'"):
        tree.explain("Anne Lee", "mother", "Eve Lee")


@pytest.mark.parametrize("name", ["<a b>", ":<", "<>", "<relative>", 'x:"'])
def test_what_is_no_iri_is_refused(tree, name):
    with pytest.raises(InputError, match="no absolute IRI"):
        tree.explain(name, "mother", "Eve Lee")


def test_a_supposition_changes_nothing(tree):
    found = tree.what_if([("Ann Lee", "mother", "Ann Lee")])
    assert [conflict.rule.name for conflict in found.conflicts] == ["prp-fp"]
    assert not tree.conflicts()
    assert len(list(tree.inferred())) == len(set(tree.inferred()))


def test_entailment_of_a_graph_whose_blank_nodes_stand_for_something(tree, tmp_path):
    (tmp_path / "yes.ttl").write_text("<urn:x:eve> <urn:x:child> [ <urn:x:mother> <urn:x:eve> ] .")
    (tmp_path / "no.ttl").write_text("<urn:x:ann> <urn:x:child> [] .")
    assert tree.entails(tmp_path / "yes.ttl")
    assert not tree.entails(tmp_path / "no.ttl")


def test_the_graph_as_rdflib_sees_it(tree):
    assert len(tree.graph) == len(list(tree.asserted())) + len(list(tree.inferred()))


def test_a_closure_is_kept_and_named_by_its_content(tree, tmp_path, settings):
    again = KnowledgeBase.load(tmp_path / "tree.ttl", settings=settings)
    assert again.revision == tree.revision
    (tmp_path / "tree.ttl").write_text(TREE + ":bob :mother :eve .")
    changed = KnowledgeBase.load(tmp_path / "tree.ttl", settings=settings)
    assert changed.revision != tree.revision
    assert len(changed.explain("urn:x:eve", "child", "urn:x:bob")) == 1


def test_without_a_cache_the_closure_is_built_in_memory(tmp_path):
    (tmp_path / "tree.ttl").write_text(TREE)
    (tmp_path / "blocked").write_text("a file where the folder should be")
    kb = KnowledgeBase.load(tmp_path / "tree.ttl", settings=Settings(cache=tmp_path / "blocked"))
    assert kb.ask("Who is Eve Lee's child?").status == "answered"


def test_a_durable_store_grows_by_files(tmp_path, settings):
    (tmp_path / "tree.ttl").write_text(TREE)
    (tmp_path / "more.ttl").write_text("<urn:x:bob> <urn:x:mother> <urn:x:eve> .")
    first = KnowledgeBase.load_into(tmp_path / "store", tmp_path / "tree.ttl", settings=settings)
    second = KnowledgeBase.load_into(tmp_path / "store", tmp_path / "more.ttl", settings=settings)
    opened = KnowledgeBase.load(store=tmp_path / "store", settings=settings)
    assert first.revision != second.revision == opened.revision
    assert len(opened.explain("Eve Lee", "child", "urn:x:bob")) == 1
    with_file = KnowledgeBase.load(tmp_path / "more.ttl", store=tmp_path / "store", settings=settings)
    assert len(with_file.explain("Eve Lee", "child", "urn:x:bob")) == 1


def test_nothing_is_half_loaded(tmp_path, settings):
    (tmp_path / "tree.ttl").write_text(TREE)
    (tmp_path / "broken.ttl").write_text("<urn:x:bob> <urn:x:mother> .")
    before = KnowledgeBase.load_into(tmp_path / "store", tmp_path / "tree.ttl", settings=settings)
    with pytest.raises(FormatError):
        KnowledgeBase.load_into(tmp_path / "store", tmp_path / "broken.ttl", settings=settings)
    assert KnowledgeBase.load(store=tmp_path / "store", settings=settings).revision == before.revision


def test_a_graph_without_labels_is_asked_by_the_words_of_its_iris(tmp_path, settings):
    path = tmp_path / "bare.nt"
    path.write_text("<http://example.org/Ann_Lee> <http://example.org/hasMother> <http://example.org/Eve_Lee> .\n")
    answer = KnowledgeBase.load(path, settings=settings).ask("Who is Ann Lee's mother?")
    assert [item.label for item in answer.answers] == ["Eve Lee"]
    assert answer.answers[0].proof.source.line == 1


def test_many_threads_ask_at_once(tree):
    expected = tree.ask("Who is Ann Lee's mother?").answers
    found = []
    threads = [
        threading.Thread(target=lambda: found.append(tree.ask("Who is Ann Lee's mother?").answers)) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected] * 8


def test_the_plan_is_readable(tree):
    assert "?y child ?x if ?x mother ?y  [prp-inv2]" in tree.plan()


def test_a_file_of_the_same_name_elsewhere_is_another_source(tmp_path, settings):
    for folder, fact in (("a", ":bob :mother :eve ."), ("b", ":cy :mother :eve .")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "tree.ttl").write_text(TREE + fact)
    for folder in ("a", "b", "a"):
        kb = KnowledgeBase.load_into(tmp_path / "store", tmp_path / folder / "tree.ttl", settings=settings)
    assert [item.value for item in kb.ask("Who are Eve Lee's children?").answers] == [
        "urn:x:ann",
        "urn:x:bob",
        "urn:x:cy",
    ]
    (tmp_path / "b" / "tree.ttl").write_text(TREE)
    kb = KnowledgeBase.load_into(tmp_path / "store", tmp_path / "b" / "tree.ttl", settings=settings)
    assert len(kb.ask("Who are Eve Lee's children?").answers) == 2


def test_a_file_given_twice_is_one_source(tmp_path, settings):
    (tmp_path / "tree.ttl").write_text(TREE)
    kb = KnowledgeBase.load(tmp_path / "tree.ttl", tmp_path / "." / "tree.ttl", settings=settings)
    assert len([graph for graph in kb.store.asserted_graphs() if "tree" in graph.value]) == 1


@pytest.mark.parametrize("source", ["urn:kgqa:inferred", "urn:kgqa:ontology", "not an iri", "_:b"])
def test_a_source_that_cannot_be_is_refused(tmp_path, settings, source):
    (tmp_path / "tree.ttl").write_text(TREE)
    with pytest.raises(InputError):
        KnowledgeBase.load_into(tmp_path / "store", tmp_path / "tree.ttl", source=source, settings=settings)


def test_graphs_and_facts_of_rdflib(tree):
    from rdflib import Graph, URIRef

    graph = Graph().parse(data="<urn:x:eve> <urn:x:child> [] .", format="turtle")
    assert tree.entails(graph)
    eve, child, ann = (URIRef(f"urn:x:{name}") for name in ("eve", "child", "ann"))
    assert tree.what_if([(eve, child, ann)]).known == (Triple(EVE, CHILD, ANN),)


def test_a_declared_property_may_be_named_before_it_is_used(tmp_path, settings):
    path = tmp_path / "tree.ttl"
    path.write_text(TREE.replace(":mother :eve ;", ""))
    kb = KnowledgeBase.load(path, settings=settings)
    assert kb.explain("Ann Lee", "mother", "Eve Lee") == []
    assert len(kb.what_if([("Ann Lee", "mother", "Eve Lee")]).entailed) == 1


def test_an_answer_shows_itself_in_a_notebook(tmp_path, settings):
    path = tmp_path / "tree.ttl"
    path.write_text(TREE.replace("Eve Lee", "Eve <b>Lee</b>"))
    shown = KnowledgeBase.load(path, settings=settings).ask("Who is Ann Lee's mother?")._repr_html_()
    assert "Eve &lt;b&gt;Lee&lt;/b&gt;" in shown
    assert "<b>" not in shown
    assert "stated in tree.ttl" in shown


def test_two_files_may_speak_in_one_named_graph(tmp_path, settings):
    for name in ("one", "two"):
        (tmp_path / f"{name}.nq").write_text(f'<urn:x:{name}> <urn:x:p> "{name}" <urn:x:shared> .\n')
    for name in ("one", "two"):
        kb = KnowledgeBase.load_into(tmp_path / "store", tmp_path / f"{name}.nq", settings=settings)
    assert len(list(kb.store.match(graph=IRI("urn:x:shared")))) == 2


def test_a_named_graph_of_one_file_is_replaced_with_it(tmp_path, settings):
    for text in ("old", "new"):
        (tmp_path / "one.nq").write_text(f'<urn:x:a> <urn:x:p> "{text}" <urn:x:own> .\n')
        kb = KnowledgeBase.load_into(tmp_path / "store", tmp_path / "one.nq", settings=settings)
    assert [triple.object for triple in kb.store.match(graph=IRI("urn:x:own"))] == [Literal("new")]


def test_a_store_keeps_the_identity_it_was_reasoned_with(tmp_path, settings):
    from dataclasses import replace

    (tmp_path / "tree.ttl").write_text(TREE + ":ann :mother :eva .")
    merging = replace(settings, unique_names=False)
    KnowledgeBase.load_into(tmp_path / "store", tmp_path / "tree.ttl", settings=merging)
    opened = KnowledgeBase.load(store=tmp_path / "store", settings=settings)
    assert not opened.settings.unique_names
    assert len(opened.explain(EVE, IRI("http://www.w3.org/2002/07/owl#sameAs"), IRI("urn:x:eva"))) == 1


def test_a_knowledge_base_that_is_let_go_holds_nothing_open(tmp_path, settings):
    import gc
    from weakref import ref

    (tmp_path / "tree.ttl").write_text(TREE)
    kb = KnowledgeBase.load(tmp_path / "tree.ttl", settings=settings)
    kb.ask("Who is Ann Lee's mother?")
    kb.verify("Ann Lee's mother is Eve Lee.")
    kept = ref(kb.store)
    del kb
    gc.collect()
    assert kept() is None


def test_terms_that_suppositions_bring_are_not_kept_for_ever(tree, monkeypatch):
    monkeypatch.setattr("kgqa.reasoned._MOST_ADDED", 20)
    again = KnowledgeBase(tree.store, tree.settings)
    most = 0
    for number in range(100):
        found = again.what_if(add=[("urn:x:ann", "urn:x:mother", f"urn:x:new{number}")])
        assert any(triple.predicate == CHILD for triple in found.entailed)
        most = max(most, again.closure.dictionary.added)

    first = KnowledgeBase(tree.store, tree.settings).closure.dictionary.added
    assert first <= most < first + 40
    assert again.explain("Eve Lee", "child", "Ann Lee")
