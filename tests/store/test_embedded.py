"""One store: graphs per source, the union without doubles, sources with lines, refusals."""

import gc
from pathlib import Path

import pytest

from kgqa.errors import InputError, QueryError, StoreLockedError, StoreReadOnlyError
from kgqa.model import ASSERTED_GRAPH, INFERRED_GRAPH, IRI, Literal, Source, Triple
from kgqa.store import Solutions, Triples, build_once, open_memory, open_revision, write_revision

A, B, C, P = (IRI(f"urn:x:{name}") for name in "abcp")
ONE, TWO = IRI("urn:g:one"), IRI("urn:g:two")
FACT, OTHER, NAMED = Triple(A, P, B), Triple(B, P, C), Triple(A, P, Literal("Zoë", language="fr"))


def filled(**sources):
    store = open_memory()
    for name, triples in sources.items():
        store.put(IRI(f"urn:g:{name}"), triples, file=f"{name}.ttl", lines={A: 7})
    store.put_inferred([OTHER])
    store.merge()
    return store


def rows(store, query):
    found = store.query(query)
    assert isinstance(found, Solutions)
    return found.rows


def test_the_union_shows_asserted_and_inferred_facts():
    store = filled(one=[FACT, NAMED])
    assert set(store.match()) == {FACT, NAMED, OTHER}
    assert set(store.match(graph=ASSERTED_GRAPH)) == {FACT, NAMED}
    assert list(store.match(graph=INFERRED_GRAPH)) == [OTHER]
    assert list(store.match(A, P, B)) == [FACT]
    assert store.graphs() == [ONE, INFERRED_GRAPH]


@pytest.mark.parametrize("dataset", ["", "FROM <urn:g:one> FROM <urn:g:two>"])
def test_a_fact_of_two_sources_is_one_fact(dataset):
    store = filled(one=[FACT], two=[FACT, NAMED])
    assert list(store.match(A, P, B)) == [FACT]
    assert sorted(map(str, store.match(graph=ASSERTED_GRAPH))) == sorted(map(str, [FACT, NAMED]))
    assert len(rows(store, f"SELECT DISTINCT ?o {dataset} WHERE {{ <urn:x:a> ?p ?o }}")) == 2
    if not dataset:
        assert rows(store, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")[0][0] == Literal(
            "3", "http://www.w3.org/2001/XMLSchema#integer"
        )


def test_from_asserted_leaves_the_inferred_out():
    store = filled(one=[FACT], two=[NAMED])
    assert len(rows(store, "SELECT * FROM <urn:kgqa:asserted> { ?s ?p ?o }")) == 2
    assert len(rows(store, "SELECT * { ?s ?p ?o }")) == 3
    assert rows(store, "SELECT ?g { GRAPH ?g { <urn:x:b> ?p ?o } }") == [(INFERRED_GRAPH,)]
    assert rows(store, "SELECT * { GRAPH <urn:kgqa:meta> { ?s ?p ?o } }") == []


def test_a_fact_names_its_source_with_file_and_line():
    store = filled(one=[FACT], two=[FACT])
    assert store.source_of(FACT) == Source("urn:g:one", "one.ttl", 7)
    assert store.source_of(OTHER) is None


def test_construct_ask_and_limits():
    store = filled(one=[FACT, NAMED])
    assert store.query("CONSTRUCT { ?o ?p ?s } WHERE { ?s ?p ?o FILTER isIRI(?o) }", limit=1) == Triples(
        [Triple(B, P, A)]
    ) or store.query("ASK { <urn:x:a> ?p ?o }")
    assert store.query("ASK { <urn:x:a> <urn:x:p> <urn:x:b> }") is True
    assert len(rows(store, "SELECT * { ?s ?p ?o }")) == 3
    found = store.query("SELECT * { ?s ?p ?o }", limit=2)
    assert isinstance(found, Solutions)
    assert len(found.rows) == 2


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * {",
        "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }",
        "select * { service silent ?x { ?s ?p ?o } }",
        "INSERT DATA { <urn:x:a> <urn:x:p> <urn:x:b> }",
    ],
)
def test_broken_and_refused_queries(query):
    with pytest.raises(QueryError):
        filled(one=[FACT]).query(query)


GLUED = "PREFIX a: <http://127.0.0.1:1/> PREFIX : <http://127.0.0.1:1/> "


@pytest.mark.parametrize(
    "pattern",
    [
        "?s ?p 1e3SERVICE <http://127.0.0.1:1/> {}",
        "{}serviceSILENT<http://127.0.0.1:1/>{}",
        "SERVICESILENTa:b{}",
        "SERVICEa:b {}",
        "{} SERVICE:b # a comment\n {}",
        "?s ?p 1e3SERVICEa:b {}",
        "FILTER(true)SERVICE?x{}",
    ],
)
def test_service_is_seen_where_no_space_parts_it_from_the_rest(pattern):
    with pytest.raises(QueryError, match="SERVICE is refused"):
        filled(one=[FACT]).query(f"{GLUED}SELECT * {{ {pattern} }}")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM <urn:kgqa:meta> { ?s ?p ?o }",
        "PREFIX k: <urn:kgqa:> SELECT * FROM k:meta FROM k:empty { ?s ?p ?o }",
        "SELECT * FROM <urn:kgqa:\\u006deta> { ?s ?p ?o }",
        "SELECT * FROM NAMED <urn:kgqa:meta> { GRAPH ?g { ?s ?p ?o } }",
        "SELECT * FROM <urn:g:one> FROMNAMED<urn:kgqa:meta> { GRAPH ?g { ?s ?p ?o } }",
    ],
)
def test_what_a_store_records_of_itself_is_in_no_dataset(query):
    """It has the places of files, which are nobody's business."""
    store = filled(one=[FACT])
    assert rows(store, query) == []


