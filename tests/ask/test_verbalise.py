"""Facts and proofs in English."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kgqa.ask.render import conflict_json, conflict_text, proof_json, proof_text
from kgqa.ask.verbalise import fact_text, verbalise, verbalise_conflict
from kgqa.model import IRI, RDF_TYPE, XSD, Conflict, Literal, Proof, RuleName, Source, Triple

if TYPE_CHECKING:
    from tests.ask.conftest import Asked

EX = "http://example.org/"


def fact(subject: str, predicate: str, value: str) -> Triple:
    return Triple(IRI(EX + subject), IRI(EX + predicate), IRI(EX + value))


@pytest.mark.parametrize(
    ("triple", "text"),
    [
        (fact("ann", "mentor", "beth"), "Bethany Moss is the mentor of Ann Archer"),
        (fact("ulm", "inside", "swabia"), "Ulm is located in Swabia"),
        (Triple(IRI(EX + "ann"), RDF_TYPE, IRI(EX + "Member")), "Ann Archer is a member"),
        (fact("a", "parentOf", "b"), "a is a parent of b"),
        (
            Triple(IRI(EX + "ann"), IRI(EX + "entryDate"), Literal("1809-02-12", XSD + "date")),
            "the entry date of Ann Archer is 12 February 1809",
        ),
    ],
)
def test_facts(guild: Asked, triple: Triple, text: str) -> None:
    assert fact_text(triple, guild.lexicon.labels) == text


@pytest.fixture
def proof(guild: Asked) -> Proof:
    stated = Proof(fact("beth", "pupil", "ann"), "asserted", source=Source("urn:g", "guild.ttl", 7))
    derived = Proof(fact("ann", "mentor", "beth"), "rule", rule=RuleName("prp-inv2", "an inverse"), premises=(stated,))
    return verbalise(derived, guild.lexicon.labels)


def test_a_proof_as_a_tree(proof: Proof) -> None:
    assert proof_text(proof) == (
        "Bethany Moss is the mentor of Ann Archer  [prp-inv2: an inverse]\n"
        "└─ Ann Archer is the pupil of Bethany Moss  [stated in guild.ttl:7]\n"
    )


def test_a_proof_as_json(proof: Proof) -> None:
    assert proof_json(proof) == {
        "fact": {
            "subject": EX + "ann",
            "predicate": EX + "mentor",
            "object": EX + "beth",
            "text": "Bethany Moss is the mentor of Ann Archer",
        },
        "by": "rule",
        "rule": {"name": "prp-inv2", "text": "an inverse"},
        "premises": [
            {
                "fact": {
                    "subject": EX + "beth",
                    "predicate": EX + "pupil",
                    "object": EX + "ann",
                    "text": "Ann Archer is the pupil of Bethany Moss",
                },
                "by": "asserted",
                "source": {"graph": "urn:g", "file": "guild.ttl", "line": 7},
                "premises": [],
            }
        ],
    }


def test_a_conflict_tells_what_clashes(guild: Asked, proof: Proof) -> None:
    conflict = verbalise_conflict(
        Conflict(RuleName("prp-irp", "nobody mentors themselves"), (proof,)), guild.lexicon.labels
    )

    assert conflict.text == "Bethany Moss is the mentor of Ann Archer, but nothing can be its own mentor"
    assert conflict_json(conflict)["rule"] == {"name": "prp-irp", "text": "nobody mentors themselves"}
    assert conflict_text(conflict).splitlines()[1].startswith("  - Bethany Moss is the mentor")
