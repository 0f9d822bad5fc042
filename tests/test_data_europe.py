"""The demonstration graph's European families hold together as genealogy, before any reasoning."""

from __future__ import annotations

from collections import Counter
from graphlib import TopologicalSorter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rdflib import RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace, URIRef

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib.term import Node

FAMILY = Namespace("https://w3id.org/kgqa/family#")
PEOPLE = Namespace("https://w3id.org/kgqa/people/")
DATA = Path(__file__).resolve().parent.parent / "data"
FAMILIES = ("british-royals.ttl", "darwin-wedgwood.ttl")
PLACES = ("places-europe.ttl", "places-us.ttl")
DATES = {FAMILY.birthDate, FAMILY.deathDate, FAMILY.marriageDate, FAMILY.divorceDate}
NAMES = {FAMILY.title, FAMILY.occupation, FAMILY.givenName, FAMILY.maidenName, FAMILY.nickname}
LINKS = {
    FAMILY.hasFather,
    FAMILY.hasMother,
    FAMILY.familyHusband,
    FAMILY.familyWife,
    FAMILY.birthPlace,
    FAMILY.deathPlace,
    FAMILY.marriagePlace,
    FAMILY.locatedIn,
}
STATED = DATES | NAMES | LINKS | {FAMILY.sex, RDF.type, RDFS.label, SKOS.altLabel}
Day = tuple[int, ...]


def _read(*names: str) -> Graph:
    graph = Graph()
    for name in names:
        graph.parse(DATA / name, format="turtle")
    return graph


@pytest.fixture(scope="module")
def families() -> Graph:
    return _read(*FAMILIES)


@pytest.fixture(scope="module")
def everything() -> Graph:
    return _read(*FAMILIES, *PLACES)


def _date(graph: Graph, subject: Node | None, predicate: URIRef) -> Day | None:
    """As many of year, month and day as are stated: compare over their common length."""
    value = graph.value(subject, predicate)
    return tuple(int(part.rstrip("~")) for part in str(value).split("-")) if value is not None else None


def _surely_before(first: Day | None, second: Day | None) -> bool:
    if first is None or second is None:
        return False
    shared = min(len(first), len(second))
    return first[:shared] < second[:shared]


def _years(first: Day | None, second: Day | None) -> int | None:
    return None if first is None or second is None else second[0] - first[0]


def _parents(graph: Graph) -> Iterator[tuple[Node, URIRef, Node]]:
    for relation in (FAMILY.hasFather, FAMILY.hasMother):
        for child, parent in graph.subject_objects(relation):
            yield child, relation, parent


def test_the_files_hold_people_marriages_and_places(everything: Graph) -> None:
    kinds = Counter(everything.objects(None, RDF.type))
    assert kinds[FAMILY.Person] >= 550
    assert kinds[FAMILY.Family] >= 150
    assert kinds[FAMILY.Place] >= 200


def test_only_base_facts_are_stated(everything: Graph) -> None:
    assert set(everything.predicates()) - STATED == set()


def test_every_person_is_told_apart_by_one_label_and_one_sex(families: Graph) -> None:
    people = set(families.subjects(RDF.type, FAMILY.Person))
    labels = Counter(label for person in people for label in families.objects(person, RDFS.label))
    assert [person for person in people if len(set(families.objects(person, RDFS.label))) != 1] == []
    assert [label for label, count in labels.items() if count > 1] == []
    sexes = {person: set(families.objects(person, FAMILY.sex)) for person in people}
    assert [p for p, sex in sexes.items() if sex not in ({Literal("male")}, {Literal("female")})] == []


@pytest.mark.parametrize("relation", [FAMILY.hasFather, FAMILY.hasMother, FAMILY.birthDate, FAMILY.deathDate])
def test_nobody_has_two(families: Graph, relation: URIRef) -> None:
    counts = Counter(families.subjects(relation, None))
    assert [person for person, count in counts.items() if count > 1] == []


def test_fathers_and_husbands_are_male_and_mothers_and_wives_female(families: Graph) -> None:
    for relation, sex in (("hasFather", "male"), ("familyHusband", "male"), ("hasMother", "female")):
        wrong = {p for p in families.objects(None, FAMILY[relation]) if str(families.value(p, FAMILY.sex)) != sex}
        assert wrong == set()
    wives = set(families.objects(None, FAMILY.familyWife))
    assert {wife for wife in wives if str(families.value(wife, FAMILY.sex)) != "female"} == set()


