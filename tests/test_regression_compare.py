"""kgqa and owlrl on the same cases: what differs, what of it is known, and what is not."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

from kgqa.cli import main
from kgqa.model import IRI, Triple
from kgqa.regression import read_suite
from kgqa.regression.batch import Batch
from kgqa.regression.compare import BY_RULES, DATA_VALUES, NOT_STORED, UNIQUE_NAMES, WITH_ITSELF, compared

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from kgqa.regression.compare import Difference

ONTOLOGY = """
    @prefix : <urn:example:> .
    @prefix owl: <http://www.w3.org/2002/07/owl#> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    @prefix swrl: <http://www.w3.org/2003/11/swrl#> .
    :partOf a owl:TransitiveProperty .
    :Wet owl:disjointWith :Dry .
    :depth a owl:FunctionalProperty .
    :mouth a owl:FunctionalProperty .
    <urn:example#near> a owl:SymmetricProperty .
    :a a swrl:Variable . :b a swrl:Variable .
    [] a swrl:Imp ; rdfs:label "parts touch" ;
        swrl:body ( [ a swrl:IndividualPropertyAtom ; swrl:propertyPredicate :partOf ;
                      swrl:argument1 :a ; swrl:argument2 :b ] ) ;
        swrl:head ( [ a swrl:IndividualPropertyAtom ; swrl:propertyPredicate :touches ;
                      swrl:argument1 :a ; swrl:argument2 :b ] ) .
"""


def suite_of(folder: Path, *given: str) -> Path:
    (folder / "world.ttl").write_text(dedent(ONTOLOGY), encoding="utf-8")
    cases = [f"  - {{name: case {n}, given: '{facts}', expect: {{not_entailed: [':x :y :z']}}}}"
             for n, facts in enumerate(given)]  # fmt: skip
    file = folder / "test.yaml"
    file.write_text("\n".join(["ontology: world.ttl", 'prefixes: {"": "urn:example:"}', "cases:", *cases, ""]))
    return file


def differences(folder: Path, *given: str, unique_names: bool = True) -> list[Difference]:
    return list(compared([read_suite(suite_of(folder, *given))], unique_names=unique_names))


def explained(found: list[Difference], case: int) -> dict[str | None, list[str]]:
    reasons: dict[str | None, list[str]] = {}
    for difference in found:
        if difference.case == f"case {case}":
            reasons.setdefault(difference.known, []).append(f"{difference.by}: {difference.what}")
    return reasons


def test_what_both_derive_is_no_difference(tmp_path: Path) -> None:
    found = differences(tmp_path, ":creek a :Wet .")
    assert set(explained(found, 0)) <= {NOT_STORED}
    assert [difference for difference in found if difference.known is None] == []


def test_each_known_difference_is_told_with_its_reason(tmp_path: Path) -> None:
    found = differences(
        tmp_path,
        ":creek :partOf :bay . :bay :partOf :sea .",
        ":creek :mouth :bay, :sea .",
        ":creek :depth 1, 2 .",
        ":creek <urn:example#near> :creek ; :partOf :bay . :bay :partOf :creek .",
        ":creek a :Wet, :Dry .",
    )
    assert [difference for difference in found if difference.known is None] == []
    touching = explained(found, 0)[BY_RULES]
    assert touching[0] == "kgqa: <urn:example:bay> <urn:example:touches> <urn:example:sea> ."
    assert len(touching) == 3
    assert "kgqa: conflict by prp-fp" in explained(found, 1)[UNIQUE_NAMES]
    assert (
        "owlrl: <urn:example:bay> <http://www.w3.org/2002/07/owl#sameAs> <urn:example:sea> ."
        in explained(found, 1)[UNIQUE_NAMES]
    )
    assert "kgqa: conflict by prp-fp" in explained(found, 2)[DATA_VALUES]
    assert WITH_ITSELF not in explained(found, 4)
    assert not any("conflict" in text for texts in explained(found, 4).values() for text in texts)


def test_without_unique_names_they_explain_nothing(tmp_path: Path) -> None:
    found = differences(tmp_path, ":creek :mouth :bay, :sea .", unique_names=False)
    assert set(explained(found, 0)) <= {NOT_STORED}


def test_a_case_with_axioms_is_compared_by_itself(tmp_path: Path) -> None:
    axiom = ":in <http://www.w3.org/2000/01/rdf-schema#subPropertyOf> :partOf ."
    found = differences(tmp_path, f"{axiom} :creek :in :bay . :bay :partOf :sea .", ":creek :in :sea .")
    assert any("touches" in text for text in explained(found, 0)[BY_RULES])
    assert BY_RULES not in explained(found, 1)
    assert [difference for difference in found if difference.known is None] == []


def fact(*names: str) -> Triple:
    subject, predicate, obj = (IRI(f"urn:example:{name}") for name in names)
    return Triple(subject, predicate, obj)


CHAIN = [Triple(fact("p", "p", "p").subject, IRI("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"),
                IRI("http://www.w3.org/2002/07/owl#TransitiveProperty")), fact("hub", "p", "end")]  # fmt: skip


def test_cases_with_the_same_names_do_not_see_one_another() -> None:
    one, two = Batch(CHAIN).run([[fact("a", "p", "b")], [fact("b", "p", "c")]])
    assert fact("a", "p", "c") not in one.facts | two.facts
    assert fact("a", "p", "b") in one.facts


def test_cases_that_meet_in_the_ontology_are_taken_apart() -> None:
    one, two = Batch(CHAIN).run([[fact("a", "p", "hub")], [fact("end", "p", "c"), fact("d", "p", "hub")]])
    assert fact("a", "p", "end") in one.facts
    assert fact("a", "p", "c") not in one.facts
    assert {fact("d", "p", "c"), fact("hub", "p", "c")} <= two.facts


def test_known_differences_leave_the_exit_status_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = suite_of(tmp_path, ":creek :partOf :bay .")
    assert main(["test", str(file), "--compare", "owlrl"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "1 passed, 0 failed"
    assert lines[1].startswith("compared with owlrl: 0 unexplained, ")
    assert f"  1 {BY_RULES}" in lines
    assert main(["test", str(file), "--compare", "owlrl", "-v"]) == 0
    told = "case 0: only kgqa: <urn:example:creek> <urn:example:touches> <urn:example:bay> ."
    assert f"{file}:4: {told} (known: {BY_RULES})" in capsys.readouterr().out


def test_a_difference_that_nothing_explains_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = suite_of(tmp_path, ":creek :partOf :bay . :bay :partOf :sea .")
    monkeypatch.setattr("kgqa.regression.batch.materialise_owlrl", lambda facts: [])
    assert main(["test", str(file), "--compare", "owlrl"]) == 1
    assert (
        f"{file}:4: case 0: only kgqa: <urn:example:creek> <urn:example:partOf> <urn:example:sea> ."
    ) in capsys.readouterr().out
