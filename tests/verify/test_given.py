"""Claims given as such, in the shapes that programs have them in."""

from __future__ import annotations

from typing import Any

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from kgqa.errors import InputError
from kgqa.model import IRI, Literal, Triple
from kgqa.verify.claim import Claim
from kgqa.verify.given import claims_given

PART = {"subject": "Ann", "predicate": "mentor", "object": "Beth"}
ANN, MENTOR, BETH = (IRI(f"urn:{name}") for name in ("ann", "mentor", "beth"))


@pytest.mark.parametrize(
    ("fields", "claim"),
    [
        (PART, Claim("Ann", "mentor", "Beth")),
        (PART | {"negated": True}, Claim("Ann", "mentor", "Beth", negated=True)),
        (PART | {"negated": None, "from": None}, Claim("Ann", "mentor", "Beth")),
        (PART | {"from": 1999, "to": "2001-05"}, Claim("Ann", "mentor", "Beth", since="1999", until="2001-05")),
        (PART | {"object": 3}, Claim("Ann", "mentor", "3")),
        (PART | {"object": True}, Claim("Ann", "mentor", "true")),
        (PART | {"source": "page 3"}, Claim("Ann", "mentor", "Beth")),
    ],
)
def test_an_object_of_json_is_a_claim(fields: dict[str, Any], claim: Claim) -> None:
    assert claims_given(fields) == (claim,)
    assert claims_given([fields, claim]) == (claim, claim)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ([PART, {"subject": "Ann"}], '"predicate" of claim 2 is missing'),
        ([PART | {"object": " "}], '"object" of claim 1 is missing'),
        ([PART | {"object": ["Beth"]}], '"object" of claim 1 is missing or is not text'),
        ([PART | {"negated": "no"}], '"negated" of claim 1'),
        ([PART | {"from": {}}], '"from" of claim 1 is not text'),
        (["Ann is Beth"], "claim 1 is not an object"),
        ([None], "claim 1 is not an object"),
        ([(ANN, MENTOR, object())], "claim 1 holds object"),
        (7, "a list of claims"),
    ],
)
def test_what_is_no_claim_is_told(given: Any, message: str) -> None:
    with pytest.raises(InputError, match=message):
        claims_given(given)


def test_triples_are_claims() -> None:
    claim = Claim("urn:ann", "urn:mentor", "urn:beth")
    assert claims_given(Triple(ANN, MENTOR, BETH)) == (claim,)
    assert claims_given([Triple(ANN, MENTOR, BETH), ("Ann", "mentor", BETH)]) == (
        claim,
        Claim("Ann", "mentor", "urn:beth"),
    )
    assert claims_given([Triple(ANN, MENTOR, Literal("5"))])[0].object == "5"


def test_a_statement_node_is_one_claim_with_its_times() -> None:
    stated = """
    @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
    @prefix dbo: <http://dbpedia.org/ontology/> .
    [] rdf:subject <urn:ann> ; rdf:predicate <urn:mentor> ; rdf:object <urn:beth> ; dbo:from "1901" ; dbo:to "1903" .
    """
    graph = rdflib.Graph().parse(data=stated, format="turtle")

    assert claims_given(graph) == (Claim("urn:ann", "urn:mentor", "urn:beth", since="1901", until="1903"),)


def test_a_graph_of_rdflib_is_its_triples() -> None:
    graph = rdflib.Graph()
    graph.parse(data="<urn:ann> <urn:mentor> <urn:beth> ; <urn:born> 1999 .", format="turtle")
    assert {(c.subject, c.predicate, c.object) for c in claims_given(graph)} == {
        ("urn:ann", "urn:mentor", "urn:beth"),
        ("urn:ann", "urn:born", "1999"),
    }


anything = st.recursive(
    st.none() | st.booleans() | st.text() | st.integers(),
    lambda one: st.lists(one) | st.dictionaries(st.sampled_from([*PART, "negated", "from"]), one),
)


@given(anything)
def test_any_json_is_claims_or_bad_input(given: Any) -> None:
    try:
        found = claims_given(given)
    except InputError:
        return
    assert all(isinstance(claim, Claim) and claim.subject.strip() for claim in found)
