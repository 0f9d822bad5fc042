"""The bundled ontologies are well-formed, wholly described, and resolve their imports among themselves."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pyoxigraph
import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection

ONTOLOGIES = Path(__file__).parent.parent / "ontologies"
FILES = sorted(ONTOLOGIES.rglob("*.ttl"))
KGQA = Namespace("https://w3id.org/kgqa/vocabulary#")
FAMILY = Namespace("https://w3id.org/kgqa/family#")
PEOPLE = Namespace("https://w3id.org/kgqa/people#")
GEOGRAPHY = Namespace("https://w3id.org/kgqa/geography#")
GEO = Namespace("http://example.org/geo/ont#")
OURS = (str(KGQA), str(FAMILY), str(PEOPLE), str(GEOGRAPHY))
SWRL = Namespace("http://www.w3.org/2003/11/swrl#")
TERM_TYPES = {
    OWL.Class,
    OWL.ObjectProperty,
    OWL.DatatypeProperty,
    OWL.AnnotationProperty,
    OWL.FunctionalProperty,
    OWL.SymmetricProperty,
    OWL.TransitiveProperty,
    RDF.Property,
}


@cache
def everything() -> Graph:
    graph = Graph()
    for path in FILES:
        graph.parse(path)
    return graph


def is_ours(term: object) -> bool:
    return isinstance(term, URIRef) and term.startswith(OURS)


def terms() -> list[URIRef]:
    typed = everything().subject_objects(RDF.type)
    return sorted({s for s, kind in typed if kind in TERM_TYPES and isinstance(s, URIRef) and is_ours(s)})


def properties() -> list[URIRef]:
    return [term for term in terms() if (term, RDF.type, OWL.Class) not in everything()]


def english(term: URIRef, *predicates: URIRef) -> list[str]:
    values = [value for predicate in predicates for value in everything().objects(term, predicate)]
    return [str(value) for value in values if isinstance(value, Literal) and value.language == "en"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_both_parsers_read_the_same_number_of_triples(path: Path) -> None:
    assert len(Graph().parse(path)) == len(set(pyoxigraph.parse(path=str(path)))) > 0


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_file_says_what_it_is(path: Path) -> None:
    graph = Graph().parse(path)
    (ontology,) = graph.subjects(RDF.type, OWL.Ontology)
    assert graph.value(ontology, RDFS.label)
    assert graph.value(ontology, RDFS.comment)
    assert path.read_text(encoding="utf-8").startswith("# ")


def test_every_term_has_one_label_and_one_definition() -> None:
    lacking = [
        term
        for term in terms()
        if len(english(term, RDFS.label)) != 1 or len(english(term, RDFS.comment, SKOS.definition)) != 1
    ]
    assert lacking == []


def test_a_hundred_kinship_properties_are_named() -> None:
    kinship = set(everything().subjects(KGQA.kinship, Literal(True)))
    assert len(kinship) > 100
    assert kinship == set(everything().subjects(KGQA.kinshipRank, None))


def test_every_term_that_is_used_is_defined() -> None:
    used = {term for triple in everything() for term in triple if is_ours(term)}
    assert sorted(used - set(terms())) == []


def test_no_two_properties_have_the_same_label() -> None:
    labels = Counter(label for term in properties() for label in english(term, RDFS.label))
    assert [label for label, times in labels.items() if times > 1] == []


def test_no_other_label_of_a_kinship_property_is_the_label_of_another() -> None:
    """A word that is the name of one relation must not be a by-name of another: "uncle" is no uncle by marriage."""
    kinship = set(everything().subjects(KGQA.kinship, Literal(True)))
    named = {label: term for term in properties() for label in english(term, RDFS.label)}
    clashes = [
        (term, word)
        for term in properties()
        if term in kinship
        for word in english(term, SKOS.altLabel, SKOS.hiddenLabel)
        if named.get(word, term) != term
    ]
    assert clashes == []


def test_no_two_kinship_properties_share_any_word() -> None:
    owners: dict[str, set[URIRef]] = {}
    for term in everything().subjects(KGQA.kinship, Literal(True)):
        assert isinstance(term, URIRef)
        for word in english(term, RDFS.label, SKOS.altLabel, SKOS.hiddenLabel):
            owners.setdefault(word.casefold(), set()).add(term)
    assert {word: found for word, found in owners.items() if len(found) > 1} == {}


@pytest.mark.parametrize(
    ("word", "term"),
    [
        ("mom", FAMILY.hasMother),
        ("mum", FAMILY.hasMother),
        ("dad", FAMILY.hasFather),
        ("kid", FAMILY.hasChild),
        ("offspring", FAMILY.hasChild),
        ("hubby", FAMILY.hasHusband),
        ("other half", FAMILY.hasSpouse),
        ("grandkids", FAMILY.hasGrandchild),
        ("half brother", FAMILY.hasHalfBrother),
        ("step-mum", FAMILY.hasStepMother),
        ("in-laws", FAMILY.hasParentInLaw),
        ("great-grandma", FAMILY.hasGreatGrandmother),
        ("nibling", FAMILY.hasNephewOrNiece),
        ("cousin", FAMILY.hasFirstCousin),
        ("birthday", FAMILY.birthDate),
        ("birthplace", FAMILY.birthPlace),
        ("birth", FAMILY.birthDate),
        ("death", FAMILY.deathDate),
        ("christening", FAMILY.christeningDate),
        ("burial", FAMILY.burialDate),
        ("wedding", FAMILY.weddingDate),
        ("divorce", FAMILY.dateOfDivorce),
        ("born", FAMILY.birthDate),
        ("born", FAMILY.birthPlace),
        ("died", FAMILY.deathPlace),
        ("buried", FAMILY.burialPlace),
        ("baptised", FAMILY.christeningPlace),
        ("married", FAMILY.weddingPlace),
        ("divorced", FAMILY.dateOfDivorce),
        ("surname", FAMILY.familyName),
        ("couple", FAMILY.hasSpouse),
        ("darling", FAMILY.hasSpouse),
        ("hometown", FAMILY.birthPlace),
        ("grandfather on the father's side", FAMILY.hasPaternalGrandfather),
        ("cousin on the mum's side", FAMILY.hasMaternalCousin),
        ("nation", PEOPLE.nationality),
        ("comes from", PEOPLE.nationality),
        ("faith", PEOPLE.religion),
        ("race", PEOPLE.ethnicity),
        ("job", PEOPLE.occupation),
        ("died of", PEOPLE.causeOfDeath),
        ("works for", PEOPLE.workplace),
        ("organization", PEOPLE.institution),
        ("lived in", PEOPLE.location),
        ("big city", GEOGRAPHY.MajorCity),
        ("flows through", GEO.traverses),
        ("adjacent to", GEO.borders),
        ("inhabitant", GEO.population),
    ],
)
def test_words_that_people_use(word: str, term: URIRef) -> None:
    assert word in english(term, RDFS.label, SKOS.altLabel, SKOS.hiddenLabel)


def test_no_class_is_without_a_name() -> None:
    """A proof would read "Tom is a something without a name": rules say who is a man instead."""
    assert set(everything().subjects(RDF.type, OWL.Restriction)) == set()


def test_imports_resolve_among_the_bundled_files() -> None:
    declared = set(everything().subjects(RDF.type, OWL.Ontology))
    assert set(everything().objects(None, OWL.imports)) <= declared
    assert len(declared) == len(FILES)


def test_nothing_imports_an_opt_in() -> None:
    imported = set(everything().objects(None, OWL.imports))
    assert not {str(iri) for iri in imported if str(iri).endswith(("-closed", "-complete"))}


def test_variables_and_properties_of_rules_are_declared() -> None:
    graph = everything()
    variables = set(graph.subjects(RDF.type, SWRL.Variable))
    for imp in graph.subjects(RDF.type, SWRL.Imp):
        body, head = graph.value(imp, SWRL.body), graph.value(imp, SWRL.head)
        assert graph.value(imp, RDFS.label)
        assert body is not None
        assert head is not None
        bound = _variables(graph, Collection(graph, body))
        assert bound <= variables
        assert _variables(graph, Collection(graph, head)) <= bound


def _variables(graph: Graph, atoms: Collection) -> set[object]:
    found: set[object] = set()
    for atom in atoms:
        found |= set(graph.objects(atom, SWRL.argument1)) | set(graph.objects(atom, SWRL.argument2))
        arguments = graph.value(atom, SWRL.arguments)
        found |= set(Collection(graph, arguments)) if arguments is not None else set()
    return {term for term in found if str(term).startswith("urn:swrl:var#")}


def test_rule_labels_are_distinct() -> None:
    labels = Counter(str(everything().value(imp, RDFS.label)) for imp in everything().subjects(RDF.type, SWRL.Imp))
    assert [label for label, times in labels.items() if times > 1] == []


def test_the_page_on_ontologies_names_every_term_of_the_vocabulary(root: Path) -> None:
    page = (root / "docs" / "ontologies.md").read_text(encoding="utf-8")
    names = [f"kgqa:{term.removeprefix(str(KGQA))}" for term in terms() if term.startswith(str(KGQA))]
    assert [name for name in names if f"`{name}`" not in page] == []
