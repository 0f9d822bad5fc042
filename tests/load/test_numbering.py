"""Files into numbers: the same facts, labels, problems and errors as when they are read as triples."""

import bz2
import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.errors import FormatError, InputError
from kgqa.load import read_sources
from kgqa.load.numbering import read_numbered

FIRST_LITERAL = 1 << 30
LOW = (1 << 32) - 1
TURTLE = """@prefix x: <urn:x:> .
x:a x:p x:b, "one", "eins"@DE, "1"^^<http://www.w3.org/2001/XMLSchema#integer>, _:n .
_:n x:p [ x:q _:n ], x:a .
"""
QUADS = """_:g <urn:x:p> _:a _:g .
<urn:x:a> <urn:x:p> "c" <urn:g> .
<urn:x:a> <urn:x:p> _:lost <urn:kgqa:inferred> .
<urn:x:a> <urn:x:p> _:b .
"""
LINES = r"""# A comment, then a blank line.

<urn:x:a> <urn:x:p> <urn:x:b> .
<urn:x:b> <urn:x:p> <urn:x:a> . # the other way round
<urn:x:b> <urn:x:p> "two words" .
<urn:x:a> <urn:x:p> "two words" .
<urn:x:a> <urn:x:q> "tab\t, caf\u00e9" .
<urn:x:a> <urn:x:q> "café"@FR .
<urn:x:a> <urn:x:q> "café"@fr--ltr .
_:n <urn:x:p> _:m .
_:m <urn:x:p> _:n .
<urn:x:a> <urn:x:p> <<( <urn:x:a> <urn:x:p> <urn:x:b> )>> .
<urn:x:a> <urn:x:p> <urn:x:b> .
"""
ODD = {
    "tabs between words": "<urn:x:a>\t<urn:x:p>\t<urn:x:b> .\n<urn:x:a>\t<urn:x:p>\t_:c .\n",
    "no blanks": "<urn:x:a><urn:x:p><urn:x:b>.\n<urn:x:c><urn:x:p> <urn:x:b> .\n",
    "escapes in IRIs": "<urn:x:a> <urn:x:p> <urn:x:\\u0061> .\n<urn:x:\\u0061> <urn:x:p> <urn:x:b> .\n",
    "two blanks": "<urn:x:a>  <urn:x:p>  <urn:x:b> .\n<urn:x:a> <urn:x:p> <urn:x:b> .\n",
    "blanks before": "  <urn:x:a> <urn:x:p> <urn:x:b> .\n",
    "carriage returns": "<urn:x:a> <urn:x:p> <urn:x:b> .\r\n# x\r\n<urn:x:a> <urn:x:p> _:c .\r\n",
    "carriage returns alone": "# x\r<urn:x:a> <urn:x:p> <urn:x:b> .\r<urn:x:a> <urn:x:p> <urn:x:c> .\r# y z\r",
    "a mark at the beginning": "\ufeff<urn:x:a> <urn:x:p> <urn:x:b> .\n",
    "no last line end": "<urn:x:a> <urn:x:p> <urn:x:b> .\n<urn:x:a> <urn:x:p> <urn:x:b> .",
    "nothing": "# a comment of several words\n",
}


def facts(read):
    terms = [
        *(read.resources.term(number) for number in range(len(read.resources))),
        *(read.literals.term(number) for number in range(len(read.literals))),
    ]

    def term(number):
        return terms[number - FIRST_LITERAL + len(read.resources) if number >= FIRST_LITERAL else number]

    return {
        (term(key >> 32), term(predicate), term(key & LOW)) for predicate, keys in read.facts.items() for key in keys
    }


def is_read_alike(*paths):
    read, parts = read_numbered(paths, FIRST_LITERAL), read_sources(paths)
    assert facts(read) == {tuple(triple) for part in parts for triple in part.triples}
    assert read.problems == tuple((part.file, problem) for part in parts for problem in part.problems)
    return read


