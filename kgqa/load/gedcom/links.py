"""Who belongs to which family, in which role: the two directions of every link, merged.

A family names its HUSB, WIFE and CHIL; a person names FAMS and FAMC. A link that is there in one direction only
is loaded and reported.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from kgqa.load.gedcom.facts import family
from kgqa.load.gedcom.parentage import PARENT_ROLES, parentage_of_child, parentage_of_person
from kgqa.load.gedcom.people import sex_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.load.gedcom.book import Book, Entry
    from kgqa.load.gedcom.facts import Facts
    from kgqa.load.gedcom.records import Record
    from kgqa.model import IRI

_ROLES = {"HUSB": "familyHusband", "WIFE": "familyWife"}
_CONTRARY = {"HUSB": "F", "WIFE": "M"}
_ROLE_OF_SEX = {"M": "HUSB", "F": "WIFE"}
_SHOWN = 20
"""One-sided links that are reported one by one; the rest are counted."""


class Partner(NamedTuple):
    """A partner in a family: HUSB, WIFE, or neither."""

    entry: Entry
    role: str
    line: int


@dataclass(slots=True)
class Members:
    """The members of one family. `children` maps a child to its relations (none: not to be stated)."""

    partners: dict[IRI, Partner] = field(default_factory=dict)
    children: dict[IRI, set[str]] = field(default_factory=dict)


def gather_members(book: Book, facts: Facts) -> dict[IRI, Members]:
    """The members of every family; one-sided, dangling and doubtful links are reported."""
    members = {entry.iri: Members() for entry in book.of("FAM")}
    listed: dict[IRI, dict[IRI, int]] = defaultdict(dict)
    for entry in book.of("FAM"):
        _read_family(entry, members[entry.iri], listed, book, facts)
    one_sided: list[tuple[str, int]] = []
    for entry in book.of("INDI"):
        one_sided += _read_partner(entry, members, book, facts)
        one_sided += _read_child(entry, members, listed[entry.iri], book, facts)
    for entry in book.of("FAM"):
        one_sided += _unanswered(entry, members[entry.iri], book)
    _report(one_sided, facts)
    return members


def state_members(subject: IRI, members: Members, facts: Facts) -> None:
    """States the partners and the children of one family."""
    counts = Counter(partner.role for partner in members.partners.values())
    for partner in members.partners.values():
        role = _ROLES.get(partner.role)
        if role is None or counts[partner.role] > 1 or sex_of(partner.entry.record) == _CONTRARY[partner.role]:
            role = "hasPartner"
        facts.state(subject, family(role), partner.entry.iri)
    for child, relations in members.children.items():
        for relation in sorted(relations):
            _state_child(child, relation, subject, members, facts)


def _state_child(child: IRI, relation: str, subject: IRI, members: Members, facts: Facts) -> None:
    role = PARENT_ROLES.get(relation)
    if role is None:
        facts.state(child, family(relation), subject)
    for partner in members.partners.values():
        if partner.role == role:
            facts.state(child, family(relation), partner.entry.iri)


def _read_family(entry: Entry, members: Members, listed: dict[IRI, dict[IRI, int]], book: Book, facts: Facts) -> None:
    for line in entry.record.all("HUSB", "WIFE"):
        person = book.follow(line, facts, "INDI")
        if person is not None:
            members.partners.setdefault(person.iri, Partner(person, line.tag, line.line))
    for line in entry.record.all("CHIL"):
        child = book.follow(line, facts, "INDI")
        if child is not None:
            listed[child.iri][entry.iri] = line.line
            members.children[child.iri] = parentage_of_child(line, facts)


def _read_partner(person: Entry, members: dict[IRI, Members], book: Book, facts: Facts) -> Iterator[tuple[str, int]]:
    for line in person.record.all("FAMS"):
        union = book.follow(line, facts, "FAM")
        if union is not None and person.iri not in members[union.iri].partners:
            yield _join(person, members[union.iri], line), line.line


def _read_child(
    person: Entry, members: dict[IRI, Members], listed: dict[IRI, int], book: Book, facts: Facts
) -> Iterator[tuple[str, int]]:
    """`listed` gives the families that list the person as a child, and on which line."""
    stated = parentage_of_person(person.record, book, facts)
    for iri, (parentage, line) in stated.items():
        if iri not in listed:
            yield f"{line.tag} {line.value.strip()}: that record has no CHIL for this person", line.line
        children = members[iri].children
        # What CHIL says of the two parents counts only where FAMC says nothing special.
        if parentage != {"childIn"} or person.iri not in children:
            children[person.iri] = parentage
    for iri, number in listed.items():
        if iri not in stated:
            yield f"CHIL @{person.record.xref}@: that record has no FAMC for this family", number


def _join(person: Entry, members: Members, line: Record) -> str:
    role = _ROLE_OF_SEX.get(sex_of(person.record) or "", "")
    taken = {partner.role for partner in members.partners.values()}
    message = f"FAMS {line.value.strip()}: that record has no HUSB or WIFE for this person"
    if len(members.partners) >= 2:
        return f"{message}, and has two others; the link was left out"
    members.partners[person.iri] = Partner(person, "" if role in taken else role, line.line)
    return message


def _unanswered(union: Entry, members: Members, book: Book) -> list[tuple[str, int]]:
    one_sided = []
    for partner in members.partners.values():
        pointers = {line.pointer for line in partner.entry.record.all("FAMS")}
        if not any(pointer and book.by_xref.get(pointer) is union for pointer in pointers):
            xref = partner.entry.record.xref
            one_sided.append((f"{partner.role} @{xref}@: that record has no FAMS for this family", partner.line))
    return one_sided


def _report(one_sided: list[tuple[str, int]], facts: Facts) -> None:
    for message, line in one_sided[:_SHOWN]:
        facts.report(message, line)
    rest = one_sided[_SHOWN:]
    if rest:
        facts.report(f"{len(rest)} more links are there in one direction only; the next here", rest[0][1])
