"""The verdict on claims of three parts: names, directions, values at their precision."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kgqa.ask.form import Class, Entity, Overlap
from kgqa.model import Literal
from kgqa.verify.claim import Claim, Stated
from tests.verify.graphs import BASE, COMPANY, COUNTRIES, iri, judge_of, knowledge

if TYPE_CHECKING:
    from kgqa.verify.judge import Judge


@pytest.fixture(scope="module")
def countries(tmp_path_factory: pytest.TempPathFactory) -> Judge:
    """A judge of claims on countries."""
    return judge_of(knowledge(tmp_path_factory.mktemp("countries"), COUNTRIES))


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Judge:
    """A judge of claims on a company."""
    return judge_of(knowledge(tmp_path_factory.mktemp("company"), COMPANY))


@pytest.mark.parametrize(
    ("claim", "verdict", "instead"),
    [
        (("Peru", "capital", "Lima"), "supported", None),
        (("PERÚ", "has capital", "lima"), "supported", None),
        (("Peru", "hasCapital", "Lima"), "supported", None),
        (("Lima", "capital of", "Peru"), "supported", None),
        (("Lima", "is the capital of", "Peru"), "supported", None),
        ((f"{BASE}peru", f"<{BASE}capital>", f"{BASE}lima"), "supported", None),
        (("Peru", "capital", "Quito"), "contradicted", "Lima"),
        (("Lima", "capital", "Peru"), "contradicted", None),
        (("Quito", "capital of", "Peru"), "contradicted", None),
        (("Peru", "capital of", "Lima"), "contradicted", None),
        (("Quito", "capital of", "Gran Colombia"), "unknown", None),
        (("Chile", "borders", "Peru"), "supported", None),
        (("Chile", "borders", "Chile"), "contradicted", "Perú"),
        (("Chile", "borders", "Gran Colombia"), "unknown", None),
        (("Peru", "river", "Amazon"), "supported", None),
        (("Peru", "river", "Rhine"), "unknown", None),
        (("Lima", "is a", "city"), "supported", None),
        (("Lima", "rdf:type", f"{BASE}City"), "supported", None),
        (("Lima", "type", "country"), "contradicted", "city"),
        (("Amazon", "is a", "city"), "unknown", None),
        (("Lima", "is a", "metropolis"), "unknown", None),
        (("Lima", "is", "a capital"), "supported", None),
        (("Quito", "is", "a capital"), "unknown", None),
        (("Peru", "is", "firme y feliz"), "supported", None),
    ],
)
def test_things_are_related_as_the_graph_entails(
    countries: Judge, claim: tuple[str, str, str], verdict: str, instead: str | None
) -> None:
    found = countries.judge(Claim(*claim))
    assert (found.verdict, found.instead) == (verdict, instead)
    assert found.reason
    assert (found.proof is not None) == (verdict == "supported")
    assert (found.conflict is not None) == (verdict == "contradicted")


@pytest.mark.parametrize(
    ("claim", "verdict", "instead"),
    [
        (("Peru", "founded", "28 July 1821"), "supported", None),
        (("Peru", "founded", "1821-07-28"), "supported", None),
        (("Peru", "founded", "July 1821"), "supported", None),
        (("Peru", "founded", "1821"), "supported", None),
        (("Peru", "founded", "after 1800"), "supported", None),
        (("Peru", "founded", "29 July 1821"), "contradicted", "28 July 1821"),
        (("Peru", "founded", "August 1821"), "contradicted", "July 1821"),
        (("Peru", "founded", "1822"), "contradicted", "1821"),
        (("Peru", "founded", "before 1800"), "contradicted", "1821"),
        (("Peru", "founded", "about 1823"), "unknown", None),
        (("Chile", "founded", "12 February 1818"), "unknown", None),
        (("Chile", "founded", "1817"), "contradicted", "1818"),
        (("Gran Colombia", "founded", "17 December 1819"), "unknown", None),
        (("Gran Colombia", "founded", "1819"), "supported", None),
        (("Inca Empire", "founded", "about 1438"), "supported", None),
        (("Inca Empire", "founded", "1438"), "unknown", None),
        (("Inca Empire", "founded", "1500"), "unknown", None),
        (("Inca Empire", "dissolved", "1572"), "unknown", None),
        (("Inca Empire", "dissolved", "1700"), "contradicted", "before 1600"),
        (("Peru", "dissolved", "1900"), "unknown", None),
        (("Peru", "founded", "recently"), "unknown", None),
    ],
)
def test_dates_are_judged_at_their_precision(
    countries: Judge, claim: tuple[str, str, str], verdict: str, instead: str | None
) -> None:
    found = countries.judge(Claim(*claim))
    assert (found.verdict, found.instead) == (verdict, instead)


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (("Peru", "population", "33,000,000"), "supported"),
        (("Peru", "population", "33 million"), "supported"),
        (("Peru", "population", "33000000.0"), "supported"),
        (("Peru", "population", "34000000"), "contradicted"),
        (("Peru", "area", "1285216"), "supported"),
        (("Peru", "area", "1285217"), "unknown"),
        (("Peru", "motto", "firme y feliz"), "supported"),
        (("Peru", "motto", "Firme"), "unknown"),
        (("Peru", "landlocked", "no"), "supported"),
        (("Peru", "landlocked", "true"), "contradicted"),
        (("Peru", "number of rivers", "1"), "contradicted"),
        (("Peru", "number of rivers", "two"), "unknown"),
    ],
)
def test_values_are_compared_by_what_they_denote(countries: Judge, claim: tuple[str, str, str], verdict: str) -> None:
    assert countries.judge(Claim(*claim)).verdict == verdict


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        (("Perou", "capital", "Lima"), "nothing named “Perou”"),
        (("Peru", "chief town", "Lima"), "no property named “chief town”"),
        (("Peru", "capital", "Limaa"), "nothing named “Limaa”"),
        (("Valencia", "head of state", "Peru"), "“Valencia” may be any of 2 things"),
        (("Peru", "head of state", "Lima"), "No head of state of Perú is recorded"),
        (("Peru", "river", "Rhine"), "nothing says that there are no others"),
    ],
)
def test_what_is_unknown_has_a_reason(countries: Judge, claim: tuple[str, str, str], reason: str) -> None:
    found = countries.judge(Claim(*claim))
    assert found.verdict == "unknown"
    assert reason in found.reason


def test_a_near_miss_is_a_candidate_and_no_match(countries: Judge) -> None:
    found = countries.judge(Claim("Limaa", "is a", "city"))
    assert found.verdict == "unknown"
    assert [candidate.label for candidate in found.candidates] == ["Lima"]


def test_an_ambiguous_name_has_its_candidates(countries: Judge) -> None:
    found = countries.judge(Claim("Valencia", "river", "Rhine"))
    assert {candidate.value for candidate in found.candidates} == {f"{BASE}valencia1", f"{BASE}valencia2"}


def test_what_holds_whatever_a_name_means_is_decided(countries: Judge) -> None:
    assert countries.judge(Claim("Valencia", "is a", "city")).verdict == "supported"
    assert countries.judge(Claim("Valencia", "is a", "country")).verdict == "contradicted"
    assert countries.judge(Claim("Peru", "capital", "Valencia")).verdict == "contradicted"


def test_what_is_declared_complete_decides_absence(company: Judge) -> None:
    assert company.judge(Claim("Ada", "report", "Eve")).verdict == "contradicted"
    assert company.judge(Claim("Ada", "report", "Cy")).verdict == "supported"
    assert company.judge(Claim("Bob", "mentor", "Ada")).verdict == "unknown"
    assert company.judge(Claim("Ada", "number of reports", "2")).verdict == "supported"
    assert company.judge(Claim("Ada", "number of reports", "3")).verdict == "contradicted"


@pytest.mark.parametrize("claim", [("Peru", "capital", "Lima"), ("Peru", "founded", "1821"), ("Lima", "is a", "city")])
def test_denying_what_is_entailed_is_contradicted_by_its_proof(countries: Judge, claim: tuple[str, str, str]) -> None:
    found = countries.judge(Claim(*claim, negated=True))
    assert found.verdict == "contradicted"
    assert found.conflict is not None
    assert [premise.fact.predicate for premise in found.conflict.premises]
    assert found.negated


def test_denying_what_cannot_be_is_supported_by_what_excludes_it(countries: Judge) -> None:
    found = countries.judge(Claim("Peru", "capital", "Quito", negated=True))
    assert found.verdict == "supported"
    assert found.proof is not None
    assert "urn:kgqa:supposed" not in repr(found.proof)
    assert any(f"{BASE}lima" in str(premise.fact.object) for premise in found.proof.premises)


def test_a_kind_does_not_choose_between_namesakes(tmp_path_factory: pytest.TempPathFactory) -> None:
    graph = COUNTRIES + ':valencia3 a :Country ; rdfs:label "Valencia" .'
    judge = judge_of(knowledge(tmp_path_factory.mktemp("namesakes"), graph))
    claimed = Entity(tuple(iri(f"valencia{number}") for number in (1, 2, 3)), "Valencia")
    stated = Stated("", 0, 0, "", "", "", (Overlap(claimed, Class(iri("City"))),))
    assert judge.judge_stated(stated).verdict == "unknown"
    assert judge.judge(Claim("Valencia", "is a", "city")).verdict == "unknown"


def test_a_text_in_other_words_contradicts_nothing(tmp_path_factory: pytest.TempPathFactory) -> None:
    graph = """:side a owl:DatatypeProperty, owl:FunctionalProperty ; rdfs:label "side" .
        :one rdfs:label "One" ; :side "L" . :two rdfs:label "Two" ; :side "R" ."""
    judge = judge_of(knowledge(tmp_path_factory.mktemp("texts"), graph))
    assert judge.judge(Claim("One", "side", "l")).verdict == "supported"
    assert judge.judge(Claim("One", "side", "r")).verdict == "contradicted"
    assert judge.judge(Claim("One", "side", "left")).verdict == "unknown"
    assert judge.judge(Claim("One", "side", "left", value=Literal("left"))).verdict == "contradicted"


def test_a_value_is_not_taken_for_a_thing_of_that_name(tmp_path_factory: pytest.TempPathFactory) -> None:
    graph = """:motto a owl:DatatypeProperty ; rdfs:label "motto" .
        :one rdfs:label "One" ; :motto "Two"@en, "Zwei"@de . :two rdfs:label "Two" ."""
    judge = judge_of(knowledge(tmp_path_factory.mktemp("values"), graph))
    assert judge.judge(Claim("One", "motto", "two")).verdict == "supported"
    assert judge.judge(Claim("One", "motto", "zwei")).verdict == "supported"
    assert judge.judge(Claim("One", "motto", "three")).verdict == "unknown"


def test_one_thing_under_two_names_is_not_ambiguous(tmp_path_factory: pytest.TempPathFactory) -> None:
    graph = COUNTRIES + ':lima2 rdfs:label "Lima" ; owl:sameAs :lima .'
    judge = judge_of(knowledge(tmp_path_factory.mktemp("same"), graph))
    assert judge.judge(Claim("Peru", "capital", "Lima")).verdict == "supported"
    assert judge.judge(Claim("Chile", "capital", "Lima")).verdict == "contradicted"


def test_amounts_are_said_in_words(company: Judge) -> None:
    def verdict(subject: str, predicate: str, value: str) -> tuple[str, str | None]:
        found = company.judge(Claim(subject, predicate, value))
        return found.verdict, found.instead

    assert verdict("Ada", "tenure", "9 years") == ("supported", None)
    assert verdict("Ada", "tenure", "ten") == ("contradicted", "9")
    assert verdict("Ada", "is senior to", "Cy") == ("supported", None)
    assert verdict("Cy", "senior to", "Ada") == ("contradicted", None)
    assert verdict("Ada", "tenure", "long") == ("unknown", None)


def test_facts_that_clash_are_told(tmp_path_factory: pytest.TempPathFactory) -> None:
    graph = COUNTRIES + ":chile :capital :quito ."
    judge = judge_of(knowledge(tmp_path_factory.mktemp("clash"), graph))
    found = judge.judge(Claim("Chile", "capital", "Quito"))
    assert found.verdict == "supported"
    assert "the graph contradicts itself here" in found.reason
