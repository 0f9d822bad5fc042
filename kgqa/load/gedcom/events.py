"""Dates and places of events, notes and citations: the parts that persons and families share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.load.gedcom.book import VOID
from kgqa.load.gedcom.dates import read_date_value
from kgqa.load.gedcom.facts import family
from kgqa.load.gedcom.places import place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kgqa.load.gedcom.book import Book
    from kgqa.load.gedcom.facts import Facts
    from kgqa.load.gedcom.records import Record
    from kgqa.model import IRI

ANNOTATIONS = ("NOTE", "SNOTE", "SOUR")


def state_events(subject: IRI, kind: str, events: Iterable[Record], book: Book, facts: Facts) -> int:
    """States when and where an event took place: `kindDate`, `kindDateText`, `kindPlace`.

    The first date and the first place are the preferred ones; later ones become `alternativeKindDate` and
    `alternativeKindPlace`. Gives the number of dates that were understood.
    """
    dates, places = 0, 0
    for event in events:
        for date in event.all("DATE"):
            dates += _state_date(subject, _name(kind, dates), date, facts)
        for line in event.all("PLAC"):
            node = place(line.value, line.line, facts)
            if node is not None:
                facts.state(subject, family(_name(kind, places) + "Place"), node)
                places += 1
                skip_others(line, (), facts)
        annotate(subject, event, book, facts)
        skip_others(event, ("DATE", "PLAC", "TYPE", "FAMC", *ANNOTATIONS), facts)
    return dates


def happened(event: Record) -> bool:
    """Whether an event is recorded as a fact ("N" says that it did not take place)."""
    return event.text.upper() not in {"N", "NO"}


def _name(kind: str, known: int) -> str:
    return kind if known == 0 else f"alternative{kind[0].upper()}{kind[1:]}"


def _state_date(subject: IRI, kind: str, record: Record, facts: Facts) -> int:
    phrase = record.first("PHRASE")
    date = read_date_value(record.value, phrase.text if phrase else "")
    if date.problem:
        facts.report(f"{date.problem}; kept as text", record.line)
    if date.literal is not None:
        facts.state(subject, family(kind + "Date"), date.literal)
    facts.write(subject, kind + "DateText", date.text)
    skip_others(record, ("PHRASE",), facts)
    return 0 if date.literal is None else 1


def annotate(subject: IRI, record: Record, book: Book, facts: Facts) -> None:
    """States the notes and the sources that stand right below a line."""
    for note in record.all("NOTE", "SNOTE"):
        facts.write(subject, "note", _text_of(note, book, facts, "NOTE", "SNOTE"))
    for source in record.all("SOUR"):
        if source.pointer is None:
            facts.write(subject, "sourceText", source.value.strip())
        else:
            _cite(subject, source, book, facts)


def _cite(subject: IRI, source: Record, book: Book, facts: Facts) -> None:
    entry = book.follow(source, facts, "SOUR")
    if entry is not None:
        facts.state(subject, family("hasSource"), entry.iri)
    skip_others(source, (), facts, "SOUR.")


def _text_of(note: Record, book: Book, facts: Facts, *tags: str) -> str:
    if note.pointer is None:
        return note.value.strip()
    entry = book.follow(note, facts, *tags)
    return entry.record.value.strip() if entry else ""


def skip_others(record: Record, known: tuple[str, ...], facts: Facts, prefix: str = "") -> None:
    """Counts the lines right below one that have no tag among the known ones."""
    for below in record.below:
        if below.tag not in known and below.pointer != VOID:
            facts.skip(below, f"{prefix}{below.tag}" if prefix and not below.tag.startswith("_") else "")


def state_sources(book: Book, facts: Facts) -> None:
    """States the sources that the file describes, with their titles."""
    for entry in book.of("SOUR"):
        named: Callable[[str], Record | None] = entry.record.first
        title = named("TITL") or named("ABBR")
        facts.begin(entry.iri, "Source", entry.record.line)
        text = title.text if title else ""
        facts.label(entry.iri, text or f"source {entry.iri.value.rpartition('/')[2]}")
        skip_others(entry.record, ("TITL", "ABBR", "CHAN", "CREA", "REFN", "RIN", "UID"), facts, "SOUR.")