def test_whatever_is_referred_to_is_defined(everything: Graph) -> None:
    wanted = {(link, target) for link in LINKS for target in everything.objects(None, link)}
    place_links = {FAMILY.birthPlace, FAMILY.deathPlace, FAMILY.marriagePlace, FAMILY.locatedIn}
    kind = {link: FAMILY.Place if link in place_links else FAMILY.Person for link in LINKS}
    assert [str(target) for link, target in wanted if (target, RDF.type, kind[link]) not in everything] == []


def test_every_place_lies_in_what_the_rest_of_its_name_says(everything: Graph) -> None:
    for place in _read("places-europe.ttl").subjects(RDF.type, FAMILY.Place):
        first, _, rest = str(everything.value(place, RDFS.label)).partition(", ")
        around = everything.value(place, FAMILY.locatedIn)
        assert (str(everything.value(around, RDFS.label)) if around else "") == rest
        assert not rest or Literal(first) in set(everything.objects(place, SKOS.altLabel))


@pytest.mark.parametrize("name", [*FAMILIES, "places-europe.ttl"])
def test_everything_is_defined_in_one_file_only(name: str) -> None:
    others = [path.name for path in DATA.glob("*.ttl") if path.name != name]
    elsewhere = set(_read(*others).subjects(RDF.type, None))
    assert set(_read(name).subjects(RDF.type, None)) & elsewhere == set()


def test_dates_are_written_as_their_types_say(families: Graph) -> None:
    for predicate in DATES:
        for literal in families.objects(None, predicate):
            assert isinstance(literal, Literal)
            typed = literal.datatype in {XSD.date, XSD.gYearMonth, XSD.gYear}
            assert not literal.ill_typed
            assert typed or str(literal).endswith("~")


def test_nobody_is_their_own_ancestor(families: Graph) -> None:
    order: TopologicalSorter[Node] = TopologicalSorter()
    for child, _, parent in _parents(families):
        order.add(child, parent)
    order.prepare()  # raises CycleError where there is one


def test_parents_were_of_an_age_to_be_parents(families: Graph) -> None:
    limits = {FAMILY.hasFather: range(14, 81), FAMILY.hasMother: range(13, 56)}
    for child, relation, parent in _parents(families):
        born = _date(families, child, FAMILY.birthDate)
        age = _years(_date(families, parent, FAMILY.birthDate), born)
        assert age is None or age in limits[relation], (child, parent, age)
        gap = _years(_date(families, parent, FAMILY.deathDate), born)
        assert gap is None or gap <= (1 if relation == FAMILY.hasFather else 0), (child, parent, gap)


def test_a_mother_lived_to_bear_her_child(families: Graph) -> None:
    for child, mother in families.subject_objects(FAMILY.hasMother):
        died, born = _date(families, mother, FAMILY.deathDate), _date(families, child, FAMILY.birthDate)
        assert not _surely_before(died, born), (child, mother)


def test_lives_run_from_birth_to_death(families: Graph) -> None:
    for person in families.subjects(RDF.type, FAMILY.Person):
        born, died = _date(families, person, FAMILY.birthDate), _date(families, person, FAMILY.deathDate)
        assert not _surely_before(died, born), person
        assert (_years(born, died) or 0) <= 105, person


def test_people_married_within_their_lives_and_divorced_after(families: Graph) -> None:
    for marriage in families.subjects(RDF.type, FAMILY.Family):
        wed, parted = _date(families, marriage, FAMILY.marriageDate), _date(families, marriage, FAMILY.divorceDate)
        assert not _surely_before(parted, wed), marriage
        for role in (FAMILY.familyHusband, FAMILY.familyWife):
            partner = families.value(marriage, role)
            born, died = _date(families, partner, FAMILY.birthDate), _date(families, partner, FAMILY.deathDate)
            assert (_years(born, wed) or 18) >= 15, marriage
            assert not _surely_before(died, wed), marriage
            assert not _surely_before(died, parted), marriage


def test_the_line_from_victoria_to_philip_is_there(families: Graph) -> None:
    line = ["Prince_Philip", "Alice_of_Battenberg", "Victoria_of_Hesse", "Alice_of_the_United_Kingdom"]
    mothers = [families.value(PEOPLE[name], FAMILY.hasMother) for name in line]
    assert mothers == [PEOPLE[name] for name in [*line[1:], "Queen_Victoria"]]


def test_charles_and_emma_darwin_had_ten_children(families: Graph) -> None:
    theirs = set(families.subjects(FAMILY.hasFather, PEOPLE.Charles_Darwin))
    assert len(theirs) == 10
    assert theirs == set(families.subjects(FAMILY.hasMother, PEOPLE.Emma_Wedgwood))