def test_graphs_of_a_dataset_may_be_named_in_any_way():
    store = filled(one=[FACT])
    one = ONE.value
    for prologue, name in (("", f"<{one}>"), (f"PREFIX p: <{one}>", "p:"), (f"BASE <{one}>", "<>")):
        assert len(rows(store, f"{prologue} SELECT * FROM {name} {{ ?s ?p ?o }}")) == 1
        assert rows(store, f"{prologue} SELECT * FROM NAMED {name} {{ ?s ?p ?o }}") == []
    assert len(rows(store, "PREFIX k: <urn:kgqa:> SELECT * FROM k:asserted { ?s ?p ?o }")) == 1


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { service:a service:p ?o ; a:service ?service }",
        "SELECT * { GRAPH service:g { ?s ?p _:service } }",
        "SELECT * FROM NAMED service:g { ?s ?p ?o }",
    ],
)
def test_names_of_services_are_no_services(query):
    prefixes = f"{GLUED}PREFIX service: <urn:x:> "
    assert rows(filled(one=[FACT]), prefixes + query) == []


def test_the_word_service_in_a_string_or_a_comment_is_no_service():
    store = filled(one=[FACT])
    assert rows(store, 'SELECT * { ?s ?p "SERVICE" } # SERVICE') == []


def test_replacing_a_source_drops_what_it_said():
    store = filled(one=[FACT], two=[NAMED])
    store.put(ONE, [OTHER])
    store.put(TWO, [])
    assert list(store.match(graph=ASSERTED_GRAPH)) == [OTHER]
    assert store.source_of(OTHER) == Source("urn:g:one")


def test_a_published_revision_is_what_readers_see(tmp_path: Path):
    with write_revision(tmp_path) as store:
        store.put(ONE, [FACT], file="one.ttl")
        store.set_revision("first.1")
    reader = open_revision(tmp_path)
    with write_revision(tmp_path) as store:
        store.put(TWO, [OTHER])
        store.set_revision("second.2")
    assert (reader.revision, set(reader.match())) == ("first.1", {FACT})
    later = open_revision(tmp_path)
    assert (later.revision, set(later.match())) == ("second.2", {FACT, OTHER})
    with pytest.raises(StoreReadOnlyError):
        later.put(ONE, [])


def test_a_failed_write_leaves_the_last_revision(tmp_path: Path):
    with write_revision(tmp_path) as store:
        store.put(ONE, [FACT])
    with pytest.raises(RuntimeError), write_revision(tmp_path) as store:
        store.put(ONE, [])
        raise RuntimeError
    assert list(open_revision(tmp_path).match()) == [FACT]


def test_a_second_writer_is_refused(tmp_path: Path):
    with (
        write_revision(tmp_path),
        pytest.raises(StoreLockedError, match="another process"),
        write_revision(tmp_path),
    ):
        pass


def test_a_folder_without_a_store_is_named(tmp_path: Path):
    with pytest.raises(InputError, match="no store"):
        open_revision(tmp_path)


def test_a_revision_that_is_open_is_not_removed(tmp_path: Path):
    for number in range(3):
        with write_revision(tmp_path) as store:
            store.put(ONE, [FACT])
            store.set_revision(f"{number}")
        if number == 0:
            reader = open_revision(tmp_path)
    assert (tmp_path / "r000001").is_dir()
    assert list(reader.match()) == [FACT]
    del reader
    gc.collect()
    with write_revision(tmp_path) as store:
        store.set_revision("3")
    assert not (tmp_path / "r000001").exists()


@pytest.mark.parametrize("current", [b"\xff\xfe\x00", b"../elsewhere", b""])
def test_a_damaged_folder_has_no_store(tmp_path: Path, current: bytes):
    with write_revision(tmp_path) as store:
        store.put(ONE, [FACT])
    (tmp_path / "current").write_bytes(current)
    with pytest.raises(InputError, match="no store"):
        open_revision(tmp_path)
    assert list(build_once(tmp_path, lambda store: store.put(ONE, [OTHER])).match()) == [OTHER]


def test_what_is_built_once_is_not_built_again(tmp_path: Path):
    built = []
    for _ in range(2):
        build_once(tmp_path, lambda store: built.append(store.put(ONE, [FACT])))
    assert len(built) == 1


@pytest.mark.parametrize("iri", ["a:%", "a://[", "http://[::"])
def test_what_is_no_iri_for_the_store_is_not_in_it(iri):
    store = open_memory()
    strange = Triple(IRI(iri), IRI(iri), IRI(iri))
    assert list(store.match(*strange)) == []
    assert list(store.match(graph=IRI(iri))) == []
    assert store.source_of(strange) is None
