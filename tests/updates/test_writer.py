"""Writing a durable store: each call is one revision, whole or not at all."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgqa.config import Settings
from kgqa.errors import InputError, NoGraphError, QueryError, StoreFolderError, StoreLockedError
from kgqa.model import (
    ASSERTED_GRAPH,
    INFERRED_GRAPH,
    IRI,
    LOCAL_GRAPH,
    ONTOLOGY_GRAPH,
    BlankNode,
    Literal,
    Source,
    Triple,
)
from kgqa.pipeline import KnowledgeBase
from kgqa.store import open_revision, write_revision
from kgqa.updates import Writer, Written, hold_server
from tests.updates.plain import after
from tests.updates.reasoned import ONTOLOGY, PREFIXES, faults, history

if TYPE_CHECKING:
    from pathlib import Path

A, B, C, P, PARENT = (IRI(f"urn:x:{name}") for name in ("a", "b", "c", "p", "parent"))
ONE, TWO = IRI("urn:g:one"), IRI("urn:g:two")
FACT = Triple(A, P, B)
PARENTS = f"{PREFIXES} INSERT DATA {{ :a :parent :b . :b :parent :c }}"


@pytest.fixture
def writer(tmp_path: Path) -> Writer:
    made = Writer(tmp_path / "store", Settings())
    made.update(ONTOLOGY)
    return made


def facts(writer: Writer, graph: IRI | None = None) -> set[Triple]:
    return set(open_revision(writer.folder).match(graph=graph))


def test_an_update_says_what_it_came_to(writer: Writer) -> None:
    written = writer.update(PARENTS)

    assert (written.added, written.removed, written.changed, written.created) == (2, 0, True, False)
    assert written.revision == open_revision(writer.folder).revision
    assert Triple(A, IRI("urn:x:grandparent"), C) in facts(writer, INFERRED_GRAPH)
    assert written.inferred_added == len(
        {t for t in facts(writer, INFERRED_GRAPH) if {A, B, C} & {t.subject, t.object}}
    )


def test_what_no_longer_follows_goes(writer: Writer) -> None:
    before = facts(writer)
    writer.update(PARENTS)
    written = writer.update(f"{PREFIXES} DELETE DATA {{ :a :parent :b . :b :parent :c }}")

    assert written.removed == 2
    assert written.inferred_removed > 2
    assert written.remaining == 0
    assert facts(writer) == before


def test_a_fact_that_is_stated_is_no_longer_inferred_and_comes_back(writer: Writer) -> None:
    writer.update(PARENTS)
    elder = Triple(A, IRI("urn:x:grandparent"), C)
    stated = writer.update(f"{PREFIXES} INSERT DATA {{ :a :grandparent :c }}")
    assert (stated.added, stated.inferred_removed) == (1, 1)
    assert elder in facts(writer, ASSERTED_GRAPH)
    assert elder not in facts(writer, INFERRED_GRAPH)

    taken = writer.update(f"{PREFIXES} DELETE DATA {{ :a :grandparent :c }}")
    assert (taken.removed, taken.inferred_added, taken.remaining) == (1, 1, 1)
    assert elder in facts(writer, INFERRED_GRAPH)


def test_what_is_stated_again_at_once_was_not_to_go(writer: Writer) -> None:
    writer.update(PARENTS)
    again = f"{PREFIXES} DELETE {{ ?s :parent ?o }} INSERT {{ ?s :parent ?o }} WHERE {{ ?s :parent ?o }}"
    assert writer.update(again) == Written(open_revision(writer.folder).revision, changed=False)


def test_what_changes_nothing_makes_no_revision(writer: Writer) -> None:
    first = writer.update(PARENTS)
    files = sorted(path.name for path in writer.folder.iterdir())
    for same in (
        PARENTS,
        "",
        "DELETE DATA { <urn:x:no> <urn:x:p> 1 }",
        f"{PARENTS} ; DELETE WHERE {{ <urn:no> ?p ?o }}",
    ):
        assert writer.update(same) == Written(first.revision, changed=False)
    assert sorted(path.name for path in writer.folder.iterdir()) == files


def test_a_fact_of_another_source_stays_and_is_told(writer: Writer) -> None:
    writer.post(ONE, [FACT])
    written = writer.update("DELETE DATA { <urn:x:a> <urn:x:p> <urn:x:b> }")
    assert (written.removed, written.remaining, written.changed) == (0, 1, False)

    everywhere = "DELETE { GRAPH ?g { <urn:x:a> ?p ?o } } WHERE { GRAPH ?g { <urn:x:a> ?p ?o } }"
    with pytest.raises(QueryError, match="kept by kgqa itself") as refused:
        writer.update(f"{PARENTS} ; {everywhere}")
    assert "FILTER" in str(refused.value)
    assert writer.update("DELETE DATA { GRAPH <urn:g:one> { <urn:x:a> <urn:x:p> <urn:x:b> } }").removed == 1


@pytest.mark.parametrize(
    "request_",
    [
        "INSERT DATA { GRAPH <urn:kgqa:inferred> { <urn:a> <urn:b> <urn:c> } }",
        "INSERT DATA { GRAPH <urn:kgqa:meta> { <urn:a> <urn:b> <urn:c> } }",
        "WITH <urn:kgqa:asserted> INSERT { <urn:a> <urn:b> <urn:c> } WHERE {}",
        "CLEAR GRAPH <urn:kgqa:inferred>",
        "COPY DEFAULT TO <urn:kgqa:anything>",
        "MOVE <urn:kgqa:inferred> TO DEFAULT",
        "CREATE GRAPH <urn:kgqa:meta:lines:x>",
        "COPY <urn:kgqa:meta> TO <urn:x:copy>",
        "DROP SILENT GRAPH <urn:kgqa:meta>",
    ],
)
def test_what_kgqa_keeps_cannot_be_written(writer: Writer, request_: str) -> None:
    before = open_revision(writer.folder).revision
    with pytest.raises(QueryError, match="kept by kgqa itself"):
        writer.update(request_)
    assert open_revision(writer.folder).revision == before


@pytest.mark.parametrize(
    ("request_", "told"),
    [
        ("LOAD <http://example.org/data.ttl>", "LOAD is refused"),
        ("INSERT DATA { <urn:a> <urn:b> 1 } ; load silent <file:///etc/passwd> INTO GRAPH <urn:g>", "LOAD is refused"),
        ("INSERT { ?s ?p ?o } WHERE { SERVICE <http://example.org/> { ?s ?p ?o } }", "SERVICE is refused"),
        ("INSERT DATA { <urn:a> <urn:b> }", "error at 1:31"),
        ("INSERT DATA { <urn:a> <urn:b> 1 } ;\nDELETE WHERE { ?s ?p }", "error at 2:2"),
        ("INSERT DATA { ?x <urn:b> 1 }", "ariable"),
        ("SELECT * { ?s ?p ?o }", "not expected"),
        ("INSERT DATA { <urn:a> <urn:b> 1 ", "ends before"),
        ("PREFIX", "ends within"),
        ("CLEAR GRAPH <urn:g:none>", "no graph"),
        ("CREATE GRAPH <urn:kgqa:local>", "already"),
        ("INSERT DATA { <relative> <urn:b> 1 }", "error at"),
        ("INSERT DATA { <urn:a> <urn:b> <<( <urn:a> <urn:b> 1 )>> }", "RDF 1.2"),
        ("DROP GRAPH <urn:g:none", "not expected"),
    ],
)
def test_what_is_malformed_or_refused_changes_nothing(writer: Writer, request_: str, told: str) -> None:
    before = open_revision(writer.folder).revision
    with pytest.raises(QueryError, match=told):
        writer.update(f"{request_}")
    assert open_revision(writer.folder).revision == before


def test_a_request_is_whole_or_not_at_all(writer: Writer) -> None:
    before = facts(writer)
    with pytest.raises(QueryError):
        writer.update(f"{PARENTS} ; DROP GRAPH <urn:g:none>")
    assert facts(writer) == before


def test_words_in_texts_and_names_are_no_keywords(writer: Writer) -> None:
    writer.update("INSERT DATA { <urn:x:load> <urn:x:service> 'LOAD; SERVICE } \\u007D' } # ; LOAD <x>")
    assert len(facts(writer, LOCAL_GRAPH)) == 1


def test_an_operation_sees_what_follows_from_those_before_it(writer: Writer) -> None:
    writer.update(f"{PARENTS} ; INSERT {{ ?x :p ?y }} WHERE {{ ?x :grandparent ?y }}")
    assert Triple(A, P, C) in facts(writer, LOCAL_GRAPH)


def test_the_dataset_of_the_protocol_is_that_of_the_patterns(writer: Writer) -> None:
    writer.post(ONE, [Triple(A, P, B)])
    writer.post(TWO, [Triple(A, P, C)])
    writer.update("INSERT { <urn:x:found> <urn:x:q> ?o } WHERE { ?s <urn:x:p> ?o }", using=[TWO])
    writer.update("INSERT { <urn:x:named> <urn:x:q> ?o } WHERE { GRAPH ?g { ?s <urn:x:p> ?o } }", using_named=[ONE])

    assert {str(t.subject) + str(t.object) for t in facts(writer, LOCAL_GRAPH)} == {
        "<urn:x:found><urn:x:c>",
        "<urn:x:named><urn:x:b>",
    }
    with pytest.raises(QueryError, match="twice"):
        writer.update("WITH <urn:g:one> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", using=[TWO])


def test_graphs_are_put_posted_to_and_deleted(writer: Writer) -> None:
    assert writer.put(ONE, [FACT]).created
    assert not writer.put(ONE, [Triple(A, P, C)]).created
    assert facts(writer, ONE) == {Triple(A, P, C)}
    assert not writer.put(ONE, [Triple(A, P, C)]).changed
    assert writer.post(ONE, [FACT]).added == 1
    assert writer.put(None, [FACT]).added == 1
    assert facts(writer, LOCAL_GRAPH) == {FACT}
    gone = writer.delete(ONE)
    assert (gone.removed, gone.changed) == (2, True)
    assert ONE not in open_revision(writer.folder).graphs()
    with pytest.raises(NoGraphError):
        writer.delete(ONE)
    assert writer.put(TWO, []).created
    assert TWO in open_revision(writer.folder).graphs()
    assert writer.delete(None).removed == 1
    with pytest.raises(QueryError, match="kept by kgqa itself"):
        writer.put(INFERRED_GRAPH, [FACT])


def test_blank_nodes_are_new_in_each_write(writer: Writer) -> None:
    for _ in range(2):
        writer.post(ONE, [Triple(BlankNode("x"), P, A), Triple(BlankNode("x"), P, B)])
    writer.update("INSERT DATA { _:x <urn:x:p> <urn:x:a> }")
    assert len({triple.subject for triple in facts(writer, ASSERTED_GRAPH) if triple.predicate == P}) == 3


def test_equal_histories_have_equal_names(tmp_path: Path) -> None:
    names = []
    for store in ("one", "two"):
        writer = Writer(tmp_path / store, Settings())
        writer.update(ONTOLOGY)
        writer.put(ONE, [FACT])
        names.append(writer.update(f"{PARENTS} ; INSERT {{ [] :p ?x }} WHERE {{ ?x :parent ?y }}").revision)
    assert names[0] == names[1]
    assert writer.put(ONE, []).revision != Writer(tmp_path / "one", Settings()).put(TWO, []).revision


def test_files_are_loaded_beside_what_was_written(writer: Writer, tmp_path: Path) -> None:
    file = tmp_path / "tree.ttl"
    file.write_text("<urn:x:a> <urn:x:parent> <urn:x:b> .\n<urn:x:b> <urn:x:parent> <urn:x:c> .\n")
    loaded = writer.load([file])
    assert (loaded.added, loaded.removed, loaded.created) == (2, 0, True)
    source = open_revision(writer.folder).source_of(Triple(B, PARENT, C))
    assert source == Source("urn:kgqa:source:tree.ttl", "tree.ttl")

    file.write_text("<urn:x:a> <urn:x:parent> <urn:x:b> .\n")
    again = writer.load([file])
    assert (again.added, again.removed) == (0, 1)
    assert not faults(open_revision(writer.folder))
    with pytest.raises(InputError):
        writer.load([tmp_path / "missing.ttl"])


def test_a_file_may_bring_a_schema(writer: Writer, tmp_path: Path) -> None:
    writer.update(PARENTS)
    file = tmp_path / "schema.ttl"
    file.write_text("<urn:x:parent> <http://www.w3.org/2000/01/rdf-schema#subPropertyOf> <urn:x:near> .")
    assert writer.load([file]).inferred_added >= 2
    assert Triple(A, IRI("urn:x:near"), B) in facts(writer, INFERRED_GRAPH)


def test_a_dropped_source_leaves_no_line_and_its_name_free(writer: Writer, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "tree.ttl").write_text(f"<urn:x:{folder}> <urn:x:p> 1 .")
    writer.load([tmp_path / "one" / "tree.ttl"])
    writer.update("DROP GRAPH <urn:kgqa:source:tree.ttl> ; INSERT DATA { <urn:x:one> <urn:x:p> 1 }")
    store = open_revision(writer.folder)
    assert {store.source_of(t) for t in store.match(graph=LOCAL_GRAPH)} == {Source(LOCAL_GRAPH.value)}
    writer.load([tmp_path / "two" / "tree.ttl"])
    assert len(facts(writer, IRI("urn:kgqa:source:tree.ttl"))) == 1


def test_the_other_engine_derives_anew(tmp_path: Path) -> None:
    writer = Writer(tmp_path / "store", Settings(engine="owlrl"))
    writer.update("PREFIX owl: <http://www.w3.org/2002/07/owl#> INSERT DATA { <urn:x:p> a owl:SymmetricProperty }")
    writer.put(ONE, [FACT])
    assert Triple(B, P, A) in facts(writer, INFERRED_GRAPH)
    writer.delete(ONE)
    assert Triple(B, P, A) not in facts(writer)


@settings(max_examples=10)
@given(updates=history)
def test_a_durable_store_is_what_a_fresh_derivation_gives(tmp_path_factory: pytest.TempPathFactory, updates) -> None:  # type: ignore[no-untyped-def]
    writer = Writer(tmp_path_factory.mktemp("kept") / "store", Settings())
    for update in (ONTOLOGY, *updates):
        writer.update(update)
        store = open_revision(writer.folder)
        assert not faults(store)
        del store


def test_a_damaged_closure_is_derived_anew(writer: Writer) -> None:
    writer.update(PARENTS)
    for image in writer.folder.glob("*.closure"):
        image.write_bytes(b"nothing")
    writer.update(f"{PREFIXES} INSERT DATA {{ :c :parent :d }}")
    assert not faults(open_revision(writer.folder))
    assert len(KnowledgeBase.load(store=writer.folder, settings=Settings()).closure) > 10


def test_a_store_that_is_damaged_is_left_as_it_is(writer: Writer) -> None:
    (writer.folder / "current").write_text("nothing\n")
    with pytest.raises(InputError, match="damaged"):
        writer.put(ONE, [FACT])
    (writer.folder / "current").write_text("r000001\n")
    assert writer.put(ONE, [FACT]).changed
    for table in (writer.folder / "r000002").glob("MANIFEST*"):
        table.write_bytes(b"nothing")
    with pytest.raises(InputError, match="cannot be read"):
        writer.put(TWO, [FACT])


def test_a_newer_format_is_refused(writer: Writer) -> None:
    (writer.folder / "format").write_text("99\n")
    for use in (lambda: open_revision(writer.folder), lambda: writer.put(ONE, [FACT])):
        with pytest.raises(InputError, match="format '99'"):
            use()


def test_one_writer_at_a_time(writer: Writer) -> None:
    with write_revision(writer.folder) as store:
        store.put(ONE, [FACT])
        with pytest.raises(StoreLockedError, match="another process is writing"):
            writer.put(TWO, [FACT])


def told_by(program: str, folder: Path) -> str:
    """What a process of its own prints, which writes a store; forked from here it would lack RocksDB's threads."""
    head = """
import resource, signal, sys
from pathlib import Path
from kgqa.config import Settings
from kgqa.errors import KgqaError
from kgqa.model import IRI, Triple
from kgqa.updates import Writer, hold_server
writer = Writer(Path(sys.argv[1]), Settings())
def put(name):
    try:
        return writer.put(IRI(name), [Triple(IRI("urn:x:a"), IRI("urn:x:p"), IRI("urn:x:b"))]).changed
    except KgqaError as error:
        return str(error)
"""
    command = [sys.executable, "-c", head + program, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    return done.stdout + done.stderr


def test_a_full_disk_loses_nothing(writer: Writer) -> None:
    before = open_revision(writer.folder).revision
    names = sorted(path.name for path in writer.folder.iterdir() if path.suffix != ".lock")
    full = """
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
print(put("urn:g:one"))
"""
    assert "the disk is full: nothing was changed" in told_by(full, writer.folder)
    assert open_revision(writer.folder).revision == before
    assert sorted(path.name for path in writer.folder.iterdir() if path.suffix != ".lock") == names
    assert writer.put(ONE, [FACT]).changed


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreFolderError, match="cannot be written"):
        Writer(tmp_path / "file" / "store", Settings()).put(ONE, [FACT])


