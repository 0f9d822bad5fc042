"""In which way a person is a child of a family: by birth, by adoption, as a foster child, or of one parent only.

GEDCOM 5.5.1 and 7.0: FAMC with PEDI and STAT, and FAMC below ADOP. Family Tree Maker and its kin write _FREL and
_MREL below CHIL instead: the relation to the father and to the mother.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from kgqa.load.gedcom.book import Book
    from kgqa.load.gedcom.facts import Facts
    from kgqa.load.gedcom.records import Record
    from kgqa.model import IRI

Parentage: TypeAlias = set[str]
"""Names of relations: childIn, adoptedIn, fosteredIn (to the family), hasFather, hasMother (to one partner)."""

PARENT_ROLES = {"hasFather": "HUSB", "hasMother": "WIFE"}
_BY_WORD = {
    "": "childIn", "birth": "childIn", "natural": "childIn", "biological": "childIn",
    "unknown": "childIn", "private": "childIn",
    "adopted": "adoptedIn", "adoptive": "adoptedIn", "foster": "fosteredIn",
}  # fmt: skip


def parentage_of_child(line: Record, facts: Facts) -> Parentage:
    """What a CHIL line says; empty, and reported, for a stepchild, a ward and the like."""
    father, mother = (_word(line, tag) for tag in ("_FREL", "_MREL"))
    of_father, of_mother = _BY_WORD.get(father), _BY_WORD.get(mother)
    if of_father == of_mother:
        return _known(of_father, father, line, facts)
    for relation, other, name in ((of_father, mother, "hasFather"), (of_mother, father, "hasMother")):
        if relation == "childIn":
            facts.report(f"a child of one parent only, by {other or 'birth'} of the other", line.line)
            return {name}
    return _known(None, f"{father} and {mother}", line, facts)


def parentage_of_person(record: Record, book: Book, facts: Facts) -> dict[IRI, tuple[Parentage, Record]]:
    """For each family that a person names: what FAMC, and FAMC below ADOP, say; and the first such line."""
    found: dict[IRI, tuple[Parentage, Record]] = {}
    bare: set[IRI] = set()
    for line in record.all("FAMC"):
        union = book.follow(line, facts, "FAM")
        if union is not None:
            found.setdefault(union.iri, (set(), line))[0].update(_of_link(line, facts))
            if line.first("PEDI") is None:
                bare.add(union.iri)
    for line in (line for adoption in record.all("ADOP") for line in adoption.all("FAMC")):
        union = book.follow(line, facts, "FAM")
        if union is not None:
            parentage = found.setdefault(union.iri, (set(), line))[0]
            parentage.add("adoptedIn")
            if union.iri in bare:
                parentage.discard("childIn")
    return found


def _of_link(line: Record, facts: Facts) -> Parentage:
    if _word(line, "STAT") == "disproven":
        facts.report("a link to parents that is marked as disproven; left out", line.line)
        return set()
    word = _word(line, "PEDI")
    return _known(_BY_WORD.get(word), word, line, facts)


def _known(relation: str | None, word: str, line: Record, facts: Facts) -> Parentage:
    if relation is not None:
        return {relation}
    facts.report(f"a child by {word}; the link was left out", line.line)
    return set()


def _word(line: Record, tag: str) -> str:
    below = line.first(tag)
    return below.text.lower() if below else ""
