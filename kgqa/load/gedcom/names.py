"""NAME structures: a label for people, the pieces, and other forms under which the person may be named.

GEDCOM 5.5.1, PERSONAL_NAME_STRUCTURE; GEDCOM 7.0, INDI-NAME. Where a program gave no pieces they are read off
the slashes, by ged4py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.load.gedcom.records import Record

_QUOTED = re.compile(r"[\"“„]([^\"“”„]+)[\"”“]")
_ASIDE = re.compile(r"[\"“„][^\"“”„]*[\"”“]|\([^()]*\)")
_FORMS = ("FONE", "ROMN", "TRAN")


@dataclass(frozen=True, slots=True)
class PersonName:
    """One name. `kind` is its TYPE in lower case; `others` are further forms of it."""

    label: str
    given: str
    surname: str
    prefix: str
    suffix: str
    nicknames: tuple[str, ...]
    kind: str
    others: tuple[str, ...]


def read_name(record: Record) -> PersonName:
    """The name that a NAME line and the lines below it give."""
    from ged4py.detail.name import split_name

    given, surname, rest = (plain(part) for part in split_name(record.value))
    if not given and surname:
        given, rest = rest, ""
    piece = {tag: _piece(record, tag) for tag in ("GIVN", "SURN", "SPFX", "NPFX", "NSFX", "NICK")}
    nicknames = tuple(dict.fromkeys(filter(None, (piece["NICK"], *map(plain, _QUOTED.findall(record.value))))))
    surname = surname or " ".join(filter(None, (piece["SPFX"], piece["SURN"])))
    label = plain(record.value) or " ".join(filter(None, (piece["NPFX"], piece["GIVN"], surname, piece["NSFX"])))
    kind = record.first("TYPE")
    return PersonName(
        label=label,
        given=piece["GIVN"] or plain(_ASIDE.sub(" ", given)),
        surname=surname,
        prefix=piece["NPFX"],
        suffix=piece["NSFX"] or rest,
        nicknames=nicknames,
        kind=kind.text.lower() if kind else "",
        others=tuple(dict.fromkeys(_others(record, label, surname, nicknames))),
    )


def plain(text: str) -> str:
    """The text for people: no slashes, "_" as a blank, single blanks."""
    return " ".join(text.replace("/", " ").replace("_", " ").split())


def _piece(record: Record, tag: str) -> str:
    # GEDCOM 5.5.1 parts several given names or surnames by commas.
    pieces = (plain(below.value.replace(",", " ")) for below in record.all(tag))
    return " ".join(filter(None, pieces))


def _others(record: Record, label: str, surname: str, nicknames: tuple[str, ...]) -> Iterator[str]:
    bare = plain(_ASIDE.sub(" ", record.value))
    if bare and bare != label:
        yield bare
    for nickname in nicknames:
        yield nickname
        yield f"{nickname} {surname}".strip()
    for form in record.all(*_FORMS):
        if form.text:
            yield plain(form.text)
