"""The American half of the demonstration graph: base facts only, and none that nature or the calendar forbids."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from rdflib import RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace, URIRef

from kgqa import dates, model

DATA = Path(__file__).parent.parent / "data"
PEOPLE_FILES = ["us-first-families.ttl", "kennedy.ttl", "film-families.ttl"]
FILES = [*PEOPLE_FILES, "places-us.ttl"]
FAMILY = Namespace("https://w3id.org/kgqa/family#")
PEOPLE = Namespace("https://w3id.org/kgqa/people/")
PLACES = Namespace("https://w3id.org/kgqa/places/")
EDTF = URIRef("http://id.loc.gov/datatypes/edtf/EDTF")
SASHA, MALIA = PEOPLE.Sasha_Obama, PEOPLE.Malia_Obama
MARY_LEE, TOM_CRUISE = PEOPLE.Mary_Lee_Pfeiffer, PEOPLE.Tom_Cruise

PARENTS = {FAMILY.hasFather, FAMILY.hasMother}
DATES = {FAMILY.birthDate, FAMILY.deathDate, FAMILY.marriageDate, FAMILY.divorceDate}
PLACED = {FAMILY.birthPlace, FAMILY.deathPlace, FAMILY.marriagePlace, FAMILY.locatedIn}
NAMES = {RDFS.label, SKOS.altLabel, FAMILY.maidenName}
MARRIED = {FAMILY.familyHusband, FAMILY.familyWife, FAMILY.adoptedIn}
BASE = {RDF.type, FAMILY.sex, FAMILY.occupation} | PARENTS | DATES | PLACED | NAMES | MARRIED


@cache
def read(name: str) -> Graph:
    return Graph().parse(DATA / name)


@cache
def everything() -> Graph:
    graph = Graph()
    for name in FILES:
        graph += read(name)
    return graph


@cache
def people() -> frozenset[URIRef]:
    return frozenset(s for s in everything().subjects(RDF.type, FAMILY.Person) if isinstance(s, URIRef))


def parents(person: URIRef) -> list[URIRef]:
    found = [o for predicate in PARENTS for o in everything().objects(person, predicate)]
    return [parent for parent in found if isinstance(parent, URIRef)]


def days(subject: URIRef, predicate: URIRef) -> tuple[int, int] | None:
    """The earliest and the latest day of a date that is bounded on both sides."""
    value = everything().value(subject, predicate)
    if not isinstance(value, Literal):
        return None
    read_date = dates.interval(model.Literal(str(value), datatype=str(value.datatype)))
    assert read_date is not None, f"{subject}: {value} is no date"
    assert read_date.earliest is not None
    assert read_date.latest is not None
    return read_date.earliest, read_date.latest


def years(subject: URIRef, start: URIRef, other: URIRef, end: URIRef) -> tuple[float, float] | None:
    """The least and the most years from a date of one subject to a date of another."""
    first, last = days(subject, start), days(other, end)
    if first is None or last is None:
        return None
    return (last[0] - first[1]) / 365.25, (last[1] - first[0]) / 365.25


def test_there_are_enough_people() -> None:
    assert len(people()) >= 190


def test_each_person_is_described_in_one_file() -> None:
    for person in people():
        files = [name for name in FILES if (person, RDF.type, FAMILY.Person) in read(name)]
        assert len(files) == 1, f"{person} is in {files}"
        elsewhere = [name for name in FILES if name not in files and (person, None, None) in read(name)]
        assert not elsewhere, f"{person} has facts in {elsewhere}"


@pytest.mark.parametrize("name", FILES)
def test_only_base_facts_are_stated(name: str) -> None:
    stated = {triple for triple in read(name) if triple[1] not in BASE}
    exception = {(MALIA, FAMILY.hasFullSister, SASHA)}
    assert stated == (exception if name == "us-first-families.ttl" else set())


@pytest.mark.parametrize("name", FILES)
def test_each_file_says_what_it_holds_and_whence(name: str) -> None:
    first_lines = (DATA / name).read_text(encoding="utf-8").split("\n\n", 1)[0].splitlines()
    assert all(line.startswith("#") for line in first_lines)
    assert "general knowledge" in "\n".join(first_lines)


def test_each_subject_has_one_plain_label() -> None:
    for subject in set(everything().subjects()):
        labels = list(everything().objects(subject, RDFS.label))
        assert len(labels) == 1, f"{subject}: {labels}"
        assert (subject, SKOS.altLabel, labels[0]) not in everything()


def test_what_is_named_is_described() -> None:
    kinds = {FAMILY.Person: PEOPLE, FAMILY.Family: PEOPLE, FAMILY.Place: PLACES}
    targets = {o for p in PARENTS | PLACED | MARRIED for o in everything().objects(None, p)} | {SASHA}
    for target in targets:
        kind = everything().value(target, RDF.type)
        assert isinstance(kind, URIRef), f"{target} is not described"
        assert str(target).startswith(kinds[kind])


def test_each_place_lies_in_the_place_its_name_says() -> None:
    for place in everything().subjects(RDF.type, FAMILY.Place):
        label = str(everything().value(place, RDFS.label))
        wider = everything().value(place, FAMILY.locatedIn)
        assert (wider is None) == (", " not in label), f"{place}: {label}"
        if wider is not None:
            assert label.endswith(f", {everything().value(wider, RDFS.label)}")


def test_everyone_but_two_has_a_sex_and_parents_agree_with_it() -> None:
    without = {person for person in people() if (person, FAMILY.sex, None) not in everything()}
    assert without == {SASHA, MARY_LEE}
    roles = {FAMILY.hasFather: "male", FAMILY.familyHusband: "male"}
    roles |= {FAMILY.hasMother: "female", FAMILY.familyWife: "female"}
    for role, sex in roles.items():
        for person in set(everything().objects(None, role)) - {MARY_LEE}:
            assert set(everything().objects(person, FAMILY.sex)) == {Literal(sex)}, f"{person} as {role}"


@pytest.mark.parametrize("predicate", sorted((PARENTS | DATES | PLACED | MARRIED) - {FAMILY.adoptedIn}))
def test_nothing_has_two_fathers_births_or_deaths(predicate: URIRef) -> None:
    subjects = list(everything().subjects(predicate))
    assert len(subjects) == len(set(subjects)) > 0


def test_every_date_is_at_a_precision_the_vocabulary_knows() -> None:
    for predicate in DATES:
        for value in everything().objects(None, predicate):
            assert isinstance(value, Literal)
            assert value.datatype in {XSD.date, XSD.gYearMonth, XSD.gYear, EDTF}
            assert dates.interval(model.Literal(str(value), datatype=str(value.datatype))) is not None


def test_death_follows_birth_within_a_life_span() -> None:
    for person in people():
        span = years(person, FAMILY.birthDate, person, FAMILY.deathDate)
        assert span is None or (span[1] >= 0 and span[0] <= 105), f"{person}: {span}"


@pytest.mark.parametrize(
    ("role", "youngest", "oldest", "after_death"), [("hasFather", 14, 80, 0.8), ("hasMother", 13, 55, 0)]
)
def test_parents_were_alive_and_of_an_age_to_be_parents(
    role: str, youngest: int, oldest: int, after_death: float
) -> None:
    for child, _, parent in everything().triples((None, FAMILY[role], None)):
        assert isinstance(child, URIRef)
        assert isinstance(parent, URIRef)
        age = years(parent, FAMILY.birthDate, child, FAMILY.birthDate)
        assert age is None or (age[1] >= youngest and age[0] <= oldest), f"{parent} of {child}: {age}"
        late = years(parent, FAMILY.deathDate, child, FAMILY.birthDate)
        assert late is None or late[0] <= after_death, f"{child} was born after the death of {parent}"


def test_nobody_is_an_ancestor_of_himself() -> None:
    def climb(person: URIRef, below: tuple[URIRef, ...]) -> None:
        assert person not in below, f"{person} is among his own ancestors"
        for parent in parents(person):
            climb(parent, (*below, person))

    for person in people():
        climb(person, ())


def test_spouses_were_grown_up_and_alive_when_they_married_and_parted() -> None:
    for family in everything().subjects(RDF.type, FAMILY.Family):
        assert isinstance(family, URIRef)
        married = years(family, FAMILY.marriageDate, family, FAMILY.divorceDate)
        assert married is None or married[1] >= 0, f"{family} was dissolved before it began"
        for role in (FAMILY.familyHusband, FAMILY.familyWife):
            spouse = everything().value(family, role)
            assert isinstance(spouse, URIRef), f"{family} lacks its {role}"
            age = years(spouse, FAMILY.birthDate, family, FAMILY.marriageDate)
            assert age is None or 15 <= age[1] <= 90, f"{spouse} in {family}: {age}"
            for event in (FAMILY.marriageDate, FAMILY.divorceDate):
                left = years(family, event, spouse, FAMILY.deathDate)
                assert left is None or left[1] >= 0, f"{spouse} was dead: {event} of {family}"


def test_children_of_one_mother_are_twins_or_months_apart() -> None:
    for mother in people():
        children = [child for child in everything().subjects(FAMILY.hasMother, mother) if child in people()]
        births = [days(URIRef(str(child)), FAMILY.birthDate) for child in children]
        exact = sorted(birth[0] for birth in births if birth is not None and birth[0] == birth[1])
        gaps = [later - earlier for earlier, later in pairwise(exact)]
        assert all(gap <= 1 or gap > 240 for gap in gaps), f"children of {mother}: {gaps}"


def test_sasha_obama_is_stated_only_as_the_full_sister_of_malia() -> None:
    assert set(everything().subject_predicates(SASHA)) == {(MALIA, FAMILY.hasFullSister)}
    assert not set(everything().predicates(SASHA)) & (PARENTS | {FAMILY.sex})
    assert set(parents(MALIA)) == {PEOPLE.Barack_Obama, PEOPLE.Michelle_Obama}


def test_mary_lee_pfeiffer_is_stated_only_as_the_mother_of_tom_cruise() -> None:
    assert set(everything().subject_predicates(MARY_LEE)) == {(TOM_CRUISE, FAMILY.hasMother)}
    assert not set(everything().predicates(MARY_LEE)) & {FAMILY.sex, FAMILY.hasChild, FAMILY.hasSon}
