"""Which record a cross-reference means, and the IRI of every record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kgqa.load.gedcom.facts import Facts
    from kgqa.load.gedcom.records import Record
    from kgqa.model import IRI

VOID = "VOID"
"""The pointer that means no record (GEDCOM 7.0, 1.1)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A record and its IRI."""

    iri: IRI
    record: Record


@dataclass(frozen=True, slots=True)
class Book:
    """All records, in the order of the file, and by cross-reference."""

    entries: tuple[Entry, ...]
    by_xref: dict[str, Entry]

    def of(self, *tags: str) -> tuple[Entry, ...]:
        """The records that have one of the tags."""
        return tuple(entry for entry in self.entries if entry.record.tag in tags)

    def follow(self, pointer: Record, facts: Facts, *tags: str) -> Entry | None:
        """The record that a line points to; None, and a report, when there is none with one of the tags."""
        xref = pointer.pointer
        if xref is None:
            facts.report(f"{pointer.tag} points to no record", pointer.line)
            return None
        if xref == VOID:
            return None
        entry = self.by_xref.get(xref)
        if entry is None:
            facts.report(f"{pointer.tag} points to @{xref}@, which is not in the file", pointer.line)
        elif entry.record.tag not in tags:
            facts.report(f"{pointer.tag} points to @{xref}@, which is a {entry.record.tag}", pointer.line)
            return None
        return entry


def make_book(records: list[Record], facts: Facts) -> Book:
    """Gives every record its IRI; of several records with one cross-reference, the first one is meant by it."""
    by_xref: dict[str, Entry] = {}
    entries = []
    taken = {record.xref for record in records}
    for record in records:
        name = record.xref
        if name is None or name in by_xref:
            name = _free_name(record, taken)
            taken.add(name)
            if record.xref is not None:
                facts.report(f"@{record.xref}@ is there twice; this one was loaded as {name}", record.line)
        entry = Entry(facts.iri(name), record)
        entries.append(entry)
        if record.xref is not None:
            by_xref.setdefault(record.xref, entry)
    return Book(tuple(entries), by_xref)


def _free_name(record: Record, taken: set[str | None]) -> str:
    name = f"{record.xref or record.tag}-line-{record.line}"
    while name in taken:
        name += "-"
    return name
