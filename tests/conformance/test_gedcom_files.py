"""GEDCOM files that others wrote: whole, damaged, in every character set. They stay outside the repository."""

from __future__ import annotations

import gzip
import json
import os
import re
from collections import defaultdict
from pathlib import Path

import pytest

from kgqa.errors import FormatError
from kgqa.load.gedcom import read_gedcom
from kgqa.load.gedcom.text import read_text
from kgqa.model import IRI, RDF_TYPE, RDFS_LABEL

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / os.environ.get("KGQA_DATA", "../shared/data") / "gedcom"
FILES = sorted(path for path in FOLDER.rglob("*") if path.suffix.lower() in {".ged", ".gdz"})
FAMILY = "https://w3id.org/kgqa/family#"
PERSON = re.compile(r"^\s*0+\s+(?:@[^@\n]*@\s*)?INDI\b", re.MULTILINE)

pytestmark = pytest.mark.skipif(not FILES, reason="no GEDCOM files: set KGQA_DATA to the folder that has gedcom/")


def load(name: str):
    return read_gedcom(FOLDER / name, IRI(f"urn:kgqa:source:{Path(name).name.replace(' ', '%20')}"))


def of_class(loaded, name: str) -> set:
    return {t.subject for t in loaded.triples if t.predicate == RDF_TYPE and t.object == IRI(FAMILY + name)}


def pairs(loaded, name: str) -> list[tuple]:
    return [(t.subject, t.object) for t in loaded.triples if t.predicate == IRI(FAMILY + name)]


def facts_without_source(name: str) -> set[tuple[str, str, str]]:
    loaded = load(name)
    base = loaded.source.value
    return {tuple(str(term).replace(base, "") for term in triple) for triple in loaded.triples}


def loaded_or_refused(path: Path):
    try:
        return load(str(path.relative_to(FOLDER)))
    except FormatError as error:
        return error


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_every_file_loads_whole_or_fails_in_one_line(path):
    loaded = loaded_or_refused(path)
    if isinstance(loaded, FormatError):
        assert "\n" not in str(loaded)
        assert loaded.remedy
        return
    text, _ = read_text(path)
    people = of_class(loaded, "Person")
    assert len(people) == len(PERSON.findall(text))
    labels = {t.subject for t in loaded.triples if t.predicate == RDFS_LABEL}
    lines = text.split("\n")
    for person in people:
        assert person in labels
        assert PERSON.match(lines[loaded.lines[person] - 1])
    assert all(1 <= problem.line <= len(lines) for problem in loaded.problems if problem.line is not None)


@pytest.mark.parametrize(("name", "people", "families"), [("royal92", 3010, 1422), ("kennedy", 208, 75)])
def test_people_and_families_are_all_there(name, people, families):
    loaded = load(f"{name}.ged")
    assert len(of_class(loaded, "Person")) == people
    assert len(of_class(loaded, "Family")) == families


def gold(name: str) -> dict[str, set[tuple[str, str]]]:
    found = defaultdict(set)
    with gzip.open(FOLDER / "gold" / f"{name}.relations.jsonl.gz", "rt") as lines:
        for row in map(json.loads, lines):
            found[row["rel"]].add((row["a"], row["b"]))
    return found


def last_segment(iri: IRI) -> str:
    return iri.value.rpartition("/")[2]


@pytest.mark.parametrize("name", ["royal92", "kennedy"])
def test_fathers_and_mothers_are_those_of_the_gold(name):
    loaded, expected = load(f"{name}.ged"), gold(name)
    for relation, role in (("father", "familyHusband"), ("mother", "familyWife")):
        parents = defaultdict(list)
        for union, parent in pairs(loaded, role):
            parents[union].append(parent)
        found = {
            (last_segment(child), last_segment(parent))
            for child, union in pairs(loaded, "childIn")
            for parent in parents[union]
        }
        assert found == expected[relation]


@pytest.mark.parametrize("name", ["royal92", "kennedy"])
def test_labels_are_those_of_the_gold(name):
    labels = {
        last_segment(t.subject): t.object.lexical for t in load(f"{name}.ged").triples if t.predicate == RDFS_LABEL
    }
    with gzip.open(FOLDER / "gold" / f"{name}.relations.jsonl.gz", "rt") as lines:
        for row in map(json.loads, lines):
            recorded = row["a_label"].replace("_", " ")
            assert labels[row["a"]] == (recorded or f"unnamed person {row['a']}")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("torture/willis-ansel.ged", "torture/willis-unicode-bigendian.ged"),
        ("torture/willis-ansel.ged", "torture/willis-unicode-littleendian.ged"),
        ("torture/unicode-littleendian-crlf.ged", "torture/unicode-littleendian-cronly.ged"),
        ("torture/utf8_crlf_bom.ged", "torture/utf8_cr_nobom.ged"),
        ("torture/utf8_crlf_nobom.ged", "torture/utf8_lf_nobom.ged"),
        ("torture/TGC55C.ged", "torture/TGC55CLF.ged"),
        ("gedcom7/gedcom70/maximal70.ged", "gedcom7/gedcom70/maximal70.gdz"),
    ],
)
def test_one_tree_in_two_encodings_gives_the_same_facts(one, other):
    assert facts_without_source(one) == facts_without_source(other)


def test_ansel_letters_are_right():
    labels = {t.object.lexical for t in load("torture/utf8_crlf_bom.ged").triples if t.predicate == RDFS_LABEL}
    assert {"Daniel Ćuarón", "Ellen Łowenstėin"} <= labels
