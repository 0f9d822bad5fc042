"""From files to a saved closure: the same that the store would hold."""

import pytest

from kgqa.bulk import derive_files, read_facts
from kgqa.cli import main
from kgqa.errors import FormatError, InputError
from kgqa.load import demonstration_files, read_sources
from kgqa.model import IRI, BlankNode, Literal, Triple
from kgqa.reason import derive, opened, saved

GRAPH = """@prefix : <urn:x:> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
:hasParent owl:inverseOf :hasChild . :hasAncestor a owl:TransitiveProperty .
:name a owl:DatatypeProperty ; <http://www.w3.org/2000/01/rdf-schema#subPropertyOf> :label .
:a :hasParent :b ; :hasAncestor :b ; :name "Ada", "Ada"@en . :b :hasAncestor _:c . _:c :name "42"^^:kind .
"""
A, B = IRI("urn:x:a"), IRI("urn:x:b")


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "graph.ttl"
    path.write_text(GRAPH, encoding="utf-8")
    return path


def test_a_closure_of_files_is_the_closure_of_their_triples(file):
    closure, problems = derive_files([file])
    assert set(closure.match()) == set(
        derive(triple for part in read_sources([file]) for triple in part.triples).match()
    )
    assert Triple(B, IRI("urn:x:hasChild"), A) in closure
    assert not problems


def test_the_demonstration_graph():
    files = demonstration_files()[:1]
    closure, _ = derive_files(files)
    assert len(closure) == len(derive(triple for part in read_sources(files) for triple in part.triples))


def test_what_is_saved_is_opened_with_every_term(file, tmp_path):
    closure, _ = derive_files([file])
    saved(closure, tmp_path / "x.closure")
    again = opened(tmp_path / "x.closure")
    assert set(again.match()) == set(closure.match())
    assert set(again.asserted()) == set(closure.asserted())
    for term in (
        A,
        Literal("Ada"),
        Literal("Ada", language="en"),
        Literal("42", "urn:x:kind"),
        BlankNode("graph-ttl-b0"),
    ):
        number = again.dictionary.find(term)
        assert number is not None
        assert again.dictionary.term(number) == term
    assert again.dictionary.find(IRI("urn:x:other")) is None


def test_a_closure_that_was_opened_is_changed_and_saved_again(file, tmp_path):
    closure, _ = derive_files([file])
    saved(closure, tmp_path / "x.closure")
    again = opened(tmp_path / "x.closure")
    again.change(add=[Triple(IRI("urn:x:new"), IRI("urn:x:name"), Literal("New"))])
    saved(again, tmp_path / "y.closure")
    third = opened(tmp_path / "y.closure")
    assert Triple(IRI("urn:x:new"), IRI("urn:x:label"), Literal("New")) in third
    assert set(third.match()) == set(again.match())


def test_facts_added_to_a_closure_of_files_follow_the_parsed_terms(file):
    closure, _ = derive_files([file])
    closure.change(add=[Triple(IRI("urn:x:new"), IRI("urn:x:hasParent"), A)])
    assert Triple(A, IRI("urn:x:hasChild"), IRI("urn:x:new")) in closure


def test_terms_that_no_file_can_hold_are_not_found(file):
    dictionary, _, _ = read_facts([file])
    for term in (IRI("no IRI"), BlankNode("not a label"), Literal("x", language="no language")):
        assert dictionary.find(term) is None
    assert [dictionary.find(A), dictionary.find(Literal("Ada"))] == [
        dictionary.encode(A),
        dictionary.encode(Literal("Ada")),
    ]


def test_progress_names_the_file_and_the_facts_derived(file):
    told = []
    derive_files([file], progress=lambda what, done: told.append(what))
    assert [*dict.fromkeys(told)] == ["graph.ttl", "facts derived"]


def test_a_broken_file_is_told_with_its_line(tmp_path):
    path = tmp_path / "x.nt"
    path.write_text("<urn:x:a> <urn:x:p> <urn:x:b> .\n<urn:x:a> .\n", encoding="utf-8")
    with pytest.raises(FormatError) as error:
        derive_files([path])
    assert (error.value.file, error.value.line) == (str(path), 2)


def test_the_command_line_saves_a_closure(file, tmp_path, capsys):
    assert main(["reason", "-g", str(file), "--closure", str(tmp_path / "x.closure")]) == 0
    assert "x.closure" in capsys.readouterr().out
    assert Triple(B, IRI("urn:x:hasChild"), A) in opened(tmp_path / "x.closure")


@pytest.mark.parametrize("options", [["--plan"], ["--inferred-only"], ["--output", "x.nt"]])
def test_a_closure_is_saved_alone(file, tmp_path, capsys, options):
    assert main(["reason", "-g", str(file), "--closure", str(tmp_path / "x.closure"), *options]) == 2
    assert "--closure" in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_told_before_anything_is_read(tmp_path, capsys):
    assert main(["reason", "-g", "missing.ttl", "--closure", str(tmp_path / "none" / "x.closure")]) == 2
    assert "no such folder" in capsys.readouterr().err


def test_a_damaged_closure_is_refused(tmp_path):
    file = tmp_path / "some.closure"
    saved(derive([]), str(file))
    whole = file.read_bytes()
    for damaged in (b"", whole[:40], whole[:-30], whole[:60] + b"\xff" * 80 + whole[140:]):
        file.write_bytes(damaged)
        with pytest.raises(InputError, match="closure"):
            opened(file)
