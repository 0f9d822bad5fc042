"""RDF files: every common syntax, stable blank nodes, one clear error."""

import gzip

import pytest

from kgqa.errors import FormatError, InputError
from kgqa.load.rdf import read_rdf, source_iri
from kgqa.model import IRI, BlankNode, Literal, Triple

A, P, B = IRI("urn:x:a"), IRI("urn:x:p"), IRI("urn:x:b")
FACT = Triple(A, P, B)

SYNTAXES = {
    "x.ttl": "<urn:x:a> <urn:x:p> <urn:x:b> .",
    "x.nt": "<urn:x:a> <urn:x:p> <urn:x:b> .\n",
    "x.nq": "<urn:x:a> <urn:x:p> <urn:x:b> .\n",
    "x.trig": "{ <urn:x:a> <urn:x:p> <urn:x:b> }",
    "x.n3": "<urn:x:a> <urn:x:p> <urn:x:b> .",
    "X.TTL": "<urn:x:a> <urn:x:p> <urn:x:b> .",
    "turtle-in-an.owl": "@prefix x: <urn:x:> . x:a x:p x:b .",
    "x.rdf": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="urn:x:">'
    '<rdf:Description rdf:about="urn:x:a"><x:p rdf:resource="urn:x:b"/></rdf:Description></rdf:RDF>',
    "x.jsonld": '{"@id": "urn:x:a", "urn:x:p": {"@id": "urn:x:b"}}',
}


def written(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize("name", SYNTAXES)
def test_every_common_syntax(tmp_path, name):
    (loaded,) = read_rdf(written(tmp_path, name, SYNTAXES[name]))
    assert loaded.triples == [FACT]
    assert loaded.source == source_iri(tmp_path / name)
    assert not loaded.problems


def test_compressed_files(tmp_path):
    (loaded,) = read_rdf(written(tmp_path, "x.ttl.gz", gzip.compress(b"<urn:x:a> <urn:x:p> <urn:x:b> .")))
    assert loaded.triples == [FACT]


def test_a_named_graph_of_the_file_stays_a_graph_of_its_own(tmp_path):
    quads = '<urn:x:a> <urn:x:p> <urn:x:b> .\n<urn:x:a> <urn:x:p> "c" <urn:g> .'
    own, other = read_rdf(written(tmp_path, "x.nq", quads))
    assert own.triples == [FACT]
    assert (other.source, other.triples) == (IRI("urn:g"), [Triple(A, P, Literal("c"))])


def test_our_own_graphs_in_a_dump_are_not_taken_for_facts(tmp_path):
    (loaded,) = read_rdf(written(tmp_path, "x.nq", "<urn:x:a> <urn:x:p> <urn:x:b> <urn:kgqa:inferred> ."))
    assert loaded.triples == []
    assert "urn:kgqa:inferred" in loaded.problems[0].message


def test_a_byte_order_mark_is_passed_over(tmp_path):
    (loaded,) = read_rdf(written(tmp_path, "x.ttl", b"\xef\xbb\xbf<urn:x:a> <urn:x:p> <urn:x:b> ."))
    assert loaded.triples == [FACT]


def test_a_token_without_end_is_named(tmp_path):
    with pytest.raises(FormatError, match="too long"):
        read_rdf(written(tmp_path, "x.ttl", '<urn:x:a> <urn:x:p> "' + "x" * 20_000_000 + '" .'))


def test_lines_are_kept_where_the_format_has_them(tmp_path):
    (loaded,) = read_rdf(written(tmp_path, "x.nt", "# a comment\n\n<urn:x:a> <urn:x:p> <urn:x:b> .\n"))
    assert loaded.lines == {A: 3}


def test_blank_nodes_are_those_of_the_file_and_the_same_each_time(tmp_path):
    one = written(tmp_path, "one.ttl", "_:n <urn:x:p> [] .")
    two = written(tmp_path, "two.ttl", "_:n <urn:x:p> [] .")
    nodes = [{t.subject for t in read_rdf(path)[0].triples} for path in (one, one, two)]
    assert nodes[0] == nodes[1]
    assert not nodes[0] & nodes[2]
    assert all(isinstance(node, BlankNode) for node in nodes[0])


def test_relative_iris_do_not_depend_on_the_folder(tmp_path):
    (loaded,) = read_rdf(written(tmp_path, "x.ttl", "<#a> <urn:x:p> <b> ."))
    assert loaded.triples == [Triple(IRI("file:///x.ttl#a"), P, IRI("file:///b"))]


def test_an_empty_file_is_a_problem_and_no_error(tmp_path):
    (loaded,) = read_rdf(written(tmp_path, "x.ttl", ""))
    assert [problem.message for problem in loaded.problems] == ["the file holds no triples"]


@pytest.mark.parametrize(
    ("name", "content", "line", "said"),
    [
        ("x.ttl", "<urn:x:a> <urn:x:p>\n<urn:x:b> <urn:x:c> .", 2, ""),
        ("x.nt", "<urn:x:a> <urn:x:p> <urn:x:b> .\nnonsense\n", 2, ""),
        ("x.rdf", "<rdf:RDF>\n<a", None, ""),
        ("x.txt", "hello", None, "rename"),
        ("x", "hello", None, "rename"),
        ("x.ttl", "0 HEAD\n1 SOUR X\n", 1, ".ged"),
        ("x.ttl", "<urn:x:a> <urn:x:p> <urn:x:b> .".encode("utf-16"), 1, "UTF-8"),
        ("x.owl", "Prefix(:=<urn:x:>)\nOntology()", 1, "functional"),
        ("x.jsonld", "{", None, ""),
        ("x.ttl.gz", b"no gzip at all", None, ""),
    ],
)
def test_a_broken_file_is_named_with_line_and_remedy(tmp_path, name, content, line, said):
    path = written(tmp_path, name, content)
    with pytest.raises(FormatError) as error:
        read_rdf(path)
    assert error.value.file == str(path)
    assert line is None or error.value.line == line
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_missing_files_and_folders(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        read_rdf(tmp_path / "none.ttl")
    with pytest.raises(InputError, match="folder"):
        read_rdf(tmp_path)
