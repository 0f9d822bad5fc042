"""FAM records: partners and children, engagement, marriage and divorce.

GEDCOM 5.5.1, FAM_RECORD; GEDCOM 7.0, 3.2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.load.gedcom.events import ANNOTATIONS, annotate, happened, skip_others, state_events
from kgqa.load.gedcom.facts import family
from kgqa.load.gedcom.links import state_members
from kgqa.load.gedcom.people import ADMINISTRATIVE, name_of
from kgqa.model import RDF_TYPE

if TYPE_CHECKING:
    from kgqa.load.gedcom.book import Book, Entry
    from kgqa.load.gedcom.facts import Facts
    from kgqa.load.gedcom.links import Members

EVENTS = {"engagement": "ENGA", "marriage": "MARR", "divorce": "DIV"}
_KNOWN = ("HUSB", "WIFE", "CHIL", *EVENTS.values(), *ANNOTATIONS, *ADMINISTRATIVE)


def state_family(entry: Entry, members: Members, book: Book, facts: Facts) -> None:
    """States what a FAM record says, and the members that it or their own records name."""
    union, record = entry.iri, entry.record
    facts.begin(union, "Family", record.line)
    names = " and ".join(name_of(partner.entry) for partner in members.partners.values())
    facts.label(union, f"family of {names}" if names else f"family {union.value.rpartition('/')[2]}")
    state_members(union, members, facts)
    for kind, tag in EVENTS.items():
        events = list(filter(happened, record.all(tag)))
        dates = state_events(union, kind, events, book, facts)
        if tag == "DIV" and events and dates == 0:
            facts.state(union, RDF_TYPE, family("DivorcedFamily"))
    annotate(union, record, book, facts)
    for line in record.all("CHIL", "HUSB", "WIFE"):
        skip_others(line, ("_FREL", "_MREL"), facts)
    skip_others(record, _KNOWN, facts)