def test_beside_a_server_that_writes_nobody_else_does(writer: Writer) -> None:
    with hold_server(writer.folder):
        assert "a server writes this store" in told_by('print(put("urn:g:one"))', writer.folder)
        second = """
try:
    with hold_server(writer.folder): pass
except KgqaError as error:
    print(error)
"""
        assert "another server writes this store" in told_by(second, writer.folder)
        assert writer.put(ONE, [FACT]).changed
    assert told_by('print(put("urn:g:two"))', writer.folder) == "True\n"


def test_what_a_server_forked_writes_for_it_and_does_not_outlive_it(writer: Writer) -> None:
    forked = """
import os, time
with hold_server(writer.folder):
    if os.fork() == 0:
        print(put("urn:g:one"), flush=True)
        os.kill(os.getppid(), signal.SIGKILL)
        time.sleep(2)
    else:
        os.wait()
"""
    assert told_by(forked, writer.folder).startswith("True")
    with hold_server(writer.folder):
        assert FACT in facts(writer, ONE)


def test_a_reader_keeps_its_revision_over_a_hundred_others(writer: Writer) -> None:
    reader = open_revision(writer.folder)
    before = set(reader.match())
    for number in range(100):
        with write_revision(writer.folder) as store:
            store.put(ONE, [Triple(A, P, IRI(f"urn:x:{number}"))])
    assert set(reader.match()) == before
    assert len(list(writer.folder.glob("r??????"))) <= 3
    assert len(list(writer.folder.iterdir())) < 20


def test_the_ontology_may_be_changed(writer: Writer) -> None:
    writer.update(PARENTS)
    writer.update(
        f"{PREFIXES} DELETE {{ GRAPH {ONTOLOGY_GRAPH} {{ :grandparent ?p ?o }} }} "
        f"WHERE {{ GRAPH {ONTOLOGY_GRAPH} {{ :grandparent ?p ?o }} }}"
    )
    assert Triple(A, IRI("urn:x:grandparent"), C) not in facts(writer)


text = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=12)


@settings(max_examples=60)
@given(text, st.sampled_from(['"{}"', "'{}'", '"""{}"""', "'''{}'''"]))
def test_any_text_is_written_as_it_is(value: str, quoted: str) -> None:
    escaped = "".join(f"\\u{ord(c):04X}" if ord(c) < 0x10000 else f"\\U{ord(c):08X}" for c in value)
    for form in (escaped, value.translate({i: f"\\u{i:04X}" for i in (*range(32), 34, 39, 92)})):
        store = after(f"INSERT DATA {{ <urn:x:a> <urn:x:p> {quoted.format(form)} }}")
        assert [t.object for t in store.match(graph=LOCAL_GRAPH)] == [Literal(value)]
