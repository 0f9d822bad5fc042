"""INDI records: names, sex, titles, occupations, births, christenings, deaths, burials, residences.

GEDCOM 5.5.1, INDIVIDUAL_RECORD; GEDCOM 7.0, 3.2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.load.gedcom.events import ANNOTATIONS, annotate, happened, skip_others, state_events
from kgqa.load.gedcom.facts import family
from kgqa.load.gedcom.names import plain, read_name
from kgqa.load.gedcom.places import place
from kgqa.model import RDFS_LABEL, Literal

if TYPE_CHECKING:
    from kgqa.load.gedcom.book import Book, Entry
    from kgqa.load.gedcom.facts import Facts
    from kgqa.load.gedcom.names import PersonName
    from kgqa.load.gedcom.records import Record
    from kgqa.model import IRI

EVENTS = {"birth": ("BIRT",), "christening": ("CHR", "BAPM"), "death": ("DEAT",), "burial": ("BURI",)}
_SEXES = {"M": "male", "F": "female", "X": "other"}
_UNRECORDED = {"", "U", "N"}
_TEXTS = {"TITL": "title", "OCCU": "occupation"}
ADMINISTRATIVE = ("CHAN", "CREA", "REFN", "RIN", "UID", "RFN", "AFN", "SUBM", "RESN")
"""Lines about the record and not about the person, which are left out in silence."""
_READ_ELSEWHERE = ("FAMC", "FAMS", "ADOP")
_KNOWN = (
    "NAME", "SEX", "ALIA", "RESI", *_TEXTS, *(tag for tags in EVENTS.values() for tag in tags),
    *ANNOTATIONS, *_READ_ELSEWHERE, *ADMINISTRATIVE,
)  # fmt: skip


def state_person(entry: Entry, book: Book, facts: Facts) -> None:
    """States what an INDI record says of the person; links to families are stated by `links`."""
    person, record = entry.iri, entry.record
    facts.begin(person, "Person", record.line)
    _state_names(person, record, book, facts)
    _state_sex(person, record, facts)
    for tag, name in _TEXTS.items():
        for line in record.all(tag):
            facts.write(person, name, line.text)
            annotate(person, line, book, facts)
            skip_others(line, ("TYPE", *ANNOTATIONS), facts)
    for kind, tags in EVENTS.items():
        state_events(person, kind, filter(happened, record.all(*tags)), book, facts)
    for residence in record.all("RESI"):
        _state_residence(person, residence, book, facts)
    annotate(person, record, book, facts)
    skip_others(record, _KNOWN, facts)


def sex_of(record: Record) -> str | None:
    """M, F or X; None when it is not recorded."""
    sex = record.first("SEX")
    letter = sex.text.upper()[:1] if sex else ""
    return letter if letter in _SEXES else None


def name_of(entry: Entry) -> str:
    """What a person is called: the first name that is not empty."""
    labels = (read_name(record).label for record in entry.record.all("NAME"))
    return next(filter(None, labels), f"unnamed person {entry.iri.value.rpartition('/')[2]}")


def _state_names(person: IRI, record: Record, book: Book, facts: Facts) -> None:
    names = [read_name(line) for line in record.all("NAME")]
    label = next((name.label for name in names if name.label), "")
    facts.state(person, RDFS_LABEL, Literal(label or f"unnamed person {person.value.rpartition('/')[2]}"))
    others = [other for name in names for other in (name.label, *name.others)]
    others += [plain(alias.value) for alias in record.all("ALIA") if alias.pointer is None]
    facts.label(person, label, tuple(others)) if label else None
    for index, name in enumerate(names):
        # A later name without a surname is a byname: nobody's given name.
        if index == 0 or name.surname:
            _state_pieces(person, name, facts)
    for line in record.all("NAME"):
        annotate(person, line, book, facts)
        skip_others(line, _NAME_KNOWN, facts)


_NAME_KNOWN = ("GIVN", "SURN", "NPFX", "NSFX", "NICK", "SPFX", "TYPE", "FONE", "ROMN", "TRAN", *ANNOTATIONS)


def _state_pieces(person: IRI, name: PersonName, facts: Facts) -> None:
    facts.write(person, "givenName", name.given)
    facts.write(person, "maidenName" if name.kind == "maiden" else "familyName", name.surname)
    facts.write(person, "namePrefix", name.prefix)
    facts.write(person, "nameSuffix", name.suffix)
    for nickname in name.nicknames:
        facts.write(person, "nickname", nickname)


def _state_sex(person: IRI, record: Record, facts: Facts) -> None:
    lines = list(record.all("SEX"))
    letter = sex_of(record)
    if letter is not None:
        facts.write(person, "sex", _SEXES[letter])
    for line in lines:
        if line.text.upper()[:1] not in {*_SEXES, *_UNRECORDED}:
            facts.report(f'no known sex: "{line.text}"', line.line)
    for line in lines[1:]:
        facts.report("a second SEX; only the first was loaded", line.line)


def _state_residence(person: IRI, residence: Record, book: Book, facts: Facts) -> None:
    for line in residence.all("PLAC"):
        node = place(line.value, line.line, facts)
        if node is not None:
            facts.state(person, family("residence"), node)
            skip_others(line, (), facts)
    facts.write(person, "note", residence.value.strip() and f"Residence: {residence.value.strip()}")
    annotate(person, residence, book, facts)
    skip_others(residence, ("PLAC", "TYPE", *ANNOTATIONS), facts, "RESI.")
