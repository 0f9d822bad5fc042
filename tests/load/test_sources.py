"""Several files and what they import, resolved without a network."""

from kgqa.load import read_sources
from kgqa.load.bundled import bundled_ontologies, demonstration_files
from kgqa.model import ONTOLOGY_GRAPH

FAMILY = "https://w3id.org/kgqa/family"


def test_a_bundled_import_comes_with_its_own_imports(tmp_path):
    path = tmp_path / "mine.ttl"
    path.write_text(f"<urn:x:mine> <http://www.w3.org/2002/07/owl#imports> <{FAMILY}> .")
    mine, *imported = read_sources([path])
    assert mine.imports == (FAMILY,)
    assert {part.source for part in imported} == {ONTOLOGY_GRAPH}
    assert {"family.ttl", "kgqa.ttl", "schema.ttl"} <= {part.file for part in imported}
    assert len({part.file for part in imported}) == len(imported)


def test_an_import_that_is_nowhere_is_a_problem(tmp_path):
    path = tmp_path / "mine.ttl"
    path.write_text("<urn:x:mine> <http://www.w3.org/2002/07/owl#imports> <urn:x:nowhere> .")
    problems = [problem.message for part in read_sources([path]) for problem in part.problems]
    assert len(problems) == 1
    assert "urn:x:nowhere" in problems[0]


def test_an_import_may_be_among_the_files_given(tmp_path):
    (tmp_path / "one.ttl").write_text("<urn:x:one> <http://www.w3.org/2002/07/owl#imports> <urn:x:two> .")
    (tmp_path / "two.ttl").write_text("<urn:x:two> a <http://www.w3.org/2002/07/owl#Ontology> .")
    parts = read_sources([tmp_path / "one.ttl", tmp_path / "two.ttl"])
    assert [part.file for part in parts] == ["one.ttl", "two.ttl"]


def test_a_gedcom_brings_the_family_ontology(tmp_path):
    path = tmp_path / "small.ged"
    path.write_text("0 HEAD\n1 GEDC\n2 VERS 5.5.1\n1 CHAR UTF-8\n0 @I1@ INDI\n1 NAME Ann /Lee/\n0 TRLR\n")
    parts = read_sources([path])
    assert "family.ttl" in {part.file for part in parts}
    assert any(t.subject.value.endswith("/I1") for t in parts[0].triples)


def test_two_files_of_one_name_are_two_sources(tmp_path):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.ttl").write_text("<urn:x:a> <urn:x:p> <urn:x:b> .")
    parts = read_sources([tmp_path / "a" / "x.ttl", tmp_path / "b" / "x.ttl"])
    assert len({part.source for part in parts}) == 2


def test_the_demonstration_graph_imports_the_family_ontology():
    assert demonstration_files()
    assert FAMILY in bundled_ontologies()
    assert FAMILY in {iri for part in read_sources(demonstration_files()) for iri in part.imports}
