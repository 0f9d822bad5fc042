"""A GEDCOM file read whole: the order of the steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.errors import FormatError
from kgqa.load.gedcom.book import make_book
from kgqa.load.gedcom.events import state_sources
from kgqa.load.gedcom.facts import Facts
from kgqa.load.gedcom.families import state_family
from kgqa.load.gedcom.links import gather_members
from kgqa.load.gedcom.people import state_person
from kgqa.load.gedcom.records import read_records
from kgqa.load.gedcom.text import read_text
from kgqa.load.loaded import Loaded

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kgqa.load.gedcom.book import Book
    from kgqa.load.gedcom.records import Record
    from kgqa.model import IRI

_READ = {"INDI", "FAM", "SOUR", "HEAD", "TRLR", "SUBM", "SUBN", "NOTE", "SNOTE", ""}
_STEP = 500
"""Records between two calls of `progress`."""


def read_gedcom(path: Path, source: IRI, *, progress: Callable[[int, int], None] | None = None) -> Loaded:
    """The facts of a GEDCOM file (.ged, also compressed) or of a GEDZIP archive (.gdz).

    `source` is the named graph; a record @I123@ becomes the IRI of `source` followed by "/I123". `progress` is
    told the lines done and the lines in all. What is damaged is mended or left out, and is among the problems.
    Raises FormatError when the file is no GEDCOM at all, InputError when it cannot be read.
    """
    text, problems = read_text(path)
    total = text.count("\n") + 1
    records, damages = read_records(text)
    _check(records, path)
    base = source.value if source.value.endswith(("/", "#")) else source.value + "/"
    facts = Facts(base, problems=[*problems, *damages])
    _state_all(make_book(records, facts), facts, lambda line: progress and progress(line, total))
    if progress is not None:
        progress(total, total)
    return Loaded(source, path.name, list(facts.triples), facts.lines, facts.all_problems())


def _check(records: list[Record], path: Path) -> None:
    if not {record.tag for record in records} & {"HEAD", "INDI", "FAM"}:
        raise FormatError(
            "this is no GEDCOM file",
            file=str(path),
            line=1,
            remedy='a GEDCOM file begins with the line "0 HEAD"',
        )


def _state_all(book: Book, facts: Facts, progress: Callable[[int], object]) -> None:
    if not any(entry.record.tag == "HEAD" for entry in book.entries):
        facts.report("the file has no HEAD record", 1)
    members = gather_members(book, facts)
    for count, entry in enumerate(book.entries):
        if entry.record.tag == "INDI":
            state_person(entry, book, facts)
        elif entry.record.tag == "FAM":
            state_family(entry, members[entry.iri], book, facts)
        elif entry.record.tag not in _READ:
            facts.skip(entry.record)
        if count % _STEP == 0:
            progress(entry.record.line)
    state_sources(book, facts)