def written(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(("name", "content"), [("x.ttl", TURTLE), ("x.nq", QUADS), ("x.nt", LINES)])
def test_the_facts_are_those_that_are_read_as_triples(tmp_path, name, content):
    is_read_alike(written(tmp_path, name, content))


@pytest.mark.parametrize("kind", ODD)
def test_n_triples_written_in_another_way_are_read_all_the_same(tmp_path, kind):
    is_read_alike(written(tmp_path, "x.nt", ODD[kind]))


def test_compressed_files(tmp_path):
    first = written(tmp_path, "x.nt.gz", gzip.compress(LINES.encode()))
    is_read_alike(first, written(tmp_path, "y.ttl.bz2", bz2.compress(TURTLE.encode())))


def test_files_do_not_share_their_blank_nodes_and_a_file_twice_is_read_once(tmp_path):
    first, second = written(tmp_path, "x.nt", LINES), written(tmp_path, "y.nt", LINES)
    is_read_alike(first, second, first)


def test_a_gedcom_brings_its_ontology(tmp_path):
    is_read_alike(written(tmp_path, "x.ged", "0 HEAD\n1 CHAR UTF-8\n0 @I1@ INDI\n1 NAME Ada /Byron/\n0 TRLR\n"))


def test_imports_are_found_among_the_files_and_the_bundled_ontologies(tmp_path):
    owl = "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
    own = written(tmp_path, "own.ttl", owl + "<urn:own> a owl:Ontology .")
    imports = "<urn:own>, <urn:missing>, <https://w3id.org/kgqa/vocabulary>"
    read = is_read_alike(written(tmp_path, "x.ttl", f"{owl}<urn:x> owl:imports {imports} ."), own)
    assert any("urn:missing" in problem.message for _, problem in read.problems)


@pytest.mark.parametrize("line", ["<urn:x:a> <urn:x:p> .", "<urn:x:a> <p> <urn:x:b> .", '"a" <urn:x:p> "b" .', "junk"])
def test_a_bad_line_is_told_as_elsewhere(tmp_path, line):
    path = written(tmp_path, "x.nt", f"<urn:x:a> <urn:x:p> <urn:x:b> .\n{line}\n")
    with pytest.raises(FormatError) as told:
        read_numbered([path], FIRST_LITERAL)
    with pytest.raises(FormatError) as expected:
        read_sources([path])
    assert str(told.value) == str(expected.value)
    assert told.value.line == 2


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        read_numbered([tmp_path / "x.nt"], FIRST_LITERAL)


def test_progress_is_told_file_by_file(tmp_path):
    told = []
    read_numbered([written(tmp_path, "x.nt", LINES)], FIRST_LITERAL, lambda what, done: told.append((what, done)))
    assert told == [("x.nt", LINES.count("\n"))]


WORDS = st.sampled_from(["<urn:x:a>", "<urn:x:b>", "_:n", "_:m"])
ENDS = st.one_of(WORDS, st.sampled_from(['"a b"', '"a"@en', '"a"@EN', r'"\u0061"', '"a"', '"1"^^<urn:x:t>', "#", ""]))
GAPS = st.sampled_from([" ", " ", " ", " ", "\t", "  ", ""])
STOPS = st.sampled_from([" .\n", " .\n", ".\n", " . # x\n", " .\r\n", " .\r", "\n"])


@given(st.lists(st.tuples(WORDS, GAPS, st.sampled_from(["<urn:x:p>", "<urn:x:q>"]), GAPS, ENDS, STOPS), max_size=8))
def test_any_lines_give_the_same_facts_or_the_same_error(tmp_path_factory, lines):
    path = written(tmp_path_factory.mktemp("lines"), "x.nt", "".join(map("".join, lines)))
    assert outcome(lambda: numbered_facts(path)) == outcome(lambda: stated_facts(path))


def outcome(read):
    try:
        return read()
    except FormatError as error:
        return str(error)


def numbered_facts(path):
    read = read_numbered([path], FIRST_LITERAL)
    return facts(read), [problem for _, problem in read.problems]


def stated_facts(path):
    (part,) = read_sources([path])
    return {tuple(triple) for triple in part.triples}, list(part.problems)
